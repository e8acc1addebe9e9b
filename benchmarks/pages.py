"""Annotated pages -> figures: what of the passages that a reviewer would stop is found, and what is found besides.

    python benchmarks/pages.py PAGES GOLD [--misses] [--json]
    python benchmarks/pages.py ARTICLE GOLD.yaml [--misses] [--json]

GOLD is a folder of YAML files named like the pages, or one file for one page. benchmarks/README.md says how an entry is
written. A finding hits an entry when their characters overlap; where something is absent from the page as a whole, the
finding counts for the entries on the document only.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimcheck import flow, readers, yamlfile
from claimcheck.config import config
from claimcheck.model import SEVERITIES, SUBJECTS, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from claimcheck.flow import House
    from claimcheck.model import Document, Finding
    from claimcheck.yamlfile import YamlFile

AS_OF = "2026-01-01"
PRIORITIES = ("must", "should", "may")
# Names that other sets of pages use for the subjects and for the lowest severity.
_SUBJECTS = {
    "unsupported-claim": "unsupported",
    "missing-citation": "citations",
    "absent-disclaimer": "disclaimers",
    "overstated-outcome": "overstated",
    "evidence-mismatch": "evidence",
    "unbalanced-risk": "balance",
    "solicitation": "pressure",
}
_TYPOGRAPHY = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "‑": "-", "–": "-", "—": "-"})
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_PLACE = re.compile(r"(\d+)(?::(\d+)-(\d+):(\d+))?\Z")


@dataclass(frozen=True)
class Entry:
    """One entry of a gold file: `span` counts characters of the page's file and is None for the page as a whole.

    `priority` is empty where the words are clean. `records` are those by which alone the fault can be seen.
    """

    gold_line: int
    span: Span | None
    subject: str = ""
    severity: str = ""
    priority: str = ""
    records: tuple[str, ...] = ()


@dataclass(frozen=True)
class Page:
    """A page with what was annotated and what was found; `faults` are the gold entries that cannot be used."""

    document: Document
    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...]
    faults: tuple[str, ...] = ()


def folded(text: str) -> tuple[str, list[int]]:
    """Return text with plain quotation marks and single spaces, and where each of its characters stood."""
    kept: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(text.translate(_TYPOGRAPHY)):
        letter = " " if character.isspace() else character
        if letter != " " or (kept and kept[-1] != " "):
            kept.append(letter)
            offsets.append(offset)
    return "".join(kept), offsets


def _spans(text: str, quote: str) -> Iterator[Span]:
    letters, offsets = folded(text)
    words = folded(quote)[0].strip()
    at = letters.find(words) if words else -1
    while at >= 0:
        yield Span(offsets[at], offsets[at + len(words) - 1] + 1)
        at = letters.find(words, at + 1)


def located(document: Document, quote: str, after: int = 0) -> Span | None:
    """Return where a quote stands in the file: the first place from `after` on, else the first, else None.

    It is looked for in the text that a visitor reads, then so without the quote's own markup, then in the file.
    """
    prose = readers.read_text(quote, path="quote.md", format="markdown").text
    for words in dict.fromkeys((quote, prose)):
        spans = [document.source_span(*span) for span in _spans(document.text, words)]
        if spans:
            return next((span for span in spans if span.start >= after), spans[0])
    spans = list(_spans(document.source, quote))
    return next((span for span in spans if span.start >= after), spans[0] if spans else None)


def place_span(document: Document, place: str) -> Span | None:
    """Return the characters of "line" or "line:column-line:column", whose second place is the one behind the last."""
    given = _PLACE.match(place)
    lines = [(line.start(), line.end()) for line in _LINE.finditer(document.source)]
    if not given or max(int(given[1]), int(given[3] or 1)) > len(lines):
        return None
    begin, stop = lines[int(given[1]) - 1]
    if given[2] is None:
        return Span(begin, begin + len(document.source[begin:stop].rstrip()))
    start, end = begin + int(given[2]) - 1, lines[int(given[3]) - 1][0] + int(given[4]) - 1
    return Span(start, end) if start < end <= len(document.source) else None


def entries_of(document: Document, gold: YamlFile) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """Return the entries of a gold file, placed in its page, and a line for each that cannot be used."""
    entries, faults, after = [], [], 0
    for number, given in enumerate(gold.value):
        if not {"quote", "place", "document"} & given.keys():
            continue  # what kind of page it is
        line, span = gold.line((number,)), None
        if "document" not in given:
            sought = str(given.get("quote", given.get("place")))
            span = located(document, sought, after) if "quote" in given else place_span(document, sought)
            if span is None:
                faults.append(f"{gold.path}:{line}: not found in {document.path}: “{sought}”")
                continue
            after = span.start
        priority = "" if given.get("clean") else str(given.get("priority"))
        if priority and priority not in PRIORITIES:
            faults.append(f"{gold.path}:{line}: “{priority}” is no priority; one of {', '.join(PRIORITIES)}")
            continue
        subject, severity = str(given.get("category", "")), str(given.get("severity", ""))
        entries.append(
            Entry(
                gold_line=line,
                span=span,
                subject=_SUBJECTS.get(subject, subject),
                severity="advice" if severity == "info" else severity,
                priority=priority,
                records=tuple(given.get("records") or ()),
            )
        )
    return tuple(entries), tuple(faults)


def stops(finding: Finding) -> bool:
    """Return whether a finding is a warning or worse."""
    return finding.severity != SEVERITIES[0]


def hits(entry: Entry, page: Page) -> list[Finding]:
    """Return the findings that hit an entry: those on its words, or for the document those of its subject."""
    if entry.span is None:
        return [finding for finding in page.findings if finding.page and finding.subject == entry.subject]
    start, end = entry.span
    return [f for f in page.findings if not f.page and f.start < end and start < f.end]


def is_told_by_record(entry: Entry, by: Sequence[Finding]) -> bool:
    """Return whether a finding about evidence holds the words against one of the records that the entry names."""
    return any(stops(f) and f.subject == "evidence" and set(f.records) & set(entry.records) for f in by)


def alarms_of(page: Page) -> list[Finding]:
    """Return the findings at warning or above that lie on no flagged passage; those on the page as a whole aside."""
    flagged = [entry.span for entry in page.entries if entry.priority and entry.span]
    return [
        f
        for f in page.findings
        if stops(f) and not f.page and not any(f.start < end and start < f.end for start, end in flagged)
    ]


def _recall(scored: Sequence[tuple[Entry, list[Finding]]], keys: Sequence[str], field: str) -> dict[str, Any]:
    table = {}
    for key in keys:
        found = [(entry, by) for entry, by in scored if getattr(entry, field) == key]
        if found:
            table[key] = {
                "entries": len(found),
                "warning": sum(any(map(stops, by)) for _, by in found),
                "any": sum(bool(by) for _, by in found),
                "subject": sum(any(stops(f) and f.subject == entry.subject for f in by) for entry, by in found),
            }
    return table


def figures(pages: Sequence[Page]) -> dict[str, Any]:
    """Return the figures of some pages: counts only, so that figures of several sets can be added."""
    scored = [(page, entry, hits(entry, page)) for page in pages for entry in page.entries]
    flagged = [(entry, by) for _, entry, by in scored if entry.priority and entry.span]
    absent = [(entry, by) for _, entry, by in scored if entry.span is None]
    clean = [by for _, entry, by in scored if not entry.priority]
    stopping = [f for page in pages for f in page.findings if stops(f) and not f.page]
    whole = [(page, f) for page in pages for f in page.findings if stops(f) and f.page]
    wanted = {id(page): {entry.subject for entry in page.entries if entry.span is None} for page in pages}
    alarms = [alarm for page in pages for alarm in alarms_of(page)]
    subjects = (*SUBJECTS, *sorted({entry.subject for entry, _ in (*flagged, *absent)} - set(SUBJECTS)))
    return {
        "pages": len(pages),
        "recall": _recall(flagged, PRIORITIES, "priority"),
        "subjects": _recall(flagged, subjects, "subject"),
        "document": _recall(absent, PRIORITIES, "priority"),
        "document_subjects": _recall(absent, subjects, "subject"),
        "clean": {
            "entries": len(clean),
            "warning": sum(any(map(stops, by)) for by in clean),
            "error": sum(any(f.severity == SEVERITIES[-1] for f in by) for by in clean),
            "evidence": sum(any(f.subject == "evidence" for f in by) for by in clean),
        },
        "records": {
            "entries": sum(bool(entry.records) for entry, _ in flagged),
            "told": sum(is_told_by_record(entry, by) for entry, by in flagged),
        },
        "precision": {"findings": len(stopping), "right": len(stopping) - len(alarms)},
        "page_precision": {"findings": len(whole), "right": sum(f.subject in wanted[id(page)] for page, f in whole)},
        "faults": sum(len(page.faults) for page in pages),
    }


def alarm_rows(pages: Sequence[Page]) -> list[dict[str, Any]]:
    """Return the alarms outside of flagged passages by rule, those of the loudest rule first; told if marked clean."""
    rows = []
    for page in pages:
        clean = [entry.span for entry in page.entries if not entry.priority and entry.span]
        for f in alarms_of(page):
            on_clean = any(f.start < end and start < f.end for start, end in clean)
            rows.append({**_row(page, f.start, f.end), "rule": f.rule, "severity": f.severity, "clean": on_clean})
    counts = Counter(row["rule"] for row in rows)
    return sorted(rows, key=lambda row: (-counts[row["rule"]], row["rule"]))


def miss_rows(pages: Sequence[Page]) -> list[dict[str, Any]]:
    """Return the entries that no finding at warning or above hits, the most important ones first."""
    rows = []
    for page in pages:
        for entry in page.entries:
            by = hits(entry, page)
            if entry.priority and not any(map(stops, by)):
                row = _row(page, *(entry.span or (0, 0)))
                advice = sorted({f.rule for f in by})
                rows.append({**row, "priority": entry.priority, "subject": entry.subject, "advice": advice})
    return sorted(rows, key=lambda row: PRIORITIES.index(row["priority"]))


def _row(page: Page, start: int, end: int) -> dict[str, Any]:
    line, column = page.document.line_column(start)
    return {"path": page.document.path, "line": line, "column": column,
            "words": " ".join(page.document.source[start:end].split()) or "(the page as a whole)"}  # fmt: skip


def read_page(path: Path, gold: Path, house: House) -> Page:
    """Read a page and its gold and check it; raise UserError where one of them cannot be read."""
    document = readers.read(path, shown_as=str(path))
    entries, faults = entries_of(document, yamlfile.read(gold))
    return Page(document, entries, flow.check_document(document, house, AS_OF).findings, faults)


def pairs(pages: Path, gold: Path) -> list[tuple[Path, Path]]:
    """Return each page with its gold: one of each, or those of two folders that have the same name."""
    if gold.is_file():
        return [(pages, gold)]
    named = {path.stem: path for path in sorted(pages.iterdir()) if path.suffix in (".md", ".txt")}
    return [(named[path.stem], path) for path in sorted(gold.glob("*.yaml")) if path.stem in named]


def _share(part: int, whole: int) -> str:
    return f"{part:4} of {whole:4}  {part / max(whole, 1):.2f}"


def told(counts: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines that tell figures to a person."""
    for title, key in (
        ("recall by priority", "recall"),
        ("recall by subject", "subjects"),
        ("absences, by priority", "document"),
        ("absences, by subject", "document_subjects"),
    ):
        yield f"{title:22} {'warning or above':18} {'any severity':18} of the same subject"
        for name, row in counts[key].items():
            shares = "   ".join(_share(row[column], row["entries"]) for column in ("warning", "any", "subject"))
            yield f"  {name:20} {shares}"
    clean = counts["clean"]
    yield f"clean, with a warning  {_share(clean['warning'], clean['entries'])}"
    yield f"clean, with an error   {_share(clean['error'], clean['entries'])}"
    if counts["records"]["entries"]:
        yield f"seen only by a record  {_share(counts['records']['told'], counts['records']['entries'])}"
        yield f"clean, with evidence   {_share(clean['evidence'], clean['entries'])}"
    yield f"precision              {_share(counts['precision']['right'], counts['precision']['findings'])}"
    yield f"precision, absences    {_share(counts['page_precision']['right'], counts['page_precision']['findings'])}"
    yield f"{counts['pages']} pages; {counts['faults']} gold entries could not be used"


