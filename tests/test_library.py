"""The library: a page given as words or as a file has one Report, in any thread; a spaCy pipeline carries it."""

from __future__ import annotations

import inspect
import json
import os
import subprocess
import sys
import tomllib
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import claimcheck
from claimcheck import library
from claimcheck.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimcheck.flow import House
    from conftest import Ran

ROOT = Path(__file__).parent.parent
WORDS = "Our stem cells cure autism. 💡 Book only today.\n"
FOUND = [("status-unsaid", "Our stem cells cure autism"), ("cure", "cure autism"), ("urgency", "only today")]


def found(report: claimcheck.Report) -> list[tuple[str, str]]:
    return [(finding.rule, finding.quote) for finding in report.findings]


def test_words_have_a_report(house: House) -> None:
    report = claimcheck.check(WORDS, house=house)

    assert found(report) == FOUND
    assert [claim.status for claim in report.claims] == ["unlinked"]
    assert (report.document.path, report.document.format, report.words) == ("page", "text", 8)


def test_a_file_has_the_report_of_the_command_line(site: Path, run: Callable[..., Ran]) -> None:
    held = claimcheck.load(site / "claimcheck.yaml")
    report = claimcheck.check(Path("bad.md"), house=held, as_of="2026-11-01")
    [told] = json.loads("\n".join(run("check", "bad.md", "--format", "json", "--as-of", "2026-11-01").out))["reports"]

    assert [(f["id"], f["start"], f["line"]) for f in told["findings"]] == [
        (f.id, f.start, f.line) for f in report.findings
    ]
    assert report.document.path == "bad.md"


def test_words_are_read_in_the_format_that_is_named(house: House) -> None:
    report = claimcheck.check("<p>Our stem cells <b>cure</b> autism.</p>", house=house, format="html", path="a.html")

    assert ("cure", "cure</b> autism") in found(report)
    assert {finding.path for finding in report.findings} == {"a.html"}


def test_what_is_configured_holds_for_what_it_is_given_to_alone(site: Path) -> None:
    off = claimcheck.load({"rules": ["rules"], "severities": {"haste": "off"}})
    of_blog = claimcheck.load({"rules": ["rules"], "paths": [{"match": "blog/*", "severities": {"haste": "off"}}]})

    assert found(claimcheck.check("Yours only today.", house=off)) == []
    assert found(claimcheck.check("Yours only today.", house=of_blog, path="blog/a.txt")) == []
    assert found(claimcheck.check("Yours only today.", house=of_blog, path="a.txt")) == [("haste", "only today")]
    assert found(claimcheck.check("Yours only today.")) == []
    assert site.is_dir()


def test_records_and_rules_can_be_chosen(site: Path) -> None:
    records = claimcheck.load(
        evidence=[ROOT / "examples" / "evidence"], config={"lexicon": [str(ROOT / "examples/lexicon")]}
    )

    assert "torvessin" in records.records
    assert [rule.name for rule in claimcheck.load({"rules": ["rules"]}, only=["haste"]).rules] == ["haste"]
    assert site.is_dir()


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: claimcheck.load(Path("gone.yaml")), "gone.yaml: cannot be read (No such file or directory)"),
        (lambda: claimcheck.load({"rule": ["rules"]}), "has the unknown key “rule”; did you mean “rules”?"),
        (lambda: claimcheck.load(evidence=["gone"]), "gone: is no folder"),
        (lambda: claimcheck.load({"rules": ["rules"]}, only=["hast"]), "“hast” is no rule; did you mean “haste”?"),
        (lambda: claimcheck.check(Path("gone.md")), "gone.md: cannot be read (No such file or directory)"),
        (
            lambda: claimcheck.check("A.", format="markdwn"),
            "page: “markdwn” is no known format; did you mean “markdown”?",
        ),
        (lambda: claimcheck.check("A.", as_of="tomorrow"), "“tomorrow” is no date; write it as 2027-05-01"),
    ],
    ids=["config", "key", "folder", "rule", "page", "format", "date"],
)
def test_a_fault_is_raised_with_its_remedy(call: Callable[[], object], said: str, site: Path) -> None:
    with pytest.raises(claimcheck.UserError) as raised:
        call()

    assert said in str(raised.value)
    assert site.is_dir()


