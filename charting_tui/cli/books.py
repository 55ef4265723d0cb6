"""The book of diagnoses that a command may use: the clinic's, else one's own."""

import sys
from argparse import Namespace
from pathlib import Path

from charting_tui.cli.clinic import clinic_folder
from charting_tui.cli.lines import complain
from charting_tui.coding.diagnosis_book.book import DiagnosisBook
from charting_tui.coding.diagnosis_book.book_place import MADE_ELSEWHERE, BookPlace, shared_book
from charting_tui.errors import BadInput
from charting_tui.store.chart_store import ChartStore


def book_at_hand(options: Namespace) -> DiagnosisBook | None:
    """Return a book that is there already, or None; nothing is made and nothing waited for."""
    return BookPlace(clinic_folder(options) / "book.sqlite").book or BookPlace(shared_book()).book


def book_made(options: Namespace) -> DiagnosisBook | None:
    """Return a book, making one's own where there is none; None and a word why where that fails."""
    found = book_at_hand(options)
    if found is not None:
        return found
    place = BookPlace(shared_book())
    why = _why_not_made(place, shared_book().parent)
    if why:
        complain(f"{why}; the codes most used in this field answer.")
    return place.book


def clinics_book(store: ChartStore) -> DiagnosisBook:
    """Return the clinic's book, made now where it is not there yet; BadInput where that fails."""
    why = "" if store.books.book else _why_not_made(store.books, store.root)
    book = store.books.book
    if book is None:
        raise BadInput(f"{why}; without it nobody can tell what a newer edition changes.")
    return book


def _why_not_made(place: BookPlace, folder: Path) -> str:
    """Make a book; return why there is none, or nothing."""
    ended = place.make(_tell)
    _end_line()
    if place.book is not None:
        return ""
    if ended == MADE_ELSEWHERE:
        return "Another command is making the book of all diagnoses"
    return f"The book of all diagnoses could not be made in {folder}"


def _tell(done: int, number: int) -> None:
    """Say on a terminal how far it is; elsewhere only that it began."""
    if sys.stderr is None:
        return
    if sys.stderr.isatty():
        share = 100 * done // max(number, 1)
        sys.stderr.write(f"\rMaking the book of all diagnoses, this once: {share:3} %")
        sys.stderr.flush()
    elif done == 0:
        sys.stderr.write("Making the book of all diagnoses, this once.\n")


def _end_line() -> None:
    if sys.stderr is not None and sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
