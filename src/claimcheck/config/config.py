"""claimcheck.yaml -> Config: what pages are held against; and the Settings that hold for one of them."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimcheck import yamlfile
from claimcheck.config.file import Reading
from claimcheck.errors import UserError, nearest
from claimcheck.model import AUDIENCES, SEVERITIES
from claimcheck.readers import MAX_SIZE
from claimcheck.readers._fields import Fields
from claimcheck.yamlfile import YamlFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pathspec import GitIgnoreSpec

FILE_NAME = "claimcheck.yaml"
# The shape of the file, for editors.
SCHEMA = Path(__file__).with_name("config.schema.json")
BASELINE_NAME = ".claimcheck-baseline.jsonl"
LEDGER_NAME = "claims.yaml"

_SETTINGS = (
    "domains", "jurisdictions", "audience", "offers", "brand", "severities", "copy_fields", "other_fields",
    "require_approval",
)  # fmt: skip
KEYS = (*_SETTINGS, "paths", "evidence", "rules", "lexicon", "allow", "fail_on", "max_size", "ledger")
ALLOW_KEYS = ("path", "rule", "words", "because", "by", "until")


@dataclass(frozen=True)
class Exempt:
    """An exception of the configuration: findings of `rules` in files like `glob`, or there on `words` only.

    `until` is a date or "": for good. `path` and `line` say where the exception is written.
    """

    glob: str
    rules: tuple[str, ...]
    because: str
    words: str = ""
    by: str = ""
    until: str = ""
    path: str = FILE_NAME
    line: int = 1


@dataclass(frozen=True)
class Settings:
    """What holds for one file. No domains or no jurisdictions means all of them.

    `require_approval` asks that the ledger holds every claim.
    """

    domains: tuple[str, ...] = ()
    jurisdictions: tuple[str, ...] = ()
    audience: str = "marketing"
    offers: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    severities: Mapping[str, str] = field(default_factory=dict)
    allow: tuple[Exempt, ...] = ()
    copy_fields: tuple[str, ...] = ()
    other_fields: tuple[str, ...] = ()
    require_approval: bool = False

    @property
    def fields(self) -> Fields:
        """Return which fields of data hold copy besides those that always do, and which do not."""
        return Fields(self.copy_fields, self.other_fields)


@dataclass(frozen=True)
class Config:
    """One configuration: folders to read besides the shipped ones, settings, and the settings of some paths.

    `root` is the folder that globs are relative to, `path` the file as shown ("" where there is none), `paths`
    pairs of a glob and the fields of Settings that it changes, `named` every rule that the file names, by line.
    `max_size` counts bytes. `ledger` is the file of approved claims, None where there is none.
    """

    path: str = ""
    root: Path = field(default_factory=Path.cwd)
    evidence: tuple[Path, ...] = ()
    rules: tuple[Path, ...] = ()
    lexicon: tuple[Path, ...] = ()
    settings: Settings = field(default_factory=Settings)
    paths: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    allow: tuple[Exempt, ...] = ()
    fail_on: str = "error"
    max_size: int = MAX_SIZE
    ledger: Path | None = None
    named: tuple[tuple[str, str, int], ...] = ()
    digest: str = sha256(b"").hexdigest()

    @property
    def shelves(self) -> tuple[Path, ...]:
        """Return the folders and files of what pages are held against, and no pages; else those of the usual names."""
        usual = () if self.path else (self.root / "evidence", self.root / "rules", self.root / "lexicon")
        ledger = () if self.ledger is None else (self.ledger,)
        return (*self.evidence, *self.rules, *self.lexicon, *usual, *ledger)


def find(start: Path, name: str = FILE_NAME) -> Path | None:
    """Return the nearest claimcheck.yaml, or file of another name, in `start` or a folder above it."""
    start = start.absolute()
    # What is there under this name and is no file is said, not passed over.
    return next((f / name for f in (start, *start.parents) if os.path.lexists(f / name)), None)


def load(path: Path | None, *, shown_as: str = "") -> tuple[Config, tuple[UserError, ...]]:
    """Return the configuration in `path` (None: nothing configured), and every fault in it.

    What is at fault is left out of the configuration. Where it names no ledger, that is the nearest claims.yaml.
    """
    if path is None:
        return Config(ledger=find(Path.cwd(), LEDGER_NAME)), ()
    try:
        file = yamlfile.read(path, shown_as=shown_as or shown(path))
    except UserError as error:
        return Config(), (error,)
    root = path.absolute().parent
    ledger = find(root, LEDGER_NAME)
    return _config(file, Config(root=root, ledger=ledger, digest=sha256(path.read_bytes()).hexdigest()))


def from_mapping(given: Mapping[str, Any], under: Config) -> Config:
    """Return `under` with the keys of `given` in place of its own; raise UserError for the first fault."""
    made, faults = _config(YamlFile(under.path, dict(given), {}), under)
    for fault in faults:
        raise fault
    return made


def settings_for(config: Config, path: str) -> Settings:
    """Return what holds for the file at `path`: the settings of every glob that it is like, the last one wins."""
    relative, found = within(config, path), config.settings
    for glob, changes in config.paths:
        if is_like(relative, glob):
            severities = {**found.severities, **changes.get("severities", {})}
            found = replace(found, **{**changes, "severities": severities})
    return replace(found, allow=tuple(exempt for exempt in config.allow if is_like(relative, exempt.glob)))


def within(config: Config, path: str) -> str:
    """Return a path as globs of the configuration are written: relative to its folder, with slashes."""
    return os.path.relpath(os.path.abspath(path), config.root).replace(os.sep, "/")


def is_like(path: str, glob: str) -> bool:
    """Return whether a path, relative and with slashes, is like a glob as .gitignore writes them."""
    return not path.startswith("../") and _spec(glob).match_file(path)


def unknown_names(
    config: Config, *, rules: Iterable[str], domains: Iterable[str], jurisdictions: Iterable[str]
) -> list[UserError]:
    """Return a fault for each rule, domain and jurisdiction in the configuration that no loaded rule knows.

    A misspelt one would else switch rules off without a word.
    """
    known = {"rule": set(rules), "domain": set(domains), "jurisdiction": set(jurisdictions)}
    faults = []
    for what, name, line in config.named:
        # Rules for a country hold in its parts, so a part is known where its country is.
        parts = name.split("-") if what == "jurisdiction" else [name]
        if not any("-".join(parts[:n]) in known[what] for n in range(1, len(parts) + 1)) and name not in known[what]:
            remedy = nearest(name, known[what])
            faults.append(UserError(f"names the unknown {what} “{name}”", path=config.path, line=line, remedy=remedy))
    return faults


def _config(file: YamlFile, under: Config) -> tuple[Config, tuple[UserError, ...]]:
    reading = Reading(file, under.root)
    given = reading.mapping((), KEYS)
    changes: dict[str, Any] = {
        name: reading.folders((name,)) for name in ("evidence", "rules", "lexicon") if name in given
    }
    if "paths" in given:
        pairs = (_path_settings(reading, ("paths", i)) for i in reading.items(("paths",)))
        changes["paths"] = tuple((glob, settings) for glob, settings in pairs if glob)
    if "allow" in given:
        entries = (_exempt(reading, ("allow", i)) for i in reading.items(("allow",)))
        changes["allow"] = tuple(entry for entry in entries if entry is not None)
    if "fail_on" in given:
        changes["fail_on"] = reading.one_of(("fail_on",), SEVERITIES) or "error"
    if "ledger" in given:
        changes["ledger"] = reading.path(("ledger",))
    if "max_size" in given:
        changes["max_size"] = reading.size(("max_size",)) or MAX_SIZE
    settings = replace(under.settings, **_settings(reading, (), given))
    made = replace(under, path=file.path, settings=settings, named=reading.named_by_line(), **changes)
    return made, tuple(sorted(reading.faults, key=lambda fault: fault.line))


def _settings(reading: Reading, key: yamlfile.Key, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of Settings that a mapping of the file gives."""
    found: dict[str, Any] = {}
    for name in ("domains", "jurisdictions", "offers", "copy_fields", "other_fields"):
        if name in given:
            found[name] = reading.words((*key, name))
    if "brand" in given:
        found["brands"] = reading.words((*key, "brand"))
    if "audience" in given:
        found["audience"] = reading.one_of((*key, "audience"), AUDIENCES) or "marketing"
    if "require_approval" in given:
        found["require_approval"] = reading.truth((*key, "require_approval"))
    if "severities" in given:
        found["severities"] = reading.severities((*key, "severities"))
    for what in ("domain", "jurisdiction"):
        reading.names(what, found.get(f"{what}s", ()), (*key, f"{what}s"))
    return found


