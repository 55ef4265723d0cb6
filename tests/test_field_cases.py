"""Visits as clinics wrote them: a named base, what differs, and which rules must speak."""

from dataclasses import replace
from typing import Any

import pytest

from charting_tui.coding.billing.payers import preset
from charting_tui.coding.diagnosis_book.diagnoses import region_of
from charting_tui.coding.vocabulary import vocabulary
from charting_tui.operations.fields.fields import text_of
from charting_tui.operations.settings.payer_values import SETTINGS
from charting_tui.operations.settings.practice import with_setting
from charting_tui.records.people import LicenceType
from charting_tui.rules.case import Case
from charting_tui.rules.coverage.accident import accident_told
from charting_tui.rules.finding import Severity
from charting_tui.rules.plan_of_care.plan_of_care import days_of
from charting_tui.rules.registry import lint
from charting_tui.rules.units.told_minutes import time_told
from tests.rule_forms import Form, case_in, fixed, found, labels

FOUND = "L UT tender 3/4. Rotation left 60 degrees before, 70 after. "
MFR = {"code": "97140", "minutes": 45, "units": 3, "pointers": ["A"], "area": "neck"}


def case(
    *services: Form,
    did: str = "MFR of the neck.",
    payer: str | Form = "commercial",
    licence: LicenceType = "LMT",
    diagnoses: tuple[str, ...] = ("M54.2",),
    **other: Any,
) -> Case:
    """A visit of 11/19/2026; ``other`` are further parts of the form, those of the visit with ``visit_``."""
    note = {
        "subjective": "Neck pain 4/10, cannot look over the left shoulder when driving.",
        "objective": FOUND + did,
        "assessment": "Rotation improved.",
        "plan": "Weekly for four weeks.",
        "signed_at": "2026-11-19T18:30:00Z",
        "signed_by": "kim",
        **other.pop("note", {}),
    }
    day: Form = {
        "date": "2026-11-19",
        "state": "done",
        "time_in": "09:00",
        "time_out": "10:00",
        "diagnoses": diagnoses,
        "note": note,
        "services": [*services] or [MFR],
        **{name.removeprefix("visit_"): other.pop(name) for name in list(other) if name.startswith("visit_")},
    }
    practice = {"state": "WA", "tax_id": "12-3456789", **other.pop("practice", {})}
    who = {"licence_type": licence, "licence_state": "WA", **other.pop("therapist", {})}
    return case_in({"payer": payer, "practice": practice, "therapist": who, "visit": day, **other})


def adjustment(
    code: str = "98940", *modifiers: str, regions: tuple[str, ...] = (), letters: str = "A"
) -> Form:
    return {"code": code, "units": 1, "modifiers": modifiers, "pointers": [*letters], "regions": regions}


def massage(*modifiers: str, **other: Any) -> Form:
    return {"code": "97124", "minutes": 15, "units": 1, "modifiers": modifiers, "pointers": ["A"], **other}


def before(day: str, *codes: str, **other: Any) -> Form:
    return {"date": day, "state": "done", "services": [{"code": code} for code in codes], **other}


NECK_ADJUSTED = adjustment(regions=("cervical",)) | {"area": "neck"}


@pytest.mark.parametrize("payer", ["commercial", "uhc", "va_ccn"])
def test_a_private_payer_gets_59_on_massage_beside_an_adjustment_of_the_same_region(payer: str) -> None:
    without = case(NECK_ADJUSTED, massage(area="neck"), payer=payer, licence="DC")
    assert labels(without, "C014")[0] == "Add 59 to 97124"
    assert not found(fixed(without, "C014", "Add 59"), "C014")
    assert not found(fixed(without, "C014", "Add 59"), "M017")


@pytest.mark.parametrize("payer", ["medicare", "medicaid"])
def test_medicare_and_medicaid_want_another_region_for_massage_too(payer: str) -> None:
    assert found(case(NECK_ADJUSTED, massage("59", area="neck"), payer=payer, licence="DC"), "M017")


