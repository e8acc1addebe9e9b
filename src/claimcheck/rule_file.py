"""rules/<subject>/<rule>.yaml -> Rules: reads the files, names every fault with its line, compiles the patterns."""

from __future__ import annotations

import re
import string
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimcheck import plugins, yamlfile
from claimcheck.checks.differ import DIFFERENCES
from claimcheck.conditions import CLAIM_KEYS
from claimcheck.errors import UserError, nearest
from claimcheck.model import BLOCK_KINDS, SEVERITIES, SUBJECTS
from claimcheck.pattern import PatternFault, compile_pattern
from claimcheck.rule import AnyClaim, Compare, Example, Frame, Measure, Require, Rule, Several, Unless

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from claimcheck.lexicon import Lexicon
    from claimcheck.pattern import Pattern
    from claimcheck.rule import When

    FindItem = Pattern | Frame | Several | Measure | AnyClaim
    from claimcheck.yamlfile import Key, YamlFile

_KEYS = (
    "rule", "severity", "says", "why", "sources", "domains", "jurisdictions", "audience", "when", "find", "require",
    "compare", "unless", "when_found", "when_missing", "suggest", "examples", "limits", "was",
)  # fmt: skip
_PLACES = ("who", "to", "for", "by", "in", "from", "than", "with", "about")
_SCOPES = ("sentence", "block", "list", "next-block", "section", "page")
_DOMAINS = ("health", "supplements", "cells", "weight", "education", "finance")
_AUDIENCES = ("marketing", "education", "professional")
_STATUSES = ("contradicted", "not-met", "overstated", "withheld")
# Messages speak of words and records, never of knowledge, intent or guilt (DESIGN.md §5).
_UNSPOKEN = re.compile(
    r"\b(false(ly)?|lie[sd]?|lying|mislead(s|ing)?|misled|deceptive(ly)?|deceiv\w+|fraud\w*|scam\w*|illegal\w*|"
    r"unlawful\w*|violat\w+|breach\w*|dangerous\w*|quack\w*|bogus)\b",
    re.IGNORECASE,
)
_SLOTS = (
    "condition", "outcome", "treatment", "process", "body", "risk", "people", "medicine", "course", "career",
    "investment", "authority", "design", "species", "study", "record", "said", "known", "date", "offered",
    "number", "percent", "duration", "money",
)  # fmt: skip
_MARK = re.compile(r"\[\[(.+?)\]\]", re.DOTALL)


def load(folders: Iterable[Path], lexicon: Lexicon) -> tuple[Rule, ...]:
    """Return the rules of the folders by name; raise the first fault where there is any."""
    rules, faults = read(folders, lexicon)
    if faults:
        raise faults[0]
    return rules


def read(folders: Iterable[Path], lexicon: Lexicon) -> tuple[tuple[Rule, ...], tuple[UserError, ...]]:
    """Return the rules that load, and every fault of those that do not."""
    rules: dict[str, Rule] = {}
    faults: list[UserError] = []
    for folder in folders:
        for path in sorted(folder.glob("*/*.yaml")):
            shown = f"{folder.name}/{path.relative_to(folder).as_posix()}"
            try:
                file = yamlfile.read(path, shown_as=shown)
            except UserError as error:
                faults.append(error)
                continue
            reading = _RuleFile(file, path, lexicon)
            rule = reading.rule()
            faults += reading.faults
            if rule.name in rules:
                faults.append(
                    file.error(f"rule “{rule.name}” stands in two files", ("rule",), remedy="rename one")
                )
            if not reading.faults:
                rules[rule.name] = rule
    ordered = tuple(rules[name] for name in sorted(rules))
    if not faults:
        faults += _waiting_faults(ordered)
    return ordered, tuple(faults)


def _waiting_faults(rules: tuple[Rule, ...]) -> list[UserError]:
    by_name = {rule.name: rule for rule in rules}
    faults = []
    for rule in rules:
        for name in (*rule.when_found, *rule.when_missing):
            if name not in by_name:
                faults.append(
                    UserError(
                        f"waits for “{name}”, which is no rule", path=rule.path, remedy=nearest(name, by_name)
                    )
                )
        cycle = _cycle(rule.name, by_name, ())
        if cycle:
            faults.append(
                UserError(
                    f"rules wait for each other: {' → '.join(cycle)}",
                    path=rule.path,
                    remedy="break the circle",
                )
            )
    return faults


