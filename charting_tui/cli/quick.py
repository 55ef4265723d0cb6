"""Charts a quick line into a client's visit of today, and tells what it became."""

import json
import sys
from argparse import Namespace

from charting_tui.acts.alerts import alert_words
from charting_tui.acts.editing_session import EditingSession
from charting_tui.acts.intake import gained
from charting_tui.acts.opening import open_for_writing
from charting_tui.acts.overlaps import overlap_words_of
from charting_tui.acts.quick import preview, read_line, take_line
from charting_tui.acts.starting import start_visit, waiting_visit
from charting_tui.cli.client_named import client_named
from charting_tui.cli.clinic import open_clinic
from charting_tui.cli.lines import complain, printable, say
from charting_tui.coding.pricing import price
from charting_tui.errors import BadInput
from charting_tui.records.claim import Draft
from charting_tui.records.visit import SECTIONS
from charting_tui.rules.finding import Severity
from charting_tui.shorthand.reading import Reading
from charting_tui.shorthand.tokens import Status
from charting_tui.store.chart_store import ChartStore


def run(options: Namespace) -> int:
    """Put the line into today's visit; 1 where a token or a finding stops it from being as it should."""
    store = open_clinic(options)
    try:
        client = client_named(store, options.client)
        visit = waiting_visit(store, client) if options.dry_run else start_visit(store, client)
        if visit is None:
            raise BadInput("CLIENT: there is no open visit today; without --dry-run one is started.")
        if overlap := overlap_words_of(store, client, visit):
            complain(overlap)
        session = open_for_writing(store, client, visit.id)
        try:
            reading = read_line(session, _line(options.line))
            if options.format == "json":
                return _as_json(session, reading, dry=options.dry_run)
            return _take(session, reading, dry=options.dry_run)
        finally:
            session.leave()
    finally:
        store.close()


def _line(given: str) -> str:
    """Return the line, from standard input where ``-`` stands for it."""
    return sys.stdin.read().strip() if given == "-" else given


def _as_json(session: EditingSession, reading: Reading, *, dry: bool) -> int:
    """Tell what the line became as JSON: sections, facts, codes, what is kept as typed, what is asked."""
    done = preview(session, reading)
    facts = reading.facts.model_dump(mode="json", exclude_defaults=True, exclude={"lines", "verbatim"})
    told = {
        "sections": {section[0].upper(): done.prose.get(section, "") for section in SECTIONS},
        "facts": [
            {"kind": kind, "fact": fact}
            for kind, found in facts.items()
            for fact in (found if isinstance(found, list) else [found])
        ],
        "codes": [
            {"code": line.code, "minutes": line.minutes, "area": line.area, "techniques": line.techniques}
            for line in done.lines
        ],
        "kept_as_typed": [{"section": one.section, "text": one.text} for one in reading.facts.verbatim],
        "questions": [
            *({"text": one.text, "code": one.code, "minutes": one.minutes} for one in reading.asked),
            *(
                {"text": f"{token.text}: {token.meaning}", "choices": [one.text for one in token.choices]}
                for token in reading.open
            ),
        ],
        "health_update": reading.health_update,
        "time_in": reading.time_in and f"{reading.time_in:%H:%M}",
        "time_out": reading.time_out and f"{reading.time_out:%H:%M}",
    }
    if not dry:
        session.take(take_line(session, reading))
    say(json.dumps(told, ensure_ascii=False, indent=1))
    return 0


def _take(session: EditingSession, reading: Reading, *, dry: bool) -> int:
    alerts = session.chart.file.client.alerts
    if alerts:
        say(printable(alert_words(alerts)))
    _tell_what_is_open(reading)
    if any(token.status is not Status.NEEDS_MORE for token in reading.open):
        complain("Nothing was charted; write these tokens otherwise.")
        return 1
    done = preview(session, reading)
    for section in SECTIONS:
        if section in done.prose:
            say(printable(f"{section.capitalize()}: {done.prose[section]}"))
    for entry in gained(session.chart.file, done.visit, reading.facts):
        say(printable(f"Into the client's file: {entry}"))
    if not dry:
        session.take(take_line(session, reading))
    if done.visit.diagnoses:
        say(f"Diagnoses: {', '.join(done.visit.diagnoses)}")
    tell_codes(
        session.store, session.draft.model_copy(update={"visit": done.visit}) if dry else session.draft
    )
    if dry:
        say("Nothing was changed.")
        return 0
    blocking = [
        found for found in session.findings() if found.severity is Severity.BLOCKS and not found.missing
    ]
    for found in blocking:
        say(printable(f"{found.rule} blocks: {found.message} {found.remedy}"))
    return 1 if blocking else 0


def _tell_what_is_open(reading: Reading) -> None:
    for asked in reading.asked:
        complain(f"{asked.code} was not added: the line leaves it open. {asked.text}")
    for token in reading.codeless:
        complain(f"{token.text}: {token.meaning}.")
    for token in reading.open:
        ways = f" Write {' or '.join(choice.text for choice in token.choices)}." if token.choices else ""
        complain(f"{token.text} ({token.status}): {token.meaning.rstrip('?')}.{ways}")


def tell_codes(store: ChartStore, draft: Draft) -> None:
    """Say each code line with its minutes, units and areas."""
    office = store.office
    for line in price(draft, office.payer(draft.visit.payer), office.practice):
        minutes = "no minutes" if line.service.minutes is None else f"{line.service.minutes} minutes"
        area = line.service.area or "no area"
        say(printable(f"{line.service.code}: {minutes}, {line.units or 0} units, {area}"))
