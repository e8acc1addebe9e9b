"""A file is written whole or not at all: whoever reads it finds the old one or the new one, whatever happens meanwhile.

Loaded before an unchanged run is told again: it takes nothing but `os`.
"""

from __future__ import annotations

import os


def write(path: str | os.PathLike[str], content: bytes, *, lasting: bool = True) -> None:
    """Write a file that is there or not; raise OSError where that cannot be done.

    A link stays one, and what it leads to is written; a file keeps its rights. What is `lasting` outlives a crash of
    the machine.
    """
    target = os.path.realpath(path)
    part = os.path.join(os.path.dirname(target), f".claimcheck-{os.urandom(8).hex()}.part")
    try:
        with open(part, "xb") as file:
            file.write(content)
            if lasting:
                file.flush()
                os.fsync(file.fileno())
        if os.path.exists(target):
            os.chmod(part, os.stat(target).st_mode & 0o7777)
        os.replace(part, target)
    except BaseException:
        if os.path.exists(part):
            os.unlink(part)
        raise


def put(path: str | os.PathLike[str], content: bytes, shown: str) -> None:
    """Write a file of the user's, `shown` in messages under that name; raise UserError where that cannot be done."""
    from claimcheck.errors import UserError

    try:
        write(path, content)
    except OSError as error:
        raise UserError(f"cannot be written ({error.strerror})", path=shown) from error
