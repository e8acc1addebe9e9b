"""Reports made by hand for the tests of the HTML output, a small one and a hostile one; and a page taken apart."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

from claimcheck.errors import UserError
from claimcheck.flow import Outcome
from claimcheck.model import Allowed, Claim, Cue, Related, Report, Span
from claimcheck.outputs._html_sources import Library, library
from claimcheck.records.record import Record
from made import finding, outcome, page

LAMPS = page(
    "# Moon *lamps*\n\n"
    "Our lamp cured 2 of 3 cats, **only** today. See [the study](https://example.org/lamps).\n\n"
    "- Heals *all* fur\n- Shines\n\n"
    "> It healed me.\n\n"
    "| Cat | Weeks |\n|---|---|\n| Tom | cured in 2 |\n\n"
    "<!-- a note -->\n\nBuy now.\n",
    path="b/lamps.md",
)
TRIAL = Record(
    "lamp-trial",
    "trial",
    "lamps",
    "evidence/lamps/lamp-trial.yaml",
    {
        "id": "lamp-trial",
        "kind": "trial",
        "title": "LAMP: moon lamps in cats",
        "names": ["=LAMP"],
        "registry": "NCT00000001",
        "design": {
            "type": "randomised-trial",
            "phase": "2",
            "control": "placebo",
            "blinding": "double",
            "basis": "paper",
        },
        "population": {"species": "cat", "condition": "mange", "n_enrolled": 3, "basis": "paper"},
        "outcomes": [
            {"id": "fur", "name": "fur regrown", "role": "primary", "time": "12 weeks", "met": False, "basis": "paper"},
            {"id": "purr", "name": "purring", "role": "secondary", "met": None, "from": "memory"},
        ],
        "does_not_support": ["a cure"],
        "as_of": "2026-02",
        "basis": [
            {
                "id": "paper",
                "source": "pmid:12345678",
                "where": "table 2",
                "says": "no difference in fur",
                "kind": "paper",
                "read_on": "2026-03-01",
            }
        ],
    },
    (),
    {("names",): 4, ("design",): 10, ("population",): 20, ("outcomes",): 30, ("outcomes", 0): 31, ("outcomes", 1): 34},
)
CODE = Record(
    "own-code",
    "authority",
    "authorities",
    "evidence/authorities/own-code.yaml",
    {
        "id": "own-code",
        "kind": "authority",
        "title": "Lamp Code",
        "citation": "Lamp Code, section 3",
        "jurisdiction": "uk",
        "demand": "Says of lamps what lamps do.",
        "date": "2025-01",
        "read": True,
        "link": "https://example.org/code",
    },
)
OTHER_CODE = replace(
    CODE, id="other-code", data={**CODE.data, "id": "other-code", "citation": "Cat Act", "read": False, "link": None}
)
RECORDS = {record.id: record for record in (TRIAL, CODE, OTHER_CODE)}
CLASSES = {
    "calls-for-effect": ("a trial in cats",),
    "permits-causal": ("randomised-trial", "controlled-trial"),
    "permits-none": ("anecdote",),
}
CLAIM = Claim(
    id="c1",
    start=LAMPS.text.index("Our lamp"),
    end=LAMPS.text.index(" 2 of 3"),
    head=Span(0, 1),
    sentence=Span(0, 1),
    block=1,
    kinds=("effect",),
    role="offered",
    stance="asserted",
    direction="benefit",
    strength="causal",
    cues=(Cue("strength", "causal", LAMPS.text.index("cured"), LAMPS.text.index(" 2 of 3"), 0, 1),),
    records=("lamp-trial",),
    status="not-met",
)
IN_RECORD = Related("evidence/lamps/lamp-trial.yaml", 0, 0, 31, 1, "our record of LAMP", rests_on=True)
ELSEWHERE = Related("b/lamps.md", LAMPS.source.index("Heals"), LAMPS.source.index(" *all*"), 5, 3, "says it again")
CURED = finding(
    LAMPS,
    "Our lamp cured 2 of 3 cats",
    also=("hype",),
    sources=("own-code", "other-code"),
    records=("lamp-trial",),
    claim="c1",
    jurisdictions=("uk",),
    related=(ELSEWHERE, IN_RECORD),
    suggestion="say what the trial found",
)
SMALL = Report(
    LAMPS,
    claims=(
        CLAIM,
        replace(CLAIM, id="c2", status="supported", stance="denied"),
        replace(CLAIM, id="c3", status="unlinked", records=()),
        replace(CLAIM, id="c4", status=None, records=(), kinds=("offer",)),
    ),
    findings=(
        CURED,
        finding(LAMPS, "2 of 3 cats", "uncited-figure", severity="warning"),
        finding(LAMPS, "3 cats, **only** today", "haste", severity="advice", subject="pressure"),
        finding(LAMPS, "Heals *all*", "heal"),
        finding(LAMPS, "Heals *all*", "all", severity="advice"),
        finding(LAMPS, "cured in 2", "cure"),
        finding(LAMPS, "Our lamp", "harms-absent", severity="warning", page=True, suggestion="name the harms"),
        finding(LAMPS, "<!-- a note -->", "needless-allow", severity="advice", subject="upkeep"),
    ),
    allowed=(
        Allowed(finding(LAMPS, "It healed me", "testimonial"), "her own words", "the editor", "2027-05-01"),
        Allowed(finding(LAMPS, "Buy now", "haste"), "a joke"),
    ),
    offered=("moon-lamp",),
    jurisdictions=("uk",),
    words=27,
)
HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</style><style>*{display:none}</style>",
    "</title><base href=//evil.example>",
    '"\' onmouseover="alert(1)" x=\'',
    "--><!--",
    "&lt;b&gt;&amp;",
    "\u202egnp.exe\u2066",
    "\ud800 lone",
    "W" * 2000,
)
ADDRESSES = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/hosts",
    "//evil.example/",
    'https://example.org/"onclick="alert(1)',
    "https://example.org/\u202egpj",
    "https://example.org/ x",
)


def small(**changes: Any) -> tuple[Outcome, Library]:
    """Return a report on one page with everything a report can have, and its records."""
    return shelved(outcome(SMALL, **changes))


def shelved(given: Outcome) -> tuple[Outcome, Library]:
    """Return an outcome with those of the made records that it names."""
    return given, library(given, RECORDS, CLASSES)


def hostile() -> tuple[Outcome, Library]:
    """Return a report all of whose words, from page, rules and records, try to be more than words."""
    words = " ".join(HOSTILE)
    cited = replace(
        CODE,
        data={**CODE.data, "citation": words, "title": words, "demand": words, "note": words, "link": ADDRESSES[0]},
    )
    basis = [{**TRIAL.data["basis"][0], "source": ADDRESSES[0], "where": words, "says": words}]
    trial = replace(
        TRIAL, path=words, data={**TRIAL.data, "title": words, "names": [words], "sources": ADDRESSES, "basis": basis}
    )
    # A file holds no lone surrogate: what is decoded has none. JSON and YAML can write one.
    in_file = words.replace("\ud800", "")
    source = "\n\n".join(
        [
            f"# {in_file}",
            f"Lamp {in_file}",
            *(f"[a lamp]({address})" for address in ADDRESSES),
            "lamp " * 4000,
            f"- {in_file}",
        ]
    )
    document = replace(page(source, path=words), unread=(words,))
    found = replace(
        finding(document, "Lamp", words), quote=words, message=words, why=words, suggestion=words, also=(words,),
        jurisdictions=(words,), sources=("own-code", words), records=("lamp-trial", words), claim="c1",
        related=(Related(words, 0, 5, 1, 1, words),),
    )  # fmt: skip
    claim = replace(
        CLAIM, start=0, end=len(document.text), block=0, kinds=(words,), role=words, records=("lamp-trial", words)
    )
    report = Report(
        document,
        (claim,),
        (found, replace(found, page=True), finding(document, "lamp " * 4000, "long")),
        (Allowed(found, words, words, words),),
        (words,),
        (words,),
    )
    fault = UserError(words, path=words, remedy=words)
    given = outcome(report, failed=(fault,), skipped=((words, words),), as_of=words, digests={words: words})
    return given, library(given, {"lamp-trial": trial, "own-code": cited}, {"calls-for-effect": (words,)})


def read(written: str) -> tuple[list[tuple[str, dict[str, str]]], str]:
    """Return the elements of a page with their attributes, and its text."""
    elements: list[tuple[str, dict[str, str]]] = []
    words: list[str] = []
    reader = HTMLParser()
    reader.handle_starttag = lambda tag, attrs: elements.append((tag, {key: value or "" for key, value in attrs}))  # type: ignore[method-assign]
    reader.handle_data = words.append  # type: ignore[method-assign]
    reader.feed(written)
    reader.close()
    return elements, "".join(words)
