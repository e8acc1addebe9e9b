"""The command line: what each command prints, and the code it leaves with."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from importlib.resources import files
from typing import TYPE_CHECKING

import jsonschema
import pytest

from claimcheck import flow, outputs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Ran

pytestmark = pytest.mark.usefixtures("site")

HASTE_IN_BAD = [
    "bad.md:3:8  error  haste (pressure)",
    "    “only today”",
    "    urges the reader to hurry — Haste leaves no time to ask.",
]
ONLY_HASTE = ("--rule", "haste", "--as-of", "2026-11-01")


def test_a_page_with_an_error_stops_the_commit(run: Callable[..., Ran]) -> None:
    found = run("check", "bad.md", *ONLY_HASTE)

    assert found.code == 1
    assert found.err == []
    assert found.out == [
        *HASTE_IN_BAD,
        "1 finding in 1 file: 1 error, 0 warnings, 0 advice; 0 allowed.",
        "0 claims: 0 compared and supported, 0 compared and not, 0 not checked, 0 asking for no record.",
        outputs.NOTICE.format(as_of="2026-11-01"),
    ]


def test_a_page_without_findings_passes(run: Callable[..., Ran]) -> None:
    found = run("check", "good.md", *ONLY_HASTE)

    assert found.code == 0
    assert found.out[0] == "0 findings in 1 file: 0 errors, 0 warnings, 0 advice; 0 allowed."


def test_a_folder_is_checked_whole(run: Callable[..., Ran]) -> None:
    found = run("check", ".", *ONLY_HASTE)

    assert (found.code, found.out[:3]) == (1, HASTE_IN_BAD)
    assert found.out[3] == "1 finding in 2 files: 1 error, 0 warnings, 0 advice; 0 allowed."


@pytest.mark.parametrize(
    ("severity", "fail_on", "code"),
    [
        ("error", "error", 1),
        ("error", "advice", 1),
        ("warning", "error", 0),
        ("warning", "warning", 1),
        ("advice", "warning", 0),
        ("advice", "advice", 1),
        ("off", "advice", 0),
    ],
)
def test_the_exit_code_is_1_from_the_severity_asked_for(
    site: Path, run: Callable[..., Ran], severity: str, fail_on: str, code: int
) -> None:
    (site / "claimcheck.yaml").write_text(f"rules: [rules]\nseverities: {{haste: {severity}}}\n")

    assert run("check", "bad.md", *ONLY_HASTE, "--fail-on", fail_on).code == code


def test_the_configuration_says_from_which_severity_on_a_check_fails(site: Path, run: Callable[..., Ran]) -> None:
    (site / "claimcheck.yaml").write_text("rules: [rules]\nseverities: {haste: advice}\nfail_on: advice\n")

    assert run("check", "bad.md", *ONLY_HASTE).code == 1
    assert run("check", "bad.md", *ONLY_HASTE, "--fail-on", "warning").code == 0


def test_another_configuration_may_be_named(site: Path, run: Callable[..., Ran]) -> None:
    (site / "strict.yaml").write_text("rules: [rules]\nseverities: {haste: advice}\n")

    assert run("check", "bad.md", *ONLY_HASTE, "--config", "strict.yaml").code == 0


def test_without_a_configuration_above_the_working_directory_that_of_the_pages_holds(
    site: Path, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    (site / "elsewhere").mkdir()
    (site / "blog").mkdir()
    for name in ("bad.md", "good.md"):
        (site / name).rename(site / "blog" / name)
    (site / "claimcheck.yaml").rename(site / "blog" / "claimcheck.yaml")
    (site / "rules").rename(site / "blog" / "rules")

    assert run("check", "blog", *ONLY_HASTE).out[0] == "blog/bad.md:3:8  error  haste (pressure)"
    assert run("check", "blog/bad.md", "blog/good.md", *ONLY_HASTE).code == 1
    assert run("check", "blog", "elsewhere", *ONLY_HASTE).err == ["“haste” is no rule; known:"]
    monkeypatch.chdir(site / "elsewhere")
    assert run("check", "../blog", *ONLY_HASTE).code == 1


def test_json_fits_its_schema_and_says_the_same(run: Callable[..., Ran]) -> None:
    found = run("check", ".", *ONLY_HASTE, "--format", "json")
    report = json.loads("\n".join(found.out))

    assert found.code == 1
    jsonschema.validate(report, json.loads((files(outputs) / "report.schema.json").read_text(encoding="utf-8")))
    assert [(r["path"], [f["quote"] for f in r["findings"]]) for r in report["reports"]] == [
        ("bad.md", ["only\ntoday"]),
        ("good.md", []),
    ]


def test_the_report_may_go_into_a_file(site: Path, run: Callable[..., Ran]) -> None:
    printed = run("check", ".", *ONLY_HASTE)
    written = run("check", ".", *ONLY_HASTE, "--output", "report.txt")

    assert (written.code, written.out) == (1, [])
    assert (site / "report.txt").read_text(encoding="utf-8").splitlines() == printed.out


def test_a_report_that_cannot_be_written_is_a_fault(run: Callable[..., Ran]) -> None:
    assert run("check", "good.md", *ONLY_HASTE, "--output", "gone/report.txt") == (
        2,
        [],
        ["gone/report.txt: cannot be written (No such file or directory)"],
    )


def test_the_order_of_the_paths_changes_nothing(run: Callable[..., Ran]) -> None:
    one = run("check", "bad.md", "good.md", *ONLY_HASTE, "--format", "json")

    assert run("check", "good.md", "bad.md", "bad.md", *ONLY_HASTE, "--format", "json") == one


def test_what_cannot_be_read_is_said_in_a_line_each_and_the_rest_is_checked(
    site: Path, run: Callable[..., Ran]
) -> None:
    (site / "claimcheck.yaml").write_text("rules: [rules]\nmax_size: 1 kB\n")
    (site / "large.md").write_text("A lamp. " * 200)
    (site / "binary.md").write_bytes(b"# A\0\1\2")
    (site / "empty.md").write_bytes(b"")
    (site / "old.md").write_bytes("A café lamp.".encode("cp1252"))
    (site / "lamp.png").write_bytes(b"\x89PNG")
    found = run("check", "gone.md", "lamp.png", *sorted(p.name for p in site.glob("*.md")), *ONLY_HASTE)

    assert found.code == 2
    assert found.err == [
        "gone.md: is not there; name a file or a folder",
        "binary.md: is not text; leave it out, or save it as UTF-8 text",
        "large.md: is larger than 1,000 bytes (1,600); split it, or raise max_size",
        f"lamp.png: left out: is of no format that is read ({', '.join(sorted(suffixes()))})",
    ]
    assert found.out[:3] == HASTE_IN_BAD
    assert found.out[3:5] == [
        "old.md: not read as it stands: decoded as cp1252",
        "1 finding in 4 files: 1 error, 0 warnings, 0 advice; 0 allowed.",
    ]


def suffixes() -> list[str]:
    from claimcheck import readers

    return list(readers.suffixes())


def test_a_broken_rule_is_said_and_the_others_are_run(site: Path, run: Callable[..., Ran]) -> None:
    (site / "rules" / "pressure" / "hurry.yaml").write_text("rule: hurry\nfnd: [now]\n")
    (site / "rules" / "pressure" / "torn.yaml").write_text("rule: [torn\n")
    found = run("check", "bad.md", *ONLY_HASTE)

    assert found.code == 2
    assert "rules/pressure/hurry.yaml:2: has the unknown key “fnd”; did you mean “find”?" in found.err
    assert [line.split(": ")[0] for line in found.err if "torn" in line] == ["rules/pressure/torn.yaml:2:1"]
    assert found.out[:3] == HASTE_IN_BAD


def test_a_broken_record_is_said_and_the_page_is_checked(site: Path, run: Callable[..., Ran]) -> None:
    (site / "records" / "lamps").mkdir(parents=True)
    (site / "records" / "lamps" / "lamp.yaml").write_text("id: lamp\nkind: trail\ntitle: A lamp\n")
    found = run("check", "bad.md", *ONLY_HASTE, "--evidence", "records")

    assert found.code == 2
    assert found.err == ["records/lamps/lamp.yaml:2: “kind” is “trail”; did you mean “trial”?"]
    assert found.out[:3] == HASTE_IN_BAD


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("check", "bad.md", "--rule", "hast"), "“hast” is no rule; did you mean “haste”?"),
        (("check", "bad.md", "--format", "jsn"), "“jsn” is no format; did you mean “json”?"),
        (("check", "bad.md", "--fail-on", "eror"), "“eror” is no severity; did you mean “error”?"),
        (("check", "bad.md", "--as-of", "1 May"), "“1 May” is no date; write it as 2027-05-01"),
        (("check", "bad.md", "--evidence", "gone"), "gone: is no folder"),
        (("check", "bad.md", "--config", "gone.yaml"), "gone.yaml: cannot be read (No such file or directory)"),
        (("check",), "claimcheck: Missing argument 'PATHS...' See claimcheck --help."),
        (
            ("check", "--frmat", "json"),
            "claimcheck: No such option '--frmat'. Did you mean '--format'? See claimcheck --help.",
        ),
        (("explain", "hast"), "“hast” is no rule; did you mean “haste”?"),
        (("show", "gone.md"), "gone.md: cannot be read (No such file or directory)"),
    ],
)
def test_a_wrong_word_is_answered_in_one_line(run: Callable[..., Ran], words: tuple[str, ...], said: str) -> None:
    assert run(*words) == (2, [], [said])


def test_the_faults_of_a_configuration_are_all_named_and_what_is_sound_of_it_holds(
    site: Path, run: Callable[..., Ran]
) -> None:
    (site / "claimcheck.yaml").write_text("rules: [rules]\nbrands: Lampworks\nfail_on: never\n")
    found = run("check", "bad.md", *ONLY_HASTE)

    assert (found.code, found.out[:3]) == (2, HASTE_IN_BAD)
    assert found.err == [
        "claimcheck.yaml:2: has the unknown key “brands”; did you mean “brand”?",
        "claimcheck.yaml:3: “fail_on” is “never”; known: advice, error, warning",
    ]


def test_a_configuration_that_names_an_unknown_rule_is_told_and_the_page_is_checked(
    site: Path, run: Callable[..., Ran]
) -> None:
    (site / "claimcheck.yaml").write_text("rules: [rules]\nseverities: {hast: off}\n")
    found = run("check", "bad.md", *ONLY_HASTE)

    assert (found.code, found.out[:3]) == (2, HASTE_IN_BAD)
    assert found.err == ["claimcheck.yaml:2: names the unknown rule “hast”; did you mean “haste”?"]


def test_an_exception_in_the_page_lets_it_pass_and_is_counted(site: Path, run: Callable[..., Ran]) -> None:
    text = (site / "bad.md").read_text()
    (site / "bad.md").write_text(
        text.replace("Yours", "<!-- claimcheck: allow haste because of the fair; by the editor -->\nYours")
    )
    found = run("check", "bad.md", *ONLY_HASTE)

    assert found.code == 0
    assert found.out[:2] == [
        "bad.md:4:8  allowed  haste: of the fair; by the editor",
        "0 findings in 1 file: 0 errors, 0 warnings, 0 advice; 1 allowed.",
    ]


def test_an_exception_in_the_configuration_lets_a_page_pass(site: Path, run: Callable[..., Ran]) -> None:
    (site / "claimcheck.yaml").write_text(
        "rules: [rules]\nallow:\n  - {path: bad.md, rule: haste, because: the fair, until: 2026-11-01}\n"
    )

    assert run("check", "bad.md", *ONLY_HASTE).code == 0
    assert run("check", "bad.md", "--rule", "haste", "--as-of", "2026-11-02").out[:2] == [
        "bad.md:3:8  error  allow-expired (upkeep)",
        "    “only today”",
    ]


def test_an_exception_for_a_rule_that_is_not_asked_for_is_neither_unknown_nor_needless(
    site: Path, run: Callable[..., Ran]
) -> None:
    rule = (site / "rules" / "pressure" / "haste.yaml").read_text().replace("only today", "now").replace("haste", "now")
    (site / "rules" / "pressure" / "now.yaml").write_text(rule)
    (site / "good.md").write_text("<!-- claimcheck: allow now because it is -->\nA lamp.\n")

    assert run("check", "good.md", *ONLY_HASTE).out[0] == (
        "0 findings in 1 file: 0 errors, 0 warnings, 0 advice; 0 allowed."
    )


def test_a_rule_is_explained(run: Callable[..., Ran]) -> None:
    assert run("explain", "haste") == (
        0,
        [
            "haste  error  (pressure)",
            "urges the reader to hurry",
            "",
            "Haste leaves no time to ask. It sells what would not sell tomorrow.",
            "",
            "Bears on:",
            "  - own-code",
            "",
            "Found:",
            "  - This price holds [[only today]].",
            "",
            "Left alone:",
            "  - We are open today.",
            "",
            "Does not see:",
            "  - A clock that runs down is not seen.",
            "",
            "Safer wording:",
            "  - say until when the offer stands",
            "",
            "Written in rules/pressure/haste.yaml",
        ],
        [],
    )


AUTHORITY = """\
id: own-code
kind: authority
title: Code of the lamp makers
citation: Lamp code, rule 3
jurisdiction: uk
demand: An offer says until when it stands.
read: false
link: https://example.org/code
fictional: true
"""


def write_authority(site: Path) -> None:
    (site / "records" / "authorities").mkdir(parents=True)
    (site / "records" / "authorities" / "own-code.yaml").write_text(AUTHORITY)


def test_the_demand_of_an_authority_is_printed_and_whether_it_was_read(site: Path, run: Callable[..., Ran]) -> None:
    write_authority(site)
    found = run("explain", "haste", "--evidence", "records")

    assert found.out[5:7] == [
        "Bears on:",
        "  - Lamp code, rule 3 (uk; from memory): An offer says until when it stands. https://example.org/code",
    ]


def test_the_claims_of_a_line_are_explained(site: Path, run: Callable[..., Ran]) -> None:
    (site / "cells.md").write_text("# Cells for stroke\n\nOur cells may improve motor function.\n")
    found = run("explain", "cells.md:3")

    assert found.code == 0
    assert found.out[0] == "cells.md:3:1  “Our cells may improve motor function”"
    assert "    stance     asserted    hedged by “may” over “may improve motor function”" in found.out
    assert "    strength   conditional    conditional by “may” over “Our cells may improve motor function”" in found.out
    assert run("explain", "cells.md:2") == (0, ["cells.md:2: no claim is read here"], [])


def test_the_rules_are_listed(run: Callable[..., Ran]) -> None:
    assert run("rules") == (0, ["pressure     haste  error    urges the reader to hurry"], [])


def test_the_examples_of_the_rules_are_run(site: Path, run: Callable[..., Ran]) -> None:
    whole = run("rules", "--test")
    rule = site / "rules" / "pressure" / "haste.yaml"
    rule.write_text(rule.read_text().replace("[[only today]].", "only [[today]]."))
    broken = run("rules", "--test")

    assert whole == (0, ["1 rules, 2 examples: 0 not as marked."], [])
    assert broken.code == 1
    assert broken.out == [
        "rules/pressure/haste.yaml:11: found example 1 of haste: found ['only today'], expected ['today']",
        "1 rules, 2 examples: 1 not as marked.",
    ]


def test_one_rule_is_listed_and_its_examples_are_run_alone(site: Path, run: Callable[..., Ran]) -> None:
    folder = site / "rules" / "pressure"
    other = (folder / "haste.yaml").read_text().replace("rule: haste", "rule: hurry")
    (folder / "hurry.yaml").write_text(other.replace("[[only today]].", "only [[today]]."))

    assert run("rules", "--test", "--rule", "haste") == (0, ["1 rules, 2 examples: 0 not as marked."], [])
    assert run("rules", "--test").out[-1] == "2 rules, 4 examples: 1 not as marked."
    assert run("rules", "--rule", "hurry").out == ["pressure     hurry  error    urges the reader to hurry"]
    assert run("rules", "--rule", "hury") == (2, [], ["“hury” is no rule; did you mean “hurry”?"])


def test_the_records_are_listed(site: Path, run: Callable[..., Ran]) -> None:
    write_authority(site)

    assert run("evidence", "list", "--evidence", "records") == (
        0,
        ["own-code  authority  current  memory  Code of the lamp makers"],
        [],
    )


def test_the_records_of_a_folder_are_validated(site: Path, run: Callable[..., Ran]) -> None:
    write_authority(site)
    sound = run("evidence", "validate", "records")
    (site / "records" / "authorities" / "torn.yaml").write_text("id: other\nkind: authority\ntitl: A\n")
    broken = run("evidence", "validate", "records")

    assert sound == (0, ["1 records are sound, 0 faults."], [])
    assert broken.code == 2
    assert "records/authorities/torn.yaml:3: has the unknown key “titl”; did you mean “title”?" in broken.err
    assert broken.out == [f"1 records are sound, {len(broken.err)} faults."]


def test_the_blocks_of_a_file_are_shown(run: Callable[..., Ran]) -> None:
    assert run("show", "bad.md") == (
        0,
        ["    1  title        Lamps", "    3  paragraph      Yours only today, and never again."],
        [],
    )


def test_an_interrupted_run_leaves_with_130_and_no_traceback(
    run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(flow, "check_file", interrupted)
    found = run("check", "bad.md")

    assert found.code == 130
    assert found.out == []
    assert found.err == [""]


def test_a_reader_who_stops_reading_sees_no_traceback() -> None:
    command = [sys.executable, "-m", "claimcheck", "rules"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=with_source()) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read().decode()

    assert "Traceback" not in said


def test_a_check_shows_how_far_it_is_on_a_terminal_only(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    for number in range(6):
        (pages / f"{number}.md").write_text(f"Page {number} tells of bees.\n")
    own = {name: value for name, value in with_source().items() if name != "CI"}
    own |= {"XDG_CACHE_HOME": str(tmp_path / "cache"), "TERM": "xterm"}
    command = [sys.executable, "-m", "claimcheck", "check", "pages", "--no-cache", "--jobs", "1"]

    def shown(environment: dict[str, str]) -> str:
        ours, theirs = pty.openpty()
        subprocess.run(command, cwd=tmp_path, env=environment, stderr=theirs, stdout=subprocess.PIPE, check=True)
        # So that there is something to read where nothing was shown.
        os.write(theirs, b".")
        os.close(theirs)
        told = os.read(ours, 100_000).decode()
        os.close(ours)
        return told

    told = shown(own)
    assert "Reading pages" in told
    assert "6/6" in told
    assert shown({**own, "CI": "true"}) == "."


def with_source() -> dict[str, str]:
    """Return the environment for a new process that runs this checkout."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


def test_help_and_version_are_there(run: Callable[..., Ran]) -> None:
    for words in (("--help",), ("check", "--help"), ("explain", "-h"), ("evidence", "validate", "--help")):
        assert run(*words).code == 0
    assert run("--version").out == [f"claimcheck, version {outputs.version()}"]


def test_a_process_ends_when_all_is_told_and_frees_nothing() -> None:
    program = (
        "import atexit, sys\n"
        "from claimcheck.__main__ import program\n"
        "class Freed:\n    def __del__(self): print('freed')\n"
        "held = Freed()\n"
        "atexit.register(print, 'left')\n"
        "sys.argv = ['claimcheck', *sys.argv[1:]]\n"
        "program()\n"
    )
    told, refused = (
        subprocess.run([sys.executable, "-c", program, word], capture_output=True, text=True, check=False)
        for word in ("--version", "--no-such-word")
    )

    assert told.stdout.splitlines() == [f"claimcheck, version {outputs.version()}", "left"]
    assert (told.returncode, refused.returncode, refused.stdout) == (0, 2, "left\n")
    assert "--no-such-word" in refused.stderr
