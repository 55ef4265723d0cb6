import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from charting_tui.errors import BadInput, ChartingError, NotAllowed
from charting_tui.operations.billing.claim_acts import refuse_other_than_biller
from charting_tui.operations.billing.client_papers import whole_record
from charting_tui.operations.billing.client_payments import take_payment
from charting_tui.operations.bookings.booking import book, read_booking
from charting_tui.operations.clients.client_file import open_client
from charting_tui.operations.emergency import read_in_emergency
from charting_tui.operations.notices import unread_notices
from charting_tui.operations.permission import (
    TABLE,
    May,
    may_write,
    readable,
    require,
    why_not_read,
)
from charting_tui.operations.settings.practice import change_practice, save_office
from charting_tui.operations.signing.pins import give_code
from charting_tui.records.chart import VisitFile
from charting_tui.records.people import Client, Role, Therapist
from charting_tui.store.chart_store import ChartStore
from docs.roles import PAGE, page
from tests.clinic import PIN, TODAY

LogIn = Callable[[str], ChartStore]
ROLES = tuple(Role)


@pytest.fixture
def staff(kim: ChartStore) -> ChartStore:
    """One person of each role alone, named as the role, beside kim."""
    alone = tuple(Therapist(id=role.replace(" ", "-"), name=f"The {role}", roles=(role,)) for role in ROLES)
    save_office(kim, kim.office.model_copy(update={"people": (*kim.office.people, *alone)}))
    return kim


def visit_of_lee(store: ChartStore) -> VisitFile:
    """Return a visit of lee's."""
    visit = book(store, "jane", replace(read_booking("0900 jane 60"), therapist="lee"), TODAY)
    kept = store.chart("jane").visit(visit.id)
    assert kept is not None
    return kept


def refused(act: Callable[[], object]) -> str:
    """Return the sentence by which an act was refused for who does it; nothing where it went on."""
    try:
        act()
    except NotAllowed as fault:
        return fault.sentence
    except (BadInput, ChartingError):
        return ""
    return ""


def tried(store: ChartStore, kept: VisitFile, act: May) -> str:
    """Do the act through the operation that people do it by, and return how it was refused."""
    acts: dict[May, Callable[[], object]] = {
        May.BOOK: lambda: book(store, "jane", replace(read_booking("1300 jane 30"), therapist="kim"), TODAY),
        May.KEEP_CLIENTS: lambda: open_client(store, Client(name="New, Ann")),
        May.TAKE_PAYMENTS: lambda: take_payment(store, "jane", kept.visit.id, 100, "cash"),
        May.MAKE_PAPERS: lambda: require(store, May.MAKE_PAPERS),
        May.BILL: lambda: refuse_other_than_biller(store),
        May.EXPORT_RECORDS: lambda: require(store, May.EXPORT_RECORDS),
        May.CHANGE_SETTINGS: lambda: change_practice(store, "phone", "360-555-0100"),
        May.PROVE_PEOPLE: lambda: give_code(store, "lee", PIN),
    }
    return refused(acts.get(act, lambda: require(store, act)))


@pytest.mark.parametrize("role", ROLES)
def test_each_role_does_what_the_table_says_and_nothing_else(
    staff: ChartStore, login: LogIn, role: Role
) -> None:
    kept = visit_of_lee(staff)
    store = login(role.replace(" ", "-"))
    for act in May:
        if act is May.WRITE_NOTES:
            continue
        sentence = tried(store, kept, act)
        may = role in TABLE[act]
        assert ("Only " in sentence or "reader" in sentence) is not may, (role, act, sentence)


def test_notes_are_written_by_therapists_alone(staff: ChartStore) -> None:
    mine = visit_of_lee(staff)
    for role in ROLES:
        person = staff.office.person(role.replace(" ", "-"))
        assert person is not None
        own = mine.model_copy(update={"visit": mine.visit.model_copy(update={"therapist": person.id})})
        assert (may_write(person, own) == "") is (role is Role.THERAPIST)


def test_a_reader_changes_nothing_whatever_leads_to_it(staff: ChartStore, login: LogIn) -> None:
    reader = login("reader")
    kept = visit_of_lee(staff)
    with pytest.raises(NotAllowed, match="reader"):
        read_in_emergency(reader, "jane", kept, "curious")
    with pytest.raises(NotAllowed, match="reader"):
        reader.save_office(reader.office)


@pytest.mark.usefixtures("staff")
def test_a_refusal_names_the_people_who_can(login: LogIn) -> None:
    with pytest.raises(NotAllowed, match=r"Only an owner may reset PINs .*: Kim Vale, The owner\."):
        give_code(login("biller"), "lee", PIN)


@pytest.mark.parametrize(
    ("scope", "readers"),
    [
        ("all", {"therapist", "biller", "front-desk", "owner", "reader", "lee"}),
        ("team", {"therapist", "biller", "owner", "reader", "lee"}),
        ("own", {"biller", "owner", "reader", "lee"}),
    ],
)
def test_whose_notes_one_may_read_is_as_the_owner_sets_it(
    staff: ChartStore, login: LogIn, scope: str, readers: set[str]
) -> None:
    change_practice(staff, "notes_read", scope)
    kept = visit_of_lee(staff)
    names = ["therapist", "biller", "front-desk", "owner", "reader", "lee"]
    assert {name for name in names if not why_not_read(login(name), kept)} == readers
    desk = login("front-desk")
    assert bool(readable(desk, desk.chart("jane")).visits) is (scope == "all")
    if scope != "all":
        assert "Lee Marsh, Kim Vale" in why_not_read(desk, kept)
        with pytest.raises(NotAllowed, match="notes you may not read"):
            whole_record(desk, "jane")


def test_emergency_access_needs_a_reason_and_is_in_the_chart_the_log_and_told_to_the_owners(
    staff: ChartStore, login: LogIn
) -> None:
    change_practice(staff, "notes_read", "own")
    kept, desk = visit_of_lee(staff), login("front-desk")
    with pytest.raises(BadInput, match="why you need this note"):
        read_in_emergency(desk, "jane", kept, "  ")
    read_in_emergency(desk, "jane", kept, "client fainted in the waiting room")
    last = staff.history("jane")[-1]
    assert (last.by, last.how) == ("front-desk", "emergency access: client fainted in the waiting room")
    assert "emergency access" in (staff.root / "access.log").read_text()
    for owner in ("kim", "owner"):
        (told,) = unread_notices(login(owner))
        assert re.match(
            r"The front desk read visit \S+ of chart jane in an emergency: client fainted", told.text
        )
    assert unread_notices(login("biller")) == ()
    assert staff.verify().faults == ()


def test_the_page_of_roles_is_made_from_the_table() -> None:
    assert PAGE.read_text() == page(), "Say make docs."
