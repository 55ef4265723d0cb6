import stat
from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest

from charting_tui.errors import NotAllowed
from charting_tui.operations.bookings.booking import book, read_booking
from charting_tui.operations.bookings.visit_state import mark_visit
from charting_tui.operations.visits.opening import open_for_writing
from charting_tui.records.chart import Act, ClientFile
from charting_tui.records.people import Client
from charting_tui.records.visit import VisitKind, VisitState
from charting_tui.store.chart_files.writing import ChartChange
from charting_tui.store.chart_store import ChartStore
from tests.clinic import TODAY
from tests.import_desk import Desk

HEAD = "id,date,start,end,client,therapist,status\n"
ROW = '7,2026-11-24,9:00 AM,10:00 AM,"Doe, Jane",Kim Vale,booked\n'
NEXT_DAY = date(2026, 11, 24)


def event(*lines: str, uid: str = "one", start: str = "DTSTART:20261124T090000") -> str:
    inside = [f"UID:{uid}", start, *(lines or ("SUMMARY:Jane Doe",))]
    return "\n".join(["BEGIN:VEVENT", *inside, "END:VEVENT", ""])


def calendar(*events: str, name: str = "Kim Vale") -> str:
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nX-WR-CALNAME:{name}\n{''.join(events)}END:VCALENDAR\n"


def test_an_appointment_becomes_a_booked_visit_with_payer_kind_and_therapist(desk: Desk) -> None:
    code, out, _ = desk.hands_in(calendar(event("DURATION:PT45M", "SUMMARY:Jane Doe 45 min")))
    assert (code, out) == (0, "1 added.\n")
    (visit,) = desk.visits()
    assert visit.appointment
    assert (visit.appointment.id, visit.appointment.start, visit.appointment.end) == (
        "one",
        time(9),
        time(9, 45),
    )
    assert (visit.payer, visit.kind, visit.therapist) == ("sound", VisitKind.INITIAL, "kim")


def test_a_second_run_changes_nothing_and_writes_no_event(desk: Desk) -> None:
    for text in (calendar(event()), HEAD + ROW):
        desk.hands_in(text)
    before = (desk.root / "charts/jane.json").read_bytes()
    assert "1 unchanged" in desk.hands_in(calendar(event()))[1]
    assert "1 unchanged" in desk.hands_in(HEAD + ROW)[1]
    assert (desk.root / "charts/jane.json").read_bytes() == before


def test_what_moved_is_moved_and_what_is_cancelled_is_cancelled_in_place(desk: Desk) -> None:
    desk.hands_in(calendar(event()))
    assert "1 moved" in desk.hands_in(calendar(event(start="DTSTART:20261125T103000")))[1]
    assert desk.when() == [(date(2026, 11, 25), time(10, 30), VisitState.BOOKED)]
    assert "1 canceled" in desk.hands_in(calendar(event("SUMMARY:x", "STATUS:CANCELLED")))[1]
    assert desk.when()[0][2] is VisitState.CANCELLED
    assert "1 added" in desk.hands_in(calendar(event()))[1]
    assert desk.when() == [(NEXT_DAY, time(9), VisitState.BOOKED)]
    store = desk.clinic()
    assert [one.act for one in store.history("jane")] == [Act.OPENED, *[Act.IMPORTED] * 4]
    assert store.verify().sound
    store.close()


def test_a_visit_that_a_person_cancelled_stays_cancelled_whatever_the_calendar_says(desk: Desk) -> None:
    desk.hands_in(calendar(event()))
    store = desk.clinic()
    mark_visit(store, "jane", store.chart("jane").visits[0].visit.id, VisitState.CANCELLED)
    store.close()
    assert "1 unchanged" in desk.hands_in(calendar(event()))[1]
    _, out, _ = desk.hands_in(calendar(event(start="DTSTART:20261125T103000")))
    assert "marked “canceled”" in out
    assert desk.when() == [(NEXT_DAY, time(9), VisitState.CANCELLED)]


