"""Tells what is wrong with a file of claims, an 837P or a FHIR bundle, whoever wrote it."""

import json
from argparse import Namespace
from collections.abc import Callable
from datetime import date
from pathlib import Path

from charting_tui.billing.check_fhir import check_fhir, looks_like_fhir
from charting_tui.billing.file_faults import FileFault
from charting_tui.billing.x12.check_837p import check_837p
from charting_tui.cli.clinic import clinics_office
from charting_tui.cli.lines import bytes_of, columns, counted, printable, say
from charting_tui.cli.moment import clock_that_may_be_set
from charting_tui.coding.code_tables.tables import CodeTables, tables_on
from charting_tui.errors import BadInput
from charting_tui.operations.billing.formats import tables_of
from charting_tui.records.people import Practice

_LARGEST = 50_000_000
"""Bytes of a file: some 40,000 claims."""


def run(options: Namespace) -> int:
    """Print the faults of the file: exit code 0 accepted, 1 faults, 2 (by BadInput) not readable.

    Where a clinic is named, its own code tables and time zone hold.
    """
    office = clinics_office(options)
    practice = office.practice if office else Practice()
    today = clock_that_may_be_set(practice.time_zone).today()
    return check_file(options.file, today, options.format, tables_of(office) if office else tables_on)


def check_file(
    file: Path, today: date, form: str = "text", tables: Callable[[date], CodeTables] = tables_on
) -> int:
    """Print what is wrong with a file; return 0 for nothing, else 1. BadInput where it cannot be read."""
    held = bytes_of(file, _LARGEST)
    if looks_like_fhir(held):
        kind, found = "FHIR", check_fhir(held, today)
    elif held.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"ISA"):
        kind, found = "837P", check_837p(held, today, tables)
    else:
        raise BadInput(f"{file} isn't an 837P or a FHIR bundle. Give a claim file.")
    if form == "json":
        say(json.dumps({"kind": kind, "faults": [one.model_dump() for one in found]}, ensure_ascii=False))
    else:
        _print(kind, found)
    return 1 if found else 0


def _print(kind: str, found: list[FileFault]) -> None:
    if not found:
        say(f"{kind}: accepted. No errors found.")
        return
    rows = [(_where(one), one.claim, one.sentence) for one in found]
    for line in columns([("where", "claim", "fault"), *rows]):
        say(printable(line))
    say()
    say(f"{kind}: {counted(len(found), 'error')}.")


def _where(one: FileFault) -> str:
    if one.segment:
        return f"{one.segment} {one.element or one.id}"
    return f"{one.id} {one.element}".strip() or "file"
