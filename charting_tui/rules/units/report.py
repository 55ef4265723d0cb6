"""What only the owner's report says: T016."""

from collections.abc import Iterator

from charting_tui.coding.billing.pricing import timed_minutes_by_code
from charting_tui.coding.billing.units import units_of_minutes
from charting_tui.records.people import Role
from charting_tui.records.visit import BillTo
from charting_tui.rules.audience import EVERYBODY
from charting_tui.rules.case import Case
from charting_tui.rules.finding import Fault, Severity
from charting_tui.rules.rule import rule

_SHORT_BY = (1, 2)
"""Minutes by which a unit is missed."""


@rule(
    "T016",
    "unit-short-by-minutes",
    Severity.ADVISES,
    stops="nothing",
    owner=Role.OWNER,
    source="CMS Pub. 100-04 ch. 5 §20.2",
    audience=EVERYBODY,
    bad="97124, 52 minutes: 3 units",
    good="97124, 45 minutes: 3 units",
    report_only=True,
)
def unit_short_by_minutes(case: Case) -> Iterator[Fault]:
    """The timed minutes end one or two minutes before the next unit.

    This shows an owner how sessions are timed. It is only in the owner's report: therapists and billers
    never see that more minutes would pay. The minutes are what they were, so there is nothing to fix.
    """
    for party in (BillTo.PAYER, BillTo.CLIENT):
        by_code = timed_minutes_by_code(case.draft, party)
        if case.payer.unit_rule.value == "cms":
            sums = [(" and ".join(by_code), sum(by_code.values()))] if by_code else []
        else:
            sums = list(by_code.items())
        for codes, minutes in sums:
            units = units_of_minutes(minutes)
            late = next((more for more in _SHORT_BY if units_of_minutes(minutes + more) > units), None)
            if minutes > 0 and late is not None:
                line = next(
                    line for line in case.lines if line.code in codes and line.service.bill_to is party
                )
                yield Fault(
                    line.path("minutes"),
                    (
                        f"{minutes} timed minutes earn {units} {'unit' if units == 1 else 'units'}; "
                        f"{minutes + late} would earn {units + 1}."
                    ),
                    "Nothing to fix. This is only for your report.",
                )
