"""claims.yaml <-> entries of the ledger: each fault told with its line; one entry put in, all others as they were.

A list with one block an entry, sorted by wording, so that two branches that change it merge. The shape is published
as ledger.schema.json.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimcheck import yamledit, yamlfile, yamltext
from claimcheck.config.config import LEDGER_NAME
from claimcheck.config.file import Reading
from claimcheck.errors import UserError
from claimcheck.ledger.words import normal

if TYPE_CHECKING:
    from claimcheck.yamlfile import Key, YamlFile

KEYS = ("claim", "variants", "records", "about", "by", "since", "until", "jurisdictions", "note")

_HEAD = "# Approved claims, sorted by wording: what may be said, on which records, by whose decision, until when.\n\n"
_NEEDED = {"claim": "the wording", "by": "who approved it", "since": "the day on which, such as 2027-05-01"}
_REMEDY = "write each entry as a block that begins with “- claim: …”"


@dataclass(frozen=True)
class Entry:
    """One approved claim: its wording, and others accepted for it.

    `records` are ids of records that it rests on, `about` names of the lexicon that it speaks of without saying them
    ("this therapy"). `by` is who approved it, `since` the day on which, `until` the last day on which it holds ("":
    for good), `jurisdictions` where it may be said (none: everywhere). `path` and `line` say where it is written.
    """

    claim: str
    by: str
    since: str
    variants: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    until: str = ""
    jurisdictions: tuple[str, ...] = ()
    note: str = ""
    path: str = field(default=LEDGER_NAME, compare=False)
    line: int = field(default=1, compare=False)

    @property
    def wordings(self) -> tuple[str, ...]:
        """Return all wordings that are approved."""
        return (self.claim, *self.variants)

    @property
    def key(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return what no two entries share: the wording in its normal form, and where it may be said."""
        return normal(self.claim), self.jurisdictions

    def holds_on(self, day: str) -> bool:
        """Return whether the approval was given by a day, 2027-05-01, and still holds; any day for none."""
        return not day or (self.since <= day and (not self.until or day <= self.until))


def entries_in(text: str, *, path: str) -> tuple[tuple[Entry, ...], tuple[UserError, ...]]:
    """Return the sound entries of a file's text, and every fault in it; raise UserError where it is no YAML."""
    return entries_of(yamlfile.parse(text, path=path))


def entries_of(file: YamlFile) -> tuple[tuple[Entry, ...], tuple[UserError, ...]]:
    """Return the sound entries of a file, and every fault in it."""
    reading = Reading(file, Path())
    found: dict[tuple[tuple[str, ...], tuple[str, ...]], Entry] = {}
    for position in reading.items(()):
        entry = _entry(reading, (position,))
        if entry is None:
            continue
        if entry.key in found:
            reading.fault(f"approves the same wording as line {found[entry.key].line}", (position,), "keep one of them")
        found.setdefault(entry.key, entry)
    return tuple(found.values()), tuple(sorted(reading.faults, key=lambda fault: fault.line))


def _entry(reading: Reading, key: Key) -> Entry | None:
    """Return the entry at a key, None where it has a fault."""
    before = len(reading.faults)
    given = reading.mapping(key, KEYS)
    for name, remedy in _NEEDED.items():
        if given and given.get(name) in (None, ""):
            reading.fault(f"has no “{name}”", key, f"add {name}: {remedy}")
    claim, variants = reading.text((*key, "claim")), reading.words((*key, "variants"))
    for name, wordings in (("claim", (claim,) if claim else ()), ("variants", variants)):
        if not all(map(normal, wordings)):
            reading.fault(f"“{name}” holds no words", (*key, name))
    since, until = reading.date((*key, "since")), reading.date((*key, "until"))
    if since and until and until < since:
        reading.fault("“until” is a day before “since”", (*key, "until"), "write the last day on which it holds")
    records, about, jurisdictions = (
        tuple(sorted(set(reading.words((*key, name))))) for name in ("records", "about", "jurisdictions")
    )
    by, note = reading.text((*key, "by")), reading.text((*key, "note"))
    if len(reading.faults) > before:
        return None
    variants = tuple(" ".join(words.split()) for words in variants)
    path, line = reading.file.path, reading.file.line(key)
    return Entry(claim, by, since, variants, records, about, until, jurisdictions, note, path, line)


