from collections.abc import Callable
from datetime import date

import pytest

from charting_tui.coding.billing.payers import presets
from charting_tui.coding.code_tables.tables import tables_on
from charting_tui.errors import BadInput, NotAllowed
from charting_tui.operations.bookings.booking import book, read_booking, start_visit
from charting_tui.operations.clients.client_file import (
    EntryKind,
    end_entry,
    entry_kinds,
    open_client,
    read_known,
    save_client,
    save_entry,
)
from charting_tui.operations.clients.forms import form_at
from charting_tui.operations.clients.same_person import likely_same, merge, why_not_merge
from charting_tui.operations.fields.fields import fields_of, read_texts, text_of, with_values
from charting_tui.records.chart import Act
from charting_tui.records.claim import Claim, ClaimState
from charting_tui.records.coverage import Authorization, Coverage, Diagnosis, Goal, PlanOfCare
from charting_tui.records.people import Client, Guardian
from charting_tui.records.visit import VisitState
from charting_tui.store.chart_files.writing import ChartChange, Conflict
from charting_tui.store.chart_store import ChartStore
from charting_tui.worklist.authorizations import authorization_use, use_words
from charting_tui.worklist.summary import NoteState, VisitSummary
from tests.clinic import TODAY


def kind_of(store: ChartStore, client: str, name: str) -> EntryKind:
    file = read_known(store, client).file
    return next(kind for kind in entry_kinds(store.office, TODAY, file, tables_on(TODAY)) if kind.id == name)


def test_a_new_client_gets_a_chart_that_is_found_at_once(kim: ChartStore) -> None:
    known = open_client(kim, Client(name="Núñez, Ana", birth_date=date(1975, 5, 6), phone="360-555-0199"))
    assert [row.client for row in kim.find_clients("nunez")] == [known.id]
    assert [row.client for row in kim.find_clients("3605550199")] == [known.id]
    assert [event.act for event in kim.history(known.id)] == [Act.OPENED]


def test_a_save_over_somebody_elses_is_a_conflict_and_changes_nothing(
    kim: ChartStore, login: Callable[[str], ChartStore]
) -> None:
    mine = read_known(kim, "jane")
    robin = login("robin")
    theirs = read_known(robin, "jane")
    save_client(robin, theirs, theirs.file.client.model_copy(update={"phone": "360-555-0001"}))
    with pytest.raises(Conflict) as conflict:
        save_client(kim, mine, mine.file.client.model_copy(update={"phone": "360-555-0002"}))
    assert conflict.value.theirs == read_known(kim, "jane").file
    assert read_known(kim, "jane").file.client.phone == "360-555-0001"


def test_entries_are_added_edited_and_ended_and_none_is_ever_deleted(kim: ChartStore) -> None:
    coverage = kind_of(kim, "jane", "coverage")
    known = save_entry(
        kim, read_known(kim, "jane"), coverage, None, Coverage(payer="sound", order="secondary")
    )
    assert [policy.id for policy in known.file.coverage] == ["p1", "p2"]
    known = end_entry(kim, known, coverage, 0, TODAY)
    assert known.file.coverage[0].ends == TODAY
    with pytest.raises(BadInput, match="can't end on 2025-12-31"):
        end_entry(kim, known, coverage, 0, date(2025, 12, 31))
    stored = read_known(kim, "jane")
    assert stored == known
    assert [event.act for event in kim.history("jane")] == [Act.OPENED, Act.EDITED, Act.EDITED]


def test_goals_belong_to_the_plan_of_care_that_holds(kim: ChartStore) -> None:
    with pytest.raises(BadInput, match="plan of care"):
        save_entry(kim, read_known(kim, "jane"), kind_of(kim, "jane", "goals"), None, Goal(text="sit"))
    plans = kind_of(kim, "jane", "plans")
    known = read_known(kim, "jane")
    for begun in (date(2026, 1, 5), date(2026, 9, 7)):
        known = save_entry(kim, known, plans, None, PlanOfCare(first_treatment=begun))
    known = end_entry(kim, known, plans, 1, date(2026, 10, 1))
    goals = kind_of(kim, "jane", "goals")
    known = save_entry(kim, known, goals, None, Goal(text="sit 45 minutes", progress=30))
    assert [len(plan.goals) for plan in known.file.plans] == [1, 0]
    with pytest.raises(NotAllowed, match="no end date"):
        end_entry(kim, known, goals, 0, TODAY)


