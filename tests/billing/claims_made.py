"""Claims that differ in all that an 837P can say: each takes the next of every list of features."""

from datetime import UTC, date, datetime, timedelta
from typing import Literal, get_args

from charting_tui.billing.claim_data import (
    AccidentData,
    ClaimData,
    FilingKind,
    Insurance,
    LineData,
    NameParts,
    PayerData,
    PayerDecision,
    PersonData,
    ProviderData,
    Relationship,
)
from charting_tui.billing.x12.segments import X12Envelope
from charting_tui.records.addresses import Address
from charting_tui.records.answers import Adjustment, LinePayment

MADE_AT = datetime(2026, 11, 30, 15, 4, tzinfo=UTC)
TODAY = date(2026, 11, 30)
ENVELOPE = X12Envelope(
    sender_id="910000417",
    receiver_id="CLEARING1",
    submitter_name="Harbor Massage",
    contact_name="Kim Rowe",
    contact_phone="360-555-0142",
    contact_email="billing@harbor.example",
    receiver_name="Sound Clearinghouse",
    control_number=417,
)
NPIS = ("1234567893", "1993999998", "1245319599", "1679576722")
NAMES = (
    NameParts(family="Doe", given="Jane"),
    NameParts(family="Nuñez-O’Hara", given="María José", middle="Ø.", suffix="Jr."),
    NameParts(family="Müller", given="Zoë"),
    NameParts(family="Łukasiewicz", given="Þóra", middle="Æsa"),
    NameParts(family="De la Cruz y Fernández de Córdoba Montenegro", given="Ana"),
    NameParts(family="St. John", given="D’Arcy"),
    NameParts(family="Straße", given="Çağla"),
)
STREETS = (
    "418 Alder Street",
    "1 Quay",
    "12345 Northwest Old Military Cemetery Road, Building 14, Third Floor, Apartment 302 B",
    "77 Rue de l’Église #5",
    "9 Main St: rear * gate ~ left ^ up",
)
SETS = (
    ("M54.2",),
    ("M54.50", "M62.830"),
    ("S13.4XXA", "M54.2", "M79.18", "G44.209"),
    tuple(f"M25.5{joint}{side}" for joint in range(1, 7) for side in (1, 2)),
)
PLACES = ("11", "12", "11", "99")
_KINDS: tuple[FilingKind, ...] = get_args(FilingKind)
_RELATIONS: tuple[Relationship, ...] = ("self", "self", "child", "self", "spouse", "self", "other")


def address(nth: int) -> Address:
    code = "98366" if nth % 2 else "98366-2114"
    return Address(street=STREETS[nth % len(STREETS)], city="Port Orchard", state="WA", zip_code=code)


BOX = Address(street="PO Box 17", city="Port Orchard", state="WA", zip_code="98366")
PRACTICE = ProviderData(
    organization="Harbor Massage & Bodywork",
    npi=NPIS[0],
    taxonomy="225700000X",
    tax_id="91-0000417",
    address=address(0),
    phone="360-555-0142",
)


def person(nth: int, name: NameParts) -> PersonData:
    sexes: tuple[Literal["F", "M", "U"], ...] = ("F", "M", "U")
    born = date(1950, 1, 1) + timedelta(days=397 * (nth % 60))
    return PersonData(name=name, birth_date=born, sex=sexes[nth % 3], address=address(nth))


def line(number: int, nth: int, day: date, diagnoses: int, place: str) -> LineData:
    codes = (("97124", ()), ("97140", ("59", "GP")), ("97110", ("GP",)), ("97039", ("GP", "59", "KX", "52")))
    code, modifiers = codes[(nth + number) % 4]
    if number > 4:
        modifiers = ("76",)
        code = f"97{100 + number}" if number > 10 else code
    return LineData(
        number=number,
        code=code,
        modifiers=modifiers,
        units=1 + (nth + number) % 4,
        charge=4_500 + 125 * number,
        pointers=tuple(range(1, 1 + min(4, diagnoses)))[:: 1 if number % 2 else -1],
        date=day,
        place="12" if number == 3 else place,
        description="Cold laser, 4 J" if code in {"97039", "97139"} else "",
        authorization="A-LINE-2" if number == 2 and nth % 4 == 0 else "",
    )


def earlier(one: LineData) -> LinePayment:
    paid = one.charge - 1_500
    return LinePayment(
        paid=paid,
        adjustments=(
            Adjustment(group="CO", reason="45", cents=900),
            Adjustment(group="CO", reason="253", cents=100),
            Adjustment(group="PR", reason="2", cents=500),
        ),
    )


def provider(nth: int, name: NameParts, npi: str, taxonomy: str = "") -> ProviderData:
    return ProviderData(
        person=name,
        npi=npi,
        taxonomy=taxonomy,
        license_number=f"MA600{nth:05}" if nth % 3 == 0 else "",
        payer_number=f"P{nth:04}" if nth % 5 == 0 else "",
    )


