"""Calendars as other programs export them."""

from datetime import date, time

import pytest

from charting_tui.records.visit import VisitState
from tests.import_desk import Desk

BOOKED, NO_SHOW = VisitState.BOOKED, VisitState.NO_SHOW
ACUITY_HEAD = (
    "Start Time,End Time,Timezone,First Name,Last Name,Phone,Email,Type,Calendar,Appointment Price,Paid?,"
    "Date Scheduled,Appointment ID\n"
)
ACUITY = ACUITY_HEAD + (
    '"December 1, 2026 9:00 am","December 1, 2026 10:00 am",America/Los_Angeles,Oskar,Valdez,\'+12065550100,'
    'q@x.example,Massage 60,Kim Vale,90.00,no,"November 20, 2026 3:15 pm",123456\n'
    '"December 1, 2026 1:30 pm","December 1, 2026 3:00 pm",America/New_York,Saoirse,D\'Angelo,,,Massage 90,'
    "Lee Marsh,130.00,no,2026-11-21,123457\n"
)
GOOGLE_HEAD = "Subject,Start Date,Start Time,End Date,End Time,All Day Event,Description,Location,Private\n"
GOOGLE = GOOGLE_HEAD + (
    'Oskar Valdez - massage,12/01/2026,9:00 AM,12/01/2026,10:00 AM,False,"2065550100\nneck",Suite 4,True\n'
    "CLOSED,12/24/2026,,12/25/2026,,TRUE,,,\n"
)
OUTLOOK_HEAD = "Subject,Start Date,Start Time,End Date,End Time,All day event,Categories,Show time as\n"
FRESHA = (
    "Appointment reference,Client,Team member,Scheduled date,Scheduled time,Duration,Services,Status\n"
    "#F1,Oskar Valdez,Kim Vale,13 Dec 2026,9:30 am,1h 30m,Sports,Booked\n"
    "#F2,Oskar Valdez,Kim Vale,12 Nov 2026,2:00 pm,45min,Relax,No-show\n"
    "#F3,Oskar Valdez,Kim Vale,14 Dec 2026,2:00 pm,1h,Relax,Cancelled\n"
)
SQUARE = (
    "Customer Name,Service,Date,Time,Staff,Price,Duration,Notes\n"
    "Oskar Valdez,Massage,12/1/2026,9:00 AM,Kim Vale,$90.00,1:00,\n"
)
SCHEDULICITY = (
    "Client Name,Appointment Date,Appointment Time,Service,Provider,Service Duration,Service Price,Notes\n"
    '"Valdez, Oskar",12/01/2026,9:00 AM,Relaxation,Kim Vale,1 hr 30 min,$130.00,\n'
)
JANE = (
    "Start At,End At,Patient,Patient Number,Staff Member,Treatment,State,Room\n"
    "2026-12-01 09:00:00 -0800,2026-12-01 10:00:00 -0800,Oskar Valdez,1001,Kim Vale,Massage 60,booked,1\n"
    "2026-11-10 9:00 AM,2026-11-10 10:00 AM,Oskar Valdez,1001,Kim Vale,Massage 60,no_show,1\n"
)


def calendar_of(subject: str) -> str:
    event = f"UID:one\nDTSTART:20261201T090000\nDTEND:20261201T100000\nSUMMARY:{subject}"
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\n{event}\nEND:VEVENT\nEND:VCALENDAR\n"


@pytest.fixture
def clinic(desk: Desk) -> Desk:
    desk.add("Valdez, Oskar", "D'Angelo, Saoirse")
    return desk


def hours(desk: Desk, client: str = "valdez") -> list[tuple[date, time | None, time | None]]:
    booked = [(visit.date, visit.appointment) for visit in desk.visits(client)]
    return [(day, one.start, one.end) for day, one in booked if one]


