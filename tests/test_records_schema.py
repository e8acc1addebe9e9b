"""The published schema and the validator agree: what one accepts, the other accepts, at every place of a record."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from claimcheck import shipped, yamlfile
from claimcheck.records.shape import Authority, Study
from made import places

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Ran

EVIDENCE = shipped.folder("evidence")
SCHEMA = json.loads((EVIDENCE / "record.schema.json").read_text(encoding="utf-8"))
CHECKED = Draft202012Validator(SCHEMA)
RECORDS = [yamlfile.read(path).value for path in sorted(EVIDENCE.rglob("*.yaml"))]
# What a hand may write in any place. Whole numbers with a decimal point are left out: JSON knows no difference.
WRITTEN = [
    None, True, False, 0, 1, -3, 0.5, 7.25, "", " ", "x", "human", "none", "0.04", "<0.001", "< 0.05", "2", "2024",
    "2024-05", "2024-05-31", "May 2024", "10.1000/x", "https://doi.org/10.1000/x", "PMID: 12345678", "12345678",
    "PMC1234567", "us-fl", "https://example.org/x", "pmid:12345678", [], [1], ["x"], ["a-b", "c"], [0.5, 7.25], {},
    {"x": 1}, [{}], {"basis": "x"}, "Two Words", "primary", "trial", "authority", "superseded", "memory",
]  # fmt: skip


def accepted(data: Any) -> bool:
    """Return whether the validator finds no fault in the shape of a record."""
    shape = Authority if data.get("kind") == "authority" else Study
    try:
        shape.model_validate(data)
    except ValidationError:
        return False
    return True


def changed(data: dict[str, Any], place: tuple[Any, ...], how: str, written: Any) -> dict[str, Any]:
    """Return a record with one place written otherwise, taken out, or given another key beside it."""
    made = copy.deepcopy(data)
    around: Any = made
    for part in place[:-1]:
        around = around[part]
    if how == "written":
        around[place[-1]] = written
    elif how == "taken out":
        del around[place[-1]]
    elif isinstance(around, dict):
        around[str(written)] = 1
    return made


@pytest.mark.parametrize("data", RECORDS, ids=lambda data: data["id"])
def test_schema_and_validator_accept_each_shipped_record(data: dict[str, Any]) -> None:
    assert CHECKED.is_valid(data)
    assert accepted(data)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_schema_and_validator_agree_on_every_change_of_a_record(data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from(RECORDS))
    place = data.draw(st.sampled_from(list(places(whole))))
    how = data.draw(st.sampled_from(["written", "taken out", "beside"]))
    made = changed(whole, place, how, data.draw(st.sampled_from(WRITTEN)))
    # Which end of an interval is the lower one, no schema can say.
    assert accepted(made) is CHECKED.is_valid(made), (place, how)


@given(st.one_of(st.integers(), st.floats(allow_nan=False), st.text(alphabet="<>≤≥= 01.59eE-", max_size=7)))
@example("1e-5")
@example("<0.001")
@example("≤ .05")
def test_schema_and_validator_agree_on_what_a_p_value_is(p: float | str) -> None:
    part = {"id": "x", "name": "x", "p": p, "from": "memory"}
    made = {"id": "x", "kind": "trial", "title": "x", "outcomes": [part]}

    assert accepted(made) is CHECKED.is_valid(made)


def test_every_key_of_the_schema_is_explained_or_plain_and_no_other_is_accepted() -> None:
    shapes = [shape for shape in SCHEMA["$defs"].values() if shape.get("type") == "object"]

    assert [shape["title"] for shape in shapes if shape.get("additionalProperties") is not False] == []


def test_the_schema_can_be_had_for_records_elsewhere(run: Callable[..., Ran]) -> None:
    done = run("evidence", "schema")

    assert (done.code, json.loads("\n".join(done.out))) == (0, SCHEMA)


def test_the_schema_that_a_record_names_is_there() -> None:
    files = sorted([*EVIDENCE.rglob("*.yaml"), *(EVIDENCE.parent / "examples" / "evidence").rglob("*.yaml")])
    named = {file: file.read_text(encoding="utf-8").splitlines()[0].split("$schema=")[-1] for file in files}

    assert [str(file) for file, schema in named.items() if not (file.parent / schema).is_file()] == []
