"""A record as the fields of a form, made from its labels: how each is typed, read, shown and explained."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, TypeVar, get_args

from charting_tui.coding.code_tables.tables import CodeTables
from charting_tui.errors import BadInput
from charting_tui.operations.fields.benefits import read_benefits, show_benefits
from charting_tui.operations.fields.payments import read_payments, show_payments
from charting_tui.operations.fields.typed_values import (
    names_begun,
    read_address,
    read_choice,
    read_client_name,
    read_code,
    read_codes,
    read_count,
    read_diagnoses,
    read_diagnosis,
    read_email,
    read_fee,
    read_licence_type,
    read_line,
    read_list,
    read_name,
    read_named,
    read_npi,
    read_number,
    read_percent,
    read_phone,
    read_place,
    read_reasons,
    read_roles,
    read_sex,
    read_tax_id,
    read_taxonomy,
    read_thresholds,
    read_units_by_code,
    read_words,
    read_yes,
    read_zip,
    read_zone,
    show_address,
    show_named,
    show_thresholds,
    show_units_by_code,
    show_yes,
)
from charting_tui.readers.dates import DateKind, date_in_words, read_date, read_past_date, shown_date
from charting_tui.readers.money import read_money
from charting_tui.records.addresses import Address
from charting_tui.records.labels import Kind, Labelled, labels_of
from charting_tui.records.office import Office
from charting_tui.records.values import Record, dollars_of, read_state

R = TypeVar("R", bound=Record)


def shown(value: object) -> str:
    """Return a value as it is typed: days as 2026-03-07, several words with semicolons between them."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "; ".join(str(one) for one in value)
    return value.isoformat() if isinstance(value, date) else str(value)


def says_nothing(_value: Any) -> str:
    """Return nothing: the value needs no explanation."""
    return ""


@dataclass(frozen=True)
class Field:
    """One line of a form."""

    path: str
    """The attribute; that of a part of the record with a dot, like ``guardian.name``."""
    label: str
    read: Callable[[str], Any] = read_words
    """Answers with the value of a text; BadInput names what is wrong."""
    show: Callable[[Any], str] = shown
    tells: Callable[[Any], str] = says_nothing
    """What the value comes to, such as the age of somebody born on that day."""
    hint: str = ""
    """How it is typed, or what it is for."""
    guess: Callable[[str], str] = says_nothing
    """What words might mean that cannot be read."""
    pick: bool = False
    """Whether one of a few words is chosen, so that typing begins anew."""
    several: bool = False
    """Whether the label is a plural."""
    section: str = ""
    """The heading above it, with which a group of fields begins."""
    old: bool = False
    """Whether it is left out where it is empty."""

    @property
    def saved(self) -> str:
        """The sentence that it is saved."""
        return f"{self.label.strip()} {'are' if self.several else 'is'} saved."


def value_of(record: Record, path: str) -> Any:
    """Return the value at that path; None where a part of the record on the way is absent."""
    here: Any = record
    for name in path.split("."):
        here = None if here is None else getattr(here, name)
    return here


def text_of(record: Record, field: Field) -> str:
    """Return what stands in the field for that record."""
    value = value_of(record, field.path)
    return "" if value is None else field.show(value)


def told_texts(record: Record, fields: Iterable[Field]) -> Iterator[tuple[str, str]]:
    """Give the label and the text of each field that is not empty; an address is one text."""
    told = set()
    for field in fields:
        part = field.path.rpartition(".")[0]
        holder = value_of(record, part) if part else None
        if not isinstance(holder, Address):
            text = text_of(record, field)
        elif part in told:
            continue
        else:
            told.add(part)
            text = holder.line
        if text:
            yield "address" if isinstance(holder, Address) else field.label.strip(), text


def with_values(record: R, values: Mapping[str, Any]) -> R:
    """Return the record with these values at their paths; a part that stays empty stays absent."""
    changes: dict[str, Any] = {}
    parts: dict[str, dict[str, Any]] = {}
    for path, value in values.items():
        part, dot, rest = path.partition(".")
        if dot:
            parts.setdefault(part, {})[rest] = value
        else:
            changes[part] = value
    for part, inner in parts.items():
        holder = changes.get(part, getattr(record, part))
        if holder is None and all(value in (None, "", ()) for value in inner.values()):
            continue
        changes[part] = with_values(holder if holder is not None else _new_part(record, part), inner)
    return record.model_copy(update=changes)


def _new_part(record: Record, part: str) -> Record:
    """Return an empty part of the kind that may stand there: the model in ``Guardian | None``."""
    kinds = getattr(type(record).model_fields[part].annotation, "__args__", ())
    made = next(kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Record))
    return made()


@dataclass(frozen=True)
class FormReading:
    """What the texts of a form come to."""

    values: Mapping[str, Any]
    """The values that could be read and differ from the record's, by path."""
    faults: Mapping[str, str]
    """A sentence for each field that could not be read, by path."""


