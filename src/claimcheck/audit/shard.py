"""What an audit passes on: shards of the input, the rows in them, and the rows of the tables.

A shard is a bounded run of the input that anybody can read again from its few words: it goes to another process or
machine as JSON. All that is found in it is written at once, so it is there as a whole or not at all.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from hashlib import sha256
from typing import Any

CHECKED, SKIPPED, FAILED = "checked", "skipped", "failed"
STATES = (CHECKED, SKIPPED, FAILED)

_DIGITS = 16


@dataclass(frozen=True)
class Shard:
    """A run of an input, half-open: `kind` is the module of inputs/ that reads it, `path` the file or folder.

    `start` and `end` count what that kind counts (bytes, row groups, records); `count` is how many rows are in it,
    `first` the number of the first of them in its file, from 0. `names` are the files where it is a list of files,
    `fields` which field holds what where that was said or found: (`text`, its name).
    """

    kind: str
    path: str
    start: int
    end: int
    count: int
    first: int = 0
    names: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()

    @property
    def id(self) -> str:
        """Return what the files of this shard are called: the digest of its words."""
        words = "\0".join(
            (self.kind, self.path, str(self.start), str(self.end), str(self.first), *self.names, *map(str, self.fields))
        )
        return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]

    def as_mapping(self) -> dict[str, Any]:
        """Return the shard as JSON has it."""
        return asdict(self)


def shard_of(mapping: dict[str, Any]) -> Shard:
    """Return the shard that a mapping of JSON tells."""
    names, fields = tuple(mapping["names"]), tuple((key, value) for key, value in mapping["fields"])
    return Shard(**{**mapping, "names": names, "fields": fields})


@dataclass(frozen=True)
class Row:
    """One page of an input as it lies there: what the file or field holds, not yet read.

    `key` names the page alike in each audit: its address, else its path. `path` is what it is called in findings and
    for the settings of some paths, `format` the reader's name, `date` an ISO day or month, "" where none is known.
    A row that is broken has `fault`, which says why and where, and no content.
    """

    key: str
    site: str
    path: str
    format: str
    content: str | bytes = field(default="", repr=False)
    date: str = ""
    fault: str = ""


@dataclass(frozen=True)
class PageRow:
    """What became of one row: `state` is one of STATES, `why` says it of what was not checked.

    `shard` and `position` (of the row in it, from 0) are unique in an audit; `key` is only where the input's are.
    `month` is YYYY-MM or "". `seconds` is what reading and checking took.
    """

    shard: str
    position: int
    key: str
    site: str
    path: str
    date: str
    month: str
    format: str
    state: str
    why: str = ""
    language: str = ""
    words: int = 0
    claims: int = 0
    findings: int = 0
    allowed: int = 0
    digest: str = ""
    seconds: float = 0.0


@dataclass(frozen=True)
class ClaimRow:
    """A claim, flat: the page it stands on, its place in the page's source, and what the claim is.

    `names` are ids of the lexicon, `figures` the words of each figure, `citations` "doi:10.1/x" and the like.
    """

    shard: str
    position: int
    key: str
    site: str
    month: str
    id: str
    start: int
    end: int
    line: int
    column: int
    text: str
    kinds: tuple[str, ...]
    role: str
    stance: str
    direction: str
    strength: str
    status: str
    approval: str
    names: tuple[str, ...]
    figures: tuple[str, ...]
    citations: tuple[str, ...]
    records: tuple[str, ...]
    alike: tuple[str, ...]


@dataclass(frozen=True)
class FindingRow:
    """A finding, flat. `fingerprint` lasts while the page is edited elsewhere; `claim` is the id of a ClaimRow or "".

    `allowed` is the reason of a recorded exception, "" where there is none.
    """

    shard: str
    position: int
    key: str
    site: str
    month: str
    fingerprint: str
    rule: str
    subject: str
    severity: str
    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int
    place: str
    quote: str
    message: str
    suggestion: str
    claim: str
    sources: tuple[str, ...]
    records: tuple[str, ...]
    also: tuple[str, ...]
    jurisdictions: tuple[str, ...]
    page: bool
    allowed: str


@dataclass(frozen=True)
class StatementRow:
    """What a page says of a thing that another page of its site may say otherwise, and all of the finding if one does.

    `topic` is what is spoken of, `said` what is said of it, both as JSON that is equal where they are; `shown` are the
    words. `number` is the order on the page. `message` and `suggestion` are those of the rule, their slots not filled.
    `held` tells whether the rule holds for the page itself; `words` and `sentence` are of the finding's fingerprint.
    """

    shard: str
    position: int
    key: str
    site: str
    month: str
    path: str
    number: int
    topic: str
    said: str
    shown: str
    held: bool
    words: str
    sentence: str
    rule: str
    subject: str
    severity: str
    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int
    place: str
    quote: str
    message: str
    suggestion: str
    claim: str
    sources: tuple[str, ...]
    allowed: str


@dataclass(frozen=True)
class Checked:
    """All that one row gave: a row of pages, its claims and findings, and what other pages may say otherwise."""

    page: PageRow
    claims: tuple[ClaimRow, ...] = ()
    findings: tuple[FindingRow, ...] = ()
    statements: tuple[StatementRow, ...] = ()