def test_59_on_manual_therapy_or_over_the_adjustments_own_time_needs_a_reason_of_any_payer() -> None:
    manual = {**MFR, "modifiers": ["59"]}
    assert found(case(NECK_ADJUSTED, manual, licence="DC"), "M017")
    at_once = {"blocks": [{"in": "09:00", "out": "09:15"}]}
    together = case(NECK_ADJUSTED | at_once, massage("59", area="neck", **at_once), licence="DC")
    assert "overlap" in found(together, "M017")[0].message
    assert found(case(NECK_ADJUSTED, massage("XS", area="neck"), licence="DC"), "M017")


def test_a_low_level_laser_is_one_unit_however_long() -> None:
    laser = {"code": "97037", "minutes": 16, "pointers": ["A"]}
    did = "Low-level laser to L UT after surgery, 16 min."
    twice = case({**laser, "units": 2}, did=did)
    assert found(twice, "T009")
    assert not found(twice, "T013")
    assert not found(fixed(twice, "T009", "Enter 1 unit"), "T009")
    assert not found(case({**laser, "units": 1}, did=did), "T009")


@pytest.mark.parametrize("code", ["95851", "97550", "98960", "G0329"])
def test_a_code_of_which_only_limits_or_pairs_are_known_is_said_not_to_be_checked(code: str) -> None:
    told = found(case({"code": code, "units": 1, "pointers": ["A"]}), "C001")
    assert [one.severity for one in told] == [Severity.ADVISES]
    assert "not checked" in told[0].message


@pytest.mark.parametrize("code", ["97140", "99213", "97037"])
def test_a_code_that_is_described_is_checked_and_nothing_is_said(code: str) -> None:
    assert not found(case({"code": code, "minutes": 30, "units": 1, "pointers": ["A"]}), "C001")


def at_lni(licence: LicenceType, visits: int) -> Case:
    earlier = [
        before(f"2026-{9 + number // 28:02}-{1 + number % 28:02}", "97110") for number in range(visits)
    ]
    return case(payer="wa_lni", licence=licence, earlier_visits=earlier)


@pytest.mark.parametrize(("licence", "visits", "asked"), [
    ("LMT", 5, False), ("LMT", 6, True), ("PT", 7, False), ("PT", 11, False), ("PT", 12, True),
    ("OTA", 11, False), ("OTA", 12, True), ("DC", 6, True),
])  # fmt: skip
def test_the_free_visits_of_labor_and_industries_go_by_the_license(
    licence: LicenceType, visits: int, *, asked: bool
) -> None:
    assert bool(found(at_lni(licence, visits), "A007")) is asked


def test_a_setting_by_license_is_typed_and_shown_in_one_line() -> None:
    settings = {setting.path: setting for setting in SETTINGS}
    words = "yes after 6 visits: plan; PT OT: yes after 12 visits: manager; LMT: no"
    payer = with_setting(preset("premera"), settings["authorization"], words, "Its manual", None)
    assert text_of(payer, settings["authorization"]) == words
    assert payer.authorization is not None
    assert payer.authorization.source == "Its manual"
    free = {who: payer.for_licence(who).authorization for who in ("PT", "OT", "LMT", "DC")}
    assert [one.value.free_visits for one in free.values() if one] == [12, 12, 0, 6]
    assert payer.for_licence(None) is payer
    twelve = with_setting(payer, settings["case_visits"], "24; PT: 12", "Its manual", None)
    assert twelve.for_licence("PT").case_visits is not None
    assert text_of(twelve, settings["case_visits"]) == "24; PT: 12"


@pytest.mark.parametrize(("diagnoses", "letters", "modifier", "blocks"), [
    (("M54.2",), "A", "AT", True),
    (("M99.01", "M54.2"), "AB", "AT", False),
    (("M99.03",), "A", "GA", False),
    (("M54.2", "M99.01"), "AB", "AT", True),
    (("M99.01", "M54.2"), "BA", "AT", True),
    (("M54.2",), "A", "GY", False),
])  # fmt: skip
def test_medicare_pays_an_adjustment_for_a_subluxation_that_stands_first(
    diagnoses: tuple[str, ...], letters: str, modifier: str, *, blocks: bool
) -> None:
    line = adjustment("98940", modifier, letters=letters)
    judged = case(line, payer="medicare", licence="DC", diagnoses=diagnoses)
    assert bool(found(judged, "D019")) is blocks
    if any("first" in label and label.startswith("Put") for label in labels(judged, "D019")):
        assert not found(fixed(judged, "D019", "Put"), "D019")


