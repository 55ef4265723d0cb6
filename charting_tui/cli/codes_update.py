"""Reads a newer edition of ICD-10-CM into the clinic, and tells what it changes."""

from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from charting_tui.cli.books import clinics_book
from charting_tui.cli.clinic import asked_date, open_clinic
from charting_tui.cli.code_tables import tell_effect
from charting_tui.cli.given_file import look_at
from charting_tui.cli.lines import ProgressLine, columns, printable, say
from charting_tui.interchange.icd10cm import Edition, read_edition
from charting_tui.operations.settings.diagnosis_edition import (
    EditionBroughtIn,
    bring_edition_in,
    changes_in,
    known_codes,
)

_MOST_SHOWN = 5
"""Of each kind of change."""
_MOST_CLIENTS = 40
_USUAL = 98_000
"""Rows of an edition, for the line that tells how far it is."""


def run(options: Namespace) -> int:
    """Bring the edition in; 0 also where it was brought in before."""
    look_at(options.file)
    store = open_clinic(options)
    try:
        since = asked_date(options.since, "--since", store.clock.today())
        book = clinics_book(store)
        with _line("codes") as at_codes:
            edition = read_edition(options.file, since, lambda rows: at_codes(rows, max(rows, _USUAL)))
        known = known_codes(store, book, edition.since)
        table = changes_in(edition, known)
        with _line("clients") as at_clients, _line("visits") as at_visits:
            done = bring_edition_in(
                store, table, known, dry_run=options.dry_run, at_clients=at_clients, at_visits=at_visits
            )
    finally:
        store.close()
    _tell(edition, done, dry_run=options.dry_run)
    return 0


@contextmanager
def _line(things: str) -> Iterator[Callable[[int, int], bool]]:
    """Give what hears how far it is; its clock begins with the first word."""
    lines: list[ProgressLine] = []

    def go_on(done: int, of: int) -> bool:
        if not lines:
            lines.append(ProgressLine(things))
        lines[0](done, of)
        return True

    try:
        yield go_on
    finally:
        for line in lines:
            line.end()


def _tell(edition: Edition, done: EditionBroughtIn, *, dry_run: bool) -> None:
    say(printable(f"ICD-10-CM from {edition.since}: {len(edition.codes):,} rows in {edition.name}."))
    if not edition.with_headings:
        say("A file of codes tells no headings: those known stay, new ones stay unknown.")
    if done.brought.known:
        say("This edition is in the clinic already; nothing was changed.")
        return
    if not done.kinds:
        say("Nothing is otherwise than in the edition before it.")
    for kind, changes in done.kinds.items():
        say(f"{kind}: {len(changes):,}")
        for line in columns([("", one.what, one.after or one.before) for one in changes[:_MOST_SHOWN]]):
            say(line)
        if len(changes) > _MOST_SHOWN:
            say(f"  and {len(changes) - _MOST_SHOWN:,} more")
    _tell_clients(done)
    tell_effect(done.brought)
    say("Nothing was changed." if dry_run else "The edition is in the clinic.")


def _tell_clients(done: EditionBroughtIn) -> None:
    touched = done.clients
    if not touched:
        say("No client has a current diagnosis that ends or becomes a heading.")
        return
    many = "1 client has" if len(touched) == 1 else f"{len(touched):,} clients have"
    say(f"{many} a current diagnosis that ends or becomes a heading; ask the prescribers:")
    for one in touched[:_MOST_CLIENTS]:
        say(printable(f"  {one.client}: {', '.join(one.codes)}"))
    if len(touched) > _MOST_CLIENTS:
        say(f"  and {len(touched) - _MOST_CLIENTS:,} more")
