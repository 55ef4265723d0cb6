from collections.abc import Callable

import pytest

from charting_tui.errors import BadInput, NotAllowed
from charting_tui.operations.signing.claim_changes import fix_claim, fixes_of_claim, why_not_fix_claim
from charting_tui.operations.signing.signing import sign
from charting_tui.operations.visits.editing import (
    new_line,
    with_diagnosis_toggled,
    with_line,
    with_minutes,
    with_pointers,
)
from charting_tui.operations.visits.editing_session import EditingSession
from charting_tui.records.canonical import attested_text
from charting_tui.records.chart import VisitFile
from charting_tui.records.claim import ClaimLine, ClaimState, Draft
from charting_tui.records.draft_edits import bill_client, bill_nobody, bill_payer, set_place
from charting_tui.records.visit import BillTo
from charting_tui.store.chart_store import ChartStore
from charting_tui.worklist.summarise import findings_of
from charting_tui.worklist.summary import Bucket
from tests.clinic import PIN, TODAY


@pytest.fixture
def signed(kim: ChartStore, session: EditingSession) -> VisitFile:
    """A signed visit whose code points to no diagnosis."""
    for section in ("subjective", "objective", "assessment", "plan"):
        session.type_text(section, "Petrissage to the neck, 30 min, well tolerated.")
    line = new_line("97124").model_copy(update={"minutes": 30, "area": "neck"})
    session.change(with_diagnosis_toggled(with_line(session.draft, line, ClaimLine()), "M54.2"))
    sign(session, PIN)
    return kept_of(kim)


def kept_of(store: ChartStore) -> VisitFile:
    return store.chart("jane").visits[0]


def bucket_of(store: ChartStore) -> Bucket | None:
    (row,) = store.summaries(day=TODAY, client="jane")
    return row.bucket


def test_a_biller_fixes_the_letters_of_a_signed_visit_and_the_record_stays(
    kim: ChartStore, signed: VisitFile, login: Callable[[str], ChartStore]
) -> None:
    assert bucket_of(kim) is Bucket.BLOCKED
    robin = login("robin")
    findings = findings_of(robin.chart("jane"), signed, robin.office, TODAY)
    found, fix = fixes_of_claim(findings, signed)[0]
    assert found.rule == "D010"
    assert fix.apply is not None
    fix_claim(robin, "jane", signed, fix.apply(Draft(visit=signed.visit, claim=signed.claim)))
    assert kept_of(kim).claim.lines[0].pointers == ("A",)
    assert kept_of(kim).signed == signed.signed
    assert bucket_of(kim) is Bucket.READY
    assert kim.verify().sound


def test_what_was_signed_is_not_changed_through_the_claim(kim: ChartStore, signed: VisitFile) -> None:
    longer = with_minutes(Draft(visit=signed.visit, claim=signed.claim), 0, "60")
    with pytest.raises(NotAllowed, match="change the signed record"):
        fix_claim(kim, "jane", signed, longer)
    assert kept_of(kim) == signed


def test_a_claim_that_was_handed_over_or_is_anothers_is_left_alone(
    kim: ChartStore, signed: VisitFile, login: Callable[[str], ChartStore]
) -> None:
    assert "therapist, a biller or the owner" in why_not_fix_claim(login("lee"), signed)
    sent = signed.model_copy(update={"claim": signed.claim.model_copy(update={"state": ClaimState.SENT})})
    assert "sent" in why_not_fix_claim(kim, sent)
    with pytest.raises(NotAllowed, match="sent"):
        fix_claim(kim, "jane", sent, with_pointers(Draft(visit=sent.visit, claim=sent.claim), 0, "a"))


@pytest.fixture
def both(kim: ChartStore, session: EditingSession) -> VisitFile:
    """Signed: 20 minutes massage beside 20 minutes manual therapy, which are never paid together."""
    words = "Petrissage to the neck, 20 min. Myofascial release of the neck, 20 min."
    for section in ("subjective", "objective", "assessment", "plan"):
        session.type_text(section, words)
    session.change(with_diagnosis_toggled(session.draft, "M54.2"))
    for code in ("97124", "97140"):
        line = new_line(code).model_copy(update={"minutes": 20, "area": "neck"})
        session.change(with_line(session.draft, line, ClaimLine(pointers=("A",))))
    sign(session, PIN)
    return kept_of(kim)


