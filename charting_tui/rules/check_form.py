"""The form that ``check`` reads: the records of a visit in one file, what bears on it, and its schema."""

import ast
import inspect
import textwrap
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from itertools import pairwise
from json import dumps
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler, ValidationError, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from charting_tui.coding.billing.payers import preset, presets
from charting_tui.coding.code_tables.tables import tables_on
from charting_tui.coding.diagnosis_book.diagnoses import Diagnoses
from charting_tui.errors import BadInput
from charting_tui.records.claim import Claim, ClaimLine
from charting_tui.records.coverage import Authorization, Coverage, InjuryCase, PlanOfCare, Referral
from charting_tui.records.office import Office
from charting_tui.records.payer import Payer
from charting_tui.records.people import Client, Practice, Therapist
from charting_tui.records.values import Cents, Day, Record, WallTime
from charting_tui.records.visit import Addendum, Note, ServiceLine, Signature, Visit
from charting_tui.rules.case import Case, Occupied, of_payer
from charting_tui.rules.finding import Finding
from charting_tui.rules.form_faults import UNKNOWN_KEY, read_object, sentence_of


def described(schema: dict[str, Any], top: type[Record]) -> dict[str, Any]:
    """Return the schema of ``top`` with a description beside each field that has words of its own."""
    models = {model.__name__: model for model in (top, *_below(Record))}
    definitions = {
        name: _with_words(shape, models.get(name.partition("_")[0]))
        for name, shape in schema.get("$defs", {}).items()
    }
    return {**_with_words(schema, top), "$defs": definitions}


def _below(model: type[Record]) -> Iterator[type[Record]]:
    for child in model.__subclasses__():
        yield child
        yield from _below(child)


def _with_words(shape: dict[str, Any], model: type[Record] | None) -> dict[str, Any]:
    if model is None or "properties" not in shape:
        return shape
    words = {
        model.model_fields[name].alias or name: text
        for name, text in _words(model).items()
        if name in model.model_fields
    }
    properties = {
        name: {**value, "description": words[name]} if name in words else value
        for name, value in shape["properties"].items()
    }
    return {**shape, "properties": properties}


def _words(model: type[Record]) -> dict[str, str]:
    found: dict[str, str] = {}
    for kind in reversed(model.__mro__):
        if issubclass(kind, Record) and "[" not in kind.__name__:
            body = ast.parse(textwrap.dedent(inspect.getsource(kind))).body[0]
            lines = body.body if isinstance(body, ast.ClassDef) else []
            for field, below in pairwise(lines):
                if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
                    text = below.value if isinstance(below, ast.Expr) else None
                    if isinstance(text, ast.Constant) and isinstance(text.value, str):
                        found[field.target.id] = inspect.cleandoc(text.value)
    return found


R = TypeVar("R", bound=Record)
P = TypeVar("P", Coverage, Authorization)


