"""Markdown of a site builder -> Markdown: shortcodes, template islands and the fences of admonitions are left out.

Hugo, Jekyll, Docusaurus, MkDocs and kramdown. The title of an admonition and the words that a shortcode is given to
show stay, each at its place; what stands between a shortcode and its end is read as the page's own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimcheck.readers._derived import Derived
from claimcheck.readers._fields import kind_of
from claimcheck.readers._written import Run, Written, respelled

if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = (
    r"(?P<code>^[ \t]*(?P<fence>`{3,}|~{3,})[^\r\n]*(?:.*?^[ \t>]*(?P=fence)[`~]*[ \t]*$|.*\Z)|"
    r"(?<!`)(?P<ticks>`{1,5})(?!`)(?:(?!\r?\n[ \t]*\r?\n).){1,2000}?(?<!`)(?P=ticks)(?!`))"
)
_MARKS = ("{{", "{%", "{:", "{#", "{.", ":::", "!!! ", "???", "[[toc", "[toc", "[TOC", "[[TOC")
_HUGO = (
    r"\{\{[<%][ \t]*/?[ \t]*(?P<hugo>[\w/.-]*)"
    r"(?P<given>(?:[^\"`{}]|\"(?:[^\"\\{]|\\.){0,500}\"|`[^`{]{0,500}`){0,2000}?)[%>]\}\}"
)
_LIQUID = (
    r"\{%-?[ \t]*(?P<liquid>\w*)(?P<passed>(?:(?!%\}|\{%).){0,2000}?)%\}|\{\{(?:(?!\{\{).){0,500}?\}\}|"
    r"\{#(?![\w-]+\})(?:(?!\{#).){0,2000}?#\}"
)
_FOLD = (
    r"(?P<fold>^[ \t]*:{3,}[ \t]*(?:[\w-]+)?"
    r"(?:[ \t]*\[(?P<bracketed>[^\]\r\n]*)\]|(?P<titled>[ \t]+[^\r\n{\[][^\r\n{]*))?(?:\{[^\r\n]*\})?[ \t]*$)"
)
_SHORT = re.compile(
    rf"{CODE}|{_HUGO}|{_LIQUID}|{_FOLD}|"
    r"\{::comment\}.{0,5000}?\{:/(?:comment)?\}|\{:[:/][^{}\r\n]{0,200}\}|"
    r"(?P<attributes>[ \t]*\{:?[ \t]*[#.:][\w#.: =\"'/-]{0,200}\}[ \t]*$)|"
    r"(?P<mkdocs>^[ \t]*(?:!!!|\?\?\?\+?)[ \t]+[\w -]+?(?:[ \t]+\"(?P<quoted>[^\"\r\n]*)\")?[ \t]*$)|"
    r"(?P<toc>^\[?\[(?:toc|TOC)\]\]?[ \t]*$)",
    re.DOTALL | re.MULTILINE,
)
# Between these and their ends stands code, or what nobody is shown.
_SILENT = frozenset("highlight code math katex mermaid comment raw script gist chart plantuml".split())
_GIVEN = re.compile(r"([\w-]+)\s*=\s*\"((?:[^\"\\]|\\.)*)\"")
# Jekyll and Liquid put another file in with words of the page's own: `{% include box.html text='…' %}`.
_PASSING = frozenset("include include_relative include_cached render".split())
_PASSED = re.compile(r"\b([\w-]+)\s*[=:]\s*(?:\"([^\"]*)\"|'([^']*)')")
# What Markdown would read, without and with "&", which begins an entity in an attribute of HTML.
WITH_ENTITIES = re.compile(r"[\\`*_{}\[\]<>#|~!]")
PLAIN = re.compile(r"[\\`*_{}\[\]<>#|~!&]")
_INDENT = re.compile(r"[ \t]*")
_OPENING = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*")


def without(source: str, start: int) -> Written | None:
    """Return Markdown from `start` on without the signs of its site builder, None where it has none."""
    if not any(mark in source for mark in _MARKS):
        return None
    derived, at = Derived(source), start
    for first, last, shown in _found(source, start):
        if first < at:
            continue
        derived.copy(at, first)
        derived.at = first
        _put(derived, first, last, shown)
        at = last
    if at == start:
        return None
    derived.copy(at, len(source))
    return Written(derived.runs)


def islands_in(source: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield where signs of the site builder stand in Markdown from `start` on."""
    for first, last, _ in _found(source, start):
        yield first, last


