"""The demo clinic's own side: a practice in Washington, its people, its payers and its fees."""

from datetime import date, timedelta

from charting_tui.coding.billing.payers import preset
from charting_tui.records.addresses import Address
from charting_tui.records.enrollment import Enrollment
from charting_tui.records.office import Office
from charting_tui.records.payer import Payer
from charting_tui.records.payer_limits import Contract
from charting_tui.records.people import Fee, Practice, Role, Therapist

PIN = "246810"
"""Everybody's PIN in a demo clinic."""
MASSAGE = "225700000X"
PHYSICAL_THERAPY = "225100000X"
PAYERS = ("regence", "premera", "uhc", "wa_lni", "auto", "commercial", "client_pay")
"""Presets the clinic deals with."""
DAY_LENGTHS = {"kim": 8, "lee": 7, "sam": 6}
"""Appointments in a full day of each therapist."""
CLIENTS_OF_A_HOUSE = 210
"""Clients whom three therapists see every tenth working day."""

_FEES = {
    "97010": 2000,
    "97110": 4800,
    "97112": 4800,
    "97124": 4500,
    "97140": 4900,
    "97530": 5000,
    "97161": 16500,
    "S8990": 4000,
}


def npi(serial: int) -> str:
    """Return a National Provider Identifier with a right check digit, by the Luhn sum with prefix 80840."""
    body = f"1{serial % 100_000_000:08d}"
    digits = [int(digit) for digit in reversed("80840" + body)]
    weighed = sum(digit if index % 2 else sum(divmod(digit * 2, 10)) for index, digit in enumerate(digits))
    return body + str(-weighed % 10)


def demo_office(today: date, clients: int) -> Office:
    """Return the clinic's practice, people and payers; a larger clientele has more therapists."""
    since = date(today.year - 5, 1, 1)
    practice = Practice(
        name="Cedar & Tide Bodywork",
        npi=npi(40_118_220),
        tax_id="91-0000417",
        taxonomy=MASSAGE,
        address=Address(
            street="418 Alder Street, Suite 3", city="Port Orchard", state="WA", zip_code="98366-0418"
        ),
        state="WA",
        phone="360-555-0142",
        fees=tuple(Fee(code=code, cents=cents, since=since) for code, cents in _FEES.items()),
        submitter_id="CEDARTIDE",
        clearinghouse="Sample Clearinghouse",
        clearinghouse_id="SAMPLECH",
        made_for="demo",
    )
    return Office(
        practice=practice,
        people=(*_people(today), *_further_people(today, clients)),
        payers=tuple(_contracted(preset(payer), number, since) for number, payer in enumerate(PAYERS, 1)),
    )


def _contracted(payer: Payer, number: int, since: date) -> Payer:
    """Return a payer with what a clinic writes down of its contract; all of it is invented."""
    if not payer.insures:
        return payer
    address = Address(
        street=f"PO Box {1100 + number}", city="Olympia", state="WA", zip_code=f"98507-{1100 + number}"
    )
    given: dict[str, object] = {
        "electronic_id": f"9900{number}",
        "claims_address": address,
        "phone": f"800-555-01{10 + number}",
        "fax": f"800-555-01{30 + number}",
        "contract": Contract.model_validate({"from": since}),
        "filing_days": 365,
        "secondary_days": 180,
        "correction_days": 365,
        "appeal_days": 180,
        "takes_replacements": True,
        "wants_notes": False,
    }
    unknown = {name: value for name, value in given.items() if getattr(payer, name) is None}
    settings = {
        name: {"value": value, "source": "The clinic's contract", "since": since}
        for name, value in unknown.items()
    }
    return Payer.model_validate({**payer.model_dump(), **settings})


def therapists(office: Office) -> dict[str, int]:
    """Return the appointments in a full day of each therapist, by id."""
    full_days = {person.id: DAY_LENGTHS.get(person.id, 7) for person in office.people if person.licence_type}
    return dict(sorted(full_days.items(), key=lambda item: (item[0] not in DAY_LENGTHS, item[0])))


def _people(today: date) -> tuple[Therapist, ...]:
    expires = today + timedelta(days=400)
    kim = Therapist(
        id="kim",
        name="Kim Halvorsen",
        roles=(Role.THERAPIST, Role.OWNER),
        licence_type="LMT",
        licence_number="MA60117203",
        licence_state="WA",
        licence_expires=expires,
        npi=npi(77_301_904),
        taxonomy=MASSAGE,
    )
    lee = _massage_therapist("lee", "Lee Abara", 77_301_905, expires)
    sam = Therapist(
        id="sam",
        name="Sam Villanueva",
        licence_type="PT",
        licence_number="PT60220418",
        licence_state="WA",
        licence_expires=expires,
        npi=npi(77_301_906),
        taxonomy=PHYSICAL_THERAPY,
    )
    robin = Therapist(id="robin", name="Robin Tarrant", roles=(Role.BILLER, Role.FRONT_DESK))
    return *(_enrolled(person, expires - timedelta(days=2000)) for person in (kim, lee, sam)), robin


def _enrolled(person: Therapist, since: date) -> Therapist:
    """Return a therapist who is enrolled with every insurer of the clinic."""
    enrollments = tuple(
        Enrollment(payer=payer, number=person.licence_number[-6:] if payer == "wa_lni" else "").model_copy(
            update={"starts": since}
        )
        for payer in PAYERS
        if payer != "client_pay"
    )
    return person.model_copy(update={"enrollments": enrollments})


def _further_people(today: date, clients: int) -> tuple[Therapist, ...]:
    wanted = max(0, -(-(clients - CLIENTS_OF_A_HOUSE) // 70))
    expires = today + timedelta(days=400)
    return tuple(
        _enrolled(
            _massage_therapist(f"lmt{number:03d}", f"Therapist {number}", 77_400_000 + number, expires),
            expires - timedelta(days=2000),
        )
        for number in range(4, 4 + wanted)
    )


def _massage_therapist(person_id: str, name: str, serial: int, expires: date) -> Therapist:
    return Therapist(
        id=person_id,
        name=name,
        licence_type="LMT",
        licence_number=f"MA6{serial % 10_000_000:07d}",
        licence_state="WA",
        licence_expires=expires,
        npi=npi(serial),
        taxonomy=MASSAGE,
    )
