"""Measures: what is no wording. One module each, `found(reading, claims, **given)` yields places and message slots."""
