"""CPU a page by size -> an SVG drawing: a panel each for articles, rules and records, sizes on a logarithmic axis."""

from __future__ import annotations

from html import escape
from math import log10
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 260, 220, 46, 28, 40


def drawn(found: Mapping[str, Mapping[int, float]]) -> str:
    """Return the drawing of seconds a page by size, for each of what grows."""
    panels = "".join(
        f'<g transform="translate({n * (WIDTH + 20)} 0)">{"".join(_panel(what, points))}</g>'
        for n, (what, points) in enumerate(found.items())
    )
    wide = len(found) * (WIDTH + 20)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{HEIGHT}" font-family="sans-serif" '
        f'font-size="11"><rect width="100%" height="100%" fill="white"/>{panels}</svg>\n'
    )


def _panel(what: str, points: Mapping[int, float]) -> Iterator[str]:
    most = max(points.values()) * 1.2
    low, high = log10(min(points)), log10(max(points))

    def place(size: int, seconds: float) -> tuple[float, float]:
        across = (log10(size) - low) / max(high - low, 0.01)
        return LEFT + across * (WIDTH - LEFT - 20), HEIGHT - BOTTOM - seconds / most * (HEIGHT - TOP - BOTTOM)

    yield f'<text x="{LEFT}" y="16" font-weight="bold">ms CPU a page by {escape(what)}</text>'
    base = HEIGHT - BOTTOM
    yield f'<path d="M{LEFT} {TOP}V{base}H{WIDTH - 10}" fill="none" stroke="#666"/>'
    for part in (0.0, 0.5, 1.0):
        y = base - part / 1.2 * (HEIGHT - TOP - BOTTOM)
        yield f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{1000 * most / 1.2 * part:.0f}</text>'
    line = " ".join("{:.1f},{:.1f}".format(*place(*point)) for point in points.items())
    yield f'<polyline points="{line}" fill="none" stroke="#1f6f8b" stroke-width="2"/>'
    for size, seconds in points.items():
        x, y = place(size, seconds)
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="#1f6f8b"/>'
        yield f'<text x="{x:.1f}" y="{base + 16}" text-anchor="middle">{size:,}</text>'
