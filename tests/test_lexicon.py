"""The shipped lexicon: it loads, its names stand where they are read, its parents hold, its classes are there."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from claimcheck import lexicon as lexicons
from claimcheck import shipped, yamlfile
from claimcheck.forms import forms, words_of
from claimcheck.words import words_in

if TYPE_CHECKING:
    from claimcheck.lexicon import Lexicon

CATEGORIES = {
    "authority", "body", "career", "condition", "course", "design", "investment", "medicine", "outcome", "people",
    "process", "risk", "route", "species", "stage", "treatment",
}  # fmt: skip

# Classes that rules and claims count on: those of every page, then those of one field.
CLASSES = """
cure-verb treat-verb prevent-verb restore-verb improve-verb reduce-verb increase-verb help-verb regenerate-verb
mechanism-verb harm-verb show-verb cause-verb offer-verb prove-verb recommend-verb replace-verb detox-verb
benefit-noun harm-noun no-difference study-noun evidence-noun investigational generic-treatment generic-course
generic-investment offer-noun cost-word payer-word grant-word adverse-word alternatives-word
conditional correlational certain future negator not-negator attribution aim asked-clause inference expectation
booster first-person relative seller-voice call-to-act established-fact
hype hope superlative uniqueness novelty absolute-safety safe-and-effective no-rejection own-cells natural tradition
urgency money-back permanence universal root-cause speed ease minimiser invasive-procedure uncertainty
design-told limits-told call-for-study eager funder
peer-review-lack weak-source comparator not-met no-control within-group meaningful statistics-word relative-risk
best-case success-rate typicality implied-typicality not-approved approval-word registration-word legal-exemption
off-label expert prestige science-backed secrecy denigration fear desperation disclaimer-word sponsorship
pay-to-participate harm-balance cell-count homing-phrase combination ingredient-phrase vulnerable-people
research-goal fixed-term policy-text stated-goal proper-name quantity-context medical-education
permits-causal permits-correlational permits-none notice-dshea
""".split()


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return lexicons.read([shipped.folder("lexicon")])


def names_of(lexicon: Lexicon, text: str, *categories: str) -> list[tuple[str, str]]:
    """Return the ids read in a text with the words they stand on, in order."""
    names = lexicon.names_in(words_in(text))
    return [(n.id, text[n.start : n.end]) for n in names if not categories or n.category in categories]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ask about mesenchymal stem cells today", [("mesenchymal-stem-cells", "mesenchymal stem cells")]),
        ("BM-MSCs were used", [("bone-marrow-mesenchymal-stem-cells", "BM-MSCs")]),
        ("UC-MSC doses", [("umbilical-cord-mesenchymal-stem-cells", "UC-MSC")]),
        ("from Wharton’s jelly", [("umbilical-cord-mesenchymal-stem-cells", "Wharton’s jelly")]),
        ("SB623 and NR1", [("sb623", "SB623"), ("nr1", "NR1")]),
        ("CTX0E03, then MultiStem", [("ctx0e03", "CTX0E03"), ("multistem", "MultiStem")]),
        ("stemcell therapies", [("stem-cell-therapy", "stemcell therapies")]),
        ("exosome therapy", [("exosomes", "exosome therapy")]),
        ("platelet-rich plasma", [("platelet-rich-plasma", "platelet-rich plasma")]),
        ("PRP shots", [("platelet-rich-plasma", "PRP")]),
        ("an IV drip with NAD+", [("iv-drip", "IV drip"), ("nad-infusion", "NAD+")]),
        ("BPC-157 peptides", [("bpc-157", "BPC-157")]),
        ("hyperbaric oxygen therapy", [("hyperbaric-oxygen", "hyperbaric oxygen therapy")]),
        ("homeopathic remedies", [("homeopathy", "homeopathic remedies")]),
        ("omega 3 fatty acids", [("omega-3", "omega 3 fatty acids")]),
        ("Vitamin B12 shots", [("vitamin-b12", "Vitamin B12")]),
        ("CBD gummies", [("cbd", "CBD gummies")]),
        ("Chiropractic care", [("chiropractic", "Chiropractic care")]),
        ("vagus nerve stimulation", [("vagus-nerve-stimulation", "vagus nerve stimulation")]),
        ("tPA or thrombectomy", [("thrombolysis", "tPA"), ("thrombectomy", "thrombectomy")]),
        ("speech therapy", [("speech-therapy", "speech therapy")]),
        ("statins and warfarin", [("statins", "statins"), ("warfarin", "warfarin")]),
        ("an ischaemic stroke", [("ischemic-stroke", "ischaemic stroke")]),
        ("bleeding in the brain", [("hemorrhagic-stroke", "bleeding in the brain")]),
        ("TBI", [("traumatic-brain-injury", "TBI")]),
        ("living with ALS", [("als", "ALS")]),
        ("Parkinson’s disease", [("parkinsons", "Parkinson’s disease")]),
        ("Type-2 diabetics", [("type-2-diabetes", "Type-2 diabetics")]),
        ("long COVID", [("long-covid", "long COVID")]),
        ("osteoarthritis of the knee", [("knee-osteoarthritis", "osteoarthritis of the knee")]),
        ("erectile dysfunction", [("erectile-dysfunction", "erectile dysfunction")]),
        ("male pattern baldness", [("hair-loss", "male pattern baldness")]),
        ("autism spectrum disorder", [("autism", "autism spectrum disorder")]),
        ("the Fugl-Meyer Assessment (FMA)", [("fugl-meyer", "Fugl-Meyer Assessment"), ("fugl-meyer", "FMA")]),
        ("upper-extremity Fugl Meyer", [("fugl-meyer-upper", "upper-extremity Fugl Meyer")]),
        ("lower-extremity FMA", [("fugl-meyer-lower", "lower-extremity FMA")]),
        ("FMMS", [("fugl-meyer-total", "FMMS")]),
        ("mRS, NIHSS, Barthel index", [("modified-rankin", "mRS"), ("nihss", "NIHSS"), ("barthel", "Barthel index")]),
        ("activities of daily living", [("daily-living", "activities of daily living")]),
        ("better quality of life", [("quality-of-life", "quality of life")]),
        ("cortical excitability", [("cortical-excitability", "cortical excitability")]),
        ("formation of new blood vessels", [("angiogenesis", "formation of new blood vessels")]),
        ("synaptogenesis", [("synapse-formation", "synaptogenesis")]),
        ("oxidative stress", [("oxidative-stress", "oxidative stress")]),
        ("rats and a mouse model", [("rat", "rats"), ("mouse", "mouse model")]),
        ("in vitro", [("in-vitro", "in vitro")]),
        ("a randomized controlled trial", [("randomised-trial", "randomized controlled trial")]),
        ("a network meta-analysis", [("network-meta-analysis", "network meta-analysis")]),
        ("Phase 1/2a, open-label", [("phase-1-2", "Phase 1/2a"), ("open-label", "open-label")]),
        ("given intra-arterially", [("intra-arterial", "intra-arterially")]),
        ("not cleared by the MHRA", [("mhra", "MHRA")]),
        ("serious adverse events", [("side-effect", "serious adverse events")]),
        ("tumour formation", [("tumour-risk", "tumour formation")]),
        ("our coding bootcamp", [("bootcamp", "coding bootcamp")]),
        ("a job guarantee", [("job-guarantee", "job guarantee")]),
        ("an index fund", [("fund", "index fund")]),
        ("guaranteed returns of 9%", [("returns", "guaranteed returns")]),
    ],
)  # fmt: skip
def test_a_phrase_is_read_as_its_name_where_it_stands(
    lexicon: Lexicon, text: str, expected: list[tuple[str, str]]
) -> None:
    assert names_of(lexicon, text) == expected


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("We were all there, and all of us knew ms Lee; she aids people with pots and pans.", "condition"),
        ("Add to cart: the sad cat ran to a park.", "condition"),
        ("The plan was rated highly, a rating that dogged nobody.", "species"),
        ("In the course of the disease, of course, the degree of harm varies.", "course"),
        ("Share your story, bond with your baby, return to work and yield to nobody.", "investment"),
        ("Your treatment, the therapy, our cells, this programme, the product and formula.", "treatment"),
        ("Tonic and clonic phases were seen.", "treatment"),
    ],
)
def test_everyday_words_are_no_names(lexicon: Lexicon, text: str, category: str) -> None:
    assert names_of(lexicon, text, category) == []


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("nr1", "stem-cell-therapy"),
        ("nr1", "neural-stem-cells"),
        ("sb623", "mesenchymal-stem-cells"),
        ("multistem", "stem-cell-therapy"),
        ("ischemic-stroke", "stroke"),
        ("stroke", "neurological-condition"),
        ("traumatic-brain-injury", "neurological-injury"),
        ("fugl-meyer-upper", "upper-limb-function"),
        ("fugl-meyer-total", "motor-function"),
        ("atorvastatin", "medication"),
        ("turmeric", "supplement"),
        ("thrombectomy", "surgery"),
        ("network-meta-analysis", "evidence-synthesis"),
        ("rat", "animal"),
        ("cell-culture", "preclinical"),
        ("knee-osteoarthritis", "arthritis"),
    ],
)
def test_a_name_is_of_its_kind(lexicon: Lexicon, name: str, kind: str) -> None:
    assert lexicon.is_a(name, kind)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ischemic-stroke", "traumatic-brain-injury"),
        ("ischemic-stroke", "hemorrhagic-stroke"),
        ("nr1", "sb623"),
        ("mesenchymal-stem-cells", "neural-stem-cells"),
        ("bone-marrow-mononuclear-cells", "mesenchymal-stem-cells"),
        ("fugl-meyer-upper", "fugl-meyer-total"),
        ("speech", "motor-function"),
        ("rat", "human"),
        ("intravenous", "intracerebral"),
        ("acute", "chronic"),
    ],
)
def test_two_things_that_a_study_must_not_be_taken_across_differ(lexicon: Lexicon, one: str, other: str) -> None:
    assert not lexicon.agree(one, other)


@pytest.mark.parametrize("name", ["thrombolysis", "rehabilitation", "chemotherapy", "insulin", "warfarin", "exercise"])
def test_accepted_care_is_established(lexicon: Lexicon, name: str) -> None:
    assert lexicon.names[name].established


@pytest.mark.parametrize(
    "name", ["stem-cell-therapy", "nr1", "exosomes", "platelet-rich-plasma", "homeopathy", "supplement", "bpc-157"]
)
def test_what_clinics_and_shops_sell_is_not_established(lexicon: Lexicon, name: str) -> None:
    assert not lexicon.names[name].established


def test_the_categories_are_these(lexicon: Lexicon) -> None:
    assert {entry.category for entry in lexicon.names.values()} == CATEGORIES


def test_every_condition_counts_in_a_body_system(lexicon: Lexicon) -> None:
    conditions = [entry for entry in lexicon.names.values() if entry.category == "condition"]
    assert [entry.id for entry in conditions if not entry.group] == []


def test_no_phrase_stands_for_two_names_of_one_category(lexicon: Lexicon) -> None:
    double = []
    for entry in lexicon.names.values():
        for phrase in entry.words:
            names = lexicon.names_in(words_in(phrase.replace("=", "")))
            places = Counter((name.category, name.start, name.end) for name in names)
            double += [(phrase, [name.id for name in names]) for count in places.values() if count > 1]
    assert double == []


def test_every_phrase_of_a_name_can_be_read(lexicon: Lexicon) -> None:
    lost = []
    for entry in lexicon.names.values():
        for phrase in entry.words:
            if entry.id not in {n.id for n in lexicon.names_in(words_in(phrase.replace("=", "")))}:
                lost.append((entry.id, phrase))
    assert lost == []


@pytest.mark.parametrize("name", CLASSES)
def test_a_class_that_others_count_on_has_phrases(lexicon: Lexicon, name: str) -> None:
    assert lexicon.classes.get(name, ()) != ()


def test_no_class_bears_the_name_of_a_category_or_of_a_name(lexicon: Lexicon) -> None:
    assert set(lexicon.classes) & (CATEGORIES | set(lexicon.names)) == set()


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Say goodbye to joint pain", "cure-verb", ["Say goodbye to"]),
        ("it wiped out the virus", "cure-verb", ["wiped out"]),
        ("wards off colds", "prevent-verb", ["wards off"]),
        ("clinically proven to work", "prove-verb", ["clinically proven"]),
        ("These cells are game-changing", "hype", ["game-changing"]),
        ("offers a promising path", "hope", ["promising"]),
        ("It is 100% safe.", "absolute-safety", ["100% safe"]),
        ("The effect is not known", "negator", ["not"]),
        ("not only safe but quick", "not-negator", ["not only"]),
        ("you no longer need creams", "no-longer", ["no longer"]),
        ("Some people say it helps", "attribution", ["Some people say"]),
        ("The trial missed its primary endpoint.", "not-met", ["missed its primary endpoint"]),
        ("It did not meet the primary endpoint.", "not-met", ["did not meet the primary endpoint"]),
        ("an open label study", "no-control", ["open label"]),
        ("Individual results may vary.", "typicality", ["Individual results may vary"]),
        ("It has not been approved by anyone.", "not-approved", ["has not been approved"]),
        ("breakthrough bleeding on the pill", "fixed-term", ["breakthrough bleeding"]),
        ("Scientists are working on it", "research-goal", ["Scientists are working"]),
        ("a minimally invasive procedure", "minimiser", ["minimally invasive"]),
        ("Book a consultation", "call-to-act", ["Book a consultation"]),
        ("Extending this evidence, a second trial followed", "inference", ["Extending this evidence"]),
        ("Patients can expect to walk", "expectation", ["Patients can expect"]),
        ("this therapy works", "generic-treatment", ["therapy"]),
        ("it resulted in change", "benefit-noun", []),
        ("we studied it", "study-noun", []),
        ("a grant from a charity", "funder", ["grant"]),
        ("the agency granted approval", "funder", []),
        ("Larger studies have to follow", "call-for-study", ["Larger studies"]),
        ("Insurers reimburse half of it", "payer-word", ["Insurers", "reimburse"]),
    ],
)
def test_a_class_finds_its_phrase(lexicon: Lexicon, text: str, name: str, expected: list[str]) -> None:
    words = words_in(text)
    spans = lexicon.class_spans(words, name)
    assert [text[words[a].start : words[b - 1].end] for a, b in spans] == expected


def test_the_ladder_names_designs_and_species_once_each(lexicon: Lexicon) -> None:
    steps = [name for step in ("causal", "correlational", "none") for name in lexicon.classes[f"permits-{step}"]]
    assert [name for name in steps if lexicon.category(name) not in ("design", "species")] == []
    assert [name for name, count in Counter(steps).items() if count > 1] == []


def test_a_word_is_found_by_each_of_its_forms_and_by_nothing_else(lexicon: Lexicon) -> None:
    phrases = [p for given in (*lexicon.classes.values(), *(n.words for n in lexicon.names.values())) for p in given]
    words = dict.fromkeys(word for phrase in phrases for word in phrase.lower().split())
    expected: dict[str, set[str]] = {}
    for word in words:
        for form in forms(word):
            expected.setdefault(form, set()).add(word)

    assert len(words) > 10_000
    assert {form: set(words_of(form, words)) for form in expected} == expected
    assert [strange for strange in ("", "ing", "'s'", "zzz") if words_of(strange, words)] == []


def test_a_class_that_ships_stands_in_one_file() -> None:
    # Two of one name would be one class with the words of both, though each was written for another sense.
    named = [
        name
        for path in sorted(shipped.folder("lexicon").rglob("*.yaml"))
        for name in yamlfile.read(path).value.get("classes", ())
    ]

    assert [name for name, times in Counter(named).items() if times > 1] == []
