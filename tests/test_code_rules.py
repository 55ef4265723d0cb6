import pytest

from charting_tui.operations.visits.editing import with_code
from charting_tui.records.visit import BillTo
from charting_tui.rules.finding import Severity
from charting_tui.rules.registry import lint
from tests.rule_forms import case_in, fixed, found, labels, visit


def test_minutes_in_words_are_wrong_and_named() -> None:
    finding = found(visit({"code": "97140", "minutes": "3o"}), "T005")[0]
    assert not finding.missing
    assert "“3o”" in finding.message
    assert finding.stops == "sign"


def test_minutes_with_their_word_can_be_written_as_a_number() -> None:
    case = fixed(visit({"code": "97140", "minutes": "30 min"}), "T005", "Enter 30")
    assert case.visit.services[0].minutes == 30


def test_the_more_exact_rule_silences_the_pair_of_the_general_one() -> None:
    case = visit({"code": "97140", "minutes": 30}, {"code": "97124", "minutes": 30}, note="MFR. Effleurage.")
    assert found(case, "C013")
    assert not found(case, "C019")


def test_massage_with_manual_therapy_blocks_by_ncci_and_only_warns_elsewhere() -> None:
    lines = ({"code": "97124", "minutes": 30}, {"code": "97140", "minutes": 30})
    finding = found(visit(*lines, payer="medicare"), "C013")[0]
    assert (finding.severity, finding.stops, finding.field) == (
        Severity.BLOCKS,
        "bill",
        "visit.services[0].code",
    )
    milder = found(visit(*lines, payer="auto"), "C013")[0]
    assert (milder.severity, milder.stops) == (Severity.WARNS, "nothing")


def test_minutes_merge_where_the_note_names_the_technique_for_their_area() -> None:
    case = visit(
        {"code": "97140", "minutes": 30, "units": 2, "area": "neck", "pointers": ["A"]},
        {"code": "97124", "minutes": 25, "units": 2, "area": "low back", "pointers": ["B", "A"]},
        note="MFR to the neck. Trigger point release to the low back.",
        diagnoses=("M54.2", "M54.50"),
    )
    merged = fixed(case, "C013", "Bill these 25 minutes as 97140")
    assert [(line.code, line.service.minutes, line.service.area) for line in merged.lines] == [
        ("97140", 55, "neck, low back")
    ]
    assert merged.lines[0].claim.pointers == ("A", "B")
    assert len(merged.claim.lines) == 1
    assert not {finding.rule for finding in lint(merged)} & {"C013", "C024", "T001"}


@pytest.mark.parametrize(
    "note",
    [
        "MFR to the neck. Effleurage to the low back.",
        "MFR to the neck. Worked on the low back.",
        "MFR to the neck. Massage with trigger point release to the low back.",
        "MFR to the neck. No trigger point release to the low back.",
        "MFR to the neck. Trigger point release to the low back 10 min.",
        "",
    ],
)
def test_minutes_stay_where_the_note_does_not_name_the_technique_for_them(note: str) -> None:
    case = visit(
        {"code": "97140", "minutes": 30, "area": "neck"},
        {"code": "97124", "minutes": 30, "area": "low back"},
        note=note,
    )
    assert labels(case, "C013") == [
        "Keep 97124 in the record, do not bill it",
        "Keep 97140 in the record, do not bill it",
    ]
    for label in labels(case, "C013"):
        kept = fixed(case, "C013", label)
        assert [line.service.minutes for line in kept.lines] == [30, 30]
        assert [line.service.bill_to for line in kept.lines].count(BillTo.NOBODY) == 1
        assert not found(kept, "C013")


def test_the_doubt_stays_on_manual_therapy_whose_area_has_only_strokes() -> None:
    case = visit(
        {"code": "97140", "minutes": 30, "area": "neck"},
        {"code": "97124", "minutes": 30, "area": "low back"},
        note="Effleurage of the neck. Petrissage of the low back. MFR of the calf.",
    )
    kept = fixed(case, "C013", "Keep 97124")
    assert found(kept, "C024")
    assert labels(case, "C013")[0] == "Bill these 30 minutes as 97124"


def test_minutes_written_for_one_line_are_not_counted_for_another() -> None:
    case = visit(
        {"code": "97140", "minutes": 30}, {"code": "97124", "minutes": 30}, note="MFR to the neck 30 min."
    )
    assert not [label for label in labels(case, "C013") if label.startswith("Bill these")]
    assert not labels(case, "C024")


@pytest.mark.parametrize("area", ["neck", "upper trapezius", "left neck"])
def test_a_sentence_of_one_line_gives_no_minutes_to_its_neighbour(area: str) -> None:
    lines = ({"code": "97140", "minutes": 30, "area": "neck"}, {"code": "97124", "minutes": 30, "area": area})
    case = visit(*lines, note="MFR to the neck 30 min.")
    assert not [label for label in labels(case, "C013") if label.startswith("Bill these")]
    assert not labels(case, "C024")


def test_a_neighbouring_area_stands_for_one_that_no_line_names() -> None:
    lines = (
        {"code": "97140", "minutes": 20, "area": "low back"},
        {"code": "97124", "minutes": 20, "area": "neck"},
    )
    case = visit(*lines, note="MFR to the low back. Trigger point release of the scalenes.")
    assert labels(case, "C013")[0] == "Bill these 20 minutes as 97140"


def test_the_lines_own_techniques_come_before_the_note() -> None:
    case = visit({"code": "97140", "minutes": 30, "techniques": ["MFR"]}, note="Effleurage everywhere.")
    assert not found(case, "C024")


