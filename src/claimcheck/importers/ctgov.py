"""ClinicalTrials.gov API v2 JSON -> drafts: one study, a list, or a page of them; with results and without."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from claimcheck.importers import _ctgov_outcomes, _ctgov_protocol, _ctgov_safety
from claimcheck.importers._draft import Draft, LeftOut, filled, pmid_in, registered_in, written_date
from claimcheck.importers._source import Lines, at, listed, texts, words_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimcheck.errors import UserError
    from claimcheck.importers._source import Source

WORDS = "ClinicalTrials.gov JSON (API version 2)"

_BASIS = "registry"


def recognises(head: str) -> bool:
    """Return whether a file that begins so holds studies of ClinicalTrials.gov."""
    return head.lstrip("\ufeff \t\r\n")[:1] in ("{", "[") and '"protocolSection"' in head


def entries(source: Source) -> Iterator[Draft | LeftOut | UserError]:
    """Yield a draft for each study."""
    value = source.json()
    studies = value.get("studies", [value]) if isinstance(value, dict) else value
    if not isinstance(studies, list):
        raise source.fault("has “studies” that are no list", remedy="export it again")
    lines = Lines(source.text)
    for number, study in enumerate(studies, 1):
        ids = registered_in(words_at(study, "protocolSection.identificationModule.nctId"))
        if len(ids) != 1:
            yield source.fault(f"study {number} has no nctId", remedy="export it again, with all fields")
            continue
        yield replace(_draft(study, ids[0], number, source), line=lines.of(f'"{ids[0]}"'))


def _draft(study: dict[str, Any], nct: str, number: int, source: Source) -> Draft:
    protocol = at(study, "protocolSection")
    outcomes, figures = _ctgov_outcomes.read(study, source.lexicon, _BASIS)
    safety, harms = _ctgov_safety.read(study, _BASIS)
    link = f"https://clinicaltrials.gov/study/{nct}"
    titles = ("identificationModule.officialTitle", "identificationModule.briefTitle")
    retracted = _retracted(protocol)
    data = filled(
        kind="trial",
        title=next((words for path in titles if (words := words_at(protocol, path))), nct),
        names=_names(protocol),
        hints=_hints(protocol),
        registry=nct,
        publications=_publications(study, link),
        programme=_ctgov_protocol.programme(protocol, _BASIS),
        design=_ctgov_protocol.design(protocol, source.lexicon, _BASIS),
        population=_ctgov_protocol.population(study, source.lexicon, _BASIS),
        intervention=_ctgov_protocol.intervention(protocol, source.lexicon, _BASIS),
        outcomes=outcomes,
        figures=[*figures, *harms],
        safety=safety,
        funding=_ctgov_protocol.funding(protocol, _BASIS),
        standing="retracted" if retracted else None,
        standing_basis=_BASIS if retracted else None,
        as_of=written_date(words_at(protocol, "statusModule.lastUpdatePostDateStruct.date")),
        sources=[link],
    )
    basis = _basis(study, nct, number, source, data)
    return Draft(nct.lower(), data, basis, remarks=_remarks(study, data))


def _basis(study: Any, nct: str, number: int, source: Source, data: dict[str, Any]) -> dict[str, Any]:
    has_results = bool(at(study, "resultsSection"))
    version = words_at(study, "derivedSection.miscInfoModule.versionHolder")
    retracted = _retracted(at(study, "protocolSection"))
    said = [
        f"status {words_at(study, 'protocolSection.statusModule.overallStatus') or 'not given'}",
        f"{len(data.get('outcomes', ()))} outcomes and {len(data.get('figures', ()))} figures"
        if has_results
        else f"{len(data.get('outcomes', ()))} outcomes as planned, no results",
        *([f"retracted, by its list of references: {', '.join(retracted)}"] if retracted else []),
    ]
    return {
        "id": _BASIS,
        "source": f"registry:{nct}",
        "where": f"{source.name}, study {number}, {'protocol and results' if has_results else 'protocol'}"
        + (f", data of {version}" if version else ""),
        "kind": "registry",
        "read_on": source.read_on,
        "says": "; ".join(said),
    }


def _names(protocol: Any) -> list[str]:
    """Return names by which the study is told alone: its acronym is often a word, and a word alone is no name."""
    acronym = words_at(protocol, "identificationModule.acronym")
    known = any(letter.isalpha() for letter in acronym)
    return [f"={acronym} trial", f"={acronym} study"] if known else []


def _hints(protocol: Any) -> list[str]:
    acronym = words_at(protocol, "identificationModule.acronym")
    products = [product for product in _ctgov_protocol.products(protocol) if len(product) < 60]
    sponsor = words_at(protocol, "sponsorCollaboratorsModule.leadSponsor.name")
    given = [f"={acronym}" if acronym else "", *products[:5], sponsor]
    return list(dict.fromkeys(hint for hint in given if hint))


def _publications(study: Any, link: str) -> list[dict[str, Any]]:
    posted = written_date(words_at(study, "protocolSection.statusModule.resultsFirstPostDateStruct.date"))
    own = filled(type="registry-results", date=posted, link=link, basis=_BASIS)
    ids = (pmid_in(words_at(reference, "pmid")) for reference in _results(at(study, "protocolSection")))
    articles = [{"type": "article", "pmid": pmid, "basis": _BASIS} for pmid in dict.fromkeys(ids) if pmid]
    return [*([own] if at(study, "resultsSection") else []), *articles]


def _results(protocol: Any) -> list[dict[str, Any]]:
    """Return the references to the study's own results; the others are background, or found by a machine."""
    return [r for r in listed(protocol, "referencesModule.references") if words_at(r, "type") == "RESULT"]


def _retracted(protocol: Any) -> list[str]:
    found = (pmid_in(words_at(r, "pmid")) for r in _results(protocol) if listed(r, "retractions"))
    return [f"PubMed id {pmid}" for pmid in found if pmid]


def _remarks(study: Any, data: dict[str, Any]) -> tuple[str, ...]:
    conditions = texts(study, "protocolSection.conditionsModule.conditions")
    named = at(data, "population.condition")
    return tuple(
        remark
        for remark, holds in (
            (f"no one condition of the lexicon is “{', '.join(conditions)}”", conditions and not named),
            ("no results are posted", not at(study, "resultsSection")),
        )
        if holds
    )
