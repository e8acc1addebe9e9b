"""Claims: what a sentence is read as. The first table is the tour of the reading: one line a kind of sentence."""

import pytest

from claimcheck.claims import claims_in, statement_at
from claimcheck.claims.figures import figures_in
from claimcheck.claims.offer import offer_of
from claimcheck.claims.reading import Reading
from claimcheck.claims.strength_facts import FAMILIES, facts_of, statement_in
from claimcheck.model import Figure, Span

# Sentence, then for each claim: its words, kinds, role, stance, direction, strength.
CASES = (
    ("Our cells cure asthma.", [("Our cells cure asthma", "effect", "offered", "asserted", "benefit", "causal")]),
    (
        "Stem cells can cure asthma.",
        [("Stem cells can cure asthma", "effect", "unstated", "asserted", "benefit", "conditional")],
    ),
    (
        "Autism can be cured with stem cells.",
        [("Autism can be cured with stem cells", "effect", "unstated", "asserted", "benefit", "conditional")],
    ),
    ("A cure for asthma", [("A cure for asthma", "effect", "unstated", "asserted", "benefit", "causal")]),
    (
        "Stem cell treatment for arthritis",
        [("Stem cell treatment for arthritis", "effect", "unstated", "asserted", "benefit", "causal")],
    ),
    (
        "Reduces chronic inflammation",
        [("Reduces chronic inflammation", "effect mechanism", "unstated", "asserted", "benefit", "causal")],
    ),
    (
        "There is no cure for asthma.",
        [("There is no cure for asthma", "effect", "unstated", "denied", "benefit", "causal")],
    ),
    ("No therapy cures asthma.", [("No therapy cures asthma", "effect", "unstated", "denied", "benefit", "causal")]),
    (
        "Stem cells do not cure or prevent diabetes.",
        [
            ("Stem cells do not cure", "effect", "unstated", "denied", "benefit", "causal"),
            ("prevent diabetes", "effect", "unstated", "denied", "benefit", "causal"),
        ],
    ),
    (
        "There is no evidence that stem cells cure asthma.",
        [
            ("There is no evidence", "study", "unstated", "denied", "none", "none"),
            ("that stem cells cure asthma", "effect", "unstated", "denied", "benefit", "causal"),
        ],
    ),
    (
        "It is not known whether stem cells cure asthma.",
        [("It is not known whether stem cells cure asthma", "effect", "unstated", "denied", "benefit", "causal")],
    ),
    (
        "Nobody has shown that stem cells cure asthma.",
        [("Nobody has shown that stem cells cure asthma", "effect", "unstated", "denied", "benefit", "causal")],
    ),
    (
        "Stem cells have never been shown to cure asthma.",
        [("Stem cells have never been shown to cure asthma", "effect", "unstated", "denied", "benefit", "causal")],
    ),
    (
        "Stem cells fail to cure asthma.",
        [("Stem cells fail to cure asthma", "effect", "unstated", "denied", "benefit", "causal")],
    ),
    (
        "Our cells not only relieve pain but also restore mobility.",
        [
            ("Our cells not only relieve pain", "effect", "offered", "asserted", "benefit", "causal"),
            ("also restore mobility", "effect", "offered", "asserted", "benefit", "causal"),
        ],
    ),
    (
        "You no longer have to live with arthritis pain thanks to our cells.",
        [
            (
                "You no longer have to live with arthritis pain thanks to our cells",
                "effect",
                "offered",
                "asserted",
                "benefit",
                "causal",
            )
        ],
    ),
    (
        "Without surgery, our cells repair cartilage.",
        [
            (
                "Without surgery, our cells repair cartilage",
                "effect mechanism",
                "offered",
                "asserted",
                "benefit",
                "causal",
            )
        ],
    ),
    (
        "Can stem cells cure asthma?",
        [("Can stem cells cure asthma", "effect", "unstated", "asked", "benefit", "conditional")],
    ),
    (
        "Researchers are studying whether stem cells can cure asthma.",
        [
            (
                "Researchers are studying whether stem cells can cure asthma",
                "effect",
                "unstated",
                "asked",
                "benefit",
                "conditional",
            )
        ],
    ),
    (
        "The trial aims to find out whether stem cells reduce pain.",
        [
            (
                "The trial aims to find out whether stem cells reduce pain",
                "effect mechanism study",
                "unstated",
                "asked",
                "benefit",
                "causal",
            )
        ],
    ),
    (
        "According to the manufacturer, the drops cure cancer.",
        [
            (
                "According to the manufacturer, the drops cure cancer",
                "effect",
                "unstated",
                "attributed",
                "benefit",
                "causal",
            )
        ],
    ),
    (
        "Some people claim that ozone therapy cures cancer.",
        [
            (
                "Some people claim that ozone therapy cures cancer",
                "effect",
                "unstated",
                "attributed",
                "benefit",
                "causal",
            )
        ],
    ),
    (
        "We believe that our cells cure asthma.",
        [("We believe that our cells cure asthma", "effect", "offered", "asserted", "benefit", "causal")],
    ),
    (
        "Our doctors say that the cells cure asthma.",
        [("Our doctors say that the cells cure asthma", "effect", "offered", "asserted", "benefit", "causal")],
    ),
    (
        "Stem cells may reduce pain.",
        [("Stem cells may reduce pain", "effect mechanism", "unstated", "asserted", "benefit", "conditional")],
    ),
    (
        "Stem cells might help patients with arthritis walk again.",
        [
            (
                "Stem cells might help patients with arthritis walk again",
                "effect",
                "unstated",
                "asserted",
                "benefit",
                "conditional",
            )
        ],
    ),
    (
        "Stem cells are associated with lower pain.",
        [("Stem cells are associated with lower pain", "effect", "unstated", "asserted", "benefit", "correlational")],
    ),
    (
        "Our cells are guaranteed to restore mobility.",
        [("Our cells are guaranteed to restore mobility", "effect", "offered", "asserted", "benefit", "certain")],
    ),
    (
        "Our cells permanently eliminate back pain.",
        [("Our cells permanently eliminate back pain", "effect", "offered", "asserted", "benefit", "certain")],
    ),
    (
        "Antibiotics cure strep throat.",
        [("Antibiotics cure strep throat", "effect", "established", "asserted", "benefit", "causal")],
    ),
    (
        "Vaccines prevent measles.",
        [("Vaccines prevent measles", "effect", "established", "asserted", "benefit", "causal")],
    ),
    (
        "Many bone tumours can be cured.",
        [("Many bone tumours can be cured", "effect", "other", "asserted", "benefit", "conditional")],
    ),
    (
        "Diabetes damages the kidneys.",
        [("Diabetes damages the kidneys", "effect", "other", "asserted", "harm", "causal")],
    ),
    (
        "Poor posture contributes to back pain.",
        [("Poor posture contributes to back pain", "effect", "other", "asserted", "harm", "causal")],
    ),
    (
        "Exercise lowers blood pressure.",
        [("Exercise lowers blood pressure", "effect", "established", "asserted", "benefit", "causal")],
    ),
    (
        "The body repairs small wounds.",
        [("The body repairs small wounds", "effect", "other", "asserted", "benefit", "causal")],
    ),
    (
        "Surgery can relieve pain in some people.",
        [("Surgery can relieve pain in some people", "effect", "established", "asserted", "benefit", "conditional")],
    ),
    (
        "Patients improved after receiving stem cells.",
        [("Patients improved after", "effect", "unstated", "asserted", "benefit", "causal")],
    ),
    ("Patients recovered.", [("Patients recovered", "effect", "other", "asserted", "benefit", "causal")]),
    (
        "Our patients report less pain.",
        [("Our patients report less pain", "effect", "offered", "asserted", "benefit", "causal")],
    ),
    (
        "Stem cells are completely safe.",
        [("Stem cells are completely safe", "safety", "unstated", "asserted", "benefit", "certain")],
    ),
    (
        "Stem cells have no side effects.",
        [("Stem cells have no side effects", "safety", "unstated", "asserted", "benefit", "causal")],
    ),
    ("Stem cells are not safe.", [("Stem cells are not safe", "safety", "unstated", "denied", "benefit", "causal")]),
    (
        "The procedure is well tolerated.",
        [("The procedure is well tolerated", "safety", "unstated", "asserted", "benefit", "causal")],
    ),
    (
        "Stem cells work better than surgery.",
        [("Stem cells work better than surgery", "comparison", "unstated", "asserted", "benefit", "causal")],
    ),
    (
        "Stem cells are as effective as surgery for knee pain.",
        [
            (
                "Stem cells are as effective as surgery for knee pain",
                "comparison",
                "unstated",
                "asserted",
                "benefit",
                "causal",
            )
        ],
    ),
    (
        "Curcumin supports a healthy immune system.",
        [("Curcumin supports a healthy immune system", "effect", "unstated", "asserted", "benefit", "causal")],
    ),
    (
        "The FDA approved the drug for arthritis.",
        [("The FDA approved the drug for arthritis", "approval", "other", "asserted", "none", "none")],
    ),
    (
        "Stem cells are not approved by the FDA.",
        [("Stem cells are not approved by the FDA", "approval", "other", "denied", "none", "none")],
    ),
    (
        "Pain fell by 30% in the treated group at 12 weeks.",
        [
            (
                "Pain fell by 30% in the treated group at 12 weeks",
                "effect figure",
                "other",
                "asserted",
                "benefit",
                "causal",
            )
        ],
    ),
    (
        "87% of strokes are ischemic.",
        [("87% of strokes are ischemic", "prevalence", "other", "asserted", "none", "none")],
    ),
    (
        "In 2019, 800,000 people had a stroke.",
        [("In 2019, 800,000 people had a stroke", "prevalence", "other", "asserted", "none", "none")],
    ),
    (
        "Methotrexate was given for 12 weeks.",
        [("Methotrexate was given for 12 weeks", "regimen", "established", "asserted", "none", "none")],
    ),
    (
        "In the STRIDE trial, ferritin rose.",
        [("In the STRIDE trial, ferritin rose", "study", "unstated", "asserted", "none", "none")],
    ),
    ("In the trial of the year, tempers rose.", []),
    ("Methotrexate was given to nobody.", []),
    ("The tent was put on a hill for 12 weeks.", []),
    (
        "Up to 90% of patients lose their pain.",
        [("Up to 90% of patients lose their pain", "effect figure", "other", "asserted", "benefit", "causal")],
    ),
    (
        "The study was published in 2024.",
        [("The study was published in 2024", "study", "other", "asserted", "none", "none")],
    ),
    (
        "Phase 2 trials have shown safety and pain relief.",
        [
            (
                "Phase 2 trials have shown safety and pain relief",
                "effect safety study",
                "other",
                "asserted",
                "benefit",
                "causal",
            )
        ],
    ),
    (
        "The evidence for stem cells in arthritis is growing.",
        [("The evidence for stem cells in arthritis is growing", "study", "unstated", "asserted", "none", "none")],
    ),
    ("What improvement can I expect?", []),
    (
        "Stem cells did not reduce pain more than placebo.",
        [
            (
                "Stem cells did not reduce pain more than placebo",
                "effect mechanism comparison",
                "unstated",
                "asserted",
                "no-difference",
                "causal",
            )
        ],
    ),
    (
        "There was no difference in pain between the groups.",
        [
            (
                "There was no difference in pain between the groups",
                "effect",
                "unstated",
                "asserted",
                "no-difference",
                "correlational",
            )
        ],
    ),
    (
        "Stem cells will rebuild your cartilage.",
        [("Stem cells will rebuild your cartilage", "effect", "unstated", "asserted", "benefit", "causal")],
    ),
    (
        "Ideal for patients with arthritis",
        [("Ideal for patients with arthritis", "effect", "unstated", "asserted", "benefit", "causal")],
    ),
    (
        "Treats, heals and prevents arthritis",
        [("Treats, heals and prevents arthritis", "effect", "unstated", "asserted", "benefit", "causal")],
    ),
    (
        "The therapy, which restores mobility, is not approved.",
        [("which restores mobility", "effect", "unstated", "asserted", "benefit", "causal")],
    ),
    (
        "The therapy has been proven to restore mobility.",
        [("The therapy has been proven to restore mobility", "effect", "unstated", "asserted", "benefit", "certain")],
    ),
    (
        "Vitamin C does not cure colds, but it boosts immunity.",
        [
            ("Vitamin C does not cure colds", "effect", "unstated", "denied", "benefit", "causal"),
            ("it boosts immunity", "effect", "unstated", "asserted", "benefit", "causal"),
        ],
    ),
    ("Not by luck but by skill, our surgeons relieve pain.", []),
    (
        "Stem cells, unlike drugs, reverse arthritis.",
        [
            (
                "Stem cells, unlike drugs, reverse arthritis",
                "effect comparison",
                "unstated",
                "asserted",
                "benefit",
                "causal",
            )
        ],
    ),
    (
        "We use exosomes to reverse arthritis.",
        [("We use exosomes to reverse arthritis", "effect", "offered", "asserted", "benefit", "causal")],
    ),
    (
        "Nobody has shown that stem cells reverse arthritis.",
        [("Nobody has shown that stem cells reverse arthritis", "effect", "unstated", "denied", "benefit", "causal")],
    ),
    (
        "None of the pills cures cancer.",
        [("None of the pills cures cancer", "effect", "unstated", "denied", "benefit", "causal")],
    ),
    (
        "Our patients sleep better and report less pain.",
        [
            ("Our patients sleep better", "effect", "offered", "asserted", "benefit", "causal"),
            ("report less pain", "effect", "offered", "asserted", "benefit", "causal"),
        ],
    ),
    (
        "Our doctors say that the cells reverse arthritis.",
        [("Our doctors say that the cells reverse arthritis", "effect", "offered", "asserted", "benefit", "causal")],
    ),
    (
        "There was no difference in pain between the two groups.",
        [
            (
                "There was no difference in pain between the two groups",
                "effect",
                "unstated",
                "asserted",
                "no-difference",
                "correlational",
            )
        ],
    ),
    (
        "Stem cells could possibly slow asthma.",
        [("Stem cells could possibly slow asthma", "effect", "unstated", "asserted", "benefit", "conditional")],
    ),
    (
        "The clinic's cells have reversed asthma in every patient.",
        [
            (
                "The clinic's cells have reversed asthma in every patient",
                "effect",
                "unstated",
                "asserted",
                "benefit",
                "certain",
            )
        ],
    ),
)


