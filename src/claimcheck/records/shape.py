"""The shape of evidence/*.yaml: a study or an authority, for validation and for the published JSON Schema.

Only records/check.py imports this module, and only when records are read: pydantic is slow to load.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from claimcheck.records.forms import FORMS, Date, Day, Jurisdiction, Link, Shape, Slug, Text
from claimcheck.records.parts import (
    Asked,
    Basis,
    Design,
    Funding,
    Imported,
    Intervention,
    Outcome,
    Population,
    Programme,
    Publication,
    RecordFigure,
    Regulatory,
    Relations,
    Review,
    Safety,
    Statement,
)

__all__ = ["FORMS", "Authority", "Study", "record_schema"]

# A study of which nobody has said yet what it is: "study".
Kind = Literal["trial", "preclinical", "synthesis", "case-report", "statistic", "regulatory", "guidance", "study"]
Standing = Literal["current", "superseded", "retracted", "concern", "withdrawn", "expired"]


class Study(Shape):
    """A study, statistic or statement of an authority, and what it showed or said."""

    id: Slug
    kind: Kind
    title: Text
    names: list[Text] = Field(default=[], description="each identifies it alone")
    hints: list[Text] = Field(
        default=[], description="only two together, where the text speaks of the treatment or condition studied"
    )
    unless_page_says: list[Text] | None = Field(
        default=None, description="patterns: on a page with one of them its names and hints mean something else"
    )
    registry: Text | None = None
    publications: list[Publication] | None = None
    programme: Programme | None = None
    design: Design | None = None
    population: Population | None = None
    intervention: Intervention | None = None
    outcomes: list[Outcome] | None = None
    outcomes_complete: bool | None = Field(
        default=None, description="whether `outcomes` names every outcome that the study measured"
    )
    figures: list[RecordFigure] | None = None
    safety: Safety | None = None
    funding: Funding | None = None
    regulatory: list[Regulatory] | None = None
    supports: list[Text] | None = None
    does_not_support: list[Text] | None = None
    must_say: list[Asked] | None = None
    standing: Standing | None = None
    standing_since: Date | None = Field(default=None, description="from when it stands so: before, it was current")
    standing_basis: str | None = Field(default=None, description="id of a basis, or memory")
    as_of: Date | None = None
    valid_until: Day | None = None
    reviewed: list[Review] | None = None
    relations: Relations | None = None
    basis: list[Basis] | None = None
    statements: list[Statement] | None = None
    sources: list[Link] | None = None
    note: str | None = None
    fictional: bool | None = None
    imported: list[Imported] | None = Field(default=None, description="which bases an import wrote; leave it as it is")


class Authority(Shape):
    """A law, code, guidance or ruling that a rule bears on."""

    id: Slug
    kind: Literal["authority"]
    title: Text
    citation: Text
    jurisdiction: Jurisdiction
    demand: Text = Field(description="what it asks of copy, in our words")
    read: bool = Field(description="whether its text or a summary of it was read; false: from memory")
    link: Link | None = None
    date: Date | None = None
    standing: Standing | None = None
    standing_since: Date | None = Field(default=None, description="from when it stands so: before, it was current")
    valid_until: Day | None = None
    reviewed: list[Review] | None = None
    note: str | None = None
    fictional: bool | None = None


def record_schema() -> dict[str, Any]:
    """Return the JSON Schema of one record file, for editors."""
    either = TypeAdapter(Annotated[Study | Authority, Field(discriminator="kind")])
    schema = either.json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "claimcheck record", **schema}
