"""What a person choosing a code wants to know of it: its time rule, its support, the payer, the day."""

from collections.abc import Iterator
from datetime import date

from charting_tui.coding.code_tables.procedures import Procedure
from charting_tui.coding.code_tables.table_rows import Program
from charting_tui.coding.code_tables.tables import CodeTables
from charting_tui.coding.diagnosis_book.diagnoses import DiagnosisEntry
from charting_tui.coding.prose.evidence import evidence
from charting_tui.coding.vocabulary import NoteVocabulary, Technique, vocabulary
from charting_tui.records.payer import Payer
from charting_tui.records.people import LicenceType

_HOUR = 60
_SHOWN = 6
"""Words shown where none is found."""
_NEVER = {
    "no": "not billed by massage therapists",
    "never": "only for PTs and OTs",
    "physicians": "only for physicians",
    "chiropractors": "only for chiropractors and physicians",
    "acupuncturists": "only for acupuncturists and physicians",
}
"""What keeps a massage therapist from a code, by who uses it."""


def time_rule(one: Procedure) -> str:
    """Return how a code is counted: ``15 min``, ``untimed``, ``first 15``."""
    if one.timed:
        return f"{one.minutes} min"
    if one.minutes is None:
        return "untimed"
    length = f"{one.minutes // _HOUR} h" if one.minutes % _HOUR == 0 else str(one.minutes)
    return f"next {length}" if one.add_on else f"first {length}"


def why_not_today(one: Procedure, day: date, licence: LicenceType | None = "LMT") -> str:
    """Return why a code is of no use on that day to someone of that licence, or nothing."""
    if one.valid_from and day < one.valid_from:
        return f"not valid before {_written(one.valid_from)}"
    if one.valid_to and day > one.valid_to:
        return f"not valid after {_written(one.valid_to)}"
    return _NEVER.get(one.massage_use, "") if licence == "LMT" else ""


def why_not_paid(one: Procedure, day: date, payer: Payer, licence: LicenceType | None) -> str:
    """Return why that payer is known not to pay a code, or nothing."""
    if not payer.insures:
        return ""
    if payer.kind == "medicare" and one.medicare in {"not valid", "not covered"}:
        return f"{one.medicare} for Medicare"
    if payer.bundled.holds_on(day) and one.code in payer.bundled.value:
        return f"bundled by {payer.name}, not paid separately"
    paid = _paid_to(day, payer, licence)
    return f"not paid to {licence} by {payer.name}" if paid is not None and one.code not in paid else ""


def payers_stance(
    one: Procedure, day: date, payer: Payer, licence: LicenceType | None, tables: CodeTables
) -> str:
    """Return what that payer is known to hold of a code: units a day, licence, modifier."""
    if not payer.insures:
        return f"{payer.name}: no insurance rules apply."
    return f"{payer.name}: {'; '.join(_stances(one, day, payer, licence, tables))}."


def support(code: str, keywords: tuple[str, ...], note: str, known: NoteVocabulary | None = None) -> str:
    """Return the words of a note that support a code, else words that would."""
    found = [one for one in evidence(note, known) if code in one.codes]
    words = dict.fromkeys(" ".join(one.words.split()).lower() for one in found)
    if words:
        areas = ", ".join(dict.fromkeys(area for one in found for area in one.areas))
        quoted = ", ".join(f"“{word}”" for word in words)
        weak = " (names the service, not the technique)" if all(one.weak for one in found) else ""
        return f"In the note: {quoted}{weak}{f' at {areas}' if areas else ''}."
    would = techniques_of(code, known) or keywords
    if not would:
        return "The program knows no words in a note that support this code."
    return f"Nothing in the note supports this code yet. Words that would: {', '.join(would[:_SHOWN])}."


def techniques_of(code: str, known: NoteVocabulary | None = None) -> tuple[str, ...]:
    """Return the names of the techniques that support a code, without those too weak to."""
    meanings = (
        phrase.meaning for phrases in (known or vocabulary()).techniques.values() for phrase in phrases
    )
    techniques = (one for one in meanings if isinstance(one, Technique) and code in one.codes)
    names = {one.name for one in techniques if not one.weak}
    return tuple(sorted(names))


def is_heading(entry: DiagnosisEntry, day: date) -> bool:
    """Return whether only what stands under a diagnosis can be billed on that day; once it could itself."""
    return not entry.billable and (entry.valid_to is None or day > entry.valid_to)


def why_not_billable(entry: DiagnosisEntry, day: date) -> str:
    """Return why a diagnosis cannot be billed as it stands on that day, or nothing."""
    if is_heading(entry, day):
        return "needs a 7th character" if entry.needs_seventh else "choose a code below it"
    if entry.valid_from and day < entry.valid_from:
        return f"not valid before {_written(entry.valid_from)}"
    if entry.valid_to and day > entry.valid_to:
        return f"not valid after {_written(entry.valid_to)}"
    return ""


def _stances(
    one: Procedure, day: date, payer: Payer, licence: LicenceType | None, tables: CodeTables
) -> Iterator[str]:
    program: Program = "medicaid" if payer.kind == "medicaid" else "medicare"
    limit = tables.unit_limit(one.code, program)
    if limit is None or payer.unit_limits.value == "off":
        yield "no daily unit limit known"
    else:
        unit = "unit" if limit.units == 1 else "units"
        weight = "blocks billing" if payer.unit_limits.value == "block" else "only a warning"
        yield f"at most {limit.units} {unit} per day ({program.capitalize()} limit, {weight})"
    if payer.daily_cap is not None and payer.daily_cap.holds_on(day) and payer.daily_cap.value.units:
        yield f"{payer.daily_cap.value.units} timed units per day in total"
    paid = _paid_to(day, payer, licence)
    if licence is not None:
        known = "may or may not be paid" if paid is None else "paid" if one.code in paid else "not paid"
        yield f"{known} to {licence}"
    if payer.discipline_modifier.value and payer.discipline_modifier.holds_on(day) and one.always_therapy:
        yield "requires GP, GO or GN"


def _paid_to(day: date, payer: Payer, licence: LicenceType | None) -> tuple[str, ...] | None:
    setting = payer.codes_paid
    if licence is None or setting is None or not setting.holds_on(day):
        return None
    return setting.value.get(licence)


def _written(day: date) -> str:
    return f"{day:%-m/%-d/%Y}"