def _read_moment(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise ValueError("a moment is written like “2026-11-19T14:05”") from None
    return moment


SignedAt = Annotated[datetime, BeforeValidator(_read_moment)]
"""When a note was signed; without a zone it is taken as UTC, and never held against the time in."""


class FormRecord(Record):
    """A record as the form shows it: without the names by which a chart holds its parts together."""

    not_in_form: ClassVar[frozenset[str]] = frozenset()

    @model_validator(mode="before")
    @classmethod
    def _refuse_what_is_not_in_the_form(cls, given: Any) -> Any:
        if isinstance(given, Mapping):
            for name in cls.not_in_form & given.keys():
                raise ValueError(f"{UNKNOWN_KEY}{name}")
        return given

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Return the schema without what is not in the form."""
        shown = handler(schema)
        resolved = handler.resolve_ref_schema(shown)
        for name in cls.not_in_form:
            resolved.get("properties", {}).pop(name, None)
        return shown


class FormService(FormRecord, ServiceLine, ClaimLine):
    """A service line with the way it is billed."""

    not_in_form = frozenset({"id", "line"})


class FormNote(FormRecord, Note):
    """The note with its signature and addenda."""

    signed_at: SignedAt | None = None
    signed_by: str = ""
    signed_digest: str = ""
    """SHA-256 of what was attested, in hexadecimal; other words are not compared."""
    addenda: tuple[Addendum, ...] = ()

    @property
    def signature(self) -> Signature | None:
        """The signature, where the form names its moment or its author."""
        if self.signed_at is None and not self.signed_by:
            return None
        moment = self.signed_at or datetime.min.replace(tzinfo=UTC)
        at = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return Signature(by=self.signed_by, at=at, digest=self.signed_digest)


_NOT_OF_A_VISIT = frozenset({"id", "therapist", "payer", "payer_chosen", "case", "timers", "unconfirmed"})


class FormEarlierVisit(FormRecord, Visit):
    """A visit before this one."""

    not_in_form = _NOT_OF_A_VISIT

    note: FormNote = FormNote()
    services: tuple[FormService, ...] = ()


class FormVisit(FormRecord, Visit):
    """The visit that is checked."""

    not_in_form = _NOT_OF_A_VISIT

    note: FormNote = FormNote()
    services: tuple[FormService, ...]


class FormClaim(FormRecord, Claim):
    """The bill as far as it is the visit's, not a line's."""

    not_in_form = frozenset(
        {"visit", "state", "payer", "lines", "choice", "hold", "remittances", "changed_at"}
    )

    already_billed: tuple[str, ...] = ()
    client_invoiced: tuple[str, ...] = ()


class FormOccupied(Record):
    """Another client of the therapist's day."""

    client: str = ""
    time_in: WallTime | None = None
    time_out: WallTime | None = None
    minutes: int | None = None
    """One-to-one minutes within those times; all of them where it is absent."""


class CheckForm(Record):
    """A visit with everything that bears on it; what is absent is unknown.

    Null for the plan of care, the prescription or the case says that there is none.
    """

    as_of: Day | None = None
    """The day on which the check is made; today where it is absent."""
    payer: str | Payer | None = None
    """The id of a preset, or the payer's settings."""
    practice: Practice = Practice()
    therapist: Therapist | None = None
    supervisor: Therapist | None = None
    """The therapist under whom an assistant works, whose name and NPI the claim carries."""
    client: Client | None = None
    coverage: tuple[Coverage, ...] = ()
    injury: InjuryCase | None = Field(default=None, alias="case")
    other_cases: tuple[InjuryCase, ...] = ()
    """The client's cases beside that of the visit."""
    referral: Referral | None = None
    plan_of_care: PlanOfCare | None = None
    authorizations: tuple[Authorization, ...] = ()
    therapy_year_to_date: Cents | None = None
    abn_on_file: bool = False
    visit: FormVisit
    claim: FormClaim = FormClaim()
    therapist_day: tuple[FormOccupied, ...] = ()
    earlier_visits: tuple[FormEarlierVisit, ...] = ()
    """Oldest first."""


UNKNOWN_PAYER = "commercial"
"""The preset by which a form without a payer is judged."""


def read_check_form(text: str) -> CheckForm:
    """Return the form that a text holds; BadInput names the path of the first fault in one sentence."""
    given = read_object(text)
    try:
        form = CheckForm.model_validate_json(dumps(given))
    except ValidationError as fault:
        raise BadInput(sentence_of(fault, CheckForm, given)) from None
    payer_of_form(form)
    return form


def schema() -> dict[str, Any]:
    """Return the JSON schema of the form."""
    return described(CheckForm.model_json_schema(by_alias=True), CheckForm)


def payer_of_form(form: CheckForm) -> Payer:
    """Return the payer's settings: given, of a preset, of the primary coverage, or of an unknown insurer."""
    if isinstance(form.payer, Payer):
        return form.payer
    if form.payer is not None:
        return preset(form.payer)
    primary = next((policy.payer for policy in form.coverage if policy.order == "primary"), "")
    return next((known for known in presets() if known.id == primary), None) or preset(UNKNOWN_PAYER)


def case_of_form(
    form: CheckForm, today: date, book: Diagnoses | None = None, office: Office | None = None
) -> Case:
    """Return the case that a form describes, checked on its own day or else ``today``.

    ``office`` is the clinic whose rules are asked too, and whose code tables count.
    """
    given = form.visit
    visit = _plain_visit(given)
    payer = payer_of_form(form).for_licence(form.therapist.licence_type if form.therapist else None)
    lines = tuple(
        _as(ClaimLine, service, line=plain.id)
        for service, plain in zip(given.services, visit.services, strict=True)
    )
    return Case(
        visit=visit,
        claim=_as(Claim, form.claim, lines=lines),
        today=form.as_of or today,
        tables=tables_on(visit.date, book, office.tables if office else ()),
        payer=payer,
        practice=form.practice,
        therapist=form.therapist,
        supervisor=form.supervisor,
        client=form.client,
        coverage=(own := _of_payer(form, payer, form.coverage)),
        other_coverage=tuple(one for one in form.coverage if one not in own),
        payer_names={one.id: one.name for one in presets()},
        payer_kinds={one.id: one.kind for one in presets()},
        unknown=_untold(form),
        injury=form.injury,
        other_injuries=tuple(one for one in form.other_cases if one.open_on(visit.date)),
        referral=form.referral,
        plan=form.plan_of_care,
        authorizations=_of_payer(form, payer, form.authorizations),
        signature=given.note.signature,
        zone_known=_zone_known(form),
        addenda=given.note.addenda,
        earlier_visits=tuple(_plain_visit(earlier) for earlier in form.earlier_visits),
        note_given="note" in given.model_fields_set,
        therapist_day=tuple(
            Occupied(other.client, other.time_in, other.time_out, other.minutes)
            for other in form.therapist_day
        ),
        therapy_year_to_date=form.therapy_year_to_date,
        abn_on_file=form.abn_on_file,
        client_invoiced=form.claim.client_invoiced,
        already_billed=form.claim.already_billed,
        own_rules=office.rules if office else (),
    )


def _untold(form: CheckForm) -> frozenset[str]:
    """Return the paths of which the form tells nothing, also within the parts that it has."""
    untold = set(CheckForm.model_fields) - form.model_fields_set
    parts: dict[str, Record | None] = {
        "client": form.client,
        "practice": form.practice,
        "therapist": form.therapist,
        "referral": form.referral,
        "case": form.injury,
        "plan_of_care": form.plan_of_care,
    }
    for name, part in parts.items():
        untold |= {f"{name}.{field}" for field in _fields_untold(part)}
    for policy in form.coverage:
        untold |= {f"coverage.{field}" for field in _fields_untold(policy)}
        untold |= {f"coverage.subscriber.{field}" for field in _fields_untold(policy.subscriber)}
    for leave in form.authorizations:
        untold |= {f"authorizations.{field}" for field in _fields_untold(leave)}
    return frozenset(untold)


def _fields_untold(part: Record | None) -> set[str]:
    return set() if part is None else set(type(part).model_fields) - part.model_fields_set


def _zone_known(form: CheckForm) -> bool:
    """Whether the form tells both the practice's time zone and that of the signature's moment."""
    at = form.visit.note.signed_at
    return "time_zone" in form.practice.model_fields_set and (at is None or at.tzinfo is not None)


def _of_payer(form: CheckForm, payer: Payer, entries: tuple[P, ...]) -> tuple[P, ...]:
    """Return the entries for the form's payer; an insurer that no preset knows is the primary policy's."""
    if form.payer is not None:
        names = tuple(name for name in (payer.id, payer.name) if name)
        return of_payer(entries, *names) if names else entries
    primary = next((policy.payer for policy in form.coverage if policy.order == "primary"), "")
    return of_payer(entries, primary, payer.id)


def finding_json(finding: Finding) -> dict[str, Any]:
    """Return a finding as ``check --format json`` writes it."""
    return {
        "rule": finding.rule,
        "name": finding.name,
        "severity": finding.severity.value,
        "field": finding.field,
        "message": finding.message,
        "remedy": finding.remedy,
        "source": finding.source,
        "fixes": [fix.label for fix in finding.fixes],
        "level": finding.severity.level,
        "stops": finding.stops,
    }


def _plain_visit(given: FormVisit | FormEarlierVisit) -> Visit:
    services = tuple(
        _as(ServiceLine, service, id=str(place)) for place, service in enumerate(given.services, 1)
    )
    return _as(Visit, given, note=_as(Note, given.note), services=services)


def _as(kind: type[R], given: Record, **changes: object) -> R:
    """Return the part of a form's record that is a record of the chart."""
    kept = {name: getattr(given, name) for name in kind.model_fields}
    return kind.model_validate({**kept, **changes})
