"""What sentences say on pages that sell and on one that informs: denied in odd places, asked for show, told of others.

For most, the stance was written down before they were read.
"""

import pytest

from claimcheck.claims import claims_in

PAGES = {
    "clinic": "# Stem cell therapy for arthritis\n\n{}\n\n[Book a consultation](https://clinic.example/book)\n",
    "supplement": "# Curcumin Plus capsules\n\n{}\n\n[Add to basket](https://shop.example/buy)\n",
    "course": "# The Harbour trading course\n\n{}\n\n[Enrol now](https://course.example/enrol)\n",
    "info": (
        "# Osteoarthritis\n\nYour doctor weighs your risk factors before the diagnosis. Symptoms include stiffness."
        "\n\n{}\n"
    ),
}
# Page, sentence, then for each claim in it: role, stance, direction, strength.
READ = (
    ("clinic", "Our cells ease knee pain without surgery.", ("offered asserted benefit causal",)),
    ("clinic", "Who says you can't walk again without pain?", ("offered asserted benefit causal",)),
    ("clinic", "No other clinic in Europe relieves back pain as reliably.", ("offered asserted benefit causal",)),
    ("clinic", "Hardly any patient leaves without relief.", ("offered asserted benefit causal",)),
    ("clinic", "Say goodbye to joint pain.", ("offered asserted benefit causal",)),
    ("clinic", "Doctors elsewhere say that stem cells cure nothing.", ("offered denied benefit causal",)),
    ("clinic", "Critics claim that our cells do not help arthritis.", ("offered denied benefit causal",)),
    ("clinic", "Far from being a placebo, our injection rebuilds cartilage.", ("offered asserted benefit causal",)),
    ("clinic", "Unlike surgery, our cells do not damage the joint.", ("offered asserted benefit causal",)),
    ("clinic", "We cannot guarantee that the cells relieve your pain.", ("offered denied benefit certain",)),
    ("clinic", "We do not claim that our cells cure stroke.", ("offered denied benefit causal",)),
    ("clinic", "Our cells are designed to repair the spine.", ("offered aim benefit causal",)),
    ("clinic", "The aim of our therapy is to rebuild cartilage.", ("offered aim benefit causal",)),
    ("clinic", "If you act early, our cells stop arthritis.", ("offered asserted benefit causal",)),
    ("clinic", "What if arthritis could be reversed?", ("offered asked benefit conditional",)),
    ("clinic", "Can arthritis be reversed? Yes, it can.", ("offered asserted benefit conditional",)),
    ("clinic", "It is a myth that arthritis cannot be reversed.", ("offered asserted benefit causal",)),
    ("clinic", "It is wrong to say that our cells do not repair cartilage.", ("offered asserted benefit causal",)),
    ("clinic", "There is no doubt that our cells repair tendons.", ("offered asserted benefit certain",)),
    ("clinic", "Undoubtedly, our cells repair tendons.", ("offered asserted benefit certain",)),
    ("clinic", "Our cells have been shown not to harm the liver.", ("offered asserted benefit causal",)),
    ("clinic", "Our cells have not been shown to repair tendons.", ("offered denied benefit causal",)),
    ("clinic", "Few things relieve back pain as well as our cells.", ("offered asserted benefit causal",)),
    (
        "clinic",
        "The infusion does more than relieve pain: it rebuilds the joint.",
        (
            "offered asserted benefit causal",
            "offered asserted benefit causal",
        ),
    ),
    (
        "clinic",
        "The infusion does not just relieve pain; it rebuilds the joint.",
        (
            "offered asserted benefit causal",
            "offered asserted benefit causal",
        ),
    ),
    ("clinic", "Pain relief without pills.", ("offered asserted benefit causal",)),
    ("clinic", "Pain-free in six weeks, with no surgery and no drugs.", ("offered asserted benefit causal",)),
    ("clinic", "The cells may help some patients with arthritis.", ("offered asserted benefit conditional",)),
    ("clinic", "The cells are thought to calm inflammation.", ("offered asserted benefit conditional",)),
    ("clinic", "Studies link exosomes to faster healing.", ("offered asserted benefit correlational",)),
    ("clinic", "Our cells always relieve pain.", ("offered asserted benefit certain",)),
    ("supplement", "Curcumin helps keep your joints supple.", ("offered asserted benefit causal",)),
    ("supplement", "Zero side effects.", ("offered asserted benefit causal",)),
    ("supplement", "Not a drug, yet it lowers blood pressure.", ("offered asserted benefit causal",)),
    (
        "supplement",
        "This product is not intended to diagnose, treat, cure or prevent any disease.",
        ("offered denied benefit causal",),
    ),
    (
        "supplement",
        "Curcumin was no worse than ibuprofen at easing knee pain.",
        (
            "offered asserted no-difference correlational",
            "offered asserted no-difference causal",
        ),
    ),
    ("supplement", "A study found that curcumin reduced knee pain.", ("offered asserted benefit causal",)),
    ("supplement", "According to a rival, curcumin cures gout.", ("offered attributed benefit causal",)),
    ("supplement", "“It cured my gout within a week,” says Anna.", ("offered quoted benefit causal",)),
    ("supplement", "Can curcumin cure gout?", ("offered asked benefit conditional",)),
    ("supplement", "Curcumin could not relieve her pain.", ("offered denied benefit conditional",)),
    ("supplement", "You couldn't find a better remedy for gout.", ("offered asserted benefit causal",)),
    ("supplement", "Whether curcumin relieves gout is not known.", ("offered denied benefit causal",)),
    ("supplement", "Curcumin is said to relieve gout.", ("offered attributed benefit conditional",)),
    ("supplement", "Helps you sleep, whether or not you exercise.", ("offered asserted benefit causal",)),
    ("supplement", "Curcumin never stops working for your joints.", ("offered asserted benefit causal",)),
    ("supplement", "It doesn't take long for curcumin to relieve gout.", ("offered asserted benefit causal",)),
    ("supplement", "Curcumin prevents gout from coming back.", ("offered asserted benefit causal",)),
    ("supplement", "Curcumin doesn't let gout come back.", ("offered asserted benefit causal",)),
    ("supplement", "You won't believe how fast curcumin relieves gout.", ("offered asserted benefit causal",)),
    ("supplement", "Curcumin relieves gout, not just the pain.", ("offered asserted benefit causal",)),
    (
        "supplement",
        "Curcumin relieves pain but does not cure gout.",
        (
            "offered asserted benefit causal",
            "offered denied benefit causal",
        ),
    ),
    (
        "supplement",
        "Curcumin does not cure gout but relieves the pain.",
        (
            "offered denied benefit causal",
            "offered asserted benefit causal",
        ),
    ),
    ("supplement", "I never thought that curcumin would cure my gout.", ("offered asserted benefit causal",)),
    ("supplement", "It is not surprising that curcumin relieves gout.", ("offered asserted benefit causal",)),
    ("supplement", "It is no secret that curcumin relieves gout.", ("offered asserted benefit causal",)),
    ("supplement", "It is no wonder that curcumin eases pain.", ("offered asserted benefit causal",)),
    ("supplement", "No less than four trials show that curcumin relieves gout.", ("offered asserted benefit causal",)),
    ("supplement", "Nothing but curcumin relieves gout.", ("offered asserted benefit causal",)),
    ("supplement", "Curcumin is anything but a cure for gout.", ("offered denied benefit causal",)),
    ("supplement", "Where drugs cannot help, curcumin relieves gout.", ("offered asserted benefit causal",)),
    ("supplement", "Curcumin relieves gout even if nothing else has helped.", ("offered asserted benefit causal",)),
    ("course", "Our course doubles your income.", ("offered asserted benefit causal",)),
    ("info", "Exercise relieves the pain of osteoarthritis.", ("established asserted benefit causal",)),
    ("info", "In a trial, exercise was associated with less pain.", ("established asserted benefit correlational",)),
    ("info", "Steroid injections do not slow osteoarthritis.", ("established denied benefit causal",)),
    ("info", "Do not stop taking drugs that relieve your pain.", ("established asserted benefit causal",)),
    ("info", "No other drug relieves pain as well as aspirin.", ("other asserted benefit causal",)),
    ("info", "Nothing has been shown to relieve arthritis.", ("other denied benefit causal",)),
    ("clinic", "Our cells are associated with less pain.", ("offered asserted benefit correlational",)),
    ("info", "Nobody doubts that stem cells cure arthritis.", ("unstated asserted benefit causal",)),
    ("info", "Doctors do not doubt that exercise relieves pain.", ("established asserted benefit causal",)),
    ("info", "Doctors doubt that stem cells cure arthritis.", ("unstated denied benefit causal",)),
    (
        "clinic",
        "Anna, who said that our cells cured her arthritis, is back at work.",
        ("offered asserted benefit causal",),
    ),
    ("info", "It was never thought to relieve arthritis.", ("other denied benefit conditional",)),
    ("info", "Stem cells are not better than exercise for arthritis.", ("unstated asserted no-difference causal",)),
)


@pytest.mark.parametrize(("page", "sentence", "expected"), READ, ids=[case[1][:60] for case in READ])
def test_a_sentence_on_a_page_is_read_as(page, sentence, expected, lexicon, markdown_page):
    document = markdown_page(PAGES[page].format(sentence))
    start = document.text.index(sentence[:15])

    found = tuple(
        f"{claim.role} {claim.stance} {claim.direction} {claim.strength}"
        for claim in claims_in(document, lexicon)
        if start <= claim.start < start + len(sentence)
    )

    assert expected == found
