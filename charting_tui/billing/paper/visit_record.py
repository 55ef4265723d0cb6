"""The record of a visit on paper: what was attested, who signed it and when, and what was added later."""

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

import orjson

from charting_tui.billing.paper.printed_text import paper_lines
from charting_tui.billing.paper.typesetting import PaperFault, PaperPart, Value, typeset
from charting_tui.billing.paper.wording import (
    Rows,
    about_client,
    letterhead_of,
    on_day,
    rows_of,
    therapist_name,
)
from charting_tui.coding.code_tables.tables import CodeTables, tables_on
from charting_tui.coding.diagnosis_book.diagnoses import Diagnoses
from charting_tui.readers.clock_times import shown_span, shown_time
from charting_tui.records.canonical import digest
from charting_tui.records.chart import VisitFile
from charting_tui.records.claim import LETTERS
from charting_tui.records.coverage import Goal
from charting_tui.records.office import Office
from charting_tui.records.people import Client
from charting_tui.records.visit import (
    SECTIONS,
    Addendum,
    Measure,
    ServiceLine,
    Visit,
    VisitKind,
    VisitState,
    late_entry,
)

_TITLES = {
    VisitKind.INITIAL: "Initial evaluation",
    VisitKind.FOLLOW_UP: "Follow-up visit",
    VisitKind.PROGRESS_REPORT: "Progress report",
    VisitKind.DISCHARGE: "Discharge visit",
}
_OUTSIDE = ("form", "client")
"""What the signed text tells beside the visit."""


def visit_record(kept: VisitFile, client: Client, office: Office, *, book: Diagnoses | None = None) -> bytes:
    """Return the record of one visit as PDF, marked as a draft where no one signed it.

    PaperFault where the signed text is not the one that was signed.
    """
    title = f"Visit record of {on_day(kept.visit.date)}"
    return typeset(title, [visit_part(kept, client, office, book=book)])


def visit_part(
    kept: VisitFile, client: Client, office: Office, *, book: Diagnoses | None = None
) -> PaperPart:
    """Return the record of one visit as a part of a document."""
    visit = attested_visit(kept)
    tables = tables_on(visit.date, book, office.tables)
    zone = ZoneInfo(office.practice.time_zone)
    signed = kept.signed is not None
    values: Mapping[str, Value] = {
        "clinic": letterhead_of(office.practice),
        "title": "Visit record",
        "facts": rows_of(("Date of service", on_day(visit.date)), ("Kind", visit_title(visit))),
        "client": client.name,
        "born": on_day(client.birth_date),
        "date": on_day(visit.date),
        "draft": not signed,
        "state": _state(kept),
        "about_client": about_client(client),
        "about_visit": _about_visit(visit, office),
        "sections": _sections(visit),
        "diagnoses": [
            [letter, code, entry.text if (entry := tables.diagnosis(code)) else ""]
            for letter, code in zip(LETTERS, visit.diagnoses, strict=False)
        ],
        "procedures": [_procedure(line, tables) for line in visit.services],
        "minutes": _all_minutes(visit),
        "signature": _signature(kept, office, zone),
        "addenda": [_addendum(one, visit.date, office, zone) for one in kept.added],
    }
    return PaperPart("visit", values, f"visit {visit.id or visit.date.isoformat()}")


def _state(kept: VisitFile) -> str:
    """Return how the record stands, as its page is headed."""
    if kept.visit.state is VisitState.IN_ERROR:
        return "ENTERED IN ERROR"
    return "Signed" if kept.signed else "DRAFT, not signed"


def attested_visit(kept: VisitFile) -> Visit:
    """Return the visit as its signed text tells it; as drafted where it is not signed.

    PaperFault where the text is not the one that was signed, or cannot be read.
    """
    if kept.signed is None:
        return kept.visit
    text = kept.signed.text
    if digest(text) != kept.signed.signature.digest:
        raise PaperFault(
            f"The record of {on_day(kept.visit.date)} was changed after it was signed. Run charting-tui "
            "verify."
        )
    try:
        values = orjson.loads(text)
        return Visit.model_validate({key: told for key, told in values.items() if key not in _OUTSIDE})
    except (AttributeError, ValueError):
        raise PaperFault(
            f"The signed record of {on_day(kept.visit.date)} can't be read. Run charting-tui verify."
        ) from None


def visit_title(visit: Visit) -> str:
    """Return the kind of a visit as records are headed."""
    return _TITLES[visit.kind]


def moment_of(at: datetime, zone: ZoneInfo) -> str:
    """Return a moment on the practice's clock: 11/19/2026, 2:05 PM PST."""
    there = at.astimezone(zone)
    return f"{on_day(there.date())}, {shown_time(there.time())} {there.tzname()}"


