"""Charts a quick line into a client's visit of today, and tells what it became: as JSON, or in sentences."""

import json
import re
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from charting_tui.cli.clinic import client_named, note_look, open_clinic
from charting_tui.cli.lines import complain, printable, say
from charting_tui.coding.billing.pricing import price
from charting_tui.errors import BadInput
from charting_tui.operations.bookings.booking import overlap_words_of, start_visit, waiting_visit
from charting_tui.operations.clients.intake import gained
from charting_tui.operations.visits.editing_session import EditingSession
from charting_tui.operations.visits.opening import open_for_writing, try_out
from charting_tui.operations.visits.quick import contradicted, preview, read_unasked, take_line
from charting_tui.records.claim import Draft
from charting_tui.records.people import alert_words
from charting_tui.records.visit import SECTIONS, ServiceLine
from charting_tui.rules.finding import Severity
from charting_tui.shorthand.dialect.tokens import Token
from charting_tui.shorthand.reading import Reading
from charting_tui.store.chart_store import ChartStore

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
        note_look(store, client, options.command)
        visit = waiting_visit(store, client) if dry else start_visit(store, client)
        if visit is None:
            raise BadInput("CLIENT: there is no open visit today. Run it without --dry-run to start one.")
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
    refusal = BadInput("LINE: the input isn't UTF-8 text.")
    try:
        line = sys.stdin.read().strip() if sys.stdin is not None else ""
    except UnicodeDecodeError:
        raise refusal from None
    if _HALF.search(line):
        raise refusal
    return line


@dataclass(frozen=True)
class LineTold:
    """What there is to tell of a line."""

    reading: Reading
    open: tuple[Token, ...]
    """Words with more than one meaning, or none: they stay as typed."""
    prose: Mapping[str, str]
    lines: Sequence[ServiceLine]
    """The code lines that it makes."""
    file: tuple[str, ...] = ()
    """What the client's file gains, in words."""
    contradicted: tuple[str, ...] = ()
    """Facts that contradict each other, each pair in a few words."""
    unanswered: tuple[str, ...] = ()
    """Questions that nothing in it answers."""


def say_as_json(told: LineTold) -> None:
    """Say it as one object: sections, facts, codes, what is kept as typed, what is asked."""
    reading = told.reading
    facts = reading.facts.model_dump(mode="json", exclude_defaults=True, exclude={"lines", "verbatim"})
    said = {
        "sections": {section[0].upper(): told.prose.get(section, "") for section in SECTIONS},
        "facts": [
            {"kind": kind, "fact": fact}
            for kind, found in facts.items()
            for fact in (found if isinstance(found, list) else [found])
        ],
        "codes": [
            {"code": line.code, "minutes": line.minutes, "area": line.area, "techniques": line.techniques}
            for line in told.lines
        ],
        "kept_as_typed": [{"section": one.section, "text": one.text} for one in reading.facts.verbatim],
        "questions": [
            *({"text": one.text, "code": one.code, "minutes": one.minutes} for one in reading.asked),
            *(
                {"text": f"{token.text}: {token.meaning}", "choices": [one.text for one in token.choices]}
                for token in told.open
            ),
        ],
        "health_update": reading.health_update,
        "time_in": reading.time_in and f"{reading.time_in:%H:%M}",
        "time_out": reading.time_out and f"{reading.time_out:%H:%M}",
        "client_file": told.file,
        "contradictions": told.contradicted,
        "unanswered": told.unanswered,
    }
    say(json.dumps(said, ensure_ascii=False, indent=1))


def say_in_words(told: LineTold) -> None:
    """Say the sections, and on standard error what is asked and what stays as typed."""
    reading = told.reading
    for asked in reading.asked:
        complain(f"{asked.code} was not added: the line leaves a question open. {asked.text}")
    for token in reading.codeless:
        complain(f"{token.text}: {token.meaning}.")
    for token in told.open:
        ways = f" Write {' or '.join(choice.text for choice in token.choices)}." if token.choices else ""
        kept = "" if token.partly else " It stays as typed."
        complain(f"{token.text} ({token.status}): {token.meaning.rstrip('?')}.{kept}{ways}")
    for contradicts in told.contradicted:
        complain(f"{contradicts}.")
    say_sections(told.prose)
    for entry in told.file:
        say(printable(f"Added to the client's chart: {entry}"))
    if told.unanswered:
        say(f"Not answered: {', '.join(told.unanswered)}.")


def say_sections(prose: Mapping[str, str]) -> None:
    """Say what each section gains."""
    for section in SECTIONS:
        if section in prose:
            say(printable(f"{section.capitalize()}: {prose[section]}"))


def say_codes(store: ChartStore, draft: Draft) -> None:
    """Say each code line with its minutes, units and areas."""
    office = store.office
    for line in price(draft, office.payer(draft.visit.payer), office.practice):
        minutes = "no minutes" if line.service.minutes is None else f"{line.service.minutes} minutes"
        area = line.service.area or "no area"
        say(printable(f"{line.service.code}: {minutes}, {line.units or 0} units, {area}"))


def new_lines(before: Iterable[ServiceLine], after: Iterable[ServiceLine]) -> tuple[ServiceLine, ...]:
    """Return the code lines that are not there already as they are."""
    known = set(before)
    return tuple(line for line in after if line not in known)


def run(options: Namespace) -> int:
    """Put the line into today's visit; 1 where a finding blocks it."""
    with todays_visit(options) as session:
        unasked = read_unasked(session, typed_line(options.line))
        reading = unasked.reading
        done = preview(session, reading)
        file = gained(session.chart.file, done.visit, reading.facts)
        contradicts = contradicted(session, reading)
        told = LineTold(reading, unasked.open, done.prose, done.lines, file, contradicts)
        if not options.dry_run:
            session.take(take_line(session, reading))
        if options.format == "json":
            say_as_json(told)
            return 0
        if alerts := session.chart.file.client.alerts:
            say(printable(alert_words(alerts)))
        say_in_words(told)
        if done.visit.diagnoses:
            say(f"Diagnoses: {', '.join(done.visit.diagnoses)}")
        if options.dry_run:
            say_codes(session.store, session.draft.model_copy(update={"visit": done.visit}))
            say("Nothing was changed.")
            return 0
        say_codes(session.store, session.draft)
        return _say_what_blocks(session)


def _say_what_blocks(session: EditingSession) -> int:
    """Say the findings that block; 1 where there are some."""
    blocking = [
        found for found in session.findings() if found.severity is Severity.BLOCKS and not found.missing
    ]
    for found in blocking:
        say(printable(f"{found.rule} blocks: {found.message} {found.remedy}"))
    return 1 if blocking else 0
