"""Which pages lean on which record: its own page does, near misses that an editor would write do not.

A near miss names the university, journal, investigator, year, agency or kind of product of a record in another
context: the same journal with another paper, the same product for another disease, the acronym as a word.
"""

from __future__ import annotations

from inspect import cleandoc
from typing import TYPE_CHECKING

import pytest

import made
from claimcheck import flow

if TYPE_CHECKING:
    from claimcheck.flow import House

AS_OF = "2026-11-24"

# For each record the page that names it, and pages that name something beside it.
OWN = {
    "cochrane-2019": """
        # Stem cells for stroke

        The Cochrane review of stem cell transplantation, renewed in 2019, found that evidence for a benefit after
        ischemic stroke is lacking.
    """,
    "fda-rmt-2021": """
        # Is it approved for stroke?

        The FDA's consumer alert on regenerative medicine therapies says that none of them is approved for stroke.
    """,
    "ftc-hpcg-2022": """
        # How we choose our words

        The FTC's Health Products Compliance Guidance asks for randomised trials behind every promised benefit.
    """,
    "gass-nejm-2016": """
        # Risks of cells sold abroad

        Jim Gass was injected with stem cells after his stroke; the New England Journal of Medicine showed the mass that
        grew in his spine and paralysed him.
    """,
    "gladstone-sb623-rat": """
        # What the cells do in the brain

        In rats with stroke, researchers of Gladstone Institutes wrote in Molecular Therapy, modified stem cells restore
        the excitability of the cortex.
    """,
    "ibis": """
        # Marrow cells after stroke

        The IBIS trial tested whether bone marrow mononuclear cells improve recovery in the first week.
    """,
    "invest": """
        # Marrow cells after stroke

        In India the InveST trial showed that marrow cells given into a vein do not improve the Barthel Index.
    """,
    "isscr-2021": """
        # Questions to ask a clinic

        The ISSCR guidelines say that selling stem cell treatments before they are proven harms patients.
    """,
    "masters": """
        # Cells in the first two days after stroke

        In MASTERS-1 patients given MultiStem did not recover better than those with placebo.
    """,
    "masters-2": """
        # Cells in the first two days after stroke

        Athersys stopped enrolment for MASTERS-2 after an interim analysis, and patients saw no improvement from it yet.
    """,
    "nma-bmc-neurology-2025": """
        # Which cells after stroke?

        A network meta-analysis in BMC Neurology put 19 studies of stem cells side by side and found that marrow cells
        improved motor function most.
    """,
    "nr1-phase1-2a": """
        # Neural stem cells for stroke

        In the NR1 study at Stanford motor function improved by 12 points within a year.
    """,
    "pisces-2": """
        # Neural stem cells for stroke

        In PISCES-2 one of 23 people regained the use of the hand within three months.
    """,
    "sb623-actissima": """
        # Modified cells for old strokes

        ACTIsSIMA compared SB623 with sham surgery and did not show that it improves motor function.
    """,
    "sb623-phase1-2a": """
        # Modified cells for old strokes

        In SB-STR01 motor function improved by 11 points within a year, in 16 people without a control group.
    """,
    "sb623-stemtra": """
        # Cells after a head injury

        STEMTRA showed that SB623 improves motor function after traumatic brain injury, by six points against sham.
    """,
    "sr-msc-2018": """
        # Mesenchymal stem cells for stroke

        In 2018 Therapeutics and Clinical Risk Management printed a pooling of 23 trials from Asia, in which mesenchymal
        stem cells improved the NIH Stroke Scale within a month.
    """,
    "sr-stcltm-2024": """
        # Mesenchymal stem cells for stroke

        In Stem Cells Translational Medicine a review pooled 30 studies and found that mesenchymal stem cells improve
        disability after stroke by a little.
    """,
    "starting-2": """
        # Your own cells after stroke

        STARTING-2 did not show that mesenchymal stem cells improve disability within three months.
    """,
    "stat-disability-6m": """
        # Life after stroke

        Six months after an ischemic stroke, 30% of stroke survivors over 65 cannot walk without help.
    """,
    "stat-fma-ue-mcid": """
        # Reading a score after stroke

        On the upper-limb Fugl-Meyer scale the minimal clinically important difference is 6 points in chronic stroke.
    """,
    "stat-global-prevalence": """
        # Stroke in the world

        Worldwide there were 93.8 million stroke survivors in 2021.
    """,
    "stat-thrombolysis-window": """
        # The first hours of a stroke

        Thrombolysis improves recovery when it is given within 4.5 hours of the onset of symptoms.
    """,
    "stat-us-stroke": """
        # Stroke in numbers

        In a study of the CDC 87% of all strokes were ischemic, which blood thinners can prevent.
    """,
    "tacrolimus-label": """
        # Medicines after a cell transplant

        Immunosuppression with tacrolimus is safe for every patient, the brochure says.
    """,
    "treasure": """
        # Donor cells in the first hours

        In TREASURE 104 people with a fresh stroke were given MultiStem: it did not improve their outcome at 90 days.
    """,
    "vns-rehab": """
        # A nerve stimulator for the arm

        In VNS-REHAB the arm improved by 5 points after stroke when the vagus nerve was stimulated.
    """,
}

