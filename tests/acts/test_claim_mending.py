from collections.abc import Callable

import pytest

from charting_tui.acts.claim_mending import fixes_of_claim, mend_claim, why_not_mend
from charting_tui.acts.editing import new_line, with_diagnosis_toggled, with_line, with_minutes, with_pointers
from charting_tui.acts.signing import sign
from charting_tui.acts.sitting import Sitting
from charting_tui.errors import NotAllowed
from charting_tui.records.chart import VisitFile
from charting_tui.records.claim import ClaimLine, ClaimState, Draft
from charting_tui.store.chart_store import ChartStore
from charting_tui.worklist.summarise import findings_of
from charting_tui.worklist.summary import Bucket
from tests.clinic import PIN, TODAY


@pytest.fixture
def signed(kim: ChartStore, sitting: Sitting) -> VisitFile:
    """A signed visit whose code points to no diagnosis."""
    for section in ("subjective", "objective", "assessment", "plan"):
        sitting.type_text(section, "Petrissage to the neck, 30 min, well tolerated.")
    line = new_line("97124").model_copy(update={"minutes": 30, "area": "neck"})
    sitting.change(with_diagnosis_toggled(with_line(sitting.draft, line, ClaimLine()), "M54.2"))
    sign(sitting, PIN)
    return kept_of(kim)


def kept_of(store: ChartStore) -> VisitFile:
    return store.chart("jane").visits[0]


def bucket_of(store: ChartStore) -> Bucket | None:
    (row,) = store.summaries(day=TODAY, client="jane")
    return row.bucket


def test_a_biller_mends_the_letters_of_a_signed_visit_and_the_record_stays(
    kim: ChartStore, signed: VisitFile, login: Callable[[str], ChartStore]
) -> None:
    assert bucket_of(kim) is Bucket.BLOCKED
    robin = login("robin")
    findings = findings_of(robin.chart("jane"), signed, robin.office, TODAY)
    found, fix = fixes_of_claim(findings, signed)[0]
    assert found.rule == "D010"
    assert fix.apply is not None
    mend_claim(robin, "jane", signed, fix.apply(Draft(visit=signed.visit, claim=signed.claim)))
    assert kept_of(kim).claim.lines[0].pointers == ("A",)
    assert kept_of(kim).signed == signed.signed
    assert bucket_of(kim) is Bucket.READY
    assert kim.verify().sound


def test_what_was_signed_is_not_changed_through_the_claim(kim: ChartStore, signed: VisitFile) -> None:
    longer = with_minutes(Draft(visit=signed.visit, claim=signed.claim), 0, "60")
    with pytest.raises(NotAllowed, match="what was signed"):
        mend_claim(kim, "jane", signed, longer)
    assert kept_of(kim) == signed


def test_a_claim_that_was_handed_over_or_is_anothers_is_left_alone(
    kim: ChartStore, signed: VisitFile, login: Callable[[str], ChartStore]
) -> None:
    assert "therapist, a biller or the owner" in why_not_mend(login("lee"), signed)
    sent = signed.model_copy(update={"claim": signed.claim.model_copy(update={"state": ClaimState.SENT})})
    assert "sent" in why_not_mend(kim, sent)
    with pytest.raises(NotAllowed, match="sent"):
        mend_claim(kim, "jane", sent, with_pointers(Draft(visit=sent.visit, claim=sent.claim), 0, "a"))
