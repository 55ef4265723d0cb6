"""A payer and its settings, each setting with the place it was read and the day it began."""

from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import Field, model_validator

from charting_tui.records.addresses import Address
from charting_tui.records.labels import Internal, Label
from charting_tui.records.payer_limits import Contract, PayerLimit, PayerPair
from charting_tui.records.people import LicenceType
from charting_tui.records.remembered import remembered
from charting_tui.records.values import Day, Record

T = TypeVar("T")


class Setting(Record, Generic[T]):
    """One setting of a payer. A bare value may stand for it; then source and day are unknown."""

    value: T
    by_licence: dict[LicenceType, T] = Field(default_factory=dict, exclude_if=lambda held: not held)
    """What holds instead for visits of therapists with these licenses."""
    source: str = ""
    since: Day | None = None

    def for_licence(self, licence: LicenceType) -> "Setting[T]":
        """Return the setting as it is for visits of a therapist with that license."""
        if licence not in self.by_licence:
            return self
        return self.model_copy(update={"value": self.by_licence[licence], "by_licence": {}})

    def holds_on(self, day: Day) -> bool:
        """Whether it had begun by that day; one without a first day always holds."""
        return self.since is None or self.since <= day

    @model_validator(mode="before")
    @classmethod
    def _from_bare_value(cls, given: Any) -> Any:
        if isinstance(given, Setting) or (isinstance(given, dict) and "value" in given):
            return given
        if isinstance(given, dict):
            rest = {key: item for key, item in given.items() if key not in {"source", "since"}}
            return {"value": rest, **{key: given[key] for key in ("source", "since") if key in given}}
        return {"value": given}


class DailyCap(Record):
    """The most a payer pays in one day."""

    units: int | None = None
    minutes: int | None = None
    codes: tuple[str, ...] = ()
    """The codes that it counts; none means every timed code."""
    untimed: bool = False
    """Whether codes that are not counted by time use up units as well."""


class AuthorizationNeed(Record):
    """When a payer wants to be asked first."""

    required: bool = False
    free_visits: int = 0
    """Visits before the first that needs an authorization."""
    then: str = ""
    """What is asked for after that."""
    episode_gap_days: int | None = None
    """Days without a visit after which free visits begin again; None: not known, so they never do."""
    exempt: tuple[str, ...] = ()
    """Codes that need none, such as evaluations."""
    ask_within_days: int | None = None
    """Days from the first visit until which it may still be asked; None: not known."""


class AuthorizationLow(Record):
    """When an authorization counts as nearly used up."""

    visits: int = 2
    """Visits left after this one, at the most."""
    days: int = 14
    """Days left after this visit, at the most."""


class ShortUnits(Record):
    """When units of few minutes are a habit: over how many visits, below how many minutes each on average."""

    visits: int = 10
    minutes: int = 15


class ReferralNeed(Record):
    """Whether a prescription is needed, and how long one lasts, in days."""

    required: bool = False
    term_days: int | None = None


class ProgressNeed(Record):
    """After how many visits or days a progress report is due."""

    visits: int | None = None
    days: int | None = None


class PlanNeed(Record):
    """By when a plan of care must be certified, in days from the first treatment."""

    first_days: int = 30
    again_days: int = 90
    """How long a certification lasts."""


UnitRule = Literal["cms", "ama"]
UnitLimits = Literal["block", "warn", "off"]


_ASKED_ONCE = Internal("it is asked once, when the payer is added")
_OF_PRESET = Internal("it comes with the preset that the payer is copied from")


