"""What a page shows or leads to that no reader opens: pictures, films, frames, linked pages, each at its place."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

import made
from claimcheck import readers
from claimcheck.model import ELSEWHERE, Report
from claimcheck.outputs import json as json_output
from made import outcome

if TYPE_CHECKING:
    from pathlib import Path

Shown = tuple[str, str, str]
TAGS = (
    "![lamp](a.png)", "[b](/b)", "<img src=c>", "<video>", "</video>", "<svg>", "</svg>", "<a href=/d>", "</a>", "e",
    "https://f.example/g", "<iframe src=h>", "</iframe>", "\n\n", "<p hidden>", "</p>", "- ", "`", "é ",
)  # fmt: skip


def shown(source: str, form: str) -> list[Shown]:
    """Return what a page shows or leads to, with its address and the characters of the file it stands at."""
    document = readers.read_text(source, path=f"page.{form}", format=form)
    return [(one.what, one.target, document.source[one.start : one.end]) for one in document.elsewhere]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("A ![lamp *lit*](a.png) here.\n", [("image", "a.png", "![lamp *lit*](a.png)")]),
        ("See [the *page*](/b).\n", [("linked page", "/b", "the *page")]),
        ("See https://b.example/c, and so on.\n", [("linked page", "https://b.example/c", "https://b.example/c")]),
        (
            "[![lamp](a.png)](/b)\n",
            [("image", "a.png", "![lamp](a.png)"), ("linked page", "/b", "![lamp](a.png)")],
        ),
        ("A <img src=a.png> and <video src=b.mp4></video> here.\n", [
            ("image", "a.png", "<img src=a.png>"), ("video", "b.mp4", "<video src=b.mp4>"),
        ]),
        ("<iframe src='/film?a=1&amp;b'></iframe>\n", [("frame", "/film?a=1&b", "<iframe src='/film?a=1&amp;b'>")]),
        ("Up [there](#top), [mail](mailto:a@b.example), [call](tel:1).\n", []),
        ("A note.[^1]\n\n[^1]: It says so.\n", []),
        ("```\n![lamp](a.png)\n```\n", []),
    ],
)  # fmt: skip
def test_markdown_tells_what_it_shows_and_where_it_leads(source: str, found: list[Shown]) -> None:
    assert shown(source, "markdown") == found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>A <img data-src='a.png'></p>", [("image", "a.png", "<img data-src='a.png'>")]),
        ("<video><source src=b.mp4></video>", [("video", "b.mp4", "<video>")]),
        ("<audio src=c.mp3></audio>", [("audio", "c.mp3", "<audio src=c.mp3>")]),
        ("<iframe src=/d></iframe>", [("frame", "/d", "<iframe src=/d>")]),
        ("<object data=e.pdf></object>", [("frame", "e.pdf", "<object data=e.pdf>")]),
        ("<svg><text>Lamp</text><image href=f.png /></svg>", [("drawing", "", "<svg>")]),
        ("<canvas></canvas>", [("image", "", "<canvas>")]),
        ("<input type=image src=g.png alt=Buy>", [("image", "g.png", "<input type=image src=g.png alt=Buy>")]),
        (
            "<div style=\"background: url('h.png')\">A lamp.</div>",
            [("image", "h.png", "<div style=\"background: url('h.png')\">")],
        ),
        ("<p>See <a href=/i>the page</a>.</p>", [("linked page", "/i", "the page")]),
        (
            "<p><a href=/j><img src=k.png></a></p>",
            [("image", "k.png", "<img src=k.png>"), ("linked page", "/j", "<img src=k.png>")],
        ),
        ("<p hidden><img src=l.png></p><img src=m.png hidden><nav><img src=n.png></nav>", []),
        ("<p><a href='javascript:x()'>go</a> <a href=#up>up</a></p>", []),
    ],
)
def test_html_tells_what_a_visitor_sees_and_where_it_leads(source: str, found: list[Shown]) -> None:
    assert shown(source, "html") == found


def test_plain_text_tells_the_addresses_written_in_it() -> None:
    assert shown("Lamps\n\nSee https://a.example/b.\n", "text") == [
        ("linked page", "https://a.example/b", "https://a.example/b")
    ]


@settings(deadline=None)
@given(some.lists(some.sampled_from(TAGS), max_size=14), some.sampled_from(readers.formats()))
def test_each_stands_inside_of_the_file_once_and_in_order(parts: list[str], form: str) -> None:
    document = readers.read_text("".join(parts), path="page", format=form)

    assert list(document.elsewhere) == sorted(set(document.elsewhere))
    assert all(0 <= one.start < one.end <= len(document.source) for one in document.elsewhere)
    assert {one.what for one in document.elsewhere} <= set(ELSEWHERE)


def test_json_lists_what_was_not_read_with_its_place() -> None:
    document = made.page("A\n\n![lamp](a.png)\n")
    document = replace(document, unread=("decoded as cp1252",))
    found = json.loads(json_output.render(outcome(Report(document))))

    assert found["reports"][0]["unread"] == [
        {
            "what": "note",
            "says": "decoded as cp1252",
            "target": "",
            "start": 0,
            "end": 0,
            "line": 0,
            "column": 0,
            "end_line": 0,
            "end_column": 0,
        },
        {
            "what": "image",
            "says": "![lamp](a.png)",
            "target": "a.png",
            "start": 3,
            "end": 17,
            "line": 3,
            "column": 1,
            "end_line": 3,
            "end_column": 15,
        },
    ]


def test_a_document_knows_the_digest_of_its_file(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(b"\xef\xbb\xbfA lamp.\r\n")

    assert readers.read(path, shown_as="page.txt").digest == sha256(path.read_bytes()).hexdigest()
