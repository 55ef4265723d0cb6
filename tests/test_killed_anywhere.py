import os
import random
import shutil
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import orjson
import pytest

from charting_tui.store.chart_store import ChartStore

from .clinic import open_clinic
from .test_killed_dialogs import IN_VISIT, OUTSIDE, VISIT, at, charted, goes

pytestmark = [pytest.mark.terminal, pytest.mark.kills]

__all__ = ["charted"]
KILLS = 200 if os.environ.get("CHARTING_ALL_KILLS") else 2
TYPED = "qjxvkzqwjxqvkzxj"
"""Letters that stand together nowhere else."""
PLACES = {
    "the note": VISIT,
    **{case.id: (*VISIT, *case.opens) for case in IN_VISIT},
    **{case.id: case.opens for case in OUTSIDE},
}
LONGEST = 4.0
"""Seconds from the first letter to the kill, at most; mostly as many letters as wanted are drawn before."""


def test_killed_at_any_moment_in_any_place_every_drawn_letter_is_kept(charted: Path, tmp_path: Path) -> None:
    chosen, drawn, kept = random.Random(11), 0, 0
    places = list(PLACES)
    for kill in range(KILLS):
        root = shutil.copytree(charted, tmp_path / f"clinic{kill}")
        place = places[kill % len(places)] if len(places) <= KILLS else chosen.choice(places)
        with at(root) as screen:
            goes(screen, PLACES[place])
            wanted = chosen.randrange(len(TYPED) + 1)
            screen.types(TYPED)
            screen.watch(chosen.uniform(0, LONGEST), partial(_shows, wanted))
            screen.kill()
            shown = _prefix(screen.all_drawn().text())
        store = open_clinic(root)
        has = max((_prefix(text) for text in _texts(store)), default=0)
        assert store.verify().faults == ()
        store.close()
        assert has >= shown, f"kill {kill} in {place}: {shown} letters were drawn, {has} are kept"
        drawn, kept = drawn + shown, kept + has
        shutil.rmtree(root, ignore_errors=True)
    sys.stdout.write(f"{KILLS} kills in {len(places)} places: {drawn} letters drawn, {kept} kept\n")


def _prefix(text: str) -> int:
    """Return how many of the letters stand in a text; one alone may be another's."""
    return next((length for length in range(len(TYPED), 1, -1) if TYPED[:length] in text), 0)


def _texts(store: ChartStore) -> Iterator[str]:
    for head in store.journals():
        journal = store.adopt(head)
        yield from journal.replay().texts.values()
        yield from (text for words in journal.asked.values() for text in words.texts.values())
    for file in store.root.glob("forms/*.json"):
        yield from orjson.loads(file.read_bytes())["texts"].values()


def _shows(wanted: int, text: str) -> bool:
    return _prefix(text) >= wanted
