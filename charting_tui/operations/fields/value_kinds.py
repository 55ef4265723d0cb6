"""How values of each kind are typed, shown and explained in one line."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, get_args

from charting_tui.coding.code_tables.tables import CodeTables
from charting_tui.errors import BadInput
from charting_tui.operations.fields.benefits import read_benefits, show_benefits
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
    read_payments,
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
    show_payments,
    show_thresholds,
    show_units_by_code,
    show_yes,
)
from charting_tui.readers.dates import DateKind, date_in_words, read_date, read_past_date, shown_date
from charting_tui.readers.money import read_money
from charting_tui.records.labels import Kind, Labelled
from charting_tui.records.office import Office
from charting_tui.records.values import dollars_of, read_state


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


def kinds_of(
    today: date, office: Office | None = None, tables: CodeTables | None = None
) -> Mapping[Kind, ValueKind]:
    """Return every kind; ``office`` names the payers and people, ``tables`` the diagnoses."""
    return {
        **_KINDS,
        **_dated(today),
        "payer": _payer(office),
        "person": _person(office),
        "diagnosis": _diagnosis(tables),
    }


def kind_of(one: Labelled, kinds: Mapping[Kind, ValueKind]) -> ValueKind:
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


def _up_to(text: str, most: int, *, or_none: bool) -> int:
    return 0 if or_none and text.strip() == "0" else read_number(text, most)


def _choice(label: str, choices: Mapping[str, str]) -> Read:
    def reading(text: str) -> str:
        if not text.strip():
            raise BadInput(
                f"The {label} is missing. Type the first letters of one: {', '.join(choices.values())}."
            )
        return read_choice(text, choices)

    return reading


def _dated(today: date) -> dict[Kind, ValueKind]:
    def of(way: DateKind) -> ValueKind:
        hint = f"Such as {today:%-m/%-d/%Y}, {today:%-m/%-d}, t for today, or +7."
        return ValueKind(partial(read_date, today=today, kind=way), tells=_weekday, hint=hint)

    birth = partial(read_date, today=today, kind=DateKind.BIRTH)
    in_a_year = f"Such as {shown_date(today.replace(year=today.year + 1, day=1))}."
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
    """Return someone's age in whole years."""
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
    more = f"; {len(told) - number} more: keep typing to narrow the list" if number < len(told) else ""
    return ", ".join(told[:number]) + more


def _diagnosis(tables: CodeTables | None) -> ValueKind:
    if tables is None:
        return ValueKind(read_diagnosis)

    def tells(code: str) -> str:
        found = tables.diagnosis(code)
        return found.text if found else f"{code} isn't in the diagnosis list. It is saved as typed."

    def nearest(words: str) -> str:
        found = tables.find_diagnoses(words, limit=3) if len(words.strip()) > 2 else []  # noqa: PLR2004
        return "; ".join(f"{entry.code} {entry.text}" for entry in found)

    return ValueKind(read_diagnosis, tells=tells, guess=nearest)
