"""A payer's way with the timed units of one day: T011 and T012."""

from collections.abc import Iterator
from datetime import date

from charting_tui.coding.billing.pricing import still_earned
from charting_tui.coding.billing.units import QUARTER_HOUR, lowered
from charting_tui.records.draft_edits import keep_units, merge_services
from charting_tui.records.payer import DailyCap
from charting_tui.records.people import Role
from charting_tui.records.values import whole_number
from charting_tui.records.visit import BillTo
from charting_tui.rules.audience import INSURERS, only
from charting_tui.rules.case import BilledLine, Case
from charting_tui.rules.codes.licences import client_pays
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule
from charting_tui.rules.wording import TIMES, payer_name

_ONE_LINE_SINCE = date(2021, 4, 19)
_TOLD_APART = frozenset({"59", "XE", "XS", "XP", "XU", "76", "77", "CQ", "CO"})
"""Modifiers that make a second line of a code another service, or another person's."""

_TREATMENTS = frozenset({"supervised modality", "group", "unlisted"})
"""Kinds of treatment that are not counted by time."""


@rule(
    "T011",
    "timed-code-split-lines",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="First Coast (Medicare contractor): one line per timed code per day, from 04/19/2021",
    audience=only("medicare"),
    denials=("CO-18",),
    bad="97124 2 units and again 97124 2 units, billed to Medicare",
    good="97124 4 units on one line",
    silences=("T022",),
)
def timed_code_split_lines(case: Case) -> Iterator[Fault]:
    """A timed code is on two lines of one day's claim; Medicare rejects the claim.

    Put all minutes of a code on one line, whatever the areas. Lines may stay apart if a modifier makes
    the second line a separate service (59, XE, XS, XP, XU, 76, 77) or an assistant's (CQ, CO). A line
    with 0 units is not sent.
    """
    if case.payer.kind != "medicare" or case.visit.date < _ONE_LINE_SINCE:
        return
    first: dict[tuple[str, frozenset[str]], BilledLine] = {}
    for line in case.payer_lines:
        if not line.timed or whole_number(line.claim.units) == 0:
            continue
        told = frozenset(one.strip().upper() for one in line.claim.modifiers) & _TOLD_APART
        taking = first.setdefault((line.code, told), line)
        if taking is not line:
            yield Fault(
                line.path("code"),
                f"{line.code} is on more than one line; Medicare accepts one line per code per day.",
                "Combine the minutes and units on one line.",
                on_one_line(line, taking),
                pair=(line.code,),
            )


def on_one_line(giving: BilledLine, taking: BilledLine) -> tuple[Fix, ...]:
    """Offer to put the minutes of one line on another of the same code, where both are known."""
    minutes = giving.service.exact_minutes, taking.service.exact_minutes
    if minutes[0] is None or minutes[1] is None:
        return ()
    label = f"Move these {minutes[0]} minutes to the first line of {giving.code}"
    return (Fix(label, merge_services(giving.index, taking.index)),)


@rule(
    "T012",
    "payer-daily-timed-cap",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="Each payer's policy, entered in its settings; CARC 119 and 151",
    audience=INSURERS.asked_by("daily_cap"),
    denials=("CO-119", "CO-151", "CO-273", "N362", "N435", "N640"),
    bad="97140 3 units and 97110 2 units, billed to Anthem",
    good="97140 2 units and 97110 2 units, billed to Anthem",
)
def payer_daily_timed_cap(case: Case) -> Iterator[Fault]:
    """More units are billed than the payer covers per day.

    The limit is a setting of the payer, in units or in minutes (60 minutes are 4 units). The setting
    also says which codes count; if it doesn't, all timed codes do. Other visits on the same day to the
    same payer count too, with the units their minutes earn. The note is not changed.
    """
    setting = case.payer.daily_cap
    if not case.payer.insures or setting is None or not setting.holds_on(case.visit.date):
        return
    cap = setting.value
    most = _most(cap)
    priced = case.priced
    counted = {line.index: priced[line.index].units or 0 for line in case.payer_lines if _counts(cap, line)}
    elsewhere = _of_other_visits(case, cap)
    billed = sum(counted.values())
    if most is None or not billed or billed + elsewhere <= most:
        return
    left = max(0, most - elsewhere)
    kept = still_earned(case.draft, lowered(counted, left), case.payer, case.practice)
    last = case.lines[max(index for index, number in counted.items() if kept[index] < number)]
    now = sum(kept.values())
    fixes = (
        (Fix(f"Bill {now} {'unit' if now == 1 else 'units'}: {_in_words(case, kept)}", keep_units(kept)),)
        if now
        else ()
    )
    also = f", {elsewhere} of them for another visit" if elsewhere else ""
    yield Fault(
        last.path("units"),
        f"{payer_name(case)} pays {most} units per day; {billed + elsewhere} are billed{also}.",
        f"Bill no more than {left} on this visit, or ask the payer before billing more.",
        (*fixes, *client_pays(case, *(case.lines[index] for index in counted if kept[index] == 0))),
    )


def _most(cap: DailyCap) -> int | None:
    """Return the units of a day, the fewer of both where units and minutes are capped."""
    limits = [cap.units, None if cap.minutes is None else cap.minutes // QUARTER_HOUR]
    return min((limit for limit in limits if limit is not None), default=None)


def _counts(cap: DailyCap, line: BilledLine) -> bool:
    if cap.codes:
        return line.code in cap.codes
    return line.timed or (cap.untimed and line.procedure is not None and line.procedure.kind in _TREATMENTS)


def _of_other_visits(case: Case, cap: DailyCap) -> int:
    """Return the units that other kept visits of the day earn with this payer."""
    found = 0
    for visit in case.earlier_visits:
        if visit.date == case.visit.date and visit.payer == case.visit.payer and visit.state.kept:
            for index, priced in enumerate(case.priced_before(visit)):
                service = priced.service
                line = BilledLine(index, service, priced.claim, case.tables.procedure(service.code))
                if service.bill_to is BillTo.PAYER and _counts(cap, line):
                    found += priced.units or 0
    return found


def _in_words(case: Case, units: dict[int, int]) -> str:
    return ", ".join(f"{case.lines[index].code} {TIMES}{number}" for index, number in units.items())
