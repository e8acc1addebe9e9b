"""What is read of one row or one packed file at most, and the fault that says so: a little can unpack to no end."""

from __future__ import annotations

from claimcheck.readers import MAX_SIZE

LARGEST_ROW = MAX_SIZE
# Text packs to a fifth, markup to a thirtieth; deflate reaches a thousandth, with nothing but zeros.
_LARGEST_SHARE = 200
_HARMLESS = 1_000_000_000


def too_large(size: int) -> str:
    """Return the fault of a row that holds more than is read of one, "" where it does not."""
    return f"is larger than {LARGEST_ROW:,} bytes" if size > LARGEST_ROW else ""


def is_endless(unpacked: int, packed: int) -> bool:
    """Return whether a file of `packed` bytes has unpacked to what no page of words would."""
    return unpacked > _HARMLESS and unpacked > _LARGEST_SHARE * packed
