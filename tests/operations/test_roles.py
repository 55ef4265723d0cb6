import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from charting_tui.errors import BadInput, ChartingError, NotAllowed
from charting_tui.interchange.client_table import ClientList
from charting_tui.interchange.entry import Schedule
from charting_tui.operations.backups.restoring import restore_chart
from charting_tui.operations.billing.claim_acts import refuse_other_than_biller
from charting_tui.operations.billing.client_papers import superbills_for, whole_record
from charting_tui.operations.billing.client_payments import take_payment
from charting_tui.operations.billing.owed import what_is_owed
from charting_tui.operations.bookings.booking import book, read_booking
from charting_tui.operations.clients.client_file import open_client
from charting_tui.operations.clients.histories import client_history, office_history
from charting_tui.operations.clients.payer_choice import why_not_choose_payer
from charting_tui.operations.emergency import read_in_emergency
from charting_tui.operations.imports.client_import import plan_import
from charting_tui.operations.imports.schedule import bring_schedule_in
from charting_tui.operations.notices import unread_notices
from charting_tui.operations.permission import (
    TABLE,
    May,
    may_write,
    readable,
    why_not,
    why_not_read,
)
from charting_tui.operations.settings.logins import logged_in
from charting_tui.operations.settings.practice import change_person, change_practice, save_office
from charting_tui.operations.signing.claim_changes import why_not_fix_claim
from charting_tui.operations.signing.cosigning import cosign
from charting_tui.operations.signing.pins import give_code
from charting_tui.operations.signing.signing import add_addendum, sign
from charting_tui.operations.visits.opening import open_for_writing
from charting_tui.records.chart import VisitFile
from charting_tui.records.people import Client, Role, Therapist
from charting_tui.records.visit import Addendum
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


def visit_of_lee(store: ChartStore, line: str = "0900 jane 60") -> VisitFile:
    """Return a visit of lee's."""
    visit = book(store, "jane", replace(read_booking(line), therapist="lee"), TODAY)
    kept = store.chart("jane").visit(visit.id)
    assert kept is not None
    return kept


def note_of_lee(store: ChartStore, log_in: LogIn) -> VisitFile:
    """Return a note that lee signed and the therapist who is nothing else co-signs."""
    change_person(store, "lee", "co_signer", "therapist")
    for name in ("lee", *(role.replace(" ", "-") for role in ROLES)):
        store.save_person(store.person_file("kim").model_copy(update={"id": name}))
    lee = log_in("lee")
    session = open_for_writing(lee, "jane", visit_of_lee(store, "0800 jane 60").visit.id)
    session.type_text("plan", "Weekly.")
    signed = sign(session, PIN).visit
    kept = store.chart("jane").visit(signed)
    assert kept is not None
    return kept


def refused(act: Callable[[], object]) -> bool:
    """Whether an act was refused for who does it: by an exception, or by the sentence that it returns."""
    try:
        answer = act()
    except NotAllowed:
        return True
    except (BadInput, ChartingError):
        return False
    return isinstance(answer, str) and bool(answer)


NOBODY = Path("nothing there")
_WORD = Addendum(reason="Side was wrong", text="The left one.")


def operations(store: ChartStore, visit: VisitFile, note: VisitFile) -> dict[May, Callable[[], object]]:
    """Return the operation that people do each act by; a text that it answers says why it is refused."""
    own = visit.model_copy(update={"visit": visit.visit.model_copy(update={"therapist": store.person})})
    me = store.office.person(store.person)
    assert me is not None
    line = replace(read_booking("1300 jane 30"), therapist="kim")
    return {
        May.WRITE_NOTES: lambda: may_write(me, own),
        May.COSIGN: lambda: cosign(store, "jane", note, PIN),
        May.ADD_TO_ANY_RECORD: lambda: add_addendum(store, "jane", note, _WORD, PIN),
        May.BOOK: lambda: book(store, "jane", line, TODAY) and "",
        May.KEEP_CLIENTS: lambda: open_client(store, Client(name=f"New, {store.person}")) and None,
        May.IMPORT_CLIENTS: lambda: plan_import(store, ClientList(entries=())),
        May.IMPORT_SCHEDULE: lambda: bring_schedule_in(store, Schedule(entries=()), dry_run=True),
        May.CHOOSE_PAYER: lambda: why_not_choose_payer(store, visit),
        May.TAKE_PAYMENTS: lambda: take_payment(store, "jane", visit.visit.id, 100, "cash") and None,
        May.SEE_OWED: lambda: what_is_owed(store),
        May.MAKE_PAPERS: lambda: superbills_for(store, "jane", TODAY, TODAY),
        May.BILL: lambda: refuse_other_than_biller(store),
        May.FIX_CLAIMS: lambda: why_not_fix_claim(store, note),
        May.EXPORT_RECORDS: lambda: whole_record(store, "jane"),
        May.CHANGE_SETTINGS: lambda: change_practice(store, "phone", f"360-555-01{len(store.person):02}"),
        May.PROVE_PEOPLE: lambda: give_code(store, "robin", PIN) and None,
        May.END_LOGINS: lambda: logged_in(store),
        May.SEE_REPORT: lambda: why_not(store, May.SEE_REPORT),
        May.READ_HISTORY: lambda: client_history(store, "jane"),
        May.AUDIT: lambda: office_history(store),
        May.RESTORE_CHARTS: lambda: restore_chart(store, "jane", NOBODY, ""),
    }


def test_each_role_does_by_its_operations_what_the_table_says_and_nothing_else(
    staff: ChartStore, login: LogIn
) -> None:
    visit, note = visit_of_lee(staff), note_of_lee(staff, login)
    wrong: list[str] = []
    for role in ROLES:
        store = login(role.replace(" ", "-"))
        acts = operations(store, visit, note)
        assert set(acts) == set(May)
        wrong += [f"{role}: {act}" for act, do in acts.items() if refused(do) is (role in TABLE[act])]
    assert wrong == []


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