def test_acuity_is_read_with_months_by_name_zones_and_a_calendar_for_each_therapist(clinic: Desk) -> None:
    code, out, _ = clinic.hands_in(ACUITY)
    assert (code, out.splitlines()[:2]) == (
        0,
        [
            "Recognized as a calendar from Acuity.",
            "Not imported: Type, Appointment Price, Paid?, Date Scheduled. Name them with --columns.",
        ],
    )
    assert hours(clinic) == [(date(2026, 12, 1), time(9), time(10))]
    (visit,) = clinic.visits("dangelo")
    assert (hours(clinic, "dangelo"), visit.therapist) == (
        [(date(2026, 12, 1), time(10, 30), time(12))],
        "lee",
    )
    assert clinic.hands_in(ACUITY)[1].endswith("\n2 unchanged.\n")


def test_a_staff_member_of_another_name_is_named_in_the_command(clinic: Desk) -> None:
    other = ACUITY.replace("Kim Vale", "Upstairs Room")
    assert clinic.hands_in(other)[1].endswith("1 added; 1 not imported (line 2).\n")
    assert clinic.hands_in(other, "--therapist", "Upstairs Room=kim")[0] == 0
    assert [visit.therapist for visit in clinic.visits("valdez")] == ["kim"]


def test_google_calendar_has_no_ids_and_a_second_run_still_changes_nothing(clinic: Desk) -> None:
    code, out, _ = clinic.hands_in(GOOGLE, "--therapist", "kim")
    assert (code, "Google Calendar" in out, "1 all-day event was skipped." in out) == (0, True, True)
    assert hours(clinic) == [(date(2026, 12, 1), time(9), time(10))]
    before = clinic.snapshot()
    assert clinic.hands_in(GOOGLE, "--therapist", "kim")[1].endswith("\n1 unchanged.\n")
    assert clinic.snapshot() == before


def test_fresha_records_a_no_show_that_was_never_booked_and_no_cancellation_that_was_not(
    clinic: Desk,
) -> None:
    code, out, _ = clinic.hands_in(FRESHA)
    assert (code, "calendar from Fresha" in out, out.endswith("\n2 added, 1 unchanged.\n")) == (0, True, True)
    assert clinic.when("valdez") == [
        (date(2026, 11, 12), time(14), NO_SHOW),
        (date(2026, 12, 13), time(9, 30), BOOKED),
    ]
    assert hours(clinic)[1] == (date(2026, 12, 13), time(9, 30), time(11))


@pytest.mark.parametrize(
    ("text", "source", "end"),
    [
        (SQUARE, "Square", time(10)),
        (SCHEDULICITY, "Schedulicity", time(10, 30)),
        (JANE, "Jane", time(10)),
    ],
)
def test_square_schedulicity_and_jane_are_read_as_they_come(
    clinic: Desk, text: str, source: str, end: time
) -> None:
    code, out, _ = clinic.hands_in(text)
    assert (code, f"calendar from {source}." in out) == (0, True)
    assert hours(clinic)[-1] == (date(2026, 12, 1), time(9), end)


def outlook(*days: str) -> str:
    return OUTLOOK_HEAD + "".join(
        f'"Valdez, Oskar",{day},09:00:00,{day},10:00:00,False,Kim Vale,2\n' for day in days
    )


@pytest.mark.parametrize(
    ("text", "options", "days"),
    [
        (outlook("01/12/2026", "13/12/2026"), (), [(12, 1), (12, 13)]),
        (outlook("12/01/2026", "12/13/2026"), (), [(12, 1), (12, 13)]),
        (outlook("01/12/2026"), ("--dates", "dmy"), [(12, 1)]),
        (outlook("01/12/2026"), ("--dates", "mdy"), [(1, 12)]),
        (outlook("12/12/2026"), (), [(12, 12)]),
    ],
)
def test_all_of_outlooks_dates_together_or_the_person_say_what_comes_first(
    clinic: Desk, text: str, options: tuple[str, ...], days: list[tuple[int, int]]
) -> None:
    assert clinic.hands_in(text, *options)[0] == 0
    assert [(visit.date.month, visit.date.day) for visit in clinic.visits("valdez")] == days


