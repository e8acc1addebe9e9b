"""Registrations: statements of our own on invented lists, class by class, each told as it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from claimcheck.checks import trial_lists
from claimcheck.checks.trial import held_against_trials

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimcheck.lexicon import Lexicon

FILE = Path(__file__).parent / "registrations" / "statements.yaml"
GIVEN: Mapping[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
READ = {
    "criteria": trial_lists.criteria,
    "interventions": trial_lists.interventions,
    "events": trial_lists.adverse_events,
    "results": trial_lists.outcome_results,
}


def is_against(statement: str, asked: Mapping[str, Any], lexicon: Lexicon) -> bool:
    section = asked["section"]
    trials = [READ[section](GIVEN["trials"][name][section].splitlines()) for name in asked["trials"]]
    names = ("primary", "secondary")[: len(trials)]
    return held_against_trials(statement, trials, names, lexicon).says == "contradicted"


@pytest.mark.parametrize("asked", GIVEN["statements"], ids=lambda asked: f"{asked['what']}, {asked['trials'][0]}")
def test_a_statement_is_contradicted_just_where_the_lists_say_otherwise(
    asked: Mapping[str, Any], lexicon: Lexicon
) -> None:
    assert [said for said in asked.get("so") or () if is_against(said, asked, lexicon)] == []
    assert [said for said in asked.get("not_so") or () if not is_against(said, asked, lexicon)] == []


def test_what_is_not_read_yet_is_told_as_such(lexicon: Lexicon) -> None:
    """One that comes to be read goes up to the others in the file."""
    read = [
        said
        for asked in GIVEN["statements"]
        for one in asked.get("not_read") or ()
        for truth, said in one.items()
        if is_against(said, asked, lexicon) is (truth == "not_so")
    ]

    assert read == []
