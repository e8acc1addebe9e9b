"""What is offered and acts on body or complaint, by whatever verb; and for whom a page speaks that names it."""

from __future__ import annotations

import pytest

from claimcheck.claims import claims_in
from claimcheck.claims.offer import offer_of
from claimcheck.claims.reading import Reading
from claimcheck.lexicon import Lexicon
from made import page as document

SHOP = "# Ozone therapy\n\n{}\n\n[Book now](https://ozone.example/)\n"


def told(sentence: str, lexicon: Lexicon, page: str = SHOP) -> list[tuple[str, str, str, str]]:
    """Return words, kinds, role and direction of the claims of one sentence on a page that sells."""
    text = page.format(sentence)
    start = text.index(sentence)
    read = document(text)
    claims = [
        c
        for c in claims_in(read, lexicon)
        if read.source_span(c.start, c.end).start in range(start, start + len(sentence))
    ]
    return [(read.text[c.start : c.end], " ".join(c.kinds), c.role, c.direction) for c in claims]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Ozone gathers around the damaged tissue.",
            [("Ozone gathers around the damaged tissue", "mechanism", "offered", "benefit")],
        ),
        ("Nurses gather around the damaged tissue.", []),
        ("The nurse mixes it with blood, reintroducing it into the body.", []),
        (
            "Eczema can find recovery using ozone therapy.",
            [("Eczema can find recovery", "effect", "offered", "benefit")],
        ),
        (
            "The damaged skin heals poorly after burns.",
            [("The damaged skin heals poorly after burns", "effect", "other", "harm")],
        ),
        ("Inflammation declines.", [("Inflammation declines", "effect mechanism", "offered", "benefit")]),
        ("Memory declines.", [("Memory declines", "effect", "offered", "harm")]),
        ("Relief of pain will be felt.", [("Relief of pain will be felt", "effect", "offered", "benefit")]),
        (
            "Our drip treats children diagnosed with autism.",
            [("Our drip treats children", "effect", "offered", "benefit")],
        ),
    ],
)
def test_what_acts_is_told_whatever_the_verb(sentence, expected, lexicon):
    assert expected == told(sentence, lexicon)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Wrinkles are smoothed and softened with our cream.",
            [
                ("Wrinkles are smoothed", "effect", "offered", "benefit"),
                ("softened with our cream", "effect", "offered", "benefit"),
            ],
        ),
        (
            "The pain is eased and guests stay for tea.",
            [("The pain is eased", "effect", "offered", "benefit")],
        ),
    ],
)
def test_participles_in_a_row_share_their_passive_and_what_stands_behind_the_last(sentence, expected, lexicon):
    assert expected == told(sentence, lexicon)


def test_a_verb_that_is_never_a_noun_is_read_as_a_verb(lexicon):
    sentence = "The procedure brightens teeth and the effect is visible at once."

    assert [("The procedure brightens teeth", "effect", "offered", "benefit")] == told(sentence, lexicon)


def test_what_is_used_speaks_for_what_is_sold(lexicon):
    sentence = "Ozone therapy can be safely used in wounds."

    assert [(sentence[:-1], "safety", "offered", "benefit")] == told(sentence, lexicon)


def kind_of(text: str, lexicon: Lexicon) -> str:
    return offer_of(Reading(document(text), lexicon)).page[0]


EXPLAINS = (
    "The doctor looks for a risk factor. The diagnosis is made by a specialist. Participants had symptoms of gout."
)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"# Turmeric cream eases gout\n\n{EXPLAINS}", "offers"),
        (f"# Does turmeric cream ease gout?\n\n{EXPLAINS}", "neither"),
        (f"# Turmeric cream eases gout\n\n{EXPLAINS} It is not known whether turmeric helps.", "neither"),
        (f"# Gout\n\n{EXPLAINS} Turmeric reduces pain. Ginger improves sleep.", "neither"),
        (f"# Gout\n\n{EXPLAINS} Turmeric reduces pain. It is not known whether ginger improves sleep.", "informs"),
        (f"# Gout\n\n{EXPLAINS} Ibuprofen reduces pain. Allopurinol lowers uric acid.", "informs"),
    ],
)
def test_a_page_that_tells_good_of_a_remedy_and_doubts_nothing_speaks_for_it(text, kind, lexicon):
    assert kind == kind_of(text, lexicon)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("What ozone does is settle in the sore joint.", "mechanism offered benefit"),
        ("What the treatment does when it arrives is wake the liver.", "mechanism offered benefit"),
        ("Our ozone is warming the knee.", "mechanism offered benefit"),
        ("What we do is check your blood pressure.", ""),
        ("What your doctor does is look at the knee.", ""),
        ("What matters is the skin.", ""),
        ("It is in the joint.", ""),
        ("It is safe to do so with some pain.", "safety offered benefit"),
    ],
)
def test_what_something_does_is_told_behind_it(sentence: str, expected: str, lexicon: Lexicon) -> None:
    assert " ".join(" ".join(found[1:]) for found in told(sentence, lexicon)) == expected


