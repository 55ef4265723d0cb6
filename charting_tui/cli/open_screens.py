"""Opens the screens."""

import os
import sys
from argparse import Namespace
from contextlib import suppress
from datetime import UTC
from importlib import import_module
from pathlib import Path

from charting_tui.app import run_screens
from charting_tui.cli.clinic import clinic_folder, login_name, open_clinic, own_data
from charting_tui.errors import BadInput, ChartingError
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.clinic_folder import may_begin
from charting_tui.theme import wants_no_colour

_NO_SCREEN = {"", "dumb", "unknown"}
"""What TERM says where the cursor cannot be moved."""
_OF_SSH = "SSH_CONNECTION"
_WITHOUT_TERMINAL = {
    True: "Use ssh -t HOST, or a command such as ssh HOST unbilled.",
    False: "Start the program in one, or use a command such as charting-tui unbilled.",
}


def run(options: Namespace) -> int:
    """Open the screens of the clinic at Today, asking first for a clinic where there is none."""
    take_terminal(options)
    folder = clinic_folder(options)
    if may_begin(folder):
        return begin(folder, options)
    return show(open_clinic(options, repair=False))


def begin(folder: Path, options: Namespace) -> int:
    """Ask for what a new clinic needs, make it in that folder, and open it; one may leave before the end."""
    first_run = import_module("charting_tui.first_run")
    owner: str = first_run.ask_first(folder, login_name(options), own_data("first-run.json"))
    if not owner:
        return 0
    options.data, options.user = folder, owner
    return show(open_clinic(options, repair=False))


def take_terminal(options: Namespace) -> None:
    """Set the terminal's size and colours as asked for; BadInput where there is none to draw on."""
    term = os.environ.get("TERM", "")
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout and sys.stdout.isatty()):
        raise BadInput(f"The screens need a terminal. {_WITHOUT_TERMINAL[_OF_SSH in os.environ]}")
    if term in _NO_SCREEN:
        named = f"is “{term}”" if term else "is not set"
        raise BadInput(
            f"TERM {named}, so the screens can't be drawn. Set TERM=xterm-256color if your terminal is one, "
            "or use the commands chart, quick, report, trends, unbilled and check, which print plain lines."
        )
    theme = getattr(options, "theme", None)
    if theme:
        os.environ["CHARTING_THEME"] = theme
    if wants_no_colour(os.environ):
        os.environ["NO_COLOR"] = "1"
    for name in ("COLUMNS", "LINES"):
        os.environ.pop(name, None)


def show(store: ChartStore) -> int:
    """Show the screens over an open clinic, which they close."""
    with suppress(ChartingError):
        store.keep_up()
    with suppress(OSError):  # a full disk keeps no one out
        place = os.environ.get(_OF_SSH, "").partition(" ")[0]
        store.logins.enter(store.session, store.person, place, store.clock.now().astimezone(UTC))
    return run_screens(store)
