"""Fuzz: bytes that atheris makes up, given to the readers; one that raises, or breaks a law of places, stops the run.

    pip install atheris
    python benchmarks/fuzz.py [--formats html jsx …] [CORPUS] [-max_total_time=300] [-max_len=2000]

Each input is read as every format given. Of Word and PDF (`--formats docx pdf`), bytes that are made up are refused at
once: there they say what is written over, cut out and doubled in a file that was made whole. Words that begin with "-"
go on to libFuzzer; what stopped the run is written to a file `crash-…`, and given as the only word it is tried again.
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

# It has no types, and is not among what the tests need.
atheris: Any = import_module("atheris")

with atheris.instrument_imports(include=["claimcheck.readers"]):
    from claimcheck import plugins, readers
    from claimcheck.errors import UserError

    for _name in plugins.names("readers"):
        plugins.load("readers", _name)

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
made_pdf: Any = import_module("made_pdf")
made_word: Any = import_module("made_word")

# Those whose parser is our own, and Markdown.
OWN = ("astro", "csv", "html", "ipynb", "json", "jsx", "markdown", "mdx", "php", "text", "vue", "yaml")
WORDS = "A lamp\n\nIt **may** help some people sleep.\n- ask a doctor first\n“It did”, she said. 1 of 12 (8 %)\n" * 3
EDIT = 4  # bytes that an edit takes: two for its place, one for how much is cut out or doubled, one for what is written


def edited(whole: bytes, raw: bytes) -> bytes:
    """Return bytes with what `raw` says written over, cut out and doubled in them."""
    for at in range(0, len(raw) - EDIT + 1, EDIT):
        place, size = (raw[at] << 8 | raw[at + 1]) % len(whole), raw[at + 2]
        if size < 128:
            whole = whole[:place] + raw[at + 3 : at + EDIT] + whole[place + 1 :]
        elif size < 192:
            whole = whole[:place] + whole[place + size - 127 :] or b" "
        else:
            whole = whole[: place + size - 191] + whole[place:]
    return whole


def broken_word(raw: bytes) -> bytes:
    """Return a Word file whose body was edited; its zip is sound, else nothing of it would be read."""
    parts = made_word.parts(made_word.from_text(WORDS))
    parts["word/document.xml"] = edited(parts["word/document.xml"], raw)
    return bytes(made_word.zipped(parts))


MADE: dict[str, Callable[[bytes], bytes]] = {
    "docx": broken_word,
    "pdf": lambda raw: edited(made_pdf.from_text(WORDS), raw),
}


def look(form: str, raw: bytes) -> None:
    """Raise where reading raises what is no UserError, or where a place is none."""
    try:
        document = readers.read_bytes(MADE[form](raw) if form in MADE else raw, path="page", format=form)
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