class Payer(Record):
    """Who pays for visits, and by which rules; its settings are shown in this order."""

    id: Annotated[str, _ASKED_ONCE] = ""
    name: Annotated[str, _ASKED_ONCE] = ""
    preset: Annotated[str, _OF_PRESET] = ""
    """The preset that it was copied from."""
    kind: Annotated[
        Literal[
            "medicare",
            "medicare advantage",
            "medicaid",
            "commercial",
            "va",
            "workers compensation",
            "auto",
            "client",
        ],
        _OF_PRESET,
    ] = "commercial"
    why_unknown: Annotated[dict[str, str], _OF_PRESET] = Field(
        default_factory=dict, exclude_if=lambda held: not held
    )
    """By a setting that the preset leaves open: what was looked for, and whom to ask."""
    unit_rule: Annotated[Setting[UnitRule], Label("Units by the rule of", "Like cms or ama.")] = Setting[
        UnitRule
    ](value="cms")
    ncci: Annotated[Setting[bool], Label("Applies NCCI pairs", "Like yes.")] = Setting[bool](value=True)
    """Whether the payer applies the NCCI pairs."""
    unit_limits: Annotated[Setting[UnitLimits], Label("Units over the limit", "Like block, warn or off.")] = (
        Setting[UnitLimits](value="warn")
    )
    discipline_modifier: Annotated[Setting[bool], Label("Wants GP, GO or GN", "Like yes.")] = Setting[bool](
        value=False
    )
    """Whether always-therapy codes must carry GP, GO or GN."""
    prefers_g0283: Annotated[Setting[bool] | None, Label("Prefers G0283", "Like no.")] = None
    """Whether unattended stimulation is coded G0283 rather than 97014; None: not known."""
    bundled: Annotated[Setting[tuple[str, ...]], Label("Never pays apart", "Like 97010 A9300.")] = Setting[
        tuple[str, ...]
    ](value=())
    """Codes that it never pays apart."""
    daily_cap: Annotated[
        Setting[DailyCap] | None,
        Label("Most in one day", "Like 4 units, 60 minutes or 4 units of any code.", by_licence=True),
    ] = None
    codes_paid: Annotated[
        Setting[dict[LicenceType, tuple[str, ...]]] | None,
        Label("Codes paid by license", "Like LMT 97124 97140; PT 97110."),
    ] = None
    """The codes it pays to each kind of licence; None: not known."""
    authorization: Annotated[
        Setting[AuthorizationNeed] | None,
        Label(
            "Authorization",
            "Like yes after 6 visits, new after 90 days, except 97161, ask within 10 days: plan; PT: no.",
            by_licence=True,
        ),
    ] = None
    authorization_low: Annotated[
        Setting[AuthorizationLow], Internal("the program's own figures hold for every payer")
    ] = Setting[AuthorizationLow](value=AuthorizationLow(), source="Set by this program")
    year_visits: Annotated[Setting[int] | None, Label("Visits in a year", "Like 24.", by_licence=True)] = None
    case_visits: Annotated[Setting[int] | None, Label("Visits for a case", "Like 12.", by_licence=True)] = (
        None
    )
    referral: Annotated[
        Setting[ReferralNeed] | None, Label("Prescription", "Like yes for 180 days.", by_licence=True)
    ] = None
    progress: Annotated[
        Setting[ProgressNeed] | None,
        Label("Progress report after", "Like 6 visits, 30 days.", by_licence=True),
    ] = None
    plan_of_care: Annotated[
        Setting[PlanNeed] | None,
        Label("Certified plan within", "Like 30 days, then every 90.", by_licence=True),
    ] = None
    """Whether it pays only under a certified plan of care; None: it does not, or that is not known."""
    no_change_visits: Annotated[
        Setting[int], Label("No change in visits", "Like 6.", kind="visits looked back")
    ] = Setting[int](value=6, source="Set by this program")
    """Visits in a row without a changed measure, from which treatment looks like upkeep."""
    initial_encounter_visits: Annotated[
        Setting[int], Label("Letter A asked after", "Like 10.", kind="visits looked back")
    ] = Setting[int](value=10, source="Set by this program")
    """Earlier visits with an injury's letter A, from which it is asked whether D is due."""
    short_units: Annotated[
        Setting[ShortUnits], Label("Short units over", "Like 10 visits of 15 minutes.")
    ] = Setting[ShortUnits](
        value=ShortUnits(), source="15 minutes: CMS Pub. 100-04 ch. 5 §20.2; 10 visits: set by this program"
    )
    filing_days: Annotated[Setting[int] | None, Label("Days to file a claim", "Like 365.")] = None
    secondary_days: Annotated[
        Setting[int] | None, Label("Days as second payer", "Like 90, from the first payer's decision.")
    ] = None
    """Days from the first payer's decision to file with this one as the second."""
    correction_days: Annotated[
        Setting[int] | None, Label("Days to correct one", "Like 365, from its answer.")
    ] = None
    """Days from its answer in which a corrected claim is taken."""
    appeal_days: Annotated[Setting[int] | None, Label("Days to appeal", "Like 180, from its answer.")] = None
    """Days from its answer in which an appeal is taken."""
    takes_replacements: Annotated[Setting[bool] | None, Label("Takes replacements", "Like yes.")] = None
    """Whether it takes a claim of frequency 7 or 8 in place of an earlier one; None: not known."""
    wants_notes: Annotated[Setting[bool] | None, Label("Notes with claims", "Like no.")] = None
    """Whether it wants the notes with every claim; None: not known."""
    limits: Annotated[
        Setting[tuple[PayerLimit, ...]] | None,
        Label(
            "Further limits", "Like 12 visits a month; $500 a year; 2 units a day of 97124.", by_licence=True
        ),
    ] = None
    """Limits beside those of a day, a year and a case above; None: not known."""
    own_pairs: Annotated[
        Setting[tuple[PayerPair, ...]] | None,
        Label("Own code pairs", "Like 98940 97140 or 97140 97530 unless 59; the first code is paid."),
    ] = None
    """Pairs of codes that it judges otherwise than the NCCI; None: not known."""
    only_beside: Annotated[
        Setting[dict[str, tuple[str, ...]]] | None,
        Label("Paid only beside", "Like 97124: 97110 97140; 97010: any.", kind="codes by code"),
    ] = None
    """By a code, those of which one must be billed that day too; none means any. None: not known."""
    code_diagnoses: Annotated[
        Setting[dict[str, tuple[str, ...]]] | None,
        Label(
            "Diagnoses for a code",
            "Like 97810 97811: M54.50 M54.51 or 98940: M99.01; a heading holds all below.",
            kind="diagnoses by code",
        ),
    ] = None
    """By a code, the diagnoses it is paid for; one that is a heading stands for all below it."""
    electronic_id: Annotated[
        Setting[str] | None,
        Label("Electronic payer id", "Like 60054.", kind="payer id"),
    ] = None
    """Its number at the clearinghouse."""
    claims_address: Annotated[
        Setting[Address] | None, Label("Claims address", "Like PO Box 1106, Lewiston, ID 83501.")
    ] = None
    """Where paper claims go."""
    phone: Annotated[Setting[str] | None, Label("Phone", "Like 800-555-0142.", kind="phone")] = None
    fax: Annotated[Setting[str] | None, Label("Fax", "Like 800-555-0143.", kind="phone")] = None
    contract: Annotated[
        Setting[Contract] | None, Label("Contract", "Like 1/1/2025 to 12/31/2026, or from 1/1/2025.")
    ] = None
    """From when to when the clinic's contract runs; None: not known."""
    paper_claims: Annotated[Setting[bool] | None, Label("Claims go on paper", "Like no.")] = None
    """Whether claims go to it on paper, six lines to a form; None: not known."""
    in_network: Annotated[Setting[bool] | None, Label("Clinic is in network", "Like yes.")] = None
    state: Annotated[Setting[str] | None, Label("State", "Like WA.", kind="state")] = None

    @remembered(64)
    def for_licence(self, licence: LicenceType | None) -> "Payer":
        """Return the payer with the settings that it has for visits of a therapist with that license."""
        settings = ((name, getattr(self, name)) for name in type(self).model_fields)
        own = {
            name: setting.for_licence(licence)
            for name, setting in settings
            if isinstance(setting, Setting) and licence is not None and licence in setting.by_licence
        }
        return self.model_copy(update=own) if own else self

    @property
    def insures(self) -> bool:
        """Whether this is a payer other than the client."""
        return self.kind != "client"


CLIENT_PAY = Payer(id="client_pay", name="Client pays", kind="client", ncci=Setting[bool](value=False))
"""The payer of a visit that has no other."""