def draft_of(kept: VisitFile) -> Draft:
    return Draft(visit=kept.visit, claim=kept.claim)


def units_of(kept: VisitFile) -> list[object]:
    return [kept.claim.line(line.id).units for line in kept.visit.services]


def test_massage_signed_beside_manual_therapy_goes_off_the_claim_and_comes_back(
    kim: ChartStore, both: VisitFile, login: Callable[[str], ChartStore]
) -> None:
    robin = login("robin")
    (row,) = robin.summaries(day=TODAY, client="jane")
    assert (row.bucket, [cause.rule for cause in row.causes]) == (Bucket.BLOCKED, ["C013"])
    assert (units_of(both), both.claim.total, row.cents) == ([2, 1], 13900, 13900)

    findings = findings_of(robin.chart("jane"), both, robin.office, TODAY)
    fixes = {fix.label: fix for found, fix in fixes_of_claim(findings, both) if found.rule == "C013"}
    assert list(fixes) == [f"Keep {code} in the record, do not bill it" for code in ("97124", "97140")]
    off = fixes["Keep 97124 in the record, do not bill it"].apply
    assert off is not None
    with pytest.raises(BadInput, match="Type why"):
        fix_claim(robin, "jane", both, off(draft_of(both)))
    fix_claim(robin, "jane", both, off(draft_of(both)), reason="Not paid beside 97140.")

    now = kept_of(kim)
    (row,) = kim.summaries(day=TODAY, client="jane")
    assert (row.bucket, row.cents, row.codes) == (
        Bucket.READY,
        4900,
        "97124 \N{MULTIPLICATION SIGN}0  97140 \N{MULTIPLICATION SIGN}1",
    )
    assert (now.claim.total, now.visit.services[0].bill_to) == (4900, BillTo.NOBODY)
    assert now.signed == both.signed
    assert now.signed is not None
    assert attested_text(now.visit, "jane") == now.signed.text
    last = kim.history("jane")[-1]
    assert (last.by, last.how) == ("robin", "97124 payer → nobody. Reason: Not paid beside 97140.")

    fix_claim(robin, "jane", now, bill_payer(0)(draft_of(now)), reason="Billed as it was, by phone.")
    restored = kept_of(kim)
    assert (units_of(restored), restored.claim.total) == ([2, 1], 13900)
    assert restored.visit == both.visit
    assert kim.verify().sound


def test_a_signed_line_is_billed_to_the_client_and_the_payer_is_asked_for_the_rest(
    kim: ChartStore, both: VisitFile
) -> None:
    fix_claim(kim, "jane", both, bill_client(0)(draft_of(both)), reason="Agreed with the client.")
    now = kept_of(kim)
    assert (units_of(now), now.claim.total) == ([1, 1], 4900)
    (row,) = kim.summaries(day=TODAY, client="jane")
    assert (row.bucket, row.cents) == (Bucket.READY, 9400)


def test_units_that_somebody_entered_stay_when_another_line_goes_off(
    kim: ChartStore, both: VisitFile
) -> None:
    by_hand = both.claim.line(both.visit.services[0].id).model_copy(update={"units": 1})
    entered = both.model_copy(update={"claim": both.claim.with_line(by_hand)})
    fix_claim(kim, "jane", both, bill_nobody(1)(draft_of(entered)), reason="Not paid beside 97124.")
    assert units_of(kept_of(kim))[0] == 1


def test_the_place_of_a_signed_visit_is_the_billers(kim: ChartStore, both: VisitFile) -> None:
    fix_claim(kim, "jane", both, set_place("12")(draft_of(both)))
    assert kept_of(kim).visit.place == "12"
    assert kim.history("jane")[-1].how == "place 11 → 12"
    assert kim.verify().sound
