"""Laws of the whole flow, on pages that are put together at random."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import made
from claimcheck import checks, flow
from claimcheck.model import SEVERITIES
from claimcheck.outputs import json as json_output

AS_OF = "2026-01-01"
# Sentences that claim something, and sentences that name nothing of the kind.
CLAIMS = (
    "Our cells cure dementia.",
    "This therapy reduces inflammation and restores mobility.",
    "SB-STR02 improved motor function.",
    "STEMTRA showed lasting improvement in motor function.",
    "Up to 90% of patients lose their pain.",
    "Stem cells are completely safe.",
    "The NR1 trial improved the total Fugl-Meyer score by 15 points.",
    "Studies show that exosomes reverse arthritis.",
    "Book now!",
    "Stem cells do not cure stroke.",
)
QUIET = ("We are on the second floor.", "The waiting room has a window to the garden.", "The lamp was bought in May.")
PAGES = st.lists(st.sampled_from(CLAIMS), min_size=1, max_size=4)
FEW = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def page_of(paragraphs, before=(), after=()):
    return "# Stem cells for stroke\n\n" + "\n\n".join((*before, *paragraphs, *after)) + "\n"


def report_on(text, house):
    return flow.check_document(made.page(text), house, AS_OF)


def told(report):
    """Return what is found, without places."""
    return sorted((f.rule, f.severity, f.quote, f.message, f.records, f.also) for f in report.findings)


@FEW
@given(PAGES, st.lists(st.sampled_from(QUIET), max_size=2), st.lists(st.sampled_from(QUIET), max_size=2))
def test_a_quiet_paragraph_at_either_end_only_shifts_findings(house, paragraphs, before, after):
    # What words tell together is weighed by how much of a page claims: more quiet sentences may make it advice.
    unweighed = replace(house, rules=tuple(rule for rule in house.rules if rule.name != "reads-as-praise"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(checks, "with_care", lambda hits, *_: hits)
        alone = report_on(page_of(paragraphs), unweighed)
        among = report_on(page_of(paragraphs, before, after), unweighed)
    shift = sum(len(words) + 2 for words in before)

    assert told(alone) == told(among)
    title = len("# Stem cells for stroke")
    moved = sorted(f.start + (shift if f.start > title else 0) for f in alone.findings)
    assert moved == sorted(f.start for f in among.findings)


@FEW
@given(PAGES)
def test_a_finding_quotes_the_file_inside_one_block(house, paragraphs):
    report = report_on(page_of(paragraphs), house)
    document = report.document
    blocks = [document.source_span(block.start, block.end) for block in document.blocks]

    for finding in report.findings:
        assert finding.quote == document.source[finding.start : finding.end]
        assert any(block.holds(finding.start, finding.end) for block in blocks)
        assert (finding.line, finding.column) == document.line_column(finding.start)


# The same frame, from the strongest wording to the weakest.
LADDERS = (
    ("Our cells are guaranteed to cure dementia.", "Our cells cure dementia.", "Our cells may cure dementia."),
    (
        "Our cells always reduce inflammation.",
        "Our cells reduce inflammation.",
        "Our cells may reduce inflammation.",
        "Our cells are associated with less inflammation.",
    ),
    ("The NR1 cells improved motor function.", "The NR1 cells may have improved motor function."),
    ("Exosomes reverse arthritis.", "Exosomes might reverse arthritis."),
    ("Stem cells restore mobility.", "Stem cells could restore mobility."),
)


def weight(report):
    """Return for each rule at warning or above how severe it is at its most severe."""
    found: dict[str, int] = {}
    for finding in report.findings:
        for rule in (finding.rule, *finding.also):
            severity = SEVERITIES.index(finding.severity)
            if severity:
                found[rule] = max(found.get(rule, 0), severity)
    return found


@pytest.mark.parametrize("ladder", LADDERS, ids=[ladder[0] for ladder in LADDERS])
def test_a_weaker_wording_never_adds_a_warning(ladder, house):
    weights = [weight(report_on(page_of([words]), house)) for words in ladder]

    for stronger, weaker in pairwise(weights):
        assert max(weaker.values(), default=0) <= max(stronger.values(), default=0)
        assert len(weaker) <= len(stronger)


@FEW
@given(st.permutations(range(4)), st.randoms(use_true_random=False))
def test_the_order_of_files_and_rules_changes_no_byte(house, tmp_path_factory, order, shuffle):
    folder = tmp_path_factory.mktemp("pages")
    files = []
    for number in range(4):
        path = folder / f"{number}.md"
        path.write_text(page_of(CLAIMS[number * 2 : number * 2 + 2]), encoding="utf-8")
        files.append((path, path.name))
    rules = list(house.rules)
    shuffle.shuffle(rules)

    straight = flow.check_files(files, house, AS_OF)
    mixed = flow.check_files([files[i] for i in order], replace(house, rules=tuple(rules)), AS_OF)

    assert json_output.render(straight) == json_output.render(mixed)
    assert [report["path"] for report in json.loads(json_output.render(mixed))["reports"]] == [f[1] for f in files]
