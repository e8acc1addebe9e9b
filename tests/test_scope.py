"""Scopes: which words deny, leave open, ask, attribute, aim or condition, and what each of them covers."""

import pytest

from claimcheck.claims import claims_in
from claimcheck.claims.reading import Reading

# Sentence, then for each claim in it: its stance, and each cue with the words that it covers.
DENIED = (
    ("Magnetic bracelets do not relieve arthritis.", ("denied by not over not relieve arthritis",)),
    ("Magnetic bracelets have never relieved arthritis.", ("denied by never over never relieved arthritis",)),
    ("No bracelet relieves arthritis.", ("denied by No over No bracelet relieves arthritis",)),
    ("None of the bracelets relieves arthritis.", ("denied by None over None of the bracelets relieves arthritis",)),
    ("Nothing in this box cures arthritis.", ("denied by Nothing over Nothing in this box cures arthritis",)),
    (
        "Neither creams nor bracelets cure arthritis.",
        ("denied by Neither over Neither creams nor bracelets cure arthritis",),
    ),
    (
        "The cream does not cure eczema, nor does it prevent scars.",
        (
            "denied by not over not cure eczema",
            "denied by nor over nor does it prevent scars",
        ),
    ),
    ("The gel cannot regrow cartilage.", ("denied by cannot over cannot regrow cartilage",)),
    (
        "What the gel does not do is cure arthritis.",
        ("denied by not over not do is cure arthritis",),
    ),
    (
        "Neither of the gels cures arthritis.",
        ("denied by Neither over Neither of the gels cures arthritis",),
    ),
    (
        "The gel does not yet cure arthritis.",
        ("denied by not over not yet cure arthritis",),
    ),
    ("The gel can't regrow cartilage.", ("denied by can't over can't regrow cartilage",)),
    ("The gel is not a cure for arthritis.", ("denied by not over not a cure for arthritis",)),
    ("There is no cure for arthritis.", ("denied by no over no cure for arthritis",)),
    (
        "There is no proof that the gel rebuilds cartilage.",
        ("denied by no proof over no proof that the gel rebuilds cartilage",),
    ),
    (
        "There is little evidence that the gel rebuilds cartilage.",
        (
            "denied by little over little evidence that the gel rebuilds cartilage",
            "denied by little over little evidence that the gel rebuilds cartilage",
        ),
    ),
    (
        "No trial has shown that the gel rebuilds cartilage.",
        ("denied by No over No trial has shown that the gel rebuilds cartilage",),
    ),
    (
        "The gel has not been shown to rebuild cartilage.",
        ("denied by not over The gel has not been shown to rebuild cartilage",),
    ),
    (
        "It has not been proven that the gel rebuilds cartilage.",
        ("denied by not over It has not been proven that the gel rebuilds cartilage",),
    ),
    (
        "The gel is not proven to rebuild cartilage.",
        ("denied by not proven over The gel is not proven to rebuild cartilage",),
    ),
    ("The gel failed to rebuild cartilage.", ("denied by failed over failed to rebuild cartilage",)),
    ("The gel was unable to rebuild cartilage.", ("denied by unable over The gel was unable to rebuild cartilage",)),
    ("The gel lacks evidence of benefit.", ("denied by lacks over lacks evidence of benefit",)),
    (
        "The company refuses to say that the gel heals wounds.",
        ("denied by refuses to over refuses to say that the gel heals wounds",),
    ),
    ("The gel soothes skin without healing eczema.", ("denied by without over without healing eczema",)),
    (
        "The gel hides pain rather than treating arthritis.",
        ("denied by rather than over rather than treating arthritis",),
    ),
    ("Instead of curing asthma, the spray masks it.", ("denied by Instead of over Instead of curing asthma",)),
    (
        "It is yet to be shown that the gel eases pain.",
        ("denied by yet to be over yet to be shown that the gel eases pain",),
    ),
    ("That the gel cures acne is a myth.", ("denied by myth over the gel cures acne is a myth",)),
    ("It is not true that the gel cures acne.", ("denied by not true that over not true that the gel cures acne",)),
    ("It is untrue that the gel cures acne.", ("denied by untrue over It is untrue that the gel cures acne",)),
    ("Dermatologists doubt that the gel cures acne.", ("denied by doubt that over doubt that the gel cures acne",)),
    ("It is unlikely that the gel cures acne.", ("denied by unlikely over It is unlikely that the gel cures acne",)),
    ("The gel hardly reduces pain.", ("denied by hardly over hardly reduces pain",)),
    ("The gel rarely relieves pain.", ("denied by rarely over rarely relieves pain",)),
    ("Few patients recovered.", ("denied by Few over Few patients recovered",)),
    ("Not everybody recovered.", ("denied by Not over Not everybody recovered",)),
    ("Not all patients improve.", ("denied by Not over Not all patients improve",)),
    ("It is unknown whether the gel eases pain.", ("denied by unknown over It is unknown whether the gel eases pain",)),
    ("It is not clear whether the gel eases pain.", ("denied by not clear over not clear whether the gel eases pain",)),
    (
        "It is too early to say whether the gel eases pain.",
        ("denied by too early to say over It is too early to say whether the gel eases pain",),
    ),
    (
        "The gel does not cure eczema but relieves itching.",
        (
            "denied by not over not cure eczema",
            "asserted",
        ),
    ),
    (
        "Although it does not cure asthma, the spray relieves wheezing.",
        (
            "denied by not over not cure asthma",
            "asserted",
        ),
    ),
    (
        "The spray relieves wheezing; it does not cure asthma.",
        (
            "asserted",
            "denied by not over not cure asthma",
        ),
    ),
    (
        "The spray relieves wheezing, but it does not cure asthma.",
        (
            "asserted",
            "denied by not over not cure asthma",
        ),
    ),
    ("The infusion is not without risk.", ("denied by not over not without risk",)),
    ("The infusion is not risk-free.", ("denied by not over not risk-free",)),
    (
        "The tea may not relieve asthma.",
        ("denied by not over not relieve asthma; hedged by may over may not relieve asthma",),
    ),
    (
        "The drug eases symptoms rather than curing arthritis.",
        (
            "asserted",
            "denied by rather than over rather than curing arthritis",
        ),
    ),
    (
        "The claim that magnets relieve pain is far from proven.",
        ("denied by far from proven over The claim that magnets relieve pain is far from proven",),
    ),
    (
        "Nobody knows whether the peptide helps patients with arthritis.",
        ("denied by Nobody over Nobody knows whether the peptide helps patients with arthritis",),
    ),
    ("Not everybody gains from it.", ("denied by Not over Not everybody gains from it",)),
    ("Hardly any patient improved.", ("denied by Hardly any over Hardly any patient improved",)),
    ("No drug cures dementia, but exercise improves balance.", ("denied by No over No drug cures dementia",)),
    ("Although it does not cure dementia, exercise improves balance.", ("denied by not over not cure dementia",)),
    ("The infusion is not safe.", ("denied by not over not safe",)),
    ("Magnets do not relieve pain or swelling.", ("denied by not over not relieve pain or swelling",)),
    ("Experts deny that crystals heal wounds.", ("denied by deny over deny that crystals heal wounds",)),
    (
        "Insufficient evidence exists that crystals heal wounds.",
        ("denied by Insufficient evidence over Insufficient evidence exists that crystals heal wounds",),
    ),
    (
        "Scientists have yet to show that crystals heal wounds.",
        ("denied by have yet to over have yet to show that crystals heal wounds",),
    ),
    ("Crystals never heal wounds.", ("denied by never over never heal wounds",)),
    (
        "The trial did not show that the extract lowers cholesterol.",
        ("denied by not over not show that the extract lowers cholesterol",),
    ),
    ("The trial showed that the extract does not lower cholesterol.", ("denied by not over not lower cholesterol",)),
    ("We do not claim that the extract cures cancer.", ("denied by not over not claim that the extract cures cancer",)),
    (
        "We cannot promise that the cells will restore your sight.",
        ("denied by cannot over cannot promise that the cells will restore your sight",),
    ),
    ("Results are not guaranteed, and not all patients improve.", ("denied by not over not all patients improve",)),
    (
        "It would be wrong to say that the cells cure blindness.",
        (
            (
                "denied by wrong to say over It would be wrong to say that the cells cure blindness; "
                "hedged by would over would be wrong to say that the cells cure blindness"
            ),
        ),
    ),
)
# A word that looks like a denial, and governs no claim.
ASSERTED = (
    ("You no longer need steroid creams, because the gel heals eczema.", ("asserted",)),
    ("The gel heals eczema without steroid creams.", ("asserted",)),
    ("The gel relieves knee pain without surgery.", ("asserted",)),
    ("With no surgery and no scars, the gel relieves knee pain.", ("asserted",)),
    ("The gel not only soothes the skin but also heals eczema.", ("asserted",)),
    ("It is not just a gel: it heals eczema.", ("asserted",)),
    ("My pain improved, and I never had to take pills again.", ("asserted",)),
    ("Say goodbye to pain with our gel.", ("asserted",)),
    ("No wonder the gel relieves pain so fast.", ("asserted",)),
    ("There is no doubt that the gel heals eczema.", ("asserted",)),
    ("Don't wait: our gel relieves eczema.", ("asserted",)),
    ("The gel heals eczema, whether or not you have tried steroids.", ("asserted",)),
    ("The gel heals eczema even if steroids failed.", ("asserted",)),
    ("The gel does not sting and heals eczema.", ("asserted",)),
    ("The gel, which does not sting, heals eczema.", ("asserted",)),
    ("The gel that heals eczema is not sold in shops.", ("asserted",)),
    ("We do not use drugs, which harm the liver.", ("asserted",)),
    ("The infusion causes no side effects.", ("asserted",)),
    ("Our doctors say that the tea cures asthma.", ("asserted",)),
    ("The tea was tasty in May and relieves asthma.", ("asserted",)),
    ("None of our patients relapsed.", ("asserted",)),
    ("The infusion has no side effects.", ("asserted",)),
    ("Take our capsules and your headaches will disappear.", ("asserted",)),
    ("Nothing relieves migraine like our device.", ("asserted",)),
    ("No other device relieves migraine better.", ("asserted",)),
    ("The gel is not without benefit for patients with acne.", ("asserted",)),
)
ASKED = (
    (
        "Whether the gel eases pain remains unproven.",
        ("asked by Whether over Whether the gel eases pain remains unproven",),
    ),
    (
        "The degree to which the spray relieves wheezing is still unknown.",
        ("asked by degree to which over degree to which the spray relieves wheezing",),
    ),
    ("The extent to which the spray relieves wheezing is a joy.", ("asserted",)),
    ("Can the spray cure asthma?", ("asked by ? over Can the spray cure asthma?",)),
    ("Does the spray relieve wheezing?", ("asked by ? over Does the spray relieve wheezing?",)),
    ("Why does the spray relieve wheezing?", ("asked by ? over Why does the spray relieve wheezing?",)),
    (
        "A study is testing whether the spray relieves wheezing.",
        ("asked by whether over whether the spray relieves wheezing",),
    ),
    (
        "Researchers want to see if the spray relieves wheezing.",
        ("asked by if over to see if the spray relieves wheezing",),
    ),
    ("We asked whether the spray relieves wheezing.", ("asked by whether over whether the spray relieves wheezing",)),
    (
        "The spray is being tested to see whether it relieves wheezing.",
        ("asked by whether over whether it relieves wheezing",),
    ),
    ("Why not try our balm, which relieves eczema?", ("asked by ? over Why not try our balm, which relieves eczema?",)),
    ("Who says our balm does not relieve eczema?", ("asserted",)),
)
# So does a condition.
CONDITIONAL = (
    (
        "The spray relieves wheezing if it is used daily.",
        ("asserted; conditional by if over The spray relieves wheezing if it is used daily",),
    ),
    (
        "If it is used daily, the spray relieves wheezing.",
        ("asserted; conditional by If over If it is used daily, the spray relieves wheezing",),
    ),
    (
        "If the trial succeeds, the implant could restore hearing.",
        (
            (
                "asserted; "
                "conditional by If over If the trial succeeds, the implant could restore hearing; "
                "hedged by could over could restore hearing"
            ),
        ),
    ),
    (
        "Unless you smoke, the spray relieves wheezing.",
        ("asserted; conditional by Unless over Unless you smoke, the spray relieves wheezing",),
    ),
    (
        "Provided that it is used daily, the spray relieves wheezing.",
        (("asserted; conditional by Provided that over Provided that it is used daily, the spray relieves wheezing"),),
    ),
    (
        "If you take our capsules, your headaches will disappear.",
        ("asserted; conditional by If over If you take our capsules, your headaches will disappear",),
    ),
    (
        "Unless you stop smoking, the stent cannot prevent a heart attack.",
        (
            (
                "denied by cannot over cannot prevent a heart attack; "
                "conditional by Unless over Unless you stop smoking, the stent cannot prevent a heart attack"
            ),
        ),
    ),
)
AIMS = (
    ("We hope to cure asthma.", ("aim by hope to over hope to cure asthma",)),
    ("We hope that the spray will cure asthma.", ("aim by hope that over hope that the spray will cure asthma",)),
    (
        "The aim of the trial is to reduce wheezing.",
        ("aim by aim of the trial over aim of the trial is to reduce wheezing",),
    ),
    ("The trial aims to reduce wheezing.", ("aim by aims to over aims to reduce wheezing",)),
    (
        "Scientists are looking for ways to prevent asthma.",
        ("aim by are looking for ways over are looking for ways to prevent asthma",),
    ),
    (
        "Researchers are trying to cure asthma.",
        ("aim by Researchers are trying over Researchers are trying to cure asthma",),
    ),
    (
        "The spray is being studied as a treatment for asthma.",
        ("aim by is being studied over The spray is being studied as a treatment for asthma",),
    ),
    ("Our mission is to cure asthma.", ("aim by Our mission over Our mission is to cure asthma",)),
)
ATTRIBUTED = (
    (
        "Sellers claim that the tea cures asthma.",
        ("attributed by Sellers claim over Sellers claim that the tea cures asthma",),
    ),
    ("The tea is claimed to cure asthma.", ("attributed by is claimed to over The tea is claimed to cure asthma",)),
    ("The tea is said to cure asthma.", ("attributed by is said to over The tea is said to cure asthma",)),
    (
        "The tea is believed to cure asthma.",
        (
            (
                "attributed by is believed to over The tea is believed to cure asthma; "
                "hedged by believed over The tea is believed to cure asthma"
            ),
        ),
    ),
    (
        "According to the seller, the tea cures asthma.",
        ("attributed by According to over According to the seller, the tea cures asthma",),
    ),
    ("The tea reportedly cures asthma.", ("attributed by reportedly over The tea reportedly cures asthma",)),
    ("The tea allegedly cures asthma.", ("attributed by allegedly over The tea allegedly cures asthma",)),
    (
        "Some people believe that the tea cures asthma.",
        (
            (
                "attributed by Some people believe over Some people believe that the tea cures asthma; "
                "hedged by believe over believe that the tea cures asthma"
            ),
        ),
    ),
    (
        "The idea that the tea cures asthma is popular.",
        (
            (
                "attributed by The idea that over The idea that the tea cures asthma is popular; "
                "hedged by idea over idea that the tea cures asthma is popular"
            ),
        ),
    ),
    (
        "The tea is marketed as a cure for asthma.",
        ("attributed by marketed as over The tea is marketed as a cure for asthma",),
    ),
    (
        "“The tea cured my asthma in two weeks,” writes a customer.",
        ("quoted by “ over “The tea cured my asthma in two weeks,”",),
    ),
    (
        "Some websites claim that turmeric prevents dementia.",
        ("attributed by Some websites claim over Some websites claim that turmeric prevents dementia",),
    ),
)
# A hedge leaves a claim asserted: it lowers its strength.
HEDGED = (
    ("We believe that the tea cures asthma.", ("asserted; hedged by believe over believe that the tea cures asthma",)),
    ("The tea may relieve asthma.", ("asserted; hedged by may over may relieve asthma",)),
    ("The tea might well relieve asthma.", ("asserted; hedged by might over might well relieve asthma",)),
    ("The tea could relieve asthma.", ("asserted; hedged by could over could relieve asthma",)),
    ("The tea possibly relieves asthma.", ("asserted; hedged by possibly over possibly relieves asthma",)),
    ("Perhaps the tea relieves asthma.", ("asserted; hedged by Perhaps over Perhaps the tea relieves asthma",)),
    ("The tea seems to relieve asthma.", ("asserted; hedged by seems over The tea seems to relieve asthma",)),
    ("The tea appears to relieve asthma.", ("asserted; hedged by appears to over The tea appears to relieve asthma",)),
    ("The tea is likely to relieve asthma.", ("asserted; hedged by likely over The tea is likely to relieve asthma",)),
    (
        "It is likely that the tea relieves asthma.",
        ("asserted; hedged by likely over It is likely that the tea relieves asthma",),
    ),
    (
        "The results suggest that the tea relieves asthma.",
        ("asserted; hedged by suggest over suggest that the tea relieves asthma",),
    ),
    (
        "The results indicate that the tea relieves asthma.",
        ("asserted; hedged by indicate over indicate that the tea relieves asthma",),
    ),
    (
        "The tea is thought to relieve asthma.",
        ("asserted; hedged by thought over The tea is thought to relieve asthma",),
    ),
    (
        "The hypothesis that the tea relieves asthma was tested.",
        ("asserted; hedged by hypothesis over hypothesis that the tea relieves asthma",),
    ),
    (
        "The tea is a potential treatment for asthma.",
        ("asserted; hedged by potential over potential treatment for asthma",),
    ),
    ("In theory, the tea relieves asthma.", ("asserted; hedged by In theory over In theory, the tea relieves asthma",)),
    (
        "It is possible that turmeric slows dementia.",
        ("asserted; hedged by possible over It is possible that turmeric slows dementia",),
    ),
)
STANCES = (*DENIED, *ASSERTED, *ASKED, *CONDITIONAL, *AIMS, *ATTRIBUTED, *HEDGED)


