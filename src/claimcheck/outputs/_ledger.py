"""The ledger -> text: its entries that need care, and where on the pages each is used or has drifted."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from claimcheck import outputs
from claimcheck.ledger.care import lost
from claimcheck.ledger.ledger import points_at
from claimcheck.outputs.text import one_line, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from claimcheck.ledger.ledger import Entry, Ledger
    from claimcheck.model import Allowed, Claim, Document, Report
    from claimcheck.records.record import Record


_STATES = ("in force", "expired", "outdated", "not yet given", "unused")


class _State(NamedTuple):
    """One entry: what is the matter with it, one of _STATES; what is said of that; the claims that it is about."""

    entry: Entry
    state: str
    told: str
    claims: tuple[tuple[Document, Claim], ...]


def listing(
    ledger: Ledger, reports: Sequence[Report] | None, records: Mapping[str, Record], as_of: str, *, whole: bool
) -> str:
    """Return a line for each entry that needs care (`whole`: for all), the claims that rest on it, and the counts.

    Without `reports` no page was read: nothing is told of what is used, unused or has drifted.
    """
    used = _used(reports or ())
    states = [_state(entry, used.get(entry.line, ()), reports, records, as_of) for entry in ledger.entries]
    lines = [line for state in states if whole or _needs_care(state) for line in _entry(state)]
    return "\n".join([*lines, _counts(states, ledger, pages=reports is not None), ""])


def approved(entry: Entry, before: Entry | None, report: Report, run: tuple[int, int]) -> str:
    """Return what an approval just given covers on its page, what it does not, and whose it takes the place of."""
    where = f"by {entry.by} on {entry.since}{f', until {entry.until}' if entry.until else ''}"
    lines = [f"{entry.path}:{entry.line}: approved {where}: “{shortened(entry.claim)}”"]
    if before is not None and (before.by, before.since) != (entry.by, entry.since):
        lines.append(f"    in place of the decision of {one_line(before.by)} on {before.since}")
    lines += [f"    resting on {', '.join(entry.records)}"] if entry.records else []
    lines += [f"    with the variant “{shortened(words)}”" for words in entry.variants]
    if pointer := points_at(entry):
        lines.append(
            f"    note: “{pointer}” names nothing by itself: these words count as approved wherever they stand"
        )
    lines += [f"    allows {one.finding.rule}" for one in outputs.allowed_of(report) if _is_in(one, run)]
    lines += [
        f"    does not allow {f.rule}: {one_line(f.message)}"
        for f in outputs.findings_of(report)
        if run[0] <= f.start and f.end <= run[1] and not f.page
    ]
    return "\n".join([*lines, ""])


def _is_in(allowed: Allowed, run: tuple[int, int]) -> bool:
    return allowed.via == "approval" and run[0] <= allowed.finding.start and allowed.finding.end <= run[1]


def _used(reports: Iterable[Report]) -> dict[int, tuple[tuple[Document, Claim], ...]]:
    found: dict[int, tuple[tuple[Document, Claim], ...]] = defaultdict(tuple)
    for report in sorted(reports, key=lambda report: report.document.path):
        for claim in sorted(report.claims, key=lambda claim: (claim.start, claim.end)):
            if claim.approved_as is not None:
                found[claim.approved_as.line] += ((report.document, claim),)
    return found


def _state(
    entry: Entry,
    claims: tuple[tuple[Document, Claim], ...],
    reports: Sequence[Report] | None,
    records: Mapping[str, Record],
    as_of: str,
) -> _State:
    if entry.until and entry.until < as_of:
        return _State(entry, "expired", f"until {entry.until}", claims)
    if entry.since > as_of:
        return _State(entry, "not yet given", f"since {entry.since}", claims)
    if gone := list(lost(entry, records)):
        return _State(entry, "outdated", "; ".join(gone), claims)
    if reports is not None and not claims:
        return _State(entry, "unused", "", claims)
    return _State(entry, "in force", "", claims)


def _needs_care(state: _State) -> bool:
    return state.state != "in force" or any(claim.approval != "approved" for _, claim in state.claims)


def _entry(state: _State) -> Iterator[str]:
    entry = state.entry
    told = f" ({state.told})" if state.told else ""
    yield f"{entry.path}:{entry.line}  {state.state}{told}  “{shortened(entry.claim)}”, by {one_line(entry.by)}"
    for document, claim in state.claims:
        place = document.place(claim.start, claim.end)
        differs = claim.approved_as.differs if claim.approved_as else ()
        said = f": {'; '.join(differs)}" if differs else ""
        yield f"    {document.path}:{place.line}:{place.column}  {claim.approval}{one_line(said)}"


def _counts(states: Sequence[_State], ledger: Ledger, *, pages: bool) -> str:
    found = Counter(state.state for state in states)
    told = [f"{found[state]} {state}" for state in _STATES if found[state]]
    drifted = sum(claim.approval == "drifted" for state in states for _, claim in state.claims)
    entries = "1 entry" if len(states) == 1 else f"{len(states)} entries"
    more = f"; {drifted} drifted on these pages" if pages else ""
    return f"{ledger.path}: {entries}{': ' if told else ''}{', '.join(told)}{more}."
