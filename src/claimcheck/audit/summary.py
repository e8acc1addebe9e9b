"""The sums of an audit -> one HTML page for those who decide what is looked at first; it runs no script.

What became of every row, then findings by subject, rule, site and month, claims that stand on many pages, the worst
pages, and what of the claims our records bear on. All words of pages are escaped, and each picture is told in numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from claimcheck import outputs, whole_file
from claimcheck.audit import _summary_parts as parts
from claimcheck.audit import table
from claimcheck.audit.sums import sums_of
from claimcheck.outputs import html
from claimcheck.outputs._html_tags import Markup, joined, tag, text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from claimcheck.audit.sums import Sums

FILE = "summary.html"


@dataclass(frozen=True)
class About:
    """What an audit is of: its input, how many rows were counted in it, the day it judges by, and the digests."""

    input: str
    rows: int
    as_of: str
    digests: Mapping[str, str]


def write(folder: Path, about: About, memory: int = table.MEMORY) -> Path:
    """Write the summary of the audit in a folder, and return its path; raise UserError where there is none.

    The database takes at most `memory` MB.
    """
    path = folder / FILE
    whole_file.write(path, render(sums_of(folder, memory), about).encode("utf-8"))
    return path


def render(sums: Sums, about: About) -> str:
    """Return the summary as one HTML document."""
    name = about.input.rstrip("/").rsplit("/", 1)[-1]
    title = f"Audit of {name}"
    made = f"claimcheck {outputs.version()} · as of {about.as_of} · {about.input}"
    body = (
        tag("a", text("Skip to the findings"), href="#subjects", class_="skip"),
        tag("header", tag("p", text(made), class_="made"), tag("h1", text(title), dir="auto")),
        tag("main", *_main(sums, about)),
        _closing(about),
    )
    return f"<!doctype html>\n{tag('html', html.head(title, about.as_of, style()), tag('body', *body), lang='en')}"


@cache
def style() -> str:
    """Return the style sheet: that of the report, and what this page has besides."""
    return html.style() + (files("claimcheck.audit") / "summary.css").read_text(encoding="utf-8")


def _main(sums: Sums, about: About) -> list[Markup]:
    return [
        parts.account(sums, about.rows),
        parts.tallies(sums),
        parts.by_name("subjects", "Findings by subject", "subject", sums.subjects),
        parts.by_name("rules", "Findings by rule", "rule", sums.rules, sums.rest["rules"], sums.examples),
        parts.by_name("sites", "Findings by site", "site", sums.sites, sums.rest["sites"]),
        parts.months(sums),
        parts.repeated(sums),
        parts.worst(sums),
        parts.coverage(sums),
    ]


def _closing(about: About) -> Markup:
    digests = [
        tag("div", tag("dt", text(name)), tag("dd", tag("code", text(digest))))
        for name, digest in sorted(about.digests.items())
    ]
    return tag(
        "footer",
        tag("p", text(outputs.NOTICE.format(as_of=about.as_of)), class_="notice"),
        joined([tag("p", text("The digests name what the result rests on.")), tag("dl", *digests, class_="digests")]),
    )
