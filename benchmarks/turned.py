"""Results of trials that others have collected -> how often a turned statement of one is called so, and a true one.

    python benchmarks/turned.py ROWS.jsonl [--most 400] [--misses KIND]

Rows are prompts (intervention, comparator, outcome, label: significantly increased …) or registrations (id, results as
lines). Each becomes a record of an invented trial that had this result; time, people and figures are made up where a
row has none. A true statement of the result is held against the record by the rules that compare, and so are statements
in which one thing is turned: the arms, the direction, the people, the time, the outcome, a figure. Of each kind it
prints how many were held, how many were called at odds with the record, and by which rules. No true one should be.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimcheck import flow, readers
from claimcheck.checks import trial_lists
from claimcheck.claims.outcome import same_outcome
from claimcheck.config import config
from claimcheck.records import file as record_file
from claimcheck.words import words_in
from claimcheck.yamlfile import YamlFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from claimcheck.flow import House

AS_OF = "2026-01-01"
# A name that a sentence can hold: a few words, and no list, bracket or dose.
_PLAIN = re.compile(r"[A-Za-z][A-Za-z -]{2,40}\Z")
_MOST_WORDS = 5
_BASIS = {
    "id": "row",
    "source": "https://example.invalid/thornmoor",
    "where": "a row of the data",
    "says": "the result",
    "kind": "paper",
    "read_on": "2026-01-01",
}
_PEOPLE = {"stroke": "stroke", "knee-osteoarthritis": "knee osteoarthritis", "type-2-diabetes": "type 2 diabetes"}
_WEEKS = (8, 12, 26, 52)
_WAYS = {
    "significantly increased": "higher",
    "significantly decreased": "lower",
    "no significant difference": "same",
}
# Whether more of it is good: what none of these words says is left open in the record.
_BAD = re.compile(
    r"mortality|death|pain|infection|bleeding|haemorrhage|hemorrhage|relapse|recurrence|incidence|complication|failure|"
    r"depression|anxiety|symptom|disability|adverse|nausea|vomiting|headache|fatigue|hospitali|risk|stress|distress",
    re.IGNORECASE,
)
_GOOD = re.compile(
    r"survival|recovery|function\b|quality of life|mobility|strength|walking|memory|cognition|satisfaction|remission|"
    r"threshold|response rate|cure|knowledge|adherence|well-?being",
    re.IGNORECASE,
)
# Figures of the two arms where a row has none: what matters is which is higher.
_MADE = {"higher": (20.0, 10.0), "lower": (10.0, 20.0), "same": (10.0, 10.5)}
_TURNED = {"higher": "lower", "lower": "higher"}


@dataclass(frozen=True)
class Result:
    """One result: an outcome under two arms, higher, lower or the same in the first, or `figures` of both arms."""

    tried: str
    base: str
    outcome: str
    way: str
    condition: str
    weeks: int
    figures: tuple[float, float] | None = None
    unit: str = ""

    def told(self) -> str:
        """Return the result in a sentence."""
        time = f"at {self.weeks} weeks in people with {_PEOPLE[self.condition]}"
        if self.figures:
            one, other = (f"{value:g}{'%' if self.unit == 'percent' else ' ' + self.unit}" for value in self.figures)
            told = f"{one} with {self.tried} and {other} with {self.base}"
            return f"In the THORNMOOR trial {self.outcome} was {told} {time}."
        if self.way == "same":
            return f"In the THORNMOOR trial {self.outcome} did not differ between {self.tried} and {self.base} {time}."
        return f"In the THORNMOOR trial {self.outcome} was {self.way} with {self.tried} than with {self.base} {time}."


def prompts(rows: Iterable[Mapping[str, Any]]) -> Iterator[Result]:
    """Yield the results of rows that name two arms, an outcome and what came out, where the names are plain."""
    for number, row in enumerate(rows):
        names = [" ".join(str(row[key]).split()) for key in ("intervention", "comparator", "outcome")]
        if all(_PLAIN.match(name) and len(name.split()) <= _MOST_WORDS for name in names) and len(set(names)) == len(
            names
        ):
            tried, base, outcome = names
            yield Result(
                tried, base, outcome, _WAYS[row["label"]], _of(tuple(_PEOPLE), number), _of(_WEEKS, number // 3)
            )


def registrations(rows: Iterable[Mapping[str, Any]]) -> Iterator[Result]:
    """Yield the results of registrations that measured one thing in two arms with plain titles."""
    for number, row in enumerate(rows):
        trial = trial_lists.outcome_results(row["results"])
        name = next((line.strip() for line in row["results"][1:2]), "")
        if len(trial.arms) != 2 or any(len(arm.rows) != 1 for arm in trial.arms):
            continue
        one, other = (arm.rows[0] for arm in trial.arms)
        values = [row.value if row.share is None else round(row.share, 1) for row in (one, other)]
        titles = [arm.title for arm in trial.arms]
        plain = all(_PLAIN.match(words) and len(words.split()) <= _MOST_WORDS for words in (*titles, name))
        if plain and titles[0] != titles[1] and abs(values[0] - values[1]) > 0.1 * abs(values[0]):
            unit = "points" if one.share is None else "percent"
            figures = (values[0], values[1])
            yield Result(
                titles[0], titles[1], name, "", _of(tuple(_PEOPLE), number), _of(_WEEKS, number // 3), figures, unit
            )


def _of(choices: tuple[Any, ...], number: int) -> Any:
    return choices[number % len(choices)]


def turned(result: Result, others: Iterable[Result]) -> Iterator[tuple[str, Result]]:
    """Yield the statements in which one thing is turned, each with its kind; `others` lend an outcome."""
    if result.figures:
        yield "arms", replace(result, figures=result.figures[::-1])
        yield "figure", replace(result, figures=(round(2.3 * result.figures[0] + 7, 1), result.figures[1]))
    elif result.way == "same":
        yield "difference", replace(result, way="higher")
    else:
        yield "arms", replace(result, tried=result.base, base=result.tried)
        yield "direction", replace(result, way=_TURNED[result.way])
        yield "no difference", replace(result, way="same")
    people = [condition for condition in _PEOPLE if condition != result.condition]
    yield "people", replace(result, condition=people[0])
    yield "time, later", replace(result, weeks=4 * result.weeks)
    yield "time, earlier", replace(result, weeks=result.weeks // 4)
    yield from (("outcome", replace(result, outcome=other.outcome)) for other in islice(others, 1))


class Bench:
    """The rules that compare, and the lexicon, loaded once."""

    def __init__(self) -> None:
        """Load the shipped house."""
        house = flow.load(config.Config())
        self.house: House = replace(house, rules=tuple(rule for rule in house.rules if rule.compare is not None))
        self.odds = frozenset(r.name for r in self.house.rules if r.compare and r.compare.status != "none")

    def named(self, words: str, category: str) -> str | None:
        """Return the name of the lexicon that stands in some words."""
        found = [n for n in self.house.lexicon.names_in(words_in(words)) if n.category == category]
        return found[0].id if found else None

    def called(self, result: Result, said: str) -> frozenset[str]:
        """Return the rules that call a statement at odds with the record of a result."""
        data = self.record_of(result)
        made = record_file.of(YamlFile("evidence/made/thornmoor.yaml", data, {}), "made", self.house.lexicon)
        document = readers.read_text(f"# A trial\n\n{said}\n", path="page.md", format="markdown")
        report = flow.check_document(document, replace(self.house, records={"thornmoor": made}), AS_OF)
        return frozenset(name for f in report.findings for name in (f.rule, *f.also)) & self.odds

    def record_of(self, result: Result) -> dict[str, Any]:
        """Return the record of an invented trial with a result."""
        time = f"{result.weeks} weeks"
        measure = self.named(result.outcome, "outcome")
        outcome = {"id": "main", "name": result.outcome, "measure": measure, "time": time, "role": "primary"}
        outcome |= {"comparison": "between-group", "basis": "row", **self._came_out(result)}
        control = "placebo" if "placebo" in result.base.lower() else "active-treatment"
        arms = (result.tried, result.base)
        figures = [
            {"what": result.outcome, "arm": arm, "outcome": "main", "measure": measure, "value": value}
            | {"unit": result.unit or "points", "time": time, "basis": "row"}
            for arm, value in zip(arms, result.figures or _MADE[result.way], strict=True)
        ]
        return {
            "id": "thornmoor",
            "kind": "trial",
            "title": "THORNMOOR: an invented trial",
            "names": ["THORNMOOR"],
            "fictional": True,
            "outcomes_complete": True,
            "design": {"type": "randomised-trial", "control": control, "basis": "row"},
            "population": {"species": "human", "condition": result.condition, "basis": "row"},
            "intervention": {
                "product": result.tried,
                "treatment": self.named(result.tried, "treatment"),
                "basis": "row",
            },
            "outcomes": [outcome],
            "figures": figures,
            "basis": [_BASIS],
        }

    def _came_out(self, result: Result) -> dict[str, Any]:
        """Return whom a result favours, where its words tell whether more of it is good."""
        if not result.way:
            return {}
        if result.way == "same":
            return {"met": False, "significant": False, "favours": "neither"}
        bad, good = (bool(words.search(result.outcome)) for words in (_BAD, _GOOD))
        if bad is good:
            return {"significant": True}
        better = (result.way == "higher") is good
        return {"met": better, "significant": True, "favours": "treatment" if better else "control"}

    def apart(self, one: str, other: str) -> bool:
        """Return whether two outcomes are not the same, nor one a kind of the other."""
        first, second = self.named(one, "outcome"), self.named(other, "outcome")
        same = first and second and self.house.lexicon.agree(first, second)
        return not same and not same_outcome(one, other, self.house.lexicon)


def main() -> None:
    """Print a row a kind of statement: held, called at odds, and the rules that did."""
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("rows", type=Path)
    given.add_argument("--most", type=int, default=400)
    given.add_argument("--misses", default="", help="print the statements of this kind that came out wrong")
    options = given.parse_args()
    rows = [json.loads(line) for line in options.rows.read_text(encoding="utf-8").splitlines() if line.strip()]
    results = list(islice(registrations(rows) if "results" in rows[0] else prompts(rows), options.most))
    bench, held, called = Bench(), Counter[str](), Counter[str]()
    by = dict[str, Counter[str]]()
    for i, result in enumerate(results):
        others = (r for r in (*results[i + 1 :], *results[:i]) if bench.apart(result.outcome, r.outcome))
        for kind, said in (("true", result), *turned(result, others)):
            rules = bench.called(result, said.told())
            held[kind] += 1
            called[kind] += bool(rules)
            by.setdefault(kind, Counter()).update(rules)
            if kind == options.misses and bool(rules) is (kind == "true"):
                print(f"  {said.told()}  {', '.join(sorted(rules))}")
    print(f"{len(results)} results")
    for kind in held:
        told = ", ".join(f"{name} {count}" for name, count in by[kind].most_common(4))
        print(f"{kind:14} {called[kind]:5} of {held[kind]:5} called at odds   {told}")


if __name__ == "__main__":
    main()
