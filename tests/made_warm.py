"""The command `claimcheck`, started from a process that has loaded what each command needs: each command is a fork.

A forked command has its own working directory, environment, streams and exit code, as if the shell had started it; what
it need not do is load spaCy, and make rules and a lexicon of their files. Run as a program with the path of a socket
this is the process that is forked.
"""

from __future__ import annotations

import array
import gc
import json
import os
import signal
import socket
import subprocess
import sys
import traceback
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLES = Path(__file__).parent.parent / "examples"
# What a check, an explanation and a report import, all of it at last; nothing that starts threads.
LOADED = (
    "claimcheck.__main__ claimcheck.cli.main claimcheck.library claimcheck.cache.checking claimcheck.cache.loaded "
    "claimcheck.claims.blocks claimcheck.claims.clauses claimcheck.checks.across claimcheck.records.check "
    "claimcheck.records.shape claimcheck.ledger.care claimcheck.rulebook.proof claimcheck.files claimcheck.baseline "
    "claimcheck.since claimcheck.outputs.text claimcheck.outputs._explain claimcheck.audit.served"
).split()
SERVED = "served"
# It hands its streams, place and environment over, and leaves with the code that comes back.
CLIENT = """\
import array, json, os, socket, sys
asked = json.dumps({"words": sys.argv[2:], "here": os.getcwd(), "environment": dict(os.environ)}).encode()
with socket.socket(socket.AF_UNIX) as to:
    to.connect(sys.argv[1])
    to.sendmsg([len(asked).to_bytes(4, "big")], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [0, 1, 2]))])
    to.sendall(asked)
    code = to.recv(1)
sys.exit(code[0] if code else "the forked command ended by itself")
"""


@contextmanager
def started(environment: dict[str, str]) -> Iterator[str]:
    """Yield the words of a shell that run the command, its arguments behind them; the process ends with the block."""
    # The path of a socket has to be short.
    with TemporaryDirectory(prefix="warm-") as place:
        client, at = Path(place) / "client.py", Path(place) / "socket"
        client.write_text(CLIENT)
        with _process(at, environment):
            yield " ".join(f'"{word}"' for word in _words(str(at)))


def _words(at: str) -> tuple[str, ...]:
    """Return the words that run a fork of the process at a socket, its arguments behind them."""
    return (sys.executable, "-S", "-E", "-B", str(Path(at).with_name("client.py")), at)


@contextmanager
def _process(at: Path, environment: dict[str, str]) -> Iterator[None]:
    with subprocess.Popen([sys.executable, __file__, str(at)], env=environment, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        try:
            assert process.stdout.readline() == b"ready\n"
            yield
        finally:
            process.kill()


def _serve(at: str) -> None:
    for name in LOADED:
        import_module(name)
    import_module("claimcheck.readers").suffixes()
    import_module("claimcheck.language").parse([("A lamp lights the room.", 0)])
    _load_house()
    # The process that checks the pages of an audit is a fork, too.
    import_module("claimcheck.audit.watched").COMMAND = (*_words(at), SERVED)
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGCHLD, _reap)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(at)
        listening.listen()
        print("ready", flush=True)
        while True:
            asking, _ = listening.accept()
            if not os.fork():
                listening.close()
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                _answer(asking)
            asking.close()


def _load_house() -> None:
    """Load what the examples are held against; of files with the same bytes a command does not make it again."""
    from claimcheck import flow, shipped
    from claimcheck.config.config import Config
    from claimcheck.known import Known
    from claimcheck.records import record
    from claimcheck.rulebook import file as rule_file

    load_lexicon, read = flow.load_lexicon, rule_file.read
    own = (EXAMPLES / "lexicon",)
    words, digest = load_lexicon(Config(lexicon=own), Known()), shipped.digest(own)
    made: dict[Path, Any] = {}
    read([shipped.folder("rules")], words, made)
    record.read([shipped.folder("evidence"), EXAMPLES / "evidence"], words)

    def lexicon_of(given: Config, known: Known | None = None) -> Any:
        return words if shipped.digest(given.lexicon) == digest else load_lexicon(given, known)

    flow.load_lexicon = lexicon_of
    rule_file.read = lambda folders, lexicon, before=None: read(folders, lexicon, made if lexicon is words else before)


def _reap(*_: object) -> None:
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _answer(asking: socket.socket) -> None:
    """Be the command that is asked for."""
    streams = array.array("i")
    head, given, _, _ = asking.recvmsg(4, socket.CMSG_LEN(3 * streams.itemsize))
    streams.frombytes(given[0][2])
    with asking.makefile("rb") as body:
        asked = json.loads(body.read(int.from_bytes(head, "big")))
    for stream, own in zip(streams, (0, 1, 2), strict=True):
        os.dup2(stream, own)
        os.close(stream)
    asking.sendall(bytes([_run(asked)]))
    os._exit(0)


def _run(asked: dict[str, Any]) -> int:
    """Run the command line as a new process does, and return its exit code."""
    os.chdir(asked["here"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    sys.argv = ["claimcheck", *asked["words"]]
    sys.stdin, sys.stdout = os.fdopen(0, closefd=False), os.fdopen(1, "w", closefd=False)
    sys.stderr = os.fdopen(2, "w", buffering=1, errors="backslashreplace", closefd=False)
    code: object = 0
    try:
        served = asked["words"] == [SERVED]
        import_module("claimcheck.audit.served")._main() if served else import_module("claimcheck.__main__").main()
    except SystemExit as left:
        code = left.code or 0
    except BaseException:
        traceback.print_exc()
        code = 1
    for stream in (sys.stdout, sys.stderr):
        with suppress(BrokenPipeError):
            stream.flush()
    return code if isinstance(code, int) else 1


if __name__ == "__main__":
    _serve(sys.argv[1])
