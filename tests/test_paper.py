import hashlib
import subprocess
import sys
from datetime import date, timedelta

import pytest

from charting_tui.billing.claim_data import NameParts
from charting_tui.billing.paper.client_record import client_record
from charting_tui.billing.paper.money_papers import (
    PaidService,
    PaymentMade,
    ReceiptData,
    StatementData,
    VisitBalance,
    receipt,
    statement,
)
from charting_tui.billing.paper.packet import packet
from charting_tui.billing.paper.printed_text import paper_lines, printed
from charting_tui.billing.paper.superbill import balance, superbill
from charting_tui.billing.paper.typesetting import PaperFault
from charting_tui.billing.paper.visit_record import visit_record
from charting_tui.errors import BadInput
from charting_tui.records.chart import VisitFile
from charting_tui.records.visit import Addendum, Note, TimeBlock, VisitState
from tests.clinic import OFFICE
from tests.paper_claims import (
    AT,
    CLIENT,
    CLINIC,
    DAY,
    FULL,
    JANE,
    SHORT,
    VISIT,
    chart_of,
    line,
    signed,
)
from tests.pdf_text import needs_poppler, pages_of

HOSTILE = (
    "#let x = 1 *b* _i_ [red] [/red] \\ $x^2$ `raw` <label> @ref https://a.example/b = head // c /* d */ ~ --"
)
SIGNED_AT = "11/19/2026, 5:05 PM PST"


@needs_poppler
def test_a_superbill_tells_all_that_an_insurer_asks() -> None:
    (page,) = pages_of(superbill(SHORT.model_copy(update={"insurance": None}), signed_on=DAY))
    for told in (
        "Quiet Hands, L.L.C.",
        "418 Alder St., Suite #3, Bend, OR 97701-2114",
        "Phone 541-555-0100",
        "Tax ID 12-3456789",
        "NPI 1234567893",
        "Kim Vale, LMT",
        "OR LMT-20417",
        "1993999998",
        "Jane Quinn Doë Jr.",
        "3/7/1980",
        "12 N. Quay St.",
        "Date of service 11/19/2026",
        "11 Office or clinic",
        "A M54.2 Cervicalgia",
        "97140 59 GP",
        "AB 2 $98.00",
        "97124",
        "B 1 $45.00",
        "Total charges $143.00",
        "Paid by client $20.00",
        "Balance due $123.00",
        "Please send any payment to the client.",
        "Signed electronically by Kim Vale, LMT",
        "Page 1 of 1",
    ):
        assert told in page


@needs_poppler
def test_a_superbill_to_an_insurer_names_policies_referral_and_accident_and_has_a_line_to_sign() -> None:
    told = " ".join(pages_of(superbill(FULL)))
    for words in ("Sound Health", "SND-700-137", "4001", "First & Best", "Robin Doe, client is spouse"):
        assert words in told
    for words in ("Pat O'Ames, M.D., NPI 1305501045", "9/1/2026 WA AC-99", "AUTH-88", "Cups, moved by hand"):
        assert words in told
    assert "L M62.830 Muscle spasm of back" in told
    assert "Provider’s signature" in told
    assert "Signed electronically" not in told


def test_the_balance_leaves_out_what_payers_paid_and_what_a_contract_takes_off() -> None:
    assert balance(SHORT) == 14300 - 2000
    assert balance(FULL) == 7 * 9800 - 4000 - 3000 - 2000


def test_a_superbill_without_a_line_is_refused() -> None:
    with pytest.raises(BadInput, match="no service line"):
        superbill(SHORT.model_copy(update={"lines": ()}))


@needs_poppler
def test_a_receipt_tells_each_payment_and_what_it_was_for() -> None:
    told = ReceiptData(
        number="R-7",
        date=DAY,
        clinic=CLINIC,
        client=JANE,
        paid_by=JANE.model_copy(update={"name": NameParts(given="Robin", family="Doe")}),
        payments=(
            PaymentMade(date=DAY, how="check", cents=3000, reference="1042"),
            PaymentMade(date=DAY, how="cash", cents=1500),
        ),
        services=(PaidService(date=DAY, code="97124", description="Massage", charge=4500),),
        balance=0,
    )
    (page,) = pages_of(receipt(told))
    for words in ("Check 1042 $30.00", "Cash $15.00", "97124 Massage", "Received $45.00", "Balance $0.00"):
        assert words in page
    for words in ("Robin Doe", "Jane Quinn Doë Jr.", "R-7", "Tax ID 12-3456789"):
        assert words in page
    with pytest.raises(BadInput, match="no payment"):
        receipt(told.model_copy(update={"payments": ()}))


