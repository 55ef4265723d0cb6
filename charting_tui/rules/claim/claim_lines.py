"""Places, units and repetitions on the claim: K004, K006, K011."""

import re
from collections.abc import Iterable, Iterator

from charting_tui.coding.billing.pricing import price, shared_out, unit_choices
from charting_tui.coding.code_tables.table_rows import other_places
from charting_tui.records.claim import ClaimState, Draft
from charting_tui.records.draft_edits import bill_nobody, open_units, set_frequency, set_place
from charting_tui.records.people import Role
from charting_tui.records.values import whole_number
from charting_tui.rules.audience import EVERYBODY, INSURERS
from charting_tui.rules.case import BilledLine, Case
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule
from charting_tui.rules.wording import TIMES

_PARTS = re.compile(r"[\s,:-]+")
_AGAIN = frozenset({"59", "XE", "XS", "XP", "XU", "76", "77", "91"})
"""Modifiers that say it was done once more."""


def told_apart(modifiers: Iterable[str]) -> bool:
    """Whether one of the modifiers says that a code of the same day is another service."""
    return not _AGAIN.isdisjoint(modifiers)


@rule(
    "K004",
    "pos-invalid",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="CMS place-of-service codes, list of 2024; denial reason CARC 5",
    audience=INSURERS,
    denials=("CO-5", "CO-58", "CO-171", "M77", "N428", "N776"),
    bad="place of service 28",
    good="place of service 11",
    dismissible=False,
)
def pos_invalid(case: Case) -> Iterator[Fault]:
    """The place of service is not a valid code. Hands-on treatment by telehealth is only a warning.

    A valid place where this field seldom treats, such as an inpatient hospital (21), is only
    information.
    """
    place = case.visit.place.strip()
    if not case.bills_insurer or not place:
        return
    usual = case.practice.place.strip()
    fixes: tuple[Fix, ...] = ()
    if usual != place and case.tables.place(usual) is not None:
        fixes = (Fix(f"Change to {usual}, the practice's usual place of service", set_place(usual)),)
    known = case.tables.place(place)
    if known is None and place in other_places():
        yield Fault(
            "visit.place",
            f"Place of service {place} is unusual for this kind of practice.",
            "If the client was treated there, keep it. Otherwise correct it.",
            fixes,
            severity=Severity.ADVISES,
        )
    elif known is None:
        yield Fault(
            "visit.place",
            f"“{place[:12]}” is not a place of service code.",
            "Enter 11 for office, 12 for the client's home, or the code for where the visit was.",
            fixes,
        )
    elif not known.hands_on and any(line.timed for line in case.payer_lines):
        yield Fault(
            "visit.place",
            f"Place of service {place} is telehealth, but hands-on treatment can't be given remotely.",
            "Enter the place of service where the client was treated.",
            fixes,
            severity=Severity.WARNS,
        )


@rule(
    "K006",
    "duplicate-line",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="Denial reason CARC 18; NGS Medicare on claims that cannot be processed (MA130), AAPC 28051",
    audience=EVERYBODY,
    denials=("CO-18", "CO-B13", "M86", "MA130", "N185", "N380", "N702", "N703"),
    bad="97140 already billed for that day",
    good="the same as a replacement (frequency code 7) with the payer's claim number",
    silences=("T022",),
)
def duplicate_line(case: Case) -> Iterator[Fault]:
    """The same code with the same modifiers was already billed for this client and day.

    A claim that replaces or voids the earlier one has frequency code 7 or 8. A second session on the
    same day needs a modifier. A denied claim was billed too: send the correction as a replacement of
    the denied claim. Medicare works differently: a claim returned with remark MA130 was never
    processed, so send it as a new claim; a denied one is reopened or appealed.
    """
    if case.claim.frequency != "1":
        return
    if case.claim.state is ClaimState.DENIED and case.bills_insurer:
        by_medicare = case.payer.kind == "medicare"
        yield Fault(
            "claim.frequency",
            "The payer denied this claim; if you resend it as an original, it will be a duplicate.",
            "If the remittance has MA130, send a new claim. Otherwise request a reopening, or appeal."
            if by_medicare
            else "Correct it, and send a replacement claim (7) with the payer's claim number.",
            () if by_medicare else (_replace(case),),
            severity=Severity.ADVISES,
        )
    for entry in dict.fromkeys(case.already_billed):
        code, *modifiers = _PARTS.split(entry.strip().upper())
        for line in case.lines:
            if line.billed and line.code == code and _alike(line, modifiers):
                keep = Fix(f"Keep {line.code} in the record, do not bill it", bill_nobody(line.index))
                by_medicare = case.payer.kind == "medicare"
                yield Fault(
                    line.path("code"),
                    f"{line.code} was already billed for this client and day.",
                    "Do not bill it again. Ask Medicare for a reopening, or appeal."
                    if by_medicare
                    else (
                        "Do not bill it again. If this corrects the earlier claim, mark it as a "
                        "replacement (7)."
                    ),
                    (keep,) if by_medicare else (_replace(case), keep),
                    pair=(line.code,),
                )


