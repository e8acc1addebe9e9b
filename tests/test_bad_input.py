"""Broken input, end to end: one clear line each with its place and the way out, and all else is still checked."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimcheck import files, flow, outputs, readers
from conftest import HASTE
from made import text_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Ran

DAY = ("--as-of", "2026-11-01")
IN_NEIGHBOUR = [
    "bad.md:3:8  error  haste (pressure)",
    "    “only today”",
    "    urges the reader to hurry — Haste leaves no time to ask.",
]
SEE = "see the quotes, brackets and indents from there upwards"
NOT_TEXT = "is not text; leave it out, or save it as UTF-8 text"


def put(path: Path, what: str | bytes | Callable[[Path], None]) -> None:
    """Put a file, or whatever else a function makes, at a path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if callable(what):
        what(path)
    else:
        path.write_bytes(what if isinstance(what, bytes) else what.encode())


def sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(60_000_000)


def link_to(target: str) -> Callable[[Path], None]:
    return lambda path: os.symlink(target, path)


@pytest.mark.usefixtures("site")
def test_the_neighbour_of_all_that_is_broken_is_found_at_fault(run: Callable[..., Ran]) -> None:
    found = run("check", ".", *DAY)

    assert (found.code, found.out[:3], found.err) == (1, IN_NEIGHBOUR, [])


# What stands at page.md beside the page that is right to read, and the line that says so.
BROKEN_PAGES = {
    "NUL bytes": (b"Yours only\0today.", NOT_TEXT),
    "a picture of that name": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", NOT_TEXT),
    "UTF-32": ("Yours only today.".encode("utf-32"), NOT_TEXT),
    "60 MB": (sparse, "is larger than 50,000,000 bytes (60,000,000); split it, or raise max_size"),
    "a pipe": (os.mkfifo, "is neither file nor folder; name a file or a folder"),
    "a link to nothing": (link_to("gone.md"), "is a link that leads nowhere; mend the link, or take it out"),
    "a link to itself": (link_to("page.md"), "is a link that leads nowhere; mend the link, or take it out"),
    "an endless sentence": (
        "data " * 5_000,
        ":1:1: holds a sentence of 24,999 characters; end it, or leave the file out",
    ),
}


@pytest.mark.parametrize("way", ["named", "in its folder"])
@pytest.mark.parametrize(("what", "said"), BROKEN_PAGES.values(), ids=BROKEN_PAGES)
def test_a_page_that_cannot_be_read_is_told_and_its_neighbour_is_checked(
    what: str | bytes | Callable[[Path], None], said: str, way: str, site: Path, run: Callable[..., Ran]
) -> None:
    put(site / "page.md", what)
    found = run("check", *(("page.md", "bad.md") if way == "named" else (".",)), *DAY)

    assert found.code == 2
    assert found.err == [f"page.md{said}" if said.startswith(":") else f"page.md: {said}"]
    assert found.out[:3] == IN_NEIGHBOUR
    assert "1 fault of what was given; 0 left out." in found.out


