import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from rich.color import Color, ColorSystem, ColorType
from rich.segment import Segment
from rich.style import Style
from textual.css.stylesheet import Stylesheet
from textual.screen import Screen

from charting_tui.keys import KEYS, Place, keys_at
from charting_tui.screens.frame.dead_keys import why_dead
from charting_tui.screens.frame.help import HelpScreen
from charting_tui.theme import theme_asked_for, wants_no_colour

from .keyboard import strips
from .terminal import Terminal
from .test_screens import at_the_keyboard

SGR = re.compile(rb"\x1b\[([0-9;]*)m")
ENOUGH = 4.5
"""The contrast of text that WCAG asks for."""
FRAME, FRAME_ENOUGH = "─│╭╮╰╯", 3
"""Frames, and the contrast that WCAG asks for what is no text."""
WRITTEN = ("n", *"sore", "ctrl+n", *"97140", "enter", *"3o", "enter", *"neck", "enter", "ctrl+f")
TOUR: dict[str, tuple[str, ...]] = {
    "today": (),
    "help": ("f1",),
    "palette": ("escape", "ctrl+p"),
    "question": ("escape", "a"),
    "practice": ("escape", "o"),
    "people": ("tab",),
    "payers": ("tab",),
    "payer": ("enter",),
    "fees": ("escape", "tab"),
    "phrases": ("tab",),
    "phrase": ("enter", "tab", *"x"),
    "words": ("escape", "enter", "tab"),
    "visit": ("escape", *WRITTEN),
    "body chart": ("ctrl+k", *"ut r3", "enter"),
    "findings of an area": ("plus",),
    "code lines": (
        "escape",
        "escape",
        "ctrl+l",
    ),
    "codes": ("ctrl+n", *"97"),
    "diagnoses": ("escape", "ctrl+o"),
    "review": ("escape", "ctrl+r"),
    "times": ("ctrl+t",),
    "timer": ("down", "space"),
    "prompts": ("escape", "escape", "f12", *"sore", "enter", "-", "enter", *"p11;", *"sleep"),
    "unbilled": ("escape", "escape", "u"),
    "claims": ("c",),
    "owed": ("escape", "o"),
    "tomorrow": ("escape", "escape", "m"),
    "clients": ("escape", "c"),
    "code book": ("escape", "i", *"9714"),
    "page of a code": ("enter",),
}
"""The keys that lead from each screen to the next."""
PALETTE = {
    "black": "#000000",
    "red": "#cd0000",
    "green": "#00cd00",
    "brown": "#cdcd00",
    "blue": "#0000ee",
    "magenta": "#cd00cd",
    "cyan": "#00cdcd",
    "white": "#e5e5e5",
    "brightblack": "#7f7f7f",
    "brightred": "#ff0000",
    "brightgreen": "#00ff00",
    "brightbrown": "#ffff00",
    "brightyellow": "#ffff00",
    "brightblue": "#5c5cff",
    "brightmagenta": "#ff00ff",
    "brightcyan": "#00ffff",
    "brightwhite": "#ffffff",
}
"""The 16 colours of xterm."""


def light(channel: int) -> float:
    part = channel / 255
    return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    lights = sorted(
        0.2126 * light(red) + 0.7152 * light(green) + 0.0722 * light(blue)
        for red, green, blue in (one, other)
    )
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def shades(style: Style, system: ColorSystem) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    front, back = (
        (color or Color.default()).downgrade(system).get_truecolor(foreground=foreground)
        for color, foreground in ((style.color, True), (style.bgcolor, False))
    )
    (red, green, blue), (red_behind, green_behind, blue_behind) = (
        (back, front) if style.reverse else (front, back)
    )
    return ((red, green, blue), (red_behind, green_behind, blue_behind))


def segments(screen: Screen[object]) -> Iterable[Segment]:
    return (segment for strip in strips(screen) for segment in strip)


def faint(screen: Screen[object], system: ColorSystem) -> list[str]:
    found = []
    for segment in segments(screen):
        if segment.text.strip(" \N{NO-BREAK SPACE}▔▁▇▆▅▄▃▂█▊▎" + FRAME) and segment.style is not None:
            front, back = shades(segment.style, system)
            if contrast(front, back) < ENOUGH:
                found.append(f"{segment.text!r} {front} on {back}: {contrast(front, back):.1f}")
    return found


def styles_on(screen: Screen[object]) -> dict[str, list[object]]:
    return {
        f"{number} {node!r}": [node.styles.get_rules(), *sorted(node._component_styles.items(), key=str)]
        for number, node in enumerate(screen.walk_children(with_self=True))
    }


def style_as_textual_does(screen: Screen[object]) -> None:
    textuals = Stylesheet(variables=screen.app.get_css_variables())
    textuals._rules, textuals._require_parse = screen.app.stylesheet.rules, False
    textuals.update(screen)


