"""Text -> identifiers of publications and trials, in the one form in which two of them can be held together.

DOIs, PubMed and PubMed Central ids, and the numbers of trial registries (ClinicalTrials.gov, ISRCTN, the European,
Australian, Indian, Chinese, German, Japanese … ones). The forms of registries other than ClinicalTrials.gov, ISRCTN
and EudraCT are from memory.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

# What people call each kind.
KINDS = {"doi": "DOI", "pmid": "PMID", "pmcid": "PMCID", "registry": "registry id"}

_REGISTRIES = (
    r"NCT[ :-]*\d{8}", r"ISRCTN[ :-]*\d{8}", r"ACTRN[ :-]*\d{14}p?",
    r"(?:EUCTR[ :-]*)?20\d{2}-\d{6}-\d{2}(?:-[A-Z0-9]{2,3})?",
    r"ChiCTR(?:-[A-Z]{2,6})?[ -]?\d{8,10}", r"CTRI/\d{4}/\d{2,3}/\d{6}", r"DRKS[ :-]*\d{8}", r"IRCT\d{8,20}N\d{1,3}",
    r"jRCT\w{10}", r"JapicCTI[ -]?\d{6}", r"JMA-IIA\d{5}", r"UMIN[ -]?\d{9}", r"KCT\d{7}", r"NTR\d{3,4}",
    r"NL-OMON\d{4,5}", r"PACTR\d{15,16}", r"RBR-[0-9a-z]{6,8}", r"RPCEC\d{8}", r"SLCTR/\d{4}/\d{3}", r"TCTR\d{11}",
    r"LBCTR\d{10}",
)  # fmt: skip
_REGISTRY = re.compile(rf"(?<![\w.-])({'|'.join(_REGISTRIES)})(?!\w)", re.IGNORECASE)
_DOI = re.compile(r"(?<!\w)(10\.\d{4,9}/[^\s\"<>]+)")
_PMCID = re.compile(r"(?<!\w)(PMC\d{5,8})(?!\w)", re.IGNORECASE)
# All of them hold three digits in a row, but for those of two registries, which may have letters in their place.
_NUMBERED = re.compile(r"\d{3}")
_LETTERED = ("jrct", "rbr-")
_ALIKE = "İıſK"
# A bare PubMed id is a number like any other.
_PMID = re.compile(r"(?:pubmed(?:\.ncbi\.nlm\.nih\.gov)?/|(?<!\w)pmid:?\s*)(\d{5,8})(?!\w)", re.IGNORECASE)
_BEFORE = {
    "doi": re.compile(r"(?:https?://)?(?:(?:dx\.|www\.)?doi\.org/)?(?:doi:\s*)?", re.IGNORECASE),
    "pmid": re.compile(r"(?:https?://)?(?:pubmed\.ncbi\.nlm\.nih\.gov/)?(?:pmid:?\s*)?", re.IGNORECASE),
    "pmcid": re.compile(r"(?:pmcid:?\s*)?", re.IGNORECASE),
    "registry": re.compile(
        r"(?:https?://(?:www\.)?clinicaltrials\.gov/(?:ct2/show|study)/|EudraCT(?: number)?[ :]*)?", re.IGNORECASE
    ),
}  # fmt: skip
_SINGLE = {"doi": _DOI, "pmcid": _PMCID, "registry": _REGISTRY}
_AFTER_DOI = " .,;:]}'”’"


class Identifier(NamedTuple):
    """One identifier of a text in its normal form, and where it stands."""

    kind: str
    id: str
    start: int
    end: int


def plain(kind: str, written: str) -> str:
    """Return an identifier without what is often written before it: "https://doi.org/", "PMID:", spaces."""
    match = _BEFORE[kind].match(written.strip())
    bare = written.strip()[match.end() if match else 0 :].rstrip("/ ")
    if kind == "pmcid":
        return bare.upper()
    return normal(kind, bare) if kind == "registry" and bare[:3].upper() in ("NCT", "ISR") else bare


def normal(kind: str, written: str) -> str:
    """Return the form of an identifier that is equal for all ways to write it."""
    if kind != "registry":
        bare = plain(kind, written)
        return bare.lower() if kind == "doi" else bare.upper()
    given = _BEFORE[kind].sub("", written.strip(), count=1).upper()
    european = re.search(r"20\d{2}-\d{6}-\d{2}", given)
    if european:
        return f"EUCTR{european.group()}"
    return re.sub(r"^([A-Z]+)[ :-]+(?=\d)", r"\1", given)


def only(written: str) -> Identifier | None:
    """Return the identifier that a phrase is as a whole, if it is one."""
    phrase = written.removeprefix("=").strip()
    for kind, form in _SINGLE.items():
        match = form.match(plain(kind, phrase))
        if match and match.end() == len(plain(kind, phrase)):
            return Identifier(kind, normal(kind, phrase), 0, len(written))
    match = _PMID.fullmatch(phrase)
    return Identifier("pmid", match.group(1), 0, len(written)) if match else None


def found_in(text: str, start: int = 0, end: int | None = None) -> Iterator[Identifier]:
    """Yield every identifier between two offsets of a text; a DOI without the marks behind it."""
    end = len(text) if end is None else end
    given = text[start:end]
    told = given.lower()
    # Some letters are taken for one of a to z that are none in lower case.
    anything = not given.isascii() and any(letter in given for letter in _ALIKE)
    lettered = anything or any(prefix in told for prefix in _LETTERED)
    if not lettered and _NUMBERED.search(text, start, end) is None:
        return
    for match in _DOI.finditer(text, start, end) if "10." in told else ():
        written = _without_marks(match.group(1))
        yield Identifier("doi", written.lower(), match.start(1), match.start(1) + len(written))
    for match in _REGISTRY.finditer(text, start, end) if lettered else _in_numbered_lines(text, start, end):
        yield Identifier("registry", normal("registry", match.group(1)), match.start(), match.end())
    for kind, form, signs in (("pmcid", _PMCID, ("pmc",)), ("pmid", _PMID, ("pmid", "pubmed"))):
        for match in form.finditer(text, start, end) if anything or any(sign in told for sign in signs) else ():
            yield Identifier(kind, normal(kind, match.group(1)), match.start(), match.end())


def _in_numbered_lines(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the ids of registries in the lines that hold three digits in a row: none goes on in the next line."""
    behind = start
    for number in _NUMBERED.finditer(text, start, end):
        if number.start() >= behind:
            first = max(text.rfind("\n", start, number.start()) + 1, start)
            behind = text.find("\n", number.end(), end)
            behind = end if behind < 0 else behind
            yield from _REGISTRY.finditer(text, first, behind)


def _without_marks(doi: str) -> str:
    """Return a DOI without the marks of the sentence behind it; a bracket that was opened inside belongs to it."""
    bare = doi.rstrip(_AFTER_DOI)
    while bare.endswith(")") and bare.count(")") > bare.count("("):
        bare = bare[:-1].rstrip(_AFTER_DOI)
    return bare


def readings(found: Identifier) -> list[str]:
    """Return the ids that an identifier may be, longest first: of a DOI in an address, all that ends at a mark."""
    if found.kind != "doi":
        return [found.id]
    ends = [at for at in range(len(found.id), found.id.index("/") + 1, -1) if _ends(found.id, at)]
    return [found.id[:at] for at in ends]


def _ends(doi: str, at: int) -> bool:
    return at == len(doi) or not (doi[at].isalnum() or doi[at] == "_")
