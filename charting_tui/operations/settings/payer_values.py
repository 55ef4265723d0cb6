"""A payer's settings as fields: each is text in one line, read as a ``Setting`` without source and day."""

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Literal, get_args, get_origin

from charting_tui.errors import BadInput
from charting_tui.operations.fields.fields import Field
from charting_tui.operations.fields.typed_values import (
    read_address,
    read_code,
    read_codes,
    read_licence_type,
    read_number,
    read_phone,
    read_words,
    read_yes,
    show_address,
    show_yes,
)
from charting_tui.operations.settings.payer_lists import (
    read_codes_by_code,
    read_contract,
    read_diagnoses_by_code,
    read_limits,
    read_pairs,
    read_payer_id,
    show_by_code,
    show_contract,
    show_limits,
    show_pairs,
)
from charting_tui.records.addresses import Address
from charting_tui.records.labels import Kind, Labelled, labels_of
from charting_tui.records.payer import (
    AuthorizationNeed,
    DailyCap,
    Payer,
    PlanNeed,
    ProgressNeed,
    ReferralNeed,
    Setting,
    ShortUnits,
)
from charting_tui.records.payer_limits import Contract, PayerLimit, PayerPair
from charting_tui.records.people import LicenceType
from charting_tui.records.values import read_state

_CAP = re.compile(r"(?:(\d{1,3}) units?)?(?:, *)?(?:(\d{1,3}) minutes?)?(?: of (.+))?")
_ANY_CODE = "any code"
_NEED = re.compile(
    r"(?P<yes>no|yes)(?: after (?P<visits>\d{1,3}) visits?)?"
    r"(?:,? new after (?P<gap>\d{1,3}) days?)?"
    r"(?:,? except (?P<codes>[\w ]+?))?"
    r"(?:,? ask within (?P<within>\d{1,3}) days?)?(?:: *(?P<then>.+))?",
    re.IGNORECASE,
)
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
Read = Callable[[str], Any]


def _optional(number: str | None) -> int | None:
    return int(number) if number else None


