"""Parts of the language server by themselves: places, what is half written, edits tried on readers, shapes, cards."""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from lsprotocol.types import MarkupContent

from claimcheck import baseline, card, flow, lexicon, readers, shipped, user_cache, yamlfile
from claimcheck.config import config
from claimcheck.lsp import completion, edits, home, hover, page
from claimcheck.lsp.home import Home
from claimcheck.lsp.page import Checked, Text
from claimcheck.lsp.positions import Positions
from claimcheck.lsp.session import Session
from claimcheck.lsp.yaml_place import place_at
from claimcheck.records import library as record_library
from claimcheck.rulebook import file as rule_file
from claimcheck.rulebook.shape import rule_schema
from made import finding

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimcheck.flow import House
    from conftest import Ran

LETTERS = st.text(alphabet=st.sampled_from("aé🙂\r\n\u2028\x0c\ud800"), max_size=30)


@given(text=LETTERS, encoding=st.sampled_from(["utf-8", "utf-16", "utf-32"]), data=st.data())
def test_each_character_has_a_place_that_leads_back_to_it(text: str, encoding: str, data: st.DataObject) -> None:
    positions = Positions(text, encoding)
    offset = data.draw(st.integers(0, len(text)))
    back = positions.offset(positions.position(offset))

    # Between the two characters of a line end there is no place.
    assert back == (offset - 1 if text[offset - 1 : offset + 1] == "\r\n" else offset)


def test_a_column_counts_units_of_what_was_agreed_on() -> None:
    at = [Positions("\n🙂é x", encoding).position(4).character for encoding in ("utf-8", "utf-16", "utf-32")]

    assert at == [7, 4, 3]


def test_a_place_behind_a_line_or_the_text_is_its_end() -> None:
    positions = Positions("ab\ncd")

    assert [positions.offset(positions.position(9)), positions.offset(type(positions.position(0))(0, 50))] == [5, 2]
    assert positions.offset(type(positions.position(0))(7, 0)) == 5


@pytest.mark.parametrize(
    ("text", "path", "written", "where"),
    [
        ("rule: x\nsev|", (), "sev", "key"),
        ("severity: wa|", ("severity",), "wa", "value"),
        ("when:\n  kin|", ("when",), "kin", "key"),
        ("when:\n  kinds:\n    - ef|", ("when", "kinds", "[]"), "ef", "either"),
        ("when:\n  kinds: [effect, me|]", ("when", "kinds", "[]"), "me", "value"),
        ("when: {stance: [asserted], rol|", ("when",), "rol", "key"),
        ("paths:\n  - match: x\n    severities: {cure: e|", ("paths", "[]", "severities", "cure"), "e", "value"),
        ("outcomes:\n  - {id: x,\n     ro|", ("outcomes", "[]"), "ro", "key"),
        ("outcomes:\n- id: x\n  role: pri|", ("outcomes", "[]", "role"), "pri", "value"),
        ("outcomes:\n  - id: x\n    role: pri\nfig|", (), "fig", "key"),
        ("a:\n  b: {c: d}\n  e: f|", ("a", "e"), "f", "value"),
        ('says: "x: {y", b: |', ("says",), 'x: {y", b: ', "value"),
    ],
)
def test_a_cursor_in_yaml_that_is_half_written_knows_its_keys(
    text: str, path: tuple[str, ...], written: str, where: str
) -> None:
    before = text[: text.rindex("|")]
    found = place_at(f"{before}{text[len(before) + 1 :]}".split("\n"), before.count("\n"), len(before.split("\n")[-1]))

    assert found == (path, written, where in ("key", "either"), where in ("value", "either"))


def test_in_a_comment_of_yaml_there_is_nothing_to_complete() -> None:
    assert place_at(["a: b # c"], 0, 8) is None


