"""Settings of a payer that hold several things in one line: limits, pairs, codes by code, its contract."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from charting_tui.errors import BadInput
from charting_tui.operations.fields.typed_values import read_code, read_codes, read_diagnoses
from charting_tui.readers.dates import read_date, shown_date
from charting_tui.readers.money import read_money
from charting_tui.records.payer_limits import Contract, PayerLimit, PayerPair
from charting_tui.records.values import dollars_of

_LIMIT = re.compile(
    r"(?:\$ *(?P<money>[\d.,]+)|(?P<count>\d{1,4}) +(?P<what>visit|unit|minute)s?)"
    r" +(?:a|per) +(?P<per>day|week|month|year)(?: +of +(?P<codes>.+))?",
    re.IGNORECASE,
)
_PAIR = re.compile(r"(\w{5})[ /,]+(\w{5})(?: +unless +(.+))?", re.IGNORECASE)
_MODIFIER = re.compile(r"[A-Z0-9]{2}")
_CONTRACT = re.compile(r"(?:from +)?(?P<starts>.*?)(?:(?:^| +)to +(?P<ends>.+))?", re.IGNORECASE)
_PAYER_ID = re.compile(r"[0-9A-Z]{3,15}")
_YEAR = re.compile(r"\d{4}")
_LONG_AGO = date(2000, 1, 1)
"""A contract's days carry their year, so it does not matter when they are read."""


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def read_limits(text: str) -> tuple[PayerLimit, ...]:
    """Return limits typed like “12 visits a month; $500 a year; 2 units a day of 97124”."""
    return tuple(map(_limit, _parts(text)))


def _limit(text: str) -> PayerLimit:
    found = _LIMIT.fullmatch(text)
    if not found:
        raise BadInput(
            f"“{text}” isn't a limit. Write it like “12 visits a month”, “$500 a year” or “2 units a day "
            "of 97124”."
        )
    values: dict[str, Any] = {"per": found["per"].lower(), "codes": read_codes(found["codes"] or "")}
    if found["money"]:
        values["money"] = read_money(found["money"])
    else:
        values[f"{found['what'].lower()}s"] = int(found["count"])
    return PayerLimit.model_validate(values)


def show_limits(limits: tuple[PayerLimit, ...]) -> str:
    """Return limits as they are typed."""
    return "; ".join(map(_limit_shown, limits))


def _limit_shown(limit: PayerLimit) -> str:
    counted = ((limit.visits, "visits"), (limit.units, "units"), (limit.minutes, "minutes"))
    most = next((f"{count} {word}" for count, word in counted if count is not None), "")
    of = f" of {' '.join(limit.codes)}" if limit.codes else ""
    return f"{most or f'${dollars_of(limit.money or 0)}'} a {limit.per}{of}"


def read_pairs(text: str) -> tuple[PayerPair, ...]:
    """Return pairs typed like “98940 97140; 97140 97530 unless 59 XS”, the code that is paid first."""
    return tuple(map(_pair, _parts(text)))


def _pair(text: str) -> PayerPair:
    found = _PAIR.fullmatch(text)
    if not found:
        raise BadInput(
            f"“{text}” isn't a pair of codes. Write the code it pays, then the one it denies: 98940 97140."
        )
    unless = tuple((found[3] or "").upper().replace(",", " ").split())
    if not all(map(_MODIFIER.fullmatch, unless)):
        raise BadInput(f"“{found[3]}” has no valid modifier. Write it like “98940 97140 unless 59 XS”.")
    return PayerPair(paid=read_code(found[1]), denied=read_code(found[2]), unless=unless)


def show_pairs(pairs: tuple[PayerPair, ...]) -> str:
    """Return pairs as they are typed."""
    return "; ".join(map(_pair_shown, pairs))


def _pair_shown(pair: PayerPair) -> str:
    unless = f" unless {' '.join(pair.unless)}" if pair.unless else ""
    return f"{pair.paid} {pair.denied}{unless}"


def read_codes_by_code(text: str) -> dict[str, tuple[str, ...]]:
    """Return codes by code, typed like “97124: 97110 97140; 97010: any”; any is none."""
    return _by_code(text, lambda words: () if words.lower() == "any" else read_codes(words))


def read_diagnoses_by_code(text: str) -> dict[str, tuple[str, ...]]:
    """Return diagnoses by code, typed like “97810 97811: M54.50 M54.51”."""
    return _by_code(text, read_diagnoses)


def _by_code(text: str, read: Callable[[str], tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for part in _parts(text):
        codes, colon, words = part.partition(":")
        if not colon or not words.strip():
            raise BadInput(
                f"“{part}” has no colon. Type the code, a colon, then its values, like the example."
            )
        found |= dict.fromkeys(read_codes(codes), read(words.strip()))
    return found


def show_by_code(value: Mapping[str, tuple[str, ...]]) -> str:
    """Return what belongs to codes as it is typed; codes with the same share a part."""
    together: dict[tuple[str, ...], list[str]] = {}
    for code, others in value.items():
        together.setdefault(others, []).append(code)
    return "; ".join(f"{' '.join(codes)}: {' '.join(others) or 'any'}" for others, codes in together.items())


def read_contract(text: str) -> Contract:
    """Return from when to when a contract runs, typed like “1/1/2025 to 12/31/2026” or “from 1/1/2025”."""
    found = _CONTRACT.fullmatch(text)
    starts, ends = (found["starts"] or "", found["ends"] or "") if found else ("", "")
    if not starts and not ends:
        raise BadInput("Write the contract dates like “1/1/2025 to 12/31/2026”, or “from 1/1/2025”.")
    contract = Contract.model_validate({"from": _day(starts), "to": _day(ends)})
    if contract.starts and contract.ends and contract.ends < contract.starts:
        raise BadInput(
            f"The contract's end date {shown_date(contract.ends)} is before its start date. Correct "
            "one of them."
        )
    return contract


def _day(text: str) -> date | None:
    if text and not _YEAR.search(text):
        raise BadInput(f"“{text}” has no year. Type four digits, such as 1/1/2025.")
    return read_date(text, _LONG_AGO)


def show_contract(contract: Contract) -> str:
    """Return a contract's days as they are typed."""
    starts = shown_date(contract.starts) if contract.starts else ""
    ends = f"to {shown_date(contract.ends)}" if contract.ends else ""
    return " ".join(filter(None, (starts if ends else f"from {starts}", ends)))


def read_payer_id(text: str) -> str:
    """Return a payer's number at the clearinghouse, of letters and digits."""
    number = text.strip().upper()
    if not _PAYER_ID.fullmatch(number):
        raise BadInput(f"“{text.strip()}” isn't a payer ID. Type its letters and digits, such as 60054.")
    return number
