"""A file -> the git commit that it stands in, and whether it is still as it was committed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from claimcheck.files import told_by_git

if TYPE_CHECKING:
    from pathlib import Path


def commit_of(path: Path) -> str:
    """Return the commit that is checked out around a file and how the file stands to it, "" outside of git.

    Filters that a repository's settings name are programs: none is run, so a file that they change reads as changed.
    """
    folder, name = path.absolute().parent, path.name
    head = told_by_git(folder, "rev-parse", "--verify", "HEAD")
    if head is None:
        return ""
    listed = told_by_git(folder, "ls-tree", "-z", "HEAD", "--", f"./{name}") or b""
    own = told_by_git(folder, "hash-object", "--no-filters", "--", os.fspath(path.absolute())) or b""
    committed = listed.split(b"\t")[0].split(b" ")[-1]
    state = "not in this commit" if not listed else "as committed" if own.strip() == committed else "changed since"
    return f"{head.decode().strip()} ({state})"
