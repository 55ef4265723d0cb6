from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from charting_tui.billing.paper.visit_record import visit_part
from charting_tui.errors import BadInput, NotAllowed
from charting_tui.operations.bookings.booking import book, read_booking
from charting_tui.operations.settings.practice import change_person
from charting_tui.operations.signing.signing import add_addendum, check_addendum, sign, why_not_add
from charting_tui.operations.visits.opening import open_for_writing
from charting_tui.records.chart import Act, VisitFile
from charting_tui.records.visit import Addendum, late_entry
from charting_tui.screens.signing.record import addendum_lines
from charting_tui.screens.signing.signed import SignedScreen
from charting_tui.store.chart_store import ChartStore
from charting_tui.worklist.preview import facts_before

from .clinic import NOW, PIN, TODAY, make_clinic, open_clinic
from .terminal import Terminal
from .test_screens import at_the_keyboard

WORD = Addendum(reason="Side was wrong", text="The left shoulder\nwas treated, not the right.")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Jane's visit of 11:00 is signed by Kim."""
    folder = tmp_path / "clinic"
    store = make_clinic(folder)
    visit = book(store, "jane", read_booking("1100 jane 60"), TODAY)
    session = open_for_writing(store, "jane", visit.id)
    session.type_text("plan", "Massage of the right shoulder, 30 min.")
    sign(session, PIN)
    store.close()
    return folder


def kept_in(store: ChartStore) -> VisitFile:
    (kept,) = store.chart("jane").visits
    return kept


def test_an_addendum_stands_beside_the_record_as_one_event(root: Path) -> None:
    store = open_clinic(root)
    before = kept_in(store)
    events = len(store.history("jane"))
    add_addendum(store, "jane", before, WORD, PIN)
    after = kept_in(store)
    assert after.signed == before.signed
    (added,) = after.addenda
    assert (added.by, added.at, added.reason, added.text) == ("kim", NOW, WORD.reason, WORD.text)
    assert [event.act for event in store.history("jane")[events:]] == [Act.ADDED]
    assert store.verify().sound
    store.close()


def test_an_addendum_needs_reason_text_and_pin(root: Path) -> None:
    store = open_clinic(root)
    kept = kept_in(store)
    for word, fault in (
        (WORD.model_copy(update={"reason": " "}), "reason"),
        (WORD.model_copy(update={"text": "\n"}), "empty"),
    ):
        with pytest.raises(BadInput, match=fault):
            add_addendum(store, "jane", kept, word, PIN)
    with pytest.raises(BadInput, match="not your PIN"):
        add_addendum(store, "jane", kept, WORD, "000000")
    assert kept_in(store).addenda == ()
    store.close()


def test_only_who_signed_or_an_owner_adds(root: Path) -> None:
    kim, lee = open_clinic(root), open_clinic(root, "lee")
    kept = kept_in(lee)
    assert why_not_add(kim, kept) == ""
    with pytest.raises(NotAllowed, match="Only the person who signed"):
        add_addendum(lee, "jane", kept, WORD, PIN)
    assert "isn't signed yet" in why_not_add(kim, kept.model_copy(update={"signed": None}))
    kim.close()
    lee.close()


def test_a_correction_stands_as_old_and_new_words_wherever_the_visit_is_read(root: Path) -> None:
    store = open_clinic(root)
    kept = kept_in(store)
    with pytest.raises(BadInput, match="doesn't have these words"):
        add_addendum(store, "jane", kept, WORD.model_copy(update={"corrects": "right knee"}), PIN)
    word = Addendum(
        reason="Side was wrong", text="left shoulder\nClient phoned.", corrects=" Right  shoulder"
    )
    add_addendum(store, "jane", kept, word, PIN)
    (added,) = kept_in(store).addenda
    said = (
        "The record says: “Right shoulder”",
        "Corrected to: left shoulder",
        "Client phoned.",
    )
    assert added.lines() == said
    chart = store.chart("jane")
    shown = [line.plain for line in addendum_lines(chart.visits[0], store.office, store.clock.zone)]
    assert shown[-3:] == list(said)
    next_week = chart.visits[0].visit.model_copy(update={"id": "next", "date": TODAY + timedelta(days=7)})
    told = [line.text for line in facts_before(chart, next_week, (), store.office)]
    assert " · ".join(said) in told
    assert "Corrected to: left shoulder" in str(visit_part(chart.visits[0], chart.file.client, store.office))
    store.close()