@pytest.mark.parametrize(("sentence", "expected"), CASES, ids=[case[0][:60] for case in CASES])
def test_a_sentence_is_read_as(sentence, expected, lexicon, text_page):
    document = text_page(sentence)

    found = [
        (document.text[c.start : c.end], " ".join(c.kinds), c.role, c.stance, c.direction, c.strength)
        for c in claims_in(document, lexicon)
    ]

    assert expected == found


# Words, then the figures read in them as (words, value or (low, high) or (k, n), unit, time).
FIGURES = (
    ("Pain fell by 30% at 12 weeks.", [("30%", 30.0, "percent", "12 weeks"), ("12 weeks", 12.0, "week", "")]),
    ("A gain of 7.3 points on the scale.", [("7.3 points", 7.3, "points", "")]),
    ("A 10-point gain.", [("10-point", 10.0, "points", "")]),
    ("Use it 3 times a week.", []),
    ("8 of 12 patients improved.", [("8 of 12 patients", (8, 12), "people", "")]),
    ("11 out of 17 improved.", [("11 out of 17", (11, 17), "", "")]),
    ("Relief within 6 to 8 weeks.", [("6 to 8 weeks", (6.0, 8.0), "week", "")]),
    ("It costs $4,500 a month.", [("$4,500", 4500.0, "money", "")]),
    ("1.2 million people", [("1.2 million people", 1200000.0, "people", "")]),
    ("Twenty patients were treated.", [("Twenty patients", 20.0, "people", "")]),
    ("It is 3 times stronger.", [("3 times", 3.0, "times", "")]),
    ("The study of 2019 was small.", []),
    ("A Phase 2/3 trial of SB623", []),
    ("On June 4 we open.", []),
    ("The COVID-19 wave", []),
    ("A 401(k) or a 403(b) plan", []),
    ("There were two groups.", []),
    ("Get 10% off today.", []),
    ("Rated 4.8 out of 5 by readers.", []),
    ("One teacher for seven: a ratio of 1:7.", []),
)