@pytest.mark.parametrize(("code", "regions", "weight"), [
    ("98941", ("cervical", "thoracic"), Severity.BLOCKS),
    ("98942", ("C5", "T4", "L4", "sacrum"), Severity.BLOCKS),
    ("98940", ("cervical", "thoracic"), None),
    ("98941", ("neck", "upper back", "low back"), None),
    ("98942", ("cervical", "thoracic", "lumbar", "sacral", "pelvic"), None),
    ("98940", ("cervical", "lumbar", "SI joint"), Severity.ADVISES),
    ("98941", ("left foot",), None),
])  # fmt: skip
def test_the_regions_entered_make_the_code_of_an_adjustment(
    code: str, regions: tuple[str, ...], weight: Severity | None
) -> None:
    told = found(case(adjustment(code, regions=regions), licence="DC"), "C030")
    assert [one.severity for one in told] == ([weight] if weight else [])


@pytest.mark.parametrize(("code", "diagnoses", "told"), [
    ("98941", ("M99.01", "M99.02"), True),
    ("98941", ("M99.01", "M99.02", "M99.05"), False),
    ("98942", ("M99.01", "M99.02", "M99.03", "M99.04"), True),
    ("98941", ("M54.2", "M54.59"), False),
    ("98941", ("M99.01", "G89.29"), False),
    ("98940", ("M99.01",), False),
])  # fmt: skip
def test_without_regions_the_diagnoses_are_counted(
    code: str, diagnoses: tuple[str, ...], *, told: bool
) -> None:
    line = adjustment(code, letters="ABCD"[: len(diagnoses)])
    assert bool(found(case(line, licence="DC", diagnoses=diagnoses), "C030")) is told


@pytest.mark.parametrize(("modifiers", "code", "told"), [
    ("51", "97140", True), ("50", "97124", True), ("26", "97110", True), ("TC", "97140", True),
    ("76", "97140", True), ("80", "97530", True), ("59", "97140", False), ("GP", "97140", False),
    ("LT", "97140", False), ("25", "99213", False), ("24", "99213", False),
])  # fmt: skip
def test_some_modifiers_never_belong_on_some_services(modifiers: str, code: str, *, told: bool) -> None:
    judged = case({**MFR, "code": code, "modifiers": [modifiers]}, licence="DC")
    assert bool(found(judged, "M021")) is told
    if told:
        assert not found(fixed(judged, "M021", f"Remove {modifiers}"), "M021")


def test_76_stands_on_a_timed_code_of_a_second_session_of_the_day() -> None:
    line = {**MFR, "modifiers": ["76"]}
    assert not found(case(line, earlier_visits=[before("2026-11-19", "97140")]), "M021")
    assert not found(case(line, claim={"already_billed": ["97140-GP"]}), "M021")
    assert found(case(line, earlier_visits=[before("2026-11-18", "97140")]), "M021")


@pytest.mark.parametrize(("tax_id", "right"), [
    ("12-3456789", True), ("123456789", True), ("123-45-6789", True), ("", True),
    ("12-345", False), ("12-34567890", False), ("12-345678A", False), ("1-23456789", False),
])  # fmt: skip
def test_a_tax_id_has_nine_digits(tax_id: str, *, right: bool) -> None:
    assert bool(found(case(practice={"tax_id": tax_id}), "K018")) is not right
    assert not found(case(practice={"tax_id": tax_id}, payer="client_pay"), "K018")


@pytest.mark.parametrize(("licence", "state", "weight"), [
    ("LMT", "WA", Severity.BLOCKS), ("LMT", "TX", Severity.BLOCKS), ("PT", "CA", Severity.WARNS),
    ("PTA", "NY", Severity.WARNS), ("PT", "CO", None), ("DC", "WA", None), ("LAc", "CA", None),
])  # fmt: skip
def test_needling_is_outside_some_licenses_in_some_states(
    licence: LicenceType, state: str, weight: Severity | None
) -> None:
    needle = {"code": "20561", "units": 1, "pointers": ["A"]}
    judged = case(
        needle, licence=licence, therapist={"licence_state": state}, did="Dry needling of three muscles."
    )
    assert [one.severity for one in found(judged, "C031")] == ([weight] if weight else [])


