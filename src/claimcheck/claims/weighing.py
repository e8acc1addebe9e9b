"""Facts + a table of weights -> how likely the answer is yes: a logistic sum that a person can follow."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

ALWAYS = "in any case"


def chance(facts: Container[str], table: Mapping[str, float]) -> float:
    """Return how likely the answer is yes, from 0 to 1, by the facts that hold; ALWAYS weighs whatever holds."""
    return logistic(total(facts, table))


def total(facts: Container[str], table: Mapping[str, float]) -> float:
    """Return what the facts that hold weigh together, on the scale of the logit."""
    # In the order of the table, for the order of a sum decides its last bits.
    return table[ALWAYS] + sum(map(table.__getitem__, filter(facts.__contains__, table)))


def logistic(score: float) -> float:
    """Return the chance that a sum of weights stands for."""
    return 1 / (1 + exp(-score))