def _cycle(name: str, by_name: Mapping[str, Rule], above: tuple[str, ...]) -> tuple[str, ...]:
    if name in above:
        return (*above[above.index(name) :], name)
    rule = by_name.get(name)
    for other in (*rule.when_found, *rule.when_missing) if rule else ():
        found = _cycle(other, by_name, (*above, name))
        if found:
            return found
    return ()


class _RuleFile:
    """The reading of one file: what it says as a Rule, and the faults met on the way."""

    def __init__(self, file: YamlFile, path: Path, lexicon: Lexicon) -> None:
        self.file = file
        self.path = path
        self.lexicon = lexicon
        self.faults: list[UserError] = []
        self.given: dict[str, Any] = file.value if isinstance(file.value, dict) else {}
        if not self.given:
            self.fault("is not a rule", (), "see CONTRIBUTING.md for its keys")

    def fault(self, what: str, key: Key, remedy: str = "") -> None:
        self.faults.append(self.file.error(what, key, remedy=remedy))

    def rule(self) -> Rule:
        """Return the rule as far as it can be read; `faults` tells what cannot."""
        self.known_keys(self.given, _KEYS, ())
        name, subject = str(self.given.get("rule", "")), self.path.parent.name
        if name != self.path.stem:
            self.fault(
                f"is named “{name}” in a file of another name", ("rule",), f"rename it to {self.path.stem}"
            )
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
            self.fault(f"rule “{name}” is not lower-case-with-dashes", ("rule",))
        if subject not in SUBJECTS:
            self.fault(f"lies in “{subject}”, which is no subject", (), nearest(subject, SUBJECTS))
        if len([key for key in ("find", "require", "compare") if key in self.given]) != 1:
            self.fault("needs exactly one of find, require, compare", ("rule",))
        found, clean = self.examples()
        return Rule(
            name=name,
            subject=subject,
            ladder=self.ladder(),
            says=self.words("says", most=120),
            why=self.words("why"),
            sources=self.names("sources"),
            domains=self.names("domains", _DOMAINS),
            jurisdictions=self.names("jurisdictions"),
            audience=self.names("audience", _AUDIENCES),
            when=self.when(self.given.get("when"), ("when",)),
            find=self.find(),
            require=self.require(),
            compare=self.compare(),
            unless=self.classes("unless"),
            when_found=self.names("when_found"),
            when_missing=self.names("when_missing"),
            suggest=self.words("suggest", needed=False),
            found=found,
            clean=clean,
            limits=self.names("limits"),
            was=self.names("was"),
            path=self.file.path,
        )

    # -- small parts

    def known_keys(self, given: Mapping[str, Any], known: Iterable[str], key: Key) -> None:
        for name in given:
            if name not in known:
                self.fault(f"has the unknown key “{name}”", (*key, name), nearest(name, known))

    def mapping(self, value: Any, key: Key) -> dict[str, Any]:
        if isinstance(value, dict):
            return value
        if value is not None:
            self.fault(f"“{key[-1]}” is not a mapping", key)
        return {}

    def names(self, key: str, known: Collection[str] | None = None) -> tuple[str, ...]:
        return self.list_of(self.given.get(key), (key,), known)

    def list_of(self, value: Any, key: Key, known: Collection[str] | None = None) -> tuple[str, ...]:
        values = value if isinstance(value, list) else [] if value is None else [value]
        for item in values:
            if not isinstance(item, (str, int)):
                self.fault(f"“{key[-1]}” is not a list of words", key)
            elif known is not None and str(item) not in known:
                self.fault(f"“{key[-1]}” has the unknown word “{item}”", key, nearest(str(item), known))
        return tuple(str(item) for item in values)

    def classes(self, key: str) -> tuple[str, ...]:
        return self.names(key, self.lexicon.classes)

    def words(self, key: str, *, needed: bool = True, most: int = 0) -> str:
        text = self.given.get(key)
        if text is None and not needed:
            return ""
        if not isinstance(text, str) or not text.strip():
            self.fault(f"has no words under “{key}”", (key,))
            return ""
        if most and len(text) > most:
            self.fault(f"“{key}” has {len(text)} characters, at most {most} are shown", (key,))
        unspoken = _UNSPOKEN.search(text)
        if unspoken:
            self.fault(
                f"“{key}” says “{unspoken.group()}”",
                (key,),
                "speak of the words and our record, not of guilt",
            )
        if key != "why":
            self.slots(text, key)
        return text.strip()

    def slots(self, text: str, key: str) -> None:
        try:
            slots = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
        except ValueError as error:
            self.fault(f"“{key}” has a brace that is not closed ({error})", (key,))
            return
        for slot in slots:
            if slot not in _SLOTS and slot not in self.lexicon.classes:
                self.fault(f"“{key}” has the unknown slot {{{slot}}}", (key,), nearest(slot, _SLOTS))

    def pattern(self, text: Any, key: Key) -> Pattern:
        try:
            return compile_pattern(str(text), self.lexicon)
        except PatternFault as fault:
            self.fault(fault.fault, key, fault.remedy)
            return compile_pattern("unreadable", self.lexicon)

    def patterns(self, value: Any, key: Key) -> tuple[Pattern, ...]:
        values = value if isinstance(value, list) else [] if value is None else [value]
        return tuple(self.pattern(text, (*key, i)) for i, text in enumerate(values))

    def when(self, value: Any, key: Key) -> When:
        found: When = {}
        for name, wanted in self.mapping(value, key).items():
            if name not in CLAIM_KEYS:
                self.fault(f"asks for the unknown “{name}”", (*key, name), nearest(name, CLAIM_KEYS))
                continue
            known = BLOCK_KINDS if name == "block" else CLAIM_KEYS[name]
            found[name] = self.list_of(wanted, (*key, name), known)
        return found

    def ladder(self) -> tuple[tuple[When, str], ...]:
        value = self.given.get("severity")
        steps = value if isinstance(value, list) else [{"is": value}]
        found = []
        for i, step in enumerate(steps):
            key: Key = ("severity", i) if isinstance(value, list) else ("severity",)
            step = self.mapping(step, key)
            self.known_keys(step, ("when", "is"), key)
            if step.get("is") not in SEVERITIES:
                self.fault(
                    f"has the severity “{step.get('is')}”", key, nearest(str(step.get("is")), SEVERITIES)
                )
            found.append((self.when(step.get("when"), (*key, "when")), str(step.get("is"))))
        if found and found[-1][0]:
            self.fault(
                "has a ladder of severities without a last step for all else", ("severity",), "add {is: …}"
            )
        return tuple(found)

    # -- the three verbs

    def find(self) -> tuple[FindItem, ...]:
        value = self.given.get("find")
        items = value if isinstance(value, list) else [] if value is None else [value]
        return tuple(self.item(item, ("find", i) if isinstance(value, list) else ("find",)) for i, item in enumerate(items))

    def item(self, item: Any, key: Key) -> FindItem:
        if item == "claim":
            if "when" not in self.given:
                self.fault("finds every claim: it needs a `when`", key)
            return AnyClaim()
        if isinstance(item, str):
            return self.pattern(item, key)
        item = self.mapping(item, key)
        if "does" in item:
            return self.frame(item, key)
        if "several" in item:
            return self.several(item, key)
        if "measure" in item:
            return self.measure(item, key)
        self.fault("finds something that is no pattern, frame, count, measure or claim", key)
        return AnyClaim()

    def frame(self, item: Mapping[str, Any], key: Key) -> Frame:
        self.known_keys(item, ("does", *_PLACES), key)
        places = tuple((p, self.pattern(item[p], (*key, p))) for p in _PLACES if p in item)
        return Frame(self.pattern(item["does"], (*key, "does")), places)

    def several(self, item: Mapping[str, Any], key: Key) -> Several:
        self.known_keys(item, ("several", "at_least", "in", "different"), key)
        what = str(item["several"]).strip("{}")
        if self.lexicon.trie(what) is None:
            self.fault(f"counts {{{what}}}, which is not in the lexicon", key)
        within = self.list_of(item.get("in", "block"), (*key, "in"), _SCOPES)[0]
        different = self.list_of(item.get("different", "id"), (*key, "different"), ("id", "group"))[0]
        return Several(what, int(item.get("at_least", 2)), within, different)

    def measure(self, item: Mapping[str, Any], key: Key) -> Measure:
        known = [name.replace("_", "-") for name in plugins.names("checks.measures")]
        if item["measure"] not in known:
            self.fault(
                f"asks for the unknown measure “{item['measure']}”", key, nearest(str(item["measure"]), known)
            )
        given = {name: value for name, value in item.items() if name != "measure"}
        return Measure(str(item["measure"]), given)

    def require(self) -> Require | None:
        if "require" not in self.given:
            return None
        item = self.mapping(self.given["require"], ("require",))
        known = ("words", "notice", "for", "within", "before", "not_in", "match", "weaker")
        self.known_keys(item, known, ("require",))
        if ("words" in item) is ("notice" in item):
            self.fault("requires either `words` or a `notice`", ("require",))
        notice = str(item.get("notice", ""))
        if notice and notice not in self.lexicon.classes:
            self.fault(f"requires the notice “{notice}”, which is not in the lexicon", ("require", "notice"))
        return Require(
            for_=self.one(item, "for", ("claim", "page"), "page"),
            words=self.patterns(item.get("words"), ("require", "words")),
            notice=tuple(self.lexicon.classes.get(notice, ())),
            within=self.one(item, "within", _SCOPES, "page"),
            before=self.one(item, "before", ("", "call-to-act"), ""),
            not_in=self.list_of(item.get("not_in"), ("require", "not_in")),
            match=self.one(item, "match", ("any", "exact", "near"), "any"),
            weaker=self.patterns(item.get("weaker"), ("require", "weaker")),
        )

    def one(self, item: Mapping[str, Any], name: str, known: tuple[str, ...], default: str) -> str:
        value = str(item.get(name, default))
        if value not in known:
            self.fault(f"“{name}” is “{value}”", ("require", name), nearest(value, known))
        return value

    def compare(self) -> Compare | None:
        if "compare" not in self.given:
            return None
        key: Key = ("compare",)
        item = self.mapping(self.given["compare"], key)
        self.known_keys(item, ("with", "status", "record", "claim", "differ", "unless_said"), key)
        unless = item.get("unless_said")
        return Compare(
            status=self.list_of(item.get("status", "overstated"), (*key, "status"), _STATUSES)[0],
            record=tuple(self.mapping(item.get("record"), (*key, "record")).items()),
            claim=self.when(item.get("claim"), (*key, "claim")),
            differ=self.list_of(item.get("differ"), (*key, "differ"), DIFFERENCES),
            unless_said=None
            if unless is None
            else self.unless_said(self.mapping(unless, (*key, "unless_said"))),
            with_=self.list_of(item.get("with", "linked"), (*key, "with"), ("linked", "topic"))[0],
        )

    def unless_said(self, item: Mapping[str, Any]) -> Unless:
        key: Key = ("compare", "unless_said")
        self.known_keys(item, ("words", "must_say", "within"), key)
        return Unless(
            words=self.patterns(item.get("words"), (*key, "words")),
            must_say=self.list_of(item.get("must_say"), (*key, "must_say")),
            within=self.list_of(item.get("within", "section"), (*key, "within"), _SCOPES)[0],
        )

    # -- examples

    def examples(self) -> tuple[tuple[Example, ...], tuple[Example, ...]]:
        given = self.mapping(self.given.get("examples"), ("examples",))
        self.known_keys(given, ("found", "clean"), ("examples",))
        found = tuple(
            self.example(e, ("examples", "found", i)) for i, e in enumerate(given.get("found") or ())
        )
        clean = tuple(
            self.example(e, ("examples", "clean", i)) for i, e in enumerate(given.get("clean") or ())
        )
        for kind, examples in (("found", found), ("clean", clean)):
            if not examples:
                self.fault(f"has no {kind} example", ("examples",), f"add one under examples.{kind}")
        for i, example in enumerate(found):
            if not example.marked and not example.absent:
                self.fault("has a found example without [[marked words]]", ("examples", "found", i))
        for i, example in enumerate(clean):
            if example.marked:
                self.fault("has a clean example with marked words", ("examples", "clean", i))
        return found, clean

    def example(self, given: Any, key: Key) -> Example:
        line = self.file.line(key)
        if isinstance(given, str):
            text, marked = _unmarked(given)
            return Example(text, marked, line=line)
        item = self.mapping(given, key)
        self.known_keys(item, ("page", "records", "config", "absent"), key)
        text, marked = _unmarked(str(item.get("page", "")))
        records = self.list_of(item.get("records"), (*key, "records"))
        return Example(
            text,
            marked,
            True,
            records,
            self.mapping(item.get("config"), (*key, "config")),
            item.get("absent") is True,
            line,
        )


def _unmarked(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return a text without its [[ ]] marks, and the runs that they held."""
    plain, marked, at = "", [], 0
    for match in _MARK.finditer(text):
        plain += text[at : match.start()]
        marked.append((len(plain), len(plain) + len(match.group(1))))
        plain += match.group(1)
        at = match.end()
    return plain + text[at:], tuple(marked)
