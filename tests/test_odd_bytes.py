from pathlib import Path

from textual.drivers import linux_driver

from charting_tui.acts.booking import book, read_booking

from .clinic import NOW_THERE, TODAY, make_clinic
from .terminal import Terminal


def test_a_terminal_that_sends_latin_1_ends_nothing_and_its_letters_are_told_from_others(
    tmp_path: Path,
) -> None:
    store = make_clinic(tmp_path / "clinic")
    book(store, "jane", read_booking("1100 jane 60"), TODAY)
    store.close()
    arguments = ["--data", str(tmp_path / "clinic"), "--user", "kim"]
    with Terminal(arguments, tmp_path, env={"CHARTING_NOW": NOW_THERE}) as screen:
        screen.sees("Doe, Jane").press("n").sees("Next visit, frequency")
        screen.sends(b"caf\xe9 au lait").sees("caf\N{REPLACEMENT CHARACTER} au lait")
        screen.types(" café").sees("au lait café")


def test_the_name_by_which_textual_decodes_what_a_terminal_sends_exists() -> None:
    assert callable(vars(linux_driver)["getincrementaldecoder"])
