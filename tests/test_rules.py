import json
import statistics
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from charting_tui.records.claim import Draft
from charting_tui.records.people import Role
from charting_tui.records.visit import BillTo
from charting_tui.rules.case import Case
from charting_tui.rules.check_form import case_of_form, read_check_form
from charting_tui.rules.finding import Fault, Finding, Severity
from charting_tui.rules.lint import lint
from charting_tui.rules.registry import Rule, gathered, rule, rule_of, rules

CASES = Path(__file__).parent / "cases"
TODAY = date(2026, 11, 19)

Form = dict[str, Any]


def forms(kind: str) -> list[Any]:
    return [
        pytest.param(one, form, id=f"{one.id}-{number}")
        for one in rules()
        if (CASES / f"{one.id}.{kind}.json").exists()
        for number, form in enumerate(json.loads((CASES / f"{one.id}.{kind}.json").read_text()), 1)
    ]


def case_in(form: Form) -> Case:
    return case_of_form(read_check_form(json.dumps(form)), TODAY)


def visit(
    *services: Form, note: str = "", payer: str | Form = "medicare", diagnoses: tuple[str, ...] = ("M54.2",)
) -> Case:
    lines = [{"modifiers": ["GP"], "pointers": ["A"], **service} for service in services]
    written = {"objective": note, "subjective": "s", "assessment": "a", "plan": "p"}
    day = {"date": "2026-11-19", "diagnoses": diagnoses, "note": written, "services": lines}
    return case_in({"payer": payer, "visit": day})


def found(case: Case, rule_id: str) -> list[Finding]:
    return [finding for finding in lint(case) if finding.rule == rule_id]


def after(case: Case, draft: Draft) -> Case:
    return replace(case, visit=draft.visit, claim=draft.claim)


def mended(case: Case, rule_id: str, label: str) -> Case:
    fix = next(fix for finding in found(case, rule_id) for fix in finding.fixes if label in fix.label)
    assert fix.apply is not None
    return after(case, fix.apply(case.draft))


def labels(case: Case, rule_id: str) -> list[str]:
    return [fix.label for finding in found(case, rule_id) for fix in finding.fixes]


def test_every_rule_has_cases_that_trip_it_and_cases_that_pass() -> None:
    wanted = {f"{one.id}.{kind}.json" for one in rules() for kind in ("trips", "passes")}
    held = {path.name for path in CASES.glob("[A-Z][0-9][0-9][0-9].*.json")}
    assert wanted == held
    assert all(json.loads((CASES / name).read_text()) for name in wanted)


@pytest.mark.parametrize(("one", "form"), forms("trips"))
def test_a_case_that_trips_a_rule_yields_it(one: Rule, form: Form) -> None:
    assert one.id in {finding.rule for finding in lint(case_in(form))}


@pytest.mark.parametrize(("one", "form"), forms("passes"))
def test_a_case_that_passes_a_rule_has_no_error(one: Rule, form: Form) -> None:
    findings = lint(case_in(form))
    assert [finding for finding in findings if finding.rule == one.id] == []
    assert [finding for finding in findings if finding.severity is Severity.BLOCKS] == []


@pytest.mark.parametrize(("one", "form"), [*forms("trips"), *forms("passes")])
def test_what_is_said_fits_a_line_and_ends_in_a_full_stop(one: Rule, form: Form) -> None:
    for finding in lint(case_in(form)):
        assert len(finding.message) <= 90, one.id
        assert len(finding.remedy) <= 90, one.id
        assert finding.message.endswith(".")
        assert finding.remedy.endswith(".")


@pytest.mark.parametrize(("one", "form"), forms("trips"))
def test_a_fix_changes_the_draft_it_is_given_into_another(one: Rule, form: Form) -> None:
    case = case_in(form)
    before = case.draft.model_dump_json()
    for finding in found(case, one.id):
        for fix in finding.fixes:
            assert (fix.apply is None) == bool(fix.jump)
            if fix.apply:
                assert fix.apply(case.draft).model_dump_json() != before
    assert case.draft.model_dump_json() == before


@pytest.mark.parametrize(
    ("one", "form"), [one for one in forms("trips") if one.values[0].id in {"T001", "T003"}]
)
def test_applying_the_earned_units_mends_the_units(one: Rule, form: Form) -> None:
    case = case_in(form)
    for finding in found(case, one.id):
        for fix in finding.fixes:
            assert fix.apply is not None
            still = {left.rule for left in lint(after(case, fix.apply(case.draft)))}
            assert not still & {"T001", "T002", "T003", "T004"}


def test_a_tie_offers_each_acceptable_answer() -> None:
    case = visit({"code": "97110", "minutes": 20, "units": 2}, {"code": "97140", "minutes": 20, "units": 2})
    assert len(labels(case, "T001")) == 2


def test_units_that_are_not_entered_are_unknown() -> None:
    assert not found(visit({"code": "97140", "minutes": 50}), "T002")


def test_findings_come_by_weight_then_what_is_missing_then_field() -> None:
    case = visit(
        {"code": "97140", "minutes": None, "units": 1, "pointers": ["C"]},
        {"code": "97110", "minutes": 20, "units": 1, "modifiers": []},
        payer="uhc",
        note="Effleurage.",
    )
    order = [(finding.severity.rank, finding.missing) for finding in lint(case)]
    assert order == sorted(order)


def test_an_empty_note_and_missing_minutes_are_missing_and_not_wrong() -> None:
    case = visit({"code": "97140", "pointers": []}, note="", diagnoses=())
    assert all(finding.missing for finding in lint(case))