def test_where_outlooks_dates_leave_it_open_the_file_is_refused_with_the_option_that_says_it(
    clinic: Desk,
) -> None:
    code, out, err = clinic.hands_in(outlook("01/12/2026", "12/02/2026"))
    assert (code, out, "“01/12/2026” could be month first or day first" in err) == (2, "", True)
    assert "--dates mdy or --dates dmy" in err


def test_a_table_of_no_known_program_is_read_by_the_columns_that_are_named(clinic: Desk) -> None:
    text = "Who;Visit Day;When;How Long\nOskar Valdez;1.12.2026;14:30;1.5 hours\n"
    assert clinic.hands_in(text, "--therapist", "kim")[0] == 2
    named = "Who=client, Visit Day=date, When=start, How Long=minutes"
    assert clinic.hands_in(text, "--therapist", "kim", "--columns", named, "--dates", "dmy")[0] == 0
    assert hours(clinic) == [(date(2026, 12, 1), time(14, 30), time(16))]


@pytest.mark.parametrize("given", ["Whom=client", "Client=guest", "Client"])
def test_a_column_that_is_not_there_or_not_known_is_one_sentence(clinic: Desk, given: str) -> None:
    code, _, err = clinic.hands_in("id,client,date\n", "--columns", given)
    assert (code, err.count("\n"), "--columns: " in err) == (2, 1, True)


TABLE_HEAD = "client,date,start,minutes,therapist\n"


def table(*rows: str) -> str:
    return TABLE_HEAD + "".join(f"{row},60,kim\n" for row in rows)


def test_without_ids_a_moved_appointment_is_moved_and_leaves_nothing_at_its_old_time(clinic: Desk) -> None:
    others = ("Saoirse D'Angelo,2026-12-01,8:00", "Saoirse D'Angelo,2026-12-31,8:00")
    clinic.hands_in(table("Oskar Valdez,2026-12-03,9:00", *others))
    again = table("Oskar Valdez,2026-12-04,11:00", *others)
    assert clinic.hands_in(again)[1] == "1 moved, 2 unchanged.\n"
    assert clinic.when("valdez") == [(date(2026, 12, 4), time(11), BOOKED)]
    assert clinic.hands_in(again)[1] == "3 unchanged.\n"


def test_the_old_time_of_a_moved_appointment_may_be_booked_again(clinic: Desk) -> None:
    others = ("Saoirse D'Angelo,2026-12-01,8:00", "Saoirse D'Angelo,2026-12-31,8:00")
    clinic.hands_in(table("Oskar Valdez,2026-12-03,9:00", *others))
    again = table("Oskar Valdez,2026-12-04,11:00", *others)
    assert "still booked" not in clinic.hands_in(again, "--dry-run")[1]
    clinic.hands_in(again)
    both = table("Oskar Valdez,2026-12-03,9:00", "Oskar Valdez,2026-12-04,11:00", *others)
    assert clinic.hands_in(both)[1] == "1 added, 3 unchanged.\n"
    assert clinic.hands_in(both)[1] == "4 unchanged.\n"


def test_without_ids_an_appointment_that_is_gone_is_named_and_stays(clinic: Desk) -> None:
    others = ("Saoirse D'Angelo,2026-12-01,8:00", "Saoirse D'Angelo,2026-12-31,8:00")
    clinic.hands_in(table("Oskar Valdez,2026-12-03,9:00", *others))
    code, out, _ = clinic.hands_in(table(*others))
    assert (code, "12/3/2026: left unchanged. Valdez, Oskar is still booked at 9:00 AM" in out) == (0, True)
    assert clinic.when("valdez") == [(date(2026, 12, 3), time(9), BOOKED)]


