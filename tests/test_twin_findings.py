from collections.abc import Callable
from datetime import time
from pathlib import Path

import pytest
from textual.content import Content
from textual.widgets import Static

from charting_tui.records.chart import Act
from charting_tui.records.visit import ServiceLine, Visit, VisitState
from charting_tui.store.chart_files.writing import ChartChange
from charting_tui.widgets.row_list import RowList

from .clinic import TODAY, open_clinic
from .command_line import NOW
from .terminal import Terminal
from .test_screens import Person, at_the_keyboard


@pytest.mark.terminal
def test_a_visit_that_overlaps_two_others_is_charted_and_gone_on_with_after_a_cut_line(
    tmp_path: Path, copy_demo: Callable[[Path, int], Path]
) -> None:
    root = copy_demo(tmp_path / "demo", 40)
    now = {"CHARTING_NOW": NOW}
    with Terminal(["--data", str(root)], tmp_path, env=now) as screen:
        screen.sees("enter open").press(*["down"] * 5, "enter").sees("Next visit, frequency")
        screen.press("ctrl+t").sees("When the session").press("ctrl+u").types("800-1700").press("enter")
        screen.sees("in 08:00 out 17:00").press("f6").rests()
        screen.types("p6>4; ut b2; mt50 @ ut; imp").press("enter")
        screen.sees("T014 This visit overlaps", "Quick line added to the note").kill()
    with Terminal(["--data", str(root)], tmp_path, env=now) as again:
        again.sees("You left this visit open", "T014 This visit overlaps")
        assert again.text().count("T014") == 2
        again.press("esc").sees("enter open")


async def test_of_two_findings_of_one_rule_on_one_field_each_is_marked_and_set_aside_as_itself(
    root: Path,
) -> None:
    overlap(root)
    async with at_the_keyboard(root, size=(120, 40)) as kim:
        await kim.presses("n", "ctrl+n", *"97124", "enter", *"30", "enter", *"neck", "enter", "enter")
        await kim.presses("ctrl+t", "ctrl+u", *"1100-1200", "enter", "ctrl+f")
        twins = [found for found in kim.writing().findings() if found.rule == "T019"]
        assert len({found.field for found in twins}) == 1
        while "11:30 AM–12:30 PM" not in detail(kim):
            await kim.presses("down")
        await kim.presses("o")
        await kim.types("Two treat her together")
        await kim.presses("enter")
        assert [found.message for found in kim.writing().findings() if found.rule == "T019"] == [
            "The client has an overlapping visit, 10:30–11:30 AM."
        ]
        await kim.presses("ctrl+f", "end")
        assert "11:30 AM–12:30 PM" in detail(kim)
        assert "Dismissed by kim" in detail(kim)
        await kim.presses("t")
        assert len([found for found in kim.writing().findings() if found.rule == "T019"]) == 2
        await kim.presses("ctrl+r")
        assert kim.screen_text().count("T019") == 2
        await kim.presses("escape", "escape")


def detail(kim: Person) -> str:
    return str(kim.app.screen.query_one("#finding-detail", Static).content)


def overlap(root: Path) -> None:
    """Lee has Jane at two times that overlap that of Kim's visit."""
    store = open_clinic(root, "lee")
    for number, (start, end) in enumerate(((time(10, 30), time(11, 30)), (time(11, 30), time(12, 30)))):
        line = ServiceLine(id="s0", code="97140", minutes=30, area="neck")
        visit = Visit(
            id=f"v{number}",
            date=TODAY,
            therapist="lee",
            payer="sound",
            state=VisitState.DONE,
            time_in=start,
            time_out=end,
            services=(line,),
        )
        store.commit(ChartChange(Act.BOOKED, "jane", subject=visit.id, visit=visit))
    store.close()


async def test_rows_that_share_an_id_are_shown_and_the_mark_stays_on_the_same_one_of_them(
    root: Path,
) -> None:
    async with at_the_keyboard(root) as kim:
        rows = kim.app.screen.query_one(RowList)
        same = [("same", Content(text)) for text in ("first", "second", "third")]
        rows.show_rows(same)
        rows.highlighted = 1
        rows.show_rows([("other", Content("new")), *same])
        assert rows.highlighted == 2
        assert rows.marked == "same"
        rows.show_rows(same[:1])
        assert rows.highlighted == 0