def _one_of(*choices: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text.lower() not in choices:
            raise BadInput(f"“{text}” isn't one of {', '.join(choices)}. Write one of those.")
        return text.lower()

    return read


def _number(text: str) -> int:
    return read_number(text, _MOST)


def _looked_back(text: str) -> int:
    if not (text.isascii() and text.isdigit() and _FEWEST <= int(text[:5]) <= _LOOK_BACK):
        raise BadInput(
            f"“{text}” isn't a number from {_FEWEST} to {_LOOK_BACK}, the number of visits to look back."
        )
    return int(text)


def _short_units(text: str) -> ShortUnits:
    found = _SHORT_UNITS.fullmatch(text)
    if not found:
        raise BadInput("Write how many visits and how many minutes, like “10 visits of 15 minutes”.")
    return ShortUnits(visits=_looked_back(found[1]), minutes=int(found[2]))


def _cap(text: str) -> DailyCap:
    found = _CAP.fullmatch(text)
    if not found or not (found[1] or found[2]):
        raise BadInput("Write a daily limit like “4 units”, “60 minutes” or “4 units of 97124 97140”.")
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
            raise BadInput("Write a license and its codes, like “LMT 97124 97140; PT 97110”.")
        paid[licence] = tuple(read_code(word) for word in words[1:])
    return paid


def _show_codes_paid(value: dict[str, tuple[str, ...]]) -> str:
    return "; ".join(" ".join((licence, *codes)) for licence, codes in value.items())


def _authorization(text: str) -> AuthorizationNeed:
    found = _NEED.fullmatch(text)
    if not found:
        raise BadInput(
            "Write “no”, “yes”, or for example “yes after 6 visits, new after 90 days, except 97161 "
            "97162, ask within 10 days: treatment plan”."
        )
    return AuthorizationNeed(
        required=read_yes(found["yes"]),
        free_visits=int(found["visits"] or 0),
        then=(found["then"] or "").strip(),
        episode_gap_days=_optional(found["gap"]),
        exempt=read_codes(found["codes"] or ""),
        ask_within_days=_optional(found["within"]),
    )


def _show_authorization(value: AuthorizationNeed) -> str:
    after = f" after {value.free_visits} visits" if value.free_visits else ""
    clauses = (
        f"{show_yes(value.required)}{after}",
        "" if value.episode_gap_days is None else f"new after {value.episode_gap_days} days",
        f"except {' '.join(value.exempt)}" if value.exempt else "",
        "" if value.ask_within_days is None else f"ask within {value.ask_within_days} days",
    )
    return ", ".join(filter(None, clauses)) + (f": {value.then}" if value.then else "")


def _referral(text: str) -> ReferralNeed:
    found = _REFERRAL.fullmatch(text)
    if not found:
        raise BadInput("Write “no”, “yes”, or for example “yes for 180 days”.")
    return ReferralNeed(required=read_yes(found[1]), term_days=_optional(found[2]))


def _show_referral(value: ReferralNeed) -> str:
    return show_yes(value.required) + (f" for {value.term_days} days" if value.term_days else "")


def _progress(text: str) -> ProgressNeed:
    found = _PROGRESS.fullmatch(text)
    if not found or not (found[1] or found[2]):
        raise BadInput("Write when a report is due: “6 visits”, “30 days” or “6 visits, 30 days”.")
    return ProgressNeed(visits=_optional(found[1]), days=_optional(found[2]))


def _plan(text: str) -> PlanNeed:
    found = _PLAN.fullmatch(text)
    if not found:
        raise BadInput(
            "Write how soon a plan must be certified and for how long, like “30 days, then every 90”."
        )
    return PlanNeed(first_days=int(found[1]), **({"again_days": int(found[2])} if found[2] else {}))


_Show = Callable[[Any], str]
_TYPED: Mapping[Any, tuple[Read, _Show]] = {
    bool: (read_yes, show_yes),
    int: (_number, str),
    str: (read_words, str),
    tuple[str, ...]: (read_codes, " ".join),
    dict[LicenceType, tuple[str, ...]]: (_codes_paid, _show_codes_paid),
    DailyCap: (_cap, _show_cap),
    AuthorizationNeed: (_authorization, _show_authorization),
    ReferralNeed: (_referral, _show_referral),
    ProgressNeed: (_progress, lambda need: _show_pair(need.visits, "visits", need.days, "days")),
    PlanNeed: (_plan, lambda need: f"{need.first_days} days, then every {need.again_days}"),
    tuple[PayerLimit, ...]: (read_limits, show_limits),
    tuple[PayerPair, ...]: (read_pairs, show_pairs),
    Contract: (read_contract, show_contract),
    Address: (read_address, show_address),
    ShortUnits: (_short_units, lambda short: f"{short.visits} visits of {short.minutes} minutes"),
}
"""How the value of a setting is read and shown, by its type."""
_BY_KIND: Mapping[Kind | None, tuple[Read, _Show]] = {
    "state": (read_state, str),
    "visits looked back": (_looked_back, str),
    "phone": (read_phone, str),
    "payer id": (read_payer_id, str),
    "codes by code": (read_codes_by_code, show_by_code),
    "diagnoses by code": (read_diagnoses_by_code, show_by_code),
}


def _field(one: Labelled) -> Field:
    value = one.type.model_fields["value"].annotation
    choice = (_one_of(*get_args(value)), str) if get_origin(value) is Literal else None
    typed: tuple[Read, _Show] | None = choice or _BY_KIND.get(one.kind) or _TYPED.get(value)
    if typed is None:
        raise TypeError(f"Payer.{one.path}: nothing reads {value}. Add its reader to _TYPED.")
    read, show = typed
    by_licence = one.label.by_licence
    hint = one.label.hint
    return Field(
        one.path,
        one.label.text,
        partial(_read_setting, read=read, by_licence=by_licence, may_be_unknown=one.default is None),
        partial(_show_setting, show=show),
        hint=f"{hint.removesuffix('.')}; leave blank if you don't know it." if one.default is None else hint,
    )


def _read_setting(text: str, read: Read, *, by_licence: bool, may_be_unknown: bool) -> Setting[Any] | None:
    """Return a setting as it was typed, without source and day; None for not known."""
    own, *others = [part.strip() for part in (_FOR_LICENCES.split(text) if by_licence else [text])]
    found: dict[LicenceType, Any] = {}
    for names, words in zip(others[::2], others[1::2], strict=True):
        value = read(words)
        for name in re.split(r"[\s,]+", names):
            licence = read_licence_type(name)
            if licence is not None:
                found[licence] = value
    if not own and may_be_unknown:
        return None
    return Setting[Any].model_construct(value=read(own), by_licence=found)


def _show_setting(setting: Setting[Any], show: _Show) -> str:
    """Return a setting as it is typed: “yes after 6 visits; PT OT: yes after 12 visits”."""
    licences: dict[str, list[str]] = {}
    for licence, value in setting.by_licence.items():
        licences.setdefault(show(value), []).append(licence)
    others = (f"; {' '.join(names)}: {words}" for words, names in licences.items())
    return show(setting.value) + "".join(others)


SETTINGS = tuple(_field(one) for one in labels_of(Payer).values())
"""Every setting of a payer, in the order they are shown; each is read and shown as ``Setting``."""