def shown(document, figure: Figure):
    value = (figure.k, figure.n) if figure.k is not None else figure.value
    value = (figure.low, figure.high) if figure.high is not None else value
    return document.text[figure.start : figure.end], value, figure.unit, figure.time


@pytest.mark.parametrize(("words", "expected"), FIGURES, ids=[case[0] for case in FIGURES])
def test_figures_are_read_with_unit_and_time(words, expected, lexicon, text_page):
    reading = Reading(text_page(words), lexicon)

    found = [shown(reading.document, f) for f in figures_in(reading, reading.sentences[0])]

    assert expected == found


def test_a_figure_is_bound_to_its_measure(lexicon, text_page):
    reading = Reading(text_page("Pain fell by 3 points and walking rose by 30 metres."), lexicon)

    assert [f.measure for f in figures_in(reading, reading.sentences[0])][:1] == ["pain"]


def test_up_to_is_kept_with_the_figure(lexicon, text_page):
    reading = Reading(text_page("Up to 90% of patients lose their pain."), lexicon)

    assert [figure.up_to for figure in figures_in(reading, reading.sentences[0])] == [True]


PAGE = """\
# Stem cells for stroke

## Exosomes

They reduce inflammation.

## What the cells do

This therapy restores movement.

- Improves mobility

[Book now](https://clinic.example/book)
"""


