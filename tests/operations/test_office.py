from collections.abc import Callable
from datetime import date

import pytest

from charting_tui.coding.billing.payers import presets, threshold_in
from charting_tui.errors import BadInput, NotAllowed
from charting_tui.operations.bookings.booking import therapists_of
from charting_tui.operations.fields.fields import text_of
from charting_tui.operations.fields.typed_values import (
    read_fee,
    read_first_fees,
    read_licence,
    read_npi,
    read_roles,
    read_tax_id,
    read_thresholds,
    show_thresholds,
)
from charting_tui.operations.permission import signed_in
from charting_tui.operations.settings.payer_values import SETTINGS
from charting_tui.operations.settings.practice import (
    add_fee,
    add_payer,
    add_person,
    change_person,
    change_practice,
    end_person,
    save_payer,
    setting_named,
    why_not_owner,
    with_setting,
)
from charting_tui.operations.signing.pins import give_code
from charting_tui.records.enrollment import Enrollment
from charting_tui.records.office import Office
from charting_tui.records.people import Fee, Practice, Role, Therapist
from charting_tui.records.values import read_state
from charting_tui.store.chart_files.writing import Conflict
from charting_tui.store.chart_store import ChartStore
from tests.clinic import PIN, TODAY

LogIn = Callable[[str], ChartStore]


@pytest.mark.parametrize(
    ("read", "text", "fault"),
    [
        (read_licence, "MT999", "Start with one of LMT, PT, .*, then the number: LMT MT999"),
        (read_npi, "123", "10 digits"),
        (read_npi, "1234567890", "check digit"),
        (read_npi, "١٢٣٤٥٦٧٨٩٣", "10 digits"),
        (read_tax_id, "91-000041", "9 digits"),
        (read_fee, "", "missing"),
        (read_fee, "0", r"more than \$0"),
        (read_fee, "10000.01", r"at most \$10,000"),
        (read_state, "ZZ", "isn't a state"),
        (read_roles, "therapist, king", "“king” isn't a role"),
        (read_roles, "", "isn't a role"),
        (read_thresholds, "2027", "isn't a year and an amount"),
        (read_thresholds, "1999 2000", "isn't a year and an amount"),
        (read_thresholds, "2027 2520; 2027 2530", "2027 is entered twice"),
        (read_thresholds, "2027 much", "isn't a dollar amount"),
    ],
)
def test_a_wrong_value_is_refused_in_one_sentence(
    read: Callable[[str], object], text: str, fault: str
) -> None:
    with pytest.raises(BadInput, match=fault):
        read(text)


def test_values_are_kept_in_one_form() -> None:
    assert read_npi(" 1234 567-893 ") == "1234567893"
    assert read_tax_id("910000417") == "91-0000417"
    assert read_state(" wa") == "WA"
    assert read_roles("Owner, therapist, owner") == (Role.OWNER, Role.THERAPIST)
    assert [fee.cents for fee in read_first_fees("45 49.5 $52", ("97124", "97140", "97110"))] == [
        4500,
        4950,
        5200,
    ]
    with pytest.raises(BadInput, match="3 fees"):
        read_first_fees("45 49", ("97124", "97140", "97110"))


def test_every_setting_of_every_preset_is_read_as_it_is_shown() -> None:
    for payer in presets():
        for setting in SETTINGS:
            kept = getattr(payer, setting.path)
            again = setting.read(text_of(payer, setting))
            assert (again.value if again else None) == (kept.value if kept else None), (
                payer.id,
                setting.path,
            )


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.path)
def test_nonsense_is_no_setting_and_the_example_is_one(setting: object) -> None:
    named = next(one for one in SETTINGS if one is setting)
    with pytest.raises(BadInput):
        named.read("~ , ~")
    example = (
        named.hint.removeprefix("Such as ")
        .removeprefix("Like ")
        .removesuffix(".")
        .removesuffix("; leave blank if you don't know it")
    )
    first = example.partition(" or ")[0]
    assert named.read(first if named.path == "claims_address" else first.split(",")[0]) is not None


def test_only_an_owner_changes_the_office(kim: ChartStore, login: LogIn) -> None:
    lee = login("lee")
    assert not why_not_owner(kim)
    assert "Kim Vale" in why_not_owner(lee)
    with pytest.raises(NotAllowed):
        change_practice(lee, "name", "Lee's")
    with pytest.raises(NotAllowed):
        give_code(lee, "kim", PIN)
    assert login("kim").office.practice.name == "Quiet Hands"