def test_a_late_addendum_and_a_late_signature_are_marked() -> None:
    zone = ZoneInfo("America/Los_Angeles")
    assert late_entry("added", NOW, TODAY - timedelta(days=3), zone, 2) == (
        "Late entry: added 3 days after the visit."
    )
    assert late_entry("added", NOW, TODAY - timedelta(days=2), zone, 2) == ""


async def test_an_addendum_is_written_on_the_signed_visit_and_shown_there(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("enter", "a", "ctrl+s")
        assert "The addendum is empty" in kim.screen_text()
        await kim.presses(*"left", "enter", *"not right", "ctrl+s")
        assert "The addendum needs a reason" in kim.screen_text()
        await kim.types("side [red] wrong")
        await kim.presses("tab")
        await kim.types("right shoulder")
        await kim.presses("enter", *PIN, "enter")
        assert isinstance(kim.app.screen, SignedScreen)
        text = kim.screen_text()
        assert "1 addendum is below the record." in text
        assert "ADDENDUM by Kim Vale, 11/23/2026 12:00" in text
        assert "Reason: side [red] wrong" in text
        assert "The record says: “right shoulder”" in text
        assert "Corrected to: left" in text
        assert "Massage of the right shoulder, 30 min." in text
        await kim.presses("a")
        assert "Reason (one line)" in kim.screen_text()
        assert "side [red] wrong" not in kim.screen_text()
        assert kept_in(kim.store).addenda[0].text == "left\nnot right"


async def test_a_co_signer_sees_in_today_what_waits_and_signs_it_there(root: Path) -> None:
    store = open_clinic(root)
    change_person(store, "kim", "co_signer", "lee")
    store.save_person(store.person_file("kim").model_copy(update={"id": "lee"}))
    store.close()
    async with at_the_keyboard(root, person="lee") as lee:
        assert "Needs your co-signature: Doe, Jane, Nov 23. b opens it." in lee.screen_text()
        await lee.presses("b", "s", *PIN, "enter")
        assert "Co-signed by Lee Marsh" in lee.screen_text()
        await lee.presses("escape")
        assert "co-signature" not in lee.screen_text()
        given = kept_in(lee.store).cosignature
        assert given is not None
        assert given.by == "lee"


async def test_somebody_else_is_told_why_they_cannot_add(root: Path) -> None:
    async with at_the_keyboard(root, person="robin") as robin:
        await robin.presses("enter", "a")
        assert "Only the person who signed a record, or an owner, can add to it." in robin.screen_text()


def login(root: Path) -> Terminal:
    arguments = ["--data", str(root), "--user", "kim"]
    return Terminal(arguments, root.parent, env={"CHARTING_NOW": "2026-11-23T12:00"})


@pytest.mark.terminal
def test_a_kill_loses_no_key_of_an_addendum(root: Path) -> None:
    with login(root) as screen:
        screen.sees("Doe, Jane").press("enter").sees("addendum").press("a").sees("Reason (one line)")
        screen.types("left, not").press("tab").types("José 😀").sees("José 😀").kill()
    with login(root) as again:
        again.sees("Doe, Jane").press("enter").sees("addendum").press("a")
        again.sees("José 😀", "left, not", "is back")


async def test_what_is_typed_stays_after_leaving_unsigned(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("enter", "a", *"why", "escape", "a")
        assert "why" in kim.screen_text()
        assert kept_in(kim.store).addenda == ()


@pytest.mark.parametrize("reason", ["246810", "12 34", "--"])
def test_a_reason_of_digits_is_refused_so_that_no_pin_stands_in_a_record(reason: str) -> None:
    with pytest.raises(BadInput, match="in a few words"):
        check_addendum(reason, "Client phoned.")


async def test_a_visit_in_the_wrong_chart_is_marked_where_it_is_read(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("enter", "x", *"wrong client", "enter", *PIN, "enter")
        shown = kim.screen_text()
        assert "ENTERED IN ERROR" in shown
        assert [word.reason for word in kept_in(kim.store).addenda] == ["wrong client"]
        await kim.presses("x")
        assert "already marked as entered in error" in kim.screen_text()
