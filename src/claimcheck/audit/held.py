"""What pages are held against, in words that another process or machine loads it from, and proves it by."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimcheck import flow, outputs
from claimcheck.config import config as configuration
from claimcheck.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimcheck.flow import House


@dataclass(frozen=True)
class Held:
    """The configuration's file ("" for none), further folders of records, the day to judge as on, and the digests.

    Paths are absolute. `digests` are those of the house as the audit began: whoever checks a page has to load the same.
    """

    config: str = ""
    evidence: tuple[str, ...] = ()
    as_of: str = ""
    digests: tuple[tuple[str, str], ...] = ()

    def as_mapping(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        return {**asdict(self), "digests": dict(self.digests)}

    @property
    def root(self) -> Path:
        """Return the folder that the configuration's globs and folders are relative to."""
        return Path(self.config).parent if self.config else Path.cwd()


def held_of(mapping: Mapping[str, Any]) -> Held:
    """Return what a mapping of JSON tells."""
    digests = tuple(sorted(mapping["digests"].items()))
    return Held(mapping["config"], tuple(mapping["evidence"]), mapping["as_of"], digests)


def proved(held: Held, house: House) -> Held:
    """Return `held` with the digests of a house loaded from it, and the version of what loaded it."""
    return replace(held, digests=tuple(sorted({**flow.digests(house), "version": outputs.version()}.items())))


def load(held: Held) -> House:
    """Return the house; raise UserError for any fault in it, and where it is not the one that the audit began with.

    A fault that a check of few pages would tell and pass over has to stop a check of millions.
    """
    given, faults = configuration.load(Path(held.config) if held.config else None)
    for fault in faults:
        raise fault
    house = flow.load(replace(given, evidence=(*given.evidence, *map(Path, held.evidence))))
    for fault in flow.unknown_names(given, house.rules):
        raise fault
    if held.digests:
        theirs, ours = dict(held.digests), dict(proved(held, house).digests)
        other = ", ".join(sorted(name for name in theirs.keys() | ours.keys() if theirs.get(name) != ours.get(name)))
        if other:
            raise UserError(
                f"the audit was begun with other {other}",
                remedy="go on with those, or begin anew in another folder",
            )
    return house
