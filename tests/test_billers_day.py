from pathlib import Path

from charting_tui.operations.settings.practice import save_office
from charting_tui.records.people import Role
from charting_tui.widgets.lines import KeyBar

from .clinic import open_clinic
from .test_screens import Person, at_the_keyboard


def keys_of(person: Person) -> str:
    return str(person.app.screen.query_one(KeyBar).render())


async def test_a_biller_is_shown_everyones_visits_and_no_key_of_a_therapist(root: Path) -> None:
    async with at_the_keyboard(root, person="robin", size=(120, 40)) as robin:
        assert "› everyone" in robin.screen_text()
        for word in ("next to do", "b sign", "mine/all"):
            assert word not in keys_of(robin)
        for key in ("n", "b"):
            await robin.presses(key)
            assert "Therapists chart and sign visits" in robin.screen_text()
        await robin.presses("e")
        assert "11:00 Doe, Jane" in robin.screen_text()
        await robin.presses("u")
        assert "mine/all" not in keys_of(robin)
    async with at_the_keyboard(root, size=(120, 40)) as kim:
        for word in ("next to do", "b sign", "mine/all"):
            assert word in keys_of(kim)


async def test_a_therapist_who_bills_too_begins_with_everyones_visits(root: Path) -> None:
    store = open_clinic(root)
    people = tuple(
        one.model_copy(update={"roles": (*one.roles, Role.BILLER)}) if one.id == "lee" else one
        for one in store.office.people
    )
    save_office(store, store.office.model_copy(update={"people": people}))
    store.close()
    async with at_the_keyboard(root, person="lee", size=(120, 40)) as lee:
        assert "› everyone" in lee.screen_text()
        assert "mine/all" in keys_of(lee)


async def test_a_client_alike_is_opened_by_key_only_while_one_is_shown(root: Path) -> None:
    async with at_the_keyboard(root, size=(120, 40)) as kim:
        await kim.presses("c", "ctrl+n")
        assert "open that one" not in keys_of(kim)
        await kim.types("doe, jayne")
        await kim.presses("tab")
        await kim.types("3/7/1980")
        await kim.pilot.pause(0.3)
        assert "open that one" in keys_of(kim)


async def test_kx_thresholds_are_asked_for_with_an_example_and_saved_in_the_plural(root: Path) -> None:
    async with at_the_keyboard(root, size=(80, 24)) as kim:
        await kim.presses("o")
        for _ in range(60):
            if "KX thresholds" in marked_row(kim):
                break
            await kim.presses("down")
        await kim.presses("enter")
        assert "like 2027 2520.00; 2028 2590.00" in kim.screen_text()
        await kim.types("2027 2520")
        await kim.presses("enter")
        assert "KX thresholds saved." in kim.screen_text()


def marked_row(person: Person) -> str:
    shown = person.screen_text().replace("│", "").splitlines()
    return next((row for row in shown if row.startswith("›")), "")
