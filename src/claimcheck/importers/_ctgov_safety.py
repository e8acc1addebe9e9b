"""The adverse events of a study -> safety in a sentence, the events by name, and figures by arm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimcheck.importers._draft import filled, number_in, part
from claimcheck.importers._source import at, listed, words_at

if TYPE_CHECKING:
    from collections.abc import Iterator

_COUNTS = (
    ("serious adverse events", "seriousNumAffected", "seriousNumAtRisk"),
    ("deaths", "deathsNumAffected", "deathsNumAtRisk"),
    ("other adverse events", "otherNumAffected", "otherNumAtRisk"),
)


def read(study: Any, basis: str) -> tuple[dict[str, Any] | None, list[dict[str, Any]]]:
    """Return safety as posted, and its figures."""
    module = at(study, "resultsSection.adverseEventsModule")
    figures = list(_figures(module, basis))
    return part(basis, summary=_summary(module, figures), events=list(_events(module))), figures


def _figures(module: Any, basis: str) -> Iterator[dict[str, Any]]:
    for what, affected, at_risk in _COUNTS:
        for group in listed(module, "eventGroups"):
            k, n = number_in(words_at(group, affected)), number_in(words_at(group, at_risk))
            if isinstance(k, int) and k >= 0:
                n = n if isinstance(n, int) and n >= k else None
                yield filled(what=what, arm=words_at(group, "title"), k=k, n=n, unit="people", basis=basis)


def _summary(module: Any, figures: list[dict[str, Any]]) -> str:
    said = []
    for what, _, _ in _COUNTS:
        arms = [f"{_share(f)} ({f['arm']})" if "arm" in f else _share(f) for f in figures if f["what"] == what]
        said += [f"{what}: {', '.join(arms)}"] if arms else []
    above, frame = words_at(module, "frequencyThreshold"), words_at(module, "timeFrame")
    said += [f"other events above {above} %"] if said and above else []
    said += [f"time frame as registered: {frame}"] if said and frame else []
    return "; ".join(said)


def _share(figure: dict[str, Any]) -> str:
    return f"{figure['k']} of {figure['n']}" if "n" in figure else str(figure["k"])


def _events(module: Any) -> Iterator[str]:
    """Yield the events that somebody had, each once, the serious ones first."""
    seen: set[str] = set()
    for name in ("seriousEvents", "otherEvents"):
        for event in listed(module, name):
            term = words_at(event, "term")
            had = any((number_in(words_at(s, "numAffected")) or 0) > 0 for s in listed(event, "stats"))
            if term and had and term.lower() not in seen:
                seen.add(term.lower())
                yield term