def test_a_table_of_the_next_month_moves_nothing_of_this_one(clinic: Desk) -> None:
    clinic.hands_in(table("Oskar Valdez,2026-11-24,9:00", "Saoirse D'Angelo,2026-11-30,8:00"))
    out = clinic.hands_in(table("Oskar Valdez,2026-12-24,9:00"))[1]
    assert out == "1 added.\n"
    assert len(clinic.when("valdez")) == 2


def test_anothers_calendar_moves_no_appointment_of_this_therapist(clinic: Desk) -> None:
    rows = ("Saoirse D'Angelo,2026-12-01,8:00", "Saoirse D'Angelo,2026-12-31,8:00")
    clinic.hands_in(table("Oskar Valdez,2026-12-03,9:00", *rows))
    lees = TABLE_HEAD + "Oskar Valdez,2026-12-02,9:00,60,lee\nOskar Valdez,2026-12-30,9:00,60,lee\n"
    assert clinic.hands_in(lees)[1] == "2 added.\n"


def calendar(*events: str) -> str:
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nX-WR-CALNAME:Kim Vale\n{''.join(events)}END:VCALENDAR\n"


def event(*lines: str) -> str:
    return "\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT", ""])


def test_two_events_with_one_id_for_two_clients_are_both_imported_and_both_reported(clinic: Desk) -> None:
    clinic.hands_in(calendar(event("UID:dup", "SUMMARY:Oskar Valdez", "DTSTART:20261201T170000Z")))
    both = calendar(
        event("UID:dup", "SUMMARY:Oskar Valdez", "DTSTART:20261201T170000Z"),
        event("UID:dup", "SUMMARY:Saoirse D'Angelo", "DTSTART:20261201T190000Z"),
    )
    code, out, _ = clinic.hands_in(both)
    assert (code, out.splitlines()[-1]) == (0, "1 added, 1 unchanged.")
    assert "line 4, 12/1/2026: unchanged. Its ID is also in line 9, for another person." in out
    assert "line 9, 12/1/2026: added. Its ID is also in line 4, for another person." in out
    assert (len(clinic.when("valdez")), len(clinic.when("dangelo"))) == (1, 1)
    assert clinic.hands_in(both)[1].endswith("2 unchanged.\n")


def test_of_two_events_with_one_id_the_one_whose_client_is_known_is_imported(clinic: Desk) -> None:
    both = calendar(
        event("UID:dup", "SUMMARY:Oskar Valdez", "DTSTART:20261201T170000Z"),
        event("UID:dup", "SUMMARY:Ada Nobody", "DTSTART:20261201T190000Z"),
    )
    code, out, _ = clinic.hands_in(both)
    assert (code, len(clinic.when("valdez")), out.count("line 4"), out.count("line 9")) == (1, 1, 1, 3)


def test_a_later_change_of_an_event_counts_and_says_so(clinic: Desk) -> None:
    both = calendar(
        event("UID:one", "SUMMARY:Oskar Valdez", "DTSTART:20261201T170000Z"),
        event("UID:one", "SEQUENCE:2", "SUMMARY:Oskar Valdez 90", "DTSTART:20261202T170000Z"),
    )
    code, out, _ = clinic.hands_in(both)
    assert (code, clinic.when("valdez")) == (0, [(date(2026, 12, 2), time(9), BOOKED)])
    assert "line 9, 12/2/2026: added. Line 4 has an older version of it, which was ignored." in out


def test_one_client_at_two_times_with_one_id_is_reported_and_neither_is_taken(clinic: Desk) -> None:
    both = calendar(
        event("UID:dup", "SUMMARY:Oskar Valdez", "DTSTART:20261201T170000Z"),
        event("UID:dup", "SUMMARY:Oskar Valdez", "DTSTART:20261202T170000Z"),
    )
    code, out, _ = clinic.hands_in(both)
    assert (code, clinic.when("valdez"), out.count("Lines 4 and 9 have the same ID but differ.")) == (
        1,
        [],
        2,
    )


