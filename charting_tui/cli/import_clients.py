"""Brings another program's list of clients into the charts."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path

from charting_tui.cli.clinic import open_clinic
from charting_tui.cli.given_file import bytes_of, refused_lines, source_line
from charting_tui.cli.lines import ProgressLine, counted, printable, say
from charting_tui.interchange.client_table import ClientList, read_clients
from charting_tui.interchange.columns import given_columns
from charting_tui.operations.imports.client_import import Outcome, Step, carry_out, plan_import

_LARGEST = 50_000_000
"""Bytes; no list of a clinic's clients is larger."""


def run(options: Namespace) -> int:
    """Bring the list into the charts and tell what became of it; 1 where a row is refused or held back."""
    file = Path(options.file)
    data = bytes_of(file, _LARGEST)
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
    return _tell(clients, steps, dry_run=options.dry_run)


def _tell(clients: ClientList, steps: Sequence[Step], *, dry_run: bool) -> int:
    for line in source_line(clients.source, "client list", not_read=clients.not_read, order=clients.order):
        say(line)
    if clients.alerts_from:
        headings = " and ".join(f"“{heading}”" for heading in clients.alerts_from)
        say(printable(f"What stands under {headings} becomes the clients' alerts."))
    for step in steps:
        if dry_run or step.reasons or step.outcome is Outcome.INACTIVE:
            say(printable(_told(step)))
    if any(step.outcome is Outcome.INACTIVE for step in steps):
        say("To import inactive clients too, add --inactive.")
    if any(step.updatable for step in steps):
        say("What the charts have stays. To take the list's values instead, add --update.")
    say(f"{'Nothing was changed. Would import' if dry_run else 'Imported'} {'; '.join(_summary(steps))}.")
    return 0 if all(step.fine for step in steps) else 1


def _told(step: Step) -> str:
    who = f", {step.client}" if step.client else ""
    head = f"Line {step.line}{who}: {'; '.join([step.outcome, *step.changes])}."
    return " ".join([head, *(reason if reason.endswith(".") else f"{reason}." for reason in step.reasons)])


def _summary(steps: Sequence[Step]) -> Iterator[str]:
    def lines(outcome: Outcome) -> list[int]:
        return [step.line for step in steps if step.outcome is outcome]

    new = len(lines(Outcome.NEW))
    yield counted(new, "client") if new else "no new clients"
    for outcome, words in (
        (Outcome.CHANGED, "changed"),
        (Outcome.SAME, "the same"),
        (Outcome.LEFT, "left as {}"),
        (Outcome.INACTIVE, "inactive"),
    ):
        count = len(lines(outcome))
        if count:
            yield f"{count} {words.format('it is' if count == 1 else 'they are')}"
    parts = (
        ([step.line for step in steps if step.incomplete], "incomplete"),
        (lines(Outcome.MAYBE), "may be here already"),
        (lines(Outcome.REFUSED), f"row{'' if len(lines(Outcome.REFUSED)) == 1 else 's'} refused"),
    )
    for found, words in parts:
        if found:
            yield refused_lines(found, words).removeprefix("; ")
