"""A rule and its records -> what there is to say of it, part by part: `explain` and the page of rules share it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimcheck.records.record import Record
    from claimcheck.rulebook.rule import Example, Rule


class Authority(NamedTuple):
    """What a rule bears on; of a record that is not there only the id is known."""

    id: str
    citation: str
    jurisdiction: str = ""
    date: str = ""
    demand: str = ""
    known: str = ""
    link: str = ""
    note: str = ""


def one_line(text: str) -> str:
    """Return a text without its line breaks."""
    return " ".join(text.split())


def authority(source: str, records: Mapping[str, Record]) -> Authority:
    """Return what our record says of an authority, in one line each."""
    record = records.get(source)
    if record is None:
        return Authority(source, source)
    data = record.data
    citation, jurisdiction, date, demand, link, note = (
        one_line(str(data.get(key) or "")) for key in ("citation", "jurisdiction", "date", "demand", "link", "note")
    )
    known = "read" if data.get("read") else "from memory"
    return Authority(source, citation or record.title, jurisdiction, date, demand, known, link, note)


def steps(rule: Rule) -> list[tuple[str, str]]:
    """Return on what the severity of a rule depends: conditions in words ("else" for the last), and the severity."""
    return [(_conditions(when), severity) for when, severity in rule.ladder] if len(rule.ladder) > 1 else []


def _conditions(when: Mapping[str, tuple[str, ...]]) -> str:
    return "; ".join(f"{key} {' or '.join(values)}" for key, values in when.items()) or "else"


def mended(rule: Rule) -> list[str]:
    """Return what `check --fix` puts in place for a finding of the rule."""
    if rule.fix is None:
        return []
    notice = ["adds the prescribed notice behind the statement, or puts it in the place of a near copy"]
    return [*(notice if rule.fix.notice else ()), *(f"writes “{new}” for “{old}”" for old, new in rule.fix.words)]


def held_for(rule: Rule) -> list[tuple[str, str]]:
    """Return where a rule holds, as far as it is not everywhere."""
    kinds = (("domains", rule.domains), ("jurisdictions", rule.jurisdictions), ("audience", rule.audience))
    waits = (("pages with a finding of", rule.when_found), ("pages without a finding of", rule.when_missing))
    return [(what, ", ".join(values)) for what, values in (*kinds, *waits) if values]


def marked(example: Example, opens: str, closes: str) -> str:
    """Return the text of an example with the marks around the words that are found."""
    text, shift = example.text, 0
    for start, end in sorted(example.marked):
        start, end = start + shift, end + shift
        text = f"{text[:start]}{opens}{text[start:end]}{closes}{text[end:]}"
        shift += len(opens) + len(closes)
    return text
