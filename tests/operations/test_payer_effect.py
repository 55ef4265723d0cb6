import pytest

from charting_tui.coding.billing.payers import model_of, preset, presets
from charting_tui.operations.bookings.booking import Booking, book, read_booking
from charting_tui.operations.settings.payer_effect import Effect, effect_of
from charting_tui.operations.settings.payer_values import SETTINGS
from charting_tui.operations.settings.practice import (
    add_payer,
    is_own,
    save_payer,
    setting_named,
    with_presets_setting,
    with_setting,
)
from charting_tui.operations.visits.editing import new_line, with_line
from charting_tui.operations.visits.opening import open_for_writing
from charting_tui.records.claim import ClaimLine
from charting_tui.records.payer import Payer
from charting_tui.store.chart_store import ChartStore
from tests.clinic import TODAY


def write(store: ChartStore, client: str, *minutes: tuple[str, int]) -> str:
    """Book a visit and enter its codes with their minutes; the visit's id."""
    visit = book(store, client, Booking(read_booking("1100 x").start, "x", 60), TODAY)
    session = open_for_writing(store, client, visit.id)
    for code, spent in minutes:
        line = new_line(code).model_copy(update={"minutes": spent, "area": "neck"})
        session.change(with_line(session.draft, line, ClaimLine()))
    session.leave()
    return visit.id


def changed(store: ChartStore, name: str, text: str) -> Payer:
    return with_setting(store.office.payer("sound"), setting_named(name), text, "contract", None)


def effect(store: ChartStore, payer: Payer) -> Effect:
    found = effect_of(store, payer)
    assert found is not None
    return found


def test_visits_nobody_wrote_yet_get_no_finding_from_a_payers_change(kim: ChartStore) -> None:
    write(kim, "jane")
    found = effect(kim, changed(kim, "discipline_modifier", "yes"))
    assert (found.open_visits, found.changes) == (1, ())
    assert found.sentence == "1 open visit with this payer; none changes."


def test_new_findings_are_counted_and_named_for_the_visits_of_that_payer_alone(kim: ChartStore) -> None:
    one = write(kim, "jane", ("97140", 30), ("97110", 15))
    write(kim, "amir", ("97140", 30))
    found = effect(kim, changed(kim, "discipline_modifier", "yes"))
    (change,) = found.changes
    assert change.visit.visit == one
    assert {(finding.rule, finding.field) for finding in change.new} == {
        ("M001", "visit.services[0].modifiers"),
        ("M001", "visit.services[1].modifiers"),
    }
    assert found.sentence == "1 open visit of 1 changes: 2 new findings."


def test_findings_that_go_are_counted_too(kim: ChartStore) -> None:
    save_payer(kim, changed(kim, "discipline_modifier", "yes"))
    write(kim, "jane", ("97140", 30))
    found = effect(kim, changed(kim, "discipline_modifier", "no"))
    assert found.sentence == "1 open visit of 1 changes: 1 finding gone."


def test_a_rule_of_counting_that_changes_the_charge_is_told_in_dollars(kim: ChartStore) -> None:
    write(kim, "jane", ("97140", 20), ("97110", 20))
    (change,) = effect(kim, changed(kim, "unit_rule", "ama")).changes
    assert change.cents_before - change.cents_after in {4900, 5200}
    assert "less" in effect(kim, changed(kim, "unit_rule", "ama")).sentence


def test_a_finding_that_comes_to_weigh_more_is_one_gone_and_one_new(kim: ChartStore) -> None:
    write(kim, "jane", ("97124", 90))
    (change,) = effect(kim, changed(kim, "unit_limits", "block")).changes
    assert [(one.rule, one.severity.value) for one in change.gone] == [("T013", "warns")]
    assert [(one.rule, one.severity.value) for one in change.new] == [("T013", "blocks")]


def test_nothing_is_saved_by_counting_and_a_count_can_be_given_up(kim: ChartStore) -> None:
    write(kim, "jane", ("97140", 30))
    before = kim.office
    asked: list[tuple[int, int]] = []

    def give_up(done: int, number: int) -> bool:
        asked.append((done, number))
        return False

    assert effect_of(kim, changed(kim, "ncci", "no"), give_up) is None
    assert asked == [(1, 1)]
    assert kim.office == before


def test_a_payer_that_has_no_open_visit_says_so(kim: ChartStore) -> None:
    assert effect(kim, changed(kim, "ncci", "no")).sentence == "No open visit is with this payer."


def test_a_clinics_own_setting_is_told_from_its_presets_and_reset_to_it(kim: ChartStore) -> None:
    payer = add_payer(kim, "anthem", "blue", "Blue of ours")
    assert model_of(payer) == preset("anthem")
    assert not any(is_own(payer, setting.path) for setting in SETTINGS)
    cap = setting_named("daily_cap")
    save_payer(kim, with_setting(payer, cap, "3 units", "contract", None))
    own = kim.office.payer("blue")
    assert [setting.path for setting in SETTINGS if is_own(own, setting.path)] == ["daily_cap"]
    save_payer(kim, with_presets_setting(own, "daily_cap"))
    assert kim.office.payer("blue") == payer


def test_a_source_of_ones_own_is_a_change_too(kim: ChartStore) -> None:
    payer = add_payer(kim, "anthem", "blue", "Blue of ours")
    cap = setting_named("daily_cap")
    assert is_own(with_setting(payer, cap, "4 units, 60 minutes", "contract", None), "daily_cap")


def test_a_payer_of_no_preset_has_no_setting_of_its_own_to_reset(kim: ChartStore) -> None:
    sound = kim.office.payer("sound")
    assert model_of(sound) is None
    assert not is_own(sound, "ncci")
    assert with_presets_setting(sound, "ncci") == sound


@pytest.mark.parametrize("payer", presets(), ids=lambda payer: payer.id)
def test_every_known_setting_of_a_preset_says_where_it_was_read(payer: Payer) -> None:
    for setting in SETTINGS:
        kept = getattr(payer, setting.path)
        assert kept is None or kept.source, setting.path