def test_swapping_the_code_ends_the_mismatch() -> None:
    case = visit({"code": "97140", "minutes": 30}, note="Effleurage and petrissage.")
    swapped = fixed(case, "C024", "Change this line to 97124")
    assert swapped.lines[0].code == "97124"
    assert not found(swapped, "C024")


def test_the_discipline_comes_second_and_follows_the_licence() -> None:
    case = visit({"code": "97140", "minutes": 30, "modifiers": ["59"]}, payer="uhc")
    assert fixed(case, "M001", "Add GP").lines[0].claim.modifiers == ("59", "GP")
    form = {
        "payer": "uhc",
        "therapist": {"licence_type": "OTA"},
        "visit": {"date": "2026-11-19", "services": [{"code": "97140"}]},
    }
    assert labels(case_in(form), "M001") == ["Add GO to 97140"]


def test_a_pair_that_opens_asks_for_the_reason_before_a_modifier() -> None:
    case = visit({"code": "97530", "minutes": 15}, {"code": "97537", "minutes": 15})
    ask, keep = found(case, "C019")[0].fixes
    assert ask.apply is None
    assert ask.jump == "visit.services[1].modifiers"
    assert keep.apply is not None


def test_one_diagnosis_is_pointed_to_and_a_dangling_letter_dropped() -> None:
    assert fixed(visit({"code": "97140", "pointers": []}), "D010", "to A").lines[0].claim.pointers == ("A",)
    assert fixed(visit({"code": "97140", "pointers": ["A", "D"]}), "D012", "D").lines[0].claim.pointers == (
        "A",
    )


def test_an_unknown_code_of_a_held_category_blocks_and_of_another_only_advises() -> None:
    unknown, elsewhere = found(visit({"code": "97140"}, diagnoses=("M54.99", "C50.911")), "D002")
    assert unknown.severity is Severity.BLOCKS
    assert elsewhere.severity is Severity.ADVISES


def test_a_diagnosis_without_its_dot_is_written_properly() -> None:
    assert fixed(visit({"code": "97140"}, diagnoses=("m542",)), "D002", "M54.2").visit.diagnoses == ("M54.2",)


def test_a_swapped_code_earns_its_units_and_charge_anew() -> None:
    line = {"code": "97140", "minutes": 30, "units": 4, "charge": "196.00"}
    swapped = fixed(visit(line, note="Effleurage and petrissage."), "C024", "Change this line to 97124")
    assert (swapped.lines[0].claim.units, swapped.lines[0].claim.charge) == (None, None)
    assert swapped.draft == with_code(visit(line, note="Effleurage and petrissage.").draft, 0, "97124")


@pytest.mark.parametrize(
    ("given", "after_fix"),
    [
        ([], ("GP",)),
        (["KX"], ("GP", "KX")),
        (["59", "KX"], ("59", "GP", "KX")),
        (["xs"], ("xs", "GP")),
    ],
)
def test_the_discipline_follows_only_a_modifier_that_opens_a_pair(
    given: list[str], after_fix: tuple[str, ...]
) -> None:
    case = visit({"code": "97140", "minutes": 30, "modifiers": given}, payer="uhc")
    assert fixed(case, "M001", "Add GP").lines[0].claim.modifiers == after_fix


def test_a_fifth_modifier_is_never_offered() -> None:
    modifiers = ["59", "KX", "GA", "76"]
    (finding,) = found(visit({"code": "97140", "minutes": 30, "modifiers": modifiers}, payer="uhc"), "M001")
    assert finding.fixes == ()
    assert "4 modifiers" in finding.remedy


def test_a_code_in_small_letters_is_the_same_code() -> None:
    (finding,) = found(visit({"code": "g0283", "minutes": 10, "modifiers": []}), "M001")
    assert finding.message.startswith("G0283 ")
    for codes in (("g0283", "97032"), ("G0283", "97032")):
        small = visit(*({"code": code, "minutes": 15} for code in codes))
        assert [one.rule for one in lint(small)] == [
            one.rule for one in lint(visit(*({"code": code.upper(), "minutes": 15} for code in codes)))
        ]


NOTES_OF_MANUAL_THERAPY = [
    "trigger points in L UT released",
    "Trigger point compression to L UT 30 min",
    "TrPs released with sustained pressure",
    "Ischemic pressure to TrPs",
    "TPR",
    "TrPt release",
    "suboccipital release",
    "Myofascial to UT",
    "cervical traction manual",
    "PA glides",
    "No change in ROM before treatment, MFR to UT",
    "Without increase of pain MFR applied to UT",
]


@pytest.mark.parametrize("note", NOTES_OF_MANUAL_THERAPY)
def test_manual_therapy_is_not_doubted_where_a_note_names_it_in_ordinary_words(note: str) -> None:
    line = {"code": "97140", "minutes": 30}
    assert not found(visit(line, note=f"Effleurage of the back. {note}."), "C024")
    assert found(visit(line, note="Effleurage of the back."), "C024")


@pytest.mark.parametrize(
    "note", ["Client mobilized yesterday in hospital", "uses hand traction device at home"]
)
def test_massage_is_not_doubted_for_what_happened_elsewhere(note: str) -> None:
    assert not found(visit({"code": "97124", "minutes": 30}, note=f"{note}."), "C024")
    assert found(visit({"code": "97124", "minutes": 30}, note="L shoulder mobilized."), "C024")
