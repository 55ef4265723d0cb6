from pathlib import Path

from .clinic import open_clinic
from .test_screens import at_the_keyboard


async def test_a_long_payer_name_gives_way_to_times_and_diagnoses(root: Path) -> None:
    store = open_clinic(root)
    name = "Department of Labor and Industries of the State of Washington, Self-Insured Unit"
    payers = tuple(payer.model_copy(update={"name": name}) for payer in store.office.payers)
    store.save_office(store.office.model_copy(update={"payers": payers}))
    store.close()
    async with at_the_keyboard(root) as kim:
        await kim.presses("n", "f8", *"0900-1000", "enter")
        (who,) = (line for line in kim.screen_text().splitlines() if "Department of" in line)
        assert "…" in who
        assert "in 09:00 out 10:00" in who
        assert "diagnosis ^o" in who