@pytest.mark.parametrize(("holder", "told"), [
    ({"name": "Doe, John", "relationship": "spouse"}, True),
    ({"name": "Doe, John", "relationship": "parent", "birth_date": "1980-04-17"}, False),
    ({"name": "Doe, Jane", "relationship": "self"}, False),
])  # fmt: skip
def test_a_policy_that_somebody_else_holds_needs_their_birth_date(holder: Form, *, told: bool) -> None:
    judged = case(coverage=[{"member_id": "X100", "subscriber": holder}])
    fields = [one.field for one in found(judged, "K009")]
    assert ("coverage[0].subscriber.birth_date" in fields) is told


ZONED = {"time_zone": "America/Los_Angeles"}


@pytest.mark.parametrize(("signed_at", "practice", "early"), [
    ("2026-11-18T18:30:00Z", {}, True),
    ("2026-11-19T06:30:00Z", {}, False),  # still the day before in Washington, and 11/19 in UTC
    ("2026-11-18T18:30:00Z", {"state": ""}, False),  # 11/19 already in Guam
    ("2026-11-18T09:00:00Z", {"state": ""}, True),
    ("2026-11-18T18:30:00Z", {"state": "GU"}, False),
    ("2026-11-19T06:30:00Z", ZONED, True),
    ("2026-11-19T16:59:00Z", ZONED, True),  # 8:59 in Washington
    ("2026-11-19T17:00:00Z", ZONED, False),
    ("2026-11-19T08:30", ZONED, False),  # nobody says of which zone
    ("2026-11-20T03:00:00Z", ZONED, False),
])  # fmt: skip
def test_a_note_is_not_signed_before_its_visit(signed_at: str, practice: Form, *, early: bool) -> None:
    assert bool(found(case(practice=practice, note={"signed_at": signed_at}), "N018")) is early


def test_a_note_of_a_chart_is_held_against_the_practices_clock() -> None:
    judged = replace(case(note={"signed_at": "2026-11-19T16:30:00Z"}), zone_known=True)
    assert "8:30 AM" in found(judged, "N018")[0].message


@pytest.mark.parametrize(("code", "units", "told"), [
    ("97810", 2, "C009"), ("97813", 3, "C009"), ("97810", 1, ""), ("97129", 2, "T009"), ("97811", 2, "C010"),
])  # fmt: skip
def test_what_begins_a_service_is_billed_once_and_what_goes_on_needs_it(
    code: str, units: int, told: str
) -> None:
    line = {"code": code, "minutes": 30, "units": units, "pointers": ["A"], "new_insertion": True}
    rules = {
        one.rule
        for one in lint(case(line, licence="LAc", did="Needles inserted GB20."))
        if one.stops == "bill"
    }
    assert rules & {"C009", "C010", "T009", "T013"} == ({told} if told else set())


@pytest.mark.parametrize(("code", "region"), [
    ("R26.81", ""), ("Z91.110", ""), ("R29.810", ""), ("M26.20", "head"), ("M76.12", "hip"),
    ("M22.2X1", "knee"), ("S52.121A", "elbow"), ("S72.001A", "hip"), ("M54.2", "neck"),
    ("M25.511", "shoulder"), ("S13.4XXA", "neck"), ("M99.05", "low back"), ("S39.012A", "low back"),
    ("M54.16", "low back"), ("M51.24", "upper back"),
    ("M72.2", "foot"), ("M77.11", "elbow"), ("G43.909", "head"), ("F41.1", ""), ("M79.7", ""), ("", ""),
])  # fmt: skip
def test_the_region_of_a_diagnosis_goes_by_its_code(code: str, region: str) -> None:
    assert region_of(code) == region


def test_unsteadiness_on_feet_is_treated_anywhere() -> None:
    group = {"code": "97150", "units": 1, "pointers": ["A"], "area": "legs", "group_size": 4}
    did = "Group balance class of 4: tandem stance, step-ups 45 min."
    assert not found(case(group, licence="PT", diagnoses=("R26.81",), did=did), "D013")
    assert found(case({**MFR, "area": "low back"}), "D013")


