"""Several jurisdictions in one run: each finding names those whose demand it is, per path, and is said once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from claimcheck import flow, readers
from claimcheck.config import config
from claimcheck.outputs import text

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimcheck.flow import House
    from claimcheck.model import Report

# Held in the EU and the UK only, held everywhere, and held in the US only where it is configured.
PAGE = "# Krill oil\n\nDr Marsh recommends our krill oil. Our krill oil supports the joints, a miracle.\n\nOrder now.\n"


@pytest.fixture
def report(house: House) -> Callable[..., Report]:
    """Return a function that checks the page under settings."""

    def checked(path: str = "page.md", **given: object) -> Report:
        held = replace(house, config=config.from_mapping(given, config.Config()))
        return flow.check_document(readers.read_text(PAGE, path=path, format="markdown"), held, "2026-01-01")

    return checked


def _asking(report: Report) -> dict[str, tuple[str, ...]]:
    return {finding.rule: finding.jurisdictions for finding in report.findings}


def test_a_finding_names_the_configured_jurisdictions_in_which_its_rule_holds(report: Callable[..., Report]) -> None:
    asking = _asking(report(jurisdictions=["us", "uk", "eu"]))

    assert asking["professional-recommendation"] == ("uk", "eu")
    assert asking["supplement-notice-unsaid"] == ("us",)
    assert asking["breakthrough"] == ("us", "uk", "eu")


def test_a_rule_of_a_country_holds_in_its_states(report: Callable[..., Report]) -> None:
    asking = _asking(report(jurisdictions=["us-fl"]))

    assert asking["supplement-notice-unsaid"] == ("us-fl",)
    assert "professional-recommendation" not in asking


def test_without_configuration_a_finding_names_what_its_rule_names(report: Callable[..., Report]) -> None:
    asking = _asking(report())

    assert set(asking["professional-recommendation"]) == {"eu", "uk"}
    assert asking["breakthrough"] == ()
    assert "supplement-notice-unsaid" not in asking


def test_a_path_has_its_own_jurisdictions(report: Callable[..., Report]) -> None:
    given = {"jurisdictions": ["us"], "paths": [{"match": "uk/**", "jurisdictions": ["uk"]}]}

    assert "professional-recommendation" not in _asking(report("us/page.md", **given))
    assert _asking(report("uk/page.md", **given))["professional-recommendation"] == ("uk",)


def test_the_text_says_whose_demand_it_is_where_not_all_ask(report: Callable[..., Report]) -> None:
    checked = report(jurisdictions=["us", "uk", "eu"])
    lines = text.render(flow.Outcome((checked,), (), (), {}, "2026-01-01")).splitlines()

    assert [line.split("  ")[-1] for line in lines if "professional-recommendation" in line] == [
        "professional-recommendation (unsupported; in uk, eu)"
    ]
    assert [line.split("  ")[-1] for line in lines if " breakthrough " in line] == [
        "breakthrough (unsupported; also mechanism-as-benefit)"
    ]