NEAR = {
    "cochrane-2019": [
        """
        # Walking again

        A Cochrane review of 2019 showed that treadmill training improves walking speed after stroke.
        """,
        """
        # Healing feet

        Cochrane authors found in 2019 that stem cell transplantation helps diabetic foot ulcers to close.
        """,
        """
        # What reviews are

        The Cochrane Library prints every Cochrane review; one of 2019 found that yoga eases back pain.
        """,
        """
        # Stem cells and the heart

        The 2019 update of a Cochrane review says that stem cell therapy may reduce deaths in heart failure.
        """,
    ],
    "fda-rmt-2021": [
        """
        # Back pain and its care

        The FDA says that opioids relieve pain for a short time only.
        """,
        """
        # A device for the knee

        The FDA put out a consumer alert in 2021: some knee braces do not relieve arthritis.
        """,
        """
        # News of the regulator

        The FDA gave a gene therapy its regenerative medicine designation, for it restores sight in retinal disease.
        """,
        """
        # Department of Regenerative Medicine

        Our professor of regenerative medicine, who once worked at the FDA, found that walking lowers blood pressure.
        """,
    ],
    "ftc-hpcg-2022": [
        """
        # A fine for a seller

        The FTC fined a shop in December 2022, since its tea does not cure diabetes.
        """,
        """
        # Health claims

        The FTC reads health claims on labels, and garlic does not lower blood pressure by half.
        """,
        """
        # Rules for courses

        The FTC's guidance for schools says that a course does not double your salary.
        """,
    ],
    "gass-nejm-2016": [
        """
        # Sight lost in Florida

        The New England Journal of Medicine told in 2017 how three women lost their sight after stem-cell tourism.
        """,
        """
        # Clot retrieval

        In 2016 the New England Journal of Medicine reported that thrombectomy improves recovery after stroke.
        """,
        """
        # Stem-cell tourism

        Stem-cell tourism harms patients with multiple sclerosis, a survey of clinics in Mexico found.
        """,
        """
        # A new chairman

        Jim Gass, who chairs our rowing club, says that rowing reduces back pain.
        """,
    ],
    "gladstone-sb623-rat": [
        """
        # Memory in mice

        In December 2024 Gladstone Institutes told how a gene therapy restores memory in mice with Alzheimer's disease.
        """,
        """
        # News of the journal

        In Molecular Therapy, December 2024, gene therapy improves walking in spinal muscular atrophy.
        """,
        """
        # Visiting San Francisco

        From Gladstone Institutes it is a short walk; Gladstone's café has soup that improves your mood.
        """,
        """
        # Infections of the lung

        Gladstone Institutes wrote in Molecular Therapy that a nose spray reduces COVID-19 in hamsters.
        """,
    ],
    "ibis": [
        """
        # Preventing breast cancer

        The IBIS trial showed that tamoxifen reduces breast cancer in women at high risk.
        """,
        """
        # Anastrozole for prevention

        Women took a tablet a day. The IBIS trial found fewer tumours after ten years.
        """,
        """
        # Where to stay

        The IBIS hotel beside the hospital improves the rest of patients after stroke.
        """,
        """
        # Blood pressure after a bleed

        Lancet Neurology reported in 2023 that quick care improves recovery after intracerebral hemorrhage.
        """,
        """
        # Feet without blood

        Bone marrow mononuclear cells heal ulcers in critical limb ischemia, Lancet Neurology was told.
        """,
    ],
    "invest": [
        """
        # Medicines for the heart

        The INVEST trial showed that verapamil lowers blood pressure as well as a beta blocker.
        """,
        """
        # Why invest in cells?

        Bone marrow mononuclear cells improve recovery after stroke, so invest in India now.
        """,
        """
        # Cerebral palsy

        A clinic in India says that bone marrow mononuclear cells improve the gait of children with cerebral palsy.
        """,
        """
        # A first study

        In India bone marrow mononuclear cells improved movement in eleven people with stroke.
        """,
    ],
    "isscr-2021": [
        """
        # Our memberships

        The International Society for Stem Cell Research (ISSCR) meets each June; exercise improves sleep, it heard.
        """,
        """
        # A talk in Boston

        At the ISSCR meeting of 2021 a team showed that embryonic stem cells restore sight in macular degeneration.
        """,
        """
        # Older rules

        The 2016 ISSCR guidelines showed that unproven stem cell treatments harm patients.
        """,
    ],
    "masters": [
        """
        # Muscle in old age

        The MASTERS trial showed that metformin reduces the muscle that old people gain by training.
        """,
        """
        # MultiStem for the gut

        Athersys gave MultiStem to people with ulcerative colitis, and it did not improve their symptoms.
        """,
        """
        # MASTERS OF YOUR HEALTH

        MultiStem and meditation: MASTERS teach how to reduce stress.
        """,
    ],
    "masters-2": [
        """
        # Cells for the lung

        In its phase 3 trial of acute respiratory distress syndrome Athersys gives MultiStem to reduce deaths.
        """,
        """
        # Tablets in phase 3

        A phase 3 trial showed that a new tablet reduces strokes in atrial fibrillation.
        """,
        """
        # Our second programme

        The Masters 2 degree improves what nurses know about stroke.
        """,
    ],
    "nma-bmc-neurology-2025": [
        """
        # Neural stem cells in the laboratory

        BMC Neurology printed a network meta-analysis in 2022: in animal studies neural stem cells reduced the size of
        ischemic strokes.
        """,
        """
        # Tablets for migraine

        A network meta-analysis in BMC Neurology, May 2025, found that triptans relieve migraine best.
        """,
        """
        # Robots for the arm

        BMC Neurology reported in May 2025 that robotic therapy improves the arm after stroke.
        """,
        """
        # Blood thinners

        In 19 studies a network meta-analysis found that apixaban reduces strokes in atrial fibrillation.
        """,
    ],
    "nr1-phase1-2a": [
        """
        # Antibodies and the brain

        Memory improved once antibodies against the NR1 subunit of the NMDA receptor were washed out in encephalitis.
        """,
        """
        # From the laboratory

        Stanford scientists grew neural stem cells from skin and saw that they restore movement in mice.
        """,
        """
        # Steinberg laboratory

        At Stanford the Steinberg laboratory found that bypass surgery improves blood flow in moyamoya disease.
        """,
        """
        # How excitotoxicity kills cells

        After a stroke, blocking the NR1 receptor reduces the damage to the brain in rabbits.
        """,
    ],
    "pisces-2": [
        """
        # Your stars in March

        PISCES 2026: the stars improve your health, and a stroke of luck awaits you.
        """,
        """
        # Cells for the leg

        ReNeuron gave CTX0E03 to people with critical limb ischemia and their circulation improved.
        """,
        """
        # The first men treated

        In the PISCES 1 study ReNeuron gave CTX0E03 to eleven men with stroke, and their hands improved a little.
        """,
    ],
    "sb623-actissima": [
        """
        # A licence in Japan

        SanBio sells SB623 in Japan as AKUUGO, and it improves movement after traumatic brain injury.
        """,
        """
        # Tablets in phase 2b

        A phase 2b trial showed that a tablet improves memory in Alzheimer's disease.
        """,
        """
        # SanBio's next plan

        SanBio thinks that SB623 in a phase 2b trial may improve sight in macular degeneration.
        """,
    ],
    "sb623-phase1-2a": [
        """
        # Address

        Stanford Hospital, 300 Pasteur Drive, Stanford: exercise improves recovery after stroke.
        """,
        """
        # From Stanford

        Stanford surgeons showed that SB623 improves movement after traumatic brain injury.
        """,
        """
        # Stanford and stroke

        SanBio supports a chair at Stanford, where thrombectomy improves recovery after stroke.
        """,
    ],
    "sb623-stemtra": [
        """
        # Knees after 48 weeks

        After 48 weeks the injection relieved knee osteoarthritis, and SanBio had no part in it.
        """,
        """
        # SB623 in old strokes

        SanBio says that SB623 improves movement after stroke for 48 weeks.
        """,
        """
        # Concussion in sport

        Neurology reported in 2021 that rest does not improve recovery after traumatic brain injury.
        """,
    ],
    "sr-msc-2018": [
        """
        # Mesenchymal cells for the knee

        Therapeutics and Clinical Risk Management pooled 23 trials: mesenchymal stem cells relieve knee osteoarthritis.
        """,
        """
        # Blood pressure in Asia

        In 23 trials from Asia salt substitutes lowered blood pressure and prevented stroke.
        """,
    ],
    "sr-stcltm-2024": [
        """
        # Heart failure

        A review of 30 studies in Stem Cells Translational Medicine says mesenchymal stem cells improve heart failure.
        """,
        """
        # A single trial

        In 2024 Stem Cells Translational Medicine printed a trial in which mesenchymal stem cells improved speech after
        stroke.
        """,
        """
        # Reading reviews

        A systematic review of 30 studies found that aspirin prevents a second stroke.
        """,
    ],
    "starting-2": [
        """
        # STARTING 2 WEEKS AFTER STROKE

        EXERCISE STARTING 2 WEEKS AFTER STROKE IMPROVES BALANCE.
        """,
        """
        # A first Korean study

        In South Korea the STARTING trial found that mesenchymal stem cells improve the Barthel Index after stroke.
        """,
        """
        # Neurology in 2021

        In 2021 Neurology reported that mesenchymal stem cells improve motor function in multiple sclerosis.
        """,
    ],
    "stat-disability-6m": [
        """
        # Mood after stroke

        About 50% of stroke survivors feel depressed in the first year.
        """,
        """
        # The Framingham heart study

        In Framingham 30% of people with heart failure died within a year.
        """,
        """
        # Friends

        Some 26 percent of stroke survivors met a friend again after 6 months.
        """,
        """
        # Costs

        For stroke survivors the costs rise by 5 to 9 percent a year.
        """,
    ],
    "stat-fma-ue-mcid": [
        """
        # Balance

        On the Berg balance scale the minimal clinically important difference is 6 points after stroke.
        """,
        """
        # Knees

        The MCID of the pain score is 9 to 10 points in knee osteoarthritis.
        """,
    ],
    "stat-global-prevalence": [
        """
        # Diabetes in India

        In India 101 million people live with diabetes, more than stroke survivors.
        """,
        """
        # A collection

        In the charity's own survey 12% of stroke survivors went fishing.
        """,
        """
        # Visits to our page

        On our page 80 million people living with stroke or without it read how walking reduces pain.
        """,
    ],
    "stat-thrombolysis-window": [
        """
        # After the treatment

        After thrombolysis patients stay in the stroke unit for 24 hours, which improves recovery.
        """,
        """
        # No aspirin yet

        Within 24 hours of thrombolysis for stroke aspirin does not improve recovery.
        """,
        """
        # Heart attack

        Thrombolysis reduces deaths from heart attack when it is given within 3 hours of the onset of symptoms.
        """,
        """
        # On the road

        Thrombectomy improves recovery even where the centre is 3 hours away from the stroke patient.
        """,
    ],
    "stat-us-stroke": [
        """
        # Heart attacks

        Every 40 seconds somebody in the United States has a heart attack.
        """,
        """
        # Stroke can be prevented

        The CDC says that 87% of all strokes could be prevented by lower blood pressure.
        """,
        """
        # Time is brain

        In a stroke 1.2 million neurons die every 40 seconds.
        """,
        """
        # Vaccines

        The CDC says that in a year 185,000 people with asthma get the flu.
        """,
    ],
    "tacrolimus-label": [
        """
        # An ointment for eczema

        Tacrolimus ointment relieves eczema, though it carries a boxed warning.
        """,
        """
        # Tablets after a transplant

        Immunosuppression with azathioprine reduces rejection, and azathioprine carries a boxed warning.
        """,
    ],
    "treasure": [
        """
        # Treasure hunt

        A treasure hunt in the park improves walking after stroke.
        """,
        """
        # TREASURE YOUR HEALTH

        TREASURE YOUR HEALTH: OUR CELLS IMPROVE MEMORY AFTER STROKE.
        """,
        """
        # Knees in Japan

        JAMA Neurology reported in 2024 that MultiStem does not help in multiple sclerosis.
        """,
        """
        # From JAMA Neurology

        JAMA Neurology reported in 2024 that walking prevents stroke.
        """,
    ],
    "vns-rehab": [
        """
        # A stimulator for epilepsy

        Vagus nerve stimulation reduces seizures in epilepsy.
        """,
        """
        # Vivistim for another illness

        In a small study Vivistim with vagus nerve stimulation improved hand function in multiple sclerosis.
        """,
        """
        # Our rehabilitation system

        Our rehabilitation system improves walking after stroke with a video game.
        """,
        """
        # Through the ear

        Vagus nerve stimulation through the ear relieves tinnitus, and Vivistim was not used.
        """,
    ],
}

