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
from .terminal import Terminal
from .test_killed_dialogs import IN_VISIT, OUTSIDE, VISIT, at, charted, goes

pytestmark = [pytest.mark.terminal, pytest.mark.kills]

__all__ = ["charted"]
KILLS = 100 if os.environ.get("CHARTING_ALL_KILLS") else 1
"""Kills of each share; ``make kills`` does 200 in all."""
SHARES = (11, 12)
TYPED = "qjxvkzqwjxqvkzxj"
"""Letters that stand together nowhere else."""
SAVED = "mhgf."
"""What was saved before, where the program said so."""
NOTE, SAVE = "the note", "a save of the note"
PLACES = {
    NOTE: VISIT,
    SAVE: VISIT,
    **{case.id: (*VISIT, *case.opens) for case in IN_VISIT},
    **{case.id: case.opens for case in OUTSIDE},
}
TELLS = {case.id: case.tells for case in OUTSIDE}
LONGEST = 2.0
"""Seconds from the first letter to the kill, at most; mostly as many letters as wanted are drawn before."""


@pytest.mark.parametrize("share", SHARES)
def test_killed_at_any_moment_in_any_place_every_drawn_letter_and_every_save_is_kept(
    charted: Path, tmp_path: Path, share: int
) -> None:
    chosen, drawn, kept, saves = random.Random(share), 0, 0, 0
    places = list(PLACES)
    chosen.shuffle(places)
    for kill in range(KILLS):
        place = places[kill % len(places)]
        root = shutil.copytree(charted, tmp_path / f"clinic{kill}")
        with at(root) as screen:
            saved = place not in TELLS and chosen.random() < 0.5
            _comes_to(screen, place, saved=saved)
            shown = _types_until_killed(screen, chosen, saves=place == SAVE)
            told = place == SAVE and "Saved " in screen.text()
        with at(root) as screen:
            screen.sees(TELLS[place] if place in TELLS and shown else TYPED[:shown])
            screen.kill()
        store = open_clinic(root)
        has, said = max(_prefix(text) for text in _texts(store)), _chart_says(store)
        assert store.verify().faults == ()
        store.close()
        assert has >= shown, f"kill {kill} in {place}: {shown} letters were drawn, {has} are kept"
        assert not saved or SAVED in said, f"kill {kill} in {place}: what was saved is not in the chart"
        assert saved or not told or TYPED in said, f"kill {kill} in {place}: a save was told and is lost"
        drawn, kept, saves = drawn + shown, kept + has, saves + (saved or told)
        shutil.rmtree(root, ignore_errors=True)
    sys.stdout.write(
        f"{KILLS} kills in {len(places)} places: {drawn} letters drawn, {kept} kept, {saves} saves\n"
    )


def _comes_to(screen: Terminal, place: str, *, saved: bool) -> None:
    if saved:
        goes(screen, (*VISIT, *SAVED, f":{SAVED}", "ctrl+s", ":Saved "))
        goes(screen, PLACES[place][len(VISIT) :])
    else:
        goes(screen, PLACES[place])


def _types_until_killed(screen: Terminal, chosen: random.Random, *, saves: bool) -> int:
    wanted = chosen.randrange(len(TYPED) + 1)
    screen.types(TYPED)
    if saves:
        screen.press("ctrl+s")
    screen.watch(chosen.uniform(0, LONGEST), partial(_shows, wanted))
    screen.kill()
    return _prefix(screen.all_drawn().text())


def _prefix(text: str) -> int:
    """Return how many of the letters stand in a text; one alone may be another's."""
    return next((length for length in range(len(TYPED), 1, -1) if TYPED[:length] in text), 0)


def _chart_says(store: ChartStore) -> str:
    return " ".join(kept.visit.note.subjective for kept in store.chart("jane").visits)


def _texts(store: ChartStore) -> Iterator[str]:
    yield _chart_says(store)
    for head in store.journals():
        journal = store.adopt(head)
        yield from journal.replay().texts.values()
        yield from (text for words in journal.asked.values() for text in words.texts.values())
    for file in store.root.glob("forms/*.json"):
        yield from orjson.loads(file.read_bytes())["texts"].values()


def _shows(wanted: int, text: str) -> bool:
    return _prefix(text) >= wanted
