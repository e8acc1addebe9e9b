"""A desk for tests: a small content repository with an invented study, the server that serves it, and who asks it."""

from __future__ import annotations

import json
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from http.client import HTTPConnection
from threading import Thread
from time import sleep
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from claimcheck import shipped
from claimcheck.config import config
from claimcheck.desk import serve
from claimcheck.desk.app import Limits
from claimcheck.desk.folder import Folder
from claimcheck.desk.session import Session
from claimcheck.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import uvicorn

    from claimcheck.flow import House

RULES = ("cure", "urgency", "endpoint-not-met", "supplement-notice-unsaid", "observational-as-cause")
TRIAL = """\
id: lindquell
kind: trial
title: "LINDQUELL: a hand robot against exercise alone after ischemic stroke"
fictional: true
names: [LINDQUELL]
registry: NCT90000007
design: {type: randomised-trial, randomized: true, control: active-treatment, blinding: assessor-blind, basis: paper}
population: {species: human, condition: ischemic-stroke, n_enrolled: 60, basis: paper}
outcomes:
  - {id: primary, name: change in the upper-limb Fugl-Meyer score, measure: fugl-meyer-upper, time: 12 weeks,
     role: primary, comparison: between-group, met: false, significant: false, effect: 0.4, unit: points, basis: paper}
basis:
  - id: paper
    source: https://example.invalid/lindquell
    where: table 2
    kind: paper
    read_on: 2026-11-02
    says: 60 people; 12 weeks, 3.1 against 2.7 points, difference 0.4 (-1.9 to 2.7)
"""
ROBOT = """\
# The hand robot

Our hand robot cures stroke. 💡 Book *only today*.

In the LINDQUELL trial, the robot improved hand function after a stroke.
"""
CAREFUL = "# Lamps\n\nA lamp lights the room.\n"
DAY = "2026-11-28"


def shelved(house: House, folder: Path) -> House:
    """Return the house with few rules, and with the records of a folder besides those that ship."""
    found, faults = record.read([shipped.folder("evidence"), folder], house.lexicon)
    assert faults == []
    rules = tuple(rule for rule in house.rules if rule.name in RULES)
    return replace(house, rules=rules, records=found, known=tuple(rule.name for rule in house.rules))


def repository(folder: Path) -> Path:
    """Write a content repository into a folder."""
    (folder / "evidence" / "stroke").mkdir(parents=True)
    (folder / "evidence" / "stroke" / "lindquell.yaml").write_text(TRIAL)
    (folder / "claimcheck.yaml").write_text("evidence: [evidence]\njurisdictions: [us]\n")
    (folder / "articles").mkdir()
    (folder / "articles" / "robot.md").write_text(ROBOT)
    (folder / "articles" / "lamps.md").write_text(CAREFUL)
    return folder


@dataclass
class Answer:
    """What the server gave: the status, the headers by their name in lower case, and the bytes."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """Return the answer as a value."""
        return json.loads(self.body)


@dataclass
class Served:
    """A running desk: the folder, the address that opens it, and a key for who asks without a browser."""

    folder: Path
    address: str
    host: str
    session: Session
    key: str = ""

    def ask(self, path: str, body: bytes = b"{}", method: str = "POST", **headers: str | None) -> Answer:
        """Send a request as the page does; a header that is None is left out."""
        given: dict[str, str | None] = {
            "Host": self.host,
            "Origin": f"http://{self.host}",
            "X-Claimcheck-Key": self.key,
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        connection = HTTPConnection(self.host, timeout=30)
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in given.items():
            if value is not None:
                connection.putheader(name, value)
        connection.putheader("Content-Length", str(len(body)))
        # What is refused early is not read to its end.
        with suppress(BrokenPipeError, ConnectionResetError):
            connection.endheaders(body)
        got = connection.getresponse()
        answer = Answer(got.status, {name.lower(): value for name, value in got.getheaders()}, got.read())
        connection.close()
        return answer

    def enter(self) -> None:
        """Take the key that the token of the address is good for, once."""
        self.key = self.api("enter", token=self.address.partition("#")[2])["key"]

    def api(self, what: str, /, **given: str) -> Any:
        """Return what the desk answers; a fault as its words."""
        answer = self.ask(f"/api/{what}", json.dumps(given).encode())
        return answer.json if answer.status in (200, 409, 422) else answer.status

    def send(self, name: str, file: str, raw: bytes) -> Any:
        """Return what the desk answers to a file."""
        return self.ask(f"/api/{name}", raw, X_Claimcheck_Name=quote(file)).json


# Each report that can be taken along from the page: its kind, the name of the file, and how that begins.
REPORTS = (
    ("html", "robot-report.html", b"<!doctype html>"),
    ("json", "robot-report.json", b'{\n  "claimcheck"'),
    ("docx", "robot-reviewed.docx", b"PK"),
    ("dossier", "robot-dossier.html", b"<!doctype html>"),
    ("dossier-docx", "robot-dossier.docx", b"PK"),
)


@contextmanager
def served(house: House, folder: Path, limits: Limits | None = None) -> Iterator[Served]:
    """Serve a folder until the end of the block."""
    given, _ = config.load(folder / "claimcheck.yaml")
    session = Session(Folder(folder), replace(house, config=given), DAY)
    with serve.open_socket(0) as listening:
        running, address = serve.server(session, listening, limits)
        thread = Thread(target=_run, args=(running, listening))
        thread.start()
        try:
            while not running.started:
                sleep(0.005)
            host = address.split("/")[2]
            yield Served(folder, address, host, session)
        finally:
            running.should_exit = True
            thread.join()


def _run(running: uvicorn.Server, listening: Any) -> None:
    running.run(sockets=[listening])
