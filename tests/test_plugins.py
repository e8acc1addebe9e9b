"""What modules of a folder that is a registry say of themselves, read off their source."""

from __future__ import annotations

import pytest

from claimcheck.plugins import constant_in


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ('WORD = (".a", ".b")\n', (".a", ".b")),
        ('"""Text."""\n\nWORD = True\nOTHER = 1\n', True),
        ('WORD = (\n    ".a",\n\n    ".b",  # the older one\n)\n\n\ndef read() -> None: ...\n', (".a", ".b")),
        ('WORD: tuple[str, ...] = (".a",)  # one\nOTHER = ()\n', (".a",)),
        ("WORD = 1", 1),
        ("SWORD = 1\nWORDS = 2\n", None),
        ("def read():\n    WORD = 1\n", None),
        ("", None),
    ],
)
def test_a_constant_is_read_off_a_source_on_however_many_lines_it_stands(source: str, told: object) -> None:
    assert constant_in(source, "WORD", None) == told
