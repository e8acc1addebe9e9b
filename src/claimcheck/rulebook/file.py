"""rules/<subject>/<rule>.yaml -> Rules: reads every file, names every fault with its line, orders rules by name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimcheck import yamlfile
from claimcheck.errors import UserError, nearest
from claimcheck.model import AUDIENCES, SEVERITIES, SUBJECTS
from claimcheck.rulebook.conditions import UNSEEN
from claimcheck.rulebook.examples import examples, records
from claimcheck.rulebook.fix import fix
from claimcheck.rulebook.rule import Rule
from claimcheck.rulebook.values import Values
from claimcheck.rulebook.verbs import compare, find, require

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

    from claimcheck.lexicon import Lexicon
    from claimcheck.rulebook.rule import When
    from claimcheck.yamlfile import Key, YamlFile

    Made = tuple[YamlFile, Rule, list[UserError]]

_VERBS = ("find", "require", "compare")
_KEYS = (
    "rule", "severity", "says", "why", "sources", "domains", "jurisdictions", "audience", "when", *_VERBS, "general",
    "unless", "when_found", "when_missing", "suggest", "fix", "examples", "limits", "was",
)  # fmt: skip
DOMAINS = ("health", "supplements", "cells", "weight", "education", "finance")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_JURISDICTION = re.compile(r"[a-z]{2}(-[a-z]{2,3})?")
# Messages are read in lists, on one line of a narrow terminal or comment.
_LONGEST_MESSAGE = 120


def load(folders: Iterable[Path], lexicon: Lexicon) -> tuple[Rule, ...]:
    """Return the rules of the folders by name; raise the first fault where there is any."""
    rules, found = read(folders, lexicon)
    if found:
        raise found[0]
    return rules


def faults(folders: Iterable[Path], lexicon: Lexicon) -> tuple[UserError, ...]:
    """Return every fault of every rule file, in the order of files and lines; rules that wait for others come last."""
    return read(folders, lexicon)[1]


def read(
    folders: Iterable[Path], lexicon: Lexicon, made: dict[Path, Made] | None = None
) -> tuple[tuple[Rule, ...], tuple[UserError, ...]]:
    """Return the rules that load, and every fault of those that do not.

    `made` holds rules as they were made with the same lexicon, and is given those that are made now.
    """
    rules: dict[str, Rule] = {}
    files: dict[str, YamlFile] = {}
    found: list[UserError] = []
    torn: set[str] = set()
    for path, shown in _paths(folders, found):
        try:
            file = yamlfile.read(path, shown_as=shown, known=lexicon.known)
        except UserError as error:
            found.append(error)
            torn.add(path.stem)
            continue
        rule, rule_faults = _made(file, path, lexicon, {} if made is None else made)
        found += rule_faults
        if rule.name in files:
            found.append(file.error(f"rule “{rule.name}” stands in two files", ("rule",), remedy="rename one"))
            continue
        files[rule.name] = file
        if not rule_faults:
            rules[rule.name] = rule
    # What only waits for another comes after what is to be mended.
    after: list[UserError] = []
    waiting = _waiting_faults(rules, files, torn)
    while waiting:
        after += waiting.values()
        rules = {name: rule for name, rule in rules.items() if name not in waiting}
        # A rule that waits for one that does not load would speak where it should not.
        waiting = _waiting_faults(rules, files, torn)
    return tuple(rules[name] for name in sorted(rules)), (*sorted(found, key=_place), *sorted(after, key=_place))


def _made(file: YamlFile, path: Path, lexicon: Lexicon, made: dict[Path, Made]) -> tuple[Rule, list[UserError]]:
    """Return the rule of a file and its faults, as they were made of the same file before where it was."""
    if path not in made or made[path][0] != file:
        made[path] = file, *_rule(file, path, lexicon)
    return made[path][1:]


def _place(error: UserError) -> tuple[str, int]:
    return error.path, error.line


def _paths(folders: Iterable[Path], found: list[UserError]) -> Iterable[tuple[Path, str]]:
    """Yield each rule file with the name to show; a YAML file where no rule is looked for is a fault."""
    for folder in folders:
        if not folder.is_dir():
            found.append(UserError("is no folder of rules", path=str(folder)))
        for path in sorted(p for p in folder.rglob("*") if p.suffix in (".yaml", ".yml")):
            inside = path.relative_to(folder)
            shown = f"{folder.name}/{inside.as_posix()}"
            if any(part.startswith(".") for part in inside.parts):
                continue
            if len(inside.parts) == 2 and path.suffix == ".yaml":
                yield path, shown
            else:
                found.append(UserError("is not read", path=shown, remedy="a rule is <subject>/<rule>.yaml"))


def _rule(file: YamlFile, path: Path, lexicon: Lexicon) -> tuple[Rule, list[UserError]]:
    """Return the rule as far as it can be read, and the faults that tell what cannot."""
    values = Values(file, lexicon)
    if not values.given:
        values.fault("is not a rule", (), f"known keys: {', '.join(_KEYS)}")
        return Rule(path.stem, path.parent.name, (), "", ""), values.faults
    values.mapping(values.given, (), _KEYS)
    _check_name(values, path)
    verbs = find(values), require(values), compare(values)
    found, clean = examples(values)
    rule = Rule(
        name=str(values.given.get("rule", "")),
        subject=path.parent.name,
        ladder=_ladder(values),
        says=values.words("says", most=_LONGEST_MESSAGE),
        why=values.words("why"),
        sources=values.names("sources"),
        domains=values.names("domains", DOMAINS),
        jurisdictions=values.names("jurisdictions"),
        audience=values.names("audience", AUDIENCES),
        when=values.when(values.given.get("when"), ("when",)),
        find=verbs[0],
        require=verbs[1],
        compare=verbs[2],
        general=values.flag("general"),
        unless=values.names("unless", lexicon.classes),
        when_found=values.names("when_found"),
        when_missing=values.names("when_missing"),
        suggest=values.words("suggest", needed=False),
        fix=fix(values, path.parent.name, found),
        found=found,
        clean=clean,
        records=records(values),
        limits=values.names("limits"),
        was=values.names("was"),
        path=file.path,
    )
    _check_words(values, rule)
    return rule, values.faults


def _check_name(values: Values, path: Path) -> None:
    name, subject = str(values.given.get("rule", "")), path.parent.name
    if name != path.stem:
        values.fault(f"is named “{name}” in a file of another name", ("rule",), f"name both “{path.stem}”")
    if not _NAME.fullmatch(name):
        values.fault(f"is named “{name}”", ("rule",), "a name is lower-case-with-dashes")
    if subject not in SUBJECTS:
        values.fault(f"lies in “{subject}”, which is no subject", (), nearest(subject, SUBJECTS))
    given = [verb for verb in _VERBS if values.given.get(verb)]
    if len(given) != 1:
        values.fault(f"has {' and '.join(given) or 'nothing to do'}", ("rule",), "give one of find, require, compare")


def _check_words(values: Values, rule: Rule) -> None:
    values.check_slots("says", rule.says)
    values.check_slots("suggest", rule.suggest)
    for i, place in enumerate(rule.jurisdictions):
        if not _JURISDICTION.fullmatch(place):
            values.fault(f"has the jurisdiction “{place}”", ("jurisdictions", i), "write us, us-fl, uk, eu, au …")
    if not rule.sources and rule.subject != "upkeep":
        values.fault("names no authority or study it bears on", ("rule",), "give `sources`")


def _ladder(values: Values) -> tuple[tuple[When, str], ...]:
    """Return the steps of the severity, each with its conditions; the last holds for all else."""
    value = values.given.get("severity")
    if not isinstance(value, list):
        return (({}, values.string(value, ("severity",), SEVERITIES)),)
    steps = []
    for i, given in enumerate(value):
        key: Key = ("severity", i)
        step = values.mapping(given, key, ("when", "is"))
        severity = values.string(step.get("is"), (*key, "is"), SEVERITIES)
        for unseen in UNSEEN:
            if unseen in (step.get("when") or ()):
                told = f"has a ladder that asks for “{unseen}”, while a severity goes by the claim"
                values.fault(told, (*key, "when", unseen), "ask for it in `when`, or write a second rule")
        steps.append((_with_kinds(values.when(step.get("when"), (*key, "when")), values.lexicon), severity))
    if not steps or [bool(when) for when, _ in steps] != [True] * (len(steps) - 1) + [False]:
        values.fault("has a ladder that does not end in one step for all else", ("severity",), "end it with {is: …}")
    return tuple(steps)


def _with_kinds(when: When, lexicon: Lexicon) -> When:
    """Return the conditions with each name's kinds spelled out: a severity is told without the lexicon."""
    spelled = dict(when)
    for key in ("names", "not-names"):
        kinds = {kind for name in when.get(key, ()) for kind in lexicon.below(name)}
        in_order = (name for name in lexicon.names if name in kinds)
        if key in when:
            spelled[key] = tuple(dict.fromkeys((*when[key], *in_order)))
    return spelled


