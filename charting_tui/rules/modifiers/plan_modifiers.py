"""Modifiers that rest on a therapy plan: M007 to M009, M019, M022."""

from collections.abc import Iterator
from datetime import date

from charting_tui.coding.billing.payers import threshold_before, threshold_in
from charting_tui.records.draft_edits import set_modifiers
from charting_tui.records.people import LicenceType, Role
from charting_tui.records.values import in_dollars
from charting_tui.rules.audience import INSURERS, only
from charting_tui.rules.case import BilledLine, Case
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.modifiers.modifiers import (
    ASSISTANTS,
    DISCIPLINES,
    MOST_MODIFIERS,
    discipline_of,
    wants_discipline,
    with_discipline,
)
from charting_tui.rules.rule import rule
from charting_tui.rules.wording import a_licence, payer_name

_EXCEPTION = "KX"
_UNDER_PLAN: frozenset[LicenceType] = frozenset({"PT", "PTA", "OT", "OTA"})


def _given(line: BilledLine) -> set[str]:
    return {one.strip().upper() for one in line.claim.modifiers}


def _add(case: Case, line: BilledLine, wanted: str) -> tuple[Fix, ...]:
    given = line.claim.modifiers
    if len(given) >= MOST_MODIFIERS:
        return (Fix(f"Choose the modifiers for {line.code}", jump=line.path("modifiers")),)
    added = with_discipline(case, given, wanted) if wanted in DISCIPLINES else (*given, wanted)
    return (Fix(f"Add {wanted} to {line.code}", set_modifiers(line.index, added)),)


@rule(
    "M007",
    "kx-missing",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="NGS Medicare 10703808 and therapycomply.com on KX: the threshold of each year; CARC 119",
    audience=only("medicare"),
    denials=("CO-4", "CO-119"),
    bad="Medicare 2026, $2,600.00 allowed this year, 97110-GP",
    good="the same with 97110-GP-KX",
)
def threshold_exception_missing(case: Case) -> Iterator[Fault]:
    """The client is above Medicare's therapy threshold for the year, and a line is missing KX.

    KX says that the record shows why treatment is still needed: add it only if it does. The amount is
    what Medicare allowed since January with all providers, physical and speech therapy together,
    occupational therapy separately. Nothing is reported for years with no known threshold.
    """
    used = case.therapy_year_to_date
    known = threshold_in(case.visit.date.year, case.practice)
    if used is None or known is None or used < known:
        return
    for line in _lack_exception(case):
        yield Fault(
            line.path("modifiers"),
            f"Medicare has allowed {in_dollars(used)} in {case.visit.date.year} "
            f"(KX threshold {in_dollars(known)}), but {line.code} has no KX.",
            "If the record shows why treatment is still needed, add KX.",
            _add(case, line, _EXCEPTION),
        )


def _lack_exception(case: Case) -> Iterator[BilledLine]:
    """Give the therapy lines to Medicare without KX, of who treats under a plan of care."""
    licence = case.therapist.licence_type if case.therapist else None
    if case.payer.kind == "medicare" and (licence is None or licence in _UNDER_PLAN):
        for line in case.payer_lines:
            therapy = line.procedure is not None and line.procedure.always_therapy
            if therapy and _EXCEPTION not in _given(line):
                yield line


@rule(
    "M022",
    "kx-threshold-unknown",
    Severity.WARNS,
    stops="nothing",
    owner=Role.OWNER,
    source="NGS Medicare 10703808 and therapycomply.com on KX: a new threshold each January; CARC 119",
    audience=only("medicare"),
    denials=("CO-4", "CO-119"),
    bad="Medicare 2027, $3,500.00 allowed this year, 97140-GP, no threshold entered for 2027",
    good="the same with 97140-GP-KX, or with the threshold for 2027 entered",
)
def exception_threshold_unknown(case: Case) -> Iterator[Fault]:
    """Medicare's KX threshold for that year is not entered, so KX can't be checked.

    Medicare sets a new threshold each January. This is reported only if it can matter: Medicare has
    allowed as much this year as the last known threshold, and a line has no KX. The owner enters the
    threshold once a year: Settings, practice, KX thresholds.
    """
    year, used = case.visit.date.year, case.therapy_year_to_date
    if used is None or threshold_in(year, case.practice) is not None:
        return
    if used < (threshold_before(year, case.practice) or 0):
        return
    codes = ", ".join(dict.fromkeys(line.code for line in _lack_exception(case)))
    if codes:
        yield Fault(
            "practice.therapy_thresholds",
            (
                f"No KX threshold is on file for {year}. Medicare has allowed {in_dollars(used)}; "
                f"no KX on {codes}."
            ),
            "Enter the threshold in Settings, Practice, KX thresholds.",
        )


