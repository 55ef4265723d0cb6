from datetime import timedelta
from pathlib import Path

import pytest

from charting_tui.billing.claim_steps import PayerReply
from charting_tui.errors import BadInput, NotAllowed
from charting_tui.operations.billing.client_payments import refund_payment, take_payment, void_payment
from charting_tui.operations.billing.handing_over import hand_over
from charting_tui.operations.billing.payer_answers import mark_answer
from charting_tui.operations.billing.receipts import receipt_of, statement_of
from charting_tui.records.claim import ClaimState
from charting_tui.store.chart_store import ChartStore
from charting_tui.worklist.summarise import money_of
from tests.clinic import NOW, TODAY
from tests.pdf_text import needs_poppler, pages_of

from .claims import JSON, billers_login, claim_in, places, ready_clinic

C = ("c00", "v00")


@pytest.fixture
def robin(tmp_path: Path) -> ChartStore:
    """The biller; the client of v00 owes $25 after the payer's answer."""
    store = ready_clinic(tmp_path / "clinic", 1)
    hand_over(store, places(1), JSON)
    mark_answer(store, *C, PayerReply(ClaimState.PAID, TODAY, paid=9000, adjusted=2000, client_owes=2500))
    return store


def due(store: ChartStore) -> int:
    chart = store.chart("c00")
    return money_of(chart, chart.visits[0], store.office).due


def test_a_mistaken_payment_is_voided_and_stays_in_the_chart(robin: ChartStore) -> None:
    take_payment(robin, *C, 2500, "check", reference="1043")
    void_payment(robin, *C, 1, "wrong client")
    (entry,) = claim_in(robin).payments
    assert (entry.cents, entry.void and entry.void.reason) == (2500, "wrong client")
    assert due(robin) == 2500
    told = robin.history("c00")[-1].how
    assert told == "client paid 25.00 check 1043 → 25.00 check 1043 voided (wrong client)"
    with pytest.raises(NotAllowed, match="already voided"):
        void_payment(robin, *C, 1, "again")
    with pytest.raises(BadInput, match="number from 1 to 1"):
        void_payment(robin, *C, 2, "no such entry")
    take_payment(robin, *C, 100, "cash")
    with pytest.raises(BadInput, match="reason for voiding it"):
        void_payment(robin, *C, 2, " ")


def test_the_front_desk_voids_its_own_entries_of_the_day_and_no_others(robin: ChartStore) -> None:
    take_payment(robin, *C, 500, "cash")
    lee = billers_login(robin.root, "lee")
    take_payment(lee, *C, 500, "cash")
    with pytest.raises(NotAllowed, match="biller or the owner"):
        void_payment(lee, *C, 1, "not mine")
    void_payment(lee, *C, 2, "typed twice")
    lee.close()
    assert due(robin) == 2000
    tomorrow = ChartStore.open(robin.root, person="lee", read_clock=lambda: NOW + timedelta(days=1))
    take_payment(robin, *C, 100, "cash")
    with pytest.raises(NotAllowed):
        void_payment(tomorrow, *C, 3, "a day late")
    with pytest.raises(NotAllowed):
        refund_payment(tomorrow, *C, 100, "cash", reason="overpaid")
    tomorrow.close()


def test_a_refund_is_at_most_what_was_paid_and_blocks_the_void_of_its_payment(robin: ChartStore) -> None:
    take_payment(robin, *C, 2500, "card", reference="4242")
    with pytest.raises(BadInput, match=r"paid \$25\.00 for this visit"):
        refund_payment(robin, *C, 2600, "card", reason="overpaid")
    with pytest.raises(BadInput, match="void the package payment"):
        refund_payment(robin, *C, 2500, "package", reason="overpaid")
    refund_payment(robin, *C, 1000, "check", reason="overpaid", reference="1044")
    assert due(robin) == 1000
    assert claim_in(robin).payments[-1].words == "refund by check 1044"
    assert robin.history("c00")[-1].how.endswith("+ -10.00 refund by check 1044 (overpaid)")
    with pytest.raises(NotAllowed, match="Void the refund first"):
        void_payment(robin, *C, 1, "chargeback")
    void_payment(robin, *C, 2, "never cashed")
    assert due(robin) == 0
    assert robin.verify().faults == ()


@pytest.mark.parametrize("typed", ["4242 4242 4242 4242", "42424", "4"])
def test_no_whole_number_of_a_card_is_kept(robin: ChartStore, typed: str) -> None:
    with pytest.raises(BadInput, match="last four digits"):
        take_payment(robin, *C, 2500, "card", reference=typed)
    assert claim_in(robin).payments == ()


@needs_poppler
def test_receipts_and_statements_tell_refunds_and_voids(robin: ChartStore) -> None:
    take_payment(robin, *C, 2500, "card", reference="4242")
    refund_payment(robin, *C, 500, "card", reason="overpaid", reference="4242")
    take_payment(robin, *C, 300, "cash")
    void_payment(robin, *C, 3, "typed twice")
    (page,) = pages_of(receipt_of(robin, "c00"))
    for words in (
        "Card 4242 $25.00",
        "Refund, card 4242 \N{MINUS SIGN}$5.00",
        "Received $25.00",
        "Refunded $5.00",
        "Balance $5.00",
        "Voided on 11/23/2026: a payment of $3.00 by cash. It doesn't count.",
    ):
        assert words in page
    (owed,) = pages_of(statement_of(robin, "c00"))
    assert "$135.00 $90.00 $20.00 $20.00 $5.00" in owed
