from collections.abc import Callable
from datetime import date, timedelta

import pytest

from charting_tui.errors import BadInput, NotAllowed
from charting_tui.operations.bookings.booking import book, read_booking, start_visit
from charting_tui.operations.clients.client_file import read_known, save_file
from charting_tui.operations.clients.payer_choice import (
    PayerChoice,
    choose_payer,
    payer_choices,
    payer_words,
    with_choice,
)
from charting_tui.operations.settings.practice import save_office
from charting_tui.operations.signing.claim_changes import fix_claim
from charting_tui.operations.signing.signing import sign
from charting_tui.operations.visits.editing import new_line, with_diagnosis_toggled, with_line
from charting_tui.operations.visits.editing_session import EditingSession
from charting_tui.operations.visits.opening import open_for_writing
from charting_tui.operations.visits.undo import undo_last_change
from charting_tui.records.chart import ClientFile
from charting_tui.records.claim import ClaimLine, Draft
from charting_tui.records.coverage import Coverage, InjuryCase
from charting_tui.records.payer import Payer
from charting_tui.records.visit import Visit
from charting_tui.rules.authorization.authorization import visits_of_case
from charting_tui.rules.case import case_of
from charting_tui.store.chart_store import ChartStore
from tests.clinic import PIN, TODAY

PREMERA = Coverage(id="p2", payer="premera", member_id="PRE1", starts=date(2026, 11, 1))
CRASH = InjuryCase(id="k1", kind="auto", injury_date=date(2026, 10, 2), claim_number="C-1")


@pytest.fixture(autouse=True)
def payers(kim: ChartStore) -> None:
    more = (Payer(id="premera", name="Premera"), Payer(id="granite", name="Granite Auto", kind="auto"))
    save_office(kim, kim.office.model_copy(update={"payers": (*kim.office.payers, *more)}))


def edit(store: ChartStore, client: str, **changes: object) -> ClientFile:
    known = read_known(store, client)
    return save_file(store, known, known.file.model_copy(update=changes)).file


def cover(store: ChartStore, client: str, *policies: Coverage) -> None:
    edit(store, client, coverage=policies)


def payer_of(store: ChartStore, client: str, visit: str) -> str:
    kept = store.chart(client).visit(visit)
    assert kept is not None
    rows = {row.visit: row for row in store.summaries(client=client)}
    assert rows[visit].payer == kept.visit.payer
    looked_at = store.chart(client, visit=visit).visit(visit)
    assert looked_at == kept
    return kept.visit.payer


def booked(store: ChartStore, client: str, on: date = TODAY) -> Visit:
    return book(store, client, read_booking(f"1100 {client} 60"), on)


def events(store: ChartStore, client: str) -> list[str]:
    return [event.how for event in store.history(client) if event.how]


def written(session: EditingSession) -> None:
    for section in ("subjective", "objective", "assessment", "plan"):
        session.type_text(section, "Petrissage to the neck, 30 min, well tolerated.")
    line = new_line("97124").model_copy(update={"minutes": 30, "area": "neck"})
    draft = with_diagnosis_toggled(session.draft, "M54.2")
    session.change(with_line(draft, line, ClaimLine(pointers=("A",))))


def test_an_unsigned_visit_follows_coverage_that_is_entered_after_it_was_booked(kim: ChartStore) -> None:
    today, later = booked(kim, "amir"), booked(kim, "amir", TODAY + timedelta(days=40))
    assert payer_of(kim, "amir", today.id) == ""
    cover(kim, "amir", PREMERA.model_copy(update={"ends": date(2026, 12, 31)}))
    assert payer_of(kim, "amir", today.id) == "premera"
    assert payer_of(kim, "amir", later.id) == ""
    cover(kim, "amir", PREMERA)
    assert payer_of(kim, "amir", later.id) == "premera"


def test_of_two_primary_policies_in_force_the_one_that_began_last_pays(kim: ChartStore) -> None:
    visit = booked(kim, "jane")
    before = read_known(kim, "jane").file.coverage
    cover(kim, "jane", *before, PREMERA)
    assert payer_of(kim, "jane", visit.id) == "premera"
    cover(kim, "jane", *before, PREMERA.model_copy(update={"order": "secondary"}))
    assert payer_of(kim, "jane", visit.id) == "sound"


