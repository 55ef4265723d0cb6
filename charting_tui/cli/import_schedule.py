"""Brings appointments from a calendar's file into the charts."""

from argparse import Namespace
from collections import Counter
from datetime import timedelta
from pathlib import Path

from charting_tui.cli.clinic import asked_date, open_clinic
from charting_tui.cli.given_file import bytes_of, refused_lines, source_line
from charting_tui.cli.lines import printable, say
from charting_tui.clock import Clock
from charting_tui.interchange.columns import given_columns
from charting_tui.interchange.entry import Schedule
from charting_tui.operations.imports.schedule import Outcome, Step, import_schedule, whose_calendar
from charting_tui.readers.clock_times import shown_time
from charting_tui.readers.dates import shown_date

_LARGEST = 20_000_000
"""Bytes; no calendar of a clinic is larger."""
_AHEAD = timedelta(days=366)
"""How far an appointment that repeats for ever is followed."""
_COUNTED = (Outcome.ADDED, Outcome.MOVED, Outcome.CANCELLED, Outcome.UNCHANGED, Outcome.LEFT)


def run(options: Namespace) -> int:
    """Bring the file into the charts and tell what became of it; 1 where something is not imported."""
    file = Path(options.file)
    data = bytes_of(file, _LARGEST)
    store = open_clinic(options)
    try:
        since = asked_date(options.since, "--since", store.clock.today())
        schedule = _read(data, file, options, store.clock)
        therapists = whose_calendar(store, options.therapist or ())
        steps = import_schedule(store, schedule, therapists=therapists, since=since, dry_run=options.dry_run)
    finally:
        store.close()
    return _tell(schedule, steps, file.name, dry_run=options.dry_run)


def _read(data: bytes, file: Path, options: Namespace, clock: Clock) -> Schedule:
    form = options.format
    if form == "auto":
        calendar = file.suffix.lower() in {".ics", ".ical", ".ifb"}
        form = "ics" if calendar or data.lstrip(b"\xef\xbb\xbf \r\n").upper().startswith(b"BEGIN:") else "csv"
    if form == "ics":
        from charting_tui.interchange.ics import read_ics  # noqa: PLC0415  its library loads when asked

        return read_ics(data, file.name, clock.zone, clock.today() + _AHEAD)
    from charting_tui.interchange.csv_schedule import read_csv  # noqa: PLC0415

    columns = given_columns(options.columns)
    return read_csv(data, file.name, clock.zone, clock.today(), columns=columns, order=options.dates)


def _tell(schedule: Schedule, steps: tuple[Step, ...], name: str, *, dry_run: bool) -> int:
    for line in source_line(schedule.source, "calendar", not_read=schedule.not_read, order=schedule.order):
        say(line)
    for step in steps:
        if step.reason or dry_run:
            where = f"{name}, line {step.line}" if step.line else name
            reason = f" {step.reason}" if step.reason else ""
            say(
                printable(
                    f"{where}{_whom_and_when(step) if dry_run else _day(step)}: "
                    f"{_became(step, dry_run=dry_run)}.{reason}"
                )
            )
    if schedule.all_day:
        events = "1 all-day event was" if schedule.all_day == 1 else f"{schedule.all_day} all-day events were"
        say(f"{events} passed over.")
    counts = Counter(step.outcome for step in steps)
    shown = [f"{counts[outcome]} {outcome}" for outcome in _COUNTED if counts[outcome]]
    if counts[Outcome.LEFT] == 1:
        shown[-1] = "1 left as it is"
    odd = [step.line for step in steps if not step.outcome.imported]
    begins = "Nothing was changed; it would be: " if dry_run else ""
    say(f"{begins}{', '.join(shown) or 'nothing imported'}{refused_lines(odd, 'not imported')}.")
    return 1 if odd else 0


def _day(step: Step) -> str:
    return f", {shown_date(step.day)}" if step.day else ""


def _whom_and_when(step: Step) -> str:
    """Return “, Mon 11/30/2026 2:00 PM, Doe, Jane”, as far as it is known."""
    day = f", {step.day:%a} {shown_date(step.day)}" if step.day else ""
    start = f" {shown_time(step.start)}" if step.start else ""
    return f"{day}{start}{f', {step.client}' if step.client else ''}"


def _became(step: Step, *, dry_run: bool) -> str:
    """Return what became, or would become, of one appointment."""
    if step.outcome is Outcome.LEFT:
        return "left as it is"
    if dry_run and step.outcome is Outcome.UNCHANGED and step.off:
        return "canceled there, nothing to do"
    if dry_run and step.outcome in {Outcome.ADDED, Outcome.MOVED, Outcome.CANCELLED}:
        return f"would be {step.outcome}"
    return step.outcome
