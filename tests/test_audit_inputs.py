"""Inputs of an audit: every row is counted, read again from its shard alone, and said to be broken where it is."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from claimcheck.audit import inputs
from claimcheck.audit.inputs import _limits, _lines, _named, _records, warc
from claimcheck.audit.inputs._dates import day_of
from claimcheck.audit.shard import shard_of
from claimcheck.errors import UserError
from made_inputs import KINDS, PAGES, fetched, jsonl, packed, parquet, record, sitemap, table
from made_inputs import warc as archive

if TYPE_CHECKING:
    from claimcheck.audit.shard import Row

BOMB = 30_000_000


def read(path: Path, size: int = 2, **fields: str) -> list[Row]:
    """Return the rows of an input, each shard read from its words as JSON."""
    shards = [shard_of(json.loads(json.dumps(shard.as_mapping()))) for shard in inputs.plan(path, size, fields)]
    found = [list(inputs.rows(shard)) for shard in shards]

    assert [len(rows) for rows in found] == [shard.count for shard in shards]
    assert len({shard.id for shard in shards}) == len(shards)
    return [row for rows in found for row in rows]


def text_of(row: Row) -> str:
    return row.content.decode() if isinstance(row.content, bytes) else row.content


def faults(rows: list[Row]) -> list[str]:
    return [row.fault for row in rows]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", [1, 2, 100])
def test_the_same_pages_are_read_from_every_kind_of_input_in_shards_of_any_size(
    kind: str, size: int, tmp_path: Path
) -> None:
    found = read(KINDS[kind](tmp_path), size)

    assert [(row.key, row.date) for row in found] == [(page["url"], page["date"]) for page in PAGES]
    assert [row.site for row in found] == ["a.example", "a.example", "b.example"]
    assert [text_of(row) for row in found] == [page["html"] for page in PAGES]
    assert {row.format for row in found} == {"html"}
    assert faults(found) == ["", "", ""]


@pytest.mark.parametrize("kind", ["jsonl", "csv", "warc.gz"])
def test_a_row_is_called_by_its_file_and_its_line_or_record(kind: str, tmp_path: Path) -> None:
    path = KINDS[kind](tmp_path)
    numbers = {"jsonl": [1, 3, 5], "csv": [2, 3, 5], "warc.gz": [2, 4, 6]}

    assert [row.path for row in read(path, 1)] == [f"{path}:{number}" for number in numbers[kind]]


def test_pages_of_a_folder_come_by_path_and_their_site_is_the_first_folder(tmp_path: Path) -> None:
    for name in ("b/two.md", "a/one.html", "top.txt", "a/picture.png", "node_modules/x.md", "package.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(name.encode())
    found = read(tmp_path)

    assert [(row.key, row.site, row.format) for row in found] == [
        ("a/one.html", "a", "html"),
        ("b/two.md", "b", "markdown"),
        ("top.txt", "", "text"),
    ]
    assert found[0].content == b"a/one.html"
    assert found[0].path == (tmp_path / "a" / "one.html").as_posix()


def test_a_folder_gives_the_rows_of_the_files_of_many_rows_in_it_too(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("A lamp.")
    (tmp_path / "prices.csv").write_text("name,text\nLamp,It shines.\n")
    (tmp_path / "dump").mkdir()
    jsonl(tmp_path / "dump")
    packed(table(tmp_path / "dump"))
    archive(tmp_path / "dump")
    parquet(tmp_path)
    found = read(tmp_path)

    assert [row.key for row in found[:2]] == ["page.md", "prices.csv"]
    assert len(found) == 2 + 4 * 3
    assert {row.key for row in found[2:]} == {page["url"] for page in PAGES}


def test_a_broken_file_of_many_rows_in_a_folder_is_one_broken_row(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("A lamp.")
    (tmp_path / "broken.parquet").write_text("PAR1 this is none")
    found = read(tmp_path)

    assert [(row.key, bool(row.fault)) for row in found] == [("page.md", False), ("broken.parquet", True)]
    assert "is no sound Parquet file" in found[1].fault


def test_records_rules_and_words_of_a_configuration_are_no_pages(tmp_path: Path) -> None:
    (tmp_path / "claimcheck.yaml").write_text("evidence: [studies]\n")
    (tmp_path / "studies").mkdir()
    (tmp_path / "studies" / "one.yaml").write_text("id: one\n")
    (tmp_path / "page.yaml").write_text("title: A lamp\n")

    assert [row.key for row in read(tmp_path)] == ["page.yaml"]


def test_a_file_that_cannot_be_opened_is_a_broken_row(tmp_path: Path) -> None:
    (tmp_path / "gone.md").symlink_to(tmp_path / "nowhere.md")

    assert faults(read(tmp_path)) == [
        f"{tmp_path}/gone.md: is a link that leads nowhere; mend the link, or take it out"
    ]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("{", "is not JSON (Expecting property name enclosed in double quotes: line 1 column 2 (char 1))"),
        ("[1]", "is no JSON object"),
        ('{"url": "https://a.example/"}', "has no field that holds a page; say which: --fields text=NAME"),
        ('{"text": null}', "has no “text”"),
        ('{"text": 3}', "“text” is no text"),
        (
            "[" * 100_000,
            "is not JSON (maximum recursion depth exceeded while decoding a JSON array from a unicode string)",
        ),
    ],
    ids=["cut", "list", "no-page", "null", "number", "deep"],
)
def test_a_line_that_is_broken_is_told_with_its_place_and_the_others_go_on(
    line: str, fault: str, tmp_path: Path
) -> None:
    path = tmp_path / "pages.jsonl"
    path.write_text(f'{{"text": "One."}}\n\n{line}\n{{"text": "Two."}}\n')
    found = read(path)

    assert [text_of(row) for row in found] == ["One.", "", "Two."]
    assert faults(found) == ["", f"{path}:3: {fault}", ""]
    assert [row.key for row in found] == ["pages.jsonl:1", found[1].key, "pages.jsonl:4"]


def test_fields_may_be_said_and_lie_inside_others(tmp_path: Path) -> None:
    page = {"attributes": {"body": ["One.", "Two."]}, "where": "HTTPS://Shop.example:8080/x", "text": "No."}
    path = jsonl(tmp_path, [page])
    [row] = read(path, text="attributes.body", url="where")

    assert (row.content, row.site, row.key) == ("One.\n\nTwo.", "shop.example", "HTTPS://Shop.example:8080/x")


def test_a_field_inside_another_is_read_of_parquet_too(tmp_path: Path) -> None:
    path = parquet(tmp_path, [{"id": 1, "attributes": {"body": "A lamp.", "other": "x"}}])
    [row] = read(path, text="attributes.body")

    assert (row.content, row.key) == ("A lamp.", "pages.parquet:1")


@pytest.mark.parametrize(
    ("page", "site"),
    [
        ({"site": "Lamps", "url": "https://a.example/"}, "lamps"),
        ({"domain": "https://shop.example/x", "url": "https://a.example/"}, "shop.example"),
        ({"url": "https://a.example/"}, "a.example"),
        ({"url": "//[broken"}, ""),
    ],
)
def test_the_site_is_what_is_told_else_the_host_of_the_address(
    page: dict[str, object], site: str, tmp_path: Path
) -> None:
    assert [row.site for row in read(jsonl(tmp_path, [{"text": "A lamp.", **page}]))] == [site]


def test_markup_in_a_field_of_text_is_read_as_markup(tmp_path: Path) -> None:
    texts = ["A lamp <3 is < 4 metres.", "<!DOCTYPE html><title>Lamp</title>", "Line\n<p class='x'>A lamp.</p>"]

    found = read(jsonl(tmp_path, [{"body": text} for text in texts]))

    assert [row.format for row in found] == ["text", "html", "html"]


def test_a_field_of_markup_is_taken_before_one_of_text_unless_it_is_empty(tmp_path: Path) -> None:
    pages = [{"text": "Plain.", "html": "<p>Marked.</p>"}, {"text": "Plain.", "html": ""}]

    assert [row.content for row in read(jsonl(tmp_path, pages))] == ["<p>Marked.</p>", "Plain."]


def test_an_unknown_kind_of_field_and_a_missing_one_stop_the_audit(tmp_path: Path) -> None:
    path = table(tmp_path)
    with pytest.raises(UserError, match="“txt” is nothing that a field holds; did you mean “text”"):
        read(path, txt="html")
    with pytest.raises(UserError, match="has no field that holds a page, only: date, html, url; say which"):
        read(path, text="body")


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2026-03-01", "2026-03-01"),
        ("2026-03-01T10:00:00+02:00", "2026-03-01"),
        ("20260301123456", "2026-03-01"),
        ("2026-03", "2026-03"),
        ("2026/03/01", "2026-03-01"),
        ("Sun, 01 Mar 2026 09:00:00 GMT", "2026-03-01"),
        (1_772_323_200, "2026-03-01"),
        (1_772_323_200_000, "2026-03-01"),
        (20260301, "2026-03-01"),
        (date(2026, 3, 1), "2026-03-01"),
        (datetime(2026, 3, 1, 9), "2026-03-01"),
        ("2026-13-01", ""),
        ("2026-02-30", ""),
        ("yesterday", ""),
        ("", ""),
        (float("nan"), ""),
        (True, ""),
        (None, ""),
    ],
)
def test_a_day_is_read_as_dumps_write_it(value: object, day: str) -> None:
    assert day_of(value) == day


def test_a_record_of_a_table_with_too_few_cells_or_odd_bytes_is_told_or_read(tmp_path: Path) -> None:
    path = tmp_path / "pages.tsv"
    path.write_bytes(b'\xef\xbb\xbfurl\ttext\nhttps://a.example/\t"A\n""lamp"""\nb\nc\tCaf\xe9\n')
    found = read(path, 1)

    assert [row.content for row in found] == ['A\n"lamp"', "", "Café"]
    assert faults(found) == ["", f"{path}:4: has 1 cells, the head 2", ""]


