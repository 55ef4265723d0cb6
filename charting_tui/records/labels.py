"""What a field of a record is called and how it is typed, or why no one types it: it stands beside the field.

``phone: Annotated[str, Label("phone", "With its area code.", kind="phone")] = ""`` is all there is to one:
forms, the chart, the client card, settings and the import of clients read it from here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from charting_tui.records.values import Cents, Record

Kind = Literal[
    "words",
    "line",
    "name",
    "client name",
    "phone",
    "email",
    "zip",
    "sex",
    "capitals",
    "list",
    "choice",
    "yes or no",
    "yes",
    "number",
    "visits",
    "units",
    "percent",
    "visits looked back",
    "money",
    "fee",
    "yearly amounts",
    "either",
    "past",
    "past till today",
    "coming",
    "renewal",
    "birth",
    "client birth",
    "npi",
    "tax id",
    "address",
    "taxonomy",
    "state",
    "time zone",
    "place",
    "roles",
    "licence type",
    "diagnosis",
    "diagnoses",
    "procedure",
    "procedures",
    "payer",
    "person",
    "payer id",
    "benefits",
    "named",
    "units by code",
    "reasons",
    "payments",
    "codes by code",
    "diagnoses by code",
]
"""How a value is typed, shown and explained; ``operations/fields/value_kinds.py`` reads and shows each."""
Way = Literal["either", "past", "coming", "birth"]
_BY_TYPE: Mapping[Any, Kind] = {
    str: "words",
    tuple[str, ...]: "list",
    bool: "yes or no",
    int: "number",
    Cents: "money",
    date: "either",
}
_WAYS: Mapping[Kind, Way] = {
    "either": "either",
    "past": "past",
    "past till today": "past",
    "coming": "coming",
    "renewal": "coming",
    "birth": "birth",
    "client birth": "birth",
}


@dataclass(frozen=True)
class Label:
    """What a field that people type is called, and how it is typed."""

    text: str
    """Stands before the field; two blanks in front set it below the one above."""
    hint: str = ""
    """In a sentence, how it is typed or what it is for."""
    kind: Kind | None = None
    """How it is typed, where its type does not say: words, a list, a date, money, a number, yes or no."""
    needed: bool | str = False
    """Whether it may not be empty; as words, what to type: “who signed it, like Ames, Dr”."""
    most: int = 0
    """The largest whole number it may be; 0: any."""
    card: bool = False
    """Whether the client card shows it."""
    column: str = ""
    """Its column in a list of clients from another program. Of a client's own field that is its label."""
    several: bool = False
    """Whether the label is a plural: “KX thresholds are saved.”"""
    by_licence: bool = False
    """Whether a payer's setting may differ by license: “yes; PT OT: no”."""
    old: bool = False
    """Whether it is only asked while it is not empty, as older charts have it."""


@dataclass(frozen=True)
class Internal:
    """Why a field has no label."""

    reason: str


@dataclass(frozen=True)
class Section:
    """The heading above a field, or above the first of a part, and of those that follow."""

    title: str


@dataclass(frozen=True)
class Labelled:
    """A field of a record that people type."""

    path: str
    """The attribute; that of a part of the record with a dot, like ``guardian.name``."""
    label: Label
    type: Any
    """The type of its value, apart from None."""
    default: Any
    """What it is where nothing was typed; Ellipsis where it has to be given."""
    section: str = ""
    """The heading above it; empty where it goes on under the one before."""

    @property
    def kind(self) -> Kind | None:
        """How it is typed; None where neither label nor type says."""
        choice: Kind | None = "choice" if get_origin(self.type) is Literal else None
        return self.label.kind or choice or _BY_TYPE.get(self.type)

    @property
    def way(self) -> Way | None:
        """Which way its dates lie; None where it is no date."""
        return _WAYS.get(self.kind) if self.kind else None

    @property
    def may_be_empty(self) -> bool:
        """Whether nothing typed leaves it as a new record has it."""
        return not self.label.needed and not self.default

    @property
    def column(self) -> str:
        """Its column in a list of clients."""
        return self.label.column or self.label.text.strip()


@cache
def labels_of(record: type[Record]) -> Mapping[str, Labelled]:
    """Return the fields of a record that people type, by path, in the order of the record."""
    found: dict[str, Labelled] = {}
    for name, field in record.model_fields.items():
        kind = type_of(field)
        label = described(field)
        if isinstance(label, Label):
            default = ... if field.is_required() else field.get_default(call_default_factory=True)
            found[name] = Labelled(name, label, kind, default, _section(field))
        elif label is None and is_part(kind):
            for place, (path, one) in enumerate(labels_of(kind).items()):
                section = one.section or ("" if place else _section(field))
                found[f"{name}.{path}"] = replace(one, path=f"{name}.{path}", section=section)
    return found


def columns_of(*records: type[Record]) -> Mapping[str, Labelled]:
    """Return the fields whose labels name a column, by that column."""
    labelled = (one for record in records for one in labels_of(record).values())
    return {one.column: one for one in labelled if one.label.column}


def _section(field: FieldInfo) -> str:
    return next((one.title for one in field.metadata if isinstance(one, Section)), "")


def described(field: FieldInfo) -> Label | Internal | None:
    """Return what is said of a field beside it, or None."""
    return next((one for one in field.metadata if isinstance(one, (Label, Internal))), None)


def is_part(kind: Any) -> bool:
    """Whether values of that type are records whose own fields are typed."""
    return isinstance(kind, type) and issubclass(kind, Record)


def type_of(field: FieldInfo) -> Any:
    """Return the type of a field apart from None: ``date`` for ``Day | None``, ``Cents`` for money."""
    annotation = field.annotation
    kinds = [kind for kind in get_args(annotation) or (annotation,) if kind is not NoneType]
    kind = kinds[0] if NoneType in get_args(annotation) and len(kinds) == 1 else annotation
    return get_args(kind)[0] if get_origin(kind) is Annotated and kind != Cents else kind
