"""A new clinic's clients, from the lists that other programs export."""

from datetime import date

import pytest

from charting_tui.operations.clients.same_person import merge
from charting_tui.records.chart import Act
from charting_tui.records.people import Role
from tests.clinic import CONSENT, OFFICE
from tests.import_desk import Desk

HEAD = "Name,DOB,Phone,Email\n"
ADA = '"Roe, Ada",11/30/1984,206-555-0131,ada@mail.example\n'
SQUARE = (
    "Reference ID,First Name,Last Name,Email Address,Phone Number,Nickname,Street Address 1,Street Address 2,"
    "City,State,Postal Code,Birthday,Memo,Square Customer ID,Transaction Count\r\n"
    ",Marisol,Quintana,m.q@mail.example,'+12065550131,Mari,418 Alder St,Apt 3,Tacoma,WA,98402,1984-11-30,"
    '"Latex.\r\n'
    'Side-lying",SQ1,12\r\n'
    ",Desmond,O'Hare,,+1 253-555-0177,,,,,,,0000-06-12,,SQ2,3\r\n"
    ",,,walkin@mail.example,,,,,,,,,,SQ3,1\r\n"
    ",Priya,Raman,,2.065550111E9,,,,,,,,,SQ4,0\r\n"
    ",Desmond,O'Hare,,253-555-0177,,,,,,,,,SQ5,1\r\n"
)
JANE = (
    "Patient Number,First Name,Middle Name,Preferred Name,Last Name,Email,Home Phone,Mobile Phone,"
    "Street Address,City,Province,Postal,Birth Date,Sex,Guardian,Guardian Phone\n"
    "1001,Harriet,Mae,Hattie,Lindqvist,h@mail.example,,(503) 555-0182,12 Oak Ln,Portland,OR,97201,1952-04-09,"
    "Female,,\n"
    "1002,Kai,,,Lindqvist,,503-555-0182,,12 Oak Ln,Portland,OR,97201,2014-08-22,Male,Harriet Lindqvist,"
    "503-555-0182\n"
)
SIMPLE_PRACTICE = (
    "Legal First Name*\tLegal Last Name*\tDate of Birth\tSex\tPhone\t"
    "Primary Insurance Payer\tPrimary Insurance Member ID\t"
    "Primary Insurance Group ID\tPrimary Insured Relationship\tPrimary Insured Name\t"
    "Primary Insured Date of Birth\n"
    "Oren\tKatz\t03/07/80\tM\t4255550120\tsound health\tSH99\tA1\tSpouse\tDana Katz\t2/2/1981\n"
    "Beatriz\tSoto\tSep 9 1977\tFemale\t425-555-0121\tMystery Mutual\tMM1\t\tSelf\t\t\n"
    "Ida\tFerro\t\t\t425-555-0122\tSelf pay\t\t\t\t\t\n"
)


def test_a_client_becomes_a_chart_with_one_event_and_a_second_run_changes_nothing(desk: Desk) -> None:
    code, out, _ = desk.hands_in_clients(HEAD + ADA)
    assert (code, out) == (0, "Imported 1 client.\n")
    client = desk.file_of("Roe, Ada").client
    assert (client.birth_date, client.phone, client.email) == (
        date(1984, 11, 30),
        "206-555-0131",
        "ada@mail.example",
    )
    store = desk.clinic()
    assert [event.act for event in store.history(client.id)] == [Act.OPENED]
    assert store.verify().sound
    store.close()
    before = desk.snapshot()
    assert desk.hands_in_clients(HEAD + ADA)[1] == "Imported no new clients; 1 already up to date.\n"
    assert desk.snapshot() == before


