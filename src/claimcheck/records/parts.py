"""The parts of a record and their enums: publications, design, outcomes, figures, regulators, sources.

Every optional part may be left out or null: null says that a fact is not known, and no finding rests on it.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from claimcheck.records.forms import (
    Bases,
    Count,
    Date,
    Day,
    Doi,
    Interval,
    Jurisdiction,
    Link,
    P,
    Pmcid,
    Pmid,
    Shape,
    Slug,
    Source,
    Text,
)

Phase = Literal["preclinical", "1", "1/2", "1/2a", "1b", "2", "2a", "2b", "2/3", "3", "3b", "4", "pivotal"]
Control = Literal[
    "none", "placebo", "vehicle", "sham-surgery", "sham-stimulation", "standard-care", "conventional-rehabilitation",
    "active-treatment", "no-treatment", "healthy", "mixed",
]  # fmt: skip
Blinding = Literal["open-label", "assessor-blind", "single", "double", "triple", "quadruple"]
Chronicity = Literal["acute", "acute-subacute", "subacute", "subacute-chronic", "chronic", "mixed"]
Route = Literal[
    "intracerebral", "intravenous", "intra-arterial", "intrathecal", "intramuscular", "subcutaneous", "intra-articular",
    "intranasal", "oral", "topical", "inhaled", "implanted-device", "mixed",
]  # fmt: skip
Approval = Literal[
    "approved", "not-approved", "investigational", "conditional", "boxed-warning", "withdrawn", "revoked",
]  # fmt: skip


class Sourced(Shape):
    """What names the text it rests on: `basis` is its id (or ids), `from: memory` says that none was opened."""

    basis: Bases | None = None
    from_: Literal["memory"] | None = Field(default=None, alias="from")


class Publication(Sourced):
    type: Literal["article", "preprint", "conference-abstract", "press-release", "registry-results", "web", "label"]
    author: Text | None = Field(
        default=None, description="surname of the first author: with the year it tells the study"
    )
    journal: str | None = None
    date: Date | None = None
    doi: Doi | None = None
    pmid: Pmid | None = None
    pmcid: Pmcid | None = None
    link: Link | None = None
    peer_reviewed: bool | None = None
    analysis: str | None = None


class Programme(Sourced):
    status: Literal[
        "active", "completed", "paused", "terminated", "discontinued", "approved", "approved-elsewhere", "research"
    ]
    as_of: Date | None = None
    note: str | None = None


class Design(Sourced):
    type: Slug | None = Field(default=None, description="a design of the lexicon: single-arm, randomised-trial …")
    phase: Phase | None = None
    first_in_human: bool | None = None
    randomized: bool | None = None
    control: Control | None = None
    blinding: Blinding | None = None
    arms: Count | None = None
    sites: Count | None = None
    countries: list[str] | None = None
    scheme: str | None = None
    search_to: Date | None = None
    includes: str | None = None


class Window(Shape):
    low: float | None = None
    high: float | None = None
    unit: Literal["hours", "days", "weeks", "months", "years"]


class Population(Sourced):
    species: Slug | None = Field(default=None, description="a species of the lexicon: human, rat …")
    condition: Slug | None = Field(default=None, description="a condition of the lexicon: ischemic-stroke …")
    subtype: str | None = None
    chronicity: Chronicity | None = None
    stage: list[Slug] | None = Field(default=None, description="stages of the lexicon: early-stage, mild …")
    people: list[Slug] | None = Field(default=None, description="people of the lexicon, by age or sex: adults …")
    window: Window | None = None
    inclusion: str | None = None
    n_enrolled: Count | None = None
    n_treated: Count | None = None
    n_control: Count | None = None
    n_evaluable: Count | None = None
    n_planned: Count | None = None
    n_studies: Count | None = None
    note: str | None = None


class Intervention(Sourced):
    product: str | None = None
    treatment: Slug | None = Field(default=None, description="a treatment of the lexicon: sb623, nr1 …")
    not_among: list[Slug] | None = Field(
        default=None, description="treatments of the lexicon of which a synthesis found, or took in, no study"
    )
    source: str | None = None
    modification: str | None = None
    route: Route | None = None
    procedure: str | None = None
    dose: str | None = None
    immunosuppression: str | None = None
    note: str | None = None


class Measured(Sourced):
    """A number with what it counts: `value`, `low` to `high`, or `k` of `n`."""

    measure: Slug | None = Field(default=None, description="an outcome of the lexicon: fugl-meyer-total …")
    time: str | None = Field(default=None, description="a length of time: 12 months")
    unit: str | None = None
    k: Count | None = None
    n: Count | None = None


class Outcome(Measured):
    id: Slug
    name: Text
    role: Literal["primary", "secondary", "exploratory", "not-reported"] | None = None
    analysis: Literal["prespecified", "interim", "final", "post-hoc"] | None = None
    comparison: Literal["none", "within-group", "between-group", "ranking"] | None = None
    met: bool | None = None
    significant: bool | None = Field(default=None, description="against the control")
    favours: Literal["treatment", "control", "neither"] | None = Field(
        default=None, description="whom the comparison favours; absent: told by met and significant"
    )
    subgroup: str | None = Field(default=None, description="the part of the people in whom alone it was found")
    effect: float | None = None
    interval: Interval | None = None
    se: float | None = None
    p: P | None = None
    note: str | None = None


class RecordFigure(Measured):
    what: Text
    outcome: Slug | None = Field(default=None, description="the outcome it belongs to, by its id")
    arm: str | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    cut: str | None = Field(default=None, description="which cut of the data")
    superseded_by: float | str | None = None
    beside: list[Text] | None = Field(
        default=None, description="patterns: only beside one of them an equal number is this figure"
    )
    note: str | None = None


class Safety(Sourced):
    summary: str | None = None
    events: list[str] | None = None
    procedure_related: bool | None = None
    n_exposed: Count | None = None
    not_reported: list[str] | None = None


class Funding(Sourced):
    by: str | None = None
    interests: str | None = None


class Regulatory(Sourced):
    jurisdiction: Jurisdiction
    authority: str | None = None
    status: Approval
    for_: Slug | None = Field(default=None, alias="for", description="a condition of the lexicon; absent: any")
    product: str | None = None
    as_of: Date
    note: str | None = None


class Asked(Sourced):
    """Words that a page has to say near this study, in the patterns of the rules."""

    id: Slug
    severity: Literal["advice", "warning", "error"]
    within: Literal["sentence", "block", "next-block", "section", "page"]
    words: list[Text] = Field(min_length=1)


class Basis(Shape):
    id: Slug
    source: Source
    where: Text
    says: Text
    kind: Literal["paper", "abstract", "registry", "label", "release", "regulator", "secondary"]
    read_on: Day | None = Field(default=None, description="absent: not noted by who compiled the record")


class Imported(Shape):
    basis: Slug
    marks: list[Text] = Field(description="digests that tell what an import wrote from what a hand changed")


class Statement(Sourced):
    gist: Text
    speaker: str | None = None
    date: Date | None = None
    about: Slug | None = None
    note: str | None = None


class Review(Shape):
    by: Text
    on: Day


class Relations(Sourced):
    """Other records by their ids. What is superseded or retracted by another has that standing without saying so."""

    supersedes: list[Slug] | None = Field(default=None, description="older records that this one stands for now")
    same_trial_as: list[Slug] | None = Field(
        default=None, description="records of the same trial: another cut, another report"
    )
    includes: list[Slug] | None = Field(default=None, description="of a synthesis: the studies it is made of")
    retracts: list[Slug] | None = Field(default=None, description="records that this notice takes back")
