"""Addenda: a later word to a signed record, with author, moment and reason; the record stays as it is."""

from charting_tui.errors import BadInput, NotAllowed
from charting_tui.operations.kept import Kept, kept_for, visit_named
from charting_tui.operations.permission import signed_in
from charting_tui.operations.signing.dismissing import check_reason
from charting_tui.operations.signing.signing import check_pin
from charting_tui.records.chart import Act, VisitFile
from charting_tui.records.people import Role
from charting_tui.records.visit import Addendum
from charting_tui.store.chart_files.change import ChartChange
from charting_tui.store.chart_store import ChartStore


def why_not_add(store: ChartStore, kept: VisitFile) -> str:
    """Return why the person signed in may not add to this record, or nothing if they may."""
    person = signed_in(store.office, store.person)
    if kept.signed is None:
        return "This visit is not signed yet; its therapist writes in the note itself."
    if person.id not in {kept.signed.signature.by, kept.visit.therapist} and Role.OWNER not in person.roles:
        return "Only who signed a record, or an owner, adds to it."
    return ""


def check_addendum(reason: str, text: str) -> None:
    """Raise BadInput for an addendum without a text or without a reason."""
    if not text.strip():
        raise BadInput("An addendum needs a text. Write what is added or corrected.")
    check_reason(reason, "An addendum needs a reason. Its line has the cursor now: say why it is added.")


def add_addendum(store: ChartStore, client: str, kept: VisitFile, addendum: Addendum, digits: str) -> None:
    """Add a later word, by the PIN of its author, as one event.

    NotAllowed or BadInput with the reason; then nothing is changed but the count of tries.
    """
    refusal = why_not_add(store, kept)
    if refusal:
        raise NotAllowed(refusal)
    check_addendum(addendum.reason, addendum.text)
    check_pin(store, digits)
    written = Addendum(
        by=store.person,
        at=store.clock.now(),
        reason=" ".join(addendum.reason.split()),
        text=addendum.text.strip(),
    )
    store.commit(ChartChange(Act.ADDED, client, subject=kept.visit.id, addendum=written))


def kept_addendum(store: ChartStore, kept: VisitFile, client: str) -> Kept:
    """Return what keeps the words of a visit's addendum until it is signed; ``client`` is the name."""
    named = visit_named(client, kept.visit)
    doing = f"You were writing an addendum to {named}. Open that visit and press a to go on."
    return kept_for(store, f"addendum {kept.visit.id}", doing)
