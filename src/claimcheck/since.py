"""A revision of git -> what a change brought: the files that differ from it, and Reports without what was there.

The old version of each page is checked as well, by the same rules. What has its fingerprint there was there before;
where the same words stand in a page more often than before, the new ones are those on changed lines.
"""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from claimcheck import files, flow
from claimcheck.baseline import hidden_in
from claimcheck.errors import UserError
from claimcheck.fingerprint import fingerprints

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from claimcheck.flow import House, Outcome
    from claimcheck.model import Document, Finding, Report


@dataclass(frozen=True)
class Change:
    """What differs from a revision: the files to check, the old bytes of each by its path as shown, files unchanged."""

    revision: str
    files: tuple[tuple[Path, str], ...]
    before: Mapping[str, bytes]
    unchanged: int


def read(given: Iterable[tuple[Path, str]], revision: str) -> Change:
    """Return what of the files, given with their paths as shown, differs from where the work left the revision.

    Raise UserError for a file outside of a git repository, and for a revision that its repository does not know.
    """
    changed: list[tuple[Path, str]] = []
    before: dict[str, bytes] = {}
    unchanged = 0
    roots: dict[Path, Path] = {}
    trees: dict[Path, _Tree] = {}
    for path, shown in given:
        folder = Path(os.path.realpath(path)).parent
        root = roots[folder] = roots.get(folder) or _root(folder, shown)
        if root not in trees:
            trees[root] = _Tree(root, _left_at(root, revision))
        old = trees[root].old(path)
        if old is not None and _is_still(old, path):
            unchanged += 1
            continue
        changed.append((path, shown))
        if old is not None:
            before[shown] = old
    return Change(revision, tuple(changed), before, unchanged)


def hide(outcome: Outcome, change: Change, house: House) -> Outcome:
    """Return what a run gives without the findings that the old version of a page has as well."""
    are = "1 file is" if change.unchanged == 1 else f"{change.unchanged} files are"
    notes = (f"{are} as at {change.revision} and not checked",) if change.unchanged else ()
    with TemporaryDirectory() as folder:
        reports = tuple(_without_old(report, change, house, outcome.as_of, Path(folder)) for report in outcome.reports)
    return replace(
        outcome,
        reports=reports,
        hidden_by=(*outcome.hidden_by, ("since", change.revision)),
        notes=(*outcome.notes, *notes),
    )


def _without_old(report: Report, change: Change, house: House, as_of: str, folder: Path) -> Report:
    shown = report.document.path
    if shown not in change.before:
        return report
    copy = folder / f"before{Path(shown).suffix}"
    copy.write_bytes(change.before[shown])
    # The old version is held against the settings of the page, also where its path was another.
    old = flow.check_files([(copy, shown)], house, as_of)
    # What could not be read before had no findings.
    if not old.reports:
        return report
    earlier = old.reports[0]
    held = Counter(fingerprints(earlier.findings, earlier.document))
    return hidden_in(report, held, "since", _Lines(earlier.document, report.document).are_new)


@dataclass(frozen=True)
class _Lines:
    """Two versions of a page, for the lines that the new one has and the old one has not."""

    old: Document
    new: Document

    def are_new(self, finding: Finding) -> bool:
        """Return whether a finding of the new version stands on a line that was changed."""
        return not self._changed.isdisjoint(range(finding.line, finding.end_line + 1))

    @cached_property
    def _changed(self) -> frozenset[int]:
        old, new = (document.source.splitlines() for document in (self.old, self.new))
        steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        return frozenset(line for tag, _, _, a, b in steps if tag != "equal" for line in range(a + 1, b + 1))


@dataclass(frozen=True)
class _Tree:
    """The files of a repository as at one commit."""

    root: Path
    commit: str

    def old(self, path: Path) -> bytes | None:
        """Return the bytes that a file had, under its name then; None where it was not there."""
        name = os.fsencode(os.path.relpath(os.path.realpath(path), self.root).replace(os.sep, "/"))
        blob = self._blobs.get(name) or self._blobs.get(self._renamed.get(name, b""))
        return None if blob is None else _git(self.root, "cat-file", "blob", blob.decode())

    @cached_property
    def _blobs(self) -> Mapping[bytes, bytes]:
        """Return the id of every file's content, by its path from the root."""
        listed = (_git(self.root, "ls-tree", "-r", "-z", "--full-tree", self.commit) or b"").split(b"\0")
        found = (line.split(b"\t", 1) for line in listed if line)
        return {name: about.split()[2] for about, name in found if about.split()[1] == b"blob"}

    @cached_property
    def _renamed(self) -> Mapping[bytes, bytes]:
        """Return the old path of every file that was renamed, by its new one: as git has noted what is added."""
        # The index is compared, not the files: so no filter that the repository may configure is run.
        listed = _git(self.root, "diff-index", "--cached", "-M", "--name-status", "-z", self.commit) or b""
        return dict(_renames(listed.split(b"\0")))


def _renames(parts: list[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Yield new and old path of each renamed file among what `git diff-index -z` lists."""
    at = 0
    while at < len(parts) and parts[at]:
        two = parts[at][:1] in (b"R", b"C")
        if two:
            yield parts[at + 2], parts[at + 1]
        at += 3 if two else 2


def _root(folder: Path, shown: str) -> Path:
    found = _git(folder, "rev-parse", "--show-toplevel")
    if found is None:
        fault = "is in no git repository, which --since needs"
        raise UserError(fault, path=shown, remedy="check it without --since")
    return Path(os.fsdecode(found).rstrip("\n"))


def _left_at(root: Path, revision: str) -> str:
    """Return the commit where the work left a revision: what others did there since is no change of ours."""
    found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if found is None:
        remedy = "name a commit, a branch or a tag; a shallow copy lacks older ones (git fetch --unshallow)"
        raise UserError(f"“{revision}” is no revision of this git repository", remedy=remedy)
    commit = found.decode().strip()
    return (_git(root, "merge-base", commit, "HEAD") or commit.encode()).decode().strip()


def _git(folder: Path, *words: str) -> bytes | None:
    """Return what git writes, None where it refuses; raise UserError where it is not there."""
    try:
        return files.git(folder, *words)
    except OSError as error:
        raise UserError(f"git cannot be run ({error.strerror})", remedy="install git") from error


def _is_still(old: bytes, path: Path) -> bool:
    try:
        # A checkout may have other line ends than the repository.
        return old.replace(b"\r\n", b"\n") == path.read_bytes().replace(b"\r\n", b"\n")
    except OSError:
        return False
