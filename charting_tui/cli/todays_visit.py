"""Today's visit of the client whom a command names: opened to be written, or only to try a line out."""

import re
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager

from charting_tui.cli.clinic import client_named, open_clinic
from charting_tui.cli.lines import complain
from charting_tui.errors import BadInput
from charting_tui.operations.bookings.overlaps import overlap_words_of
from charting_tui.operations.bookings.starting import start_visit, waiting_visit
from charting_tui.operations.visits.editing_session import EditingSession
from charting_tui.operations.visits.opening import open_for_writing, try_out

_HALF = re.compile("[\ud800-\udfff]")
"""What stands for bytes that are no text where the login's locale is plain C."""


@contextmanager
def todays_visit(options: Namespace) -> Iterator[EditingSession]:
    """Open the visit, starting one where there is none; what was written is saved at the end.

    With ``--dry-run`` nothing is written and no lock is taken, so it may be open elsewhere.
    """
    dry = options.dry_run
    store = open_clinic(options, repair=not dry)
    try:
        client = client_named(store, options.client)
        visit = waiting_visit(store, client) if dry else start_visit(store, client)
        if visit is None:
            raise BadInput("CLIENT: there is no open visit today; without --dry-run one is started.")
        if overlap := overlap_words_of(store, client, visit):
            complain(overlap)
        session = (try_out if dry else open_for_writing)(store, client, visit.id)
        try:
            yield session
        finally:
            session.leave()
    finally:
        store.close()


def typed_line(given: str) -> str:
    """Return the line, from standard input where ``-`` stands for it."""
    if given != "-":
        return given
    refusal = BadInput("LINE: the input is not text in UTF-8.")
    try:
        line = sys.stdin.read().strip() if sys.stdin is not None else ""
    except UnicodeDecodeError:
        raise refusal from None
    if _HALF.search(line):
        raise refusal
    return line
