"""Sums -> the sections of the summary: tables whose rows carry a bar, so that each picture is told in numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.audit import _pictures as pictures
from claimcheck.audit.shard import STATES
from claimcheck.outputs._html_summary import grid
from claimcheck.outputs._html_tags import NOTHING, Markup, joined, link, may_be_opened, tag, text
from claimcheck.outputs.text import shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from claimcheck.audit.sums import Found, Page, Sums

_SEVERITIES = ("error", "warning", "advice")
_WORDS = {"error": "errors", "warning": "warnings", "advice": "advice"}
_EMPTY = "{:,} of those checked hold no words: they are empty, or a script fills them in the browser; none is run here."
_NONE = {"site": "no site known", "month": "no date known"}
# What became of claims -> the class of its part of a bar.
_KINDS = ("supported", "against", "unchecked", "none")


def account(sums: Sums, rows: int) -> Markup:
    """Return the line that accounts for every row, its picture, and why what was not checked was not."""
    numbers = {state: sums.states.get(state, 0) for state in STATES}
    told = " + ".join(f"{number:,} {state}" for state, number in numbers.items())
    left = rows - sums.pages
    line = f"{rows:,} pages read = {told}" + (f" + {left:,} not done yet" if left else "")
    why = [(reason or "no reason told", state, f"{number:,}") for state, reason, number in sums.why]
    return tag(
        "section",
        tag("h2", text("What became of every page"), class_="unseen", id="account"),
        tag("p", text(line)),
        pictures.bar([*numbers.items(), ("none", left)], rows),
        tag("p", text(_EMPTY.format(sums.empty))) if sums.empty else NOTHING,
        grid(("why it was not checked", "state", "pages"), why, "pages not checked, by reason") if why else NOTHING,
        _rest(sums.rest["why"], "{:,} more pages were not checked for other reasons; the table of pages tells them."),
        class_="account",
        aria_labelledby="account",
    )


def tallies(sums: Sums) -> Markup:
    """Return the findings by severity, with pages, words and claims; it says what the colours of the pictures are."""
    whole = sums.whole
    line = (
        f"{sums.claims:,} claims in {sums.words:,} words; {whole.total:,} findings on {whole.pages:,} pages"
        f"{f'; {sums.allowed:,} more allowed, each with a reason' if sums.allowed else ''}."
    )
    items = [
        tag("li", tag("b", text(f"{getattr(whole, name):,}")), text(f" {_WORDS[name]}"), class_=f"tally {name}")
        for name in _SEVERITIES
    ]
    legend = tag("ul", *items, class_="tallies legend", role="list", aria_label="findings by severity")
    return tag("div", tag("p", text(line)), legend, class_="account")


def by_name(
    name: str,
    title: str,
    column: str,
    found: Sequence[Found],
    rest: int = 0,
    examples: Mapping[str, tuple[str, str]] | None = None,
) -> Markup:
    """Return findings by what a column names, the most first, with an example of each where there are some."""
    if not found:
        return _section(name, title, [tag("p", text("There are none."))])
    return _section(name, title, [_found(column, found, examples or {}), _rest(rest)])


def months(sums: Sums) -> Markup:
    """Return findings by the month of their pages, as columns and as a table."""
    dated = [one for one in sums.months if one.name]
    if not dated:
        return _section("months", "Findings by month", [tag("p", text("No page with findings has a date."))])
    told = f"Findings by month from {dated[0].name} to {dated[-1].name}, at most {max(one.total for one in dated):,}."
    table = tag("details", tag("summary", text("The same in numbers")), _found("month", sums.months))
    return _section("months", "Findings by month", [tag("figure", pictures.columns(dated, told)), table])


def repeated(sums: Sums) -> Markup:
    """Return the claims that stand on several pages: one decision settles many findings."""
    told = tag(
        "p",
        text(
            "The same words but for a few, with the same names, figures, stance, strength and records: what is decided "
            "for one is likely to hold for all. The table repeated.parquet names each of them."
        ),
    )
    if not sums.repeated:
        return _section("repeated", "Claims on several pages", [told, tag("p", text("There are none."))])
    most = max(one.findings for one in sums.repeated)
    rows = [
        (
            joined([text(f"“{shortened(one.text)}”"), _small(one.rules or one.status or "asks for no record")]),
            (one.findings, one.claims, one.wordings, one.pages, one.sites),
            pictures.bar([("warning", one.findings)], most),
        )
        for one in sums.repeated
    ]
    columns = ("claim, and what finds it", "findings", "claims", "wordings", "pages", "sites", "")
    table = _pictured("claims on several pages", columns, rows)
    return _section("repeated", "Claims on several pages", [told, table, _rest(sums.rest["repeated"])])


def worst(sums: Sums) -> Markup:
    """Return the pages with the most findings, errors first."""
    if not sums.worst:
        return _section("worst", "The worst pages", [tag("p", text("No page has findings."))])
    most = max(one.error + one.warning + one.advice for one in sums.worst)
    rows = [
        (
            _page(one),
            (one.error, one.warning, one.advice, one.words),
            pictures.bar([(name, getattr(one, name)) for name in _SEVERITIES], most),
        )
        for one in sums.worst
    ]
    columns = ("page", "errors", "warnings", "advice", "words", "")
    return _section(
        "worst", "The worst pages", [_pictured("the worst pages", columns, rows), _rest(sums.rest["worst"])]
    )


def coverage(sums: Sums) -> Markup:
    """Return what became of the claims, how many lean on a record, and on which."""
    total = sum(sums.statuses.values())
    line = f"{sums.linked:,} of {total:,} claims lean on a record, {total - sums.linked:,} on none."
    became = [
        (text(words), (number,), pictures.bar([(kind, number)], total))
        for (words, number), kind in zip(sums.statuses.items(), _KINDS, strict=True)
    ]
    given = [tag("p", text(line)), _pictured("what became of the claims", ("claims", "number", ""), became)]
    if sums.records:
        most = max(one.claims for one in sums.records)
        rows = [
            (
                text(one.record),
                (one.claims, one.supported, one.against, one.pages),
                pictures.bar(
                    [
                        ("supported", one.supported),
                        ("against", one.against),
                        ("unchecked", one.claims - one.supported - one.against),
                    ],
                    most,
                ),
            )
            for one in sums.records
        ]
        columns = ("record", "claims", "supported", "compared and not", "pages", "")
        given += [tag("h3", text("Records that claims lean on")), _pictured("records by claims", columns, rows)]
        given.append(_rest(sums.rest["records"]))
    return _section("coverage", "What the records bear on", given)


def _page(one: Page) -> Markup:
    """Return what a page is called, as a link where its address may be opened, with where it lies."""
    where = [part for part in (one.site, one.month, one.path if not one.path.endswith(one.key) else "") if part]
    named = text(shortened(one.key))
    return joined([link(one.key, named) if may_be_opened(one.key) else named, _small(" · ".join(where))])


def _found(column: str, found: Sequence[Found], examples: Mapping[str, tuple[str, str]] | None = None) -> Markup:
    most = max(one.total for one in found)
    of = any(one.of for one in found)
    rows = [
        (
            joined([text(one.name or _NONE.get(column, "none")), _small(_example((examples or {}).get(one.name)))]),
            (one.error, one.warning, one.advice, one.pages, *((one.of,) if of else ())),
            pictures.of_severities(one, most),
        )
        for one in found
    ]
    columns = (column, "errors", "warnings", "advice", "pages", *(("of checked",) if of else ()), "")
    return _pictured(f"findings by {column}", columns, rows)


def _example(given: tuple[str, str] | None) -> str:
    return f"“{shortened(given[0])}”: {given[1]}" if given else ""


def _rest(number: int, words: str = "{:,} more have fewer; they are in the tables.") -> Markup:
    """Return how many more there are than are told."""
    return tag("p", text(words.format(number)), class_="muted") if number else NOTHING


def _section(name: str, title: str, given: Iterable[Markup]) -> Markup:
    return tag("section", tag("h2", text(title), id=name), *given, class_="part", aria_labelledby=name)


def _small(words: str) -> Markup:
    return tag("small", text(words)) if words else NOTHING


def _pictured(told: str, columns: Sequence[str], rows: Iterable[tuple[Markup, Sequence[int], Markup]]) -> Markup:
    """Return a table of numbers whose last column is a picture of them."""
    head = tag(
        "tr", *(tag("th", text(name), scope="col", class_=_class(at, columns)) for at, name in enumerate(columns))
    )
    body = [
        tag(
            "tr",
            tag("th", name, scope="row", dir="auto"),
            *(tag("td", text(f"{number:,}"), class_="number") for number in numbers),
            tag("td", picture, class_="picture"),
        )
        for name, numbers, picture in rows
    ]
    table = tag("table", tag("caption", text(told), class_="unseen"), tag("thead", head), tag("tbody", *body))
    return tag("div", table, class_="wide", tabindex="0", role="group", aria_label=told)


def _class(at: int, columns: Sequence[str]) -> str | None:
    return None if at == 0 else "picture" if at == len(columns) - 1 else "number"
