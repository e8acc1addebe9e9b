"""Sentences -> grammar, many in one run of the model and each as if it were alone.

A product of matrices is rounded by its number of rows: in a batch, the neighbours of a sentence now and then change its
parse. So each sentence is multiplied by itself, and all that goes row by row is done for many at once. What comes out
is, to the last bit, what the pipeline gives for one sentence at a time.
"""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# Rows of zeros before and behind each sentence, which the windows of the four layers of width one reach into.
_PAD = 4
_TINY = 1e-08
_MOST = 64
# Products of so many multiplications and less have kernels of their own, which round otherwise as the weights lie.
_SMALL = 1_000_000


class _Layer(NamedTuple):
    """The weights of one layer: the largest of some linear pieces, then scaled to mean 0 and variance 1.

    `in_rows` are the weights as a product takes them up fastest: the same to the last bit, in a third less time.
    """

    weights: Any
    in_rows: Any
    bias: Any
    scale: Any
    shift: Any


class Apart:
    """The tagger and parser of a pipeline whose vectors come from MultiHashEmbed and MaxoutWindowEncoder."""

    def __init__(self, pipeline: Any) -> None:
        self._pipeline = pipeline
        nodes = list(pipeline.get_pipe("tok2vec").model.walk(order="dfs_pre"))
        self._ops = nodes[0].ops
        [extract] = [node for node in nodes if node.name == "extract_features"]
        self._columns = extract.attrs["columns"]
        self._tables = [(node.get_param("E"), node.attrs["seed"]) for node in nodes if node.name == "hashembed"]
        maxouts = [node for node in nodes if node.name == "maxout"]
        norms = [node for node in nodes if node.name == "layernorm"]
        self._first, *self._windows = map(_layer, maxouts, norms)
        self._steps = [pipeline.get_pipe(name) for name in ("tagger", "parser")]
        self._lengths: list[int] = []
        apart = copy(self._ops)
        apart.gemm = self._gemm
        for node in (node for step in self._steps for node in step.model.walk()):
            if node.name in ("softmax", "linear", "precomputable_affine"):
                node.ops = apart

    def parsed(self, texts: Sequence[str]) -> Iterator[Any]:
        """Yield a document of the library for each sentence, with tags and dependencies."""
        for start in range(0, len(texts), _MOST):
            docs = [self._pipeline.make_doc(text) for text in texts[start : start + _MOST]]
            filled = [doc for doc in docs if len(doc)]
            if filled:
                self._lengths = [len(doc) for doc in filled]
                for doc, vectors in zip(filled, self._vectors(filled), strict=True):
                    doc.tensor = vectors
                for step in self._steps:
                    step.set_annotations(filled, step.predict(filled))
            yield from docs

    def _gemm(self, x: Any, y: Any, out: Any = None, *, trans1: bool = False, trans2: bool = False) -> Any:
        """Stand for the library's product of matrices in the layers behind the vectors."""
        assert trans2
        assert not trans1
        return _multiplied(x, y.T, self._lengths, out)

    def _vectors(self, docs: Sequence[Any]) -> Iterator[Any]:
        """Yield the vectors of each sentence, a row for each token."""
        import numpy as np

        features = np.concatenate([doc.to_array(self._columns) for doc in docs])
        embedded = np.concatenate(list(self._embedded(features)), axis=1)
        own = self._forward(self._first, embedded, self._lengths)
        wide = [length + 2 * _PAD for length in self._lengths]
        places = [sum(wide[:i]) + _PAD for i in range(len(wide))]
        found = np.zeros((sum(wide), own.shape[1]), dtype="f")
        found[np.concatenate([np.arange(at, at + n) for at, n in zip(places, self._lengths, strict=True)])] = own
        for layer in self._windows:
            found = found + self._forward(layer, _with_neighbours(found), wide)
        for at, length in zip(places, self._lengths, strict=True):
            yield found[at : at + length]

    def _embedded(self, features: Any) -> Iterator[Any]:
        """Yield for each feature the sum of the four rows of its table that it falls on."""
        for column, (table, seed) in enumerate(self._tables):
            keys = self._ops.hash(features[:, column].copy(), seed) % table.shape[0]
            yield self._ops.gather_add(table, keys)

    def _forward(self, layer: _Layer, rows: Any, lengths: Iterable[int]) -> Any:
        pieces = _multiplied(rows, layer.weights, lengths, in_rows=layer.in_rows)
        pieces += layer.bias
        best = _largest(pieces.reshape(len(rows), len(layer.scale), -1))
        best -= best.mean(axis=1, keepdims=True)
        variance = (best * best).sum(axis=1, keepdims=True) / best.shape[1]
        best *= (variance + _TINY) ** -0.5
        best *= layer.scale
        best += layer.shift
        return best


def _layer(maxout: Any, norm: Any) -> _Layer:
    import numpy as np

    outputs, pieces, inputs = maxout.get_param("W").shape
    weights = maxout.get_param("W").reshape(outputs * pieces, inputs).T
    in_rows, bias = np.ascontiguousarray(weights), maxout.get_param("b").reshape(-1)
    return _Layer(weights, in_rows, bias, norm.get_param("G"), norm.get_param("b"))


def _multiplied(rows: Any, weights: Any, lengths: Iterable[int], out: Any = None, in_rows: Any = None) -> Any:
    """Return rows times weights, the rows of each sentence by themselves."""
    import numpy as np

    found = np.empty((len(rows), weights.shape[1]), dtype="f") if out is None else out
    at = 0
    for length in lengths:
        is_small = in_rows is None or length * weights.size <= _SMALL
        np.dot(rows[at : at + length], weights if is_small else in_rows, out=found[at : at + length])
        at += length
    return found


def _largest(pieces: Any) -> Any:
    """Return the largest of the pieces of each output: the library's own look for it also notes which it is."""
    import numpy as np

    found = np.maximum(pieces[:, :, 0], pieces[:, :, 1])
    for number in range(2, pieces.shape[2]):
        np.maximum(found, pieces[:, :, number], out=found)
    return found


def _with_neighbours(rows: Any) -> Any:
    """Return each row between the one before it and the one behind it, zeros at the ends."""
    import numpy as np

    width = rows.shape[1]
    found = np.zeros((len(rows), 3 * width), dtype="f")
    found[1:, :width] = rows[:-1]
    found[:, width : 2 * width] = rows
    found[:-1, 2 * width :] = rows[1:]
    return found
