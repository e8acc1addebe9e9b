"""A whole run, told again: where nothing that it rests on has changed, what it wrote is written once more.

Loaded before anything else is: it takes no library but the standard one, and little of that.
"""

from __future__ import annotations

import json
import os
import sys
import time
import zlib
from hashlib import blake2b

from claimcheck import user_cache, whole_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

NO_CACHE = "--no-cache"
# What else than its words decides what a command reads and writes.
_ENVIRONMENT = ("CLAIMCHECK_", "GIT_", "HOME", "LANG", "LC_", "NO_COLOR", "PYTHON", "XDG_")
# Within this time a file may change twice without that its stamp tells (ns).
_YOUNG = 2_000_000_000
_MOST_KEPT = 200
# Large folders that no page is looked for in.
_GENERATED = ("__pycache__", "node_modules")
_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class Told:
    """What a run wrote to one stream, which goes there as well."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self.parts: list[str] = []

    def write(self, text: str) -> int:
        """Write to the stream and keep the words."""
        written: int = self._stream.write(text)
        self.parts.append(text)
        return written

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def replay(words: Sequence[str]) -> int | None:
    """Write what this command wrote when it ran last and return its exit code; None where it has to run."""
    if words[:1] != ["check"] or NO_CACHE in words:
        return None
    path = _path(words)
    try:
        with open(path, "rb") as file:
            kept = json.loads(zlib.decompress(file.read()))
        seen = [(_stands(*entry), entry) for entry in kept["rests_on"]]
        if not all(stands for stands, _ in seen):
            return None
        out, err, code = kept["out"], kept["err"], int(kept["code"])
    except (OSError, ValueError, LookupError, TypeError, zlib.error):
        return None
    if any(stands == "read" for stands, _ in seen):
        # Their stamps are old enough to be trusted by now.
        _write(path, {**kept, "rests_on": list(witnessed(entry[0] for _, entry in seen))})
    sys.stdout.write(out)
    sys.stderr.write(err)
    return code


def record(words: Sequence[str], code: int, out: str, err: str, paths: Iterable[str]) -> None:
    """Keep what a command wrote, with the state of all files and folders that it rests on, there or not."""
    rests_on = list(witnessed([*paths, *modules()]))
    path = _path(words)
    if _write(path, {"rests_on": rests_on, "out": out, "err": err, "code": code}):
        _tidy(os.path.dirname(path))


def modules() -> Iterator[str]:
    """Yield the modules of this package, and the folders that they stand in."""
    yield from folders_in(_PACKAGE, (".py",))


def folders_in(folder: str, endings: tuple[str, ...], *, hidden: bool = False) -> Iterator[str]:
    """Yield a folder with all folders in it, and the files that end so; `hidden` ones where they are asked for."""
    yield folder
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name.endswith(endings):
            yield entry.path
        elif (hidden or entry.name[0] != ".") and entry.name not in _GENERATED and entry.is_dir(follow_symlinks=False):
            yield from folders_in(entry.path, endings, hidden=hidden)


def witnessed(paths: Iterable[str]) -> Iterator[list[Any]]:
    """Yield path, stamp (none where it is too young to be trusted) and digest of each, as they are now."""
    now = time.time_ns()
    for path in dict.fromkeys(map(os.path.abspath, paths)):
        stamp, changed = user_cache.stamp(path)
        yield [path, stamp if changed < now - _YOUNG else None, _digest(path)]


def _stands(path: str, stamp: str | None, digest: str) -> str:
    """Return "as it was" or "read" (by its content), "" where what stands there is another."""
    if stamp is not None and user_cache.stamp(path)[0] == stamp:
        return "as it was"
    return "read" if _digest(path) == digest else ""


def _digest(path: str) -> str:
    """Return a digest of a file's bytes or of the names in a folder, "" for nothing."""
    try:
        with open(path, "rb") as file:
            return blake2b(file.read(), digest_size=16).hexdigest()
    except IsADirectoryError:
        names = sorted(name for name in os.listdir(path) if name != "__pycache__")
        return blake2b("\0".join(names).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()
    except OSError:
        return ""


def _path(words: Sequence[str]) -> str:
    """Return where a run is kept: by its words, place, day, environment and the streams that it writes to."""
    about = {
        "words": list(words),
        "here": os.getcwd(),
        "day": time.strftime("%Y-%m-%d"),
        "environment": sorted(item for item in os.environ.items() if item[0].startswith(_ENVIRONMENT)),
        "terminal": [stream.isatty() for stream in (sys.stdout, sys.stderr)],
        "python": [sys.version, sys.prefix, _PACKAGE],
    }
    name = blake2b(json.dumps(about).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    return os.path.join(user_cache.folder(), "runs", name)


def _write(path: str, kept: dict[str, Any]) -> bool:
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        content = zlib.compress(json.dumps(kept).encode("utf-8", "surrogatepass"), 1)
        whole_file.write(path, content, lasting=False)
    except OSError:
        # No place to keep it: the next run does the work.
        return False
    return True


def _tidy(folder: str) -> None:
    """Take out the oldest runs where there are many."""
    try:
        kept = sorted(os.scandir(folder), key=lambda entry: entry.stat().st_mtime_ns)
        for entry in kept[: max(len(kept) - _MOST_KEPT, 0)]:
            os.unlink(entry.path)
    except OSError:
        # Another run does the same.
        return