def _put(derived: Derived, first: int, last: int, shown: list[tuple[int, int]]) -> None:
    """Leave a sign out; on a line of its own it parts paragraphs, and what it shows is one, within a line it stays."""
    source = derived.source
    if source[first:last].isspace():
        return  # an indent
    before, after = source[source.rfind("\n", 0, first) + 1 : first], source[last : last + 1]
    alone = not before.strip(" \t>") and after in ("", "\r", "\n")
    if not alone:
        derived.own("<wbr>")
    if shown and not _OPENING.fullmatch(before):
        at = first
        for start, end in shown:
            derived.hide(at, start)
            derived.copy(start, end)
            at = end
        derived.hide(at, last)
        return
    for start, end in shown:
        derived.own(f"\n{before}\n{before}")
        derived.copy(start, end)
        derived.own(f"\n{before}\n{before}")
    if alone and not shown:
        derived.own(f"\n{before}")


def _found(source: str, start: int) -> Iterator[tuple[int, int, list[tuple[int, int]]]]:
    """Yield where each sign stands, and where in it the words stand that it shows."""
    never_ended: set[str] = set()
    at = start
    while match := _SHORT.search(source, at):
        at = max(match.end(), match.start() + 1)
        if match["code"]:
            continue
        name = (match["hugo"] or match["liquid"] or "").lower()
        if name in _SILENT and name not in never_ended and not match.group().startswith(("{{< /", "{{</", "{{% /")):
            ending = re.compile(rf"\{{\{{[<%]\s*/\s*{name}\s*[%>]\}}\}}|\{{%-?\s*end{name}\b[^%]*%\}}").search(
                source, at
            )
            never_ended |= set() if ending else {name}
            at = ending.end() if ending else at
            yield match.start(), at, []
        elif match["mkdocs"]:
            yield match.start(), match.end(), [match.span("quoted")] if match["quoted"] else []
            for line in _indented(source, match):
                at = line[1]
                yield (*line, [])
        else:
            yield match.start(), match.end(), list(_shown(match))


def _shown(match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Yield where the words stand that a sign of the site builder shows."""
    for name in ("bracketed", "titled"):
        if match[name] and match[name].strip():
            start, end = match.span(name)
            written = match[name]
            yield start + len(written) - len(written.lstrip()), end - len(written) + len(written.rstrip())
    for given in _GIVEN.finditer(match["given"] or ""):
        if "\\" not in given[2] and kind_of((given[1],), given[2]):
            at = match.start("given")
            yield at + given.start(2), at + given.end(2)
    if match["liquid"] in _PASSING:
        at = match.start("passed")
        for passed in _PASSED.finditer(match["passed"]):
            words = passed[passed.lastindex or 0]
            if "\\" not in words and kind_of((passed[1],), words):
                yield at + passed.start(passed.lastindex or 0), at + passed.end(passed.lastindex or 0)


def _indented(source: str, match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Yield the indents of the lines below an admonition of MkDocs: they are its page's own paragraphs."""
    depth = len(match.group()) - len(match.group().lstrip()) + 4
    at = source.find("\n", match.end()) + 1
    while 0 < at < len(source):
        indent = _INDENT.match(source, at)
        assert indent is not None
        end = source.find("\n", at) + 1 or len(source)
        if source[at:end].strip() and len(indent.group()) < depth:
            return
        if source[at:end].strip():
            yield at, at + depth
        at = end


def plain(run: Run, signs: re.Pattern[str] = PLAIN) -> Iterator[Run]:
    """Yield words with each sign that Markdown would read spelled as HTML spells it, which holds in tags too."""
    return respelled(run, signs, lambda sign: f"&#{ord(sign)};")
