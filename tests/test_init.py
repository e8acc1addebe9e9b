"""`claimcheck init`: what a repository tells is found, sound files are written, and nothing that is there changes."""

from __future__ import annotations

import difflib
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from claimcheck import flow, readers, shipped
from claimcheck.config import config
from claimcheck.flow import House
from claimcheck.init import ci as init_ci
from claimcheck.init import files as init_files
from claimcheck.init import plan as init_plan
from claimcheck.init import seen as init_seen
from claimcheck.init import site as init_site
from claimcheck.records import record
from test_guide import fenced

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimcheck.lexicon import Lexicon
    from conftest import Ran

ROOT = Path(__file__).parent.parent
RECORD_SCHEMA = (shipped.folder("evidence") / "record.schema.json").read_bytes()
PILLS = "# Pills | Lampworks\n\nOur magnesium promotes sleep. Our zinc supports immunity. From £12, delivered to Leeds LS1 4AP.\n"
COURSE = "# Course\n\nOur bootcamp leads to a new career, and its graduates to a higher salary.\n"
GERMAN = "# Über uns\n\nWir sind ein kleines Haus und das ist alles, was wir mit Ihnen teilen; die Lampen sind nicht aus dem Werk.\n"
WRITTEN = [
    "claimcheck.yaml: written",
    ".claimcheck/claimcheck.schema.json: written",
    ".claimcheck/record.schema.json: written",
    "evidence/README.md: written",
    "evidence/example-trial.yaml: written",
]
ADDRESS = "https://git.example.org/claimcheck"


@pytest.fixture
def shop(site: Path) -> Path:
    """Return a git repository with pages of three kinds and no settings of ours."""
    for name in ("claimcheck.yaml", "bad.md", "good.md", "rules/pressure/haste.yaml"):
        (site / name).unlink()
    (site / ".nothing" / "record.schema.json").write_bytes(RECORD_SCHEMA)
    (site / "rules" / "pressure").rmdir()
    (site / "rules").rmdir()
    put(site, {"content/pills.md": PILLS, "content/de/about.md": GERMAN, "src/pages/course.html": f"<p>{COURSE}</p>"})
    put(site, {"README.md": "# The shop\n", "tests/page.md": PILLS, "package.json": '{"name": "@lamps/web"}'})
    subprocess.run(["git", "init", "-q", "."], cwd=site, check=True)
    return site