def test_what_a_page_offers_is_its_title_where_it_calls_to_act(lexicon, markdown_page):
    offer = offer_of(Reading(markdown_page(PAGE), lexicon))

    assert (frozenset({"stem-cell-therapy"}), True) == (offer.ids, offer.visible)


def test_without_a_call_to_act_nothing_is_offered_by_who_tells_what_is_not_known(lexicon, markdown_page):
    told = PAGE.replace("[Book now](https://clinic.example/book)", "The long-term effects are unknown.")

    offer = offer_of(Reading(markdown_page(told), lexicon))

    assert (frozenset(), False) == (offer.ids, offer.visible)


def test_a_page_about_an_unproven_treatment_offers_it_unless_something_is_said_against_it(lexicon, markdown_page):
    told = "# Prolotherapy\n\nThe joint is firm again after three visits.\n"
    pages = (told, told + "\nThere is no evidence that it works.\n", told.replace("Prolotherapy", "Aspirin"))
    offers = [offer_of(Reading(markdown_page(page), lexicon)) for page in pages]
    assert [offer.page for offer in offers] == [("offers",), ("neither",), ("neither",)]
    assert offers[0].ids == {"prolotherapy"}


def test_accepted_care_is_offered_where_its_page_praises_it_more_than_it_informs(lexicon, markdown_page):
    praised = "# Aspirin\n\nOur amazing, powerful, revolutionary tablets.\n\n[Book now](https://a.example/)\n"
    told = "# Aspirin\n\nYour doctor weighs the risk factors.\n\n[Book now](https://a.example/)\n"
    offers = [offer_of(Reading(markdown_page(page), lexicon)) for page in (praised, told)]
    assert [offer.ids for offer in offers] == [{"aspirin"}, frozenset()]


