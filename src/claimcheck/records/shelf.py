"""Large folders of evidence -> their records, read one by one when asked for, from an index kept in the user's cache.

The index is built once. A file that has neither changed nor moved is not opened again, one that has is read anew. A
cache that is broken, or that another run is writing, is built again: it holds nothing that the folders do not.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
import time
import zlib
from collections import OrderedDict
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from shutil import copyfile
from typing import TYPE_CHECKING

from claimcheck import shipped, user_cache, yamlfile
from claimcheck.errors import UserError
from claimcheck.records import across as record_across
from claimcheck.records import file as record_file
from claimcheck.records import library as record_library
from claimcheck.records.index import Index, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimcheck.lexicon import Lexicon
    from claimcheck.records.library import Shelf
    from claimcheck.records.record import Record

# A page leans on few records; those of the last pages stay at hand.
_AT_HAND = 512
_MARK = "claimcheck evidence index 1"
# In seconds: ninety days, and a day for what was never finished.
_KEPT_FOR = (7_776_000, 86_400)
_BROKEN = (sqlite3.Error, zlib.error, ValueError, TypeError, KeyError)


class Kept(Mapping[str, "Record"]):
    """The sound records of large folders by id. Each is made when it is asked for."""

    def __init__(self, path: Path, shelves: list[Shelf], lexicon: Lexicon) -> None:
        self._path, self._shelves, self._lexicon = path, shelves, lexicon
        self._at_hand: OrderedDict[str, Record] = OrderedDict()
        self._open: tuple[int, Index] | None = None

    @property
    def index(self) -> Index:
        """Return the index; a process that was forked off opens its own."""
        if self._open is None or self._open[0] != os.getpid():
            self._open = os.getpid(), Index(_opened(self._path), self._mended)
        return self._open[1]

    def _mended(self) -> sqlite3.Connection:
        """Return the connection to an index that was built anew, in the place of one that broke meanwhile."""
        with suppress(OSError):
            self._path.unlink()
        self._path = _path_of_current(self._path, self._shelves, self._lexicon)
        return _opened(self._path)

    @property
    def digest(self) -> str:
        """Return the digest of all files of the folders."""
        return str(self.index.rows("SELECT value FROM meta WHERE key = 'digest'")[0][0])

    def __getitem__(self, name: str) -> Record:
        if name not in self._at_hand:
            self._at_hand[name] = self._made(name)
            while len(self._at_hand) > _AT_HAND:
                self._at_hand.popitem(last=False)
        self._at_hand.move_to_end(name)
        return self._at_hand[name]

    def __contains__(self, name: object) -> bool:
        return bool(self.index.rows("SELECT 1 FROM record WHERE id = ? AND NOT out", (name,)))

    def __iter__(self) -> Iterator[str]:
        yield from (row[0] for row in self.index.rows("SELECT id FROM record WHERE NOT out ORDER BY id"))

    def __len__(self) -> int:
        return int(self.index.rows("SELECT count(*) FROM record WHERE NOT out")[0][0])

    def __reduce__(self) -> tuple[type[Kept], tuple[Path, list[Shelf], Lexicon]]:
        return Kept, (self._path, self._shelves, self._lexicon)

    def _made(self, name: str) -> Record:
        question = (
            "SELECT r.data, r.derived, r.derived_by, r.derived_sure, f.folder, f.path FROM record r "
            "JOIN file f ON f.n = r.file WHERE r.id = ? AND NOT r.out"
        )
        found = self.index.rows(question, (name,))
        if not found:
            raise KeyError(name)
        packed, standing, by, sure, folder, path = found[0]
        try:
            data, lines = unpacked(packed)
        except (zlib.error, ValueError):
            self.index.connection = self._mended()
            packed, standing, by, sure, folder, path = self.index.rows(question, (name,))[0]
            data, lines = unpacked(packed)
        shown, topic = self._shelves[folder].shown(path), Path(path).parent.name or self._shelves[folder].folder.name
        record = record_file.made(data, lines, shown, topic, self._lexicon)
        return replace(record, given_standing=(standing, by, bool(sure))) if standing else record


def read(shelves: list[Shelf], lexicon: Lexicon, *, cache: Path | None = None) -> tuple[Kept, list[UserError]]:
    """Return the records of the folders and their faults, from the index in `cache` or a new one."""
    folder = cache or Path(user_cache.folder())
    path = folder / f"evidence-{_digest(*(str(s.folder.resolve()) for s in shelves), *map(str, _own(shelves)))}.sqlite"
    # The index outlasts what an editor holds and may never save.
    with yamlfile.unsaved({}):
        try:
            return _read(path, shelves, lexicon)
        except _BROKEN:
            with suppress(OSError):
                path.unlink()
            return _read(path, shelves, lexicon)


def _own(shelves: list[Shelf]) -> list[bool]:
    return [shelf.is_shipped for shelf in shelves]


def _read(path: Path, shelves: list[Shelf], lexicon: Lexicon) -> tuple[Kept, list[UserError]]:
    kept = Kept(_path_of_current(path, shelves, lexicon), shelves, lexicon)
    return kept, _faults(kept.index, shelves)


def _path_of_current(path: Path, shelves: list[Shelf], lexicon: Lexicon) -> Path:
    """Return where the index of the files as they are now stands; it is built where there is none."""
    files = _files(shelves)
    held = _digest(_MARK, _code(), repr(sorted(lexicon.names.items())), repr(sorted(lexicon.classes.items())))
    whole = _digest(held, repr(sorted(files.items())))
    if _is_current(path, whole):
        return path
    return _build(path, shelves, lexicon, files, {"held": held, "whole": whole})


def _files(shelves: list[Shelf]) -> dict[tuple[int, str], str]:
    """Return a stamp of each file, which changes when the file does."""
    found = {}
    for number, shelf in enumerate(shelves):
        start = len(str(shelf.folder)) + 1
        for place, folders, names in os.walk(shelf.folder):
            folders.sort()
            for name in (*names, *folders):
                if name.endswith((".yaml", ".yml")):
                    full = os.path.join(place, name)
                    found[number, full[start:].replace(os.sep, "/")] = user_cache.stamp(full)[0]
    return found


def _is_current(path: Path, whole: str) -> bool:
    if not path.is_file():
        return False
    try:
        with closing(_opened(path)) as connection:
            rows = Index(connection).rows("SELECT value FROM meta WHERE key = 'whole'")
            return bool(rows) and rows[0][0] == whole
    except _BROKEN:
        return False


def _build(
    path: Path, shelves: list[Shelf], lexicon: Lexicon, files: dict[tuple[int, str], str], about: dict[str, str]
) -> Path:
    """Write the index beside its place and move it there; where it cannot stand, return another that lasts the run."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _tidy(path.parent)
        number, name = tempfile.mkstemp(prefix=f"{path.stem}-", suffix=".new", dir=path.parent)
    except OSError:
        number, name = tempfile.mkstemp(prefix="claimcheck-", suffix=".sqlite")
    os.close(number)
    new = Path(name)
    try:
        _write(new, path, shelves, lexicon, files, about)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    try:
        new.replace(path)
    except OSError:
        # Elsewhere, or in the place of one that another run holds open.
        import atexit

        atexit.register(new.unlink, missing_ok=True)
        return new
    return path


