"""Makes a clinic: an empty one, or the synthetic one, and tells beforehand what a large one will take."""

import json
import os
import shutil
import sys
import tempfile
import time
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path

from charting_tui.cli.clinic import login_name, own_data
from charting_tui.cli.lines import ProgressLine, duration, printable, say, size
from charting_tui.cli.moment import clock_that_may_be_set
from charting_tui.clock import Clock
from charting_tui.coding.billing.payers import presets
from charting_tui.demo.clinic import ChartOfPlan, demo_plans
from charting_tui.demo.office import PIN, demo_office
from charting_tui.demo.plan import CoursePlan, Ending, as_of
from charting_tui.demo.visits import BILLER
from charting_tui.errors import BadInput, NotAllowed
from charting_tui.operations.billing.handing_over import hand_over
from charting_tui.operations.billing.planning import plan_of
from charting_tui.records.office import Office
from charting_tui.records.people import Person, Practice, Role, Therapist
from charting_tui.store.chart_files.bulk import NewCharts
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.clinic_folder import may_begin
from charting_tui.store.joining import join_database
from charting_tui.store.office_file import new_pin

LARGE = 5_000
"""From this many visits on it is worth to say beforehand what it takes, and to use every core."""
_SAMPLE_VISITS = 800
_SHARE_OF_A_SECOND_CORE = 0.8
"""What a further core adds: one process gathers what the others write."""


@dataclass(frozen=True)
class Estimate:
    """What is to be made, and what that is expected to take."""

    clients: int
    visits: int
    seconds: float
    size: float
    """In bytes."""
    processes: int

    def refuse_without_room(self, folder: Path) -> None:
        """Raise BadInput where the disk has not the room."""
        free = shutil.disk_usage(folder).free
        if self.size > free:
            raise BadInput(
                f"--visits: {self.visits:,} visits take about {self.size / 1e9:.1f} GB, but "
                f"{folder} has {free / 1e9:.1f} GB free. Ask for fewer visits, or use a folder "
                "on another disk."
            )


def visits_planned(plans: Sequence[CoursePlan]) -> int:
    """Return how many visits there will be, with the appointments to come."""
    return sum(len(plan.days) + (plan.booked is not None) for plan in plans)


def estimate(plans: Sequence[CoursePlan], make: ChartOfPlan, beside: Path) -> Estimate:
    """Measure by making some of the charts in a clinic of their own, which is removed."""
    sample: list[CoursePlan] = []
    for plan in plans[1:]:
        sample.append(plan)
        if visits_planned(sample) >= _SAMPLE_VISITS:
            break
    folder = beside / "sample"
    store = ChartStore.create(folder, make.office, person="kim")
    try:
        make(plans[0])
        begun = time.perf_counter()
        store.write_new_charts(NewCharts(sample, make))
        spent = time.perf_counter() - begun
    finally:
        store.close()
    taken = sum(path.stat().st_blocks * 512 for path in folder.rglob("*") if path.is_file())
    shutil.rmtree(folder)
    visits = visits_planned(plans)
    times = visits / visits_planned(sample)
    processes = cores()
    return Estimate(
        clients=len(plans),
        visits=visits,
        seconds=spent * times / (1 + _SHARE_OF_A_SECOND_CORE * (processes - 1)),
        size=taken * times,
        processes=processes,
    )


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0))


_STATE_LETTERS = 2


def _may_ask(options: Namespace) -> bool:
    """Whether nothing was said of the clinic, and there is a terminal to ask on."""
    silent = not options.name and not options.state and may_begin(options.folder.absolute())
    return silent and bool(sys.stdin and sys.stdin.isatty() and sys.stdout and sys.stdout.isatty())


def make_empty(options: Namespace) -> int:
    """Make an empty clinic for the person who makes it; on a terminal, by a few questions."""
    store = options.store or os.environ.get("CHARTING_STORE", "")
    folder = options.folder.absolute()
    if store and join_database(folder, store):
        say(f"This server works with the clinic in the database; its own folder is {printable(str(folder))}.")
        return 0
    if not store and _may_ask(options):
        opener = import_module("charting_tui.cli.open_screens")
        opener.take_terminal(options)
        return int(opener.begin(options.folder.absolute(), options))
    state = options.state.upper()
    if state and not (len(state) == _STATE_LETTERS and state.isascii() and state.isalpha()):
        raise BadInput(f"--state: “{options.state}” isn't a state. Use two letters, such as WA.")
    person = login_name(options)
    office = Office(
        practice=Practice(name=options.name, state=state),
        people=(Therapist(id=person, name=person, roles=(Role.THERAPIST, Role.OWNER)),),
        payers=presets(),
    )
    ChartStore.create(folder, office, person=person, database=store).close()
    where = f"the database, for this server's folder {folder}" if store else str(folder)
    say(f"Created an empty clinic in {printable(where)}. Its owner is {printable(person)}.")
    return 0


