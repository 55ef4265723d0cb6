from collections.abc import Callable
from datetime import timedelta

import pytest

from charting_tui.errors import NotAllowed
from charting_tui.operations.clients.client_file import read_known, save_file
from charting_tui.operations.clients.histories import (
    Period,
    client_history,
    looks_at,
    office_history,
)
from charting_tui.operations.settings.practice import change_person, change_practice
from charting_tui.operations.signing.pins import check_pin
from charting_tui.operations.visits.editing_session import EditingSession
from charting_tui.records.people import Role
from charting_tui.store.chart_store import ChartStore
from tests.clinic import PIN, TODAY

Login = Callable[[str], ChartStore]


def test_a_changed_note_shows_who_changed_what_from_what_to_what(session: EditingSession) -> None:
    session.type_text("plan", "weekly")
    session.save()
    session.type_text("plan", "monthly")
    session.save()
    newest, before, *_ = client_history(session.store, "jane")
    assert (newest.by, newest.did, newest.about) == ("kim", "edited", "visit of 11/23/2026")
    assert [change.words for change in newest.changes] == ["note plan: weekly → monthly"]
    assert "note plan: (nothing) → weekly" in [change.words for change in before.changes]


def test_what_one_changes_in_a_clients_file_shows_its_old_value(kim: ChartStore, login: Login) -> None:
    robin = login("robin")
    known = read_known(robin, "jane")
    client = known.file.client.model_copy(update={"phone": "360-555-0199"})
    save_file(robin, known, known.file.model_copy(update={"client": client}))
    row, *_ = client_history(kim, "jane", Period(by="robin"))
    assert [change.words for change in row.changes] == ["phone: 360-555-0142 → 360-555-0199"]


def test_history_is_chosen_by_person_and_day(kim: ChartStore) -> None:
    assert client_history(kim, "jane", Period(by="kim", first=TODAY, last=TODAY))
    assert client_history(kim, "jane", Period(by="lee")) == []
    assert client_history(kim, "jane", Period(first=TODAY + timedelta(1))) == []


def test_settings_roles_and_pins_show_old_and_new_and_never_the_pin(kim: ChartStore) -> None:
    change_practice(kim, "npi", "1999999984")
    change_person(kim, "lee", "roles", (Role.BILLER,))
    with pytest.raises(Exception, match="not your PIN"):
        check_pin(kim, "000000")
    rows = office_history(kim)
    words = [change.words for row in rows for change in row.changes]
    assert "npi: 1234567893 → 1999999984" in words
    assert "people/lee roles: therapist → biller" in words
    assert "pin wrong tries: 0 → 1" in words
    pin = kim.person_file("kim").pin
    assert pin
    assert not any(secret in str(rows) for secret in (pin.salt, pin.digest, PIN))


def test_a_right_pin_is_no_event(kim: ChartStore) -> None:
    before = office_history(kim)
    check_pin(kim, PIN)
    assert office_history(kim) == before


def test_who_looked_is_for_owners_and_what_changed_is_not_for_the_front_desk(
    kim: ChartStore, login: Login
) -> None:
    kim.log_access("jane", "chart")
    kim.log_access("amir", "chart")
    assert [(row.by, row.did) for row in looks_at(kim, "jane")] == [("kim", "chart")]
    assert len(looks_at(kim, None)) == 3
    lee = login("lee")
    assert client_history(lee, "jane")
    with pytest.raises(NotAllowed, match="Kim Vale"):
        looks_at(lee, "jane")
    with pytest.raises(NotAllowed, match="Kim Vale"):
        office_history(lee)
    change_person(kim, "lee", "roles", (Role.FRONT_DESK,))
    lee.reload_office()
    with pytest.raises(NotAllowed, match="may read the history of a chart"):
        client_history(lee, "jane")


def test_of_a_change_in_a_long_text_the_words_that_differ_are_shown(session: EditingSession) -> None:
    text = "Client reports that the neck is better and that sleep is good since the last visit."
    session.type_text("subjective", text)
    session.save()
    session.type_text("subjective", text.replace("better", "much better"))
    session.save()
    (change,) = client_history(session.store, "jane")[0].changes
    assert change.words == "note subjective: …better… → …much better…"
