from collections.abc import Callable

import pytest

from charting_tui.billing.paper.visit_record import visit_part
from charting_tui.errors import BadInput, NotAllowed
from charting_tui.operations.bookings.booking import book, read_booking
from charting_tui.operations.permission import why_not_read
from charting_tui.operations.settings.practice import change_person, change_practice
from charting_tui.operations.signing.cosigning import cosign, where_to_cosign, why_not_cosign
from charting_tui.operations.signing.signing import sign
from charting_tui.operations.visits.opening import open_for_writing
from charting_tui.records.chart import Act, VisitFile
from charting_tui.screens.signing.record import signature_lines
from charting_tui.store.chart_store import ChartStore
from charting_tui.worklist.summary import VisitSummary
from tests.clinic import NOW, PIN, TODAY

LogIn = Callable[[str], ChartStore]


def signed_by_kim(kim: ChartStore) -> VisitFile:
    """Lee co-signs what Kim signs; both have the same PIN."""
    change_person(kim, "kim", "co_signer", "lee")
    kim.save_person(kim.person_file("kim").model_copy(update={"id": "lee"}))
    visit = book(kim, "jane", read_booking("1100 jane 60"), TODAY)
    session = open_for_writing(kim, "jane", visit.id)
    session.type_text("plan", "Weekly.")
    sign(session, PIN)
    return kept_in(kim)


def kept_in(store: ChartStore) -> VisitFile:
    (kept,) = store.chart("jane").visits
    return kept


def waiting_for(store: ChartStore) -> set[str]:
    rows: list[VisitSummary] = []
    for asked in where_to_cosign(store, TODAY):
        rows += store.look(asked).rows
    return {row.visit for row in rows if row.cosigner == store.person}


def shown(store: ChartStore, kept: VisitFile) -> str:
    return "\n".join(line.plain for line in signature_lines(kept, store.office, store.clock.zone))


def test_a_note_waits_for_its_co_signer_and_is_not_billed_before(kim: ChartStore, login: LogIn) -> None:
    kept = signed_by_kim(kim)
    lee = login("lee")
    assert waiting_for(lee) == {kept.visit.id}
    assert waiting_for(kim) == set()
    (row,) = lee.summaries(day=TODAY)
    assert "N026" in [cause.rule for cause in row.causes]
    assert "Not co-signed yet by Lee Marsh" in shown(lee, kept)
    paper = visit_part(kept, lee.chart("jane").file.client, lee.office)
    assert "Not co-signed yet by Lee Marsh" in str(paper)
    change_practice(kim, "bill_before_cosigned", value=True)
    (row,) = kim.summaries(day=TODAY)
    assert "N026" not in [cause.rule for cause in row.causes]
    assert row.cosigner == "lee"


def test_the_co_signature_is_one_event_and_the_signed_text_stays(kim: ChartStore, login: LogIn) -> None:
    before = signed_by_kim(kim)
    lee = login("lee")
    cosign(lee, "jane", before, PIN)
    after = kept_in(lee)
    assert after.signed == before.signed
    assert after.added == ()
    assert after.cosignature is not None
    assert (after.cosignature.by, after.cosignature.at) == ("lee", NOW)
    last = lee.history("jane")[-1]
    assert (last.act, last.by, last.subject) == (Act.COSIGNED, "lee", before.visit.id)
    assert waiting_for(lee) == set()
    assert "Co-signed by Lee Marsh, 11/23/2026 12:00" in shown(lee, after)
    assert "Co-signed by Lee Marsh" in str(visit_part(after, lee.chart("jane").file.client, lee.office))
    with pytest.raises(NotAllowed, match="co-signed already"):
        cosign(lee, "jane", before, PIN)
    assert lee.verify().sound


def test_nobody_but_the_co_signer_gives_it_and_by_their_pin_alone(kim: ChartStore, login: LogIn) -> None:
    kept = signed_by_kim(kim)
    lee, robin = login("lee"), login("robin")
    with pytest.raises(NotAllowed, match="Lee Marsh co-signs this note"):
        cosign(kim, "jane", kept, PIN)
    assert why_not_cosign(robin, kept).startswith("Only a therapist may co-sign")
    with pytest.raises(BadInput, match="not your PIN"):
        cosign(lee, "jane", kept, "000000")
    assert kept_in(lee).cosignature is None
    assert "isn't signed yet" in why_not_cosign(lee, kept.model_copy(update={"signed": None}))
    change_person(kim, "kim", "co_signer", "")
    assert "need no co-signature" in why_not_cosign(login("lee"), kept)


def test_a_co_signer_may_read_what_they_sign(kim: ChartStore, login: LogIn) -> None:
    change_practice(kim, "notes_read", "own")
    kept = signed_by_kim(kim)
    assert why_not_read(login("lee"), kept) == ""
