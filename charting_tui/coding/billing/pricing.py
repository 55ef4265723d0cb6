"""What a visit's service lines come to: units under the payer's rule, and money by the practice's fees."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from charting_tui.coding.billing.units import QUARTER_HOUR, Allocation, earned_units
from charting_tui.coding.code_tables.tables import tables_on
from charting_tui.records.claim import Claim, ClaimLine, Draft
from charting_tui.records.payer import Payer, UnitRule
from charting_tui.records.people import Practice
from charting_tui.records.values import whole_number
from charting_tui.records.visit import BillTo, ServiceLine, Visit


@dataclass(frozen=True)
class PricedLine:
    """One service line with its units and its money, in cents."""

    service: ServiceLine
    claim: ClaimLine
    units: int | None
    """None where they cannot be told: no readable minutes, or a code that is not in the day's table."""
    units_given: bool
    """Whether someone entered the units; else the minutes earned them."""
    cents: int | None
    """None where neither a charge nor a fee is known."""
    alternatives: bool = False
    """Whether equal remainders leave a choice of which code takes the last unit."""


def price(draft: Draft, payer: Payer, practice: Practice) -> tuple[PricedLine, ...]:
    """Return every service line of the draft with its units and money, in the visit's order.

    Lines of one code share that code's minutes; lines billed to the client are counted apart.
    """
    services = draft.visit.services
    earned: dict[int, int] = {}
    choices: set[int] = set()
    for party in (BillTo.PAYER, BillTo.CLIENT):
        timed = _timed_minutes(draft, party)
        allocation = earned_units(_by_code(draft, timed), payer.unit_rule.value)
        earned |= shared_out(draft, allocation.units, party)
        choices |= {index for index in timed if _code(services[index]) in allocation.tied}
    priced = tuple(
        _priced(draft, payer, practice, index, earned.get(index), open_choice=index in choices)
        for index in range(len(services))
    )
    return priced if payer.insures else _at_session_price(priced, practice)


