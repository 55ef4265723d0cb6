"""Lists who is logged in, and ends a login."""

import json
from argparse import Namespace
from dataclasses import asdict
from datetime import datetime

from charting_tui.cli.clinic import note_look, open_clinic
from charting_tui.cli.lines import columns, counted, say
from charting_tui.operations.settings.logins import end_logins, logged_in

_SHOWN = 6
"""Characters of a session, enough to name one of a hundred."""


def run(options: Namespace) -> int:
    """Print the logins at work, or end those that are named."""
    store = open_clinic(options, repair=False)
    try:
        if options.end:
            ended = end_logins(store, options.end)
            say(f"Ended {counted(len(ended), 'login')}. Everything typed there is saved.")
            return 0
        logins = logged_in(store)
        note_look(store, "", "sessions")
        if options.format == "json":
            say(json.dumps([asdict(login) for login in logins], indent=2))
            return 0
        zone = store.clock.zone
        rows = [
            (
                login.person,
                f"{datetime.fromtimestamp(login.since, zone):%Y-%m-%d %H:%M}",
                login.place or "this machine",
                login.session[:_SHOWN],
            )
            for login in logins
        ]
        for line in (
            columns([("person", "since", "from", "session"), *rows]) if rows else ["No one is logged in."]
        ):
            say(line)
    finally:
        store.close()
    return 0
