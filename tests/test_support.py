import pytest

from charting_tui.rules.codes.wellness import wellness_phrase
from tests.rule_forms import case_in, found, visit


@pytest.mark.parametrize(
    ("code", "note"),
    [
        ("97140", "jt mobs gr III C5-6"),
        ("97140", "TrPs L UT released"),
        ("97140", "active release to levator"),
        ("97140", "cross-fiber work on the scar"),
        ("97124", "massage therapy neck and shoulders 30 min"),
        ("97124", "long strokes, friction and vibration"),
        ("97110", "squats 3x10"),
        ("97110", "pec stretches in doorway"),
        ("97112", "single-leg stance on BOSU"),
        ("97530", "sit to stand x10"),
        ("97535", "taught body mechanics, return demo"),
        ("97010", "iced 10 min"),
        ("97014", "IFC 4 pads"),
        ("97035", "US 1 MHz"),
        ("98940", "C5 adjusted"),
        ("97810", "needled LI4"),
    ],
)
def test_everyday_words_leave_a_code_undoubted(code: str, note: str) -> None:
    assert not found(visit({"code": code, "minutes": 30}, note=f"L UT 3/4. {note}."), "C023")


@pytest.mark.parametrize(
    ("code", "note"),
    [
        ("97112", "Deep tissue to back"),
        ("97140", "No trigger point release, MFR declined"),
        ("97140", "Worked the neck"),
        ("97124", "Client prone, neck treated"),
        ("97110", "Neck worked"),
        ("97035", "us and them"),
        ("97810", "TTP L UT"),
    ],
)
def test_a_code_of_which_the_note_says_nothing_is_doubted(code: str, note: str) -> None:
    assert found(visit({"code": code, "minutes": 30}, note=f"{note}."), "C023")


def test_what_the_line_or_the_visit_names_supports_it() -> None:
    line = {"code": "97140", "minutes": 30, "techniques": ["MFR"]}
    assert not found(visit(line, note="L UT 3/4."), "C023")


@pytest.mark.parametrize("code", ["97161", "97039", "99070", "99203", "S8990"])
def test_codes_that_no_words_of_a_note_can_tell_are_not_judged(code: str) -> None:
    assert not found(visit({"code": code}, note="L UT 3/4."), "C023")


def test_the_named_technique_of_another_code_is_said_once() -> None:
    case = visit({"code": "97140", "minutes": 30}, note="Effleurage, petrissage.")
    assert found(case, "C024")
    assert not found(case, "C023")


def test_nothing_is_doubted_before_the_objective_part_is_begun_or_where_no_note_is_given() -> None:
    assert not found(visit({"code": "97140", "minutes": 30}), "C023")
    assert found(visit({"code": "97140", "minutes": 30}, note="L UT 3/4."), "C023")
    day = {"date": "2026-11-19", "services": [{"code": "97140", "minutes": 30}]}
    assert not found(case_in({"visit": day}), "C023")
    signed = {"subjective": "s", "signed_at": "2026-11-19T10:00", "signed_by": "kim"}
    assert found(case_in({"visit": {**day, "note": signed}}), "C023")


@pytest.mark.parametrize(
    "text",
    [
        "Relaxation massage of the back.",
        "Monthly maintenance massage, no complaints.",
        "Wants a massage for stress relief; neck pain 3/10.",
        "Here for relaxation.",
        "General stress relief.",
        "Wellness visits, full body.",
    ],
)
def test_a_visit_called_relaxation_or_upkeep_is_heard(text: str) -> None:
    assert wellness_phrase(text)


@pytest.mark.parametrize(
    "text",
    [
        "Relaxed on the table, deep relaxation.",
        "Post-isometric relaxation of levator.",
        "Massage for relaxation of hypertonic paraspinals.",
        "To relax the upper traps.",
        "Not a relaxation massage.",
        "Had a relaxation massage on vacation that made it worse.",
        "More than maintenance care.",
        "Pain 6/10; uses breathing for stress relief.",
        "Headaches with stress; here for relaxation.",
        "Stress at work.",
        "Mobility maintenance of the joint.",
        "Prior massage for relaxation did not help.",
    ],
)
def test_relaxation_of_tissue_elsewhere_or_beside_a_finding_is_not(text: str) -> None:
    assert not wellness_phrase(text)
