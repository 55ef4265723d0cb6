"""How often and when they come again, and how far a denial reaches."""

import pytest

from charting_tui.records.visit import Facts
from charting_tui.shorthand.dialect.parse import read


def facts(line: str) -> Facts:
    return read(line).facts


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("rtc 2 wks focus R hip flexors", "Return in 2 weeks"),
        ("next appt 12/8", "Return on 12/8"),
        ("f/u 2-3 weeks", "Return in 2 to 3 weeks"),
        ("keep appt next wk", "Return next week"),
        ("rtc 1 wk or sooner if flares", "Return in 1 week"),
        ("rtc 1 wk if no better", ""),
        ("hips sore all week, back 2 days", ""),
        ("felt good after, back 1/10", ""),
        ("see MD in 2 wks", ""),
    ],
)
def test_when_they_return_is_told_unless_there_is_a_condition(line: str, told: str) -> None:
    assert facts(line).plan == told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("taper to every other week", "every other week"),
        ("cont 2x/wk x 6 wks per Rx", "twice a week for six weeks"),
        ("MFR 30 min neck. no new sx, 2x/wk x3", "twice a week for three weeks"),
        ("headaches, 2x/wk", ""),
        ("sees chiro, 2x/wk", ""),
        ("bridges 2x10, 3x/wk", ""),
    ],
)
def test_a_rate_of_something_else_is_no_plan(line: str, told: str) -> None:
    assert facts(line).frequency == told


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("no numbness, UTs tight L>R", ["tightness"]),
        ("no numbness, calf tenderness or swelling", []),
        ("no bruising, calf ttp", []),
    ],
)
def test_a_denial_ends_at_what_a_place_is_like(line: str, found: list[str]) -> None:
    assert [one.kind for one in facts(line).findings if not one.negative] == found


@pytest.mark.parametrize(
    ("line", "minutes"),
    [("no new sx, NMT 30 neck", 30), ("no MFR, MLD 20 to legs", None)],
)
def test_what_is_timed_is_not_denied_with_complaints(line: str, minutes: int | None) -> None:
    assert [one.minutes for one in facts(line).treatments] == ([minutes] if minutes else [])


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("MFR 30 neck. pressure just right", ("pressure just right",)),
        ("MFR 30 neck. no pain during tx", ("no pain during tx",)),
        ("MFR 30 neck. less tightness in R levator", ("less tightness in R levator",)),
        ("MFR 30 neck. tender piriformis R", ()),
        ("MFR 30 neck. sole lifts", ()),
    ],
)
def test_a_response_may_name_any_place_where_it_tells_what_became_of_it(
    line: str, told: tuple[str, ...]
) -> None:
    assert facts(line).responses == told