@pytest.mark.parametrize(
    ("theme", "term"),
    [("dark", "xterm-256color"), ("light", "xterm-256color"), ("light", "xterm"), ("none", "xterm")],
)
async def test_every_text_stands_out_on_every_screen(
    theme: str, term: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHARTING_THEME", theme)
    monkeypatch.setenv("TERM", term)
    monkeypatch.delenv("COLORTERM", raising=False)
    if theme == "none":
        monkeypatch.setenv("NO_COLOR", "1")
    many = [ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT]
    systems = many if term == "xterm-256color" else [ColorSystem.STANDARD]
    async with at_the_keyboard(root) as kim:
        assert kim.app.has_class("-plain") == (term == "xterm" or theme == "none")
        for name, keys in TOUR.items():
            await kim.presses(*keys)
            for system in systems:
                assert faint(kim.app.screen, system) == [], (name, theme, system)
            before = styles_on(kim.app.screen)
            style_as_textual_does(kim.app.screen)
            assert styles_on(kim.app.screen) == before, f"{name} is not styled as by Textual"


@pytest.mark.terminal
@pytest.mark.parametrize(
    ("term", "refused"), [("xterm", ""), ("xterm-256color", ""), ("xterm-256color", "1")]
)
def test_the_same_text_is_readable_in_every_kind_of_terminal(term: str, refused: str, root: Path) -> None:
    env = {"TERM": term, "CHARTING_NOW": "2026-11-23T12:00", **({"NO_COLOR": refused} if refused else {})}
    with Terminal(["--data", str(root), "--user", "kim"], root.parent, env=env) as screen:
        screen.sees("Doe, Jane", "F1 help")
        assert "›11:00 Doe, Jane" in screen.text()
        colours = set()
        for row in range(screen.rows):
            for cell in (screen.screen.buffer[row][column] for column in range(screen.columns)):
                front, back = (cell.bg, cell.fg) if cell.reverse else (cell.fg, cell.bg)
                pair = (rgb(front, "#e5e5e5"), rgb(back, "#000000"))
                if cell.data.strip():
                    enough = FRAME_ENOUGH if cell.data in FRAME else ENOUGH
                    assert contrast(*pair) >= enough, (cell, pair)
                colours |= set(pair)
        grey = all(max(colour) - min(colour) <= 8 for colour in colours)
        assert grey == bool(refused)


def colours_sent(raw: bytes) -> set[bytes]:
    codes = {code for found in SGR.findall(raw) for code in found.split(b";")}
    return codes - {
        b"",
        *(b"%d" % number for number in range(10)),
        *(b"%d" % number for number in range(21, 30)),
    }


@pytest.mark.terminal
@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"NO_COLOR": ""}, {"CHARTING_THEME": "none"}])
def test_no_colour_at_all_is_sent_where_it_is_refused(env: dict[str, str], root: Path) -> None:
    env = {"CHARTING_NOW": "2026-11-23T12:00", "COLORTERM": "truecolor", **env}
    with Terminal(["--data", str(root), "--user", "kim"], root.parent, env=env) as screen:
        screen.sees("│›11:00 Doe, Jane", "F1 help")
        row = next(row for row in range(screen.rows) if screen.screen.display[row].startswith("│›"))
        marked = screen.screen.buffer[row][2]
        assert (marked.bold, marked.underscore) == (True, True)
        assert not colours_sent(screen.raw)
        if env.get("NO_COLOR") != "1":
            return  # the rest of the screens once
        screen.press("ctrl+p").sees("Go back to today").press("esc").sees_no_more("Go back to today")
        screen.press("a").sees("Appointment: time").press("esc").sees_no_more("Appointment: time")
        screen.press("n").sees("missing:").types("sore neck").sees("sore neck")
        assert any(cell.reverse for line in screen.screen.buffer.values() for cell in line.values())
        screen.press("ctrl+n").sees("Code: number").types("97").sees("97140").press("esc")
        screen.sees_no_more("Code: number").press("ctrl+r").sees("review and sign").press("esc")
        screen.sees_no_more("review and sign").press("esc").sees("begun")
        assert not colours_sent(screen.raw)


@pytest.mark.terminal
def test_colours_are_sent_where_they_are_not_refused(root: Path) -> None:
    env = {"CHARTING_NOW": "2026-11-23T12:00"}
    with Terminal(["--data", str(root), "--user", "kim"], root.parent, env=env) as screen:
        assert b"38" in colours_sent(screen.sees("F1 help").raw)


@pytest.mark.terminal
@pytest.mark.parametrize("term", ["dumb", ""])
def test_a_terminal_without_a_cursor_is_refused_in_one_sentence_with_what_works_there(
    term: str, root: Path
) -> None:
    with Terminal(["--data", str(root), "--user", "kim"], root.parent, env={"TERM": term}) as screen:
        assert screen.ends() == 2
        said = screen.raw.decode()
        assert "TERM=xterm-256color" in said
        assert "chart, quick, report, trends, unbilled and check" in said
        assert said.count("\n") == 1
        assert "\x1b" not in said


