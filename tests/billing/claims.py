"""A chart with one signed visit, for tests of what is handed over."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path

from charting_tui.billing.claim_data import ClaimData
from charting_tui.operations.billing.formats import ClaimFormat, FileRequest
from charting_tui.operations.billing.handing_over import BillableVisit
from charting_tui.records.addresses import Address
from charting_tui.records.answers import LinePayment
from charting_tui.records.canonical import FORM, attested_text, digest
from charting_tui.records.chart import Chart, ClientFile, VisitFile
from charting_tui.records.claim import Claim, ClaimLine
from charting_tui.records.coverage import Authorization, Coverage, InjuryCase, Referral, Subscriber
from charting_tui.records.office import Office
from charting_tui.records.payer import Payer, Setting
from charting_tui.records.people import Client, Consent
from charting_tui.records.visit import (
    BillTo,
    Note,
    ServiceLine,
    Signature,
    SignedRecord,
    Visit,
    VisitState,
)
from charting_tui.store.chart_store import ChartStore
from tests.clinic import NOW, OFFICE

DAY = date(2026, 11, 19)
TWO_PAYERS = OFFICE.model_copy(
    update={
        "payers": (
            Payer(id="sound", name="Sound Health", electronic_id=Setting[str](value="60054")),
            Payer(id="second", name="Second Plan"),
        )
    }
)
NOTE = Note(
    subjective="Neck pain 5 of 10 since Monday, worse at the desk, sleeps better.",
    objective="Upper trapezius guarded on both sides, grade 2; rotation right 70 degrees.",
    assessment="Improving: pain 5 to 3, rotation right 70 to 80 degrees; tolerated well.",
    plan="Once a week for six weeks; stretches twice a day.",
)


def a_file(client: str = "jane", name: str = "Doe Jr., Jane Q.", **changes: object) -> ClientFile:
    file = ClientFile(
        client=Client(
            id=client,
            name=name,
            birth_date=date(1980, 3, 7),
            sex="X",
            phone="360-555-0142",
            chart_number="4711",
            address=Address(street="1 Quay Street", city="Bend", state="OR", zip_code="97701"),
            consent=Consent(signed_on=date(2026, 8, 20)),
        ),
        coverage=(
            Coverage(id="p1", payer="sound", member_id="SH123", group="G7", starts=date(2026, 1, 1)),
            Coverage(
                id="p2",
                payer="second",
                order="secondary",
                member_id="SP9",
                subscriber=Subscriber(name="Doe, Robin", relationship="mother"),
            ),
        ),
        referrals=(
            Referral(id="r1", name="Dr. Pat Ames, MD", npi="1234567893", signed_on=date(2026, 10, 20)),
        ),
        authorizations=(
            Authorization(id="a1", payer="sound", number="OLD", ends=date(2026, 10, 1)),
            Authorization(id="a2", payer="sound", number="A-17", ends=date(2026, 12, 31), visits=12),
        ),
        cases=(InjuryCase(id="k1", kind="other", injury_date=date(2026, 9, 1), state="OR"),),
    )
    return file.model_copy(update=changes)


def a_visit(visit: str = "v1", **changes: object) -> Visit:
    made = Visit(
        id=visit,
        date=DAY,
        state=VisitState.DONE,
        therapist="kim",
        payer="sound",
        payer_chosen=True,
        time_in=time(9, 2),
        time_out=time(10, 0),
        place="11",
        note=NOTE,
        health_update="No change in health.",
        areas=("neck",),
        techniques=("effleurage",),
        diagnoses=("M54.2", "M62.838"),
        services=(
            ServiceLine(id="s1", code="97124", minutes=40, area="neck", techniques=("effleurage",)),
            ServiceLine(id="s2", code="97140", minutes=15, area="upper trapezius", bill_to=BillTo.CLIENT),
        ),
    )
    return made.model_copy(update=changes)


def a_claim(visit: str = "v1", **changes: object) -> Claim:
    made = Claim(
        visit=visit,
        payer="sound",
        lines=(
            ClaimLine(line="s1", units=3, modifiers=("GP",), pointers=("B", "A"), charge=13500),
            ClaimLine(line="s2", units=1, pointers=("A",), charge=4900),
        ),
        total=13500,
    )
    return made.model_copy(update=changes)


def a_signed(visit: Visit, client: str = "jane") -> SignedRecord:
    text = attested_text(visit, client)
    at = datetime(DAY.year, DAY.month, DAY.day, 19, 0, tzinfo=UTC)
    return SignedRecord(
        visit=visit.id, form=FORM, text=text, signature=Signature(by="kim", at=at, digest=digest(text))
    )


def a_chart(visit: Visit | None = None, claim: Claim | None = None, file: ClientFile | None = None) -> Chart:
    visit, file = visit or a_visit(), file or a_file()
    kept = VisitFile(
        visit=visit,
        revision=1,
        claim=claim or a_claim(visit.id),
        signed=a_signed(visit, file.client.id),
    )
    return Chart(file=file, revision=1, visits=(kept,))


def primary_paid(claim: Claim, cents: int = 9000) -> Claim:
    """The claim after its first payer decided."""
    line = claim.line("s1").model_copy(update={"first_payer": LinePayment(paid=cents)})
    return claim.with_line(line).model_copy(
        update={"primary_decided_on": date(2026, 11, 22), "first_payer_number": "ICN9"}
    )


def office() -> Office:
    return TWO_PAYERS


def as_json(claims: Sequence[ClaimData], order: FileRequest) -> bytes:
    rows = [claim.model_dump(mode="json") for claim in claims]
    return json.dumps({"control": order.control, "claims": rows}).encode()


def json_faults(content: bytes, claims: Sequence[ClaimData], _request: FileRequest) -> list[str]:
    made = json.loads(content)["claims"]
    return [] if len(made) == len(claims) else ["A claim is missing."]


JSON = ClaimFormat("json", "JSON file", "json", as_json, json_faults)


def ready_clinic(root: Path, claims: int = 3, office: Office = TWO_PAYERS) -> ChartStore:
    """A clinic whose clients c00, c01, … have one signed visit each that is ready to bill."""
    ChartStore.create(root, office, person="robin", read_clock=lambda: NOW).close()
    store = billers_login(root)
    charts = []
    for number in range(claims):
        file = a_file(f"c{number:02d}", f"Doe, Client{number:02d}", referrals=(), cases=())
        visit = a_visit(f"v{number:02d}", services=a_visit().services[:1])
        claim = a_claim(visit.id, lines=a_claim().lines[:1])
        charts.append(a_chart(visit, claim, file))
    store.add_charts(charts)
    return store


def billers_login(root: Path, person: str = "robin") -> ChartStore:
    return ChartStore.open(root, person=person, read_clock=lambda: NOW)


def places(claims: int) -> list[BillableVisit]:
    return [BillableVisit(f"c{number:02d}", f"v{number:02d}") for number in range(claims)]


def claim_in(store: ChartStore, number: int = 0) -> Claim:
    return store.chart(f"c{number:02d}").visits[0].claim
