import os
from collections.abc import Callable
from pathlib import Path

import pytest

from charting_tui.screens.worklist.today import TodayScreen

from .monkey import Failed, Monkey

pytestmark = [pytest.mark.long, pytest.mark.draws]

KEYS = int(os.environ.get("CHARTING_MONKEY_KEYS", "600"))
"""Pressed for each seed; ``make monkey`` presses 50,000 in all."""
SEEDS = (1, 2)


@pytest.mark.parametrize("seed", SEEDS)
async def test_a_monkey_at_the_keyboard_ends_nothing(
    tmp_path: Path, seed: int, copy_demo: Callable[[Path, int], Path]
) -> None:
    monkey = Monkey(seed)
    await monkey.run(copy_demo(tmp_path / "demo", 40), KEYS)
    assert len(monkey.visited) > 3


async def test_the_monkey_tells_of_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, copy_demo: Callable[[Path, int], Path]
) -> None:
    def fails(_screen: TodayScreen) -> None:
        raise LookupError

    monkeypatch.setattr(TodayScreen, "action_everyone", fails)
    monkey = Monkey(0)
    monkey.steps = lambda: iter("e" * 3)  # type: ignore[method-assign]
    with pytest.raises(Failed, match="LookupError"):
        await monkey.run(copy_demo(tmp_path / "demo", 40), 3)
