"""Fuzz: bytes that atheris makes up, given to the readers; one that raises, or breaks a law of places, stops the run.

    pip install atheris
    python benchmarks/fuzz.py [--formats html jsx …] [CORPUS] [-max_total_time=300] [-max_len=2000]

Each input is read as every format given. Words that begin with "-" go on to libFuzzer; what stopped the run is written
to a file `crash-…`, and given as the only word it is tried again.
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from itertools import pairwise
from typing import Any

# It has no types, and is not among what the tests need.
atheris: Any = import_module("atheris")

with atheris.instrument_imports(include=["claimcheck.readers"]):
    from claimcheck import plugins, readers
    from claimcheck.errors import UserError

    for _name in plugins.names("readers"):
        plugins.load("readers", _name)

# Those whose parser is our own, and Markdown; of Word and PDF, bytes that are made up are refused at once.
OWN = ("astro", "csv", "html", "ipynb", "json", "jsx", "markdown", "mdx", "php", "text", "vue", "yaml")


def look(form: str, raw: bytes) -> None:
    """Raise where reading raises what is no UserError, or where a place is none."""
    try:
        document = readers.read_bytes(raw, path="page", format=form)
    except UserError:
        return
    covered = [at for piece in document.pieces for at in range(piece.start, piece.end)]
    if covered != [at for block in document.blocks for at in range(block.start, block.end)]:
        raise AssertionError(f"{form}: pieces do not cover the words")
    read_from = sorted((piece.source_start, piece.source_end) for piece in document.pieces)
    for (_, end), (start, _) in pairwise(read_from):
        if end > start:
            raise AssertionError(f"{form}: read twice at {start}")
    for piece in document.pieces:
        written = document.source[piece.source_start : piece.source_end]
        shown = document.text[piece.start : piece.end]
        # Another spelling of as many plain letters is none: entities and escapes are longer, exponents not ASCII.
        if len(shown) == len(written) > 1 and shown.isascii() and shown != written:
            raise AssertionError(f"{form}: {shown!r} is read where {written!r} stands")


def main() -> None:
    """Run until the time given to libFuzzer is over, or something is found."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--formats", nargs="+", default=list(OWN), choices=plugins.names("readers"))
    given, others = options.parse_known_args()

    def one(raw: bytes) -> None:
        for form in given.formats:
            look(form, raw)

    atheris.Setup([sys.argv[0], *others], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
