"""A payer's own policies on codes: C036 to C038 and T024."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from charting_tui.coding.diagnosis_book.diagnoses import written
from charting_tui.records.draft_edits import bill_nobody
from charting_tui.records.payer_limits import PayerLimit
from charting_tui.records.people import Role
from charting_tui.records.values import in_dollars
from charting_tui.records.visit import BillTo
from charting_tui.rules.audience import INSURERS
from charting_tui.rules.case import Case
from charting_tui.rules.codes.licences import asks_denial
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule
from charting_tui.rules.wording import AS_AGREED, one_of, payer_name

_FEW = 3
"""Codes that fit a message by name."""


def _same(code: str, listed: str) -> bool:
    """Whether a diagnosis is one that is listed, or below it."""
    return written(code).replace(".", "").startswith(written(listed).replace(".", ""))


@rule(
    "C036",
    "dx-not-on-payers-list",
    Severity.WARNS,
    stops="nothing",
    owner=Role.BILLER,
    source="CARC 167 and 11, remarks N569 and N115; the payer's policy; Medicare: NCD 30.3.3 on acupuncture",
    audience=INSURERS.asked_by("code_diagnoses"),
    denials=("CO-11", "CO-50", "CO-167", "N115", "N386", "N569"),
    bad="97810 for M54.2, billed to Medicare",
    good="97810 for M54.50, billed to Medicare",
)
def diagnosis_not_listed(case: Case) -> Iterator[Fault]:
    """The payer covers a code only for listed diagnoses, and the line points to none of them.

    The list is a setting of the payer; a category in it covers every code below it. Medicare covers
    acupuncture and dry needling only for chronic low back pain, so for Medicare this blocks billing. A
    line with GY asks for a denial, so it is not reported.
    """
    setting = case.payer.code_diagnoses
    if setting is None or not setting.holds_on(case.visit.date) or not case.payer.insures:
        return
    for line in case.payer_lines:
        listed = setting.value.get(line.code)
        if not listed or asks_denial(case, line):
            continue
        places = ["ABCDEFGHIJKL".find(letter) for letter in line.claim.pointers]
        given = [case.visit.diagnoses[at] for at in places if 0 <= at < len(case.visit.diagnoses)]
        if given and not any(_same(code, one) for code in given for one in listed):
            yield Fault(
                line.path("pointers"),
                f"{payer_name(case, 24)} covers {line.code} only for {_shown(listed)}, "
                f"not for {written(given[0])}.",
                "Point to a listed diagnosis if one was treated and documented. Otherwise bill the client.",
                (Fix(f"Go to the diagnosis pointers for {line.code}", jump=line.path("pointers")),),
                severity=Severity.BLOCKS if case.payer.kind == "medicare" else None,
            )


@rule(
    "C037",
    "payers-own-pair",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="CARC 97 and 236; the payer's policy, such as Aetna's on 97140 with an adjustment",
    audience=INSURERS.asked_by("own_pairs"),
    denials=("CO-97", "CO-231", "CO-236", "M15", "M80", "N20"),
    bad="98940 and 97140, and the payer pays only the adjustment",
    good="97140-59 with 98940, and the payer accepts 59",
    silences=("C019",),
)
def payers_own_pair(case: Case) -> Iterator[Fault]:
    """The payer pays only one of two codes on the same day by its own policy, whatever NCCI says."""
    setting = case.payer.own_pairs
    if setting is None or not setting.holds_on(case.visit.date) or not case.payer.insures:
        return
    billed = {line.code for line in case.payer_lines}
    for pair in setting.value:
        if pair.paid not in billed:
            continue
        for line in case.payer_lines:
            given = {one.strip().upper() for one in line.claim.modifiers}
            if line.code == pair.denied and not given & {one.upper() for one in pair.unless}:
                unless = " or ".join(pair.unless)
                yield Fault(
                    line.path("code"),
                    f"{payer_name(case, 24)} doesn't pay {line.code} on the same day as {pair.paid}"
                    f"{f' without {unless}' if unless else ''}.",
                    f"If {line.code} was separate, add {unless}. Otherwise do not bill it."
                    if unless
                    else f"Keep {line.code} in the record, but do not bill it.",
                    (Fix(f"Keep {line.code} in the record, do not bill it", bill_nobody(line.index)),),
                    pair=(line.code, pair.paid),
                )


@rule(
    "C038",
    "not-beside-another",
    Severity.WARNS,
    stops="nothing",
    owner=Role.BILLER,
    source=(
        "CARC 96 and 170; the payer's policy, such as Aetna's and Cigna's on massage as the only service"
    ),
    audience=INSURERS.asked_by("only_beside"),
    denials=("CO-96", "CO-107", "CO-170", "CO-234"),
    bad="only 97124, and the payer pays it only together with exercise",
    good="97124 and 97110",
)
def not_beside_another(case: Case) -> Iterator[Fault]:
    """The payer pays a code only together with another service on the same day, and none is billed."""
    setting = case.payer.only_beside
    if setting is None or not setting.holds_on(case.visit.date) or not case.payer.insures:
        return
    billed = {line.code for line in case.payer_lines}
    for line in case.payer_lines:
        wanted = setting.value.get(line.code)
        if wanted is None or (set(wanted) & billed if wanted else billed - {line.code}):
            continue
        yield Fault(
            line.path("code"),
            f"{payer_name(case, 24)} pays {line.code} only on the same day as "
            f"{' or '.join(wanted[:3]) if wanted else 'another service'}.",
            f"Bill the other service if it was done, or {AS_AGREED}.",
            (Fix("Go to the codes", jump=line.path("code")),),
        )


@rule(
    "T024",
    "payer-limit-exceeded",
    Severity.WARNS,
    stops="nothing",
    owner=Role.BILLER,
    source="CARC 119 and 151, remarks N362 and N640; the payer's policy; Medicare: NCD 30.3.3, 20 a year",
    audience=INSURERS.asked_by("limits"),
    denials=("CO-119", "CO-151", "CO-222", "CO-273", "N362", "N435", "N640"),
    bad="the 13th visit of the month, where the payer pays 12",
    good="the 12th visit",
)
def payer_limit_exceeded(case: Case) -> Iterator[Fault]:
    """More is billed than the payer covers per day, week, month or year: visits, units, minutes or dollars.

    Limits are a setting of the payer. Visits without named codes are counted in the whole chart; units,
    minutes, dollars and visits with named codes are counted in the last ten visits. A week starts on
    Sunday.
    """
    setting = case.payer.limits
    if setting is None or not setting.holds_on(case.visit.date) or not case.bills_insurer:
        return
    for limit in setting.value:
        most, used, words = _counted(case, limit)
        if most is not None and used > most:
            line = next(one for one in case.payer_lines if not limit.codes or one.code in limit.codes)
            of_what = {"visits": "with", "": "for"}.get(words, "of")
            more = ", …" if len(limit.codes) > 1 else ""
            of_codes = f" {of_what} {limit.codes[0]}{more}" if limit.codes else ""
            shown = (in_dollars(used), in_dollars(most)) if not words else (str(used), f"{most} {words}")
            yield Fault(
                line.path("code"),
                f"{payer_name(case, 20)} covers {shown[1]}{of_codes} per {limit.per}; "
                f"this visit brings it to {shown[0]}.",
                f"Ask the payer for an exception, or {AS_AGREED}.",
            )


def _shown(codes: Sequence[str]) -> str:
    return one_of(codes) if len(codes) <= _FEW else f"{', '.join(codes[:_FEW])}, …"


def _counted(case: Case, limit: PayerLimit) -> tuple[int | None, int, str]:
    """Return the most, what is used with this visit, and in what; nothing where this visit has none of it."""
    day, first = case.visit.date, _first_day(case.visit.date, limit)
    here = [
        one for one in case.priced if one.service.bill_to is BillTo.PAYER and _of(limit, one.service.code)
    ]
    if not here:
        return None, 0, ""
    before = [
        line
        for other in case.earlier_visits
        if other.state.kept and other.payer == case.visit.payer and first <= other.date <= day
        for line in case.priced_before(other)
        if line.service.bill_to is BillTo.PAYER and _of(limit, line.service.code)
    ]
    if limit.visits is not None:
        if not limit.codes:
            return (
                limit.visits,
                1 + sum(first <= other <= day for other in case.days_of_payer_before),
                "visits",
            )
        days = {
            other.id or str(other.date)
            for other in case.earlier_visits
            if other.state.kept and other.payer == case.visit.payer and first <= other.date <= day
            if any(_of(limit, service.code) for service in other.services)
        }
        return limit.visits, 1 + len(days), "visits"
    if limit.units is not None:
        return limit.units, sum(one.units or 0 for one in (*before, *here)), "units"
    if limit.minutes is not None:
        return limit.minutes, sum(one.service.exact_minutes or 0 for one in (*before, *here)), "minutes"
    return limit.money, sum(one.cents or 0 for one in (*before, *here)), ""


def _of(limit: PayerLimit, code: str) -> bool:
    return not limit.codes or code.strip().upper() in limit.codes


def _first_day(day: date, limit: PayerLimit) -> date:
    if limit.per == "week":
        return day - timedelta(days=(day.weekday() + 1) % 7)
    if limit.per == "month":
        return day.replace(day=1)
    return day.replace(month=1, day=1) if limit.per == "year" else day