def test_a_dry_run_tells_of_every_row_and_writes_nothing(desk: Desk) -> None:
    before = desk.snapshot()
    rows = ADA + "Jane Doe,1980-03-07,206 555 0199,\nBo,2/30/1990,,\nDoe Jayne,3/7/1980,,\n"
    code, out, _ = desk.hands_in_clients(HEAD + rows, "--dry-run")
    assert code == 1
    assert "Line 2, Roe, Ada: new; birth date 11/30/1984; phone 206-555-0131." in out
    assert "Line 3, Doe, Jane: left unchanged. phone 360-555-0142 here, 206-555-0199 in the list." in out
    assert "Line 4: refused. Birth date: “2/30/1990” isn't a date" in out
    assert out.endswith(
        "Would import 1 client; 1 left unchanged; 1 possible duplicate (line 5); 1 row refused (line 4).\n"
    )
    assert desk.snapshot() == before


def test_squares_customers_come_in_as_square_exports_them(desk: Desk) -> None:
    code, out, _ = desk.hands_in_clients(SQUARE)
    assert (code, out.splitlines()[:3]) == (
        1,
        [
            "Recognized as a client list from Square.",
            "Not imported: Transaction Count. Name it with --columns.",
            "Text under “Memo” becomes the clients' alerts.",
        ],
    )
    marisol = desk.file_of("Quintana, Marisol").client
    assert (marisol.preferred_name, marisol.phone) == ("Mari", "206-555-0131")
    assert marisol.address.line == "418 Alder St, Apt 3, Tacoma, WA 98402"
    assert marisol.alerts == ("Latex.", "Side-lying")
    assert "Line 4, O'Hare, Desmond: new; phone 253-555-0177. The birth date “0000-06-12” has no year" in out
    assert (
        "Line 6, Raman, Priya: new. Imported without phone: A spreadsheet turned the phone number into" in out
    )
    assert (
        "Line 7, O'Hare, Desmond: not imported. O'Hare, Desmond (line 4) has the same name and phone" in out
    )
    assert out.endswith(
        "Imported 3 clients; 1 incomplete (line 6); 1 possible duplicate (line 7); 1 row refused (line 5).\n"
    )
    assert desk.hands_in_clients(SQUARE)[1].endswith(
        "Imported no new clients; 3 already up to date; 1 incomplete (line 6); "
        "1 possible duplicate (line 7); 1 row refused (line 5).\n"
    )
    assert "Imported 1 client; 3 already up to date;" in desk.hands_in_clients(SQUARE, "--as-new", "7")[1]
    assert desk.hands_in_clients(SQUARE)[1].endswith(
        "4 already up to date; 1 incomplete (line 6); 1 row refused (line 5).\n"
    )


def test_janes_patients_keep_chart_number_guardian_and_the_name_they_go_by(desk: Desk) -> None:
    assert desk.hands_in_clients(JANE)[0] == 0
    hattie = desk.file_of("Lindqvist, Harriet Mae").client
    assert (hattie.preferred_name, hattie.chart_number, hattie.sex) == ("Hattie", "1001", "F")
    guardian = desk.file_of("Lindqvist, Kai").client.guardian
    assert guardian
    assert (guardian.name, guardian.phone) == ("Harriet Lindqvist", "503-555-0182")
    store = desk.clinic()
    assert [row.name for row in store.find_clients("hattie")] == ["Lindqvist, Harriet Mae"]
    store.close()
    assert desk.hands_in_clients(JANE)[1].endswith("Imported no new clients; 2 already up to date.\n")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_simplepractices_clients_bring_their_coverage_whatever_the_encoding(
    desk: Desk, encoding: str
) -> None:
    code, out, _ = desk.hands_in_clients(SIMPLE_PRACTICE.encode(encoding))
    assert (code, "client list from SimplePractice" in out) == (1, True)
    (policy,) = desk.file_of("Katz, Oren").coverage
    assert (policy.payer, policy.member_id, policy.group, policy.order) == ("sound", "SH99", "A1", "primary")
    assert policy.subscriber
    assert (policy.subscriber.name, policy.subscriber.relationship, policy.subscriber.birth_date) == (
        "Katz, Dana",
        "spouse",
        date(1981, 2, 2),
    )
    assert (desk.file_of("Soto, Beatriz").coverage, desk.file_of("Ferro, Ida").coverage) == ((), ())
    assert "Imported without coverage: “Mystery Mutual” isn't one of the clinic's payers." in out
    assert out.endswith("Imported 3 clients; 1 incomplete (line 3).\n")


