"""The tiers of the tests, and what gives a test away that is in none of them though it ought to be."""

import os
from collections.abc import Callable, Iterator
from functools import cache
from types import CodeType, FunctionType
from typing import Any

import pytest

from charting_tui.app import ChartingApp

from .service_account import ServiceAccount
from .ssh_server import SshServer
from .store.processes import fork
from .terminal import Terminal

TIERS = {
    "terminal": "runs the program in a pseudo-terminal, or behind a real sshd",
    "kills": "forks processes and kills them, or lets many write at once",
    "screen": "runs the screens without a terminal",
    "long": "takes a core for a second or more: each rule's fixes and places, a demo, a start of Python",
}
"""What each tier is; every other test is fast."""
_SEEN_BY_ITSELF = "screen"
"""The tier of so many tests that they are put in it, where each other is named at its test."""
_SLOW_FIXTURES = {"icd_book"}
_GIVEN_AWAY: dict[str, tuple[object, ...]] = {
    "terminal": (Terminal, SshServer, ServiceAccount),
    "kills": (fork, os.kill),
    "screen": (ChartingApp,),
}


def tiers_of(item: pytest.Item) -> set[str]:
    """Return the tiers a test is marked for."""
    return {tier for tier in TIERS if item.get_closest_marker(tier)}


def tiers_used(item: pytest.Function) -> set[str]:
    """Return the tiers whose means the test, a fixture of it, or a function that these call, makes use of."""
    fixtures = item._fixtureinfo.name2fixturedefs
    made_by = [made.func for name in item.fixturenames for made in fixtures.get(name, ())]
    used = set().union(*(_used(function) for function in (item.function, *made_by)))
    return used | ({"long"} if _SLOW_FIXTURES & set(item.fixturenames) else set())


def misplaced(item: pytest.Function) -> str:
    """Return what is wrong with the tier of a test, in one sentence, or nothing."""
    used, marked = tiers_used(item), tiers_of(item)
    if not used or used & marked:
        return ""
    if used == {_SEEN_BY_ITSELF}:
        item.add_marker(_SEEN_BY_ITSELF)
        return ""
    tier = min(used - {_SEEN_BY_ITSELF})
    name, _, _ = item.nodeid.partition("[")
    return f"{name} {TIERS[tier]}. Mark it with @pytest.mark.{tier}, so that make test-fast leaves it out."


@cache
def _used(function: Callable[..., Any]) -> frozenset[str]:
    reached = set(_reached(function, set()))
    return frozenset(tier for tier, means in _GIVEN_AWAY.items() if any(each in reached for each in means))


def _reached(thing: object, seen: set[int]) -> Iterator[Any]:
    """Give the functions and classes of the tests that this one names, and those that they name."""
    if id(thing) in seen:
        return
    seen.add(id(thing))
    if isinstance(thing, type):
        yield thing
        if thing.__module__.startswith("tests.") and thing is not Terminal:
            for method in vars(thing).values():
                yield from _reached(getattr(method, "__func__", method), seen)
    elif isinstance(thing, FunctionType):
        yield thing
        whole = getattr(thing, "__wrapped__", thing)
        if whole.__module__.startswith("tests."):
            for code in _codes(whole.__code__):
                for name in code.co_names:
                    yield from _named(name, whole.__globals__, code, seen)


def _named(name: str, known: dict[str, Any], code: CodeType, seen: set[int]) -> Iterator[Any]:
    if name in {"kill", "killpg"} and "os" in code.co_names:
        yield os.kill
    yield from _reached(known.get(name), seen)


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _codes(inner)
