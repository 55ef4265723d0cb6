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
        ("DT 60 full body. tol well. 4 wks", "Return in 4 weeks"),
        ("DT 60 full body. wear compression socks, 2 wks", ""),
        ("hips sore all week, back 2 days", ""),
        ("felt good after, back 1/10", ""),
        ("see MD in 2 wks", ""),
        ("usual 60 next fri", "Return next Friday for 60 minutes"),
        ("same time next month", "Return next month at the same time"),
        ("see back 3 wks", "Return in 3 weeks"),
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
        ("1x wk 3 more", "once a week for three more visits"),
        ("cont 2x wk 45 min until trial 10/2", "twice a week, 45 minutes until trial 10/2"),
        ("every other tues", "every other Tuesday"),
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


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("low back 7/10 + L hip 5", ["low back 7", "left hip 5"]),
        ("R groin strain, 3/10 w skating 0 at rest", ["right groin 0"]),
        ("pain decreased from 6/10 to 3/10 low back", ["low back 6>3"]),
        ("LB 5 B, neck 4/10. DT 30 min back, LB 5→2", ["low back on both sides 5>2", "neck 4"]),
        ("HA days 3/wk fr 6", []),
        ("neck 5/10 stiff since long desk week, HA x2", ["neck 5"]),
        ("mid bk 4 desk, rhomb B knots, DT 40 up bk, 1/10, mo", ["middle back 4>1"]),
        ("nk R 6/10, lev R ttp, MFR pec 10, pn 3/10", ["right neck 6>3"]),
        ("8/10, down to 3/10 by lunch, arch & heel", []),
    ],
)
def test_each_value_of_pain_stays_with_its_place(line: str, told: list[str]) -> None:
    scores = [
        f"{one.area} {one.value:g}" if one.after is None else f"{one.area} {one.before:g}>{one.after:g}"
        for one in facts(line).scores
        if isinstance(one.value or one.before or 0.0, float)
    ]
    assert [one.replace(".0", "") for one in scores] == told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("neck rot R 50, NMT 15 min, rot R 62 after", [("right", 50, 62)]),
        (
            "neck rot R 50 L 60, NMT 15 min neck. rot 70",
            [("right", 50, None), ("left", 60, None), ("", 70, None)],
        ),
        ("PNF hip flex 10 min, hip ext 5→12", [("", 5, 12)]),
    ],
)
def test_a_range_behind_the_treatment_is_the_one_before_it(
    line: str, told: list[tuple[str, int, int | None]]
) -> None:
    ranges = facts(line).ranges
    assert [(one.side, one.before if one.value is None else one.value, one.after) for one in ranges] == told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Thomas L + R neg", [("left", "positive"), ("right", "negative")]),
        ("Ober L+ R-", [("left", "positive"), ("right", "negative")]),
    ],
)
def test_each_side_of_a_test_keeps_its_result(line: str, told: list[tuple[str, str]]) -> None:
    assert [(one.side, one.value) for one in facts(line).tests] == told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("QL B tight, L worst", [("quadratus lumborum", "both")]),
        ("L tight rectus fem", [("rectus femoris", "left")]),
        ("mild tight UT B + feet", [("upper trapezius", "both"), ("foot", "")]),
        ("IASTM lat blorping R 8 min", []),
        ("some adhesions lat R knee", [("knee", "right")]),
    ],
)
def test_a_side_is_of_the_place_beside_it(line: str, told: list[tuple[str, str]]) -> None:
    assert [(one.area, one.side) for one in facts(line).findings] == told


def test_a_number_with_a_place_and_an_unknown_word_may_be_a_treatment_too() -> None:
    told = read("20 DT low back, 15 DT calves, 10 feet blorping")
    assert {(one.code, one.minutes) for one in told.asked} == {("97124", 35)}
    assert not any(one.code for one in told.facts.treatments)


def test_a_grade_of_a_strain_grades_no_muscle() -> None:
    assert not facts("calf strain L gr 1, day 5").findings


def test_a_stop_before_minutes_ends_a_sentence_whatever_it_may_abbreviate() -> None:
    told = facts("hypertonic R TFL and glute med. 60 minutes of deep tissue massage to right hip")
    assert [one.areas for one in told.treatments] == [("right hip",)]


def test_a_place_with_its_pain_is_no_treatment_of_a_later_one() -> None:
    assert not read("LB/hips 5, glutes tight B, massage 50 bk/hips/legs, 2/10").asked
