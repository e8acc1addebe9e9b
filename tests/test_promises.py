"""Promises of those who sell learning, work or money: what they come to, and what is no dealing of their service."""

from __future__ import annotations

import pytest

from claimcheck import flow
from claimcheck.claims import claims_in
from claimcheck.claims.offer import offer_of
from claimcheck.claims.reading import Reading
from claimcheck.claims.trade import is_of_trade

# A page that sells; what stands between its title and its fee is what is asked about.
SELLS = "# Bricklaying school\n\n{}\n\nOur fee is payable in two parts, and lessons are held on Mondays.\n"
# A page that tells of the same and sells nothing.
TELLS = "# How wages are set\n\n{}\n\nA lesson in school, and the salary that an employer pays.\n"

PROMISES = (
    "Our pupils walk into well-paid jobs.",
    "Your savings will double.",
    "Double what you earn.",
    "Each of our trainees is hired.",
    "Builders hire from our classes.",
    "Our method lifts marks.",
    "The degree pays for itself.",
    "Employers line up.",
    "You will never lose money.",
    "Crack the theory test on your first attempt.",
    "Raise a wall like a master after nine days.",
    "Not one pupil of ours is out of work.",
    "Our school turns out better builders than any college.",
    "You will be the one whom builders ring.",
    "From the dole to a villa.",
    "Our pupils drive new cars.",
    "Builders quarrel over our pupils.",
    "Our index has beaten the market for nine years.",
    "Kiss your boss goodbye.",
    "Every applicant wins a place.",
    "Our method never fails.",
    "Your flat never stands empty.",
    "This system always wins.",
    "Our trainees earn twice what they did.",
    "You will be fluent by Easter.",
    "Say goodbye to your boss.",
    "Never pay rent again.",
    "Salons fight over our stylists.",
    "Hospitals beg for our nurses.",
    "We are the best bricklaying school in Europe.",
    "Ours is the only course that works.",
    "We have the highest pass rate in the county.",
    "Our fund pays the highest returns of all.",
    "The course is the fastest way to a salary.",
    "We sell every house within nine days.",
    "The market always comes back.",
    "We do not rest until you are hired.",
    "Our job is not done until you have your job.",
    "You leave with a job.",
    "Your money is working for you day and night.",
    "You will be a bricklayer within nine weeks.",
    "Our pupils outearn their teachers.",
    "You will be your own boss.",
    "Become a sought-after bricklayer.",
)
DEALINGS = (
    "Every lesson is recorded.",
    "You will learn to mix mortar.",
    "We reply within two days.",
    "Bring two references.",
    "Of the 80 who began, 44 found work.",
    "You pay once you are hired.",
    "Some of our pupils wait a year for a post.",
    "We cannot promise that you will find work.",
    "We guarantee neither a pass nor a job.",
    "We promise no post.",
    "Your savings may double.",
    "Nobody can tell who will be hired.",
    "The first lesson is later than the others.",
    "You may return the trowel within ten days.",
    "Our fee is the same for all pupils.",
    "Applications from all countries are welcome.",
    "The survey is carried out every year by all colleges.",
    "This is all.",
    "There is no software to buy.",
    "All you need to do is connect your account.",
    "All our tutors hold a first aid certificate.",
    "We ensure that every lesson starts on time.",
    "We walk with you every step of the way.",
    "The important thing is to document everything.",
    "It is impossible to list all the topics here.",
    "It attracts people from all walks of life.",
    "A bond, in its simplest form, is a loan.",
    "We use the easiest tools possible.",
    "The best way to reach us is by phone.",
    "The best place to begin is a small wall.",
    "It helps borrowers look for the best places to borrow.",
    "Your next best step is a letter.",
    "Sterling is the oldest and most prominent of them.",
    "You will be staying with a host family.",
    "You will gain access to the library.",
    "You will be one of twelve pupils.",
    "You will be responsible for your own tools.",
    "You will be able to read a plan.",
    "By week nine, you will understand how mortar sets.",
    "Your balance will earn interest at the rate shown.",
    "Your savings are held apart from ours.",
    "When the bond matures, you get your money back.",
    "When the bond matures, you get your initial investment back with interest.",
    "Our former pupils have found work with Arup and Mace.",
    "Finding out what our graduates have gone on to do matters to us.",
    "Our account has to qualify for this guarantee.",
    "Thank you for reading.",
    "Welcome to the world of mortar.",
    "Save for a new trowel with a jar account.",
    "Imagine a wall.",
    "These modules shape how you write.",
    "Our tutors visit you at home.",
    "We ensure our prices suit your budget.",
    "You're never alone in the workshop.",
    "Every school sets its own rules.",
    "Anyone can apply.",
    "No pupil pays before the first lesson.",
    "All members are insured.",
    "Making the leap from a college to a building site can be daunting.",
    "It gives a better view of the market than a single chart.",
    "Most of our pupils are over thirty.",
    "Become a member.",
    "Never share your password.",
    "Students come from all over the county.",
    "You can always ask for a second lesson.",
    "Universities write to you in August.",
    "The option taken as cash is taxed.",
    "You keep more of your time than with evening classes.",
    "Our aim is to raise good builders.",
    "We cannot say that all will find work.",
    "We tell you everything before you sign.",
    "Not all of our pupils pass.",
    "Our graduates work hard.",
)

