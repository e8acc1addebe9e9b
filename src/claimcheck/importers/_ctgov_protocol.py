"""The protocol section of a study -> programme, design, population, intervention, funding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimcheck.importers._draft import name_of, part, written_date
from claimcheck.importers._source import at, listed, texts, words_at

if TYPE_CHECKING:
    from claimcheck.lexicon import Lexicon

_STATUS = {
    "NOT_YET_RECRUITING": "active", "RECRUITING": "active", "ENROLLING_BY_INVITATION": "active",
    "ACTIVE_NOT_RECRUITING": "active", "COMPLETED": "completed", "SUSPENDED": "paused", "TERMINATED": "terminated",
    "WITHDRAWN": "discontinued", "APPROVED_FOR_MARKETING": "approved",
}  # fmt: skip
_PHASES = {
    ("PHASE1",): "1", ("PHASE1", "PHASE2"): "1/2", ("PHASE2",): "2", ("PHASE2", "PHASE3"): "2/3", ("PHASE3",): "3",
    ("PHASE4",): "4",
}  # fmt: skip
_OBSERVED = {
    "COHORT": "cohort-study",
    "CASE_CONTROL": "case-control-study",
    "ECOLOGIC_OR_COMMUNITY": "ecological-study",
}
# A sham may be an operation or a stimulation: which, a person says.
_CONTROLS = {
    "PLACEBO_COMPARATOR": "placebo", "ACTIVE_COMPARATOR": "active-treatment", "NO_INTERVENTION": "no-treatment",
    "SHAM_COMPARATOR": "",
}  # fmt: skip
_MASKING = {"NONE": "open-label", "SINGLE": "single", "DOUBLE": "double", "TRIPLE": "triple", "QUADRUPLE": "quadruple"}


def programme(protocol: Any, basis: str) -> dict[str, Any] | None:
    """Return how the study stands, and why it stopped."""
    given, why = words_at(protocol, "statusModule.overallStatus"), words_at(protocol, "statusModule.whyStopped")
    status = _STATUS.get(given)
    if status is None:
        return None
    never = "withdrawn before anybody was enrolled" if given == "WITHDRAWN" else ""
    note = "; ".join(said for said in (never, f"why it stopped, as registered: {why}" if why else "") if said)
    as_of = written_date(words_at(protocol, "statusModule.statusVerifiedDate"))
    return part(basis, status=status, as_of=as_of, note=note)


def design(protocol: Any, lexicon: Lexicon, basis: str) -> dict[str, Any] | None:
    """Return the design as registered."""
    info = at(protocol, "designModule.designInfo")
    allocation, model = words_at(info, "allocation"), words_at(info, "interventionModel")
    kind = _type(protocol)
    locations = listed(protocol, "contactsLocationsModule.locations")
    countries = dict.fromkeys(words for place in locations if (words := words_at(place, "country")))
    return part(
        basis,
        type=kind if kind and lexicon.category(kind) == "design" else None,
        phase=_PHASES.get(tuple(texts(protocol, "designModule.phases"))),
        randomized={"RANDOMIZED": True, "NON_RANDOMIZED": False}.get(allocation, False if _single(protocol) else None),
        control=_control(protocol),
        blinding=_blinding(info),
        arms=len(_arms(protocol)) or None,
        sites=len(locations) or None,
        countries=list(countries),
        scheme=f"{model.replace('_', ' ').lower()} assignment" if model else "",
    )


def _type(protocol: Any) -> str | None:
    kind, info = words_at(protocol, "designModule.studyType"), at(protocol, "designModule.designInfo")
    if kind == "OBSERVATIONAL":
        across = "cross-sectional-study" if words_at(info, "timePerspective") == "CROSS_SECTIONAL" else None
        return across or _OBSERVED.get(words_at(info, "observationalModel"), "observational-study")
    if kind != "INTERVENTIONAL":
        return None
    if _single(protocol):
        return "single-arm"
    return {"RANDOMIZED": "randomised-trial", "NON_RANDOMIZED": "non-randomised-trial"}.get(
        words_at(info, "allocation")
    )


def _single(protocol: Any) -> bool:
    return words_at(protocol, "designModule.designInfo.interventionModel") == "SINGLE_GROUP"


def _arms(protocol: Any) -> list[dict[str, Any]]:
    return listed(protocol, "armsInterventionsModule.armGroups")


def _control(protocol: Any) -> str | None:
    """Return what the treated were compared with; None where the kinds of the arms do not say."""
    if _single(protocol):
        return "none"
    found = {words_at(arm, "type") for arm in _arms(protocol)} & _CONTROLS.keys()
    if len(found) > 1:
        return "mixed"
    return _CONTROLS[found.pop()] or None if found else None


def _blinding(info: Any) -> str | None:
    masking, who = words_at(info, "maskingInfo.masking"), texts(info, "maskingInfo.whoMasked")
    assessor = masking == "SINGLE" and who == ["OUTCOMES_ASSESSOR"]
    return "assessor-blind" if assessor else _MASKING.get(masking)


def population(study: Any, lexicon: Lexicon, basis: str) -> dict[str, Any] | None:
    """Return who was studied: how many, planned or enrolled, and by which limits."""
    protocol = at(study, "protocolSection")
    conditions = texts(protocol, "conditionsModule.conditions")
    named = {name for words in conditions if (name := name_of(lexicon, words, "condition"))}
    count, is_actual = _enrolled(protocol)
    treated, control = _by_arm(study)
    if is_actual and max(treated or 0, control or 0) > (count or 0):
        treated = control = None
    return part(
        basis,
        species="human" if lexicon.category("human") == "species" else None,
        condition=_narrowest(named, lexicon) if len(conditions) == len(named) or len(named) == 1 else None,
        inclusion=_inclusion(at(protocol, "eligibilityModule")),
        n_enrolled=count if is_actual else None,
        n_planned=None if is_actual else count,
        n_treated=treated,
        n_control=control,
        note=f"conditions as registered: {', '.join(conditions)}" if conditions else "",
    )


def _enrolled(protocol: Any) -> tuple[int | None, bool]:
    info = at(protocol, "designModule.enrollmentInfo")
    count = words_at(info, "count")
    return (int(count) if count.isascii() and count.isdigit() else None), words_at(info, "type") == "ACTUAL"


def _narrowest(named: set[str], lexicon: Lexicon) -> str | None:
    """Return the name that is a kind of all others, None where they are of several kinds."""
    return next((one for one in sorted(named) if all(lexicon.is_a(one, other) for other in named)), None)


def _inclusion(module: Any) -> str:
    low, high = words_at(module, "minimumAge"), words_at(module, "maximumAge")
    age = f"{low} to {high}" if low and high else f"{low} or older" if low else f"up to {high}" if high else ""
    sex = words_at(module, "sex").lower()
    healthy = "healthy volunteers" if at(module, "healthyVolunteers") is True else ""
    return ", ".join(said for said in (age, "" if sex in ("", "all") else sex, healthy) if said)


def _by_arm(study: Any) -> tuple[int | None, int | None]:
    """Return how many began in the experimental arms and in the others, where the groups are the arms."""
    flow = at(study, "resultsSection.participantFlowModule")
    kinds = {words_at(a, "label").lower(): words_at(a, "type") for a in _arms(at(study, "protocolSection"))}
    groups = {words_at(g, "id"): kinds.get(words_at(g, "title").lower(), "") for g in listed(flow, "groups")}
    periods = listed(flow, "periods")
    began = [m for p in periods[:1] for m in listed(p, "milestones") if words_at(m, "type") == "STARTED"]
    counts = {words_at(a, "groupId"): words_at(a, "numSubjects") for m in began[:1] for a in listed(m, "achievements")}
    if not groups or "" in groups.values() or len(kinds) != len(groups) or not all(map(str.isdigit, counts.values())):
        return None, None
    if counts.keys() != groups.keys():
        return None, None
    treated = [int(counts[g]) for g, kind in groups.items() if kind == "EXPERIMENTAL"]
    control = [int(counts[g]) for g, kind in groups.items() if kind in _CONTROLS]
    whole = len(treated) + len(control) == len(groups)
    return (sum(treated) or None, sum(control) or None) if whole else (None, None)


def products(protocol: Any) -> list[str]:
    """Return what the experimental arms were given, without placebo and sham."""
    arms = [words_at(a, "label") for a in _arms(protocol) if words_at(a, "type") == "EXPERIMENTAL"]
    given = listed(protocol, "armsInterventionsModule.interventions")
    tried = [i for i in given if not arms or set(texts(i, "armGroupLabels")) & set(arms)]
    names = [words_at(i, "name") for i in tried]
    return [name for name in names if name and not any(word in name.lower() for word in ("placebo", "sham"))]


def intervention(protocol: Any, lexicon: Lexicon, basis: str) -> dict[str, Any] | None:
    """Return what was tried, by its name in the lexicon where it is one."""
    given = products(protocol)
    named = {name for product in given if (name := name_of(lexicon, product, "treatment", "medicine"))}
    treatment = named.pop() if len(named) == 1 and len(given) == 1 else None
    return part(basis, product=", ".join(given), treatment=treatment)


def funding(protocol: Any, basis: str) -> dict[str, Any] | None:
    """Return who paid for the study."""
    module = at(protocol, "sponsorCollaboratorsModule")
    lead = words_at(module, "leadSponsor.name")
    others = [words for c in listed(module, "collaborators") if (words := words_at(c, "name"))]
    interests = "a company leads it" if words_at(module, "leadSponsor.class") == "INDUSTRY" else ""
    return part(basis, by=", ".join([*([lead] if lead else []), *others]), interests=interests)
