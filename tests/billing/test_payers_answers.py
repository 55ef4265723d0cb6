from datetime import date

import pytest

from charting_tui.billing.assembling import claim_data
from charting_tui.billing.claim_steps import PayerReply
from charting_tui.billing.decision_faults import decision_faults
from charting_tui.errors import BadInput, NotAllowed
from charting_tui.operations.billing.entering_answers import claims_to_answer, enter_answers
from charting_tui.operations.billing.handing_over import hand_over
from charting_tui.operations.billing.payer_answers import (
    appeal,
    bill_client,
    bill_next_payer,
    correct,
    mark_answer,
    undo_answer,
)
from charting_tui.operations.billing.remittance_entry import AmountTexts, AnswerTexts, proposed, read_answer
from charting_tui.operations.billing.waiting import (
    answer_question,
    ask_therapist,
    hold,
    lift,
    reopen,
    withdraw_question,
    write_off,
)
from charting_tui.operations.visits.opening import open_for_writing
from charting_tui.records.answers import PayerCheck
from charting_tui.records.chart import Act
from charting_tui.records.claim import Claim, ClaimState
from charting_tui.records.visit import Note
from charting_tui.store.chart_files.writing import ChartChange
from charting_tui.store.chart_store import ChartStore
from charting_tui.worklist.summary import Bucket, VisitSummary
from charting_tui.worklist.unbilled import next_step, unbilled_groups
from tests.clinic import TODAY

from .claims import JSON, a_visit, billers_login, claim_in, places

C = ("c00", "v00")
CHECK = PayerCheck(number="4711", paid_on=TODAY, cents=9000)


def row(store: ChartStore) -> VisitSummary:
    (found,) = store.summaries(client="c00")
    return found


def answered(
    store: ChartStore, paid: str, allowed: str = "", adjustments: str = "", icn: str = "ICN9"
) -> str:
    (claim,) = claims_to_answer(store, places(1))
    amounts = proposed(claim, AmountTexts(paid, allowed, adjustments))
    answer = read_answer(claim, AnswerTexts(amounts, icn))
    return enter_answers(store, [(claim, answer)], CHECK, TODAY)


def denied(store: ChartStore) -> None:
    hand_over(store, places(1), JSON)
    answered(store, "0", "", "CO-197")


def test_a_payers_answer_is_entered_with_its_reasons_and_check_in_one_event(robin: ChartStore) -> None:
    hand_over(robin, places(1), JSON)
    assert answered(robin, "90", "110") == "1 claim is entered: 1 paid."
    claim = claim_in(robin)
    (given,) = claim.remittances
    assert (given.paid, given.allowed, given.adjusted, given.client_owes) == (9000, 11000, 2500, 2000)
    assert (given.reasons, given.check, claim.payer_number) == (("CO-45", "PR-2"), CHECK, "ICN9")
    assert robin.history("c00")[-1].how == (
        "claim sent → paid; payer claim number – → ICN9; payer paid – → 90.00; "
        "adjustments – → CO-45 25.00 PR-2 20.00; check 4711"
    )
    assert "4711" in row(robin).numbers


def test_an_answer_is_undone_by_an_act_of_its_own(robin: ChartStore) -> None:
    hand_over(robin, places(1), JSON)
    mark_answer(robin, *C, PayerReply(ClaimState.ACCEPTED, TODAY))
    before = claim_in(robin)
    answered(robin, "90", "110")
    assert undo_answer(robin, *C) == before
    assert "claim paid → accepted" in robin.history("c00")[-1].how
    assert "payer paid 90.00 → –" in robin.history("c00")[-1].how
    assert undo_answer(robin, *C).state is ClaimState.SENT
    with pytest.raises(NotAllowed, match="no payer response to undo"):
        undo_answer(robin, *C)


def test_a_later_answer_of_the_same_payer_adds_what_it_pays_more(robin: ChartStore) -> None:
    hand_over(robin, places(1), JSON)
    answered(robin, "90", "", "CO-45 25 CO-97 20")
    assert claim_in(robin).state is ClaimState.PARTLY_PAID
    answered(robin, "110", "", "CO-45 25")
    claim = claim_in(robin)
    assert (claim.state, [one.paid for one in claim.remittances]) == (ClaimState.PAID, [9000, 2000])
    assert [(one.reason, one.cents) for one in claim.remittances[-1].lines[0].adjustments] == [("97", -2000)]


