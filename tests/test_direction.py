"""Direction: what is a benefit, a harm or no difference; which way an outcome went, in which of two arms."""

import pytest

from claimcheck.claims import claims_in
from claimcheck.claims.chance import chances_in
from claimcheck.claims.change import changes_in
from claimcheck.claims.reading import Reading
from claimcheck.claims.result import result_of

# Sentence, then for each claim in it its direction, the word that decides it and what that word is said of.
DIRECTIONS = (
    ("The gel reduces pain.", ("benefit by reduces over pain",)),
    ("The gel relieves pain.", ("benefit by relieves over pain",)),
    ("The gel eases stiffness.", ("benefit by eases over The gel",)),
    ("The gel improves mobility.", ("benefit by improves over mobility",)),
    ("The gel increases pain.", ("harm by increases over pain",)),
    ("The gel increases blood pressure.", ("harm by increases over blood pressure",)),
    ("The gel improves blood pressure.", ("benefit by improves over blood pressure",)),
    ("The gel lowers blood pressure.", ("benefit by lowers over blood pressure",)),
    ("The gel boosts immunity.", ("benefit by boosts over immunity",)),
    ("The gel reduces survival.", ("harm by reduces survival over reduces survival",)),
    ("The gel lowers quality of life.", ("harm by lowers over quality of life",)),
    ("The gel worsens depression.", ("harm by worsens over depression",)),
    ("The gel heals eczema.", ("benefit by heals over eczema",)),
    ("The gel increases pain relief.", ("benefit by increases over pain relief",)),
    ("The gel speeds up recovery from injuries.", ("benefit by speeds up over recovery from injuries",)),
    ("The gel cut the risk of infection by half.", ("benefit by cut the risk of over the risk of infection",)),
    ("The gel shortened the hospital stay.", ("benefit by shortened over the hospital stay",)),
    (
        "The gel led to a significant improvement in mobility.",
        ("benefit by improvement in over a significant improvement in mobility",),
    ),
    ("The gel led to a decline in mobility.", ("harm by decline over a decline in mobility",)),
    ("Alcohol damages the liver.", ("harm by damages over the liver",)),
    ("Patients had less pain.", ("benefit by less over less pain",)),
    ("Patients had more pain.", ("harm by more over more pain",)),
    ("Pain fell by 30% with the gel.", ("benefit by fell over Pain",)),
    ("Pain rose by 30% with the gel.", ("harm by rose over Pain",)),
    ("Mobility improved by 12 points.", ("benefit by improved over Mobility",)),
    ("Mobility declined by 12 points.", ("harm by declined over Mobility",)),
    ("Patients on placebo had less pain than those treated with the gel.", ("harm by less over less pain than those",)),
    (
        "The treated patients had less pain than those on placebo.",
        ("benefit by less over less pain than those on placebo",),
    ),
    ("Pain did not differ between the groups.", ("no-difference by did not differ over Pain",)),
    ("Pain was similar in both groups.", ("no-difference by similar in both groups over Pain",)),
    ("Pain remained unchanged after treatment.", ("no-difference by unchanged over Pain",)),
    ("There was no difference in pain.", ("no-difference by no difference over no difference in pain",)),
    (
        "There was no significant difference in pain between the groups.",
        ("no-difference by no significant difference over no significant difference in pain between the groups",),
    ),
    (
        "There was no significant reduction in pain.",
        ("no-difference by no significant reduction over no significant reduction in pain",),
    ),
    ("The gel did not significantly reduce pain.", ("no-difference by not significantly over pain",)),
    (
        "The reduction in pain was not statistically significant.",
        ("no-difference by not statistically significant over not statistically significant",),
    ),
    ("The gel was no better than placebo.", ("no-difference by no better than over The gel",)),
    ("The gel had no effect on pain.", ("no-difference by no effect over no effect on pain",)),
    ("The gel does not work for pain.", ("no-difference by does not work over The gel",)),
    (
        "With the gel, no more people recovered than with a sham gel.",
        ("no-difference by no more people over no more people",),
    ),
    ("The gel does not cure eczema.", ("benefit by cure over eczema",)),
    ("The gel is safe.", ("benefit by safe over The gel",)),
    ("The infusion has no side effects.", ("benefit by no side effects over no side effects",)),
    ("The gel harms the kidneys.", ("harm by harms over the kidneys",)),
    ("The gel is approved by the FDA for eczema.", ("none",)),
)


@pytest.mark.parametrize(("sentence", "expected"), DIRECTIONS, ids=[case[0] for case in DIRECTIONS])
def test_a_claim_goes_one_way(sentence, expected, lexicon, text_page):
    document = text_page(sentence)

    found = tuple(_told(claim, document.text) for claim in claims_in(document, lexicon))

    assert expected == found