def test_a_charted_visit_and_one_being_written_are_left_and_listed(desk: Desk) -> None:
    desk.hands_in(calendar(event(start="DTSTART:20261123T090000")))
    store = desk.clinic()
    session = open_for_writing(store, "jane", store.chart("jane").visits[0].visit.id)
    code, out, _ = desk.hands_in(calendar(event("STATUS:CANCELLED", start="DTSTART:20261123T090000")))
    assert (code, "Another user is editing this visit" in out) == (0, True)
    session.type_text("plan", "weekly")
    session.leave()
    store.close()
    code, out, _ = desk.hands_in(calendar(event(start="DTSTART:20261124T090000")))
    assert (code, "The visit is charted" in out) == (0, True)
    assert desk.when() == [(TODAY, time(9), VisitState.BOOKED)]


def test_a_visit_booked_by_hand_for_the_same_hour_is_that_appointment(desk: Desk) -> None:
    store = desk.clinic()
    book(store, "jane", read_booking("0900 jane 60"), NEXT_DAY)
    store.close()
    desk.hands_in(calendar(event("DURATION:PT60M", "SUMMARY:Jane Doe")))
    assert "1 moved" in desk.hands_in(calendar(event(start="DTSTART:20261124T110000")))[1]
    assert desk.when() == [(NEXT_DAY, time(11), VisitState.BOOKED)]


@pytest.mark.parametrize(
    ("start", "there"),
    [
        ("DTSTART:20261124T180000Z", time(10)),
        ("DTSTART;TZID=America/New_York:20261124T130000", time(10)),
        ("DTSTART;TZID=Eastern Standard Time:20261124T130000", time(10)),
        ("DTSTART:20261124T100000", time(10)),
    ],
)
def test_times_stand_on_the_practices_wall_clock(desk: Desk, start: str, there: time | None) -> None:
    desk.hands_in(calendar(event(start=start)))
    assert desk.when() == [(NEXT_DAY, there, VisitState.BOOKED)]


def test_a_folded_line_is_one_line(desk: Desk) -> None:
    assert desk.hands_in(calendar(event("SUMMARY:Ja\n ne D\n\toe")).replace("\n", "\r\n"))[0] == 0
    assert desk.when()


SERIES = "RRULE:FREQ=WEEKLY;COUNT=3"
ZONED = "DTSTART;TZID=America/Los_Angeles:20261026T090000"


def test_a_repeating_appointment_keeps_its_hour_over_the_change_of_the_clock(desk: Desk) -> None:
    desk.hands_in(calendar(event(SERIES, "SUMMARY:Jane Doe", start=ZONED)))
    assert [(day.isoformat(), start) for day, start, _ in desk.when()] == [
        ("2026-10-26", time(9)),
        ("2026-11-02", time(9)),
        ("2026-11-09", time(9)),
    ]


def test_one_of_a_series_may_be_moved_taken_out_or_called_off(desk: Desk) -> None:
    desk.hands_in(calendar(event(SERIES, "SUMMARY:Jane Doe", start=ZONED)))
    moved = event("RECURRENCE-ID:20261102T170000Z", "SUMMARY:Jane Doe", start="DTSTART:20261103T120000")
    out = "EXDATE;TZID=America/Los_Angeles:20261109T090000"
    text = calendar(event(SERIES, out, "SUMMARY:Jane Doe", start=ZONED), moved)
    assert desk.hands_in(text)[1] == "1 moved, 1 canceled, 1 unchanged.\n"
    assert "2 unchanged" in desk.hands_in(text)[1]
    assert [(day.day, state.value) for day, _, state in desk.when()] == [
        (26, "booked"),
        (3, "booked"),
        (9, "cancelled"),
    ]
    shorter = calendar(event("RRULE:FREQ=WEEKLY;UNTIL=20261101T000000Z", "SUMMARY:Jane Doe", start=ZONED))
    assert "1 canceled, 1 unchanged" in desk.hands_in(shorter)[1]


