"""Facts that several clauses of a line tell together, and what the next clause makes of them."""

import pytest

from charting_tui.records.visit import Facts, Measure
from charting_tui.shorthand.dialect.parse import read


def facts(line: str) -> Facts:
    return read(line).facts


def shown(score: Measure) -> str:
    told = ("value", "before", "after", "earlier", "worst")
    values = [f"{name} {value:g}" for name in told if isinstance(value := getattr(score, name), float)]
    said = [score.value] if isinstance(score.value, str) and score.value.endswith("%") else []
    return " ".join([*filter(None, (score.side, score.area)), *values, *said])


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("R shoulder 6/10, tired. 30 min NMT R shldr. 6→3", ["right shoulder before 6 after 3"]),
        ("neck 4/10, L hip 6/10. 30 min MFR. 6 to 2", ["neck value 4", "left hip before 6 after 2"]),
        ("L hip 6/10. 30 min MFR. 5 to 2", ["left hip value 6"]),
        (
            "R low back 5/10 + R glute 6/10. 45 min MFR. 3/10 both after",
            ["right low back before 5 after 3", "right gluteals before 6 after 3"],
        ),
        (
            "wrist pain R 6 L 4. 25 NMT arms. After R 3 L 2",
            ["right wrist before 6 after 3", "left wrist before 4 after 2"],
        ),
        ("8/10 HA + neck. MLD face 15. HA 5 after", ["head before 8 after 5", "neck value 8"]),
        ("L TMJ 5/10 chewing, 2 at rest. NMT jaw 20 min. 2/10", ["left jaw value 2 worst 5"]),
        (
            "neck 6, low back 4. swedish 30 min. both down to 2",
            ["neck before 6 after 2", "low back before 4 after 2"],
        ),
        ("jaw r 5. nmt 20 min masseter. jaw 2 says less stuck", ["right jaw before 5 after 2"]),
        ("R hip 6/10. STM R hip 20 min. says it's a 3 now", ["right hip before 6 after 3"]),
        ("R hip 6. STM R hip 20 min. 2 visits left", ["right hip value 6"]),
        ("R hip 6. STM R hip 20 min. UT 2", ["right hip value 6"]),
    ],
)  # fmt: skip
def test_pain_after_is_joined_to_the_value_side_or_place_told_before(line: str, told: list[str]) -> None:
    assert [shown(one) for one in facts(line).scores] == told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("R hip 5/10 after PT yesterday, 2 now", ["right hip value 2"]),
        ("R hip was 8 yesterday, 4 today", ["right hip value 4"]),
        ("R hip 8/10 driving, 3 now", ["right hip value 3 worst 8"]),
        ("low back 5/10 on bad days, 2/10 on good days, 3 today", ["low back value 3 worst 5"]),
        ("L shoulder is down to a three from a six last week", ["left shoulder value 3 earlier 6"]),
        ("HA 4/10 most days, none today", []),
        ("headaches down to 2 a week", []),
        ("felt a pull in R low back, 7/10 since", ["right low back value 7"]),
        ("hx of R hip surgery, 4/10", []),
        ("R knee 8/10 Saturday, 4/10 now", ["right knee value 4"]),
        ("R knee 5/10 since Saturday", ["right knee value 5"]),
        ("Hip pain L lateral, 8 at nite 4 now", ["left hip value 4 worst 8"]),
        ("plantar fasc R, first steps 7/10 am now 3", ["right plantar fascia value 3 worst 7"]),
        ("L elbow 4, up to 7 w gripping coffee pot", ["left elbow value 4 worst 7"]),
        ("low back is tired but he'd call it a two", ["low back value 2"]),
        ("neck was a six on monday but today it is more like a three", ["neck value 3"]),
        ("L shoulder 6 sorry R shoulder 6", ["right shoulder value 6"]),
        ("R shoulder no wait left, 5 today", ["left shoulder value 5"]),
        ("neck 4, takes 2 at night", ["neck value 4"]),
        ("neck 4, up 3 times at night", ["neck value 4"]),
        ("low back pain 3 to 4", []),
    ],
)
def test_a_value_of_another_time_is_not_one_of_today(line: str, told: list[str]) -> None:
    assert [shown(one) for one in facts(line).scores] == told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("no c/o except stiff R neck 3/10", ["right neck value 3"]),
        ("oops meant L knee not R, 3/10", ["left knee value 3"]),
        ("slept on the couch and now his L neck is about a six", ["left neck value 6"]),
        ("denies quibblex and L neck 6/10", []),
        ("R neck into shldr 7/10", ["right neck value 7"]),
        ("L elbow 6/10 brizzling", ["left elbow value 6"]),
        ("L elbow brizzling 6/10", []),
    ],
)
def test_pain_is_told_beside_words_that_turn_nothing(line: str, told: list[str]) -> None:
    assert [shown(one) for one in facts(line).scores] == told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("NMT 25 + swedish 20 + pec str 5", [(25, ()), (20, ()), (5, ("pectoralis major",))]),
        ("NMT jaw/face 20 nk swe 20", [(20, ("jaw", "face")), (20, ("neck",))]),
        ("MFR 20 neck + back STM 10", [(20, ("neck", "back")), (10, ())]),
        ("massage full body, 60", [(60, ("full body",))]),
        ("twenty minutes of trigger point and twenty five of Swedish on back", [(20, ()), (25, ("back",))]),
        ("SCS L psoas, MFR hams, 45", [(None, ("left iliopsoas",)), (None, ("hamstrings",))]),
        ("45 min MFR TP R glutes", [(45, ("right gluteals",))]),
        ("R knee 6/10 after hiking Mt Hood", []),
        ("neck 8/10, hot pack gets it to a 5", []),
        ("gait smoother", []),
        ("R shoulder flex 100 AAROM 130", []),
        ("IASTM R ITB + lat quad 12", [(12, ("right iliotibial band", "right quadriceps"))]),
        ("30 min MFR to neck and 15 on trigger point work to glutes", [(30, ("neck",)), (15, ("gluteals",))]),
    ],
)
def test_a_treatment_has_its_own_minutes_and_places(
    line: str, told: list[tuple[int | None, tuple[str, ...]]]
) -> None:
    found = facts(line)
    assert [(one.minutes, one.areas) for one in found.treatments] == told
    assert "trigger points" not in {one.kind for one in found.findings}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("nothing makes the hip better, worse first thing am", ()),
        ("30 min MFR neck. gait better leaving", ("gait better leaving",)),
        ("a bit sore in glute after TP work", ("a bit sore in glute after TP work",)),
        ("a bit sore in glute after work", ()),
        ("hip 5 to 2 after, tol well, feels looser", ("tolerated well", "felt looser")),
        ("NMT 20 neck, fine when left", ("fine when left",)),
        ("calf fine at end, ran sat. NMT 20 calf", ()),
        ("ther ex 15 min, lunges no pain after", ("lunges no pain after",)),
        ("NMT 20 neck, no inc sx", ("no inc sx",)),
        ("NMT 20 neck. Drink water, fine when left", ("fine when left",)),
        ("NMT 20 neck. ice at home, good by then", ()),
        ("NMT 20 neck, no new meds, felt looser", ("felt looser",)),
        ("goal no increase in pain", ()),
        ("MFR 20 neck. said it was heaven", ("said it was heaven",)),
        ("MFR 20 neck. more room reaching overhead", ("more room reaching overhead",)),
        (
            "MFR 20 neck. lightheaded sitting up but ok after water",
            ("lightheaded sitting up but ok after water",),
        ),
        ("UT L let go nicely under my thumb", ("UT L let go nicely under my thumb",)),
        ("tape from last time helped", ("tape from last time helped",)),
        ("no changes in meds", ()),
        ("MFR 20 neck. said her sister is better", ()),
        ("MFR 20 neck. says rent went up", ()),
        ("MFR 20 neck. said neck is a three", ()),
        ("MFR 20 neck. if not better refer to MD", ()),
        ("felt a pop in low back", ()),
        ("felt pain shoot down leg", ()),
        ("MFR 20 neck. couldn't believe how loose it was", ("couldn't believe how loose it was",)),
        ("MFR 20 neck. psoas stubborn", ("psoas stubborn",)),
        ("MFR 20 neck. use less pillow", ()),
        ("MFR 20 neck. said she'd call to rebook", ()),
        ("sleeping better w/ new pillow", ()),
    ],
)
def test_only_what_follows_treatment_is_its_response(line: str, told: tuple[str, ...]) -> None:
    assert facts(line).responses == told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "cervical flexion 40 deg ext 45 deg lt rot 50 (was 42 on 11/23) rt rot wnl",
            ["neck value 40", "neck value 45", "left neck value 50 earlier 42", "right neck"],
        ),
        ("neck rot R 65 (55 last visit)", ["right neck value 65 earlier 55"]),
        ("hip IR on the R only 20 compared to 35 L", ["right hip value 20", "left hip value 35"]),
        ("jaw opening 35mm up from 30", ["jaw value 35 earlier 30"]),
        ("lumbar flexion 75%", ["low back 75%"]),
    ],
)
def test_ranges_keep_their_sides_and_earlier_values(line: str, told: list[str]) -> None:
    assert [shown(one) for one in facts(line).ranges] == told


@pytest.mark.parametrize("line", ["adhesions lat side still 2/4", "tight med border", "ttp lat aspect R"])
def test_which_side_of_an_area_is_no_muscle(line: str) -> None:
    assert not [
        one.area for one in read(line).facts.findings if one.area in {"latissimus dorsi", "gluteus medius"}
    ]
