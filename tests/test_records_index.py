"""A library in an index on disk is the same library: records, faults and links; whatever became of the index."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import claimcheck
import made
from claimcheck import flow, readers, shipped
from claimcheck.checks.link import Linker
from claimcheck.claims.reading import Reading
from claimcheck.config import config
from claimcheck.records import library as record_library
from claimcheck.records import search as record_search
from claimcheck.records import shelf as record_shelf
from claimcheck.records.index import in_memory
from claimcheck.records.keys import phrases
from claimcheck.records.library import Shelf
from claimcheck.trie import edges_in
from claimcheck.words import words_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimcheck.errors import UserError
    from claimcheck.lexicon import Lexicon
    from claimcheck.records.record import Record

NAMES = ["=GLOW", "=LUMEN-2", "Lumen 2", "Glow Sleep Study", "=RAY", "=BEAM", "Beam Study", "NCT01234567"]
HINTS = [
    "Utopia University",
    "=Moonlamp",
    "Journal of Lamps",
    "evening light",
    "University of Utopia Hospital",
    "light",
]
RELATIONS = ["supersedes", "same_trial_as", "retracts", "includes"]
IDS = ["aurora", "beacon", "candle", "dawn", "ember"]
SENTENCES = [
    "In the GLOW trial our cells improved recovery after stroke.",
    "Lumen 2's results were better in stroke.",
    "The Glow Sleep Study, and LUMEN-2, ended.",
    "Utopia University found in the Journal of Lamps that stroke patients walked.",
    "Moonlamp and evening light at the University of Utopia Hospital help after stroke.",
    "GLOW SHOWS WHAT LIGHT CAN DO.",
    "Lindquist et al. (2021) saw better movement after stroke.",
    "In 2022 Lindquist and colleagues treated stroke.",
    "See NCT01234567 and doi:10.1000/Lamp(1)5, or https://doi.org/10.1000/lamp/full for stroke.",
    "Read [more](https://pubmed.ncbi.nlm.nih.gov/12345678/) on stroke (PMID: 12345679).",
    "Evening light for people who had a stroke at home was compared.",
    "About 12 percent of people have a stroke, says Utopia University.",
]
# The words in which a study is not meant, those that a page must say, and a figure: patterns survive the index.
MORE = [
    "unless_page_says: [lighthouse]",
    "must_say: [{id: sham, severity: error, within: block, words: [no|without sham], from: memory}]",
    "figures: [{what: strokes, value: 12, unit: percent, beside: [people], from: memory}]",
    "statements: [{gist: good, speaker: Ada Lindquist, from: memory}]",
]
FACT = """\
id: fact
kind: statistic
title: Strokes in Utopia
fictional: true
hints: [Utopia University]
population: {condition: stroke, from: memory}
figures: [{what: strokes, value: 12, unit: percent, beside: [people], from: memory}]
"""


@st.composite
def records(draw: st.DrawFn) -> dict[str, str]:
    """Return the files of a small library: sound records, some of one trial, some at odds, some broken."""
    fact = {"fact": FACT} if draw(st.booleans()) else {}
    return fact | {name: _text(draw, name) for name in draw(st.lists(st.sampled_from(IDS), min_size=2, unique=True))}


def _text(draw: st.DrawFn, name: str) -> str:
    def some(of: list[str]) -> list[str]:
        return draw(st.lists(st.sampled_from(of), max_size=3, unique=True))

    kind = draw(st.sampled_from([*["trial", "statistic", "synthesis"] * 4, "comet"]))
    title = draw(st.sampled_from(["Lamps", "Evening light for people who had a stroke: a trial"]))
    lines = [
        f"id: {name}",
        f"kind: {kind}",
        f"title: '{title}'",
        "fictional: true",
        f"names: {some(NAMES) if draw(st.booleans()) else []}",
    ]
    lines += [f"hints: {some(HINTS)}"] if draw(st.booleans()) else []
    doi = draw(st.sampled_from(["10.1000/lamp", "10.1000/Lamp(1)5", *(f"10.1000/dark{n}" for n in range(6))]))
    pmid = draw(st.sampled_from(["12345678", "12345679", *(f"2000000{n}" for n in range(6))]))
    year = draw(st.sampled_from([2021, 2022]))
    author = draw(st.sampled_from(["Lindquist", "Berg"]))
    article = (
        f"type: article, doi: '{doi}', pmid: '{pmid}', author: {author}, date: '{year}', journal: Journal of Lamps"
    )
    lines += [f"publications: [{{{article}}}]"] if draw(st.booleans()) else []
    lines += ["population: {condition: stroke, from: memory}"] if draw(st.integers(0, 3)) else []
    lines += ["intervention: {treatment: cell-therapy, product: Moonlamp, from: memory}"] if draw(st.booleans()) else []
    lines += ["standing: current"] if draw(st.integers(0, 5)) == 0 else []
    others = [other for other in IDS if other > name or draw(st.integers(0, 9)) == 0]
    related = {
        draw(st.sampled_from(RELATIONS)): draw(st.sampled_from(others)) for _ in others[:2] if draw(st.booleans())
    }
    lines += [f"relations: {{{', '.join(f'{key}: [{value}]' for key, value in related.items())}}}"] if related else []
    return "\n".join([*lines, *some(MORE), ""])


def write(folder: Path, files: Mapping[str, str]) -> Path:
    for path in folder.glob("*.yaml"):
        path.unlink()
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def indexed(folder: Path, lexicon: Lexicon, cache: Path) -> tuple[Mapping[str, Record], list[UserError]]:
    return record_shelf.read([Shelf(folder)], lexicon, cache=cache)


def held(folder: Path, lexicon: Lexicon) -> tuple[Mapping[str, Record], list[UserError]]:
    return record_library.read([folder], lexicon)


def told(read: tuple[Mapping[str, Record], list[UserError]], lexicon: Lexicon) -> dict[str, Any]:
    """Return all that can be asked of a library."""
    found, faults = read
    page = made.page("\n\n".join(SENTENCES) + "\n")
    reading = Reading(page, lexicon)
    linker = Linker(found).on(reading)
    return {
        "faults": [str(fault) for fault in faults],
        "records": [
            (r.id, r.kind, r.topic, r.path, r.data, r.given_standing, r.must_say, r.unless_page_says, r.beside)
            for r in found.values()
        ],
        "lines": [r.line(("publications", 0, "doi")) for r in found.values()],
        "links": [linker.fits(sentence) for sentence in reading.sentences],
        "figures": [linker.counted(sentence) for sentence in reading.sentences],
        "topic": [r.id for r in record_search.on_topic(found, lexicon, ["ischemic-stroke"], ["stem-cell-therapy"])],
        "condition": [r.id for r in record_search.on_condition(found, "stroke")],
        "later": [r.id for r in record_search.later_than(found, IDS[:3])],
        "speakers": [r.id for r in record_search.spoken_by(found, ["Lindquist", "said"])],
    }


def test_a_phrase_that_no_record_has_any_more_hides_no_shorter_one(lexicon: Lexicon, tmp_path: Path) -> None:
    head = "id: aurora\nkind: trial\ntitle: Lamps\nfictional: true\n"
    folder, cache = tmp_path / "evidence", tmp_path / "cache"
    folder.mkdir()
    for hints in ("[=Moonlamp, light]", "[evening light]", "[=Moonlamp, light]"):
        write(folder, {"aurora": f"{head}hints: {hints}\n"})
        assert told(indexed(folder, lexicon, cache), lexicon) == told(held(folder, lexicon), lexicon)


@settings(max_examples=25, deadline=None)
@given(records(), records())
def test_with_and_without_the_index_a_library_is_the_same(
    lexicon: Lexicon, one: dict[str, str], other: dict[str, str]
) -> None:
    with TemporaryDirectory() as place:
        folder, cache = Path(place) / "evidence", Path(place) / "cache"
        folder.mkdir()
        # The second time the index is there already, of the files as they were.
        for files in (one, other, one):
            write(folder, files)
            assert told(indexed(folder, lexicon, cache), lexicon) == told(held(folder, lexicon), lexicon)


@settings(max_examples=60, deadline=None)
@given(records())
def test_the_order_of_files_on_disk_makes_no_difference(lexicon: Lexicon, files: dict[str, str]) -> None:
    with TemporaryDirectory() as place:
        folder = Path(place)
        first = told(held(write(folder, files), lexicon), lexicon)
        assert told(held(write(folder, dict(reversed(files.items()))), lexicon), lexicon) == first


SMALL = {
    "aurora": "id: aurora\nkind: trial\ntitle: Lamps\nfictional: true\nnames: [=GLOW]\n",
    "beacon": "id: beacon\nkind: trial\ntitle: Lamps\nfictional: true\nnames: [=LUMEN-2]\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with two records."""
    place = tmp_path / "evidence"
    place.mkdir()
    return write(place, SMALL)


