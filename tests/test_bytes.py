from pathlib import Path
from typing import Literal

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from charting_tui.operations.bookings.booking import book, read_booking
from charting_tui.styled_text import blank_style, styled_text
from charting_tui.textual_private.sent_lines import SentLines

from .clinic import NOW_THERE, TODAY, make_clinic
from .terminal import Terminal

pytestmark = pytest.mark.draws

FEW = 700
"""Bytes that two rows of 80 cells take, with their styles."""
TRIES = 5
"""How often a row is moved to: where each move drew more, all of them do."""
WIDTH, HEIGHT = 12, 3
STYLES = st.sampled_from([None, Style(bold=True), Style(reverse=True)])
SEGMENTS = st.tuples(st.text("ab é", min_size=1, max_size=4), STYLES).map(lambda made: Segment(*made))
PIECES = st.tuples(
    st.integers(0, WIDTH - 1), st.integers(0, HEIGHT - 1), st.lists(SEGMENTS, min_size=1, max_size=4)
)


class Cells:
    """The cells of a terminal upon which pieces are drawn."""

    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], tuple[str, Style | None]] = {}

    def draw(self, x: int, y: int, strip: Strip) -> None:
        for segment in strip:
            for letter in segment.text:
                self.cells[x, y] = (letter, segment.style)
                x += 1


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "clinic"
    store = make_clinic(folder)
    for hour in range(8, 16):
        book(store, "jane", read_booking(f"{hour:02d}00 jane 60"), TODAY)
    store.close()
    return folder


@given(st.lists(PIECES, max_size=30))
def test_what_is_sent_leaves_the_terminal_as_if_everything_were_sent(
    pieces: list[tuple[int, int, list[Segment]]],
) -> None:
    whole, changed, lines = Cells(), Cells(), SentLines()
    for x, y, segments in pieces:
        whole.draw(x, y, Strip(segments))
        for column, part in lines.to_send(x, y, Strip(segments)):
            changed.draw(column, y, part)
        assert seen(changed) == seen(whole)


def seen(cells: Cells) -> dict[tuple[int, int], tuple[str, Style | None]]:
    return {
        place: (letter, blank_style(style) if letter == " " else style)
        for place, (letter, style) in cells.cells.items()
    }


COLORS = st.sampled_from([None, "default", "red", "bright_blue", "color(200)", "#5fafd7"])
MANY_STYLES = st.builds(
    Style, color=COLORS, bgcolor=COLORS, bold=st.booleans(), underline=st.booleans(), reverse=st.booleans()
)


@given(
    st.lists(
        st.tuples(st.text("a b", min_size=1, max_size=3), st.one_of(st.none(), MANY_STYLES)), max_size=9
    ),
    st.sampled_from(["standard", "256", "truecolor"]),
)
def test_short_codes_look_as_the_whole_codes_of_every_segment(
    pieces: list[tuple[str, Style | None]], system: Literal["standard", "256", "truecolor"]
) -> None:
    segments = [Segment(*piece) for piece in pieces]
    console = Console(color_system=system)
    assert cells_of(styled_text(segments, console)) == cells_of(Strip(segments).render(console))


def cells_of(sent: str) -> list[object]:
    """Return what is seen of each cell: of a blank its ground, unless it is underlined or reversed."""
    screen = pyte.Screen(40, 1)
    pyte.Stream(screen).feed(f"{sent}x")
    cells = [screen.buffer[0][column] for column in range(40)]
    letters = (cell.data != " " or cell.underscore or cell.reverse for cell in cells)
    return [cell if letter else cell.bg for cell, letter in zip(cells, letters, strict=True)]


def test_what_stands_there_already_is_not_sent_again_until_it_is_forgotten() -> None:
    lines, strip = SentLines(), Strip([Segment("one "), Segment("two "), Segment("three")])
    assert list(lines.to_send(3, 1, strip)) == [(3, strip)]
    assert not list(lines.to_send(3, 1, strip))
    other = Strip([Segment("one "), Segment("2   "), Segment("three")])
    assert [(column, part.text) for column, part in lines.to_send(3, 1, other)] == [(7, "2  ")]
    lines.forget()
    assert list(lines.to_send(3, 1, other)) == [(3, other)]


def moved_to(screen: Terminal, row: int, mark: str) -> tuple[set[int], int]:
    """Go down to a row, and return the rows that were drawn and the bytes it took."""
    screen.screen.dirty.clear()
    before = len(screen.raw)
    screen.press("down").sees_at(row, mark)
    return set(screen.screen.dirty), len(screen.raw) - before


@pytest.mark.terminal
@pytest.mark.parametrize("place", ["today", "unbilled"])
def test_a_row_move_draws_the_row_left_and_the_row_reached_alone(place: str, root: Path) -> None:
    arguments = ["--data", str(root), "--user", "kim"]
    with Terminal(arguments, root.parent, env={"CHARTING_NOW": NOW_THERE}) as screen:
        screen.sees("›08:00 Doe, Jane", "F1 help")
        first, preview, mark = 4, set(range(13, 21)), "│›"
        if place == "unbilled":
            screen.press("u").sees("Today › Unbilled", "›  Nov 23")
            first, preview = 5, set()
        screen.rests()
        for row in (first + 1, first + 2):
            screen.press("down").sees_at(row, mark)
        screen.rests()
        for row in range(first + 3, first + 5):
            for _ in range(TRIES):
                drawn, sent = moved_to(screen, row, mark)
                if drawn - preview == {row - 1, row} and sent < FEW:
                    break  # else the clock may just have moved, or what was drawn before came late
                screen.rests().press("up").sees_at(row - 1, mark).rests()
            assert drawn - preview == {row - 1, row}
            assert sent < FEW
