"""The desk's requests -> answers: the page and its parts, and what the page asks; a fault is a line of words for it."""

from __future__ import annotations

import json
import time
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from claimcheck import desk, readers
from claimcheck.desk import accept, export, shelf
from claimcheck.desk.drafts import Draft, Drafts
from claimcheck.desk.folder import ChangedError
from claimcheck.desk.guard import Door, Guard, body_of
from claimcheck.desk.near import near
from claimcheck.desk.session import sheet_given
from claimcheck.desk.turns import OvertakenError, Turns
from claimcheck.desk.view import view
from claimcheck.desk.written import Units
from claimcheck.errors import UserError
from claimcheck.model import SEVERITIES, SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from claimcheck.desk.session import Checked, Session
    from claimcheck.desk.sheet import Sheet
    from claimcheck.text_edit import Edit

    Answer = Callable[["Desk", "Asked"], Awaitable[dict[str, Any]]]

_TYPES = {"html": "text/html", "css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
_OVERTAKEN = 204
_CHANGED = 409
_FAULT = 422
_OURS = 500


@dataclass(frozen=True)
class Limits:
    """Bytes that a text or a file may have, and seconds that a request may take to arrive and a page to be checked."""

    text: int = 4_000_000
    file: int = 50_000_000
    arrive: float = 20
    check: float = 60


@dataclass
class Desk:
    """What all requests share."""

    session: Session
    drafts: Drafts
    turns: Turns
    hasty: Turns
    limits: Limits = field(default_factory=Limits)


class Asked:
    """What a request asks, as JSON; a field that is not there is "" ."""

    def __init__(self, raw: bytes) -> None:
        """Read the JSON; raise UserError for what is none."""
        try:
            given = json.loads(raw)
        except (ValueError, RecursionError):
            given = None
        if not isinstance(given, dict):
            raise UserError("is no request of the desk")
        self._given = given

    def __getitem__(self, name: str) -> str:
        value = self._given.get(name, "")
        if not isinstance(value, str):
            raise UserError(f"“{name}” is no text")
        return value


def application(desk: Desk, door: Door, host: str) -> Guard:
    """Return the application: the page and its parts, what it asks, all of it behind the guard."""
    routes = [
        Route("/", _page("index.html")),
        *(Route(f"/page/{name}", _page(name)) for name in parts() if name != "index.html"),
        Route("/api/enter", _answering(desk, _enter(door)), methods=["POST"]),
        *(Route(f"/api/{name}", _answering(desk, answer), methods=["POST"]) for name, answer in _ANSWERS.items()),
        Route("/api/export", _files(desk, _export), methods=["POST"]),
        Route("/api/drop", _files(desk, _drop), methods=["POST"]),
        Route("/api/import", _files(desk, _import), methods=["POST"]),
    ]
    return Guard(Starlette(routes=routes), door, host)


@cache
def parts() -> dict[str, bytes]:
    """Return the files of the page by name: no other name is ever looked for on the disk."""
    return {part.name: part.read_bytes() for part in (files(desk) / "page").iterdir() if part.is_file()}


def _page(name: str) -> Callable[[Request], Awaitable[Response]]:
    async def show(_: Request) -> Response:
        return Response(parts()[name], media_type=_TYPES[name.rpartition(".")[2]])

    return show


def _answering(desk: Desk, answer: Answer) -> Callable[[Request], Awaitable[Response]]:
    async def answered(request: Request) -> Response:
        async def do() -> Response:
            raw = await body_of(request, desk.limits.text * 2, desk.limits.arrive)
            return JSONResponse(await answer(desk, Asked(raw)))

        return await _told(do)

    return answered


def _files(
    desk: Desk, answer: Callable[[Desk, Request], Awaitable[Response]]
) -> Callable[[Request], Awaitable[Response]]:
    async def answered(request: Request) -> Response:
        return await _told(lambda: answer(desk, request))

    return answered


async def _told(do: Callable[[], Awaitable[Response]]) -> Response:
    """Return an answer, or in words why there is none."""
    try:
        return await do()
    except OvertakenError:
        return Response(status_code=_OVERTAKEN)
    except ChangedError as changed:
        return JSONResponse({"fault": "the file was changed elsewhere", "gone": changed.raw is None}, _CHANGED)
    except UserError as error:
        return JSONResponse({"fault": str(error)}, _FAULT)
    # A fault of ours must not take the editor's page away: the text in it is not saved yet.
    except Exception as error:
        told = f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
        return JSONResponse({"fault": f"this is a fault of claimcheck, please report it ({told})"}, _OURS)


def _enter(door: Door) -> Answer:
    async def enter(_: Desk, asked: Asked) -> dict[str, Any]:
        return {"key": door.enter(asked["token"])}

    return enter


async def _begin(desk: Desk, _: Asked) -> dict[str, Any]:
    """Tell the page what it needs to know: pages of the folder, choices of filters, text that is not saved."""
    session = desk.session
    names = await run_in_threadpool(session.folder.names, session.house.config.shelves)
    return {
        "folder": session.folder.root.name,
        "day": session.day(),
        "pages": names,
        "severities": list(reversed(SEVERITIES)),
        "subjects": list(SUBJECTS),
        "formats": sorted(readers.formats()),
        "ways": list(accept.WAYS),
        "exports": list(export.KINDS),
        "drafts": [asdict(draft) for draft in desk.drafts.without_file()],
    }


async def _open(desk: Desk, asked: Asked) -> dict[str, Any]:
    sheet, digest = await run_in_threadpool(desk.session.opened, asked["name"])
    drafts = [asdict(one) for one in desk.drafts.of(sheet.name) if one.text != sheet.text and not one.format]
    return {**_sheet(sheet), "base": digest, "drafts": drafts}


async def _check(desk: Desk, asked: Asked) -> dict[str, Any]:
    """Keep what is typed, and tell what is found in it."""
    if len(asked["text"]) > desk.limits.text:
        raise UserError(f"has more than {desk.limits.text:,} characters", path=asked["name"], remedy="part it")
    sheet = await run_in_threadpool(_given, desk, asked)
    if asked["unsaved"]:
        draft = Draft(asked["tab"], sheet.name, asked["format"], asked["base"], sheet.text, time.time())
        await run_in_threadpool(desk.drafts.keep, draft)
    session, begun = desk.session, time.perf_counter()

    def told() -> dict[str, Any]:
        return view(session.check(sheet), session.house, session.day())

    shown = await desk.turns.latest(asked["tab"], told)
    return {**shown, "number": asked["number"], "took": round(time.perf_counter() - begun, 3)}


async def _near(desk: Desk, asked: Asked) -> dict[str, Any]:
    """Tell at once what is found in the blocks that were just changed; the check of the whole page comes after."""
    sheet = await run_in_threadpool(_given, desk, asked)
    return await desk.hasty.latest(asked["tab"], lambda: near(desk.session, sheet))


async def _save(desk: Desk, asked: Asked) -> dict[str, Any]:
    sheet = await run_in_threadpool(desk.session.typed, asked["name"], asked["text"])
    digest = await run_in_threadpool(desk.session.folder.write, sheet.name, sheet.text, asked["base"])
    desk.drafts.drop(asked["tab"], sheet.name)
    if asked["was"]:
        desk.drafts.drop(asked["tab"], asked["was"])
    return {"base": digest}


async def _state(desk: Desk, asked: Asked) -> dict[str, Any]:
    return {"base": await run_in_threadpool(desk.session.folder.digest, asked["name"])}


async def _forget(desk: Desk, asked: Asked) -> dict[str, Any]:
    desk.drafts.drop(asked["tab"], asked["name"])
    return {}


async def _accept(desk: Desk, asked: Asked) -> dict[str, Any]:
    """Write down that a finding is accepted: in the text, which the page then saves, or elsewhere."""
    reason = accept.reason_of(asked["because"], asked["by"], asked["until"])
    way = accept.WAYS.get(asked["way"])
    if way is None:
        raise UserError(f"“{asked['way']}” is no way to accept a finding")
    checked = await _checked(desk, asked)
    finding = checked.finding(asked["finding"])
    edit = await desk.turns.each(lambda: way(desk.session, checked, finding, reason))
    if edit is None and asked["way"] == "page":
        told = f"a comment that allows this cannot be written in this place of the {checked.sheet.format} page"
        raise UserError(told, remedy="write it to claimcheck.yaml")
    return {"edit": _edit(edit, checked.sheet.text) if edit else None}


async def _records(desk: Desk, asked: Asked) -> dict[str, Any]:
    claim = (await _checked(desk, asked)).claim(asked["claim"]) if asked["claim"] else None
    found = await desk.turns.each(lambda: shelf.search(desk.session, asked["words"], claim))
    return {"records": found}


async def _cite(desk: Desk, asked: Asked) -> dict[str, Any]:
    checked = await _checked(desk, asked)
    if not checked.sheet.is_text:
        raise UserError("is no page that can be typed in", path=checked.sheet.name, remedy="name the study in the file")
    claim, records = checked.claim(asked["claim"]), desk.session.house.records
    if asked["record"] not in records:
        raise UserError(f"“{asked['record']}” is no record")
    record = records[asked["record"]]
    edit, linked = await desk.turns.each(lambda: shelf.cite(desk.session, checked, claim, record))
    return {"edit": _edit(edit, checked.sheet.text), "linked": linked}


_ANSWERS: dict[str, Answer] = {
    "begin": _begin,
    "open": _open,
    "check": _check,
    "near": _near,
    "save": _save,
    "state": _state,
    "forget": _forget,
    "accept": _accept,
    "records": _records,
    "cite": _cite,
}


async def _export(desk: Desk, request: Request) -> Response:
    asked = Asked(await body_of(request, desk.limits.text * 2, desk.limits.arrive))
    sheet = await run_in_threadpool(_given, desk, asked)
    made = await desk.turns.each(lambda: export.made(desk.session, sheet, asked["kind"]))
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(made.name)}"}
    return Response(made.content, media_type=made.media_type, headers=headers)