@pytest.mark.parametrize(("sentence", "expected"), STANCES, ids=[case[0] for case in STANCES])
def test_a_claim_is_read_with_what_governs_it(sentence, expected, lexicon, text_page):
    document = text_page(sentence)

    found = tuple(_told(claim, document.text) for claim in claims_in(document, lexicon))

    assert expected == found


def _told(claim, text):
    cues = [
        f"{cue.says} by {text[cue.start : cue.end]} over {text[cue.scope_start : cue.scope_end]}"
        for cue in claim.cues
        if cue.decides == "stance"
    ]
    return "; ".join(cues if claim.stance != "asserted" else ["asserted", *cues])


# Sentences that claim nothing, and all the scopes in them.
SCOPES = (
    ("Lungs clear, no rash.", ("negation: no over no rash",)),
    ("No fever, cough or sore throat.", ("negation: No over No fever, cough or sore throat",)),
    ("She has a cough, but no fever.", ("negation: no over no fever",)),
    ("She denies chest pain or palpitations.", ("negation: denies over denies chest pain or palpitations",)),
    ("Abdomen soft without tenderness.", ("negation: without over without tenderness",)),
    (
        "The wound was neither red nor swollen.",
        (
            "negation: neither over neither red nor swollen",
            "negation: nor over nor swollen",
        ),
    ),
    ("Complications: none.", ("negation: none over none",)),
    ("The test for the virus was negative.", ("negation: negative over The test for the virus was negative",)),
    ("Her nausea resolved.", ("negation: resolved over Her nausea resolved",)),
    ("The cyst is no longer present.", ("negation: no longer present over no longer present",)),
    ("Cells grew in the presence or absence of serum.", ()),
    ("The mice lacked the receptor.", ("negation: lacked over lacked the receptor",)),
    (
        "Cells did not divide and did not move.",
        (
            "negation: not over not divide",
            "negation: not over not move",
        ),
    ),
    ("The dye stained the nucleus, not the membrane.", ("negation: not over not the membrane",)),
    ("It binds the receptor rather than the channel.", ("negation: rather than over rather than the channel",)),
    ("All animals except one survived.", ()),
    ("At no time did she feel pain.", ("negation: no over no time did she feel pain",)),
    (
        "The protein was not detected in liver, whereas kidney was positive.",
        ("negation: not over The protein was not detected in liver",),
    ),
    ("The lack of iron slows growth.", ("negation: lack of over lack of iron",)),
    ("The pump failed twice.", ("negation: failed over The pump failed twice",)),
    ("The role of this gene is unknown.", ("speculation: unknown over The role of this gene is unknown",)),
    (
        "It is unclear why the pump stopped.",
        ("speculation: unclear over It is unclear why the pump stopped", "inquiry: why over why the pump stopped"),
    ),
    ("We asked whether the pump leaks.", ("question: whether over whether the pump leaks",)),
    (
        "To see if the pump leaks, we dyed the water.",
        (
            "aim: To see if over To see if the pump leaks",
            "question: if over To see if the pump leaks",
        ),
    ),
    ("If the pump leaks, call us.", ("condition: If over If the pump leaks, call us",)),
    ("The leak may be due to wear.", ("speculation: may over may be due to wear",)),
    ("The pump could not be opened.", ("negation: not over The pump could not be opened",)),
    ("We showed that the pump could lift sand.", ()),
    ("A putative pump gene was found.", ("speculation: putative over putative pump gene",)),
    ("The hypothesis was rejected.", ()),
    (
        "These data raise the possibility that the pump leaks.",
        ("speculation: raise the possibility over raise the possibility that the pump leaks",),
    ),
    ("The pump is thought to be old.", ("speculation: thought over The pump is thought to be old",)),
    ("The pump appears in a catalogue.", ()),
    ("We meet in May.", ()),
    ("The pump would have stopped.", ("speculation: would over would have stopped",)),
    ("Wear cannot be excluded.", ("speculation: cannot be excluded over Wear cannot be excluded",)),
    (
        "According to the maker, the pump is new.",
        ("attribution: According to over According to the maker, the pump is new",),
    ),
    ("The so-called pump is a valve.", ("attribution: so-called over so-called pump",)),
    ("We aim to build a pump.", ("aim: aim to over aim to build a pump",)),
)


@pytest.mark.parametrize(("sentence", "expected"), SCOPES, ids=[case[0] for case in SCOPES])
def test_a_word_covers(sentence, expected, lexicon, text_page):
    reading = Reading(text_page(sentence), lexicon)
    text = reading.document.text

    found = tuple(
        f"{scope.kind}: {text[slice(*scope.cue)]} over {text[slice(*scope.span)]}"
        for one in reading.sentences
        for scope in reading.scopes(one)
    )

    assert expected == found
