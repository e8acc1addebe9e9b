"""What saves time changes nothing: findings with it and without it, page by page.

    python benchmarks/gates.py PATHS [--most 300]     # files, folders, or JSON Lines with the words under `text`

Each page is checked as always, and once more with every pattern asked of every sentence, every sentence read for claims
and parsed by itself. Pages whose reports differ in a byte are named; exit code 1 where there are any.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
import time
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from claimcheck import flow, foreign, language, readers
from claimcheck.checks.gates import Gates
from claimcheck.claims import possible
from claimcheck.config import config
from claimcheck.language import Memory, Token
from claimcheck.outputs import json as as_json
from claimcheck.patterns.pattern import Pattern
from claimcheck.rulebook.rule import Frame

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimcheck.checks.gates import Possible
    from claimcheck.claims.reading import Reading
    from claimcheck.flow import House
    from claimcheck.model import Document

DAY = "2026-01-01"


class Open(Gates):
    """Gates that keep no pattern from any sentence."""

    def __init__(self, house: House) -> None:
        self._items = [
            (rule.name, number)
            for rule in house.rules
            for number, item in enumerate(rule.find)
            if isinstance(item, Pattern | Frame)
        ]

    def possible(self, reading: Reading) -> Possible:
        """Return all sentences for each pattern and frame."""
        blocks = reading.document.blocks
        sentences = [sentence for sentence in reading.sentences if blocks[sentence.block].kind != "reference"]
        return dict.fromkeys(self._items, sentences)


class OneByOne(Memory):
    """The parser itself, asked for one sentence after the other."""

    def parse(self, texts: Iterable[tuple[str, int]]) -> list[tuple[Token, ...]]:
        """Return the tokens of each sentence, given as (words, offset in the document's text)."""
        return [tokens for one in texts for tokens in language.parse([one])]


def without(house: House) -> House:
    """Return a house that saves no time by gates, memory or by parsing many sentences in one run."""
    found = dataclasses.replace(house, memory=OneByOne())
    found.__dict__["gates"] = Open(house)
    return found


def report(document: Document, house: House) -> str:
    """Return the report of a page, as the command line writes it."""
    closed = not isinstance(house.memory, OneByOne)
    with nullcontext() if closed else patch.object(possible, "_may_claim", return_value=True):
        return as_json.render(flow.gathered([flow.check_document(document, house, DAY)], house, DAY))


def documents(paths: Iterable[Path], most: int) -> Iterator[Document]:
    """Yield the pages of files, folders and rows, of each path at most so many."""
    for path in paths:
        files = sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]
        for file in files[:most]:
            if file.suffix == ".jsonl":
                rows = file.read_text(encoding="utf-8").splitlines()[:most]
                texts = [(f"{file.name}:{n}", str(json.loads(row)["text"])) for n, row in enumerate(rows, 1)]
                yield from (readers.read_text(text, path=name, format="text") for name, text in texts)
            elif file.suffix in readers.suffixes():
                yield foreign.english_part(readers.read(file, shown_as=file.name))


def main() -> None:
    """Print which pages differ, and what both ways take."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("paths", nargs="+", type=Path)
    options.add_argument("--most", type=int, default=300)
    given = options.parse_args()
    house = flow.load(config.Config())
    plain, seconds, findings, differ, pages = without(house), [0.0, 0.0], 0, 0, 0
    for document in documents(given.paths, given.most):
        found = []
        for way, held in enumerate((house, plain)):
            start = time.process_time()
            found.append(report(document, held))
            seconds[way] += time.process_time() - start
        pages += 1
        findings += sum(len(page["findings"]) for page in json.loads(found[0])["reports"])
        if found[0] != found[1]:
            differ += 1
            print(f"differs: {document.path}")
    print(f"{pages} pages, {findings} findings, {differ} pages differ")
    print(f"{seconds[0] / pages:.3f} s CPU a page as always, {seconds[1] / pages:.3f} without gates and one by one")
    sys.exit(1 if differ else 0)


if __name__ == "__main__":
    main()
