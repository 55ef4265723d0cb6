"""Diagnoses against plan and client: D021 to D024."""

from collections.abc import Iterator

from charting_tui.coding.diagnosis_book.diagnoses import CATEGORY, written
from charting_tui.records.people import Role
from charting_tui.rules.audience import INSURERS
from charting_tui.rules.case import Case
from charting_tui.rules.coverage.member import age_on
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.plan_of_care.plan_of_care import plan_need
from charting_tui.rules.rule import rule

_UNSPECIFIED = {
    "M54.9": "the part of the spine (M54.2, M54.6 or M54.5-)",
    "M25.50": "the joint",
    "M79.60": "the limb",
    "M79.609": "the limb",
    "R52": "the place of the pain",
    "M62.9": "the exact muscle disorder",
    "M79.9": "the exact soft tissue disorder",
    "M53.9": "the exact spine disorder",
    "M99.9": "the type and place of the lesion",
}
"""Codes of pain or disorder without a place, and what a nearer one names."""
_NEWBORN = "P"
_MALE = tuple(f"N{number}" for number in range(40, 54))
_FEMALE = (*(f"N{number}" for number in range(70, 99)), "O", "Z33", "Z34", "Z3A")
_A_CHILD = 18


def _codes(case: Case) -> list[tuple[int, str]]:
    return [(index, written(code)) for index, code in enumerate(case.visit.diagnoses) if code.strip()]


@rule(
    "D021",
    "dx-not-in-plan",
    Severity.WARNS,
    stops="nothing",
    owner=Role.THERAPIST,
    source="Noridian, plan of care (2025-09): its diagnoses; CARC 11, and N206: record against claim",
    audience=INSURERS.asked_by("plan_of_care", by_law="medicare"),
    denials=("CO-11", "N206"),
    bad="M25.511 on the claim, M54.2 in the plan of care",
    good="M54.2 in both",
)
def dx_not_in_plan(case: Case) -> Iterator[Fault]:
    """No diagnosis on the claim is in the plan of care the payer pays under.

    A code of the same category counts as the same, and one matching diagnosis is enough.
    """
    plan = case.plan
    if plan is None or plan_need(case) is None:
        return
    codes = _codes(case)
    planned = {written(code)[:CATEGORY] for code in plan.diagnoses if code.strip()}
    if codes and planned and not any(code[:CATEGORY] in planned for _, code in codes):
        yield Fault(
            "visit.diagnoses",
            f"The claim has {codes[0][1]}, but the plan of care lists {written(plan.diagnoses[0])}.",
            "Use the plan's diagnosis if that is what you treated. Otherwise write a new plan.",
            (Fix("Go to the plan of care", jump="plan_of_care.diagnoses"),),
        )


@rule(
    "D022",
    "dx-without-place",
    Severity.ADVISES,
    stops="nothing",
    owner=Role.THERAPIST,
    source="ICD-10-CM guidelines I.B.18: the most specific code the record supports; remark M81",
    audience=INSURERS,
    denials=("CO-11", "CO-167", "M81"),
    bad="M54.9, back pain with no location",
    good="M54.2",
)
def dx_without_place(case: Case) -> Iterator[Fault]:
    """The first diagnosis is pain or a disorder with no location: M54.9, M25.50, R52 and the like.

    Payers want the most specific code the record supports. The prescriber decides.
    """
    codes = _codes(case)
    if not case.bills_insurer or not codes or codes[0][1] not in _UNSPECIFIED:
        return
    place, code = codes[0]
    yield Fault(
        f"visit.diagnoses[{place}]",
        f"{code} is too general; payers want {_UNSPECIFIED[code]}.",
        "Ask the prescriber for a more specific code that the record supports.",
        (Fix("Go to the diagnoses", jump=f"visit.diagnoses[{place}]"),),
    )


@rule(
    "D023",
    "dx-against-sex",
    Severity.WARNS,
    stops="nothing",
    owner=Role.THERAPIST,
    source="CARC 10 and 7: the diagnosis doesn't match the sex the payer has on file",
    audience=INSURERS,
    denials=("CO-7", "CO-10"),
    bad="O26.891, a pregnancy, for a client with sex M",
    good="O26.891 for a client with sex F",
)
def dx_against_sex(case: Case) -> Iterator[Fault]:
    """A diagnosis of pregnancy or of the organs of one sex, but the other sex is on file.

    The sex the payer has on file is what counts. If both are right, ask the payer what it wants.
    """
    sex = case.client.sex.strip().upper()[:1] if case.client else ""
    if sex not in {"M", "F"} or not case.payer.insures:
        return
    for place, code in _codes(case):
        female = code.startswith(_FEMALE)
        if (sex == "M" and female) or (sex == "F" and code.startswith(_MALE)):
            yield Fault(
                f"visit.diagnoses[{place}]",
                f"{code} is for {'women' if female else 'men'}, but the client's sex on file is {sex}.",
                "Check the sex against the payer's file, and the diagnosis against the prescription.",
                (
                    Fix("Go to the diagnoses", jump=f"visit.diagnoses[{place}]"),
                    Fix("Go to the client", jump="client.sex"),
                ),
            )


@rule(
    "D024",
    "dx-against-age",
    Severity.WARNS,
    stops="nothing",
    owner=Role.THERAPIST,
    source="CARC 9 and 6: the diagnosis doesn't match the client's age; ICD-10-CM chapter 16, newborns",
    audience=INSURERS,
    denials=("CO-6", "CO-9", "N129"),
    bad="P14.3, a newborn's injury, for an adult",
    good="P14.3 for a child of two months",
)
def dx_against_age(case: Case) -> Iterator[Fault]:
    """A newborn diagnosis (P) is on an adult's claim.

    Conditions from around birth may be coded as long as they last, so a child's are not reported.
    """
    born = case.client.birth_date if case.client else None
    if born is None or not case.payer.insures or age_on(case.visit.date, born) < _A_CHILD:
        return
    for place, code in _codes(case):
        if code.startswith(_NEWBORN):
            yield Fault(
                f"visit.diagnoses[{place}]",
                f"{code} is a newborn diagnosis, but the client is {age_on(case.visit.date, born)}.",
                "Check the birth date, and the diagnosis against the prescription.",
                (Fix("Go to the diagnoses", jump=f"visit.diagnoses[{place}]"),),
            )
