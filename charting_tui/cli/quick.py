"""Charts a quick line into a client's visit of today, and tells what it became."""

from argparse import Namespace

from charting_tui.acts.quick import preview, read_line, with_line_taken
from charting_tui.acts.sitting import Sitting, sit_down
from charting_tui.acts.starting import start_visit, waiting_visit
from charting_tui.cli.clinic import open_clinic
from charting_tui.cli.lines import complain, printable, say
from charting_tui.coding.pricing import price
from charting_tui.errors import BadInput
from charting_tui.records.visit import SECTIONS
from charting_tui.rules.finding import Severity
from charting_tui.shorthand.reading import Reading
from charting_tui.shorthand.tokens import Status
from charting_tui.store.chart_store import ChartStore

_MOST_NAMED = 5


def run(options: Namespace) -> int:
    """Put the line into today's visit; 1 where a token or a finding stops it from being as it should."""
    store = open_clinic(options)
    try:
        client = client_named(store, options.client)
        visit = waiting_visit(store, client) if options.dry_run else start_visit(store, client)
        if visit is None:
            raise BadInput("CLIENT: there is no open visit today; without --dry-run one is started.")
        sitting = sit_down(store, client, visit.id)
        try:
            return _take(sitting, read_line(sitting, options.line), dry=options.dry_run)
        finally:
            sitting.leave()
    finally:
        store.close()


def client_named(store: ChartStore, words: str) -> str:
    """Return the id of the one client whom these words find; BadInput where it is not one."""
    found = store.find_clients(words, _MOST_NAMED + 1)
    if len(found) == 1:
        return found[0].client
    if not found:
        raise BadInput(f"CLIENT: nobody is found by “{words}”; write the beginnings of the name, or a phone.")
    named = "; ".join(f"{one.name}, born {one.birth_date or 'unknown'}" for one in found[:_MOST_NAMED])
    raise BadInput(f"CLIENT: “{words}” finds more than one ({named}); write more of the name.")


def _take(sitting: Sitting, reading: Reading, *, dry: bool) -> int:
    for token in reading.open:
        ways = f" Write {' or '.join(choice.text for choice in token.choices)}." if token.choices else ""
        complain(f"{token.text} ({token.status}): {token.meaning.rstrip('?')}.{ways}")
    if any(token.status is not Status.NEEDS_MORE for token in reading.open):
        complain("Nothing was charted; write these tokens otherwise.")
        return 1
    done = preview(sitting, reading)
    for section in SECTIONS:
        if section in done.prose:
            say(printable(f"{section.capitalize()}: {done.prose[section]}"))
    if not dry:
        sitting.change(with_line_taken(sitting, reading))
    if done.visit.diagnoses:
        say(f"Diagnoses: {', '.join(done.visit.diagnoses)}")
    office = sitting.store.office
    draft = sitting.draft.model_copy(update={"visit": done.visit}) if dry else sitting.draft
    for line in price(draft, office.payer(done.visit.payer), office.practice):
        minutes = "no minutes" if line.service.minutes is None else f"{line.service.minutes} minutes"
        say(
            printable(
                f"{line.service.code}: {minutes}, {line.units or 0} units, {line.service.area or 'no area'}"
            )
        )
    if dry:
        say("Nothing was changed.")
        return 0
    blocking = [
        found for found in sitting.findings() if found.severity is Severity.BLOCKS and not found.missing
    ]
    for found in blocking:
        say(printable(f"{found.rule} blocks: {found.message} {found.remedy}"))
    return 1 if blocking else 0
