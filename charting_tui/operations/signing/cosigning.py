"""A second signature, where a person's notes need one: by whom, which notes wait for it, and giving it."""

from collections.abc import Iterator
from datetime import date, timedelta

from charting_tui.errors import NotAllowed
from charting_tui.operations.permission import May, is_allowed, signed_in, who_may
from charting_tui.operations.signing.pins import check_pin
from charting_tui.records.chart import Act, Chart, VisitFile
from charting_tui.records.visit import Addendum
from charting_tui.store.chart_files.writing import ChartChange
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.indexing.index import VisitFilter, asked_for

_TEXT = "Read and co-signed."
_BILLED_SINCE = timedelta(days=90)
"""How far back notes are listed that were billed before they were co-signed."""


def why_not_cosign(store: ChartStore, kept: VisitFile) -> str:
    """Return why the person signed in may not co-sign this note, or nothing if they may."""
    person = signed_in(store.office, store.person)
    if not is_allowed(person, May.COSIGN):
        return who_may(store.office, May.COSIGN)
    if kept.signed is None:
        return "This note isn't signed yet. Its therapist signs it first."
    if kept.cosignature is not None:
        return "This note is co-signed already."
    if not kept.visit.state.kept:
        return f"This visit is marked “{kept.visit.state.words}”. It needs no co-signature."
    cosigner = store.office.cosigner_of(kept.visit.therapist)
    if not cosigner:
        return "This therapist's notes need no co-signature. An owner sets that in Settings, Staff."
    named = store.office.person(cosigner)
    return "" if cosigner == person.id else f"{named.name if named else cosigner} co-signs this note."


def cosign(store: ChartStore, client: str, kept: VisitFile, digits: str) -> None:
    """Co-sign a signed note by one's own PIN, as one event; the signed text stays as it is.

    NotAllowed or BadInput with the reason; then nothing is changed but the count of tries.
    """
    refusal = why_not_cosign(store, kept)
    if refusal:
        raise NotAllowed(refusal)
    check_pin(store, digits)

    def only_once(chart: Chart) -> None:
        now = chart.visit(kept.visit.id)
        if now is not None and now.cosignature is not None:
            raise NotAllowed("This note is co-signed already.")

    word = Addendum(by=store.person, at=store.clock.now(), reason="co-signature", text=_TEXT, cosigns=True)
    store.commit(
        ChartChange(Act.COSIGNED, client, subject=kept.visit.id, addendum=word, judge=only_once),
    )


def where_to_cosign(store: ChartStore, today: date) -> Iterator[VisitFilter]:
    """Give where the notes are that may wait for the person signed in; nothing for most people."""
    for person in store.office.people:
        if store.office.cosigner_of(person.id) == store.person:
            yield asked_for(unbilled=True, before=today + timedelta(days=1), therapist=person.id)
            yield asked_for(since=today - _BILLED_SINCE, therapist=person.id)
