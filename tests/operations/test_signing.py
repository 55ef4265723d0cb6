import json
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import partial

import pytest

from charting_tui.errors import BadInput, NotAllowed
from charting_tui.operations.notices import notices_read, unread_notices
from charting_tui.operations.signing.pins import TRIES, check_pin, choose_pin, give_code
from charting_tui.operations.signing.signing import may_sign, sign, why_too_early
from charting_tui.operations.visits.editing import new_line, with_line, with_times
from charting_tui.operations.visits.editing_session import EditingSession
from charting_tui.operations.visits.opening import open_for_writing
from charting_tui.operations.visits.unfinished import unfinished
from charting_tui.records.canonical import digest
from charting_tui.records.claim import ClaimLine
from charting_tui.records.visit import Appointment, Visit, VisitState
from charting_tui.store.chart_store import ChartStore
from tests.clinic import NOW, PIN, TODAY

WRONG = "000000"


def test_signing_makes_the_record_final_and_the_claim_exact(kim: ChartStore, session: EditingSession) -> None:
    session.type_text("subjective", "sore")
    session.type_text("objective", "Kneading of the neck")
    line = new_line("97124").model_copy(update={"minutes": 38})
    session.change(with_line(session.draft, line, ClaimLine()))
    signed = sign(session, PIN)
    kept = kim.chart("jane").visit(signed.visit)
    assert kept is not None
    assert kept.signed == signed
    assert signed.signature.digest == digest(signed.text)
    assert '"subjective":"sore"' in signed.text
    assert kept.visit.state is VisitState.DONE
    assert (kept.claim.lines[0].units, kept.claim.lines[0].charge, kept.claim.total) == (3, 13500, 13500)
    assert kim.journals() == []
    with pytest.raises(NotAllowed, match="This visit is signed"):
        open_for_writing(kim, "jane", signed.visit)


def test_an_empty_note_is_not_signed(session: EditingSession) -> None:
    assert "note is empty" in may_sign(session)
    with pytest.raises(NotAllowed, match="note is empty"):
        sign(session, PIN)


@pytest.mark.parametrize(
    ("day", "booked", "time_in", "sentence"),
    [
        (TODAY, time(14, 10), None, "This visit starts at 2:10 PM. Sign it after it begins."),
        (TODAY, time(12), None, ""),
        (TODAY, None, None, ""),
        (
            TODAY,
            time(11),
            time(12, 5),
            "This visit starts at 12:05 PM. Sign it after it begins, or correct the time in.",
        ),
        (TODAY, time(14, 10), time(11, 55), ""),
        (
            TODAY + timedelta(1),
            time(9),
            None,
            "This visit is on Tuesday, 11/24/2026. Sign it after it begins.",
        ),
        (TODAY - timedelta(1), time(14, 10), None, ""),
    ],
)
def test_a_visit_is_signed_only_after_it_begins(
    day: date, booked: time | None, time_in: time | None, sentence: str
) -> None:
    visit = Visit(date=day, appointment=Appointment(start=booked), time_in=time_in)
    assert why_too_early(visit, datetime.combine(TODAY, time(12))) == sentence


def test_the_act_of_signing_refuses_a_visit_that_has_not_begun(session: EditingSession) -> None:
    session.type_text("plan", "30 min massage of the neck weekly")
    session.change(with_times(session.draft, "1210-1"))
    assert may_sign(session).startswith("This visit starts at 12:10 PM. Sign it after it begins")
    with pytest.raises(NotAllowed, match="Sign it after it begins"):
        sign(session, PIN)
    assert session.draft.visit.state is not VisitState.DONE


def test_a_wrong_pin_changes_nothing_but_the_count(kim: ChartStore, session: EditingSession) -> None:
    session.type_text("plan", "30 min massage of the neck weekly")
    with pytest.raises(BadInput, match="4 tries left"):
        sign(session, WRONG)
    kept = kim.chart("jane").visit(session.draft.visit.id)
    assert kept is not None
    assert kept.signed is None
    check_pin(kim, PIN)
    with pytest.raises(BadInput, match="4 tries left"):
        check_pin(kim, WRONG)


