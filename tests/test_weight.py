"""How severe a finding may be on its page: an error needs a page of which it is sure that it sells something."""

from __future__ import annotations

from dataclasses import replace

import pytest

from claimcheck import flow
from claimcheck.claims.offer import offer_of
from claimcheck.claims.reading import Reading
from claimcheck.claims.spoken import says_itself
from claimcheck.config.config import Config, Settings
from made import page
from made_house import small

AS_OF = "2026-01-01"
RULES = ("treats-disease", "harms-absent", "symptom-benefit", "absolute-safety", "mechanism-as-benefit")

CELLS = "# Cells at our clinic\n\nOur stem cells treat arthritis. They ease pain.\n\nBook now.\n"
CLINICS = "# Clinics abroad\n\nStem cells treat arthritis, says a page. They ease pain.\n\n"
WARNS = "Beware of such claims, which are misleading.\n\nThe police call it fraud.\n"


@pytest.fixture(scope="module")
def few(lexicon, tmp_path_factory):
    return small(tmp_path_factory.mktemp("few"), lexicon, RULES, {})


def severities(text, house):
    return {f.rule: f.severity for f in flow.check_document(page(text), house, AS_OF).findings}


def offer(text, lexicon):
    return offer_of(Reading(page(text), lexicon))


def test_who_offers_what_is_no_accepted_care_is_held_to_it_as_an_error(few):
    assert {"treats-disease": "error", "harms-absent": "error", "symptom-benefit": "warning"} == severities(CELLS, few)


def test_a_page_that_offers_nothing_and_speaks_for_the_unproven_is_held_to_it_as_an_error(few):
    text = "# Knees\n\nStem cells treat arthritis.\n\nRest a while.\n\nWalk often.\n"

    assert {"treats-disease": "error"} == severities(text, few)


def test_what_is_said_of_accepted_care_without_an_offer_is_a_step_lighter(few):
    text = "# Knees\n\nIt is used and treats arthritis. It eases pain.\n\nRest a while.\n"

    assert {"treats-disease": "warning", "symptom-benefit": "warning"} == severities(text, few)
    assert {"treats-disease": "warning", "symptom-benefit": "advice"} == severities(text + "\nAsk your doctor.\n", few)


@pytest.mark.parametrize(
    ("text", "quiet"),
    [
        ("Stem cells treat arthritis.\n\nAsk your doctor or a nurse.\n\nRest.", True),
        ("Stem cells treat arthritis.\n\nThe term refers to cells; they occur in marrow.\n\nRest.", True),
        ("Stem cells treat arthritis.\n\nAsk your doctor.\n\nRest.", False),  # one word that informs
        ("Amazing, exclusive cells treat arthritis.\n\nAsk your doctor, a nurse or a pharmacist.", False),
        ("Our stem cells treat arthritis at our clinic.\n\nAsk your doctor or a nurse.\n\nBook now.", False),
        ("Stem cells treat arthritis. Ask your doctor or a nurse.", False),  # a line or two may be copy
    ],
)
def test_a_page_that_offers_and_praises_nothing_and_informs_gets_advice(text, quiet, few, lexicon):
    assert quiet == offer(text, lexicon).quiet
    assert not quiet or {"treats-disease": "advice"} == severities(text, few)


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("This miracle is proven.", True),
        ("Be wary of a miracle that is proven.", False),
        ("They call it a “miracle” that is “proven”.", False),
        ("Beware of what they say:\n\n- a miracle\n- proven", False),
        ("Our miracle is proven, and no empty claim.", True),
    ],
)
def test_what_a_page_only_speaks_of_praises_nothing(text, own, lexicon):
    reading = Reading(page(text), lexicon)
    held = [(s, span) for s in reading.sentences for span in reading.spans(s, "promoting")]

    assert {own} == {says_itself(reading, sentence, span) for sentence, span in held}


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("# What are mutual funds?\n\nMany people pool their money.\n\nThey pay fees.", ()),
        ("# Our fund\n\nOur fund grows.\n\nInvest now.", ("fund",)),
        ("# Mutual funds\n\nAn exclusive, premium, proven way to wealth.\n\nInvest now.", ("fund",)),
    ],
)
def test_an_investment_that_a_title_names_is_only_spoken_of_where_nothing_is_praised(text, offered, lexicon):
    assert set(offered) == offer(text, lexicon).ids


def test_a_page_that_sells_nothing_and_keeps_its_distance_gets_advice(few):
    assert {"treats-disease": "error", "symptom-benefit": "warning"} == severities(CLINICS, few)
    assert {"treats-disease": "advice", "symptom-benefit": "advice"} == severities(CLINICS + WARNS, few)


def test_a_page_that_sells_does_not_get_off_by_warning_of_others(few, lexicon):
    assert not offer(CELLS + WARNS, lexicon).wary
    assert "error" == severities(CELLS + WARNS, few)["treats-disease"]


@pytest.mark.parametrize(
    ("text", "wary"),
    [
        ("It is a scam.\n\nBe wary of it.", True),
        ("It is a scam.\n\nIt is one more scam.", False),  # one word of distance
        ("It is amazing and exclusive.\n\nIt is a scam.\n\nBe wary of it.", False),  # praised as much
        ("It is an amazing, exclusive scam.\n\nBe wary of it.", True),  # what it warns of is no praise of its own
    ],
)
def test_distance_is_kept_by_two_words_and_by_more_than_praise(text, wary, lexicon):
    assert wary == offer(text, lexicon).wary


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("# Physiotherapy\n\nOur patients come to us after a fall.", False),
        ("# Physiotherapy\n\nOur patients find premium, tailored, world-class care.", True),
        ("# Exosomes\n\nOur patients come to us after a fall.", True),
    ],
)
def test_an_offer_is_sure_where_it_is_known_by_name_or_praised(text, sure, lexicon):
    assert sure == offer(text, lexicon).sure


def test_what_a_page_leaves_out_is_advice_where_what_it_offers_is_not_known(few):
    text = "# Physiotherapy\n\nWe help our patients. Our team eases your pain.\n\nRest a while.\n"

    assert "advice" == severities(text, few)["harms-absent"]


def test_a_rule_on_health_has_no_weight_on_a_page_that_offers_investments_alone(few):
    text = "# Our fund\n\nOur fund eases your pain.\n\nInvest now.\n"

    assert "advice" == severities(text, few)["symptom-benefit"]


def test_a_severity_that_is_configured_stands_on_every_page(few):
    given = replace(few, config=Config(root=few.config.root, settings=Settings(severities={"treats-disease": "error"})))

    assert "error" == severities(CLINICS + WARNS, given)["treats-disease"]


def test_a_comma_between_wordings_in_marks_ends_no_statement(few):
    text = "# Words\n\nA seller calls it “risk-free,” “insured,” or “sure.”\n\nAsk first.\n\nRest.\n"

    assert {} == severities(text, few)


TRADE = """# {title}

Our {what} helps you to gain confidence and skills. It improves sleep before interviews. Our tutors earn high salaries.

{more}

Enrol now.
"""


@pytest.mark.parametrize(
    ("title", "what", "more", "expected"),
    [
        ("Coding boot camp", "boot camp", "Our graduates find jobs as developers, and the tuition is low.", set()),
        ("Stem cell clinic", "stem cell clinic", "Our stem cells ease pain.", {"harms-absent"}),
    ],
)
def test_a_page_of_learning_and_work_owes_nothing_that_is_of_health(few, title, what, more, expected):
    text = TRADE.format(title=title, what=what, more=more)

    assert {f.rule for f in flow.check_document(page(text), few, AS_OF).findings if f.page} == expected
