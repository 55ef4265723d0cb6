"""Lines as therapists type them, outside the quick line's own grammar."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charting_tui.records.visit import Visit
from charting_tui.shorthand.applying import applied
from charting_tui.shorthand.parse import read
from charting_tui.shorthand.read.lexemes import is_one_letter_off
from charting_tui.shorthand.tokens import SIGNS
from charting_tui.shorthand.vocabulary import packaged_vocabulary

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
        ("neck 5/10 (was 8 at SOC)", "Neck 5/10 (was 8 at SOC)."),
        ("levs 2 w/ trps R, UT 2+ R", "Levs 2 w/ trps R, UT 2+ R."),
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
    assert not reading.facts.treatments
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
def test_a_word_that_is_not_known_leaves_no_fact_but_its_treatment(stated: str, place: int) -> None:
    words = stated.split()
    line = " ".join([*words[:place], "quibblex", *words[place:]])
    told = facts(line)
    assert told.keys() <= {"treatments", "ranges", "scores", "findings"}
    assert "quibblex" in note(line).casefold()


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
