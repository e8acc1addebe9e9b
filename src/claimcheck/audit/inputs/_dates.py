"""What a field, a header or a sitemap calls a date -> an ISO day or month."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

# With hours behind it or not, with signs between or not: 2026-03-01T09:00Z, 20260301090000, 2026/03.
_DAY = re.compile(r"\s*(\d{4})[-/.]?(\d{2})(?:[-/.]?(\d{2}))?(?:\D|\d{6}\Z|\Z)")
# A number of seconds or thousandths since 1970 that falls between 1990 and 2100.
_SECONDS = range(631_152_000, 4_102_444_800)


def day_of(value: object) -> str:
    """Return the day as YYYY-MM-DD, the month as YYYY-MM where that is all that is told, "" for what is no date."""
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _of_number(value)
    return _of_words(value) if isinstance(value, str) else ""


def _of_number(value: float) -> str:
    if value != value:
        return ""
    seconds = next((n for n in (value, value / 1000) if _SECONDS.start <= n < _SECONDS.stop), None)
    return _of_words(str(int(value))) if seconds is None else datetime.fromtimestamp(seconds, UTC).date().isoformat()


def _of_words(words: str) -> str:
    if match := _DAY.match(words):
        year, month, day = match.groups()
        with suppress(ValueError):
            return date(int(year), int(month), int(day or 1)).isoformat()[: 10 if day else 7]
        return ""
    # As HTTP and feeds write it: "Tue, 03 Mar 2026 09:00:00 GMT".
    with suppress(ValueError, TypeError):
        return parsedate_to_datetime(words).date().isoformat()
    return ""