async def _drop(desk: Desk, request: Request) -> Response:
    raw = await body_of(request, desk.limits.file, desk.limits.arrive)
    sheet, key = await desk.turns.each(lambda: desk.session.dropped(_name(request), raw))
    return JSONResponse({**_sheet(sheet), "key": key})


async def _import(desk: Desk, request: Request) -> Response:
    raw = await body_of(request, desk.limits.file, desk.limits.arrive)
    return JSONResponse(await desk.turns.each(lambda: shelf.begin(desk.session, _name(request), raw)))


def _name(request: Request) -> str:
    """Return the name of a file that was dropped: its last part, and nothing that steers."""
    given = unquote(request.headers.get("x-claimcheck-name", ""))
    name = PurePath(given.replace("\\", "/")).name
    if not name.isprintable() or not name:
        raise UserError("has no name that can be shown", remedy="name the file otherwise")
    return name


def _given(desk: Desk, asked: Asked) -> Sheet:
    return sheet_given(desk.session, asked["name"], asked["text"], asked["format"], asked["key"])


async def _checked(desk: Desk, asked: Asked) -> Checked:
    sheet = await run_in_threadpool(_given, desk, asked)
    return await desk.turns.each(lambda: desk.session.check(sheet))


def _sheet(sheet: Sheet) -> dict[str, Any]:
    return {"name": sheet.name, "format": sheet.format, "editable": sheet.is_text, "text": sheet.text}


def _edit(edit: Edit, text: str) -> dict[str, Any]:
    units = Units(text)
    return {"start": units.at(edit.start), "end": units.at(edit.end), "words": edit.words}
