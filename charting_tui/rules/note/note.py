"""The note itself: N001, N002 and N005."""

import re
from collections.abc import Iterator

from charting_tui.records.canonical import attested_text, digest, in_newest_form
from charting_tui.records.claim import ClaimState
from charting_tui.records.people import Role
from charting_tui.records.visit import SECTIONS
from charting_tui.rules.audience import EVERYBODY
from charting_tui.rules.case import Case
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule

_SHA256 = re.compile(r"[0-9a-fA-F]{64}")
_BEFORE_HAND_OVER = frozenset({ClaimState.OPEN, ClaimState.HELD, ClaimState.NOT_BILLABLE})


@rule(
    "N001",
    "note-unsigned",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.THERAPIST,
    source="columbusohmedicalbilling.com: no claim before the note is complete and signed",
    audience=EVERYBODY,
    denials=("CO-112", "CO-226", "CO-251", "CO-B12", "M127", "MA81", "N29", "N237", "N465", "N706", "N710"),
    bad="a draft that was billed",
    good="a signed note",
    dismissible=False,
)
def note_unsigned(case: Case) -> Iterator[Fault]:
    """The note is not signed.

    A claim needs a signed record. Until the visit is billed, this is only listed as missing.
    """
    billed = case.claim.billed_on is not None or case.claim.state not in _BEFORE_HAND_OVER
    begun = case.visit.state.kept and bool(case.visit.note.text().strip())
    if case.signature is None and (billed or begun):
        yield Fault(
            "visit.note.signed_at",
            "The visit was billed, but its note is not signed." if billed else "The note is not signed.",
            "Review and sign it.",
            (Fix("Review and sign", jump="visit.note.signed_at"),),
            missing=not billed,
        )


@rule(
    "N005",
    "soap-section-empty",
    Severity.WARNS,
    stops="nothing",
    owner=Role.THERAPIST,
    source="Massage documentation guides (massagemag 87759, mblexguide)",
    audience=EVERYBODY,
    denials=("CO-226", "CO-251", "N237", "N466", "N705"),
    bad="no assessment",
    good="all four sections",
)
def soap_section_empty(case: Case) -> Iterator[Fault]:
    """A section of the SOAP note is empty.

    Reviewers read what the client said, what you found and did, what it means, and what comes next.
    """
    if not case.visit.state.kept or not case.note_given:
        return
    for section in SECTIONS:
        if not getattr(case.visit.note, section).strip():
            field = f"visit.note.{section}"
            yield Fault(
                field,
                f"{section.capitalize()} is empty.",
                "Write at least one line.",
                (Fix(f"Go to {section.capitalize()}", jump=field),),
                missing=case.signature is None,
            )


@rule(
    "N002",
    "signed-note-edited",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.THERAPIST,
    source="Medicare Program Integrity Manual 3.3.2.5 (CR 8105)",
    audience=EVERYBODY,
    denials=("N394",),
    bad="the signed text was replaced",
    good="an addendum with author and date",
    dismissible=False,
)
def signed_note_edited(case: Case) -> Iterator[Fault]:
    """The record was changed after signing, or an addendum is missing its author or date.

    After signing, a record changes only by addenda that say who wrote them and when; the original stays
    readable. Reviewers disregard any other change, even if the claim then fails. The digest is the
    SHA-256 of the attested part of the record; a value that is not a digest is not compared. A record
    signed in an older form is read in that form and its content compared; what that form did not have
    counts as not entered. A form that this program can't read is not compared.
    """
    signed = case.signature
    if signed is None:
        return
    if _SHA256.fullmatch(signed.digest) and _changed(case, signed.digest.lower()):
        yield Fault(
            "visit.note.signed_digest",
            "The record was changed after signing.",
            "Restore the signed text, and put the change in an addendum.",
            (Fix("Go to the addenda", jump="visit.note.addenda"),),
        )
    for index, word in enumerate(case.addenda):
        wanting = [name for name, value in (("author", word.by.strip()), ("date", word.at)) if not value]
        if wanting:
            yield Fault(
                f"visit.note.addenda[{index}].{'by' if wanting[0] == 'author' else 'at'}",
                f"An addendum has no {' or '.join(wanting)}.",
                "Enter who wrote the addendum and when.",
                (Fix("Go to the addenda", jump="visit.note.addenda"),),
            )


def _changed(case: Case, signed: str) -> bool:
    stands = attested_text(case.visit, case.client.id if case.client else "")
    if not case.signed_before:
        return digest(stands) != signed
    said = in_newest_form(case.signed_before)
    return said is not None and said != stands
