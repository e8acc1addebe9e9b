"""claimcheck with a house of one rule and no parser, for tests that start processes; pages may ask to end theirs.

Run as a program it is the command line, or with the word `served` the process that checks pages. A Dask worker takes
it as its preload. The working directory is what `content` writes.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimcheck import flow, shipped, user_cache, whole_file
from claimcheck.audit import inputs, served, watched
from claimcheck.cli import main as cli
from claimcheck.model import Claim, Finding, Report, Span
from made_rule import HASTE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimcheck.audit.shard import Row, Shard
    from claimcheck.config.config import Config
    from claimcheck.lexicon import Lexicon
    from claimcheck.model import Document

_folder, _checked, _rows, _load_lexicon = shipped.folder, served.checked, inputs.rows, flow.load_lexicon


def content(folder: Path, pages: dict[str, str]) -> Path:
    """Write a content repository of one rule with `pages`, and return it."""
    for name in (".nothing", "rules/pressure", "pages"):
        (folder / name).mkdir(parents=True)
    (folder / "rules" / "pressure" / "haste.yaml").write_text(HASTE)
    (folder / "claimcheck.yaml").write_text("rules: [rules]\n")
    for name, words in pages.items():
        (folder / "pages" / name).parent.mkdir(exist_ok=True)
        (folder / "pages" / name).write_text(words)
    return folder


def environment() -> dict[str, str]:
    """Return the environment in which the program runs."""
    places = (str(Path(watched.__file__).parents[2]), str(Path(__file__).parent))
    return {**os.environ, "PYTHONPATH": os.pathsep.join(places)}


def patch() -> None:
    """Exchange the house, the judgement, and what is started to check pages."""
    shipped.folder = folder
    flow.check_document = judged
    flow.load_lexicon = load_lexicon
    watched.COMMAND = (sys.executable, __file__, "served")
    served.checked = checked
    inputs.rows = rows


def folder(name: str) -> Path:
    """Return the shipped lexicon, and an empty folder for all else."""
    return _folder(name) if name == "lexicon" else Path(".nothing").absolute()


def load_lexicon(given: Config, *_: Any) -> Lexicon:
    """Return the shipped lexicon, as the first process of these tests has read it."""
    assert not given.lexicon
    path = Path(user_cache.folder()) / "lexicon.pickle"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        whole_file.write(path, pickle.dumps(_load_lexicon(given)), lasting=False)
    read: Lexicon = pickle.loads(path.read_bytes())
    return read


def judged(document: Document, *_: Any) -> Report:
    """Return a page as one claim, with a finding where it says "only today"."""
    text = document.text
    claim = Claim(
        "c1", 0, len(text), Span(0, 1), Span(0, len(text)), 0, ("offer",), "offered", "asserted", "none", "none"
    )  # fmt: skip
    at = text.find("only today")
    if at < 0:
        return Report(document, (claim,), words=len(text.split()))
    span, place = document.source_span(at, at + 10), document.place(at, at + 10)
    finding = Finding(
        "f1", "haste", "pressure", "error", document.path, *span, *place, "only today", "urges the reader to hurry",
        "Haste leaves no time to ask.", claim="c1",
    )  # fmt: skip
    return Report(document, (claim,), (finding,), words=len(text.split()))


def checked(row: Row, *given: Any) -> Any:
    """Return what a page gives, unless its words do something else to the process that reads it."""
    words = row.content if isinstance(row.content, str) else row.content.decode()
    if "Kill me." in words or ("Kill me once." in words and _first_time(row)):
        os.kill(os.getpid(), signal.SIGKILL)
    if "Never end." in words:
        time.sleep(10_000)
    if "Take a while." in words:
        time.sleep(0.2)
    return _checked(row, *given)


def rows(shard: Shard) -> Iterator[Row]:
    """Yield the rows of a shard; to read one that is called so ends the process."""
    for row in _rows(shard):
        if row.key.startswith("ends-its-reader"):
            os._exit(3)
        if row.key.startswith("breaks-its-reader"):
            raise ValueError("no such codec")
        yield row


def _first_time(row: Row) -> bool:
    try:
        Path(f"{row.key.replace('/', '-')}.once").touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def dask_setup(_worker: object) -> None:
    """Prepare a Dask worker, which calls this for its preload."""
    patch()


if __name__ == "__main__":
    patch()
    if sys.argv[1:] == ["served"]:
        served._main()
    else:
        cli.main(sys.argv[1:])
