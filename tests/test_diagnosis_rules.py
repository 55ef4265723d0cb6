import pytest

from charting_tui.coding.prose.spoken_sides import sides_beside
from charting_tui.coding.vocabulary import vocabulary
from charting_tui.rules.case import Case
from charting_tui.rules.finding import Severity
from tests.rule_forms import Form, case_in, fixed, found, labels, visit


def diagnosed(*diagnoses: str, pointers: str = "A", **line: object) -> Case:
    return visit({"code": "97140", "minutes": 30, "pointers": list(pointers), **line}, diagnoses=diagnoses)


def test_the_code_of_the_prescription_comes_first_below_a_heading() -> None:
    day = {"date": "2026-11-19", "diagnoses": ["M54.5"], "services": [{"code": "97140"}]}
    form: Form = {"payer": "commercial", "visit": day, "referral": {"diagnoses": ["M54.59"]}}
    assert labels(case_in(form), "D003")[0].startswith("Change to M54.59")
    assert fixed(case_in(form), "D003", "M54.59").visit.diagnoses == ("M54.59",)


def test_the_treated_side_comes_first_below_a_heading() -> None:
    case = diagnosed("M25.51", area="left shoulder")
    assert labels(case, "D003")[0].startswith("Change to M25.512")


def test_a_seventh_character_is_proposed_and_the_general_rule_is_silent() -> None:
    case = diagnosed("M54.2", "S13.4XX")
    assert [label[:18] for label in labels(case, "D005")] == [
        f"Change to S13.4XX{letter}" for letter in ("A", "D", "S")
    ]
    assert not found(case, "D002")
    assert len(labels(diagnosed("S13.4XX"), "D005")) == 2  # a sequela is never the first diagnosis
    assert found(diagnosed("S13.9QQ"), "D002")


def test_a_side_is_switched_to_the_one_that_was_treated() -> None:
    case = fixed(diagnosed("M25.512", area="shoulder", side="right"), "D007", "M25.511")
    assert case.visit.diagnoses == ("M25.511",)
    case = fixed(diagnosed("M79.643", area="hand", side="left"), "D006", "M79.642")
    assert case.visit.diagnoses == ("M79.642",)


def test_a_side_that_only_the_note_names_does_not_stop_the_bill() -> None:
    case = visit({"code": "97140", "minutes": 30}, note="MFR R shoulder.", diagnoses=("M25.512",))
    assert [one.severity for one in found(case, "D007")] == [Severity.WARNS]


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("R shoulder", {("shoulder", "right")}),
        ("shoulder (L)", {("shoulder", "left")}),
        ("Rt. knee", {("knee", "right")}),
        ("bilat upper traps", {("neck", "left"), ("neck", "right")}),
        ("L posterior shoulder", {("shoulder", "left")}),
        ("L4 paraspinals", set()),
        ("right away, neck", set()),
        ("denies right shoulder pain", set()),
        ("R hip and shoulder", {("hip", "right")}),
        ("shoulder R hip", {("hip", "right")}),
        ("L hip, R knee", {("hip", "left"), ("knee", "right")}),
    ],
)
def test_a_side_is_read_beside_its_area(text: str, sides: set[tuple[str, str]]) -> None:
    assert set(sides_beside(text, vocabulary())) == sides


def test_letters_follow_their_diagnoses_when_one_is_taken_off() -> None:
    case = diagnosed("M62.838", "M79.18", "M54.2", pointers="CB")
    kept = fixed(case, "D008", "Remove M62.838")
    assert kept.visit.diagnoses == ("M79.18", "M54.2")
    assert kept.lines[0].claim.pointers == ("B", "A")


def test_letters_of_a_diagnosis_entered_twice_move_to_the_first() -> None:
    case = fixed(diagnosed("M54.2", "M62.838", "m542", pointers="CBA"), "D017", "second m542")
    assert case.visit.diagnoses == ("M54.2", "M62.838")
    assert case.lines[0].claim.pointers == ("A", "B")


def test_a_condition_is_put_before_stress_and_the_letters_follow() -> None:
    case = fixed(diagnosed("Z73.3", "F41.1", "M54.2", pointers="C"), "D016", "List M54.2 first")
    assert case.visit.diagnoses == ("M54.2", "Z73.3", "F41.1")
    assert case.lines[0].claim.pointers == ("A",)


def test_a_line_is_pointed_to_the_diagnosis_of_its_region() -> None:
    case = fixed(diagnosed("M54.50", "M54.2", area="neck"), "D013", "Point 97140 to B")
    assert case.lines[0].claim.pointers == ("B",)


def test_a_thirteenth_diagnosis_and_a_fifth_letter_go() -> None:
    codes = ("M54.2", "M62.838", "G44.209", "M54.6", "M25.511", "M25.512", "M25.551")
    many = diagnosed(
        *codes, "M25.552", "M25.561", "M25.562", "M79.601", "M79.602", "M79.604", pointers="ABCDE"
    )
    assert len(fixed(many, "D009", "first 12").visit.diagnoses) == 12
    assert fixed(many, "D011", "Keep A").lines[0].claim.pointers == ("A", "B", "C", "D")


def test_a_line_is_never_left_without_a_diagnosis() -> None:
    both = ("M62.838", "M79.18")
    second = visit({"code": "97140", "pointers": ["B"]}, diagnoses=both)
    assert labels(second, "D008") == [
        "Remove M79.18; point 97140 to M62.838 instead",
        "Remove M62.838",
    ]
    dangling = visit({"code": "97140", "pointers": ["C"]}, diagnoses=both)
    assert labels(dangling, "D012") == ["Choose the diagnosis pointers"]
    alone = visit({"code": "97140", "pointers": ["C"]})
    assert labels(alone, "D012") == ["Point 97140 to A, M54.2"]


def test_below_a_heading_the_side_that_was_not_treated_is_not_offered() -> None:
    case = diagnosed("M25.51", area="shoulder", side="right")
    assert [label.split(",")[0] for label in labels(case, "D003")] == [
        "Change to M25.511",
        "Change to M25.519",
    ]
