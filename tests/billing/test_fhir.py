import json
from base64 import b64decode
from collections.abc import Callable
from functools import cache
from typing import Any

import fhirkit
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from charting_tui.billing.check_fhir import check_fhir
from charting_tui.billing.claim_data import ClaimData
from charting_tui.billing.fhir import VisitNote, fhir_bundle
from charting_tui.errors import BadInput
from tests.billing.claims_made import MADE_AT, TODAY, claim, claims

NOTE = VisitNote("S: neck pain 6\nO: tight upper trapezius, right — “ropy”", "Visit note", MADE_AT)


@cache
def ten() -> bytes:
    made = [*claims(10), claim(0).model_copy(update={"insurance": None, "number": "SELF-1"})]
    return fhir_bundle(made, MADE_AT, {one.number: NOTE for one in made[::2]})


def resources(file: bytes, kind: str) -> list[dict[str, Any]]:
    entries = json.loads(file)["entry"]
    return [one["resource"] for one in entries if one["resource"]["resourceType"] == kind]


def alone(made: ClaimData) -> dict[str, Any]:
    return resources(fhir_bundle([made], MADE_AT), "Claim")[0]


def test_two_validators_take_the_bundle() -> None:
    assert check_fhir(ten(), TODAY) == []
    assert fhirkit.validate(ten()) == []


def test_the_note_is_in_the_bundle_where_it_was_given() -> None:
    documents = resources(ten(), "DocumentReference")
    assert len(documents) == 6
    attachment = documents[0]["content"][0]["attachment"]
    assert b64decode(attachment["data"]).decode() == NOTE.text
    assert attachment["title"] == "Visit note"


def test_the_claim_says_what_the_837p_says() -> None:
    made = claim(3)
    written = alone(made)
    assert written["total"]["value"] * 100 == made.total
    assert [one["sequence"] for one in written["diagnosis"]] == list(range(1, 13))
    assert [one["diagnosisSequence"] for one in written["item"]] == [list(one.pointers) for one in made.lines]
    assert written["item"][1]["modifier"][0]["coding"][0]["code"] == "59"
    assert written["related"][0]["reference"]["value"] == made.original_ref
    assert alone(claim(9))["accident"]["locationAddress"]["state"] == "WA"


def test_the_same_claim_gives_the_same_bytes_and_a_family_number_several_coverages() -> None:
    assert fhir_bundle([claim(2)], MADE_AT) == fhir_bundle([claim(2)], MADE_AT)
    other = claim(2).model_copy(update={"number": "OTHER", "patient": claim(5).patient})
    coverages = resources(fhir_bundle([claim(2), other], MADE_AT), "Coverage")
    assert len({one["beneficiary"]["reference"] for one in coverages}) == 2


def change(kind: str, path: str, value: object) -> Callable[[dict[str, Any]], None]:
    def changed(bundle: dict[str, Any]) -> None:
        held = next(one["resource"] for one in bundle["entry"] if one["resource"]["resourceType"] == kind)
        *above, last = [int(part) if part.isdigit() else part for part in path.split(".")]
        for part in above:
            held = held[part]
        held[last] = value

    return changed


WRONG: tuple[tuple[str, str, object, str], ...] = (
    ("Patient", "gender", "F", "Patient.gender isn't an allowed code"),
    ("Patient", "birthDate", "1985-02-30", "birthDate does not have the shape"),
    ("Patient", "surname", "Doe", "does not have the shape"),
    ("Encounter", "status", "done", "Encounter.status isn't an allowed code"),
    ("Organization", "identifier.0.value", "1234567890", "wrong check digit"),
    ("Condition", "code.coding.0.code", "M542", "isn't an ICD-10-CM code"),
    ("Procedure", "code.coding.0.code", "9712", "isn't a CPT code"),
    ("Claim", "status", "open", "Claim.status isn't an allowed code"),
    ("Claim", "total.value", 1.0, "doesn't match the sum of its items"),
    ("Claim", "item.0.diagnosisSequence", [13], "points to diagnosis 13"),
    ("Claim", "item.0.servicedDate", "2027-01-01", "in the future"),
    ("Claim", "patient.reference", "urn:uuid:nobody", "something the file doesn't contain"),
    ("Claim", "priority", None, "priority is null"),
    ("Claim", "insurance", "none", "insurance does not have the shape"),
    ("Coverage", "resourceType", "Cover", "no resource of this kind"),
)


@pytest.mark.parametrize(("kind", "path", "value", "words"), WRONG, ids=[row[3] for row in WRONG])
def test_a_wrong_bundle_is_told(kind: str, path: str, value: object, words: str) -> None:
    bundle = json.loads(fhir_bundle([claim(0)], MADE_AT))
    change(kind, path, value)(bundle)
    told = [one.sentence for one in check_fhir(json.dumps(bundle).encode(), TODAY)]
    assert any(words in sentence for sentence in told), told


@pytest.mark.parametrize("file", [b"", b"{", b"[]", b"{}", b'{"resourceType": 1}', b"\xff", b"[" * 100_000])
def test_what_is_no_fhir_is_refused_in_a_sentence(file: bytes) -> None:
    with pytest.raises(BadInput, match="not a FHIR file"):
        check_fhir(file, TODAY)


@settings(max_examples=40)
@given(st.data())
def test_no_spoiled_bundle_makes_the_check_fail(data: st.DataObject) -> None:
    bundle = json.loads(fhir_bundle([claim(0)], MADE_AT))
    for _ in range(data.draw(st.integers(1, 4))):
        held: Any = data.draw(st.sampled_from(bundle["entry"]))
        while held and isinstance(held, dict | list):
            keys = list(held) if isinstance(held, dict) else list(range(len(held)))
            key = data.draw(st.sampled_from(keys))
            if not isinstance(held[key], dict | list) or data.draw(st.booleans()):
                held[key] = data.draw(
                    st.sampled_from([None, "", 0, -1, [], {}, "x", [1], {"a": 1}, [None], True])
                )
                break
            held = held[key]
    try:
        found = check_fhir(json.dumps(bundle).encode(), TODAY)
    except BadInput:
        found = []
    assert all(one.fault for one in found)


def test_a_bundle_as_deep_as_a_well_is_judged() -> None:
    deep: dict[str, Any] = {"url": "urn:x", "valueString": "x"}
    for _ in range(200):
        deep = {"url": "urn:x", "extension": [deep]}
    bundle = json.loads(fhir_bundle([claim(0)], MADE_AT))
    change("Patient", "extension", [deep])(bundle)
    assert all(one.id == "Patient" for one in check_fhir(json.dumps(bundle).encode(), TODAY))
