from pathlib import Path

import pytest
from textual.widgets import Static

from charting_tui.acts.booking import book, read_booking
from charting_tui.acts.claim_facts import with_payers_number
from charting_tui.acts.editing import new_line, with_diagnosis_toggled, with_line
from charting_tui.acts.office import save_payer
from charting_tui.acts.opening import open_for_writing
from charting_tui.acts.signing import sign
from charting_tui.records.chart import Act
from charting_tui.records.claim import Claim, ClaimLine, ClaimState
from charting_tui.records.payer import ReferralNeed, Setting
from charting_tui.records.visit import BillTo
from charting_tui.screens.form import FormScreen
from charting_tui.screens.setup import SetupScreen
from charting_tui.screens.signed import SignedScreen
from charting_tui.store.change import ChartChange
from charting_tui.store.chart_store import ChartStore
from charting_tui.widgets.lines import KeyBar

from .clinic import PIN, TODAY, make_clinic, open_clinic
from .test_screens import Person, at_the_keyboard


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Jane's visit of 11:00 is signed by Kim, and its claim was denied."""
    folder = tmp_path / "clinic"
    store = make_clinic(folder)
    visit = book(store, "jane", read_booking("1100 jane 60"), TODAY)
    session = open_for_writing(store, "jane", visit.id)
    for section in ("subjective", "objective", "assessment", "plan"):
        session.type_text(section, "Petrissage to the neck, 30 min, well tolerated.")
    line = new_line("97124").model_copy(update={"minutes": 30, "area": "neck"})
    draft = with_diagnosis_toggled(session.draft, "M54.2")
    session.change(with_line(draft, line, ClaimLine(pointers=("A",))))
    sign(session, PIN)
    denied = claim_in(store).model_copy(update={"state": ClaimState.DENIED})
    store.commit(ChartChange(Act.EDITED, "jane", subject=visit.id, claim=denied))
    store.close()
    return folder


def claim_in(store: ChartStore) -> Claim:
    return store.chart("jane").visits[0].claim


def keys_of(person: Person) -> str:
    return str(person.app.screen.query_one(KeyBar).render())


async def test_a_denied_claim_becomes_a_replacement_in_one_act(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("enter", "f")
        assert "Enter the payer's number" in kim.screen_text()
        await kim.presses("1", *"2026110012", "enter")
        shown = kim.screen_text()
        assert "+ claim frequency: 7" in shown
        assert "2026110012" in shown
        assert claim_in(kim.store).frequency == "1"
        await kim.presses("enter")
        mended = claim_in(kim.store)
        assert (mended.frequency, mended.original_ref) == ("7", "2026110012")


async def test_the_key_line_of_a_signed_visit_names_only_what_one_may_do(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("enter")
        assert "mend claim" in keys_of(kim)
        assert "addendum" in keys_of(kim)
    async with at_the_keyboard(root, person="lee") as lee:
        await lee.presses("e", "enter")
        assert "mend claim" not in keys_of(lee)
        assert "addendum" not in keys_of(lee)
        await lee.presses("f")
        assert "therapist, a biller or the owner" in lee.screen_text()
    async with at_the_keyboard(root, person="robin") as robin:
        await robin.presses("enter")
        assert "mend claim" in keys_of(robin)
        assert "addendum" not in keys_of(robin)


async def test_what_the_clients_chart_lacks_for_a_claim_is_entered_there_by_the_same_key(root: Path) -> None:
    with_number(root)
    async with at_the_keyboard(root) as kim:
        await kim.presses("enter")
        assert "Dr Ames has no NPI on file." in kim.screen_text()
        await kim.presses("f")
        assert "Go to the prescriber" in kim.screen_text()
        await kim.presses("1")
        assert isinstance(kim.app.screen, FormScreen)
        assert "A009: Look it up in the NPI registry, and enter it." in kim.screen_text()
        await kim.presses(*"1234567893", "ctrl+s")
        assert isinstance(kim.app.screen, SignedScreen)
        assert kim.store.chart("jane").file.referrals[0].npi == "1234567893"
        assert "no NPI" not in kim.screen_text()
        await kim.presses("f", "1")
        assert "A022: Ask Sound Health whether it holds, and enter the day." in kim.screen_text()
        await kim.presses("t", "ctrl+s", "f")
        assert "Go to the practice" in kim.screen_text()
        await kim.presses("1")
        assert isinstance(kim.app.screen, SetupScreen)
        await kim.presses("escape")
        assert isinstance(kim.app.screen, SignedScreen)


async def test_a_line_goes_off_the_claim_by_key_with_a_reason_that_the_record_shows(root: Path) -> None:
    async with at_the_keyboard(root, person="robin", size=(120, 40)) as robin:
        before = robin.store.chart("jane").visits[0].visit
        await robin.presses("enter", "b", "3", "enter")
        assert "Type a reason" in robin.screen_text()
        await robin.types("Written off, agreed with the owner.")
        await robin.presses("enter")
        (kept,) = robin.store.chart("jane").visits
        assert kept.visit.services[0].bill_to is BillTo.NOBODY
        shown = str(robin.app.screen.query_one("#record-text", Static).content)
        assert "billed to nobody" in shown
        assert "robin: 97124 payer → nobody. Reason: Written off, agreed with the owner." in shown
        await robin.presses("b", "1")
        await robin.types("Billed after all.")
        await robin.presses("enter")
        assert robin.store.chart("jane").visits[0].visit == before


async def test_who_pays_is_chosen_on_the_claim_and_stays_in_the_history(root: Path) -> None:
    async with at_the_keyboard(root, person="robin", size=(120, 40)) as robin:
        await robin.presses("enter", "y", "2")
        assert "Payer is now Client pays, chosen by hand." in robin.screen_text()
        assert "payer Sound Health → Client pays, chosen by hand" in robin.screen_text()
        (kept,) = robin.store.chart("jane").visits
        assert (kept.visit.payer, kept.claim.payer) == ("", "client_pay")


async def test_a_biller_dismisses_a_finding_of_a_signed_visit_and_restores_it(root: Path) -> None:
    async with at_the_keyboard(root, person="robin") as robin:
        await robin.presses("enter", "d", "1")
        await robin.types("Seen on the phone.")
        await robin.presses("enter")
        (overrule,) = robin.store.chart("jane").visits[0].overrules
        assert (overrule.by, overrule.reason, overrule.taken_back) == ("robin", "Seen on the phone.", False)
        await robin.presses("d")
        assert f"{overrule.rule}, restore" in robin.screen_text()
        offered = [one for one in robin.screen_text().splitlines() if ", restore" in one]
        await robin.presses(offered[0].split()[0].lstrip("›"))
        assert robin.store.chart("jane").visits[0].overrules[-1].taken_back


def with_number(root: Path) -> None:
    """The claim replaces the one denied already, and Jane's payer asks for a prescription."""
    store = open_clinic(root)
    kept = store.chart("jane").visits[0]
    claim = with_payers_number(kept.claim, "2026110012")
    store.commit(ChartChange(Act.EDITED, "jane", subject=kept.visit.id, claim=claim))
    sound = store.office.payer("sound")
    asks = Setting[ReferralNeed](value=ReferralNeed(required=True))
    save_payer(store, sound.model_copy(update={"referral": asks}))
    store.close()
