"""What SQLite says of an index that it cannot use, and what is meant by it."""

import sqlite3

from charting_tui.store.refusals import Busy, NotSaved

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_NO_ROOM = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}
"""The ways in which SQLite says that it cannot write; making the index anew would not help."""


class IndexGoneError(Exception):
    """The index is missing, damaged or of another form: it is to be built again."""


def index_not_written() -> NotSaved:
    """Return the sentence for an index that finds no room on the disk."""
    return NotSaved(
        "The clinic's index cannot be written, and every chart is as it was; the disk is full or takes no "
        "more, so free some space and open the clinic again."
    )


def what_is_meant(fault: sqlite3.DatabaseError) -> Busy | NotSaved | IndexGoneError:
    """Return whether to ask again in a moment, to free some space, or to build the index again."""
    code = getattr(fault, "sqlite_errorcode", 0) & 0xFF
    if code in _BUSY:
        return Busy("Another login is writing the index; ask again in a moment.")
    return index_not_written() if code in _NO_ROOM else IndexGoneError()
