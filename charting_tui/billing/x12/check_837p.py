"""Judges an 837P, whoever wrote it: X12's own map by pyx12, and our faults by way of the reader."""

import json
import logging
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from importlib import import_module
from io import StringIO
from typing import Any

from charting_tui.billing.claim_faults import claim_faults
from charting_tui.billing.file_faults import FileFault
from charting_tui.billing.x12.read_837p import Read837P, read_837p
from charting_tui.coding.code_tables.tables import CodeTables, tables_on
from charting_tui.errors import BadInput
from charting_tui.records.values import dollars_of

_VERSION = "005010X222A1"
_SOURCE = "X12"
_OF_ELEMENT: Mapping[str, tuple[str, str]] = {
    "1": ("is missing", "Enter it."),
    "2": ("is missing, but another element needs it", "Enter both or neither."),
    "3": ("is one element too many", "Remove it."),
    "4": ("is too short", "Enter it in full."),
    "5": ("is too long", "Shorten it."),
    "6": ("has characters that X12 doesn't allow", "Use capitals, digits and plain signs."),
    "7": ("isn't an allowed code", "Use one from its list."),
    "8": ("isn't a date", "Enter year, month and day as eight digits."),
    "9": ("isn't a time", "Enter hours and minutes as four digits."),
    "10": ("isn't allowed next to another element", "Remove one of them."),
}
"""By pyx12's codes of elements, which are those of a 999's IK4."""
_OF_SEGMENT: Mapping[str, tuple[str, str]] = {
    "1": ("This segment doesn't belong here, or has a wrong code", "Check it against the guide."),
    "2": ("This segment doesn't belong here", "Move it to its place in the guide."),
    "3": ("A required segment is missing", "Add it."),
    "4": ("This loop is repeated too often", "Split the claim."),
    "5": ("This segment is repeated too often", "Remove the extra ones."),
    "7": ("This segment is out of order", "Move it to its place in the guide."),
}
"""By pyx12's codes of segments, which are those of a 999's IK3."""
_MISSING = "3"


def check_837p(file: bytes, today: date, tables: Callable[[date], CodeTables] = tables_on) -> list[FileFault]:
    """Return what is wrong with a file, by segment; nothing where payers can take it.

    BadInput where it is no X12 at all, or holds other transactions. ``today`` is the clinic's; ``tables``
    are the code tables of a day.
    """
    read = read_837p(file)
    kinds = sorted({one[1][:3] for one in read.segments if one.id == "ST"})
    if kinds and "837" not in kinds:
        raise BadInput(f"This X12 file contains {kinds[0]} transactions, not claims. Choose an 837P file.")
    found = [*_of_file(read, file), *read.faults, *_by_map(file, read), *_of_claims(read, today, tables)]
    return sorted(dict.fromkeys(found), key=lambda one: one.segment)


def _of_file(read: Read837P, file: bytes) -> Iterator[FileFault]:
    odd = next((one for one in read.segments if not "".join(one.elements).isascii()), None)
    if odd is not None or not file.isascii():
        yield FileFault(
            segment=odd.position if odd else 0,
            id=odd.id if odd else "",
            fault="This has accented letters or signs that X12 doesn't allow.",
            fix="Use plain capitals.",
        )
    if not read.claims:
        yield FileFault(segment=0, fault="The file has no claim (CLM).", fix="Export an 837P with claims.")


def _of_claims(read: Read837P, today: date, tables: Callable[[date], CodeTables]) -> Iterator[FileFault]:
    seen: dict[str, int] = {}
    for one in read.claims:
        number, clm = one.claim.number, read.segments[one.segment - 1]
        for fault in claim_faults(one.claim, today, tables):
            at = one.place_of(fault.field)
            yield FileFault(
                segment=at,
                id=read.segments[at - 1].id,
                claim=number,
                fault=fault.fault,
                fix=fault.fix,
            )
        if _cents(clm[2]) != one.claim.total:
            total = dollars_of(one.claim.total)
            yield FileFault(
                segment=one.segment,
                id="CLM",
                element="CLM02",
                claim=number,
                fault=f"The claim's total doesn't match the sum of its lines, ${total}.",
                fix="Correct the total or the lines.",
            )
        if number in seen:
            yield FileFault(
                segment=one.segment,
                id="CLM",
                element="CLM01",
                claim=number,
                fault=f"Claim {number} is in the file twice, also at segment {seen[number]}.",
                fix="Remove one, or give it another number.",
            )
        seen.setdefault(number, one.segment)


