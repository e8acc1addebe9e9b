"""Rows without their gold labels -> predictions, by the functions that the linter reads pages with.

    python benchmarks/quality.py NAME INPUTS.jsonl PREDICTIONS.jsonl [--field F] [--text-only] [--records FILE.jsonl]

Prints how many sentences a second were read on one core. A set's name selects only which fields are read and how an
answer is written: nothing is set, weighed or counted by set. Where a row tells the strength of the evidence or the
study's design, they are taken as a record's would be; `--text-only` leaves them out. `--field` asks for another
column of the same rows (`negated`, `causal_from_correlational`). `--records` holds the trials that rows name by id.
"""

from __future__ import annotations

import argparse
import json
import time
from functools import cache, partial
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimcheck import flow, readers
from claimcheck.checks import trial_lists
from claimcheck.checks.said import says
from claimcheck.checks.statement import held_against
from claimcheck.checks.trial import held_against_trials
from claimcheck.claims import claims_in, strength
from claimcheck.claims.figures import figures_in
from claimcheck.claims.outcome import same_outcome
from claimcheck.claims.reading import Reading
from claimcheck.claims.result import result_of
from claimcheck.config import config

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from claimcheck.claims.reading import Sentence
    from claimcheck.claims.scope import Scope
    from claimcheck.claims.strength import Strength
    from claimcheck.lexicon import Lexicon
    from claimcheck.rulebook.rule import Rule

    Row = Mapping[str, Any]

# Steps of the library's scale (strength.STEPS) as the sets write them: they differ in whether "can cause" is
# conditional and whether what is denied or asked states anything.
_YU = {"none": 0, "correlational": 1, "conditional": 2, "able": 3, "causal": 3}
_INSCIOUT = {**_YU, "able": 2, "denied": 0, "asked": 0}
_CAUSAL = {**_YU, "denied": 0, "asked": 0}
_LABELS = ("none", "correlational", "conditional_causal", "causal")
_RECORD = ("evidence_strength", "design")
# How much sooner two texts about one thing, or a text and its record, are taken to agree than to differ.
_AGREE = 2.0
# How sure it has to be that a text states a cause before its record is held against it.
_SURE = 0.6


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


def chances(text: str, scale: Mapping[str, int], *, states: bool = False) -> list[float]:
    """Return the chances of the levels 0 to 3 of a text's strongest sentence; `states`: something is stated."""
    reading = reading_of(text)
    read = [strength.of_sentence(reading, sentence, states=states) for sentence in reading.sentences]
    found = [_on_scale(one, scale) for one in read] or [[1.0, 0.0, 0.0, 0.0]]
    return max(found, key=lambda levels: sum(level * chance for level, chance in enumerate(levels)))


def _on_scale(read: Strength, scale: Mapping[str, int]) -> list[float]:
    levels = [0.0, 0.0, 0.0, 0.0]
    for step, chance in zip(strength.STEPS, read.chances, strict=True):
        levels[scale.get(read.stance, scale[step])] += chance
    return levels


def strength_label(row: Row, scale: Mapping[str, int] = _YU) -> str:
    """Return the published label of a text's strength."""
    levels = chances(row["text"], scale)
    return _LABELS[levels.index(max(levels))]


def insciout_label(row: Row) -> str:
    """Return the label of a text's strength on the scale of InSciOut."""
    return strength_label(row, _INSCIOUT)


def pair_label(row: Row) -> str:
    """Return whether a text exaggerates or downplays its evidence, whose strength is given or read."""
    text, given = chances(row["text"], _INSCIOUT, states=True), row.get("evidence_strength")
    evidence = chances(row["evidence"], _INSCIOUT, states=True) if given is None else [given == i for i in range(4)]
    joint = [(i - j, one * other) for i, one in enumerate(text) for j, other in enumerate(evidence)]
    same = _AGREE * sum(chance for more, chance in joint if more == 0)
    above, below = sum(c for more, c in joint if more > 0), sum(c for more, c in joint if more < 0)
    return "same" if same >= max(above, below) else "exaggerates" if above > below else "downplays"


