"""Where a finding's field is mended: in the visit, in a form of the client's chart, or by somebody else."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from charting_tui.records.chart import ClientFile
from charting_tui.records.values import Record
from charting_tui.records.visit import SECTIONS
from charting_tui.rules.case import Case
from charting_tui.widgets.field_names import service_field, service_index

Part = Literal["diagnoses", "times", "review"]


@dataclass(frozen=True)
class LinePlace:
    """A part of one code line; without a part, the line itself."""

    index: int
    part: str


@dataclass(frozen=True)
class NotePlace:
    """A section of the note."""

    section: str


@dataclass(frozen=True)
class VisitPlace:
    """A dialog of the visit."""

    part: Part


@dataclass(frozen=True)
class FormPlace:
    """A field of a form of the client's chart."""

    kind: str
    """“client”, or the id of a kind of entry."""
    index: int | None
    """Which entry; None is a new one. The client has none."""
    field: str


@dataclass(frozen=True)
class Elsewhere:
    """No field of this client: one sentence names who mends it, and where."""

    sentence: str


FindingPlace = LinePlace | NotePlace | VisitPlace | FormPlace | Elsewhere

_VISIT: dict[str, Part] = {"time_in": "times", "time_out": "times", "signed_at": "review"}
_LINE_PARTS = {"area": "areas", "charge": ""}
"""Parts under the name by which they are asked for; the charge of a line follows from its units."""
_WRITTEN_IN = {
    "areas": "objective",
    "techniques": "objective",
    "health_update": "subjective",
    "facts": "subjective",
}
_CLIENT = {"client.consent": "consent.signed_on", "client.guardian": "guardian.name"}
_AUTHORIZATION = re.compile(r"authorizations\[(\d+)\]\.(\w+)")
_DAYS = {"from": "starts", "to": "ends"}
_ELSEWHERE = {
    "practice.therapy_thresholds": "The owner enters this: leave the visit, then o, practice, KX thresholds.",
    "practice": "The owner enters this of the practice: leave the visit, then o for the office.",
    "therapist": "The owner enters this of the therapist: leave the visit, then o for the office, people.",
    "visit.date": "The day is the booking's: the front desk books anew; the policy's days are in the chart.",
    "visit.place": "The biller sets the place by the change that the finding offers with 1.",
    "visit.note": "A signed note is mended from the list: open the signed visit, where its addenda are.",
}


def place_of(field: str, case: Case, file: ClientFile) -> FindingPlace:
    """Return where the value at a finding's path is mended."""
    index = service_index(field)
    if index is not None:
        part = service_field(field)
        return LinePlace(index, _LINE_PARTS.get(part, part))
    return _in_visit(field) or _in_chart(field, case, file) or _elsewhere(field)


def _in_visit(field: str) -> FindingPlace | None:
    last = field.rpartition(".")[2]
    section = field.removeprefix("visit.note.").removesuffix(".carried")
    if section in SECTIONS:
        return NotePlace(section)
    if field.startswith("visit.diagnoses"):
        return VisitPlace("diagnoses")
    if field == "visit.services":
        return LinePlace(0, "")
    if field.startswith("visit.") and last in _VISIT:
        return VisitPlace(_VISIT[last])
    if field.startswith("visit.") and last in _WRITTEN_IN:
        return NotePlace(_WRITTEN_IN[last])
    return None


def _in_chart(field: str, case: Case, file: ClientFile) -> FormPlace | None:
    name, _, last = field.partition(".")
    if field in _CLIENT:
        return FormPlace("client", None, _CLIENT[field])
    if name == "referral":
        index = _index(case.referral, file.referrals)
        return FormPlace("referrals", index, last if last and index is not None else "name")
    if name == "case":
        index = _index(case.injury, file.cases)
        if index is None:
            index = next((at for at, one in reversed(list(enumerate(file.cases))) if not one.ended_on), None)
        return FormPlace("cases", index, last if last and index is not None else "kind")
    return _authorization(field, case, file) if name.startswith("authorizations") else None


def _authorization(field: str, case: Case, file: ClientFile) -> FormPlace:
    """Return the field of the one that is named; of no one in particular, the codes of the last."""
    if not case.authorizations:
        return FormPlace("authorizations", None, "payer")
    found = _AUTHORIZATION.fullmatch(field)
    held = case.authorizations[int(found[1]) if found else -1]
    name = _DAYS.get(found[2], found[2]) if found else "codes"
    return FormPlace("authorizations", _index(held, file.authorizations), name)


def _index(entry: Record | None, entries: Sequence[Record]) -> int | None:
    return entries.index(entry) if entry is not None and entry in entries else None


def _elsewhere(field: str) -> Elsewhere:
    sentence = next((words for path, words in _ELSEWHERE.items() if field.startswith(path)), "")
    return Elsewhere(sentence or f"This is not entered in the visit: {field}. Ask the owner of the clinic.")
