"""A record as the fields of a form, made from its labels, and the record with what was typed in them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from charting_tui.coding.code_tables.tables import CodeTables
from charting_tui.errors import BadInput
from charting_tui.operations.fields.typed_values import read_words
from charting_tui.operations.fields.value_kinds import Read, ValueKind, kind_of, kinds_of, says_nothing, shown
from charting_tui.readers.dates import shown_date
from charting_tui.records.addresses import Address
from charting_tui.records.labels import Labelled, labels_of
from charting_tui.records.office import Office
from charting_tui.records.values import Record

R = TypeVar("R", bound=Record)


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
    """What the value comes to, such as the age of someone born on that day."""
    hint: str = ""
    """How it is typed, or what it is for."""
    guess: Callable[[str], str] = says_nothing
    """What words might mean that cannot be read."""
    pick: bool = False
    """Whether one of a few words is chosen, so that typing begins again."""
    several: bool = False
    """Whether the label is a plural."""
    section: str = ""
    """The heading above it, with which a group of fields begins."""
    old: bool = False
    """Whether it is left out where it is empty."""

    @property
    def saved(self) -> str:
        """The sentence that it is saved."""
        return f"{self.label.strip()} saved."


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
    said = (
        f"The end date {shown_date(ends)} is before the start date {shown_date(begins)}. Correct one of them."
    )
    return {typed[0]: said}


def fields_of(
    record: type[Record], today: date, office: Office | None = None, tables: CodeTables | None = None
) -> tuple[Field, ...]:
    """Return the fields of a record in its order; ``office`` names the payers, ``tables`` the diagnoses."""
    kinds = kinds_of(today, office, tables)
    return tuple(_field(one, kind_of(one, kinds)) for one in labels_of(record).values())


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


def _read(one: Labelled, read: Read) -> Read:
    """Return the reader of a field, which also judges that nothing was typed."""

    def reading(text: str) -> Any:
        if not text.strip() and isinstance(one.label.needed, str):
            raise BadInput(f"The {one.label.text.strip()} is missing. Type {one.label.needed}.")
        return one.default if one.may_be_empty and not text.strip() else read(text)

    return reading