def test_a_quote_that_never_ends_is_a_broken_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_limits, "LARGEST_ROW", 1000)
    monkeypatch.setattr("claimcheck.audit.inputs.csv.LARGEST_ROW", 1000)
    path = tmp_path / "pages.csv"
    path.write_text('url,text\na,One.\nb,"Two\n' + "word\n" * 300 + "z,Last.\n")
    found = read(path, 100)

    assert found[0].content == "One."
    assert f"{path}:3: is no record (field larger than field limit (1000))" in faults(found)
    assert (found[-1].key, found[-1].content) == ("z", "Last.")


@pytest.mark.parametrize("written", [b"", b"\n", b"\0", b"url\rtext\n", b",,\n", b"\x1f\x8b"])
def test_a_table_without_a_head_is_told(written: bytes, tmp_path: Path) -> None:
    (tmp_path / "pages.csv").write_bytes(written)
    with pytest.raises(UserError, match=r"has no (head|field that holds a page)"):
        read(tmp_path / "pages.csv")


def test_a_line_that_is_too_long_is_broken_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_limits, "LARGEST_ROW", 100)
    monkeypatch.setattr(_lines, "LARGEST_ROW", 100)
    path = jsonl(tmp_path, [{"text": "One."}, {"text": "x" * 300}, {"text": "Two."}])
    found = read(path)

    assert [text_of(row) for row in found] == ["One.", "", "Two."]
    assert found[1].fault == f"{path}:3: is larger than 100 bytes"


