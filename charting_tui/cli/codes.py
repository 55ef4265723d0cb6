"""Finds codes, shows the page of one, and gives the book of diagnoses that a command may use."""

import json
import re
import sys
from argparse import Namespace
from datetime import date
from pathlib import Path

from charting_tui.cli.clinic import asked_date, clinic_folder, clinics_office, clinics_tables
from charting_tui.cli.code_pages import tell_pages
from charting_tui.cli.lines import columns, complain, printable, say
from charting_tui.cli.moment import clock_that_may_be_set
from charting_tui.coding.code_tables.code_facts import time_rule, why_not_billable, why_not_today
from charting_tui.coding.code_tables.procedures import Procedure
from charting_tui.coding.code_tables.tables import CodeTables, tables_on
from charting_tui.coding.diagnosis_book.book import MADE_ELSEWHERE, BookPlace, DiagnosisBook, shared_book
from charting_tui.coding.diagnosis_book.diagnoses import DiagnosisEntry
from charting_tui.errors import BadInput
from charting_tui.operations.code_book.finding import FoundCode, exact_pages, find_entries
from charting_tui.operations.code_book.page import CodeBook, CodeKind
from charting_tui.records.people import Practice
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
        complain(f"{why}, so the list of most common codes is used.")
    return place.book


def clinics_book(store: ChartStore) -> DiagnosisBook:
    """Return the clinic's book, made now where it is not there yet; BadInput where that fails."""
    why = "" if store.books.book else _why_not_made(store.books, store.root)
    book = store.books.book
    if book is None:
        raise BadInput(f"{why}; without it the program can't tell what a newer edition changes.")
    return book


def _why_not_made(place: BookPlace, folder: Path) -> str:
    """Make a book; return why there is none, or nothing."""
    ended = place.make(_tell)
    _end_line()
    if place.book is not None:
        return ""
    if ended == MADE_ELSEWHERE:
        return "Another command is building the full diagnosis list"
    return f"The full diagnosis list couldn't be built in {folder}"


def _tell(done: int, number: int) -> None:
    """Say on a terminal how far it is; elsewhere only that it began."""
    if sys.stderr is None:
        return
    if sys.stderr.isatty():
        share = 100 * done // max(number, 1)
        sys.stderr.write(f"\rBuilding the full diagnosis list (only once): {share:3} %")
        sys.stderr.flush()
    elif done == 0:
        sys.stderr.write("Building the full diagnosis list (only once).\n")


def _end_line() -> None:
    if sys.stderr is not None and sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")


_MOST = 30
_NEAREST = 5


def run(options: Namespace) -> int:
    """Find codes, or show one."""
    return _show(options) if options.act == "show" else _find(options)


def _show(options: Namespace) -> int:
    """Print the page of each code that is written so; BadInput names the nearest where there is none."""
    code = " ".join(options.code).strip()
    today = clock_that_may_be_set(Practice().time_zone).today()
    day = asked_date(options.date, "--date", today) or today
    like_diagnosis = re.match(r"[A-Za-z]\d", code)
    book = CodeBook(day, clinics_office(options), book_made(options) if like_diagnosis else None)
    pages = [page for page in exact_pages(book, code) if options.kind in {None, page.kind}]
    if not pages:
        near = [one.code for one in find_entries(book, code) if options.kind in {None, one.kind}][:_NEAREST]
        hint = f"Similar: {', '.join(near)}." if near else "Try charting-tui codes find with words."
        raise BadInput(f"CODE: “{code[:40]}” isn't a known code. {hint}")
    tell_pages(pages, options.format)
    return 0


def _find(options: Namespace) -> int:
    """Print the codes found; 0 where there are any, 1 where there are none."""
    words = " ".join(options.words).strip()
    if not words:
        raise BadInput("codes find: add what to look for, such as 97140, or neck pain.")
    today = clock_that_may_be_set(Practice().time_zone).today()
    day = asked_date(options.date, "--date", today) or today
    kinds = set(CodeKind) if options.kind is None else {CodeKind(options.kind)}
    diagnosis_book = book_made(options) if CodeKind.DIAGNOSIS in kinds else None
    tables = tables_on(day, diagnosis_book, clinics_tables(options))
    procedures = tables.find(words, _MOST) if CodeKind.PROCEDURE in kinds else []
    diagnoses = (
        tables.find_diagnoses(words, _MOST, headings=_is_code(words)) if CodeKind.DIAGNOSIS in kinds else []
    )
    entries = [one for one in find_entries(CodeBook(day), words) if one.kind in kinds]
    if not procedures and not diagnoses:  # words may be mistyped
        meant = (tables.procedure(one.code) for one in entries if one.kind is CodeKind.PROCEDURE)
        procedures = [one for one in meant if one]
    told = {one.code for one in procedures} | {one.code for one in diagnoses}
    others = [one for one in entries if one.kind is not CodeKind.DIAGNOSIS and one.code not in told]
    if options.format == "json":
        found = [_procedure_json(one, day) for one in procedures]
        found += [_diagnosis_json(one, day, tables) for one in diagnoses]
        found += [{"kind": one.kind, "code": one.code, "text": one.text} for one in others]
        say(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        _print(procedures, diagnoses, others, day)
    return 0 if procedures or diagnoses or others else 1


def _is_code(words: str) -> bool:
    return any(sign.isdigit() for sign in words.split(maxsplit=1)[0])


def _print(
    procedures: list[Procedure], diagnoses: list[DiagnosisEntry], others: list[FoundCode], day: date
) -> None:
    rows = [(one.code, time_rule(one), one.text, why_not_today(one, day)) for one in procedures]
    rows += [(one.code, "diagnosis", one.text, why_not_billable(one, day)) for one in diagnoses]
    rows += [(one.code, one.kind.value, one.text, "") for one in others]
    if not rows:
        say("No code matches.")
    for line in columns(rows) if rows else ():
        say(printable(line))


def _procedure_json(one: Procedure, day: date) -> dict[str, object]:
    return {
        "kind": "procedure",
        "code": one.code,
        "text": one.text,
        "timed": one.timed,
        "minutes": one.minutes,
        "time_rule": time_rule(one),
        "expects": one.expects,
        "keywords": list(one.keywords),
        "massage_use": one.massage_use,
        "always_therapy": one.always_therapy,
        "not_today": why_not_today(one, day),
        "source": one.source,
    }


def _diagnosis_json(one: DiagnosisEntry, day: date, tables: CodeTables) -> dict[str, object]:
    return {
        "kind": "diagnosis",
        "code": one.code,
        "text": one.text,
        "billable": one.billable,
        "needs_seventh": one.needs_seventh,
        "region": one.region,
        "excludes1": list(one.excludes1),
        "valid_from": one.valid_from.isoformat() if one.valid_from else None,
        "valid_to": one.valid_to.isoformat() if one.valid_to else None,
        "not_today": why_not_billable(one, day),
        "source": tables.diagnoses.source,
    }
