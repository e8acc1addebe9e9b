"""Part of a statement + lists of a trial -> Topic: the rows of counted or measured lists that it speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimcheck.checks.told import ALIKE, TITLED, Told, stem, told
from claimcheck.checks.trial_lists import TOTAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from claimcheck.checks.trial_lists import Row, Trial
    from claimcheck.lexicon import Lexicon

# From this share of its words on, a row's name is named.
_NAMED = 0.5
# So much a word counts that tells only how grave, where or of which side an event is.
_BROAD = 0.34
# How the stem of an inflammation's name ends.
_INFLAMED = "iti"


class Topic(NamedTuple):
    """The rows that a part speaks of: `how` is name, kin (of one kind), total, or unknown where no row fits."""

    how: str
    labels: frozenset[str]

    def of(self, rows: Iterable[Row]) -> list[Row]:
        """Return the rows of an arm that are meant."""
        if self.how == "total":
            return [row for row in rows if is_total(row)]
        return [row for row in rows if row.label in self.labels and not is_total(row)]


def is_total(row: Row) -> bool:
    """Return whether a row counts all events together."""
    return row.label.lower().startswith(TOTAL)


def topic_of(part: Told, trial: Trial) -> Topic:
    """Return which rows of a trial's counted lists a part speaks of."""
    labels = {row.label: _stems_of(row.label, part.lexicon) for arm in trial.arms for row in arm.rows if row.label}
    named = {label: stems for label, stems in labels.items() if stems and not label.lower().startswith(TOTAL)}
    exact, of_kind = _named_exactly(part, named), part.has("kind-marker")
    if exact and not (of_kind and part.kinds()):
        return Topic("name", exact)
    said = part.stems()
    shares = {label: _share_said(stems, said, part.lexicon) for label, stems in named.items()}
    best = max(shares.values(), default=0.0)
    kinds = part.kinds()
    kin = (
        frozenset(label for label in named if kinds & told(label, part.lexicon).kinds(general=False))
        if kinds
        else frozenset()
    )
    if best >= _NAMED and not (of_kind and kin):
        return Topic("name", frozenset(label for label, share in shares.items() if share == best))
    if kin:
        return Topic("kin", kin | exact)
    if part.kinds(general=False):
        return Topic("absent", frozenset())
    return Topic("unknown" if part.content() else "total", frozenset(named))


def _named_exactly(part: Told, named: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Return the labels that a part names whole, in their own words or by another name of the event."""
    said = part.stems()
    events = part.events()
    whole = {label: stems for label, stems in named.items() if stems <= said}
    wider = {label for label, s in whole.items() if any(s < other for other in whole.values())}
    own = frozenset(whole) - wider
    # "Upper abdominal pain" is not meant where "abdominal pain" is listed.
    rest = events.difference(*(told(label, part.lexicon).events() for label in own))
    return own | frozenset(label for label in named if rest and rest & told(label, part.lexicon).events())


def _share_said(stems: frozenset[str], said: frozenset[str], lexicon: Lexicon) -> float:
    """Return the share of a name that is said; what many events are called by ("acute", "other") counts little."""
    broad = _broad(lexicon)
    weights = {one: _BROAD if one in broad else 1.0 for one in stems}
    return sum(weights[one] for one in stems if _is_said(one, said)) / sum(weights.values())


def _broad(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(stem(word) for word in lexicon.classes.get("event-broad", ()))


def _is_said(one: str, said: frozenset[str]) -> bool:
    """Return whether a stem is said, or one that goes on from it: "anaem" of "anaemia"."""
    longer = (sorted((one, other), key=len) for other in said)
    if one.endswith(_INFLAMED) and any(other.startswith("inflam") for other in said):
        # "Inflammation of the oesophagus".
        root = one.removesuffix(_INFLAMED)
        return len(root) >= ALIKE and any(other.startswith(root) for other in said)
    return one in said or any(len(short) >= ALIKE and long.startswith(short) for short, long in longer)


def _stems_of(label: str, lexicon: Lexicon) -> frozenset[str]:
    found = told(label, lexicon)
    return found.content() or found.stems()


def measured_topic(part: Told, trial: Trial) -> frozenset[str]:
    """Return the labels of measured rows that a part picks out; all where it picks none."""
    labels: Mapping[str, frozenset[str]] = {
        row.label: told(row.label, part.lexicon).stems() for arm in trial.arms for row in arm.rows
    }
    shared = frozenset.intersection(*labels.values()) if labels else frozenset()
    said = part.stems()
    shares = {label: len((s - shared) & said) / len(s - shared) for label, s in labels.items() if s - shared}
    best = max(shares.values(), default=0.0)
    return frozenset(label for label, share in shares.items() if share == best) if best >= TITLED else frozenset(labels)
