"""Sentences once parsed, on disk: by their words and the model that read them."""

from __future__ import annotations

import json
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from claimcheck.language import Token, model_digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from claimcheck.cache.store import Store


class Grammar:
    """What `language.Memory` asks for sentences that this run has not parsed."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def read(self, sentences: Iterable[str]) -> Mapping[str, tuple[Token, ...]]:
        """Return the tokens of the sentences that are known."""
        keys = {_key(words): words for words in sentences}
        return {keys[key]: _tokens(keys[key], row[0]) for key, row in self._store.many("grammar", list(keys)).items()}

    def write(self, parsed: Mapping[str, tuple[Token, ...]]) -> None:
        """Keep some more."""
        self._store.put("grammar", [(_key(words), _packed(tokens)) for words, tokens in parsed.items()])


def _key(words: str) -> bytes:
    return blake2b(words.encode("utf-8", "surrogatepass"), digest_size=16, key=_reader()).digest()


@cache
def _reader() -> bytes:
    """Return a digest of what else the grammar of a sentence rests on."""
    libraries = [f"{name} {version(name)}" for name in ("spacy", "thinc", "numpy")]
    return blake2b("\0".join([model_digest(), *libraries]).encode()).digest()


def _packed(tokens: tuple[Token, ...]) -> str:
    flat: list[Any] = [part for t in tokens for part in (t.start, t.end - t.start, t.tag, t.dep, t.head)]
    return json.dumps(flat, separators=(",", ":"))


def _tokens(words: str, packed: str) -> tuple[Token, ...]:
    parts = iter(json.loads(packed))
    return tuple(
        Token(start, start + length, words[start : start + length].lower().replace("’", "'"), tag, dep, head)
        for start, length, tag, dep, head in zip(parts, parts, parts, parts, parts, strict=True)
    )
