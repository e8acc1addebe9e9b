"""The comments of a Word file: what people wrote, and what became of those that claimcheck wrote at its findings.

Word keeps the thread and whether it is resolved in a part of its own (commentsExtended), where a comment is known by
the ids of its paragraphs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.model import SEVERITIES, Review

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from claimcheck.readers._word_package import Link, Package

AUTHOR = "claimcheck"
# The last paragraph of each comment that claimcheck writes begins so; the mark of its finding follows.
MARK = "ref "

_HEAD = re.compile(rf"\s*(?:{'|'.join(SEVERITIES)}): ([a-z0-9-]+)\s*\Z")
_MARK = re.compile(rf"\s*{MARK}([0-9a-f]{{16}})\s*\Z")
_YES = ("1", "true", "on")


@dataclass
class Comment:
    """One comment: who wrote it and when, its paragraphs, and the ids by which the thread names those."""

    author: str
    written: str
    paragraphs: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        """Return all that it says, on one line."""
        return " ".join(" ".join(self.paragraphs).split())

    @property
    def day(self) -> str:
        """Return the day on which it was written, "" where that is not told."""
        try:
            return date.fromisoformat(self.written[:10]).isoformat()
        except ValueError:
            return ""

    @property
    def rule(self) -> str:
        """Return the rule for whose finding claimcheck wrote it, "" for a comment of somebody else."""
        head = _HEAD.match(self.paragraphs[0]) if self.author == AUTHOR and self.paragraphs else None
        return head[1] if head else ""


class _State(NamedTuple):
    """What the thread tells of a comment: the paragraph that it answers, "" for none, and whether it is resolved."""

    parent: str
    resolved: bool


@dataclass(frozen=True)
class Comments:
    """All comments of a file, by id, in the file's order; `states` by the ids of their paragraphs."""

    by_id: Mapping[str, Comment]
    states: Mapping[str, _State] = field(default_factory=dict)

    def review(self, key: str, place: tuple[int, int]) -> Review:
        """Return one of claimcheck's comments, at its place in the source, with what people did with it."""
        comment = self.by_id[key]
        marks = [at for at, words in enumerate(comment.paragraphs) if _MARK.match(words)]
        mark = _MARK.match(comment.paragraphs[marks[0]]) if marks else None
        # Words below the mark were put there by a person, whose name Word does not tell.
        below = " ".join(" ".join(comment.paragraphs[marks[0] + 1 :]).split()) if marks else ""
        replies = [reply for reply in self._replies(comment) if reply.words]
        said = [*filter(None, [below]), *(reply.words for reply in replies)]
        by = dict.fromkeys(reply.author for reply in replies if reply.author)
        on = max((reply.day for reply in replies), default="")
        resolved = any(self.states[name].resolved for name in comment.ids if name in self.states)
        return Review(*place, comment.rule, mark[1] if mark else "", resolved, "; ".join(said), ", ".join(by), on)

    def _replies(self, comment: Comment) -> Iterator[Comment]:
        known = set(comment.ids)
        for reply in self.by_id.values():
            if any(self.states[name].parent in known for name in reply.ids if name in self.states):
                yield reply


def comments_of(package: Package, links: Mapping[str, Link]) -> Comments:
    """Return the comments of a file, with their threads."""
    comments, thread = _Walk(), _Thread()
    for part in _parts(links.values(), "comments"):
        package.walk(part, comments)
    for part in _parts(links.values(), "commentsExtended"):
        package.walk(part, thread)
    return Comments(comments.found, thread.found)


def _parts(links: Iterable[Link], kind: str) -> Iterator[str]:
    yield from dict.fromkeys(link.target for link in links if link.kind == kind)


class _Walk:
    """The walk through the part that holds the comments."""

    def __init__(self) -> None:
        self.found: dict[str, Comment] = {}
        self.comment: Comment | None = None
        self.in_text = False

    def start(self, name: str, given: dict[str, str], at: int) -> None:
        del at
        if name == "w:comment":
            self.comment = Comment(given.get("author", ""), given.get("date", ""))
            self.found[given.get("id", "")] = self.comment
        elif name == "w:p" and self.comment is not None:
            self.comment.paragraphs.append("")
            self.comment.ids += [given["paraId"].upper()] if given.get("paraId") else []
        self.in_text = name == "w:t"

    def end(self, name: str, at: int) -> None:
        del at
        self.in_text = False
        if name == "w:comment":
            self.comment = None

    def words(self, shown: str, at: int) -> None:
        del at
        if self.in_text and self.comment is not None and self.comment.paragraphs:
            self.comment.paragraphs[-1] += shown


class _Thread:
    """The walk through the part that says which comment answers which, and which are resolved."""

    def __init__(self) -> None:
        self.found: dict[str, _State] = {}

    def start(self, name: str, given: dict[str, str], at: int) -> None:
        del at
        if name == ":commentEx" and given.get("paraId"):
            parent, done = given.get("paraIdParent", "").upper(), given.get("done", "")
            self.found[given["paraId"].upper()] = _State(parent, done in _YES)

    def end(self, name: str, at: int) -> None: ...

    def words(self, shown: str, at: int) -> None: ...