def test_every_field_of_every_kind_shows_what_it_reads(kim: ChartStore) -> None:
    typed = {"payer": "sou", "order": "sec", "kind": "auto", "code": "m542", "text": "sit", "progress": "30"}
    typed |= {
        "diagnoses": "M54.2 M62.838",
        "codes": "97124",
        "visits": "12",
        "visits_used": "2",
        "units": "40",
    }
    typed |= {
        "place": "12",
        "units_used": "3",
        "price": "850",
        "paid_by": "card",
        "subscriber.birth_date": "1/2/1950",
        "state": "wa",
        "name": "Ames, Dr",
        "npi": "1234567893",
        "certified_by_npi": "1234567893",
        "provider_npi": "1234567893",
        "status": "granted",
        "code_units": "97124=12",
        "prescriber_kind": "NP",
        "times_per_week": "2",
        "weeks": "6",
        "decision.status": "allowed",
        "decision.accepted": "M54.2",
        "money.limit": "10000",
        "money.paid": "250.50",
        "adjuster_phone": "360-555-0142",
        "attorney_phone": "360-555-0143",
        "subscriber.address.state": "wa",
        "secondary.first": "none",
        "subscriber.address.zip_code": "98366",
        "answer": "denied",
        "employer_address.state": "wa",
        "employer_address.zip_code": "98366",
        "eligibility.active": "no",
        "eligibility.plan": "hmo",
        "eligibility.benefits": "massage yes, 8 visits, copay 25",
        "eligibility.other_payers": "none",
        "eligibility.home_health": "yes",
        "eligibility.hospice": "no",
    }
    for kind in entry_kinds(kim.office, TODAY, read_known(kim, "jane").file, tables_on(TODAY)):
        texts = {
            field.path: typed.get(field.path, "3/4/26" if _is_day(field.path) else f"some {field.path}")
            for field in kind.fields
        }
        reading = read_texts(kind.empty, kind.fields, texts)
        assert not reading.faults, kind.id
        entry = type(kind.empty).model_validate(with_values(kind.empty, reading.values).model_dump())
        shown = {field.path: text_of(entry, field) for field in kind.fields}
        again = with_values(kind.empty, read_texts(kind.empty, kind.fields, shown).values)
        assert again == entry, kind.id


@pytest.mark.parametrize("kind", ["diagnoses", "coverage", "authorizations", "referrals", "cases", "plans"])
def test_an_entry_that_ends_before_it_begins_is_refused_where_it_was_typed(
    kim: ChartStore, kind: str
) -> None:
    form = form_at(kim, read_known(kim, "jane"), kind, None)
    begins, ends = form.span or ("", "")
    texts = {field.path: text_of(form.record, field) for field in form.fields}
    typed = {**texts, begins: "11/20/2026", ends: "1/1/2020"}
    reading = form.read(typed)
    assert (
        reading.faults[ends]
        == "The end date 1/1/2020 is before the start date 11/20/2026. Correct one of them."
    )
    assert ends not in reading.values
    assert ends not in form.read({**typed, ends: "11/20/2026"}).faults


def test_an_entry_that_was_saved_turned_around_is_corrected_at_either_end(kim: ChartStore) -> None:
    known = read_known(kim, "jane")
    turned = Authorization(payer="sound", starts=date(2026, 11, 20), ends=date(2020, 1, 1))
    known = save_entry(kim, known, kind_of(kim, "jane", "authorizations"), None, turned)
    form = form_at(kim, known, "authorizations", 0)
    texts = {field.path: text_of(form.record, field) for field in form.fields}
    assert not form.read({**texts, "number": "PA2"}).faults
    assert not form.read({**texts, "ends": "12/31/2026"}).faults
    assert not form.read({**texts, "starts": "12/1/2019"}).faults
    assert set(form.read({**texts, "starts": "11/19/2026"}).faults) == {"starts"}


def _is_day(path: str) -> bool:
    return path.endswith(("_on", "_date", "starts", "ends", "expires", "treatment", "report", "as_of"))


def test_a_field_that_is_left_alone_keeps_its_value_to_the_letter() -> None:
    odd = Client(name="no comma here", alerts=("a; b",), phone="5", guardian=Guardian(name="Doe, Ann"))
    fields = fields_of(Client, TODAY)
    texts = {field.path: text_of(odd, field) for field in fields} | {
        "sex": "f",
        "guardian.phone": "3605550142",
    }
    reading = read_texts(odd, fields, texts)
    assert not reading.faults
    changed = with_values(odd, reading.values)
    assert changed == odd.model_copy(
        update={"sex": "F", "guardian": Guardian(name="Doe, Ann", phone="360-555-0142")}
    )