def read_texts(
    record: Record, fields: Sequence[Field], texts: Mapping[str, str], span: tuple[str, str] | None = None
) -> FormReading:
    """Read every field; one whose text is as the record shows it keeps its value to the letter.

    ``span`` names the days with which the record begins and ends: one typed now may not turn them around.
    """
    values: dict[str, Any] = {}
    faults: dict[str, str] = {}
    for field in fields:
        text = texts[field.path]
        untouched = text == text_of(record, field)
        if untouched and text:
            continue
        try:
            value = field.read(text)
        except BadInput as fault:
            faults[field.path] = fault.sentence
        else:
            if not untouched:
                values[field.path] = value
    if span is not None:
        faults |= _turned_around(record, values, span)
    return FormReading({path: value for path, value in values.items() if path not in faults}, faults)


def _turned_around(record: Record, values: Mapping[str, Any], span: tuple[str, str]) -> dict[str, str]:
    """Return the fault of an end before its beginning, at the end where it was typed; none if neither was."""
    begins, ends = (values.get(path, value_of(record, path)) for path in span)
    typed = [path for path in reversed(span) if path in values]
    if not typed or not isinstance(begins, date) or not isinstance(ends, date) or begins <= ends:
        return {}
    said = f"This ends {shown_date(ends)}, before it begins {shown_date(begins)}. Correct one."
    return {typed[0]: said}


_ADULT = 18
_ROOM = 100
"""Letters of names in the two lines below a form that leave room for how many more there are."""
Read = Callable[[str], Any]


@dataclass(frozen=True)
class ValueKind:
    """How values of one kind are typed, shown and explained."""

    read: Read = read_words
    show: Callable[[Any], str] = shown
    tells: Callable[[Any], str] = says_nothing
    guess: Callable[[str], str] = says_nothing
    hint: str = ""
    """For fields whose label has none."""
    pick: bool = False


def _codes_shown(value: tuple[str, ...]) -> str:
    """Return codes with blanks between them."""
    return " ".join(value)


def _or_nothing(value: object) -> str:
    return "yes" if value else ""


_KINDS: Mapping[Kind, ValueKind] = {
    "words": ValueKind(),
    "line": ValueKind(read_line),
    "name": ValueKind(read_name),
    "client name": ValueKind(read_client_name),
    "phone": ValueKind(read_phone),
    "email": ValueKind(read_email),
    "zip": ValueKind(read_zip),
    "named": ValueKind(read_named, show_named),
    "units by code": ValueKind(read_units_by_code, show_units_by_code),
    "payments": ValueKind(read_payments, show_payments),
    "reasons": ValueKind(read_reasons, _codes_shown),
    "sex": ValueKind(read_sex),
    "capitals": ValueKind(lambda text: read_words(text).upper()),
    "list": ValueKind(read_list),
    "yes or no": ValueKind(read_yes, show_yes),
    "yes": ValueKind(lambda text: read_choice(text, {"yes": "yes", "no": "no"}) == "yes", _or_nothing),
    "visits": ValueKind(partial(read_count, what="visits")),
    "units": ValueKind(partial(read_count, what="units")),
    "percent": ValueKind(read_percent),
    "money": ValueKind(read_money, dollars_of),
    "fee": ValueKind(read_fee, dollars_of),
    "yearly amounts": ValueKind(read_thresholds, show_thresholds),
    "npi": ValueKind(read_npi),
    "tax id": ValueKind(read_tax_id),
    "address": ValueKind(read_address, show_address),
    "taxonomy": ValueKind(read_taxonomy),
    "state": ValueKind(read_state),
    "time zone": ValueKind(read_zone),
    "place": ValueKind(read_place),
    "roles": ValueKind(read_roles, ", ".join),
    "licence type": ValueKind(read_licence_type),
    "diagnoses": ValueKind(read_diagnoses, _codes_shown),
    "procedure": ValueKind(read_code),
    "procedures": ValueKind(read_codes, _codes_shown),
}


def fields_of(
    record: type[Record], today: date, office: Office | None = None, tables: CodeTables | None = None
) -> tuple[Field, ...]:
    """Return the fields of a record in its order; ``office`` names the payers, ``tables`` the diagnoses."""
    kinds = {
        **_KINDS,
        **_dated(today),
        "payer": _payer(office),
        "person": _person(office),
        "diagnosis": _diagnosis(tables),
    }
    return tuple(_field(one, _kind_of(one, kinds)) for one in labels_of(record).values())


def _field(one: Labelled, kind: ValueKind) -> Field:
    return Field(
        one.path,
        one.label.text,
        _read(one, kind.read),
        kind.show,
        kind.tells,
        hint=one.label.hint or kind.hint,
        guess=kind.guess,
        pick=kind.pick,
        several=one.label.several,
        section=one.section,
        old=one.label.old,
    )