def test_a_packed_file_that_unpacks_without_end_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_limits, "_HARMLESS", 1_000_000)
    monkeypatch.setattr(_limits, "LARGEST_ROW", 100_000)
    monkeypatch.setattr(_lines, "LARGEST_ROW", 100_000)
    path = tmp_path / "pages.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"text": "One."}\n' + b" " * BOMB + b'\n{"text": "Two."}\n'))
    found = read(path)

    assert [text_of(row) for row in found] == ["One.", "", ""]
    assert faults(found)[1:] == [
        f"{path}:2: is larger than 100,000 bytes",
        f"{path}:3: unpacks without end: the rest is not read",
    ]


def test_a_packed_file_that_is_cut_gives_what_is_there_and_a_broken_row(tmp_path: Path) -> None:
    path = packed(jsonl(tmp_path, [{"text": f"{number} " * 40} for number in range(2000)]))
    path.write_bytes(path.read_bytes()[:-40])
    found = read(path, 300)

    assert 0 < len(found) <= 2000
    assert faults(found)[:-1] == [""] * (len(found) - 1)
    assert "is damaged, the rest cannot be unpacked" in found[-1].fault


def test_an_archive_keeps_pages_that_were_fetched_and_nothing_else(tmp_path: Path) -> None:
    path, body = tmp_path / "crawl.warc.gz", "<p>A lamp – bright.</p>"
    chunked = "Transfer-Encoding: chunked\r\n"
    answers = [
        fetched("https://a.example/1", body.encode()),
        fetched("https://a.example/2", body.encode("cp1252"), kind="text/html;charset=windows-1252"),
        fetched("https://a.example/3", gzip.compress(body.encode()), fields="Content-Encoding: gzip\r\n"),
        fetched("https://a.example/4", zlib.compress(body.encode()), fields="Content-Encoding: deflate\r\n"),
        fetched("https://a.example/5", b"5\r\n<p>A \r\n3;x\r\nbed\r\n0\r\n\r\n", fields=chunked),
        fetched("https://a.example/6", b"<p>Plain", fields=chunked),
        fetched("https://a.example/7", body.encode(), status="404 Not Found"),
        fetched("https://a.example/8", b"", status="301 Moved"),
        fetched("https://a.example/9", b"\x0b\x02\x80", fields="Content-Encoding: br\r\n"),
    ]
    path.write_bytes(b"".join(map(gzip.compress, answers)))
    found = read(path)

    assert [row.key[-1] for row in found] == ["1", "2", "3", "4", "5", "6", "9"]
    assert [text_of(row) for row in found] == [body] * 4 + ["<p>A bed", "<p>Plain", ""]
    assert found[-1].fault == f"{path}:9: is damaged (packed with br)"


