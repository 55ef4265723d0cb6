from pathlib import Path

from charting_tui.operations.clients.client_file import read_known, save_client
from charting_tui.records.addresses import Address
from charting_tui.records.enrollment import Enrollment

from .clinic import TODAY, open_clinic
from .test_screens import at_the_keyboard


async def test_an_old_address_is_shown_until_its_parts_are_typed(root: Path) -> None:
    store = open_clinic(root)
    known = read_known(store, "jane")
    older = Address.model_validate("1 Quay, Seattle")
    save_client(store, known, known.file.client.model_copy(update={"address": older}))
    store.close()
    async with at_the_keyboard(root) as kim:
        await kim.presses("c", *"doe, j", "enter", "enter", *["tab"] * 8)
        shown = kim.screen_text()
        assert "Address" in shown
        assert "1 Quay, Seattle" in shown
        for text in ("1 Quay", "Seattle", "wa", "98101"):
            await kim.types(text)
            await kim.presses("enter")
        await kim.presses("ctrl+s")
        address = kim.store.chart("jane").file.client.address
        assert address == Address(street="1 Quay", city="Seattle", state="WA", zip_code="98101")


async def test_an_owner_enters_how_a_therapist_stands_with_a_payer(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("o", "tab", "enter", "end")
        assert "Enrollment with payers" in kim.screen_text()
        assert "not known" in kim.screen_text()
        await kim.presses("enter", *"pend", "enter", *"t", "enter", "enter", *"V7", "enter", "enter")
        assert "pending from 11/23/2026, number V7" in kim.screen_text()
        (person, *_) = kim.store.office.people
        pending = Enrollment(payer="sound", status="pending", number="V7")
        assert person.enrollments == (pending.model_copy(update={"starts": TODAY}),)
