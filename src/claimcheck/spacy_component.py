"""A Doc -> its Report: the component `claimcheck` of a spaCy pipeline, which finds it by its entry point.

`nlp.add_pipe("claimcheck")` gives each Doc its report (`doc._.claimcheck`) and a group of spans, one a finding, named
for its rule (`doc.spans["claimcheck"]`). It reads the words of the Doc with the model that claimcheck is tested with:
what else the pipeline does changes no finding.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc

from claimcheck import library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacy.tokens import Span

    from claimcheck.model import Report

NAME = "claimcheck"


@Language.factory(
    NAME,
    default_config={"config": "", "evidence": [], "format": "text", "as_of": ""},
    assigns=[f"doc._.{NAME}", "doc.spans"],
)
def create(
    nlp: Language,
    name: str,
    config: str,
    evidence: list[str],
    format: str,  # noqa: A002 (the word of Document)
    as_of: str,
) -> Callable[[Doc], Doc]:
    """Return the component: `config` is the path of a claimcheck.yaml, the rest as in `claimcheck.check`."""
    del nlp
    if not Doc.has_extension(NAME):
        Doc.set_extension(NAME, default=None)
    house = library.load(Path(config) if config else None, evidence=evidence)

    def component(doc: Doc) -> Doc:
        report = library.check(doc.text, house=house, format=format, as_of=as_of or None)
        doc._.set(NAME, report)
        doc.spans[name] = list(_spans(doc, report))
        return doc

    return component


def _spans(doc: Doc, report: Report) -> Iterator[Span]:
    for finding in report.findings:
        start, end = finding.start, finding.end
        span = doc.char_span(start, end, label=finding.rule, span_id=finding.id, alignment_mode="expand")
        if span is not None:
            yield span