def names(read: tuple[Mapping[str, Record], list[UserError]]) -> list[str]:
    return [record.shown for record in read[0].values()]


def kept_in(cache: Path) -> Path:
    [path] = cache.iterdir()
    return path


def test_a_file_that_did_not_change_is_not_opened_again(
    folder: Path, tmp_path: Path, lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexed(folder, lexicon, tmp_path / "cache")
    opened: list[str] = []
    read_file = record_shelf.record_file.read
    monkeypatch.setattr(
        record_shelf.record_file,
        "read",
        lambda path, *words, **given: opened.append(path.name) or read_file(path, *words, **given),
    )

    assert (names(indexed(folder, lexicon, tmp_path / "cache")), opened) == (["GLOW", "LUMEN-2"], [])
    (folder / "beacon.yaml").write_text(SMALL["beacon"].replace("LUMEN-2", "LUMEN-3"))
    (folder / "aurora.yaml").unlink()
    assert (names(indexed(folder, lexicon, tmp_path / "cache")), opened) == (["LUMEN-3"], ["beacon.yaml"])


def test_other_words_in_the_lexicon_make_another_index(folder: Path, tmp_path: Path, lexicon: Lexicon) -> None:
    text = SMALL["beacon"] + "must_say: [{id: x, severity: error, within: block, words: ['{lamp}'], from: memory}]\n"
    (folder / "beacon.yaml").write_text(text)
    more = claimcheck.lexicon.Lexicon(lexicon.names, {**lexicon.classes, "lamp": ("lamp",)})

    assert names(indexed(folder, lexicon, tmp_path / "cache")) == ["GLOW"]
    assert names(indexed(folder, more, tmp_path / "cache")) == ["GLOW", "LUMEN-2"]
    assert names(indexed(folder, lexicon, tmp_path / "cache")) == ["GLOW"]


@pytest.mark.parametrize("broken", [b"", b"no database", None])
def test_a_broken_index_is_built_again(folder: Path, tmp_path: Path, lexicon: Lexicon, broken: bytes | None) -> None:
    cache = tmp_path / "cache"
    indexed(folder, lexicon, cache)
    path = kept_in(cache)
    path.write_bytes(path.read_bytes()[:9_000] if broken is None else broken)

    assert names(indexed(folder, lexicon, cache)) == ["GLOW", "LUMEN-2"]
    assert kept_in(cache) == path


def test_an_index_with_other_tables_is_built_again(folder: Path, tmp_path: Path, lexicon: Lexicon) -> None:
    cache = tmp_path / "cache"
    indexed(folder, lexicon, cache)
    connection = sqlite3.connect(kept_in(cache))
    connection.execute("DROP TABLE told")
    connection.execute("DROP TABLE fault")
    connection.commit()
    connection.close()

    assert names(indexed(folder, lexicon, cache)) == ["GLOW", "LUMEN-2"]


@pytest.mark.parametrize("how", ["cut short", "one record unreadable"])
def test_an_index_that_breaks_during_a_run_is_built_again(
    folder: Path, tmp_path: Path, lexicon: Lexicon, how: str
) -> None:
    cache = tmp_path / "cache"
    read = indexed(folder, lexicon, cache)
    if how == "cut short":
        kept_in(cache).write_bytes(b"x" * 20_000)
    else:
        connection = sqlite3.connect(kept_in(cache))
        connection.execute("UPDATE record SET data = x'00'")
        connection.commit()
        connection.close()

    assert names(read) == ["GLOW", "LUMEN-2"]


def test_phrases_that_were_asked_for_are_found_as_records_come_and_go(house: flow.House) -> None:
    first, second, *_ = (record for record in house.records.values() if list(phrases(record)))
    index = in_memory([first])
    told = [phrase.text for record in (first, second) for phrase in phrases(record)]
    edges = edges_in(word for text in told for word in words_in(text))
    alone = index.phrases_with(edges)
    number = index.add_file(1, second.path)
    index.add(second, number, kept=False)
    both = index.phrases_with(edges)
    index.remove(number)
    index.forget_phrases()

    assert alone
    assert set(alone) < set(both)
    assert index.phrases_with(edges) == alone
    assert both == in_memory([first, second]).phrases_with(edges)


def test_where_no_cache_can_be_written_the_index_lasts_for_the_run(
    folder: Path, tmp_path: Path, lexicon: Lexicon
) -> None:
    (tmp_path / "cache").write_text("a file in the way")

    assert names(indexed(folder, lexicon, tmp_path / "cache")) == ["GLOW", "LUMEN-2"]


def test_runs_at_the_same_time_do_not_disturb_each_other(folder: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from claimcheck.records import shelf as record_shelf; from claimcheck.lexicon import Lexicon\n"
        "from claimcheck.records.library import Shelf\n"
        "read, faults = record_shelf.read([Shelf(Path(sys.argv[1]))], Lexicon({}, {}), cache=Path(sys.argv[2]))\n"
        "print(*read, len(faults))\n"
    )
    words = [sys.executable, "-c", code, str(folder), str(tmp_path / "cache")]
    env = {**os.environ, "PYTHONPATH": str(Path(claimcheck.__path__[0]).parent)}
    runs = [subprocess.Popen(words, env=env, stdout=subprocess.PIPE, text=True) for _ in range(4)]

    assert [run.communicate()[0] for run in runs] == ["aurora beacon 0\n"] * 4
    assert [run.returncode for run in runs] == [0] * 4
    assert kept_in(tmp_path / "cache").suffix == ".sqlite"


def test_what_an_interrupted_run_left_is_taken_out_after_a_day(folder: Path, tmp_path: Path, lexicon: Lexicon) -> None:
    cache = tmp_path / "cache"
    cache.mkdir()
    for name, age in (("evidence-a.new", 90_000), ("evidence-b.new", 10), ("evidence-c.sqlite", 90_000)):
        (cache / name).touch()
        then = (cache / name).stat().st_mtime - age
        os.utime(cache / name, (then, then))
    indexed(folder, lexicon, cache)

    left = sorted(path.name for path in cache.iterdir())
    assert ["evidence-b.new", "evidence-c.sqlite"] == [
        name for name in left if name.startswith("evidence-") and len(name) < 20
    ]


def test_a_large_library_is_kept_in_the_index_of_the_user(
    folder: Path, tmp_path: Path, lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMCHECK_CACHE_DIR", str(tmp_path / "cache" / "claimcheck"))
    read, faults = record_library.read([folder], lexicon, heavy=2)

    assert (type(read).__name__, list(read), faults) == ("Kept", ["aurora", "beacon"], [])
    assert len(list((tmp_path / "cache" / "claimcheck").iterdir())) == 1
    assert type(record_library.read([folder], lexicon, heavy=3)[0]).__name__ == "Held"


def test_a_page_has_one_report_with_and_without_the_index(house: flow.House, tmp_path: Path) -> None:
    evidence = shipped.folder("evidence")
    records, faults = record_shelf.read([Shelf(evidence)], house.lexicon, cache=tmp_path)
    other = flow.House(config.Config(), house.lexicon, house.rules, records)
    page = Path(__file__).parent / "articles" / "pages"
    document = readers.read(sorted(page.iterdir())[0], shown_as="page", max_size=10**7)

    assert faults == []
    assert flow.check_document(document, other, "2026-11-24") == flow.check_document(document, house, "2026-11-24")
    assert flow.digests(other) == flow.digests(house)