def causal_on_correlational(row: Row) -> bool:
    """Return whether a text states as cause, or that it can be one, what its study could only correlate."""
    text, given = chances(row["text"], _CAUSAL, states=True), row.get("evidence_strength")
    levels = [chance * (_AGREE if level == given else 1.0) for level, chance in enumerate(text)]
    return row.get("design") == "correlational" and levels[3] > _SURE * sum(levels)


def has(row: Row, *classes: str) -> bool:
    """Return whether a phrase of one of the lexicon's classes stands in a row's text."""
    reading = reading_of(row["text"])
    return any(reading.spans(sentence, name) for sentence in reading.sentences for name in classes)


def scopes_of(reading: Reading) -> list[Scope]:
    """Return what words deny, hedge or ask in a row, each with the words that it covers."""
    return [scope for sentence in reading.sentences for scope in reading.scopes(sentence)]


def speculative(row: Row) -> str:
    """Return whether a sentence speculates: something in it is left open or asked."""
    kinds = {scope.kind for scope in scopes_of(reading_of(row["text"]))}
    return "speculative" if kinds & {"speculation", "question"} else "factual"


def negated(row: Row) -> bool:
    """Return whether anything in a sentence is denied outright."""
    return any(scope.by in ("denial", "no-longer") for scope in scopes_of(reading_of(row["text"])))


def target_label(row: Row) -> str:
    """Return whether the finding that a row names, written there in capitals, is denied by words outside of it."""
    text, target = " ".join(row["text"].split()), " ".join(row["target"].split())
    start = max(text.rfind(target.upper()), 0)
    end = start + len(target)
    reading = reading_of(text[:start] + target + text[end:])
    denied = [s for s in scopes_of(reading) if s.kind == "negation" and not start <= s.cue.start < end]
    return "Negated" if any(s.span.start < end and start < s.span.end for s in denied) else "Affirmed"


def advice_label(row: Row) -> str:
    """Return how strongly a sentence advises; to call for more research is no advice."""
    if has(row, "none-call"):
        return "no_advice"
    firm = has(row, "advice-firm")
    return "strong_advice" if firm else "weak_advice" if has(row, "advice-soft") else "no_advice"


def certainty(row: Row) -> float:
    """Return how certain a sentence is, from 1 to 6: each word that leaves something open takes the same from it."""
    left_open = sum(scope.kind in ("speculation", "question") for scope in scopes_of(reading_of(row["text"])))
    return 5 - 0.7 * min(left_open + has(row, "conditional"), 3)


def puffery(row: Row) -> str:
    """Return whether a sentence praises without substance."""
    return "puffery" if has(row, "hype", "superlative", "acclaim") else "neutral"


def direction_label(row: Row) -> str:
    """Return what a result says of an outcome under an intervention against its comparator."""
    way = result_of(reading_of(row["evidence"]), row["outcome"], row["intervention"], row["comparator"])
    if way == "same":
        return "no significant difference"
    return "significantly decreased" if way == "down" else "significantly increased"


def cure_label(row: Row) -> str:
    """Return whether a post says that something helps or harms somebody's health."""
    claims = claims_in(reading_of(row["text"]).document, words())
    effects = [c for c in claims if {"effect", "mechanism"} & set(c.kinds) and c.direction != "none"]
    return "cure_claim" if effects else "not_cure_claim"


def worth_checking(row: Row) -> str:
    """Return whether a statement is worth checking: most where a treatment that is no accepted care is said to work."""
    claims = [c for c in claims_in(reading_of(row["text"]).document, words()) if c.role != "established"]
    claims = [c for c in claims if c.stance in ("asserted", "attributed", "quoted")]
    works = [c for c in claims if "effect" in c.kinds and c.direction == "benefit" and c.ids("treatment")]
    if any(c.strength in ("causal", "certain") for c in works):
        return "worth checking"
    return "may be worth checking" if claims else "not worth checking"


