import pytest

from charting_tui.billing.assembling import claim_data
from charting_tui.billing.claim_steps import PayerReply
from charting_tui.billing.paper.superbill import superbill
from charting_tui.errors import BadInput, NotAllowed
from charting_tui.operations.billing.client_papers import put_superbill
from charting_tui.operations.billing.client_payments import take_payment
from charting_tui.operations.billing.handing_over import hand_over
from charting_tui.operations.billing.payer_answers import mark_answer
from charting_tui.operations.billing.receipts import receipt_of, statement_of
from charting_tui.records.chart import VisitFile
from charting_tui.records.claim import ClaimState
from charting_tui.records.visit import BillTo
from charting_tui.store.chart_store import ChartStore
from tests.clinic import TODAY
from tests.pdf_text import needs_poppler, pages_of

from .claims import JSON, TWO_PAYERS, a_chart, a_file, a_visit, places


@needs_poppler
def test_a_client_who_pays_sends_in_a_superbill_with_the_member_number() -> None:
    claim = claim_data(a_chart(), "v1", TWO_PAYERS, share=BillTo.CLIENT)
    told = " ".join(pages_of(superbill(claim)))
    assert "Billed to Client" in told
    assert "Member ID SH123" in told


def test_a_superbill_is_put_into_the_papers_once_its_visit_is_signed(robin: ChartStore) -> None:
    path = put_superbill(robin, "c00", "v00")
    assert path == robin.root / "papers" / "superbill-c00-20261119.pdf"
    assert path.read_bytes().startswith(b"%PDF")
    robin.add_charts(
        [a_chart(file=a_file("new")).model_copy(update={"visits": (VisitFile(visit=a_visit()),)})]
    )
    with pytest.raises(NotAllowed, match="not signed yet"):
        put_superbill(robin, "new", "v1")


@needs_poppler
@pytest.mark.parametrize(
    ("reply", "balance"),
    [
        (PayerReply(ClaimState.PAID, TODAY, paid=9000, client_owes=2500), "25.00"),
        (PayerReply(ClaimState.PARTLY_PAID, TODAY, paid=9000, adjusted=2000, client_owes=2000), "25.00"),
        (PayerReply(ClaimState.PAID, TODAY, paid=13500), "0.00"),
    ],
)
def test_a_superbill_asks_the_client_for_no_more_than_the_payer_left(
    robin: ChartStore, reply: PayerReply, balance: str
) -> None:
    hand_over(robin, places(1), JSON)
    mark_answer(robin, "c00", "v00", reply)
    (page,) = pages_of(put_superbill(robin, "c00", "v00").read_bytes())
    assert f"Balance due ${balance}" in page


@needs_poppler
def test_statement_and_receipt_tell_what_insurer_and_client_paid(robin: ChartStore) -> None:
    with pytest.raises(BadInput, match="owes nothing"):
        statement_of(robin, "c00")
    hand_over(robin, places(1), JSON)
    reply = PayerReply(ClaimState.PARTLY_PAID, TODAY, paid=9000, adjusted=2000, client_owes=2000)
    mark_answer(robin, "c00", "v00", reply)
    take_payment(robin, "c00", "v00", 500, "cash")
    (owed,) = pages_of(statement_of(robin, "c00"))
    assert "$135.00 $90.00 $20.00 $5.00 $5.00 $15.00" in owed
    assert "With insurer" in owed
    (paid,) = pages_of(receipt_of(robin, "c00"))
    for words in ("Cash $5.00", "97124", "Your share $20.00", "Received $5.00", "Balance $15.00"):
        assert words in paid
    take_payment(robin, "c00", "v00", 1500, "card")
    with pytest.raises(BadInput, match="owes nothing"):
        statement_of(robin, "c00")
    looked = (robin.root / "access.log").read_text()
    assert looked.count("statement") == 1
    assert looked.count("receipt") == 1
