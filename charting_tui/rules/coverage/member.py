"""Member and policy holder as the payer knows them: K022 to K025, K028 and K029."""

import re
from collections.abc import Iterator
from datetime import date

from charting_tui.records.coverage import Subscriber
from charting_tui.records.people import Role
from charting_tui.rules.audience import INSURERS, only
from charting_tui.rules.case import Case
from charting_tui.rules.coverage.policies import THE_CLIENT, in_force
from charting_tui.rules.coverage.right_payer import FILLER
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule
from charting_tui.rules.wording import payer_name, quoted

_LETTER, _ANY = "[AC-HJKMNP-RT-Y]", "[AC-HJKMNP-RT-Y0-9]"
_MEDICARE = re.compile(rf"[1-9]{_LETTER}{_ANY}\d{_LETTER}{_ANY}\d{_LETTER}{_LETTER}\d\d")
"""Medicare's own form of its member numbers: letters without S, L, O, I, B and Z at fixed places."""
_OLDEST = 115
_OF_AGE = 26
_PARENTS = frozenset({"parent", "mother", "father", "stepmother", "stepfather", "stepparent", "guardian"})
_GO = (Fix("Go to the coverage", jump="coverage"),)


@rule(
    "K022",
    "member-id-filler",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.FRONT_DESK,
    source="CMS-1500 item 1a; CARC 31 and remark N382; CMS, Understanding the MBI Format",
    audience=INSURERS,
    denials=("CO-31", "CO-140", "MA27", "N382", "A7:164"),
    bad="member ID PENDING",
    good="member ID 1EG4TE5MK73, billed to Medicare",
)
def member_id_filler(case: Case) -> Iterator[Fault]:
    """The member ID is not valid: a filler, or not in Medicare's format.

    “PENDING”, “000000” and the like are rejected. Medicare IDs (MBI) have eleven characters, start with
    a digit, and never contain the letters S, L, O, I, B or Z; a wrong format is only a warning.
    """
    if not case.bills_insurer:
        return
    for index, policy in in_force(case, case.coverage):
        number = re.sub(r"[\s-]", "", policy.member_id).upper()
        if not number:
            continue
        filler = FILLER.fullmatch(policy.member_id.strip()) is not None
        if not filler and (case.payer.kind != "medicare" or _MEDICARE.fullmatch(number)):
            continue
        yield Fault(
            f"coverage[{index}].member_id",
            f"{quoted(policy.member_id)} is not a valid member ID for {payer_name(case)}."
            if filler
            else f"{quoted(policy.member_id)} is not in the format of a Medicare ID (MBI).",
            "Copy the ID from the Medicare card, like 1EG4-TE5-MK73."
            if not filler
            else "Copy the member ID from the client's card.",
            _GO,
            severity=None if filler else Severity.WARNS,
        )


def _held_by_another(case: Case) -> Iterator[tuple[int, Subscriber]]:
    """Yield the policies in force that someone else holds, by their places."""
    for index, policy in in_force(case, case.coverage) if case.bills_insurer else ():
        holder = policy.subscriber
        if holder is not None and holder.relationship.strip().lower() not in THE_CLIENT:
            yield index, holder


@rule(
    "K023",
    "relation-missing",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.FRONT_DESK,
    source="CMS-1500 item 6; remark MA60: the relationship to the insured is missing",
    audience=only("medicaid", "commercial"),
    denials=("CO-16", "MA60"),
    bad="someone else's policy, with no relationship to the client",
    good="the spouse's policy",
)
def relation_missing(case: Case) -> Iterator[Fault]:
    """The client is not the policyholder, and the policyholder's relationship to the client is missing."""
    if case.payer.kind not in {"medicaid", "commercial"}:
        return
    for index, holder in _held_by_another(case):
        if not holder.relationship.strip() and case.knows("coverage.subscriber.relationship"):
            yield Fault(
                f"coverage[{index}].subscriber.relationship",
                "The client is not the policyholder, and their relationship is not on file.",
                "Enter the policyholder's relationship to the client, such as spouse or parent.",
                _GO,
                missing=True,
            )


