import re
from datetime import date
from pathlib import Path

import pytest
from textual.widgets import Static

from charting_tui.operations.bookings.booking import book, read_booking
from charting_tui.operations.clients.client_file import read_known, save_file
from charting_tui.operations.settings.practice import save_office, save_payer
from charting_tui.operations.signing.claim_changes import with_payers_number
from charting_tui.operations.signing.signing import sign
from charting_tui.operations.visits.editing import new_line, with_diagnosis_toggled, with_line
from charting_tui.operations.visits.opening import open_for_writing
from charting_tui.records.chart import Act
from charting_tui.records.claim import Claim, ClaimLine, ClaimState, Hold
from charting_tui.records.coverage import Coverage
from charting_tui.records.payer import Payer, ReferralNeed, Setting
from charting_tui.records.visit import BillTo
from charting_tui.screens.clients.form import FormScreen
from charting_tui.screens.settings.settings import SetupScreen
from charting_tui.screens.signing.signed import SignedScreen
from charting_tui.store.chart_files.writing import ChartChange
from charting_tui.store.chart_store import ChartStore
from charting_tui.widgets.lines import KeyBar, SaidLine

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
        assert "Enter the payer's claim number" in kim.screen_text()
        await kim.presses("1", *"2026110012", "enter")
        shown = kim.screen_text()
        assert "+ claim frequency: 7" in shown
        assert "2026110012" in shown
        assert claim_in(kim.store).frequency == "1"
        await kim.presses("enter")
        fixed_claim = claim_in(kim.store)
        assert (fixed_claim.frequency, fixed_claim.original_ref) == ("7", "2026110012")


