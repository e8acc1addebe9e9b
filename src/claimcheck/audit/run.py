"""An audit as it is wanted -> the audit as it is gone on with; its shards that are left -> their counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimcheck.audit import held, local, manifest
from claimcheck.audit.watched import PAGE_TIMEOUT
from claimcheck.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from claimcheck.audit.held import Held
    from claimcheck.audit.manifest import Audit, Tally


@dataclass(frozen=True)
class How:
    """How an audit is done, which changes nothing of what it gives: processes here, or the address of a scheduler."""

    jobs: int = 1
    scheduler: str = ""
    page_timeout: float = PAGE_TIMEOUT


def proved(given: Held) -> Held:
    """Return what pages are held against with its digests; raise UserError for the first fault in it."""
    return held.proved(given, held.load(given))


def must_be_the_same(wanted: Audit, before: Audit) -> None:
    """Raise UserError where a folder holds another audit than the one that is wanted."""
    other = {
        "input": wanted.input != before.input,
        "content of the input (it was changed since)": wanted.stamp != before.stamp,
        "size of shards": wanted.size != before.size,
        "fields": wanted.fields != before.fields,
        "day": wanted.held.as_of != before.held.as_of,
        "configuration": (wanted.held.config, wanted.held.evidence) != (before.held.config, before.held.evidence),
        **_digests(wanted.held, before.held),
    }
    differ = [name for name, is_so in other.items() if is_so]
    if differ:
        fault = f"holds an audit that was begun with another {', another '.join(differ)}"
        raise UserError(fault, path=str(before.folder), remedy="go on with that, or name a new folder")


def _digests(wanted: Held, before: Held) -> dict[str, bool]:
    ours, theirs = dict(wanted.digests), dict(before.digests)
    return {f"digest of {name}": ours.get(name) != theirs.get(name) for name in sorted(ours.keys() | theirs.keys())}


def go(audit: Audit, how: How, ticked: Callable[[], None]) -> Iterator[Tally | None]:
    """Yield the counts of each shard as it is done, None now and then; `ticked` is called for a page checked here."""
    shards = manifest.left(audit.folder)
    if how.scheduler:
        from claimcheck.audit import cluster

        yield from cluster.run(shards, audit.folder, audit.held, scheduler=how.scheduler, page_timeout=how.page_timeout)
        return
    yield from local.run(
        shards, audit.folder, audit.held, jobs=how.jobs, page_timeout=how.page_timeout, ticked=ticked
    )  # fmt: skip
