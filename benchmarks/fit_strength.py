"""Rows with the strength that people read in them -> the weights of facts: claims/strength_weights.yaml.

    python benchmarks/fit_strength.py ROWS.jsonl … [--write WEIGHTS.yaml]

A row has `text`, `strength` (0 none, 1 correlational, 2 conditional, 3 causal) and, where known, `doc` and the finer
`code7`. Classes of words are written beforehand (lexicon/strength.yaml, and those of FURTHER); only weights are
learned, at most 200, and none that would let a hedge make a statement stronger. First the figures of five folds are
printed, each fold read by weights of the others (a document stays in one fold), then the weights of all rows are
written.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from functools import cache
from hashlib import sha1
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from claimcheck import flow, readers, shipped, yamlfile
from claimcheck.claims.reading import Reading
from claimcheck.claims.strength import QUESTIONS, STEPS, chances_of, of_sentence
from claimcheck.claims.strength_facts import FAMILIES, class_of, facts_of, statement_in
from claimcheck.claims.weighing import ALWAYS
from claimcheck.config import config

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from claimcheck.claims.strength import Weights
    from claimcheck.model import Span

    Floats = NDArray[np.floating[Any]]
    Bools = NDArray[np.bool_]
    Part = tuple[Floats, Floats, Floats]  # rows by facts, whether the answer is yes, what a row counts

# How many weights each question may have, the constant one included.
MOST = {"states": 91, "acts": 71, "plainly": 38}
LEAST_ROWS, FOLDS, SAMPLES, SPARSE, SMALL = 15, 5, 4, 0.0018, 0.0003
# Classes that the lexicon has for other ends and that also tell whether anything is stated.
FURTHER = tuple(
    """advice-firm advice-soft against asking cause-verb certain conditional correlational differed evidence-noun
    harm-noun harm-verb increase-verb less-is-better mechanism-verb more-is-better no-difference noted-verb offer-verb
    open-modal open-word open-would power-noun reduce-verb relative-risk research-verb show-verb stayed-same went-better
    went-down went-up went-worse""".split()
)
_WIDE = (*FAMILIES, *FURTHER)
# A hedge may tell that there is a statement; it may not make it causal, or plain.
HEDGES = ("hedge-", "say-weakly", "is modal")
# What a modal changes in a verb may not tell whether one thing acts on another.
OF_VERB_FORM = ("head is VB", "is present", "is modal")


_HEAD = """about: >
  learned by benchmarks/fit_strength.py from rows that are no part of this project; how much a fact (strength_facts.py)
  speaks for yes (above 0) or no
