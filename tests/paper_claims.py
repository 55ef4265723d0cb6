"""Claims, money and visits for tests of what is printed."""

from datetime import UTC, date, datetime
from typing import Any

from charting_tui.billing.claim_data import (
    AccidentData,
    ClaimData,
    Insurance,
    LineData,
    NameParts,
    PayerData,
    PayerDecision,
    PersonData,
    ProviderData,
)
from charting_tui.records.addresses import Address
from charting_tui.records.answers import Adjustment
from charting_tui.records.canonical import attested_text, digest
from charting_tui.records.chart import Chart, ClientFile, VisitFile
from charting_tui.records.people import Client
from charting_tui.records.visit import Addendum, Note, ServiceLine, Signature, SignedRecord, Visit, VisitState

DAY = date(2026, 11, 19)
CLINIC = ProviderData(
    organization="Quiet Hands, L.L.C.",
    npi="1234567893",
    taxonomy="225700000X",
    tax_id="123456789",
    address=Address(street="418 Alder St., Suite #3", city="Bend", state="OR", zip_code="97701-2114"),
    phone="5415550100",
)
KIM = ProviderData(
    person=NameParts(family="Vale", given="Kim"),
    credentials="LMT",
    npi="1993999998",
    license_number="LMT-20417",
    license_state="OR",
)
JANE = PersonData(
    name=NameParts(family="Doë", given="Jane", middle="Quinn", suffix="Jr."),
    birth_date=date(1980, 3, 7),
    sex="F",
    address=Address(street="12 N. Quay St.", city="Bend", state="OR", zip_code="97701"),
    phone="5415550199",
)
POLICY = Insurance(
    payer=PayerData(
        id="sound",
        name="Sound Health",
        address=Address(street="PO Box 77", city="Salem", state="OR", zip_code="97301"),
    ),
    member_id="SND-700-137",
    group="4001",
    subscriber=JANE,
)


def line(number: int = 1, code: str = "97140", **told: Any) -> LineData:
    return LineData(
        **{
            "number": number,
            "code": code,
            "modifiers": ("59", "GP"),
            "units": 2,
            "charge": 9800,
            "pointers": (1, 2),
            "date": DAY,
            "minutes": 30,
            **told,
        }
    )


SHORT = ClaimData(
    number="C1001-1",
    patient=JANE,
    insurance=POLICY,
    billing=CLINIC,
    rendering=KIM,
    place="11",
    diagnoses=("M54.2", "G44.86"),
    lines=(line(), line(2, "97124", modifiers=(), units=1, charge=4500, pointers=(2,))),
    paid_by_client=2000,
)
FULL = SHORT.model_copy(
    update={
        "frequency": "7",
        "original_ref": "ICN 1122",
        "diagnoses": (
            *("M54.2", "G44.86", "M54.50", "M79.18", "M54.6", "R51.9"),
            *("S13.4XXA", "M62.838", "M25.511", "M25.512", "M99.01", "M62.830"),
        ),
        "lines": (
            *(line(number) for number in range(1, 7)),
            line(7, "97139", description="Cups, moved by hand", modifiers=("59", "GP", "KX", "CQ")),
        ),
        "referring": ProviderData(
            person=NameParts(family="O'Ames", given="Pat"), credentials="M.D.", npi="1305501045"
        ),
        "accident": AccidentData(kind="auto", date=date(2026, 9, 1), state="WA", claim_number="AC-99"),
        "onset": date(2026, 9, 2),
        "authorization": "AUTH-88",
        "note": "See the record.",
        "others": (
            Insurance(
                payer=PayerData(name="First & Best"),
                order="secondary",
                member_id="F1",
                relationship="spouse",
                subscriber=PersonData(name=NameParts(family="Doe", given="Robin")),
                decision=PayerDecision(
                    paid=4000, adjustments=(Adjustment(group="CO", reason="45", cents=3000),)
                ),
            ),
        ),
    }
)

CLIENT = Client(id="jane", name="Doe, Jane", birth_date=date(1980, 3, 7), phone="541-555-0199")
AT = datetime(2026, 11, 20, 1, 5, tzinfo=UTC)
"""An afternoon on the Pacific coast."""
VISIT = Visit(
    id="v1",
    date=DAY,
    state=VisitState.DONE,
    therapist="kim",
    note=Note(subjective="Neck sore, 6/10.", objective="TTP L UT.", assessment="Eased.", plan="Weekly."),
    health_update="A cold.",
    diagnoses=("M54.2",),
    services=(ServiceLine(id="s1", code="97140", minutes=30, area="neck", side="left"),),
)


def signed(visit: Visit = VISIT, *addenda: Addendum) -> VisitFile:
    text = attested_text(visit, CLIENT.id)
    signature = Signature(by="kim", at=AT, digest=digest(text))
    record = SignedRecord(visit=visit.id, form=4, text=text, signature=signature)
    return VisitFile(visit=visit, signed=record, addenda=addenda)


def chart_of(*visits: VisitFile) -> Chart:
    return Chart(file=ClientFile(client=CLIENT), visits=visits)
