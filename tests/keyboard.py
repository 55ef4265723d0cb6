"""Keys pressed in the screens without a terminal, and the waiting until they have done all they do."""

import asyncio
import time
import unicodedata
from collections.abc import Callable, Iterable
from typing import Any

from textual._context import visible_screen_stack
from textual.app import App
from textual.events import Key
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip
from textual.timer import Timer

from charting_tui.textual_private.app import KeyAfterKeyApp, has_handled_all

PATIENCE = 60.0
"""Seconds to wait for what must come; nothing waits this long where all is well."""
_ROUNDS, _ROUND = 4, 0.02
"""How often everything must have been found at rest, and the seconds between, in which a screen is laid out
and drawn; each time every widget has done what was sent to it, however slow the machine is."""
_HELD_UP = 500
"""Rounds after which something that still goes on is taken to be held up by the test: ten seconds of a core,
and more where others have it."""
_STEPS = 3
"""How often in a row the loop must have found all handled: a dialog goes and hands on its answer in steps of
which no message tells, and a process that has no core makes none of them, however long it waits."""
_SOON = 1.0
"""Seconds within which what a key sets going begins at the latest: a search, a preview, the rules."""
_TURNS, _TURN = 200, 0.002
"""How often the loop is asked at once whether all is handled, and the seconds between from then on: somebody
waits for a thread."""
_BEHIND = {"judging", "repair", "loading"}
"""Workers that nobody waits for: they go on behind the screens."""


async def press(pilot: Pilot[int], *keys: str, ahead: bool = False) -> None:
    """Press one key after the other, each when the one before has done all it does; or type ahead."""
    app = pilot.app
    await handled(app)
    for key in keys:
        name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
        event = Key(name, _character_of(name))
        event.set_sender(app)
        app.post_message(event)
        if ahead:
            continue
        await _typed(app)
        if app.is_running:
            await asyncio.sleep(_ROUND)
            await settled(app)
    await rest(pilot)


def _character_of(key: str) -> str | None:
    try:
        return unicodedata.lookup(_get_unicode_name_from_key(REPLACED_KEYS.get(key, key)))
    except KeyError:
        return key if len(key) == 1 else None


async def rest(pilot: Pilot[int]) -> None:
    """Wait until nothing is under way that a key set going, nor about to begin.

    What a test holds up by itself (a disk, another login) is given up on, and for the test to wait for.
    """
    app = pilot.app
    rounds = quiet = 0
    while app.is_running and quiet < _ROUNDS and rounds < _HELD_UP:
        rounds += 1
        await _typed(app)
        await settled(app)
        quiet = 0 if _under_way(app) else quiet + 1
        await asyncio.sleep(_ROUND)
        if app.is_running and app._screen_stack:
            app.screen.call_later(app.screen._on_timer_update)


def strips(screen: Screen[Any]) -> list[Strip]:
    """Return the lines of a screen as they are drawn, with what is seen behind a dialog."""
    visible_screen_stack.set(screen.app._background_screens)
    return screen._compositor.render_strips()


async def until(holds: Callable[[], bool], what: str) -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, f"waited in vain until {what}"
        await asyncio.sleep(0.005)


async def handled(app: App[int]) -> None:
    """Wait until the application and every widget on its screen have handled what was sent to them.

    Nothing is sent to find that out, as a pilot does: a message to every widget after every key is a third
    of all messages.
    """
    deadline = time.monotonic() + PATIENCE
    turns = 0
    pumps: list[MessagePump] = [app, *_on_screen(app)]
    while app.is_running and not app._exception_event.is_set() and not all(map(has_handled_all, pumps)):
        assert time.monotonic() < deadline, "waited in vain until all messages were handled"
        turns += 1
        await asyncio.sleep(0 if turns < _TURNS else _TURN)


async def settled(app: App[int]) -> None:
    """Wait until everything is handled, and stays so while the loop goes on."""
    for _ in range(_STEPS):
        await handled(app)
        await asyncio.sleep(0)


def _on_screen(app: App[int]) -> Iterable[MessagePump]:
    return app.screen.walk_children(with_self=True) if app._screen_stack else ()


async def _typed(app: App[int]) -> None:
    """Wait until the application has come to the last key, and the key has done all it does."""
    await handled(app)
    while app.is_running and isinstance(app, KeyAfterKeyApp):
        if app._typing is None or app._typing.done():
            break
        await _or_ended(app, app._typing)


async def _or_ended(app: App[int], task: "asyncio.Task[Any]") -> None:
    while app.is_running and not task.done():
        await asyncio.wait([task], timeout=0.1)


def _under_way(app: App[int]) -> bool:
    return _works(app) or _begins_soon(app)


def _works(app: App[int]) -> bool:
    return any(not worker.is_finished and worker.group not in _BEHIND for worker in app.workers)


def _begins_soon(app: App[int]) -> bool:
    """Whether a timer that goes off once is still to do so, of a screen or of the loop itself."""
    pumps = [app, *(node for screen in app.screen_stack for node in screen.walk_children(with_self=True))]
    timers = (timer for pump in pumps for timer in tuple(pump._timers))
    if any(_goes_off_once(timer) for timer in timers):
        return True
    loop = asyncio.get_running_loop()
    soon = loop.time() + _SOON
    return any(
        not handle.cancelled() and handle.when() < soon and _is_of_a_widget(handle._callback)
        for handle in loop._scheduled  # type: ignore[attr-defined]
    )


def _goes_off_once(timer: Timer) -> bool:
    waits = timer._task is not None and not timer._task.done()
    return waits and timer._repeat == 0 and timer._interval < _SOON


def _is_of_a_widget(callback: object) -> bool:
    return isinstance(getattr(callback, "__self__", None), MessagePump)