# The rule of a whole page that asks for the words of a criterion.
_ASKED_BY = {"alternatives": "alternatives-absent", "availability": "availability-unsaid"}
# Classes of words that count against a criterion.
_AGAINST = {"novelty": ("novelty", "hype"), "disease_mongering": ("fear", "desperation")}
# So many different words of praise or fright, or so many shares, are no slip.
_OFTEN = 3
# So many sentences on the design of a study, on whom it compared, on its limits and on what has to follow tell what it
# can carry.
_TELLING = 7
# Praise that nothing weighs: a word of hype counts four; a sentence on feeling or newness, and one in which something
# is stopped or destroyed, two; one on parts of the body, for a laboratory's result is told by them, one.
_STOPPING, _PARTS = ("arrest-verb", "destroy-verb"), "bodily-thing"
# A sentence on design, limits or what has to follow takes two, one on whom a study compared one.
_WEIGHS = ("design-told", "limits-told", "call-for-study")
_PRAISE = 10


@cache
def rules() -> Mapping[str, Rule]:
    """Return the shipped rules by name."""
    return {rule.name: rule for rule in flow.load(config.Config()).rules}


def _different(reading: Reading, *classes: str) -> int:
    """Return how many different phrases of the lexicon's classes stand in a text."""
    spans = [span for one in reading.sentences for name in classes for span in reading.spans(one, name)]
    return len({reading.document.text[span.start : span.end].lower() for span in spans})


def _holding(reading: Reading, *classes: str) -> list[Sentence]:
    """Return the sentences in which a phrase of one of the lexicon's classes stands."""
    return [one for one in reading.sentences if any(reading.spans(one, name) for name in classes)]


def tells_price(reading: Reading) -> bool:
    """Return whether a sum stands beside a word of cost or of who pays, and is no grant."""
    priced = [one for one in _holding(reading, "cost-word", "payer-word") if not reading.spans(one, "grant-word")]
    return any(figure.unit == "money" for one in priced for figure in figures_in(reading, one))


def tells_harms(reading: Reading) -> bool:
    """Return whether harms are told with a figure."""
    return any(figures_in(reading, one) for one in _holding(reading, "adverse-word"))


def tells_benefits(reading: Reading) -> bool:
    """Return whether shares are given, and more than those of one group."""
    shares = [f for one in reading.sentences for f in figures_in(reading, one) if f.unit in ("percent", "points")]
    return len(shares) >= _OFTEN


def tells_evidence(reading: Reading) -> bool:
    """Return whether a text says how a study was made, what limits it and what has to follow."""
    told = (*_WEIGHS, "comparator", "weighing")
    return sum(len(_holding(reading, name)) for name in told) >= _TELLING


def keeps_measure(reading: Reading) -> bool:
    """Return whether a text praises little, or weighs its praise by what was done and what limits it."""
    told = 2 * sum(len(_holding(reading, name)) for name in ("eager", *_STOPPING))
    praise = 4 * _different(reading, "hype") + told + len(_holding(reading, _PARTS))
    weight = 2 * sum(len(_holding(reading, name)) for name in _WEIGHS) + len(_holding(reading, "comparator"))
    return praise - weight < _PRAISE


_TOLD: Mapping[str, Callable[[Reading], bool]] = {
    "costs": tells_price,
    "harms": tells_harms,
    "benefits": tells_benefits,
    "evidence_quality": tells_evidence,
    "sensational_language": keeps_measure,
    "funding_conflicts": lambda reading: bool(_holding(reading, "funder")),
}


CRITERIA = (*_TOLD, *_ASKED_BY, *_AGAINST)


def criterion(name: str, row: Row) -> str:
    """Return whether a release meets a reviewers' criterion: what it asks for is told, or little stands against it."""
    reading = reading_of(row["text"])
    if name in _AGAINST:
        met = _different(reading, *_AGAINST[name]) < _OFTEN
    elif name in _TOLD:
        met = _TOLD[name](reading)
    else:
        asked = rules()[_ASKED_BY[name]].require
        met = asked is not None and says(reading, reading.sentences, asked.words) is not None
    return "Satisfactory" if met else "Not Satisfactory"