@needs_poppler
def test_a_statement_tells_the_open_balance_by_visit_and_by_age() -> None:
    visits = tuple(
        VisitBalance(
            date=DAY - timedelta(days=days),
            description=f"Visit {days}",
            charge=10000,
            insurance_paid=6000,
            adjusted=1500,
            client_paid=500,
        )
        for days in (0, 30, 31, 91, 400)
    )
    told = StatementData(
        date=DAY, due=date(2026, 12, 10), clinic=CLINIC, client=JANE, account="7", visits=visits
    )
    (page,) = pages_of(statement(told))
    assert "Visit 400 $100.00 $60.00 $15.00 $5.00 $20.00" in page
    assert "Amount due $100.00" in page
    assert "$40.00 $20.00 $0.00 $20.00 $20.00" in page
    assert "Please pay by 12/10/2026." in page
    assert "send this part with your payment" in page
    with pytest.raises(BadInput, match="the client owes nothing"):
        statement(told.model_copy(update={"visits": ()}))


@needs_poppler
def test_a_signed_record_shows_note_codes_signature_digest_and_addenda() -> None:
    kept = signed(
        VISIT.model_copy(
            update={
                "services": (
                    VISIT.services[0].model_copy(
                        update={"blocks": (TimeBlock.model_validate({"in": "14:00", "out": "14:30"}),)}
                    ),
                )
            }
        ),
        Addendum(by="lee", at=AT + timedelta(days=1), text="It was the right side.", reason="Wrong side"),
    )
    (page,) = pages_of(visit_record(kept, CLIENT, OFFICE))
    assert kept.signed
    for told in (
        "HEALTH UPDATE A cold.",
        "SUBJECTIVE Neck sore, 6/10.",
        "OBJECTIVE TTP L UT.",
        "ASSESSMENT Eased.",
        "PLAN Weekly.",
        "A M54.2 Cervicalgia",
        "97140",
        "neck (left) 2:00\N{EN DASH}2:30 PM 30",
        "SIGNED ELECTRONICALLY Kim Vale, LMT",
        SIGNED_AT,
        kept.signed.signature.digest,
        "ADDENDUM Lee Marsh, LMT, 11/20/2026, 5:05 PM PST",
        "Reason: Wrong side It was the right side.",
    ):
        assert told in page
    assert "DRAFT" not in page


@needs_poppler
def test_every_page_of_an_unsigned_record_names_the_client_the_day_and_the_page_and_says_draft() -> None:
    long = "\n".join(f"Line {number}." for number in range(150))
    draft = VisitFile(visit=VISIT.model_copy(update={"note": Note(objective=long)}))
    pages = pages_of(visit_record(draft, CLIENT, OFFICE))
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        assert "Doe, Jane Born 3/7/1980 Visit of 11/19/2026" in page
        assert f"Page {number} of {len(pages)}" in page
        assert "DRAFT, not signed" in page
    told = " ".join(pages)
    assert all(f"Line {number}." in told for number in range(150))


@needs_poppler
def test_a_signature_days_after_the_visit_is_marked_as_a_late_entry() -> None:
    (page,) = pages_of(
        visit_record(signed(VISIT.model_copy(update={"date": date(2026, 11, 9)})), CLIENT, OFFICE)
    )
    assert "Late entry: signed 10 days after the visit." in page
    assert "Late entry" not in pages_of(visit_record(signed(), CLIENT, OFFICE))[0]


def test_a_record_whose_text_was_changed_after_the_signature_is_refused() -> None:
    kept = signed()
    assert kept.signed
    forged = kept.model_copy(
        update={"signed": kept.signed.model_copy(update={"text": kept.signed.text.replace("6/10", "2/10")})}
    )
    with pytest.raises(PaperFault, match="was changed after it was signed") as refused:
        visit_record(forged, CLIENT, OFFICE)
    assert "2/10" not in refused.value.sentence


@needs_poppler
def test_a_record_prints_what_was_signed_whatever_the_draft_says_now() -> None:
    kept = signed()
    other = kept.model_copy(update={"visit": VISIT.model_copy(update={"note": Note(subjective="Forged.")})})
    assert visit_record(other, CLIENT, OFFICE) == visit_record(kept, CLIENT, OFFICE)


