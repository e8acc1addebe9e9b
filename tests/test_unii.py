"""The medicines taken from FDA's list of substance names: which are taken, how they are spelled, what is shipped."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from claimcheck import lexicon

TOP = Path(__file__).parent.parent
sys.path.insert(0, str(TOP / "tools"))

import unii  # noqa: E402

HEAD = "Name\tTYPE\tUNII\tDisplay Name\n"


def rows(number: str, *names: str) -> list[str]:
    return [f"{name}\tcn\t{number}\t{name}\n" for name in names]


@pytest.fixture
def folder(tmp_path):
    names = "  medication: {words: [medication], established: true}\n  solvastin: [solvastin]\n"
    (tmp_path / "medicines.yaml").write_text(f"category: medicine\nnames:\n{names}", "utf-8")
    return tmp_path


def test_a_medicine_is_taken_where_a_list_of_what_is_authorised_has_it_with_any_salt(folder):
    lines = [
        *rows("A1", "MOONAPRIL [INN]", "MOONAPRIL", "MOON-7 [USAN]", "MUNAPRIL [JAN]", "MOONAPRIL EXTRA [MART.]"),
        *rows("A2", "MOONAPRIL MALEATE [ORANGE BOOK]"),
        *rows("A3", "LUNATUMAB [USAN]", "LUNATUMAB-ABCD [PURPLE BOOK CDER]"),
        *rows("A4", "STELLAZEPAM [INN]", "STELLAZEPAM [EMA EPAR]", "STELLAZEPAM [WHO-DD]"),
    ]
    assert unii.names(lines, lexicon.read([folder])) == {
        "lunatumab": {"words": ["lunatumab"], "is": "medication", "established": True, "note": "UNII:A3"},
        "moonapril": {"words": ["moonapril", "munapril"], "is": "medication", "established": True, "note": "UNII:A1"},
    }


@pytest.mark.parametrize(
    "names",
    [
        ("MOONAPRIL [ORANGE BOOK]",),
        ("MOONA [INN]", "MOONA [ORANGE BOOK]"),
        ("MOONAPRIL [INN]", "MOONAPRIL [ORANGE BOOK]", "MOONAPRIL [DSC]"),
        ("MOONAPRIL [INN]", "MOONAPRIL [ORANGE BOOK]", "MOONAPRIL LEAF [HOC]"),
        ("OXYTOCIN [INN]", "OXYTOCIN [ORANGE BOOK]"),
        ("SOLVASTIN [INN]", "SOLVASTIN [ORANGE BOOK]"),
        ("SOLVASTINE [INN]", "SOLVASTIN [USAN]", "SOLVASTINE [ORANGE BOOK]"),
    ],
    ids=["no name of a medicine", "short", "supplement", "herb", "of the body", "known", "known by another spelling"],
)
def test_a_name_that_means_something_else_too_or_that_the_lexicon_knows_is_left_out(names, folder):
    assert unii.names(rows("A1", *names), lexicon.read([folder])) == {}


def test_the_file_is_written_into_the_lexicon_and_made_alike_again(folder, capsys):
    source = folder / "names.txt"
    source.write_text(HEAD + "".join(rows("A1", "MOONAPRIL [INN]", "MOONAPRIL [ORANGE BOOK]")), "utf-8")
    unii.main(str(source), str(folder))
    first = (folder / "unii-medicines.yaml").read_text("utf-8")
    unii.main(str(source), str(folder))
    assert (folder / "unii-medicines.yaml").read_text("utf-8") == first
    assert first.endswith("  moonapril: {words: [moonapril], is: medication, established: true, note: UNII:A1}\n")
    entry = lexicon.read([folder]).names["moonapril"]
    assert (entry.category, entry.parents, entry.established) == ("medicine", ("medication",), True)
    assert capsys.readouterr().out == "1 names, 1 words\n" * 2


def test_the_shipped_medicines_stand_beside_those_written_by_hand():
    house = lexicon.read([TOP / "lexicon"])
    assert house.category("lenalidomide") == "medicine"
    assert house.is_a("sitagliptin", "medication")
    # What the body makes, what is sold as a supplement and what nobody has authorised is no such medicine.
    assert not {"glucagon", "acetylcysteine", "lorvotuzumab"} & house.names.keys()
