"""A row of an input -> a row of pages, with its claims and findings. Nothing on a page stops the others."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from claimcheck import fingerprint, flow, foreign, readers
from claimcheck.audit import statements
from claimcheck.audit.alike import Alike, key_of
from claimcheck.audit.shard import CHECKED, FAILED, SKIPPED, Checked, ClaimRow, FindingRow, PageRow
from claimcheck.config import config
from claimcheck.errors import UserError
from claimcheck.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimcheck.audit.shard import Row
    from claimcheck.flow import House
    from claimcheck.model import Claim, Document, Report

_MONTH = len("2027-05")
_MOST_SAID = 300


@dataclass(frozen=True)
class Place:
    """Which row of an audit this is: the id of its shard, and its position in it, from 0."""

    shard: str
    position: int


def checked(row: Row, place: Place, house: House, as_of: str, alike: Alike | None = None) -> Checked:
    """Return what one row gives; what cannot be read or checked is a page that failed, with why.

    `alike` holds what pages gave before it (None: nothing).
    """
    if row.fault:
        return failed(row, place, row.fault)
    begun = time.perf_counter()
    try:
        document = _read(row, house)
        if language := foreign.language_of_page(document):
            why = f"language-not-checked: is in {foreign.name_of(language)}"
            page = replace(_page(row, place), state=SKIPPED, why=why, language=language, digest=document.digest)
            return Checked(replace(page, seconds=_since(begun)))
        given = _given(row, place, foreign.english_part(document), house, as_of, Alike(0) if alike is None else alike)
    except UserError as error:
        return failed(row, place, str(error), _since(begun))
    # A fault of ours on one page must not hide what is found on the others.
    except Exception as error:
        return failed(row, place, f"cannot be checked ({type(error).__name__}: {error})", _since(begun))
    return replace(given, page=replace(given.page, seconds=_since(begun)))


def failed(row: Row, place: Place, why: str, seconds: float = 0.0) -> Checked:
    """Return a page that could not be checked, with why."""
    return Checked(replace(_page(row, place), why=" ".join(why.split())[:_MOST_SAID], seconds=seconds))


def _since(begun: float) -> float:
    return round(time.perf_counter() - begun, 4)


def _read(row: Row, house: House) -> Document:
    size = len(row.content)
    if size > house.config.max_size:
        raise UserError(f"is larger than {house.config.max_size:,} bytes ({size:,})", path=row.path)
    fields = config.settings_for(house.config, row.path).fields
    if isinstance(row.content, bytes):
        return readers.read_bytes(row.content, path=row.path, format=row.format, fields=fields)
    document = readers.read_text(row.content, path=row.path, format=row.format, fields=fields)
    return replace(document, digest=sha256(row.content.encode("utf-8", "surrogatepass")).hexdigest())


def _page(row: Row, place: Place) -> PageRow:
    month = row.date[:_MONTH] if len(row.date) >= _MONTH else ""
    return PageRow(
        place.shard, place.position, row.key, row.site, row.path, row.date, month, row.format, state=FAILED
    )  # fmt: skip


def _given(row: Row, place: Place, document: Document, house: House, as_of: str, alike: Alike) -> Checked:
    """Return what a page gives, judged now or as one before that says the same."""
    key = key_of(document, house)
    given = alike.before(key, _page(row, place))
    if given is None:
        given = _rows(row, place, flow.check_document(document, house, as_of), house, as_of)
        alike.keep(key, given)
    return given


def _rows(row: Row, place: Place, report: Report, house: House, as_of: str) -> Checked:
    document = report.document
    page = replace(
        _page(row, place),
        state=CHECKED,
        language=document.language,
        words=report.words,
        claims=len(report.claims),
        findings=len(report.findings),
        allowed=len(report.allowed),
        digest=document.digest,
    )
    told = tuple(statements.rows_of(page, report, house, as_of))
    return Checked(page, tuple(_claims(page, report)), tuple(_findings(page, report)), told)


def _claims(page: PageRow, report: Report) -> Iterator[ClaimRow]:
    for claim in report.claims:
        yield _claim(page, claim, report.document)


def _claim(page: PageRow, claim: Claim, document: Document) -> ClaimRow:
    span, at = document.source_span(claim.start, claim.end), document.place(claim.start, claim.end)
    return ClaimRow(
        page.shard, page.position, page.key, page.site, page.month,
        id=claim.id,
        start=span.start,
        end=span.end,
        line=at.line,
        column=at.column,
        text=document.text[claim.start : claim.end],
        kinds=claim.kinds,
        role=claim.role,
        stance=claim.stance,
        direction=claim.direction,
        strength=claim.strength,
        status=claim.status or "",
        approval=claim.approval,
        names=tuple(dict.fromkeys(name.id for name in claim.names)),
        figures=tuple(document.text[figure.start : figure.end] for figure in claim.figures),
        citations=tuple(dict.fromkeys(f"{one.kind}:{one.id}" for one in claim.citations)),
        records=claim.records,
        alike=claim.alike,
    )  # fmt: skip


def _findings(page: PageRow, report: Report) -> Iterator[FindingRow]:
    given = [(finding, "") for finding in report.findings]
    given += [(allowed.finding, allowed.reason) for allowed in report.allowed]
    prints = fingerprint.fingerprints([finding for finding, _ in given], report.document)
    numbers = fingerprint.numbered(prints)
    for (finding, reason), one, nth in zip(given, prints, numbers, strict=True):
        yield _finding(page, finding, fingerprint.digest(one, nth), reason)


def _finding(page: PageRow, finding: Finding, digest: str, allowed: str) -> FindingRow:
    told = {name: getattr(finding, name) for name in _SAME}
    return FindingRow(
        page.shard, page.position, page.key, page.site, page.month,
        fingerprint=digest, claim=finding.claim or "", allowed=allowed, **told,
    )  # fmt: skip


# What a finding and its row name alike.
_SAME = tuple(name for name in FindingRow.__annotations__ if name in Finding.__annotations__ and name != "claim")
