"""Shows a person's own pace, and no one else's."""

import json
from argparse import Namespace
from dataclasses import asdict

from charting_tui.cli.clinic import asked_dates, login_name, open_clinic
from charting_tui.cli.lines import columns, say
from charting_tui.errors import NotAllowed
from charting_tui.operations.visits.pace import WeekPace, pace_by_week, pace_file
from charting_tui.readers.dates import DateKind
from charting_tui.records.office import Office


def run(options: Namespace) -> int:
    """Tell keys and seconds for each signed note, by week and kind of visit."""
    store = open_clinic(options)
    try:
        _refuse_others(options, store.office)
        first, last = asked_dates(options, store.clock.today(), DateKind.PAST)
        weeks = pace_by_week(pace_file(store).notes(), first, last)
    finally:
        store.close()
    if options.format == "json":
        say(json.dumps([{**asdict(week), "week": str(week.week)} for week in weeks], indent=2))
    elif weeks:
        for line in columns([_HEADS, *map(_row, weeks)], right=range(2, len(_HEADS))):
            say(line)
    else:
        say("You signed no notes in these days, or none since counting began.")
    return 0


def _refuse_others(options: Namespace, office: Office) -> None:
    """Refuse a name that is not the login's; an account that is no one's own may sign in anybody."""
    login = login_name(Namespace())
    if office.person(login) and login_name(options) != login:
        raise NotAllowed(f"--user: only you can see your own pace. You are signed in as {login}.")


_HEADS = ("week of", "kind", "notes", "keys", "fewest", "seconds", "fewest")


def _row(week: WeekPace) -> list[str]:
    return [
        str(value)
        for value in (
            week.week,
            week.kind,
            week.notes,
            week.keys,
            week.fewest_keys,
            week.seconds,
            week.fewest_seconds,
        )
    ]
