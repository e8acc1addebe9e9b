"""lexicon/*.yaml -> Lexicon: the names and word classes that patterns, claims and records share.

A file holds `names:` of one `category:` (treatments, conditions, outcomes …, with `is:` parents), or `classes:` of
words and phrases (verbs, cues). A phrase is written as it is read: any form of its words, hyphen and space alike;
`=ALS` only as written.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from claimcheck import yamlfile
from claimcheck.errors import UserError, nearest
from claimcheck.known import digest_of
from claimcheck.model import Name
from claimcheck.phrase_table import PhraseTable
from claimcheck.trie import Trie

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from claimcheck.known import Known
    from claimcheck.words import Word

_FILE_KEYS = ("category", "names", "classes", "about")
_NAME_KEYS = ("words", "is", "group", "established", "approved", "note")


@cache
def mark(name: str) -> str:
    """Return what gates ask for where a phrase of a class, or a name of a category or kind has to stand.

    No word of a text is written so.
    """
    return f"{{{name}}}"


@dataclass(frozen=True)
class Entry:
    """One name: what it is called, what it is a kind of, the group it counts in, whether it is accepted care."""

    id: str
    category: str
    words: tuple[str, ...]
    parents: tuple[str, ...] = ()
    group: str = ""
    established: bool = False


@dataclass(frozen=True, repr=False)
class Lexicon:
    """All names by id and all classes by name."""

    names: Mapping[str, Entry]
    classes: Mapping[str, tuple[str, ...]]
    known: Known | None = field(default=None, repr=False, compare=False)
    _ancestors: dict[str, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)
    _marks: dict[str, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)
    _tries: dict[str, Trie | None] = field(default_factory=dict, repr=False, compare=False)
    _listed: dict[tuple[str, ...], bool] = field(default_factory=dict, repr=False, compare=False)
    # What each written word of a pattern stands for: the same words come in hundreds of patterns.
    written: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def __repr__(self) -> str:
        """Return what tells it apart in a message; all its words would fill a book."""
        return f"Lexicon({len(self.names)} names, {len(self.classes)} classes)"

    def ancestors(self, name: str) -> frozenset[str]:
        """Return `name` and all that it is a kind of."""
        if name not in self._ancestors:
            entry = self.names.get(name)
            parents = entry.parents if entry else ()
            self._ancestors[name] = frozenset({name}).union(*(self.ancestors(parent) for parent in parents))
        return self._ancestors[name]

    def marks(self, name: str) -> frozenset[str]:
        """Return the marks of a name: of its category, of itself and of all that it is a kind of."""
        if name not in self._marks:
            self._marks[name] = frozenset(map(mark, (self.category(name), *self.ancestors(name))))
        return self._marks[name]

    def has_classes(self, names: tuple[str, ...]) -> bool:
        """Return whether all of some names are classes; the same ones are asked for again and again."""
        known = self._listed.get(names)
        if known is None:
            known = self._listed[names] = self.classes.keys() >= set(names)
        return known

    def is_a(self, name: str, kind: str) -> bool:
        """Return whether `name` is `kind` or a kind of it."""
        return kind in self.ancestors(name)

    def agree(self, one: str, other: str) -> bool:
        """Return whether one name is the other or its ancestor; two names that do not agree differ."""
        return self.is_a(one, other) or self.is_a(other, one)

    def category(self, name: str) -> str:
        """Return the category of a name, "" where there is no such name."""
        entry = self.names.get(name)
        return entry.category if entry else ""

    def names_in(self, words: tuple[Word, ...]) -> list[Name]:
        """Return the names read in a run of words: the longest at each place.

        Inside a treatment's name the condition that it is for is read as well ("stroke rehabilitation").
        """
        found: list[Name] = []
        at, opens = 0, self._trie.opens
        while at < len(words):
            # At most words none begins.
            if opens[words[at][2:4]] is None:
                at += 1
                continue
            length, ids = self._trie.longest(words, at)
            found += self._named(words, at, length, ids)
            if length > 1 and any(self.names[i].category == "treatment" for i in ids):
                found += self._conditions_inside(words[: at + length], at)
            at += max(length, 1)
        return found

    def _named(self, words: tuple[Word, ...], at: int, length: int, ids: tuple[str, ...]) -> list[Name]:
        return [Name(i, self.names[i].category, words[at].start, words[at + length - 1].end) for i in ids]

    def _conditions_inside(self, words: tuple[Word, ...], at: int) -> list[Name]:
        found: list[Name] = []
        for inner in range(at, len(words)):
            size, ids = self._trie.longest(words[:-1] if inner == at else words, inner)
            found += [n for n in self._named(words, inner, size, ids) if n.category == "condition"]
        return found

    def class_spans(self, words: tuple[Word, ...], name: str) -> list[tuple[int, int]]:
        """Return the runs of words, as positions, that are a phrase of the class `name`."""
        trie = self.trie(name)
        if trie is None:
            return []
        found, at = [], 0
        while at < len(words):
            length, _ = trie.longest(words, at)
            if length:
                found.append((at, at + length))
            at += max(length, 1)
        return found

    def class_runs(self, words: tuple[Word, ...]) -> Mapping[str, list[tuple[int, int]]]:
        """Return for each class of which a phrase stands in a run of words what `class_spans` does, in one look."""
        return self._table.runs(words)

    @cached_property
    def _table(self) -> PhraseTable:
        return PhraseTable((phrase, name) for name, phrases in self.classes.items() for phrase in phrases)

    def of_category(self, category: str) -> list[str]:
        """Return the ids of the names of a category."""
        return [one for one in self._below.get(category, ()) if self.names[one].category == category]

    @cached_property
    def categories(self) -> frozenset[str]:
        """Return the categories of all names."""
        return frozenset(entry.category for entry in self.names.values())

    @cached_property
    def ids_and_categories(self) -> frozenset[str]:
        """Return the words by which names are asked for."""
        return self.categories.union(self.names)

    def below(self, name: str) -> Iterable[str]:
        """Return `name` and all that is a kind of it; none where there is no such name."""
        return [one for one in self._below.get(name, ()) if self.is_a(one, name)]

    @cached_property
    def _below(self) -> Mapping[str, Mapping[str, None]]:
        """Return the ids of the names in each category, and of each name with all that is a kind of it, in order."""
        found: dict[str, dict[str, None]] = {}
        for entry in self.names.values():
            for above in (entry.category, *self.ancestors(entry.id)):
                found.setdefault(above, {})[entry.id] = None
        return found

    @cached_property
    def _trie(self) -> Trie:
        return Trie((phrase, entry.id) for entry in self.names.values() for phrase in entry.words)

    def trie(self, name: str) -> Trie | None:
        """Return the phrases of a class, a category, or a name with all that is a kind of it; None for neither."""
        if name not in self._tries:
            phrases = list(self.classes.get(name, ()))
            below = self._below.get(name, {})
            phrases += [phrase for entry in below for phrase in self.names[entry].words]
            known = bool(below) or name in self.classes
            self._tries[name] = Trie((phrase, name) for phrase in phrases) if known else None
        return self._tries[name]


def read(folders: Iterable[Path], known: Known | None = None) -> Lexicon:
    """Read every YAML file of the folders; a name or class that stands twice gets the words of both."""
    digests: list[str] = []
    names: dict[str, Entry] = {}
    classes: dict[str, tuple[str, ...]] = {}
    for path in sorted(file for folder in folders for file in folder.glob("*.yaml")):
        file = yamlfile.read(path, known=known)
        digests.append(file.digest)
        _read_file(file, names, classes)
    _check_parents(names)
    if known is not None:
        known.under(digest_of(" ".join(digests).encode()))
    return Lexicon(names, classes, known)


def _read_file(file: yamlfile.YamlFile, names: dict[str, Entry], classes: dict[str, tuple[str, ...]]) -> None:
    if not isinstance(file.value, dict):
        raise file.error("is not a lexicon file", remedy="it has `names:` or `classes:`")
    for key in file.value:
        if key not in _FILE_KEYS:
            raise file.error(f"has the unknown key “{key}”", (key,), remedy=nearest(key, _FILE_KEYS))
    for name, given in (file.value.get("names") or {}).items():
        names[name] = _entry(file, name, given, names.get(name))
    for name, phrases in (file.value.get("classes") or {}).items():
        if not isinstance(phrases, list):
            raise file.error(f"class “{name}” is not a list of phrases", ("classes", name))
        classes[name] = (*classes.get(name, ()), *map(str, phrases))


def _entry(file: yamlfile.YamlFile, name: str, given: Any, known: Entry | None) -> Entry:
    key = ("names", name)
    given = {"words": given} if isinstance(given, list) else given or {}
    if not isinstance(given, dict):
        raise file.error(f"name “{name}” is neither a list of words nor a mapping", key)
    for part in given:
        if part not in _NAME_KEYS:
            raise file.error(f"name “{name}” has the unknown key “{part}”", key, remedy=nearest(part, _NAME_KEYS))
    parents = given.get("is") or []
    return Entry(
        id=name,
        category=str(file.value.get("category", "")),
        words=(*(known.words if known else ()), *map(str, given.get("words") or [])),
        parents=tuple(parents if isinstance(parents, list) else [parents]) or (known.parents if known else ()),
        group=str(given.get("group") or (known.group if known else "")),
        established=given.get("established", known is not None and known.established) is True,
    )


def _check_parents(names: Mapping[str, Entry]) -> None:
    def climb(name: str, below: tuple[str, ...]) -> None:
        if name in below:
            raise UserError(f"lexicon: {' is '.join((*below, name))} goes in a circle", remedy="drop one `is:`")
        for parent in names[name].parents:
            if parent not in names:
                raise UserError(
                    f"lexicon: “{name}” is a kind of “{parent}”, which is no name",
                    remedy=nearest(parent, names),
                )
            climb(parent, (*below, name))

    for name in names:
        climb(name, ())
