"""Makes an empty clinic."""

import sys
from argparse import Namespace
from importlib import import_module

from charting_tui.cli.clinic import login_name
from charting_tui.cli.lines import printable, say
from charting_tui.coding.billing.payers import presets
from charting_tui.errors import BadInput
from charting_tui.records.office import Office
from charting_tui.records.people import Practice, Role, Therapist
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.clinic_folder import may_begin

_STATE_LETTERS = 2


def _may_ask(options: Namespace) -> bool:
    """Whether nothing was said of the clinic, and there is a terminal to ask on."""
    silent = not options.name and not options.state and may_begin(options.folder.absolute())
    return silent and bool(sys.stdin and sys.stdin.isatty() and sys.stdout and sys.stdout.isatty())


def run(options: Namespace) -> int:
    """Make an empty clinic for the person who makes it; on a terminal, by a few questions."""
    if _may_ask(options):
        opener = import_module("charting_tui.cli.open_screens")
        opener.take_terminal(options)
        return int(opener.begin(options.folder.absolute(), options))
    state = options.state.upper()
    if state and not (len(state) == _STATE_LETTERS and state.isascii() and state.isalpha()):
        raise BadInput(f"--state: “{options.state}” is not a state; write two letters, like WA.")
    person = login_name(options)
    office = Office(
        practice=Practice(name=options.name, state=state),
        people=(Therapist(id=person, name=person, roles=(Role.THERAPIST, Role.OWNER)),),
        payers=presets(),
    )
    folder = options.folder.absolute()
    ChartStore.create(folder, office, person=person).close()
    say(f"Made an empty clinic in {printable(str(folder))}; its owner is {printable(person)}.")
    return 0
