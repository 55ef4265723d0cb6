"""The rows of the practice's parts, and of one person or payer."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from textual.content import Content

from charting_tui.coding.code_tables.tables import tables_on
from charting_tui.operations.fields.fields import Field, fields_of, text_of
from charting_tui.operations.settings.payer_values import SETTINGS
from charting_tui.operations.settings.practice import is_own
from charting_tui.readers.dates import shown_date
from charting_tui.records.enrollment import Enrollment
from charting_tui.records.office import Office
from charting_tui.records.payer import Payer
from charting_tui.records.people import Fee, Practice, Therapist
from charting_tui.records.values import dollars_of
from charting_tui.widgets.row_list import Cell, row

NOT_KNOWN = "not known"
_NONE = "–"
_LABEL = 24
_PAYER = 30
Rows = list[tuple[str, Content]]


class SettingsPart(StrEnum):
    """The parts of the practice."""

    PRACTICE = "practice"
    PEOPLE = "staff"
    PAYERS = "payers"
    FEES = "fees"
    PHRASES = "phrases"
    WORDS = "words"
    LOGINS = "logins"


def rows_of(part: SettingsPart, office: Office, today: date, width: int) -> Rows:
    """Return the rows of a part, each with the id of what it shows."""
    match part:
        case SettingsPart.PRACTICE:
            return field_rows(fields_of(Practice, today), office.practice, width)
        case SettingsPart.PEOPLE:
            return [(person.id, _person(person, width)) for person in _in_order(office.people)]
        case SettingsPart.PAYERS:
            return [(payer.id, _payer(payer, width)) for payer in office.payers]
        case SettingsPart.FEES:
            fees = sorted(office.practice.fees, key=_newest_first, reverse=True)
            fees.sort(key=lambda fee: fee.code)
            return [(fee_row(fee), _fee(fee, office, today, width)) for fee in fees]
        case SettingsPart.PHRASES | SettingsPart.WORDS | SettingsPart.LOGINS:
            return []


def head_of(part: SettingsPart, width: int) -> Content:
    """Return the line above the rows."""
    match part:
        case SettingsPart.PRACTICE:
            return row([Cell("Field", _LABEL), Cell("Value")])
        case SettingsPart.PEOPLE:
            return row([Cell("Login", 10), Cell("Name", 20), Cell("License", 16), Cell("Roles", width - 51)])
        case SettingsPart.PAYERS:
            names = [Cell("Short name", 12), Cell("Name", _name_width(width)), Cell("Kind", 20)]
            return row([*names, Cell("Units", 5), Cell("Known", 7)])
        case SettingsPart.FEES:
            return row([Cell("Code", 6), Cell("Fee", 9, right=True), Cell("Since", 12), Cell("Stands", 20)])
        case SettingsPart.PHRASES:
            return row([Cell("Name", 16), Cell("For", 6), Cell("Offered", 8), Cell("Text")])
        case _:
            names = [Cell("Short", 16), Cell("For", 6), Cell("Kind", 10)]
            return row([*names, Cell("Meaning", max(width - 46, 10)), Cell("Code")])


def field_rows(fields: Iterable[Field], record: Practice | Therapist, width: int) -> Rows:
    """Return a row for each field of a record."""
    return [
        (
            field.path,
            row([Cell(_capital(field.label), _LABEL), _value(text_of(record, field), width - _LABEL - 3)]),
        )
        for field in fields
        if not field.old or text_of(record, field)
    ]


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]


ENROLLMENT = "enrollment/"
"""Begins the ids of rows that tell how a person stands with a payer."""


def enrollment_rows(person: Therapist, office: Office, today: date, width: int) -> Rows:
    """Return a row for each insurer: how a person who treats stands with it today."""
    if person.licence_type is None:
        return []
    head = ("", Content.assemble(("Enrollment with payers", "$text-primary bold")))
    return [
        head,
        *(
            (
                f"{ENROLLMENT}{payer.id}",
                row(
                    [
                        Cell(payer.name, _PAYER),
                        _value(_enrolled(person.enrollment(payer.id, today)), width - _PAYER - 3, NOT_KNOWN),
                    ]
                ),
            )
            for payer in office.payers
            if payer.insures
        ),
    ]


def _enrolled(held: Enrollment | None) -> str:
    if held is None:
        return ""
    days = (
        f"from {shown_date(held.starts)}" if held.starts else "",
        f"to {shown_date(held.ends)}" if held.ends else "",
    )
    number = f"number {held.number}" if held.number else ""
    under = f"under {held.supervisor}" if held.supervisor else ""
    return ", ".join(filter(None, (" ".join(filter(None, (held.status, *days))), number, under)))


def value_columns(width: int) -> int:
    """Return the columns of a setting's value."""
    return 24 if width < 110 else 44  # noqa: PLR2004


