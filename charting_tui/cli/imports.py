"""Brings other programs' client lists and calendars into the charts, and tells what became of each row."""

from argparse import Namespace
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

from charting_tui.cli.clinic import asked_date, open_clinic
from charting_tui.cli.lines import ProgressLine, bytes_of, counted, printable, refused_lines, say, source_line
from charting_tui.clock import Clock
from charting_tui.interchange.client_table import ClientList, read_clients
from charting_tui.interchange.columns import given_columns
from charting_tui.interchange.entry import Schedule
from charting_tui.operations.imports.client_import import ClientOutcome, ClientResult, carry_out, plan_import
from charting_tui.operations.imports.schedule import (
    AppointmentOutcome,
    AppointmentResult,
    bring_schedule_in,
    whose_calendar,
)
from charting_tui.readers.clock_times import shown_time
from charting_tui.readers.dates import shown_date

_LARGEST_LIST = 50_000_000
"""Bytes; no list of a clinic's clients is larger."""


def import_clients(options: Namespace) -> int:
    """Bring the list into the charts and tell what became of it; 1 where a row is refused or held back."""
    file = Path(options.file)
    data = bytes_of(file, _LARGEST_LIST)
    store = open_clinic(options)
    try:
        columns = given_columns(options.columns)
        clients = read_clients(data, file.name, store.clock.today(), columns=columns, order=options.dates)
        plan = plan_import(
            store, clients, update=options.update, as_new=options.as_new, inactive=options.inactive
        )
        steps = plan.steps
        if not options.dry_run:
            line = ProgressLine("clients")
            try:
                steps = carry_out(store, plan, line)
            finally:
                line.end()
    finally:
        store.close()
    return _tell_clients(clients, steps, dry_run=options.dry_run)


def _tell_clients(clients: ClientList, steps: Sequence[ClientResult], *, dry_run: bool) -> int:
    for line in source_line(clients.source, "client list", not_read=clients.not_read, order=clients.order):
        say(line)
    if clients.alerts_from:
        headings = " and ".join(f"“{heading}”" for heading in clients.alerts_from)
        say(printable(f"Text under {headings} becomes the clients' alerts."))
    for step in steps:
        if dry_run or step.reasons or step.outcome is ClientOutcome.INACTIVE:
            say(printable(_client_line(step)))
    if any(step.outcome is ClientOutcome.INACTIVE for step in steps):
        say("To import inactive clients too, add --inactive.")
    if any(step.updatable for step in steps):
        say("The charts keep their values. To use the list's values instead, add --update.")
    done = "Nothing was changed. Would import" if dry_run else "Imported"
    say(f"{done} {'; '.join(_clients_counted(steps))}.")
    return 0 if all(step.fine for step in steps) else 1


def _client_line(step: ClientResult) -> str:
    who = f", {step.client}" if step.client else ""
    head = f"Line {step.line}{who}: {'; '.join([step.outcome, *step.changes])}."
    return " ".join([head, *(reason if reason.endswith(".") else f"{reason}." for reason in step.reasons)])


def _clients_counted(steps: Sequence[ClientResult]) -> Iterator[str]:
    def lines(outcome: ClientOutcome) -> list[int]:
        return [step.line for step in steps if step.outcome is outcome]

    new = len(lines(ClientOutcome.NEW))
    yield counted(new, "client") if new else "no new clients"
    for outcome, words in (
        (ClientOutcome.CHANGED, "changed"),
        (ClientOutcome.SAME, "already up to date"),
        (ClientOutcome.LEFT, "left unchanged"),
        (ClientOutcome.INACTIVE, "inactive"),
    ):
        count = len(lines(outcome))
        if count:
            yield f"{count} {words}"
    parts = (
        ([step.line for step in steps if step.incomplete], "incomplete"),
        (lines(ClientOutcome.MAYBE), "possible duplicate{s}"),
        (lines(ClientOutcome.REFUSED), "row{s} refused"),
    )
    for found, words in parts:
        if found:
            yield refused_lines(found, words.format(s="" if len(found) == 1 else "s")).removeprefix("; ")


_LARGEST_CALENDAR = 20_000_000
"""Bytes; no calendar of a clinic is larger."""
_AHEAD = timedelta(days=366)
"""How far an appointment that repeats for ever is followed."""
_COUNTED = (
    AppointmentOutcome.ADDED,
    AppointmentOutcome.MOVED,
    AppointmentOutcome.CANCELLED,
    AppointmentOutcome.UNCHANGED,
    AppointmentOutcome.LEFT,
)


def import_schedule(options: Namespace) -> int:
    """Bring the file into the charts and tell what became of it; 1 where something is not imported."""
    file = Path(options.file)
    data = bytes_of(file, _LARGEST_CALENDAR)
    store = open_clinic(options)
    try:
        since = asked_date(options.since, "--since", store.clock.today())
        schedule = _read_schedule(data, file, options, store.clock)
        therapists = whose_calendar(store, options.therapist or ())
        steps = bring_schedule_in(
            store, schedule, therapists=therapists, since=since, dry_run=options.dry_run
        )
    finally:
        store.close()
    return _tell_appointments(schedule, steps, file.name, dry_run=options.dry_run)


def _read_schedule(data: bytes, file: Path, options: Namespace, clock: Clock) -> Schedule:
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


def _tell_appointments(
    schedule: Schedule, steps: tuple[AppointmentResult, ...], name: str, *, dry_run: bool
) -> int:
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
        say(f"{events} skipped.")
    counts = Counter(step.outcome for step in steps)
    shown = [f"{counts[outcome]} {outcome}" for outcome in _COUNTED if counts[outcome]]
    if counts[AppointmentOutcome.LEFT] == 1:
        shown[-1] = "1 left unchanged"
    odd = [step.line for step in steps if not step.outcome.imported]
    begins = "Nothing was changed. It would be: " if dry_run else ""
    say(f"{begins}{', '.join(shown) or 'nothing imported'}{refused_lines(odd, 'not imported')}.")
    return 1 if odd else 0


def _day(step: AppointmentResult) -> str:
    return f", {shown_date(step.day)}" if step.day else ""


def _whom_and_when(step: AppointmentResult) -> str:
    """Return “, Mon 11/30/2026 2:00 PM, Doe, Jane”, as far as it is known."""
    day = f", {step.day:%a} {shown_date(step.day)}" if step.day else ""
    start = f" {shown_time(step.start)}" if step.start else ""
    return f"{day}{start}{f', {step.client}' if step.client else ''}"


def _became(step: AppointmentResult, *, dry_run: bool) -> str:
    """Return what became, or would become, of one appointment."""
    if step.outcome is AppointmentOutcome.LEFT:
        return "left unchanged"
    if dry_run and step.outcome is AppointmentOutcome.UNCHANGED and step.off:
        return "canceled in the calendar, nothing to do"
    if dry_run and step.outcome in {
        AppointmentOutcome.ADDED,
        AppointmentOutcome.MOVED,
        AppointmentOutcome.CANCELLED,
    }:
        return f"would be {step.outcome}"
    return step.outcome