TOO_FEW = (
    "MFR L UT and levator 20 minutes.",
    "MFR L UT and levator x20'.",
    "Manual therapy (20 min) to the neck.",
    "97140 x 20 min.",
    "Manual therapy 97140: 15 min to neck.",
    "MFR to neck for twenty minutes.",
    "MFR 10 min to UT, trigger point release 10 min to suboccipitals.",
    "MFR L UT 20 minutes. Sitting tolerance 45 min. HEP 10 min daily.",
    "Client was late 15 min. MFR to neck 20 min.",
    "MFR neck 15-20 min.",
    "Treated the neck and levator with MFR and trigger point release, 20 minutes.",
    "MFR to neck, joint mobilization C5 (20 min).",
    "20 minutes of MFR and trigger point release to the neck.",
    "MFR L UT, trigger point release levator. 20 minutes total.",
    "MFR to the neck. Total treatment time: 20 minutes.",
)
"""What cannot be 45 minutes of manual therapy."""
ENOUGH = (
    "MFR L UT and levator 45 minutes.",
    "MFR L UT 25 min, trigger point release suboccipitals 20 min.",
    "MFR L UT 20 min. Trigger point release suboccipitals.",
    "MFR 20 min. Neck and shoulders 25 min.",
    "MFR 20-25 min each side.",
    "MFR 15 min x 3.",
    "MFR 3 x 15 min.",
    "MFR 1 hour 15 min, less a break.",
    "MFR about 20 min.",
    "MFR to neck; drives 30 minutes now; sat 45 min; slept 6 hours.",
    "MFR L UT and levator. HEP 10 min daily, walks 20 min.",
    "MFR neck. Was late 15 min. Warm after 10 minutes.",
    "60 min session. MFR neck and shoulders 45 min.",
    "60-minute massage session, MFR to the neck.",
    "MFR neck 43 min.",
    "Rested 5 min after MFR of 40 min and 5 more min.",
    "Next visit MFR 20 min. MFR today 45 min.",
    "Manual therapy 45 min: MFR 20 min, trigger point release 25 min.",
    "MFR for 45 min (20 min neck, 25 min UT).",
    "After 20 min of MFR pain dropped; MFR 45 min in all.",
)
"""What may well be, or tells of something else."""


@pytest.mark.parametrize("did", TOO_FEW)
def test_a_note_that_tells_of_fewer_minutes_contradicts_its_line(did: str) -> None:
    assert found(case(did=did), "T020")


@pytest.mark.parametrize("did", ENOUGH)
def test_a_note_whose_minutes_may_be_those_of_its_line_is_let_be(did: str) -> None:
    assert not found(case(did=did), "T020")


def test_minutes_of_two_codes_are_held_against_their_own_lines() -> None:
    exercise = {"code": "97110", "minutes": 30, "units": 2, "pointers": ["A"]}
    manual = {**MFR, "minutes": 15, "units": 1}
    right = "MFR neck 15 min. Strengthening 3x10 rows, 30 min."
    swapped = "MFR neck 30 min. Strengthening 3x10 rows, 15 min."
    assert not found(case(manual, exercise, licence="PT", did=right), "T020")
    assert len(found(case(manual, exercise, licence="PT", did=swapped), "T020")) >= 1
    assert not found(case(manual, {**exercise, "minutes": None}, licence="PT", did=swapped), "T020")


def test_a_note_that_tells_of_more_minutes_contradicts_its_line_too() -> None:
    short = {**MFR, "minutes": 15, "units": 1}
    assert found(case(short, did="MFR neck and shoulders 45 minutes."), "T020")
    assert found(case(MFR, did="MFR neck 30 min. Trigger point release 30 min."), "T020")
    assert not found(case(short, did="45 min massage session; MFR to the neck."), "T020")
    assert not found(case(short, did="MFR neck 45 minutes.", payer="client_pay"), "T020")


def test_minutes_are_read_once_for_each_text() -> None:
    known = vocabulary()
    assert time_told("MFR neck 20 min.", known) is time_told("MFR neck 20 min.", known)