def test_the_coverage_is_added_once_its_payer_is(desk: Desk) -> None:
    desk.hands_in_clients(SIMPLE_PRACTICE)
    known = SIMPLE_PRACTICE.replace("Mystery Mutual", "Sound Health Plan, Inc.")
    assert "Imported no new clients; 1 changed; 2 already up to date.\n" in desk.hands_in_clients(known)[1]
    assert [policy.member_id for policy in desk.file_of("Soto, Beatriz").coverage] == ["MM1"]
    assert desk.hands_in_clients(known)[1].endswith("3 already up to date.\n")


def test_another_primary_coverage_is_named_and_stays(desk: Desk) -> None:
    other = "Name,DOB,Insurance,Member ID\nJane Doe,3/7/1980,Sound Health,SH777\n"
    store = desk.clinic()
    office = store.office
    rainier = office.payers[0].model_copy(update={"id": "rainier", "name": "Rainier Mutual"})
    store.save_office(office.model_copy(update={"payers": (*office.payers, rainier)}))
    store.close()
    for options in ((), ("--update",)):
        code, out, _ = desk.hands_in_clients(other.replace("Sound Health", "Rainier Mutual"), *options)
        assert (code, "primary coverage Sound Health here, Rainier Mutual in the list" in out) == (0, True)
        assert "change the payer in the chart" in out
        assert "--update" not in out
    assert [policy.member_id for policy in desk.file_of("Doe, Jane").coverage] == ["SH123"]


def test_a_changed_member_number_is_told_and_updated_where_that_is_asked_for(desk: Desk) -> None:
    other = "Name,DOB,Insurance,Member ID\nJane Doe,3/7/1980,Sound Health,SH777\n"
    out = desk.hands_in_clients(other)[1]
    assert "left unchanged. member number SH123 here, SH777 in the list." in out
    assert "add --update" in out
    out = desk.hands_in_clients(other, "--update")[1]
    assert (out, desk.hands_in_clients(other)[1]) == (
        "Imported no new clients; 1 changed.\n",
        "Imported no new clients; 1 already up to date.\n",
    )
    (policy,) = desk.file_of("Doe, Jane").coverage
    assert (policy.payer, policy.member_id) == ("sound", "SH777")


def test_what_differs_in_an_authorization_is_told_as_the_authorizations(desk: Desk) -> None:
    text = (
        "Name,DOB,Insurance,Auth #,Auth from,Auth to\nAda Roe,11/30/1984,Sound Health,A7,11/1/2026,2/1/2027\n"
    )
    desk.hands_in_clients(text)
    out = desk.hands_in_clients(text.replace("11/1/2026", "11/5/2026"))[1]
    assert "authorization from 11/1/2026 here, 11/5/2026 in the list." in out


def test_prescription_and_authorization_come_with_the_client(desk: Desk) -> None:
    head = (
        "Name,DOB,Insurance,Member ID,Auth #,Auth Start,Auth End,Authorized Visits,Referring Provider,"
        "Rx Date,Dx\n"
    )
    row = "Ada Roe,11/30/1984,Sound Health,S1,A77,11/1/2026,2/1/2027,12,Dr Ames,10/20/2026,M54.2 m62838\n"
    assert desk.hands_in_clients(head + row)[0] == 0
    file = desk.file_of("Roe, Ada")
    (leave,), (referral,) = file.authorizations, file.referrals
    assert (leave.payer, leave.number, leave.visits, leave.ends) == ("sound", "A77", 12, date(2027, 2, 1))
    assert (referral.name, referral.diagnoses) == ("Dr Ames", ("M54.2", "M62.838"))
    assert desk.hands_in_clients(head + row)[1].endswith("1 already up to date.\n")


