"""A note that needs a second signature: N026."""

from collections.abc import Iterator

from charting_tui.records.people import Role
from charting_tui.rules.audience import EVERYBODY
from charting_tui.rules.case import Case
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule


@rule(
    "N026",
    "cosignature-missing",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.THERAPIST,
    source="The owner's setting “Co-signed by”; some licenses and temporary permits ask for it",
    audience=EVERYBODY,
    bad="signed by a trainee, not co-signed",
    good="co-signed by the supervisor",
    dismissible=False,
)
def cosignature_missing(case: Case) -> Iterator[Fault]:
    """The note is signed, but the co-signature that this therapist's notes need is missing.

    An owner sets who co-signs in Settings, Staff. It blocks billing, unless the practice is set to bill
    before notes are co-signed; then it is only a warning.
    """
    therapist = case.therapist
    if case.signature is None or therapist is None or not case.visit.state.kept:
        return
    cosigner = therapist.co_signer
    if cosigner in {"", therapist.id} or any(word.cosigns for word in case.addenda):
        return
    names = {person.id: person.name for person in case.colleagues or ()}
    name = names.get(cosigner, cosigner)
    yield Fault(
        "visit.note.addenda",
        f"{name} has not co-signed the note yet.",
        f"{name} must open the visit, read the note, and press s to co-sign.",
        (Fix("Go to the signed note", jump="visit.note.addenda"),),
        severity=Severity.WARNS if case.practice.bill_before_cosigned else None,
    )
