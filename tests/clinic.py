"""A small clinic for tests: one therapist with a PIN, one insured client with a prescription."""

from contextlib import closing
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from charting_tui.operations.bookings.booking import book, read_booking
from charting_tui.records.addresses import Address
from charting_tui.records.chart import Act, ClientFile
from charting_tui.records.coverage import Coverage, Diagnosis, Referral
from charting_tui.records.office import Office
from charting_tui.records.payer import Payer, Setting
from charting_tui.records.people import Client, Consent, Fee, Person, Practice, Role, Therapist
from charting_tui.store.chart_files.writing import ChartChange
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.office_file import new_pin

from .kept_clinic import KeptClinic

PIN = "314159"
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
"""Noon in Seattle."""
NOW_THERE = "2026-11-23T12:00"
CONSENT = Consent(signed_on=date(2026, 8, 20))

OFFICE = Office(
    practice=Practice(
        name="Quiet Hands",
        state="OR",
        npi="1234567893",
        tax_id="12-3456789",
        phone="541-555-0100",
        address=Address(street="418 Alder Street", city="Bend", state="OR", zip_code="97701-2114"),
        made_for="test",
        fees=(Fee(code="97124", cents=4500), Fee(code="97140", cents=4900), Fee(code="97110", cents=5200)),
    ),
    people=(
        Therapist(
            id="kim",
            name="Kim Vale",
            licence_type="LMT",
            npi="1993999998",
            roles=(Role.THERAPIST, Role.OWNER),
        ),
        Therapist(id="lee", name="Lee Marsh", licence_type="LMT"),
        Therapist(id="robin", name="Robin Ash", roles=(Role.BILLER,)),
    ),
    payers=(Payer(id="sound", name="Sound Health", ncci=Setting[bool](value=True)),),
)


def open_clinic(root: Path, person: str = "kim") -> ChartStore:
    return ChartStore.open(root, person=person, read_clock=lambda: NOW)


def make_clinic(root: Path) -> ChartStore:
    """A clinic with Doe, Jane (Sound Health, neck pain by prescription) and Doe, Amir (who pays himself)."""
    _two_clients().write_to(root)
    return open_clinic(root)


def make_booked_clinic(root: Path) -> None:
    """The same, where Jane is booked today at 11:00 with Kim; nothing is written yet."""
    _jane_booked().write_to(root)


@cache
def _two_clients() -> KeptClinic:
    return KeptClinic(_make)


@cache
def _jane_booked() -> KeptClinic:
    def make(root: Path) -> None:
        with closing(make_clinic(root)) as store:
            book(store, "jane", read_booking("1100 jane 60"), TODAY)

    return KeptClinic(make)


def _make(root: Path) -> None:
    store = ChartStore.create(root, OFFICE, person="kim", read_clock=lambda: NOW)
    store.save_person(Person(id="kim", pin=new_pin(PIN)))
    jane = ClientFile(
        client=Client(
            id="jane",
            name="Doe, Jane",
            birth_date=date(1980, 3, 7),
            sex="f",
            phone="360-555-0142",
            address=Address(street="1 Quay Street", city="Bend", state="OR", zip_code="97701"),
            consent=CONSENT,
        ),
        coverage=(Coverage(id="p1", payer="sound", member_id="SH123", starts=date(2026, 1, 1)),),
        referrals=(
            Referral(id="r1", name="Dr Ames", signed_on=date(2026, 10, 20), diagnoses=("M54.2", "M62.838")),
        ),
        diagnoses=(
            Diagnosis(code="M54.2", prescriber="Dr Ames", given_on=date(2026, 10, 20)),
            Diagnosis(code="M62.838", prescriber="Dr Ames", given_on=date(2026, 10, 20)),
        ),
    )
    amir = ClientFile(
        client=Client(id="amir", name="Doe, Amir", birth_date=date(1990, 1, 2), consent=CONSENT)
    )
    for file in (jane, amir):
        store.commit(ChartChange(Act.OPENED, file.client.id, file=file))
    store.close()