def test_a_large_file_is_refused_without_being_opened(
    site: Path, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    put(site / "page.md", sparse)
    opened: list[str] = []
    read_bytes = type(site).read_bytes

    def watched(path: Path) -> bytes:
        opened.append(path.name)
        return read_bytes(path)

    monkeypatch.setattr(type(site), "read_bytes", watched)
    run("check", "page.md", "bad.md", *DAY)

    assert {name for name in opened if name.endswith(".md")} == {"bad.md"}


MISSING = {
    "gone.md": "gone.md: is not there; name a file or a folder",
    "gone/": "gone: is not there; name a file or a folder",
    "bad.md/page.md": "bad.md/page.md: cannot be read (Not a directory)",
    f"{'a' * 300}.md": f"{'a' * 300}.md: cannot be read (File name too long)",
    "caf\udce9.md": "caf\\xe9.md: is not there; name a file or a folder",
}


@pytest.mark.parametrize("path", MISSING, ids=ascii)
@pytest.mark.usefixtures("site")
def test_a_missing_path_is_told_and_the_others_are_checked(path: str, run: Callable[..., Ran]) -> None:
    found = run("check", path, "bad.md", *DAY)

    assert (found.code, found.err, found.out[:3]) == (2, [MISSING[path]], IN_NEIGHBOUR)


# What stands at page.md, and what is said of it: these can be read, so the neighbour alone decides.
ODD_PAGES = {
    "nothing": (b"", ""),
    "white space": (b" \n\t\r\n\xc2\xa0\n", ""),
    "a byte order mark": (b"\xef\xbb\xbf", ""),
    "Latin-1": (b"A caf\xe9 lamp.\n", "page.md: not read as it stands: decoded as cp1252"),
    "UTF-16 with a mark": ("A café lamp.\n".encode("utf-16"), ""),
    "torn front matter": (b"---\ntitle: [A\n---\n\nA lamp.\n", None),
}


@pytest.mark.parametrize(("what", "said"), ODD_PAGES.values(), ids=ODD_PAGES)
def test_a_page_that_is_odd_is_read_and_has_no_finding(
    what: bytes, said: str | None, site: Path, run: Callable[..., Ran]
) -> None:
    put(site / "page.md", what)
    alone, both = run("check", "page.md", *DAY), run("check", ".", *DAY)
    notes = [line for line in alone.out if line.startswith("page.md")]

    assert (alone.code, alone.err, both.code, both.err) == (0, [], 1, [])
    assert both.out[:3] == IN_NEIGHBOUR
    assert said is None or notes == ([said] if said else [])
    assert "0 findings in 1 file: 0 errors, 0 warnings, 0 advice; 0 allowed." in alone.out


def test_a_format_that_nobody_reads_is_left_out_and_said(site: Path, run: Callable[..., Ran]) -> None:
    put(site / "page.xyz", "Yours only today.")
    found = run("check", "page.xyz", "bad.md", *DAY)
    known = ", ".join(sorted(readers.suffixes()))

    assert (found.code, found.out[:3]) == (1, IN_NEIGHBOUR)
    assert found.err == [f"page.xyz: left out: is of no format that is read ({known})"]


def test_folders_that_are_linked_in_a_circle_end(site: Path, run: Callable[..., Ran]) -> None:
    (site / "one" / "two").mkdir(parents=True)
    os.symlink(site / "one", site / "one" / "two" / "one")
    os.symlink(site, site / "one" / "all")
    put(site / "one" / "page.md", "Yours only today.\n")
    found = run("check", ".", *DAY)

    assert (found.code, found.err, found.out[:3]) == (1, [], IN_NEIGHBOUR)
    assert [line for line in found.out if "haste" in line][1:] == ["one/page.md:1:7  error  haste (pressure)"]


def test_a_folder_named_like_a_page_is_a_folder(site: Path, run: Callable[..., Ran]) -> None:
    put(site / "folder.md" / "page.md", "Yours only today.\n")
    found = run("check", ".", *DAY)

    assert [line for line in found.out if "haste" in line][1:] == ["folder.md/page.md:1:7  error  haste (pressure)"]
    assert run("show", "folder.md") == (2, [], ["folder.md: is no file; name one page"])


def test_a_folder_that_cannot_be_listed_is_told(
    site: Path, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    (site / "closed").mkdir()
    scan = os.scandir

    def closed(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(files.os, "scandir", closed)
    found = run("check", ".", *DAY)

    assert (found.code, found.out[:3]) == (2, IN_NEIGHBOUR)
    assert found.err == ["closed: cannot be read (Permission denied); make it readable"]


def test_a_name_that_is_no_text_is_written_with_its_bytes(site: Path, run: Callable[..., Ran]) -> None:
    put(site / os.fsdecode(b"caf\xe9.md"), "Yours only today.\n")
    found, report = run("check", ".", *DAY), run("check", ".", *DAY, "--format", "json")

    assert [line for line in found.out if "haste" in line][1:] == ["caf\\xe9.md:1:7  error  haste (pressure)"]
    assert [r["path"] for r in json.loads("\n".join(report.out))["reports"]] == ["bad.md", "caf\\xe9.md", "good.md"]


HURRY = HASTE.replace("haste", "hurry").replace("only today", "right now")
MANY = " ".join(["a|b|c|d|e|f|g|h|i|j"] * 4)
RULE_KEYS = (
    "rule, severity, says, why, sources, domains, jurisdictions, audience, when, find, require, compare, general, "
    "unless, when_found, when_missing, suggest, fix, examples, limits, was"
)


def hurry(old: str, new: str) -> str:
    """Return the rule `hurry` with one thing changed."""
    assert HURRY.count(old) == 1
    return HURRY.replace(old, new)


# The rule hurry.yaml, and the lines that tell what is wrong with it.
BROKEN_RULES = {
    "torn YAML": ("rule: [hurry\n", [f":2:1: is not valid YAML: did not find expected ',' or ']'; {SEE}"]),
    "a key twice": (hurry("sources:", "sources: [a]\nsources:"), [":7: has the key “sources” twice; keep one"]),
    "a tab": (
        hurry('  - "right now"', '\t- "right now"'),
        [":8:1: is not valid YAML: found character that cannot start any token; indent with spaces, not with a tab"],
    ),
    "a number for a word": (
        hurry("severity: error", "severity: 5"),
        [":2: “severity” has “5”, which is no word; known: advice, error, warning"],
    ),
    "an unknown key": (hurry("suggest:", "sugest:"), [":9: has the unknown key “sugest”; did you mean “suggest”?"]),
    "an unknown word": (
        hurry("severity: error", "severity: eror"),
        [":2: “severity” has the unknown word “eror”; did you mean “error”?"],
    ),
    "a pattern that does not end": (
        hurry('- "right now"', '- "right (now"'),
        [":8: pattern “right (now” opens a bracket that is not closed; add the “)”"],
    ),
    "too many wordings": (
        hurry('- "right now"', f'- "{MANY}"'),
        [f":8: pattern “{MANY}” stands for 10,000 wordings; at most 2,000: split it, or make a lexicon class"],
    ),
    "a rule that waits for itself": (
        HURRY + "when_found: [hurry]\n",
        [":1: waits for itself: hurry → hurry; break the circle"],
    ),
    "a rule that waits for nothing known": (
        HURRY + "when_missing: [hast]\n",
        [":14: waits for “hast”, which is no rule; did you mean “haste”?"],
    ),
    "no clean example": (
        hurry('  clean: ["We are open today."]\n', ""),
        [":10: has no clean example; add one under examples.clean"],
    ),
    "Latin-1": (HURRY.replace("sells", "café").encode("latin-1"), [":5: is not UTF-8 text; save it as UTF-8"]),
    "UTF-16": (HURRY.encode("utf-16"), [":1: is not UTF-8 text; save it as UTF-8"]),
    "a NUL byte": (
        hurry('- "right now"', '- "right\0now"'),
        [":8: holds the character U+0000, which no YAML file may hold; take it out, or save the file as UTF-8 text"],
    ),
    "nothing": ("", [f":1: is not a rule; known keys: {RULE_KEYS}"]),
    "a list": ("- hurry\n", [f":1: is not a rule; known keys: {RULE_KEYS}"]),
    "brackets without end": ("rule: " + "[" * 100_000, [":1: is nested too deeply; write it flatter"]),
    "an alias": ("rule: &a [*a]\n", [":1: uses a YAML alias; write the value out"]),
    "a pipe": (os.mkfifo, [": is no file; put a text file in its place"]),
    "a folder": (os.mkdir, [": is no file; put a text file in its place"]),
    "a link to nothing": (link_to("gone"), [": is a link that leads nowhere; mend the link, or take it out"]),
    "60 MB": (sparse, [": is larger than 5,000,000 bytes (60,000,000); split it"]),
}


@pytest.mark.parametrize(("what", "said"), BROKEN_RULES.values(), ids=BROKEN_RULES)
def test_a_broken_rule_is_left_out_and_told_and_the_other_rules_judge(
    what: str | bytes | Callable[[Path], None], said: list[str], site: Path, run: Callable[..., Ran]
) -> None:
    put(site / "rules" / "pressure" / "hurry.yaml", what)
    put(site / "bad.md", (site / "bad.md").read_bytes() + b"\nCall right now.\n")
    found = run("check", "bad.md", *DAY)

    assert found.code == 2
    assert found.err == [f"rules/pressure/hurry.yaml{line}" for line in said]
    assert found.out[:3] == IN_NEIGHBOUR
    assert [line for line in found.out if "hurry (" in line] == []


def test_rules_that_wait_for_each_other_are_left_out_both(site: Path, run: Callable[..., Ran]) -> None:
    put(site / "rules" / "pressure" / "hurry.yaml", HURRY + "when_missing: [later]\n")
    put(site / "rules" / "pressure" / "later.yaml", HURRY.replace("hurry", "later") + "when_found: [hurry]\n")
    put(site / "page.md", "Call right now.\n")
    found = run("check", ".", *DAY)

    assert found.code == 2
    assert found.err == [
        "rules/pressure/hurry.yaml:1: waits for itself: hurry → later → hurry; break the circle",
        "rules/pressure/later.yaml:1: waits for itself: later → hurry → later; break the circle",
    ]
    assert found.out[:3] == IN_NEIGHBOUR
    assert "1 finding in 3 files: 1 error, 0 warnings, 0 advice; 0 allowed." in found.out


def test_a_rule_that_waits_for_a_broken_one_is_left_out_with_it_and_told_after_it(
    site: Path, run: Callable[..., Ran]
) -> None:
    put(site / "rules" / "pressure" / "hurry.yaml", HURRY + "when_missing: [later]\n")
    put(site / "rules" / "pressure" / "later.yaml", "rule: [later\n")
    put(site / "page.md", "Call right now.\n")
    found = run("check", ".", *DAY)

    assert found.err == [
        f"rules/pressure/later.yaml:2:1: is not valid YAML: did not find expected ',' or ']'; {SEE}",
        "rules/pressure/hurry.yaml:14: waits for “later”, which does not load; mend that rule first",
    ]
    assert "1 finding in 3 files: 1 error, 0 warnings, 0 advice; 0 allowed." in found.out


def test_of_two_rules_of_one_name_the_first_judges(site: Path, run: Callable[..., Ran]) -> None:
    put(site / "rules" / "unsupported" / "haste.yaml", HASTE.replace("only today", "lights"))
    found = run("check", ".", *DAY)

    assert (found.code, found.out[:3]) == (2, IN_NEIGHBOUR)
    assert found.err == ["rules/unsupported/haste.yaml:1: rule “haste” stands in two files; rename one"]
    assert "1 finding in 2 files: 1 error, 0 warnings, 0 advice; 0 allowed." in found.out


LAMP = """\
id: lamp
kind: trial
title: Lamps against the dark
names: [=LAMP-1]
hints: [Lamp University]
registry: NCT00000001
population: {species: human, condition: stroke, from: memory}
outcomes:
  - {id: light, name: light, role: primary, met: false, from: memory}
figures:
  - {what: hours of light, value: 12, unit: hour, beside: [light], from: memory}
must_say:
  - {id: dark, severity: error, within: block, words: ["no (more) light"], from: memory}
fictional: true
"""


def lamp(old: str, new: str) -> str:
    """Return the record `lamp` with one thing changed."""
    assert LAMP.count(old) == 1
    return LAMP.replace(old, new)


# The record lamp.yaml, and the lines that tell what is wrong with it.
BROKEN_RECORDS = {
    "torn YAML": ("id: {lamp\n", [f":2:1: is not valid YAML: did not find expected ',' or '}}'; {SEE}"]),
    "a key twice": (lamp("kind: trial", "kind: trial\nkind: trial"), [":3: has the key “kind” twice; keep one"]),
    "an unknown key": (lamp("hints:", "hint:"), [":5: has the unknown key “hint”; did you mean “hints”?"]),
    "an unknown word": (lamp("kind: trial", "kind: trail"), [":2: “kind” is “trail”; did you mean “trial”?"]),
    "a word for a number": (lamp("value: 12", "value: many"), [":11: “figures.1.value” is not a number; it is “many”"]),
    "a word for true or false": (
        lamp("met: false", "met: no"),
        [":9: “outcomes.1.met” is not true or false; it is “no”"],
    ),
    "an unknown condition": (
        lamp("condition: stroke", "condition: strok"),
        [":7: “population.condition” is “strok”, which is no condition of the lexicon; did you mean “stroke”?"],
    ),
    "a pattern that does not end": (
        lamp("no (more) light", "no (more light"),
        [":13: pattern “no (more light” opens a bracket that is not closed; add the “)”"],
    ),
    "a figure's pattern that does not end": (
        lamp("beside: [light]", 'beside: ["(light"]'),
        [":11: pattern “(light” opens a bracket that is not closed; add the “)”"],
    ),
    "a page's pattern that names no class": (
        lamp("registry:", 'unless_page_says: ["{conditio}"]\nregistry:'),
        [":6: pattern “{conditio}” names {conditio}, which is not in the lexicon; did you mean {condition}?"],
    ),
    "a registry id of blanks": (lamp("NCT00000001", '" "'), [":6: “registry” is “ ”; write not empty"]),
    "nothing that it rests on": (
        lamp("met: false, from: memory", "met: false"),
        [":9: “outcomes.1” does not say what it rests on; name a `basis:` that was opened, or say `from: memory`"],
    ),
    "a successor of nothing": (
        LAMP + "relations: {supersedes: [lam]}\n",
        [":15: “relations.supersedes” names “lam”, which is no record; did you mean “lamp”?"],
    ),
    "Latin-1": (LAMP.replace("dark\n", "nuit d'été\n").encode("latin-1"), [":3: is not UTF-8 text; save it as UTF-8"]),
    "nothing": ("", [":1: is not a record; it has `id:`, `kind:` and `title:`"]),
    "a pipe": (os.mkfifo, [": is no file; put a text file in its place"]),
    "60 MB": (sparse, [": is larger than 5,000,000 bytes (60,000,000); split it"]),
}


@pytest.mark.parametrize(("what", "said"), BROKEN_RECORDS.values(), ids=BROKEN_RECORDS)
def test_a_broken_record_is_left_out_and_told_and_pages_are_checked(
    what: str | bytes | Callable[[Path], None], said: list[str], site: Path, run: Callable[..., Ran]
) -> None:
    put(site / "records" / "lamps" / "lamp.yaml", what)
    put(site / "records" / "lamps" / "candle.yaml", "id: candle\nkind: trial\ntitle: Candles\nfictional: true\n")
    put(site / "claimcheck.yaml", "rules: [rules]\nevidence: [records]\n")
    found, listed = run("check", ".", *DAY), run("evidence", "list")

    assert (found.code, found.out[:3]) == (2, IN_NEIGHBOUR)
    assert found.err == [f"records/lamps/lamp.yaml{line}" for line in said]
    assert listed == (2, ["candle  trial  current  memory  Candles"], found.err)


def test_a_record_of_the_wrong_ending_is_told(site: Path, run: Callable[..., Ran]) -> None:
    put(site / "records" / "lamps" / "lamp.yml", LAMP)
    found = run("check", ".", *DAY, "--evidence", "records")

    assert (found.code, found.out[:3]) == (2, IN_NEIGHBOUR)
    assert found.err == ["records/lamps/lamp.yml: is not read; name it .yaml"]


@pytest.mark.parametrize("second", ["records/old/lamp.yaml", "more/lamps/lamp.yaml"])
def test_of_two_records_of_one_id_the_first_counts(second: str, site: Path, run: Callable[..., Ran]) -> None:
    put(site / "records" / "lamps" / "lamp.yaml", LAMP)
    put(site / second, LAMP.replace("Lamps against the dark", "Another lamp"))
    put(site / "claimcheck.yaml", "rules: [rules]\nevidence: [records, more]\n")
    (site / "more").mkdir(exist_ok=True)
    found, listed = run("check", ".", *DAY), run("evidence", "list")

    assert (found.code, found.out[:3]) == (2, IN_NEIGHBOUR)
    assert found.err == [f"{second}:1: has the id “lamp”, as records/lamps/lamp.yaml:1 has; keep it in one record"]
    assert listed.out == ["lamp  trial  current  memory  Lamps against the dark"]


# What stands in claimcheck.yaml behind its first line, and the lines that tell what is wrong with it.
BROKEN_SETTINGS = {
    "an unknown key": (
        "sevirities: {haste: off}\n",
        [":2: has the unknown key “sevirities”; did you mean “severities”?"],
    ),
    "an unknown word": ("fail_on: never\n", [":2: “fail_on” is “never”; known: advice, error, warning"]),
    "an unknown rule": (
        "severities: {hast: off}\n",
        [":2: names the unknown rule “hast”; did you mean “haste”?"],
    ),
    "a size without a unit": ("max_size: 50\n", [":2: “max_size” is not a size; write it as 20 MB or 800 kB"]),
    "a size of nothing": ("max_size: 0 MB\n", [":2: “max_size” is not a size; write it as 20 MB or 800 kB"]),
    "a folder that is not there": (
        "evidence: [recrods]\n",
        [":2: names the folder “recrods”, which is not there"],
    ),
    "a folder of too long a name": (
        f"evidence: [{'a' * 300}]\n",
        [f":2: names the folder “{'a' * 300}”, which is not there"],
    ),
    "a glob that is none": (
        "paths:\n  - {match: '!', severities: {haste: off}}\n",
        [":3: “match” is “!”, which is no glob; write a path or a glob such as blog/**"],
    ),
    "an exception without a reason": (
        "allow:\n  - {path: bad.md, rule: haste}\n",
        [":3: allows without a reason; add because: …"],
    ),
    "an exception for an unknown rule": (
        "allow:\n  - {path: bad.md, rule: hast, because: hers}\n",
        [":3: names the unknown rule “hast”; did you mean “haste”?"],
    ),
    "an exception until no day": (
        "allow:\n  - {path: good.md, rule: haste, because: hers, until: 2027-02-30}\n",
        [":3: “until” is “2027-02-30”, which is no date; write it as 2027-05-01"],
    ),
    "a tab": (
        "paths:\n\t- {match: a}\n",
        [":3:1: is not valid YAML: found character that cannot start any token; indent with spaces, not with a tab"],
    ),
    "a key twice": ("rules: [rules]\n", [":2: has the key “rules” twice; keep one"]),
    "Latin-1": ("brand: café\n".encode("latin-1"), [":2: is not UTF-8 text; save it as UTF-8"]),
}


@pytest.mark.parametrize(("what", "said"), BROKEN_SETTINGS.values(), ids=BROKEN_SETTINGS)
def test_a_fault_of_the_configuration_is_told_and_pages_are_checked_by_what_is_sound(
    what: str | bytes, said: list[str], site: Path, run: Callable[..., Ran]
) -> None:
    is_yaml = not any("valid YAML" in line or "UTF-8" in line or "twice" in line for line in said)
    put(site / "claimcheck.yaml", b"rules: [rules]\n" + (what if isinstance(what, bytes) else what.encode()))
    found = run("check", ".", *DAY)

    assert found.code == 2
    assert found.err == [f"claimcheck.yaml{line}" for line in said]
    # Without its configuration the project has no rule of its own; its pages are read all the same.
    assert found.out[:3] == IN_NEIGHBOUR if is_yaml else "0 findings in 2 files" in found.out[0]


@pytest.mark.parametrize(
    ("what", "said"),
    [
        (os.mkdir, "claimcheck.yaml: is no file; put a text file in its place"),
        (os.mkfifo, "claimcheck.yaml: is no file; put a text file in its place"),
        (link_to("gone.yaml"), "claimcheck.yaml: is a link that leads nowhere; mend the link, or take it out"),
        (sparse, "claimcheck.yaml: is larger than 5,000,000 bytes (60,000,000); split it"),
    ],
)
def test_a_configuration_that_is_no_file_is_told_and_pages_are_checked(
    what: Callable[[Path], None], said: str, site: Path, run: Callable[..., Ran]
) -> None:
    (site / "claimcheck.yaml").unlink()
    put(site / "claimcheck.yaml", what)
    found = run("check", ".", *DAY)

    assert (found.code, found.err) == (2, [said])
    assert "0 findings in 2 files: 0 errors, 0 warnings, 0 advice; 0 allowed." in found.out


def test_a_configured_lexicon_with_a_fault_is_told_and_the_shipped_words_judge(
    site: Path, run: Callable[..., Ran]
) -> None:
    put(site / "words" / "lamps.yaml", "catgory: treatment\n")
    put(site / "claimcheck.yaml", "rules: [rules]\nlexicon: [words]\n")
    found = run("check", "bad.md", *DAY)

    assert (found.code, found.out[:3]) == (2, IN_NEIGHBOUR)
    assert [line.replace(f"{site}/", "") for line in found.err] == [
        "words/lamps.yaml:1: has the unknown key “catgory”; did you mean “category”?"
    ]


def test_a_gitignore_that_is_no_text_ignores_what_it_can(site: Path, run: Callable[..., Ran]) -> None:
    put(site / ".gitignore", b"!\n\\\ncaf\xe9\n\0\ngood.md\n")
    found = run("check", ".", *DAY)

    assert (found.code, found.err, found.out[:3]) == (1, [], IN_NEIGHBOUR)
    assert "1 finding in 1 file: 1 error, 0 warnings, 0 advice; 0 allowed." in found.out


def test_every_fault_stands_in_the_json_with_its_place_and_remedy(site: Path, run: Callable[..., Ran]) -> None:
    put(site / "page.md", b"\0")
    put(site / "rules" / "pressure" / "hurry.yaml", hurry("suggest:", "sugest:"))
    found = run("check", "page.md", "bad.md", *DAY, "--format", "json")

    assert found.code == 2
    assert json.loads("\n".join(found.out))["failed"] == [
        {
            "path": "rules/pressure/hurry.yaml",
            "line": 9,
            "column": 0,
            "fault": "has the unknown key “sugest”",
            "remedy": "did you mean “suggest”?",
        },
        {
            "path": "page.md",
            "line": 0,
            "column": 0,
            "fault": "is not text",
            "remedy": "leave it out, or save it as UTF-8 text",
        },
    ]


@pytest.mark.usefixtures("site")
def test_a_fault_of_ours_on_one_page_does_not_hide_the_others(
    run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    check_document = flow.check_document

    def torn(document: flow.Document, *given: object) -> flow.Report:
        if document.path == "good.md":
            raise KeyError("lamp")
        return check_document(document, *given)

    monkeypatch.setattr(flow, "check_document", torn)
    found = run("check", ".", *DAY)

    assert (found.code, found.out[:3]) == (2, IN_NEIGHBOUR)
    assert found.err == [
        "good.md: cannot be checked (KeyError: 'lamp'); this is a fault of claimcheck: please report it, with the page"
    ]


@pytest.mark.parametrize("form", outputs.formats())
def test_faults_are_told_whatever_the_output(form: str, site: Path, run: Callable[..., Ran]) -> None:
    put(site / "page.md", b"\0")
    found = run("check", "page.md", "bad.md", *DAY, "--format", form, "--output", "report")

    assert (found.code, found.out) == (2, [])
    assert found.err == [f"page.md: {NOT_TEXT}"]
    assert "only" in text_of((site / "report").read_bytes())


LONG = "a" * 300


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("show", f"{LONG}.md"), f"{LONG}.md: cannot be read (File name too long)"),
        (("show", "page.xyz"), "page.xyz: is of no known format (“.xyz”); known: "),
        (("explain", f"{LONG}:3"), f"“{LONG}:3” is no rule; known: haste"),
        (("check", "bad.md", "--evidence", LONG), f"{LONG}: is no folder"),
        (("check", "bad.md", "--config", LONG), f"{LONG}: cannot be read (No such file or directory)"),
        (("evidence", "validate", LONG), f"{LONG}: is no folder"),
        (("check", "bad.md", "--output", LONG), f"{LONG}: cannot be written (File name too long)"),
        (("check", "bad.md", "--output", "."), ".: cannot be written (Is a directory)"),
    ],
)
@pytest.mark.usefixtures("site")
def test_a_word_that_names_nothing_is_answered_in_one_line(
    words: tuple[str, ...], said: str, run: Callable[..., Ran]
) -> None:
    found = run(*words)

    assert (found.code, found.out, len(found.err)) == (2, [], 1)
    assert found.err[0].startswith(said)


def test_a_working_directory_that_is_gone_is_told(
    site: Path, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    (site / "gone").mkdir()
    monkeypatch.chdir(site / "gone")
    (site / "gone").rmdir()

    assert run("check", str(site / "bad.md"), *DAY) == (2, [], ["cannot go on (No such file or directory)"])


BYTES = st.binary(max_size=200) | st.text(max_size=100).map(lambda text: text.encode("utf-8", "surrogatepass"))
NAMES = ("page.md", "page.txt", "claimcheck.yaml", "rules/pressure/hurry.yaml", "records/lamps/lamp.yaml")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(NAMES), what=BYTES, at=st.integers(0, 400))
def test_no_bytes_end_in_a_traceback(name: str, what: bytes, at: int, site: Path, run: Callable[..., Ran]) -> None:
    whole = {"rules/pressure/hurry.yaml": HURRY, "records/lamps/lamp.yaml": LAMP}.get(
        name, "A lamp.\n\nrules: [rules]\n"
    )
    start = at % (len(whole) + 1)
    put(site / "claimcheck.yaml", "rules: [rules]\n")
    put(site / name, whole[:start].encode() + what + whole[start:].encode())
    found = run("check", ".", "--evidence", "records" if name.startswith("records") else "rules/pressure", *DAY)
    (site / name).unlink()

    assert found.code in (0, 1, 2)
    assert [line for line in found.err if "fault of claimcheck" in line or "Traceback" in line] == []
    assert outputs.NOTICE.format(as_of="2026-11-01") in found.out
