"""The whole demo clinic: the same for the same seed and day."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from charting_tui.demo.client_file import client_file
from charting_tui.demo.office import demo_office, therapists
from charting_tui.demo.plan import CoursePlan, plans
from charting_tui.demo.visits import visit_files
from charting_tui.records.chart import Chart
from charting_tui.records.office import Office

CLIENTS = 200
"""Clients of an ordinary demo clinic."""


@dataclass(frozen=True)
class DemoChart:
    """A chart beside the plan it was made from."""

    plan: CoursePlan
    chart: Chart

    @property
    def flawed_visit(self) -> str:
        """The id of the visit that was made with a fault, or nothing."""
        return f"{self.plan.id}-{len(self.plan.days):03d}" if self.plan.flaw else ""


@dataclass(frozen=True)
class ChartOfPlan:
    """Makes a client's chart from the plan: the same in any order and in any process."""

    seed: int
    office: Office
    today: date

    def __call__(self, plan: CoursePlan) -> Chart:
        """Return the chart."""
        random = Random(f"{self.seed} {plan.number}")  # noqa: S311
        file = client_file(random, plan, self.today)
        return Chart(file=file, revision=1, visits=visit_files(random, plan, self.office, self.today))

    def __reduce__(self) -> tuple[Callable[[int, str, date], "ChartOfPlan"], tuple[int, str, date]]:
        """Pickle the office as JSON: a payer's settings cannot be pickled."""
        return _with_office_in_json, (self.seed, self.office.model_dump_json(), self.today)


def _with_office_in_json(seed: int, office: str, today: date) -> ChartOfPlan:
    return ChartOfPlan(seed, Office.model_validate_json(office), today)


def demo_plans(seed: int, clients: int, office: Office, today: date, visits: int | None) -> list[CoursePlan]:
    """Return what is planned for each client; ``visits`` is how many there are to be in all, about."""
    return list(plans(seed, clients, visits, today, therapists(office)))


def demo_clinic(
    seed: int, clients: int = CLIENTS, *, today: date, visits: int | None = None
) -> tuple[Office, Iterator[Chart]]:
    """Return the office and, one by one, the charts."""
    office = demo_office(today, clients)
    made = demo_charts(seed, clients, office=office, today=today, visits=visits)
    return office, (demo.chart for demo in made)


def demo_charts(
    seed: int, clients: int, *, office: Office, today: date, visits: int | None = None
) -> Iterator[DemoChart]:
    """Yield every chart with its plan."""
    make = ChartOfPlan(seed, office, today)
    for plan in demo_plans(seed, clients, office, today, visits):
        yield DemoChart(plan, make(plan))
