"""A claim whose only sources in reach are links to where nobody reviews: press releases, blogs, preprints."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimcheck.claims.reading import Reading
    from claimcheck.lexicon import Lexicon
    from claimcheck.model import Citation, Claim

_KINDS = {"effect", "study", "figure", "mechanism"}


def found(
    reading: Reading, claims: tuple[Claim, ...], *, hosts: str = "weak-host", **given: object
) -> Iterator[tuple[int, int, Mapping[str, str]]]:
    """Yield the first claim of benefit in each block all of whose citations are links to hosts of class `hosts`.

    A DOI counts as its registrant: the class holds the prefixes of preprint servers too.
    """
    del given
    seen: set[int] = set()
    for claim in claims:
        if claim.block in seen or not claim.citations or claim.direction != "benefit" or not set(claim.kinds) & _KINDS:
            continue
        weak = [_weak(citation, reading.lexicon, hosts) for citation in claim.citations]
        if all(weak):
            seen.add(claim.block)
            yield claim.start, claim.end, {"said": ", ".join(dict.fromkeys(weak))}


def _weak(citation: Citation, lexicon: Lexicon, hosts: str) -> str:
    """Return the name of the host or registrant where it is one of the class, else ""."""
    known = {word.strip("=").lower() for word in lexicon.classes.get(hosts, ())}
    if citation.kind == "doi":
        prefix = citation.id.split("/")[0]
        return prefix if prefix in known else ""
    if citation.kind != "link":
        return ""
    try:
        host = urlsplit(citation.id).hostname or ""
    except ValueError:  # "http://[": no address, and so no host
        return ""
    return host if any(host == name or host.endswith(f".{name}") for name in known) else ""