def test_what_comes_out_well_on_a_page_that_offers_is_offered_though_nobody_does_it(lexicon, markdown_page):
    page = "# Prolotherapy\n\nThe pain is eliminated.\n"
    pages = (page, page.replace("Prolotherapy", "Aspirin"))
    roles = [[claim.role for claim in claims_in(markdown_page(one), lexicon)] for one in pages]
    assert roles == [["offered"], ["other"]]


def test_a_treatment_that_is_only_to_be_replaced_is_not_what_they_stands_for(lexicon, markdown_page):
    page = "# Prolotherapy\n\nGood methods work without surgery. They reduce pain.\n"
    assert [c.role for c in claims_in(markdown_page(page), lexicon) if "effect" in c.kinds][-1:] == ["offered"]


def test_a_page_that_promotes_offers_what_its_title_names_without_a_call_to_act(lexicon, markdown_page):
    praise = "An incredible, groundbreaking and powerful way to boost your body: discover the remarkable vitality."

    offer = offer_of(Reading(markdown_page(f"# Stem cell therapy\n\n{praise}\n"), lexicon))

    assert (("offers",), frozenset({"stem-cell-therapy"})) == (offer.page, offer.ids)


def test_a_text_that_weighs_evidence_informs_however_short_and_what_its_authors_gave_is_no_offer(lexicon, text_page):
    short = "Ginger was compared with placebo for sickness. Side effects were not reported."
    authors = f"{short} People with migraine took part. We gave vitamins. We searched for trials in hospital."

    assert [("informs",), ("informs",)] == [offer_of(Reading(text_page(t), lexicon)).page for t in (short, authors)]


def test_how_a_treatment_is_given_is_no_mechanism(lexicon, markdown_page):
    page = markdown_page("# Stem cell therapy\n\nThis approach delivers cells to the joint.\n\nBook now.\n")

    assert [] == [c for c in claims_in(page, lexicon) if "mechanism" in c.kinds]


def test_pronouns_bullets_and_this_therapy_take_what_is_named_above_them(lexicon, markdown_page):
    document = markdown_page(PAGE)

    found = {document.text[c.start : c.end]: c.role for c in claims_in(document, lexicon)}

    assert found["This therapy restores movement"] == "offered"
    assert found["Improves mobility"] == "offered"


def test_names_come_from_the_nearest_place_first(lexicon, markdown_page):
    document = markdown_page(PAGE)
    claim = next(c for c in claims_in(document, lexicon) if document.text[c.start : c.end] == "Improves mobility")

    assert [(n.id, n.via) for n in claim.names if n.category == "condition"] == [("stroke", "heading")]


REFERENCE = """\
Ménière's disease is a disorder of the inner ear. Doctors diagnose it by hearing tests.

Salt restriction reduces dizziness in some people with the disease.
"""


def roles(document, lexicon) -> dict[str, str]:
    return {document.text[c.start : c.end]: c.role for c in claims_in(document, lexicon)}


def test_a_page_that_informs_speaks_for_nobody(lexicon, text_page):
    line = "Salt restriction reduces dizziness in some people with the disease"

    assert {line: "other"} == roles(text_page(REFERENCE), lexicon)
    assert {line: "unstated"} == roles(text_page(f"{line}."), lexicon)


def test_a_page_that_promotes_more_than_it_informs_is_no_reference(lexicon, text_page):
    praise = (
        "Discover the amazing, powerful, revolutionary secret of our life-changing ear drops. Say goodbye to doubt."
    )

    found = roles(text_page(f"{REFERENCE}\n{praise}\n"), lexicon)

    assert "other" not in {role for words, role in found.items() if words.startswith("Salt")}


THROUGHOUT = """# Healing after a fall

Hyperbaric oxygen feeds the brain. In a hyperbaric chamber the swelling goes down.

People leave the hyperbaric chamber with a clear head.
"""


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (THROUGHOUT, "offers"),
        (f"{THROUGHOUT}\nThis is an off-label treatment.\n", "offers"),
        (f"{THROUGHOUT}\nThis is an off-label treatment. There is no evidence for it.\n", "neither"),
        (f"{THROUGHOUT}\nIn trials it did no better than a sugar pill.\n", "neither"),
        (THROUGHOUT.replace("hyperbaric chamber with", "clinic with"), "neither"),
        (
            THROUGHOUT.replace("Hyperbaric oxygen", "A supplement").replace("hyperbaric chamber", "supplement"),
            "neither",
        ),
        (THROUGHOUT + "\nSleep matters too.\n" * 20, "neither"),
    ],
)
def test_a_page_speaks_for_the_one_unaccepted_treatment_that_it_speaks_of_throughout(
    text: str, kind: str, lexicon, markdown_page
) -> None:
    assert kind == offer_of(Reading(markdown_page(text), lexicon)).page[0]


