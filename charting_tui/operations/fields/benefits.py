"""Benefits by service as one line: “massage yes, 8 visits as of 11/2, copay 25; acupuncture no”."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any, get_args

from charting_tui.errors import BadInput
from charting_tui.operations.fields.typed_values import read_choice
from charting_tui.readers.dates import DateKind, read_date, shown_date
from charting_tui.readers.money import read_money
from charting_tui.records.eligibility import Benefit, Service
from charting_tui.records.values import dollars_of

_SHORT = {"pt": "physical therapy", "ot": "occupational therapy"}
_SERVICES = {service: service for service in get_args(Service)}
_VISITS = re.compile(r"(\d{1,3}) visits?(?: left)?(?: as of (.+))?", re.IGNORECASE)
_MONEY = re.compile(r"(copay|deductible)(?: left)? (.+)", re.IGNORECASE)
_MONEY_FIELDS = {"copay": "copay", "deductible": "deductible_left"}
_EXAMPLE = "Type it like this: massage yes, 8 visits as of 11/2, copay 25, deductible 300."


def read_benefits(text: str, today: date) -> tuple[Benefit, ...]:
    """Return what is covered, by service; BadInput names the words that are not understood."""
    found: dict[str, Benefit] = {}
    for typed in filter(None, map(str.strip, text.split(";"))):
        benefit = _benefit(typed, today)
        if benefit.service in found:
            raise BadInput(f"{benefit.service.capitalize()} is listed twice. Keep one.")
        found[benefit.service] = benefit
    return tuple(found.values())


def _benefit(typed: str, today: date) -> Benefit:
    first, *others = (part.strip() for part in typed.split(","))
    words = first.split()
    covered = {"yes": True, "no": False}.get(words[-1].lower()) if words else None
    named = " ".join(words if covered is None else words[:-1])
    service = read_choice(_SHORT.get(named.lower(), named), _SERVICES)
    if not service:
        raise BadInput(f"“{typed}” doesn't name a service. {_EXAMPLE}")
    values: dict[str, Any] = {"service": service, "covered": covered}
    for part in filter(None, others):
        values |= _detail(part, today)
    return Benefit.model_validate(values)


def _detail(part: str, today: date) -> dict[str, Any]:
    if visits := _VISITS.fullmatch(part):
        as_of = read_date(visits[2], today, DateKind.PAST) if visits[2] else None
        return {"visits_left": int(visits[1]), "as_of": as_of}
    if money := _MONEY.fullmatch(part):
        return {_MONEY_FIELDS[money[1].lower()]: read_money(money[2])}
    raise BadInput(f"“{part}” isn't recognized. {_EXAMPLE}")


def show_benefits(benefits: Iterable[Benefit]) -> str:
    """Return benefits as they are typed."""
    return "; ".join(", ".join(_told(one)) for one in benefits)


def _told(one: Benefit) -> Iterable[str]:
    yield one.service if one.covered is None else f"{one.service} {'yes' if one.covered else 'no'}"
    if one.visits_left is not None:
        yield f"{one.visits_left} visits" + (f" as of {shown_date(one.as_of)}" if one.as_of else "")
    if one.copay is not None:
        yield f"copay {dollars_of(one.copay)}"
    if one.deductible_left is not None:
        yield f"deductible {dollars_of(one.deductible_left)}"
