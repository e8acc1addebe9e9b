"""Facts + a table of weights -> how likely the answer is yes: a logistic sum that a person can follow."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

ALWAYS = "in any case"


def chance(facts: Container[str], table: Mapping[str, float]) -> float:
    """Return how likely the answer is yes, from 0 to 1, by the facts that hold; ALWAYS weighs whatever holds."""
    # In the order of the table, for the order of a sum decides its last bits.
    score = table[ALWAYS] + sum(map(table.__getitem__, filter(facts.__contains__, table)))
    return 1 / (1 + exp(-score))
