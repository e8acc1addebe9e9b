"""The house itself: imports go down, rooms stay small, words keep their meaning, the front door opens fast."""

from __future__ import annotations

import ast
import io
import json
import os
import re
import subprocess
import sys
import tokenize
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import claimcheck
from claimcheck import files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "claimcheck"
MODULES = sorted(SOURCE.rglob("*.py"))

# From the ground to the roof: a module imports from its own room and from those before it. A folder is one room, but
# for the modules of it that are named.
ROOMS = (
    "errors known model plugins shipped forms words amounts identifiers processes user_cache whole_file text_edit",
    "yamlfile yamltext yamledit",
    "trie phrase_table",
    "lexicon",
    "readers",
    "patterns",
    "language_apart",
    "language document_part foreign",
    "claims",
    "rulebook rulebook.rule rulebook.conditions",
    "records",
    "importers",
    "checks",
    "rulebook.file rulebook.fix rulebook.values rulebook.verbs rulebook.examples",
    "config rulebook.shape",
    "allow upkeep fingerprint ledger",
    "flow",
    "rulebook.proof config.told",
    "fix fix_place",
    "outputs files commit",
    "audit",
    "baseline since",
    "init",
    "cache",
    "library card",
    "page_edits",
    "lsp",
    "desk",
    "spacy_component __init__",
    "cli __main__",
)
# Who may know a library from outside: it can be exchanged behind that door.
DOORS = {
    "spacy": ("language", "spacy_component"),
    "thinc": ("language",),
    "pydantic": ("records.check", "records.forms", "records.parts", "records.shape"),
    "yaml": ("yamlfile", "yamledit", "readers._frontmatter", "readers._yaml_values", "readers.yaml"),
    "rispy": ("importers.ris",),
    "bibtexparser": ("importers.bibtex",),
    "pyromark": ("readers.markdown",),
    "pathspec": ("config.config", "files"),
    "platformdirs": ("desk.drafts", "user_cache"),
    "rich": ("cli.run",),
    "starlette": ("desk.app", "desk.guard"),
    "uvicorn": ("desk.serve",),
    "sqlite3": ("cache.store", "records.index", "records.library", "records.shelf"),
    "docx": ("outputs._dossier_docx",),
    "duckdb": ("audit.database",),
    "pypdfium2": ("readers._pdf_lines",),
    "distributed": ("audit.cluster",),
    "docutils": ("readers._rst_lines", "readers._rst_parse"),
    "pygls": ("lsp.server",),
    "lsprotocol": tuple(
        f"lsp.{name}" for name in "actions completion diagnostics hover positions server session".split()
    ),
    "click": (*(f"cli.{path.stem}" for path in SOURCE.glob("cli/*.py")), "outputs.text"),
}
LONGEST_FUNCTION = 40
LONGEST_MODULE = 250
FORBIDDEN = set("utils util helpers helper common base manager handler engine violation issue problem alert".split())
MACHINE_PATH = re.compile(r"/(?:home|Users|root|work|mnt|opt)/\w")


def name_of(path: Path) -> str:
    """Return a module's name inside the package: "checks.link"."""
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(parts[:-1] if len(parts) > 1 and parts[-1] == "__init__" else parts)


@cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    """Return a module and all that stands in it."""
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def imported(path: Path) -> Iterator[str]:
    """Yield the full names of the modules that a module imports, wherever in it and whatever for."""
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "claimcheck":
            yield from (f"claimcheck.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def floor_of(name: str) -> int:
    """Return on which floor a module lives."""
    rooms = {room: floor for floor, names in enumerate(ROOMS) for room in names.split()}
    return rooms[name] if name in rooms else rooms[name.split(".")[0]]


def code_lines(path: Path) -> set[int]:
    """Return the lines of a module that hold code: neither blank nor comment nor a text that stands alone."""
    text = path.read_text(encoding="utf-8")
    idle = (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER)
    lines = {
        line
        for token in tokenize.generate_tokens(io.StringIO(text).readline)
        if token.type not in idle
        for line in range(token.start[0], token.end[0] + 1)
    }
    for node in nodes_of(path):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            lines -= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return lines


def faults_by_module(faults_of: Callable[[Path], list[str]], modules: Iterable[Path] = MODULES) -> dict[str, list[str]]:
    """Return what is wrong with each module, by its name; a module without a fault is left out."""
    return {name_of(path): faults for path in modules if (faults := faults_of(path))}


def test_imports_go_down_only() -> None:
    def upward(path: Path) -> list[str]:
        own = [name.removeprefix("claimcheck.") for name in imported(path) if name.startswith("claimcheck.")]
        return [name for name in own if floor_of(name) > floor_of(name_of(path))]

    assert faults_by_module(upward) == {}


def test_a_library_from_outside_has_its_door() -> None:
    def through_the_wall(path: Path) -> list[str]:
        return [
            name
            for name in imported(path)
            if name.split(".")[0] in DOORS and name_of(path) not in DOORS[name.split(".")[0]]
        ]

    assert faults_by_module(through_the_wall) == {}


def test_modules_and_functions_are_small() -> None:
    def long(path: Path) -> list[str]:
        lines = code_lines(path)
        functions = [node for node in nodes_of(path) if isinstance(node, ast.FunctionDef)]
        return [
            node.name
            for node in functions
            if len(lines & set(range(node.lineno, (node.end_lineno or node.lineno) + 1))) > LONGEST_FUNCTION
        ] + [f"{len(lines)} lines"] * (len(lines) > LONGEST_MODULE)

    assert faults_by_module(long) == {}


def test_names_say_what_a_thing_is() -> None:
    def forbidden(path: Path) -> list[str]:
        named = [
            node.name
            for node in nodes_of(path)
            if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef)
        ]
        words = {word for name in (path.stem, *named) for word in re.findall(r"[A-Z]?[a-z]+", name)}
        return sorted({word.lower() for word in words} & FORBIDDEN)

    assert faults_by_module(forbidden) == {}