@pytest.mark.parametrize(
    "named",
    ["RECURRENCE-ID;VALUE=DATE:20261102", "RECURRENCE-ID:20261102T090000", "RECURRENCE-ID:20261102T170000Z"],
)
def test_one_of_a_series_is_known_by_its_moment_by_its_hour_or_by_its_day(desk: Desk, named: str) -> None:
    moved = event(named, "SUMMARY:Jane Doe", start="DTSTART:20261103T120000")
    desk.hands_in(calendar(event(SERIES, "SUMMARY:Jane Doe", start=ZONED), moved))
    assert [day.day for day, _, _ in desk.when()] == [26, 3, 9]


@pytest.mark.parametrize(
    ("start", "when"),
    [
        ("DTSTART:20261125T100000", [(25, 10), (2, 10), (9, 10)]),
        ("DTSTART:20261127T090000", [(27, 9), (4, 9), (11, 9)]),
        ("DTSTART:20261124T140000", [(24, 14), (1, 14), (8, 14)]),
    ],
)
def test_a_series_whose_start_moves_is_moved_and_a_second_run_changes_nothing(
    desk: Desk, start: str, when: list[tuple[int, int]]
) -> None:
    desk.hands_in(calendar(event(SERIES, "SUMMARY:Jane Doe", start="DTSTART:20261124T090000")))
    before = [visit.id for visit in desk.visits()]
    text = calendar(event(SERIES, "SUMMARY:Jane Doe", start=start))
    assert desk.hands_in(text, "--dry-run")[1].endswith("It would be: 3 moved.\n")
    assert desk.hands_in(text)[1] == "3 moved.\n"
    assert desk.hands_in(text)[1] == "3 unchanged.\n"
    assert [visit.id for visit in desk.visits()] == before
    assert [(day.day, at.hour if at else None, state) for day, at, state in desk.when()] == [
        (*one, VisitState.BOOKED) for one in when
    ]


def test_an_unchanged_exception_of_a_series_that_moves_is_one_appointment(desk: Desk) -> None:
    moved = event("RECURRENCE-ID:20261201T090000", "SUMMARY:Jane Doe", start="DTSTART:20261203T120000")
    master = [
        event(SERIES, "SUMMARY:Jane Doe", start=f"DTSTART:{start}")
        for start in ("20261124T090000", "20261125T100000")
    ]
    desk.hands_in(calendar(master[0], moved))
    assert desk.hands_in(calendar(master[1], moved))[1] == "2 moved, 1 unchanged.\n"
    assert desk.hands_in(calendar(master[1], moved))[1] == "3 unchanged.\n"
    assert [(day.day, at) for day, at, _ in desk.when()] == [(25, time(10)), (3, time(12)), (9, time(10))]


def test_an_exception_of_a_week_that_its_series_has_no_longer_takes_no_others_place(desk: Desk) -> None:
    moved = event("RECURRENCE-ID:20261103T090000", "SUMMARY:Jane Doe", start="DTSTART:20261104T120000")
    series = event(SERIES, "SUMMARY:Jane Doe", start="DTSTART:20261124T090000")
    desk.hands_in(calendar(series, moved))
    assert [day.day for day, _, _ in desk.when()] == [4, 24, 1, 8]


def test_a_charted_visit_of_a_series_that_moves_is_left_and_not_added_again(desk: Desk) -> None:
    desk.hands_in(calendar(event(SERIES, "SUMMARY:Jane Doe", start="DTSTART:20261123T090000")))
    store = desk.clinic()
    first = open_for_writing(store, "jane", store.chart("jane").visits[0].visit.id)
    first.type_text("plan", "weekly")
    first.leave()
    store.close()
    _, out, _ = desk.hands_in(calendar(event(SERIES, "SUMMARY:Jane Doe", start="DTSTART:20261123T100000")))
    assert "2 moved, 1 left unchanged" in out
    assert [at for _, at, _ in desk.when()] == [time(9), time(10), time(10)]