# What banks, regulators and colleges tell with care, on pages that sell.
CAREFUL = {
    "Larch Bank: saving and borrowing": (
        "An annuity turns your pension pot into a regular income.",
        "The income is guaranteed by the insurer for as long as you live.",
        "With-profits bonds may fall in value.",
        "Interest is paid on the last day of the month.",
        "You can take out your money at any time without a charge.",
        "Fixed income funds lend to companies and states.",
        "A government bond pays a fixed rate of interest until it matures.",
        "Deposits up to the limit are protected by the state scheme.",
        "The fund aims to beat inflation over five years, and it may not.",
        "You should be ready to leave your money for at least five years.",
        "If the borrower cannot pay, you may lose part of what you lent.",
        "A stop order limits a loss in most cases, but not in all.",
        "Your income in retirement depends on what you save and how it grows.",
        "The longer you save, the more time your money has to grow.",
        "Compound interest means that you earn interest on interest.",
        "Rental income is taxed like any other income.",
        "Be wary of anyone who promises high returns with little risk.",
        "If an offer sounds too good to be true, it usually is.",
        "Nobody can tell what the market will do next.",
        "Shares have grown faster than cash over long periods, but past performance is no guide.",
        "We charge 0.4% a year.",
        "A credit union pays its members a dividend when it makes a profit.",
        "Paying more than the minimum clears your card sooner.",
        "You can ask your lender to freeze the interest.",
        "A debt management plan pays your creditors in small parts.",
        "Your credit score falls when you miss a payment.",
        "Checking your report does not harm your score.",
        "A mortgage is secured on your home.",
        "Your broker has to tell you what it earns from the sale.",
        "Trading with borrowed money multiplies losses as well as gains.",
        "Most people who day trade lose money.",
        "The first 85,000 pounds are covered.",
        "Profit is what is left when costs have been paid.",
        "Diversification lowers risk but cannot remove it.",
        "It may take years until your savings recover.",
    ),
    "Larch College of bricklaying": (
        "The course has forty lessons and ends with an exam.",
        "You will learn to lay bricks, mix mortar and read plans.",
        "By the end, learners can plan a small wall.",
        "Pupils develop skills in reading and writing.",
        "Our aim is that every pupil leaves with a certificate.",
        "We help you to write a CV and to prepare for interviews.",
        "Of 84 people who began in 2024, 41 had work in the trade six months later.",
        "The median wage of bricklayers was 31,000 pounds in 2024 according to the statistics office.",
        "A certificate does not guarantee a job.",
        "Admission depends on your marks and on a talk.",
        "Scholarships of up to 2,000 pounds are open to pupils of small means.",
        "You can appeal against a decision within ten days.",
        "The survey is sent to all graduates six months after they leave.",
        "Employers tell us what they need, and we change the curriculum.",
        "Every pupil has a tutor.",
        "Children learn at different speeds.",
        "Reading to a child each day supports language.",
        "Small groups give teachers more time for each child.",
        "The exam tests grammar and vocabulary.",
        "Students who miss three lessons have to repeat the unit.",
        "We offer evening classes for people who work.",
        "Our teachers have taught for ten years on average.",
        "You may pay in three parts without interest.",
        "We check the references of all tutors.",
        "The diploma is recognised by the state board under number 12.",
        "Coding can be fun for children.",
        "You will need a laptop.",
        "The best way to learn a language is to speak it.",
        "Lessons are available online and on site.",
        "We want our pupils to become confident speakers.",
        "Bring your child to a free trial lesson.",
        "Some graduates work at Arup, others have their own firm.",
        "Half of our graduates go on to university.",
        "We cannot tell you what mark you will get.",
        "Parents can see marks in the app.",
    ),
}
# What hangs on a good that buyers come to, and what only looks like it.
PAIRS = (
    ("Our pupils leave with a job.", "We take no fee until you are hired."),
    ("You get the job of your life.", "You get your money back within ten days."),
    ("Our fund gives you a monthly income.", "An annuity gives you a monthly income."),
    ("Our method multiplies gains.", "Borrowed money multiplies losses as well as gains."),
    ("Our pupils win prizes.", "Half of our pupils go on to college."),
    ("Your child will be top of the class.", "Your child will be one of nine pupils."),
    ("Our fund turns small savings into a pension.", "Our bank turns coins into notes."),
    ("We have the highest pass rate.", "We have the highest chimney."),
    ("This is the best course in the county.", "This is the best time to write to us."),
    ("Every pupil wins a place.", "Our aim is that every pupil wins a place."),
)


