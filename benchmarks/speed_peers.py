"""Other linters of prose in a folder of their own: installed there once, and the commands that run them."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# Five English rules of textlint.
TEXTLINT_RULES = ("alex", "write-good", "rousseau", "stop-words", "terminology")
_NODE = ("textlint", "alex", "write-good", *(f"textlint-rule-{rule}" for rule in TEXTLINT_RULES))


def commands(folder: Path, vale: Path | None) -> Mapping[str, Callable[[Path], list[str]]]:
    """Return for each linter the command that checks a page or a folder of pages; what is not there is installed."""
    folder = folder.resolve()
    found: dict[str, Callable[[Path], list[str]]] = {}
    proselint = folder / "python" / "bin" / "proselint"
    if not proselint.exists():
        subprocess.run([sys.executable, "-m", "venv", folder / "python"], check=True)
        subprocess.run([folder / "python" / "bin" / "pip", "install", "-q", "proselint"], check=True)
    found["proselint"] = lambda target: [str(proselint), "check", *_pages(target)]
    programs = folder / "node_modules" / ".bin"
    if shutil.which("npm"):
        if not (programs / "textlint").exists():
            subprocess.run(["npm", "install", "--silent", "--prefix", folder, *_NODE], check=True)
        rules = folder / "textlintrc.json"
        rules.write_text(json.dumps({"rules": dict.fromkeys(TEXTLINT_RULES, True)}), encoding="utf-8")
        # It looks for its rules from the folder that it is started in.
        start = 'cd "$0" && exec node_modules/.bin/textlint --config textlintrc.json "$@"'
        textlint = ["sh", "-c", start, str(folder)]
        found["textlint"] = lambda target: [*textlint, *_pages(target)]
        found["alex"] = lambda target: [str(programs / "alex"), *_pages(target)]
        found["write-good"] = lambda target: [str(programs / "write-good"), *_pages(target)]
    if vale is not None:
        settings = folder / "vale.ini"
        settings.write_text("MinAlertLevel = suggestion\n[*]\nBasedOnStyles = Vale\n", encoding="utf-8")
        found["vale"] = lambda target: [str(vale), "--config", str(settings), str(target)]
    _refuse_silent(found, folder / "probe.md")
    return found


def _refuse_silent(found: Mapping[str, Callable[[Path], list[str]]], probe: Path) -> None:
    """Stop where a linter finds nothing in a sentence that each of them has something against."""
    probe.write_text("# Our tea\n\nObviously it is very very good, says the chairman.\n", encoding="utf-8")
    for name, command in found.items():
        done = subprocess.run(command(probe), capture_output=True, text=True, check=False)
        if "probe.md" not in done.stdout + done.stderr:
            sys.exit(f"{name} does not run: {done.stdout}{done.stderr}")


def _pages(target: Path) -> list[str]:
    return [str(path) for path in sorted(target.iterdir())] if target.is_dir() else [str(target)]