def test_an_appointment_that_begins_or_ceases_to_repeat_keeps_its_first_visit(desk: Desk) -> None:
    once, often = calendar(event()), calendar(event(SERIES, "SUMMARY:Jane Doe"))
    desk.hands_in(once)
    assert "2 added, 1 unchanged" in desk.hands_in(often)[1]
    assert "2 canceled, 1 unchanged" in desk.hands_in(once)[1]


def test_a_series_without_an_end_is_followed_for_a_year(desk: Desk) -> None:
    desk.hands_in(calendar(event("RRULE:FREQ=DAILY;INTERVAL=100", "SUMMARY:Jane Doe")))
    assert len(desk.when()) == 4


def test_columns_are_known_by_their_common_names_and_minutes_make_an_end(desk: Desk) -> None:
    text = (
        "Appointment ID;Start;Duration;Last Name;First Name;DOB;Provider;Colour\n"
        "7;2026-11-24T18:00:00Z;50 min;Doe;Jane;3/7/1980;kim;red\n"
    )
    assert desk.hands_in(text, name="x.csv")[0] == 0
    (visit,) = desk.visits()
    assert visit.appointment
    assert (visit.date, visit.appointment.start, visit.appointment.end) == (NEXT_DAY, time(10), time(10, 50))


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("Canceled", VisitState.CANCELLED),
        ("No-Show", VisitState.NO_SHOW),
        ("Late cancel", VisitState.LATE_CANCEL),
    ],
)
def test_what_a_table_says_became_of_it_is_marked(desk: Desk, status: str, state: VisitState) -> None:
    desk.hands_in(HEAD + ROW)
    assert "1 canceled" in desk.hands_in(HEAD + ROW.replace("booked", status))[1]
    assert desk.when()[0][2] is state
    assert "1 unchanged" in desk.hands_in(HEAD + ROW.replace("booked", status))[1]


def another_jane(desk: Desk, born: date, phone: str = "", email: str = "") -> None:
    store = desk.clinic()
    twin = ClientFile(client=Client(id="jane2", name="Doe, Jane", birth_date=born, phone=phone, email=email))
    store.commit(ChartChange(Act.OPENED, "jane2", file=twin))
    store.close()


def test_two_clients_of_one_name_are_told_apart_or_neither_is_taken(desk: Desk) -> None:
    another_jane(desk, date(1991, 5, 6), "360 555 0199")
    code, out, _ = desk.hands_in(calendar(event()))
    assert (code, desk.when(), desk.when("jane2")) == (1, [], [])
    assert "line 4" in out
    assert "2 clients" in out
    desk.hands_in(calendar(event("SUMMARY:Jane Doe", "DESCRIPTION:born 5/6/1991"), event(
        "SUMMARY:Jane Doe", "DESCRIPTION:Phone +1 360-555-0142", uid="two")))  # fmt: skip
    assert (len(desk.when()), len(desk.when("jane2"))) == (1, 1)


@pytest.mark.parametrize(
    ("column", "value"),
    [("Phone", "(360) 555-0199"), ("Email", "J2@mail.example"), ("Notes", "j2@mail.example, neck")],
)
def test_two_of_one_name_are_told_apart_by_e_mail_and_by_a_phone_with_an_extension(
    desk: Desk, column: str, value: str
) -> None:
    another_jane(desk, date(1991, 5, 6), "360-555-0199 ext. 12", "j2@mail.example")
    text = HEAD.replace("status", column) + ROW.replace("booked", f'"{value}"')
    assert desk.hands_in(text)[0] == 0
    assert (desk.when(), len(desk.when("jane2"))) == ([], 1)