SERIES = event(
    "UID:W", "SUMMARY:Oskar Valdez", "DTSTART;TZID=America/Los_Angeles:20261201T090000",
    "DTEND;TZID=America/Los_Angeles:20261201T100000", "RRULE:FREQ=WEEKLY;COUNT=4",
)  # fmt: skip
FOLLOWING = event(
    "UID:W", "SUMMARY:Oskar Valdez", "DTSTART;TZID=America/Los_Angeles:20261216T110000",
    "DTEND;TZID=America/Los_Angeles:20261216T120000",
    "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=America/Los_Angeles:20261215T090000",
)  # fmt: skip


def test_a_change_of_this_and_all_following_moves_all_that_follow(clinic: Desk) -> None:
    assert clinic.hands_in(calendar(SERIES, FOLLOWING))[0] == 0
    assert [(day.day, start) for day, start, _ in clinic.when("valdez")] == [
        (1, time(9)),
        (8, time(9)),
        (16, time(11)),
        (23, time(11)),
    ]


def test_one_of_those_that_follow_may_be_changed_again(clinic: Desk) -> None:
    alone = event(
        "UID:W",
        "SUMMARY:Oskar Valdez",
        "DTSTART;TZID=America/Los_Angeles:20261224T080000",
        "RECURRENCE-ID;TZID=America/Los_Angeles:20261222T090000",
    )
    clinic.hands_in(calendar(SERIES, FOLLOWING, alone))
    assert [(day.day, start) for day, start, _ in clinic.when("valdez")][2:] == [
        (16, time(11)),
        (24, time(8)),
    ]


def test_an_all_day_event_is_no_visit_even_with_a_clients_name(clinic: Desk) -> None:
    birthday = event("UID:b", "SUMMARY:Oskar Valdez's birthday", "DTSTART;VALUE=DATE:20261201")
    code, out, _ = clinic.hands_in(calendar(birthday))
    assert (code, out.splitlines()[0]) == (0, "1 all-day event was skipped.")
    assert clinic.when("valdez") == []


def test_a_client_is_found_without_the_middle_name_and_by_the_name_they_go_by(clinic: Desk) -> None:
    clinic.hands_in_clients(
        "First Name,Middle Name,Last Name,Preferred Name,DOB\nHarriet,Mae,Lindqvist,Hattie,4/9/1952\n"
    )
    rows = ("Harriet Lindqvist,2026-12-01,9:00", "Hattie Lindqvist,2026-12-02,9:00")
    assert clinic.hands_in(table(*rows))[1] == "2 added.\n"


@pytest.mark.parametrize(("heading", "said"), [("Canceled", "Yes"), ("Cancelled", "true")])
def test_acuitys_canceled_column_cancels_in_place(clinic: Desk, heading: str, said: str) -> None:
    text = ACUITY.replace("Appointment ID\n", f"{heading},Appointment ID\n")
    for id_ in ("123456", "123457"):
        text = text.replace(f",{id_}", f",no,{id_}")
    assert clinic.hands_in(text)[1].endswith("\n2 added.\n")
    assert clinic.hands_in(text.replace("no,123456", f"{said},123456"))[1].endswith(
        "\n1 canceled, 1 unchanged.\n"
    )
    assert [state for _, _, state in clinic.when("valdez")] == [VisitState.CANCELLED]


@pytest.mark.parametrize("prefix", ["CANCELLED: ", "Canceled: ", "[Cancelled] ", "Canceled - "])
@pytest.mark.parametrize("table", [GOOGLE, calendar_of("Oskar Valdez - massage")])
def test_a_subject_that_begins_with_canceled_cancels_the_appointment(
    clinic: Desk, prefix: str, table: str
) -> None:
    clinic.hands_in(table, "--therapist", "kim")
    canceled = table.replace("Oskar Valdez - massage", f"{prefix}Oskar Valdez - massage")
    assert "1 canceled." in clinic.hands_in(canceled, "--therapist", "kim")[1]
    assert [state for _, _, state in clinic.when("valdez")] == [VisitState.CANCELLED]
