"""The kinds of value that records are made of: money, times, states, and what a person typed."""

import re
from datetime import date, time
from functools import lru_cache
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StrictInt,
    ValidationInfo,
    WithJsonSchema,
)

from charting_tui.errors import BadInput

_DOLLARS = re.compile(r"-?\d{1,9}(\.\d{1,2})?")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NO_DAY = "a date is written YYYY-MM-DD, like “2026-11-19”"
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(:00)?")


class Record(BaseModel):
    """A frozen model that refuses keys it does not know; a change is a new record."""

    model_config = ConfigDict(
        frozen=True,
        defer_build=True,
        extra="forbid",
        populate_by_name=True,
        serialize_by_alias=True,
    )


@lru_cache(maxsize=1024)
def cents_of(dollars: str) -> int:
    """Return the cents of ``"90.00"``; ValueError for anything but dollars with at most two decimals."""
    text = dollars.strip().removeprefix("$").replace(",", "")
    if not _DOLLARS.fullmatch(text):
        msg = "money is a string of dollars, like “90.00”"
        raise ValueError(msg)
    whole, _, part = text.lstrip("-").partition(".")
    cents = int(whole) * 100 + int((part + "00")[:2])
    return -cents if text.startswith("-") else cents


def dollars_of(cents: int) -> str:
    """Return cents as dollars: 9000 is ``"90.00"``."""
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def in_dollars(cents: int) -> str:
    """Return cents as people read them: 123450 is ``"$1,234.50"``."""
    return f"{'-' if cents < 0 else ''}${abs(cents) // 100:,}.{abs(cents) % 100:02d}"


def _read_cents(value: Any, info: ValidationInfo) -> Any:
    if isinstance(value, str):
        return cents_of(value)
    if info.mode == "json" or isinstance(value, (bool, float)):
        msg = "money is a string of dollars, like “90.00”"
        raise ValueError(msg)
    return value


Cents = Annotated[
    int,
    BeforeValidator(_read_cents),
    PlainSerializer(dollars_of, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "pattern": r"^-?\d{1,9}(\.\d{1,2})?$", "examples": ["90.00"]}),
]
"""Money: whole cents in Python, a string of dollars in JSON."""


def _read_time(value: Any) -> Any:
    if isinstance(value, time):
        return value
    found = _time_of(value) if isinstance(value, str) else None
    if found is None:
        msg = "a time is written HH:MM, like “09:02”"
        raise ValueError(msg)
    return found


@lru_cache(maxsize=1440)
def _time_of(text: str) -> time | None:
    found = _CLOCK.fullmatch(text.strip())
    return time(int(found[1]), int(found[2])) if found else None


WallTime = Annotated[
    time,
    BeforeValidator(_read_time),
    PlainSerializer(lambda value: value.strftime("%H:%M"), return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "pattern": r"^\d{1,2}:\d{2}$", "examples": ["09:02"]}),
]
"""A time on the practice's wall clock, to the minute."""


def _read_day(value: Any) -> Any:
    if isinstance(value, str):
        return _day_of(value)
    if type(value) is not date:
        raise ValueError(_NO_DAY)
    return value


@lru_cache(maxsize=4096)
def _day_of(text: str) -> date:
    if not _ISO_DAY.fullmatch(text):
        raise ValueError(_NO_DAY)
    return date.fromisoformat(text)


Day = Annotated[
    date,
    BeforeValidator(_read_day),
    WithJsonSchema({"type": "string", "format": "date", "examples": ["2026-11-19"]}),
]
"""A calendar day."""


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        msg = "a time zone is written like “America/Los_Angeles”"
        raise ValueError(msg) from None
    return name


Zone = Annotated[str, AfterValidator(_known_zone)]
"""The name of a time zone that this machine knows."""

Moment = AwareDatetime
"""An aware moment; the program writes UTC."""

AsTyped = Annotated[StrictInt | str | None, Field(union_mode="left_to_right")]
"""A whole number, or the words a person wrote where a number belongs; the rules judge which."""


def whole_number(value: int | str | None) -> int | None:
    """Return the whole number in ``value``: 30 for 30 or ``" 30 "``, None for ``"3o"`` and for nothing."""
    if isinstance(value, str):
        text = value.strip()
        return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None  # noqa: PLR2004
    return value


_PACIFIC, _MOUNTAIN = "America/Los_Angeles", "America/Denver"
_CENTRAL, _EASTERN = "America/Chicago", "America/New_York"
_BY_ZONE = {
    _PACIFIC: "CA NV OR WA",
    _MOUNTAIN: "CO ID MT NM UT WY",
    _CENTRAL: "AL AR IA IL KS LA MN MO MS ND NE OK SD TN TX WI",
    _EASTERN: "CT DC DE FL GA KY MA MD ME NC NH NJ NY OH PA RI SC VA VT WV",
    "America/Detroit": "MI",
    "America/Indiana/Indianapolis": "IN",
    "America/Phoenix": "AZ",
    "America/Anchorage": "AK",
    "Pacific/Honolulu": "HI",
    "America/Puerto_Rico": "PR VI",
    "Pacific/Guam": "GU MP",
    "Pacific/Pago_Pago": "AS",
}
ZONES = {state: zone for zone, states in _BY_ZONE.items() for state in states.split()}
"""The usual time zone of each state, by its two letters."""


def read_state(text: str) -> str:
    """Return a state's two letters in capitals; BadInput for anything that is no state."""
    state = text.strip().upper()
    if state not in ZONES:
        raise BadInput(f"State: “{text.strip()}” isn't a state. Use two letters, such as WA.")
    return state