def test_two_of_one_name_are_told_apart_by_an_attendees_address(desk: Desk) -> None:
    another_jane(desk, date(1991, 5, 6), email="j2@mail.example")
    assert desk.hands_in(calendar(event("SUMMARY:Jane Doe", "ATTENDEE:mailto:j2@mail.example")))[0] == 0
    assert (desk.when(), len(desk.when("jane2"))) == ([], 1)


def test_a_longer_name_that_is_written_out_is_the_one_meant(desk: Desk) -> None:
    store = desk.clinic()
    longer = ClientFile(client=Client(id="ann", name="Doe, Jane Ann"))
    store.commit(ChartChange(Act.OPENED, "ann", file=longer))
    store.close()
    desk.hands_in(calendar(event("SUMMARY:Jane Ann Doe"), event("SUMMARY:Jane Doe", uid="two")))
    assert (len(desk.when("ann")), len(desk.when())) == (1, 1)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ('8,2026-11-24,9:00,10:00,"Roe, Ada",kim,', "No client matches"),
        ('8,2026-11-24,9:00,10:00,"Doe, Jane",Ida Nobody,', "No therapist matches"),
        (
            '8,2026-11-24,9:00,10:00,"Roe, Ada",Ida Nobody,',
            "Add the client first (c, then Ctrl+N), then import again. No therapist matches “Ida Nobody”.",
        ),
        ('8,2026-11-24,9:00,10:00,"Doe, Jane",,', "names no therapist"),
        ("8,2026-11-24,9:00,10:00,Jane and Amir Doe,kim,", "could be any of 2 clients"),
        ('8,2026-11-24,9:00,10:00,"Doe, Jane",Kim Vale and Lee Marsh,', "several therapists"),
    ],
)
def test_what_is_nobodys_or_somebodys_of_several_is_listed_and_the_rest_goes_in(
    desk: Desk, row: str, reason: str
) -> None:
    code, out, _ = desk.hands_in(f"{HEAD}{ROW}{row}\n")
    assert code == 1
    assert "export, line 3, 11/24/2026: not matched." in out
    assert reason in out
    assert len(desk.when()) == 1


def test_another_birth_date_is_another_person(desk: Desk) -> None:
    text = HEAD.replace("status", "dob") + ROW.replace("booked", "1981-03-07")
    assert desk.hands_in(text)[0] == 1
    assert desk.when() == []


def test_an_appointment_given_to_another_client_is_listed_and_changes_neither(desk: Desk) -> None:
    desk.hands_in(calendar(event()))
    code, out, _ = desk.hands_in(calendar(event("SUMMARY:Amir Doe")))
    assert (code, len(desk.when()), desk.when("amir")) == (1, 1, [])
    assert "another client" in out


def test_a_calendar_without_names_may_be_said_to_be_one_therapists(desk: Desk) -> None:
    text = calendar(event(), name="Appointments")
    assert desk.hands_in(text)[0] == 1
    assert desk.hands_in(text, "--therapist", "lee")[0] == 0
    assert [visit.therapist for visit in desk.visits()] == ["lee"]
    code, _, err = desk.hands_in(text, "--therapist", "nobody")
    assert (code, err.count("\n")) == (2, 1)


def test_a_dry_run_tells_what_would_be_and_changes_nothing(desk: Desk) -> None:
    before = {path: path.read_bytes() for path in (desk.root / "charts").iterdir()}
    assert "1 added" in desk.hands_in(calendar(event()), "--dry-run")[1]
    assert {path: path.read_bytes() for path in (desk.root / "charts").iterdir()} == before
    assert stat.S_IMODE((desk.root / "charts/jane.json").stat().st_mode) == 0o600