def test_columns_that_are_not_read_are_named_and_so_are_those_that_lack_another(desk: Desk) -> None:
    text = "Name,DOB,Favorite oil,Dx,Auth from,Loyalty\nAda Roe,11/30/1984,lavender,M54.2,11/1/2026,9\n"
    for options in ((), ("--dry-run",)):
        assert (
            "Not imported: Favorite oil, Loyalty, Auth from (needs a column for the authorization), "
            "Dx (needs a column for the prescriber). Name them with --columns.\n"
        ) in desk.hands_in_clients(text, *options)[1]


def test_abbreviated_headings_of_an_authorization_are_known_and_a_missing_end_is_told(desk: Desk) -> None:
    head = "Name,DOB,Auth #,Auth from,Auth to,Auth visits\n"
    rows = "Ada Roe,11/30/1984,A77,11/1/2026,2/1/2027,12\nIda Fox,1/2/1990,A78,,,6\n"
    code, out, _ = desk.hands_in_clients(head + rows)
    assert (code, "Line 3, Fox, Ida: new" in out) == (0, True)
    assert "The authorization has no end date in the list." in out
    (leave,) = desk.file_of("Roe, Ada").authorizations
    assert (leave.starts, leave.ends, leave.visits) == (date(2026, 11, 1), date(2027, 2, 1), 12)


@pytest.mark.parametrize(
    ("heading", "no_longer", "still"),
    [
        ("Status", "Inactive", "Active"),
        ("Client Status", "archived", ""),
        ("Active", "No", "Yes"),
        ("Archived", "TRUE", "FALSE"),
    ],
)
def test_clients_whom_the_list_marks_as_inactive_are_left_out_unless_asked_for(
    desk: Desk, heading: str, no_longer: str, still: str
) -> None:
    text = f"Name,DOB,{heading}\nAda Roe,11/30/1984,{no_longer}\nIda Fox,1/2/1990,{still}\n"
    code, out, _ = desk.hands_in_clients(text)
    assert (code, out.splitlines()) == (
        0,
        [
            "Line 2, Roe, Ada: inactive in the list: not imported.",
            "To import inactive clients too, add --inactive.",
            "Imported 1 client; 1 inactive.",
        ],
    )
    assert "Roe, Ada" not in desk.clients()
    assert desk.hands_in_clients(text, "--inactive")[1] == "Imported 1 client; 1 already up to date.\n"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Ada Roe,11/30/1984,555,ada@mail.example", "Imported without phone: “555” is too short"),
        ("Ada Roe,11/30/1984,206-555-0131,ada@", "Imported without e-mail: “ada@” isn't an email address."),
        ("Ada Roe,11/30/1984,2.06E9,ada@mail.example", "Imported without phone: A spreadsheet turned"),
    ],
)
def test_a_client_comes_in_without_a_phone_or_e_mail_that_cannot_be_read(
    desk: Desk, row: str, reason: str
) -> None:
    code, out, _ = desk.hands_in_clients(f"{HEAD}{row}\n")
    assert (code, reason in out) == (1, True)
    assert out.endswith("Imported 1 client; 1 incomplete (line 2).\n")
    client = desk.file_of("Roe, Ada").client
    assert bool(client.phone) != bool(client.email)
    again = desk.hands_in_clients(f"{HEAD}{row}\n")
    assert (again[0], reason in again[1]) == (1, True)


@pytest.mark.parametrize(
    ("head", "total"),
    [
        ("Last Name,First Name,Phone", "Total,25 clients,"),
        ("Last Name,First Name,Phone", "25 clients,Total,"),
        ("Name,DOB,Phone", "Grand total,,"),
        ("Name,DOB,Phone", "25 clients,,"),
        ("Name,DOB,Phone", "Total: 25,,"),
    ],
)
def test_a_row_that_counts_the_others_is_no_client(desk: Desk, head: str, total: str) -> None:
    row = "Roe,Ada,206-555-0131" if "First" in head else "Ada Roe,11/30/1984,206-555-0131"
    assert desk.hands_in_clients(f"{head}\n{row}\n{total}\n")[:2] == (0, "Imported 1 client.\n")