def _kind_of(one: Labelled, kinds: Mapping[Kind, ValueKind]) -> ValueKind:
    """Return how a field is typed; TypeError where neither its label nor its type says."""
    label = one.label.text.strip()
    if one.kind == "choice":
        words = {word: word for word in get_args(one.type) if word}
        return ValueKind(_choice(label, words), pick=True)
    if one.kind == "number" and one.label.most:
        return ValueKind(partial(_up_to, most=one.label.most, or_none=one.default == 0))
    if one.kind == "number":
        return ValueKind(partial(read_count, what=label))
    if one.kind is None or one.kind not in kinds:
        raise TypeError(
            f"{one.path}: nothing reads {one.type}. Name a kind in its Label, or add one to Kind."
        )
    return kinds[one.kind]


def _read(one: Labelled, read: Read) -> Read:
    """Return the reader of a field, which also judges that nothing was typed."""

    def reading(text: str) -> Any:
        if not text.strip() and isinstance(one.label.needed, str):
            raise BadInput(f"The {one.label.text.strip()} is missing. Type {one.label.needed}.")
        return one.default if one.may_be_empty and not text.strip() else read(text)

    return reading


def _up_to(text: str, most: int, *, or_none: bool) -> int:
    return 0 if or_none and text.strip() == "0" else read_number(text, most)


def _choice(label: str, choices: Mapping[str, str]) -> Read:
    def reading(text: str) -> str:
        if not text.strip():
            raise BadInput(
                f"The {label} is missing. Type the beginning of one: {', '.join(choices.values())}."
            )
        return read_choice(text, choices)

    return reading


def _dated(today: date) -> dict[Kind, ValueKind]:
    def of(way: DateKind) -> ValueKind:
        hint = f"Like {today:%-m/%-d/%Y}, {today:%-m/%-d}, t for today, or +7."
        return ValueKind(partial(read_date, today=today, kind=way), tells=_weekday, hint=hint)

    birth = partial(read_date, today=today, kind=DateKind.BIRTH)
    in_a_year = f"Like {shown_date(today.replace(year=today.year + 1, day=1))}."
    return {
        "either": of(DateKind.EITHER),
        "past": of(DateKind.PAST),
        "coming": of(DateKind.COMING),
        "past till today": ValueKind(partial(read_past_date, today=today), tells=_weekday),
        "renewal": ValueKind(of(DateKind.COMING).read, tells=_weekday, hint=in_a_year),
        "benefits": ValueKind(partial(read_benefits, today=today), show_benefits),
        "birth": ValueKind(birth),
        "client birth": ValueKind(birth, tells=partial(age_in_words, today=today)),
    }


def _weekday(day: date | None) -> str:
    return f"{date_in_words(day)}." if day else ""


def years_old(born: date, today: date) -> int:
    """Return somebody's age in whole years."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def age_in_words(born: date | None, today: date) -> str:
    """Return a birth date in words with the age, and what is asked of a minor."""
    if born is None:
        return ""
    age = years_old(born, today)
    minor = ": a guardian is needed" if age < _ADULT else ""
    return f"Born {shown_date(born)}, {age} {'year' if age == 1 else 'years'} old{minor}."


def _payer(office: Office | None) -> ValueKind:
    names = {payer.id: payer.name or payer.id for payer in (office.payers if office else ())}

    def show(payer: str) -> str:
        return names.get(payer, payer)

    return ValueKind(
        _choice("payer", names),
        show,
        show,
        lambda text: _some_of(names_begun(text, names)),
        hint=_some_of(names.values()),
        pick=True,
    )


def _person(office: Office | None) -> ValueKind:
    names = {one.id: one.name or one.id for one in (office.people if office else ()) if one.licence_type}

    def show(person: str) -> str:
        return names.get(person, person)

    return ValueKind(_choice("person", names), show, show, lambda text: _some_of(names_begun(text, names)))


def _some_of(names: Iterable[str]) -> str:
    """Return as many names as stand in two lines, and how many more there are."""
    told = list(names)
    number = len(told)
    while number > 1 and len(", ".join(told[:number])) > _ROOM:
        number -= 1
    more = f"; {len(told) - number} more: type the beginning of one" if number < len(told) else ""
    return ", ".join(told[:number]) + more


def _diagnosis(tables: CodeTables | None) -> ValueKind:
    if tables is None:
        return ValueKind(read_diagnosis)

    def tells(code: str) -> str:
        found = tables.diagnosis(code)
        return found.text if found else f"{code} is not in the table of diagnoses; it is kept as typed."

    def nearest(words: str) -> str:
        found = tables.find_diagnoses(words, limit=3) if len(words.strip()) > 2 else []  # noqa: PLR2004
        return "; ".join(f"{entry.code} {entry.text}" for entry in found)

    return ValueKind(read_diagnosis, tells=tells, guess=nearest)