@needs_poppler
def test_a_packet_has_a_cover_that_counts_its_pages_then_the_claim_then_the_records() -> None:
    pages = pages_of(packet(FULL, (signed(),), CLIENT, OFFICE, made_on=DAY, note="As asked."))
    assert len(pages) == 4
    for told in ("Sound Health", "SND-700-137", "As asked.", "Page 1 of 4"):
        assert told in pages[0]
    assert "Claim (CMS-1500) 2 2 Visit record of 11/19/2026 4 1" in pages[0]
    assert "not the official form" in pages[1]
    assert "DOE JR, JANE, Q" in pages[2]
    assert "Neck sore" in pages[3]
    assert "Page 4 of 4" in pages[3]
    bill, data = (
        pages_of(packet(SHORT, (signed(),), CLIENT, OFFICE, form=form))
        for form in ("superbill", "CMS-1500 data")
    )
    assert "Balance due" in bill[1]
    assert "patient name" not in data[1]
    assert "DOE JR, JANE, Q" in data[1]


@needs_poppler
def test_a_clients_record_has_an_index_with_the_page_of_each_visit() -> None:
    long = VISIT.model_copy(update={"id": "v2", "note": Note(plan="\n".join(["Rest."] * 90))})
    called_off = VISIT.model_copy(
        update={
            "id": "v3",
            "note": Note(),
            "services": (),
            "state": VisitState.CANCELLED,
            "date": date(2026, 12, 1),
        }
    )
    last = VISIT.model_copy(update={"id": "v4", "date": date(2026, 12, 8)})
    chart = chart_of(signed(), signed(long), VisitFile(visit=called_off), VisitFile(visit=last))
    pages = pages_of(client_record(chart, OFFICE))
    begins = [number for number, page in enumerate(pages, 1) if "HEALTH UPDATE" in page]
    assert len(begins) == 3
    assert begins[2] - begins[1] > 1
    assert f"Signed {SIGNED_AT} {begins[1]}" in pages[0]
    assert "No record (canceled)" in pages[0]
    assert f"DRAFT, not signed {begins[2]}" in pages[0]
    assert f"Page {len(pages)} of {len(pages)}" in pages[-1]
    assert "Visits 0" in pages_of(client_record(chart_of(), OFFICE))[0]


@needs_poppler
def test_no_text_can_become_markup_and_none_is_lost() -> None:
    note = Note(subjective=HOSTILE, plan="\n".join(f"{number}: {HOSTILE[:40]}" for number in range(50)))
    kept = VisitFile(visit=VISIT.model_copy(update={"note": note, "health_update": HOSTILE}))
    told = " ".join(pages_of(visit_record(kept, CLIENT.model_copy(update={"name": HOSTILE}), OFFICE)))
    assert told.count(HOSTILE) >= 2
    assert all(f"{number}: {HOSTILE[:40]}" in told for number in range(50))
    patient = JANE.model_copy(update={"name": NameParts(given="Zoë Ngô *b*", family="W" * 120 + " #end")})
    lines = tuple(line(number, description=f"{number} {HOSTILE[:50]}") for number in range(1, 51))
    bill = SHORT.model_copy(update={"patient": patient, "lines": lines, "diagnoses": ("#x", "$y$")})
    told = " ".join(pages_of(superbill(bill)))
    assert "Zoë Ngô *b*" in told
    assert "$y$" in told
    assert "".join(told.split()).count("W" * 120) >= 1
    assert all(f"{number} {HOSTILE[:20]}" in told for number in range(1, 51))


def test_a_sign_without_a_glyph_stands_in_words_and_what_is_invisible_goes() -> None:
    assert printed("ok 😀") == "ok [grinning face]"
    assert printed("e\u0301 Łódź, Ngô ½ → ✓ “q”") == "é Łódź, Ngô ½ → ✓ “q”"
    assert printed("a\u200d\u202eb\ufe0f\u00ad") == "ab"
    assert printed("a\x1b[31m\ud800") == "a\N{REPLACEMENT CHARACTER}[31m\N{REPLACEMENT CHARACTER}"
    assert paper_lines("\n  two in\n\nnext \n\n") == ["\N{NO-BREAK SPACE}" * 2 + "two in", "", "next"]
    assert paper_lines(" \n ") == []


def test_the_same_claim_gives_the_same_bytes_in_another_process() -> None:
    program = (
        "import hashlib\n"
        "from tests.paper_claims import FULL\n"
        "from charting_tui.billing.paper.superbill import superbill\n"
        "print(hashlib.sha256(superbill(FULL)).hexdigest())\n"
    )
    there = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    here = hashlib.sha256(superbill(FULL)).hexdigest()
    assert there.stdout.strip() == here


def test_without_the_typesetter_one_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(PaperFault, match="typst"):
        superbill(SHORT)
