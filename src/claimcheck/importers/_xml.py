"""XML -> elements with their lines, by the standard library's parser; nothing is fetched and no entity is expanded."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

from claimcheck.importers._source import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimcheck.errors import UserError
    from claimcheck.importers._source import Source

# Exports nest a dozen deep.
_DEEPEST = 200


@dataclass
class Element:
    """One element: its name, attributes, line, and what it holds, text and elements in their order."""

    name: str
    attributes: dict[str, str]
    line: int
    parts: list[Element | str] = field(default_factory=list)

    def all(self, path: str) -> Iterator[Element]:
        """Yield the elements at a path such as "Abstract/AbstractText" below this one."""
        first, _, rest = path.partition("/")
        for inner in self.parts:
            if isinstance(inner, Element) and inner.name == first:
                yield from inner.all(rest) if rest else (inner,)

    def words(self, path: str = "") -> str:
        """Return the text of the first element at a path, "" where there is none."""
        found = next(self.all(path), None) if path else self
        return clean("".join(found.text())) if found else ""

    def text(self) -> Iterator[str]:
        """Yield all text inside, in its order."""
        for inner in self.parts:
            if isinstance(inner, str):
                yield inner
            else:
                yield from inner.text()


def read(source: Source) -> Element:
    """Return the outermost element; raise UserError where the file is no XML or declares entities."""
    reading = _Reading(source)
    try:
        reading.parser.Parse(source.raw, True)
    except expat.ExpatError as error:
        if error.code == expat.errors.codes[expat.errors.XML_ERROR_INVALID_TOKEN]:
            # Bytes of another encoding are told as such.
            _ = source.text
        what = expat.ErrorString(error.code)
        cut = error.code in _CUT_OFF
        fault = "ends in the middle of its XML" if cut else f"is not valid XML: {what}"
        raise source.fault(fault, error.lineno, remedy="export it again") from error
    except (LookupError, ValueError) as error:
        raise source.fault("is in an encoding that is not known", 1, remedy="save it as UTF-8") from error
    return reading.root


_CUT_OFF = tuple(
    expat.errors.codes[name]
    for name in (
        expat.errors.XML_ERROR_NO_ELEMENTS,
        expat.errors.XML_ERROR_UNCLOSED_TOKEN,
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
        expat.errors.XML_ERROR_PARTIAL_CHAR,
    )
)


class _Reading:
    """The walk of one parser over one file."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        # A declared entity can grow without end, or name a file; one that is not declared would leave a gap.
        self.parser.EntityDeclHandler = self.entity
        self.parser.SkippedEntityHandler = self.entity
        self.root = Element("", {}, 1)
        self.open: list[Element] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        element = Element(name, attributes, self.parser.CurrentLineNumber)
        if self.open:
            self.open[-1].parts.append(element)
        else:
            self.root = element
        self.open.append(element)
        if len(self.open) > _DEEPEST:
            raise self.fault("is nested too deeply")

    def end(self, _: str) -> None:
        self.open.pop()

    def characters(self, text: str) -> None:
        self.open[-1].parts.append(text)

    def entity(self, name: str, *_: object) -> None:
        raise self.fault(f"uses the entity “{name}”")

    def fault(self, fault: str) -> UserError:
        remedy = "export it again, as the library gives it"
        return self.source.fault(fault, self.parser.CurrentLineNumber, remedy=remedy)