@pytest.mark.parametrize(("code", "licence", "earlier", "told"), [
    ("97161", "PT", before("2026-11-12", "97161"), True),
    ("97163", "PT", before("2026-10-12", "97161"), True),
    ("97165", "OT", before("2026-11-12", "97165"), True),
    ("97164", "PT", before("2026-11-12", "97161"), False),
    ("97165", "OT", before("2026-11-12", "97161"), False),
    ("97161", "PT", before("2026-08-12", "97161"), False),
    ("97161", "PT", before("2026-11-12", "97161", diagnoses=["M25.561"]), False),
    ("97161", "PT", before("2026-11-12", "97161", state="no show"), False),
    ("97161", "PT", before("2026-11-12", "97140"), False),
])  # fmt: skip
def test_an_evaluation_soon_after_an_evaluation_is_one_again(
    code: str, licence: LicenceType, earlier: Form, *, told: bool
) -> None:
    line = {"code": code, "units": 1, "pointers": ["A"]}
    judged = case(line, licence=licence, earlier_visits=[earlier])
    assert bool(found(judged, "C032")) is told
    if told:
        assert not found(fixed(judged, "C032", "Change this line"), "C032")


AT_WORK = {"kind": "employment", "injury_date": "2026-10-20", "claim_number": "B1", "employer": "Boat Co"}


@pytest.mark.parametrize(("payer", "weight"), [
    ("commercial", Severity.BLOCKS), ("medicare", Severity.BLOCKS), ("workers_comp", None), ("wa_lni", None),
    ("client_pay", None),
])  # fmt: skip
def test_a_visit_of_a_work_injury_goes_to_no_health_plan(payer: str, weight: Severity | None) -> None:
    judged = case(payer=payer, case=AT_WORK, diagnoses=("S16.1XXD",))
    assert [one.severity for one in found(judged, "A027")] == ([weight] if weight else [])


@pytest.mark.parametrize(("words", "told"), [
    ("Rear-ended at a stop light two weeks ago.", True),
    ("In an MVA on 11/2.", True),
    ("Fell from a ladder at work.", True),
    ("Work injury while lifting boxes.", True),
    ("Hit by a car while cycling.", True),
    ("Denies MVA or fall at work.", False),
    ("No car accident.", False),
    ("History of MVA in 2009.", False),
    ("Pain is worse at work. Fell asleep at noon.", False),
    ("Works on cars; wrecked by the week.", False),
    ("Woke with a stiff neck.", False),
])  # fmt: skip
def test_an_accident_told_beside_an_injury_code_asks_for_its_case(words: str, *, told: bool) -> None:
    assert bool(accident_told(words)) is told
    note = {"subjective": f"{words} Neck pain 4/10, cannot drive."}
    assert bool(found(case(note=note, diagnoses=("S13.4XXA",)), "A027")) is told
    assert not found(case(note=note), "A027")


@pytest.mark.parametrize(("diagnoses", "weight"), [
    (("S13.4XXS",), Severity.BLOCKS),
    (("M54.2", "S13.4XXS"), None),
    (("S13.4XXS", "M54.2"), Severity.BLOCKS),
    (("S13.4XXD",), None),
    (("V43.52XA", "S13.4XXA"), Severity.BLOCKS),
    (("S13.4XXA", "V43.52XA"), None),
    (("Z60.2", "M54.2"), Severity.BLOCKS),
    (("M63.80", "M54.2"), Severity.BLOCKS),
    (("Z98.1", "M54.2"), Severity.WARNS),
    (("Z47.1", "M25.551"), None),
    (("Z48.89", "S46.011D"), Severity.WARNS),
    (("Z51.89", "M54.2"), None),
])  # fmt: skip
def test_some_diagnoses_do_not_stand_first(diagnoses: tuple[str, ...], weight: Severity | None) -> None:
    judged = case(diagnoses=diagnoses)
    assert [one.severity for one in found(judged, "D020")] == ([weight] if weight else [])
    if any(label.startswith("Put") for label in labels(judged, "D020")):
        assert not found(fixed(judged, "D020", "Put"), "D020")


