from datetime import date

from charting_tui.coding.billing.payers import preset
from charting_tui.operations.settings.payer_gaps import (
    gaps_told,
    not_enrolled_yet,
    silent_rules,
    unknown_settings,
    why_not_known,
)
from charting_tui.records.enrollment import Enrollment
from charting_tui.records.office import Office
from charting_tui.records.payer import Setting
from charting_tui.records.people import Practice, Therapist

WAY = "electronic payer ID or claims address"


def test_a_setting_that_no_rule_waits_for_is_no_gap() -> None:
    assert {"phone", "fax", "state", "in network"}.isdisjoint(unknown_settings(preset("kaiser")))


def test_what_is_not_known_names_the_rules_that_are_silent_for_it() -> None:
    assert {"A013", "A023"} == {one.id for one in silent_rules(preset("kaiser"), "filing_days")}
    assert silent_rules(preset("aetna"), "filing_days") == ()
    assert "A013, A023" in why_not_known(preset("kaiser"), "filing_days")


def test_the_way_of_a_claim_is_known_by_either_of_its_ends() -> None:
    kaiser = preset("kaiser")
    assert unknown_settings(kaiser)[0] == WAY
    known = kaiser.model_copy(update={"electronic_id": Setting[str](value="94135")})
    assert WAY not in unknown_settings(known)


def test_settings_that_would_block_a_bill_are_named_before_those_that_only_warn() -> None:
    named = unknown_settings(preset("kaiser"))
    assert named.index("authorization") < named.index("contract")


def test_nothing_is_missing_of_a_client_who_pays() -> None:
    assert gaps_told(preset("client_pay"), Office(practice=Practice())) == ""


def test_whoever_treats_and_has_no_enrollment_is_named_and_assistants_and_former_people_are_not() -> None:
    people = (
        Therapist(id="kim", licence_type="LMT"),
        Therapist(id="lee", licence_type="LMT", enrollments=(Enrollment(payer="regence", status="pending"),)),
        Therapist(id="sue", licence_type="PTA"),
        Therapist(id="gone", licence_type="LMT", ended_on=date(2026, 1, 31)),
        Therapist(id="robin"),
    )
    office = Office(practice=Practice(), people=people)
    assert [one.id for one in not_enrolled_yet(preset("regence"), office)] == ["kim"]
    told = gaps_told(preset("regence"), office)
    assert "Enrollment unknown: kim." in told
    assert len(told.splitlines()) == 2