def test_a_part_of_which_nothing_is_typed_stays_absent() -> None:
    fields = fields_of(Client, TODAY)
    texts = {field.path: "" for field in fields} | {"name": "Doe, Jo"}
    changed = with_values(Client(), read_texts(Client(), fields, texts).values)
    assert (changed.guardian, changed.consent) == (None, None)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (Client(name="Doe, Jane", birth_date=date(1980, 3, 7)), ("jane",)),
        (Client(name="Jane, Doe", birth_date=date(1980, 3, 7)), ("jane",)),
        (Client(name="Dôe, Jayne", birth_date=date(1980, 3, 7)), ("jane",)),
        (Client(name="Smith, Robert", birth_date=date(1980, 3, 7)), ()),
        (Client(name="Doe, Jane", birth_date=date(1981, 3, 7)), ()),
        (Client(name="Roe, Richard", phone="(360) 555-0142"), ("jane",)),
        (Client(id="jane", name="Doe, Jane", phone="360-555-0142"), ()),
    ],
)
def test_somebody_entered_already_is_noticed(kim: ChartStore, typed: Client, found: tuple[str, ...]) -> None:
    assert tuple(row.client for row in likely_same(kim, typed)) == found


def test_merging_seals_one_chart_and_lists_it_in_the_other(kim: ChartStore) -> None:
    merge(kim, "amir", "jane")
    sealed, going_on = read_known(kim, "amir"), read_known(kim, "jane")
    assert sealed.file.client.merged_into == "jane"
    assert going_on.file.client.merged_from == ("amir",)
    assert [kim.history(client)[-1].act for client in ("amir", "jane")] == [Act.MERGED, Act.MERGED]
    assert [(row.client, row.also) for row in kim.find_clients("amir")] == [("jane", ("Doe, Amir",))]
    assert [row.client for row in kim.find_clients("doe")] == ["jane"]
    assert kim.verify().sound
    kim.reindex()
    assert [row.client for row in kim.find_clients("amir")] == ["jane"]


def test_a_sealed_chart_takes_neither_edits_nor_visits(kim: ChartStore) -> None:
    before = read_known(kim, "amir")
    merge(kim, "amir", "jane")
    with pytest.raises(NotAllowed, match="read-only"):
        save_client(kim, read_known(kim, "amir"), Client(id="amir", name="Doe, Amy"))
    with pytest.raises(NotAllowed, match="read-only"):
        book(kim, "amir", read_booking("1500 amir 30"), TODAY)
    with pytest.raises(NotAllowed, match="read-only"):
        kim.commit(ChartChange(Act.EDITED, "amir", file=before.file, file_revision=before.revision + 1))
    with pytest.raises(NotAllowed, match="merged into another"):
        merge(kim, "jane", "amir")


def test_the_claims_of_a_sealed_chart_go_on(kim: ChartStore, login: Callable[[str], ChartStore]) -> None:
    visit = book(kim, "amir", read_booking("0900 amir 30"), TODAY)
    cancelled = visit.model_copy(update={"state": VisitState.LATE_CANCEL})
    kim.commit(ChartChange(Act.EDITED, "amir", visit=cancelled, visit_revision=1))
    merge(kim, "amir", "jane")
    claim = Claim(visit=visit.id, state=ClaimState.SENT)
    login("robin").commit(ChartChange(Act.BILLED, "amir", subject=visit.id, claim=claim))
    kept = kim.chart("amir").visit(visit.id)
    assert kept is not None
    assert kept.claim.state is ClaimState.SENT
    with pytest.raises(NotAllowed, match="read-only"):
        kim.commit(ChartChange(Act.EDITED, "amir", visit=visit, visit_revision=2))


def test_a_merge_that_was_cut_between_the_charts_is_completed_by_merging_again(kim: ChartStore) -> None:
    known = read_known(kim, "jane")
    listed = known.file.client.model_copy(update={"merged_from": ("amir",)})
    file = known.file.model_copy(update={"client": listed})
    kim.commit(ChartChange(Act.MERGED, "jane", file=file, file_revision=known.revision))
    assert {row.client for row in kim.find_clients("doe")} == {"amir", "jane"}
    merge(kim, "amir", "jane")
    assert read_known(kim, "jane").file.client.merged_from == ("amir",)
    assert [row.client for row in kim.find_clients("doe")] == ["jane"]


