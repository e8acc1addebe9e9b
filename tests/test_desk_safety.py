"""The desk is closed to all but its own page: each way in is tried."""

from __future__ import annotations

import json
import os
import socket
from threading import Event
from typing import TYPE_CHECKING

import pytest

from claimcheck import flow
from claimcheck.desk import serve
from claimcheck.desk.app import Limits
from claimcheck.errors import UserError
from made_desk import CAREFUL, ROBOT, Served, repository, served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from claimcheck.flow import House


@pytest.fixture
def desk(served_desk: Served) -> Served:
    served_desk.enter()
    return served_desk


def test_only_this_machine_is_served() -> None:
    with serve.open_socket(0) as listening:
        assert listening.getsockname()[0] == "127.0.0.1"


def test_a_port_that_is_taken_is_told() -> None:
    taken = r"port \d+ cannot be used .*; leave out --port"
    with serve.open_socket(0) as listening, pytest.raises(UserError, match=taken):
        serve.open_socket(listening.getsockname()[1])


def test_the_address_opens_the_desk_once(desk: Served) -> None:
    token = desk.address.partition("#")[2]

    assert len(token) == 43
    assert desk.api("enter", token=token) == {
        "fault": "the address was used already, or is not that of this desk; start the desk again"
    }
    assert desk.api("enter", token="") == desk.api("enter", token=token)


NAMES = (
    "accept", "begin", "check", "cite", "drop", "export", "forget", "import", "near", "open", "records", "save",
    "state",
)  # fmt: skip


@pytest.mark.parametrize("key", [None, "", "é", "x" * 43])
@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_answered_without_the_key(desk: Served, name: str, key: str | None) -> None:
    answer = desk.ask(f"/api/{name}", b'{"name": "articles/robot.md"}', X_Claimcheck_Key=key)

    assert (answer.status, answer.body) == (403, b"This page has no key to the desk.")


@pytest.mark.parametrize(
    "host", ["claimcheck.example", "localhost:80", "127.0.0.1", "127.0.0.1.example.org:80", "[::1]", ""]
)
@pytest.mark.parametrize("path", ["/", "/page/desk.js", "/api/begin"])
def test_another_host_is_refused(desk: Served, path: str, host: str) -> None:
    method = "POST" if path.startswith("/api") else "GET"

    assert desk.ask(path, method=method, Host=host).status == 403


@pytest.mark.parametrize(
    "origin", ["https://example.org", "null", "http://127.0.0.1", "http://127.0.0.1:1", "http://localhost:80", ""]
)
def test_another_origin_is_refused(desk: Served, origin: str) -> None:
    refused = desk.ask("/api/save", b'{"name": "articles/robot.md", "text": ""}', Origin=origin)

    assert (refused.status, refused.body) == (403, b"The desk answers its own page only.")
    assert (desk.folder / "articles/robot.md").read_text() == ROBOT


def test_a_request_that_names_no_origin_is_refused(desk: Served) -> None:
    assert desk.ask("/api/begin", Origin=None).status == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_what_another_site_sends_is_refused_whatever_it_says(desk: Served, site: str) -> None:
    assert desk.ask("/api/begin", Sec_Fetch_Site=site).status == 403
    assert desk.ask("/", method="GET", Sec_Fetch_Site=site).status == 403


@pytest.mark.parametrize("method", ["GET", "PUT", "OPTIONS", "HEAD"])
def test_nothing_is_done_by_another_method(desk: Served, method: str) -> None:
    answer = desk.ask("/api/begin", method=method)

    assert answer.status == 405
    assert not any(name.startswith("access-control") for name in answer.headers)


OUTSIDE = (
    "../secret.md", "articles/../../secret.md", "/etc/passwd", "/etc/hosts.md", "articles/../claimcheck.yaml",
    "articles\\..\\..\\secret.md", ".hidden.md", ".git/config.md", "articles/out.md", "out/secret.md", "loop.md",
    "articles/robot.md\0.md", "", ".", "..", "articles", "articles/gone.md", "pipe.md", "claimcheck.toml",
    "a" * 5000 + ".md",
)  # fmt: skip


