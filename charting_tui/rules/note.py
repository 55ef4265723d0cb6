"""The note itself: N001 and N005."""

from collections.abc import Iterator

from charting_tui.records.claim import ClaimState
from charting_tui.records.people import Role
from charting_tui.records.visit import SECTIONS
from charting_tui.rules.case import Case
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule

_BEFORE_HAND_OVER = frozenset({ClaimState.OPEN, ClaimState.HELD, ClaimState.NOT_BILLABLE})


@rule(
    "N001",
    "note-unsigned",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.THERAPIST,
    source="columbusohmedicalbilling.com: no claim before the note is complete and signed",
    trips="a draft that was billed",
    passes="a signed note",
    overrulable=False,
)
def note_unsigned(case: Case) -> Iterator[Fault]:
    """The note is not signed.

    A bill stands on a signed record. Until the visit is billed this is only something still to do.
    """
    billed = case.claim.billed_on is not None or case.claim.state not in _BEFORE_HAND_OVER
    begun = case.visit.state.kept and bool(case.visit.note.text().strip())
    if case.signature is None and (billed or begun):
        yield Fault(
            "visit.note.signed_at",
            "The visit is billed and its note is not signed." if billed else "The note is not signed.",
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
    trips="no assessment",
    passes="all four sections",
)
def soap_section_empty(case: Case) -> Iterator[Fault]:
    """A section of the SOAP note is empty.

    Reviewers read what the client said, what was found and done, what it means, and what comes next.
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
                (Fix(f"Go to {section}", jump=field),),
                missing=case.signature is None,
            )


RULES = (note_unsigned, soap_section_empty)
