from pathlib import Path

import pytest

from .command_line import call

TAKERS = (
    ("phrases",),
    ("vocabulary",),
    ("rules",),
    ("import-schedule",),
    ("codes", "update"),
    ("codes", "import-ncci"),
    ("codes", "import-mue"),
)


@pytest.mark.parametrize("words", TAKERS)
def test_a_file_that_is_not_there_is_named_with_what_to_do_before_a_clinic_is_opened(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    answer = call("--data", str(tmp_path / "no clinic"), *words, str(tmp_path / "none.json"))
    assert answer.refused_in_one_sentence()
    assert f"There is no file {tmp_path / 'none.json'}. Check its name." in answer.err


@pytest.mark.parametrize("words", TAKERS)
def test_a_folder_is_named_with_what_to_do(words: tuple[str, ...], tmp_path: Path) -> None:
    answer = call("--data", str(tmp_path / "no clinic"), *words, str(tmp_path))
    assert answer.refused_in_one_sentence()
    assert f"{tmp_path} is a folder. Give a file in it." in answer.err
