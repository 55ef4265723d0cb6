"""Values as therapists type them in haste: bare, between two, after treatment, and of other times."""

import pytest

from charting_tui.records.visit import Measure
from charting_tui.shorthand.dialect.parse import read
from charting_tui.shorthand.vocabulary import packaged_vocabulary
from charting_tui.shorthand.write.applying import applied
from tests.shorthand.test_sentences import VISIT

WORDS = packaged_vocabulary()


def shown(one: Measure) -> str:
    told = ("value", "before", "after", "earlier", "worst")
    values = [(name, getattr(one, name)) for name in told if getattr(one, name) is not None]
    said = [f"{name} {value:g}" if isinstance(value, float) else f"{name} {value}" for name, value in values]
    name = "" if one.name == "pain" else one.name
    return " ".join([*filter(None, (one.side, one.area, name)), *said])


def scores(line: str) -> list[str]:
    return [shown(one) for one in read(line).facts.scores]


def ranges(line: str) -> list[str]:
    return [shown(one) for one in read(line).facts.ranges]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("L ankle 3, R hip 2 with stairs", ["left ankle value 3", "right hip value 2"]),
        ("pl 4, neck", ["neck value 4"]),
        ("R knee 4 swollen since Sunday", ["right knee value 4"]),
        ("upper back 5 btwn shoulder blades", ["upper back value 5"]),
        ("elbow 2, UT 2, levator 1", []),
        ("pecs 3", []),
        ("L hip 2 pillows", []),
        ("no tingling, jaw 3", ["jaw value 3"]),
        ("R UT 6, L UT 2", ["right upper trapezius value 6", "left upper trapezius value 2"]),
        ("both ankles ache, L 4 R 2", ["left ankle value 4", "right ankle value 2"]),
        ("heels 6 first steps, 2 by noon", ["heel value 2 worst 6"]),
        ("low back 3/10 R side, goes to calf R", ["right low back value 3"]),
        ("hip L lat 4/10", ["left hip value 4"]),
        ("low back 3 and R sciatica to ankle", ["low back value 3"]),
        ("back at 3, knee 2 PT visits", []),
        ("headaches 3 since Monday", []),
        ("back sore, 8-5 job", []),
    ],
)
def test_a_bare_value_behind_a_place_is_pain_where_it_grades_nothing(line: str, told: list[str]) -> None:
    assert scores(line) == told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("jaw 4-5/10", ["jaw value 4-5"]),
        ("lbp 2-3 today", ["low back value 2-3"]),
        ("wrist 3 to 4 out of 10", ["wrist value 3-4"]),
        ("neck 6-7/10. MFR 20 neck. 2-3 after", ["neck before 6-7 after 2-3"]),
        ("HA went 6 - 2", ["head before 6 after 2"]),
        ("TFL gr 2-3", []),
        ("UT 1-2", []),
    ],
)
def test_a_value_between_two_is_told_as_typed(line: str, told: list[str]) -> None:
    assert scores(line) == told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("knee 5. STM quads 15. 2 after", ["knee before 5 after 2"]),
        ("hip 6, neck 4. DT hip 30. hip 3 neck 1 post", ["hip before 6 after 3", "neck before 4 after 1"]),
        ("neck 4 (6 LV) jaw 3 (3 LV). MFR neck 15. after neck 2 jaw 1",
         ["neck before 4 after 2 earlier 6", "jaw before 3 after 1 earlier 3"]),
        ("elbow 5, wrist 3. IASTM 10 forearm. elbow 2 wrist 1",
         ["elbow before 5 after 2", "wrist before 3 after 1"]),
        ("S: ankle 4 sore since a hike. O: calf tight. A: better, pain 1", ["ankle before 4 after 1"]),
        ("R hip 7/10. MFR R hip 25. sore after, 3/10. f/u 1 wk", ["right hip before 7 after 3"]),
        ("walked in 7/10, out 4/10", ["before 7 after 4"]),
        ("R heel 4, L knee 3. IASTM heel 9. oops R heel is left", ["left heel value 4", "left knee value 3"]),
    ],
)  # fmt: skip
def test_what_stands_behind_the_treatment_is_the_value_after_it(line: str, told: list[str]) -> None:
    assert scores(line) == told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("hip pain 3 today, last week 5", ["hip value 3 earlier 5"]),
        ("lumbar 2/10 (prev 5)", ["low back value 2 earlier 5"]),
        ("pain 3/10 R wrist (was 6/10 last Friday)", ["right wrist value 3 earlier 6"]),
        ("visit 5 of 8, L knee 2", ["left knee value 2"]),
    ],
)
def test_a_value_of_before_is_never_the_one_of_today(line: str, told: list[str]) -> None:
    assert scores(line) == told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("crom rot L 50 R 60, flex wnl", ["left neck rotation value 50", "right neck rotation value 60",
                                         "neck flexion value within normal limits"]),
        ("UT tight B, NMT 15 min, rot L 50 to 60", ["left neck rotation before 50 after 60"]),
        ("rhomboids tight. rot L 50 to 60", []),
        ("L shldr ER 40; IR to L4", ["left shoulder external rotation value 40",
                                    "left shoulder internal rotation value to L4"]),
        ("R shldr IR limited to L5", ["right shoulder internal rotation value limited to L5"]),
        ("lumbar flex fingertips to mid shin", ["low back flexion value to mid shin"]),
        ("neck SB limited R 25%", ["right neck side bending value limited 25%"]),
        ("neck ext 40, LR 60 RR 55", ["neck extension value 40", "left neck rotation value 60",
                                     "right neck rotation value 55"]),
        ("hip flex: 100 L, 110 R", ["left hip flexion value 100", "right hip flexion value 110"]),
        ("elbow 0-130 R", ["right elbow flexion value 130"]),
        ("neck rot improved from 40 to 60 on L", ["left neck rotation before 40 after 60"]),
        ("S: neck 3. O: rot L 45. A: improved post tx rot L 60", ["left neck rotation before 45 after 60"]),
        ("knee flex 95, ext -5 (last visit 90, -8)", ["knee flexion value 95"]),
    ],
)  # fmt: skip
def test_ranges_find_their_joint_side_and_later_value(line: str, told: list[str]) -> None:
    assert ranges(line) == told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("STM, MFR and TPT R glutes 25 min", [(25, ("right gluteals",))]),
        ("NMT 10 MFR 15 both calves", [(10, ("calf on both sides",)), (15, ("calf on both sides",))]),
        ("TPT masseter, SCM, scalenes R - 20 min total",
         [(20, ("right masseter", "right sternocleidomastoid", "right scalenes"))]),
        ("PROM hip 10 min", [(10, ("hip",))]),
        ("PROM R hip flex 100", []),
        ("massage 50: back, legs", [(50, ("back", "leg"))]),
        ("swedish back and legs 50", [(50, ("back", "legs"))]),
        ("deep tissue + TPT low back 40 min", [(None, ("low back",)), (None, ("low back",))]),
        ("STM 10 glutes, tendon glides 5 ther ex", [(10, ("gluteals",)), (5, ())]),
    ],
)  # fmt: skip
def test_techniques_share_the_minutes_and_the_places_behind_them(
    line: str, told: list[tuple[int | None, tuple[str, ...]]]
) -> None:
    assert [(one.minutes, one.areas) for one in read(line).facts.treatments] == told


