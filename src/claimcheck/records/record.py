"""evidence/*/*.yaml -> Records: what studies, statistics and authorities showed or said, by id.

A field is verified if and only if the nearest part around it names a basis, a text that was opened. What is from
memory, and what is null, can carry no more than a warning.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from claimcheck.errors import UserError
from claimcheck.records import check as record_check
from claimcheck.records import keys as record_keys
from claimcheck.rulebook.conditions import holds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from claimcheck.lexicon import Lexicon
    from claimcheck.patterns.pattern import Pattern
    from claimcheck.yamlfile import Key, YamlFile


@dataclass(frozen=True)
class MustSay:
    """What a page has to say when it leans on this study: one of `words`, within a scope around the claim."""

    id: str
    severity: str
    within: str
    words: tuple[Pattern, ...]


@dataclass(frozen=True)
class Record:
    """One file of the library. `data` is its plain mapping as written, checked; `path` as shown to the user.

    `unless_page_says` are patterns on whose pages its names mean something else; `beside` has, by the position of a
    figure, the patterns of which one tells that figure from an equal number. `given_standing` is the one that another
    record gives it, the id of that record, and whether its relation names a basis. `day` is the day as on which the
    record is asked, "" for as it is written.
    """

    id: str
    kind: str
    topic: str
    path: str
    data: Mapping[str, Any] = field(repr=False)
    must_say: tuple[MustSay, ...] = field(default=(), repr=False)
    _lines: Mapping[Key, int] = field(default_factory=dict, repr=False)
    unless_page_says: tuple[Pattern, ...] = field(default=(), repr=False)
    given_standing: tuple[str, str, bool] | None = None
    beside: Mapping[int, tuple[Pattern, ...]] = field(default_factory=dict, repr=False)
    day: str = ""

    @property
    def title(self) -> str:
        """Return the full title."""
        return str(self.data["title"])

    @property
    def names(self) -> tuple[str, ...]:
        """Return the phrases each of which identifies the study alone."""
        return tuple(self.data.get("names") or ())

    @property
    def hints(self) -> tuple[str, ...]:
        """Return the phrases that identify the study only two together, or one beside a study already linked."""
        return record_keys.hints_of(self.data)

    @cached_property
    def identifiers(self) -> tuple[str, ...]:
        """Return registry ids, DOIs, PMIDs and PMCIDs."""
        found = [self.data.get("registry")]
        for publication in self.data.get("publications") or ():
            found += [publication.get(key) for key in ("doi", "pmid", "pmcid")]
        return tuple(dict.fromkeys(one for one in found if one))

    @property
    def shown(self) -> str:
        """Return what messages call the study: its first name, else its title."""
        return self.names[0].removeprefix("=") if self.names else self.title

    @property
    def called(self) -> str:
        """Return what a sentence calls the study: its first name, else its title in quotation marks."""
        return self.shown if self.names else f"“{self.title}”"

    @property
    def standing(self) -> str:
        """Return current, superseded, retracted, concern, withdrawn or expired, as on the day of the review."""
        given = self.given_standing[0] if self.given_standing else "current"
        written = str(self.data.get("standing") or given)
        # A record past its day is to be read again, which a rule says; what it says has not been replaced by that.
        if self.day and written == "expired" and self.day <= self.valid_until:
            return "current"
        # A year or a month begins with its first day, and so do its letters: "2024-05" < "2024-05-01".
        return "current" if self.day and self.day < str(self.data.get("standing_since") or "") else written

    @property
    def valid_until(self) -> str:
        """Return the last day on which the record may be leaned on, "" where none is set."""
        return str(self.data.get("valid_until") or "")

    @property
    def as_of(self) -> str:
        """Return the date for which the record speaks: its own, else the programme's, else that of a regulator."""
        dated = [self.data, self.data.get("programme") or {}, *(self.data.get("regulatory") or ())]
        return next((str(part["as_of"]) for part in dated if part.get("as_of")), "")

    @property
    def fictional(self) -> bool:
        """Return whether the study is made up, for examples."""
        return self.data.get("fictional") is True

    @property
    def known(self) -> str:
        """Return "verified" where all that needs a source names one, "memory" where nothing does, else "partly".

        Of an authority: "read" where its text or a summary of it was.
        """
        if self.kind == "authority":
            return "read" if self.data["read"] else "memory"
        parts = [part for _, part, _ in record_check.sourced_parts(self.data)]
        read = [part.get("basis") is not None for part in parts if part.get("basis") or part.get("from")]
        return "memory" if not any(read) else "verified" if all(read) else "partly"

    def at(self, path: str) -> Any:
        """Return the value at a path such as "design.control", None where there is none."""
        return self.standing if path == "standing" else self._value(tuple(path.split(".")))

    def field_of(self, path: str, condition: Any) -> Key:
        """Return the field for which a condition holds: of a list, the first item that fits `{any: {…}}`."""
        key: Key = tuple(path.split("."))
        value = self.at(path)
        if isinstance(condition, dict) and "any" in condition and isinstance(value, list):
            fits = (i for i, item in enumerate(value) if holds({"any": condition["any"]}, [item]))
            return next(((*key, i) for i in fits), key)
        return key

    def verified(self, key: Key) -> bool:
        """Return whether a field has a value and rests on a text that was opened; of a list, whether all items do."""
        if key == ("standing",):
            if self.data.get("standing") is None and self.given_standing:
                return self.given_standing[2]
            return self.standing == "current" or self.data.get("standing_basis") not in (None, "memory")
        value = self._value(key)
        if value is None:
            return False
        opened = {basis["id"] for basis in self.data.get("basis") or () if basis.get("read_on")}
        if key == ("kind",):
            # What kind of text it is shows in the text itself, whichever part was read in it.
            return bool(opened)
        if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
            return all(self.verified((*key, i)) for i in range(len(value)))
        parts = (self._value(key[:length]) for length in range(len(key), 0, -1))
        nearest = next((p for p in parts if isinstance(p, dict) and (p.get("basis") or p.get("from"))), {})
        named = nearest.get("basis") or []
        return bool(named) and opened.issuperset(named if isinstance(named, list) else [named])

    def line(self, key: Key) -> int:
        """Return the line of a field, else of the nearest part around it."""
        while key and key not in self._lines:
            key = key[:-1]
        return self._lines.get(key, 1)

    def place(self, key: Key) -> str:
        """Return file and line of a field: "evidence/stroke-cells/treasure.yaml:41"."""
        return f"{self.path}:{self.line(key)}"

    def field_shown(self, key: Key) -> str:
        """Return a field and its place: "outcomes.motor.time, evidence/stroke-cells/treasure.yaml:41"."""
        items = ((part, self._value(key[: i + 1])) for i, part in enumerate(key))
        named = (str(v["id"]) if isinstance(v, dict) and isinstance(p, int) and "id" in v else p for p, v in items)
        shown = ".".join(str(part + 1) if isinstance(part, int) else part for part in named)
        return f"{shown}, {self.place(key)}"

    def _value(self, key: Key) -> Any:
        value: Any = self.data
        for part in key:
            if isinstance(value, dict):
                value = value.get(str(part))
            elif isinstance(value, list) and isinstance(part, int) and part < len(value):
                value = value[part]
            else:
                return None
        return value


