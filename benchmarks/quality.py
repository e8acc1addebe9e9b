"""Rows without their gold labels -> predictions, by the functions that the linter reads pages with.

    python benchmarks/quality.py NAME INPUTS.jsonl PREDICTIONS.jsonl [--field FIELD] [--text-only]

Prints how many sentences a second were read on one core. A set's name selects only which fields are read and how an
answer is written: nothing is set, weighed or counted by set. Where a row tells the strength of the evidence or the
study's design, they are taken as a record's would be; `--text-only` leaves them out. `--field` asks for another
column of the same rows (`negated`, `causal_from_correlational`).
"""

from __future__ import annotations

import argparse
import json
import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimcheck import config, flow, readers
from claimcheck.claims import claims_in, strength
from claimcheck.claims.cues import Part
from claimcheck.claims.reading import Reading
from claimcheck.claims.stance import stance_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from claimcheck.lexicon import Lexicon

    Row = Mapping[str, Any]

_LEVELS = {"none": 0, "correlational": 1, "conditional": 2, "causal": 3, "certain": 3}
_LABELS = ("none", "correlational", "conditional_causal", "causal")
_RECORD = ("evidence_strength", "design")


@cache
def words() -> Lexicon:
    """Return the shipped lexicon, read once."""
    return flow.load_lexicon(config.Config())


READ: dict[str, Reading] = {}


def reading_of(text: str) -> Reading:
    """Return a row's text, one paragraph, as the linter reads it; each text is read once."""
    if text not in READ:
        READ[text] = Reading(readers.read_text(" ".join(text.split()), path="row", format="text"), words())
    return READ[text]


def level_of(text: str) -> int:
    """Return the strength of a text on the published scale from 0 to 3: of its strongest sentence."""
    reading = reading_of(text)
    return max((_LEVELS[strength.of_sentence(reading, s).level] for s in reading.sentences), default=0)


def strength_label(row: Row) -> str:
    """Return the published label of a text's strength."""
    return _LABELS[level_of(row["text"])]


def pair_label(row: Row) -> str:
    """Return whether a text exaggerates or downplays its evidence, whose strength is given or read."""
    text, evidence = level_of(row["text"]), row.get("evidence_strength")
    evidence = level_of(row["evidence"]) if evidence is None else evidence
    return "same" if text == evidence else "exaggerates" if text > evidence else "downplays"


def causal_on_correlational(row: Row) -> bool:
    """Return whether a text states as cause what its study could only correlate."""
    return row.get("design") == "correlational" and level_of(row["text"]) == _LEVELS["causal"]


def has(row: Row, *classes: str) -> bool:
    """Return whether a phrase of one of the lexicon's classes stands in a row's text."""
    reading = reading_of(row["text"])
    return any(reading.spans(sentence, name) for sentence in reading.sentences for name in classes)


def stances(row: Row) -> frozenset[str]:
    """Return the stances of a row's clauses."""
    reading = reading_of(row["text"])
    parts = [Part(reading, s, clause) for s in reading.sentences for clause in reading.clauses[s.position]]
    return frozenset(stance_of(part)[0] for part in parts)


def speculative(row: Row) -> str:
    """Return whether a sentence speculates."""
    return "speculative" if has(row, "conditional") else "factual"


def negated(row: Row) -> bool:
    """Return whether anything in a sentence is denied."""
    return "denied" in stances(row)


def target_label(row: Row) -> str:
    """Return whether the finding that a row names is denied."""
    return "Negated" if "denied" in stances(row) else "Affirmed"


def advice_label(row: Row) -> str:
    """Return how strongly a sentence advises."""
    return (
        ("weak_advice" if has(row, "conditional") else "strong_advice") if has(row, "recommend-verb") else "no_advice"
    )


def certainty(row: Row) -> float:
    """Return how certain a sentence is, from 1 to 6."""
    return 3.0 if has(row, "conditional") else 5.0


def puffery(row: Row) -> str:
    """Return whether a sentence praises without substance."""
    return "puffery" if has(row, "hype", "superlative") else "neutral"


def direction_label(row: Row) -> str:
    """Return what a result says of an outcome under an intervention against its comparator."""
    evidence = {"text": row["evidence"]}
    if has(evidence, "no-difference"):
        return "no significant difference"
    return "significantly decreased" if has(evidence, "reduce-verb") else "significantly increased"


def cure_label(row: Row) -> str:
    """Return whether a post says that something cures."""
    return "cure_claim" if has(row, "cure-verb") else "not_cure_claim"


def worth_checking(row: Row) -> str:
    """Return whether a statement is worth checking."""
    return "may be worth checking" if claims_in(reading_of(row["text"]).document, words()) else "not worth checking"


# A name selects which fields are read and how the answer is written, nothing else; `bioscope:negated` is a second
# column of the same rows.
SETS: Mapping[str, Callable[[Row], str | float | bool]] = {
    "yu_pubmed_strength": strength_label,
    "yu_eureka_strength": strength_label,
    "insciout_statements": strength_label,
    "insciout_pairs": pair_label,
    "insciout_full_pairs": pair_label,
    "insciout_full_pairs:causal_from_correlational": causal_on_correlational,
    "bioscope": speculative,
    "bioscope:negated": negated,
    "negex_chapman": target_label,
    "health_advice": advice_label,
    "certainty_pei": certainty,
    "wiki_puffery": puffery,
    "evinf_v2": direction_label,
    "cwcure": cure_label,
    "fullfact_health": worth_checking,
}


def main() -> None:
    """Write a prediction for each row of a set and print the speed."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("name", choices=sorted(SETS))
    options.add_argument("inputs", type=Path)
    options.add_argument("predictions", type=Path)
    options.add_argument("--field", default="")
    options.add_argument("--text-only", action="store_true")
    given = options.parse_args()
    rows = [json.loads(line) for line in given.inputs.read_text(encoding="utf-8").splitlines() if line.strip()]
    left_out = _RECORD if given.text_only else ()
    predict, start = SETS[f"{given.name}:{given.field}" if given.field else given.name], time.process_time()
    with given.predictions.open("w", encoding="utf-8") as out:
        for row in rows:
            known = {key: value for key, value in row.items() if key not in left_out}
            out.write(json.dumps({"id": row["id"], "pred": predict(known)}) + "\n")
    took = time.process_time() - start
    read = sum(len(reading.sentences) for reading in READ.values())
    print(f"{len(rows)} rows, {read} sentences, {read / max(took, 1e-9):.0f} sentences a second on one core")


if __name__ == "__main__":
    main()