def test_a_dry_run_names_whom_and_when(desk: Desk) -> None:
    text = f'{HEAD}{ROW}8,2026-11-24,2:00 PM,3:00 PM,"Doe, Jane",Kim Vale,canceled\n'
    out = desk.hands_in(text, "--dry-run")[1]
    assert out.splitlines()[:2] == [
        "export, line 2, Tue 11/24/2026 9:00 AM, Doe, Jane: would be added.",
        "export, line 3, Tue 11/24/2026 2:00 PM, Doe, Jane: canceled in the calendar, nothing to do.",
    ]
    desk.hands_in(text)
    out = desk.hands_in(text.replace("9:00 AM", "8:00 AM"), "--dry-run")[1]
    assert "line 2, Tue 11/24/2026 8:00 AM, Doe, Jane: would be moved." in out


def test_earlier_days_are_left_out_where_that_is_said(desk: Desk) -> None:
    desk.hands_in(calendar(event(SERIES, "SUMMARY:Jane Doe", start=ZONED)), "--since", "2026-11-01")
    assert len(desk.when()) == 2


BAD: dict[str, tuple[str | bytes, str]] = {
    "empty": ("", "line 1"),
    "no day": ("id,client\n1,Jane\n", "line 1"),
    "no client": ("id,date\n1,2026-11-24\n", "line 1"),
    "a quote that is never closed": (HEAD + '9,2026-11-24,9:00,10:00,"Doe', "line 2"),
    "bytes that are no text": (HEAD.encode() + b"\x81\xfe\n", "line 2"),
    "a table of zeros": (HEAD + "\0\0\n", "line 2"),
    "a workbook": (b"PK\x03\x04rest", "line 1"),
    "a calendar that is cut off": (calendar(event())[:-30], "line 4"),
    "ends that do not fit": (calendar(event()).replace("END:VEVENT", "END:VTODO"), "line 8"),
    "a line that is none": (calendar(event("nonsense")), "line 7"),
}


@pytest.mark.parametrize("bad", BAD)
def test_a_bad_file_is_refused_with_line_and_reason_and_nothing_is_changed(desk: Desk, bad: str) -> None:
    text, line = BAD[bad]
    ending = "ics" if b"VCALENDAR" in (text.encode() if isinstance(text, str) else text) else "csv"
    before = (desk.root / "charts/jane.json").read_bytes()
    code, out, err = desk.hands_in(text, name=f"bad.{ending}")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert f"bad.{ending}, {line}: " in err
    assert (desk.root / "charts/jane.json").read_bytes() == before


SECOND = ROW.replace("7,", "8,", 1).replace("2026-11-24", "2026-11-25")
BAD_ROWS: dict[str, tuple[str, str]] = {
    "a day that is none": (HEAD + ROW.replace("2026-11-24", "2026-02-30") + SECOND, "line 2"),
    "a day to be told later": (HEAD + ROW.replace("2026-11-24", "TBD") + SECOND, "line 2"),
    "a time that is none": (HEAD + ROW.replace("9:00 AM", "25:00") + SECOND, "line 2"),
    "a time to be told later": (HEAD + ROW.replace("9:00 AM", "TBD") + SECOND, "line 2"),
    "an end before the start": (HEAD + ROW.replace("10:00 AM", "8:00") + SECOND, "line 2"),
    "a status that nobody knows": (HEAD + ROW.replace("booked", "perhaps") + SECOND, "line 2"),
    "more cells than columns": (HEAD + ROW.replace("booked", "booked,x,y") + SECOND, "line 2"),
    "an id twice, for other times": (HEAD + SECOND + SECOND.replace("9:00", "9:30"), "line 3"),
    "no id": (HEAD + ROW.replace("7,", ",", 1) + SECOND, "line 2"),
    "no client": (HEAD + ROW.replace('"Doe, Jane"', "") + SECOND, "line 2"),
    "a quote inside of a cell": (HEAD + ROW.replace('"Doe, Jane"', '"Doe, Jane"x') + SECOND, "line 2"),
    "a moment that is none": (calendar(event(start="DTSTART:20261340T090000"), event(uid="8")), "line 6"),
    "no moment": (calendar(event(start="X-NO:1"), event(uid="8")), "line 4"),
    "no uid": (calendar(event().replace("UID", "X-UID"), event(uid="8")), "line 4"),
    "an unknown zone": (
        calendar(event(start="DTSTART;TZID=Mars/Olympus:20261124T090000"), event(uid="8")),
        "line 6",
    ),
    "an event that ends before its start": (
        calendar(event("DTEND:20261124T080000"), event(uid="8")),
        "line 7",
    ),
    "a length that is none": (calendar(event("DURATION:PT1X"), event(uid="8")), "line 7"),
    "a rule that is none": (calendar(event("RRULE:FREQ=WEEKLY;COUNT=x"), event(uid="8")), "line 7"),
    "a rule by the second": (calendar(event("RRULE:FREQ=SECONDLY"), event(uid="8")), "line 7"),
    "a rule that never moves on": (calendar(event("RRULE:FREQ=DAILY;INTERVAL=0"), event(uid="8")), "line 7"),
    "two starts": (calendar(event("DTSTART:20261124T090000"), event(uid="8")), "line 6"),
}


