"""Makes the pictures of the screens from a demo clinic, at 80×24 and 120×40."""

import asyncio
import html
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from rich.cells import cell_len
from textual.app import App

from charting_tui.app import ChartingApp
from charting_tui.cli.main import run
from charting_tui.first_run import FirstRunApp
from charting_tui.store.chart_store import ChartStore

FOLDER = Path(__file__).parent / "pictures"
NOW = datetime(2026, 11, 23, 22, 5, tzinfo=UTC)
"""Five past two in the afternoon in Seattle."""
CELL = 12.2
"""Width of one terminal cell in the pictures that Textual draws."""
WALKS = (("80x24", (80, 24), "dark"), ("120x40", (120, 40), "dark"), ("light-80x24", (80, 24), "light"))
"""What each walk's pictures are called, its size, its theme."""
ALSO_LIGHT = {"today", "visit"}
"""Two pictures are enough to show the light theme."""
FIRST = ("Alder Bodywork", "WA", "Ana Ruiz", "", "LMT MA60117203", "1993999998")
NOTE = (
    "Neck pain 6/10 by noon at the desk; drives 30 minutes where it was 20. No change in health.",
    "Guarding upper trapezius 3/4. Myofascial release to upper trapezius 30 min. Effleurage to neck 25 min.",
    "Less guarding and 10 degrees more rotation; closer to the goal of driving 45 minutes.",
    "Once a week for six weeks. Chin tucks, two sets of ten, twice a day.",
)
ADDING = ("ctrl+n", *"97140", "enter", *"30", "enter", "enter")
ADDING += ("ctrl+n", *"97124", "enter", *"25", "enter", "enter")
MARKING = (*"ut b3", "enter", *"rh l1", "enter", *"scal l2", "enter", *"lev r2", "enter", "asterisk")
TOUR: dict[str, tuple[str, ...]] = {
    "today": (),
    "help": ("f1",),
    "palette": ("escape", "ctrl+p"),
    "code-book": ("escape", "i", *"97124"),
    "code": ("enter",),
    "clients": ("escape", "escape", "c"),
    "chart": ("enter",),
    "trend": ("tab", "tab", "enter"),
    "practice": ("escape", "escape", "escape", "o"),
    "people": ("tab",),
    "payers": ("tab",),
    "payer": ("enter",),
    "fees": ("escape", "tab"),
    "phrases": ("tab",),
    "visit": (
        "escape",
        "end",
        "up",
        "up",
        "enter",
        *(key for text in NOTE for key in (*text, "tab")),
        *ADDING,
        "ctrl+f",
    ),
    "body": ("ctrl+k", *MARKING),
    "add-code": (*"zzzzz", "escape", "ctrl+n", *"massage"),
    "diagnoses": ("escape", "ctrl+o"),
    "review": ("escape", "ctrl+f", "2", "enter", "ctrl+o", "enter", "escape", "ctrl+r"),
    "tomorrow": ("escape", "escape", "m"),
    "last-visit": ("escape", "end", "enter", "ctrl+d"),
    "quick-line": ("escape", "ctrl+b", *"hu; p6>4 desk; ut b3 lev r2 trp; mfr30 @ ut lev; ex15 : ch"),
    "prompts": ("f6",),
    "times": ("escape", "ctrl+t"),
}
"""The keys that lead from each screen to the next."""
ANSWER = ("slash", *"regence", "enter", " ", " ", " ", "w", "1")
ANSWER += (*"40817", "enter", *"330", "enter", *"11/20", "enter", *"100", "enter", *"2611300457", "enter")
ANSWER += (*"115", "down", *"110", "enter", *"2611300458", "enter")
EVENING: dict[str, tuple[str, ...]] = {
    "unbilled": ("u",),
    "bill": ("b",),
    "claim": ("v",),
    "claims": ("escape", "escape", "c"),
    "batch": ("end", "enter"),
    "answer": ANSWER,
}
"""The same for the biller's evening."""


async def take(
    clinic: Path, name: str, size: tuple[int, int], person: str, tour: Mapping[str, tuple[str, ...]]
) -> None:
    """Walk through the screens of a tour at one size, and keep a picture of each."""
    store = ChartStore.open(clinic, person=person, read_clock=lambda: NOW)
    app = ChartingApp(store)
    async with app.run_test(size=size) as pilot:
        await pilot.pause(0.3)
        for screen, keys in tour.items():
            await pilot.press(*_names(keys))
            await app.workers.wait_for_complete()
            await pilot.pause(0.4)
            if not name.startswith("light") or screen in ALSO_LIGHT:
                _keep(app, f"{screen}-{name}")
    store.close()


async def take_first(folder: Path, name: str, size: tuple[int, int]) -> None:
    """Keep a picture of the first run, some questions on."""
    app = FirstRunApp(Path("/srv/clinic"), "ana", folder / "first-run.json")
    async with app.run_test(size=size) as pilot:
        await pilot.pause(0.3)
        for answer in FIRST:
            await pilot.press(*_names(answer), "enter")
        await pilot.pause(0.3)
        _keep(app, f"first-run-{name}")


def _keep(app: App[int], name: str) -> None:
    (FOLDER / f"{name}.svg").write_text(_portable(app.export_screenshot(title="charting-tui")))


def _names(keys: Iterable[str]) -> list[str]:
    return ["space" if key == " " else key for key in keys]


def _portable(svg: str) -> str:
    """Return the picture without fonts from elsewhere, and with no blank at either end of a piece of text.

    Renderers differ on such blanks once a piece has a length to fill.
    """
    svg = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    return re.sub(
        r'<text ([^>]*) x="([\d.]+)" y="([\d.]+)" textLength="[\d.]+"([^>]*)>([^<]*)</text>', _piece, svg
    )


def _piece(found: re.Match[str]) -> str:
    text = html.unescape(found[5]).replace("\xa0", " ")
    at = float(found[2]) + CELL * (cell_len(text) - cell_len(text.lstrip()))
    kept = text.strip()
    shown = html.escape(kept, quote=False).replace(" ", "&#160;")
    length = f"{CELL * cell_len(kept):.1f}"
    place = f'x="{at:.1f}" y="{found[3]}" textLength="{length}"'
    return f"<text {found[1]} {place}{found[4]}>{shown}</text>" if kept else ""


if __name__ == "__main__":
    os.environ["CHARTING_NOW"] = f"{NOW:%Y-%m-%dT%H:%M}+00:00"
    os.environ["TERM"] = "xterm-256color"
    os.environ.pop("NO_COLOR", None)
    FOLDER.mkdir(exist_ok=True)
    for label, cells, theme in WALKS:
        os.environ["CHARTING_THEME"] = theme
        # A folder of one name, because the bill says where its files go.
        folder = Path(tempfile.gettempdir()) / "charting-tui-pictures"
        shutil.rmtree(folder, ignore_errors=True)
        try:
            home = folder / "demo"
            run(["demo", str(home), "--no-open"])
            asyncio.run(take(home, label, cells, "kim", TOUR))
            if theme == "dark":
                asyncio.run(take(home, label, cells, "robin", EVENING))
                asyncio.run(take_first(folder, label, cells))
        finally:
            shutil.rmtree(folder, ignore_errors=True)
