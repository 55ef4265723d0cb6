from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from charting_tui.ascii_letters import in_ascii, wants_ascii
from charting_tui.theme import theme_asked_for, themes

from .terminal import Terminal
from .test_looks import ENOUGH, contrast, rgb


@given(st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), max_size=30))
def test_every_sign_keeps_its_cells_in_ascii(text: str) -> None:
    assert in_ascii(text).isascii()
    assert cell_len(in_ascii(text)) == cell_len(text)


def test_frames_marks_and_names_stay_readable_in_ascii() -> None:
    assert in_ascii("╭─ Visits ─╮│›✗ Şahin, Lucía 97140×3 “neck” …") == (
        '+- Visits -+|>x Sahin, Lucia 97140x3 "neck" ~'
    )


def test_ascii_is_for_locales_without_unicode_and_for_whoever_asks() -> None:
    assert wants_ascii({"LC_ALL": "C"})
    assert wants_ascii({"LANG": "C", "LC_CTYPE": "C.UTF-8"})
    assert wants_ascii({"LANG": "en_US.ISO-8859-1"})
    assert wants_ascii({"LANG": "en_US.UTF-8", "CHARTING_ASCII": "1"})
    assert not wants_ascii({"LC_ALL": "", "LANG": "en_US.UTF-8"})
    assert not wants_ascii({"LANG": "C.utf8"})
    assert not wants_ascii({})


@pytest.mark.terminal
def test_nothing_but_ascii_is_sent_to_a_terminal_of_such_a_locale(root: Path) -> None:
    env = {"LANG": "C", "CHARTING_NOW": "2026-11-23T12:00"}
    with Terminal(["--data", str(root), "--user", "kim"], root.parent, env=env) as screen:
        screen.sees("|>11:00 Doe, Jane", "+- Visits -", "F1 help")
        assert screen.raw.isascii()


def test_every_theme_keeps_its_words_apart_from_the_ground() -> None:
    named = {theme.name: theme for theme in themes()}
    for name, least in (("dark", ENOUGH), ("light", ENOUGH), ("contrast", 7)):
        theme = named[name]
        words = {key: value for key, value in theme.variables.items() if key.startswith("text-")}
        for color in (theme.foreground, *words.values()):
            for ground in (theme.background, theme.panel):
                assert contrast(rgb(str(color)[1:], ""), rgb(str(ground)[1:], "")) >= least, (name, color)
        assert contrast(rgb(theme.variables["frame"][1:], ""), rgb(str(theme.background)[1:], "")) >= 3


def test_the_theme_of_high_contrast_can_be_asked_for() -> None:
    assert theme_asked_for({"CHARTING_THEME": "contrast"}) == "contrast"