def test_minutes_in_words_are_wrong_and_named() -> None:
    finding = found(visit({"code": "97140", "minutes": "3o"}), "T005")[0]
    assert not finding.missing
    assert "“3o”" in finding.message
    assert finding.stops == "sign"


def test_minutes_with_their_word_can_be_written_as_a_number() -> None:
    case = mended(visit({"code": "97140", "minutes": "30 min"}), "T005", "Write 30")
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
    merged = mended(case, "C013", "Bill these 25 minutes as 97140")
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
        "Keep 97124 in the record, bill nobody for it",
        "Keep 97140 in the record, bill nobody for it",
    ]
    for label in labels(case, "C013"):
        kept = mended(case, "C013", label)
        assert [line.service.minutes for line in kept.lines] == [30, 30]
        assert [line.service.bill_to for line in kept.lines].count(BillTo.NOBODY) == 1
        assert not found(kept, "C013")


def test_the_doubt_stays_on_manual_therapy_whose_area_has_only_strokes() -> None:
    case = visit(
        {"code": "97140", "minutes": 30, "area": "neck"},
        {"code": "97124", "minutes": 30, "area": "low back"},
        note="Effleurage of the neck. Petrissage of the low back. MFR of the calf.",
    )
    kept = mended(case, "C013", "Keep 97124")
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
    swapped = mended(case, "C024", "Code this line 97124")
    assert swapped.lines[0].code == "97124"
    assert not found(swapped, "C024")


def test_the_discipline_comes_second_and_follows_the_licence() -> None:
    case = visit({"code": "97140", "minutes": 30, "modifiers": ["59"]}, payer="uhc")
    assert mended(case, "M001", "Add GP").lines[0].claim.modifiers == ("59", "GP")
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
    assert mended(visit({"code": "97140", "pointers": []}), "D010", "to A").lines[0].claim.pointers == ("A",)
    assert mended(visit({"code": "97140", "pointers": ["A", "D"]}), "D012", "D").lines[0].claim.pointers == (
        "A",
    )


def test_an_unknown_code_of_a_held_category_blocks_and_of_another_only_advises() -> None:
    unknown, elsewhere = found(visit({"code": "97140"}, diagnoses=("M54.99", "C50.911")), "D002")
    assert unknown.severity is Severity.BLOCKS
    assert elsewhere.severity is Severity.ADVISES


def test_a_diagnosis_without_its_dot_is_written_properly() -> None:
    assert mended(visit({"code": "97140"}, diagnoses=("m542",)), "D002", "M54.2").visit.diagnoses == (
        "M54.2",
    )


def test_an_unsigned_note_is_missing_until_it_is_billed() -> None:
    form = {"visit": {"date": "2026-11-19", "services": [], "note": {"plan": "p"}}}
    assert found(case_in(form), "N001")[0].missing
    assert not found(case_in({**form, "claim": {"billed_on": "2026-11-19"}}), "N001")[0].missing


def test_a_missing_authorization_never_stops_a_signature() -> None:
    assert {rule_of(name).stops for name in ("A001", "auth-date")} == {"bill"}


def test_visits_used_before_counting_count_for_the_free_ones() -> None:
    leave = {"from": "2026-12-01", "visits_used": 6}
    form = {
        "payer": "premera",
        "authorizations": [leave],
        "visit": {"date": "2026-11-19", "services": [{"code": "97140"}]},
    }
    assert found(case_in(form), "A002")
    assert not found(case_in({**form, "authorizations": [{"from": "2026-12-01", "visits_used": 5}]}), "A002")


def _nothing(_case: Case) -> Iterator[Fault]:
    yield from ()


def _made(rule_id: str = "Z001", name: str = "nothing-wrong", **given: str) -> Rule:
    words = {"source": "s", "trips": "t", "passes": "p", **given}
    make = rule(rule_id, name, Severity.WARNS, stops="nothing", owner=Role.OWNER, **words)  # type: ignore[arg-type]
    return make(_documented)


def _documented(_case: Case) -> Iterator[Fault]:
    """Nothing is wrong."""
    yield from ()


@pytest.mark.parametrize("wanting", ["source", "trips", "passes"])
def test_a_rule_without_source_or_cases_is_refused(wanting: str) -> None:
    with pytest.raises(ValueError, match="Z001"):
        _made(**{wanting: " "})


def test_a_rule_without_a_docstring_or_with_an_odd_id_is_refused() -> None:
    make = rule(
        "Z001", "n", Severity.WARNS, stops="nothing", owner=Role.OWNER, source="s", trips="t", passes="p"
    )
    with pytest.raises(ValueError, match="docstring"):
        make(_nothing)
    with pytest.raises(ValueError, match="id"):
        _made("z1")
    with pytest.raises(ValueError, match="name"):
        _made(name="Not So")


def test_two_rules_may_not_bear_one_id_or_one_name() -> None:
    with pytest.raises(ValueError, match="Z001"):
        gathered((_made(), _made(name="other")))
    with pytest.raises(ValueError, match="nothing-wrong"):
        gathered((_made(), _made("Z002")))


def test_all_rules_over_a_visit_with_ten_earlier_ones_are_timed(capsys: pytest.CaptureFixture[str]) -> None:
    form = json.loads((CASES / "T001.passes.json").read_text())[0]
    form["earlier_visits"] = [form["visit"]] * 10
    case = case_in(form)
    times = []
    for _ in range(200):
        fresh = replace(case)
        start = perf_counter()
        lint(fresh)
        times.append(perf_counter() - start)
    with capsys.disabled():
        sys.stdout.write(
            f"\nall rules over one visit with ten earlier ones: {statistics.median(times) * 1000:.2f} ms\n"
        )
    assert times