def test_a_signed_visit_keeps_its_payer_whatever_the_coverage_says(
    kim: ChartStore, session: EditingSession
) -> None:
    written(session)
    sign(session, PIN)
    cover(kim, "jane", PREMERA)
    assert payer_of(kim, "jane", session.draft.visit.id) == "sound"


def test_a_visit_that_is_being_written_takes_the_new_payer_and_says_so(
    kim: ChartStore, login: Callable[[str], ChartStore], session: EditingSession
) -> None:
    session.type_text("plan", "Next week.")
    cover(login("robin"), "jane", PREMERA)
    assert session.read_file() == "Payer is now Premera, from coverage 11/01/2026."
    session.leave()
    assert payer_of(kim, "jane", session.draft.visit.id) == "premera"
    assert events(kim, "jane") == ["payer Sound Health → Premera"]


def test_nobody_signs_under_a_payer_that_changed_unseen(
    kim: ChartStore, login: Callable[[str], ChartStore], session: EditingSession
) -> None:
    written(session)
    cover(login("robin"), "jane", PREMERA)
    with pytest.raises(NotAllowed, match="Payer is now Premera, from coverage 11/01/2026"):
        sign(session, PIN)
    sign(session, PIN)
    (kept,) = kim.chart("jane").visits
    assert (kept.visit.payer, kept.claim.payer) == ("premera", "premera")


def test_coverage_entered_from_the_visit_is_undone_with_the_payer(
    kim: ChartStore, session: EditingSession
) -> None:
    before = read_known(kim, "jane").file
    cover(kim, "jane", PREMERA)
    assert session.entered(before) == "Payer is now Premera, from coverage 11/01/2026."
    session.type_text("plan", "Next week.")
    assert undo_last_change(session) == "Undone, including the coverage in the client's chart."
    assert read_known(kim, "jane").file == before
    assert (session.draft.visit.payer, session.draft.visit.note.plan) == ("sound", "Next week.")


def test_a_payer_chosen_by_hand_stays_and_says_so(kim: ChartStore, session: EditingSession) -> None:
    said = session.choose_payer(PayerChoice(""))
    assert said == "Payer is now Client pays, chosen by hand."
    cover(kim, "jane", PREMERA)
    assert session.read_file() == ""
    assert payer_of(kim, "jane", session.draft.visit.id) == ""
    assert events(kim, "jane") == ["payer Sound Health → Client pays, chosen by hand"]


def test_choosing_the_payer_that_pays_already_is_no_event(kim: ChartStore, session: EditingSession) -> None:
    stays = "Sound Health is already the payer for this visit. Nothing was changed."
    assert session.choose_payer(PayerChoice("sound")) == stays
    session.leave()
    assert choose_payer(kim, "jane", session.draft.visit.id, PayerChoice("sound")) == stays
    assert events(kim, "jane") == []
    amir = booked(kim, "amir")
    before = kim.history("amir")
    assert choose_payer(kim, "amir", amir.id, PayerChoice("")).startswith("The client is already the payer")
    assert kim.history("amir") == before


def test_a_covered_client_who_pays_already_can_be_confirmed_as_the_payer(
    kim: ChartStore, session: EditingSession
) -> None:
    written(session)
    cover(kim, "jane")
    session.read_file()
    sign(session, PIN)
    cover(kim, "jane", PREMERA)
    (kept,) = kim.chart("jane").visits
    wants = with_choice(kept.visit, PayerChoice(""), kim.chart("jane").file)
    draft = Draft(visit=wants, claim=kept.claim)
    with pytest.raises(BadInput, match="Type why you are billing someone else"):
        fix_claim(kim, "jane", kept, draft)
    fix_claim(kim, "jane", kept, draft, reason="Her choice.")
    assert events(kim, "jane")[-1] == "payer Client pays → Client pays, chosen by hand. Reason: Her choice."


def test_a_choice_is_undone_and_the_coverage_can_be_followed_again(
    kim: ChartStore, session: EditingSession
) -> None:
    session.choose_payer(PayerChoice(""))
    session.undo()
    assert (session.draft.visit.payer, session.draft.visit.payer_chosen) == ("sound", False)
    session.choose_payer(PayerChoice(""))
    (again,) = (
        one
        for one in payer_choices(session.chart.file, kim.office, session.draft.visit, signed=False)
        if not one.by_hand
    )
    session.choose_payer(again)
    assert (session.draft.visit.payer, session.draft.visit.payer_chosen) == ("sound", False)
    assert events(kim, "jane")[-1] == "payer Client pays, chosen by hand → Sound Health"


