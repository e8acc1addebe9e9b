"""What a repository tells -> the files to write there, and those that are left as they are; nothing is overwritten."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimcheck import files, whole_file, yamledit, yamlfile, yamltext
from claimcheck.config.config import FILE_NAME
from claimcheck.errors import UserError
from claimcheck.init import ci as init_ci
from claimcheck.init import files as init_files
from claimcheck.model import SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from claimcheck.init.ci import Origin
    from claimcheck.init.seen import Seen
    from claimcheck.yamlfile import Key

_HOOKS = ".pre-commit-config.yaml"
_WORKFLOW = ".github/workflows/claimcheck.yml"
_JOB = ".gitlab/claimcheck.yml"
_PIPELINE = ".gitlab-ci.yml"


@dataclass(frozen=True)
class Step:
    """One file and its text; `before` is what it says now, None where it is new. `left` says why it is not written."""

    path: Path
    text: str = ""
    before: str | None = None
    left: str = ""


def plan(root: Path, seen: Seen, given: Origin) -> tuple[Step, ...]:
    """Return the steps that set claimcheck up in a folder; `root` is absolute."""
    return (*_settings(root, seen), *_evidence(root), *_in_git(root, seen, given))


def write(step: Step) -> None:
    """Write the file of a step; raise UserError where that cannot be done, or where it is there by now."""
    try:
        step.path.parent.mkdir(parents=True, exist_ok=True)
        if step.before is None:
            with step.path.open("x", encoding="utf-8", newline="") as file:
                file.write(step.text)
            return
        whole_file.write(step.path, step.text.encode("utf-8"))
    except OSError as error:
        raise UserError(f"cannot be written ({error.strerror})", path=str(step.path)) from error


def _settings(root: Path, seen: Seen) -> Iterator[Step]:
    shelf = root / "evidence"
    with_evidence = not os.path.lexists(shelf) or shelf.is_dir()
    shelves = ("evidence", *_own(root)) if with_evidence else tuple(_own(root))
    yield _new(root / FILE_NAME, init_files.settings(seen, shelves))
    yield _new(root / init_files.SCHEMAS / "claimcheck.schema.json", init_files.config_schema())
    yield _new(root / init_files.SCHEMAS / "record.schema.json", init_files.record_schema())


def _own(root: Path) -> Iterator[str]:
    """Yield the folders of the usual names that hold rules or words of the repository's own."""
    if any(path for subject in SUBJECTS for path in (root / "rules" / subject).glob("*.yaml")):
        yield "rules"
    if any(re.search(r"^(?:names|classes):", _text(path), re.MULTILINE) for path in (root / "lexicon").glob("*.yaml")):
        yield "lexicon"


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _evidence(root: Path) -> Iterator[Step]:
    shelf = root / "evidence"
    if os.path.lexists(shelf) and not shelf.is_dir():
        yield Step(shelf, left="is no folder, so no records are looked for there")
        return
    yield _new(shelf / "README.md", init_files.README)
    example = shelf / "example-trial.yaml"
    if not os.path.lexists(example) and any(shelf.rglob("*.yaml")):
        yield Step(example, left="there are records already")
    else:
        yield _new(example, init_files.EXAMPLE)


def _in_git(root: Path, seen: Seen, given: Origin) -> Iterator[Step]:
    """Yield the hook and the job of CI, which stand at the top of the repository that the folder lies in."""
    told = files.told_by_git(root, "rev-parse", "--show-toplevel")
    if told is None:
        why = "there is no git repository; run this again after `git init`"
        yield from (Step(root / name, left=why) for name in (_HOOKS, _WORKFLOW))
        return
    top = Path(os.fsdecode(told.removesuffix(b"\n")))
    inside = os.path.relpath(os.path.realpath(root), os.path.realpath(top)).replace(os.sep, "/")
    folders = [os.path.normpath(f"{inside}/{folder}").replace(os.sep, "/") for folder in seen.folders or (".",)]
    yield _hook(top / _HOOKS, init_ci.hook(given, folders))
    if _is_on_gitlab(top):
        yield _new(top / _JOB, init_ci.gitlab(given, folders))
        yield _included(top / _PIPELINE)
    else:
        yield _new(top / _WORKFLOW, init_ci.github(given, folders))


def _is_on_gitlab(top: Path) -> bool:
    if (top / _PIPELINE).exists():
        return True
    remotes = files.told_by_git(top, "config", "--get-regexp", r"^remote\..*\.url$") or b""
    return b"gitlab" in remotes.lower() and not (top / ".github").is_dir()


def _new(path: Path, text: str) -> Step:
    return Step(path, left="is there") if os.path.lexists(path) else Step(path, text)


def _hook(path: Path, entry: dict[str, Any]) -> Step:
    by_hand = "add the hook by hand:\n" + "\n".join(yamltext.item(entry, 2, {}))

    def has_it(repos: Any) -> bool:
        return any(hook.get("id") == "claimcheck" for hook in _hooks(repos))

    return _joined(path, "repos", entry, has_it, by_hand)


def _hooks(repos: Any) -> Iterator[dict[str, Any]]:
    for repo in repos if isinstance(repos, list) else ():
        hooks = repo.get("hooks") if isinstance(repo, dict) else None
        yield from (hook for hook in (hooks if isinstance(hooks, list) else ()) if isinstance(hook, dict))


def _included(path: Path) -> Step:
    by_hand = f"add by hand:\ninclude:\n  - local: {_JOB}"
    return _joined(path, "include", {"local": _JOB}, lambda included: _JOB in str(included), by_hand)


def _joined(path: Path, key: str, entry: dict[str, Any], has_it: Callable[[Any], bool], by_hand: str) -> Step:
    """Return the step that adds an entry to the list under a key of a YAML file, or makes the file."""
    if not os.path.lexists(path):
        return Step(path, "\n".join(yamltext.mapping({key: [entry]}, 0, {})) + "\n")
    unsafe = Step(path, left=f"cannot be changed safely; {by_hand}")
    try:
        text = path.read_bytes().decode("utf-8")
        value = yamlfile.parse(text, path=path.name).value
        given = value.get(key) if isinstance(value, dict) else None
        if has_it(given):
            return Step(path, left="has it already")
        if not isinstance(value, dict) or (given is not None and not isinstance(given, list)):
            return unsafe
        change: dict[Key, Any] = {(key, len(given)): entry} if given else {(key,): [entry]}
        return Step(path, yamledit.edited(text, change, yamledit.Layout(), path=path.name), before=text)
    except (OSError, UnicodeDecodeError, UserError):
        return unsafe


def folders_told(folders: Sequence[str]) -> str:
    """Return folders as they are told: "content, blog"."""
    return ", ".join("the top folder" if folder == "." else folder for folder in folders)
