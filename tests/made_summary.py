"""Audits made for the tests of the summary: a small one with all that it tells of, and one whose words are hostile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.audit import summary
from claimcheck.audit.shard import FAILED, SKIPPED
from claimcheck.audit.summary import About
from made_html import ADDRESSES, HOSTILE
from made_tables import audit, claim, finding, page

if TYPE_CHECKING:
    from pathlib import Path

LAMP = "https://a.example/lamp"


def small(folder: Path) -> Path:
    """Write an audit of six pages, of which one was skipped and two failed, and its summary."""
    pages = [
        page(LAMP, path="pages.jsonl:1", claims=3, words=1200, allowed=1),
        page("https://b.example/bed", path="pages.jsonl:2", position=1, site="b.example", month="2026-04", claims=1),
        page("notes/chair.md", path="/data/notes/chair.md", position=2, site="", month="", date=""),
        page("c", position=3, state=SKIPPED, why="language-not-checked: is in German"),
        page("d", position=4, state=FAILED, why="pages.jsonl:4: is not JSON (Expecting value)"),
        page("e", position=5, state=FAILED, why="pages.jsonl:9: is not JSON (Expecting value)"),
    ]
    claims = [
        claim(LAMP, "Our lamp heals all pain today.", records=("lamp-trial",), status="contradicted"),
        claim(LAMP, "It is rated well.", id="c2", status=""),
        claim(LAMP, "One in 5 sleeps badly.", id="c3", records=("sleep-survey",), status="supported"),
        claim(
            "https://b.example/bed", "our lamp heals all pain today", position=1, site="b.example", month="2026-04",
            records=("lamp-trial",), status="contradicted",
        ),
    ]  # fmt: skip
    findings = [
        finding(LAMP, "1", rule="endpoint-not-met", subject="evidence"),
        finding(LAMP, "2", severity="advice", rule="hype"),
        finding(LAMP, "3", allowed="It was agreed."),
        finding(
            "https://b.example/bed", "4", position=1, site="b.example", month="2026-04", rule="endpoint-not-met",
            subject="evidence",
        ),
        finding("notes/chair.md", "5", position=2, site="", month="", severity="warning", rule="haste", claim=""),
    ]  # fmt: skip
    return summary.write(
        audit(folder, pages, claims, findings), About("/data/pages.jsonl", 8, "2026-11-28", {"rules": "0a1b"})
    )


def hostile(folder: Path) -> Path:
    """Write an audit all of whose words try to be more than words, and its summary."""
    words = " ".join(HOSTILE)
    keys = [words, *ADDRESSES]
    pages = [page(key, position=at, site=words, path=words, month="2026-<b>") for at, key in enumerate(keys)]
    pages.append(page("x", position=99, state=FAILED, why=words))
    given = {"site": words, "month": "2026-<b>"}
    claims = [claim(key, words, position=at, records=(words,), **given) for at, key in enumerate(keys)]
    findings = [
        finding(key, str(at), position=at, rule=words, subject=words, quote=words, message=words, **given)
        for at, key in enumerate(keys)
    ]
    return summary.write(audit(folder, pages, claims, findings), About(words, 12, words, {words: words}))