async def test_the_key_line_of_a_signed_visit_names_only_what_one_may_do(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("enter")
        assert "f fix" in keys_of(kim)
        assert "addendum" in keys_of(kim)
    async with at_the_keyboard(root, person="lee") as lee:
        await lee.presses("e", "enter")
        assert "f fix" not in keys_of(lee)
        assert "addendum" not in keys_of(lee)
        await lee.presses("f")
        assert "therapist, a biller or the owner" in lee.screen_text()
    async with at_the_keyboard(root, person="robin") as robin:
        await robin.presses("enter")
        assert "f fix" in keys_of(robin)
        assert "addendum" not in keys_of(robin)


async def test_a_rejected_claim_is_marked_corrected_and_goes_out_as_a_new_one(root: Path) -> None:
    with_claim(root, state=ClaimState.REJECTED, billed_on=TODAY)
    async with at_the_keyboard(root, person="robin", size=(120, 40)) as robin:
        await robin.presses("u")
        assert "1 rejected claim is to be corrected" in robin.screen_text()
        assert "press f and mark it corrected" in robin.screen_text()
        await robin.presses("f")
        assert "Mark it corrected; it goes out as a new claim" in robin.screen_text()
        offered = re.search(r"(\d) +claim +Mark it corrected", robin.screen_text())
        assert offered
        await robin.presses(offered[1])
        assert "+ claim state: open" in robin.screen_text()
        await robin.presses("enter")
        claim = claim_in(robin.store)
        assert (claim.state, claim.billed_on, claim.frequency) == (ClaimState.OPEN, None, "1")
        assert "robin: claim rejected → open" in str(
            robin.app.screen.query_one("#record-text", Static).content
        )
        await robin.presses("escape")
        assert "1 visit is ready to bill" in robin.screen_text()


async def test_a_held_row_tells_reason_and_day_and_that_nothing_needs_fixing(root: Path) -> None:
    hold = Hold(reason="the new member card", by="robin", until=date(2026, 12, 1))
    with_claim(root, state=ClaimState.HELD, hold=hold)
    nothing = "Nothing here needs fixing: held until 12/01 for the new member card."
    async with at_the_keyboard(root, person="robin") as robin:
        await robin.presses("u")
        assert "1 visit is held until 12/01 for the new member card" in robin.screen_text()
        assert "Held until 12/01 for the new member card." in robin.screen_text()
        await robin.presses("f")
        assert nothing in robin.screen_text()


async def test_a_denied_row_says_what_to_do_next_and_never_that_no_rule_stops_it(root: Path) -> None:
    async with at_the_keyboard(root, person="robin") as robin:
        await robin.presses("u")
        next_step = "Denied. Press f to correct it, appeal, bill the client or write it off."
        assert next_step in robin.screen_text()
        await robin.presses("p")
        assert "No rule" not in robin.screen_text()
        assert "Denied. Press f" in str(robin.app.screen.query_one(SaidLine).render())
        await robin.presses("f", "c", "enter")
        assert "Type the payer's claim number (ICN)" in robin.screen_text()
        await robin.presses(*"2026110012", "enter")
        assert claim_in(robin.store).original_ref == "2026110012"


async def test_a_signed_visit_whose_payer_no_longer_fits_is_given_the_right_one_from_unbilled(
    root: Path,
) -> None:
    with_claim(root, state=ClaimState.OPEN)
    store = open_clinic(root)
    save_office(
        store,
        store.office.model_copy(
            update={"payers": (*store.office.payers, Payer(id="premera", name="Premera"))}
        ),
    )
    known = read_known(store, "jane")
    ended = known.file.coverage[0].model_copy(update={"ends": date(2026, 10, 31)})
    new = Coverage(id="p2", payer="premera", member_id="PRE1", starts=date(2026, 11, 1))
    save_file(store, known, known.file.model_copy(update={"coverage": (ended, new)}))
    store.close()
    async with at_the_keyboard(root, person="robin", size=(80, 24)) as robin:
        await robin.presses("u")
        assert "Press y to choose the payer" in " ".join(robin.screen_text().split())
        await robin.presses("y")
        assert "Who pays for the visit of 11/23/2026?" in robin.screen_text()
        await robin.presses("1")
        await robin.types("New plan.")
        await robin.presses("enter")
        assert robin.store.chart("jane").visits[0].visit.payer == "premera"
        assert "Payer is now Premera." in robin.screen_text()


async def test_the_marked_row_shows_all_that_blocks_it_in_a_small_terminal(root: Path) -> None:
    with_claim(root, state=ClaimState.OPEN)
    store = open_clinic(root)
    name = "Sound Health of the Greater Northwest"
    sound = store.office.payer("sound").model_copy(
        update={"name": name, "referral": Setting[ReferralNeed](value=ReferralNeed(required=True))}
    )
    save_payer(store, sound)
    store.close()
    async with at_the_keyboard(root, person="robin", size=(80, 24)) as robin:
        await robin.presses("u")
        (cause, *_) = robin.store.summaries(client="jane")[0].causes
        shown = " ".join(robin.screen_text().split())
        assert f"{cause.rule} {cause.message} {cause.remedy} ({cause.owner})" in shown


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
        await kim.presses(*"1003000126", "ctrl+s")
        assert isinstance(kim.app.screen, SignedScreen)
        assert kim.store.chart("jane").file.referrals[0].npi == "1003000126"
        assert "no NPI" not in kim.screen_text()
        await kim.presses("f", "1")
        assert "A022: Check eligibility with Sound Health, and enter the date." in kim.screen_text()
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


async def test_who_pays_is_chosen_on_the_claim_with_a_reason_that_the_history_keeps(root: Path) -> None:
    async with at_the_keyboard(root, person="robin", size=(120, 40)) as robin:
        before = robin.store.chart("jane").visits[0].visit
        await robin.presses("enter", "y", "2", "enter")
        assert "Type a reason" in robin.screen_text()
        await robin.types("Plan ended, client agreed.")
        await robin.presses("enter")
        assert "Payer is now Client pays, chosen by hand." in robin.screen_text()
        shown = str(robin.app.screen.query_one("#record-text", Static).content)
        assert "payer Sound Health → Client pays, chosen by hand. Reason: Plan ended" in shown
        (kept,) = robin.store.chart("jane").visits
        assert (kept.visit.payer, kept.claim.payer) == ("", "client_pay")
        await robin.presses("y")
        assert "Follow the coverage" in robin.screen_text()
        await robin.presses("1")
        await robin.types("Plan holds after all.")
        await robin.presses("enter")
        assert "Payer is now Sound Health." in robin.screen_text()
        (kept,) = robin.store.chart("jane").visits
        assert (kept.visit.payer, kept.claim.payer) == (before.payer, "sound")


async def test_choosing_the_payer_that_pays_already_writes_nothing(root: Path) -> None:
    async with at_the_keyboard(root, person="robin") as robin:
        before = robin.store.history("jane")
        await robin.presses("enter", "y", "1")
        assert "Sound Health is already the payer for this visit" in robin.screen_text()
        assert robin.store.history("jane") == before


async def test_a_biller_dismisses_a_finding_of_a_signed_visit_and_restores_it(root: Path) -> None:
    async with at_the_keyboard(root, person="robin") as robin:
        await robin.presses("enter", "d", "1")
        await robin.types("Seen on the phone.")
        await robin.presses("enter")
        (dismissal,) = robin.store.chart("jane").visits[0].dismissals
        assert (dismissal.by, dismissal.reason, dismissal.taken_back) == (
            "robin",
            "Seen on the phone.",
            False,
        )
        await robin.presses("d")
        assert f"{dismissal.rule}, restore" in robin.screen_text()
        offered = [one for one in robin.screen_text().splitlines() if ", restore" in one]
        await robin.presses(offered[0].strip("│› ").split()[0])
        assert robin.store.chart("jane").visits[0].dismissals[-1].taken_back


def with_claim(root: Path, **changes: object) -> None:
    """Jane's claim is changed so."""
    store = open_clinic(root)
    kept = store.chart("jane").visits[0]
    claim = kept.claim.model_copy(update=changes)
    store.commit(ChartChange(Act.EDITED, "jane", subject=kept.visit.id, claim=claim))
    store.close()


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
