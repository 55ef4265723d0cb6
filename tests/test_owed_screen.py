from pathlib import Path

from charting_tui.billing.claim_steps import PayerReply
from charting_tui.operations.billing.handing_over import hand_over
from charting_tui.operations.billing.payer_answers import mark_answer
from charting_tui.records.claim import ClaimState
from tests.billing.claims import JSON, claim_in, places, ready_clinic
from tests.clinic import TODAY

from .test_screens import at_the_keyboard


async def test_what_is_owed_opens_down_to_visits_and_a_client_pays_there(tmp_path: Path) -> None:
    store = ready_clinic(tmp_path / "clinic", 3)
    hand_over(store, places(2), JSON)
    mark_answer(
        store, "c00", "v00", PayerReply(ClaimState.PAID, TODAY, paid=9000, adjusted=2000, client_owes=2500)
    )
    async with at_the_keyboard(tmp_path / "clinic", person="robin") as robin:
        await robin.presses("u", "o")
        shown = robin.screen_text()
        assert "$160.00 owed; not billed yet $135.00" in shown
        assert "aged from the date of service" in shown
        await robin.presses("enter", "down")
        assert "Doe, Client01" in robin.screen_text()
        assert "claim 261123-" in robin.screen_text()
        await robin.presses("down", "s")
        assert "Statement: " in robin.screen_text()
        await robin.presses("enter", "down", "dollar_sign", "enter")
        assert claim_in(robin.store).client_paid == 2500
        assert "$135.00 owed" in robin.screen_text()
        await robin.presses("d")
        assert "aged from the date billed" in robin.screen_text()
    store.close()


async def test_a_statement_and_a_superbill_are_made_in_the_chart(tmp_path: Path) -> None:
    ready_clinic(tmp_path / "clinic", 1).close()
    async with at_the_keyboard(tmp_path / "clinic", person="robin") as robin:
        await robin.presses("c", *"client00", "enter", "s")
        assert "This client owes nothing" in robin.screen_text()
        await robin.presses("tab", "b")
        assert "A health plan may deny this superbill" in robin.screen_text()
        assert "The license number of Kim Vale" in robin.screen_text()
        await robin.presses("enter")
        assert [made.name for made in (tmp_path / "clinic" / "papers").iterdir()] == [
            "superbill-c00-20261119.pdf"
        ]
