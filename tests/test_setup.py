import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from charting_tui.coding.billing.payers import preset
from charting_tui.records.people import Fee, Role
from charting_tui.screens.settings.payers import PayerScreen
from charting_tui.screens.settings.settings import SetupScreen
from charting_tui.store.chart_store import ChartStore

from .clinic import PIN, TODAY, open_clinic
from .terminal import Terminal
from .test_screens import at_the_keyboard

FIRST = ("Alder Bodywork", "WA", "Ana Ruiz", "ana", "LMT MA60117203", "1993999998", "45 49 52")


@pytest.fixture
def owner(root: Path) -> Iterator[ChartStore]:
    store = open_clinic(root)
    yield store
    store.close()


async def test_a_wrong_npi_is_told_while_it_is_typed_and_is_not_saved(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("o", "down", "enter", "ctrl+u", *"1234567890")
        assert "1234567890 isn't valid: its check digit is wrong" in kim.screen_text()
        await kim.presses("enter", "escape")
        assert kim.store.office.practice.npi == "1234567893"


async def test_a_field_of_the_practice_is_changed_in_one_line(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("o", "down", "down", "enter", *"910000417", "enter")
        assert "91-0000417" in kim.screen_text()
        assert kim.store.office.practice.tax_id == "91-0000417"


async def test_a_therapist_is_added_ended_and_never_deleted(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("o", "tab", "a", *"ana", "enter")
        await kim.types("Ana Ruiz")
        await kim.presses("enter")
        await kim.types("LMT MA60117203")
        await kim.presses("enter", "enter", "enter")
        ana = kim.store.office.person("ana")
        assert ana is not None
        assert (ana.name, ana.licence_type, ana.licence_number) == ("Ana Ruiz", "LMT", "MA60117203")
        await kim.presses("x", "enter")
        ended = kim.store.office.person("ana")
        assert ended is not None
        assert ended.ended_on == TODAY
        assert "left 2026-11-23" in kim.screen_text()


async def test_a_pin_is_reset_by_the_owners_own_pin(root: Path, owner: ChartStore) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("o", "tab", "p", *"111111", "enter")
        assert "That is not your PIN" in kim.screen_text()
        assert owner.person_file("kim").pin is not None
        await kim.presses("p", *PIN, "enter")
        assert "one-time code to set a new PIN" in " ".join(kim.screen_text().split())
        assert owner.person_file("kim").pin is None


async def test_a_payer_is_copied_from_a_preset_and_its_settings_show_source_and_day(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("o", "tab", "tab", "a", "down", "down", "down", "enter", "enter", "enter")
        assert kim.store.office.payer("anthem").name == "Anthem"
        assert "Unknown, so not checked: electronic payer ID or claims address" in kim.screen_text()
        await kim.presses("enter")
        assert isinstance(kim.app.screen, PayerScreen)
        assert "2021-04-01 Anthem" in kim.screen_text()
        await kim.presses(*["down"] * 6)
        assert "Source: Anthem provider news 6707" in kim.screen_text()


async def test_a_preset_taken_twice_asks_for_another_name(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("o", "tab", "tab", "a", "down", "down", "down", "enter", "enter", "enter")
        await kim.presses("a", "down", "down", "down", "enter", "enter")
        assert "The name everyone uses for it." in kim.screen_text()
        assert "already a payer named" not in kim.screen_text()
        await kim.presses("enter")
        assert "There is already a payer named “Anthem”." in kim.screen_text()
        await kim.types("Anthem East")
        await kim.presses("enter")
        names = [payer.name for payer in kim.store.office.payers]
        assert names == ["Sound Health", "Anthem", "Anthem East"]


async def test_the_effect_on_open_visits_is_told_before_a_payer_is_saved(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("n", *"sore", "ctrl+n", *"97124", "enter", *"30", "enter", *"neck", "enter")
        await kim.presses("escape", "o", "tab", "tab", "enter", "down", "down", "down", "enter")
        await kim.presses("ctrl+u", *"yes", "enter", *"contract", "enter", "enter")
        await kim.app.workers.wait_for_complete()
        await kim.presses()
        assert "1 open visit of 1 changes: 1 new finding" in kim.screen_text()
        assert "+ yes (contract)" in kim.screen_text()
        assert "M001" not in kim.screen_text()
        await kim.presses("l")
        assert "Doe, Jane" in kim.screen_text()
        assert "+ ✗ error   M001" in kim.screen_text()
        assert not kim.store.office.payer("sound").discipline_modifier.value
        await kim.presses("enter")
        assert kim.store.office.payer("sound").discipline_modifier.source == "contract"


async def test_an_own_setting_is_marked_and_goes_back_to_the_presets_on_one_key(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("o", "tab", "tab", "a", "down", "down", "down", "enter", "enter", "enter", "enter")
        await kim.presses("r")
        assert "This setting already has the preset's value." in kim.screen_text()
        await kim.presses(*["down"] * 6, "enter", "ctrl+u")
        await kim.types("3 units")
        await kim.presses("enter", *"contract", "enter", "enter")
        await kim.app.workers.wait_for_complete()
        await kim.presses("l")
        assert "this changes no open visit" in kim.screen_text()
        await kim.presses("enter")
        assert "* Most in one day" in kim.screen_text()
        assert "Differs from the preset Anthem: 4 units, 60 minutes of" in kim.screen_text()
        await kim.presses("r")
        await kim.app.workers.wait_for_complete()
        await kim.presses("enter")
        assert "* Most in one day" not in kim.screen_text()
        assert kim.store.office.payer("anthem").daily_cap == preset("anthem").daily_cap


async def test_a_new_fee_leaves_the_old_one_as_it_was(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("o", "tab", "tab", "tab", "a", *"97124", "enter", *"50", "enter")
        await kim.presses("ctrl+u", *"2027-01-01", "enter", "enter")
        fees = kim.store.office.practice.fees
        assert Fee(code="97124", cents=4500) in fees
        assert Fee(code="97124", cents=5000, since=date(2027, 1, 1)) in fees
        assert "not yet in effect" in kim.screen_text()
        await kim.presses("enter")
        assert "can't change a fee" in kim.screen_text()


async def test_who_is_no_owner_reads_and_is_told_who_changes(root: Path) -> None:
    async with at_the_keyboard(root, person="lee") as lee:
        await lee.presses("o", "enter")
        assert isinstance(lee.app.screen, SetupScreen)
        assert "Only an owner can change this (Kim Vale)" in lee.screen_text()
        await lee.presses("tab", "x")
        assert "Only an owner" in lee.screen_text()


async def test_what_somebody_else_saved_meanwhile_is_not_overwritten(root: Path, owner: ChartStore) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("o", "enter")
        office = owner.office
        practice = office.practice.model_copy(update={"name": "Theirs"})
        owner.save_office(office.model_copy(update={"practice": practice}))
        await kim.presses("ctrl+u", *"Mine", "enter")
        assert "Another user saved the practice" in kim.screen_text()
        assert kim.store.office.practice.name == "Theirs"


def answers(screen: Terminal, *texts: str) -> None:
    for text in texts:
        screen.types(text).press("enter")


@pytest.mark.terminal
def test_the_first_run_ends_in_an_empty_today_that_says_what_to_press(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    with Terminal(["--data", str(folder), "--user", "ana"], tmp_path) as screen:
        screen.sees("There is no clinic here yet", "1 of 8 › Practice")
        answers(screen, *FIRST[:3])
        screen.sees("4 of 8 › Login name", "ana").press("enter")
        answers(screen, *FIRST[4:], "314159")
        screen.sees("8 of 8 › PIN again")
        assert not folder.exists()
        answers(screen, "314158")
        screen.sees("The PINs don't match").press("ctrl+u")
        answers(screen, "314159")
        screen.sees("Today ›", "Ana Ruiz", "Press c").press("q")
        assert screen.ends() == 0
    store = ChartStore.open(folder, person="ana")
    assert store.office.practice.time_zone == "America/Los_Angeles"
    assert {fee.code: fee.cents for fee in store.office.practice.fees}["97140"] == 4900
    (ana,) = store.office.people
    assert (ana.npi, ana.roles) == ("1993999998", (Role.THERAPIST, Role.OWNER))
    assert store.person_file("ana").pin is not None
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".clinic")) == []
    store.close()


@pytest.mark.terminal
def test_a_first_run_that_is_left_makes_nothing_and_goes_on_where_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    home = ["--data", str(folder), "--user", "ana"]
    with Terminal(home, tmp_path) as screen:
        screen.sees("1 of 8")
        answers(screen, *FIRST, "314159")
        screen.sees("PIN again").press("ctrl+q")
        assert screen.ends() == 0
    assert not folder.exists()
    kept = tmp_path / ".local/share/charting-tui/first-run.json"
    assert json.loads(kept.read_text())["answers"] == list(FIRST)
    assert "314159" not in kept.read_text()
    assert kept.stat().st_mode & 0o077 == 0
    with Terminal(["init", str(folder), "--user", "ana", "--theme", "light"], tmp_path) as screen:
        screen.sees("8 of 8 › PIN", "Alder Bodywork")
        answers(screen, "314159", "314159")
        screen.sees("Today ›")
    assert not kept.exists()


async def test_a_kx_threshold_is_entered_and_removed_in_settings(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("o", "end", *["up"] * 8, "enter")
        await kim.types("2027 2520")
        await kim.presses("enter")
        (entered,) = kim.store.office.practice.therapy_thresholds
        assert (entered.year, entered.cents, entered.entered_on) == (2027, 252000, TODAY)
        assert "2027 2520.00" in kim.screen_text()
        await kim.presses("enter", "ctrl+u", "enter")
        assert kim.store.office.practice.therapy_thresholds == ()
