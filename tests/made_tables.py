"""Rows of an audit, made: a few pages of two sites with claims and findings, without a page that is read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from claimcheck.audit import table
from claimcheck.audit.shard import CHECKED, ClaimRow, FindingRow, PageRow, Shard

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def page(key: str, **given: Any) -> PageRow:
    told = {"site": "a.example", "date": "2026-03-01", "month": "2026-03", "format": "html", "state": CHECKED}
    told |= {"shard": "s1", "position": 0, "path": f"pages.jsonl:{key}", "words": 100, "language": "en"}
    return PageRow(**{"key": key, **told, **given})


def claim(key: str, text: str, **given: Any) -> ClaimRow:
    told = {
        "shard": "s1", "position": 0, "site": "a.example", "month": "2026-03", "id": "c1", "start": 0, "end": 9,
        "line": 1, "column": 1, "kinds": ("effect",), "role": "offered", "stance": "asserted", "direction": "benefit",
        "strength": "causal", "status": "unlinked", "approval": "none", "names": (), "figures": (), "citations": (),
        "records": (), "alike": (),
    }  # fmt: skip
    return ClaimRow(**{"key": key, "text": text, **told, **given})


def finding(key: str, fingerprint: str, **given: Any) -> FindingRow:
    told = {
        "shard": "s1", "position": 0, "site": "a.example", "month": "2026-03", "rule": "cure", "subject": "unsupported",
        "severity": "error", "start": 0, "end": 9, "line": 1, "column": 1, "end_line": 1, "end_column": 10, "place": "",
        "quote": "cures", "message": "says that it cures", "suggestion": "", "claim": "c1", "sources": (),
        "records": (), "also": (), "jurisdictions": (), "page": False, "allowed": "",
    }  # fmt: skip
    return FindingRow(**{"key": key, "fingerprint": fingerprint, **told, **given})


def audit(
    folder: Path,
    pages: Sequence[PageRow],
    claims: Sequence[ClaimRow] = (),
    findings: Sequence[FindingRow] = (),
    shard: str = "s1",
    digest: str = "0a1b",
) -> Path:
    """Write an audit of one shard, of which two rows are not done, and return its folder."""
    table.write_shard(folder, shard, claims, findings, pages)
    held = {"config": "", "evidence": [], "as_of": "2026-11-28", "digests": {"rules": digest}}
    told = {"input": "/data/pages.jsonl", "stamp": [0, 0], "size": 200, "fields": [], "held": held}
    (folder / "audit.json").write_text(json.dumps(told))
    planned = Shard("jsonl", "/data/pages.jsonl", 0, 9, len(pages) + 2)
    (folder / "manifest.jsonl").write_text(json.dumps(planned.as_mapping()) + "\n")
    return folder