@pytest.fixture(scope="module")
def own_home(house: House, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Return what ships as the home of an empty folder."""
    root = tmp_path_factory.mktemp("home")
    called = {name: record.title for name, record in house.records.items()}
    return Home(root, None, house, (), called)


def opened(own_home: Home, name: str, words: str) -> Checked:
    """Return a text of a name, not checked."""
    path = own_home.root / name
    return Checked(Text(path.as_uri(), path, 1, page.format_of(path, ""), words), own_home)


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("a.md", "It cured me.\n", "@<!-- claimcheck: allow cure because -->\n\nIt cured me.\n"),
        ("a.md", "- It cured me.\n- So.\n", "- It cured me. <!-- claimcheck: allow cure because -->\n- So.\n"),
        ("a.md", "# It cured me\r\n", "<!-- claimcheck: allow cure because -->\r\n\r\n# It cured me\r\n"),
        ("a.html", "<p>It cured me.</p>", "<!-- claimcheck: allow cure because -->\n<p>It cured me.</p>"),
        ("a.html", "<ul><li>It cured me.</ul>", "<ul><li>It cured me. <!-- claimcheck: allow cure because --></ul>"),
        (
            "a.tsx",
            "const a = <p>It cured me.</p>;",
            "const a = <p>It cured me. {/* claimcheck: allow cure because */}</p>;",
        ),
        ("a.yaml", "text: It cured me.\n", "# claimcheck: allow cure because\ntext: It cured me.\n"),
        ("a.txt", "It cured me.\n", None),
        ("a.json", '{"text": "It cured me."}', None),
    ],
)
def test_an_exception_is_written_as_the_format_writes_comments(
    own_home: Home, name: str, before: str, after: str | None
) -> None:
    checked = opened(own_home, name, before)
    document = readers.read_text(before, path=checked.text.path.as_posix(), format=checked.text.format)
    edit = edits.comment(checked, finding(document, "cured"), "claimcheck: allow cure because", "cure")

    assert (edit and edit.made(before)) == (after and after.lstrip("@"))


def test_the_schema_of_a_rule_takes_every_rule_that_ships() -> None:
    shape = Draft202012Validator(rule_schema())
    refused = [
        f"{path.name}: {error.message}"
        for path in sorted(shipped.folder("rules").rglob("*.yaml"))
        for error in shape.iter_errors(yamlfile.read(path).value)
    ]

    assert refused == []


COUNTED = (("at_least",), ("in",), ("different",))


def keys_of(shape: Any, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Return each key of a shape with those around it."""
    found = []
    for name, inner in shape.get("properties", {}).items():
        found += [(*path, name), *keys_of(inner, (*path, name))]
    for inner in (*shape.get("anyOf", ()), *([shape["items"]] if "items" in shape else ())):
        found += keys_of(inner, path)
    return list(dict.fromkeys(found))


def nested(path: tuple[str, ...], value: Any) -> Any:
    for name in reversed(path):
        value = {name: value}
    return value


def test_the_loader_of_rules_knows_every_key_of_the_schema(house: House, tmp_path: Path) -> None:
    (tmp_path / "pressure").mkdir()
    unknown = []
    for path in keys_of(rule_schema()):
        # A count is told from a frame by what it counts.
        given = {"find": {"several": "x", path[1]: "x"}} if path[1:] in COUNTED else nested(path, "x")
        (tmp_path / "pressure" / "x.yaml").write_text(json.dumps(given))
        faults = rule_file.faults([tmp_path], house.lexicon)
        unknown += [path for fault in faults if fault.fault == f"has the unknown key “{path[-1]}”"]

    assert unknown == []


@pytest.mark.parametrize(
    ("kind", "text", "first"),
    [
        ("record", "kind: authority\njuri|", "jurisdiction: "),
        ("record", "kind: trial\ndesign: {type: randomised-t|", "randomised-trial"),
        ("record", "basis:\n  - id: paper\nfunding: {basis: pa|", "paper"),
        ("record", "relations:\n  supersedes: [ftc-a|", "ftc-act"),
        ("record", "outcomes:\n  - met: tr|", "true"),
        ("rule", "when:\n  stance: [ass|", "asserted"),
        ("rule", "compare:\n  differ: [spec|", "species"),
        ("rule", "when_found: [endpoint-n|", "endpoint-not-met"),
        ("rule", "examples:\n  found:\n    - page: x\n      form|", "format: "),
        ("config", "domains: [heal|", "health"),
        ("config", "allow:\n  - rule: endpoint-n|", "endpoint-not-met"),
        ("config", "fail_on: wa|", "warning"),
    ],
)
def test_what_may_be_written_comes_from_the_schema_and_the_house(
    own_home: Home, kind: str, text: str, first: str
) -> None:
    before = text.removesuffix("|")
    found = completion.in_yaml(kind, own_home, Positions(before), before.count("\n"), len(before))

    assert [item.text_edit.new_text for item in found.items if item.text_edit][:1] == [first]


def test_only_some_of_many_are_offered_and_more_asked_for(own_home: Home) -> None:
    found = completion.in_yaml("rule", own_home, Positions("when_found: "), 0, 12)

    assert (len(found.items), found.is_incomplete) == (200, True)


def test_words_of_a_page_are_shown_as_they_are_written(own_home: Home) -> None:
    words = "# Cells\n\nIn mice \\[1\\] & rats our cells cure stroke.\n"
    checked = page.check(opened(own_home, "a.md", words).text, own_home)
    found = hover.in_page(checked, Positions(words), words.index("cure"))

    assert found is not None
    assert isinstance(found.contents, MarkupContent)
    assert [line for line in found.contents.value.splitlines() if line.startswith("- strength")] == [
        "- strength: causal — causal by “cure” over “In mice \\[1\\] &amp; rats our cells cure stroke”"
    ]


def test_a_page_that_is_too_large_is_a_fault_and_what_it_says_is_not_checked(own_home: Home) -> None:
    small = flow.House(config.Config(max_size=10), own_home.house.lexicon, (), {})
    text = opened(own_home, "a.md", "Our cells cure stroke.").text
    checked = page.check(text, Home(own_home.root, None, small, (), {}))

    assert checked.report is None
    assert checked.fault is not None
    assert checked.fault.fault == "is larger than 10 bytes (22)"


@pytest.mark.parametrize(
    ("name", "language", "form"),
    [
        ("a.md", "", "markdown"),
        ("a", "html", "html"),
        ("a", "plaintext", "text"),
        ("a.pdf", "", ""),
        ("package.json", "json", ""),
        ("a.py", "python", ""),
    ],
)
def test_a_text_is_read_by_its_name_or_else_its_language(tmp_path: Path, name: str, language: str, form: str) -> None:
    assert page.format_of(tmp_path / name, language) == form


def test_what_an_editor_holds_stands_in_the_place_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a: 1\n")
    with yamlfile.unsaved({path: "a: 2\n"}):
        held = yamlfile.read(path).value

    assert (held, yamlfile.read(path).value) == ({"a": 2}, {"a": 1})


def test_the_index_of_a_large_library_holds_what_is_saved(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(user_cache.VARIABLE, str(tmp_path / "cache"))
    path = tmp_path / "evidence" / "ftc-act.yaml"
    path.parent.mkdir()
    text = (shipped.folder("evidence") / "authorities" / "ftc-act.yaml").read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    with yamlfile.unsaved({path: text.replace("title:", "titel:")}):
        records, faults = record_library.read([path.parent], house.lexicon, heavy=1)

    assert (list(records), faults) == (["ftc-act"], [])


def test_only_what_has_changed_is_read_again(site: Path) -> None:
    path = site / "claimcheck.yaml"
    first = home.load(site, path, {})
    again = home.load(site, path, {}, first)
    path.write_text("rules: [rules]\nbrand: Dashwrenn\nlexicn: x\n")
    changed = home.load(site, path, {}, first)

    assert again is first
    assert changed.house.rules is first.house.rules
    assert changed.house.config.settings.brands == ("Dashwrenn",)
    assert [(place, fault.line) for place, fault in changed.faults] == [(path, 3)]


def test_a_server_reads_no_yaml_that_was_read_before(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (site / "lexicon").mkdir()
    (site / "lexicon" / "lamps.yaml").write_text("classes:\n  lamps: [lamp, lantern]\n")
    monkeypatch.setattr(flow, "load_lexicon", lambda _, known: lexicon.read([site / "lexicon"], known))
    read: list[str] = []
    parse = yamlfile.parse
    monkeypatch.setattr(yamlfile, "parse", lambda text, *, path: read.append(Path(path).name) or parse(text, path=path))
    first = home.load(site, site / "claimcheck.yaml", {})

    assert read == ["claimcheck.yaml", "lamps.yaml", "haste.yaml"]

    read.clear()
    again = home.load(site, site / "claimcheck.yaml", {})

    assert read == ["claimcheck.yaml"]
    assert (again.house.rules, again.house.lexicon) == (first.house.rules, first.house.lexicon)


def test_the_fault_of_a_rule_is_told_in_its_own_file(site: Path) -> None:
    path = site / "rules" / "pressure" / "haste.yaml"
    held = home.load(site, site / "claimcheck.yaml", {path: path.read_text().replace("error", "eror")})

    assert [(place, fault.line, fault.fault) for place, fault in held.faults] == [
        (path, 2, "“severity” has the unknown word “eror”")
    ]
    assert [rule.name for rule in held.house.rules] == []


def test_files_that_nobody_watches_are_looked_at_before_each_check(site: Path) -> None:
    published: list[list[str]] = []
    text = Text((site / "a.md").as_uri(), site / "a.md", 1, "markdown", "Yours only today.\n")

    async def three_checks() -> None:
        session = Session(lambda _uri, _version, found: published.append([str(one.code) for one in found]), root=site)
        for severity in ("error", "off", "off"):
            (site / "claimcheck.yaml").write_text(f"rules: [rules]\nseverities: {{haste: {severity}}}\n")
            session.written(text, rest=0)
            await session.checked(text.uri)
            session.watched = severity == "off"
        (site / "claimcheck.yaml").write_text("rules: [rules]\n")
        session.turned(rest=0)
        await session.checked(text.uri)
        session.close()

    asyncio.run(three_checks())

    assert published == [["haste"], [], [], ["haste"]]


def test_what_the_baseline_holds_is_not_shown(own_home: Home) -> None:
    words = "Our cells cure stroke.\n"
    text = opened(own_home, "old.md", words).text
    before = page.check(text, own_home)
    assert before.report is not None
    held = baseline.grown(baseline.Baseline("", own_home.root), [before.report])
    path = own_home.root / config.BASELINE_NAME
    path.write_text(baseline.text(held.entries()), encoding="utf-8")
    after = page.check(text, own_home)
    path.write_text("{\n")
    broken = page.check(text, own_home)
    path.unlink()

    assert after.report is not None
    assert (len(before.report.findings) > 0, after.report.findings) == (True, ())
    assert broken.report == before.report
    assert broken.fault is not None
    assert broken.fault.path == str(path)


def test_without_the_extra_the_command_says_how_to_install_it(
    run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pygls", None)
    ran = run("lsp")

    assert ran == (2, [], ["the language server is not installed; install it with: pip install 'claimcheck-lint[lsp]'"])


def test_a_card_is_plain_data(house: House, own_home: Home) -> None:
    words = "# Cells\n\nOur cells cure stroke.\n"
    report = page.check(opened(own_home, "a.md", words).text, own_home).report
    assert report is not None
    found = next(one for one in report.findings if one.rule == "cure")
    told = asdict(card.finding_card(found, report, house.records))

    assert json.loads(json.dumps(told))["claim"]["readings"][3] == {
        "what": "strength",
        "value": "causal",
        "cues": [["cure", "Our cells cure stroke", "causal"]],
    }
    assert told["sources"][0]["kind"] == "authority"


def test_a_study_is_cited_by_doi_then_pubmed_then_registry(house: House) -> None:
    cited = {record.id: card.citation_of(record) for record in house.records.values() if record.kind != "authority"}

    assert {shown.split()[0][:3] for shown, _ in cited.values() if shown} >= {"DOI", "NCT"}
    assert [
        name for name, (shown, address) in cited.items() if shown.startswith("DOI") and "doi.org/10." not in address
    ] == []