def author(person_id: str, office: Office) -> str:
    """Return the name and license of a person of the clinic; the id of one who is not known any more."""
    person = office.person(person_id)
    return therapist_name(person) if person else person_id


def _about_visit(visit: Visit, office: Office) -> Rows:
    person = office.person(visit.therapist)
    licence = " ".join(filter(None, (person.licence_state, person.licence_number))) if person else ""
    if visit.time_in and visit.time_out:
        times = shown_span(visit.time_in, visit.time_out)
    else:
        begun = f"from {shown_time(visit.time_in)}" if visit.time_in else ""
        ended = f"until {shown_time(visit.time_out)}" if visit.time_out else ""
        times = " ".join(filter(None, (begun, ended)))
    return rows_of(
        ("Therapist", author(visit.therapist, office)),
        ("License", licence),
        ("NPI", person.npi if person else ""),
        ("Time", times),
        ("Areas", ", ".join(visit.areas)),
        ("Techniques", ", ".join(visit.techniques)),
    )


def _sections(visit: Visit) -> list[Value]:
    told: list[Value] = []
    if visit.health_update.strip():
        told.append({"title": "Health update", "lines": paper_lines(visit.health_update)})
    told += [{"title": name, "lines": paper_lines(getattr(visit.note, name))} for name in SECTIONS]
    if visit.measures:
        told.append({"title": "Measures", "lines": ["; ".join(map(_measure, visit.measures))]})
    if visit.goals:
        told.append({"title": "Goals", "lines": ["; ".join(map(_goal, visit.goals))]})
    return told


def _measure(one: Measure) -> str:
    name = " ".join(filter(None, (one.area, one.side, one.name)))
    unit = one.unit if one.unit in {"", "%", "°"} else f" {one.unit}"
    values = (("", one.value), ("before", one.before), ("after", one.after))
    told = (*values, ("worst", one.worst), ("earlier", one.earlier))
    parts = [f"{_number(value)}{unit} {when}".strip() for when, value in told if value not in {None, ""}]
    return f"{name}: {', '.join(parts)}"


def _number(value: str | float | None) -> str:
    return f"{value:g}" if isinstance(value, float | int) else (value or "")


def _goal(one: str | Goal) -> str:
    if isinstance(one, str):
        return one
    return one.text if one.progress is None else f"{one.text} ({one.progress}% reached)"


def _procedure(line: ServiceLine, tables: CodeTables) -> list[Value]:
    procedure = tables.procedure(line.code)
    words = procedure.text if procedure else ""
    what = "; ".join(filter(None, (words, line.narrative)))
    where = " ".join(filter(None, (line.area, f"({line.side})" if line.side else "")))
    group = f"group of {line.group_size}" if line.group_size is not None else ""
    how = "; ".join(filter(None, (where, ", ".join(line.techniques), ", ".join(line.regions), group)))
    times = ", ".join(shown_span(block.time_in, block.time_out) for block in line.blocks)
    return [line.code, what, how, times, "" if line.minutes is None else str(line.minutes)]


def _all_minutes(visit: Visit) -> str:
    minutes = [line.exact_minutes for line in visit.services]
    known = [one for one in minutes if one is not None]
    return f"{sum(known)} minutes in all" if len(known) > 1 else ""


def _signature(kept: VisitFile, office: Office, zone: ZoneInfo) -> Mapping[str, Value]:
    if kept.signed is None:
        return {}
    signature = kept.signed.signature
    allowed = office.practice.late_note_days
    return {
        "who": author(signature.by, office),
        "at": moment_of(signature.at, zone),
        "late": late_entry("signed", signature.at, kept.visit.date, zone, allowed),
        "cosigned": _cosigned(kept, office, zone),
        "digest": f"SHA-256 {signature.digest}",
    }


def _cosigned(kept: VisitFile, office: Office, zone: ZoneInfo) -> str:
    """Return who co-signed and when, or who has still to."""
    given = kept.cosignature
    if given is not None:
        when = moment_of(given.at, zone) if given.at else ""
        return ", ".join(filter(None, (f"Co-signed by {author(given.by, office)}", when)))
    wanted = office.cosigner_of(kept.visit.therapist)
    return f"Not co-signed yet by {author(wanted, office)}" if wanted else ""


def _addendum(one: Addendum, day: date, office: Office, zone: ZoneInfo) -> Mapping[str, Value]:
    when = moment_of(one.at, zone) if one.at else ""
    allowed = office.practice.late_note_days
    return {
        "who": ", ".join(filter(None, (author(one.by, office), when))),
        "late": late_entry("added", one.at, day, zone, allowed) if one.at else "",
        "reason": one.reason,
        "lines": paper_lines("\n".join(one.lines())),
    }
