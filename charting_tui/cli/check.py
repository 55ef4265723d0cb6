"""Tells what is wrong with a visit in a file, with a day's visits, or with everything not handed over."""

import json
import stat
import sys
from argparse import Namespace
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from os import fstat
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from charting_tui.cli.books import book_at_hand
from charting_tui.cli.clinic import open_clinic
from charting_tui.cli.lines import printable, say
from charting_tui.cli.moment import clock_that_may_be_set
from charting_tui.errors import BadInput, NotAllowed
from charting_tui.records.people import Role
from charting_tui.rules.check_form import CheckForm, case_of_form, finding_json, read_check_form, schema
from charting_tui.rules.finding import Finding
from charting_tui.rules.lint import lint
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.refusals import ChartDamaged
from charting_tui.worklist.summarise import findings_of
from charting_tui.worklist.summary import VisitSummary
from charting_tui.worklist.therapist_day import therapist_day

Found = list[tuple[VisitSummary | None, tuple[Finding, ...]]]


def run(options: Namespace) -> int:
    """Print findings; 0 where there are none, 1 where there are."""
    if options.schema:
        say(json.dumps(schema(), ensure_ascii=False, indent=1))
        return 0
    asks_clinic = options.all or options.date is not None
    if asks_clinic and options.file is not None:
        raise BadInput("check: name a file, or a day or --all of the clinic, not both.")
    if options.all and options.date is not None:
        raise BadInput("check: say --date or --all, not both.")
    if options.report and not asks_clinic:
        raise BadInput("check: the owner's report is of the clinic; say --all or --date with --report.")
    text = None if asks_clinic else _form_text(options.file)
    found: Found = list(_of_clinic(options)) if text is None else [(None, _of_form(text, options))]
    if options.format == "json":
        say(
            json.dumps(
                [_as_json(visit, finding) for visit, finding in _each(found)], ensure_ascii=False, indent=1
            )
        )
    else:
        _print(found)
    return 1 if any(findings for _, findings in found) else 0


def _form_text(file: str | None) -> str | None:
    """Return the form's text, or None where neither a file nor anything on standard input is given."""
    if file is not None and file != "-":
        return _decoded(_read_file(file), file)
    if file is None and not _is_fed():
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


def _of_form(text: str, options: Namespace) -> tuple[Finding, ...]:
    form = read_check_form(text)
    today = form.as_of or _today_of(form)
    return lint(case_of_form(form, today, book_at_hand(options)))


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


def _of_clinic(options: Namespace) -> Iterator[tuple[VisitSummary, tuple[Finding, ...]]]:
    store = open_clinic(options)
    try:
        today = store.clock.today()
        person = store.office.person(store.person)
        if options.report and (person is None or Role.OWNER not in person.roles):
            raise NotAllowed("The owner's report is for owners. Say check without --report.")
        rows = store.summaries() if options.all else store.summaries(day=options.date or today)
        yield from _of_rows(store, rows, report=options.report)
    finally:
        store.close()


def _of_rows(
    store: ChartStore, rows: list[VisitSummary], *, report: bool
) -> Iterator[tuple[VisitSummary, tuple[Finding, ...]]]:
    """Judge each row's visit from its chart, reading every chart once."""
    today = store.clock.today()
    days: defaultdict[tuple[date, str], list[VisitSummary]] = defaultdict(list)
    for row in rows:
        days[row.day, row.therapist].append(row)
    for client in dict.fromkeys(row.client for row in rows):
        try:
            chart = store.chart(client)
        except ChartDamaged as fault:
            raise BadInput(fault.sentence) from None
        for row in rows:
            kept = chart.visit(row.visit) if row.client == client else None
            if kept is not None:
                others = therapist_day(days[row.day, row.therapist], kept.visit)
                book = store.books.book
                yield (
                    row,
                    findings_of(chart, kept, store.office, today, book, therapist_day=others, report=report),
                )


def _each(found: Found) -> Iterator[tuple[VisitSummary | None, Finding]]:
    for visit, findings in found:
        for finding in findings:
            yield visit, finding


def _as_json(visit: VisitSummary | None, finding: Finding) -> dict[str, Any]:
    values = dict(finding_json(finding))
    if visit is None:
        return values
    return {"client": visit.client, "visit": visit.visit, "date": visit.day.isoformat(), **values}


def _print(found: Found) -> None:
    for visit, findings in found:
        if visit is not None and findings:
            at = f" {visit.start:%H:%M}" if visit.start else ""
            say(printable(f"{visit.day}{at} {visit.client_name} ({visit.therapist})"))
        indent = "  " if visit is not None else ""
        for finding in findings:
            weight = f"{finding.severity.mark} {finding.rule} {finding.name}, {finding.severity.value}"
            say(f"{indent}{weight}: {finding.field}")
            say(f"{indent}  {printable(finding.message)} {printable(finding.remedy)}")
            say(f"{indent}  Source: {printable(finding.source)}")
    count = sum(len(findings) for _, findings in found)
    say("No findings." if not count else "1 finding." if count == 1 else f"{count} findings.")