def test_a_doer_that_nothing_is_known_of_is_what_a_selling_page_offers(lexicon, markdown_page):
    found = roles(markdown_page("Tapping relieves pain.\n\n[Book now](https://clinic.example/book)\n"), lexicon)

    assert {"Tapping relieves pain": "offered", "Book now": "offered"} == found


def test_a_name_in_capitals_behind_a_word_for_the_body_is_a_product(lexicon, text_page):
    assert {"Knee Comfort Plus eases the joint": "unstated"} == roles(
        text_page("Knee Comfort Plus eases the joint."), lexicon
    )
    assert {"Knee movement eases the joint": "other"} == roles(text_page("Knee movement eases the joint."), lexicon)


def test_a_thing_that_is_sold_is_a_product_though_it_is_called_after_the_body(lexicon, text_page):
    assert {"The foot bath eases joint pain": "unstated"} == roles(
        text_page("The foot bath eases joint pain."), lexicon
    )
    assert {"The sole of the foot eases joint pain": "other"} == roles(
        text_page("The sole of the foot eases joint pain."), lexicon
    )


def test_a_label_before_a_dash_or_colon_does_what_stands_behind_it(lexicon, markdown_page):
    page = "- Zinc - Relieves migraine\n- Zelvo oil: Prevents hair damage\n- Storage: Keep dry\n"
    document = markdown_page(page)

    found = {document.text[c.start : c.end]: (c.kinds, c.direction) for c in claims_in(document, lexicon)}

    assert found == {
        "Zinc - Relieves migraine": (("effect",), "benefit"),
        "Zelvo oil: Prevents hair damage": (("effect",), "benefit"),
    }


HERBS = (
    "Symptoms of diabetes are thirst and weight loss. Diagnosis is by a blood test. Risk factors are age and weight.\n"
)


def test_a_page_that_informs_and_weighs_no_evidence_speaks_for_the_herb_that_it_says_does_it(lexicon, text_page):
    claim = "Cinnamon reduces insulin resistance"

    assert roles(text_page(f"{HERBS}\n{claim}."), lexicon)[claim] == "unstated"
    assert roles(text_page(f"{HERBS}\n{claim}. More research is needed."), lexicon)[claim] == "other"


def test_a_number_that_looks_like_i_tells_no_story(lexicon, text_page):
    (told,) = claims_in(text_page("I was cured of asthma by your cells."), lexicon)
    (staged,) = claims_in(text_page("Stage I melanoma was cured by your cells."), lexicon)

    assert "testimonial" in told.kinds
    assert "testimonial" not in staged.kinds


def test_less_trouble_with_something_good_is_a_benefit(lexicon, text_page):
    (claim,) = claims_in(text_page("Eases memory troubles."), lexicon)

    assert "benefit" == claim.direction


def test_a_doer_taken_from_the_clause_above_keeps_its_kind(lexicon, markdown_page):
    page = "Obesity harms the heart, reducing mobility.\n\n[Book now](https://clinic.example/book)\n"

    assert roles(markdown_page(page), lexicon)["reducing mobility"] == "other"


def test_what_is_designed_for_somebody_is_spoken_of_as_the_thing_itself(lexicon, text_page):
    reading = Reading(
        text_page("Our lamp is designed for people with lupus. The lamps were stored in a cellar."), lexicon
    )
    offer = offer_of(reading)
    found = [statement_at(reading, offer, s, Span(s.words[-1].start, s.words[-1].end)) for s in reading.sentences]

    assert ["offered", "other"] == [statement.role for statement in found]


def test_restoring_something_as_a_subject_is_taken_for_granted_only_where_something_is_offered(lexicon, markdown_page):
    page = "# Exosome therapy\n\nRestoring the hearing is slow work.\n"

    assert roles(markdown_page(page), lexicon)["Restoring the hearing"] == "offered"
    assert roles(markdown_page(page.partition("\n\n")[2]), lexicon)["Restoring the hearing"] == "other"


def test_what_readers_have_to_keep_up_is_no_promise(lexicon, markdown_page):
    page = "The serum works if you improve your sleep.\n\n[Book now](https://clinic.example/)\n"

    assert roles(markdown_page(page), lexicon) == {
        "if you improve your sleep": "other",
        "Book now": "offered",
    }


@pytest.mark.parametrize(("lead", "strength"), [("Possible mechanisms are", "conditional"), ("The lamp", "causal")])
def test_a_lead_in_that_only_supposes_lowers_what_its_list_says(lead, strength, lexicon, markdown_page):
    document = markdown_page(f"{lead}:\n\n- stimulates blood flow to the brain\n")

    assert [claim.strength for claim in claims_in(document, lexicon)] == [strength]


def test_ways_of_treating_something_are_only_spoken_of(lexicon, text_page):
    assert {} == roles(text_page("The nurses know various ways to treat arthritis."), lexicon)
    assert ["to treat arthritis"] == [*roles(text_page("Our lamp is there to treat arthritis."), lexicon)]


