"""What a repository tells -> the files that configure claimcheck for it: settings, schemas, a folder of records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck import foreign, shipped, yamltext
from claimcheck.config import config
from claimcheck.init.seen import number

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from claimcheck.init.seen import Seen

SCHEMAS = ".claimcheck"
# Rules on what only one of these offers hold for health as well.
_OF_HEALTH = ("supplements", "cells", "weight")
README = """\
# Evidence records

One file a study, statistic or authority: what it showed, in whom, and for each part which text that was read from.
The pages are held against these records and those that come with claimcheck.

- `example-trial.yaml` is an invented study that shows the keys. Copy it, then delete it.
- `claimcheck evidence import FILE` writes records from exports of registries and libraries.
- `claimcheck evidence validate evidence` tells every fault with its line.

Name only texts that were opened. What is from memory says `from: memory`; what is not known is left out.
"""
EXAMPLE = """\
# yaml-language-server: $schema=../.claimcheck/record.schema.json
# An invented study that shows the keys: copy it for a real one, then delete it. `id` is the name of the file.
id: example-trial
kind: trial                      # trial, cohort, review, statistic, authority …; `study` where nobody knows yet
title: "ORVANDEL: a hand robot against exercise alone after ischemic stroke"
fictional: true                  # take this line out in a record of a real study
names: [ORVANDEL]                # what identifies the study alone: acronym, registry number
hints: [Veldmark Institute]      # two of these together link a page to it: institution, journal, year
design: {type: randomised-trial, randomized: true, control: active-treatment, blinding: assessor-blind, basis: paper}
population: {species: human, condition: ischemic-stroke, n_enrolled: 60, basis: paper}
outcomes:
  # `met` says whether the endpoint was met; a page that tells the study as a success is held against it.
  - {id: primary, name: change in the upper-limb Fugl-Meyer score, measure: fugl-meyer-upper, time: 12 weeks,
     role: primary, comparison: between-group, met: false, significant: false, effect: 0.4, unit: points, basis: paper}
basis:
  # The text that each part above was read from: where in it, on which day, and what it says in your own words.
  - id: paper
    source: https://example.invalid/orvandel
    where: table 2
    kind: paper
    read_on: 2026-11-02
    says: 60 people; 12 weeks, 3.1 against 2.7 points, difference 0.4 (-1.9 to 2.7)
"""


def record_schema() -> str:
    """Return the JSON Schema of a record, as it ships."""
    return (shipped.folder("evidence") / "record.schema.json").read_text(encoding="utf-8")


def config_schema() -> str:
    """Return the JSON Schema of claimcheck.yaml, as it ships."""
    return config.SCHEMA.read_text(encoding="utf-8")


def settings(seen: Seen, shelves: Collection[str]) -> str:
    """Return a claimcheck.yaml with what was seen, each value with what speaks for it; guesses stand in comments.

    `shelves` are the folders of records, rules and words that there are, by their usual names.
    """
    return "\n".join(_settings(seen, shelves)) + "\n"


def _settings(seen: Seen, shelves: Collection[str]) -> Iterator[str]:
    yield f"# yaml-language-server: $schema={SCHEMAS}/claimcheck.schema.json"
    yield "# What the pages are held against. `claimcheck config FILE` says what holds for a file, and by which line."
    yield ""
    yield "# Folders of your own records, rules and words, beside those that come with claimcheck."
    for name in ("evidence", "rules", "lexicon"):
        yield f"{'' if name in shelves else '# '}{name}: [{name}]"
    yield ""
    yield from _domains(seen)
    yield ""
    yield from _jurisdictions(seen)
    yield ""
    yield from _brand(seen)
    yield ""
    yield "# Whom the pages speak to: marketing, education or professional."
    yield "audience: marketing"
    yield ""
    yield "# From which severity on a check exits with 1: advice, warning or error."
    yield "fail_on: error"
    yield ""
    yield "# Settings of some paths; where several globs fit, the last one wins."
    yield "# paths:"
    yield "#   - match: blog/**"
    yield "#     audience: education"
    others = [count for count in seen.languages if count.name != "en"]
    if others:
        told = ", ".join(f"{number(count.pages, 'page')} in {foreign.name_of(count.name)}" for count in others)
        yield ""
        yield f"# Only English is judged; left out and told: {told}."


def _domains(seen: Seen) -> Iterator[str]:
    yield "# What the pages are about. This is for a person to say: rules on other subjects are off then, and all hold"
    yield "# without this line."
    if not seen.domains:
        yield "# domains: [health, supplements, cells, weight, education, finance]"
        return
    names = [count.name for count in seen.domains]
    if set(names) & set(_OF_HEALTH) and "health" not in names:
        names.insert(0, "health")
    found = ", ".join(f"{count.name} on {number(count.pages, 'page')}" for count in seen.domains)
    yield f"# Found: {found}."
    yield f"# domains: {yamltext.flow(names)}"


def _jurisdictions(seen: Seen) -> Iterator[str]:
    yield "# Where the pages are read: us, us-fl, uk, eu, au … This is for a person to say. Without this line, what is"
    yield "# forbidden anywhere is told, and a notice that one statute prescribes is not asked for."
    for place, why in seen.places:
        yield f"# A guess: {place}, since there {'are' if why.startswith('prices') else 'is this:'} {why}."
    yield f"# jurisdictions: {yamltext.flow([place for place, _ in seen.places[:1]] or ['us'])}"


def _brand(seen: Seen) -> Iterator[str]:
    yield "# What the seller and its products are called: what they do is held as a claim of the page."
    site = seen.site
    if not site.brand:
        yield "# brand: []"
    elif site.is_guess:
        yield f"# A guess, from {site.said_in}."
        yield f"# brand: {yamltext.flow([site.brand])}"
    else:
        yield f"# From {site.said_in}."
        yield f"brand: {yamltext.flow([site.brand])}"
