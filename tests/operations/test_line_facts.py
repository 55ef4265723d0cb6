import pytest

from charting_tui.errors import BadInput
from charting_tui.operations.visits.editing import (
    blocks_text,
    new_insertion_text,
    with_blocks,
    with_narrative,
    with_new_insertion,
)
from tests.rule_forms import visit

DRAFT = visit({"code": "97811"}).draft


def test_times_of_a_line_are_read_and_shown() -> None:
    draft = with_blocks(DRAFT, 0, "1015-1030, 11:10-11:20")
    assert blocks_text(draft, 0) == "10:15-10:30, 11:10-11:20"
    assert blocks_text(with_blocks(draft, 0, " "), 0) == ""


@pytest.mark.parametrize("text", ["1030-1015", "soon", "1015"])
def test_times_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(BadInput):
        with_blocks(DRAFT, 0, text)


def test_new_needles_are_yes_no_or_not_said() -> None:
    for text, shown in (("Y", "yes"), ("no", "no"), ("", "")):
        assert new_insertion_text(with_new_insertion(DRAFT, 0, text), 0) == shown
    with pytest.raises(BadInput):
        with_new_insertion(DRAFT, 0, "maybe")


def test_words_for_the_claim_are_one_line() -> None:
    assert with_narrative(DRAFT, 0, " cupping,\n15 min ").visit.services[0].narrative == "cupping, 15 min"
