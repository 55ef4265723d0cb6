from hypothesis import given
from hypothesis import strategies as st

from charting_tui.records.visit import SECTIONS
from charting_tui.screens.visit.note_pane import shared_rows

ROWS = st.fixed_dictionaries({section: st.integers(1, 30) for section in SECTIONS})


@given(ROWS, st.sampled_from((*SECTIONS, "")), st.integers(4, 60))
def test_sections_share_the_rows_there_are_and_the_one_at_hand_comes_first(
    wanted: dict[str, int], here: str, room: int
) -> None:
    given_rows = shared_rows(wanted, here, room)
    assert all(rows >= 1 for rows in given_rows.values())
    assert sum(given_rows.values()) <= room
    if here:
        assert given_rows[here] >= min(wanted[here], room - len(SECTIONS) + 1)
    if sum(wanted.values()) <= room and not here:
        assert given_rows == wanted


def test_where_nothing_is_written_each_section_is_one_line_and_the_one_at_hand_three() -> None:
    assert shared_rows(dict.fromkeys(SECTIONS, 1), "plan", 6) == {
        "subjective": 1,
        "objective": 1,
        "assessment": 1,
        "plan": 3,
    }
