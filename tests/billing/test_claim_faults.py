from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from charting_tui.billing.claim_data import AccidentData, ClaimData
from charting_tui.billing.claim_faults import claim_faults
from charting_tui.records.answers import Adjustment, LinePayment
from tests.billing.claims_made import TODAY, claim, claims

Change = Callable[[ClaimData], ClaimData]
FIRST, BY_LINE, DEPENDENT, LONG, AUTO, SECOND = 0, 1, 2, 3, 9, 6
"""Claims of ``claims_made`` by what they are."""


def put(path: str, value: object) -> Change:
    return lambda made: with_value(made, path.split("."), value)


def with_value(record: Any, path: list[str], value: object) -> Any:
    name, place = path[0].rstrip("]").partition("[")[::2]
    held = getattr(record, name)
    new = with_value(held[int(place)] if place else held, path[1:], value) if path[1:] else value
    if place:
        new = (*held[: int(place)], new, *held[int(place) + 1 :])
    return record.model_copy(update={name: new})


def twice(made: ClaimData) -> ClaimData:
    again = made.lines[0].model_copy(update={"number": 99, "modifiers": ()})
    first = again.model_copy(update={"number": 98})
    return made.model_copy(update={"lines": (first, again)})


def many(made: ClaimData) -> ClaimData:
    lines = tuple(made.lines[0].model_copy(update={"number": nth, "modifiers": ("76",)}) for nth in range(51))
    return made.model_copy(update={"lines": lines})


