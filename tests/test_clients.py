from datetime import date
from pathlib import Path

import pytest

from charting_tui.operations.clients.client_file import open_client, read_known, save_client, save_file
from charting_tui.operations.clients.intake import not_entered
from charting_tui.operations.clients.same_person import merge
from charting_tui.records.addresses import Address
from charting_tui.records.chart import ClientFile
from charting_tui.records.coverage import Coverage, Referral
from charting_tui.records.office import Office
from charting_tui.records.payer import AuthorizationNeed, Payer, ReferralNeed, Setting
from charting_tui.records.people import Client, Consent, Practice
from charting_tui.screens.clients.chart import ChartScreen
from charting_tui.screens.clients.find_clients import ClientsScreen
from charting_tui.screens.clients.form import FormScreen
from charting_tui.screens.visit.screen import VisitScreen

from .clinic import TODAY, make_clinic, open_clinic
from .test_screens import Person, at_the_keyboard

SIZES = [(80, 24), (120, 40)]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "clinic"
    make_clinic(folder).close()
    return folder


async def in_chart_of(kim: Person, words: str, *keys: str) -> None:
    await kim.presses("c")
    await kim.types(words)
    await kim.presses("enter", *keys)


@pytest.mark.parametrize("size", SIZES)
async def test_clients_are_found_as_one_types_with_a_card_of_the_marked_one(
    root: Path, size: tuple[int, int]
) -> None:
    async with at_the_keyboard(root, size=size) as kim:
        await kim.presses("c")
        assert "2 found" in kim.screen_text()
        await kim.types("3/7/1980")
        text = kim.screen_text()
        assert "1 found" in text
        for part in ("3/7/1980, 46", "Sound Health SH123", "M54.2", "last visit", "nothing"):
            assert part in text
        assert "Doe, Amir" not in text


