"""What takes seconds to make and is only read or copied: made once for all workers of a run."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from fcntl import LOCK_EX, flock
from pathlib import Path

import pytest

from charting_tui.coding.diagnosis_book import book_making
from charting_tui.coding.diagnosis_book.book import BookPlace
from charting_tui.store.disk import stamp_of

from .command_line import call


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """Return a folder that the first worker to ask for it makes, while the others wait for it."""
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = shared / name
    with (shared / f"{name}.lock").open("w") as lock:
        flock(lock, LOCK_EX)
        if not folder.exists():
            begun = shared / f"{name}.begun"
            shutil.rmtree(begun, ignore_errors=True)
            make(begun)
            begun.rename(folder)
    return folder


def copy_clinic(made: Path, folder: Path) -> Path:
    """Copy a clinic whose index stays as true as it was: it knows files by inodes, which a copy changes."""
    shutil.copytree(made, folder)
    before, now = (str(stamp_of(place / "practice.json")) for place in (made, folder))
    with closing(sqlite3.connect(folder / "index.sqlite")) as index, index:
        for chart in (folder / "charts").glob("*.json"):
            of_chart = (chart.stat().st_ino, chart.stem)
            index.execute("UPDATE stamps SET inode = ? WHERE chart = ?", of_chart)
        index.execute("UPDATE visits SET made_with = replace(made_with, ?, ?)", (before, now))
    return folder


def make_demo(folder: Path, clients: int) -> None:
    """Make a demo clinic by the command, after its last visit of the day."""
    evening = {"CHARTING_NOW": "2026-11-23T17:35"}
    made = call("demo", str(folder), "--clients", str(clients), "--no-open", **evening)
    assert made.code == 0, made.err
    assert f"{clients} clients" in made.out
    assert "246810" in made.out


def make_icd_book(folder: Path) -> None:
    """Make the book of diagnoses where a person's own cache has it."""
    place = BookPlace(folder / "charting-tui" / "book.sqlite")
    assert place.make(lambda _done, _number: None) == book_making.MADE