def _replace(case: Case) -> Fix:
    """Offer to replace the earlier claim; its number comes first where the claim is about to go out."""
    if case.at_desk and not case.claim.original_ref.strip():
        return Fix("Enter the payer's claim number", jump="claim.original_ref")
    return Fix("Mark the claim as a replacement (7)", set_frequency("7"))


def _alike(line: BilledLine, modifiers: list[str]) -> bool:
    """Whether a line repeats what was billed; one billed without modifiers, any line not told apart."""
    given = {modifier.strip().upper() for modifier in line.claim.modifiers if modifier.strip()}
    return given == set(modifiers) or (not modifiers and not told_apart(given))


@rule(
    "K011",
    "units-invalid",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="Remark M53: units missing, incomplete or invalid",
    audience=EVERYBODY,
    denials=("M53", "N345", "N430"),
    bad="0 units",
    good="1 unit",
    dismissible=False,
)
def units_invalid(case: Case) -> Iterator[Fault]:
    """The units of a billed line are not a whole number of 1 or more.

    If units are left blank, they follow the minutes. A timed line that earns no unit by itself is not
    sent, but its minutes count for the other lines: there 0 is right and only information.
    """
    for line in case.lines:
        given = line.claim.units
        if not line.billed or given is None or not str(given).strip():
            continue
        number = whole_number(given)
        if number == 0 and _earns_none(case, line):
            yield Fault(
                line.path("units"),
                f"{line.code} doesn't earn a unit by itself.",
                "Leave it off the claim; its minutes count toward the other lines.",
                severity=Severity.ADVISES,
            )
        elif number is None or number < 1:
            yield Fault(
                line.path("units"),
                f"“{str(given).strip()[:12]}” is not a valid number of units for {line.code}.",
                "Enter a whole number of 1 or more, or leave it blank to use the minutes.",
                _fixes(case, line),
            )


def _earns_none(case: Case, line: BilledLine) -> bool:
    """Whether an acceptable answer to the day's minutes gives the line no unit, another line one."""
    if not line.timed or line not in case.payer_lines or (line.service.exact_minutes or 0) < 1:
        return False
    earned = case.earned
    return earned.total > 0 and any(
        shared_out(case.draft, answer)[line.index] == 0 for answer in earned.acceptable
    )


def _fixes(case: Case, line: BilledLine) -> tuple[Fix, ...]:
    """Leave the line's units to its minutes, and with it those that then would be too many."""
    timed = [other.index for other in case.payer_lines if other.timed] if line.timed else []
    now = open_units(line.index)(case.draft)
    opened = open_units(line.index) if _supported(case, now) else open_units(line.index, *timed)
    earned = price(opened(case.draft), case.payer, case.practice)
    told = ", ".join(f"{case.lines[index].code} {TIMES}{earned[index].units}" for index in timed)
    number = earned[line.index].units
    if not number:
        return ()
    return (Fix(f"Bill the units the minutes earn: {told if len(timed) > 1 else number}", opened),)


def _supported(case: Case, draft: Draft) -> bool:
    """Whether a draft bills no more timed units than the minutes earn, in all or code by code."""
    earned = unit_choices(draft, case.payer)[case.payer.unit_rule.value]
    billed = dict.fromkeys(earned.units, 0)
    for line, priced in zip(case.lines, price(draft, case.payer, case.practice), strict=True):
        if line in case.payer_lines and line.code in billed:
            billed[line.code] += priced.units or 0
    if case.payer.unit_rule.value == "cms":
        return sum(billed.values()) <= earned.total
    return all(billed[code] <= earned.units[code] for code in billed)