@pytest.mark.parametrize(
    ("line", "sections"),
    [
        ("s jaw sore o masseter tight a felt ok p rtc 1 wk", "soap"),
        ("S jaw 4; O masseter tight; A felt ok; P rtc 1 wk", "soap"),
        ("s/ jaw sore o/ masseter tight a/ felt ok", "soa"),
        ("a masseter and a jaw", "s"),
    ],
)
def test_headings_in_small_letters_and_over_semicolons(line: str, sections: str) -> None:
    assert "".join(name[0] for name in applied(VISIT, read(line), WORDS).prose) == sections


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("R infraspinatus TrPs refer to deltoid", "objective"),
        ("refer to ortho if no better", "plan"),
        ("neck 6. MFR neck 20. HA 2 leaving", "assessment"),
    ],
)
def test_a_word_stands_where_its_clause_belongs(line: str, section: str) -> None:
    last = line.rsplit(". ", maxsplit=1)[-1]
    assert last.casefold() in applied(VISIT, read(line), WORDS).prose[section].casefold()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("elbows sore after tennis. R 6 L 2", ["right elbow value 6", "left elbow value 2"]),
        ("both hands numb, L 3 R 4", []),
        ("low back ROM limited. R 3 L 4", []),
        ("no knee pain. R 3 L 4", []),
        ("same old shoulder R, 5/10", ["right shoulder value 5"]),
        ("old neck injury, 5/10", []),
        ("L knee wk 6 s/p meniscus repair, 1/10 at rest 4/10 w stairs", ["left knee value 1 worst 4"]),
        ("plantar fascia R, first steps 8/10, by lunch 2", ["right plantar fascia value 2 worst 8"]),
        ("pain 6 no make that 5/10 upper back", ["upper back value 5"]),
        ("swimmer 19 L shoulder 4/10 after 80 laps", ["left shoulder value 4"]),
        ("preg 20 wks neck and L hip 6/10", ["neck and left hip value 6"]),
        ("LBP across the belt line 5/10", ["low back value 5"]),
        ("lat elbow L 4/10", ["left elbow value 4"]),
        ("pain of six out of ten in the left hip comma mostly at night", ["left hip value 6"]),
        ("hip tight, stress 5/10", []),
        ("heel L, 7 w am steps 2 during day", ["left heel value 2 worst 7"]),
        ("pain 6 both knees first steps in am, 2 by noon", ["knee on both sides value 2 worst 6"]),
        (
            "Pain in her left hip was a nine on Monday but it has come down to about a three today",
            ["left hip value 3"],
        ),
    ],
)
def test_a_value_apart_is_pain_of_the_one_place_that_is_complained_of(line: str, told: list[str]) -> None:
    assert scores(line) == told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("R knee 6/10, MFR 20 min quad, left at a 2", ["right knee before 6 after 2"]),
        ("R knee 6/10, MFR 20 min quad, down to 2", ["right knee before 6 after 2"]),
        ("R knee 6/10, MFR 20 min quad, out 1055", ["right knee value 6"]),
        ("R knee 6/10, MFR 20 min quad, out 4", ["right knee value 6"]),
        ("right knee 6/10, MFR 20 min quad, left at a 2", ["right knee value 6"]),
    ],
)
def test_a_value_at_the_end_of_a_visit_is_one_after_it(line: str, told: list[str]) -> None:
    assert scores(line) == told