@pytest.mark.parametrize("bad", BAD_ROWS)
def test_a_bad_row_or_event_is_refused_with_its_line_and_the_others_go_in(desk: Desk, bad: str) -> None:
    text, line = BAD_ROWS[bad]
    name = "bad.ics" if "VCALENDAR" in text else "bad.csv"
    code, out, _ = desk.hands_in(text, name=name)
    assert (code, len(desk.visits())) == (1, 1)
    assert f"{name}, {line}: refused. " in out
    assert out.endswith(f"1 added; 1 not imported ({line}).\n")


@pytest.mark.parametrize("name", ["nothing-here.ics", ".", "x" * 5000, "a\0b"])
def test_a_file_that_cannot_be_read_is_one_sentence(desk: Desk, tmp_path: Path, name: str) -> None:
    code, _, err = desk.says("import-schedule", str(tmp_path / name))
    assert (code, err.count("\n")) == (2, 1)


def test_each_appointment_is_done_once_more_over_what_somebody_saved_meanwhile(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.hands_in(calendar(event()))
    commit: Callable[[ChartStore, ChartChange], object] = ChartStore.commit
    others: list[str] = []

    def after_somebody_else(store: ChartStore, change: ChartChange) -> object:
        if not others:
            others.append("lee")
            kept = store.chart("jane").visits[0]
            theirs = kept.visit.model_copy(update={"place": "12"})
            commit(store, ChartChange(Act.EDITED, "jane", visit=theirs, visit_revision=kept.revision))
        return commit(store, change)

    monkeypatch.setattr(ChartStore, "commit", after_somebody_else)
    assert "1 moved" in desk.hands_in(calendar(event(start="DTSTART:20261125T100000")))[1]
    (visit,) = desk.visits()
    assert (visit.place, visit.date) == ("12", date(2026, 11, 25))


def test_one_chart_that_takes_nothing_or_cannot_be_read_keeps_no_other_from_its_appointment(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    three = calendar(event(), event("SUMMARY:Amir Doe", uid="two"), event("SUMMARY:Doe\\, Amir", uid="x"))
    commit: Callable[[ChartStore, ChartChange], object] = ChartStore.commit

    def sealed(store: ChartStore, change: ChartChange) -> object:
        if change.client == "amir":
            raise NotAllowed("This chart is sealed.")
        return commit(store, change)

    with monkeypatch.context() as patched:
        patched.setattr(ChartStore, "commit", sealed)
        code, out, _ = desk.hands_in(three)
    assert (code, out.count("This chart is sealed"), len(desk.when())) == (1, 2, 1)
    (desk.root / "charts/amir.json").write_bytes(b"{")
    code, out, err = desk.hands_in(three)
    assert (code, "1 unchanged; 2 not imported (lines 9, 14)." in out, "amir" in err) == (1, True, True)
