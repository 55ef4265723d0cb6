from pathlib import Path

from charting_tui.operations.bookings.booking import book, read_booking
from charting_tui.operations.bookings.visit_state import mark_visit
from charting_tui.operations.visits.editing import new_line, with_line
from charting_tui.operations.visits.opening import open_for_writing
from charting_tui.records.claim import ClaimLine
from charting_tui.records.visit import SECTIONS, VisitState
from charting_tui.screens.frame.code_book import CodeBookScreen
from charting_tui.screens.worklist.unbilled import UnbilledScreen
from charting_tui.widgets.row_list import RowList

from .clinic import TODAY, open_clinic
from .test_screens import at_the_keyboard


async def test_who_has_nothing_unbilled_is_told_how_many_others_have(root: Path) -> None:
    async with at_the_keyboard(root, person="lee") as lee:
        await lee.presses("u")
        assert "You have no unbilled visits. Press e to see everyone's 1." in lee.screen_text()
        assert "Every visit is billed" not in lee.screen_text()
        await lee.presses("e", "i")
        assert isinstance(lee.app.screen, CodeBookScreen)


async def test_an_empty_place_keeps_its_keys_in_the_last_row_and_tells_of_nothing_below(root: Path) -> None:
    with_thirty_unbilled(root)
    async with at_the_keyboard(root, size=(80, 24)) as kim:
        await kim.presses("u")
        assert "below (page down)" in kim.screen_text()
        for keys in (("d", "e", "e"), ("escape", "]"), ("c", "z", "z")):
            await kim.presses(*keys)
            rows = kim.screen_text().splitlines()
            assert "F1 help" in rows[-1], keys
    async with at_the_keyboard(root, person="lee", size=(80, 24)) as lee:
        await lee.presses("u", "e")
        assert "below (page down)" in lee.screen_text()
        await lee.presses("e")
        assert "You have no unbilled visits" in lee.screen_text()
        assert "below (page down)" not in lee.screen_text()
        assert "F1 help" in lee.screen_text().splitlines()[-1]


def with_thirty_unbilled(root: Path) -> None:
    store = open_clinic(root)
    for number in range(30):
        book(store, "jane", read_booking(f"{700 + 10 * (number % 6) + 100 * (number // 6)} jane 10"), TODAY)
    store.close()


async def test_the_mark_and_the_scroll_stay_when_a_visit_leaves_the_list(root: Path) -> None:
    with_thirty_unbilled(root)
    async with at_the_keyboard(root, size=(80, 24)) as kim:
        await kim.presses("u", *["down"] * 20)
        rows = kim.app.screen.query_one(RowList)
        order = [name for name in rows.names if name]
        at, scrolled = order.index(str(rows.marked)), rows.scroll_y
        assert scrolled > 0
        mark_visit(kim.store, "jane", str(rows.marked), VisitState.CANCELLED)
        await kim.presses("p")
        assert isinstance(kim.app.screen, UnbilledScreen)
        kim.app.screen.reload()
        await kim.presses("p")
        assert rows.marked == order[at + 1]
        assert rows.scroll_y == scrolled


async def test_the_first_heading_is_on_the_screen_with_the_first_row(root: Path) -> None:
    with_thirty_unbilled(root)
    async with at_the_keyboard(root, size=(80, 24)) as kim:
        await kim.presses("u")
        rows = kim.app.screen.query_one(RowList)
        heading = str(rows.get_option_at_index(0).prompt).strip()
        assert heading in kim.screen_text()
        await kim.presses("end")
        assert heading not in kim.screen_text()
        await kim.presses("home")
        assert heading in kim.screen_text()


async def test_a_visit_that_now_waits_for_something_else_leaves_the_mark_in_its_group(root: Path) -> None:
    with_thirty_unbilled(root)
    async with at_the_keyboard(root, size=(80, 24)) as kim:
        await kim.presses("u", *["down"] * 4)
        screen = kim.app.screen
        assert isinstance(screen, UnbilledScreen)
        rows = screen.query_one(RowList)
        order = [name for name in rows.names if name]
        at = order.index(str(rows.marked))
        session = open_for_writing(kim.store, "jane", order[at])
        for section in SECTIONS:
            session.type_text(section, "Petrissage to the neck, 30 min.")
        line = new_line("97124").model_copy(update={"minutes": 30})
        session.change(with_line(session.draft, line, ClaimLine()))
        session.leave()
        screen.reload()
        await kim.presses("p")
        assert rows.marked == order[at + 1]
