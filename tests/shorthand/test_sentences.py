"""Lines as therapists type them, outside the quick line's own grammar."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charting_tui.records.visit import Measure, Visit
from charting_tui.shorthand.dialect.parse import read
from charting_tui.shorthand.dialect.tokens import SIGNS
from charting_tui.shorthand.read.clauses import headings
from charting_tui.shorthand.read.lexicon import is_one_letter_off, lexicon_of
from charting_tui.shorthand.read.line import read_sentences
from charting_tui.shorthand.vocabulary import packaged_vocabulary
from charting_tui.shorthand.write.applying import applied

WORDS = packaged_vocabulary()
VISIT = Visit(date=date(2026, 11, 20))

TREATED = (
    "MFR 30 min to neck",
    "swedish 60 min full body",
    "DT R QL & glutes x 30 min",
    "mfr 30 neck",
    "STM RC/pec 20",
    "97140 15 min R shldr",
    "60 min gentle massage, back, legs",
    "mt30 @ neck",
    "MLD 40 to R arm",
)
STATED = (
    *TREATED,
    "neck rot L 60 to 70",
    "R shoulder pain 7/10 before, 4/10 after",
    "bilat traps tight 3",
    "TrPs R lev & rhomboids",
    "SLR R pos",
    "LBP 5/10 today",
    "UT hypertonic B",
    "shldr abd R 95 -> 120, L WNL",
)
TOLD_BESIDE = (
    "dull ache L lower back 4 out of 10 this morning",
    "R hip 6/10 when rolling over in bed",
    "low back 3/10, was 6 last time",
    "spasm R QL gr 3",
    "trap's hypertonic bilat +2",
    "L lev tender grade two",
    "SO & R lev +1",
    "mid traps ropey R>L",
    "R shld flex 130 abd 110 ER 40",
    "c-spine rot L 50 R 70, SB R 30",
    "Phalen + L",
    "neg Kemp bilat",
    "NMT to R scalenes, SCM, UT 30min",
)
"""Lines whose facts stand beside the words that were typed."""
GOVERNING = (
    "no", "not", "denies", "without", "if", "when", "plan:", "goal:", "wants", "declined", "refused", "hx of",
    "mother has", "husband gets", "told to do", "next visit", "avoid", "last week", "scheduled", "maybe",
)  # fmt: skip


def note(line: str) -> str:
    return "\n".join(applied(VISIT, read(line), WORDS).prose.values())


def codes(line: str) -> dict[str, object]:
    return {one.code: one.minutes for one in applied(VISIT, read(line), WORDS).lines}


def facts(line: str) -> dict[str, object]:
    found = read(line).facts.model_dump(mode="json", exclude_defaults=True)
    positive = [one for one in found.pop("findings", []) if not one.get("negative")]
    left_out = {"verbatim", "denied"}
    return {kind: one for kind, one in found.items() if kind not in left_out} | (
        {"findings": positive} if positive else {}
    )


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("no new meds", "No new meds."),
        ("fell on ice", "Fell on ice."),
        ("STG 1 met", "STG 1 met."),
        ("no worse w/ stairs", "No worse w/ stairs."),
        ("better w heat", "Better w heat."),
        ("no drainage, neg Homans", "No drainage."),
        ("bike fitter not us", "Bike fitter not us."),
        ("no MLD to neck d/t carotid hx", "No MLD to neck d/t carotid hx."),
        ("New client, first visit, full body relaxation and shoulders", "New client, first visit"),
        ("L ITB 4. still sore", "L ITB 4."),
        ('client states "it feels like a hot poker in my R hip"', "hot poker in my R hip"),
        ("neck 5/10 (was quibblex at SOC)", "Neck 5/10 (was quibblex at SOC)."),
    ],
)
def test_what_is_not_understood_whole_stands_word_for_word_and_states_nothing(line: str, kept: str) -> None:
    assert kept in note(line)
    assert not facts(line).keys() - {"tests"}
    assert not codes(line)


@pytest.mark.parametrize(
    ("line", "stored"),
    [
        ("mt 30 @ neck and ut", {"97124": 30}),
        ("MFR + TPT to neck/shldrs 45m", {"97140": 45}),
        ("manual therapy 25' to lumbar paras and B hips", {"97140": 25}),
        ("mfr 30 neck, ther ex 15 chin tucks", {"97140": 30, "97110": 15}),
        ("gave an hour of Swedish with hot stones on the back, lavender oil", {"97124": 60}),
        ("Mass. to Bk + Lg's, 1/2 hr.", {"97124": 30}),
        ("Myofac. Rel. 1/2 hr. + moist heat 10 min.", {"97140": 30, "97010": 10}),
        ("TE 23': bike 6', step ups 3x10, wall sits 4x20s", {"97110": 23}),
        ("MT 15': patellar mobs all dir, STM quad/ITB", {"97140": 15}),
        ("97140x2 (30') MFR/STM cerv/UT; 97110x1 (10') scap retraction", {"97140": 30, "97110": 10}),
        ("STM 15 TrP 10 ex 15", {"97140": 25, "97110": 15}),
        ("no contractions, 60 min swedish back/hips/legs", {"97124": 60}),
        ("30 min late so 30 min only neck/ut mt", {"97124": 30}),
        ("One hour massage, neck, scalp, back, with warm towels", {"97124": 60}),
    ],
)
def test_treatments_and_their_minutes_become_code_lines(line: str, stored: dict[str, int]) -> None:
    assert codes(line) == stored


@pytest.mark.parametrize(
    "line",
    [
        "MFR 30 min to R hip not billed",
        "manual + ex 45 total",
        "massage 60 gift card purchased",
        "mom had massage 60 min last week",
        "PT did ther ex 30 next door today",
        "HEP clams bridges 3x10 daily. Foam roll 2 min.",
        "MFR 30 neck, STM neck too",
        "no MFR, MLD 20 to legs",
    ],
)
def test_what_is_not_certain_makes_no_code_line(line: str) -> None:
    assert codes(line) == {}


def test_a_likely_code_is_asked_about_and_added_once_it_is_confirmed() -> None:
    line = "mfr 30 neck; some STM neck too"
    reading = read(line)
    assert [one.text for one in reading.asked] == ["Bill 30 minutes of myofascial release as 97140?"]
    assert not any(one.code for one in reading.facts.treatments)
    assert {one.code for one in read(line, confirmed=frozenset({"97140"})).facts.treatments} == {"97140"}


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("R shoulder pain 7/10 before, 4/10 after", "Right shoulder pain was 7/10 before treatment and 4/10"),
        ("p 6 down to 3, L hip", "Left hip pain was 6/10 before treatment and 3/10 after"),
        ("neck rot L 60 to 70", "Left neck rotation went from 60° to 70°"),
        ("shldr abd R 95 -> 120, L WNL", "Left shoulder abduction is within normal limits"),
        ("TrPs R lev scap & rhomboids", "trigger points in the right levator scapulae and rhomboids"),
        ("SLR R pos, L neg", "straight leg raise was positive on the right"),
        ("DF L 4>8", "Left ankle dorsiflexion went from 4° to 8°"),
        ("f/u 1 wk", "Return in 1 week"),
        ("1x/wk x 6 wks", "once a week for six weeks"),
        ("pt tol well", "olerated"),
        ("R sholder pain 6 to 3", "Right shoulder pain was 6/10 before treatment and 3/10 after"),
    ],
)
def test_what_is_understood_whole_is_a_fact(line: str, sentence: str) -> None:
    assert sentence in note(line)
    assert not read(line).facts.verbatim


@given(st.sampled_from(STATED), st.sampled_from(GOVERNING))
def test_what_is_denied_planned_past_or_of_somebody_else_states_nothing(stated: str, governing: str) -> None:
    line = f"{governing} {stated}"
    assert facts(line) == {}
    assert codes(line) == {}


@given(st.sampled_from(STATED), st.integers(0, 6))
def test_a_word_that_is_not_known_leaves_no_fact_of_its_clause_but_a_treatment(
    stated: str, place: int
) -> None:
    words = stated.split()
    line = " ".join([*words[:place], "quibblex", *words[place:]])
    assert facts(line).keys() <= ({"treatments"} if "," not in stated else set(facts(stated)))
    assert "quibblex" in note(line).casefold()


@pytest.mark.parametrize("denial", ["no", "denies", "without", "neg for", "no more", "no longer"])
def test_what_is_denied_is_never_told_as_there(denial: str) -> None:
    findings = [one for one in (*STATED, *TOLD_BESIDE) if "findings" in facts(one)]
    assert findings
    assert [one for one in findings if "findings" in facts(f"{denial} {one}")] == []


@given(st.sampled_from([*STATED, *TOLD_BESIDE]).flatmap(lambda line: st.permutations(line.split())))
def test_shuffled_words_make_no_fact_of_another_kind_number_or_place(words: list[str]) -> None:
    line, shuffled = " ".join(sorted(words)), " ".join(words)
    told = read(shuffled).facts
    numbers = {float(one) for one in re.findall(r"\d+(?:\.\d+)?", line.replace("two", "2"))}
    measures = (*told.scores, *told.ranges, *told.tests)
    values = {value for one in measures for value in (one.value, one.before, one.after)}
    grades = {float(one.grade) for one in told.findings if one.grade is not None}
    minutes = {float(one.exact_minutes) for one in told.treatments if one.exact_minutes is not None}
    assert grades | minutes | {one for one in values if isinstance(one, float)} <= numbers
    assert bool(told.scores) <= any(word in line for word in ("pain", "LBP", "/10", "ache"))
    assert bool(told.tests) <= any(word in line for word in ("SLR", "Phalen", "Kemp"))


WORDS_OF_LINES = st.sampled_from(
    sorted({word for line in (*STATED, *TOLD_BESIDE) for word in line.split()} | {*";,./:\"'()!?\n+-"})
)


@given(st.lists(WORDS_OF_LINES | st.text(max_size=4), max_size=12).map(" ".join))
def test_every_letter_of_any_text_is_kept_or_told_in_a_fact(text: str) -> None:
    told = read_sentences(text, lexicon_of(WORDS))
    shown = {at for one in told.kept for at in range(one.start, one.end)}
    shown |= {at for start, end in told.understood for at in range(start, end)}
    heads = {at for one in headings(text) for at in range(one.start, one.end)}
    lost = "".join(letter for at, letter in enumerate(text) if at not in shown | heads)
    assert not any(letter.isalnum() for letter in lost)


@given(st.sampled_from(STATED).flatmap(lambda line: st.permutations(line.split())))
def test_shuffled_words_are_all_in_the_note_or_in_a_fact(words: list[str]) -> None:
    line = " ".join(words)
    reading = read(line)
    kept = " ".join(one.text for one in reading.facts.verbatim)
    for token in reading.tokens:
        if token.status == "kept as typed" and token.text not in SIGNS:
            assert token.text in kept


@pytest.mark.parametrize("part", ["S", "O", "A", "P"])
def test_a_heading_within_the_line_says_where_its_words_belong(part: str) -> None:
    prose = applied(VISIT, read(f"S: slept ok. {part}: quibblex now. P: see MD"), WORDS).prose
    section = {"S": "subjective", "O": "objective", "A": "assessment", "P": "plan"}[part]
    assert "Quibblex now." in prose[section]


@pytest.mark.parametrize(
    ("word", "typed"),
    [("shoulder", "sholder"), ("shoulder", "shouldder"), ("shoulder", "shuolder"), ("shoulder", "shaulder")],
)
def test_one_letter_off(word: str, typed: str) -> None:
    assert is_one_letter_off(word, typed)
    assert not is_one_letter_off(word, word)
    assert not is_one_letter_off(word, f"{typed}xx")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("R hip 6/10 when rolling over in bed", ["right hip pain 6"]),
        ("dull ache L lower back, 4 out of 10 this morning", ["left low back pain 4"]),
        ("LBP 3/10 R side, was 6 last time", ["right low back pain 3 from 6"]),
        ("8/10 HA + neck since Sat", ["head and neck pain 8"]),
        ("knee pain L 3, R 5", ["left knee pain 3", "right knee pain 5"]),
        ("neck 6/10, worst 9", ["neck pain 6"]),
        ("R elbow 5/10. STM 10 min. 3/10 p tx", ["right elbow pain 5 > 3"]),
        ("R shld flex 130 abd 110 ER 40", ["right shoulder flexion 130", "right shoulder abduction 110",
                                          "right shoulder external rotation 40"]),
        ("neck stiff. rot R 60 L 65", ["right neck rotation 60", "left neck rotation 65"]),
        ("L knee sore. flex 100 -> 115", ["left knee flexion 100 > 115"]),
        ("hip IR R limited 50%, L wfl", ["right hip internal rotation limited 50%",
                                        "left hip internal rotation within normal limits"]),
        ("apprehension neg bilat", ["both apprehension test negative"]),
        ("the Phalen was positive on the right hand only", ["right Phalen test positive"]),
        ("+ Kemp L, neg SLR", ["left Kemp test positive", "straight leg raise negative"]),
    ],
)  # fmt: skip
def test_measures_are_told_beside_words_that_only_modify_them(line: str, told: list[str]) -> None:
    facts = read(line).facts
    assert [_measured(one) for one in (*facts.scores, *facts.ranges, *facts.tests)] == told


def _measured(one: Measure) -> str:
    values = [one.before, one.after] if one.after is not None else [one.value]
    value = " > ".join(f"{each:g}" if isinstance(each, float) else str(each) for each in values)
    earlier = f" from {one.earlier:g}" if one.earlier is not None else ""
    return " ".join(f"{one.side} {one.area} {one.name} {value}{earlier}".split())


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("spasm R QL gr 3", ["right quadratus lumborum 3", "right quadratus lumborum muscle spasm"]),
        ("trap's hypertonic bilat +2", ["both trapezius 2", "both trapezius increased muscle tone"]),
        ("SO & R lev +1", ["suboccipitals 1", "right levator scapulae 1"]),
        ("TrP in R piri refers down to calf", ["right piriformis trigger points"]),
        ("tight L rhomb w TrP", ["left rhomboids tightness", "left rhomboids trigger points"]),
        ("bil erctrs spsm", ["both erector spinae muscle spasm"]),
        ("tender L4-5", ["L4-5 tenderness to palpation"]),
        ("R biceps 2+, triceps 2+", []),
        ("UT less tight", []),
        ("knots gone R UT", []),
    ],
)
def test_findings_are_told_with_their_areas_and_grades(line: str, told: list[str]) -> None:
    found = read(line).facts.findings
    assert [" ".join(f"{one.side} {one.area} {one.kind or one.grade}".split()) for one in found] == told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("tx: pt tol deep pressure well", "Tx: pt tol deep pressure well."),
        ("A: good progress", "Good progress."),
        ("weekly x 4", "Continue weekly for four weeks."),
        ("2x/wk x 3 wks then 1x/mo", "Continue twice a week for three weeks, then once a month."),
        ("q 4 wks", "Continue every four weeks."),
        ("rtn fri", "Return on Friday."),
        ("again in three weeks", "Return in 3 weeks."),
    ],
)
def test_how_it_was_taken_and_when_to_come_again(line: str, told: str) -> None:
    assert told in note(line)


@pytest.mark.parametrize(
    ("line", "stored"),
    [
        ("NMT to R scalenes, SCM, UT 30min", {"97140": 30}),
        ("swedish 30 NMT 15 (L rhomb/mid trap)", {"97124": 30, "97140": 15}),
        ("manual stretching 10 hip flexors + quads", {"97110": 10}),
        ("12 min gr III jt mobs L/S + 20 min NMT QL", {"97140": 32}),
        ("60min relaxation full body", {"97124": 60}),
        ("cupping UB 10 min, STM UB 20 min", {"97140": 20}),
        ("MLD face/neck 15 MFR SO 15", {"97140": 30}),
        ("NMT neck 20 DT back", {}),
        ("53 min tx time: 38 NMT R neck/shldr 15 ther ex", {"97140": 38, "97110": 15}),
        ("MFR x 2 areas", {}),
        ("swedish 60 booked, did 45", {}),
        ("5 min cp uncharged", {}),
        ("P: intraoral STM 12 min", {}),
    ],
)
def test_minutes_are_of_what_they_stand_with(line: str, stored: dict[str, int]) -> None:
    assert codes(line) == stored


@pytest.mark.parametrize(
    ("line", "prose"),
    [
        (
            "S- neck stiff O- R UT tight A- improving P- ice",
            {"subjective", "objective", "assessment", "plan"},
        ),
        ("S/ slept ok O/ L QL tight", {"subjective", "objective"}),
    ],
)
def test_headings_with_dashes_and_slashes(line: str, prose: set[str]) -> None:
    assert set(applied(VISIT, read(line), WORDS).prose) == prose


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("L wrist 4/10 typing, 1 at rest", ["left wrist pain 1"]),
        ("neck pn 4 on L, 7 on R", ["left neck pain 4", "right neck pain 7"]),
        ("R forearm 4/10 L 2/10", ["right forearm pain 4", "left forearm pain 2"]),
        ("L shldr 4/10 rest 8 end range", ["left shoulder pain 4"]),
        ("both feet hurt 6/10 after black friday shift", ["foot on both sides pain 6"]),
        ("L jaw 5 R jaw 2. NMT jaw 30 min. after: L 2", ["left jaw pain 5 > 2", "right jaw pain 2"]),
        ("neck 5 no wait 6 she said", ["neck pain 6"]),
        ("R shoulder pain 7/10. STM R shoulder 20 min. she left at a 3", ["right shoulder pain 7 > 3"]),
        ("R hip 5/10, sleep 4", ["right hip pain 5"]),
        ("R hip 5/10, 2 pillows at night", ["right hip pain 5"]),
        ("R knee 6, ROM 4", ["right knee pain 6"]),
        ("L knee 4/10, R 20 reps", ["left knee pain 4"]),
        ("R hip 7/10 gone now", []),
        ("R shldr flex 120 last visit 150 now", ["right shoulder flexion 150 from 120"]),
        ("R heel 6/10 first steps, 2 now", ["right heel pain 2"]),
        ("stiff neck, 4/10", ["neck pain 4"]),
        ("knee 3/10 R", ["right knee pain 3"]),
        ("hip pain L 5/10, clicks", ["left hip pain 5"]),
        ("WC visit: R elbow 4/10 gripping", ["right elbow pain 4"]),
        ("R elbow 5/10. STM forearm 20 min. 2/10. f/u 1 wk", ["right elbow pain 5 > 2"]),
        ("low back 6/10. MFR 30 min low back. down to 3/10", ["low back pain 6 > 3"]),
        ("LBP 4/10. massage 50 min. felt calm after, pain 1/10", ["low back pain 4 > 1"]),
        ("pain 6/10. MFR 30 min neck. knee 2/10", ["pain 6", "knee pain 2"]),
        ("pain 6/10. MFR 30 min neck. goal 2/10", ["pain 6"]),
        ("R knee 5-110, L 0-138", ["right knee flexion 110", "left knee flexion 138"]),
        ("hip IR R 20 / L 32", ["right hip internal rotation 20", "left hip internal rotation 32"]),
        ("abd L 110 (was 95)", []),
        ("shldr abd L 110 (was 95)", ["left shoulder abduction 110 from 95"]),
        ("calf DF R 6 L 11", ["right ankle dorsiflexion 6", "left ankle dorsiflexion 11"]),
        ("trunk rot L 25", ["left trunk rotation 25"]),
        ("ULTT pos on R at end range", ["right upper limb tension test positive"]),
        (
            "SLR R pos at 55 deg, L neg",
            ["right straight leg raise positive", "left straight leg raise negative"],
        ),
        ("Thomas + bilat L>R", ["both Thomas test positive"]),
        (
            "neck/UT pain R 6 L 4",
            ["right neck and right upper trapezius pain 6", "left neck and left upper trapezius pain 4"],
        ),
        ("neck 5 last wk. Ober neg R", ["right Ober test negative"]),
    ],
)
def test_values_are_of_the_place_and_the_time_they_stand_with(line: str, told: list[str]) -> None:
    facts = read(line).facts
    assert [_measured(one) for one in (*facts.scores, *facts.ranges, *facts.tests)] == told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("The left QL was quibblex tight", []),
        ("The left QL was quite tight on palpation", ["left quadratus lumborum tightness"]),
        ("The left QL was quite tight, now soft", []),
        ("QL were tight last visit", []),
        ("R masseter 3+ w TrPs", ["right masseter 3", "right masseter trigger points"]),
        ("neck sore. subocc b2, UT tight", ["both suboccipitals 2", "upper trapezius tightness"]),
        ("no HA / L UT tight gr 2", ["left upper trapezius 2", "left upper trapezius tightness"]),
        ("no HA / tight neck", []),
    ],
)
def test_findings_are_told_as_of_today(line: str, told: list[str]) -> None:
    found = read(line).facts.findings
    assert [" ".join(f"{one.side} {one.area} {one.kind or one.grade}".split()) for one in found] == told


@pytest.mark.parametrize(
    ("line", "stored", "asked"),
    [
        ("tx 45: 25 DT back, 20 NMT R QL", {"97124": 25, "97140": 20}, []),
        ("97140 2u 30 min MFR low back", {"97140": 30}, []),
        ("ther act box carries 12 min", {"97530": 12}, []),
        ("STM/MFR R UT, lev x 15'", {"97140": 15}, []),
        ("dt 35 lb glutes", {"97124": 35}, []),
        ("MFR and zorbing 20 min", {}, ["97140"]),
        ("gait FWW 200' SBA", {}, ["97116"]),
        ("gait 100 feet", {}, ["97116"]),
        ("TE 15 reps bridges", {}, ["97110"]),
        ("wears compression sleeve 8 h/d", {}, []),
        ("walks 30 min/day", {}, []),
        ("MFR neck 25 min. SCM 15 min", {}, ["97140"]),
        ("STM knee 10, quad sets and heel slides 15", {"97140": 10}, ["97110"]),
        ("PNF hamstrings 10 min", {}, ["97110"]),
        ("10 pnf neck, 10 tpt suboccs", {"97140": 10}, ["97110"]),
        ("PNF stretch hams 10 min", {"97110": 10}, []),
        ("97112 PNF hams 15 min", {"97112": 15}, []),
        ("PNF re-ed hams 15 min", {"97112": 15}, []),
        ("NMT was 20 not 30", {}, ["97140"]),
        ("DT back 20 / no clicks / 10 MFR pec", {"97124": 20, "97140": 10}, []),
    ],
)
def test_minutes_are_stored_where_certain_and_asked_where_likely(
    line: str, stored: dict[str, int], asked: list[str]
) -> None:
    assert codes(line) == stored
    assert [one.code for one in read(line).asked] == asked


def test_a_service_line_has_all_the_techniques_and_areas_of_its_treatment() -> None:
    treated = read("light effleurage and petrissage 30 min to L arm and trunk").facts.treatments
    assert [(one.technique, one.details, one.areas) for one in treated] == [
        ("effleurage", ("petrissage",), ("left arm", "trunk"))
    ]


def test_a_health_update_ends_where_the_visit_begins() -> None:
    reading = read("hu new BP med, fell 10/3, neck pain 6/10. UT tight B. MFR 30 min neck")
    assert reading.health_update == "new BP med, fell 10/3"
    assert [one.value for one in reading.facts.scores] == [6]
    assert codes(reading.line) == {"97140": 30}
    assert read("hu new BP med. slept badly").health_update == "new BP med. slept badly"


@pytest.mark.parametrize(
    ("line", "section", "words"),
    [
        (
            "hips sore. no swelling, no contractions, no HA",
            "subjective",
            "No swelling, no contractions, no HA.",
        ),
        ("UT tight. grinds at night, wears guard", "subjective", "Grinds at night, wears guard."),
        ("R UT tight. bruises easily", "subjective", "Bruises easily."),
        ("neck sore. HIT-6 58", "assessment", "HIT-6 58."),
        ("R knee sore. goal: stairs by June", "assessment", "Goal: stairs by June."),
        ("PT eval done, see PT wed", "plan", "see PT wed"),
    ],
)
def test_words_stand_in_the_section_where_they_are_looked_for(line: str, section: str, words: str) -> None:
    assert words.casefold() in applied(VISIT, read(line), WORDS).prose[section].casefold()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("LBP 4/10, hips sore when rolling in bed", ["low back pain 4"]),
        ("Shoulder pain? unsure. neck 3/10", ["neck pain 3"]),
        ("TMJ opening 30mm > 36mm", ["jaw opening 30 > 36"]),
    ],
)
def test_a_value_goes_to_no_other_place_and_a_question_states_nothing(line: str, told: list[str]) -> None:
    facts = read(line).facts
    assert [_measured(one) for one in (*facts.scores, *facts.ranges)] == told
    assert "?" in note(line) or "?" not in line


def test_minutes_at_a_place_are_asked_as_the_work_before_them_over_a_semicolon() -> None:
    (asked,) = read("MFR 25 min masseter w/ consent; SCM + subocc 15 min").asked
    assert (asked.code, asked.minutes) == ("97140", 40)


def _told(line: str) -> list[str]:
    facts = read(line).facts
    tested = [f"{one.side} {one.name} {one.value}".strip() for one in facts.tests]
    return [_measured(one) for one in (*facts.scores, *facts.ranges)] + tested


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("Sacral float 6 min, MFR neck 20 min", ["97140"]),
        ("MFR neck 20 min, arrived 6 min late", []),
        ("long-axis distraction 9 min, STM R glutes 14 min", []),
    ],
)
def test_totals_are_asked_where_their_sentence_times_what_is_not_understood(
    line: str, asked: list[str]
) -> None:
    assert [one.code for one in read(line).asked] == asked


def test_distraction_of_a_joint_counts_as_work_by_hand() -> None:
    assert codes("long-axis distraction 9 min, STM R glutes 14 min") == {"97140": 23}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("L frozen shldr, flex 100, abd 85", ["left shoulder flexion 100", "left shoulder abduction 85"]),
        ("Shoulder flexion R 150, abd 130", ["right shoulder flexion 150", "right shoulder abduction 130"]),
        ("L shldr sore, R shldr stiff. flex 100", ["shoulder flexion 100"]),
        ("Ober neg. R. Slump neg. bilat.", ["right Ober test negative", "both slump test negative"]),
        ("L elbow ROM: 10\N{EN DASH}120", ["left elbow flexion 120"]),
    ],
)
def test_a_side_named_just_before_holds_for_what_follows(line: str, told: list[str]) -> None:
    assert _told(line) == told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("R hip 5/10 kinda pinchy, sits a lot", ["right hip pain 5"]),
        ("L no wait R elbow 4/10", ["right elbow pain 4"]),
        ("L shldr pn 6/10 mostly lateral, R low bk 2", ["left shoulder pain 6", "right low back pain 2"]),
        ("R ankle sprain. 1/10 walking, 4/10 with stairs", ["right ankle pain 1"]),
        ("neck pn down to 2 from 6", ["neck pain 6 > 2"]),
        ("no rash, neck 3/10", ["neck pain 3"]),
        ("hx R knee surgery. pain 4/10", ["pain 4"]),
        ("L mouse hand. pain 4/10", ["pain 4"]),
        ("R hip 5/10 last visit", []),
        ("goal: R hip 1/10 kinda soon", []),
    ],
)
def test_pain_is_told_where_its_place_is_certain(line: str, told: list[str]) -> None:
    assert [one.strip() for one in _told(line)] == told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("MFR neck 20 min. HA gone at end", ("HA gone at end",)),
        ("swedish back 30 min. cried a bit", ("cried a bit",)),
        ("cl fell asleep", ("cl fell asleep",)),
        ("next time focus on psoas, less on QL", ()),
    ],
)
def test_what_stands_behind_a_treatment_may_tell_how_it_was_taken(line: str, told: tuple[str, ...]) -> None:
    assert read(line).facts.responses == told


def test_four_bare_letters_in_their_order_are_headings() -> None:
    prose = applied(VISIT, read("S neck sore. O UT ropey. A felt ok. P rtc fri"), WORDS).prose
    assert "ropey" in prose["objective"]
    assert "fri" in prose["plan"].casefold()


def test_es_behind_a_side_is_a_muscle_and_no_stimulation() -> None:
    deep = read("cupping lats 10 min then DT B ES 20").facts.treatments[-1]
    assert (deep.technique, deep.areas) == ("deep tissue massage", ("erector spinae on both sides",))


def test_a_range_that_came_with_pain_is_told_and_its_words_are_kept() -> None:
    assert _told("low back 3/10. flex 45 w pain, ext 10")[1:] == [
        "low back flexion 45",
        "low back extension 10",
    ]
    assert "w pain" in note("low back 3/10. flex 45 w pain, ext 10")


@pytest.mark.parametrize("when", ["yesterday", "lately", "this week", "the last few days", "sometimes"])
@pytest.mark.parametrize("told", ["low back pain 7/10", "R UT tight", "L knee flexion 90"])
def test_what_was_so_on_other_days_is_no_fact_of_today(told: str, when: str) -> None:
    assert not facts(f"{told} {when}")
    assert when in note(f"{told} {when}")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("NRS 7→4 L shoulder", ["left shoulder pain 7 > 4"]),
        ("R SI joint 6 pre 3 post", ["right sacroiliac joint pain 6 > 3"]),
        ("neck 7 to 4", ["neck pain 7 > 4"]),
        ("UT 3 to 1", []),
        ("L jaw 5 chewing", ["left jaw pain 5"]),
        ("R leg 5/10 to calf", ["right leg pain 5"]),
        ("mid back pain 5/10 between the scapulae", ["middle back pain 5"]),
        ("neck pain 5/10 and headaches lately", ["neck pain 5"]),
        ("R knee 4/10 because quibblex", ["right knee pain 4"]),
        ("R knee 4/10 if quibblex", []),
        ("neck 5/10 and R shoulder 3/10", ["neck pain 5", "right shoulder pain 3"]),
        ("shoulder's at a 4", ["shoulder pain 4"]),
        ("her neck pain went from seven to three", ["neck pain 7 > 3"]),
        ("neck 7/10, back 5/10. MFR 30 min neck. 5/10 neck after", ["neck pain 7 > 5", "back pain 5"]),
        ("neck 4, pain 6 R hip. DT 60 min. pain after: R hip 2", ["neck pain 4", "right hip pain 6 > 2"]),
        ("neck rotation 60 L/70 R", ["left neck rotation 60", "right neck rotation 70"]),
        ("R ankle DF 5 PF 40", ["right ankle dorsiflexion 5", "right ankle plantar flexion 40"]),
        ("wrist ext L 50", ["left wrist extension 50"]),
        ("R knee flex 110 ext -5", ["right knee flexion 110", "right knee extension -5"]),
        ("abd L shoulder 110", ["left shoulder abduction 110"]),
        ("R shldr 7/10 abd 90 ER 30", ["right shoulder pain 7", "right shoulder abduction 90",
                                      "right shoulder external rotation 30"]),
        ("SLR L 65 R 80", ["left hip straight leg raise 65", "right hip straight leg raise 80"]),
        ("SLR: L +, R -", ["left straight leg raise positive", "right straight leg raise negative"]),
        ("Tinel neg at wrist R", ["right Tinel sign negative"]),
    ],
)  # fmt: skip
def test_each_order_of_place_side_and_value_is_read(line: str, told: list[str]) -> None:
    facts = read(line).facts
    assert [_measured(one) for one in (*facts.scores, *facts.ranges, *facts.tests)] == told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("R UT: TrP x2, 2+ tone", ["right upper trapezius trigger points", "right upper trapezius 2",
                                   "right upper trapezius increased muscle tone"]),
        ("UT R +3, L +2", ["right upper trapezius 3", "left upper trapezius 2"]),
        ("3 TrPs R rhomboid", ["right rhomboids trigger points"]),
        ("3 tightness R rhomboid", []),
        ("25 TrP R rhomboid", []),
        ("rib 5 stuck", ["rib 5 reduced joint mobility"]),
        ("hamstring strain gr 1", []),
        ("R hip (R QL spasm +2)", []),
        ("UT +1 B", ["both upper trapezius 1"]),
    ],
)  # fmt: skip
def test_findings_are_counted_graded_and_placed_apart(line: str, told: list[str]) -> None:
    found = read(line).facts.findings
    assert [" ".join(f"{one.side} {one.area} {one.kind or one.grade}".split()) for one in found] == told


@pytest.mark.parametrize(
    ("line", "scores", "findings"),
    [
        ("R UT TrP unchanged", 0, 1),
        ("R UT TrP ok", 0, 0),
        ("R UT TrP better", 0, 0),
        ("neck 3/10 better", 1, 0),
        ("pain below R knee 4/10", 0, 0),
        ("no pain R knee 4/10", 0, 0),
        ("neck 5/10 from driving", 1, 0),
        ("neck 5/10 on and off", 1, 0),
    ],
)
def test_words_that_may_take_a_finding_back_leave_a_value_alone(
    line: str, scores: int, findings: int
) -> None:
    facts = read(line).facts
    assert (len(facts.scores), len(facts.findings)) == (scores, findings)


@pytest.mark.parametrize("governing", ["if", "hx of", "mother has", "last week", "next visit"])
@pytest.mark.parametrize(
    "listed", ["Neer + R, Hawkins + R", "R shoulder flex 150, abd 140", "L hip 4/10, R hip 2/10"]
)
def test_a_word_ahead_of_a_list_governs_all_of_it(governing: str, listed: str) -> None:
    assert facts(f"{governing} {listed}") == {}


def test_passive_motion_is_told_by_its_own_name() -> None:
    assert [one.name for one in read("PROM R shoulder flex 150").facts.ranges] == ["passive flexion"]
    assert [one.name for one in read("AROM R shoulder flex 150").facts.ranges] == ["flexion"]


@pytest.mark.parametrize("line", ["dn 2", "neck dn 2", "p6 dn 2", "p6 dn2"])
def test_a_word_for_down_is_no_needling_without_a_sign_of_it(line: str) -> None:
    reading = read(line)
    assert reading.facts.treatments == ()
    assert any(token.text.startswith("dn") for token in reading.open)


@pytest.mark.parametrize("line", ["pnf15", "pnf 15 @ hams", "mfr20 @ ut; pnf15 @ hams"])
def test_pnf_alone_is_asked_in_both_its_readings_and_stores_nothing(line: str) -> None:
    told = read(line)
    assert not {"97110", "97112"} & {one.code for one in told.facts.treatments}
    chosen = next(token for token in told.tokens if token.choices)
    for choice, code in zip(chosen.choices, ("97110", "97112"), strict=True):
        again = line.replace(chosen.text, choice.text)
        assert codes(again)[code] == 15


@pytest.mark.parametrize("line", ["dn 20", "dn2 @ ut", "DN R UT 10 min", "dry needling 2"])
def test_needling_is_stored_where_it_is_meant(line: str) -> None:
    assert [one.technique for one in read(line).facts.treatments] == ["dry needling"]


@pytest.mark.parametrize(
    ("line", "stored"),
    [
        ("60 min session: 40 MFR, 20 Swedish", {"97140": 40, "97124": 20}),
        ("45 of 60 min MFR to R hip", {"97140": 45}),
        ("75 min: 50 Swedish back, 25 TrP neck", {"97124": 50, "97140": 25}),
        ("Swedish back 20, legs 20, arms 10", {}),
        ("Swedish LB 20 gentle", {"97124": 20}),
    ],
)
def test_minutes_of_a_session_and_of_lists_are_no_treatments_own(line: str, stored: dict[str, int]) -> None:
    assert codes(line) == stored


def test_a_side_behind_the_minutes_is_of_the_place() -> None:
    (given,) = read("STM to calf 20 min B").facts.treatments
    assert given.areas == ("calf on both sides",)


@pytest.mark.parametrize(
    ("line", "section", "prose"),
    [
        (
            "slept badly. L hip pain 4/10. bike fitter not us. no numbness",
            "subjective",
            "Slept badly. Left hip pain is 4/10 today. Bike fitter not us. No numbness.",
        ),
        (
            "quibble; p6; zzz word; no numbness; last thing",
            "subjective",
            "Quibble. Pain is 6/10 today. Zzz word. Denies numbness. Last thing.",
        ),
        (
            "MFR 30 min neck. used blorp oil",
            "objective",
            "Treatment: myofascial release to the neck, 30 minutes. Used blorp oil.",
        ),
    ],
)
def test_what_is_kept_as_typed_stands_where_it_was_typed(line: str, section: str, prose: str) -> None:
    assert applied(VISIT, read(line), WORDS).prose[section] == prose
