"""Where a finding's field is fixed: in the visit, in a form of the client's chart, or by someone else."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from charting_tui.operations.clients.client_file import plan_that_holds
from charting_tui.records.chart import ClientFile
from charting_tui.records.values import Record
from charting_tui.records.visit import SECTIONS
from charting_tui.rules.case import GROUND, Case
from charting_tui.widgets.findings_list import service_field, service_index

Part = Literal["diagnoses", "times", "review", "payer"]


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
    given: tuple[tuple[str, Any], ...] = ()
    """What a new entry begins with, by the paths of its fields."""


@dataclass(frozen=True)
class ClaimPlace:
    """A fact of the claim, under the path by which it is asked for."""

    path: str


@dataclass(frozen=True)
class OfficePlace:
    """The office, where owners enter it; the sentence is for everybody else."""

    sentence: str


@dataclass(frozen=True)
class Elsewhere:
    """No field of this client: one sentence names who fixes it, and where."""

    sentence: str


FindingPlace = LinePlace | NotePlace | VisitPlace | FormPlace | ClaimPlace | OfficePlace | Elsewhere

_VISIT: dict[str, Part] = {
    "time_in": "times",
    "time_out": "times",
    "signed_at": "review",
    "payer": "payer",
}
_LINE_PARTS = {"area": "areas", "charge": ""}
"""Parts under the name by which they are asked for; the charge of a line follows from its units."""
_WRITTEN_IN = {
    "areas": "objective",
    "techniques": "objective",
    "health_update": "subjective",
    "facts": "subjective",
}
_CLIENT = {"consent": "consent.signed_on", "guardian": "guardian.name", "address": "address.street"}
"""Parts of the client under the field in which they begin."""
ANSWER_FIELDS = {
    "claim.payer_number": "payer_number",
    "claim.denial": "denial.denied_on",
    "claim.denial.denied_on": "denial.denied_on",
    "claim.denial.appeal_due": "denial.appeal_due",
    "claim.denial.appeal_sent_on": "denial.appeal_sent_on",
    "claim.records_request": "records_request.asked_on",
    "claim.records_request.due": "records_request.due",
    "claim.records_request.sent_on": "records_request.sent_on",
}
"""The fields of the payer's answer, by the paths that findings name."""
_CLAIM = ("claim.original_ref", "claim.primary_decided_on", *ANSWER_FIELDS)
_ENTRY = re.compile(r"(coverage|authorizations)\[(\d+)\]\.([\w.]+)")
_DAYS = {"from": "starts", "to": "ends"}
_OFFICE = {
    "practice": "Only the owner can enter this. On Today, press o, then go to the practice tab.",
    "payer": "Only the owner can enter this. On Today, press o, then go to the payers tab.",
    "therapist": "Only the owner can enter this. On Today, press o, then go to the staff tab.",
    "supervisor": "Only the owner can enter this. On Today, press o, then go to the staff tab.",
}
_ELSEWHERE = {
    "visit.date": "To change the date of a visit, the front desk rebooks it.",
    "visit.kind": "To change the visit type, press k on the Today screen. The front desk can too.",
    "visit.place": "Only the biller can change the place of service: open the finding and press 1.",
    "visit.note": "To correct a signed note, open the signed visit and add an addendum.",
    "claim.billed_on": "The biller can bill this visit once nothing else blocks it.",
    "claim.client_invoiced": "The biller has to cancel what the client was billed.",
    "claim": "Only the biller can change the claim: open the finding and press 1.",
}


UNKNOWN = "You can't enter this here. Press p to read the rule's page."
"""Said of a path that no place is known for."""


def place_of(field: str, case: Case, file: ClientFile) -> FindingPlace:
    """Return where the value at a finding's path is fixed."""
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


def _in_chart(field: str, case: Case, file: ClientFile) -> FormPlace | ClaimPlace | None:
    name, _, last = field.partition(".")
    if field in _CLAIM:
        return ClaimPlace(field)
    if name == "client":
        return FormPlace("client", None, _CLIENT.get(last, last))
    if name == "referral":
        index = _index(case.referral, file.referrals)
        given = {"diagnoses": case.visit.diagnoses} if case.visit.diagnoses else {}
        return _entry("referrals", index, last, new="name", given=given)
    if name == "case":
        return _injury(last, case, file)
    if name == "plan_of_care":
        return _plan(last, case, file)
    kind = name.partition("[")[0]
    return _policy_or_leave(kind, field, case, file) if kind in {"coverage", "authorizations"} else None


def _entry(
    kind: str, index: int | None, field: str, *, new: str, given: Mapping[str, Any] | None = None
) -> FormPlace:
    """Return a field of an entry, or where a new one begins with what is ``given``."""
    if index is not None:
        return FormPlace(kind, index, field or new)
    return FormPlace(kind, None, new, tuple((given or {}).items()))


def _injury(field: str, case: Case, file: ClientFile) -> FormPlace:
    index = _index(case.injury, file.cases)
    if index is None:
        index = next((at for at, one in reversed(list(enumerate(file.cases))) if not one.ended_on), None)
        field = ""
    ground = GROUND.get(case.payer.kind)
    if index is None and ground:
        return _entry("cases", None, "", new="injury_date", given={"kind": ground})
    return _entry("cases", index, field, new="kind")


def _plan(field: str, case: Case, file: ClientFile) -> FormPlace:
    index = _index(case.plan, file.plans)
    if field == "goals" and index is not None and index == plan_that_holds(file):
        return FormPlace("goals", None, "text")
    given = {"diagnoses": case.visit.diagnoses, "first_treatment": case.visit.date}
    return _entry("plans", index, "" if field == "goals" else field, new="type", given=given)


def _policy_or_leave(kind: str, field: str, case: Case, file: ClientFile) -> FormPlace:
    """Return the field of the policy or authorization that is named, or a new one for the visit's payer."""
    held: Sequence[Record] = case.coverage if kind == "coverage" else case.authorizations
    filed: Sequence[Record] = file.coverage if kind == "coverage" else file.authorizations
    found = _ENTRY.fullmatch(field)
    _, _, part = field.partition(".")
    if found:
        return FormPlace(kind, _index(held[int(found[2])], filed), _DAYS.get(found[3], found[3]))
    if held and part != "new":
        return FormPlace(kind, _index(held[-1], filed), part or "payer")
    payer = {"payer": case.visit.payer} if case.visit.payer else {}
    begins = {"starts": case.visit.date} if kind == "authorizations" else {}
    number = "number" if kind == "authorizations" else "member_id"
    return _entry(kind, None, "", new=number if payer else "payer", given={**payer, **begins})


def _index(entry: Record | None, entries: Sequence[Record]) -> int | None:
    return entries.index(entry) if entry is not None and entry in entries else None


def _elsewhere(field: str) -> OfficePlace | Elsewhere:
    office = _OFFICE.get(field.partition(".")[0])
    if office:
        return OfficePlace(office)
    sentence = next((words for path, words in _ELSEWHERE.items() if field.startswith(path)), "")
    return Elsewhere(sentence or UNKNOWN)
