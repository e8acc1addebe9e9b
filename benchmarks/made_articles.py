"""Articles for measuring speed: sentences of our own pages with other names and numbers, so that few stand twice."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck import flow, readers
from claimcheck.config import config
from claimcheck.words import sentences_in, words_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from claimcheck.lexicon import Lexicon

PAGES = Path(__file__).parent.parent / "tests" / "articles" / "pages"
_SWAPPED = ("condition", "outcome", "treatment", "body", "process")


def articles(number: int, tokens: int) -> Iterator[str]:
    """Yield so many different articles of at least so many words, as Markdown."""
    words = flow.load_lexicon(config.Config())
    pool = _sentences()
    names = {
        category: [entry.words[0].removeprefix("=") for entry in words.names.values() if entry.category == category]
        for category in _SWAPPED
    }
    for seed in range(number):
        yield _article(random.Random(seed), pool, tokens, words, names)


def _sentences() -> list[str]:
    documents = [readers.read(path, shown_as=path.name) for path in sorted(PAGES.iterdir())]
    return [
        document.text[start:end]
        for document in documents
        for block in document.blocks
        if block.kind in ("paragraph", "item", "answer", "quotation", "testimonial")
        for start, end in sentences_in(document.text, block.start, block.end)
        if len(words_in(document.text, start, end)) > 6
    ]


def _article(
    dice: random.Random, pool: Sequence[str], tokens: int, words: Lexicon, names: Mapping[str, list[str]]
) -> str:
    title = f"{dice.choice(names['treatment']).capitalize()} for {dice.choice(names['condition'])}"
    parts, told = [f"# {title}\n"], 0
    while told < tokens:
        parts.append(f"## {dice.choice(names['outcome']).capitalize()} and {dice.choice(names['condition'])}\n")
        for _ in range(dice.randint(2, 4)):
            run = [_changed(dice, dice.choice(pool), words, names) for _ in range(dice.randint(2, 5))]
            parts.append(" ".join(run) + "\n")
            told += len(words_in(parts[-1]))
    return "\n".join(parts)


def _changed(dice: random.Random, sentence: str, words: Lexicon, names: Mapping[str, list[str]]) -> str:
    """Return a sentence with other names and other numbers."""
    changes = [
        (name.start, name.end, dice.choice(names[name.category]))
        for name in words.names_in(words_in(sentence))
        if name.category in names
    ]
    taken = [(start, end) for start, end, _ in changes]
    changes += [
        (word.start, word.end, str(dice.randint(2, 99)))
        for word in words_in(sentence)
        if word.text.isdigit() and len(word.text) < 3 and not any(s <= word.start < e for s, e in taken)
    ]
    behind = len(sentence) + 1
    for start, end, new in sorted(changes, reverse=True):
        if end <= behind:
            sentence, behind = sentence[:start] + new + sentence[end:], start
    return sentence[0].upper() + sentence[1:]