@rule(
    "K025",
    "dependent-too-old",
    Severity.WARNS,
    stops="nothing",
    owner=Role.FRONT_DESK,
    source="42 U.S.C. 300gg-14, 45 CFR part 147: plans cover children until 26; CARC 32 and 33",
    audience=only("commercial"),
    denials=("CO-32", "CO-33", "N375"),
    bad="a client of 28 on the mother's policy",
    good="a client of 25 on the mother's policy",
)
def dependent_too_old(case: Case) -> Iterator[Fault]:
    """The client is 26 or older and on a parent's policy; most of them end at 26.

    Plans may continue for a child with a disability; if so, dismiss this and say so.
    """
    born = case.client.birth_date if case.client else None
    if born is None or case.payer.kind != "commercial":
        return
    for index, holder in _held_by_another(case):
        if holder.relationship.strip().lower() in _PARENTS and age_on(case.visit.date, born) >= _OF_AGE:
            yield Fault(
                f"coverage[{index}].subscriber.relationship",
                f"The client is {age_on(case.visit.date, born)} and on a parent's policy; most end at 26.",
                "Ask the payer if the client is still covered, or enter the client's own plan.",
                _GO,
            )


def age_on(day: date, born: date) -> int:
    """Return the full years from a birth to a day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


@rule(
    "K028",
    "client-name-odd",
    Severity.WARNS,
    stops="nothing",
    owner=Role.FRONT_DESK,
    source="CMS-1500 item 2; remark MA36 and CARC 140: name and member ID don't match",
    audience=INSURERS,
    denials=("CO-31", "CO-140", "MA36", "A7:125"),
    bad='“Doe, Jane "Jay"”',
    good="“Doe, Jane”",
)
def client_name_odd(case: Case) -> Iterator[Fault]:
    """The client's name is only one word, or has a nickname in quotes or parentheses, or a digit.

    The payer compares it with its records letter by letter. Nicknames have their own field. If the name
    on the card is entered with the policy, that name is used.
    """
    if not case.bills_insurer or case.client is None:
        return
    name = case.client.name.strip()
    if not name:
        return
    odd = next((sign for sign in name if sign in '"“”()[]{}/' or sign.isdigit()), "")
    single = len(re.findall(r"[^\W\d_]+", name)) == 1
    if odd or single:
        yield Fault(
            "client.name",
            f"The client's name contains {quoted(odd)}; it must match the payer's records exactly."
            if odd
            else f"The client's name is only one word, {quoted(name)}.",
            "Enter the name as shown on the insurance card. Put a nickname in “goes by”.",
            (Fix("Go to the client", jump="client.name"),),
        )


@rule(
    "K029",
    "birth-date-impossible",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.FRONT_DESK,
    source="CMS-1500 items 3 and 11a; CARC 31 and remark N329: the birth date is not the member's",
    audience=INSURERS,
    denials=("CO-14", "CO-31", "N329", "N340"),
    bad="born in 1826",
    good="born in 1926",
)
def birth_date_impossible(case: Case) -> Iterator[Fault]:
    """By the birth date, the client or the policyholder would be over 115 years old."""
    if not case.bills_insurer:
        return
    born = [("client.birth_date", "client", case.client.birth_date if case.client else None)]
    born += [
        (f"coverage[{index}].subscriber.birth_date", "policyholder", holder.birth_date)
        for index, holder in _held_by_another(case)
    ]
    for field, who, day in born:
        if day is not None and age_on(case.visit.date, day) > _OLDEST:
            yield Fault(
                field,
                (
                    f"By the birth date on file ({day:%m/%d/%Y}), the {who} is "
                    f"{age_on(case.visit.date, day)} years old."
                ),
                "Correct the year of birth.",
                (Fix(f"Go to the {who}", jump=field),),
            )
