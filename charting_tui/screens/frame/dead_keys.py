"""Why a key does nothing here: what it does elsewhere, and how one gets there."""

from collections import deque
from typing import Any

from textual.content import Content
from textual.css.query import NoMatches
from textual.screen import Screen
from textual.widgets import Static

from charting_tui.keys import Key, Place, every_key, keys_at, spelt
from charting_tui.screens.frame.base_screen import BaseScreen
from charting_tui.screens.frame.dialogs import FieldScreen

_LEADS = {
    "today.open": Place.VISIT,
    "today.unbilled": Place.UNBILLED,
    "unbilled.bill": Place.BILL,
    "unbilled.claims": Place.CLAIMS,
    "bill.view": Place.CLAIM,
    "claims.open": Place.CLAIM_BATCH,
    "claim-batch.answer": Place.ANSWER,
    "unbilled.owed": Place.OWED,
    "today.tomorrow": Place.TOMORROW,
    "today.office": Place.OFFICE,
    "today.code-book": Place.CODE_BOOK,
    "unbilled.code-book": Place.CODE_BOOK,
    "codes.open": Place.CODE,
    "code.look-up": Place.CODE_BOOK,
    "lines.code-book": Place.CODE,
    "today.batch": Place.BATCH,
    "today.clients": Place.CLIENTS,
    "clients.open": Place.CHART,
    "chart.history": Place.HISTORY,
    "office.open": Place.SETTINGS,
    "visit.lines": Place.LINES,
    "visit.same": Place.LAST,
    "visit.body": Place.BODY,
    "visit.fix": Place.FINDINGS,
    "visit.quick": Place.QUICK,
    "visit.prompts": Place.PROMPTS,
    "quick.prompts": Place.PROMPTS,
    "prompts.line": Place.QUICK,
    "visit.review": Place.REVIEW,
    "visit.times": Place.TIMES,
    "signed.addendum": Place.ADDENDUM,
    "all.back": Place.TODAY,
}
"""Keys that lead from their place to another."""
_WRITTEN = frozenset(
    {Place.VISIT, Place.NOTE, Place.CARRIED, Place.LAST, Place.QUICK, Place.PROMPTS, Place.BODY}
)
"""Places that a signed visit has no more."""


def why_dead(name: str, places: tuple[Place, ...]) -> str:
    """Return what a key that does nothing in these places does elsewhere, the nearest first."""
    elsewhere = [key for key in every_key() if name in key.keys.split(",") and key.place not in places]
    to = _roads(places) if elsewhere else {}
    roads = [(to[key.place], key) for key in elsewhere if key.place in to]
    if not roads or name.isdigit():  # a PIN that is typed where none is asked for is no key
        return f"{spelt(name)} does nothing here. Press F1 to see the keys that work here."
    road, key = min(roads, key=lambda found: len(found[0]))
    shown = key.shown if name == key.keys else spelt(name)
    does = key.help[0].lower() + key.help[1:].rstrip(".")
    leads = _LEADS.get(key.id)
    same = next((one for one in keys_at(*places) if leads and _LEADS.get(one.id) is leads), None)
    if same is not None:
        return f"{shown} in {key.place.value}: {does}. Here {same.shown} does that."
    if Place.SIGNED in places and key.place in _WRITTEN:
        return f"{shown} edits the visit, but this visit is signed. Press a to add an addendum."
    ways = " and then ".join(step.shown for step in road)
    return f"{shown} in {key.place.value}: {does}. Press {ways} first."


def _roads(places: tuple[Place, ...]) -> dict[Place, tuple[Key, ...]]:
    """Return the fewest keys that lead from these places to each of those that can be reached."""
    waiting: deque[tuple[tuple[Key, ...], tuple[Place, ...]]] = deque([((), places)])
    to: dict[Place, tuple[Key, ...]] = {}
    by_id = {key.id: key for key in every_key()}
    leading = [(by_id[key_id], there) for key_id, there in _LEADS.items() if key_id in by_id]
    while waiting:
        road, here = waiting.popleft()
        for key, there in leading:
            if there in to or there in places or key.place not in {*here, Place.EVERYWHERE}:
                continue
            to[there] = (*road, key)
            waiting.append((to[there], (there,)))
    return to


def tell_dead(screen: Screen[Any], name: str) -> None:
    """Say on the screen why the key does nothing there."""
    if isinstance(screen, BaseScreen):
        screen.say(why_dead(name, screen.key_places()), refusal=True)
        return
    try:
        hint = screen.query_one(".hint", Static)
    except NoMatches:
        return
    places = screen.KEY_PLACES if isinstance(screen, FieldScreen) else ()
    why = why_dead(name, places) if places else f"{spelt(name)} does nothing here. Press Esc to go back."
    hint.update(Content(f"✗ {why}"))
    hint.add_class("-refusal")