def test_what_is_public_says_what_it_gives() -> None:
    def silent(path: Path) -> list[str]:
        tree = nodes_of(path)[0]
        assert isinstance(tree, ast.Module)
        # A part of a record's shape is said by its fields, which the published schema describes.
        said_by_fields = name_of(path) == "records.parts"
        kinds = ast.FunctionDef if said_by_fields else ast.FunctionDef | ast.ClassDef
        public = [node for node in tree.body if isinstance(node, kinds) and not node.name.startswith("_")]
        unsaid = [node.name for node in public if ast.get_docstring(node) is None]
        return unsaid + ["the module itself"] * (ast.get_docstring(tree) is None)

    assert faults_by_module(silent) == {}


def test_only_the_command_line_prints() -> None:
    def printing(path: Path) -> list[str]:
        calls = [ast.unparse(node.func) for node in nodes_of(path) if isinstance(node, ast.Call)]
        return [call for call in calls if call in ("print", "click.echo", "sys.exit")]

    others = [path for path in MODULES if name_of(path).split(".")[0] not in ("cli", "__main__")]

    assert faults_by_module(printing, others) == {}


def texts() -> list[Path]:
    """Return the files of this repository that people write."""
    kinds = (".py", ".md", ".yaml", ".toml", ".json", ".txt")
    return [path for path in files.in_folder(ROOT) if path.suffix in kinds and path != Path(__file__)]


def test_no_file_names_a_place_of_one_machine() -> None:
    named = [str(path.relative_to(ROOT)) for path in texts() if MACHINE_PATH.search(path.read_text(encoding="utf-8"))]

    assert named == []


def test_no_test_is_passed_over() -> None:
    passed_over = re.compile(r"pytest\.(?:mark\.)?(?:skip|xfail|importorskip)|^class Test", re.MULTILINE)
    found = [path.name for path in texts() if path.parent.name == "tests" and passed_over.search(path.read_text())]

    assert found == []


# Commands that check no page.
LOOKING = (
    ("--help",),
    ("check", "--help"),
    ("check", "a.md", "--format", "jsn"),
    ("check", "a.md", "--config", "gone.yaml"),
    ("evidence", "cover", "a.md", "--as-of", "May"),
    ("dossier", "a.md", "--output", "a.pdf"),
    ("approve", "a.md:1", "--by", "Ann", "--until", "May"),
    ("ledger",),
    ("explain", "no-such-rule"),
    ("explain", "cure"),
    ("rules",),
    ("rules", "--format", "markdown"),
    ("evidence", "list"),
    ("show", "a.md"),
    ("config", "a.md"),
    ("init", "--dry-run"),
)


def test_the_parser_is_not_loaded_where_no_page_is_checked(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("A lamp.\n")
    code = (
        "import json, sys\nfrom claimcheck.cli.main import main\nloaded = []\n"
        f"for words in {LOOKING}:\n"
        "    try:\n        main(words)\n    except SystemExit:\n        loaded.append('spacy' in sys.modules)\n"
        "json.dump(loaded, open('loaded.json', 'w'))\n"
    )
    env = {**os.environ, "PYTHONPATH": str(Path(claimcheck.__path__[0]).parent)}
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=env, capture_output=True, check=True)
    loaded = json.loads((tmp_path / "loaded.json").read_text())

    assert [words for words, is_loaded in zip(LOOKING, loaded, strict=True) if is_loaded] == []
