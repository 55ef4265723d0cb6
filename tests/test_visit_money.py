from datetime import date

import pytest

from charting_tui.billing.claim_steps import PayerReply, answered, sent, written
from charting_tui.coding.billing.visit_money import VisitMoney, visit_money
from charting_tui.operations.billing.payer_answers import for_next_payer
from charting_tui.records.answers import Adjustment, LinePayment
from charting_tui.records.chart import VisitFile
from charting_tui.records.claim import Claim, ClaimLine, ClaimState, ClientPayment, as_billed
from charting_tui.records.coverage import Coverage
from charting_tui.records.payer import Payer
from charting_tui.records.visit import BillTo, ServiceLine, Visit
from tests.clinic import OFFICE

DAY = date(2026, 11, 2)
PAYER = Payer(id="sound", name="Sound Health")
CHARGE = 13500
VISIT = Visit(
    id="v1",
    date=DAY,
    payer="sound",
    payer_chosen=True,
    services=(
        ServiceLine(id="s1", code="97124", minutes=40),
        ServiceLine(id="s2", code="97140", minutes=15, bill_to=BillTo.CLIENT),
    ),
)
OPEN = Claim(
    visit="v1",
    payer="sound",
    lines=(ClaimLine(line="s1", units=3, charge=CHARGE), ClaimLine(line="s2", units=1, charge=4900)),
    total=CHARGE,
)
SENT = sent(written(OPEN, "N1", "b1"), DAY)


def reply(state: str, paid: int = 0, adjusted: int = 0, left: int = 0) -> PayerReply:
    return PayerReply(ClaimState(state), DAY, paid=paid, adjusted=adjusted, client_owes=left)


def money(claim: Claim, visit: Visit = VISIT) -> VisitMoney:
    found = visit_money(as_billed(visit, claim), claim, PAYER, OFFICE.practice)
    borne = found.payer_paid + found.adjusted + found.copay + found.payer_due
    assert borne == found.to_payer
    return found


def owed(claim: Claim) -> tuple[int, int]:
    found = money(claim)
    return found.payer_due, found.due


def test_a_claim_that_is_sent_is_owed_by_its_payer_and_own_lines_by_the_client() -> None:
    assert owed(SENT) == (CHARGE, 4900)


@pytest.mark.parametrize(
    ("answer", "payer", "client"),
    [
        (reply("paid", 9000, 2000, 2500), 0, 7400),
        (reply("paid", 9000), 0, 4900),  # the rest is off by contract
        (reply("partly paid", 9000, 2000, 500), 2000, 5400),
        (reply("adjusted", adjusted=CHARGE), 0, 4900),
        (reply("denied", adjusted=CHARGE), CHARGE, 4900),
    ],
)
def test_what_is_left_follows_the_payers_answer(answer: PayerReply, payer: int, client: int) -> None:
    assert owed(answered(SENT, answer, "sound")) == (payer, client)


def test_the_next_payer_owes_what_the_first_left_and_then_the_client_what_the_last_left() -> None:
    first = answered(SENT, reply("paid", 9000, 2000, 2500), "sound")
    kept = VisitFile(visit=VISIT, claim=first)
    second = for_next_payer(kept, Coverage(id="p2", payer="second", order="secondary"))
    assert owed(second) == (2500, 4900)
    second = answered(sent(written(second, "N2", "b2"), DAY), reply("paid", 2000, 0, 500), "second")
    assert owed(second) == (0, 5400)
    assert money(second).payer_paid == 11000


def test_the_answer_to_a_replacement_counts_in_place_of_the_earlier_one() -> None:
    first = answered(SENT, reply("partly paid", 9000, 2000, 500), "sound")
    again = sent(written(first.model_copy(update={"frequency": "7"}), "N2", "b2"), DAY)
    again = answered(again, reply("paid", 10000, 2000, 1500), "sound")
    found = money(again)
    assert (found.payer_paid, found.adjusted, found.copay) == (10000, 2000, 1500)


def test_what_lines_leave_to_the_client_is_named() -> None:
    cuts = (Adjustment(group="PR", reason="1", cents=2000), Adjustment(group="PR", reason="2", cents=500))
    line = SENT.lines[0].model_copy(update={"first_payer": LinePayment(paid=9000, adjustments=cuts)})
    found = money(answered(SENT.with_line(line), reply("paid", 9000), "sound"))
    assert (found.copay, found.copay_for) == (2500, "deductible, coinsurance")


def test_nothing_is_owed_after_a_write_off_and_a_visit_that_is_not_billable_gives_money_back() -> None:
    paid = ClientPayment(day=DAY, cents=2500, paid_by="card")
    claim = SENT.model_copy(update={"payments": (paid,)})
    assert owed(claim.model_copy(update={"state": ClaimState.WRITTEN_OFF})) == (0, 0)
    assert owed(claim.model_copy(update={"state": ClaimState.NOT_BILLABLE})) == (0, -2500)
