"""Screens that are loaded when they are first opened, so that Today is there at once.

Each name is looked up here when it is used: ``on_demand.ClientsScreen(store)`` loads ``screens.clients``
the first time. The imports are for the type checker, the table is for the run; a test holds them together.
This is for Today and the program: a place that one of these opens imports another where it opens it.
"""

import asyncio
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from charting_tui.screens.clients import ClientsScreen
    from charting_tui.screens.help import HELP_KEYS, HelpScreen, places_of
    from charting_tui.screens.pick_client import PickClientScreen
    from charting_tui.screens.prompts import PromptsScreen
    from charting_tui.screens.setup import SetupScreen
    from charting_tui.screens.unbilled import UnbilledScreen
    from charting_tui.screens.visit.opening import VisitOpening

__all__ = [
    "HELP_KEYS",
    "ClientsScreen",
    "HelpScreen",
    "PickClientScreen",
    "PromptsScreen",
    "SetupScreen",
    "UnbilledScreen",
    "VisitOpening",
    "places_of",
]
MODULES = {
    "ClientsScreen": "clients",
    "VisitOpening": "visit.opening",
    "HELP_KEYS": "help",
    "HelpScreen": "help",
    "PickClientScreen": "pick_client",
    "PromptsScreen": "prompts",
    "SetupScreen": "setup",
    "UnbilledScreen": "unbilled",
    "places_of": "help",
}
"""The module of this package that each name comes from."""


async def load_all() -> None:
    """Load every place beside the screen's own thread, so that keys are answered meanwhile.

    Whoever stays signed in over an update of the program then never mixes two versions of it.
    """
    for module in sorted(set(MODULES.values())):
        await asyncio.to_thread(import_module, f"charting_tui.screens.{module}")


def __getattr__(name: str) -> Any:
    if name not in MODULES:
        raise AttributeError(name)
    return getattr(import_module(f"charting_tui.screens.{MODULES[name]}"), name)