def test_an_archive_that_another_tool_wrote_is_read() -> None:
    # Written with warcio 1.8: an answer of a server, its request, and a page as plain text.
    found = read(Path(__file__).parent / "audit" / "crawl.warc.gz")

    assert [(row.key, row.site, row.date, row.format) for row in found] == [
        ("https://a.example/lamp", "a.example", "2026-03-01", "html"),
        ("https://a.example/bed", "a.example", "2026-03-02", "text"),
    ]
    assert [text_of(row) for row in found] == ["<p>A lamp shines.</p>", "A bed is soft."]


def test_plain_text_made_of_pages_is_read(tmp_path: Path) -> None:
    path = tmp_path / "pages.wet"
    told = record("warcinfo", b"hi", "", kind="text/plain")
    path.write_bytes(told + record("conversion", b"A lamp.", "https://a.example/x", kind="text/plain"))

    assert [(row.key, row.format, text_of(row)) for row in read(path)] == [("https://a.example/x", "text", "A lamp.")]


@pytest.mark.parametrize("is_packed", [True, False])
def test_damage_in_an_archive_costs_the_record_that_it_is_in(is_packed: bool, tmp_path: Path) -> None:
    path = archive(tmp_path, packed=is_packed)
    [_, second, *_] = [one for one in _records.records(path) if b"WARC-Type: response" in one.raw]
    raw = bytearray(path.read_bytes())
    raw[second.start : second.start + 12] = b"XXXXXXXXXXXX"
    path.write_bytes(raw)
    found = read(path, 1)

    # The second answer is that for the picture of the first page.
    assert [row.key for row in found if not row.fault] == [page["url"] for page in PAGES]
    assert [row.path for row in found if row.fault] == [f"{path}:3"]


