"""What careful text says in the words of a claim, and claims not: definitions, talk, names, mentions, contents."""

from claimcheck import flow
from claimcheck.claims import claims_in

AS_OF = "2026-01-01"
RULES = ("symptom-benefit", "mechanism-as-benefit", "uncited-figure", "weight-loss-effortless", "breakthrough")


def rules(document, house) -> list[str]:
    return [f.rule for f in flow.check_document(document, house, AS_OF).findings if f.rule in RULES]


def roles(document, lexicon) -> dict[str, str]:
    return {document.text[c.start : c.end]: c.role for c in claims_in(document, lexicon)}


def test_what_an_illness_is_said_to_be_does_harm_and_offers_nothing(lexicon, text_page):
    assert {"that produces pain": "other"} == roles(text_page("Gout is a disorder that produces pain."), lexicon)


def test_what_a_treatment_is_said_to_be_acts_for_it(lexicon, text_page):
    found = roles(text_page("Acupuncture is a method that relieves pain."), lexicon)

    assert {"that relieves pain": "unstated"} == found


def test_a_medicine_is_meant_by_what_it_is_called_beside_its_name(lexicon, markdown_page):
    page = "Our clinic gives drips. GLP-1 is a hormone that lowers blood sugar.\n"

    assert "established" == roles(markdown_page(page), lexicon)["that lowers blood sugar"]


def test_what_is_only_thought_is_conditional_and_what_we_believe_is_our_word(lexicon, text_page):
    (thought,) = claims_in(text_page("Exosomes are thought to relieve pain."), lexicon)
    (ours,) = [c for c in claims_in(text_page("We believe that exosomes relieve pain."), lexicon) if c.kinds]

    assert ("conditional", "causal") == (thought.strength, ours.strength)


def test_a_word_of_gain_in_a_name_or_in_what_is_talked_of_is_no_gain(lexicon, text_page):
    assert () == claims_in(text_page("At Summit Health & Wellness, we teach."), lexicon)
    assert () == claims_in(text_page("Collagen is often discussed in wellness."), lexicon)
    assert ("effect",) == claims_in(text_page("Collagen brings wellness to the skin."), lexicon)[0].kinds


def test_bullets_under_signs_or_studies_name_topics_and_those_under_praise_gains(lexicon, markdown_page):
    items = "\n\n- Tissue healing\n- Better sleep\n"

    assert {} == roles(markdown_page(f"The drops have been studied in:{items}"), lexicon)
    assert ["Better sleep", "Tissue healing"] == sorted(roles(markdown_page(f"They are great for:{items}"), lexicon))


def test_a_list_of_complaints_under_any_verb_of_doing_good_names_what_is_helped(lexicon, markdown_page):
    items = "\n\n- Gout\n- Keep warm\n"
    above = "Ozone can improve the health of people with"

    assert {above: "unstated", "Gout": "unstated"} == roles(markdown_page(f"{above}:{items}"), lexicon)
    for above in (
        "Tell us if you take anything to treat:",
        "Studies look at how to treat:",
        "Reasons to avoid treatment:",
        "Cautions for those treated for:",
        "We meet on Monday:",
    ):
        assert "Gout" not in roles(markdown_page(f"{above}{items}"), lexicon)


def test_prices_and_contents_are_no_results(lexicon, markdown_page):
    page = "# Our drips\n\n[Book now](https://drip.example/)\n\n- {}\n- {}\n"

    def figures(price: str, content: str) -> list[str]:
        document = markdown_page(page.format(price, content))
        return [document.text[c.start : c.end] for c in claims_in(document, lexicon) if "figure" in c.kinds]

    assert [] == figures("Immune support drip: $199", "A bar with 70%+ cocoa")
    assert ["40% less fatigue", "A bar with 70%+ taste"] == figures("40% less fatigue", "A bar with 70%+ taste")


def test_what_matter_does_by_nature_is_no_benefit_of_it(house, markdown_page):
    page = "# Our drops\n\n[Order now](https://drops.example/)\n\nOur drops {}.\n"

    assert [] == rules(markdown_page(page.format("regulate the immune response")), house)
    assert ["mechanism-as-benefit"] == rules(markdown_page(page.format("modulate the immune response")), house)


def test_what_somebody_means_to_do_is_no_testimony(lexicon, markdown_page):
    told = {
        "I decided to improve my sleep.": False,
        "I needed to understand it to improve my sleep.": False,
        "It improved my sleep.": True,
        "I was able to improve my sleep.": True,
    }
    for words, is_testimony in told.items():
        claims = claims_in(
            markdown_page(f"# Ozone therapy\n\n{words}\n\n[Book now](https://ozone.example/)\n"), lexicon
        )
        assert [is_testimony] == ["testimonial" in one.kinds for one in claims if "effect" in one.kinds], words


def test_what_people_look_for_is_not_yet_given(lexicon, markdown_page):
    page = "# Our lamp\n\nIdeal for:\n\n- Individuals seeking natural support for sleep\n- People with insomnia\n"

    assert {"seeking natural support for sleep": "other", "People with insomnia": "unstated"} == roles(
        markdown_page(page), lexicon
    )


def test_the_time_after_a_treatment_is_no_gain_of_it(lexicon, markdown_page):
    page = "# Our laser clinic\n\nWe offer:\n\n- Post-laser recovery\n- Post-PRP, laser, or knee surgery recovery\n"

    assert {} == roles(markdown_page(page), lexicon)
    assert ["Faster recovery"] == list(roles(markdown_page(f"{page}- Faster recovery\n"), lexicon))


