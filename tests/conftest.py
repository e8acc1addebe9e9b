"""What several tests share: a small content repository with one rule of its own, and the command line."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import tempfile
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import settings

from claimcheck import flow, readers, shipped, user_cache
from claimcheck.cli import main as cli
from claimcheck.config import config
from made_rule import HASTE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from claimcheck.flow import House
    from claimcheck.lexicon import Lexicon
    from claimcheck.model import Document
    from made_desk import Served


class Ran(NamedTuple):
    """What a command gave: its exit code and the lines it wrote."""

    code: int
    out: list[str]
    err: list[str]


# Files that take long, the longest first, for what begins last is waited for; those that wait for other processes stand
# among those that do not, so that no core is idle.
LONG = (
    "test_guide", "test_desk_browser", "test_rules", "test_hook", "test_reading_laws", "test_audit", "test_cache",
    "test_audit_cluster", "test_records_index", "test_lsp", "test_reader_html", "test_importers", "test_bad_input",
    "test_house", "test_dossier", "test_comparison_laws", "test_library", "test_language", "test_reader_templates",
    "test_output_html_browser", "test_desk", "test_exceptions", "test_reader_ipynb", "test_blocks",
)  # fmt: skip


def pytest_xdist_auto_num_workers() -> int:
    """Return two processes more than there are cores: tests wait for browsers and for processes that they start."""
    return (os.cpu_count() or 1) + 2


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest."""
    items.sort(key=lambda item: LONG.index(item.path.stem) if item.path.stem in LONG else len(LONG))


def pytest_configure() -> None:
    """Keep the tests away from the user's own cache."""
    # A busy machine makes no law untrue.
    settings.register_profile("whenever", deadline=None)
    settings.load_profile("whenever")
    # A shell that runs the tests in the background has them ignore Ctrl-C, and with them all that they start.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    # Commands that tests run keep their bytecode, as they do for everybody.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ[user_cache.VARIABLE] = tempfile.mkdtemp(prefix="claimcheck-tests-")


def pytest_unconfigure() -> None:
    shutil.rmtree(os.environ.pop(user_cache.VARIABLE), ignore_errors=True)


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a cache folder of this test alone."""
    monkeypatch.setenv(user_cache.VARIABLE, str(tmp_path / ".cache"))
    return tmp_path / ".cache"


@pytest.fixture
def site(own_cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lexicon: Lexicon) -> Path:
    """Make a content repository the working directory: its rule `haste` is the only one, the lexicon is shipped."""
    assert not own_cache.exists()
    load_lexicon, shipped_folder, nothing = flow.load_lexicon, shipped.folder, tmp_path / ".nothing"
    nothing.mkdir()
    # Each command would read the shipped lexicon anew.
    monkeypatch.setattr(flow, "load_lexicon", lambda given, *_: load_lexicon(given) if given.lexicon else lexicon)
    monkeypatch.setattr(shipped, "folder", lambda name: shipped_folder(name) if name == "lexicon" else nothing)
    (tmp_path / "rules" / "pressure").mkdir(parents=True)
    (tmp_path / "rules" / "pressure" / "haste.yaml").write_text(HASTE)
    (tmp_path / "claimcheck.yaml").write_text("rules: [rules]\n")
    (tmp_path / "bad.md").write_text("# Lamps\n\nYours *only\ntoday*, and never again.\n")
    (tmp_path / "good.md").write_text("# Lamps\n\nA lamp lights the room.\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(own_cache: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Return a function that runs claimcheck with the words given to it."""

    assert own_cache.name == ".cache"

    def ran(*words: str) -> Ran:
        with pytest.raises(SystemExit) as left:
            cli.main(words)
        written = capsys.readouterr()
        return Ran(int(left.value.code or 0), written.out.splitlines(), written.err.splitlines())

    return ran


@pytest.fixture(scope="session")
def house() -> House:
    """Return the shipped rules, lexicon and records."""
    loaded = flow.load(config.Config())
    # What is loaded stays: looking again and again for what of it could go takes time.
    gc.collect()
    gc.freeze()
    return loaded


@pytest.fixture(scope="session")
def small(house: House, tmp_path_factory: pytest.TempPathFactory) -> House:
    """Return a house whose records are those of the repository that desks are opened on, and those that ship."""
    from made_desk import repository, shelved

    return shelved(house, repository(tmp_path_factory.mktemp("shelf")) / "evidence")


@pytest.fixture
def served_desk(small: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """Serve a desk on a repository of its own; nobody has used its address yet."""
    from made_desk import repository, served

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    with served(small, repository(tmp_path / "site")) as running:
        yield running


@pytest.fixture(scope="session")
def lexicon(house: House) -> Lexicon:
    """Return the shipped lexicon."""
    return house.lexicon


@pytest.fixture(scope="session")
def text_page() -> Callable[[str], Document]:
    """Return a function that reads words as a page of plain text."""
    return lambda words: readers.read_text(words, path="page.txt", format="text")


@pytest.fixture(scope="session")
def markdown_page() -> Callable[[str], Document]:
    """Return a function that reads words as a page of Markdown."""
    return lambda words: readers.read_text(words, path="page.md", format="markdown")
