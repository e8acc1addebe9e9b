"""One rule file -> its values: words, lists, patterns and conditions, each fault kept with its line."""

from __future__ import annotations

import re
import string
from typing import TYPE_CHECKING, Any

from claimcheck.errors import nearest
from claimcheck.model import BLOCK_KINDS
from claimcheck.patterns.grammar import READ_LATER
from claimcheck.patterns.pattern import PatternFault, compile_pattern
from claimcheck.rulebook.conditions import CLAIM_KEYS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from claimcheck.errors import UserError
    from claimcheck.lexicon import Lexicon
    from claimcheck.patterns.pattern import Pattern
    from claimcheck.rulebook.rule import When
    from claimcheck.yamlfile import Key, YamlFile

# Messages speak of words and records, never of knowledge, intent or guilt (DESIGN.md §5).
UNSPOKEN = re.compile(
    r"\b(false(ly)?|lie[sd]?|lying|mislead(s|ing)?|misled|deceptive(ly)?|deceiv\w+|fraud\w*|scam\w*|illegal\w*|"
    r"unlawful\w*|violat\w+|breach\w*|dangerous\w*|quack\w*|bogus)\b",
    re.IGNORECASE,
)
# What the checks themselves can say in a message; the rest of its slots are names and matched words.
TOLD = ("said", "known", "record", "date")
_LONGEST_REMEDY = 400


class Values:
    """The values of one file, read one by one, and the faults and pattern slots met on the way."""

    def __init__(self, file: YamlFile, lexicon: Lexicon) -> None:
        self.file = file
        self.lexicon = lexicon
        self.faults: list[UserError] = []
        self.captured: set[str] = set()
        self.categories = lexicon.categories
        self.given: dict[str, Any] = file.value if isinstance(file.value, dict) else {}

    def fault(self, what: str, key: Key, remedy: str = "") -> None:
        """Note a fault at the line of `key`."""
        self.faults.append(self.file.error(what, key, remedy=remedy))

    def mapping(self, value: Any, key: Key, known: Collection[str] | None = None) -> dict[str, Any]:
        """Return a mapping; what is none, and keys that are not `known`, are faults."""
        if value is None:
            return {}
        if not isinstance(value, dict):
            self.fault(f"“{key[-1]}” is not a mapping", key, f"known keys: {', '.join(known or ())}" if known else "")
            return {}
        for name in value:
            if known is not None and name not in known:
                self.fault(f"has the unknown key “{name}”", (*key, name), nearest(str(name), known))
        return value

    def items(self, value: Any, key: Key) -> list[tuple[Key, Any]]:
        """Return the items of a list with their keys; a single value is a list of one."""
        if isinstance(value, list):
            return [((*key, i), item) for i, item in enumerate(value)]
        return [] if value is None else [(key, value)]

    def strings(self, value: Any, key: Key, known: Collection[str] | None = None) -> tuple[str, ...]:
        """Return a list of words; a single word is a list of one."""
        return tuple(self.string(item, at, known) for at, item in self.items(value, key))

    def string(self, value: Any, key: Key, known: Collection[str] | None = None) -> str:
        """Return one word, one of `known` if given."""
        name = next((part for part in reversed(key) if isinstance(part, str)), "")
        if not isinstance(value, str):
            self.fault(f"“{name}” has “{value}”, which is no word", key, _guess(str(value), known) if known else "")
        elif known is not None and value not in known:
            self.fault(f"“{name}” has the unknown word “{value}”", key, _guess(value, known))
        return str(value)

    def one(self, item: Mapping[str, Any], name: str, key: Key, known: tuple[str, ...]) -> str:
        """Return the word under `name`; the first of `known` where it is left out."""
        return self.string(item[name], (*key, name), known) if name in item else known[0]

    def names(self, key: str, known: Collection[str] | None = None) -> tuple[str, ...]:
        """Return the list of words under a key of the rule."""
        return self.strings(self.given.get(key), (key,), known)

    def flag(self, key: str) -> bool:
        """Return whether the value of a key is true; not given it is false."""
        value = self.given.get(key, False)
        if not isinstance(value, bool):
            self.fault(f"“{key}” is neither true nor false", (key,), "write true, or leave the key out")
        return value is True

    def words(self, key: str, *, most: int = 0, needed: bool = True) -> str:
        """Return the text under a key of the rule: it says something, is short enough and blames nobody."""
        text = self.given.get(key)
        if text is None and not needed:
            return ""
        if not isinstance(text, str) or not text.strip():
            self.fault(f"has no words under “{key}”", (key,))
            return ""
        if most and len(text) > most:
            self.fault(f"“{key}” has {len(text)} characters", (key,), f"at most {most} are shown")
        unspoken = UNSPOKEN.search(text)
        if unspoken:
            self.fault(f"“{key}” says “{unspoken.group()}”", (key,), "speak of the words and our record, not of guilt")
        return text.strip()

    def check_slots(self, key: str, text: str) -> None:
        """Note slots that nothing will fill: neither the claim's names, nor the rule's patterns, nor a check."""
        known = {*TOLD, *READ_LATER, *self.categories, *self.captured}
        try:
            slots = [slot for _, slot, _, _ in string.Formatter().parse(text) if slot is not None]
        except ValueError as error:
            self.fault(f"“{key}” has a brace that stands alone ({error})", (key,), "a slot is {condition}")
            return
        for slot in slots:
            if slot not in known:
                self.fault(f"“{key}” has the slot {{{slot}}}, which nothing fills", (key,), _guess(slot, known))

    def pattern(self, text: Any, key: Key) -> Pattern:
        """Return one compiled pattern; one that cannot be read is a fault and stands for no word."""
        try:
            compiled = compile_pattern(self.string(text, key), self.lexicon)
        except PatternFault as fault:
            self.fault(fault.fault, key, fault.remedy)
            return compile_pattern("unreadable", self.lexicon)
        if not compiled.asks_offered:  # a claim's role tells who offers; no words are taken for it
            self.captured |= compiled.slots
        return compiled

    def patterns(self, value: Any, key: Key) -> tuple[Pattern, ...]:
        """Return a list of patterns; a single one is a list of one."""
        return tuple(self.pattern(text, at) for at, text in self.items(value, key))

    def when(self, value: Any, key: Key) -> When:
        """Return the conditions on a claim, each a list of words of which one must hold."""
        found: When = {}
        for name, wanted in self.mapping(value, key, tuple(CLAIM_KEYS)).items():
            if name not in CLAIM_KEYS:
                continue
            if wanted is None or wanted == []:
                self.fault(f"asks for “{name}” and gives no word", (*key, name), "name at least one, or drop the key")
            known = CLAIM_KEYS[name] or (BLOCK_KINDS if name == "block" else self._named())
            found[name] = self.strings(wanted, (*key, name), known)
        return found

    def _named(self) -> frozenset[str]:
        return self.lexicon.ids_and_categories.union(READ_LATER)


def _guess(word: str, known: Collection[str]) -> str:
    """Return the nearest of the known words, or all where they are few enough to read."""
    remedy = nearest(word, known)
    return remedy if len(remedy) < _LONGEST_REMEDY else "see the files of lexicon/"
