"""A claimcheck.yaml, or a folder without one -> Home: what its pages are held against, and the faults in all of that.

It is loaded once. When files change, on disk or in the editor, only what rests on them is read again.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimcheck import flow, shipped, user_cache, yamlfile
from claimcheck.cache import loaded
from claimcheck.config import config as configuration
from claimcheck.config.config import BASELINE_NAME, LEDGER_NAME
from claimcheck.errors import UserError
from claimcheck.language import Memory
from claimcheck.records import record
from claimcheck.records.library import HEAVY
from claimcheck.rulebook import file as rule_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from claimcheck.config.config import Config
    from claimcheck.flow import House
    from claimcheck.lexicon import Lexicon
    from claimcheck.rulebook.file import Made

Stamp = tuple[Any, ...]
Part = tuple[Any, tuple[UserError, ...]]

YAML = (".yaml", ".yml")
FILE_NAME = configuration.FILE_NAME


@dataclass(frozen=True)
class Home:
    """What the pages under one configuration are held against.

    `path` is that configuration (None: there is none), `root` the folder it is for. `faults` are those of the
    configuration and of all that it names, each with the file it is in; what is at fault is left out of the house.
    `called` is what each record is, by id ("" for all of a large library). `parts` are the configuration, lexicon,
    rules and records, each with its faults, and `stamps` change when a file of that part does. `made` holds each rule
    with the file it was made of, for the next time.
    """

    root: Path
    path: Path | None
    house: House
    faults: tuple[tuple[Path, UserError], ...]
    called: Mapping[str, str]
    stamps: Mapping[str, Stamp] = field(default_factory=dict, repr=False)
    parts: Mapping[str, Part] = field(default_factory=dict, repr=False)
    made: dict[Path, Made] = field(default_factory=dict, repr=False)

    def kind_of(self, path: Path) -> str:
        """Return what a file of this home is: config, rule, record or lexicon; "" for what holds no part of it."""
        if path == self.path:
            return "config"
        if path.suffix not in YAML:
            return ""
        given = self.house.config
        shelves = (("record", given.evidence), ("rule", given.rules), ("lexicon", given.lexicon))
        return next((kind for kind, folders in shelves if any(path.is_relative_to(_whole(f)) for f in folders)), "")


def root_of(root: Path, path: Path | None) -> Path:
    """Return the folder that a configuration is for; without one, `root`."""
    return root if path is None else path.parent


def path_above(folder: Path) -> Path | None:
    """Return the configuration that holds in a folder, None where there is none."""
    return configuration.find(folder)


def load(root: Path, path: Path | None, texts: Mapping[Path, str], before: Home | None = None) -> Home:
    """Return the home of a configuration; what has not changed is taken from `before`, which it is where nothing has.

    `texts` are files as an editor holds them, by absolute path. A configuration that is torn, as one is while somebody
    writes it, leaves the one before in force.
    """
    with yamlfile.unsaved(texts):
        # Another baseline hides other findings, so that pages are to be checked again; a ledger may be written.
        beside = [root_of(root, path) / name for name in (BASELINE_NAME, LEDGER_NAME)]
        stamps = {"config": _stamp_of([*([path] if path else []), *beside], texts)}
        if before is not None and before.stamps["config"] == stamps["config"]:
            configured = before.parts["config"]
        else:
            configured = _config(root, path, before)
        given: Config = configured[0]
        for name, folders in (("lexicon", given.lexicon), ("rules", given.rules), ("records", given.evidence)):
            stamps[name] = _stamp(folders, texts)
        stamps["ledger"] = _stamp_of([given.ledger] if given.ledger else [], texts)
        if before is not None and before.stamps == stamps:
            return before
        return _home(root, path, configured, stamps, before)


def _home(root: Path, path: Path | None, configured: Part, stamps: Mapping[str, Stamp], before: Home | None) -> Home:
    """Return the home with every part read anew of which a file has changed, or of what it is read with."""
    given: Config = configured[0]
    old = before if before is not None and before.stamps["lexicon"] == stamps["lexicon"] else None
    folder, about = Path(user_cache.folder()), str(path.absolute()) if path else ""
    read: Part = old.parts["lexicon"] if old else flow.sound_lexicon(given, loaded.read(folder, about))
    words: Lexicon = read[0]
    parts = {"config": configured, "lexicon": read}
    made = old.made if old else {}
    shelves = {
        "rules": [shipped.folder("rules"), *given.rules],
        "records": [shipped.folder("evidence"), *given.evidence],
    }
    for name, folders in shelves.items():
        if old is not None and old.stamps[name] == stamps[name]:
            parts[name] = old.parts[name]
        else:
            parts[name] = rule_file.read(folders, words, made) if name == "rules" else _records(folders, words)
    if old is None and words.known is not None:
        loaded.write(folder, about, words.known)
    rules, records = parts["rules"][0], parts["records"][0]
    # A sentence is read alike whatever it is held against.
    memory = before.house.memory if before is not None else Memory()
    broken = [fault for name in ("config", "lexicon", "rules") for fault in parts[name][1]]
    # A name that nothing knows may be that of a rule which does not load.
    unknown = [] if broken else flow.unknown_names(given, rules)
    claims, ledger_faults = flow.load_ledger(given, records, rules)
    faults = (*broken, *unknown, *parts["records"][1], *ledger_faults)
    return Home(
        root,
        path,
        flow.House(given, words, rules, records, tuple(rule.name for rule in rules), claims, memory),
        tuple((place_of(fault.path, given, path or root), fault) for fault in faults),
        _called(records),
        stamps,
        parts,
        made,
    )


def _config(root: Path, path: Path | None, before: Home | None) -> Part:
    given, faults = configuration.load(path, shown_as=str(path or ""))
    # What cannot be read at all gives a configuration without a path.
    if path is not None and not given.path and before is not None:
        return before.house.config, faults
    return replace(given, root=root_of(root, path)), faults


def _records(folders: list[Path], words: Lexicon) -> Part:
    records, faults = record.read(folders, words)
    return records, tuple(faults)


def _called(records: Mapping[str, Any]) -> Mapping[str, str]:
    if len(records) >= HEAVY:
        return dict.fromkeys(records, "")
    return {name: f"{records[name].kind}: {records[name].title}" for name in records}


def place_of(shown: str, given: Config, otherwise: Path) -> Path:
    """Return the file that a path as messages show it stands for; `otherwise` where there is none.

    Rules are shown from their folder's name on, records from the working directory, shipped ones from `evidence`.
    """
    if not shown:
        return otherwise
    own = (*given.evidence, *given.rules, *given.lexicon)
    places = [Path(shown).absolute(), *(folder.parent / shown for folder in own)]
    places += [shipped.folder(name).parent / shown for name in ("rules", "evidence", "lexicon")]
    return next((_whole(place) for place in places if place.is_file()), otherwise)


def _whole(path: Path) -> Path:
    return Path(os.path.abspath(path))


def _stamp(folders: Iterable[Path], texts: Mapping[Path, str]) -> Stamp:
    whole = [_whole(folder) for folder in folders]
    found = (Path(place) / name for folder in whole for place, _, names in os.walk(folder) for name in names)
    return (whole, _stamp_of((path for path in found if path.suffix in YAML), texts))


def _stamp_of(files: Iterable[Path], texts: Mapping[Path, str]) -> Stamp:
    return tuple(sorted((str(path), texts[path] if path in texts else user_cache.stamp(path)[0]) for path in files))
