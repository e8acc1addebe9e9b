"""What records rest on and where they send a reader; words that a record asks for; what memory can carry."""

from __future__ import annotations

from dataclasses import replace
from inspect import cleandoc
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

import made
from claimcheck import flow
from claimcheck.patterns.pattern import Line
from claimcheck.words import words_in
from test_records_linking import OWN

if TYPE_CHECKING:
    from claimcheck.flow import House
    from claimcheck.records.record import Record

AS_OF = "2026-11-24"
# Whose pages a reader is sent to. A reprint or a database of papers may be what was opened; it is no source.
PAGES_OF = {
    "academic.oup.com": "journal",
    "n.neurology.org": "journal",
    "thejns.org": "journal",
    "www.cell.com": "journal",
    "www.dovepress.com": "journal",
    "www.thelancet.com": "journal",
    "pmc.ncbi.nlm.nih.gov": "PubMed Central",
    "clinicaltrials.gov": "registry",
    "clinicaltrials.stanford.edu": "university",
    "eprints.gla.ac.uk": "university",
    "scholars.duke.edu": "university",
    "www.cirm.ca.gov": "sponsor",
    "www.sumitomo-pharma.com": "sponsor",
    "www.fda.gov": "regulator",
    "ag.ny.gov": "regulator",
    "apps.who.int": "authority",
    "consumer.ftc.gov": "regulator",
    "doi.org": "journal",
    "eur-lex.europa.eu": "regulator",
    "laws-lois.justice.gc.ca": "regulator",
    "le.utah.gov": "regulator",
    "leginfo.legislature.ca.gov": "regulator",
    "tnslaim.tn.gov.in": "regulator",
    "uscode.house.gov": "regulator",
    "www.asa.org.uk": "regulator",
    "www.canada.ca": "regulator",
    "www.ecfr.gov": "regulator",
    "www.finra.org": "regulator",
    "www.ftc.gov": "regulator",
    "www.handbook.fca.org.uk": "regulator",
    "www.healthnewsreview.org": "authority",
    "www.icmje.org": "authority",
    "www.law.cornell.edu": "university",
    "www.legislation.gov.au": "regulator",
    "www.legislation.gov.uk": "regulator",
    "www.sec.gov": "regulator",
    "www.tga.gov.au": "regulator",
    "www5.austlii.edu.au": "university",
}


def links_of(record: Record) -> list[str]:
    """Return the links that a reader is given for a record."""
    papers = [publication.get("link") for publication in record.data.get("publications") or ()]
    return [link for link in (record.data.get("link"), *(record.data.get("sources") or ()), *papers) if link]


def test_readers_are_sent_to_regulators_journals_sponsors_registries_and_universities_only(house: House) -> None:
    links = [(record.id, urlsplit(link).netloc) for record in house.records.values() for link in links_of(record)]

    assert [(name, host) for name, host in links if host not in PAGES_OF] == []


def test_every_trial_is_found_by_a_registry_id_or_a_paper(house: House) -> None:
    trials = [record for record in house.records.values() if record.kind == "trial"]

    assert [record.id for record in trials if not record.identifiers] == []


# Words near a study that say something else than its result.
BESIDE_THE_POINT = [
    ("treasure", "primary-not-met", "The trial did not show any allergic reaction."),
    ("ibis", "primary-not-met", "The cells did not show up in the scan."),
    ("masters", "primary-not-met", "Safety tests did not show infections."),
    ("starting-2", "primary-not-met", "The cells were not associated with fever."),
    ("sb623-actissima", "primary-not-met", "Nobody failed to show up for the visit."),
    ("tacrolimus-label", "boxed-warning", "Tacrolimus is used after a kidney transplant."),
]
TO_THE_POINT = [
    ("treasure", "primary-not-met", "TREASURE did not show that the cells improve recovery."),
    ("treasure", "primary-not-met", "It missed its main goal."),
    ("ibis", "primary-not-met", "IBIS found no significant difference."),
    ("masters", "primary-not-met", "MultiStem was no better than placebo."),
    ("masters", "primary-not-met", "The study failed to demonstrate any benefit."),
    ("starting-2", "primary-not-met", "The cells did not improve the score."),
    ("sb623-actissima", "primary-not-met", "SB623 did not improve motor function."),
    ("tacrolimus-label", "boxed-warning", "It can lead to kidney damage."),
]


def words_for(record: Record, asked: str, sentence: str) -> list[str]:
    """Return the patterns of what a record asks for that a sentence meets."""
    patterns = next(must.words for must in record.must_say if must.id == asked)
    return [pattern.text for pattern in patterns if pattern.matches(Line(words_in(sentence)))]


@pytest.mark.parametrize(("name", "asked", "sentence"), BESIDE_THE_POINT)
def test_words_beside_the_point_are_not_taken_for_the_result(
    name: str, asked: str, sentence: str, house: House
) -> None:
    assert words_for(house.records[name], asked, sentence) == []


@pytest.mark.parametrize(("name", "asked", "sentence"), TO_THE_POINT)
def test_plain_words_for_the_result_are_taken_for_it(name: str, asked: str, sentence: str, house: House) -> None:
    assert words_for(house.records[name], asked, sentence) != []


def forgotten(value: Any) -> Any:
    """Return a part of a record as if no text had been opened for it."""
    if isinstance(value, list):
        return [forgotten(item) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {key: forgotten(part) for key, part in value.items() if key not in ("basis", "from")}
    return {**kept, "from": "memory"} if "basis" in value or "from" in value else kept


@pytest.fixture(scope="module")
def house_from_memory(house: House) -> House:
    """Return the house with records of which every field is from memory."""
    studies = {r.id: replace(r, data=forgotten({**r.data, "from": "memory"})) for r in house.records.values()}
    authorities = {r.id: r for r in house.records.values() if r.kind == "authority"}
    settings = replace(house.config.settings, severities={rule.name: "error" for rule in house.rules if rule.compare})
    return replace(house, records={**studies, **authorities}, config=replace(house.config, settings=settings))


@pytest.mark.parametrize("name", OWN)
def test_what_rests_on_memory_is_a_warning_at_most_and_says_so(
    name: str, house: House, house_from_memory: House
) -> None:
    own = cleandoc(OWN[name])
    study = house.records[name].shown
    praise = f"{study} proved that these cells cure stroke: for ten years all patients moved 30 points better."
    page = f"{own}\n\nThe results prove that our cells heal.\n\n{praise}\n\nWe offer these cells. Book now!\n"
    document = made.page(page)
    found = [f for f in flow.check_document(document, house_from_memory, AS_OF).findings if f.records]

    assert [f.message for f in found if f.severity == "error"] == []
    assert [f.message for f in found if not f.message.endswith(" (our record is not verified)")] == []


def test_the_same_pages_carry_errors_where_a_text_was_opened(house: House) -> None:
    page = "# Cells for stroke\n\nTREASURE showed that our cells restore motor function. Book now!\n"
    document = made.page(page)
    found = flow.check_document(document, house, AS_OF).findings

    assert [(f.rule, f.severity, f.also) for f in found if f.records] == [
        ("endpoint-not-met", "error", ("programme-ended", "sponsor-unsaid", "symptom-benefit")),
    ]
