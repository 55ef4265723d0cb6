"""Judges a FHIR R4 bundle of claims, whoever wrote it: its shapes by fhir.resources, the rest by us."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from importlib import import_module
from typing import Any

from pydantic import ValidationError

from charting_tui.billing.fhir_values import CPT, HCPCS, ICD10, NPI, Resource
from charting_tui.billing.file_faults import FileFault
from charting_tui.errors import BadInput
from charting_tui.rules.claim.claim_data import npi_fault, npi_is_valid

_CODES: dict[tuple[str, str], frozenset[str]] = {
    ("Patient", "gender"): frozenset({"male", "female", "other", "unknown"}),
    ("Claim", "status"): frozenset({"active", "cancelled", "draft", "entered-in-error"}),
    ("Claim", "use"): frozenset({"claim", "preauthorization", "predetermination"}),
    ("Coverage", "status"): frozenset({"active", "cancelled", "draft", "entered-in-error"}),
    ("DocumentReference", "status"): frozenset({"current", "superseded", "entered-in-error"}),
    ("Procedure", "status"): frozenset(
        "preparation in-progress not-done on-hold stopped completed entered-in-error unknown".split()  # noqa: SIM905
    ),
    ("Encounter", "status"): frozenset(
        (
            *("planned", "arrived", "triaged", "in-progress", "onleave", "finished", "cancelled"),
            *("entered-in-error", "unknown"),
        )
    ),
}
"""Codes that R4 requires; fhir.resources takes any word."""
_FORMS = {
    ICD10: (re.compile(r"[A-TV-Z]\d[0-9A-Z](\.[0-9A-Z]{1,4})?"), "an ICD-10-CM code, like M54.2"),
    CPT: (re.compile(r"\d{4}[0-9A-Z]|[0-9A-Z]{2}"), "a CPT code, like 97124"),
    HCPCS: (re.compile(r"[A-V]\d{4}|[0-9A-Z]{2}"), "a HCPCS code, like G0283"),
}
_DEEPEST = 40


def check_fhir(file: bytes, today: date) -> list[FileFault]:
    """Return what is wrong with a bundle, or with a resource alone; BadInput where it is no FHIR at all."""
    resources = _resources(file)
    ids = {url for url, _ in resources if url}
    ids |= {f"{one.get('resourceType')}/{one['id']}" for _, one in resources if one.get("id")}
    found: list[FileFault] = []
    for place, (_, one) in enumerate(resources):
        shape = list(_of_shape(one, place))
        found += shape or [*_of_codes(one, ""), *_of_resource(one, today), *_dangling(one, ids)]
    if not any(one.get("resourceType") == "Claim" for _, one in resources):
        found.append(
            FileFault(segment=0, fault="The file has no claim.", fix="Export a bundle with a Claim.")
        )
    return list(dict.fromkeys(found))


def looks_like_fhir(file: bytes) -> bool:
    """Whether a file is JSON at its beginning."""
    return file.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"


def _resources(file: bytes) -> list[tuple[str, Resource]]:
    """Return the resources of a bundle with their URLs."""
    try:
        held = json.loads(file.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise BadInput("This is not a FHIR file: it is not JSON.") from None
    if not isinstance(held, dict) or not isinstance(held.get("resourceType"), str):
        raise BadInput("This is not a FHIR file: it does not say its resourceType.")
    if held["resourceType"] != "Bundle":
        return [("", held)]
    entries = held.get("entry")
    if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
        raise BadInput("This FHIR bundle has no entries.")
    pairs = [(one.get("fullUrl", ""), one.get("resource")) for one in entries]
    return [(url if isinstance(url, str) else "", one) for url, one in pairs if isinstance(one, dict)]


@cache
def _model_of(kind: str) -> Callable[[Resource], object] | None:
    """Return what reads resources of a kind; None where R4B has none of that name."""
    try:
        model = import_module("fhir.resources.R4B").get_fhir_model_class(kind)
    except (LookupError, ValueError, AttributeError):
        return None
    return getattr(model, "model_validate", None)


def _of_shape(resource: Resource, place: int) -> Iterator[FileFault]:
    kind = resource.get("resourceType")
    read = _model_of(kind) if isinstance(kind, str) else None
    if read is None:
        yield FileFault(
            segment=0,
            element=f"entry[{place}]",
            fault="FHIR R4 has no resource of this kind.",
            fix="Check its resourceType against the FHIR guide.",
        )
        return
    try:
        read(resource)
    except ValidationError as faults:
        for one in faults.errors(include_url=False, include_context=False, include_input=False):
            path = ".".join(str(part) for part in one["loc"]) or f"entry[{place}]"
            words = (
                "is missing"
                if one["type"].endswith("missing")
                else "does not have the shape that R4 has for it"
            )
            yield _fault(
                resource, path, f"{kind}: {path} {words}.", "Check it against the FHIR guide.", "FHIR"
            )
    except (RecursionError, ValueError, TypeError, AttributeError, KeyError) as fault:
        name = type(fault).__name__
        yield _fault(
            resource,
            f"entry[{place}]",
            f"{kind} cannot be read ({name}).",
            "Check it against the FHIR guide.",
            "FHIR",
        )


def _fault(resource: Resource, path: str, fault: str, fix: str, source: str = "charting-tui") -> FileFault:
    return FileFault(
        segment=0,
        id=str(resource.get("resourceType", ""))[:40],
        element=path,
        claim=_number_of(resource),
        fault=fault,
        fix=fix,
        source=source,
    )


def _number_of(resource: Resource) -> str:
    held = resource.get("identifier")
    first = held[0] if resource.get("resourceType") == "Claim" and isinstance(held, list) and held else {}
    return str(first.get("value", "")) if isinstance(first, dict) else ""


def _of_codes(resource: Resource, path: str, held: Any = None, depth: int = 0) -> Iterator[FileFault]:
    """Go through a resource: codes by their systems, NPIs by their check digit, nothing that is null."""
    held = resource if held is None else held
    if depth > _DEEPEST:
        return
    if isinstance(held, list):
        for place, one in enumerate(held):
            yield from _of_codes(resource, f"{path}[{place}]", one, depth + 1)
    elif isinstance(held, dict):
        system, code, value = held.get("system"), held.get("code"), held.get("value")
        form, what = _FORMS.get(system, (None, "")) if isinstance(system, str) else (None, "")
        if form is not None and isinstance(code, str) and not form.fullmatch(code):
            yield _fault(resource, path, f"{path}: “{code[:10]}” isn't {what}.", "Correct the code.")
        if system == NPI and isinstance(value, str) and not npi_is_valid(value):
            told = f"{path}: the NPI {npi_fault(value)}."
            yield _fault(resource, path, told, "Check it against the NPI registry.")
        for name, one in held.items():
            at = f"{path}.{name}".lstrip(".")
            if one is None:
                yield _fault(resource, at, f"{at} is null.", "Enter a value, or remove the field.")
            elif isinstance(one, (dict, list)):
                yield from _of_codes(resource, at, one, depth + 1)


def _of_resource(resource: Resource, today: date) -> Iterator[FileFault]:
    kind = str(resource["resourceType"])
    for (of, name), codes in _CODES.items():
        if of == kind and name in resource and resource[name] not in codes:
            known = ", ".join(sorted(codes))
            yield _fault(resource, name, f"{kind}.{name} isn't an allowed code.", f"Use one of: {known}.")
    if kind == "Claim":
        yield from _of_claim(resource, today)


def _of_claim(claim: Resource, today: date) -> Iterator[FileFault]:
    items = claim.get("item") or []
    if not items:
        yield _fault(claim, "item", "The claim has no items.", "Add its services.")
    known = {one.get("sequence") for one in claim.get("diagnosis") or []}
    if items and not known:
        yield _fault(
            claim, "diagnosis", "The claim has no diagnosis.", "Enter the one from the prescription."
        )
    nets = [value for one in items if (value := (one.get("net") or {}).get("value")) is not None]
    total = (claim.get("total") or {}).get("value")
    if total is not None and len(nets) == len(items) and round(sum(nets) * 100) != round(total * 100):
        yield _fault(
            claim,
            "total",
            "The claim's total doesn't match the sum of its items.",
            "Correct the total or the items.",
        )
    for place, one in enumerate(items):
        missing = [number for number in one.get("diagnosisSequence") or [] if number not in known]
        if missing:
            told = f"Item {place + 1} points to diagnosis {missing[0]}, which isn't on the claim."
            yield _fault(
                claim, f"item[{place}].diagnosisSequence", told, "Correct the pointer, or add the diagnosis."
            )
        if str(one.get("servicedDate") or "") > today.isoformat():
            told = f"Item {place + 1}'s date is in the future."
            yield _fault(claim, f"item[{place}].servicedDate", told, "Correct the date of service.")


def _dangling(
    resource: Resource, ids: set[str], held: Any = None, path: str = "", depth: int = 0
) -> Iterator[FileFault]:
    """Find references to what the bundle does not hold."""
    held = resource if held is None else held
    if depth > _DEEPEST:
        return
    if isinstance(held, list):
        for place, one in enumerate(held):
            yield from _dangling(resource, ids, one, f"{path}[{place}]", depth + 1)
    elif isinstance(held, dict):
        to = held.get("reference")
        if isinstance(to, str) and to.startswith("urn:") and to not in ids:
            yield _fault(
                resource,
                path,
                f"{path} refers to something the file doesn't contain.",
                "Add it to the bundle.",
            )
        for name, one in held.items():
            if isinstance(one, (dict, list)):
                yield from _dangling(resource, ids, one, f"{path}.{name}".lstrip("."), depth + 1)