@pytest.mark.parametrize(
    ("sentence", "stances"),
    [
        ("Why have surgery when ozone rebuilds your knee?", {"asserted"}),
        ("Why would you take pills when ozone eases the pain?", {"asserted"}),
        ("Why suffer if ozone heals your joints?", {"asserted"}),
        ("Why does the pain come back when ozone ends?", {"asked"}),
        ("Why not ask your doctor if ozone can ease the pain?", {"asked"}),
        ("Why is it that ozone eases pain?", {"asked"}),
    ],
)
def test_why_suffer_when_does_not_ask(sentence: str, stances: set[str], lexicon: Lexicon) -> None:
    found = claims_in(document(SHOP.format(sentence)), lexicon)
    assert {claim.stance for claim in found if claim.direction == "benefit"} == stances


def test_a_list_names_what_is_a_harm_elsewhere(lexicon: Lexicon) -> None:
    page = "# Ozone therapy\n\nWe treat:\n\n- Infections\n- Nausea\n- Fever\n\n[Book now](https://ozone.example/)\n"
    found = [c for c in claims_in(document(page), lexicon) if c.direction == "benefit"]
    assert [(c.kinds, c.role) for c in found] == [(("effect",), "offered")] * 3
    risks = page.replace("We treat", "Benefits and side effects")
    assert [c for c in claims_in(document(risks), lexicon) if c.direction == "benefit"] == []


def test_a_line_of_complaints_under_what_is_treated_is_a_claim(lexicon: Lexicon) -> None:
    page = "# Ozone therapy\n\n## {}\n\nSkin: acne, eczema and shingles.\n\n[Book now](https://ozone.example/)\n"
    heads = {head: page.format(head) for head in ("What we treat", "What is itchy", "Side effects")}
    found = {
        head: [c for c in claims_in(document(text), lexicon) if c.direction == "benefit"]
        for head, text in heads.items()
    }
    assert {head: [(c.kinds, c.role) for c in claims] for head, claims in found.items()} == {
        "What we treat": [(("effect",), "offered")],
        "What is itchy": [],
        "Side effects": [],
    }


def test_a_lead_that_points_back_takes_up_the_sentence_before(lexicon: Lexicon) -> None:
    page = "# Ozone therapy\n\n{} These are:\n\n- gout\n\n[Book now](https://ozone.example/)\n"
    leads = {"Ozone is good for four complaints.": ["offered"], "Four complaints are common.": []}
    for lead, roles in leads.items():
        found = [c for c in claims_in(document(page.format(lead)), lexicon) if c.direction == "benefit"]
        assert [c.role for c in found if c.kinds == ("effect",) and found.index(c) == len(found) - 1] == roles


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("- Heart health: lowers bad cholesterol.", "offered"),
        ("- Insulin resistance: provides protection against diabetes.", "offered"),
        ("- Sleep – improves deep sleep.", "offered"),
        ("- Migraine: reduces the number of attacks.", "offered"),
        ("- Stress: raises blood pressure.", "other"),
        ("Sleep has been linked to reduced pain and improved mood.", "other"),
        ("- Cortisol: raises blood sugar.", "other"),
        ("- Aspirin: reduces the risk of stroke.", "established"),
        ("The removal of stale blood relieves stress.", "offered"),
        ("Stimulation of the vagus nerve lowers stress.", "offered"),
        ("Use of the muscles lowers blood sugar.", "other"),
        ("Warm oil is used in the treatment of gout.", "offered"),
        ("Aspirin is used in the treatment of gout.", "other"),
        ("The blood is used in the treatment of gout.", "other"),
        ("It eases pain in modern rehabilitation.", "offered"),
        ("It eases pain with physiotherapy.", "offered"),
        ("It eases nausea after chemotherapy.", "offered"),
        ("This therapy relieves pain in people who take aspirin.", "offered"),
        ("It supports traditional cancer treatments.", "offered"),
        ("- Improves recovery after surgery", "offered"),
        ("- Reduces pain with physiotherapy", "established"),
        ("Physiotherapy eases pain. It speeds recovery after surgery.", "established"),
        ("Pain is relieved by physiotherapy.", "established"),
    ],
)
def test_a_topic_and_an_act_on_the_body_do_nothing_by_themselves_where_something_is_sold(
    lexicon: Lexicon, sentence: str, role: str
) -> None:
    assert [claim[2] for claim in told(sentence, lexicon)][:1] == [role]


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("It relieves pain better than aspirin.", "offered"),
        ("It eases pain without aspirin.", "offered"),
        ("Eczema responds well to this treatment and heals.", "offered"),
        ("Eczema responds well to ozone and heals.", "offered"),
        ("Eczema responds well to steroids and heals.", "established"),
    ],
)
def test_a_pronoun_is_not_what_stands_behind_it_and_complaints_respond_to_what_does_it(
    sentence: str, role: str, lexicon: Lexicon
) -> None:
    assert told(sentence, lexicon)[0][2] == role