@pytest.mark.parametrize(("words", "days"), [
    ("4 weeks", 28), ("30 days", 30), ("3 months", 93), ("6 wks", 42), ("x 8 wk", 56), ("six weeks", 42),
    ("4-6 weeks", 42), ("2x/week for 6 weeks", 42), ("3 days a week for 6 weeks", 42), ("1 mo.", 31),
    ("one visit every 2 weeks", None), ("12 visits", None), ("until better", None), ("", None),
    ("as needed", None),
])  # fmt: skip
def test_the_duration_of_a_plan_is_read_in_days(words: str, days: int | None) -> None:
    assert days_of(words) == days


@pytest.mark.parametrize(("duration", "first", "weight"), [
    ("4 weeks", "2026-09-20", Severity.BLOCKS),
    ("8 weeks", "2026-10-20", None),
    ("6 months", "2026-08-01", Severity.BLOCKS),
    ("until better", "2026-10-01", Severity.ADVISES),
    ("until better", "2026-11-01", None),
    ("12 weeks", "2026-10-01", None),
])  # fmt: skip
def test_a_plan_of_care_lasts_as_long_as_it_says_and_no_longer_than_a_certification(
    duration: str, first: str, weight: Severity | None
) -> None:
    plan = {"duration": duration, "first_treatment": first, "certified_on": first}
    told = found(case(payer="medicare", licence="PT", plan_of_care=plan), "A011")
    assert [one.severity for one in told] == ([weight] if weight else [])


@pytest.mark.parametrize(("payer", "ends", "weight"), [
    ("commercial", "2026-11-10", Severity.WARNS),
    ("commercial", "2026-12-10", None),
    ("commercial", "2024-11-10", None),
    ("va_ccn", "2026-11-10", Severity.BLOCKS),
])  # fmt: skip
def test_an_authorization_that_ended_is_told_where_nobody_knows_if_one_is_needed(
    payer: str, ends: str, weight: Severity | None
) -> None:
    told = found(case(payer=payer, authorizations=[{"to": ends}]), "A002")
    assert [one.severity for one in told] == ([weight] if weight else [])


def test_an_authorization_that_is_used_up_is_told_where_nobody_knows_if_one_is_needed() -> None:
    assert found(case(authorizations=[{"visits": 6, "visits_used": 6}]), "A003")
    assert not found(case(authorizations=[{"visits": 6, "visits_used": 5}]), "A003")


@pytest.mark.parametrize(("one", "other", "weight"), [
    ("M54.2", "M50.20", Severity.BLOCKS), ("M54.59", "M51.26", Severity.BLOCKS),
    ("M54.50", "M51.360", Severity.BLOCKS), ("M54.31", "M51.16", Severity.BLOCKS),
    ("M54.41", "M51.17", Severity.BLOCKS), ("M54.12", "M50.121", Severity.BLOCKS),
    ("M54.16", "M47.26", Severity.BLOCKS), ("M54.6", "M51.24", Severity.BLOCKS),
    ("M54.59", "S39.012A", Severity.BLOCKS), ("M54.2", "S13.4XXA", Severity.BLOCKS),
    ("M54.50", "S33.5XXD", Severity.BLOCKS), ("M62.838", "M79.18", Severity.BLOCKS),
    ("M54.2", "S13.4XXS", None), ("M54.2", "S33.5XXD", None), ("M54.2", "M62.838", None),
    ("M54.2", "M54.50", None), ("S13.4XXA", "S16.1XXA", None), ("M54.2", "M51.26", None),
    ("M54.2", "S43.401A", None),
])  # fmt: skip
def test_common_excludes1_pairs_stop_the_bill(one: str, other: str, weight: Severity | None) -> None:
    for diagnoses in ((one, other), (other, one)):
        told = found(case(diagnoses=diagnoses), "D008")
        assert [(one.severity, one.stops) for one in told] == ([(weight, "bill")] if weight else [])


def test_an_excludes1_pair_of_other_fields_only_warns() -> None:
    told = found(case(diagnoses=("M43.02", "M40.03")), "D008") or found(
        case(diagnoses=("M77.11", "M71.9")), "D008"
    )
    assert [one.severity for one in told] == [Severity.WARNS]