def _at_session_price(priced: tuple[PricedLine, ...], practice: Practice) -> tuple[PricedLine, ...]:
    """Return the lines of a client who pays at one price for the visit, where the practice has one.

    Each line bears its share by its fee; a charge that someone entered stays.
    """
    price = practice.session_cents
    shared = [
        line
        for line in priced
        if line.claim.charge is None and line.service.bill_to is not BillTo.NOBODY and line.units != 0
    ]
    if price is None or not shared:
        return priced
    weights = [line.cents or 0 for line in shared]
    weights = weights if sum(weights) else [1] * len(shared)
    shares = [price * weight // sum(weights) for weight in weights]
    shares[0] += price - sum(shares)
    by_place = {id(line): cents for line, cents in zip(shared, shares, strict=True)}
    return tuple(replace(line, cents=by_place.get(id(line), line.cents)) for line in priced)


def total(lines: Iterable[PricedLine]) -> int:
    """Return the cents of the lines whose money is known."""
    return sum(line.cents or 0 for line in lines)


def unit_choices(draft: Draft, payer: Payer) -> dict[UnitRule, Allocation]:
    """Return the units of the lines billed to the payer under both rules, the payer's own first."""
    minutes = timed_minutes_by_code(draft, BillTo.PAYER)
    rules: tuple[UnitRule, UnitRule] = ("cms", "ama") if payer.unit_rule.value == "cms" else ("ama", "cms")
    return {rule: earned_units(minutes, rule) for rule in rules}


def settled(claim: Claim, draft: Draft, payer: Payer, practice: Practice) -> Claim:
    """Return the claim with every unit and charge, and the total asked of the payer, written out.

    What cannot be told stays open, and then so does the total. A line billed to no one is left as it is,
    and one billed to the client is priced but is no part of the total, unless the client is the payer.
    """
    priced = price(draft.model_copy(update={"claim": claim}), payer, practice)
    written = claim
    for line in priced:
        if line.service.bill_to is not BillTo.NOBODY:
            units = line.claim.units if line.units is None else line.units
            changed = line.claim.model_copy(update={"units": units, "charge": line.cents})
            written = written.with_line(changed)
    parties = {BillTo.PAYER} if payer.insures else {BillTo.PAYER, BillTo.CLIENT}
    asked = [line for line in priced if line.service.bill_to in parties]
    known = all(line.cents is not None for line in asked)
    return written.model_copy(
        update={"visit": draft.visit.id, "payer": payer.id, "total": total(asked) if known else None}
    )


def shared_out(draft: Draft, units: Mapping[str, int], party: BillTo = BillTo.PAYER) -> dict[int, int]:
    """Share each code's units among that party's lines, by their place in the visit.

    Full quarter hours come first, then the largest remainders.
    """
    timed = _timed_minutes(draft, party)
    shared = {index: spent // QUARTER_HOUR for index, spent in timed.items()}
    for code, number in units.items():
        lines = [index for index in timed if _code(draft.visit.services[index]) == code]
        left = number - sum(shared[index] for index in lines)
        lines.sort(key=lambda index: -(timed[index] % QUARTER_HOUR))
        for index in lines[:left]:
            shared[index] += 1
    return shared


def still_earned(draft: Draft, units: Mapping[int, int], payer: Payer, practice: Practice) -> dict[int, int]:
    """Return units by line as far as they are earned once lines without any are off the bill.

    The minutes of a line that goes off count for no other line any more.
    """
    services = tuple(
        service if units.get(index, 1) else service.model_copy(update={"bill_to": BillTo.NOBODY})
        for index, service in enumerate(draft.visit.services)
    )
    if services == draft.visit.services:
        return dict(units)
    opened = tuple(line.model_copy(update={"units": None}) for line in draft.claim.lines)
    rest = Draft(
        visit=draft.visit.model_copy(update={"services": services}),
        claim=draft.claim.model_copy(update={"lines": opened}),
    )
    priced = price(rest, payer, practice)
    return {index: min(number, priced[index].units or 0) for index, number in units.items()}


def timed_minutes_by_code(draft: Draft, party: BillTo) -> dict[str, int]:
    """Return the minutes of each timed code that is billed to that party."""
    return _by_code(draft, _timed_minutes(draft, party))


def timed_minutes(visit: Visit) -> int:
    """Return the minutes of all codes of a visit that are counted by time, whoever is billed."""
    tables = tables_on(visit.date)
    known = ((service, tables.procedure(service.code)) for service in visit.services)
    return sum(
        max(0, service.exact_minutes or 0)
        for service, procedure in known
        if procedure is not None and procedure.timed
    )


def _timed_minutes(draft: Draft, party: BillTo) -> dict[int, int]:
    """Return the minutes of that party's timed lines, by their place in the visit."""
    tables = tables_on(draft.visit.date)
    found: dict[int, int] = {}
    for index, service in enumerate(draft.visit.services):
        procedure = tables.procedure(service.code)
        minutes = service.exact_minutes
        counted = minutes is not None and minutes >= 0 and procedure is not None and procedure.timed
        if counted and service.bill_to is party:
            found[index] = minutes or 0
    return found


def _by_code(draft: Draft, timed: Mapping[int, int]) -> dict[str, int]:
    minutes: dict[str, int] = {}
    for index, spent in timed.items():
        code = _code(draft.visit.services[index])
        minutes[code] = minutes.get(code, 0) + spent
    return minutes


def fee_of(service: ServiceLine, day: date, payer: Payer, practice: Practice) -> int | None:
    """Return the cents for one unit of a line, by the contract of its payer where there is one."""
    contract = payer.id if service.bill_to is BillTo.PAYER else ""
    return practice.fee(_code(service), day, contract)


def _code(service: ServiceLine) -> str:
    return service.code.strip().upper()


def _priced(
    draft: Draft, payer: Payer, practice: Practice, index: int, earned: int | None, *, open_choice: bool
) -> PricedLine:
    service = draft.visit.services[index]
    claim = draft.claim.line(service.id)
    if service.bill_to is BillTo.NOBODY:
        return PricedLine(service, claim, units=0, units_given=False, cents=0)
    given = claim.units is not None and claim.units != ""
    units = whole_number(claim.units) if given else earned
    if not given and earned is None:
        procedure = tables_on(draft.visit.date).procedure(service.code)
        units = 1 if procedure is not None and not procedure.timed else None
    fee = fee_of(service, draft.visit.date, payer, practice)
    cents = claim.charge
    if cents is None and fee is not None and units is not None:
        cents = fee * units
    return PricedLine(service, claim, units, given, cents, alternatives=open_choice and not given)


RULES: Mapping[UnitRule, str] = {"cms": "CMS total minutes", "ama": "AMA per code"}
"""What the two rules are called; “rule of eights” has meant either."""


def earned_in_words(draft: Draft, payer: Payer, practice: Practice) -> str:
    """Return each line's units by the payer's rule, and what the other rule gives where that differs."""
    lines = (line for line in price(draft, payer, practice) if line.units is not None)
    parts = [f"{line.service.code} {line.units} {'unit' if line.units == 1 else 'units'}" for line in lines]
    own = f"Earned: {', '.join(parts)} ({RULES[payer.unit_rule.value]})"
    other = _by_rule(draft, payer)[1:]
    return f"{own}; {other[0]}" if other else own


def both_rules(draft: Draft, payer: Payer) -> str:
    """Return the units of the payer's lines by both rules, its own first; nothing where they agree."""
    told = _by_rule(draft, payer)
    return f"Units {'; '.join(told)}." if len(told) > 1 else ""


def _by_rule(draft: Draft, payer: Payer) -> list[str]:
    """Return the units by each rule in words; only the payer's own where both give the same."""
    choices = unit_choices(draft, payer)
    told = [
        f"by {RULES[rule]} {', '.join(f'{code} {units}' for code, units in found.units.items())}"
        for rule, found in choices.items()
    ]
    same = len({tuple(sorted(found.units.items())) for found in choices.values()}) == 1
    return told[:1] if same or not payer.insures else told


_TIMES = "\N{MULTIPLICATION SIGN}"


def codes_in_words(lines: Iterable[PricedLine]) -> str:
    """Return the codes with their units, each once; a question mark where units are not known."""
    units: dict[str, int | None] = {}
    for line in lines:
        code = line.service.code
        before = units.get(code, 0)
        units[code] = None if before is None or line.units is None else before + line.units
    return "  ".join(f"{code} {_TIMES}{'?' if count is None else count}" for code, count in units.items())
