"""How many of the units that a payer authorized are used: A026."""

from collections.abc import Iterator

from charting_tui.coding.billing.pricing import PricedLine
from charting_tui.records.coverage import Authorization
from charting_tui.records.people import Role
from charting_tui.records.visit import BillTo, Visit
from charting_tui.rules.audience import INSURERS
from charting_tui.rules.authorization.authorization import new_or_old
from charting_tui.rules.authorization.visits_used import falls_under, leaves_of_that_day
from charting_tui.rules.case import Case
from charting_tui.rules.finding import Fault, Severity
from charting_tui.rules.rule import rule


@rule(
    "A026",
    "auth-units-used",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.FRONT_DESK,
    source="Denial reason CARC 198: authorization exceeded; the number of units on the authorization",
    audience=INSURERS,
    denials=("CO-198", "N640"),
    bad="4 units, and 46 of 48 authorized units are used",
    good="4 units, and 44 of 48 are used",
)
def authorized_units_used(case: Case) -> Iterator[Fault]:
    """Every authorization for that date has fewer units left than this visit bills.

    Units used before this program began to count are included, and so are units of earlier visits
    within the dates of the authorization; if it lists codes, only those codes count. Only the last ten
    visits in the chart are checked. If there are older visits, the finding says “at least” and may come
    late. The payer knows the exact number.
    """
    held = [
        (index, leave, _used(case, leave) + _billed(case, leave)) for index, leave in leaves_of_that_day(case)
    ]
    over = [(index, leave, number) for index, leave, number in held if number > (leave.units or number)]
    if held and len(over) == len(held):
        index, leave, number = max(over, key=lambda one: str(one[1].ends or ""))
        known = "" if _all_at_hand(case, leave) else "at least "
        yield Fault(
            f"authorizations[{index}].units",
            f"This visit brings the total to {known}{number} units; "
            f"{leave.units} {'is' if leave.units == 1 else 'are'} authorized.",
            "Ask the payer for more units, and enter the new authorization.",
            new_or_old(index, "units"),
        )


def _used(case: Case, leave: Authorization) -> int:
    """Return the units used before this visit, as far as they are known."""
    if leave.units is None:
        return 0
    earned = sum(_units(leave, case.priced_before(other)) for other in _seen(case, leave))
    return (leave.units_used or 0) + earned


def _seen(case: Case, leave: Authorization) -> list[Visit]:
    """Return the earlier visits at hand that fall under an authorization."""
    return [
        other
        for other in case.earlier_visits
        if other.state.kept and other.payer == case.visit.payer and falls_under(leave, other.date)
    ]


def _all_at_hand(case: Case, leave: Authorization) -> bool:
    return len(_seen(case, leave)) >= sum(falls_under(leave, day) for day in case.days_of_payer_before)


def _billed(case: Case, leave: Authorization) -> int:
    return _units(leave, case.priced) if leave.units is not None else 0


def _units(leave: Authorization, priced: tuple[PricedLine, ...]) -> int:
    wanted = {code.strip().upper() for code in leave.codes}
    return sum(
        max(0, line.units or 0)
        for line in priced
        if line.service.bill_to is BillTo.PAYER
        if not wanted or line.service.code.strip().upper() in wanted
    )
