"""Tells what is wrong with a visit in a file, or with visits of a clinic: in words, as JSON, or by rule."""

import json
import re
import stat
import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from os import fstat
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from charting_tui.cli.clinic import asked_date, asked_dates, clinics_office, open_clinic
from charting_tui.cli.codes import book_at_hand
from charting_tui.cli.lines import ProgressLine, columns, complain, printable, say
from charting_tui.cli.moment import clock_that_may_be_set
from charting_tui.coding.code_tables.table_age import OldTable, old_tables
from charting_tui.errors import BadInput, NotAllowed
from charting_tui.operations.permission import May, is_allowed
from charting_tui.rules.check_form import CheckForm, case_of_form, finding_json, read_check_form, schema
from charting_tui.rules.finding import Finding, Severity
from charting_tui.rules.registry import lint, rule_of
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.checking import Checked, CheckedVisit, Checker, Wanted, check_charts

FindingsByVisit = Sequence[tuple[CheckedVisit | None, tuple[Finding, ...]]]
"""Findings by visit; None stands for the visit of a file."""
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
        raise BadInput(f"check: {asked[0]} is for a clinic. Give a clinic or a file, not both.")
    text = None if asked else _form_text(options.file, may_be_fed=not options.over_ssh)
    if text is None:
        return check_clinic(options, shown)
    office, book = clinics_office(options), book_at_hand(options)
    form = read_check_form(text)
    case = case_of_form(form, form.as_of or _today_of(form), book, office)
    findings = shown.of(lint(case))
    imported = office.tables if office else ()
    old = old_tables([(case.visit.date, case.payer)], imported, book.release if book else None)
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
        raise BadInput("FILE: standard input is closed. Give a file.")
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
        raise BadInput(f"FILE: there is no file {name}. Check its name.") from None
    except IsADirectoryError:
        raise BadInput(f"FILE: {name} is a folder. Give a file in it.") from None
    except (OSError, ValueError):
        raise BadInput(f"FILE: {name} can't be read. Give a file you have permission to read.") from None


def _decoded(read: bytes, name: str) -> str:
    try:
        return read.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput(f"FILE: {name} isn't UTF-8 text. Save it as UTF-8.") from None


def _today_of(form: CheckForm) -> date:
    """Return the day in the time zone of the form's practice."""
    zone = form.practice.time_zone
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise BadInput(
            f"practice.time_zone: “{printable(zone)}” isn't a time zone. Write one like America/New_York."
        ) from None
    return clock_that_may_be_set(zone).today()


_OWN = re.compile(r"X\d{3}")
"""Ids of a clinic's own rules, which are known only where one is opened."""


def _id_of(name: str) -> str:
    own = name.strip().upper()
    return own if _OWN.fullmatch(own) else rule_of(name).id


