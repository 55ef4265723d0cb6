from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.drivers import linux_driver
from textual.events import Paste

from charting_tui.textual_private.typed_bytes import PasteFilter

from .clinic import NOW_THERE
from .terminal import Terminal
from .test_screens import at_the_keyboard

pytestmark = pytest.mark.draws


@pytest.mark.terminal
def test_a_terminal_that_sends_latin_1_ends_nothing_and_its_letters_are_told_from_others(root: Path) -> None:
    arguments = ["--data", str(root), "--user", "kim"]
    with Terminal(arguments, root.parent, env={"CHARTING_NOW": NOW_THERE}) as screen:
        screen.sees("Doe, Jane").press("n").sees("Next visit, frequency")
        screen.sends(b"caf\xe9 au lait").sees("caf\N{REPLACEMENT CHARACTER} au lait")
        screen.types(" café").sees("au lait café")


@pytest.mark.parametrize("keys", [(), ("f6",)])
async def test_what_a_terminal_would_obey_is_not_pasted_into_a_text(
    root: Path, keys: tuple[str, ...]
) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("n", *keys)
        kim.app.post_message(Paste("sore\x0e n\x00e\x9b2Jck\x1b[31m caf\u00e9 [red]\nand\tback"))
        await kim.presses()
        note = kim.note()
        assert (note.subjective or note.quick_line).startswith("sore ne2Jck[31m café [red]")
        assert "sore ne2Jck[31m café [red]" in kim.screen_text()


async def test_lines_and_tabs_of_a_paste_stay(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("n")
        kim.app.post_message(Paste("neck\r\nback\x0bhip\tleft"))
        await kim.presses()
        assert kim.note().subjective.splitlines() == ["neck", "back", "hip\tleft"]


def test_the_name_by_which_textual_decodes_what_a_terminal_sends_exists() -> None:
    assert callable(vars(linux_driver)["getincrementaldecoder"])


START, END = "\x1b[200~", "\x1b[201~"
PIECES = st.sampled_from(
    ["a", "neck 6/10\n", "\x1b", "\x1b[", "\x1b[3", "[31m", "\x1b[20", "0", "1~", "~", "\t"]
)
TEXTS = st.lists(PIECES, max_size=8).map("".join).filter(lambda text: START not in text and END not in text)


@given(TEXTS, TEXTS, st.lists(st.integers(0, 60), max_size=6))
def test_of_what_is_sent_only_the_escapes_within_a_paste_are_left_out_however_it_is_cut(
    before: str, pasted: str, cuts: list[int]
) -> None:
    whole = f"{before}{START}{pasted}{END}{before}"
    places = sorted({0, *(min(cut, len(whole)) for cut in cuts), len(whole)})
    reading = PasteFilter()
    read = "".join(reading.passed_on(whole[start:end]) for start, end in pairwise(places))
    assert read == f"{before}{START}{pasted.replace(chr(27), '')}{END}{before}"


def test_outside_a_paste_nothing_is_kept_waiting() -> None:
    reading = PasteFilter()
    assert [reading.passed_on(sent) for sent in ("\x1b", "[", "2", "x")] == ["\x1b", "[", "2", "x"]


@pytest.mark.terminal
def test_a_paste_with_escapes_keeps_the_order_of_its_characters(root: Path) -> None:
    arguments = ["--data", str(root), "--user", "kim"]
    with Terminal(arguments, root.parent, env={"CHARTING_NOW": NOW_THERE}) as screen:
        screen.sees("Doe, Jane").press("n").sees("Next visit, frequency")
        screen.types(f"{START}one\x1b[31m two\x1b three\x1b[").rests()
        screen.types(f"A four \x1b]0;five\x07 \x1bP six{END} seven")
        screen.sees("one[31m two three[A four ]0;five P six seven")


@pytest.mark.terminal
def test_a_key_whose_number_is_no_character_ends_nothing(root: Path) -> None:
    arguments = ["--data", str(root), "--user", "kim"]
    with Terminal(arguments, root.parent, env={"CHARTING_NOW": NOW_THERE}) as screen:
        screen.sees("Doe, Jane").press("n").sees("Next visit, frequency")
        for turn, number in enumerate(("1114112", "55296", "99999999999", "1:2:3", ":")):
            screen.types(f"{turn} left \x1b[{number}u").types("hip ").sees(f"{turn} left hip")