@pytest.mark.parametrize("is_packed", [True, False])
def test_an_archive_that_is_cut_gives_what_is_there_and_a_broken_row(is_packed: bool, tmp_path: Path) -> None:
    path = archive(tmp_path, packed=is_packed)
    path.write_bytes(path.read_bytes()[:-8])
    found = read(path, 1)

    assert [bool(row.fault) for row in found] == [False, False, False, True]
    assert "ends in the middle of a record" in found[-1].fault


def test_a_record_that_unpacks_without_end_is_given_up_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_limits, "_HARMLESS", 1_000_000)
    monkeypatch.setattr(_limits, "LARGEST_ROW", 500_000)
    monkeypatch.setattr(_records, "LARGEST_ROW", 500_000)
    monkeypatch.setattr(warc, "LARGEST_ROW", 500_000)
    path, inner = tmp_path / "crawl.warc.gz", gzip.compress(b"<p>" + b" " * BOMB)
    answers = [
        fetched("https://a.example/1", b"<p>" + b"\0" * BOMB),
        fetched("https://a.example/2", inner, fields="Content-Encoding: gzip\r\n"),
        fetched("https://a.example/3", b"<p>Last."),
    ]
    path.write_bytes(b"".join(map(gzip.compress, answers)))
    found = read(path)

    assert faults(found) == [f"{path}:1: unpacks without end", f"{path}:2: is larger than 500,000 bytes", ""]
    assert text_of(found[2]) == "<p>Last."


@pytest.mark.parametrize("length", ["9" * 5000, "x", "-1", "١", ""])
def test_a_record_whose_length_is_no_number_is_broken(length: str, tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc.gz"
    raw = re.sub(rb"(?<=WARC/1.0\r\n)", b"X: y\r\n", fetched("https://a.example/1", b"<p>A lamp."))
    broken = re.sub(rb"Content-Length: \d+", f"Content-Length: {length}".encode(), raw)
    path.write_bytes(gzip.compress(broken) + gzip.compress(raw))
    found = read(path)

    assert faults(found) == [f"{path}:1: is no record of an archive", ""]
    assert text_of(found[1]) == "<p>A lamp."


def test_an_archive_packed_as_one_piece_is_one_shard(tmp_path: Path) -> None:
    path = packed(archive(tmp_path, packed=False))

    assert [shard.count for shard in inputs.plan(path, 1, {})] == [3]
    assert [row.key for row in read(path, 1)] == [page["url"] for page in PAGES]


def test_an_address_of_a_sitemap_without_a_copy_is_a_broken_row(tmp_path: Path) -> None:
    path = sitemap(tmp_path)
    (tmp_path / "a.example" / "bed.html").unlink()
    found = read(path)

    assert [bool(row.content) for row in found] == [True, False, True]
    assert found[1].fault == f"{path}:3: no copy of https://a.example/bed is there"


def test_a_sitemap_leads_out_of_its_folder_neither_by_dots_nor_by_links(tmp_path: Path) -> None:
    (tmp_path / "secret.html").write_text("Secret")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "link.html").symlink_to(tmp_path / "secret.html")
    pages = [f"https://a.example/{path}" for path in ("../secret.html", "%2e%2e/secret.html", "link.html", "a%00b")]
    told = "".join(f"<url><loc>{page}</loc></url>" for page in pages)
    (tmp_path / "site" / "sitemap.xml").write_text(f"<urlset>{told}<url/></urlset>")

    assert [text_of(row) for row in read(tmp_path / "site" / "sitemap.xml")] == ["", "", "", "", ""]


