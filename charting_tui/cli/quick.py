"""Charts a quick line into a client's visit of today, and tells what it became."""

from argparse import Namespace

from charting_tui.acts.alerts import alert_words
from charting_tui.acts.intake import gained
from charting_tui.acts.quick import contradicted, preview, read_unasked, take_line
from charting_tui.acts.sitting import Sitting
from charting_tui.cli.line_told import LineTold, say_as_json, say_codes, say_in_words
from charting_tui.cli.lines import printable, say
from charting_tui.cli.todays_visit import todays_visit, typed_line
from charting_tui.rules.finding import Severity


def run(options: Namespace) -> int:
    """Put the line into today's visit; 1 where a finding blocks it."""
    with todays_visit(options) as sitting:
        unasked = read_unasked(sitting, typed_line(options.line))
        reading = unasked.reading
        done = preview(sitting, reading)
        file = gained(sitting.chart.file, done.visit, reading.facts)
        contradicts = contradicted(sitting, reading)
        told = LineTold(reading, unasked.open, done.prose, done.lines, file, contradicts)
        if not options.dry_run:
            sitting.take(take_line(sitting, reading))
        if options.format == "json":
            say_as_json(told)
            return 0
        if alerts := sitting.chart.file.client.alerts:
            say(printable(alert_words(alerts)))
        say_in_words(told)
        if done.visit.diagnoses:
            say(f"Diagnoses: {', '.join(done.visit.diagnoses)}")
        if options.dry_run:
            say_codes(sitting.store, sitting.draft.model_copy(update={"visit": done.visit}))
            say("Nothing was changed.")
            return 0
        say_codes(sitting.store, sitting.draft)
        return _say_what_blocks(sitting)


def _say_what_blocks(sitting: Sitting) -> int:
    """Say the findings that block; 1 where there are some."""
    blocking = [
        found for found in sitting.findings() if found.severity is Severity.BLOCKS and not found.missing
    ]
    for found in blocking:
        say(printable(f"{found.rule} blocks: {found.message} {found.remedy}"))
    return 1 if blocking else 0
