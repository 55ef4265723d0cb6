"""The practice of the year: in Washington, with every kind of licence and every kind of payer."""

from datetime import date

from charting_tui.coding.billing.payers import preset, presets
from charting_tui.demo.office import npi
from charting_tui.records.addresses import Address
from charting_tui.records.enrollment import Enrollment
from charting_tui.records.office import Office
from charting_tui.records.payer import AuthorizationNeed, Payer, Setting, UnitRule
from charting_tui.records.payer_limits import Contract, PayerLimit, PayerPair
from charting_tui.records.people import Fee, LicenceType, Practice, Role, Therapist

MASSAGE = "225700000X"
_TAXONOMY = {
    "LMT": MASSAGE,
    "PT": "225100000X",
    "PTA": "225200000X",
    "OT": "225X00000X",
    "DC": "111N00000X",
    "LAc": "171100000X",
    "DO": "204D00000X",
}
_FEES = {
    "97010": 2000, "97014": 2500, "97110": 4800, "97112": 4800, "97124": 4500, "97140": 4900, "97530": 5000,
    "97161": 16500, "97750": 5500, "97810": 8000, "97811": 6000, "98926": 7000, "98940": 5000, "G0283": 2500,
    "S8990": 4000, "97012": 2500, "97016": 2500, "97022": 2500, "97024": 2500, "97032": 3000, "97039": 4000,
    "97150": 4000, "97813": 8500, "99070": 900, "97165": 16500, "99203": 16500, "99213": 12000,
    "20560": 6000, "98941": 6500,
}  # fmt: skip


def _person(name: str, licence: LicenceType, serial: int, **changes: object) -> Therapist:
    right = Therapist(
        id=name,
        name=f"{name.capitalize()} Marsh",
        licence_type=licence,
        licence_number=f"{licence}602204{serial:02}",
        licence_state="WA",
        licence_expires=date(2027, 6, 30),
        npi=npi(77_301_900 + serial),
        taxonomy=_TAXONOMY[licence],
    )
    return right.model_copy(update=changes)


PEOPLE = (
    _person("kim", "LMT", 1, roles=(Role.THERAPIST, Role.OWNER)),
    _person("lee", "LMT", 2),
    _person("mo", "LMT", 3),
    _person("pat", "PT", 4),
    _person("quin", "PT", 5),
    _person("sue", "PTA", 6, supervisor="pat"),
    _person("olga", "OT", 7),
    _person("dee", "DC", 8),
    _person("ana", "LAc", 9),
    _person("don", "DO", 10),
    _person("lapsed", "LMT", 11, licence_expires=date(2025, 11, 20)),
    _person("unnumbered", "LMT", 12, npi=""),
    _person("misnumbered", "LMT", 13, npi="1234567890"),
    _person("shortnumbered", "PT", 14, npi="123456789"),
    _person("untaxed", "LMT", 15, taxonomy=""),
    _person("mistaxed", "LMT", 16, taxonomy="225100000X"),
    _person("unlicensed", "LMT", 17, licence_number=""),
    _person("ned", "LMT", 18),
    _person("nell", "LMT", 19),
    _person("oregon", "LMT", 20, licence_state="OR"),
    _person("gone", "LMT", 21, ended_on=date(2026, 1, 31)),
    _person("grouped", "LMT", 22, npi=npi(40_118_220)),
    _person("oddtaxed", "LMT", 23, taxonomy="22570000X"),
    _person(
        "unenrolled",
        "LMT",
        24,
        enrollments=tuple(Enrollment(payer=payer, status="pending") for payer in ("commercial", "regence")),
    ),
    _person("alone", "PTA", 25),
    _person("newly", "LMT", 26, licence_issued=date(2026, 11, 24)),
    _person("trainee", "LMT", 27, co_signer="kim"),
    Therapist(id="robin", name="Robin Tarrant", roles=(Role.BILLER,)),
)
"""Those who treat rightly; after them those in whose own entries something is wrong, and who stand in."""

_BOX = Address(street="PO Box 1106", city="Olympia", state="WA", zip_code="98507")
_OWN_PAYERS = (
    Payer(id="by_code", name="Granite Mutual", unit_rule=Setting[UnitRule](value="ama")),
    Payer(id="wants_97014", name="Basalt Health", prefers_g0283=Setting[bool](value=False)),
    Payer(
        id="massage_only",
        name="Slate Health",
        codes_paid=Setting[dict[LicenceType, tuple[str, ...]]](value={"LMT": ("97124",)}),
    ),
    Payer(id="per_case", name="Flint Benefit", case_visits=Setting[int](value=26)),
    Payer(
        id="on_paper",
        name="Shale Health",
        paper_claims=Setting[bool](value=True),
        claims_address=Setting[Address](value=_BOX),
    ),
    Payer(id="bundles", name="Chert Health", bundled=Setting[tuple[str, ...]](value=("97010",))),
)
_FAULTY_PAYERS = (
    Payer(id="electronic", name="Marl Health", paper_claims=Setting[bool](value=False)),
    Payer(id="by_mail", name="Tuff Health", paper_claims=Setting[bool](value=True)),
    Payer(id="mixed_up", name="Aetna of the Sound", electronic_id=Setting[str](value="62308")),
    Payer(
        id="ended",
        name="Basanite Health",
        contract=Setting[Contract](value=Contract.model_validate({"to": "2026-05-31"})),
    ),
    Payer(
        id="listed",
        name="Dolerite Health",
        code_diagnoses=Setting[dict[str, tuple[str, ...]]](value={"97124": ("M25.5",)}),
    ),
    Payer(
        id="own_pair",
        name="Gabbro Health",
        own_pairs=Setting[tuple[PayerPair, ...]](value=(PayerPair(paid="97110", denied="97140"),)),
    ),
    Payer(
        id="beside",
        name="Diorite Health",
        only_beside=Setting[dict[str, tuple[str, ...]]](value={"97124": ("97110",)}),
    ),
    Payer(
        id="limited",
        name="Andesite Health",
        limits=Setting[tuple[PayerLimit, ...]](value=(PayerLimit(per="day", units=2, codes=("97124",)),)),
    ),
    Payer(
        id="asks_first",
        name="Rhyolite Health",
        authorization=Setting[AuthorizationNeed](value=AuthorizationNeed(required=True, ask_within_days=10)),
    ),
    Payer(id="corrects_soon", name="Trachyte Health", correction_days=Setting[int](value=20)),
    Payer(id="by_tax_id", name="Gneiss Health", electronic_id=Setting[str](value="910000417")),
)
"""In whose settings something is wrong, or who ask for what the year's charts do not have."""


def office() -> Office:
    since = date(2021, 5, 1)
    practice = Practice(
        name="Year & Day Bodywork",
        npi=npi(40_118_220),
        tax_id="91-0000417",
        taxonomy=MASSAGE,
        address=Address(street="418 Alder Street", city="Port Orchard", state="WA", zip_code="98366-2114"),
        phone="360-555-0142",
        state="WA",
        fees=tuple(Fee(code=code, cents=cents, since=since) for code, cents in _FEES.items()),
        made_for="test",
    )
    known = tuple(preset(payer.id) for payer in presets())
    return Office(practice=practice, people=PEOPLE, payers=(*known, *_OWN_PAYERS, *_FAULTY_PAYERS))
