"""Makes the synthetic clinic, or opens the one of today."""

import json
import shutil
import sys
import tempfile
from argparse import Namespace
from datetime import date
from importlib import import_module
from pathlib import Path

from charting_tui.cli.clinic import own_data
from charting_tui.cli.demo_size import LARGE, Estimate, cores, estimate, visits_planned
from charting_tui.cli.lines import ProgressLine, duration, printable, say, size
from charting_tui.cli.moment import clock_that_may_be_set
from charting_tui.demo.clinic import ChartOfPlan, demo_plans
from charting_tui.demo.office import PIN, demo_office
from charting_tui.errors import BadInput, NotAllowed
from charting_tui.records.people import Person, Practice
from charting_tui.store.chart_files.bulk import NewCharts
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.pins import new_pin

USUAL_PERSON = "kim"
_SIGN = "demo.json"
"""Marks a folder as a demo clinic, and says how it was made."""


def run(options: Namespace) -> int:
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
        raise NotAllowed(
            f"--user: “{person}” is not a person of the demo; those are kim, lee, sam and robin."
        )
    say(f"Demo clinic in {printable(str(folder))}: {_count_of(folder)}. All of it is invented.")
    say(f"You are {person}; everybody's PIN is {PIN}.")
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
        raise BadInput(f"DIR: {folder} is not a demo clinic and is left as it is; name a new folder.")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=".demo-", dir=folder.parent))
    except OSError:
        raise BadInput(
            f"DIR: a clinic cannot be made in {folder.parent}; name a folder you may write in."
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
    plans = demo_plans(options.seed, options.clients, office, today, options.visits)
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
    made = {
        "day": today.isoformat(),
        "seed": options.seed,
        "clients": options.clients,
        "visits": options.visits,
        "visits_made": visits_planned(plans),
    }
    (folder / _SIGN).touch(mode=0o600)
    (folder / _SIGN).write_text(json.dumps(made), encoding="utf-8")


def _say_beforehand(expected: Estimate, folder: Path) -> None:
    expected.refuse_without_room(folder.parent)
    say(
        f"{expected.clients:,} clients with {expected.visits:,} visits take about {size(expected.size)} "
        f"and {duration(expected.seconds)}."
    )
    if sys.stdout is not None:
        sys.stdout.flush()