def test_dates_that_are_read_day_first_are_said_to_be(desk: Desk) -> None:
    out = desk.hands_in_clients("Name,DOB\nAda Roe,30/11/1984\n")[1]
    assert "Dates were read as day/month/year.\n" in out


def test_an_authorization_by_an_unknown_payer_is_told_as_left_out(desk: Desk) -> None:
    text = "Name,DOB,Insurance,Auth #,Auth to\nAda Roe,11/30/1984,Mystery Mutual,A7,2/1/2027\n"
    out = desk.hands_in_clients(text)[1]
    assert "Imported without authorization: “Mystery Mutual” isn't one of the clinic's payers." in out


def test_a_gap_is_filled_and_an_edited_value_stays_unless_the_update_is_asked_for(desk: Desk) -> None:
    row = "Jane Doe,3/7/1980,206-555-0199,jane@mail.example\n"
    code, out, _ = desk.hands_in_clients(HEAD + row)
    assert (code, "phone 360-555-0142 here, 206-555-0199 in the list" in out) == (0, True)
    client = desk.file_of("Doe, Jane").client
    assert (client.phone, client.email) == ("360-555-0142", "jane@mail.example")
    assert "1 changed" in desk.hands_in_clients(HEAD + row, "--update")[1]
    assert desk.file_of("Doe, Jane").client.phone == "206-555-0199"
    store = desk.clinic()
    assert [event.act for event in store.history("jane")] == [Act.OPENED, Act.IMPORTED, Act.IMPORTED]
    store.close()


def test_an_empty_cell_never_takes_a_value_away(desk: Desk) -> None:
    before = desk.file_of("Doe, Jane")
    desk.hands_in_clients("Name,DOB,Phone,Address,Insurance\nJane Doe,3/7/1980,,N/A,-\n", "--update")
    assert desk.file_of("Doe, Jane") == before


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("Jane Doe,,,other@mail.example", "has the same name"),
        ("Jane Doe,4/8/1981,360-555-0142,", "has the same name and phone"),
        ("Jayne Doe,3/7/1980,,", "has the same birth date and a very similar name"),
        ("Jane Doe,,206-555-0199,", "has the same name"),
    ],
)
def test_whoever_may_be_a_client_already_is_held_back_until_a_person_says_it_is_another(
    desk: Desk, row: str, why: str
) -> None:
    code, out, _ = desk.hands_in_clients(f"{HEAD}{row}\n")
    assert (
        code,
        f"Doe, Jane, born 3/7/1980 {why}. If this is a different person, add --as-new 2." in out,
    ) == (
        1,
        True,
    )
    assert len(desk.clients()) == 2
    assert desk.hands_in_clients(f"{HEAD}{row}\n", "--as-new", "2")[0] == 0
    for again in (("--as-new", "2"), ("--update", "--as-new", "2"), ()):
        assert desk.hands_in_clients(f"{HEAD}{row}\n", *again)[1].endswith(" 1 already up to date.\n")
    store = desk.clinic()
    assert len(store.find_clients("", 100)) == 3
    store.close()


def test_a_client_already_entered_beside_a_namesake_is_the_same_and_not_asked_about(desk: Desk) -> None:
    for phone in ("206-555-0131", "206-555-0132"):
        desk.hands_in_clients(f"{HEAD}Ada Roe,11/30/1984,{phone},\n", "--as-new", "2")
    code, out, _ = desk.hands_in_clients(f"{HEAD}Ada Roe,11/30/1984,206-555-0132,\n")
    assert (code, out) == (0, "Imported no new clients; 1 already up to date.\n")


def test_the_same_name_with_another_birth_date_is_somebody_else(desk: Desk) -> None:
    assert desk.hands_in_clients(HEAD + "Jane Doe,4/8/1981,206-555-0199,\n")[1] == "Imported 1 client.\n"


