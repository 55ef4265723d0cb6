"""What only whoever has the clinic's own account can do, at its machine."""

from argparse import Namespace

from charting_tui.cli.clinic import clinic_clock, clinic_folder
from charting_tui.cli.lines import say
from charting_tui.operations.signing.pins import CODE_LASTS, reset_at_console
from charting_tui.store.chart_store import ChartStore

_CONSOLE = "console"
"""Who the history says did it: no one of the staff is proved there."""


def reset_pin(options: Namespace) -> int:
    """Reset the PIN of an owner whom no other owner can help, and print a one-time code."""
    folder = clinic_folder(options)
    with_office = ChartStore.open(folder, person=_CONSOLE, repair=False)
    clock = clinic_clock(with_office.office)
    with_office.close()
    store = ChartStore.open(folder, person=_CONSOLE, read_clock=clock.read, repair=False)
    try:
        code = reset_at_console(store, options.owner)
    finally:
        store.close()
    say(f"One-time code for {options.owner}: {code}. It works once, for {CODE_LASTS.days} days.")
    say("The program asks for this code before the next PIN. Owners can see that it was reset here.")
    return 0
