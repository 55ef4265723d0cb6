"""The kinds of file in which claims are handed over, each with what makes and what checks it."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from charting_tui.billing.claim_data import ClaimData
from charting_tui.coding.code_tables.tables import CodeTables, tables_on
from charting_tui.errors import BadInput
from charting_tui.records.office import Office
from charting_tui.records.visit import BillTo


@dataclass(frozen=True)
class FileRequest:
    """What a file says beside its claims."""

    control: int
    """Numbers the interchange; it never comes again."""
    made_at: datetime
    """On the practice's wall clock."""
    office: Office
    signed_on: Mapping[str, date] = field(default_factory=dict)
    """The days on which the records were signed, by the ids of the visits."""
    notes: Mapping[str, tuple[str, datetime]] = field(default_factory=dict)
    """Signed notes with their moments, by the ids of the visits whose payer wants notes with claims."""
    folder: Path | None = None
    """The clinic's, where its choice of columns may be."""


Make = Callable[[Sequence[ClaimData], FileRequest], bytes]
Judge = Callable[[ClaimData, date, Office], Sequence[str]]
"""Returns a sentence for each thing that keeps one claim from being handed over, as of that day."""
Check = Callable[[bytes, Sequence[ClaimData], FileRequest], Sequence[str]]
"""Returns a sentence for each fault of the file that was made."""


def no_faults(_content: bytes, _claims: Sequence[ClaimData], _request: FileRequest) -> Sequence[str]:
    """Return no fault: what made the file has judged it already."""
    return ()


def nothing_missing(_claim: ClaimData, _today: date, _office: Office) -> Sequence[str]:
    """Return nothing: the file takes whatever a claim says."""
    return ()


@dataclass(frozen=True)
class ClaimFormat:
    """One kind of file."""

    id: str
    """As the command line calls it."""
    title: str
    ending: str
    """Of the file's name, without the dot."""
    make: Make
    check: Check = no_faults
    judge: Judge = nothing_missing
    warn: Judge = nothing_missing
    """Tells what someone who gets the file may refuse it for, while it is handed over all the same."""
    share: BillTo = BillTo.PAYER
    """Whose part of the visits it asks for."""
    each: bool = False
    """Whether each claim is a file of its own."""


def format_named(formats: Sequence[ClaimFormat], name: str) -> ClaimFormat:
    """Return the format of that name; BadInput names those there are."""
    found = next((one for one in formats if one.id == name), None)
    if found is None:
        known = ", ".join(one.id for one in formats)
        raise BadInput(f"--to: “{name}” isn't a kind of file. Use one of {known}.")
    return found


def _as_data(claims: Sequence[ClaimData], request: FileRequest) -> bytes:
    rows = [claim.model_dump(mode="json") for claim in claims]
    return json.dumps({"control": request.control, "claims": rows}, ensure_ascii=False, indent=1).encode()


def _as_837p(claims: Sequence[ClaimData], request: FileRequest) -> bytes:
    from charting_tui.billing.x12.checked_837p import checked_837p  # noqa: PLC0415 - 0.3 s, for who sends
    from charting_tui.billing.x12.segments import X12Envelope  # noqa: PLC0415

    practice = request.office.practice
    if not practice.clearinghouse_id:
        raise BadInput("The clearinghouse's receiver ID is missing. Enter it in Settings › practice.")
    sender = practice.submitter_id or practice.npi
    envelope = X12Envelope(
        sender_id=sender,
        receiver_id=practice.clearinghouse_id,
        submitter_name=practice.name,
        contact_name=practice.name,
        contact_phone="".join(sign for sign in practice.phone if sign.isdigit())[-10:],
        receiver_name=practice.clearinghouse or practice.clearinghouse_id,
        control_number=request.control,
        test=practice.made_for != "work",
    )
    return checked_837p(claims, envelope, request.made_at, tables_of(request.office))


def tables_of(office: Office) -> Callable[[date], CodeTables]:
    """Return what gives the code tables of a day, with those that the clinic brought in."""
    return lambda day: tables_on(day, None, office.tables, office.words)


def _electronic(claim: ClaimData, today: date, office: Office) -> Sequence[str]:
    from charting_tui.billing.claim_faults import claim_faults  # noqa: PLC0415 - likewise

    numbered = claim if claim.number else claim.model_copy(update={"number": "0"})
    return [f"{one.fault} {one.fix}" for one in claim_faults(numbered, today, tables_of(office))]


def _as_cms1500(claims: Sequence[ClaimData], request: FileRequest) -> bytes:
    from charting_tui.billing.paper.cms1500 import cms1500_batch  # noqa: PLC0415 - for who prints

    return cms1500_batch(claims, signed_on=request.signed_on.get(claims[0].visit))


def _on_form(claim: ClaimData, _today: date, _office: Office) -> Sequence[str]:
    from charting_tui.billing.paper.cms1500 import form_faults  # noqa: PLC0415 - likewise

    return form_faults(claim)


def _as_superbill(claims: Sequence[ClaimData], request: FileRequest) -> bytes:
    from charting_tui.billing.paper.superbill import superbill  # noqa: PLC0415 - likewise

    (claim,) = claims
    return superbill(claim, signed_on=request.signed_on.get(claim.visit))


def _refused_by_insurer(claim: ClaimData, _today: date, _office: Office) -> Sequence[str]:
    """Return what a superbill lacks; only a client with a policy on file has an insurer to send it to."""
    from charting_tui.billing.superbill_gaps import superbill_gaps  # noqa: PLC0415 - likewise

    signed_on = claim.lines[0].date  # only what is signed is handed over
    return superbill_gaps(claim, signed_on=signed_on) if claim.others else ()


def _as_csv(claims: Sequence[ClaimData], request: FileRequest) -> bytes:
    from charting_tui.billing.csv_claims import claims_csv, columns_in  # noqa: PLC0415 - likewise

    return claims_csv(claims, columns_in(request.folder) if request.folder else ())


def _as_fhir(claims: Sequence[ClaimData], request: FileRequest) -> bytes:
    from charting_tui.billing.fhir import VisitNote, fhir_bundle  # noqa: PLC0415 - likewise

    notes = {
        claim.number: VisitNote(text, "Visit note", signed_at)
        for claim in claims
        if claim.visit in request.notes
        for text, signed_at in [request.notes[claim.visit]]
    }
    return fhir_bundle(claims, request.made_at, notes)


def _fhir_faults(content: bytes, _claims: Sequence[ClaimData], request: FileRequest) -> Sequence[str]:
    from charting_tui.billing.check_fhir import check_fhir  # noqa: PLC0415 - likewise

    return [one.sentence for one in check_fhir(content, request.made_at.date())]


DATA = ClaimFormat("json", "data file", "json", _as_data)
"""All that the claims say, for other programs."""
_FORMATS = (
    ClaimFormat("837p", "electronic claims (837P)", "837", _as_837p, judge=_electronic),
    ClaimFormat("cms1500", "paper claims (CMS-1500)", "pdf", _as_cms1500, judge=_on_form),
    ClaimFormat(
        "superbill",
        "superbills",
        "pdf",
        _as_superbill,
        warn=_refused_by_insurer,
        share=BillTo.CLIENT,
        each=True,
    ),
    ClaimFormat("csv", "table (CSV)", "csv", _as_csv),
    ClaimFormat("fhir", "FHIR bundle", "json", _as_fhir, check=_fhir_faults),
    DATA,
)


def claim_formats() -> tuple[ClaimFormat, ...]:
    """Return every kind of file that claims can be handed over in."""
    return _FORMATS