def test_the_clause_of_any_words_is_read_for_whom_it_speaks(lexicon, text_page):
    reading = Reading(text_page("Our team never sleeps. Does it rain?"), lexicon)
    offer = offer_of(reading)
    first, second = (
        statement_at(reading, offer, s, Span(s.words[-1].start, s.words[-1].end)) for s in reading.sentences
    )

    assert [((), "offered", "denied"), ((), "unstated", "asked")] == [
        (s.kinds, s.role, s.stance) for s in (first, second)
    ]


def test_a_verb_of_helping_claims_what_it_carries(lexicon, text_page):
    assert {} == roles(text_page("The app allows you to track your blood sugar."), lexicon)
    assert ["The app helps you to lower your blood sugar"] == [
        *roles(text_page("The app helps you to lower your blood sugar."), lexicon)
    ]


def test_a_heading_that_only_names_a_topic_claims_nothing(lexicon, markdown_page):
    assert {} == roles(markdown_page("# Clinic\n\n## Key Health Benefits\n"), lexicon)


LISTED = """\
# Zelvo drops

Ideal for:

- People with arthritis

Not suitable for:

- people with epilepsy

[Order now](https://zelvo.example/)
"""


def test_a_list_under_words_that_make_a_gain_of_it_claims_what_it_names(lexicon, markdown_page):
    document = markdown_page(LISTED)
    found = {document.text[c.start : c.end]: (c.kinds, c.role, c.direction) for c in claims_in(document, lexicon)}

    assert {
        "People with arthritis": (("effect",), "offered", "benefit"),
        "Order now": (("offer",), "offered", "none"),
    } == found


def test_what_is_offered_acts_by_whatever_verb(lexicon, markdown_page):
    page = "Our cells are living. They settle on bare bone. The doctor looks at the bone.\n\n[Book now](https://a.example/)\n"
    document = markdown_page(page)
    found = {document.text[c.start : c.end]: (c.kinds, c.role, c.direction) for c in claims_in(document, lexicon)}

    assert (("mechanism",), "offered", "benefit") == found["They settle on bare bone"]
    assert "The doctor looks at the bone" not in found


def test_configured_offers_and_brands_make_a_claim_offered(lexicon, text_page):
    found = claims_in(text_page("Zelvora reverses arthritis."), lexicon, brands=("Zelvora",))

    assert [claim.role for claim in found] == ["offered"]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Relieve migraine […] Relieve gout . . . Relieve asthma.", "unstated"),
        ("Relieve migraine. Relieve gout. Relieve asthma.", "other"),
    ],
)
def test_what_goes_on_behind_an_ellipsis_is_no_new_sentence_of_a_line(text, role, lexicon, text_page):
    assert {claim.role for claim in claims_in(text_page(text), lexicon)} == {role}


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("Freedom from gout", ("neither", "alone", "slogan")),
        ("Tell your doctor if you have gout.", ("neither", "alone")),
        ("Freedom from gout. Freedom from asthma. Freedom from migraine.", ("neither",)),
    ],
)
def test_a_line_that_advises_is_no_slogan(text, page, lexicon, text_page):
    assert offer_of(Reading(text_page(text), lexicon)).page == page


def test_a_claim_keeps_its_id_when_text_is_added_before_it(lexicon, text_page):
    alone = claims_in(text_page("Our cells cure asthma."), lexicon)
    later = claims_in(text_page("We are open today.\n\nOur cells cure asthma."), lexicon)

    assert [claim.id for claim in alone] == [claim.id for claim in later]


def test_the_cue_of_a_denial_covers_its_clause_only(lexicon, text_page):
    document = text_page("The cells do not cure asthma, but they relieve pain.")
    first, second = claims_in(document, lexicon)
    cue = first.cues[0]

    assert (cue.decides, cue.says, document.text[cue.start : cue.end]) == ("stance", "denied", "not")
    assert document.text[cue.scope_start : cue.scope_end] == "not cure asthma"
    assert second.stance == "asserted"


def test_a_class_of_words_is_of_one_family_and_has_phrases(lexicon):
    named = [name for names in FAMILIES.values() for name in names]

    assert [name for name in named if named.count(name) > 1 or name not in lexicon.classes] == []


@pytest.mark.parametrize(
    ("text", "family", "expected"),
    [
        ("Coffee raises blood pressure.", "any-act", ["any-act", "any-act+object", "any-act:verb", "any-act@main"]),
        ("Coffee lowers blood pressure.", "any-act", ["any-act", "any-act+object", "any-act:verb", "any-act@main"]),
        ("Coffee is linked to stress.", "any-tie", ["any-tie", "any-tie+passive", "any-tie:verb", "any-tie@main"]),
        ("Coffee correlates with stress.", "any-tie", ["any-tie", "any-tie+alone", "any-tie:verb", "any-tie@main"]),
        ("Coffee is linked to stress.", "any-act", []),
    ],
)
def test_words_of_one_family_are_the_same_fact_of_it(lexicon, text_page, text, family, expected):
    reading = Reading(text_page(text), lexicon)
    facts = facts_of(statement_in(reading, reading.sentences[0]), FAMILIES[family])

    assert sorted(fact for fact in facts if fact.startswith(family)) == expected