def test_the_second_claim_tells_what_the_first_payer_took_off_and_balances(robin: ChartStore) -> None:
    hand_over(robin, places(1), JSON)
    answered(robin, "90", "110")
    bill_next_payer(robin, *C)
    data = claim_data(robin.chart("c00"), "v00", robin.office)
    (line,) = data.lines
    assert line.earlier is not None
    assert [(one.group, one.reason, one.cents) for one in line.earlier.adjustments] == [
        ("CO", "45", 2500),
        ("PR", "2", 2000),
    ]
    faults = [fault for _, fault, _ in decision_faults(data)]
    assert not any("differ from its charge" in fault or "differ from the total" in fault for fault in faults)


def test_a_denied_claim_is_appealed_and_waits_for_the_payer(robin: ChartStore) -> None:
    denied(robin)
    assert row(robin).bucket is Bucket.DENIED
    claim = appeal(robin, *C, TODAY, date(2027, 5, 1))
    assert claim.denial is not None
    assert (claim.denial.appeal_due, claim.denial.appeal_sent_on) == (date(2027, 5, 1), TODAY)
    assert row(robin).bucket is Bucket.HELD
    assert row(robin).held == "appealed on 11/23, waiting for Sound Health"
    answered(robin, "110", "110", "CO-45 25")
    assert row(robin).bucket is Bucket.DONE


def test_what_was_denied_is_billed_to_the_client_for_a_reason(robin: ChartStore) -> None:
    denied(robin)
    with pytest.raises(BadInput, match="why you are billing someone else"):
        bill_client(robin, *C, "")
    bill_client(robin, *C, "PR-204: agreed in writing on 11/01")
    assert (row(robin).bucket, row(robin).payer) == (Bucket.READY, "")
    assert "97124 payer → client" in robin.history("c00")[-1].how


def test_what_is_written_off_and_reopened_is_denied_as_before(robin: ChartStore) -> None:
    denied(robin)
    write_off(robin, *C, "not worth an appeal")
    assert reopen(robin, *C).state is ClaimState.DENIED
    assert correct(robin, *C, "ICN9").frequency == "7"


def test_a_hold_and_a_question_stand_beside_each_other(robin: ChartStore) -> None:
    hold(robin, *C, "the new card", date(2026, 12, 1))
    ask_therapist(robin, *C, "Which side was it?")
    assert row(robin).held == "held until 12/01 for the new card; waiting for Kim Vale's answer"
    lift(robin, *C)
    assert (row(robin).bucket, row(robin).held) == (Bucket.HELD, "waiting for Kim Vale's answer")
    assert "Which side was it?" in next_step(row(robin), robin.office.payer("sound"))
    withdraw_question(robin, *C)
    assert (row(robin).bucket, row(robin).answer) == (Bucket.READY, "")


def test_an_unsigned_visit_is_held_and_asked_about_while_its_therapist_writes(robin: ChartStore) -> None:
    visit = a_visit("v9", note=Note())
    claim = Claim(visit="v9", payer="sound")
    robin.commit(ChartChange(Act.BOOKED, "c00", visit=visit, claim=claim))
    kim = billers_login(robin.root, "kim")
    session = open_for_writing(kim, "c00", "v9")
    hold(robin, "c00", "v9", "the prescription")
    ask_therapist(robin, "c00", "v9", "How long was it?")
    session.type_text("subjective", "Sore neck.")
    session.leave()
    answer_question(kim, "c00", "v9", "40 minutes.")
    kept = robin.chart("c00").visit("v9")
    assert kept is not None
    assert (kept.visit.note.subjective, kept.claim.state) == ("Sore neck.", ClaimState.HELD)
    found = next(one for one in robin.summaries(client="c00") if one.visit == "v9")
    assert (found.bucket, found.held) == (Bucket.TO_CHART, "held for the prescription")
    assert "kim: 40 minutes." in next_step(found, robin.office.payer("sound"))
    kim.close()


def test_claims_made_and_not_sent_stay_unbilled_in_a_group_of_their_batch(robin: ChartStore) -> None:
    batch = hand_over(robin, places(2), JSON, send=False).batch
    assert batch is not None
    groups = unbilled_groups(robin.summaries(unbilled=True), TODAY)
    assert f"2 visits not sent yet, in batch {batch.id}, $270" in [group.sentence for group in groups]
