from datetime import date

import pytest

from charting_tui.billing.claim_steps import PayerReply
from charting_tui.errors import BadInput, NotAllowed
from charting_tui.operations.billing.client_payments import take_payment
from charting_tui.operations.billing.handing_over import hand_over
from charting_tui.operations.billing.payer_answers import (
    bill_next_payer,
    correct,
    mark_answer,
)
from charting_tui.operations.billing.waiting import (
    answer_question,
    ask_therapist,
    hold,
    lift,
    not_billable,
    reopen,
    write_off,
)
from charting_tui.records.claim import ClaimState
from charting_tui.store.chart_store import ChartStore
from charting_tui.worklist.summarise import money_of
from charting_tui.worklist.summary import Bucket
from tests.clinic import TODAY

from .claims import JSON, billers_login, claim_in, places

C = ("c00", "v00")


def bucket(store: ChartStore) -> Bucket | None:
    (row,) = store.summaries(client="c00")
    return row.bucket


def test_a_hold_waits_with_its_reason_and_is_lifted(robin: ChartStore) -> None:
    claim = hold(robin, *C, "the new member card", date(2026, 12, 1))
    assert claim.hold is not None
    assert claim.hold.words == "held until 12/01 for the new member card"
    assert bucket(robin) is Bucket.HELD
    assert robin.history("c00")[-1].how.startswith("claim open → held; hold – → the new member card until")
    lift(robin, *C)
    assert (claim_in(robin).state, claim_in(robin).hold) == (ClaimState.OPEN, None)
    with pytest.raises(BadInput, match="needs a reason"):
        hold(robin, *C, " ")
    with pytest.raises(BadInput, match="would end today"):
        hold(robin, *C, "a card", TODAY)


def test_a_denied_claim_that_was_held_is_denied_again(robin: ChartStore) -> None:
    hand_over(robin, places(1), JSON)
    mark_answer(robin, *C, PayerReply(ClaimState.DENIED, TODAY, reasons=("CO-197",)))
    hold(robin, *C, "a call back")
    assert lift(robin, *C).state is ClaimState.DENIED


def test_a_visit_is_not_billable_for_a_reason_and_can_be_reopened(robin: ChartStore) -> None:
    claim = not_billable(robin, *C, "a courtesy visit")
    assert claim.closing is not None
    assert (claim.closing.reason, claim.closing.by) == ("a courtesy visit", "robin")
    assert bucket(robin) is Bucket.DONE
    assert reopen(robin, *C).state is ClaimState.OPEN
    assert write_off(robin, *C, "lost in the fire").state is ClaimState.WRITTEN_OFF


def test_a_question_holds_the_claim_until_its_therapist_answers(robin: ChartStore) -> None:
    ask_therapist(robin, *C, "Which side was it?")
    assert bucket(robin) is Bucket.HELD
    assert claim_in(robin).question is not None
    with pytest.raises(NotAllowed, match="already an unanswered question"):
        ask_therapist(robin, *C, "And when?")
    with pytest.raises(NotAllowed, match="Only the visit's therapist"):
        answer_question(robin, *C, "left")
    kim = billers_login(robin.root, "kim")
    claim = answer_question(kim, *C, "The left one.")
    assert claim.question is None
    assert (claim.questions[0].answer, claim.questions[0].answered_by) == ("The left one.", "kim")
    assert bucket(kim) is Bucket.READY
    assert "Which side was it? — The left one." in kim.history("c00")[-1].how
    assert kim.chart("c00").visits[0].visit.note == robin.chart("c01").visits[0].visit.note
    kim.close()


def test_only_a_biller_or_the_owner_holds_or_answers_for_payers(robin: ChartStore) -> None:
    lee = billers_login(robin.root, "lee")
    with pytest.raises(NotAllowed, match="Only a biller"):
        hold(lee, *C, "a card")
    with pytest.raises(NotAllowed, match="Only a biller"):
        mark_answer(lee, *C, PayerReply(ClaimState.PAID, TODAY, paid=1))
    lee.close()


def test_answers_follow_the_way_of_a_claim(robin: ChartStore) -> None:
    with pytest.raises(NotAllowed, match="you can't mark it paid"):
        mark_answer(robin, *C, PayerReply(ClaimState.PAID, TODAY, paid=100))
    hand_over(robin, places(1), JSON)
    mark_answer(robin, *C, PayerReply(ClaimState.ACCEPTED, TODAY))
    with pytest.raises(BadInput, match="more than"):
        mark_answer(robin, *C, PayerReply(ClaimState.PAID, TODAY, paid=20000))
    claim = mark_answer(
        robin, *C, PayerReply(ClaimState.PARTLY_PAID, TODAY, paid=9000, adjusted=2500, client_owes=2000)
    )
    assert claim.remittances[0].paid == 9000
    assert robin.history("c00")[-1].how == "claim accepted → partly paid; payer paid – → 90.00"


def test_a_corrected_claim_replaces_the_one_that_the_payer_has(robin: ChartStore) -> None:
    hand_over(robin, places(1), JSON)
    mark_answer(robin, *C, PayerReply(ClaimState.DENIED, TODAY, reasons=("CO-16",)))
    with pytest.raises(BadInput, match="Type the payer's claim number"):
        correct(robin, *C)
    claim = correct(robin, *C, "ICN 77")
    assert (claim.state, claim.frequency, claim.original_ref) == (ClaimState.OPEN, "7", "ICN77")
    assert bucket(robin) is Bucket.READY


def test_a_rejected_claim_goes_out_as_a_new_one(robin: ChartStore) -> None:
    hand_over(robin, places(1), JSON)
    mark_answer(robin, *C, PayerReply(ClaimState.REJECTED, TODAY, reasons=("A7:562",)))
    assert correct(robin, *C).frequency == "1"


def test_the_next_payer_is_billed_with_what_the_first_one_paid(robin: ChartStore) -> None:
    hand_over(robin, places(1), JSON)
    with pytest.raises(NotAllowed, match="has processed the claim"):
        bill_next_payer(robin, *C)
    mark_answer(robin, *C, PayerReply(ClaimState.PARTLY_PAID, TODAY, paid=9000, payer_number="ICN9"))
    claim = bill_next_payer(robin, *C)
    kept = robin.chart("c00").visits[0]
    assert (claim.state, kept.visit.payer) == (ClaimState.OPEN, "second")
    assert (claim.first_payer_number, claim.primary_decided_on) == ("ICN9", TODAY)
    assert claim.lines[0].first_payer is not None
    assert claim.lines[0].first_payer.paid == 9000


def test_clients_pay_what_they_owe_and_no_more(robin: ChartStore) -> None:
    hand_over(robin, places(1), JSON)
    mark_answer(robin, *C, PayerReply(ClaimState.PAID, TODAY, paid=9000, adjusted=2500, client_owes=2000))
    lee = billers_login(robin.root, "lee")
    take_payment(lee, *C, 1500, "card")
    with pytest.raises(BadInput, match=r"more than the \$5\.00 due"):
        take_payment(lee, *C, 600, "cash")
    take_payment(lee, *C, 500, "cash")
    chart = lee.chart("c00")
    assert money_of(chart, chart.visits[0], lee.office).due == 0
    assert chart.visits[0].claim.payments[0].taken_by == "lee"
    assert lee.history("c00")[-1].how == "client paid 15.00 card → 15.00 card + 5.00 cash"
    lee.close()