def test_what_a_treatment_is_said_to_set_off_speaks_for_it_and_what_it_replaces_does_not(lexicon, markdown_page):
    book = "\n\n[Book now](https://clinic.example/book)\n"
    process = roles(markdown_page(f"# Prolotherapy\n\nThis process rebuilds the tendon.{book}"), lexicon)
    replaced = roles(markdown_page(f"# Before considering surgery\n\nThis therapy relieves pain.{book}"), lexicon)
    means = roles(markdown_page("# Sore joints\n\nThe pain can be relieved with the use of aspirin.\n"), lexicon)

    assert process["This process rebuilds the tendon"] == "offered"
    assert replaced["This therapy relieves pain"] == "offered"
    assert list(means.values()) == ["established"]


def test_a_bullet_that_only_names_a_process_that_grows_is_a_gain(lexicon, markdown_page):
    claims = claims_in(markdown_page("# Prolotherapy\n\n- Enhanced circulation\n- Circulation is measured\n"), lexicon)

    assert [(claim.kinds, claim.direction) for claim in claims] == [(("effect", "mechanism"), "benefit")]


OPEN = "# Prolotherapy\n\nThe joint is firm again after three visits.\n\n{}\n"


@pytest.mark.parametrize(
    ("said", "page"),
    [
        ("A larger trial is now needed.", "neither"),
        ("We do not have enough good evidence.", "neither"),
        ("The gain has not been firmly established.", "neither"),
        # What is said not to be shown of a harm leaves the benefit as it was told.
        ("It has not been shown to do harm.", "offers"),
        ("No visit takes long.", "offers"),
        ("Is a larger trial needed?", "offers"),
    ],
)
def test_a_page_that_says_what_has_not_been_shown_does_not_offer_what_its_title_names(
    said, page, lexicon, markdown_page
):
    assert offer_of(Reading(markdown_page(OPEN.format(said)), lexicon)).page == (page,)


@pytest.mark.parametrize(
    ("title", "page"),
    [
        ("Prolotherapy for knees", "offers"),
        ("A small trial of prolotherapy", "neither"),
        ("How to compare prolotherapy and rest", "neither"),
    ],
)
def test_a_title_of_a_study_or_a_guide_offers_nothing(title, page, lexicon, markdown_page):
    told = f"# {title}\n\nThe knee is held still for a moment.\n"
    assert offer_of(Reading(markdown_page(told), lexicon)).page == (page,)


def test_what_all_people_have_is_nobodys_offer(lexicon, markdown_page):
    pages = ("Yeasts in our intestines provide vitamins.", "Yeasts in our tablets provide vitamins.")
    offers = [offer_of(Reading(markdown_page(f"# Yeasts\n\n{one}\n"), lexicon)) for one in pages]
    assert [offer.visible for offer in offers] == [False, True]


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("A part of the brain that controls movement was hurt.", "other"),
        ("A device that controls movement was bought.", "unstated"),
        ("Sprains may be treated by a physiotherapist.", "other"),
        ("You might do exercises to build stamina.", "established"),
        ("Gardeners battling back pain", "other"),
        ("In the 1930s better drains wiped out cholera and led to less infection.", "other"),
        ("Better drains lead to less infection.", "unstated"),
    ],
)
def test_who_an_effect_is_told_of(sentence, role, lexicon, text_page):
    roles = [claim.role for claim in claims_in(text_page(sentence), lexicon) if claim.direction == "benefit"]
    assert roles[:1] == [role]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("They say: Onion socks cure asthma.", "attributed"),
        ("Claim 3: Onion socks cure asthma.", "attributed"),
        ("The myth of our socks is old. Onion socks cure asthma.", "asserted"),
        ("Onion socks cure asthma: a claim that we stand by.", "asserted"),
        ("A study tests the feasibility of curing asthma with socks.", "aim"),
        ("The key is to maintain a constant blood sugar.", "aim"),
    ],
)
def test_what_stands_behind_a_label_is_what_others_say(text, stance, lexicon, text_page):
    claims = [claim for claim in claims_in(text_page(text), lexicon) if "effect" in claim.kinds]
    assert claims[-1].stance == stance


def test_where_asks_in_an_object_and_tells_in_a_place(lexicon, text_page):
    asked = "The review is an account of where the evidence is strong."
    told = "This is a centre where the evidence is strong."
    stances = [[c.stance for c in claims_in(text_page(one), lexicon)][-1:] for one in (asked, told)]
    assert stances == [["asked"], ["asserted"]]


def test_a_rank_is_no_figure(lexicon, text_page):
    figures = [
        len(figures_in(reading, reading.sentences[0]))
        for words in ("See our top 10 holdings.", "See our 10 holdings.")
        for reading in (Reading(text_page(words), lexicon),)
    ]
    assert figures == [0, 1]