def test_what_something_turns_on_is_left_open(lexicon, text_page):
    assert () == claims_in(text_page("Ankle strength and gait influence how much load the hip bears."), lexicon)
    assert ["mechanism"] == [c.kinds[0] for c in claims_in(text_page("Our drops influence the hormones."), lexicon)]


def test_a_bullet_that_begins_with_its_verb_says_what_the_offer_does_to_the_body(lexicon, markdown_page):
    does = "- Helps the body handle fat\n- Opens the arteries\n"
    others = "- Comes in glass jars\n- Ships to your door within two days\n- Contains no gluten\n"
    found = roles(markdown_page(f"# Our cinnamon capsules\n\n{does}{others}"), lexicon)

    assert {"Helps the body handle fat": "offered", "Opens the arteries": "offered"} == found


def test_what_a_study_measured_speaks_for_the_offer_of_its_page(lexicon, markdown_page):
    told = "In an eight-week trial with it, blood sugar went down by 12 %"

    assert {told: "offered"} == roles(markdown_page(f"# Our capsules\n\n{told}.\n"), lexicon)
    assert {told: "other"} == roles(markdown_page(f"{told}.\n"), lexicon)


def test_ways_to_a_gain_that_are_looked_at_are_no_gain(lexicon, text_page):
    assert () == claims_in(text_page("The team looks at ways to support your independence."), lexicon)


def test_what_readers_do_for_themselves_is_no_offer_and_a_cure_is_none_of_their_doings(lexicon, text_page):
    assert ["other"] == list(roles(text_page("You can prevent heart disease."), lexicon).values())
    assert (
        "other" == roles(text_page("You can do a lot to prevent heart disease."), lexicon)["to prevent heart disease"]
    )
    assert ["unstated"] == list(roles(text_page("You can cure heart disease."), lexicon).values())


def test_a_text_without_a_word_of_promotion_informs_by_two_words(lexicon, text_page):
    line = "Salt restriction reduces dizziness"

    assert "other" == roles(text_page(f"{line}. Ask a nurse. It is caused by drugs."), lexicon)[line]
    assert "unstated" == roles(text_page(f"{line}. The condition is one of many conditions."), lexicon)[line]
    assert "unstated" == roles(text_page(f"{line}. Ask a nurse. It is caused by drugs. Discover more."), lexicon)[line]


def test_the_share_of_a_content_is_no_figure_and_the_share_of_a_gain_is(house, text_page):
    assert [] == rules(text_page("The tank holds 40% oxygen at 2.5 times normal atmospheric pressure."), house)
    assert ["uncited-figure"] == rules(text_page("The tank brings 40% less pain."), house)


def test_a_table_of_numbers_is_one_finding(house, markdown_page):
    page = markdown_page("| Year | 2014 | 2015 |\n|---|---|---|\n| Employed | 64% | 63% |\n| Studying | 26% | 28% |\n")

    (found,) = [f for f in flow.check_document(page, house, AS_OF).findings if f.rule == "uncited-figure"]

    assert ("64%", ["stands in the same table"] * 3) == (found.quote, [r.what for r in found.related])


def test_words_in_quotation_marks_are_spoken_of_where_nothing_is_sold_or_the_sentence_calls_them_a_claim(
    house, markdown_page
):
    offer = "\n\n[Book now](https://clinic.example/book)\n"

    assert [] == rules(markdown_page("“Melts fat” is fog."), house)
    assert ["weight-loss-effortless"] == rules(markdown_page("It melts fat, and this is fog."), house)
    assert ["weight-loss-effortless"] == rules(markdown_page(f"The patch that “melts fat” is here.{offer}"), house)
    assert [] == rules(markdown_page(f"Beware of the claim “melts fat”.{offer}"), house)


def test_what_somebody_says_in_quotation_marks_is_said(house, markdown_page):
    assert ["breakthrough"] == rules(markdown_page("“This is a breakthrough,” said the author."), house)


def test_what_is_left_out_about_one_study_is_one_finding_that_lists_the_rest(house, markdown_page):
    page = markdown_page("# Cells for stroke\n\nIn SB-STR01 the cells improved motor function.\n")

    found = [f for f in flow.check_document(page, house, AS_OF).findings if f.records and not f.page]
    (left_out,) = [f for f in found if "sponsor-unsaid" in (f.rule, *f.also)]

    assert ("uncontrolled-benefit", "error") == (left_out.rule, left_out.severity)
    assert {"programme-ended", "sponsor-unsaid"} <= set(left_out.also)
    assert "tells of SB-STR01 without saying that its development for this condition has stopped" in [
        r.what for r in left_out.related
    ]


def test_the_label_of_a_medicine_is_called_by_the_page_s_own_word(house, markdown_page):
    taken = "Patients use tacrolimus for immunosuppression. The immunosuppression is well-tolerated in most patients."
    page = markdown_page(f"# Cells for stroke\n\n{taken}\n")

    found = [f.message for f in flow.check_document(page, house, AS_OF).findings if f.rule == "harms-unsaid"]

    assert ["speaks of the safety of tacrolimus and leaves out the harms that were reported"] == [
        message.partition(":")[0] for message in found
    ]


def test_a_participle_that_goes_on_with_a_claim_is_no_finding_of_its_own(house, markdown_page):
    page = markdown_page("Exosomes bring lasting recovery of movement produced by cells that repair the arm.\n")

    found = flow.check_document(page, house, AS_OF).findings

    assert ["Exosomes bring lasting recovery of movement produced by cells"] == [
        f.quote for f in found if "symptom-benefit" in (f.rule, *f.also)
    ]