def _cents(text: str) -> int | None:
    whole, _, part = text.partition(".")
    if not f"{whole}{part}".isascii() or not f"{whole}{part}".isdigit() or len(part) > 2:  # noqa: PLR2004
        return None
    return int(f"{whole or 0}{part:<02}")


def _by_map(file: bytes, read: Read837P) -> Iterator[FileFault]:
    """Ask pyx12; what it cannot stand, it has at least found."""
    version = next((one[8] for one in read.segments if one.id == "GS"), "")
    if version != _VERSION:
        at = next((one.position for one in read.segments if one.id == "GS"), 0)
        yield FileFault(
            segment=at,
            id="GS",
            element="GS08",
            fault=f"The file's version is {version[:12] or 'nothing'}; payers accept {_VERSION}.",
            fix=f"Export an 837P as {_VERSION}.",
        )
        return
    told = StringIO()
    try:
        accepted = _validator()(file.decode("latin-1"), told)
    except Exception as fault:  # noqa: BLE001 - pyx12 fails on some faulty files; which ones, its own tests say
        yield FileFault(
            segment=0,
            fault=f"X12's validator couldn't check the file ({type(fault).__name__}).",
            fix="Correct the other errors first, or ask whoever made the file.",
            source=_SOURCE,
        )
        return
    found = list(_told(json.loads(told.getvalue() or "{}")))
    if not accepted and not found:
        yield FileFault(
            segment=0,
            fault="X12's validator rejects the file without a reason.",
            fix="Ask whoever made the file.",
            source=_SOURCE,
        )
    yield from found


@cache
def _validator() -> Callable[[str, StringIO], bool]:
    """Load pyx12. Its log would write patients' values to standard error."""
    logging.getLogger("pyx12").setLevel(logging.CRITICAL + 1)
    params, document = import_module("pyx12.params"), import_module("pyx12.x12n_document")

    def judge(text: str, told: StringIO) -> bool:
        return bool(document.x12n_document(params.ParamsBase(), StringIO(text), None, None, fd_json=told))

    return judge


def _told(document: Mapping[str, Any]) -> Iterator[FileFault]:
    for interchange in document.get("interchanges", ()):
        yield from _of_envelope(interchange)
        for group in interchange["groups"]:
            yield from _of_envelope(group)
            for transaction in group["transactions"]:
                yield from _of_envelope(transaction)
                for held in transaction["segments"]:
                    yield from _of_segment(held)


def _of_envelope(held: Mapping[str, Any]) -> Iterator[FileFault]:
    for error in held["errors"]:
        yield FileFault(
            segment=held["cur_line"],
            fault=f"The envelope is wrong: {_without_values(error['err_str'])}.",
            fix="Ask whoever made the file.",
            source=_SOURCE,
        )


def _of_segment(held: Mapping[str, Any]) -> Iterator[FileFault]:
    at, name = held["cur_line"], held["seg_id"]
    where = {"segment": at, "id": name, "source": _SOURCE}
    for error in held["errors"]:
        code = error["err_cde"]
        if code == "8":
            continue  # its elements say what is wrong
        fault, fix = _OF_SEGMENT.get(code, (_without_values(error["err_str"]), "Check it against the guide."))
        if code == _MISSING:
            fault = f"{fault}: {_named(error['err_str'])}"
        yield FileFault(**where, fault=f"{fault}.", fix=fix)
    for element in held["elements"]:
        number = f"{name}{element['ele_pos'] or 0:02}"
        part = f"-{element['subele_pos']}" if element["subele_pos"] else ""
        for error in element["errors"]:
            fault, fix = _OF_ELEMENT.get(error["err_cde"], ("is wrong", "Check it against the guide."))
            words = f"{element['name']} ({number}{part})" if element["name"] else f"{number}{part}"
            yield FileFault(**where, element=f"{number}{part}", fault=f"{words} {fault}.", fix=fix)


def _named(text: str) -> str:
    """Return the name of a segment of the guide, which pyx12 quotes."""
    return (*text.split('"'), "", "")[1] or "not named"


def _without_values(text: str) -> str:
    """Return what pyx12 says without the values of the file that it quotes."""
    words = text.split('"')
    return " ".join("".join(words[::2]).split()).rstrip(".")
