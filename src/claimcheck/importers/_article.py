"""What a library says of one publication -> the draft of a record."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from claimcheck.importers._draft import Draft, export_source, filled, part, slug

if TYPE_CHECKING:
    from claimcheck.errors import UserError
    from claimcheck.importers._source import Source
    from claimcheck.lexicon import Lexicon

# What PubMed calls a publication -> the kind of record, and the design; the first that is named counts.
_TYPES = (
    ("network meta-analysis", "synthesis", "network-meta-analysis"),
    ("meta-analysis", "synthesis", "meta-analysis"),
    ("systematic review", "synthesis", "systematic-review"),
    ("practice guideline", "guidance", None),
    ("guideline", "guidance", None),
    ("randomized controlled trial", "trial", "randomised-trial"),
    ("controlled clinical trial", "trial", "controlled-trial"),
    ("clinical trial", "trial", "clinical-trial"),
    ("pragmatic clinical trial", "trial", "clinical-trial"),
    ("adaptive clinical trial", "trial", "clinical-trial"),
    ("equivalence trial", "trial", "clinical-trial"),
    ("clinical trial, phase i", "trial", "clinical-trial"),
    ("clinical trial, phase ii", "trial", "clinical-trial"),
    ("clinical trial, phase iii", "trial", "clinical-trial"),
    ("clinical trial, phase iv", "trial", "clinical-trial"),
    ("case reports", "case-report", "case-report"),
    ("observational study", "study", "observational-study"),
    ("review", "study", "narrative-review"),
)
_PHASES = {f"clinical trial, phase {roman}": str(at) for at, roman in enumerate(("i", "ii", "iii", "iv"), 1)}


@dataclass(frozen=True)
class Article:
    """One publication as a `library` has it: `place` is where in the file, `parts` how its abstract is divided."""

    library: str
    line: int
    place: str
    title: str
    form: str = "article"
    journal: str = ""
    date: str | None = None
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    link: str | None = None
    author: str = ""
    types: tuple[str, ...] = ()
    registered: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    funders: tuple[str, ...] = ()
    standing: str | None = None
    because: str = ""
    abstract: bool = False
    parts: tuple[str, ...] = ()


def draft_of(article: Article, source: Source) -> Draft | UserError:
    """Return the draft of the record of the study that an article is about, its fault where it has no title."""
    if not article.title:
        return source.fault(f"{article.place} has no title", article.line, remedy="add it, or take the entry out")
    kind, design, phase = _design(article, source.lexicon)
    basis = basis_of(article, source)
    name = str(basis["id"])
    # An article on several trials belongs to none of them alone, and a review to none of those it reads.
    registry = article.registered[0] if len(article.registered) == 1 and kind in ("trial", "study") else None
    publication = part(
        name, type=article.form, author=article.author, journal=article.journal, date=article.date,
        doi=article.doi, pmid=article.pmid, pmcid=article.pmcid, link=article.link,
        peer_reviewed=False if article.form == "preprint" else None,
    )  # fmt: skip
    data = filled(
        kind=kind,
        title=article.title,
        hints=[hint for hint in (article.journal, f"={article.author}" if article.author else "") if hint],
        registry=registry,
        publications=[publication],
        design=part(name, type=design, phase=phase, randomized=True if design == "randomised-trial" else None),
        population=part(name, species=_species(article, source.lexicon)),
        funding=part(name, by=", ".join(dict.fromkeys(article.funders))),
        standing=article.standing,
        standing_basis=name if article.standing else None,
    )
    return Draft(_id(article, registry), data, basis, article.line, remarks=_remarks(article, registry))


def _id(article: Article, registry: str | None) -> str:
    if registry:
        return registry.lower()
    return f"pmid-{article.pmid}" if article.pmid else _catalogued(article)


def _catalogued(article: Article) -> str:
    """Return an id for what has no number of PubMed: its DOI, else author, year and title."""
    if article.doi:
        return f"doi-{slug(article.doi, 60)}"
    named = slug(f"{article.author} {(article.date or '')[:4]} {article.title}", 60)
    # A title in another script has no letter for a name of a file.
    return named if slug(article.title) else f"{named}-{sha256(article.title.encode()).hexdigest()[:8]}".lstrip("-")


def basis_of(article: Article, source: Source) -> dict[str, Any]:
    """Return what a record rests on that takes something of an article's entry."""
    named = (("pmid", article.pmid), ("doi", article.doi))
    opened = next((f"{kind}:{value}" for kind, value in named if value), article.link or export_source(source))
    parts = f" with the parts {', '.join(article.parts)}" if article.parts else ""
    said = [
        f"{article.form.replace('-', ' ')}{f' in {article.journal}' if article.journal else ''}",
        *([f"dated {article.date}"] if article.date else []),
        *([f"of the types {', '.join(article.types)}"] if article.types else []),
        *([article.because] if article.because else []),
        *([f"an abstract{parts} is there and was not carried over"] if article.abstract else []),
    ]
    return {
        "id": f"{article.library}-{article.pmid or _catalogued(article)}",
        "source": opened,
        "where": f"{source.name}, {article.place}",
        "kind": "abstract" if article.abstract else "secondary",
        "read_on": source.read_on,
        "says": "; ".join(said),
    }


def _design(article: Article, lexicon: Lexicon) -> tuple[str, str | None, str | None]:
    types = {kind.lower() for kind in article.types}
    kind, design = next(((kind, design) for name, kind, design in _TYPES if name in types), ("study", None))
    headings = {heading.lower() for heading in article.headings}
    if "animals" in headings and "humans" not in headings and kind in ("study", "trial"):
        kind = "preclinical"
    phases = "/".join(phase for name, phase in _PHASES.items() if name in types)
    known = phases if phases in ("1", "1/2", "2", "2/3", "3", "4") else None
    return kind, design if design and lexicon.category(design) == "design" else None, known


def _species(article: Article, lexicon: Lexicon) -> str | None:
    """Return the species that the subject headings name, None where they name several."""
    headings = {heading.lower() for heading in article.headings}
    known = {"humans": "human", "rats": "rat", "mice": "mouse"}
    named = [species for heading, species in known.items() if heading in headings]
    return named[0] if len(named) == 1 and lexicon.category(named[0]) == "species" else None


def _remarks(article: Article, registry: str | None) -> tuple[str, ...]:
    several = f"names {', '.join(article.registered)}: which of these trials it belongs to, a person says"
    return (several,) if article.registered and registry is None else ()
