"""Screens that are loaded when they are first opened, so that Today is there at once.

Each name is looked up here when it is used: ``on_demand.ClientsScreen(store)`` loads its module
the first time. The imports are for the type checker, the table is for the run; a test holds them together.
This is for Today and the program: a place that one of these opens imports another where it opens it.
"""

import asyncio
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from charting_tui.screens.clients.choose_client import PickClientScreen
    from charting_tui.screens.clients.find_clients import ClientsScreen
    from charting_tui.screens.frame.code_book import CodeBookScreen
    from charting_tui.screens.frame.help import HELP_KEYS, HelpScreen, places_of
    from charting_tui.screens.settings.settings import SetupScreen
    from charting_tui.screens.visit.guided_entry import PromptsScreen
    from charting_tui.screens.visit.opening import VisitOpening
    from charting_tui.screens.worklist.tomorrow import TomorrowScreen
    from charting_tui.screens.worklist.unbilled import UnbilledScreen

__all__ = [
    "HELP_KEYS",
    "ClientsScreen",
    "CodeBookScreen",
    "HelpScreen",
    "PickClientScreen",
    "PromptsScreen",
    "SetupScreen",
    "TomorrowScreen",
    "UnbilledScreen",
    "VisitOpening",
    "places_of",
]
MODULES = {
    "ClientsScreen": "clients.find_clients",
    "CodeBookScreen": "frame.code_book",
    "VisitOpening": "visit.opening",
    "HELP_KEYS": "frame.help",
    "HelpScreen": "frame.help",
    "PickClientScreen": "clients.choose_client",
    "PromptsScreen": "visit.guided_entry",
    "SetupScreen": "settings.settings",
    "TomorrowScreen": "worklist.tomorrow",
    "UnbilledScreen": "worklist.unbilled",
    "places_of": "frame.help",
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