def added(text: str, entry: Entry, *, path: str = LEDGER_NAME) -> str:
    """Return the text of a ledger with an entry put in; all other entries keep their text, comments too.

    The text is the same in whatever order entries are put in. One of the same wording and jurisdictions is renewed: of
    two days the later one stands, of one day the one that is put in; variants of both are kept. Raise UserError for
    a text or an entry with a fault, and for a renewal that would lose a comment inside the entry.
    """
    entry = _tidy(entry)
    text, line_end = text.removeprefix("\ufeff"), "\r\n" if "\r\n" in text else "\n"
    file = yamlfile.parse(text.replace("\r\n", "\n"), path=path)
    entries, faults = entries_of(file)
    for fault in faults:
        raise fault
    head, blocks, column = _blocks(text.replace("\r\n", "\n"), file)
    by_key = {given.key: (given, block) for given, block in zip(entries, blocks, strict=True)}
    old, block = by_key.get(entry.key, (None, ""))
    new = entry if old is None else _renewed(old, entry)
    if new != old:
        by_key[entry.key] = (new, _above(block, old, path) + _block(new, column))
    wanted = [by_key[key] for key in sorted(by_key)]
    out = head + "\n\n".join(block for _, block in wanted) + "\n"
    written, faults = entries_in(out, path=path)
    for fault in faults:
        raise fault
    if list(written) != [given for given, _ in wanted]:
        raise UserError("cannot be changed without a risk to what stands in it", path=path, remedy=_REMEDY)
    return out.replace("\n", line_end)


def _tidy(entry: Entry) -> Entry:
    """Return an entry as it is written: lists sorted, each wording once, one space between words."""
    claim, by, note = (" ".join(text.split()) for text in (entry.claim, entry.by, entry.note))
    variants: dict[tuple[str, ...], str] = {}
    for words in sorted(entry.variants, key=lambda words: (normal(words), words)):
        variants.setdefault(normal(words), " ".join(words.split()))
    variants.pop(normal(claim), None)
    return replace(
        entry,
        claim=claim,
        by=by,
        note=note,
        variants=tuple(variants.values()),
        records=tuple(sorted(set(entry.records))),
        about=tuple(sorted(set(entry.about))),
        jurisdictions=tuple(sorted(set(entry.jurisdictions))),
    )


def _renewed(old: Entry, new: Entry) -> Entry:
    later, other = (old, new) if new.since < old.since else (new, old)
    return _tidy(replace(later, variants=(*old.variants, *new.variants), note=later.note or other.note))


def _blocks(text: str, file: YamlFile) -> tuple[str, list[str], int]:
    """Return what stands on top of a file, the text of each entry with the comments above it, and their indent."""
    if not file.value:
        head = text if text.strip() not in ("", "[]") else _HEAD
        return f"{head.rstrip()}\n\n", [], 0
    lines = text.split("\n")
    starts = [file.line((position,)) - 1 for position in range(len(file.value))]
    column = len(lines[starts[0]]) - len(lines[starts[0]].lstrip(" "))
    for start in starts:
        if not lines[start].startswith(f"{' ' * column}- "):
            raise UserError("is no plain list of blocks", path=file.path, line=start + 1, remedy=_REMEDY)
    tops = [_top(lines, start, column) for start in starts]
    first = next((at + 1 for at in range(tops[0], starts[0]) if not lines[at].strip()), None)
    # Without an empty line below them, comments on top speak of the file.
    tops[0] = starts[0] if first is None else first
    ends = [*tops[1:], len(lines)]
    head = "\n".join(lines[: tops[0]])
    return (
        f"{head}\n" if head.strip() else "",
        ["\n".join(lines[top:end]).strip("\n").rstrip() for top, end in zip(tops, ends, strict=True)],
        column,
    )


def _top(lines: list[str], start: int, column: int) -> int:
    """Return the first of the lines above an entry that are comments or empty."""
    while start and (not lines[start - 1].strip() or lines[start - 1].lstrip(" ").startswith("#")):
        if lines[start - 1].strip() and len(lines[start - 1]) - len(lines[start - 1].lstrip(" ")) > column:
            break
        start -= 1
    return start


def _above(block: str, old: Entry | None, path: str) -> str:
    """Return the comments above an entry that is written anew; raise UserError for one inside of it."""
    lines = block.split("\n")
    start = next((at for at, line in enumerate(lines) if line.lstrip(" ").startswith("- ")), 0)
    if old is not None and yamledit.has_comment("\n".join(lines[start:])):
        remedy = "move it above the entry, or into “note:”"
        raise UserError("holds a comment that a renewal would lose", path=path, line=old.line, remedy=remedy)
    return "".join(f"{line}\n" for line in lines[:start])


def _block(entry: Entry, column: int) -> str:
    given: dict[str, Any] = {name: getattr(entry, name) for name in KEYS}
    lines: list[str] = []
    for name, value in given.items():
        if name == "variants" and value:
            lines += [f"{' ' * (column + 2)}variants:"]
            lines += [f"{' ' * (column + 4)}- {yamltext.scalar(words, in_block=True)}" for words in value]
        elif value:
            lines += yamltext.entry(name, list(value) if isinstance(value, tuple) else value, column + 2, {})
    return "\n".join([f"{' ' * column}- {lines[0].lstrip(' ')}", *lines[1:]])
