from pathlib import Path

import pytest

from charting_tui.billing.claim_steps import PayerReply
from charting_tui.operations.billing.handing_over import hand_over
from charting_tui.operations.billing.payer_answers import mark_answer
from charting_tui.operations.billing.waiting import ask_therapist, not_billable
from charting_tui.records.chart import Act
from charting_tui.records.claim import ClaimState
from charting_tui.records.eligibility import Benefit, Eligibility
from charting_tui.store.chart_files.writing import ChartChange
from tests.billing.claims import JSON, billers_login, claim_in, places, ready_clinic

from .clinic import TODAY
from .test_screens import at_the_keyboard


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Thirty-four visits are ready to bill."""
    ready_clinic(tmp_path / "clinic", 34).close()
    return tmp_path / "clinic"


async def test_everything_ready_is_billed_after_one_look_in_a_few_keys(desk: Path) -> None:
    async with at_the_keyboard(desk, person="robin") as robin:
        keys = ("u", "b", "enter")
        await robin.presses("u", "b")
        await robin.app.workers.wait_for_complete()
        await robin.presses()
        shown = robin.screen_text()
        assert "Bill 34 visits, $4,590" in shown
        assert "Sound Health: 34 visits, $4,590.00" in shown
        await robin.presses("enter")
        await robin.app.workers.wait_for_complete()
        await robin.presses()
        assert "34 claims are marked as sent, $4,590.00." in robin.screen_text()
        assert {claim_in(robin.store, number).state for number in range(34)} == {ClaimState.SENT}
        assert len(keys) <= 15
        await robin.presses("c")
        assert "1 batch sent, $4,590.00" in robin.screen_text()
        await robin.presses("enter", "space", "space", "w", "3")
        assert "2 claims are now accepted." in robin.screen_text()
        assert claim_in(robin.store, 1).state is ClaimState.ACCEPTED


async def test_the_answer_to_two_claims_of_one_check_is_entered_found_and_undone(desk: Path) -> None:
    store = billers_login(desk)
    hand_over(store, places(3), JSON)
    async with at_the_keyboard(desk, person="robin") as robin:
        await robin.presses("u", "c", "enter", "space", "space", "w", "1")
        await robin.presses(
            *"4711", "enter", *"200", "enter", "enter", *"90", "enter", *"ICN1", "enter", *"110"
        )
        assert "$135.00 = paid 90.00 + off 25.00 + client 20.00: paid" in robin.screen_text()
        await robin.presses("down", *"9o", "ctrl+s")
        assert "has a letter in it" in robin.screen_text()
        await robin.presses(*"90", "ctrl+s")
        assert (
            "The check is $200.00, but these 2 claims add up to $180.00, $20.00 less." in robin.screen_text()
        )
        await robin.presses("escape", "up", "up")
        await robin.presses(*"110", "ctrl+s")
        assert "2 claims are entered: 2 paid." in robin.screen_text()
        assert claim_in(robin.store, 0).remittances[0].client_owes == 0
        await robin.presses("slash", *"4711 client01", "enter")
        assert "found: 1 claim, $135.00, $90.00 paid" in robin.screen_text()
        await robin.presses("z", "enter")
        assert "claim is back to “sent”" in robin.screen_text()
        assert claim_in(robin.store, 1).state is ClaimState.SENT
    store.close()


async def test_a_claim_is_read_before_it_goes_out_and_shown_until_it_is_sent(desk: Path) -> None:
    async with at_the_keyboard(desk, person="robin") as robin:
        await robin.presses("u", "b")
        await robin.app.workers.wait_for_complete()
        await robin.presses("v")
        shown = robin.screen_text()
        for told in ("1 of 34", "SH123, group G7", "A M54.2  B M62.838", "97124 GP  BA"):
            assert told in shown
        await robin.presses("n", "escape", "o")
        await robin.app.workers.wait_for_complete()
        await robin.presses()
        assert "34 visits not sent yet, in batch" in robin.screen_text()
        await robin.presses("f", "z", "enter")
        assert "undone" in robin.screen_text()


async def test_a_visit_that_is_never_billed_is_found_again_and_a_denied_one_is_written_off(
    desk: Path,
) -> None:
    store = billers_login(desk)
    not_billable(store, "c01", "v01", "a courtesy visit")
    hand_over(store, places(1), JSON)
    mark_answer(store, "c00", "v00", PayerReply(ClaimState.DENIED, TODAY, reasons=("CO-197",)))
    async with at_the_keyboard(desk, person="robin") as robin:
        await robin.presses("u", "f")
        for told in ("denied for CO-197", "correct and resend", "appeal", "bill the client"):
            assert told in robin.screen_text()
        await robin.presses("w", *"too old", "enter")
        assert claim_in(robin.store, 0).state is ClaimState.WRITTEN_OFF
        await robin.presses("slash", *"never", "enter")
        assert "2 visits marked “never bill”, $270" in robin.screen_text()
        await robin.presses("h", "r")
        assert "The visit can be billed again, as before." in robin.screen_text()
        assert "1 visit marked “never bill”" in robin.screen_text()
    store.close()


async def test_marked_visits_alone_are_billed_and_one_is_held(desk: Path) -> None:
    async with at_the_keyboard(desk, person="robin") as robin:
        await robin.presses("u", "slash", *"client0", "enter", "space", "space")
        assert "2 selected, $270" in robin.screen_text()
        await robin.presses("h", "h", *"the new card", "enter", "enter")
        assert "Claim placed on hold." in robin.screen_text()
        await robin.presses("space", "b")
        await robin.app.workers.wait_for_complete()
        await robin.presses()
        assert "Bill 1 visit, $135" in robin.screen_text()
        await robin.presses("o")
        await robin.app.workers.wait_for_complete()
        await robin.presses()
        assert "1 claim is created, not sent" in robin.screen_text()


async def test_a_therapist_sees_the_billers_question_first_and_answers_it(desk: Path) -> None:
    store = billers_login(desk)
    ask_therapist(store, "c03", "v03", "Which side was it?")
    async with at_the_keyboard(desk) as kim:
        assert "Which side was it?" in kim.screen_text()
        await kim.presses("w", *"The left one.", "enter")
        assert "Which side was it?" not in kim.screen_text()
        assert claim_in(kim.store, 3).questions[0].answer == "The left one."
    store.close()


async def test_what_a_client_owes_is_seen_at_the_desk_and_paid(tmp_path: Path) -> None:
    store = ready_clinic(tmp_path / "clinic", 1)
    file = store.chart("c00").file
    copay = Eligibility(benefits=(Benefit(service="massage", copay=2500),))
    policy = file.coverage[0].model_copy(update={"eligibility": copay})
    file = file.model_copy(update={"coverage": (policy,)})
    store.commit(ChartChange(Act.EDITED, "c00", file=file, file_revision=1))
    async with at_the_keyboard(tmp_path / "clinic") as kim:
        await kim.presses(*["left_square_bracket"] * 4)
        assert "$25.00 from the client. Press $ to enter a payment." in kim.screen_text()
        await kim.presses("dollar_sign", "ctrl+u", *"20 cash", "enter")
        assert "due   $5.00 from the client" in kim.screen_text()
        assert claim_in(kim.store).payments[0].paid_by == "cash"
        await kim.presses("r")
        (made,) = (tmp_path / "clinic" / "papers").iterdir()
        assert "Receipt: " in kim.screen_text()
        assert made.name == "receipt-c00-20261123.pdf"
        await kim.presses("dollar_sign", "1", *"typed twice", "enter")
        assert "Entry 1 voided; $0.00 in all." in kim.screen_text()
        await kim.presses("dollar_sign", "ctrl+u", *"25 check 1043", "enter")
        await kim.presses("dollar_sign", "r", *"5 cash", "enter", *"paid twice", "enter")
        assert [one.words for one in claim_in(kim.store).payments] == ["cash", "check 1043", "refund by cash"]
        assert "due   $5.00 from the client" in kim.screen_text()
    store.close()