def test_after_five_wrong_pins_the_right_one_waits_out_the_pause(
    kim: ChartStore, login: Callable[[str], ChartStore]
) -> None:
    for _ in range(TRIES - 1):
        with pytest.raises(BadInput):
            check_pin(kim, WRONG)
    with pytest.raises(NotAllowed, match="Try again after 12:05"):
        check_pin(kim, WRONG)
    with pytest.raises(NotAllowed, match="Too many"):
        check_pin(login("kim"), PIN)
    kim.close()
    later = ChartStore.open(kim.root, person="kim", read_clock=lambda: NOW + timedelta(minutes=6))
    check_pin(later, PIN)
    later.close()


def test_each_further_wrong_pin_doubles_the_pause_up_to_an_hour(kim: ChartStore) -> None:
    kim.close()
    now, pauses = NOW, []
    for _ in range(TRIES + 6):
        store = ChartStore.open(kim.root, person="kim", read_clock=partial(datetime.fromisoformat, str(now)))
        with pytest.raises((BadInput, NotAllowed)):
            check_pin(store, WRONG)
        pin = store.person_file("kim").pin
        store.close()
        if pin and pin.locked_until:
            pauses.append((pin.locked_until - now) // timedelta(minutes=1))
            now = pin.locked_until
    assert pauses == [5, 10, 20, 40, 60, 60, 60]


def test_a_first_pin_is_six_digits_and_is_chosen_once_by_an_owners_code(
    kim: ChartStore, login: Callable[[str], ChartStore]
) -> None:
    lee = login("lee")
    with pytest.raises(NotAllowed, match=r"Ask an owner for a one-time code.*Kim Vale"):
        choose_pin(lee, "271828")
    code = give_code(kim, "lee", PIN)
    with pytest.raises(BadInput, match="not your code"):
        choose_pin(lee, "271828", f"{(int(code) + 1) % 10**6:06}")
    with pytest.raises(BadInput, match="six digits"):
        choose_pin(lee, "12ab", code)
    choose_pin(lee, "271828", code)
    check_pin(lee, "271828")
    with pytest.raises(NotAllowed):
        choose_pin(lee, "111111", code)


def test_the_history_of_a_person_tells_of_a_reset_and_never_the_code_or_its_salt(
    kim: ChartStore,
) -> None:
    give_code(kim, "lee", PIN)
    salt = kim.person_file("lee").code
    assert salt is not None
    tables = json.loads((kim.root / "people" / "lee.json").read_text())
    told = json.dumps(tables["history"])
    assert "PIN reset; a one-time code was given" in told
    assert salt.pin.salt not in told
    assert salt.pin.digest not in told


def test_ones_own_key_proves_who_chooses_a_first_pin(login: Callable[[str], ChartStore]) -> None:
    lee = login("lee")
    lee.by_key = True
    choose_pin(lee, "271828")
    check_pin(lee, "271828")


def test_a_code_is_for_one_week_and_for_one_person(
    kim: ChartStore, login: Callable[[str], ChartStore]
) -> None:
    code = give_code(kim, "lee", PIN)
    with pytest.raises(NotAllowed, match="one-time code"):
        choose_pin(login("robin"), "271828", code)
    late = ChartStore.open(kim.root, person="lee", read_clock=lambda: NOW + timedelta(days=8))
    with pytest.raises(NotAllowed, match="one-time code"):
        choose_pin(late, "271828", code)
    late.close()


def test_only_an_owner_resets_a_pin_and_its_owner_hears_of_it_at_the_next_login(
    kim: ChartStore, login: Callable[[str], ChartStore]
) -> None:
    lee = login("lee")
    choose_pin(lee, "271828", give_code(kim, "lee", PIN))
    assert unread_notices(lee) == ()
    with pytest.raises(NotAllowed, match=r"Only an owner may reset PINs .*: Kim Vale"):
        give_code(lee, "kim", "271828")
    give_code(kim, "lee", PIN)
    with pytest.raises(NotAllowed):
        check_pin(lee, "271828")
    (told,) = unread_notices(lee)
    assert told.text.startswith("Kim Vale reset your PIN on 11/23/2026 at 12:00")
    notices_read(lee)
    assert unread_notices(lee) == ()


def test_a_login_cut_off_just_after_signing_goes_on_at_today(
    kim: ChartStore, session: EditingSession, login: Callable[[str], ChartStore]
) -> None:
    session.type_text("plan", "30 min massage of the neck weekly")
    session.save()
    copied = {path: path.read_bytes() for path in (kim.root / "drafts").iterdir()}
    sign(session, PIN)
    kim.close()
    for path, data in copied.items():
        path.write_bytes(data)
    later = login("kim")
    assert unfinished(later) is None
    assert later.journals() == []