@pytest.mark.parametrize("name", OUTSIDE, ids=lambda name: repr(name)[:30])
def test_nothing_outside_of_the_folder_is_read_or_written(desk: Served, tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.md").write_text("secret")
    (desk.folder / ".hidden.md").write_text("secret")
    (desk.folder / "articles" / "out.md").symlink_to(tmp_path / "secret.md")
    (desk.folder / "out").symlink_to(tmp_path)
    (desk.folder / "loop.md").symlink_to(desk.folder / "loop.md")
    os.mkfifo(desk.folder / "pipe.md")
    before = sorted(path for path in tmp_path.rglob("*") if "state" not in path.parts)
    opened = desk.api("open", name=name)
    saved = [desk.api("save", name=name, text="mine", base=base) for base in ("0" * 64, "1")]

    assert "secret" not in json.dumps(opened).replace("secret.md", "")
    assert list(opened) == ["fault"]
    assert all("base" not in answer for answer in saved)
    assert (tmp_path / "secret.md").read_text() == "secret"
    assert sorted(path for path in tmp_path.rglob("*") if "state" not in path.parts) == before


def test_a_new_page_is_not_written_over_one_that_is_there(desk: Served) -> None:
    answer = desk.api("save", name="articles/lamps.md", text="mine", base="")

    assert answer == {"fault": "the file was changed elsewhere", "gone": False}
    assert (desk.folder / "articles/lamps.md").read_text() == CAREFUL


def test_pages_that_lead_out_of_the_folder_are_not_listed(desk: Served, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("secret")
    (desk.folder / "articles" / "out.md").symlink_to(tmp_path / "secret.md")
    (desk.folder / "articles" / "in.md").symlink_to(desk.folder / "articles" / "lamps.md")

    assert desk.api("begin")["pages"] == ["articles/in.md", "articles/lamps.md", "articles/robot.md"]


def test_a_link_within_the_folder_stays_a_link_when_its_page_is_saved(desk: Served) -> None:
    link = desk.folder / "articles" / "in.md"
    link.symlink_to(desk.folder / "articles" / "lamps.md")
    desk.api("save", name="articles/in.md", text="new\n", base=desk.api("open", name="articles/in.md")["base"])

    assert link.is_symlink()
    assert (desk.folder / "articles" / "lamps.md").read_text() == "new\n"


@pytest.mark.parametrize(
    "path", ["/page/../app.py", "/page/%2e%2e/app.py", "/page/..%2fapp.py", "/page/index.html", "/x"]
)
def test_no_file_but_those_of_the_page_is_sent(desk: Served, path: str) -> None:
    assert desk.ask(path, method="GET").status == 404


@pytest.mark.parametrize("path", ["/", "/page/desk.js", "/page/desk.css", "/x"])
def test_each_answer_is_sealed(desk: Served, path: str) -> None:
    headers = desk.ask(path, method="GET").headers

    assert headers["content-security-policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
        "trusted-types 'none'"
    )
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (b"", "is no request of the desk"),
        (b"[1]", "is no request of the desk"),
        (b"\xff", "is no request of the desk"),
        (b"[" * 100_000, "is no request of the desk"),
        (b'{"name": 1}', "“name” is no text"),
        (b'{"name": "a.md", "format": "pdf"}', "a.md: “pdf” is no known format of text; known: "),
        (b'{"name": "a.xyz", "text": "a"}', "a.xyz: is of no known format (“.xyz”); "),
        (b'{"name": "a.md", "text": "a\\u0000b"}', "a.md: is not text; leave out the character U+0000"),
    ],
)
def test_a_request_that_makes_no_sense_is_told_so(desk: Served, body: bytes, fault: str) -> None:
    answer = desk.ask("/api/check", body)

    assert answer.status == 422
    assert answer.json["fault"].startswith(fault)


def test_half_a_character_in_a_text_is_read_and_not_saved(desk: Served) -> None:
    given = {"name": "articles/lamps.md", "base": desk.api("open", name="articles/lamps.md")["base"]}
    body = json.dumps({**given, "text": "A lamp \ud800."}).encode()

    assert desk.ask("/api/check", body).status == 200
    assert desk.ask("/api/save", body).json == {
        "fault": "articles/lamps.md: cannot hold U+D800 in its encoding (utf-8); write another character, "
        "or save the file as UTF-8"
    }
    assert (desk.folder / "articles/lamps.md").read_text() == CAREFUL


@pytest.fixture
def narrow(small: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    with served(small, repository(tmp_path / "site"), Limits(text=2_000, file=3_000, arrive=0.3, check=0.3)) as running:
        running.key = running.api("enter", token=running.address.partition("#")[2])["key"]
        yield running


def test_a_text_that_is_too_long_is_refused(narrow: Served) -> None:
    checked = narrow.api("check", name="a", format="text", text="a" * 2_001)
    whole = narrow.ask("/api/check", b'{"text": "' + b"a" * 5_000 + b'"}')

    assert checked == {"fault": "a: has more than 2,000 characters; part it"}
    assert (whole.status, whole.json) == (422, {"fault": "is more than 4,000 bytes; part it"})


def test_a_file_that_is_too_large_is_refused(narrow: Served) -> None:
    assert narrow.send("drop", "a.md", b"a" * 3_001) == {"fault": "is more than 3,000 bytes; part it"}
    assert narrow.send("import", "a.ris", b"a" * 3_001) == {"fault": "is more than 3,000 bytes; part it"}


def test_who_sends_slowly_is_cut_off_and_holds_up_nobody(narrow: Served) -> None:
    host, port = narrow.host.split(":")
    with socket.create_connection((host, int(port)), timeout=10) as slow:
        slow.sendall(
            f"POST /api/check HTTP/1.1\r\nHost: {narrow.host}\r\nOrigin: http://{narrow.host}\r\n"
            f"X-Claimcheck-Key: {narrow.key}\r\nContent-Length: 100\r\n\r\n{{".encode()
        )

        assert narrow.api("begin")["pages"] == ["articles/lamps.md", "articles/robot.md"]
        assert b"did not arrive within 0.3 seconds" in slow.recv(4_096) + slow.recv(4_096)


def test_a_page_that_takes_too_long_is_told_so_and_the_next_one_is_checked(
    narrow: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, check = Event(), flow.check_document

    def slow(*given: object) -> object:
        held.wait(10)
        return check(*given)

    narrow.api("check", name="warm", format="text", text="A lamp.")
    monkeypatch.setattr(flow, "check_document", slow)
    told = narrow.api("check", name="a", format="text", text="Our lamp.")
    held.set()

    assert told == {"fault": "took longer than 0.3 seconds; part it into several pages"}
    assert narrow.api("check", name="b", format="text", text="Our lamp.")["words"] == 2