WRONG: tuple[tuple[int, Change, str, str], ...] = (
    (FIRST, put("number", "26/09 01*1"), "number", "letters, digits and hyphens"),
    (FIRST, put("frequency", "7"), "original_ref", "payer's claim number is missing"),
    (FIRST, put("insurance", None), "insurance", "no insurance"),
    (FIRST, put("insurance.payer.electronic_id", ""), "insurance.payer.electronic_id", "payer ID is missing"),
    (FIRST, put("insurance.member_id", " "), "insurance.member_id", "member ID is missing"),
    (
        DEPENDENT,
        put("insurance.subscriber.name.family", ""),
        "insurance.subscriber.name.family",
        "Enter the sub",
    ),
    (FIRST, put("patient.name.family", ""), "patient.name.family", "last name is missing"),
    (FIRST, put("patient.birth_date", None), "patient.birth_date", "birth date is missing"),
    (FIRST, put("patient.sex", ""), "patient.sex", "sex is missing"),
    (FIRST, put("patient.address.street", ""), "patient.address.street", "street is missing"),
    (FIRST, put("patient.address.state", "WS"), "patient.address.state", "isn't a state"),
    (FIRST, put("patient.address.zip_code", "983"), "patient.address.zip_code", "5 or 9 digits"),
    (FIRST, put("billing.npi", "1234567890"), "billing.npi", "wrong check digit"),
    (FIRST, put("billing.npi", "123456789"), "billing.npi", "has 9 digits; an NPI has 10"),
    (FIRST, put("billing.npi", ""), "billing.npi", "NPI is missing"),
    (LONG, put("rendering.npi", "3234567893"), "rendering.npi", "doesn't start with 1 or 2"),
    (LONG, put("rendering.taxonomy", "225700000"), "rendering.taxonomy", "isn't a taxonomy code"),
    (FIRST, put("billing.tax_id", "91-00417"), "billing.tax_id", "9 digits"),
    (FIRST, put("billing.address.street", "P.O. Box 17"), "billing.address.street", "PO box"),
    (FIRST, put("billing.address.zip_code", "98366"), "billing.address.zip_code", "electronic claims need 9"),
    (FIRST, put("billing.phone", "555-0142"), "billing.phone", "10-digit"),
    (FIRST, put("diagnoses", ()), "diagnoses", "no diagnosis"),
    (FIRST, put("diagnoses", ("M542",)), "diagnoses[0]", "isn't an ICD-10-CM code"),
    (FIRST, put("diagnoses", ("M54.9Z",)), "diagnoses[0]", "ICD-10-CM has no code"),
    (FIRST, put("diagnoses", ("M54",)), "diagnoses[0]", "is a heading"),
    (FIRST, put("diagnoses", ("M54.2", "M54.2")), "diagnoses[1]", "is on the claim twice"),
    (FIRST, put("diagnoses", tuple(f"M25.5{n}" for n in range(60, 73))), "diagnoses", "The limit is 12"),
    (FIRST, put("lines", ()), "lines", "no line"),
    (FIRST, many, "lines", "The limit is 50"),
    (FIRST, put("lines[0].code", "9714"), "lines[0].code", "isn't a procedure code"),
    (FIRST, put("lines[0].code", "97762"), "lines[0].code", "ended on"),
    (FIRST, put("lines[0].modifiers", ("gp",)), "lines[0].modifiers", "two capital letters"),
    (FIRST, put("lines[0].modifiers", ("Q0", "ZZ")), "lines[0].modifiers", "no modifier ZZ"),
    (
        FIRST,
        put("lines[0].modifiers", ("GP", "59", "KX", "52", "76")),
        "lines[0].modifiers",
        "The limit is 4",
    ),
    (FIRST, twice, "lines[1].modifiers", "same code and modifiers"),
    (FIRST, put("lines[0].units", 0), "lines[0].units", "0 units"),
    (FIRST, put("lines[0].charge", 0), "lines[0].charge", "no charge"),
    (FIRST, put("lines[0].pointers", (2,)), "lines[0].pointers", "points to diagnosis 2"),
    (FIRST, put("lines[0].pointers", ()), "lines[0].pointers", "has no diagnosis pointer"),
    (LONG, put("lines[0].pointers", (1, 2, 3, 4, 5)), "lines[0].pointers", "The limit is 4"),
    (FIRST, put("lines[0].place", "28"), "lines[0].place", "isn't a place of service"),
    (FIRST, put("lines[0].date", TODAY + timedelta(1)), "lines[0].date", "in the future"),
    (FIRST, put("patient.birth_date", date(2026, 10, 1)), "patient.birth_date", "after the visit"),
    (FIRST, put("onset", date(2026, 10, 1)), "onset", "after the visit"),
    (AUTO, put("accident.date", None), "accident.date", "date is missing"),
    (AUTO, put("accident.state", ""), "accident.state", "state of the auto accident is missing"),
    (AUTO, put("accident", AccidentData(kind="other")), "accident", "An auto insurer is billed"),
    (FIRST, put("patient.name.given", "李"), "patient.name.given", "electronic claims can't contain: 李"),
    (FIRST, put("insurance.group", "G" * 51), "insurance.group", "room for 50"),
    (FIRST, put("note", "See record. " * 9), "note", "room for 80"),
    (FIRST, put("paid_by_client", 9_000_000), "paid_by_client", "more than the claim's total"),
    (SECOND, put("others", ()), "others", "the earlier payer's payment or denial"),
    (SECOND, put("others[0].decision.decided_on", None), "others[0].decision.decided_on", "remittance"),
    (SECOND, put("others[0].decision.paid", 1), "others[0].decision.paid", "differ from the total"),
    (SECOND, put("others[0].order", "secondary"), "others[0].order", "Two policies"),
    (BY_LINE, put("lines[0].earlier", LinePayment(paid=1)), "lines[0].earlier", "differ from its charge"),
    (
        BY_LINE,
        put("lines[0].earlier.adjustments[0]", Adjustment(group="CO", reason="CO45", cents=900)),
        "lines[0].earlier",
        "isn't an adjustment reason",
    ),
)


@pytest.mark.parametrize(("nth", "change", "field", "words"), WRONG, ids=[row[2] for row in WRONG])
def test_a_wrong_claim_is_refused_with_a_sentence(nth: int, change: Change, field: str, words: str) -> None:
    made = claim(nth)
    assert claim_faults(made, TODAY) == []
    told = {fault.field: fault.sentence for fault in claim_faults(change(made), TODAY)}
    assert words in told[field]
    assert told[field][0].isupper() or told[field][0] in "“0123456789"
    assert told[field].endswith(".")


def test_fifty_different_claims_have_no_fault() -> None:
    assert [fault for made in claims(50) for fault in claim_faults(made, TODAY)] == []


def test_what_stays_off_the_claim_is_not_judged() -> None:
    made = put("lines[0].description", "Massage, " * 20)(claim(0))
    assert claim_faults(made, TODAY) == []
    assert claim_faults(put("referring.npi", "")(made), TODAY) == []