def library(folders: Iterable[Path], lexicon: Lexicon, *, shipped_in: Path | None = None) -> Mapping[str, Record]:
    """Return the records of all folders by id; raise one UserError that lists every fault."""
    records, wrong = read(folders, lexicon, shipped_in=shipped_in)
    if len(wrong) == 1:
        raise wrong[0]
    if wrong:
        raise UserError("\n".join([f"the evidence has {len(wrong)} faults", *map(str, wrong)]))
    return records


def faults(folders: Iterable[Path], lexicon: Lexicon, *, shipped_in: Path | None = None) -> list[UserError]:
    """Return every fault of all folders, by file and line."""
    return read(folders, lexicon, shipped_in=shipped_in)[1]


def read(
    folders: Iterable[Path], lexicon: Lexicon, *, shipped_in: Path | None = None
) -> tuple[Mapping[str, Record], list[UserError]]:
    """Return the sound records of all folders, and the faults of all others; `shipped_in` allows no fiction."""
    from claimcheck.records import library as record_library

    return record_library.read(folders, lexicon, shipped_in=shipped_in)


def of(file: YamlFile, topic: str, lexicon: Lexicon) -> Record:
    """Return the record that a YAML value is; raise UserError for its first fault."""
    from claimcheck.records import file as record_file

    return record_file.of(file, topic, lexicon)
