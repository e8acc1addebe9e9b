"""Numbers -> pictures: bars in rows of a table and columns over months, as SVG inside the page.

What a picture shows stands beside it as words, so the pictures of rows say nothing to those who hear the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.outputs._html_tags import Markup, joined, tag, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimcheck.audit.sums import Found

_WIDTH, _HEIGHT = 200, 12
_COLUMN, _TALL, _FOOT = 24, 160, 34
_SEVERITIES = ("error", "warning", "advice")
# A year and a half fits on a screen.
_MOST_MONTHS = 36


def bar(parts: Sequence[tuple[str, int]], most: int) -> Markup:
    """Return a bar of parts, each a class of the style sheet and a number, as long as their share of `most`."""
    drawn, at = [], 0.0
    for name, number in parts:
        wide = _WIDTH * number / max(most, 1)
        if wide:
            # What is there is seen, however small.
            wide = max(wide, 1.0)
            drawn.append(_rectangle(name, at, 0, wide, _HEIGHT))
            at += wide
    return _picture(drawn, max(_WIDTH, at), _HEIGHT, class_="bar", aria_hidden="true", preserveAspectRatio="none")


def of_severities(found: Found, most: int) -> Markup:
    """Return the bar of errors, warnings and advice."""
    return bar([(name, getattr(found, name)) for name in _SEVERITIES], most)


def columns(found: Sequence[Found], told: str) -> Markup:
    """Return a column for each of the last months, its findings by severity; `told` says it in words."""
    shown = found[-_MOST_MONTHS:]
    most = max((one.total for one in shown), default=0)
    years = ["", *(one.name.partition("-")[0] for one in shown)]
    drawn = [part for at, one in enumerate(shown) for part in _column(one, at, most, years[at])]
    wide = max(_COLUMN * len(shown), _COLUMN)
    return _picture(drawn, wide, _TALL + _FOOT, class_="columns", role="img", aria_label=told)


def _column(one: Found, at: int, most: int, before: str) -> Iterator[Markup]:
    """Yield the parts of one column, the gravest below, with the number above and the month below it.

    `before` is the year of the column before: January may have no findings.
    """
    top, left = float(_TALL), at * _COLUMN
    for name in _SEVERITIES:
        tall = (_TALL - 14) * getattr(one, name) / max(most, 1)
        if tall:
            top -= tall
            yield _rectangle(name, left + 3, top, _COLUMN - 6, tall)
    yield _words(shortly(one.total), left + _COLUMN / 2, top - 3)
    year, _, month = one.name.partition("-")
    yield _words(month or "–", left + _COLUMN / 2, _TALL + 12)
    if at == 0 or year != before:
        yield _words(year or "none", left + _COLUMN / 2, _TALL + 26)


def shortly(number: int) -> str:
    """Return a number in at most four characters: 950, 1.2k, 34k, 5.6M."""
    for size, sign in ((1_000_000, "M"), (1_000, "k")):
        if number >= size:
            return f"{number / size:.1f}{sign}" if number < 10 * size else f"{number // size}{sign}"
    return str(number)


def _rectangle(name: str, x: float, y: float, width: float, height: float) -> Markup:
    given = {"x": x, "y": y, "width": width, "height": height}
    return tag("rect", class_=name, **{key: _number(value) for key, value in given.items()})


def _words(words: str, x: float, y: float) -> Markup:
    return tag("text", text(words), x=_number(x), y=_number(y), text_anchor="middle")


def _picture(drawn: Sequence[Markup], width: float, height: float, **given: str) -> Markup:
    return tag("svg", joined(drawn), viewBox=f"0 0 {_number(width)} {_number(height)}", **given)


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
