import pytest

from charting_tui.billing.assembling import claim_data
from charting_tui.billing.claim_steps import PayerReply
from charting_tui.billing.paper.superbill import superbill
from charting_tui.errors import BadInput, NotAllowed
from charting_tui.operations.billing.client_papers import (
    put_superbill,
    superbills_for,
    superbills_of_day,
    superbills_pdf,
)
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
    path = put_superbill(robin, "c00", superbills_of_day(robin, "c00", "v00"))
    assert path == robin.root / "papers" / "superbill-c00-20261119.pdf"
    assert path.read_bytes().startswith(b"%PDF")
    robin.add_charts(
        [a_chart(file=a_file("new")).model_copy(update={"visits": (VisitFile(visit=a_visit()),)})]
    )
    with pytest.raises(NotAllowed, match="isn't signed"):
        superbills_of_day(robin, "new", "v1")


@needs_poppler
@pytest.mark.parametrize(
    ("reply", "balance"),
    [
        (PayerReply(ClaimState.PAID, TODAY, paid=9000, client_owes=2500), "25.00"),
        (PayerReply(ClaimState.PARTLY_PAID, TODAY, paid=9000, adjusted=2000, client_owes=2000), "20.00"),
        (PayerReply(ClaimState.PAID, TODAY, paid=13500), "0.00"),
    ],
)
def test_a_superbill_asks_the_client_for_no_more_than_the_payer_left(
    robin: ChartStore, reply: PayerReply, balance: str
) -> None:
    hand_over(robin, places(1), JSON)
    mark_answer(robin, "c00", "v00", reply)
    (page,) = pages_of(superbills_pdf(robin, "c00", superbills_for(robin, "c00")))
    assert f"Balance due ${balance}" in page


@needs_poppler
def test_a_superbill_shows_lines_of_payer_and_client_side_by_side_with_both_shares(robin: ChartStore) -> None:
    robin.add_charts([a_chart(file=a_file("both", cases=(), referrals=()))])
    take_payment(robin, "both", "v1", 4000, "cash")
    (page,) = pages_of(superbills_pdf(robin, "both", superbills_for(robin, "both")))
    assert "(billed to the client)" in page
    for words in (
        "Total charges $184.00",
        "With insurance $135.00",
        "Client's share $49.00",
        "Paid by client $40.00",
        "Balance due $9.00",
    ):
        assert words in page
    shares = (claim_data(robin.chart("both"), "v1", robin.office, share=one) for one in BillTo)
    assert [one.paid_by_client for one in shares] == [0, 4000, 0]


def test_a_superbill_without_what_an_insurer_asks_is_warned_of_before_it_is_made(robin: ChartStore) -> None:
    visit = a_visit(diagnoses=())
    robin.add_charts([a_chart(visit, file=a_file("bare", cases=()))])
    (bill,) = superbills_of_day(robin, "bare", "v1")
    assert [gap.split(". ")[0] for gap in bill.gaps] == [
        "11/19/2026: The diagnosis is missing",
        "11/19/2026: The license number of Kim Vale is missing",
    ]
    assert all("Enter it in" in gap or "Choose it in the visit" in gap for gap in bill.gaps)


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
