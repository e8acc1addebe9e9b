"""Where claimcheck comes from -> the hook of pre-commit and the jobs of GitHub and GitLab that run it."""

from __future__ import annotations

import json
import re
import shlex
from dataclasses import dataclass
from importlib import metadata
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME = "claimcheck-lint"
# Stands where nobody knows the address; a person has to fill it in.
UNKNOWN = "https://git.example.org/claimcheck"
# A folder whose name neither YAML nor GitHub's expressions read as something else.
_PLAIN = re.compile(r"[\w ./@+()&',-]+")
# The kinds of files that the hook is given, as pre-commit calls them.
KINDS = (
    "markdown", "mdx", "plain-text", "html", "json", "yaml", "csv", "tsv", "jsx", "tsx", "vue", "svelte", "astro",
    "php", "rst", "pdf", "nunjucks", "liquid", "twig", "handlebars", "ejs",
)  # fmt: skip


@dataclass(frozen=True)
class Origin:
    """The git repository that claimcheck is installed from, "" where that is not known, and the version to take."""

    address: str
    version: str

    @property
    def install(self) -> str:
        """Return the words for pip, with an address that has to be filled in where none is known."""
        return f"git+{self.address or UNKNOWN}@{self.version}"


def origin(address: str = "") -> Origin:
    """Return where claimcheck comes from: the address given, else what pip noted when it was installed."""
    try:
        installed = metadata.distribution(NAME)
        noted = json.loads(installed.read_text("direct_url.json") or "{}")
        version = f"v{installed.version}"
    except (metadata.PackageNotFoundError, ValueError):
        noted, version = {}, "main"
    vcs = noted.get("vcs_info") or {}
    if not address and vcs.get("vcs") == "git":
        address, version = _without_names(str(noted.get("url", ""))), str(vcs.get("requested_revision") or version)
    return Origin(address.removeprefix("git+"), version)


def _without_names(url: str) -> str:
    """Return an address without what somebody signs in with; "" for one that others cannot reach."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=host)) if parts.scheme in ("https", "http", "ssh") and host else ""


def hook(given: Origin, folders: Sequence[str]) -> dict[str, Any]:
    """Return the entry of `repos` in .pre-commit-config.yaml; without an address, for what is installed here."""
    only = {"files": _pattern(folders)} if "." not in folders else {}
    if given.address:
        return {"repo": given.address, "rev": given.version, "hooks": [{"id": "claimcheck", **only}]}
    local = {
        "id": "claimcheck", "name": "claimcheck", "entry": "claimcheck check", "language": "system",
        "types_or": list(KINDS), "require_serial": True, **only,
    }  # fmt: skip
    return {"repo": "local", "hooks": [local]}


def _pattern(folders: Sequence[str]) -> str:
    names = "|".join(re.sub(r"[^\w/-]", lambda sign: "\\" + sign.group(), folder) for folder in folders)
    return f"^({names})/" if len(folders) > 1 else f"^{names}/"


def github(given: Origin, folders: Sequence[str]) -> str:
    """Return a workflow that shows what a pull request brought: at its lines, in code scanning, as a summary."""
    check = f'claimcheck check {_words(folders)} --since "origin/$GITHUB_BASE_REF"'
    return f"""\
name: claimcheck
on: pull_request
permissions:
  contents: read
  security-events: write  # for code scanning
jobs:
  claimcheck:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
        with:
          fetch-depth: 0  # the branch that it is compared with has to be there
      - uses: actions/setup-python@v6
        with:
          python-version: "3.12"
      - run: |
          pip install "{given.install}"{_remark(given)}
      - run: |
          {check} --format github
      - if: always()
        run: |
          {check} --format sarif --output claimcheck.sarif || [ $? -eq 1 ]
      - if: always()
        continue-on-error: true  # a private repository may have no code scanning
        uses: github/codeql-action/upload-sarif@v4
        with:
          sarif_file: claimcheck.sarif
          category: claimcheck
      - if: always()
        run: |
          {check} --format markdown >> "$GITHUB_STEP_SUMMARY" || [ $? -eq 1 ]
"""


def gitlab(given: Origin, folders: Sequence[str]) -> str:
    """Return a job whose report a merge request shows, compared with that of its target branch."""
    return f"""\
claimcheck:
  image: python:3.12
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  script:
    - pip install "{given.install}"{_remark(given)}
    - >-
      claimcheck check {_words(folders)} --format gitlab --output gl-code-quality-report.json
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
"""


def _remark(given: Origin) -> str:
    return "" if given.address else "  # write the address of claimcheck's repository"


def _words(folders: Sequence[str]) -> str:
    plain = all(_PLAIN.fullmatch(folder) for folder in folders)
    return " ".join(map(shlex.quote, folders)) if plain else "."