USUAL_PERSON = "kim"
_SIGN = "demo.json"
"""Marks a folder as a demo clinic, and says how it was made."""


def make_demo(options: Namespace) -> int:
    """Make the demo clinic and open it; today's is opened as it is where that is asked for."""
    named = options.folder or getattr(options, "data", None)
    folder = Path(named).absolute() if named else own_data("demo")
    clock = clock_that_may_be_set(Practice().time_zone)
    opener = None if options.no_open else import_module("charting_tui.cli.open_screens")
    if opener is not None:
        opener.take_terminal(options)
    if not (options.open_if_there and _day_of(folder) == clock.today()):
        _make(folder, options, clock.today())
    person = getattr(options, "user", None) or USUAL_PERSON
    store = ChartStore.open(folder, person=person, read_clock=clock.read)
    if store.office.person(person) is None:
        store.close()
        raise NotAllowed(f"--user: “{person}” isn't in the demo. Use kim, lee, sam or robin.")
    say(f"Demo clinic in {printable(str(folder))}: {_count_of(folder)}. All people in it are invented.")
    say(f"You are {person}. Everyone's PIN is {PIN}.")
    if opener is None:
        store.close()
        return 0
    return int(opener.show(store))


def _day_of(folder: Path) -> date | None:
    """Return the day the demo in that folder was made for, or None where there is none."""
    try:
        return date.fromisoformat(json.loads((folder / _SIGN).read_text(encoding="utf-8"))["day"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _count_of(folder: Path) -> str:
    """Return what the demo in that folder was made with, in words."""
    made = json.loads((folder / _SIGN).read_text(encoding="utf-8"))
    return f"{made['clients']} clients, {made['visits_made']} visits"


def _make(folder: Path, options: Namespace, today: date) -> None:
    """Make the clinic beside its place and put it there whole, so that an interruption leaves what was."""
    if folder.exists() and not _may_be_replaced(folder):
        raise BadInput(f"DIR: {folder} isn't a demo clinic, so it was not touched. Give a new folder.")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=".demo-", dir=folder.parent))
    except OSError:
        raise BadInput(
            f"DIR: you can't create a clinic in {folder.parent}. Give a folder you may write to."
        ) from None
    try:
        _fill(beside / "clinic", options, today)
        if folder.exists():
            shutil.rmtree(folder)
        (beside / "clinic").rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _may_be_replaced(folder: Path) -> bool:
    return (
        folder.is_dir()
        and not folder.is_symlink()
        and (_day_of(folder) is not None or not any(folder.iterdir()))
    )


def _fill(folder: Path, options: Namespace, today: date) -> None:
    clock = clock_that_may_be_set(Practice().time_zone)
    office = demo_office(today, options.clients)
    plans = as_of(demo_plans(options.seed, options.clients, office, today, options.visits), clock.local())
    make = ChartOfPlan(options.seed, office, today)
    large = visits_planned(plans) >= LARGE
    if large:
        _say_beforehand(estimate(plans, make, folder.parent), folder)
    line = ProgressLine("charts")
    store = ChartStore.create(folder, office, person=USUAL_PERSON, read_clock=clock.read)
    try:
        store.write_new_charts(NewCharts(plans, make, cores() if large else 1), line if large else None)
        for person in office.people:
            store.save_person(Person(id=person.id, pin=new_pin(PIN)))
    finally:
        line.end()
        store.close()
    _hand_over(folder, plans, clock)
    made = {
        "day": today.isoformat(),
        "seed": options.seed,
        "clients": options.clients,
        "visits": options.visits,
        "visits_made": visits_planned(plans),
    }
    (folder / _SIGN).touch(mode=0o600)
    (folder / _SIGN).write_text(json.dumps(made), encoding="utf-8")


def _hand_over(folder: Path, plans: Sequence[CoursePlan], clock: Clock) -> None:
    """Hand over what the plans say was handed over and not answered yet, as its biller does."""
    store = ChartStore.open(folder, person=BILLER, read_clock=clock.read, repair=False)
    try:
        for ending, send in ((Ending.SENT, True), (Ending.WRITTEN, False)):
            wanted = [plan for plan in plans if plan.ending is ending and plan.handed_over_by_people]
            visits = {plan.last_visit for plan in wanted}
            of_clients = [row for plan in wanted for row in store.summaries(client=plan.id)]
            rows = [row for row in of_clients if row.visit in visits]
            for batch in plan_of(store, rows).batches:
                hand_over(store, batch.places, batch.kind, send=send)
    finally:
        store.close()


def _say_beforehand(expected: Estimate, folder: Path) -> None:
    expected.refuse_without_room(folder.parent)
    say(
        f"{expected.clients:,} clients with {expected.visits:,} visits take about {size(expected.size)} "
        f"and {duration(expected.seconds)}."
    )
    if sys.stdout is not None:
        sys.stdout.flush()