@rule(
    "M008",
    "kx-without-discipline",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="On KX (2026; alsintegratedsvc.com): always with GP, GO or GN; CARC 4",
    audience=only("medicare"),
    denials=("CO-4",),
    bad="97110-KX billed to Medicare",
    good="97110-GP-KX billed to Medicare",
    silences=("M001",),
    dismissible=False,
)
def exception_without_discipline(case: Case) -> Iterator[Fault]:
    """KX is on a line to Medicare without GP, GO or GN."""
    if case.payer.kind != "medicare":
        return
    for line in case.payer_lines:
        if _EXCEPTION in _given(line) and not DISCIPLINES & _given(line):
            wanted = discipline_of(case)
            yield Fault(
                line.path("modifiers"),
                f"{line.code} has KX, but no GP, GO or GN.",
                f"Add {wanted} for the plan of care.",
                _add(case, line, wanted),
                pair=(line.path("modifiers"),),
            )


@rule(
    "M009",
    "assistant-modifier-pair",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="UnitedHealthcare and Medicare on CQ and CO (insuredandmore.com); CARC 4",
    audience=INSURERS.asked_by("discipline_modifier"),
    denials=("CO-4",),
    bad="97110-CQ billed to UnitedHealthcare",
    good="97110-GP-CQ billed to UnitedHealthcare",
    silences=("M001",),
)
def assistant_without_plan(case: Case) -> Iterator[Fault]:
    """CQ or CO says that an assistant treated, but the plan modifier of that discipline is missing.

    CQ (physical therapist assistant) goes with GP, CO (occupational therapy assistant) with GO. Checked
    for payers that want GP, GO or GN.
    """
    if not wants_discipline(case):
        return
    for line in case.payer_lines:
        given = _given(line)
        for assistant, plan in ASSISTANTS.items():
            if assistant not in given or plan in given:
                continue
            others = sorted(given & DISCIPLINES)
            yield Fault(
                line.path("modifiers"),
                f"{line.code} has {assistant} {f'with {others[0]}' if others else f'without {plan}'}; "
                f"{payer_name(case)} requires {plan}.",
                f"Change {others[0]} to {plan}, or correct {assistant}." if others else f"Add {plan}.",
                _in_place(line, others[0], plan) if others else _add(case, line, plan),
                pair=(line.path("modifiers"),),
            )


def _in_place(line: BilledLine, old: str, new: str) -> tuple[Fix, ...]:
    changed = tuple(new if one.strip().upper() == old else one for one in line.claim.modifiers)
    return (Fix(f"Replace {old} with {new} on {line.code}", set_modifiers(line.index, changed)),)


_BY_ASSISTANT: dict[LicenceType, str] = {"PTA": "CQ", "OTA": "CO"}
_BY_ASSISTANT_SINCE = date(2020, 1, 1)


@rule(
    "M019",
    "assistant-modifier-missing",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="insuredandmore.com on CQ and CO (UnitedHealthcare, Medicare); Pub. 100-04 ch. 5: not verified",
    audience=INSURERS.asked_by("discipline_modifier"),
    denials=("CO-4", "N822"),
    bad="97110-GP by a physical therapist assistant, billed to Medicare",
    good="97110-GP-CQ by the assistant",
)
def assistant_not_named(case: Case) -> Iterator[Fault]:
    """An assistant treated, but the line has no CQ or CO.

    Medicare pays 85 percent for an assistant and requires the modifier on each such line; without it,
    you are overpaid and must pay it back. Other payers that want GP or GO usually follow; for them this
    is only a warning.
    """
    licence = case.therapist.licence_type if case.therapist else None
    wanted = _BY_ASSISTANT.get(licence) if licence else None
    if licence is None or wanted is None or case.visit.date < _BY_ASSISTANT_SINCE:
        return
    if not wants_discipline(case):
        return
    for line in case.payer_lines:
        always = line.procedure is not None and line.procedure.always_therapy
        if always and not _given(line) & set(ASSISTANTS):
            yield Fault(
                line.path("modifiers"),
                (
                    f"{a_licence(licence)[:1].upper()}{a_licence(licence)[1:]} treated, but "
                    f"{line.code} is missing {wanted}."
                ),
                f"Add {wanted}, or correct the treating therapist.",
                _add_assistant(case, line, wanted),
                severity=None if case.payer.kind == "medicare" else Severity.WARNS,
            )


def _add_assistant(case: Case, line: BilledLine, wanted: str) -> tuple[Fix, ...]:
    """Offer the modifier with its plan; where another plan is named, which of them is wrong is not known."""
    given, plan = line.claim.modifiers, ASSISTANTS[wanted]
    disciplines = _given(line) & DISCIPLINES
    planned = given if disciplines else with_discipline(case, given, plan)
    if disciplines - {plan} or len(planned) >= MOST_MODIFIERS:
        return (Fix(f"Choose the modifiers for {line.code}", jump=line.path("modifiers")),)
    named = wanted if disciplines else f"{plan} and {wanted}"
    return (Fix(f"Add {named} to {line.code}", set_modifiers(line.index, (*planned, wanted))),)