def _path_settings(reading: Reading, key: yamlfile.Key) -> tuple[str, Mapping[str, Any]]:
    given = reading.mapping(key, ("match", *_SETTINGS))
    return _glob(reading, (*key, "match")), _settings(reading, key, given)


def _exempt(reading: Reading, key: yamlfile.Key) -> Exempt | None:
    given = reading.mapping(key, ALLOW_KEYS)
    rules = reading.words((*key, "rule")) if "rule" in given else ()
    if not rules:
        reading.fault("allows no rule", key, "add rule: NAME")
    glob, because = _glob(reading, (*key, "path")), reading.text((*key, "because"))
    if not because:
        reading.fault("allows without a reason", key, "add because: …")
    reading.names("rule", rules, (*key, "rule"))
    if not (rules and glob and because):
        return None
    return Exempt(
        glob,
        rules,
        because,
        words=reading.text((*key, "words")),
        by=reading.text((*key, "by")),
        until=reading.date((*key, "until")),
        path=reading.file.path,
        line=reading.file.line(key),
    )


def _glob(reading: Reading, key: yamlfile.Key) -> str:
    glob = reading.glob(key)
    try:
        _spec(glob)
    except ValueError:
        reading.fault(f"“{key[-1]}” is “{glob}”, which is no glob", key, "write a path or a glob such as blog/**")
        return ""
    return glob


def shown(path: Path) -> str:
    """Return a path relative to the working directory where it lies in it."""
    path, here = path.absolute(), Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else str(path)


@cache
def _spec(glob: str) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines([glob])