def test_a_change_over_somebody_elses_is_a_conflict_and_changes_nothing(
    kim: ChartStore, login: LogIn
) -> None:
    other = login("kim")
    change_practice(other, "phone", "360-555-0100")
    with pytest.raises(Conflict):
        change_practice(kim, "name", "Mine")
    assert kim.office.practice.phone == "360-555-0100"
    change_practice(kim, "name", "Mine")
    assert kim.office.practice.phone == "360-555-0100"


def test_the_last_owner_can_neither_leave_nor_lose_the_role(kim: ChartStore) -> None:
    with pytest.raises(BadInput, match="needs an owner"):
        end_person(kim, "kim", TODAY)
    with pytest.raises(BadInput, match="needs an owner"):
        change_person(kim, "kim", "roles", (Role.THERAPIST,))


def test_who_has_left_stays_in_the_records_and_cannot_sign_in(kim: ChartStore) -> None:
    with pytest.raises(BadInput, match="future"):
        end_person(kim, "lee", date(2027, 1, 1))
    end_person(kim, "lee", TODAY)
    assert kim.office.person("lee") is not None
    with pytest.raises(NotAllowed, match="left this clinic"):
        signed_in(kim.office, "lee")
    assert therapists_of(kim.office) == ("kim",)
    with pytest.raises(BadInput, match="already"):
        add_person(kim, Therapist(id="lee", name="Another Lee"))
    change_person(kim, "lee", "ended_on", None)
    assert signed_in(kim.office, "lee").name == "Lee Marsh"


def test_a_fee_of_a_day_is_never_rewritten(kim: ChartStore) -> None:
    add_fee(kim, Fee(code="97140", cents=5500, since=TODAY))
    with pytest.raises(BadInput, match="has a fee"):
        add_fee(kim, Fee(code="97140", cents=6000, since=TODAY))
    practice = kim.office.practice
    assert (practice.fee("97140", date(2026, 11, 22)), practice.fee("97140", TODAY)) == (4900, 5500)


def test_a_setting_needs_a_source_and_keeps_its_day(kim: ChartStore) -> None:
    add_payer(kim, "anthem", "anthem", "Anthem")
    payer = kim.office.payer("anthem")
    cap = setting_named("daily_cap")
    with pytest.raises(BadInput, match="where you read this"):
        with_setting(payer, cap, "3 units", " ", None)
    save_payer(kim, with_setting(payer, cap, "3 units", "contract", date(2026, 1, 1)))
    kept = kim.office.payer("anthem").daily_cap
    assert kept is not None
    assert (kept.value.units, kept.source, kept.since) == (3, "contract", date(2026, 1, 1))
    save_payer(kim, with_setting(kim.office.payer("anthem"), cap, "", "", None))
    assert kim.office.payer("anthem").daily_cap is None


def test_a_yearly_threshold_is_kept_with_its_day_changed_and_removed(kim: ChartStore) -> None:
    change_practice(kim, "therapy_thresholds", read_thresholds("2028 $2,590; 2027 2520.00"))
    practice = kim.office.practice
    kept = [(one.year, one.cents, one.entered_on) for one in practice.therapy_thresholds]
    assert kept == [(2027, 252000, TODAY), (2028, 259000, TODAY)]
    assert (threshold_in(2027, practice), threshold_in(2026, practice)) == (252000, 248000)
    earlier = practice.therapy_thresholds[0].model_copy(update={"entered_on": date(2026, 1, 5)})
    change_practice(kim, "therapy_thresholds", ())
    assert threshold_in(2027, kim.office.practice) is None
    kim.save_office(
        kim.office.model_copy(
            update={"practice": practice.model_copy(update={"therapy_thresholds": (earlier,)})}
        )
    )
    change_practice(kim, "therapy_thresholds", read_thresholds("2027 2520; 2026 2500"))
    days = {one.year: one.entered_on for one in kim.office.practice.therapy_thresholds}
    assert days == {2026: TODAY, 2027: date(2026, 1, 5)}
    assert threshold_in(2026, kim.office.practice) == 250000


def test_thresholds_are_shown_as_they_are_typed() -> None:
    text = "2027 2520.00; 2028 2590.50"
    assert show_thresholds(read_thresholds(text)) == text


def test_an_assistant_is_billed_under_whom_the_payer_has_enrolled_else_under_the_usual_one() -> None:
    under = Enrollment(payer="uhc", status="enrolled", supervisor="quin")
    sue = Therapist(id="sue", licence_type="PTA", supervisor="pat", enrollments=(under,))
    people = (sue, Therapist(id="pat", licence_type="PT"), Therapist(id="quin", licence_type="PT"))
    office = Office(practice=Practice(), people=people)
    for payer, supervisor in (("uhc", "quin"), ("medicare", "pat")):
        found = office.supervisor_of(sue, payer, date(2026, 11, 19))
        assert found is not None
        assert found.id == supervisor