def main() -> None:
    """Print the figures of annotated pages."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("pages", type=Path)
    options.add_argument("gold", type=Path)
    options.add_argument("--misses", action="store_true", help="list what is not found")
    options.add_argument("--json", action="store_true", help="everything, for another program")
    given = options.parse_args()
    house = flow.load(config.Config())
    read = [read_page(page, gold, house) for page, gold in pairs(given.pages, given.gold)]
    alarms, misses = alarm_rows(read), miss_rows(read)
    if given.json:
        print(json.dumps({**figures(read), "alarms": alarms, "misses": misses}, ensure_ascii=False, indent=1))
        return
    for fault in (fault for page in read for fault in page.faults):
        print(fault, file=sys.stderr)
    print("\n".join(told(figures(read))))
    print("alarms outside of flagged passages:")
    for row in alarms:
        where = f"{row['path']}:{row['line']}:{row['column']}"
        print(f"  {row['rule']}, {row['severity']}{', clean' if row['clean'] else ''}  {where}  “{row['words']}”")
    for of, entry in ((one, entry) for one in read for entry in one.entries) if given.misses else ():
        if entry.records and not is_told_by_record(entry, hits(entry, of)):
            print(f"not told by a record, line {entry.gold_line} of the gold: {', '.join(entry.records)}")
    for row in misses if given.misses else ():
        advice = f" (advice: {', '.join(row['advice'])})" if row["advice"] else ""
        where = f"{row['path']}:{row['line']}:{row['column']}"
        print(f"missed, {row['priority']}, {row['subject']}{advice}  {where}  “{row['words']}”")


if __name__ == "__main__":
    main()