# What identifies a paper, and what only looks like it.
IDENTIFIERS = [
    ("The cells [improved recovery](https://doi.org/10.1001/jamaneurol.2023.5200) after stroke.", ("treasure",)),
    ("The cells improved recovery after stroke, doi:10.1001/jamaneurol.2023.5200.", ("treasure",)),
    ("The cells [improved recovery](https://doi.org/10.1001/jamaneurol.2023.52001) after stroke.", ()),
    ("The cells [improved recovery](https://pubmed.ncbi.nlm.nih.gov/38227308/) after stroke.", ("treasure",)),
    ("The cells improved recovery after stroke (PMID: 38227308).", ("treasure",)),
    ("The cells [improved recovery](https://example.org/news/38227308) after stroke.", ()),
    ("Since 38227308 people read it, the cells improved recovery after stroke.", ()),
    ("The cells [improved recovery](https://clinicaltrials.gov/study/NCT02961504) after stroke.", ("treasure",)),
    ("The cells improved recovery after stroke in NCT02961504.", ("treasure",)),
    ("The cells improved recovery after stroke in NCT029615041.", ()),
    ("The cells [improved recovery](https://doi.org/10.1016/S1474-4422(22)00526-9) after stroke.", ("ibis",)),
]
# How editors write a name.
WAYS_TO_WRITE = [
    ("TREASURE's results showed no better recovery after stroke.", ("treasure",)),
    ("THE TREASURE TRIAL IMPROVED NOTHING AFTER STROKE.", ("treasure",)),
    ("TREASURE IN THE ANDES IMPROVES YOUR MEMORY AFTER STROKE.", ()),
    ("In the “NR-1” study motor function improved after stroke.", ("nr1-phase1-2a",)),
    ("Stanford's trial of neural stem cells improved motor function after stroke.", ("nr1-phase1-2a",)),
    ("Stanford, and Stanford again, found that cells improve motor function after stroke.", ()),
    ("MultiStem (HLCM051, invimestrocel) improves recovery after stroke.", ()),
    ("SanBio's SB623 improves motor function after stroke.", ()),
]


