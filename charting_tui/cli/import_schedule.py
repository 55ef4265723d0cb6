"""Brings appointments from a calendar's file into the charts."""

from argparse import Namespace
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from charting_tui.acts.schedule import Outcome, Step, import_schedule, whose_calendar
from charting_tui.cli.asked_dates import asked_date
from charting_tui.cli.clinic import open_clinic
from charting_tui.cli.given_file import bytes_of
from charting_tui.cli.lines import printable, say
from charting_tui.interchange.entry import Schedule

_LARGEST = 20_000_000
"""Bytes; no calendar of a clinic is larger."""
_AHEAD = timedelta(days=366)
"""How far an appointment that repeats for ever is followed."""


def run(options: Namespace) -> int:
    """Bring the file into the charts and tell what became of it; 1 where something is not matched."""
    file = Path(options.file)
    data = bytes_of(file, _LARGEST)
    store = open_clinic(options)
    try:
        since = asked_date(options.since, "--since", store.clock.today())
        until = store.clock.today() + _AHEAD
        schedule = _read(data, file, options.format, store.clock.zone, until)
        therapist = whose_calendar(store, options.therapist or "")
        steps = import_schedule(store, schedule, therapist=therapist, since=since, dry_run=options.dry_run)
    finally:
        store.close()
    return _tell(steps, file.name, dry_run=options.dry_run)


def _read(data: bytes, file: Path, form: str, zone: ZoneInfo, until: date) -> Schedule:
    if form == "auto":
        calendar = file.suffix.lower() in {".ics", ".ical", ".ifb"}
        form = "ics" if calendar or data.lstrip(b"\xef\xbb\xbf \r\n").upper().startswith(b"BEGIN:") else "csv"
    if form == "ics":
        from charting_tui.interchange.ics import read_ics  # noqa: PLC0415  its library loads when asked

        return read_ics(data, file.name, zone, until)
    from charting_tui.interchange.csv_schedule import read_csv  # noqa: PLC0415

    return read_csv(data, file.name, zone)


def _tell(steps: tuple[Step, ...], name: str, *, dry_run: bool) -> int:
    for step in steps:
        if step.reason:
            say(printable(f"{name}, line {step.line}, {step.day}: {step.outcome}. {step.reason}"))
    counts = Counter(step.outcome for step in steps)
    shown = [
        f"{outcome} {counts[outcome]}"
        for outcome in Outcome
        if counts[outcome] or outcome is not Outcome.LEFT
    ]
    say(f"{'Nothing was changed; it would be: ' if dry_run else ''}{', '.join(shown)}.")
    return 1 if counts[Outcome.UNMATCHED] else 0
