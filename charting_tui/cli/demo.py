"""Makes the synthetic clinic, or opens the one of today."""

import json
import shutil
import tempfile
from argparse import Namespace
from datetime import date
from importlib import import_module
from pathlib import Path

from charting_tui.cli.clinic import own_data
from charting_tui.cli.lines import printable, say
from charting_tui.cli.moment import clock_that_may_be_set
from charting_tui.demo.clinic import demo_clinic
from charting_tui.demo.office import PIN
from charting_tui.errors import BadInput, NotAllowed
from charting_tui.records.people import Person, Practice
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
        opener.require_terminal()
    if not (options.open_if_there and _day_of(folder) == clock.today()):
        _make(folder, options, clock.today())
    person = getattr(options, "user", None) or USUAL_PERSON
    store = ChartStore.open(folder, person=person, read_clock=clock.read)
    if store.office.person(person) is None:
        store.close()
        raise NotAllowed(
            f"--user: “{person}” is not a person of the demo; those are kim, lee, sam and robin."
        )
    charts = len(store.find_clients("", limit=10**9))
    visits = len(store.summaries())
    say(f"Demo clinic in {printable(str(folder))}: {charts} clients, {visits} visits. All of it is invented.")
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
    office, charts = demo_clinic(options.seed, options.clients, today=today, visits=options.visits)
    store = ChartStore.create(folder, office, person=USUAL_PERSON, read_clock=clock.read)
    try:
        store.write_new_charts(charts)
        for person in office.people:
            store.save_person(Person(id=person.id, pin=new_pin(PIN)))
    finally:
        store.close()
    made = {
        "day": today.isoformat(),
        "seed": options.seed,
        "clients": options.clients,
        "visits": options.visits,
    }
    (folder / _SIGN).write_text(json.dumps(made), encoding="utf-8")