def test_a_day_can_be_a_date(house: House) -> None:
    allowed = "<!-- claimcheck: allow cure because so; until 2027-05-01 -->\n\nOur stem cells cure autism.\n"
    before, then = (
        claimcheck.check(allowed, house=house, format="markdown", as_of=day)
        for day in (date(2027, 5, 1), date(2027, 5, 2))
    )

    assert "cure" not in dict(found(before))
    assert {"cure", "allow-expired"} <= set(dict(found(then)))


def test_many_threads_find_what_one_finds(house: House) -> None:
    examples = sorted((ROOT / "examples" / "articles").glob("*.md"))
    pages = [page.read_text(encoding="utf-8") for page in examples] * 2
    one = [claimcheck.check(page, house=house, format="markdown", as_of="2026-11-01") for page in pages]
    with ThreadPoolExecutor(4) as threads:
        many = list(
            threads.map(lambda p: claimcheck.check(p, house=house, format="markdown", as_of="2026-11-01"), pages)
        )

    assert many == one


def test_a_check_leaves_the_kernels_of_other_pipelines_as_they_are(house: House) -> None:
    from thinc.api import get_current_ops

    before = get_current_ops()
    claimcheck.check(WORDS, house=house)

    assert get_current_ops() is before


def test_to_import_the_package_imports_neither_spacy_nor_its_own_modules() -> None:
    code = "import sys, claimcheck; print(sorted(m for m in sys.modules if m.startswith(('spacy', 'claimcheck.'))))"

    assert python(code) == ["[]"]


def test_what_the_package_gives_is_named_and_nothing_else() -> None:
    assert sorted(claimcheck.__all__) == ["House", "Report", "UserError", "check", "load"]
    assert claimcheck.check is library.check
    assert claimcheck.UserError is UserError
    with pytest.raises(AttributeError, match="no attribute 'chek'"):
        _ = claimcheck.chek  # type: ignore[attr-defined]


@pytest.mark.parametrize("function", [library.check, library.load])
def test_each_thing_that_can_be_given_is_typed_and_told(function: Callable[..., Any]) -> None:
    signature = inspect.signature(function)

    assert "Raise UserError" in (function.__doc__ or "")
    for name, parameter in signature.parameters.items():
        assert parameter.annotation is not inspect.Parameter.empty
        assert name == "page" or f"`{name}`" in (function.__doc__ or "")
    assert (ROOT / "src" / "claimcheck" / "py.typed").is_file()


def python(code: str, *, path: Path | None = None) -> list[str]:
    """Return the lines that a Python of its own writes, with `path` and this package to import from."""
    source = str(Path(claimcheck.__path__[0]).parent)
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([*([str(path)] if path else []), source])}
    command = [sys.executable, "-c", code]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=True).stdout.splitlines()


def test_a_spacy_pipeline_finds_the_component_by_its_entry_point(tmp_path: Path) -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    points = declared["project"]["entry-points"]["spacy_factories"]
    installed = tmp_path / "installed_claimcheck-0.dist-info"
    installed.mkdir()
    lines = "".join(f"{name} = {target}\n" for name, target in points.items())
    (installed / "entry_points.txt").write_text(f"[spacy_factories]\n{lines}")
    (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: installed-claimcheck\nVersion: 0\n")
    code = (
        "import spacy; nlp = spacy.blank('en'); nlp.add_pipe('claimcheck'); "
        f"doc = nlp({WORDS!r}); print(doc._.claimcheck.words, [span.label_ for span in doc.spans['claimcheck']])"
    )

    assert python(code, path=tmp_path) == ["8 ['status-unsaid', 'cure', 'urgency']"]


def test_a_component_gives_the_report_and_a_span_for_each_finding(site: Path) -> None:
    import spacy
    from spacy.tokens import Doc

    from claimcheck import spacy_component

    assert spacy_component.NAME == "claimcheck"
    nlp = spacy.blank("en")
    nlp.add_pipe("claimcheck", config={"config": str(site / "claimcheck.yaml"), "as_of": "2026-11-01"})
    docs = list(nlp.pipe(["💡 Yours only\ntoday.", "A lamp.", ""]))

    assert [(span.text, span.label_, span.id_) for span in docs[0].spans["claimcheck"]] == [
        ("only\ntoday", "haste", "haste:only today:1")
    ]
    assert isinstance(docs[0], Doc)
    assert [doc._.claimcheck.document.text for doc in docs[1:]] == ["A lamp.", ""]
    assert [len(doc.spans["claimcheck"]) for doc in docs] == [1, 0, 0]
