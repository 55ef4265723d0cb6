"""Tells what is wrong with a visit in a file, or with visits of a clinic."""

import json
import stat
import sys
from argparse import Namespace
from datetime import date
from os import fstat
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from charting_tui.cli.books import book_at_hand
from charting_tui.cli.check_clinic import check_clinic
from charting_tui.cli.check_output import Shown, tell
from charting_tui.cli.clinic import clinics_tables
from charting_tui.cli.lines import printable, say
from charting_tui.cli.moment import clock_that_may_be_set
from charting_tui.coding.code_tables.table_age import old_tables
from charting_tui.coding.diagnosis_book.book import DiagnosisBook
from charting_tui.errors import BadInput
from charting_tui.records.code_tables import ImportedTable
from charting_tui.rules.case import Case
from charting_tui.rules.check_form import CheckForm, case_of_form, read_check_form, schema
from charting_tui.rules.lint import lint

_OF_A_CLINIC = {
    "all": "--all",
    "date": "--date",
    "first": "--from",
    "last": "--to",
    "handed_over": "--handed-over",
    "therapist": "--therapist",
    "payer": "--payer",
    "jobs": "--jobs",
    "names": "--names",
    "report": "--report",
}


def run(options: Namespace) -> int:
    """Print findings; 1 where a file has any or a clinic has one that blocks, else 0."""
    if options.schema:
        say(json.dumps(schema(), ensure_ascii=False, indent=1))
        return 0
    shown = Shown.asked(options)
    asked = [word for name, word in _OF_A_CLINIC.items() if getattr(options, name)]
    if asked and options.file is not None:
        raise BadInput(f"check: {asked[0]} is about a clinic; name it or a file, not both.")
    text = None if asked else _form_text(options.file, may_be_fed=not options.over_ssh)
    if text is None:
        return check_clinic(options, shown)
    clinic, book = clinics_tables(options), book_at_hand(options)
    case = _case_of(text, clinic, book)
    findings = shown.of(lint(case))
    old = old_tables([(case.visit.date, case.payer)], clinic, book.release if book else None)
    tell([(None, findings)], options, old)
    return 1 if findings else 0


def _form_text(file: str | None, *, may_be_fed: bool) -> str | None:
    """Return the form's text, or None where neither a file nor anything on standard input is given.

    Over SSH standard input is always a pipe, and open for as long as the client's terminal is.
    """
    if file is not None and file != "-":
        return _decoded(_read_file(file), file)
    if file is None and not (may_be_fed and _is_fed()):
        return None
    if sys.stdin is None:
        raise BadInput("FILE: standard input is closed; name a file.")
    text = _decoded(sys.stdin.buffer.read(), "Standard input")
    return text if file == "-" or text.strip() else None


def _is_fed() -> bool:
    """Return whether standard input is a file or a pipe rather than a terminal."""
    if sys.stdin is None:
        return False
    mode = fstat(sys.stdin.fileno()).st_mode
    return stat.S_ISFIFO(mode) or stat.S_ISREG(mode)


def _read_file(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except FileNotFoundError:
        raise BadInput(f"FILE: there is no file {name}; look at its name.") from None
    except IsADirectoryError:
        raise BadInput(f"FILE: {name} is a folder; name a file in it.") from None
    except (OSError, ValueError):
        raise BadInput(f"FILE: {name} cannot be read; name a file that you may read.") from None


def _decoded(read: bytes, name: str) -> str:
    try:
        return read.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput(f"FILE: {name} is not text in UTF-8; save it so.") from None


def _case_of(text: str, clinic: tuple[ImportedTable, ...], book: DiagnosisBook | None) -> Case:
    form = read_check_form(text)
    return case_of_form(form, form.as_of or _today_of(form), book, clinic)


def _today_of(form: CheckForm) -> date:
    """Return the day in the time zone of the form's practice."""
    zone = form.practice.time_zone
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise BadInput(
            f"practice.time_zone: “{printable(zone)}” is no time zone; write one like America/New_York."
        ) from None
    return clock_that_may_be_set(zone).today()
