"""Charts a quick line into a client's visit of today, and tells what it became."""

from argparse import Namespace

from charting_tui.cli.line_told import LineTold, say_as_json, say_codes, say_in_words
from charting_tui.cli.lines import printable, say
from charting_tui.cli.todays_visit import todays_visit, typed_line
from charting_tui.operations.clients.alerts import alert_words
from charting_tui.operations.clients.intake import gained
from charting_tui.operations.visits.editing_session import EditingSession
from charting_tui.operations.visits.quick import contradicted, preview, read_unasked, take_line
from charting_tui.rules.finding import Severity


def run(options: Namespace) -> int:
    """Put the line into today's visit; 1 where a finding blocks it."""
    with todays_visit(options) as session:
        unasked = read_unasked(session, typed_line(options.line))
        reading = unasked.reading
        done = preview(session, reading)
        file = gained(session.chart.file, done.visit, reading.facts)
        contradicts = contradicted(session, reading)
        told = LineTold(reading, unasked.open, done.prose, done.lines, file, contradicts)
        if not options.dry_run:
            session.take(take_line(session, reading))
        if options.format == "json":
            say_as_json(told)
            return 0
        if alerts := session.chart.file.client.alerts:
            say(printable(alert_words(alerts)))
        say_in_words(told)
        if done.visit.diagnoses:
            say(f"Diagnoses: {', '.join(done.visit.diagnoses)}")
        if options.dry_run:
            say_codes(session.store, session.draft.model_copy(update={"visit": done.visit}))
            say("Nothing was changed.")
            return 0
        say_codes(session.store, session.draft)
        return _say_what_blocks(session)


def _say_what_blocks(session: EditingSession) -> int:
    """Say the findings that block; 1 where there are some."""
    blocking = [
        found for found in session.findings() if found.severity is Severity.BLOCKS and not found.missing
    ]
    for found in blocking:
        say(printable(f"{found.rule} blocks: {found.message} {found.remedy}"))
    return 1 if blocking else 0
