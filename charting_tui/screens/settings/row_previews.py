"""What the marked row of the settings is about: its value in full, how it is typed, what it is for."""

from collections.abc import Iterable, Iterator

from charting_tui.operations.fields.fields import Field, fields_of, text_of
from charting_tui.operations.settings.payer_gaps import not_enrolled_yet, unknown_settings
from charting_tui.operations.settings.payer_values import SETTINGS
from charting_tui.records.office import Office
from charting_tui.records.payer import Payer
from charting_tui.records.people import Practice, Therapist
from charting_tui.screens.settings.own_texts import PARTS, own_text
from charting_tui.screens.settings.rows import SettingsPart
from charting_tui.store.chart_store import ChartStore
from charting_tui.worklist.preview_lines import Preview, PreviewLine

_NONE = Preview("")


def preview_of_row(part: SettingsPart, marked: str, store: ChartStore) -> Preview:
    """Return the preview of a row of one part of the settings, by the row's id."""
    office, today = store.office, store.clock.today()
    match part:
        case SettingsPart.PRACTICE:
            return preview_of_field(fields_of(Practice, today), office.practice, marked)
        case SettingsPart.PEOPLE:
            person = office.person(marked)
            return _person(person, fields_of(Therapist, today, office)) if person else _NONE
        case SettingsPart.PAYERS:
            return _payer(office.payer(marked), office)
        case _ if part in PARTS:
            name, text = own_text(part, store, marked)
            return Preview(name, (PreviewLine("", text),))
        case _:
            return _NONE


def preview_of_field(fields: Iterable[Field], record: Practice | Therapist, path: str) -> Preview:
    """Return a field's value in full, what that comes to, and the hint of how it is typed."""
    field = next((one for one in fields if one.path == path), None)
    return Preview(field.label.strip(), tuple(_field_lines(field, record))) if field else _NONE


def _field_lines(field: Field, record: Practice | Therapist) -> Iterator[PreviewLine]:
    text = text_of(record, field)
    yield PreviewLine("now", text or "not entered")
    if hint := field.hint.strip():
        yield PreviewLine("enter", hint, "quiet")


def _person(person: Therapist, fields: Iterable[Field]) -> Preview:
    told = ((field.label.strip(), text_of(person, field)) for field in fields)
    return Preview(person.name, tuple(PreviewLine(label, text) for label, text in told if text))


def _payer(payer: Payer, office: Office) -> Preview:
    known = [
        PreviewLine(setting.label, text_of(payer, setting) or "none")
        for setting in SETTINGS
        if getattr(payer, setting.path) is not None
    ]
    people = ", ".join(person.name for person in not_enrolled_yet(payer, office))
    gaps = (("Unknown, so not checked", ", ".join(unknown_settings(payer))), ("Enrollment unknown", people))
    lines = (PreviewLine("?", f"{what}: {names}", "alert") for what, names in gaps if names)
    return Preview(payer.name, (*lines, *known))
