"""Synthetic clinics of given sizes to measure in."""

import os
from datetime import UTC, date, datetime
from pathlib import Path

from charting_tui.demo.clinic import ChartOfPlan, demo_plans
from charting_tui.demo.office import PIN, demo_office
from charting_tui.records.people import Person
from charting_tui.store.chart_files.bulk import NewCharts
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.office_file import new_pin

TODAY = date(2026, 11, 23)
NOW_THERE = "2026-11-23T14:05"
"""The same moment for the clinics' makers and for the program that opens them."""


def make_clinic(folder: Path, clients: int, visits: int) -> ChartStore:
    """Make a clinic and return it open."""
    office = demo_office(TODAY, clients)
    plans = demo_plans(1, clients, office, TODAY, visits)
    store = ChartStore.create(folder, office, person="kim", read_clock=read_moment)
    store.write_new_charts(NewCharts(plans, ChartOfPlan(1, office, TODAY), len(os.sched_getaffinity(0))))
    store.save_person(Person(id="kim", pin=new_pin(PIN)))
    return store


def read_moment() -> datetime:
    """Return five past two in the afternoon, in the clinic's time."""
    return datetime(2026, 11, 23, 22, 5, tzinfo=UTC)