def _waiting_faults(
    rules: Mapping[str, Rule], files: Mapping[str, YamlFile], torn: Collection[str]
) -> dict[str, UserError]:
    """Return by name the rules that wait in vain, each with its fault: for an unknown rule, a broken one, itself.

    `torn` are the names of files that are no YAML.
    """
    found: dict[str, UserError] = {}
    for rule in rules.values():
        circle = _circle(rule.name, rules, (rule.name,))
        if circle:
            told = " → ".join(circle)
            found[rule.name] = files[rule.name].error(f"waits for itself: {told}", ("rule",), remedy="break the circle")
        places = [(key, i, name) for key in ("when_found", "when_missing") for i, name in enumerate(getattr(rule, key))]
        for key, i, name in places:
            if name not in rules:
                fault, remedy = f"waits for “{name}”, which is no rule", nearest(name, files)
                if name in files or name in torn:
                    fault, remedy = f"waits for “{name}”, which does not load", "mend that rule first"
                found[rule.name] = files[rule.name].error(fault, (key, i), remedy=remedy)
    return found


def _circle(name: str, rules: Mapping[str, Rule], above: tuple[str, ...]) -> tuple[str, ...]:
    """Return the way from the first rule of `above` back to itself, nothing where there is none."""
    rule = rules.get(name)
    for other in (*rule.when_found, *rule.when_missing) if rule else ():
        if other == above[0]:
            return (*above, other)
        found = () if other in above else _circle(other, rules, (*above, other))
        if found:
            return found
    return ()
