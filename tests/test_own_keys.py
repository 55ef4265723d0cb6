from collections.abc import Iterator
from pathlib import Path

import pytest

from charting_tui.errors import BadInput
from charting_tui.keys import Place, use_own_keys
from charting_tui.own_keys import own_keys_file, read_own_keys
from charting_tui.screens.frame.dead_keys import why_dead

from .test_screens import at_the_keyboard


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "keys.toml"
    use_own_keys({})


def test_acts_are_named_with_their_place_as_a_table_or_in_one_word(file: Path) -> None:
    file.write_text('"today.next" = "g"\n[visit]\nquick = ["ctrl+y", "F5"]\n[unbilled]\nfind = "?"\n')
    with pytest.raises(BadInput, match=r"\? is both unbilled\.find and all\.help"):
        read_own_keys(file)
    file.write_text('"today.next" = "g"\n[body]\nfind = "!"\n[review]\nsign = "enter"\n')
    assert read_own_keys(file) == {"today.next": "g", "body.find": "exclamation_mark", "review.sign": "enter"}


def test_two_acts_may_change_their_keys_with_each_other(file: Path) -> None:
    file.write_text('[today]\nnext = "b"\nbatch = "n"\n')
    assert read_own_keys(file) == {"today.next": "b", "today.batch": "n"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[today]\nnext = "b"', "b is both today.next and today.batch. Give one of them another key."),
        ('[lines]\nundo = "ctrl+n"', "^n is both lines.undo and visit.add-code."),
        ('[today]\nnxt = "g"', "today.nxt is no key that can be changed."),
        ('[all]\nhelp = "h"', "all.help is no key that can be changed."),
        ("[today]\nnext = 3", 'today.next needs a key in quotes, like "n" or ["f6", "ctrl+b"].'),
        ('[today]\nnext = "hyper+x"', "today.next cannot have “hyper+x”."),
        ('[today]\nnext = "ctrl+i"', "terminals send another key for ^i. Choose another for today.next."),
        ('[visit]\nquick = "q"', "visit.quick works where you type, so q would be text."),
        ("[today\nnext", "at line 1"),
    ],
)
def test_what_is_wrong_with_the_file_is_one_sentence_and_none_of_it_counts(
    text: str, said: str, file: Path
) -> None:
    file.write_text(text)
    with pytest.raises(BadInput) as fault:
        read_own_keys(file)
    assert fault.value.sentence.startswith("keys.toml is not used: ")
    assert said in fault.value.sentence
    assert "\n" not in fault.value.sentence


def test_the_example_of_the_docs_is_taken(file: Path) -> None:
    page = (Path(__file__).parent.parent / "docs" / "keys.md").read_text()
    file.write_text(page.partition("```toml\n")[2].partition("```")[0])
    assert read_own_keys(file)["today.unbilled"] == "b,u"


def test_the_file_is_where_the_environment_says_or_in_the_configuration_folder(tmp_path: Path) -> None:
    assert own_keys_file({}, tmp_path) == tmp_path / ".config" / "charting-tui" / "keys.toml"
    assert own_keys_file({"XDG_CONFIG_HOME": "/c"}, tmp_path) == Path("/c/charting-tui/keys.toml")
    assert own_keys_file({"CHARTING_KEYS": "/mine"}, tmp_path) == Path("/mine")
    assert read_own_keys(tmp_path / "none.toml") == {}


@pytest.mark.usefixtures("file")
def test_a_dead_key_is_explained_by_the_keys_in_use() -> None:
    use_own_keys({"today.unbilled": "v"})
    assert why_dead("h", (Place.TODAY,)).endswith("Press v first.")


@pytest.fixture
def taken(file: Path) -> Path:
    file.write_text('[today]\nunbilled = "v"\n')
    return file


@pytest.fixture
def clashing(tmp_path: Path) -> Path:
    made = tmp_path / "clashing.toml"
    made.write_text('[today]\nunbilled = "c"\n')
    return made


async def test_own_keys_work_are_shown_and_a_clash_is_said_at_login(
    root: Path, taken: Path, clashing: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHARTING_KEYS", str(taken))
    async with at_the_keyboard(root) as kim:
        assert "v unbilled" in kim.screen_text()
        await kim.presses("v")
        assert "Today › Unbilled" in kim.screen_text()
    monkeypatch.setenv("CHARTING_KEYS", str(clashing))
    async with at_the_keyboard(root) as kim:
        assert "✗ keys.toml is not used: c is both today.unbilled and today.clients." in kim.screen_text()
        await kim.presses("u")
        assert "Today › Unbilled" in kim.screen_text()
