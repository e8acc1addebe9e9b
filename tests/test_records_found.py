"""What a sentence tells of a record by: name, title, citation, hints, author and year; and what is left open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import made
from claimcheck import flow
from claimcheck.checks.link import Linker
from claimcheck.claims.reading import Reading
from claimcheck.config import config
from claimcheck.outputs import _explain, json
from claimcheck.records import record

if TYPE_CHECKING:
    from pathlib import Path

    from claimcheck.flow import House
    from claimcheck.lexicon import Lexicon
    from claimcheck.records.record import Record

LAMPS = {
    "aurora": """
        title: 'Evening light for the arm after a stroke: a trial'
        names: [=AURORA, EudraCT 2010-012345-10]
        publications:
          - {type: article, author: Lindquist, journal: Journal of Lamps, date: 2021-05-03, doi: 10.1000/aurora}
        design: {phase: '2', from: memory}
        population: {condition: stroke, from: memory}
        intervention: {product: Moonlamp, from: memory}
    """,
    "beacon": """
        title: Beacons
        publications: [{type: article, author: Lindquist, date: '2023', pmid: '12345678', journal: Beacon Weekly}]
        population: {condition: stroke, from: memory}
        intervention: {product: Sunlamp, from: memory}
    """,
    "candle": """
        title: Candles
        names: [Candle Study]
        publications: [{type: article, author: Lindquist, date: '2023', journal: Journal of Lamps}]
        population: {condition: stroke, from: memory}
        intervention: {product: Sunlamp, from: memory}
    """,
    "dawn": """
        title: Dawn, first cut
        names: [=DAWN]
        population: {condition: stroke, from: memory}
    """,
    "dawn-two": """
        title: Dawn, second cut
        names: [=DAWN]
        population: {condition: stroke, from: memory}
        relations: {supersedes: [dawn]}
    """,
    "ember": """
        title: Ember at a year
        names: [=EMBER]
        relations: {same_trial_as: [ember-two]}
    """,
    "ember-two": """
        title: Ember at two years
        names: [=EMBER]
    """,
}


@pytest.fixture(scope="module")
def lamps(tmp_path_factory: pytest.TempPathFactory, lexicon: Lexicon) -> dict[str, Record]:
    """Return records of invented trials of lamps."""
    folder = tmp_path_factory.mktemp("lamps")
    for name, text in LAMPS.items():
        lines = [line.removeprefix("        ") for line in text.strip("\n").splitlines()]
        (folder / f"{name}.yaml").write_text("\n".join([f"id: {name}", "kind: trial", "fictional: true", *lines]))
    return dict(record.library([folder], lexicon))


def read(words: str, lexicon: Lexicon) -> Reading:
    return Reading(made.page(words + "\n"), lexicon)


@pytest.mark.parametrize(
    ("words", "told", "alike"),
    [
        ("AURORA helped.", ["aurora"], []),
        ("“Evening light for the arm after a stroke” was published.", ["aurora"], []),
        ("Evening light is for the arm.", [], []),
        ("See EudraCT number 2010-012345-10.", ["aurora"], []),
        ("See https://www.clinicaltrialsregister.eu/ctr-search/trial/2010-012345-10/GB now.", ["aurora"], []),
        ("See [this](https://doi.org/10.1000/AURORA).", ["aurora"], []),
        ("See doi:10.1000/aurora.", ["aurora"], []),
        ("Lindquist et al. (2021) saw better arms after stroke.", ["aurora"], []),
        ("In 2021, Lindquist and her colleagues treated stroke.", ["aurora"], []),
        ("Lindquist's trial of 2021 was on stroke.", ["aurora"], []),
        ("Lindquist saw better arms after stroke.", [], []),
        ("Lindquist et al. (2022) saw better arms after stroke.", [], []),
        ("Lindquist et al. (2021) saw better skin in eczema.", [], []),
        ("Lindquist et al. (2023) saw better arms after stroke.", [], ["beacon", "candle"]),
        ("Lindquist et al. (2023), in the Candle Study, saw better arms after stroke.", ["candle"], []),
        ("Moonlamp, says the Journal of Lamps, helps after stroke.", ["aurora"], []),
        ("Moonlamp helps after stroke.", [], []),
        ("In a phase 2 trial Moonlamp helped after stroke.", ["aurora"], []),
        ("Lindquist says that Sunlamp helps after stroke.", [], ["beacon", "candle"]),
        ("Lindquist says in Beacon Weekly that Sunlamp helps after stroke.", ["beacon"], []),
        ("DAWN helped.", ["dawn-two"], []),
        ("EMBER helped.", ["ember", "ember-two"], []),
    ],
)
def test_a_sentence_tells_of_one_trial_or_of_several_that_fit_alike(
    words: str, told: list[str], alike: list[str], lamps: dict[str, Record], lexicon: Lexicon
) -> None:
    reading = read(words, lexicon)
    found = Linker(lamps).on(reading).fits(reading.sentences[0])

    assert (sorted(found.told), sorted(found.alike)) == (told, alike)


def test_what_is_left_open_is_said_and_none_is_taken(lamps: dict[str, Record], house: House, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Lamps\n\nLindquist et al. (2023) found that our lamp improved movement after stroke.\n")
    own = flow.House(config.Config(), house.lexicon, (), lamps)
    outcome = flow.check_files([(page, "page.md")], own, "2026-11-24")
    [claim] = [claim for claim in outcome.reports[0].claims if claim.alike]

    assert (claim.records, claim.alike) == ((), ("beacon", "candle"))
    assert "fit alike  beacon, candle; none is taken: name the study, or cite it" in _explain.claims_on(
        outcome.reports[0], 3
    )
    written = json.as_mapping(outcome)["reports"][0]["claims"]
    assert [one["alike"] for one in written if one["alike"]] == [["beacon", "candle"]]