def _promised(page: str, lexicon, markdown_page) -> list[str]:
    document = markdown_page(page)
    told = [claim for claim in claims_in(document, lexicon) if "promise" in claim.kinds and claim.stance == "asserted"]
    return [document.text[claim.start : claim.end] for claim in told]


@pytest.mark.parametrize("sentence", PROMISES)
def test_what_is_no_dealing_of_a_service_is_a_promise(sentence, lexicon, markdown_page):
    assert any(words in sentence for words in _promised(SELLS.format(sentence), lexicon, markdown_page))


@pytest.mark.parametrize("sentence", DEALINGS)
def test_what_a_service_tells_of_itself_is_none(sentence, lexicon, markdown_page):
    assert _promised(SELLS.format(sentence), lexicon, markdown_page) == []


def test_a_page_that_sells_nothing_promises_only_what_it_tells_its_readers(lexicon, markdown_page):
    told = "Graduates earn a higher salary. Builders want your pupils. Wages will rise each year."

    assert _promised(TELLS.format(told), lexicon, markdown_page) == []
    assert _promised(TELLS.format("You will double your salary."), lexicon, markdown_page) == [
        "You will double your salary"
    ]


def test_a_page_of_health_is_no_page_of_trade_though_it_names_a_price(lexicon, markdown_page):
    words = (
        "Our ozone sessions ease asthma, eczema and arthritis. We lend the course fee, and every guest feels better."
    )
    page = markdown_page(f"# Ozone therapy for asthma\n\n{words}\n")

    assert not is_of_trade(Reading(page, lexicon))
    assert all("promise" not in claim.kinds for claim in claims_in(page, lexicon))


def test_a_title_that_tells_what_to_become_sells_and_one_that_explains_does_not(lexicon, markdown_page):
    body = "The course has nine lessons. An exam ends it."

    assert offer_of(Reading(markdown_page(f"# Become a bricklayer\n\n{body}\n"), lexicon), (), ()).visible
    assert not offer_of(Reading(markdown_page(f"# How to choose a college\n\n{body}\n"), lexicon), (), ()).visible


def test_what_sellers_owe_of_risk_is_one_word_of_distance(lexicon, markdown_page):
    owed = "The value can go down as well as up, and you may get back less. Past performance is no guide to the future."
    fund = f"# Larch income fund\n\nOur fund pays every month. {owed} We charge 0.4%.\n"
    guide = f"# Larch income fund\n\nBeware: such funds are a scam. {owed}\n"

    assert not offer_of(Reading(markdown_page(fund), lexicon), (), ()).wary
    assert offer_of(Reading(markdown_page(guide), lexicon), (), ()).wary


def test_no_story_of_a_user_is_a_promise(lexicon, markdown_page):
    page = SELLS.format("> I now earn $9,000 a month. — Ada, pupil")

    assert _promised(page, lexicon, markdown_page) == []


@pytest.mark.parametrize(("promise", "dealing"), PAIRS)
def test_a_promise_is_told_from_what_only_looks_like_it(promise, dealing, lexicon, markdown_page):
    assert _promised(SELLS.format(promise), lexicon, markdown_page) == [promise.rstrip(".")]
    assert _promised(SELLS.format(dealing), lexicon, markdown_page) == []


@pytest.mark.parametrize("title", CAREFUL)
def test_careful_words_of_who_sells_are_let_alone(title, house, markdown_page):
    lines = CAREFUL[title]
    page = "# {}\n\n{}\n\nWe are open to all.\n\n[Apply now](https://larch.example/)\n"
    found = []
    # A dozen lines a page, so that no line is kept silent by what the others say of doubt and risk.
    for at in range(0, len(lines), 12):
        document = markdown_page(page.format(title, "\n\n".join(lines[at : at + 12])))
        findings = flow.check_document(document, house, "2026-01-01").findings
        found += [(f.rule, f.quote) for f in findings if f.severity != "advice" and not f.page]

    assert found == []
