"""A careful sentence that holds the words of a claim, and a claim as near to it as can be: only one is stopped."""

from __future__ import annotations

import importlib.util
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from claimcheck import yamlfile

if TYPE_CHECKING:
    from types import ModuleType

    from claimcheck.flow import House

ROOT = Path(__file__).parent.parent
PAIRS = ROOT / "tests" / "articles" / "pairs.yaml"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """Return benchmarks/pairs.py, which is in no package."""
    spec = importlib.util.spec_from_file_location("benchmark_pairs", ROOT / "benchmarks" / "pairs.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("page", "careful", "claim", "rules"),
    [
        # Nothing is known to do it.
        (
            "health",
            "No cream, oil or massage has been shown to remove stretch marks completely.",
            "This cream, oil and massage set has been shown to remove stretch marks completely.",
            ["cure"],
        ),
        (
            "health",
            "Gallstones cannot be dissolved by olive oil, lemon juice or any other natural flush.",
            "Gallstones can be dissolved by olive oil, lemon juice and our natural flush.",
            ["cure"],
        ),
        (
            "health",
            "There is no vaccine to prevent norovirus.",
            "Our probiotic works like a vaccine to prevent norovirus.",
            ["prevents-disease"],
        ),
        (
            "health",
            "No stem cell product has been approved for treating autism in this country.",
            "Our stem cell product is the best there is for treating autism in this country.",
            ["treats-disease"],
        ),
        (
            "health",
            "Copper bracelets do little to relieve the stiffness of rheumatoid arthritis.",
            "Copper bracelets do wonders to relieve the stiffness of rheumatoid arthritis.",
            ["called-a-wonder", "treats-disease"],
        ),
        # What research looks for.
        (
            "health",
            "We are raising funds so that better ways to prevent stillbirth can be looked for.",
            "We are selling a tea so that stillbirth can be prevented in a better way.",
            ["prevents-disease"],
        ),
        (
            "health",
            "A five-year grant was awarded to look for ways to reverse the scarring seen in liver disease.",
            "A five-week course is all it takes to reverse the scarring seen in liver disease.",
            ["result-by-date", "reverses-disease"],
        ),
        (
            "health",
            "The aim of the programme is to find out how to improve sleep on busy hospital wards.",
            "The pillow mist is scientifically designed to improve sleep from the very first night.",
            ["made-to-help", "result-by-date"],
        ),
        (
            "health",
            "The charity pays for research into better ways to prevent premature birth.",
            "The charity's herbal blend is a better way to prevent premature birth.",
            ["prevents-disease"],
        ),
        (
            "health",
            "The laboratory studies how stem cells might someday repair a damaged heart.",
            "The clinic uses stem cells to repair a damaged heart.",
            ["regenerates-tissue"],
        ),
        # What a study looked into.
        (
            "health",
            "Eleven trials tested ways to improve vaccination rates among care home staff.",
            "Eleven herbs in one tincture improve immunity better than vaccination among care home staff.",
            ["better-than", "immune-boost"],
        ),
        (
            "health",
            "The authors found too little evidence to say whether cupping is effective for neck pain.",
            "The authors found ample evidence to say that our cupping is effective for neck pain.",
            ["treats-disease"],
        ),
        (
            "health",
            "The review compared three exercises for relief of lower back pain.",
            "The review proved our three exercises bring relief from lower back pain for good.",
            ["illness-helped", "permanent-result"],
        ),
        (
            "health",
            "The authors found too few good studies to say if acupuncture helps hot flushes.",
            "The authors found that our acupuncture sessions end hot flushes.",
            ["cure"],
        ),
        (
            "health",
            "The trial included 212 adults who took either magnesium or a placebo to prevent leg cramps.",
            "The 212 adults who took our magnesium all found it prevented leg cramps.",
            ["prevents-disease"],
        ),
        # Asked or unknown.
        (
            "health",
            "Do ask your midwife what can be done to treat heartburn in late pregnancy.",
            "Do try our tea, which midwives trust to banish heartburn in late pregnancy.",
            ["cure"],
        ),
        (
            "health",
            "Ask your pharmacist which antihistamine is safe to take with your other tablets.",
            "Ask your pharmacist for our antihistamine, which is safe to take with all your other tablets.",
            ["safe-and-effective"],
        ),
        (
            "health",
            "It is not known how well collagen drinks improve the skin, if they do so at all.",
            "It is well known how quickly our collagen drinks improve the skin.",
            ["effect-told"],
        ),
        (
            "health",
            "Why some people's hay fever gets better after a move abroad is not well understood.",
            "Why everyone's hay fever gets better after a week on our honey is now well understood.",
            ["people-get-better"],
        ),
        (
            "health",
            "Ask your doctor which treatment for varicose veins is best for you.",
            "Ask for our horse chestnut gel, the best treatment for varicose veins.",
            ["treats-disease"],
        ),
        # What others claim.
        (
            "health",
            "Don't fall for testimonials that tell of baldness reversed in a month.",
            "Our testimonials tell the truth: baldness reversed in a month.",
            ["gain-told"],
        ),
        (
            "health",
            "The company was fined for advertising its colloidal silver as a treatment for pneumonia.",
            "The company is proud to offer its colloidal silver as a treatment for pneumonia.",
            ["effect-told"],
        ),
        (
            "health",
            "Many people believe, wrongly, that natural hormones are safe because they come from plants.",
            "Our natural hormones are safe because they come from plants.",
            ["called-safe"],
        ),
        (
            "health",
            "It is a myth that butter heals burns.",
            "It is a fact that our shea butter heals burns.",
            ["gain-told"],
        ),
        (
            "health",
            "Report anyone who offers you a cancer cure in exchange for money up front.",
            "Contact us for the cancer cure that others do not want you to know about.",
            ["cure"],
        ),
        # What a body does by itself.
        (
            "health",
            "Once the virus gets into a nerve, it can hide there for years, safe from antibodies.",
            "Once our serum gets into a nerve, the virus cannot hide there, and you are safe for years.",
            ["called-safe", "mechanism-as-benefit"],
        ),
        (
            "health",
            "White blood cells protect the body against infection.",
            "Our white tea protects the body against infection.",
            ["prevents-disease"],
        ),
        (
            "health",
            "The spleen helps to filter old red cells out of the blood and to fight certain bacteria.",
            "Our spleen tonic helps to filter toxins out of the blood and to fight all bacteria.",
            ["germ-killer"],
        ),
        (
            "health",
            "Sweat cools the body and so prevents it from overheating during effort.",
            "Our sauna wrap cools the liver and so prevents it from storing fat during effort.",
            ["effect-told", "good-of-offer"],
        ),
        (
            "health",
            "The valve in a vein keeps blood from flowing backwards and prevents pooling in the legs.",
            "The compression gel keeps blood from flowing backwards and prevents varicose veins in the legs.",
            ["mechanism-as-benefit", "prevents-disease"],
        ),
        # Accepted medicine.
        (
            "health",
            "The MMR vaccine protects children against measles, mumps and rubella.",
            "The MMR-free homeopathic kit protects children against measles, mumps and rubella.",
            ["prevents-disease"],
        ),
        (
            "health",
            "Rehydration salts are used to treat dehydration caused by diarrhoea.",
            "Our rehydration salts are used to treat chronic fatigue caused by toxins.",
            ["made-to-help"],
        ),
        (
            "health",
            "Antibiotics are used to treat bacterial infections such as strep throat.",
            "Our throat lozenges are used to treat bacterial infections such as strep throat.",
            ["made-to-help"],
        ),
        (
            "health",
            "Treatment for gout aims to bring down uric acid and to prevent further attacks.",
            "Our cherry treatment for gout brings down uric acid and ends further attacks.",
            ["effect-told"],
        ),
        (
            "health",
            "Antihistamines are taken to relieve itching and sneezing; some make people drowsy.",
            "Our nettle drops are taken to end itching and sneezing for ever; they make nobody drowsy.",
            ["cure"],
        ),
        # Safety and logistics.
        (
            "health",
            "Please treat our reception staff with courtesy.",
            "Please let our reception staff treat your depression with crystals.",
            ["treats-disease"],
        ),
        (
            "health",
            "Leaflets on safe sleep for babies are on the rack beside the scales.",
            "Pillows that prevent cot death in babies are on the rack beside the scales.",
            ["gain-told"],
        ),
        (
            "health",
            "Keep these tablets in a safe place, out of the reach of children.",
            "Keep these tablets handy, because they are perfectly safe for children.",
            ["absolute-safety"],
        ),
        (
            "health",
            "Our improved car park has six spaces for disabled drivers beside the main door.",
            "Our improved formula has six herbs that get disabled people walking again.",
            ["symptom-benefit"],
        ),
        (
            "health",
            "Do not return to driving until you can make an emergency stop safely.",
            "Take our capsules and return to driving safely the same day, whatever your condition.",
            ["called-safe"],
        ),
        # Habits and tests.
        (
            "health",
            "Call an ambulance at once if chest pain does not ease with rest.",
            "Use our roll-on at once and chest pain will ease without an ambulance.",
            ["gain-told"],
        ),
        (
            "health",
            "Call for help at once if a severe headache comes on suddenly and painkillers bring no relief.",
            "Call us at once if a severe headache comes on suddenly, as our drops bring certain relief.",
            ["good-of-offer"],
        ),
        (
            "health",
            "Condoms, used correctly every time, help prevent chlamydia as well as pregnancy.",
            "Our gel, used once a week, prevents chlamydia as well as pregnancy.",
            ["prevents-disease"],
        ),
        (
            "health",
            "Bowel screening can find growths before they turn into cancer.",
            "Our bowel cleanse can dissolve growths before they turn into cancer.",
            ["able-to-help", "gain-told"],
        ),
        (
            "health",
            "Covering your arms and using repellent lowers your chance of mosquito bites while travelling.",
            "Wearing our ultrasonic bracelet removes any chance of malaria while travelling.",
            ["cure"],
        ),
        # Some get better, others do not.
        (
            "health",
            "Depression lifts for some with talking alone, for some with tablets, and for some with neither.",
            "Depression lifts for everyone with our saffron tea alone, without talking or tablets.",
            ["gain-told"],
        ),
        (
            "health",
            "Hay fever improves with age in some people and gets worse in others.",
            "Hay fever improves at any age with our nettle spray and never gets worse.",
            ["for-everyone"],
        ),
        (
            "health",
            "Some people with chronic fatigue improve over time, while others do not.",
            "All people with chronic fatigue improve over time with our programme.",
            ["for-everyone"],
        ),
        (
            "health",
            "A frozen shoulder usually improves by itself, but it can take up to three years.",
            "A frozen shoulder improves in minutes with our cupping, and it cannot come back.",
            ["onset-promise"],
        ),
        (
            "health",
            "Even with good treatment, some leg ulcers do not heal.",
            "With our seaweed dressing, even stubborn leg ulcers heal.",
            ["body-benefit"],
        ),
        # Told with its limits.
        (
            "health",
            "It is possible that cooler bedrooms help some people sleep better, but the research is mixed.",
            "It is certain that our cooling sheet makes people sleep better, and the research is clear.",
            ["evidence-called-on", "symptom-benefit"],
        ),
        (
            "health",
            "Saline rinses may give slight relief from a blocked nose, although not all studies agree.",
            "Our saline rinse gives full relief from a blocked nose, and all studies agree.",
            ["good-of-offer"],
        ),
        (
            "health",
            "Acupuncture may help a few people with hay fever, but the effect is small and could be chance.",
            "Acupuncture at our studio frees people from hay fever, and the effect is large and lasting.",
            ["gain-told"],
        ),
        (
            "health",
            "One small trial suggests tart cherry juice could improve sleep, yet it lacked a control group.",
            "One small glass of our tart cherry juice will improve sleep, night after night.",
            ["symptom-benefit"],
        ),
        (
            "health",
            "Early results look promising, but the group was small and nobody was followed beyond six weeks.",
            "Early results are stunning, and after six weeks the whole group was free of pain.",
            ["called-effective", "symptom-benefit"],
        ),
        # Harms and relapses.
        (
            "health",
            "High doses of vitamin B6 taken for months may harm the nerves they were meant to protect.",
            "High doses of our vitamin B6 taken for months repair the nerves and harm no one.",
            ["regenerates-tissue"],
        ),
        (
            "health",
            "St John's wort can stop the contraceptive pill from working properly.",
            "St John's wort is safe with the contraceptive pill and stops low mood.",
            ["called-safe", "supplement-disease-claim"],
        ),
        (
            "health",
            "Weight lost on the injections is often regained once treatment ends.",
            "Weight lost on our patches is never regained once treatment ends.",
            ["symptom-benefit"],
        ),
        (
            "health",
            "Nasal decongestant sprays can make a blocked nose worse if you use them for more than a week.",
            "Our nasal spray makes a blocked nose better for good, even if you use it all year.",
            ["mechanism-as-benefit"],
        ),
        (
            "health",
            "Charcoal tablets may keep other medicines from being effective if taken at the same time.",
            "Charcoal tablets keep toxins from every organ and make other medicines more effective.",
            ["mechanism-as-benefit"],
        ),
        # What a service does.
        (
            "health",
            "A nurse will monitor your blood pressure and pass the results to your doctor.",
            "A nurse will normalise your blood pressure and you can leave your doctor.",
            ["symptom-benefit"],
        ),
        (
            "health",
            "This group is a place to share what has and has not brought relief from endometriosis.",
            "This group shares the one diet that has brought relief from endometriosis to every member.",
            ["illness-helped"],
        ),
        (
            "health",
            "Counsellors listen, without judging, and help you think about what you would like to change.",
            "Counsellors listen once, and your depression is cured for good.",
            ["cure"],
        ),
        (
            "health",
            "We measure your feet, fit the insoles and see you again in six weeks to hear how you got on.",
            "We measure your feet, fit the insoles and your knee arthritis is healed in six weeks.",
            ["cure", "onset-promise"],
        ),
        (
            "health",
            "We help families draw up a plan for mealtimes and review it together after six weeks.",
            "We free families from fussy eating, with lasting results guaranteed after six weeks.",
            ["gain-that-stays", "money-back"],
        ),
        # History, names and definitions.
        (
            "health",
            "Stem cells are cells that can divide and give rise to other types of cell.",
            "Our stem cells divide and give you back a young heart, liver and brain.",
            ["mechanism-as-benefit"],
        ),
        (
            "health",
            'The term "regenerative medicine" covers research into repairing or replacing damaged tissue.',
            "Our regenerative medicine repairs and replaces damaged tissue in any organ.",
            ["body-benefit"],
        ),
        (
            "health",
            "The College of Safe Boating was the first in the county to be run by women.",
            "Our college of healing was the first in the county to cure Parkinson's with sound.",
            ["cure", "symptom-benefit"],
        ),
        (
            "health",
            "A placebo is a dummy treatment with no active ingredient.",
            "A placebo cannot compare with our treatment, whose active ingredient lifts depression.",
            ["doubt-dismissed", "effect-told"],
        ),
        (
            "health",
            "The Safe Staffing Act came into force in 2019 and applies to all hospitals in the region.",
            "Our Safe Slimming pill came out in 2019 and works for all body types without dieting.",
            ["called-safe"],
        ),
        # Learning.
        (
            "learning",
            "We cannot promise that tutoring will improve your child's grades.",
            "We can promise that tutoring will improve your child's grades by two levels.",
            ["learning-result"],
        ),
        (
            "learning",
            "In week six you will learn how to write a CV and practise answering interview questions.",
            "In week six you will have a new career and a choice of job offers.",
            ["promised-outcome"],
        ),
        (
            "learning",
            "Applicants need a pass in maths at grade 4 or above, or an equivalent result from abroad.",
            "Applicants need no maths, and we promise a pass at grade 7 or above.",
            ["learning-result"],
        ),
        (
            "learning",
            "Of the 84 leavers who answered our 2023 survey, 51 were in work; 60 others did not reply.",
            "All of our leavers are in work, and the best employers fight over them.",
            ["learning-result"],
        ),
        (
            "learning",
            "Students learn how to treat minor injuries and when to call a colleague.",
            "Students become able to treat any injury after a single weekend with us.",
            ["treats-disease"],
        ),
        # Money.
        (
            "money",
            "The value of shares can fall as well as rise, and you may get back less than you put in.",
            "The value of our shares can only rise, and you will get back more than you put in.",
            ["reads-as-praise"],
        ),
        (
            "money",
            "Peer-to-peer lending is not covered by deposit insurance, and borrowers sometimes fail to pay.",
            "Peer-to-peer lending with us is safer than a bank deposit, and borrowers never fail to pay.",
            ["good-of-offer"],
        ),
        (
            "money",
            "The platform charges 0.4 per cent a year, which comes off whatever the portfolio earns.",
            "The platform charges nothing, and the portfolio earns 4 per cent a month whatever happens.",
            ["promised-growth"],
        ),
        (
            "money",
            "Shares in drug companies can fall sharply, and past returns are no guide to what you will earn.",
            "Shares in our drug company cannot fall, and past returns show what you will earn.",
            ["promised-outcome"],
        ),
        (
            "money",
            "We charge a yearly fee of 0.6 per cent whether or not your portfolio makes a profit.",
            "We charge a small yearly fee because your portfolio always makes a profit.",
            ["money-made"],
        ),
    ],
)
def test_what_is_careful_is_let_pass_and_the_claim_beside_it_is_not(
    page: str, careful: str, claim: str, rules: list[str], script: ModuleType, house: House
) -> None:
    assert script.stopped(careful, "alone", house) == []
    assert script.stopped(careful, page, house) == []
    assert script.stopped(claim, page, house) == rules


def test_pairs_are_counted_by_what_they_are_about_and_by_whether_they_were_read(script: ModuleType) -> None:
    counts = Counter({("money", "pairs"): 2, ("money", "careful page"): 1, ("money", "claim alone"): 2})

    assert script.told(counts).splitlines()[1].split() == ["money", "2", "0", "1", "2", "0"]


def test_every_pair_of_the_standing_set_says_what_it_is_about_and_where_it_stands(script: ModuleType) -> None:
    entries = yamlfile.read(PAIRS).value

    assert {(*entry,) for entry in entries} == {("about", "page", "seen", "careful", "claim")}
    assert {entry["page"] for entry in entries} == set(script.PAGES) - {"alone"}
    assert len({entry["careful"] for entry in entries}) == len(entries)