"""


class Row(NamedTuple):
    """One row: its facts, what people read in it, the set and the fold that it is in."""

    facts: Mapping[str, Span]
    strength: int
    code: str
    of: str
    fold: int
    stance: str


def read(path: Path) -> list[Row]:
    """Read the rows of one set that are one sentence."""
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        read_in = _read_in(row["text"])
        if read_in is not None:
            facts, stance = read_in
            group = row.get("doc") or " ".join(row["text"].lower().split())
            fold = int(sha1(group.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS
            rows.append(Row(facts, row["strength"], row.get("code7", ""), path.parent.name, fold, stance))
    return rows


@cache
def _classes() -> tuple[str, ...]:
    return (*yamlfile.read(shipped.folder("lexicon") / "strength.yaml").value["classes"], *FURTHER)


@cache
def _lexicon() -> Any:
    return flow.load_lexicon(config.Config())


def _read_in(text: str) -> tuple[Mapping[str, Span], str] | None:
    """Return the facts of a text of one sentence and whether it is asserted, denied or asked."""
    reading = Reading(readers.read_text(" ".join(text.split()), path="row", format="text"), _lexicon())
    part = statement_in(reading, reading.sentences[0]) if len(reading.sentences) == 1 else None
    return (facts_of(part, _classes()), of_sentence(reading, reading.sentences[0]).stance) if part else None


def asked(rows: Sequence[Row]) -> dict[str, tuple[Bools, Bools]]:
    """Return for each question which rows it is asked of, and where the answer is yes."""
    strength, code = np.array([row.strength for row in rows]), np.array([row.code for row in rows])
    # That no effect was found states a relation, and "can cause" is no hedge of it: sets that do not say so differ.
    states, able = (strength > 0) | (code == "no_effect"), code == "can_cause"
    return {
        "states": (np.ones(len(rows), bool), states),
        "acts": (strength > 0, strength > 1),
        "plainly": (strength > 1, (strength > 2) | able),
    }


def importance(rows: Sequence[Row]) -> Floats:
    """Return what each row counts: a set by the root of its rows, a label in it by the root of its share."""
    sets, labels = Counter(row.of for row in rows), Counter((row.of, row.strength) for row in rows)
    raw = np.array([(sets[row.of] / labels[row.of, row.strength]) ** 0.5 for row in rows])
    total = {name: sum(raw[i] for i, row in enumerate(rows) if row.of == name) for name in sets}
    return np.array([raw[i] * sets[row.of] ** 0.5 / total[row.of] for i, row in enumerate(rows)])


def fit(rows: Sequence[Row]) -> Weights:
    """Return the weights that read the rows best."""
    known = Counter(fact for row in rows for fact in row.facts)
    names = sorted(name for name, count in known.items() if count >= LEAST_ROWS)
    table = np.array([[name in row.facts for name in names] for row in rows], np.float32)
    counts, found = importance(rows), {}
    for question, (which, yes) in asked(rows).items():
        # Families and FURTHER tell whether anything is stated; how it acts, and how surely, is told by finer classes.
        held = [i for i, name in enumerate(names) if question == "states" or class_of(name) not in _WIDE]
        asked_of = [names[i] for i in held]
        signs = np.array([_highest(question, name) for name in asked_of])
        part = (table[which][:, held], yes[which].astype(np.float32), counts[which].astype(np.float32))
        found[question] = _chosen(part, signs, asked_of, MOST[question] - 1)
    return found


def _highest(question: str, name: str) -> float:
    """Return the highest weight that a fact may have in a question."""
    if question == "acts" and name.startswith(OF_VERB_FORM):
        return 0.0
    # What is said with "can" is told apart by that word alone.
    free = question == "states" or (question == "plainly" and name.startswith("hedge-can"))
    return 0.0 if name.startswith(HEDGES) and not free else np.inf


def _chosen(part: Part, highest: Floats, names: list[str], most: int) -> dict[str, float]:
    """Return the weights of at most `most` facts: those that tell most in samples of the rows, refitted in steps."""
    table, yes, counts = part
    share = counts @ table / counts.sum()
    spread = np.sqrt(np.clip(share * (1 - share), 0, None))
    told = np.zeros(len(names))
    for sample in range(SAMPLES):
        rows = np.arange(len(yes)) % SAMPLES != sample
        told += np.abs(descend((table[rows], yes[rows], counts[rows]), highest, sparse=SPARSE, steps=120)[0]) * spread
    kept = np.argsort(-told)[: int(most * 1.4)]
    for left in (int(most * 1.25), int(most * 1.1), most):
        found, _ = descend((table[:, kept], yes, counts), highest[kept], small=SMALL)
        kept = kept[np.argsort(-np.abs(found) * spread[kept])[:left]]
    found, always = descend((table[:, kept], yes, counts), highest[kept], small=SMALL)
    weights = {names[kept[i]]: round(float(found[i]), 2) for i in np.argsort(-found)}
    return {ALWAYS: round(always, 2), **{name: weight for name, weight in weights.items() if weight}}


def descend(
    part: Part,
    highest: Floats,
    *,
    sparse: float = 0.0,
    small: float = 0.0,
    steps: int = 300,
    given: Floats | float = 0.0,
) -> tuple[Floats, float]:
    """Return the weights of a logistic regression (proximal gradient with momentum) and its constant.

    A part is rows by facts, whether the answer is yes, what a row counts; `highest` the most that a weight may be.
    `given` is what is known of each row before, on the scale of the logit.
    """
    table, yes, counts = part
    counts = counts / counts.sum()
    rows, facts = np.nonzero(table)
    at, always, ahead, ahead_always, pace = np.zeros(table.shape[1]), 0.0, np.zeros(table.shape[1]), 0.0, 1.0
    steep = 0.26 * np.linalg.norm((table * counts[:, None]).T @ table, 2) + small
    for _ in range(steps):
        # Few facts hold in a row: sums over those that do are many times faster than products with the table.
        score = np.bincount(rows, ahead[facts], len(yes)) + ahead_always + given
        off = (1 / (1 + np.exp(-score)) - yes) * counts
        moved = ahead - (np.bincount(facts, off[rows], len(at)) + small * ahead) / steep
        moved = np.minimum(np.sign(moved) * np.maximum(np.abs(moved) - sparse / steep, 0), highest)
        constant, faster = float(ahead_always - off.sum() / steep), (1 + (1 + 4 * pace * pace) ** 0.5) / 2
        ahead = moved + (pace - 1) / faster * (moved - at)
        ahead_always = constant + (pace - 1) / faster * (constant - always)
        at, always, pace = moved, constant, faster
    return at, always


def label(row: Row, weights: Weights) -> int:
    """Return the strength that weights read in a row, on the scale of its set."""
    chances = dict(zip(STEPS, chances_of(row.facts, weights), strict=True))
    finer = row.code != ""
    if finer and row.stance in ("denied", "asked"):
        return 0  # in the finer sets what is denied or asked states nothing, as quality.py counts it
    chances["conditional" if finer else "causal"] += chances["able"]
    return max(range(4), key=lambda step: chances[("none", "correlational", "conditional", "causal")[step]])


def macro(pairs: Iterable[tuple[int, int]]) -> float:
    """Return the macro F1 of pairs of what people and what weights read."""
    counts = Counter(pairs)
    found = []
    for step in range(4):
        both = sum(n for (is_, said), n in counts.items() if is_ == step or said == step) + counts[step, step]
        found.append(2 * counts[step, step] / max(both, 1))
    return sum(found) / 4


def main() -> None:
    """Print the figures of the folds and write the weights of all rows."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("rows", type=Path, nargs="+")
    options.add_argument("--write", type=Path)
    given = options.parse_args()
    rows = [row for path in given.rows for row in read(path)]
    said: dict[str, list[tuple[int, int]]] = {}
    for fold in range(FOLDS):
        weights = fit([row for row in rows if row.fold != fold])
        for row in rows:
            if row.fold == fold:
                said.setdefault(row.of, []).append((row.strength, label(row, weights)))
    for name, pairs in said.items():
        print(f"{name:22} {len(pairs):5} rows, macro F1 {macro(pairs):.3f}")
    if given.write:
        given.write.write_text(as_yaml(fit(rows)), encoding="utf-8")


def as_yaml(weights: Weights) -> str:
    """Return weights as the file that the linter reads."""
    lines = [_HEAD]
    for question in QUESTIONS:
        lines += [f"{question}:\n", *(f"  {fact}: {weight}\n" for fact, weight in weights[question].items())]
    return "".join(lines)


if __name__ == "__main__":
    main()