@dataclass(frozen=True)
class Shown:
    """Which findings are told."""

    rules: frozenset[str]
    """Ids; empty is all."""
    lightest: Severity

    @classmethod
    def asked(cls, options: Namespace) -> "Shown":
        """Return what the options ask for; BadInput for a rule that there is not."""
        return cls(
            frozenset(_id_of(name) for name in options.rule or ()),
            Severity.read(options.severity or "info"),
        )

    def of(self, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        """Return those of the findings that are told."""
        return tuple(
            finding
            for finding in findings
            if finding.severity.rank <= self.lightest.rank and (not self.rules or finding.rule in self.rules)
        )


def tell(found: FindingsByVisit, options: Namespace, old: Sequence[OldTable] = ()) -> None:
    """Print findings in the form that is asked for, all at once.

    Tables that are ``old`` are told once: below the sum, or on standard error beside JSON.
    """
    rows = _counts(found) if options.counts else None
    as_json = options.json or options.format == "json"
    if as_json:
        objects = (
            [_as_json(visit, finding, options) for visit, finding in _each(found)] if rows is None else rows
        )
        lines = [json.dumps(one, ensure_ascii=False) for one in objects]
        if not options.json:
            lines = [json.dumps(objects, ensure_ascii=False, indent=1)]
    else:
        told = _words(found, options) if rows is None else _table(rows)
        lines = [*told, _sum_of(found), *(table.sentence for table in old)]
    if lines:
        say("\n".join(lines))
    for table in old if as_json else ():
        complain(table.sentence)


def _each(found: FindingsByVisit) -> Iterator[tuple[CheckedVisit | None, Finding]]:
    for visit, findings in found:
        for finding in findings:
            yield visit, finding


def _as_json(visit: CheckedVisit | None, finding: Finding, options: Namespace) -> dict[str, Any]:
    if visit is None:
        return finding_json(finding)
    named = {"client_name": visit.client_name} if options.names else {}
    return {
        "client": visit.client,
        "visit": visit.visit,
        **named,
        "date": visit.day.isoformat(),
        "therapist": visit.therapist,
        "payer": visit.payer,
        **finding_json(finding),
    }


def _counts(found: FindingsByVisit) -> list[dict[str, Any]]:
    """Return how often, how gravely and in how many visits each rule found something, most often first."""

    def kind(finding: Finding) -> tuple[str, str, Severity]:
        return (finding.rule, finding.name, finding.severity)

    findings = Counter(kind(finding) for _, finding in _each(found))
    visits = Counter(one for _, its in found for one in set(map(kind, its)))
    return [
        {
            "rule": rule,
            "name": name,
            "severity": severity.value,
            "level": severity.level,
            "findings": count,
            "visits": visits[one],
        }
        for one, count in sorted(findings.items(), key=lambda told: (-told[1], told[0]))
        for rule, name, severity in (one,)
    ]


def _table(rows: Sequence[dict[str, Any]]) -> list[str]:
    heads = ("findings", "visits", "rule", "name", "level")
    return (
        columns([heads, *([str(row[head]) for head in heads] for row in rows)], right=(0, 1)) if rows else []
    )


def _words(found: FindingsByVisit, options: Namespace) -> Iterator[str]:
    for visit, findings in found:
        if visit is not None and findings:
            at = f" {visit.start:%H:%M}" if visit.start else ""
            name = f" {visit.client_name}" if options.names else ""
            yield printable(f"{visit.day}{at} {visit.visit} of {visit.client}{name} ({visit.therapist})")
        indent = "  " if visit is not None else ""
        for finding in findings:
            weight = f"{finding.severity.mark} {finding.rule} {finding.name}, {finding.severity.level}"
            yield f"{indent}{weight}: {finding.field}"
            yield f"{indent}  {printable(finding.message)} {printable(finding.remedy)}"
            yield f"{indent}  Source: {printable(finding.source)}"


def _sum_of(found: FindingsByVisit) -> str:
    count = sum(len(findings) for _, findings in found)
    if not count:
        return "No findings."
    told = "1 finding" if count == 1 else f"{count} findings"
    with_some = sum(bool(findings) for visit, findings in found if visit is not None)
    judged = sum(visit is not None for visit, _ in found)
    return f"{told}, in {with_some} of {judged} visits." if judged else f"{told}."


def check_clinic(options: Namespace, shown: Shown) -> int:
    """Print the findings of the visits that are asked for; 1 where one of them blocks, else 0.

    Nothing is printed before everything is judged, so that an interruption leaves no half answer.
    """
    _refuse_contradictions(options)
    store = open_clinic(options)
    try:
        _refuse_strangers(store, options)
        person = store.office.person(store.person)
        if options.report and (person is None or not is_allowed(person, May.SEE_REPORT)):
            raise NotAllowed("Only an owner can see the owner's report. Run check without --report.")
        checked = _checked(store, options)
        office, book = store.office, store.books.book
    finally:
        store.close()
    found = [(visit, shown.of(visit.findings)) for visit in checked.visits]
    visits = {(visit.day, visit.payer) for visit in checked.visits}
    old = old_tables(
        ((day, office.payer(payer)) for day, payer in visits), office.tables, book.release if book else None
    )
    tell(found, options, old)
    for sentence in checked.unread:
        complain(sentence)
    blocks = any(finding.severity is Severity.BLOCKS for _, findings in found for finding in findings)
    return 1 if blocks or checked.unread or store.damaged else 0


def _refuse_contradictions(options: Namespace) -> None:
    some_days = options.first is not None or options.last is not None
    if (options.all, options.date is not None, some_days).count(True) > 1:
        raise BadInput("check: use --date, or --from and --to, or --all, but only one of them.")


def _refuse_strangers(store: ChartStore, options: Namespace) -> None:
    office = store.office
    if options.therapist and office.person(options.therapist) is None:
        known = ", ".join(person.id for person in office.people)
        raise BadInput(
            f"--therapist: “{options.therapist}” isn't on this clinic's staff. Use one of {known}."
        )
    payers = [payer.id for payer in office.payers]
    if options.payer and options.payer not in payers:
        raise BadInput(
            f"--payer: “{options.payer}” isn't a payer of this clinic. Use one of {', '.join(payers)}."
        )


def _checked(store: ChartStore, options: Namespace) -> Checked:
    today = store.clock.today()
    first, last = asked_dates(options, today)
    day = asked_date(options.date, "--date", today) or (None if options.all or first or last else today)
    wanted = Wanted(
        first=day or first,
        last=day or last,
        therapist=options.therapist,
        payer=options.payer,
        handed_over=options.handed_over,
        report=options.report,
    )
    checker = Checker(store.root, store.office.model_dump_json(), today, wanted)
    clients = checker.clients()
    line = ProgressLine("charts")
    try:
        return check_charts(checker, clients, options.jobs, line)
    finally:
        line.end()