def linked_on(words: str, house: House) -> tuple[str, ...]:
    """Return the records that a page's claims lean on; it claims something."""
    document = made.page(cleandoc(words) + "\n")
    claims = flow.check_document(document, house, AS_OF).claims
    assert claims != ()
    return tuple(sorted({record for claim in claims for record in claim.records}))


def test_every_study_and_statistic_has_its_own_page_and_two_near_misses(house: House) -> None:
    studies = sorted(r.id for r in house.records.values() if r.kind != "authority")

    assert sorted(OWN) == studies
    assert sorted(NEAR) == studies
    assert [name for name, pages in NEAR.items() if len(pages) < 2] == []


@pytest.mark.parametrize("record", OWN)
def test_a_page_that_names_a_record_leans_on_it_and_no_other(record: str, house: House) -> None:
    assert linked_on(OWN[record], house) == (record,)


@pytest.mark.parametrize(
    "words", [pytest.param(words, id=f"{record} {n}") for record in NEAR for n, words in enumerate(NEAR[record], 1)]
)
def test_a_near_miss_leans_on_no_record(words: str, house: House) -> None:
    assert linked_on(words, house) == ()


@pytest.mark.parametrize(("words", "expected"), [*IDENTIFIERS, *WAYS_TO_WRITE])
def test_a_study_is_known_by_its_names_and_identifiers_only(
    words: str, expected: tuple[str, ...], house: House
) -> None:
    assert linked_on(words, house) == expected