def test_a_health_plan_and_an_auto_case_are_chosen_visit_by_visit(kim: ChartStore) -> None:
    auto = Coverage(id="p3", payer="granite", member_id="G1", order="secondary", starts=CRASH.injury_date)
    known = read_known(kim, "jane").file
    file = edit(kim, "jane", coverage=(*known.coverage, auto), cases=(CRASH,))
    neck, back = booked(kim, "jane"), booked(kim, "jane", TODAY + timedelta(days=1))
    offered = {one.name: one for one in payer_choices(file, kim.office, neck, signed=False)}
    assert list(offered) == ["Sound Health", "Granite Auto", "Client pays"]
    assert offered["Granite Auto"].case == "k1"
    said = choose_payer(kim, "jane", neck.id, offered["Granite Auto"])
    assert said == "Payer is now Granite Auto, auto case of 10/02/2026, chosen by hand."
    assert payer_of(kim, "jane", neck.id) == "granite"
    assert payer_of(kim, "jane", back.id) == "sound"


def test_a_signed_visit_is_offered_the_coverage_only_where_that_names_another_payer(
    kim: ChartStore, session: EditingSession
) -> None:
    written(session)
    sign(session, PIN)
    visit = kim.chart("jane").visits[0].visit

    def offered() -> list[str]:
        known = kim.chart("jane").file
        return [one.name for one in payer_choices(known, kim.office, visit, signed=True)]

    assert offered() == ["Sound Health", "Client pays"]
    cover(kim, "jane", PREMERA)
    assert offered() == ["Follow the coverage", "Client pays"]


def test_a_case_without_a_policy_is_offered_with_the_payers_of_its_kind(kim: ChartStore) -> None:
    file = edit(kim, "amir", cases=(CRASH,))
    visit = booked(kim, "amir")
    offered = payer_choices(file, kim.office, visit, signed=False)
    assert [(one.payer, one.case) for one in offered] == [("granite", "k1"), ("", "")]


def test_the_front_desk_chooses_for_a_visit_that_nobody_writes(
    kim: ChartStore, login: Callable[[str], ChartStore], session: EditingSession
) -> None:
    visit, robin, lee = session.draft.visit.id, login("robin"), login("lee")
    with pytest.raises(NotAllowed, match="kim has this visit open"):
        choose_payer(robin, "jane", visit, PayerChoice(""))
    session.leave()
    with pytest.raises(NotAllowed, match="front desk"):
        choose_payer(lee, "jane", visit, PayerChoice(""))
    choose_payer(robin, "jane", visit, PayerChoice(""))
    assert payer_of(kim, "jane", visit) == ""


def test_a_visit_started_now_and_one_left_in_a_journal_follow_the_coverage(kim: ChartStore) -> None:
    visit = start_visit(kim, "amir")
    left = open_for_writing(kim, "amir", visit.id)
    left.type_text("plan", "Next week.")
    left.let_go()
    cover(kim, "amir", PREMERA)
    again = open_for_writing(kim, "amir", visit.id)
    assert (again.draft.visit.payer, again.draft.visit.note.plan) == ("premera", "Next week.")
    assert payer_words(again.draft.visit, again.chart.file, kim.office) == "Premera"


def test_visits_of_an_auto_case_count_together_and_apart_from_the_health_plan(kim: ChartStore) -> None:
    auto = Coverage(id="p3", payer="granite", member_id="G1", order="secondary", starts=CRASH.injury_date)
    known = read_known(kim, "jane").file
    edit(kim, "jane", coverage=(*known.coverage, auto), cases=(CRASH,))
    visits = [booked(kim, "jane", TODAY - timedelta(days=days)) for days in (12, 8, 4, 0)]
    first, _, third, last = visits
    for visit, case in ((first, "k1"), (third, ""), (last, "k1")):
        choose_payer(kim, "jane", visit.id, PayerChoice("granite", case))
    chart = kim.chart("jane", visit=last.id)
    kept = chart.visit(last.id)
    assert kept is not None
    judged = case_of(chart, Draft(visit=kept.visit, claim=kept.claim), kim.office, TODAY)
    assert (judged.payer.id, judged.injury, visits_of_case(judged)) == ("granite", CRASH, 2)
    assert [policy.id for policy in judged.coverage] == ["p3"]
