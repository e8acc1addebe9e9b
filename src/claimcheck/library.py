"""A page -> its Report, for programs: the flow of a check without files to find, outputs to write or exit codes.

Everything is in what is given and what is returned: no setting outlives a call, and no folder is searched for one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimcheck import flow, readers
from claimcheck.config import config as configuration
from claimcheck.config.file import is_date
from claimcheck.errors import UserError, nearest

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable

    from claimcheck.config.config import Config
    from claimcheck.flow import House
    from claimcheck.model import Report


def load(
    config: os.PathLike[str] | Mapping[str, Any] | None = None,
    *,
    evidence: Iterable[os.PathLike[str] | str] = (),
    only: Iterable[str] = (),
) -> House:
    """Return what pages are held against: the rules, lexicon and records that ship, and those that are configured.

    `config` is a claimcheck.yaml, or its keys as a mapping (folders relative to the working directory); `evidence`
    are further folders of records; `only` are names of rules to hold pages to. It takes a second or two, and serves
    any number of pages. Raise UserError for the first fault in what is loaded.
    """
    given = _config(config)
    folders = tuple(Path(folder) for folder in evidence)
    for folder in folders:
        if not folder.is_dir():
            raise UserError("is no folder", path=str(folder))
    wanted = tuple(only)
    house = flow.load(replace(given, evidence=(*given.evidence, *folders)), only=wanted)
    for name in wanted:
        if name not in house.known:
            raise UserError(f"“{name}” is no rule", remedy=nearest(name, house.known))
    return house


def check(
    page: str | os.PathLike[str],
    *,
    house: House | None = None,
    format: str = "text",  # noqa: A002 (the word of Document)
    path: str = "",
    as_of: date | str | None = None,
) -> Report:
    """Return the report of one page: words as `str`, a file as a path.

    `house` is what `load` gave (None: loaded for this page alone, all that ships). Words are read as `format`
    (text, markdown, html …), a file by its name; `path` is what the page is called, for its place in the report and
    for settings of some paths. `as_of` is the day to judge as on (None: today). Raise UserError for a file that
    cannot be read and for an unknown format.
    """
    day = _day(as_of)
    held = load() if house is None else house
    if isinstance(page, str):
        document = readers.read_text(page, path=path or "page", format=format)
    else:
        document = readers.read(Path(page), shown_as=path or Path(page).as_posix(), max_size=held.config.max_size)
    return flow.check_document(document, held, day)


def _config(given: os.PathLike[str] | Mapping[str, Any] | None) -> Config:
    if given is None:
        return configuration.Config()
    if isinstance(given, Mapping):
        return configuration.from_mapping(given, configuration.Config())
    found, faults = configuration.load(Path(given))
    for fault in faults:
        raise fault
    return found


def _day(given: date | str | None) -> str:
    if given is None:
        return date.today().isoformat()
    day = given if isinstance(given, str) else given.isoformat()
    if not is_date(day):
        raise UserError(f"“{day}” is no date", remedy="write it as 2027-05-01")
    return day
