"""Sentences -> grammar: many in one run of the model, and each to the last bit as the pipeline reads it alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from claimcheck import language, readers
from claimcheck.language_apart import Apart
from claimcheck.words import sentences_in

PAGES = Path(__file__).parent / "articles" / "pages"


def sentences() -> list[str]:
    """Return the sentences of four pages, with what no sentence should be."""
    documents = [readers.read(path, shown_as=path.name) for path in sorted(PAGES.iterdir())[:4]]
    found = [
        document.text[start:end]
        for document in documents
        for block in document.blocks
        for start, end in sentences_in(document.text, block.start, block.end)
    ]
    return [*found, "", " ", "!", "Water " * 300]


@pytest.fixture(scope="module")
def plain() -> Any:
    """Return the pipeline as the library runs it."""
    with language._own_kernels():
        return language._spacy().load(language._folder(), exclude=["ner", "attribute_ruler", "lemmatizer", "senter"])


@pytest.fixture(scope="module")
def apart() -> Apart:
    """Return the pipeline as it is loaded for a check."""
    with language._own_kernels():
        return language._pipeline()


def test_each_sentence_is_read_as_the_pipeline_reads_it_alone(plain: Any, apart: Apart) -> None:
    given = sentences()
    with language._own_kernels():
        alone = list(plain.pipe(given, batch_size=1))
        together = list(apart.parsed(given))

    assert len(given) > 300
    assert [language._tokens(doc, 0) for doc in together] == [language._tokens(doc, 0) for doc in alone]
    assert [doc.tensor.tobytes() for doc in together if len(doc)] == [doc.tensor.tobytes() for doc in alone if len(doc)]


def test_the_words_are_told_apart_by_the_rules_of_the_model_alone(plain: Any, apart: Apart) -> None:
    loaded = apart._pipeline.tokenizer
    special = sorted(plain.tokenizer.rules)

    assert len(special) > 1000
    assert loaded.to_bytes(exclude=["vocab"]) == plain.tokenizer.to_bytes(exclude=["vocab"])
    assert [[(t.orth, t.norm, t.shape) for t in loaded(word)] for word in special] == [
        [(t.orth, t.norm, t.shape) for t in plain.tokenizer(word)] for word in special
    ]


@pytest.mark.parametrize("step", ["tagger", "parser"])
def test_all_that_the_model_can_say_of_a_word_has_a_name(plain: Any, apart: Apart, step: str) -> None:
    labels = plain.get_pipe(step).labels
    strings = apart._pipeline.vocab.strings

    assert len(labels) > 40
    # A label of the parser that was lifted over a crossing arc is written as two.
    assert [label for label in labels if any(part not in strings for part in (label, *label.split("||")))] == []


def test_the_order_of_sentences_changes_no_bit(apart: Apart) -> None:
    given = sentences()[:90]
    with language._own_kernels():
        forward = {doc.text: doc.tensor.tobytes() for doc in apart.parsed(given)}
        backward = {doc.text: doc.tensor.tobytes() for doc in apart.parsed(given[::-1])}

    assert forward == backward


def alone(program: str) -> list[str]:
    """Return the lines that a program writes in a process of its own."""
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return ran.stdout.splitlines()


def test_the_command_line_of_the_parser_is_loaded_only_when_somebody_asks_for_it() -> None:
    program = (
        "import sys\n"
        "from claimcheck import language\n"
        "language.parse([('A lamp.', 0)])\n"
        "import spacy\n"
        "print('spacy.cli' in sys.modules, hasattr(spacy, 'cli'))\n"
        "print(spacy.info(silent=True)['spacy_version'] == spacy.__version__)\n"
        "import spacy.cli\n"
        "print(callable(spacy.cli.download))\n"
    )

    assert alone(program) == ["False False", "True", "True"]


def test_bars_of_progress_are_loaded_only_when_somebody_draws_one() -> None:
    program = (
        "import sys\n"
        "from claimcheck import language\n"
        "language.parse([('A lamp.', 0)])\n"
        "print('tqdm' in sys.modules)\n"
        "from spacy.training import loggers\n"
        "print(list(loggers.tqdm.tqdm([1, 2], disable=True)), 'tqdm' in sys.modules)\n"
    )

    assert alone(program) == ["False", "[1, 2] True"]


def test_a_parser_that_does_not_load_without_its_command_line_is_loaded_as_a_whole() -> None:
    program = (
        "import sys\n"
        "from claimcheck import language\n"
        "whole = language.import_module\n"
        "tried = []\n"
        "def load(name):\n"
        "    tried.append(name)\n"
        "    if len(tried) == 1:\n"
        "        raise AttributeError('another version')\n"
        "    return whole(name)\n"
        "language.import_module = load\n"
        "print(len(language.parse([('A lamp.', 0)])[0]), tried, 'spacy.cli' in sys.modules)\n"
    )

    assert alone(program) == ["3 ['spacy', 'spacy'] True"]
