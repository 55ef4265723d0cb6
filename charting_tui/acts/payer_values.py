"""A payer's settings as text in one line, and back."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, get_args

from charting_tui.acts.office_values import (
    read_code,
    read_codes,
    read_licence_type,
    read_number,
    read_yes,
    show_yes,
)
from charting_tui.coding.states import read_state
from charting_tui.errors import BadInput
from charting_tui.records.payer import (
    AuthorizationNeed,
    DailyCap,
    Payer,
    PlanNeed,
    ProgressNeed,
    ReferralNeed,
    ShortUnits,
)
from charting_tui.records.people import LicenceType

_CAP = re.compile(r"(?:(\d{1,3}) units?)?(?:, *)?(?:(\d{1,3}) minutes?)?(?: of (.+))?")
_ANY_CODE = "any code"
_NEED = re.compile(r"(no|yes)(?: after (\d{1,3}) visits?)?(?:: *(.+))?", re.IGNORECASE)
_REFERRAL = re.compile(r"(no|yes)(?: for (\d{1,4}) days?)?", re.IGNORECASE)
_PROGRESS = re.compile(r"(?:(\d{1,3}) visits?)?(?:, *)?(?:(\d{1,3}) days?)?")
_PLAN = re.compile(r"(\d{1,3}) days?(?:, *then every (\d{1,3})(?: days?)?)?", re.IGNORECASE)
_SHORT_UNITS = re.compile(r"(\d{1,2}) visits of (\d{1,2}) minutes")
_LICENCE = "|".join(get_args(LicenceType))
_FOR_LICENCES = re.compile(rf";\s*((?:{_LICENCE})(?:[\s,]+(?:{_LICENCE}))*)\s*:", re.IGNORECASE)
"""What begins the part of a setting that is for some licenses: “; PT OT:”."""
_MOST = 9999
_FEWEST, _LOOK_BACK = 2, 10
"""A case has ten visits before its own."""


@dataclass(frozen=True)
class PayerSetting:
    """One setting of a payer: its name in the record, what it is called, how it is written and read."""

    name: str
    label: str
    example: str
    read: Callable[[str], Any]
    """BadInput for text that it cannot be."""
    show: Callable[[Any], str]
    by_licence: bool = False
    """Whether it may differ by license: “yes after 6 visits; PT OT: yes after 12 visits”."""

    @property
    def may_be_unknown(self) -> bool:
        """Whether the record may do without it."""
        return Payer.model_fields[self.name].default is None

    def text(self, payer: Payer) -> str:
        """Return the value as it is typed; nothing where it is not known."""
        setting = getattr(payer, self.name)
        if setting is None:
            return ""
        licences: dict[str, list[str]] = {}
        for licence, value in setting.by_licence.items():
            licences.setdefault(self.show(value), []).append(licence)
        others = (f"; {' '.join(names)}: {words}" for words, names in licences.items())
        return self.show(setting.value) + "".join(others)

    def value(self, text: str) -> Any:
        """Return the value typed for every license, or None for not known; BadInput where it cannot be."""
        self.values_by_licence(text)
        own = self._parts(text)[0]
        return self.read(own) if own or not self.may_be_unknown else None

    def values_by_licence(self, text: str) -> dict[LicenceType, Any]:
        """Return the values typed for some licenses; BadInput where one of them cannot be."""
        found: dict[LicenceType, Any] = {}
        _, *others = self._parts(text)
        for names, words in zip(others[::2], others[1::2], strict=True):
            value = self.read(words)
            for name in re.split(r"[\s,]+", names):
                licence = read_licence_type(name)
                if licence is not None:
                    found[licence] = value
        return found

    def _parts(self, text: str) -> list[str]:
        """Return what is for every license, then licenses and what is for them, in turn."""
        return [part.strip() for part in _FOR_LICENCES.split(text)] if self.by_licence else [text.strip()]


def _optional(number: str | None) -> int | None:
    return int(number) if number else None


def _one_of(*choices: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text.lower() not in choices:
            raise BadInput(f"“{text}” is not one of {', '.join(choices)}; write one of those.")
        return text.lower()

    return read


def _number(text: str) -> int:
    return read_number(text, _MOST)


def _looked_back(text: str) -> int:
    if not (text.isascii() and text.isdigit() and _FEWEST <= int(text[:5]) <= _LOOK_BACK):
        raise BadInput(f"“{text}” is not a number from {_FEWEST} to {_LOOK_BACK}, the visits looked back at.")
    return int(text)


def _short_units(text: str) -> ShortUnits:
    found = _SHORT_UNITS.fullmatch(text)
    if not found:
        raise BadInput("Write visits and minutes of a unit like “10 visits of 15 minutes”.")
    return ShortUnits(visits=_looked_back(found[1]), minutes=int(found[2]))


def _cap(text: str) -> DailyCap:
    found = _CAP.fullmatch(text)
    if not found or not (found[1] or found[2]):
        raise BadInput("Write a day's cap like “4 units”, “60 minutes” or “4 units of 97124 97140”.")
    untimed = (found[3] or "").strip().lower() == _ANY_CODE
    codes = () if untimed else read_codes(found[3] or "")
    return DailyCap(units=_optional(found[1]), minutes=_optional(found[2]), codes=codes, untimed=untimed)


def _show_cap(cap: DailyCap) -> str:
    of = _ANY_CODE if cap.untimed else " ".join(cap.codes)
    return _show_pair(cap.units, "units", cap.minutes, "minutes") + (f" of {of}" if of else "")


def _show_pair(first: int | None, first_word: str, second: int | None, second_word: str) -> str:
    parts = [(first, first_word), (second, second_word)]
    return ", ".join(f"{count} {word}" for count, word in parts if count is not None)


def _codes_paid(text: str) -> dict[Any, tuple[str, ...]]:
    paid = {}
    for part in text.split(";"):
        words = part.split()
        licence = read_licence_type(words[0]) if words else None
        if licence is None:
            raise BadInput("Write a licence and its codes, like “LMT 97124 97140; PT 97110”.")
        paid[licence] = tuple(read_code(word) for word in words[1:])
    return paid


def _show_codes_paid(value: dict[str, tuple[str, ...]]) -> str:
    return "; ".join(" ".join((licence, *codes)) for licence, codes in value.items())


def _authorization(text: str) -> AuthorizationNeed:
    found = _NEED.fullmatch(text)
    if not found:
        raise BadInput("Write “no”, “yes”, or like “yes after 6 visits: treatment plan”.")
    return AuthorizationNeed(
        required=read_yes(found[1]), free_visits=int(found[2] or 0), then=(found[3] or "").strip()
    )


def _show_authorization(value: AuthorizationNeed) -> str:
    after = f" after {value.free_visits} visits" if value.free_visits else ""
    return f"{show_yes(value.required)}{after}{f': {value.then}' if value.then else ''}"


def _referral(text: str) -> ReferralNeed:
    found = _REFERRAL.fullmatch(text)
    if not found:
        raise BadInput("Write “no”, “yes”, or like “yes for 180 days”.")
    return ReferralNeed(required=read_yes(found[1]), term_days=_optional(found[2]))


def _show_referral(value: ReferralNeed) -> str:
    return show_yes(value.required) + (f" for {value.term_days} days" if value.term_days else "")


def _progress(text: str) -> ProgressNeed:
    found = _PROGRESS.fullmatch(text)
    if not found or not (found[1] or found[2]):
        raise BadInput("Write after how many a report is due: “6 visits”, “30 days” or “6 visits, 30 days”.")
    return ProgressNeed(visits=_optional(found[1]), days=_optional(found[2]))


def _plan(text: str) -> PlanNeed:
    found = _PLAN.fullmatch(text)
    if not found:
        raise BadInput("Write by when a plan is certified, and for how long, like “30 days, then every 90”.")
    return PlanNeed(first_days=int(found[1]), **({"again_days": int(found[2])} if found[2] else {}))


SETTINGS = (
    PayerSetting("unit_rule", "Units by the rule of", "cms or ama", _one_of("cms", "ama"), str),
    PayerSetting("ncci", "Applies NCCI pairs", "yes", read_yes, show_yes),
    PayerSetting(
        "unit_limits",
        "Units over the limit",
        "block, warn or off",
        _one_of("block", "warn", "off"),
        str,
    ),
    PayerSetting("discipline_modifier", "Wants GP, GO or GN", "yes", read_yes, show_yes),
    PayerSetting("prefers_g0283", "Prefers G0283", "no", read_yes, show_yes),
    PayerSetting("bundled", "Never pays apart", "97010 A9300", read_codes, " ".join),
    PayerSetting(
        "daily_cap",
        "Most in one day",
        "4 units, 60 minutes or 4 units of any code",
        _cap,
        _show_cap,
        by_licence=True,
    ),
    PayerSetting(
        "codes_paid", "Codes paid by licence", "LMT 97124 97140; PT 97110", _codes_paid, _show_codes_paid
    ),
    PayerSetting(
        "authorization",
        "Authorization",
        "yes after 6 visits: plan; PT OT: yes after 12 visits",
        _authorization,
        _show_authorization,
        by_licence=True,
    ),
    PayerSetting("year_visits", "Visits in a year", "24", _number, str, by_licence=True),
    PayerSetting("case_visits", "Visits for a case", "12", _number, str, by_licence=True),
    PayerSetting("referral", "Prescription", "yes for 180 days", _referral, _show_referral, by_licence=True),
    PayerSetting(
        "progress",
        "Progress report after",
        "6 visits, 30 days",
        _progress,
        lambda need: _show_pair(need.visits, "visits", need.days, "days"),
        by_licence=True,
    ),
    PayerSetting(
        "plan_of_care",
        "Certified plan within",
        "30 days, then every 90",
        _plan,
        lambda need: f"{need.first_days} days, then every {need.again_days}",
        by_licence=True,
    ),
    PayerSetting("no_change_visits", "No change in visits", "6", _looked_back, str),
    PayerSetting("initial_encounter_visits", "Letter A asked after", "10", _looked_back, str),
    PayerSetting(
        "short_units",
        "Short units over",
        "10 visits of 15 minutes",
        _short_units,
        lambda short: f"{short.visits} visits of {short.minutes} minutes",
    ),
    PayerSetting("filing_days", "Days to file a claim", "365", _number, str),
    PayerSetting("paper_claims", "Claims go on paper", "no", read_yes, show_yes),
    PayerSetting("in_network", "Clinic is in network", "yes", read_yes, show_yes),
    PayerSetting("state", "State", "WA", read_state, str),
)
"""Every setting of a payer, in the order they are shown."""