def cite_label(row: Row) -> str:
    """Return whether a sentence leans on studies or figures, or states an effect as known: its writer owes a source."""
    reading = reading_of(row["text"])
    figures = any(figures_in(reading, sentence) for sentence in reading.sentences)
    leaning = ("known-before", "study-noun", "evidence-noun", "statistics-word")
    return "cite" if figures or has(row, *leaning) else "no_cite"


def outcome_label(row: Row) -> str:
    """Return whether two outcomes are the same."""
    return "same" if same_outcome(row["text"], row["evidence"], words()) else "different"


def verdict_label(row: Row, supported: str, contradicted: str, silent: str = "") -> str:
    """Return what a row's evidence says of its statement, as the set writes it; without `silent` it says something."""
    statement, evidence = (reading_of(unescape(row[key])) for key in ("text", "evidence"))
    verdict = held_against(statement, evidence, on_it=not silent)
    return {"supported": supported, "contradicted": contradicted, "silent": silent}[verdict.says]


RECORDS: dict[str, Row] = {}
_SECTIONS = {
    "Intervention": ("intervention", trial_lists.interventions),
    "Eligibility": ("eligibility", trial_lists.criteria),
    "Results": ("results", trial_lists.outcome_results),
    "Adverse Events": ("adverse_events", trial_lists.adverse_events),
}


def trial_label(row: Row) -> str:
    """Return what a section of one trial, or of two, says of a statement; what it does not speak against follows."""
    field, read = _SECTIONS[row["section"]]
    names = [name for name in ("primary", "secondary") if row.get(name)]
    trials = [read(RECORDS[row[name]][field]) for name in names]
    verdict = held_against_trials(row["text"], trials, names, words())
    return "Contradiction" if verdict.says == "contradicted" else "Entailment"


# A name selects which fields are read and how the answer is written, nothing else; `bioscope:negated` is a second
# column of the same rows.
SETS: Mapping[str, Callable[[Row], str | float | bool]] = {
    "yu_pubmed_strength": strength_label,
    "yu_eureka_strength": strength_label,
    "insciout_statements": insciout_label,
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
    "outcome_similarity": outcome_label,
    "check_covid": partial(verdict_label, supported="SUPPORT", contradicted="REFUTE", silent="NEI"),
    "healthver": partial(verdict_label, supported="Supports", contradicted="Refutes", silent="Neutral"),
    "scifact_rte": partial(verdict_label, supported="SUPPORT", contradicted="CONTRADICT"),
    "nli4ct": trial_label,
    "cwcure": cure_label,
    "fullfact_health": worth_checking,
    "pmc_citeworth": cite_label,
    **{f"healthnewsreview_release:criteria.{name}": partial(criterion, name) for name in CRITERIA},
}


def rows_of(path: Path) -> list[Row]:
    """Return the rows of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def main() -> None:
    """Write a prediction for each row of a set and print the speed."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("name", choices=sorted({name.partition(":")[0] for name in SETS}))
    options.add_argument("inputs", type=Path)
    options.add_argument("predictions", type=Path)
    options.add_argument("--field", default="")
    options.add_argument("--text-only", action="store_true")
    options.add_argument("--records", type=Path)
    given = options.parse_args()
    rows = rows_of(given.inputs)
    RECORDS.update({row["id"]: row for row in rows_of(given.records)} if given.records else {})
    left_out = _RECORD if given.text_only else ()
    predict, start = SETS[f"{given.name}:{given.field}" if given.field else given.name], time.process_time()
    with given.predictions.open("w", encoding="utf-8") as out:
        for row in rows:
            known = {key: value for key, value in row.items() if key not in left_out}
            out.write(json.dumps({"id": row["id"], "pred": predict(known)}) + "\n")
    took = time.process_time() - start
    read = sum(len(reading.sentences) for reading in READ.values())
    speed = 1 / max(took, 1e-9)
    print(
        f"{len(rows)} rows, {len(rows) * speed:.0f} a second on one core; {read} sentences, {read * speed:.0f} a second"
    )


if __name__ == "__main__":
    main()