def setting_rows(payer: Payer, width: int) -> Rows:
    """Return a row for each setting: its value, since when, where that was read; a star marks one's own."""
    value_width = value_columns(width)
    rows = []
    for setting in SETTINGS:
        kept = getattr(payer, setting.path)
        known = kept is not None
        since = str(kept.since) if known and kept.since else ""
        source = (kept.source or "no source") if known else ""
        rows.append(
            (
                setting.path,
                row(
                    [
                        Cell("*" if is_own(payer, setting.path) else "", 1, "$text-accent bold"),
                        Cell(setting.label, _LABEL),
                        _value(text_of(payer, setting), value_width, NOT_KNOWN if not known else "none"),
                        Cell(since or (_NONE if known else ""), 10),
                        Cell(source, max(width - _LABEL - value_width - 17, 8), style="$text-disabled"),
                    ]
                ),
            )
        )
    return rows


def setting_head(width: int) -> Content:
    """Return the line above a payer's settings."""
    value_width = value_columns(width)
    names = [Cell("", 1), Cell("Setting", _LABEL), Cell("Value", value_width)]
    return row([*names, Cell("Since", 10), Cell("Source")])


def _value(text: str, width: int, none: str = "not entered") -> Cell:
    return Cell(text or none, width, style="" if text else "$text-disabled")


def _in_order(people: Iterable[Therapist]) -> list[Therapist]:
    return sorted(people, key=lambda person: (person.ended_on is not None, person.name))


def _person(person: Therapist, width: int) -> Content:
    licence = " ".join(filter(None, (person.licence_type, person.licence_number)))
    roles = ", ".join(person.roles)
    standing = f"left {person.ended_on}" if person.ended_on else roles
    cells = [Cell(person.id, 10), Cell(person.name, 20), Cell(licence or _NONE, 16)]
    return row([*cells, Cell(standing, width - 51, style="$text-disabled" if person.ended_on else "")])


def _name_width(width: int) -> int:
    """Return the columns of a payer's name in the list of payers."""
    return max(min(width - 52, 44), 20)


def _payer(payer: Payer, width: int) -> Content:
    known = sum(getattr(payer, setting.path) is not None for setting in SETTINGS)
    cells = [Cell(payer.id, 12), Cell(payer.name, _name_width(width)), Cell(payer.kind, 20)]
    return row([*cells, Cell(payer.unit_rule.value, 5), Cell(f"{known}/{len(SETTINGS)}", 7)])


def fee_row(fee: Fee) -> str:
    """Return the id of a fee's row."""
    return f"{fee.code} {fee.since or ''} {fee.payer}".rstrip()


def _newest_first(fee: Fee) -> str:
    return str(fee.since or "")


def _fee(fee: Fee, office: Office, today: date, width: int) -> Content:
    later = [
        other.since
        for other in office.practice.fees
        if (other.code, other.payer) == (fee.code, fee.payer) and other.since is not None
    ]
    if fee.since is not None and fee.since > today:
        stands = "not yet in effect"
    else:
        ended = min((day for day in later if day > (fee.since or date.min)), default=None)
        stands = f"until {ended}" if ended is not None else "in effect"
        if ended is not None and ended <= today:
            stands = f"ended {ended}"
    procedure = tables_on(today).procedure(fee.code)
    cells = [Cell(fee.code, 6), Cell(dollars_of(fee.cents), 9, right=True)]
    cells += [Cell(str(fee.since or "always"), 12), Cell(stands, 20)]
    what = procedure.text if procedure else "not in today's code table"
    if fee.payer:
        what = f"for {office.payer(fee.payer).name}: {what}"
    return row([*cells, Cell(what, max(width - 53, 10), style="$text-disabled")])