def test_an_id_given_to_two_people_refuses_the_second(desk: Desk) -> None:
    text = "ID,Name,DOB\n5,Theo Vance,11/2/1991\n6,Thea Vance,11/2/1991\n5,Theodora Vance,11/5/1991\n"
    code, out, _ = desk.hands_in_clients(text)
    assert code == 1
    assert "The id “5” belongs to Vance, Theo, born 11/2/1991 (line 2)." in out
    assert out.endswith("Imported 2 clients; 1 row refused (line 4).\n")


def test_a_client_with_an_id_is_known_again_under_another_name(desk: Desk) -> None:
    desk.hands_in_clients("ID,Name,DOB\n5,Ada Roe,11/30/1984\n")
    code, out, _ = desk.hands_in_clients("ID,Name,DOB\n5,Ada Marsh,11/30/1984\n")
    assert (code, "name Roe, Ada here, Marsh, Ada in the list" in out) == (0, True)
    assert "1 changed" in desk.hands_in_clients("ID,Name,DOB\n5,Ada Marsh,11/30/1984\n", "--update")[1]
    assert "Marsh, Ada" in desk.clients()


QUIRKS: dict[str, tuple[str | bytes, str]] = {
    "a semicolon, in the code page of Windows": (
        "Name;DOB\nAmélie Núñez;7/14/61\n".encode("cp1252"),
        "Núñez, Amélie",
    ),
    "tabs": ("Name\tDOB\nAda Roe\t11/30/1984\n", "Roe, Ada"),
    "a line that names the separator": ("sep=;\nName;DOB\nAda Roe;1984-11-30\n", "Roe, Ada"),
    "empty lines and a report's title": (
        "Clients,,\n\nPrinted 11/20/2026,,\n,,\nName,DOB\nAda Roe,Nov 30 1984\n",
        "Roe, Ada",
    ),
    "trailing commas": ("Name,DOB,,,\nAda Roe,11/30/1984,,,\n\n,,,,\n", "Roe, Ada"),
    "odd headings": (" LAST NAME , FIRST  NAME ,D.O.B.\nRoe,Ada,11/30/1984\n", "Roe, Ada"),
    "a heading twice": ("Name,DOB,Phone,Phone\nAda Roe,11/30/1984,206-555-0131,\n", "Roe, Ada"),
    "a formula that keeps zeros": ('Name,Chart #\nAda Roe,"=""007"""\n', "Roe, Ada"),
    "a suffix and a particle": ("Name\nDr. Tomás de la Cruz Jr.\n", "de la Cruz Jr., Tomás"),
    "day first, as other rows tell": ("Name,DOB\nAda Roe,30/11/1984\nIda Fox,3/7/1980\n", "Roe, Ada"),
    "two figures of a year": ("Name,DOB\nAda Roe,11/30/84\n", "Roe, Ada"),
}


@pytest.mark.parametrize("quirk", QUIRKS)
def test_a_list_is_read_as_spreadsheets_write_it(desk: Desk, quirk: str) -> None:
    text, name = QUIRKS[quirk]
    assert desk.hands_in_clients(text)[0] == 0
    assert name in desk.clients()


def test_a_birth_date_of_two_figures_is_never_to_come(desk: Desk) -> None:
    desk.hands_in_clients("Name,DOB\nAda Roe,11/30/61\nIda Fox,1/2/24\n")
    assert [row.birth_date for name, row in desk.clients().items() if "Doe" not in name] == [
        date(2024, 1, 2),
        date(1961, 11, 30),
    ]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",11/30/1984,,", "The name is missing."),
        ("Ada Roe,11/30/2031,,", "Birth date: 11/30/2031 is in the future."),
        ("Ada & Bo Roe,,,", "“Ada & Bo Roe” names two people. Give each a row."),
        ("Ada Roe,,,,x,y", "The row has 6 cells under 4 headings"),
    ],
)
def test_a_bad_row_is_refused_with_its_line_and_the_others_come_in(desk: Desk, row: str, reason: str) -> None:
    code, out, _ = desk.hands_in_clients(f"{HEAD}{row}\nIda Fox,1/2/1990,,\n")
    assert (code, reason in out) == (1, True)
    assert out.endswith("Imported 1 client; 1 row refused (line 2).\n")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "First,Second\nAda,Roe\n".replace("First", "Color"),
        b"PK\x03\x04",
        'Name\n"Ada Roe\nIda Fox\n',
        b"Name\nA\x81\n",
    ],
)
def test_a_file_that_is_no_list_is_refused_in_one_sentence(desk: Desk, text: str | bytes) -> None:
    code, out, err = desk.hands_in_clients(text)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "Nothing was changed." in err