async def test_enter_pressed_at_once_opens_who_was_typed(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("c")
        await kim.presses(*"jane", "enter")
        assert isinstance(kim.app.screen, ChartScreen)
        assert "Clients › Doe, Jane" in kim.screen_text()


async def test_nobody_found_says_what_to_press(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("c")
        await kim.types("zz")
        await kim.presses("ctrl+t")
        assert "No client matches. Press Ctrl+N to add a new client." in kim.screen_text()


async def test_more_clients_than_are_shown_are_told_of(root: Path) -> None:
    store = open_clinic(root)
    for number in range(61):
        open_client(store, Client(name=f"Many, Number {number}"))
    store.close()
    async with at_the_keyboard(root) as kim:
        await kim.presses("c")
        await kim.types("many")
        assert "showing 60 of many" in kim.screen_text()


async def test_a_new_client_is_entered_by_keyboard_and_their_chart_opens(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("c", "ctrl+n")
        await kim.types("Núñez, Ana")
        await kim.presses("tab")
        await kim.types("030775")
        await kim.presses("enter")
        assert "1975-03-07" in kim.screen_text()
        await kim.types("3605550199")
        await kim.presses("ctrl+s")
        assert isinstance(kim.app.screen, ChartScreen)
        assert "Núñez, Ana · Born 3/7/1975" in kim.screen_text()
        (found,) = kim.store.find_clients("nunez")
        assert (found.birth_date, found.phone) == (date(1975, 3, 7), "360-555-0199")


async def test_a_new_clients_chart_tells_what_is_not_entered_yet_until_a_visit_is_done(root: Path) -> None:
    store = open_clinic(root)
    known = open_client(store, Client(name="Núñez, Ana"))
    store.close()
    async with at_the_keyboard(root) as kim:
        await in_chart_of(kim, "nunez")
        assert (
            "Not entered yet: coverage, unless the client pays (tab, a); consent (enter)" in kim.screen_text()
        )
        client = known.file.client.model_copy(update={"consent": Consent(signed_on=TODAY)})
        policy = Coverage(payer="sound")
        file = known.file.model_copy(update={"client": client, "coverage": (policy,)})
        save_file(kim.store, known, file)
        await kim.presses("escape", "enter")
        assert "Coverage" in kim.screen_text()
        assert "Not entered yet" not in kim.screen_text()


def test_only_what_the_payer_asks_for_is_told_as_not_entered() -> None:
    consent = Consent(signed_on=TODAY)
    file = ClientFile(client=Client(name="Doe, Ana", consent=consent), coverage=(Coverage(payer="lni"),))
    asks = Payer(
        id="lni",
        referral=Setting(value=ReferralNeed(required=True)),
        authorization=Setting(value=AuthorizationNeed(required=True)),
    )
    assert not_entered(file, Office(practice=Practice(), payers=(asks,)), TODAY) == (
        "Not entered yet: prescription, authorization (tab, a)"
    )
    later = asks.model_copy(
        update={"authorization": Setting(value=AuthorizationNeed(required=True, free_visits=6))}
    )
    given = file.model_copy(update={"referrals": (Referral(name="Ames, Dr."),)})
    assert not_entered(given, Office(practice=Practice(), payers=(later,)), TODAY) == ""
    pays = file.model_copy(update={"coverage": (Coverage(payer="client_pay"),)})
    assert not_entered(pays, Office(practice=Practice(), payers=(asks,)), TODAY) == ""


async def test_a_fault_stands_under_its_field_and_nothing_is_saved(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("c", "ctrl+n")
        await kim.types("Jane Doe")
        await kim.presses("tab")
        await kim.types("2/30/1980")
        await kim.presses("tab", "ctrl+s")
        text = kim.screen_text()
        assert "✗ The last name isn't clear" in text
        assert "✗ “2/30/1980” isn't a date: February has 29 days." in text
        assert kim.app.focused is not None
        assert len(kim.store.find_clients("")) == 2


async def test_a_client_entered_already_is_noticed_while_typing_and_opened(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("c", "ctrl+n")
        await kim.types("doe, jayne")
        await kim.presses("tab")
        await kim.types("3/7/1980")
        assert "May already be a client: Doe, Jane, born 3/7/1980" in kim.screen_text()
        await kim.presses("ctrl+o")
        assert isinstance(kim.app.screen, ChartScreen)
        await kim.presses("escape")
        assert "doe, jayne" in kim.screen_text()


async def test_leaving_a_form_asks_before_anything_typed_is_given_up(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await in_chart_of(kim, "jane", "enter", "tab", "tab", "tab")
        await kim.types("x")
        await kim.presses("ctrl+q")
        assert "unsaved entries" in kim.screen_text()
        await kim.presses("escape", "escape")
        assert "- sex: fx" in kim.screen_text().lower()
        await kim.presses("escape")
        assert isinstance(kim.app.screen, FormScreen)
        await kim.presses("escape", "enter")
        assert isinstance(kim.app.screen, ChartScreen)
        assert kim.store.chart("jane").file.client.sex == "f"


async def test_what_was_typed_into_a_form_is_there_again_after_the_line_was_cut(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("c", "ctrl+n")
        await kim.types("Roe, Ri")
        await kim.presses("tab")
        await kim.types("2/30")
    async with at_the_keyboard(root, person="lee") as lee:
        await lee.presses("c", "ctrl+n")
        assert "Roe" not in lee.screen_text()
    async with at_the_keyboard(root) as kim:
        await kim.presses("c", "ctrl+n")
        assert "Roe, Ri" in kim.screen_text()
        assert "2/30" in kim.screen_text()
        assert "Your unsaved entries are back" in kim.screen_text()
        await kim.presses("escape", "enter", "ctrl+n")
        assert "Roe" not in kim.screen_text()
    assert list((root / "forms").iterdir()) == []


async def test_somebody_elses_save_is_shown_and_mine_stands_where_i_typed(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await in_chart_of(kim, "jane", "enter", "tab", "tab", "end", "backspace", "7")
        robin = open_clinic(root, "robin")
        theirs = read_known(robin, "jane")
        changed = {"phone": "360-555-0001", "address": Address(street="4 Mill Road")}
        save_client(robin, theirs, theirs.file.client.model_copy(update=changed))
        robin.close()
        await kim.presses("ctrl+s")
        text = kim.screen_text()
        assert "Another user saved this client" in text
        assert "4 Mill Road" in text
        assert "360-555-0147" in text
        assert "Another user saved this field: “360-555-0001”" in text
        await kim.presses("ctrl+s")
        saved = kim.store.chart("jane").file.client
        assert (saved.phone, saved.address.street) == ("360-555-0147", "4 Mill Road")


async def test_an_authorization_is_added_and_ended_by_keyboard(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await in_chart_of(kim, "jane", "tab", "tab", "tab", "tab", "a")
        for text in ("sou", "PA7", "11/1", "12/31", "8", "2"):
            await kim.types(text)
            await kim.presses("enter")
        await kim.presses("ctrl+s")
        assert "2 of 8 used, 6 left" in kim.screen_text()
        await kim.presses("x", "t", "enter")
        assert "now ends 11/23/2026" in kim.screen_text()
        (leave,) = kim.store.chart("jane").file.authorizations
        assert (leave.id, leave.payer, leave.visits, leave.ends) == ("a1", "sound", 8, TODAY)


async def test_the_code_of_a_diagnosis_is_found_by_everyday_words_and_told_in_words(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await in_chart_of(kim, "amir", "tab", "tab", "a")
        await kim.types("neck pain")
        assert "M54.2 Cervicalgia" in kim.screen_text()
        await kim.presses("ctrl+u")
        await kim.types("m542")
        await kim.presses("ctrl+s")
        assert "M54.2    Cervicalgia" in kim.screen_text()


@pytest.mark.parametrize("size", SIZES)
async def test_every_section_is_reached_and_shown(root: Path, size: tuple[int, int]) -> None:
    async with at_the_keyboard(root, size=size) as kim:
        await in_chart_of(kim, "jane")
        titles = ["Visits 0", "Diagnoses", "Coverage", "Authorizations", "Referrals", "Cases", "Plan of care"]
        for title in [*titles, "Goals"]:
            await kim.presses("tab")
            assert title in kim.screen_text()
        await kim.presses("a")
        assert "A goal belongs to a plan of care" in kim.screen_text()


async def test_a_visit_is_started_from_the_chart_and_leaving_it_comes_back(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await in_chart_of(kim, "jane", "v")
        assert isinstance(kim.app.screen, VisitScreen)
        await kim.types("sore")
        await kim.presses("escape")
        assert isinstance(kim.app.screen, ChartScreen)
        assert "11/23/2026  initial" in kim.screen_text()
        assert "Visits 1" in kim.screen_text()


async def test_two_charts_of_one_person_are_merged_after_both_were_shown(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await in_chart_of(kim, "amir", "m")
        await kim.presses("enter")
        assert "- Doe, Amir · born 1/2/1990" in kim.screen_text()
        assert "+ Doe, Jane · born 3/7/1980" in kim.screen_text()
        await kim.presses("enter")
        assert "sealed" in kim.screen_text()
        await kim.presses("a")
        assert "This chart was merged into another and is read-only" in kim.screen_text()
        await kim.presses("escape")
        assert isinstance(kim.app.screen, ClientsScreen)
        assert "Doe, Jane (also Doe, Amir)" in kim.screen_text()
        await kim.presses("enter", "down", "enter")
        assert "Clients › Doe, Amir" in kim.screen_text()


async def test_what_looks_like_markup_is_shown_as_typed_everywhere(root: Path) -> None:
    store = open_clinic(root)
    odd = Client(
        name="[red]Odd[/], [b]", alerts=("[bold]no oil[/]",), address=Address(street="[link=x]y[/link]")
    )
    known = open_client(store, odd)
    other = open_client(store, Client(name="[i]Other, Two"))
    merge(store, other.id, known.id)
    store.close()
    async with at_the_keyboard(root, size=(120, 40)) as kim:
        await kim.presses("c")
        await kim.types("odd")
        assert "[red]Odd[/], [b] (" in kim.screen_text()
        assert "[bold]no oil[/]" in kim.screen_text()
        await kim.presses("enter")
        assert "[link=x]y[/link]" in kim.screen_text()
        await kim.presses("enter")
        assert "[red]Odd[/], [b]" in kim.screen_text()


async def test_who_looks_at_a_chart_is_written_down(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await in_chart_of(kim, "jane")
        log = (root / "access.log").read_text()
        assert '"client":"jane"' in log
        assert '"what":"chart"' in log