def _told(claim, text):
    cues = [cue for cue in claim.cues if cue.decides == "direction"]
    return " ".join(
        [claim.direction]
        + [f"by {text[cue.start : cue.end]} over {text[cue.scope_start : cue.scope_end]}" for cue in cues]
    )


# Sentence, then which way something went and by which word.
CHANGES = (
    ("Pain was lower with the gel.", ("down lower",)),
    ("Pain was not lower with the gel.", ("same lower",)),
    ("Pain was lower with the gel (p = 0.3).", ("same lower",)),
    ("Pain was lower with the gel (p = 0.01).", ("down lower",)),
    ("The reduction in pain was greater with the gel.", ("down greater",)),
    ("A greater improvement in sleep was seen.", ("better greater",)),
    ("The drop in blood pressure was smaller.", ("up smaller",)),
    ("Sleep improved and pain fell.", ("better improved", "down fell")),
    ("Pain did not differ.", ("same not differ",)),
    ("The groups differed in age.", ("differs differed",)),
    ("Both groups had similar scores.", ("same similar",)),
    ("The mill stands by the river.", ()),
)


@pytest.mark.parametrize(("sentence", "expected"), CHANGES, ids=[case[0] for case in CHANGES])
def test_a_change_is_told(sentence, expected, lexicon, text_page):
    reading = Reading(text_page(sentence), lexicon)

    found = tuple(
        f"{change.way} {reading.document.text[slice(*change.cue)]}"
        for change in changes_in(reading, reading.sentences[0])
    )

    assert expected == found


# Words, then whether chance can explain what was seen, for each test in them.
CHANCES = (
    ("It fell (p < 0.001).", (False,)),
    ("It fell (p=0.049).", (False,)),
    ("It fell (P = .051).", (True,)),
    ("It fell (p > 0.05).", (True,)),
    ("It fell (p value: 0·27).", (True,)),
    ("The odds ratio was 0.8 (95% CI 0.5 to 1.3).", (True,)),
    ("The hazard ratio was 0.6 (95% CI 0.4-0.9).", (False,)),
    ("The difference was 2.1 (95% CI −0.4 to 4.6).", (True,)),
    ("The difference was 2.1 (95% CI 0.4 to 3.8).", (False,)),
    ("The ratio was 0.8 (95% CI 0.5 to 1.3; p = 0.04).", (False,)),
    ("We read 12 pages.", ()),
)


@pytest.mark.parametrize(("words", "expected"), CHANCES, ids=[case[0] for case in CHANCES])
def test_a_test_tells_whether_it_may_be_chance(words, expected, lexicon, text_page):
    reading = Reading(text_page(words), lexicon)

    assert expected == tuple(test.by_chance for test in chances_in(reading, reading.sentences[0]))


# What is said of an outcome (pain, unless told otherwise) under the gel against a cream.
RESULTS = (
    ("Pain was lower with the gel than with the cream.", "pain", "down"),
    ("Pain was lower with the cream than with the gel.", "pain", "up"),
    ("Compared with the cream, the gel lowered pain.", "pain", "down"),
    ("The cream lowered pain more than the gel.", "pain", "up"),
    ("Pain was higher in the gel group.", "pain", "up"),
    ("Pain was higher in the control group.", "pain", "down"),
    ("Pain did not differ between gel and cream.", "pain", "same"),
    ("Pain was lower with the gel, but this was not significant.", "pain", "same"),
    ("Pain fell in both groups.", "pain", "same"),
    ("Pain fell with the gel (p = 0.4).", "pain", "same"),
    ("Pain improved with the gel compared with the cream.", "pain", "down"),
    ("Sleep improved with the gel compared with the cream.", "sleep", "up"),
    ("Pain fell with the gel; sleep did not differ.", "sleep", "same"),
    ("Pain fell with the gel; sleep did not differ.", "pain", "down"),
    ("The fall in pain was greater with the gel than with the cream.", "pain", "down"),
    ("Pain scores were 3.1 with the gel and 4.8 with the cream (p = 0.02).", "pain", "down"),
    ("Pain scores were 4.8 with the cream and 3.1 with the gel (p = 0.02).", "pain", "down"),
    ("Pain scores were 3.1 with the gel and 3.3 with the cream (p = 0.6).", "pain", "same"),
    ("There was a significant difference in pain (p = 0.02).", "pain", "differs"),
    ("VAS was lower with the gel than with the cream.", "visual analogue scale", "down"),
)


@pytest.mark.parametrize(("words", "outcome", "expected"), RESULTS, ids=[f"{c[1]}: {c[0]}" for c in RESULTS])
def test_an_outcome_went_one_way(words, outcome, expected, lexicon, text_page):
    reading = Reading(text_page(words), lexicon)

    assert expected == result_of(reading, outcome, "gel", "cream")
