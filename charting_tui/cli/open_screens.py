"""Opens the screens."""

import os
import sys
from argparse import Namespace

from charting_tui.app import run_screens
from charting_tui.cli.clinic import open_clinic
from charting_tui.errors import BadInput
from charting_tui.store.chart_store import ChartStore


def run(options: Namespace) -> int:
    """Open the screens of the clinic at Today, and return when the person leaves."""
    require_terminal()
    return show(open_clinic(options))


def require_terminal() -> None:
    """Raise BadInput where there is no terminal to draw on."""
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout and sys.stdout.isatty()):
        raise BadInput("The screens need a terminal; over SSH give -t, or call a command (see --help).")


def show(store: ChartStore) -> int:
    """Show the screens over an open clinic, which they close; the terminal itself tells its size."""
    for name in ("COLUMNS", "LINES"):
        os.environ.pop(name, None)
    return run_screens(store)