def payer(kind: FilingKind) -> PayerData:
    number = f"SND{_KINDS.index(kind):02}"
    where = address(_KINDS.index(kind))
    return PayerData(name=f"Sound Health {kind}", electronic_id=number, address=where, filing_kind=kind)


def claim(nth: int) -> ClaimData:
    """Return the claim of that number; the same for the same number."""
    day = date(2026, 9, 1) + timedelta(days=nth % 80)
    kind = _KINDS[nth % len(_KINDS)]
    client = person(nth, NAMES[nth % len(NAMES)])
    relation = "self" if kind in {"WC", "MB"} else _RELATIONS[nth % len(_RELATIONS)]
    holder = client if relation == "self" else person(nth + 7, NAMES[(nth + 1) % len(NAMES)])
    diagnoses = SETS[nth % len(SETS)]
    place = PLACES[nth % len(PLACES)]
    count = 50 if nth == 13 else 1 + nth % 6
    lines = tuple(line(number, nth, day, len(diagnoses), place) for number in range(1, count + 1))
    billed_second = nth % 5 == 1
    frequency: Literal["1", "7", "8"] = "7" if nth % 7 == 3 else "8" if nth % 7 == 5 else "1"
    made = ClaimData(
        number=f"{day:%y%m%d}-{nth:04}",
        frequency=frequency,
        original_ref="" if frequency == "1" else f"PC{nth:06}",
        patient=client,
        patient_account=f"C{nth:03}" if nth % 2 else "",
        insurance=Insurance(
            payer=payer(kind),
            order="secondary" if billed_second else "primary",
            member_id=f"MBR{nth:06}",
            group=f"G{nth}" if nth % 2 else "",
            plan_name="Gold PPO" if nth % 4 == 2 else "",
            subscriber=holder,
            relationship=relation,
            assigns_benefits=nth % 6 != 4,
        ),
        billing=PRACTICE.model_copy(update={"payer_number": f"B{nth}" if nth % 6 == 1 else ""}),
        pay_to=BOX if nth % 3 == 0 else None,
        rendering=provider(nth, NAMES[3], NPIS[1], "225700000X") if nth % 4 else None,
        referring=provider(nth, NAMES[1], NPIS[2]) if nth % 2 == 0 else None,
        supervising=ProviderData(person=NAMES[2], npi=NPIS[3]) if nth % 8 == 2 else None,
        facility=ProviderData(organization="Client’s home", address=client.address)
        if place == "12"
        else None,
        accepts_assignment=nth % 5 != 4,
        place=place,
        diagnoses=diagnoses,
        accident=accident(nth, kind, day),
        onset=day - timedelta(days=40) if nth % 3 == 1 else None,
        first_treatment=day - timedelta(days=20) if nth % 4 == 1 else None,
        authorization=f"AUTH{nth}" if nth % 3 == 2 else "",
        lines=lines,
        paid_by_client=2_000 if nth % 4 == 3 else 0,
        note="Corrected units; see record." if frequency == "7" else "",
    )
    return with_primary(made, nth) if billed_second else made


def accident(nth: int, kind: FilingKind, day: date) -> AccidentData | None:
    happened = day - timedelta(days=60)
    if kind == "AM":
        return AccidentData(kind="auto", date=happened, state="WA", claim_number=f"AU{nth:05}")
    if kind == "WC":
        works_for = "Alder Boat Works" if nth % 2 else ""
        return AccidentData(kind="employment", date=happened, claim_number=f"LI{nth:05}", employer=works_for)
    return AccidentData(kind="other", date=happened) if nth % 9 == 4 else None


def with_primary(made: ClaimData, nth: int) -> ClaimData:
    """Return the claim with what the primary payer decided: by line, or where ``nth`` is even, as a whole."""
    by_line = nth % 2 == 1
    taken = made.total // 4
    whole = (
        Adjustment(group="CO", reason="45", cents=taken - 1_000),
        Adjustment(group="PR", reason="1", cents=1_000),
    )
    other = Insurance(
        payer=payer("CI"),
        member_id=f"FIRST{nth:04}",
        subscriber=made.patient,
        decision=PayerDecision(
            decided_on=made.lines[0].date + timedelta(days=20),
            payer_number=f"ICN{nth}",
            paid=made.total - (1_500 * len(made.lines) if by_line else taken),
            adjustments=() if by_line else whole,
        ),
    )
    told = tuple(one.model_copy(update={"earlier": earlier(one)}) for one in made.lines)
    return made.model_copy(update={"others": (other,), "lines": told if by_line else made.lines})


def claims(count: int = 50) -> list[ClaimData]:
    return [claim(nth) for nth in range(count)]