def test_a_list_of_sitemaps_is_followed_to_those_beside_it(tmp_path: Path) -> None:
    packed(sitemap(tmp_path))
    (tmp_path / "index.xml").write_text(
        "<sitemapindex><sitemap><loc>https://a.example/sitemap.xml.gz</loc></sitemap>"
        "<sitemap><loc>https://a.example/index.xml</loc></sitemap>"
        "<sitemap><loc>https://a.example/gone.xml</loc></sitemap></sitemapindex>"
    )
    found = read(tmp_path / "index.xml")

    assert [row.key for row in found[:3]] == [page["url"] for page in PAGES]
    assert faults(found[3:]) == [f"{tmp_path}/index.xml:1: no copy of https://a.example/gone.xml is there"]


@pytest.mark.parametrize(("cut", "fault"), [("</urlset>", "no element found"), ("</url>\n</urlset>", "mismatched tag")])
def test_a_sitemap_that_is_broken_gives_what_is_there_and_a_broken_row(cut: str, fault: str, tmp_path: Path) -> None:
    path = sitemap(tmp_path)
    whole = path.read_text().removesuffix(cut)
    path.write_text(whole if fault == "no element found" else f"{whole}</x>")
    found = read(path, 1)

    assert [row.key for row in found if not row.fault] == [page["url"] for page in PAGES][
        : 3 if whole.endswith(">\n") else 2
    ]
    assert f"is not valid XML: {fault}" in found[-1].fault


def test_bytes_changed_at_random_neither_stop_an_audit_nor_lose_a_row(tmp_path: Path) -> None:
    random, broken = Random(5), 0
    for kind, make in KINDS.items():
        (tmp_path / kind).mkdir()
        path = make(tmp_path / kind)
        raw = path.read_bytes()
        for _ in range(12):
            changed = bytearray(raw)
            for _ in range(random.randint(1, 4)):
                changed[random.randrange(len(raw))] = random.randrange(256)
            path.write_bytes(changed)
            # Where not one row can be told from another, the whole is refused; in each case it is said why.
            with suppress(UserError):
                broken += sum(bool(row.fault) for row in read(path))
                assert not any("any more" in row.fault for row in read(path))

    assert broken > 20


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("<html/>", "is no sitemap, it begins with “html”"),
        ('<!DOCTYPE x [<!ENTITY a "aa">]><urlset/>', "declares the entity “a”"),
        ("words", "is not valid XML: syntax error"),
    ],
    ids=["other", "entity", "words"],
)
def test_what_is_no_sitemap_stops_the_audit(written: str, fault: str, tmp_path: Path) -> None:
    (tmp_path / "x.xml").write_text(written)
    with pytest.raises(UserError, match=fault):
        read(tmp_path / "x.xml")


def test_what_is_no_input_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_text("")
    with pytest.raises(UserError, match="is no input that can be audited; give a folder"):
        read(tmp_path / "x.zip")
    with pytest.raises(UserError, match=r"cannot be read .No such file"):
        read(tmp_path / "gone.jsonl")


@pytest.mark.parametrize("kind", KINDS)
def test_an_input_that_changed_since_it_was_counted_still_gives_as_many_rows(kind: str, tmp_path: Path) -> None:
    path = KINDS[kind](tmp_path)
    shards = list(inputs.plan(path, 2, {}))
    path.write_bytes(path.read_bytes()[:20])
    found = [list(inputs.rows(shard)) for shard in shards]

    assert [len(rows) for rows in found] == [shard.count for shard in shards] == [2, 1]
    assert all(row.fault for rows in found for row in rows)


def test_a_parquet_name_with_signs_of_a_glob_is_read_as_it_is(tmp_path: Path) -> None:
    path = parquet(tmp_path).rename(tmp_path / "it's [1]*.parquet")

    assert [row.key for row in read(path)] == [page["url"] for page in PAGES]


def test_what_a_field_is_called_is_found_whatever_its_case() -> None:
    assert _named.found_among(["URL", "Body", "LastMod"], {}) == {"url": "URL", "text": "Body", "date": "LastMod"}
