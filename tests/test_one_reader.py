import ast
import re
from collections.abc import Callable, Iterator
from datetime import date, time
from pathlib import Path

import pytest

from charting_tui.cli.clinic import asked_date
from charting_tui.coding.code_tables.tables import tables_on
from charting_tui.operations.bookings.booking_line import read_booking
from charting_tui.operations.clients.client_file import entry_kinds
from charting_tui.operations.fields.fields import fields_of
from charting_tui.operations.fields.typed_values import read_fee, read_first_fees
from charting_tui.operations.signing.claim_changes import with_primary_decision
from charting_tui.operations.visits.editing import blocks_of, session_times_of
from charting_tui.operations.visits.timing import line_times_of
from charting_tui.records.chart import ClientFile
from charting_tui.records.claim import Claim
from charting_tui.records.people import Client, Practice, Therapist
from charting_tui.records.visit import Appointment, Visit
from charting_tui.screens.settings.questions import ask_last_day, fee_questions
from charting_tui.shorthand.dialect.parse import read as read_quick_line
from tests.clinic import OFFICE

PACKAGE = Path(__file__).parent.parent / "charting_tui"
MACHINE_FORMATS = (
    "billing/",
    "coding/",
    "demo/",
    "interchange/",
    "readers/",
    "records/",
    "store/",
    "cli/new_clinic.py",
    "cli/moment.py",
    "rules/check_form.py",
)
"""Where dates, times and money are those of records, tables, files of other programs and the environment."""
WORDS_OF_A_TEXT = (
    "operations/imports/schedule_match.py",
    "rules/codes/separate.py",
    "shorthand/guided/carrying.py",
    "shorthand/read/lexemes.py",
    "shorthand/read/phrases.py",
    "worklist/tomorrow.py",
)
"""Where a date or a time is looked for among the words of a longer text."""
READS = frozenset({"strptime", "fromisoformat", "cents_of"})
SHAPE = re.compile(r"\\d(?:\{[\d,]+\})?\)?(?::\??|/|-|\[[:/.-]+\])\(?\\d")
"""Digits, a sign of dates or times, and digits, in a regular expression."""

TODAY = date(2026, 11, 23)
VISIT = Visit(date=TODAY, appointment=Appointment(start=time(14), end=time(15)))
DATES = ("2026-11-20", "11/20/2026", "11/20/26", "11-20-2026", "11.20.2026", "11/20", "-3", "t-3")
WORDY_DATES = ("Nov 20 2026", "November 20, 2026", "20 Nov 2026", "112026")
TIMES = ("2:30pm", "2:30", "230", "1430", "14:30", "2:30p", "230pm", "2:30PM")
RANGES = ("230-315", "2:30-3:15", "2:30pm-3:15pm", "1430-1515", "230-315pm", "2:30-315", "230pm-315")
MONEY = ("90", "90.00", "$90", "90.", "90.0")


def in_package() -> Iterator[tuple[str, ast.AST]]:
    for file in sorted(PACKAGE.rglob("*.py")):
        name = file.relative_to(PACKAGE).as_posix()
        if not name.startswith((*MACHINE_FORMATS, *WORDS_OF_A_TEXT)):
            yield from ((name, node) for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))))


@pytest.mark.long
def test_dates_times_and_money_that_people_type_have_one_reader_each() -> None:
    others = [
        f"{name}:{node.lineno}"
        for name, node in in_package()
        if (isinstance(node, ast.Attribute) and node.attr in READS)
        or (isinstance(node, ast.Name) and node.id in READS)
        or (isinstance(node, ast.Constant) and isinstance(node.value, str) and SHAPE.search(node.value))
    ]
    assert others == []


def test_a_reader_of_its_own_would_be_found() -> None:
    for shape in (r"(\d{1,2}):?(\d{2})?", r"(\d{1,2})/(\d{1,2})/(\d{4})", r"\d{4}-\d{2}-\d{2}", r"\d[/.-]\d"):
        assert SHAPE.search(shape)