def put(root: Path, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


def state(root: Path) -> dict[str, bytes]:
    """Return every file of a folder with its bytes."""
    return {
        p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file() and ".git/" not in str(p)
    }


def test_what_the_pages_and_settings_tell_is_found(shop: Path, lexicon: Lexicon) -> None:
    put(shop, {"mkdocs.yml": "theme: x\nsite_name: 'Lampworks & Co'\nsite_url: https://www.lampworks.co.uk/\n"})
    seen = init_seen.look(shop, lexicon)

    assert (seen.pages, seen.looked, seen.folders) == (3, 3, ("content", "src/pages"))
    assert seen.formats == (("markdown", 2), ("html", 1))
    assert seen.languages == (("en", 2), ("de", 1))
    assert [count.name for count in seen.domains] == ["health", "supplements", "education"]
    assert seen.places == (("uk", "the address ends in .uk and prices or addresses on 1 page"),)
    assert seen.site == init_site.Site("Lampworks & Co", "mkdocs.yml: site_name", "www.lampworks.co.uk")


NAMES: dict[str, tuple[dict[str, str], tuple[str, str, str, bool]]] = {
    "Jekyll": (
        {"_config.yml": "title: Lampworks  # ours\nurl: https://lamps.example.de"},
        ("Lampworks", "_config.yml: title", "lamps.example.de", False),
    ),
    "Hugo": (
        {"hugo.toml": 'baseURL = "https://lamps.example.org/"\ntitle = "Lamp: works"\n'},
        ("Lamp: works", "hugo.toml: title", "lamps.example.org", False),
    ),
    "Docusaurus": (
        {"docusaurus.config.js": "const c = {\n  title: 'Lampworks',\n  url: 'https://a.example.eu',\n};"},
        ("Lampworks", "docusaurus.config.js: title", "a.example.eu", False),
    ),
    "a manifest": ({"public/manifest.json": '{"name": "Lampworks"}'}, ("Lampworks", "public/manifest.json", "", False)),
    "pages that say so": (
        {"a.html": '<meta property="og:site_name" content="Lampworks"><p>A</p>', "CNAME": "lamps.example.au\n"},
        ("Lampworks", "og:site_name of the pages", "lamps.example.au", False),
    ),
    "the ends of three titles": (
        {f"{n}.md": f"# Page {n} – Lampworks\n" for n in range(3)}, ("Lampworks", "the titles of the pages", "", False),
    ),
    "a package, as a guess": (
        {"package.json": '{"name": "@a/lamps", "homepage": "https://lamps.example.ca/x"}'},
        ("lamps", "package.json", "lamps.example.ca", True),
    ),
    "a template is no name": ({"_config.yml": "title: '{{ site }}'"}, ("", "", "", False)),
    "broken files are passed over": (
        {"package.json": "{", "_config.yml": "\0", "public/manifest.json": "[1]"}, ("", "", "", False),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_site_is_called_as_its_own_files_call_it(name: str, tmp_path: Path, lexicon: Lexicon) -> None:
    texts, (brand, said_in, host, is_guess) = NAMES[name]
    put(tmp_path, texts)

    assert init_seen.look(tmp_path, lexicon).site == init_site.Site(brand, said_in, host, is_guess)


def test_the_files_that_are_written_are_sound(shop: Path, house: House, run: Callable[..., Ran]) -> None:
    put(shop, {"_config.yml": "title: 'Lamp: works # 1'\n"})
    found = run("init", "--from", ADDRESS)
    given, faults = config.load(shop / "claimcheck.yaml")
    names = {what: [n for r in house.rules for n in getattr(r, what)] for what in ("domains", "jurisdictions")}
    written = yaml.safe_load((shop / "claimcheck.yaml").read_text())
    records, record_faults = record.read([shop / "evidence"], house.lexicon)
    readme = readers.read_text(init_files.README, path="evidence/README.md", format="markdown")

    assert (found.code, found.err) == (0, [])
    assert found.out == [
        "3 pages (2 markdown, 1 html) in content, src/pages.",
        *WRITTEN,
        ".pre-commit-config.yaml: written",
        ".github/workflows/claimcheck.yml: written",
        "Next: claimcheck check content src/pages",
    ]
    assert (faults, config.unknown_names(given, rules=[], **names)) == ((), [])
    # A subject that is left off by a guess would be a claim that nobody sees.
    assert (given.settings.domains, given.settings.brands) == ((), ("Lamp: works # 1",))
    assert "# domains: [health, supplements, education]" in (shop / "claimcheck.yaml").read_text()
    assert given.settings.jurisdictions == ()
    assert "# A guess: uk, since there are prices or addresses on 1 page." in (shop / "claimcheck.yaml").read_text()
    assert "# Only English is judged; left out and told: 1 page in German." in (shop / "claimcheck.yaml").read_text()
    assert Draft202012Validator(json.loads(config.SCHEMA.read_text(encoding="utf-8"))).is_valid(written)
    assert (record_faults, [one.fictional for one in records.values()]) == ([], [True])
    assert Draft202012Validator(json.loads(RECORD_SCHEMA)).is_valid(
        yaml.safe_load(init_files.EXAMPLE.replace("2026-11-02", "'2026-11-02'"))
    )
    assert flow.check_document(readme, house, "2026-11-01").findings == ()


def test_each_schema_that_a_file_names_is_there(shop: Path, run: Callable[..., Ran]) -> None:
    run("init")
    for name in ("claimcheck.yaml", "evidence/example-trial.yaml"):
        [line] = [line for line in (shop / name).read_text().splitlines() if "$schema=" in line]
        assert (shop / name).parent.joinpath(line.split("$schema=")[1]).is_file()

    assert (shop / ".claimcheck/claimcheck.schema.json").read_bytes() == config.SCHEMA.read_bytes()


def test_a_second_run_writes_nothing(shop: Path, run: Callable[..., Ran]) -> None:
    run("init", "--from", ADDRESS)
    before = state(shop)
    found = run("init", "--from", ADDRESS)

    assert state(shop) == before
    assert [line for line in found.out if line.endswith("written")] == []
    assert len([line for line in found.out if ": left, " in line]) == 7


def test_a_dry_run_shows_what_would_be_written_and_writes_nothing(shop: Path, run: Callable[..., Ran]) -> None:
    before = state(shop)
    shown = run("init", "--dry-run").out
    after = state(shop)
    run("init")

    assert after == before
    assert [line.split(":")[0] for line in shown if line.endswith("would be written")] == [
        *(line.split(":")[0] for line in WRITTEN), ".pre-commit-config.yaml", ".github/workflows/claimcheck.yml",
    ]  # fmt: skip
    for line in (shop / "claimcheck.yaml").read_text().splitlines():
        assert f"    {line}".rstrip() in shown


def test_what_is_there_is_never_overwritten(shop: Path, run: Callable[..., Ran]) -> None:
    own = {"claimcheck.yaml": "fail_on: advice\n", "evidence/README.md": "Ours.\n", "evidence/a/b.yaml": "id: b\n",
           ".github/workflows/claimcheck.yml": "name: ours\n"}  # fmt: skip
    put(shop, own)
    found = run("init")

    assert {name: (shop / name).read_text() for name in own} == own
    assert "evidence/example-trial.yaml: left, there are records already" in found.out
    assert not (shop / "evidence/example-trial.yaml").exists()


def test_outside_of_git_the_hook_and_the_job_are_left(shop: Path, run: Callable[..., Ran], tmp_path: Path) -> None:
    (shop / ".git").rename(tmp_path / ".no-git")
    found = run("init")

    assert found.code == 0
    assert found.out[1:6] == WRITTEN
    assert found.out[6:8] == [
        f"{name}: left, there is no git repository; run this again after `git init`"
        for name in (".pre-commit-config.yaml", ".github/workflows/claimcheck.yml")
    ]


def test_a_folder_of_a_repository_gets_its_settings_and_the_top_the_hook(shop: Path, run: Callable[..., Ran]) -> None:
    found = run("init", "content", "--from", ADDRESS)
    [hook] = yaml.safe_load((shop / ".pre-commit-config.yaml").read_text())["repos"][0]["hooks"]

    assert (shop / "content" / "claimcheck.yaml").is_file()
    assert found.out[-1] == "Next: claimcheck check content"
    assert hook == {"id": "claimcheck", "files": "^content/"}


def test_an_evidence_that_is_no_folder_is_left_and_not_configured(shop: Path, run: Callable[..., Ran]) -> None:
    put(shop, {"evidence": "notes\n"})
    found = run("init")

    assert "evidence: left, is no folder, so no records are looked for there" in found.out
    assert config.load(shop / "claimcheck.yaml")[1] == ()


def test_folders_of_own_rules_and_words_are_configured(shop: Path, run: Callable[..., Ran]) -> None:
    put(shop, {"rules/pressure/a.yaml": "rule: a\n", "lexicon/a.yaml": "classes:\n  a: [b]\n"})
    run("init")

    assert config.load(shop / "claimcheck.yaml")[0].rules == (shop / "rules",)
    assert config.load(shop / "claimcheck.yaml")[0].lexicon == (shop / "lexicon",)


HOOKS = """\
# Ours.
default_stages: [pre-commit]   # early
repos:
- repo: https://git.example.org/lint
  rev: 'v1'    # pinned
  hooks:
  - {id: lint, args: [--strict]}
  # the last word
"""


def test_the_hook_joins_the_others_and_every_other_character_stays(shop: Path, run: Callable[..., Ran]) -> None:
    put(shop, {".pre-commit-config.yaml": HOOKS})
    found = run("init", "--from", ADDRESS)
    text = (shop / ".pre-commit-config.yaml").read_text()
    gone = [line for line in difflib.ndiff(HOOKS.splitlines(), text.splitlines()) if line.startswith("- ")]

    assert ".pre-commit-config.yaml: added to" in found.out
    assert gone == []
    assert yaml.safe_load(text)["repos"] == [
        *yaml.safe_load(HOOKS)["repos"],
        {"repo": ADDRESS, "rev": init_ci.origin(ADDRESS).version,
         "hooks": [{"id": "claimcheck", "files": "^(content|src/pages)/"}]},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("hooks", "told"),
    [
        ("repos:\n  - {repo: local, hooks: [{id: claimcheck}]}\n", "left, has it already"),
        ("a: &b [1]\nrepos: []\nc: *b\n", "left, cannot be changed safely; add the hook by hand:"),
        ("repos: none\n", "left, cannot be changed safely; add the hook by hand:"),
        ("- 1\n", "left, cannot be changed safely; add the hook by hand:"),
        ("", "left, cannot be changed safely; add the hook by hand:"),
        ("repos: [\n", "left, cannot be changed safely; add the hook by hand:"),
    ],
)
def test_hooks_that_cannot_be_added_to_are_left_as_they_are(
    hooks: str, told: str, shop: Path, run: Callable[..., Ran]
) -> None:
    put(shop, {".pre-commit-config.yaml": hooks})
    found = run("init")

    assert f".pre-commit-config.yaml: {told}" in found.out
    assert (shop / ".pre-commit-config.yaml").read_text() == hooks


@pytest.mark.parametrize("hooks", ["repos: []\n", "fail_fast: true\n", "repos:\nfail_fast: true  # so\n"])
def test_hooks_without_a_repository_get_the_first(hooks: str, shop: Path, run: Callable[..., Ran]) -> None:
    put(shop, {".pre-commit-config.yaml": hooks})
    run("init")
    [repo] = yaml.safe_load((shop / ".pre-commit-config.yaml").read_text())["repos"]

    assert [hook["id"] for hook in repo["hooks"]] == ["claimcheck"]


@pytest.mark.parametrize(
    ("pipeline", "told"),
    [
        (None, ".gitlab-ci.yml: written"),
        ("test:\n  script: [a]\n", ".gitlab-ci.yml: added to"),
        ("include:\n  - local: a.yml\n", ".gitlab-ci.yml: added to"),
        ("include: a.yml\n", ".gitlab-ci.yml: left, cannot be changed safely; add by hand:"),
        ("include: [{local: .gitlab/claimcheck.yml}]\n", ".gitlab-ci.yml: left, has it already"),
    ],
)
def test_on_gitlab_the_job_is_a_part_that_the_pipeline_includes(
    pipeline: str | None, told: str, shop: Path, run: Callable[..., Ran]
) -> None:
    if pipeline is None:
        subprocess.run(["git", "remote", "add", "origin", "git@gitlab.example.org:a/b.git"], cwd=shop, check=True)
    else:
        put(shop, {".gitlab-ci.yml": pipeline})
    found = run("init")
    after = (shop / ".gitlab-ci.yml").read_text()

    assert told in found.out
    assert ".gitlab/claimcheck.yml: written" in found.out
    assert after.startswith(pipeline or "include:") or "[" in after
    assert not (shop / ".github").exists()
    if "left" not in told:
        assert {"local": ".gitlab/claimcheck.yml"} in yaml.safe_load(after)["include"]


def valid(schema: str, *paths: Path) -> str:
    """Return what is wrong with files by a schema that the checker carries, "" for nothing."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


FOLDERS = [["content"], ["my pages", "a&b"], ["it's: odd"], ["a\nb"], ["${{ secrets }}"], ["."], ["-x"]]


def test_workflows_and_pipelines_are_valid_for_folders_of_any_name(tmp_path: Path) -> None:
    origins = [init_ci.Origin("", "v0.1.0"), init_ci.Origin(ADDRESS, "main")]
    jobs: dict[str, list[Path]] = {"github-workflows": [], "gitlab-ci": []}
    for at, (folders, origin) in enumerate((f, o) for f in FOLDERS for o in origins):
        for schema, made in (("github-workflows", init_ci.github), ("gitlab-ci", init_ci.gitlab)):
            jobs[schema].append(tmp_path / f"{schema}-{at}.yml")
            jobs[schema][-1].write_text(made(origin, folders))

    assert {schema: valid(schema, *paths) for schema, paths in jobs.items()} == {
        "github-workflows": "",
        "gitlab-ci": "",
    }


def test_the_jobs_of_the_guide_are_valid_and_upload_sarif(tmp_path: Path) -> None:
    blocks = [block for block in fenced(ROOT / "GUIDE.md") if block.language == "yaml"]
    shown = ["\n".join([*block.lines, ""]) for block in blocks]
    workflows = [text for text in shown if "runs-on:" in text]
    pipelines = [text for text in shown if "codequality:" in text]
    for at, text in enumerate([*workflows, *pipelines]):
        (tmp_path / f"{at}.yml").write_text(text)
    steps = yaml.safe_load(workflows[0])["jobs"]["claimcheck"]["steps"]

    assert (len(workflows), len(pipelines)) == (1, 1)
    assert (valid("github-workflows", tmp_path / "0.yml"), valid("gitlab-ci", tmp_path / "1.yml")) == ("", "")
    assert [step["with"]["sarif_file"] for step in steps if "upload-sarif" in step.get("uses", "")] == [
        "claimcheck.sarif"
    ]
    assert workflows[0] == init_ci.github(init_ci.Origin(init_ci.UNKNOWN, "v0.1.0"), ["content"])
    assert pipelines[0] == init_ci.gitlab(init_ci.Origin(init_ci.UNKNOWN, "v0.1.0"), ["content"])


def test_the_kinds_of_files_are_those_of_the_hook_that_is_offered() -> None:
    [offered] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    local = init_ci.hook(init_ci.Origin("", "v0.1.0"), ["."])["hooks"][0]

    assert list(init_ci.KINDS) == offered["types_or"]
    assert {name: local[name] for name in ("id", "entry", "require_serial")} == {
        name: offered[name] for name in ("id", "entry", "require_serial")
    }


@pytest.mark.parametrize(
    ("noted", "expected"),
    [
        ({"url": "https://ann:s3cret@git.example.org/c.git", "vcs_info": {"vcs": "git", "requested_revision": "v2"}},
         ("https://git.example.org/c.git", "v2")),
        ({"url": "file:///srv/claimcheck", "vcs_info": {"vcs": "git"}}, ("", None)),
        ({"url": "file:///srv/claimcheck", "dir_info": {"editable": True}}, ("", None)),
        (None, ("", None)),
    ],
)  # fmt: skip
def test_the_address_is_the_one_that_pip_noted_without_a_password(
    noted: Any, expected: tuple[str, str | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Installed:
        version = "0.1.0"

        def read_text(self, _: str) -> str | None:
            return None if noted is None else json.dumps(noted)

    monkeypatch.setattr(init_ci.metadata, "distribution", lambda _: Installed())
    found = init_ci.origin()

    assert (found.address, found.version) == (expected[0], expected[1] or "v0.1.0")
    assert init_ci.origin("https://other.example.org/c") == init_ci.Origin("https://other.example.org/c", "v0.1.0")


@settings(max_examples=80, deadline=None)
@given(
    brand=st.text(max_size=30).filter(lambda words: not words or init_site._plain(words) == words),
    host=st.sampled_from(["", "a.example.uk"]),
    guess=st.booleans(),
    places=st.lists(st.sampled_from(["uk", "us"]), unique=True),
)
def test_settings_are_sound_whatever_a_site_is_called(
    brand: str, host: str, guess: bool, places: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    site = init_site.Site(brand, "_config.yml: title", host, guess)
    seen = init_seen.Seen(
        1, 1, (".",), (), (), (), tuple((place, "prices or addresses on 1 page") for place in places), site
    )
    path = tmp_path_factory.mktemp("drawn") / "claimcheck.yaml"
    path.write_text(init_files.settings(seen, ()), encoding="utf-8")
    made, faults = config.load(path)

    assert faults == ()
    assert made.settings.brands == ((brand,) if brand and not guess else ())


def test_a_file_that_came_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    step = init_plan.Step(tmp_path / "a", "ours")
    put(tmp_path, {"a": "theirs"})
    with pytest.raises(init_plan.UserError) as told:
        init_plan.write(step)

    assert told.value.fault == "cannot be written (File exists)"
    assert (tmp_path / "a").read_text() == "theirs"
