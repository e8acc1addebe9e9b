"""The names taken from the Disease Ontology: which are taken, how they are written, and what stands in the house."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from claimcheck import lexicon

TOP = Path(__file__).parent.parent
sys.path.insert(0, str(TOP / "tools"))

import disease_ontology  # noqa: E402

MESH = [{"namespace": "MESH", "id": "D000001"}]


def term(number: int, name: str, *above: int, synonyms: tuple[str, ...] = (), mesh: bool = True) -> dict[str, object]:
    return {
        "id": f"DOID:{number}",
        "name": name,
        "synonyms": list(synonyms),
        "relations": {"is_a": [f"DOID:{one}" for one in above]},
        "xrefs": MESH if mesh else [],
    }


@pytest.fixture
def folder(tmp_path):
    text = "category: condition\nnames:\n  illness: [disease]\n  anemia: {words: [anemia, anaemia], is: illness}\n"
    (tmp_path / "conditions.yaml").write_text(text, "utf-8")
    return tmp_path


def test_a_disease_comes_with_its_synonyms_under_the_nearest_name_that_is_known(folder):
    terms = [
        term(1, "disease"),
        term(2, "hematopoietic system disease", 1, mesh=False),
        term(3, "anemia", 2),
        term(4, "Vesper anemia", 5, synonyms=("moonlight Anemia", "VA", "anemia due to moonlight", "Vesper anemia 2")),
        term(5, "nocturnal anemia", 3, mesh=False),
        term(6, "lunulitis", 1, synonyms=("Lunulosis",)),
    ]
    assert disease_ontology.names(terms, lexicon.read([folder])) == {
        "lunulitis": {"words": ["lunulitis", "lunulosis"], "is": "illness", "note": "DOID:6"},
        "vesper-anemia": {
            "words": ["Vesper anemia", "Vesper anaemia", "moonlight anemia", "moonlight anaemia"],
            "is": "anemia",
            "group": "blood",
            "note": "DOID:4",
        },
    }


@pytest.mark.parametrize(
    "name", ["plague", "syndrome", "NGLY1-deficiency", "anomaly of the left and right ear", "tic, 2"]
)
def test_a_name_that_no_sentence_would_mean_or_that_means_much_else_is_left_out(name, folder):
    assert disease_ontology.names([term(1, name)], lexicon.read([folder])) == {}


def test_a_disease_that_mesh_does_not_have_is_left_out(folder):
    assert disease_ontology.names([term(1, "lunulitis", mesh=False)], lexicon.read([folder])) == {}


@pytest.mark.parametrize(
    ("american", "british"),
    [
        ("ischemia", "ischaemia"),
        ("thrombocythemia", "thrombocythaemia"),
        ("hemorrhagic edema", "haemorrhagic oedema"),
        ("esophagus tumor", "oesophagus tumour"),
        ("seborrhea", "seborrhoea"),
        ("erythema", "erythema"),
        ("oedema of anaemia", "oedema of anaemia"),
    ],
)
def test_stems_are_spelled_in_british_english_too(american, british):
    assert disease_ontology.british(american) == british


def test_the_file_is_written_into_the_lexicon_and_made_alike_again(folder, capsys):
    source = folder / "doid.json"
    source.write_text(json.dumps([term(1, "disease"), term(2, "lunulitis", 1)]), "utf-8")
    disease_ontology.main(str(source), str(folder))
    first = (folder / "disease-ontology.yaml").read_text("utf-8")
    disease_ontology.main(str(source), str(folder))
    assert (folder / "disease-ontology.yaml").read_text("utf-8") == first
    assert first.endswith("names:\n  lunulitis: {words: [lunulitis], is: illness, note: DOID:2}\n")
    assert lexicon.read([folder]).names["lunulitis"].parents == ("illness",)
    assert capsys.readouterr().out == "1 names, 1 words\n" * 2


def test_the_shipped_names_are_conditions_beside_those_written_by_hand():
    house = lexicon.read([TOP / "lexicon"])
    assert house.category("sporotrichosis") == "condition"
    assert house.is_a("sporotrichosis", "infection")
    assert house.is_a("essential-hypertension", "hypertension")
