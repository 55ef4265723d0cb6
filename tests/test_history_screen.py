from pathlib import Path

from charting_tui.operations.clients.client_file import read_known, save_file
from tests.clinic import make_clinic, open_clinic

from .test_screens import at_the_keyboard


async def test_a_chart_shows_who_changed_it_and_who_looked(tmp_path: Path) -> None:
    make_clinic(tmp_path / "clinic").close()
    robin = open_clinic(tmp_path / "clinic", "robin")
    known = read_known(robin, "jane")
    client = known.file.client.model_copy(update={"phone": "360-555-0199"})
    save_file(robin, known, known.file.model_copy(update={"client": client}))
    robin.close()
    async with at_the_keyboard(tmp_path / "clinic") as kim:
        await kim.presses("c", *"jane", "enter", "h")
        shown = kim.screen_text()
        assert "edits and views by everyone on every day" in shown
        assert "phone: 360-555-0142 → 360-555-0199" in shown
        assert "viewed: chart" in shown
        await kim.presses("l", "p")
        shown = kim.screen_text()
        assert "changes by kim on every day" in shown
        assert "viewed" not in shown
        assert "opened" in shown
        await kim.presses("d", "p")
        assert "changes by lee on 11/23/2026" in kim.screen_text()
        assert "Press p, d or l to show more." in kim.screen_text()
