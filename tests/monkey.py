"""A monkey at the keyboard of a demo clinic: seeded keys, pastes, clicks and sizes over every place.

``python -m tests.monkey --keys 50000 --seed 1`` runs it alone; ``make monkey`` does so for several seeds.
"""

import argparse
import asyncio
import random
import string
import sys
import tempfile
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from textual.events import Event, Key, MouseDown, MouseScrollDown, MouseScrollUp, MouseUp, Paste
from textual.pilot import Pilot

import charting_tui.app
from charting_tui.app import ChartingApp
from charting_tui.store.chart_store import ChartStore

from .command_line import call
from .nasty import NASTY

WORDS = (
    *(
        "246810",
        "30",
        "97140",
        "97124",
        "800-1700",
        "1400-1500",
        "p6>4; ut b2; mt50 @ ut; imp",
        "M54.2",
        "neck",
    ),
    *(
        "10/11/2026",
        "yes",
        "no",
        "0",
        "-1",
        "1e9",
        "doe",
        "kim",
        "GP",
        "59",
        "AB",
        "12:61",
        ".ne",
        "[red]",
        "$90",
    ),
)
MOVES = ("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "backspace", "delete")
SHIFTED = (
    "shift+up",
    "shift+down",
    "shift+left",
    "shift+right",
    "shift+home",
    "shift+end",
    "ctrl+home",
    "ctrl+end",
)
CONTROLS = tuple(f"ctrl+{letter}" for letter in string.ascii_lowercase if letter not in "qj")
FUNCTIONS = tuple(f"f{number}" for number in range(1, 13))
PLACES = (
    "n",
    "enter",
    "u",
    "c",
    "o",
    "b",
    "a",
    "s",
    "k",
    "e",
    "left_square_bracket",
    "right_square_bracket",
    "t",
)
SIZES = ((80, 24), (120, 40), (60, 20), (40, 12), (1, 1), (200, 60), (80, 1), (3, 30))
REMEMBERED = 400
"""So many of the last steps are told where something failed."""
AT = datetime(2026, 11, 23, 22, 5, tzinfo=UTC)
"""The moment for which the demo clinic is made."""
LIFE = 2500
"""Steps until the program is left and started again."""


class Failed(AssertionError):
    """The program ended, or fell back to Today."""


@dataclass
class Monkey:
    """What is pressed next, and what was."""

    seed: int
    pressed: deque[str] = field(default_factory=lambda: deque(maxlen=REMEMBERED))
    visited: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)

    def steps(self) -> Iterator[str]:
        """Give keys without end; “paste …”, “size …” and “mouse …” are no keys."""
        chance = self.chance
        while True:
            match chance.choices(range(9), (16, 12, 10, 5, 9, 4, 2, 2, 1))[0]:
                case 0:
                    yield from chance.choice((*WORDS, *NASTY))[:40]
                case 1:
                    yield from [chance.choice((*MOVES, *SHIFTED))] * chance.choice((1, 1, 2, 5))
                case 2:
                    yield chance.choice(CONTROLS)
                case 3:
                    yield chance.choice(FUNCTIONS)
                case 4:
                    yield chance.choice(("enter", "enter", "escape", "escape", "tab", "shift+tab", "space"))
                case 5:
                    yield from (chance.choice(string.ascii_lowercase + string.digits) for _ in range(3))
                case 6:
                    yield f"paste {chance.choice(NASTY)}"
                case 7:
                    kind = chance.choice(("mouse", "wheel"))
                    yield f"{kind} {chance.randrange(120)} {chance.randrange(40)}"
                case _:
                    yield chance.choice(("size", "home"))

    async def run(self, root: Path, keys: int) -> None:
        """Press so many; Failed where the program ends otherwise than by leaving it, or falls back."""
        steps = self.steps()
        while keys > 0:
            person = self.chance.choice(("kim", "kim", "kim", "robin"))
            store = ChartStore.open(root, person=person, read_clock=lambda: AT)
            app = Seen(store)
            async with app.run_test(size=self.chance.choice(SIZES[:3])) as pilot:
                for _ in range(min(LIFE, keys)):
                    keys -= 1
                    await self._press(app, pilot, next(steps))
                    self._look(app, root)
                    if not app.is_running:
                        break
                await asyncio.sleep(0.15)
                self._look(app, root)
            store.close()

    async def _press(self, app: "Seen", pilot: Pilot[int], step: str) -> None:
        self.pressed.append(step)
        self.visited[type(app.screen).__name__] += 1
        kind, _, rest = step.partition(" ")
        if kind == "paste":
            await self._sends(app, Paste(rest))
        elif kind in {"mouse", "wheel"}:
            await self._clicks(app, kind, *map(int, rest.split()))
        elif kind == "size":
            size = self.chance.choice(SIZES)
            self.pressed.append(str(size))
            await pilot.resize_terminal(*size)
        elif kind == "home":
            for key in ("escape",) * 6:
                await self._sends(app, Key(key, None))
            await self._sends(app, _key(self.chance.choice(PLACES)))
            await asyncio.sleep(0.1)
        else:
            await self._sends(app, _key(step))
            if self.chance.random() < 0.03:
                await asyncio.sleep(0.1)  # the rules run after a pause

    async def _clicks(self, app: "Seen", kind: str, x: int, y: int) -> None:
        x, y = min(x, app.size.width - 1), min(y, app.size.height - 1)
        wheel = (self.chance.choice((MouseScrollUp, MouseScrollDown)),)
        for event in wheel if kind == "wheel" else (MouseDown, MouseUp):
            await self._sends(
                app, event(None, x, y, 0, 0, 1, shift=False, meta=False, ctrl=False, screen_x=x, screen_y=y)
            )

    async def _sends(self, app: "Seen", event: Event) -> None:
        app.post_message(event)
        await asyncio.sleep(0)
        for _ in range(3):
            await asyncio.sleep(0)
            if app._typing is not None and not app._typing.done():
                await asyncio.wait([app._typing], timeout=20)

    def _look(self, app: "Seen", root: Path) -> None:
        log = root / "crash.log"
        if log.exists():
            raise Failed(f"{log.read_text()}\nafter {list(self.pressed)}")
        if not app.is_running and app.return_code != 0:
            raise Failed(f"the program ended with {app.return_code} after {list(self.pressed)}")


class Seen(ChartingApp):
    """The program as a terminal sees it: all that would be sent is made."""

    CSS_PATH = str(Path(charting_tui.app.__file__).with_name("looks.tcss"))

    @property
    def is_headless(self) -> bool:
        return False


def _key(step: str) -> Key:
    return Key("space", " ") if step == " " else Key(step, step if len(step) == 1 else None)


def make_demo(folder: Path) -> Path:
    call("demo", str(folder), "--clients", "30", "--no-open")
    return folder


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--keys", type=int, default=50_000)
    options.add_argument("--seed", type=int, default=1)
    asked = options.parse_args()
    monkey = Monkey(asked.seed)
    with tempfile.TemporaryDirectory() as place:
        asyncio.run(monkey.run(make_demo(Path(place) / "demo"), asked.keys))
    sys.stdout.write(f"seed {asked.seed}: {asked.keys} keys, {dict(monkey.visited.most_common())}\n")


if __name__ == "__main__":
    main()
