"""Tags, texts and strings of code -> HTML: a component is the element that its name speaks of, its copy is read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimcheck.readers._derived import PLAIN, WITH_ENTITIES, Derived
from claimcheck.readers._fields import NONE_GIVEN, kind_of
from claimcheck.readers._page import Page
from claimcheck.readers._script import RAW, VOID
from claimcheck.readers.html import put_html

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimcheck.model import Document
    from claimcheck.readers._fields import Fields
    from claimcheck.readers._script_events import Event

# The last word of a component's name: the element that it is.
_NAMED = {
    **dict.fromkeys("link anchor navlink".split(), "a"),
    **dict.fromkeys("button btn cta".split(), "button"),
    **dict.fromkeys("heading title header headline".split(), "h2"),
    **{f"h{level}": f"h{level}" for level in range(1, 7)},
    **dict.fromkeys("subheading subtitle subheader".split(), "h3"),
    **dict.fromkeys("text typography paragraph description lead p".split(), "p"),
    **dict.fromkeys("image img picture avatar".split(), "img"),
    **dict.fromkeys("ul ol list".split(), "ul"),
    **dict.fromkeys("li listitem".split(), "li"),
    **dict.fromkeys("trans strong em b i span highlight badge icon code kbd br sup sub small".split(), "span"),
    **dict.fromkeys("quote blockquote".split(), "blockquote"),
    **dict.fromkeys("testimonial".split(), "testimonial"),
    **dict.fromkeys("nav navigation navbar breadcrumbs menu".split(), "nav"),
    **dict.fromkeys("codeblock highlighter pre snippet".split(), "pre"),
    **dict.fromkeys("script style head".split(), ""),
    **dict.fromkeys("input textfield textinput".split(), "input"),
    "summary": "summary",
    "details": "details",
    "caption": "figcaption",
    "label": "label",
}
_LEVEL_PROPS = ("level", "as", "order", "tag", "component", "variant")
_INLINE = frozenset("p h1 h2 h3 h4 h5 h6 span a button strong em b i label small summary dt figcaption".split())
_IN_WORDS = frozenset("span a strong em b i u label small sup sub".split())
# Attributes of HTML's own elements that say how their words are read, or are read themselves.
KEPT = frozenset(
    "alt aria-label aria-hidden aria-level class id href role type value placeholder content name property hidden lang "
    "itemprop style for src".split()
)
RENAMED = {"className": "class", "htmlFor": "for"}
_NATIVE = re.compile(r"[a-z][a-z0-9]*\Z")
_MAPPED = re.compile(r"\{\s*+(?:\w++\??\.)*?(\w++)\??\.map\(\s*+\(?\s*+(\w++)")
_IN_BRACES = re.compile(r"(?<![=$\w])\{\s*+(\w++)\s*+\}")
_BESIDE_TAG = re.compile(r"(?<!=)>\s*+\{\s*+(\w++)\s*+\}|(?<![=$\w])\{\s*+(\w++)\s*+\}\s*+<")
_SPACE = re.compile(r"\s+")
_TAG = re.compile(r"</?[a-z]+[ />]")
# JSX shows nothing for the end of a line beside a tag. Where a tag stands is often a line of its own by its style, so
# that words stay apart all the same; but these signs hug their words: `“<a>` and `</a>.` over two lines.
_OPENS = tuple("“‘([«¿¡")
_CLOSED_NEXT = re.compile(r"(?:</[\w.:$-]*\s*>\s*)+[”’)\].,;:!?»…%]")
_CLOSES = tuple("”’)].,;:!?»…%")
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+[1-6]?")


def _alone(source: str) -> Iterator[str]:
    """Yield the names that stand alone beside a tag: `<h2>{title}<br/>`."""
    for match in _BESIDE_TAG.finditer(source):
        yield match[1] or match[2]


def _mapped(source: str) -> Iterator[str]:
    """Yield the names of lists of which the code shows each string as it is: `{names.map((name) => … {name} …`."""
    shown = {match[1] for match in _IN_BRACES.finditer(source)}
    for match in _MAPPED.finditer(source):
        if match[2] in shown:
            yield match[1]


class Components:
    """The walk over events: what is open, and whether words stood before the tag at hand."""

    def __init__(self, derived: Derived, page: Page, fields: Fields = NONE_GIVEN, *, jsx: bool = False) -> None:
        self.derived, self.page, self.fields, self.jsx = derived, page, fields, jsx
        self.open: list[tuple[str, str]] = []  # each as it is written and as it is read
        self.after_words = self.opens = False
        self.listing = False
        # The names that the markup shows as they are: of single strings, and of lists.
        self.shown = (frozenset(_alone(derived.source)), frozenset(_mapped(derived.source)))
        self.shown_to = 0  # where the last string of an expression ends, of which one is shown

    def put(self, events: Iterable[Event]) -> None:
        """Add all events."""
        for event in events:
            if self.listing and not (event.kind == "string" and event.listed) and event.kind != "comment":
                self.derived.own("</ul>")
                self.listing = False
            self.shown_to = self.shown_to if event.kind == "string" else 0
            getattr(self, f"put_{event.kind}")(event)
        if self.listing:
            self.derived.own("</ul>")

    def put_text(self, event: Event) -> None:
        self.derived.copy(*(self.hugged(event) if self.jsx else (event.start, event.end)))
        words = self.derived.source[event.start : event.end]
        self.after_words = self.after_words if words.isspace() and "\n" not in words else bool(words.strip())

    def hugged(self, event: Event) -> tuple[int, int]:
        """Return where a text stands without the ends of lines at which it hugs its neighbour."""
        source, start, end = self.derived.source, event.start, event.end
        words = source[start:end]
        said = words.strip()
        if not said:
            return start, end
        begin = start + len(words) - len(words.lstrip())
        if "\n" in source[start:begin] and (said.startswith(_CLOSES) or self.opens):
            start = begin
        self.opens = said.endswith(_OPENS)
        stop = event.start + len(words.rstrip())
        if "\n" in source[stop:end] and (self.opens or _CLOSED_NEXT.match(source, end)):
            end = stop
        return start, end

    def put_island(self, event: Event) -> None:
        self.derived.hide(event.start, event.end)

    def put_unclosed(self, event: Event) -> None:
        self.page.unclosed(event.name, event.start)

    def put_raw(self, event: Event) -> None:
        if is_data(event):
            self.derived.own('<script type="application/ld+json">')
            self.derived.copy(event.start, event.end)
            self.derived.own("</script>")

    def put_comment(self, event: Event) -> None:
        words = self.derived.source[event.start : event.end]
        words = words.removeprefix("<!--").removesuffix("-->").removeprefix("/*").removesuffix("*/").removeprefix("//")
        self.page.comment(event.start, event.end, words.strip())

    def put_string(self, event: Event) -> None:
        self.opens = False
        if event.shown:
            between = _SPACE.search(self.derived.source, self.shown_to, event.start) if self.shown_to else None
            if between:  # the other of two choices is a word of its own
                self.derived.copy(*between.span())
            self.derived.words(event.runs)
            self.after_words, self.shown_to = True, event.end
            return
        self.put_field((event.name,), event)

    def put_field(self, keys: tuple[str, ...], event: Event) -> None:
        """Add a string under its key, where that holds copy or the markup shows it by name."""
        words = "".join(run.words for run in event.runs)
        is_html = keys[-1] in ("__html", "innerHTML")
        kind = "paragraph" if is_html else kind_of(keys, words, self.fields, labels=True) if keys[-1] else ""
        # What a component shows if it is given nothing else: `backHome: {type: String, default: "Go back home"}`.
        if not kind and keys[-1] == "default" and " " in words.strip() and words[:1].isupper():
            kind = "paragraph"
        if not kind and keys[-1] in self.shown[event.listed] and words.strip():
            kind = "paragraph"
        if not kind:
            return
        if event.listed and not self.listing:
            self.derived.own("<ul>")
            self.listing = True
        markup = is_html or _TAG.search(words) is not None
        self.derived.element("item" if event.listed else kind, event.runs, None if markup else PLAIN)

    def put_tag(self, event: Event) -> None:
        if event.name in RAW:
            return
        name = self.element_of(event)
        if name and event.closed and not _is_native(event.name) and name not in VOID:
            self.put_props(event, inline=self.is_inline())
            return
        if name:
            self.put_native(event, name)
        if not event.closed and name not in VOID:
            self.open.append((event.name, name))
        if not _is_native(event.name):
            self.put_props(event, inline=name in _INLINE)
        self.after_words = False

    def put_close(self, event: Event) -> None:
        if event.name in RAW:
            return
        at = next((at for at in range(len(self.open) - 1, max(len(self.open) - 60, -1), -1)
                   if self.open[at][0] == event.name), -1)  # fmt: skip
        name = self.open[at][1] if at >= 0 else event.name if _is_native(event.name) else ""
        if at >= 0:
            del self.open[at:]
        if name:
            self.derived.at = event.start
            self.derived.own(f"</{name}>")
        self.after_words = name in _IN_WORDS

    def is_inline(self) -> bool:
        """Return whether what comes next stands in a line of words."""
        parent = next((name for _, name in reversed(self.open[-4:]) if name), "")
        return self.after_words or parent in _INLINE

    def element_of(self, event: Event) -> str:
        """Return the element as which a tag is read, "" for none."""
        if _is_native(event.name):
            return event.name
        words = [word.lower() for word in _WORD.findall(event.name)]
        if not words:
            return ""
        named = _NAMED.get(words[-1])
        if named is None:
            named = "span" if self.is_inline() else "div"
        elif named == "testimonial":
            named = "blockquote"
        elif named in ("h2", "p"):
            said = "".join(run.words for prop in event.props if prop.name in _LEVEL_PROPS for run in prop.runs)
            level = re.fullmatch(r"[hH]?([1-6])", said.strip())
            named = f"h{level[1]}" if level else named
        return "span" if named in ("p", "div") and self.is_inline() else named

    def put_native(self, event: Event, name: str) -> None:
        """Add a tag as HTML writes it, with the attributes that say how its words are read."""
        if name == "br":
            self.derived.line_break(event.start, event.end)
            return
        self.derived.at = event.start
        self.derived.own(f"<{name}")
        for prop in event.props:
            attribute = RENAMED.get(prop.name, prop.name.lower())
            # What is copy under these names in a component, HTML reads of these elements only.
            if attribute in KEPT and (attribute not in ("content", "value") or name in ("meta", "input", "button")):
                self.derived.own(f' {attribute}="')
                self.derived.words(prop.runs, WITH_ENTITIES if prop.quoted else PLAIN)
                self.derived.own('"')
        self.derived.at = event.end
        self.derived.own("/>" if event.closed else ">")

    def put_props(self, event: Event, *, inline: bool) -> None:
        """Add the copy that stands in the attributes of a component."""
        for prop in event.props:
            words = "".join(run.words for run in prop.runs)
            kind = kind_of((prop.name.lstrip(":").replace("-", "_"),), words, self.fields)
            read_anyway = prop.name in ("alt", "aria-label", "placeholder") and self.reads(event)
            if kind and prop.name != "name" and not read_anyway:
                self.derived.at = event.start
                spelled = WITH_ENTITIES if prop.quoted else PLAIN
                is_html = prop.name == "set:html" and _TAG.search(words)
                self.derived.element("alt" if inline else kind, prop.runs, None if is_html else spelled)

    def reads(self, event: Event) -> bool:
        """Return whether HTML reads the labels of a tag itself: an element of its own is open for it."""
        return not (event.closed and self.element_of(event) not in VOID)


def is_data(event: Event) -> bool:
    """Return whether a script holds the data of a page, not code."""
    return any(prop.name == "type" and "ld+json" in "".join(run.words for run in prop.runs) for prop in event.props)


def _is_native(name: str) -> bool:
    return _NATIVE.match(name) is not None


def read_components(source: str, path: str, form: str, fields: Fields, events: Iterable[Event]) -> Document:
    """Return what components show as blocks: their events as HTML, read as a page is."""
    page, derived = Page(source), Derived(source)
    Components(derived, page, fields, jsx=form == "jsx").put(events)
    put_html(page, derived.html(), xml=True)
    return page.document(path, form)