DATED = re.compile(r"(?:.*_on|starts|ends|expires|injury_date|first_treatment|last_progress_report)")


def date_fields() -> dict[str, Callable[[str], object]]:
    file = ClientFile(client=Client(id="x", name="Doe"))
    forms = {"client": fields_of(Client, TODAY)}
    forms |= {kind.id: kind.fields for kind in entry_kinds(OFFICE, TODAY, file, tables_on(TODAY))}
    found: dict[str, Callable[[str], object]] = {
        f"{form} {field.path}": field.read
        for form, fields in forms.items()
        for field in fields
        if DATED.fullmatch(field.path)
    }
    for field in fields_of(Therapist, TODAY):
        if field.path in {"licence_expires", "ended_on"}:
            found[f"person {field.path}"] = field.read
    since, last_day = fee_questions(OFFICE, TODAY)[2], ask_last_day(OFFICE.people[0], TODAY)
    return found | {
        "fee since": lambda text: since.check(text, ("97140", "45")),
        "last day": lambda text: last_day.check(text, ()),
        "primary decided": lambda text: (
            with_primary_decision(Claim(), text, date(2026, 11, 2), TODAY).primary_decided_on
        ),
        "--date": lambda text: asked_date(text, "--date", TODAY),
    }


@pytest.mark.parametrize("text", [*DATES, *WORDY_DATES])
def test_every_field_takes_the_same_dates(text: str) -> None:
    ends_later = re.compile(r".*(ends|expires)" if text == "11/20" else "")
    read = {name: field(text) for name, field in date_fields().items() if not ends_later.fullmatch(name)}
    assert len(read) > 25
    assert set(read.values()) == {date(2026, 11, 20)}, read


@pytest.mark.parametrize("text", [one for one in DATES if one[0].isdigit() and "/" in one])
def test_the_appointment_line_takes_the_same_dates(text: str) -> None:
    assert read_booking(f"{text} 9 doe", (), TODAY).day == date(2026, 11, 20)


@pytest.mark.parametrize("text", TIMES)
def test_every_line_takes_the_same_times(text: str) -> None:
    half_past_two = time(14, 30)
    assert read_booking(f"{text} doe").start == half_past_two
    assert read_booking(f"doe {text} 60").start == half_past_two
    assert session_times_of(f"{text}-", VISIT) == (half_past_two, None)
    assert session_times_of(f"-{text}", VISIT) == (None, half_past_two)
    assert read_quick_line(f"in {text}").time_in == half_past_two
    assert read_quick_line(f"in 2pm out {text}").time_out == half_past_two


@pytest.mark.parametrize("text", RANGES)
def test_every_line_takes_the_same_starts_and_ends(text: str) -> None:
    times = (time(14, 30), time(15, 15))
    quick = read_quick_line(text)
    block = read_quick_line(f"mfr @ neck +{text}").facts.treatments[0].blocks[0]
    booking = read_booking(f"doe {text}")
    _, (timed,) = line_times_of(f"+{text}", VISIT)
    (charted,) = blocks_of(text, VISIT)
    assert session_times_of(text, VISIT) == times
    assert (quick.time_in, quick.time_out) == times
    assert (booking.start, booking.end) == times
    for one in (block, timed, charted):
        assert (one.time_in, one.time_out) == times


@pytest.mark.parametrize("text", MONEY)
def test_every_field_takes_the_same_money(text: str) -> None:
    late_cancel = next(field for field in fields_of(Practice, TODAY) if field.path == "late_cancel_cents")
    allowed = next(field for field in fields_of(Client, TODAY) if field.path == "therapy_allowed")
    assert {read_fee(text), late_cancel.read(text), allowed.read(text)} == {9000}
    assert read_first_fees(text, ("97124",))[0].cents == 9000
