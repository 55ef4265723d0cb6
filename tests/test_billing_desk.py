from pathlib import Path

import pytest

from charting_tui.operations.billing.waiting import answer_question, ask_therapist
from charting_tui.records.claim import ClaimState
from tests.billing.claims import billers_login, claim_in, ready_clinic

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
        assert "Hand over 34 visits, $4,590" in shown
        assert "Sound Health: 34 visits, $4590.00" in shown
        await robin.presses("enter")
        await robin.app.workers.wait_for_complete()
        await robin.presses()
        assert "34 claims are sent, $4590.00." in robin.screen_text()
        assert {claim_in(robin.store, number).state for number in range(34)} == {ClaimState.SENT}
        assert len(keys) <= 15
        await robin.presses("c")
        assert "1 batches sent, $4590.00" in robin.screen_text()
        await robin.presses("enter", "space", "space", "w", "1")
        assert "2 claims are accepted." in robin.screen_text()
        assert claim_in(robin.store, 1).state is ClaimState.ACCEPTED


async def test_marked_visits_alone_are_billed_and_one_is_held(desk: Path) -> None:
    async with at_the_keyboard(desk, person="robin") as robin:
        await robin.presses("u", "slash", *"client0", "enter", "space", "space")
        assert "2 marked, $270" in robin.screen_text()
        await robin.presses("h", "h", *"the new card", "enter", "enter")
        assert "The claim is held." in robin.screen_text()
        await robin.presses("space", "b")
        await robin.app.workers.wait_for_complete()
        await robin.presses()
        assert "Hand over 1 visit, $135" in robin.screen_text()
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
    assert answer_question is not None
