"""Code with markup in it (TSX, JSX, MDX, Vue, Astro, Svelte) -> its tags, texts, strings and comments, in order.

No grammar of the language is needed for this, only where strings, comments, brackets and tags begin and end. One
pass, a stack of its own: code that is broken or nested a million deep is read like any other.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimcheck.readers._script_events import Event, Frame, Prop
from claimcheck.readers._written import Run, escaped

if TYPE_CHECKING:
    from collections.abc import Iterator

_CODE = re.compile(
    r"(?P<space>\s+)|(?P<comment>//[^\r\n]*|/\*.*?(?:\*/|\Z))|"
    r"(?P<string>\"(?:[^\"\\\r\n]++|\\(?:\r\n|.))*+\"?|'(?:[^'\\\r\n]++|\\(?:\r\n|.))*+'?)|(?P<back>`)|"
    r"(?P<word>[\w$#@]+)|(?P<open>[{(\[])|(?P<close>[})\]])|(?P<sign>=>|&&|\|\||\?\?|[=!]==?|.)",
    re.DOTALL,
)
# Strings of templates go on over the ends of lines.
_TEMPLATE_CODE = re.compile(
    r"(?P<space>\s+)|(?P<string>\"(?:[^\"\\]++|\\.)*+\"?|'(?:[^'\\]++|\\.)*+'?)|"
    r"(?P<word>[\w$#@]+)|(?P<open>[{(\[])|(?P<close>[})\]])|(?P<sign>[=!]==?|.)",
    re.DOTALL,
)
# A pattern between slashes; the end of a block of Svelte is none: `{/if}</p>`.
_REGEX = re.compile(
    r"/(?![*/]|(?:if|each|await|key|snippet)\s*\})(?:[^/\\\[\r\n]|\\.|\[(?:[^\]\\\r\n]|\\.){0,200}\]){1,500}?/[a-z]*"
)
_TEMPLATE = re.compile(r"(?:[^`\\$]++|\\.|\$(?!\{))*+", re.DOTALL)
_TAG = re.compile(r"<(?:(?P<name>[A-Za-z_$][\w.:$-]*)(?:<[^<>(){}\"']{0,200}>)?(?=[\s/>{]|\Z)|(?=>))")
_GENERIC = re.compile(r"<[A-Za-z_$]\w*(?:\s*,|\s+extends\s|>\s*\()")
_CLOSING = re.compile(r"</\s*([\w.:$-]*)\s*>?")
_IN_TAG = re.compile(
    r"(?P<space>\s+)|(?P<comment>/\*.*?(?:\*/|\Z))|(?P<end>/?>)|(?P<brace>\{)|"
    r"(?P<name>[^\s=/>{}\"'<]+)(?P<equals>\s*=\s*)?|(?P<stray>.)",
    re.DOTALL,
)
_VALUE = re.compile(r"\"([^\"]*)(?:\"|\Z)|'([^']*)(?:'|\Z)|([^\s>{\"'`<]+)")
_KEY = re.compile(r"\s*:(?!:)")
_ASSIGNED = re.compile(r"\s*(?::\s*[\w<>\[\]., |]{1,60})?=(?![=>])")
# Behind these words and signs a value begins: a tag, or a pattern between slashes.
_VALUE_NEXT = frozenset("return default case yield await else typeof in of do void new delete throw".split())
# What is told where it is open at the end; of what stands in it nothing is.
_UNCLOSED = {"template": "text in backticks", "tag": "tag", "markup": "element", "brace": "brace"}
_CLOSERS = {"{": "}", "(": ")", "[": "]"}
# What a child expression shows stands behind these.
_SHOWN_AFTER = frozenset(("", "?", ":", "&&", "||", "??", "(", "+", "=>", "return"))
# What is given to these is shown under the name that they are assigned to: `let hint = $derived(ok ? "…" : "…")`.
_GIVING = "useState useMemo useRef useSignal createSignal signal ref shallowRef computed $state $derived".split()
_GIVING_CALL = re.compile(rf"(?<![\w$])(?:{'|'.join(map(re.escape, _GIVING))})(?:<[^<>()]{{0,80}}>)?\s*\Z")
# What these translate is shown as it stands, unless it has no space: then it is a key of translations.
_TRANSLATES = frozenset("t $t tc $tc _ $_ __ gettext ngettext translate trans".split())
_STATE = "state"  # the key where they are assigned to no single name: `const [text, setText] = useState("…")`
_FAR = 120
# Attributes whose code says how a thing looks: `content: "…"` in them is no copy.
_LOOKS = frozenset("style styles sx css xstyle".split())
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
RAW = frozenset(("script", "style"))


class Lexer:
    """The walk over one stretch of a file; `root` is code or markup, `text` what ends a text of markup.

    The code of a `template` holds no tags, and what its calls are given has names: `card(title="…")`.
    """

    def __init__(
        self, source: str, start: int, end: int, root: str = "code", text: str = r"[^<{]+", *, template: bool = False
    ) -> None:
        self.source, self.at, self.end, self.root = source, start, end, root
        self.grammar, self.is_template = _TEMPLATE_CODE if template else _CODE, template
        self.text = re.compile(text)
        self.stack = [Frame(root, start)]

    def events(self) -> Iterator[Event]:
        """Yield what stands there, in order; a tag comes when it ends, behind what its attributes hold."""
        steps = {"code": self.code, "template": self.template, "tag": self.tag, "markup": self.markup}
        while self.at < self.end:
            yield from steps[self.stack[-1].kind](self.stack[-1])
        yield from self.rest()

    def rest(self) -> Iterator[Event]:
        """Yield the tags that are open at the end, and the outermost thing that is never closed."""
        unclosed: Event | None = None
        while len(self.stack) > 1:
            frame = self.stack.pop()
            kind = "brace" if frame.kind == "code" and self.stack[-1].kind == "markup" else frame.kind
            if kind == "tag":
                yield Event("tag", frame.start, self.end, frame.name, props=tuple(frame.props), closed=True)
            if kind in _UNCLOSED and (frame.name or kind != "tag"):
                unclosed = Event("unclosed", frame.start, self.end, _UNCLOSED[kind])
        if unclosed:
            yield unclosed

    def bound(self, prop: str) -> Iterator[Event]:
        """Yield what stands there as the code of an attribute: words that it shows are those of a tag at the end."""
        self.stack += [Frame("tag", self.at), Frame("code", self.at, "{", prop=prop)]
        return self.events()

    def code(self, frame: Frame) -> Iterator[Event]:
        """Read one sign, word or string of code."""
        source, at = self.source, self.at
        value_next = not self.is_template and _begins_value(frame.before)
        if (
            value_next
            and source[at] == "<"
            and (tag := _TAG.match(source, at, self.end))
            and not _GENERIC.match(source, at)
        ):
            frame.before = ")"
            self.open_tag(tag)
            return
        if value_next and source[at] == "/" and (match := _REGEX.match(source, at, self.end)):
            self.at, frame.before = match.end(), ")"
            return
        match = self.grammar.match(source, at, self.end)
        assert match is not None
        self.at = match.end()
        what, said = match.lastgroup, match.group()
        if what == "comment":
            yield Event("comment", at, self.at)
        elif what == "string":
            yield from self.string(frame, at, said)
        elif what == "back":
            self.stack.append(Frame("template", at))
        elif what == "word":
            self.word(frame, said)
        elif what == "open":
            self.open_bracket(frame, said, at)
        elif what == "close":
            yield from self.close_bracket(frame, said)
        elif what == "sign":
            self.sign(frame, said)

    def word(self, frame: Frame, said: str) -> None:
        if said in ("const", "let", "var"):
            frame.own = ""
        keyed = frame.before in ("", "{", ",") and frame.sign == "{" and _KEY.match(self.source, self.at, self.end)
        names = self.is_template or frame.sign in ("", "{")
        if keyed or (names and frame.before != "." and _ASSIGNED.match(self.source, self.at, self.end)):
            frame.own = said
        frame.before = said

    def sign(self, frame: Frame, said: str) -> None:
        frame.before = said
        if said in (",", ";"):
            frame.own = ""

    def string(self, frame: Frame, at: int, said: str) -> Iterator[Event]:
        if frame.sign == "{" and frame.before in ("", ",") and _KEY.match(self.source, self.at, self.end):
            frame.own, frame.before = said[1:-1], "word"
            return
        stop = self.at - (len(said) > 1 and said[-1] == said[0])
        yield from self.told(frame, at, self.at, tuple(escaped(self.source, at + 1, stop)))
        frame.before = '"'

    def told(self, frame: Frame, start: int, end: int, runs: tuple[Run, ...]) -> Iterator[Event]:
        """Yield a string, or note it as the value of the attribute that the code stands in."""
        if frame.looks:
            return
        around = self.stack[-3 if frame.translates else -2] if frame.prop else frame
        is_key = frame.translates and not any(" " in run.words.strip() for run in runs)
        if around.kind == "tag" and frame.before in _SHOWN_AFTER and not is_key:
            around.props.append(Prop(frame.prop, runs, quoted=False))
            return
        shown = frame.child and frame.before in _SHOWN_AFTER and not is_key
        key = frame.own or (frame.key if frame.sign in ("[", "(") else "")
        # What a call is given, what is compared or imported, is no value of a field.
        named = frame.key or (self.is_template and frame.before == "=")
        given = (frame.sign != "(" or named) and not is_key and frame.before in (*_SHOWN_AFTER, "=", "{", "[", ",")
        yield Event("string", start, end, key if given else "", runs, shown=shown, listed=frame.sign == "[")

    def open_bracket(self, frame: Frame, sign: str, at: int) -> None:
        # In `{ok && (<p/>)}` and `{list.map(x => (<p/>))}` the inner bracket gives what is shown.
        # And Vue's `{{ x }}` is read as two brackets.
        told = sign == "(" and frame.before in _TRANSLATES
        given = told or (frame.before in _SHOWN_AFTER and (sign == "(" or (sign == "{" and not frame.before)))
        key, prop = self.key_inside(frame, sign, at), frame.prop if told else ""
        inside = Frame(
            "code", at, sign, key, child=frame.child and given, translates=told, looks=frame.looks, prop=prop
        )
        self.stack.append(inside)
        frame.before = sign

    def key_inside(self, frame: Frame, sign: str, at: int) -> str:
        """Return the key under which strings stand in a bracket where they have none of their own."""
        if sign == "[":
            # A list that stands among words has a key that nobody knows: `{["One", "Two"].map(…)}`.
            listed = "_" if frame.child and frame.before in (*_SHOWN_AFTER, "#each") else ""
            return frame.own or (frame.key if frame.sign == "[" else listed)
        if sign == "(" and (frame.before in _GIVING or frame.before == ">"):
            return (frame.own or _STATE) if _GIVING_CALL.search(self.source, max(at - _FAR, 0), at) else ""
        return (frame.own or frame.key) if sign == "(" and frame.before in _TRANSLATES else ""

    def close_bracket(self, frame: Frame, sign: str) -> Iterator[Event]:
        if _CLOSERS.get(frame.sign) == sign and len(self.stack) > 1:
            self.stack.pop()
            if self.stack[-1].kind == "markup":
                yield Event("island", frame.start, self.at)
            elif self.stack[-1].kind == "template":
                self.stack[-1].runs.append(Run("", frame.start - 1, self.at))
            else:
                self.stack[-1].before = sign
        else:
            frame.before = sign

    def template(self, frame: Frame) -> Iterator[Event]:
        """Read text in backticks up to its end or to an expression in it."""
        at = self.at
        match = _TEMPLATE.match(self.source, at, self.end)
        assert match is not None
        frame.runs += escaped(self.source, at, match.end())
        self.at = match.end()
        if self.source.startswith("${", self.at):
            self.at += 2
            self.stack.append(Frame("code", self.at - 1, sign="{"))
        else:  # the end
            self.at = min(self.at + 1, self.end)
            self.stack.pop()
            outer = self.stack[-1]
            yield from self.told(outer, frame.start, self.at, tuple(frame.runs))
            outer.before = '"'
            if match.end() == self.end:
                self.stack.append(frame)  # for it is never closed

    def open_tag(self, match: re.Match[str]) -> None:
        self.at = match.end()
        self.stack.append(Frame("tag", match.start(), name=match["name"] or ""))

    def tag(self, frame: Frame) -> Iterator[Event]:
        match = _IN_TAG.match(self.source, self.at, self.end)
        assert match is not None
        self.at = match.end()
        if match["brace"]:
            self.stack.append(Frame("code", match.start(), sign="{"))
        elif match["comment"]:
            yield Event("comment", *match.span())
        elif match["name"] and match["equals"]:
            self.value(frame, match["name"])
        elif match["name"]:
            frame.props.append(Prop(match["name"], (), quoted=True))
        elif match["end"]:
            yield from self.end_tag(frame, closed=match["end"] == "/>")

    def value(self, frame: Frame, name: str) -> None:
        if self.source.startswith("{", self.at):
            self.at += 1
            self.stack.append(Frame("code", self.at - 1, sign="{", prop=name, looks=name in _LOOKS))
        elif match := _VALUE.match(self.source, self.at, self.end):
            start, end = match.span(match.lastindex or 1)
            self.at = match.end()
            runs = (Run(self.source[start:end], start, end),) if start < end else ()
            frame.props.append(Prop(name, runs, quoted=True))

    def end_tag(self, frame: Frame, *, closed: bool) -> Iterator[Event]:
        self.stack.pop()
        name, outer = frame.name, self.stack[-1]
        yield Event("tag", frame.start, self.at, name, props=tuple(frame.props), closed=closed)
        if name.lower() in RAW and not closed:
            ending = re.compile(rf"</{name}\s*>").search(self.source, self.at, self.end)
            stop = ending.start() if ending else self.end
            yield Event("raw", self.at, stop, name, props=tuple(frame.props))
            self.at = ending.end() if ending else self.end
            yield Event("close", stop, self.at, name)
        # Markup as a whole need not be well-formed: only inside code does it matter where an element ends.
        elif not closed and (outer.kind != "markup" or len(self.stack) > 1) and name not in VOID:
            self.stack.append(Frame("markup", self.at, name=name))

    def markup(self, frame: Frame) -> Iterator[Event]:
        """Read one text, tag, comment or brace of markup."""
        source, at = self.source, self.at
        if match := self.text.match(source, at, self.end):
            self.at = match.end()
            yield Event("text", at, self.at)
        elif source.startswith("<!--", at):
            stop = source.find("-->", at, self.end)
            self.at = stop + 3 if stop >= 0 else self.end
            yield Event("comment", at, self.at)
        elif source[at] == "{":
            self.at += 1
            self.stack.append(Frame("code", at, sign="{", child=True))
        elif match := _CLOSING.match(source, at, self.end):
            self.at = match.end()
            yield Event("close", at, self.at, match[1])
            if len(self.stack) > 1 and frame.kind == "markup":
                self.stack.pop()
        elif match := _TAG.match(source, at, self.end):
            self.open_tag(match)
        else:
            self.at += 1
            yield Event("text", at, self.at)


def _begins_value(before: str) -> bool:
    """Return whether a value begins behind a word or sign: there "<" opens a tag and "/" a pattern."""
    return before in _VALUE_NEXT or not before or not (before[-1].isalnum() or before[-1] in ')]}_$"')
