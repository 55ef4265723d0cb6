from collections.abc import Sequence
from datetime import time
from pathlib import Path

import pytest

from charting_tui.records.chart import Act
from charting_tui.records.claim import Claim, ClaimState
from charting_tui.records.visit import SECTIONS, Appointment, Visit, VisitState
from charting_tui.store.chart_files.writing import ChartChange
from charting_tui.store.chart_store import ChartStore

from .clinic import NOW_THERE, PIN, TODAY, make_clinic, open_clinic
from .terminal import ANEW, Terminal

pytestmark = pytest.mark.terminal

NOTE = (
    "Neck pain 6/10, cannot sit an hour. No change in health.",
    "Tender 3/4. Myofascial release to upper trapezius 30 min, MFR to levator scapulae 30 min.",
    "Rotation right 70 to 80, pain 4/10 after.",
    "Weekly for six weeks, chin tucks at home.",
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "clinic"
    make_clinic(folder).close()
    return folder


def at(root: Path, person: str = "kim", program: Sequence[str] = ()) -> Terminal:
    arguments = ["--data", str(root), "--user", person]
    return Terminal(arguments, root.parent, env={"CHARTING_NOW": NOW_THERE}, program=program)


def book_for_nobody(store: ChartStore) -> str:
    visit = Visit(id="open", date=TODAY, appointment=Appointment(start=time(15), end=time(16)))
    store.commit(ChartChange(Act.BOOKED, "jane", visit=visit, claim=Claim(visit="open")))
    return visit.id


def book(screen: Terminal) -> None:
    screen.sees("No visits on this day").press("a").sees("Appointment: time")
    screen.types("1100 jane 75").press("enter").sees("Doe, Jane").press("enter").sees("booked 11:00–12:15")


def test_a_visit_goes_from_an_appointment_to_unbilled_at_80_by_24(root: Path) -> None:
    with at(root, program=ANEW) as screen:
        book(screen)
        for text in NOTE:
            screen.types(text).press("tab")
        screen.sees(NOTE[3])

        screen.press("ctrl+n").sees("Code: number").types("97140").press("enter")
        screen.sees("Hands-on minutes").types("30").sees("97140 2 units").press("enter")
        screen.sees("Areas").types("upper trapezius").press("enter").sees("97140     30")
        screen.press("ctrl+n").sees("Code: number").types("massage").press("enter")
        screen.sees("97124 › Hands-on minutes").types("30").press("enter")
        screen.sees("Areas").types("levator scapulae").press("enter")

        screen.sees("97124✗", "C013", "C024")
        screen.press("ctrl+f").sees("Bill these 30 minutes as 97140").press("1")
        screen.sees("+ 97140  60 min").press("enter")
        screen.sees_no_more("C013").sees_no_more("C024").sees("97140     60   4")

        screen.press("ctrl+o").sees("M54.2").press("enter").sees("1 selected").press("esc").sees("· A M54.2")
        screen.press("ctrl+l", "p").sees("Diagnosis pointers").types("a").press("enter").sees("4 A ")
        screen.press("ctrl+t").sees("session began").types("1100-1205").press("enter").sees(
            "in 11:00 out 12:05"
        )

        screen.press("ctrl+r").sees("Nothing left to fix").press("s").sees("your PIN").types(PIN).press(
            "enter"
        )
        screen.sees("Signed: Doe, Jane")
        screen.press("u").sees("1 visit is ready to bill, $196", "Doe, Jane", "97140×4", "196.00")
        screen.press("ctrl+q")
        assert screen.ends() == 0

    with at(root, program=ANEW) as again:
        again.sees("Doe, Jane", "ready", "196.00").press("u").sees("1 visit is ready to bill, $196")
        again.press("enter").sees("Signed by Kim Vale")

    store = open_clinic(root)
    (row,) = store.summaries(day=TODAY)
    kept = store.chart("jane").visit(row.visit)
    assert kept is not None
    assert kept.signed is not None
    assert kept.visit.state is VisitState.DONE
    assert tuple(getattr(kept.visit.note, section) for section in SECTIONS) == NOTE
    (service,) = kept.visit.services
    assert (service.code, service.minutes, service.area) == ("97140", 60, "upper trapezius, levator scapulae")
    assert kept.claim.state is ClaimState.OPEN
    billed = kept.claim.line(service.id)
    assert (billed.units, billed.pointers, billed.charge) == (4, ("A",), 19600)
    assert store.verify().sound
    store.close()


def test_minutes_do_not_move_where_the_note_names_no_technique_for_them(root: Path) -> None:
    with at(root) as screen:
        book(screen)
        screen.press("tab").types("Effleurage to neck 30 min. Petrissage to shoulders 30 min.")
        for code, area in (("97140", "neck"), ("97124", "shoulders")):
            screen.press("ctrl+n").sees("Code: number").types(code).press("enter")
            screen.sees("Hands-on minutes").types("30").press("enter")
            screen.sees("Areas").types(area).press("enter").sees(
                f"30   2 —               {'98' if code == '97140' else '90'}.00"
            )
        screen.sees("C013", "C024").press("ctrl+f").sees("Keep 97124 in the record")
        assert "as 97140" not in screen.text()
        number = next(
            word
            for word in "123"
            if f"{word}  Keep 97124" in screen.text() or f"{word} Keep 97124" in screen.text()
        )
        screen.press(number).sees("billed to nobody").press("enter").sees_no_more("C013").sees(
            "C024", "unbilled"
        )
        screen.press("esc", "esc").sees("Today ›", "begun")
    store = open_clinic(root)
    (row,) = store.summaries(day=TODAY)
    kept = store.chart("jane").visit(row.visit)
    assert kept is not None
    assert [line.minutes for line in kept.visit.services] == [30, 30]
    store.close()


def test_a_killed_login_loses_no_key_and_the_next_lands_at_the_same_cursor(root: Path) -> None:
    with at(root) as screen:
        book(screen)
        screen.types("Neck pain since Monday.").press("tab").types("Tender upper trap").sees(
            "Tender upper trap"
        )
        screen.kill()
    with at(root) as again:
        again.sees("Doe, Jane", "Neck pain since Monday.", "Tender upper trap", "You left this visit open")
        again.types("ezius both sides").sees("Tender upper trapezius both sides").press("esc").sees("begun")
    store = open_clinic(root)
    (row,) = store.summaries(day=TODAY)
    kept = store.chart("jane").visit(row.visit)
    assert kept is not None
    assert kept.visit.note.objective == "Tender upper trapezius both sides"
    assert store.drafts() == []
    store.close()


def test_a_dropped_line_loses_no_key(root: Path) -> None:
    with at(root) as screen:
        book(screen)
        screen.types("Slept badly, 5/10").sees("Slept badly, 5/10")
        screen.hang_up()
        assert screen.status == 129
    with at(root) as again:
        again.sees("Slept badly, 5/10", "You left this visit open")


def test_a_second_login_of_one_person_can_go_on_with_the_visit(root: Path) -> None:
    with at(root) as first, at(root) as second:
        book(first)
        first.types("Slept badly").sees("Slept badly")
        second.sees("Doe, Jane").press("enter").sees("editing this visit in another window").press("enter")
        second.sees("Slept badly")
        first.sees("You continued this visit in another window")
        second.types(", 5/10").sees("Slept badly, 5/10").press("esc").sees("begun")


def test_what_is_typed_on_where_a_visit_was_taken_over_runs_no_command(root: Path) -> None:
    with at(root) as first, at(root) as second:
        book(first)
        first.press("ctrl+t").sees("session began").types("1105-12").sees("1105-12")
        second.sees("Doe, Jane").press("enter").sees("editing this visit in another window").press("enter")
        second.sees("1105-12").types("1").sees("1105-121")
        first.sees("You continued this visit in another window").types("nuc\rsb").rests()
        assert "What you type here now is not saved." in first.text()
        first.rests().rests().press("enter").sees("enter open", "11:00 Doe, Jane")


def test_two_therapists_who_began_the_same_visit_choose_what_stands(root: Path) -> None:
    store = open_clinic(root)
    visit = book_for_nobody(store)
    store.close()
    with at(root) as kim, at(root, person="lee") as lee:
        kim.press("e").sees("Doe, Jane").press("enter").sees("What the client says")
        lee.press("e").sees("Doe, Jane").press("enter").sees("What the client says")
        lee.types("Left hip.").press("esc").sees("begun")
        kim.types("Right hip.").sees("Another user saved this visit", "Right hip.").press("ctrl+s")
        kim.sees("while you were writing", "Left hip.", "Right hip.").press("b")
        kim.sees("The note now has").press("esc").sees("begun")
    store = open_clinic(root)
    kept = store.chart("jane").visit(visit)
    assert kept is not None
    assert kept.visit.note.subjective == "Left hip.\nRight hip."
    store.close()


def test_kill_9_in_the_middle_of_a_quick_line_loses_no_key(root: Path) -> None:
    with at(root) as screen:
        book(screen)
        screen.press("ctrl+b").sees("Quick line").types("p6>4 desk; José 😀 [red]; mfr30 @ ne")
        screen.sees("97140 30 min", "mfr30 @ ne")
        screen.kill()
    with at(root) as again:
        again.sees("You left this visit open", "José 😀 [red]; mfr30 @ ne").types("ck").sees("@ neck").press(
            "enter"
        )
        again.sees("97140     30").press("ctrl+q")
        assert again.ends() == 0