def test_a_chart_with_an_unsigned_visit_is_not_sealed(kim: ChartStore) -> None:
    book(kim, "amir", read_booking("1500 amir 30"), TODAY)
    assert "1 visit is not signed, the first on 2026-11-23" in why_not_merge(kim.chart("amir"))
    with pytest.raises(NotAllowed, match="not signed"):
        merge(kim, "amir", "jane")
    assert read_known(kim, "jane").file.client.merged_from == ()


def test_starting_a_visit_books_it_now_and_goes_on_with_it_the_second_time(
    kim: ChartStore, login: Callable[[str], ChartStore]
) -> None:
    visit = start_visit(kim, "amir")
    assert visit.appointment is not None
    assert str(visit.appointment.start) == "12:00:00"
    assert start_visit(kim, "amir").id == visit.id
    with pytest.raises(NotAllowed, match="Only a therapist can start"):
        start_visit(login("robin"), "amir")


def _visit(day: date, state: VisitState = VisitState.DONE, payer: str = "sound") -> VisitSummary:
    return VisitSummary(
        client="c", visit=str(day), client_name="c", day=day, state=state, note=NoteState.NONE, payer=payer
    )


def test_an_authorization_counts_the_kept_visits_of_its_payer_within_its_days() -> None:
    leave = Authorization(payer="sound", visits=6, visits_used=1).model_copy(
        update={"starts": date(2026, 11, 1), "ends": date(2026, 11, 30)}
    )
    visits = [
        _visit(date(2026, 10, 31)),
        _visit(date(2026, 11, 1)),
        _visit(date(2026, 11, 9), VisitState.NO_SHOW),
        _visit(date(2026, 11, 10), payer="other"),
        _visit(TODAY, VisitState.ARRIVED),
        _visit(date(2026, 11, 30), VisitState.BOOKED),
        _visit(date(2026, 12, 1), VisitState.BOOKED),
    ]
    use = authorization_use(leave, visits, TODAY)
    assert (use.used, use.booked, use.left) == (3, 1, 2)
    assert use_words(leave, use) == "3 of 6 used, 1 booked, 2 left"
    tight = leave.model_copy(update={"visits": 3})
    assert use_words(tight, authorization_use(tight, visits, TODAY)) == "3 of 3 used, 1 booked, 1 too many"


def test_an_ended_diagnosis_stays_in_the_file(kim: ChartStore) -> None:
    kind = kind_of(kim, "jane", "diagnoses")
    known = end_entry(kim, read_known(kim, "jane"), kind, 1, TODAY)
    given = date(2026, 10, 20)
    ended = Diagnosis(code="M62.838", prescriber="Dr Ames", given_on=given, ended_on=TODAY)
    assert known.file.diagnoses[1] == ended


@pytest.mark.parametrize(
    ("typed", "said"), [("1234567890", "check digit"), ("123", "10 digits"), ("1234567893", "")]
)
def test_a_prescribers_npi_is_kept_only_where_its_check_digit_is_right(
    kim: ChartStore, typed: str, said: str
) -> None:
    referrals = kind_of(kim, "jane", "referrals")
    texts = {field.path: text_of(referrals.empty, field) for field in referrals.fields}
    reading = read_texts(referrals.empty, referrals.fields, {**texts, "name": "Ames, Dr", "npi": typed})
    assert said in reading.faults.get("npi", "")
    assert reading.values.get("npi") == (None if said else typed)


def test_a_payers_field_says_how_many_more_there_are_and_narrows_as_one_types(kim: ChartStore) -> None:
    payers = presets()
    office = kim.office.model_copy(update={"payers": payers})
    file = read_known(kim, "jane").file
    for kind in entry_kinds(office, TODAY, file, tables_on(TODAY)):
        for field in kind.fields:
            if field.path == "payer":
                shown = field.hint.partition(";")[0].split(", ")
                assert f"; {len(payers) - len(shown)} more: keep typing to narrow the list" in field.hint
                assert len(field.hint) < 150
                assert field.guess("a").split(", ") == [
                    one.name for one in payers if one.name.startswith("A") or one.id.startswith("a")
                ]


def test_who_pays_before_medicare_is_asked_where_the_clinic_bills_medicare(kim: ChartStore) -> None:
    asked = "secondary.asked_on"
    assert asked not in {field.path for field in kind_of(kim, "jane", "coverage").fields}
    office = kim.office.model_copy(update={"payers": presets()})
    file = read_known(kim, "jane").file
    kinds = {kind.id: kind for kind in entry_kinds(office, TODAY, file, tables_on(TODAY))}
    assert asked in {field.path for field in kinds["coverage"].fields}
