"""Shard -> its tables and its counts: the same few lines in a thread here and on another machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.audit import manifest, table
from claimcheck.audit.manifest import Tally
from claimcheck.audit.shard import CHECKED, FAILED, SKIPPED

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from claimcheck.audit.shard import Checked, Shard
    from claimcheck.audit.watched import Watched


def check_shard(shard: Shard, folder: Path, watched: Watched) -> Tally:
    """Return the counts of a shard, which is checked and written unless that was done before."""
    before = manifest.done(folder, shard)
    if before is not None:
        return before
    given = watched.check(shard)
    tally = tally_of(shard, given)
    claims = [claim for one in given for claim in one.claims]
    findings = [finding for one in given for finding in one.findings]
    statements = [statement for one in given for statement in one.statements]
    table.write_shard(folder, shard.id, claims, findings, [one.page for one in given], statements)
    manifest.set_done(folder, shard, tally)
    return tally


def tally_of(shard: Shard, given: Sequence[Checked]) -> Tally:
    """Return the counts of what the rows of a shard gave."""
    pages = [one.page for one in given]
    state = [page.state for page in pages]
    return Tally(
        shards=1,
        rows=shard.count,
        checked=state.count(CHECKED),
        skipped=state.count(SKIPPED),
        failed=state.count(FAILED),
        claims=sum(page.claims for page in pages),
        findings=sum(page.findings for page in pages),
        words=sum(page.words for page in pages),
        seconds=round(sum(page.seconds for page in pages), 3),
    )