@pytest.mark.terminal
def test_init_makes_nothing_where_its_questions_cannot_be_asked(tmp_path: Path) -> None:
    with Terminal(["init", str(tmp_path / "new")], tmp_path, env={"TERM": "dumb"}) as screen:
        assert screen.ends() == 2
        assert "TERM=xterm-256color" in screen.raw.decode()
    assert not (tmp_path / "new").exists()


def rgb(name: str, default: str) -> tuple[int, int, int]:
    text = default if name == "default" else PALETTE.get(name, f"#{name}")
    return (int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16))


async def test_the_marked_row_and_every_severity_show_without_colour(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses(*WRITTEN)
        assert "›✗ error" in kim.screen_text()
        await kim.presses("ctrl+l")
        assert "›" in next(line for line in kim.screen_text().splitlines() if "97140" in line)


async def test_the_help_of_every_place_fits_or_says_that_more_is_below(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        for place in Place:
            kim.app.push_screen(HelpScreen((place,) if place is not Place.EVERYWHERE else ()))
            await kim.presses()
            seen = kim.screen_text()
            while "more below" in kim.screen_text():
                await kim.presses("down")
                seen += kim.screen_text()
            for key in (*keys_at(place), *keys_at(Place.EVERYWHERE)):
                assert key.help in seen, key.id
            assert "Press Esc to go back" in kim.screen_text()
            await kim.presses("escape")
            assert not isinstance(kim.app.screen, HelpScreen)


async def test_the_longest_help_says_that_more_is_below(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses(*WRITTEN, "ctrl+l", "f1")
        assert "more below" in kim.screen_text()
        await kim.presses("pagedown", "pagedown")
        assert "more below" not in kim.screen_text()
        assert "Save and quit." in kim.screen_text()


async def test_help_opens_over_a_question_and_a_list_too(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("a", "f1")
        assert "Save the answer" in kim.screen_text()
        await kim.presses("escape", "escape", "o", "tab", "tab", "a", "f1")
        assert "Choose the highlighted row." in kim.screen_text()


async def test_a_key_of_another_place_says_what_it_does_there_and_how_to_get_there(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("l")
        assert "l in body chart: go to the client's left side. Press enter and then ^k first." in " ".join(
            kim.screen_text().split()
        )
        await kim.presses("j")
        assert "j does nothing here. Press F1 to see the keys that work here." in kim.screen_text()
        await kim.presses("a", "f11")
        assert "F11 does nothing here. Press Esc to go back." in kim.screen_text()
        await kim.presses("escape", "f1", ".")
        assert "✗ . does nothing here. Press Esc to go back." in kim.screen_text()


@pytest.mark.long
def test_every_key_is_explained_wherever_it_is_dead() -> None:
    names = {name for key in KEYS for name in key.keys.split(",")}
    for place in Place:
        for name in names - {name for key in keys_at(place) for name in key.keys.split(",")}:
            assert why_dead(name, (place,)).endswith(
                (" first.", "that work here.", "does that.", "to add an addendum.")
            )


async def test_the_palette_offers_code_lines_and_findings_where_there_are_some(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses(*WRITTEN, "shift+tab", "shift+tab", "ctrl+p", *"areas treated")
        shown = next(line for line in kim.screen_text().splitlines() if "Enter the areas treated" in line)
        assert shown.split()[-3:] == ["areas", "treated", "r"]
        await kim.presses("enter")
        assert "Areas" in kim.screen_text()
        assert "97140" in kim.screen_text()


def test_the_theme_is_the_one_asked_for_or_the_one_that_fits_the_terminal() -> None:
    assert theme_asked_for({"CHARTING_THEME": "light"}) == "light"
    assert theme_asked_for({"CHARTING_THEME": "auto", "COLORFGBG": "0;15"}) == "light"
    assert theme_asked_for({"COLORFGBG": "15;0"}) == "dark"
    assert theme_asked_for({}) == "dark"
    assert wants_no_colour({"TERM": "xterm", "NO_COLOR": ""})
    assert not wants_no_colour({"TERM": "xterm"})


async def test_the_terminals_own_colors_are_sent_where_they_are_asked_for(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHARTING_THEME", "terminal")
    monkeypatch.setenv("TERM", "xterm-256color")
    assert theme_asked_for({"CHARTING_THEME": "terminal"}) == "terminal"
    assert theme_asked_for({"CHARTING_THEME": "terminal", "NO_COLOR": "1"}) == "dark"
    async with at_the_keyboard(root) as kim:
        assert "Doe, Jane" in kim.screen_text()
        styles = [segment.style for strip in strips(kim.app.screen) for segment in strip if segment.style]
        colors = {color for style in styles for color in (style.color, style.bgcolor) if color}
        assert {color.type for color in colors} == {ColorType.DEFAULT, ColorType.STANDARD}


def test_every_picture_is_listed_and_every_listed_picture_is_there() -> None:
    docs = Path(__file__).parent.parent / "docs"
    listed = set(re.findall(r"\(pictures/([^)]+)\)", (docs / "screens.md").read_text()))
    assert listed == {picture.name for picture in (docs / "pictures").glob("*.svg")}
