"""One evidence file -> Record, or its faults; and a record that was kept in an index -> Record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimcheck import identifiers, yamlfile
from claimcheck.errors import UserError
from claimcheck.patterns.pattern import compile_pattern
from claimcheck.records import check as record_check
from claimcheck.records.record import MustSay, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from claimcheck.lexicon import Lexicon
    from claimcheck.patterns.pattern import Pattern
    from claimcheck.yamlfile import Key, YamlFile


def paths_in(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder that are, or by their name look like, records, in order."""
    yield from sorted(path for path in folder.rglob("*") if path.suffix in (".yaml", ".yml"))


def read(path: Path, shown: str, lexicon: Lexicon, *, fiction: bool = True) -> tuple[Record | None, list[UserError]]:
    """Return the record in a file, None where it has faults, and these; without `fiction` an invented study is one."""
    if path.suffix == ".yml":
        return None, [UserError("is not read", path=shown, remedy="name it .yaml")]
    try:
        file = yamlfile.read(path, shown_as=shown, known=lexicon.known)
    except UserError as error:
        return None, [error]
    wrong = _faults_of(file, lexicon)
    if not wrong and file.value["id"] != path.stem:
        fault = f"“id” is “{file.value['id']}”, and the file is named “{path.stem}”"
        wrong = [file.error(fault, ("id",), remedy="name the file as its id")]
    if not wrong and not fiction and file.value.get("fictional") is True:
        remedy = "keep it in the examples, or in a content repository"
        wrong = [file.error("is fictional", ("fictional",), remedy=remedy)]
    if wrong:
        return None, wrong
    return made(_plain(file.value), file.lines, shown, path.parent.name, lexicon), []


def _faults_of(file: YamlFile, lexicon: Lexicon) -> list[UserError]:
    """Return the faults of a file, none where its bytes were found sound under this lexicon before."""
    if lexicon.known is not None and lexicon.known.is_sound(file.digest):
        return []
    wrong = record_check.faults_of(file, lexicon)
    if lexicon.known is not None and not wrong:
        lexicon.known.keep_sound(file.digest)
    return wrong


def of(file: YamlFile, topic: str, lexicon: Lexicon) -> Record:
    """Return the record that a YAML value is; raise UserError for its first fault."""
    for fault in record_check.faults_of(file, lexicon):
        raise fault
    return made(_plain(file.value), file.lines, file.path, topic, lexicon)


def made(data: Mapping[str, Any], lines: Mapping[Key, int], shown: str, topic: str, lexicon: Lexicon) -> Record:
    """Return the record of data that was found sound, its patterns compiled."""

    def compiled(patterns: Iterable[str] | None) -> tuple[Pattern, ...]:
        return tuple(compile_pattern(words, lexicon) for words in patterns or ())

    asked = tuple(
        MustSay(m["id"], m["severity"], m["within"], compiled(m["words"])) for m in data.get("must_say") or ()
    )
    beside = {i: compiled(f["beside"]) for i, f in enumerate(data.get("figures") or ()) if f.get("beside")}
    elsewhere = compiled(data.get("unless_page_says"))
    return Record(data["id"], data["kind"], topic, shown, data, asked, lines, unless_page_says=elsewhere, beside=beside)


def _plain(data: dict[str, Any]) -> dict[str, Any]:
    """Return the data with identifiers as they are linked to, whatever was written before them."""
    if data.get("registry"):
        data = {**data, "registry": identifiers.plain("registry", data["registry"])}
    publications = data.get("publications")
    return {**data, "publications": [_identified(one) for one in publications]} if publications else data


def _identified(publication: dict[str, Any]) -> dict[str, Any]:
    given = {kind: publication[kind] for kind in ("doi", "pmid", "pmcid") if publication.get(kind)}
    return {**publication, **{kind: identifiers.plain(kind, written) for kind, written in given.items()}}
