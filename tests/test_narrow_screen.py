from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from textual._compositor import Compositor
from textual.geometry import Region
from textual.strip import Strip

from charting_tui.textual_private import _NarrowCompositor

from .clinic import open_clinic
from .test_screens import at_the_keyboard

CROPS = (
    Region(0, 0, 120, 40),
    Region(0, 0, 1, 1),
    Region(10, 3, 40, 5),
    Region(55, 10, 20, 12),
    Region(0, 39, 120, 1),
)
Cells = dict[tuple[int, int], tuple[str, object]]


def drawn(compositor: Compositor, crop: Region) -> Cells:
    chops = compositor._render_chops(crop, crop.line_range.__contains__)
    return dict(cell for y in crop.line_range for cell in cells_of(chops[y], y) if crop.contains(*cell[0]))


def cells_of(
    line: Mapping[int, Strip | None], y: int
) -> Iterator[tuple[tuple[int, int], tuple[str, object]]]:
    for start, strip in line.items():
        x = start
        for segment in strip or ():
            for letter in segment.text:
                yield (x, y), (letter, segment.style)
                x += 1


@pytest.mark.parametrize("keys", [(), ("n",), ("n", *"sore", "ctrl+l"), ("n", *"sore", "ctrl+r"), ("c",)])
async def test_of_a_change_is_drawn_what_textual_draws(
    root: Path, keys: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_keyboard(root, size=(120, 40)) as kim:
        await kim.presses(*keys)
        compositor = kim.app.screen._compositor
        found = [drawn(compositor, crop) for crop in CROPS]
        monkeypatch.delattr(_NarrowCompositor, "_get_renders")
        assert found == [drawn(compositor, crop) for crop in CROPS]
        assert all(len(cells) == crop.area for cells, crop in zip(found, CROPS, strict=True))


async def test_a_letter_draws_its_text_alone(root: Path) -> None:
    async with at_the_keyboard(root, size=(120, 40)) as kim:
        await kim.presses("n")
        text = kim.app.focused
        assert text is not None
        compositor = kim.app.screen._compositor
        assert len(list(compositor._get_renders(text.region))) == 1


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