def _tidy(folder: Path) -> None:
    """Take out the indexes of folders that nobody has read for long, and what an interrupted run left."""
    for path in folder.glob("evidence-*"):
        with suppress(OSError):
            if path.stat().st_atime < time.time() - _KEPT_FOR[path.suffix == ".new"]:
                path.unlink()


def _write(
    new: Path,
    old: Path,
    shelves: list[Shelf],
    lexicon: Lexicon,
    files: dict[tuple[int, str], str],
    about: dict[str, str],
) -> None:
    index = _begun(new, old, about["held"])
    try:
        _refresh(index, shelves, lexicon, files)
        record_across.settle(index)
        digest = shipped.digest(shelf.folder for shelf in shelves)
        meta = list({**about, "digest": digest}.items())
        index.connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", meta)
        index.connection.commit()
        index.connection.execute("ANALYZE")
        index.connection.commit()
    finally:
        index.connection.close()


def _begun(new: Path, old: Path, held: str) -> Index:
    """Return the index to write: a copy of the old one where it was made by the same code and words, else empty."""
    with suppress(*_BROKEN, OSError):
        copyfile(old, new)
        index = _writing(new)
        if index.rows("SELECT value FROM meta WHERE key = 'held'") == [(held,)]:
            index.rows("SELECT count(*) FROM told")
            index.load_words()
            return index
        index.connection.close()
    new.unlink(missing_ok=True)
    return _writing(new).make()


def _writing(path: Path) -> Index:
    connection = sqlite3.connect(path)
    # Nobody reads it before it is whole, and a broken one is built again.
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    return Index(connection)


def _refresh(index: Index, shelves: list[Shelf], lexicon: Lexicon, files: dict[tuple[int, str], str]) -> None:
    """Take out the files that changed or went, and read those that changed or came."""
    known = {
        (folder, path): (n, stamp) for n, folder, path, stamp in index.rows("SELECT n, folder, path, stamp FROM file")
    }
    for place, (n, stamp) in known.items():
        if files.get(place) != stamp:
            index.remove(n)
    for place in sorted(files):
        if known.get(place, (0, ""))[1] == files[place]:
            continue
        number, name = place
        shelf = shelves[number]
        record, faults = record_file.read(shelf.folder / name, shelf.shown(name), lexicon, fiction=not shelf.is_shipped)
        n = index.add_file(number, name, files[place])
        for fault in faults:
            index.add_fault(n, fault)
        if record is not None:
            index.add(record, n, kept=True)
    if known:
        index.forget_phrases()
    index.save_words()


def _faults(index: Index, shelves: list[Shelf]) -> list[UserError]:
    rows = index.rows(
        "SELECT f.folder, f.path, x.line, x.column, x.fault, x.remedy FROM fault x JOIN file f ON f.n = x.file"
    )
    ordered = sorted(rows, key=lambda row: (row[0], Path(row[1]).parts))
    own = [
        UserError(fault, path=shelves[folder].shown(path), line=line, column=column, remedy=remedy)
        for folder, path, line, column, fault, remedy in ordered
    ]
    return [*own, *record_library.across(index, lambda folder, path: shelves[folder].shown(path))]


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False)


def _code() -> str:
    """Return what tells the code that reads records: an index that other code made may lack what this one asks."""
    here = Path(__file__).parent.parent
    parts = [here / "forms.py", here / "words.py", here / "identifiers.py", here / "lexicon.py"]
    return user_cache.code([*parts, *sorted([*here.glob("records/*.py"), *here.glob("patterns/*.py")])])


def _digest(*parts: str) -> str:
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