def test_columns_of_other_headings_are_named_in_the_command(desk: Desk) -> None:
    text = "Guest,Came To The World,Remark\nAda Roe,11/30/1984,hello\n"
    assert desk.hands_in_clients(text)[0] == 2
    named = "Guest=name,Came To The World=birth date"
    assert desk.hands_in_clients(text, "--columns", named)[0] == 0
    assert desk.file_of("Roe, Ada").client.birth_date == date(1984, 11, 30)


def test_a_list_fills_any_field_of_a_client_and_says_the_same_when_it_comes_again(desk: Desk) -> None:
    head = "Name,DOB,Estimate sent,Health account,Therapy allowed,Further consent\n"
    rows = "Ada Roe,11/30/1984,11/2/2026,no,,\n" + 'Jane Doe,3/7/1980,,true,"$1,200.50",breast work\n'
    assert "health account yes; therapy allowed 1200.50" in desk.hands_in_clients(head + rows, "--dry-run")[1]
    assert desk.hands_in_clients(head + rows)[0] == 0
    ada, jane = desk.file_of("Roe, Ada").client, desk.file_of("Doe, Jane").client
    assert (ada.estimate_sent_on, ada.health_account) == (date(2026, 11, 2), False)
    assert (jane.health_account, jane.therapy_allowed) == (True, 120050)
    assert jane.consent == CONSENT.model_copy(update={"extra": ("breast work",)})
    assert desk.hands_in_clients(head + rows)[1].endswith("2 already up to date.\n")


def test_owner_and_front_desk_import_and_nobody_else(desk: Desk) -> None:
    store = desk.clinic()
    people = tuple(
        one.model_copy(update={"roles": (Role.FRONT_DESK,)}) if one.id == "robin" else one
        for one in OFFICE.people
    )
    store.save_office(store.office.model_copy(update={"people": people}))
    store.close()
    code, _, err = desk.hands_in_clients(HEAD + ADA, person="lee")
    assert (code, "an owner or the front desk" in err, len(desk.clients())) == (2, True, 2)
    assert desk.hands_in_clients(HEAD + ADA, person="robin")[0] == 0


def test_with_a_chart_that_cannot_be_read_nobody_is_imported_who_may_be_in_it(desk: Desk) -> None:
    (desk.root / "charts/jane.json").write_bytes(b"{")
    code, out, err = desk.hands_in_clients(HEAD + ADA)
    assert (code, out, "Restore that chart" in err) == (2, "", True)
    assert "Roe, Ada" not in desk.clients()


def test_clients_who_were_merged_go_on_in_the_chart_that_goes_on(desk: Desk) -> None:
    desk.hands_in_clients("ID,Name,DOB\n5,Ada Roe,11/30/1984\n6,Adah Roe,11/30/1984\n")
    first, second = (desk.clients()[name].client for name in ("Roe, Ada", "Roe, Adah"))
    store = desk.clinic()
    merge(store, second, first)
    store.close()
    out = desk.hands_in_clients("ID,Name,DOB,Email\n6,Adah Roe,11/30/1984,adah@mail.example\n")[1]
    assert "1 changed" in out
    assert desk.file_of("Roe, Ada").client.email == "adah@mail.example"
