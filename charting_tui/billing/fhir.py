"""Claims as a FHIR R4 bundle: client, coverage, visit, diagnoses, services, claim and note.

Resources follow US Core 6.1.0 where it has a profile; the claim itself is that of base R4.
"""

import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from charting_tui.billing.claim_data import (
    ClaimData,
    Insurance,
    LineData,
    PayerData,
    ProviderData,
)
from charting_tui.billing.fhir_values import (
    CPT,
    HL7,
    NPI,
    PLACES,
    TAX_ID,
    Resource,
    addresses,
    coded,
    coded_in,
    diagnosis,
    full_name,
    human_name,
    money,
    payer_key,
    person_fields,
    policy_key,
    procedure_code,
    provider_key,
    telecom,
)

_OURS = UUID("6b1f0a52-3c57-4a55-9a0f-5f6f3a1e7f10")
"""Whence the ids of resources are made: the same claim gives the same ids."""
_CLASSES = {"12": ("HH", "home health"), "02": ("VR", "virtual"), "10": ("VR", "virtual")}
_ORDERS = {"primary": 1, "secondary": 2, "tertiary": 3}
_RELATED = {"spouse": "SPS", "child": "PRN", "other": "O"}
"""The subscriber to the client; a child is insured with a parent."""
_ROLES = {"rendering": "primary", "referring": "other", "supervising": "supervisor"}


@dataclass(frozen=True)
class VisitNote:
    """The signed note of a visit, for whoever may see it."""

    text: str
    title: str
    signed_at: datetime
    """Aware."""


def fhir_bundle(
    claims: Sequence[ClaimData], made_at: datetime, notes: Mapping[str, VisitNote] | None = None
) -> bytes:
    """Return a bundle (JSON) of these claims; ``notes`` are by the claim's number. ``made_at`` is aware."""
    entries: dict[str, Resource] = {}
    for claim in claims:
        for resource in _Resources(claim, made_at).all((notes or {}).get(claim.number)):
            entries.setdefault(f"urn:uuid:{resource['id']}", resource)
    bundle = {
        "resourceType": "Bundle",
        "type": "collection",
        "timestamp": made_at.isoformat(timespec="seconds"),
        "entry": [{"fullUrl": url, "resource": resource} for url, resource in entries.items()],
    }
    return json.dumps(bundle, ensure_ascii=False, indent=1).encode()


class _Resources:
    """The resources of one claim."""

    def __init__(self, claim: ClaimData, made_at: datetime) -> None:
        self._claim = claim
        self._made_at = made_at
        self._day = min((line.date for line in claim.lines), default=made_at.date())
        self._ids = {
            "Patient": claim.client or json.dumps(claim.patient.model_dump(mode="json")),
            "Encounter": claim.visit or claim.number,
        }

    def all(self, note: VisitNote | None) -> list[Resource]:
        """Return them, those that others refer to first."""
        claim = self._claim
        held = [
            self._patient(),
            self._organization("practice", claim.billing),
            *(self._practitioner(role, who) for role, who in self._persons().items()),
            *(self._payer(one.payer) for one in self._policies()),
            *(self._holder(one) for one in self._policies() if one.relationship != "self"),
            *(self._coverage(one) for one in self._policies()),
            *(() if claim.insurance else [self._self_pay()]),
            self._encounter(),
            *(self._condition(place, code) for place, code in enumerate(claim.diagnoses)),
            *(self._procedure(line) for line in claim.lines),
            self._claim_resource(),
        ]
        return [*held, self._document(note)] if note else held

    def _policies(self) -> tuple[Insurance, ...]:
        return (*filter(None, [self._claim.insurance]), *self._claim.others)

    def _policy(self, held: Insurance) -> str:
        """Return what tells policies apart: members of a family may have one number."""
        return f"{self._ids['Patient']} {policy_key(held)}"

    def _persons(self) -> dict[str, ProviderData]:
        claim = self._claim
        treats = claim.rendering or claim.billing
        known = {"rendering": treats, "referring": claim.referring, "supervising": claim.supervising}
        return {role: who for role, who in known.items() if who and who.person.family}

    def _made(self, kind: str, key: str, /, **fields: Any) -> Resource:
        held = {key: value for key, value in fields.items() if value not in (None, "", [], {})}
        return {"resourceType": kind, "id": self._id(kind, key), **held}

    def _id(self, kind: str, name: str) -> str:
        return str(uuid5(_OURS, f"{kind}/{name}"))

    def _of(self, kind: str, name: str = "") -> Resource:
        """Return a reference to a resource of this claim."""
        return {"reference": f"urn:uuid:{self._id(kind, name or self._ids[kind])}"}

    def _patient(self) -> Resource:
        claim = self._claim
        number = claim.patient_account or claim.client or claim.number
        identifier = {"type": coded("v2-0203", "MR"), "system": "urn:charting-tui:client", "value": number}
        return self._made(
            "Patient", self._ids["Patient"], identifier=[identifier], **person_fields(claim.patient)
        )

    def _holder(self, held: Insurance) -> Resource:
        return self._made(
            "RelatedPerson",
            self._policy(held),
            patient=self._of("Patient"),
            relationship=[coded("v3-RoleCode", _RELATED.get(held.relationship, "O"))]
            if held.relationship != "other"
            else None,
            **person_fields(held.subscriber),
        )

    def _organization(self, name: str, who: ProviderData) -> Resource:
        called = who.organization or f"{who.person.given} {who.person.family}".strip()
        return self._made(
            "Organization",
            f"{name} {who.npi or called}",
            identifier=[
                *([{"system": NPI, "value": who.npi}] if who.npi else []),
                *([{"system": TAX_ID, "value": who.tax_id}] if who.tax_id else []),
            ],
            active=True,
            name=called or "not named",
            telecom=telecom(who.phone),
            address=addresses(who.address),
        )

    def _practice(self) -> Resource:
        who = self._claim.billing
        called = who.organization or f"{who.person.given} {who.person.family}".strip()
        return self._of("Organization", f"practice {who.npi or called}")

    def _payer(self, who: PayerData) -> Resource:
        return self._made(
            "Organization",
            payer_key(who),
            identifier=[{"system": "urn:charting-tui:payer", "value": who.electronic_id}]
            if who.electronic_id
            else [],
            active=True,
            type=[coded("organization-type", "pay")],
            name=who.name or "not named",
            address=addresses(who.address),
        )

    def _practitioner(self, role: str, who: ProviderData) -> Resource:
        name = human_name(who.person)
        suffix = [part for part in (who.person.suffix, who.credentials) if part]
        return self._made(
            "Practitioner",
            provider_key(role, who),
            identifier=[
                *([{"system": NPI, "value": who.npi}] if who.npi else []),
                *(
                    [{"type": coded("v2-0203", "LN"), "value": who.license_number}]
                    if who.license_number
                    else []
                ),
            ]
            or [{"system": "urn:charting-tui:person", "value": full_name(who.person)}],
            name=[name | ({"suffix": suffix} if suffix else {})],
            telecom=telecom(who.phone),
        )

    def _coverage(self, held: Insurance) -> Resource:
        own = held.relationship == "self"
        classes = (("group", held.group), ("plan", held.plan_name))
        return self._made(
            "Coverage",
            self._policy(held),
            status="active",
            subscriber=self._of("Patient") if own else self._of("RelatedPerson", self._policy(held)),
            subscriberId=held.member_id,
            beneficiary=self._of("Patient"),
            relationship=coded("subscriber-relationship", held.relationship),
            payor=[self._of("Organization", payer_key(held.payer))],
            order=_ORDERS[held.order],
            **{
                "class": [
                    {"type": coded("coverage-class", kind), "value": text} for kind, text in classes if text
                ]
            },
        )

    def _self_pay(self) -> Resource:
        return self._made(
            "Coverage",
            f"self-pay {self._ids['Patient']}",
            status="active",
            type=coded("coverage-selfpay", "pay"),
            beneficiary=self._of("Patient"),
            relationship=coded("subscriber-relationship", "self"),
            payor=[self._of("Patient")],
        )

    def _encounter(self) -> Resource:
        claim = self._claim
        code, display = _CLASSES.get(claim.place, ("AMB", "ambulatory"))
        persons = self._persons()
        treats = persons.get("rendering")
        return self._made(
            "Encounter",
            self._ids["Encounter"],
            identifier=[{"system": "urn:charting-tui:visit", "value": claim.visit or claim.number}],
            status="finished",
            type=[procedure_code(claim.lines[0].code)] if claim.lines else [{"text": "Visit"}],
            subject=self._of("Patient"),
            participant=[{"individual": self._of("Practitioner", provider_key("rendering", treats))}]
            if treats
            else [],
            period={"start": self._day.isoformat(), "end": self._day.isoformat()},
            reasonCode=[diagnosis(code) for code in claim.diagnoses],
            serviceProvider=self._practice(),
            **{"class": {"system": f"{HL7}/v3-ActCode", "code": code, "display": display}},
        )

    def _condition(self, place: int, code: str) -> Resource:
        return self._made(
            "Condition",
            f"{self._ids['Encounter']} {code}",
            clinicalStatus=coded("condition-clinical", "active"),
            verificationStatus=coded("condition-ver-status", "confirmed"),
            category=[coded("condition-category", "encounter-diagnosis")],
            code=diagnosis(code),
            subject=self._of("Patient"),
            encounter=self._of("Encounter"),
            onsetDateTime=self._claim.onset.isoformat() if self._claim.onset and not place else None,
            recordedDate=self._day.isoformat(),
        )

    def _procedure(self, line: LineData) -> Resource:
        treats = self._persons().get("rendering")
        pointed = [self._claim.diagnoses[one - 1] for one in line.pointers if self._points(one)]
        return self._made(
            "Procedure",
            f"{self._ids['Encounter']} {line.number}",
            status="completed",
            code=procedure_code(line.code, line.description),
            subject=self._of("Patient"),
            encounter=self._of("Encounter"),
            performedDateTime=line.date.isoformat(),
            performer=[{"actor": self._of("Practitioner", provider_key("rendering", treats))}]
            if treats
            else [],
            reasonReference=[self._of("Condition", f"{self._ids['Encounter']} {code}") for code in pointed],
            note=[{"text": f"{line.minutes} minutes"}] if line.minutes else [],
        )

    def _points(self, pointer: int) -> bool:
        return 1 <= pointer <= len(self._claim.diagnoses)

    def _claim_resource(self) -> Resource:
        claim = self._claim
        days = [line.date for line in claim.lines] or [self._day]
        return self._made(
            "Claim",
            f"{claim.number} {claim.insurance.payer.electronic_id if claim.insurance else ''}",
            identifier=[{"system": "urn:charting-tui:claim", "value": claim.number}],
            status="cancelled" if claim.frequency == "8" else "active",
            type=coded("claim-type", "professional"),
            use="claim",
            patient=self._of("Patient"),
            billablePeriod={"start": min(days).isoformat(), "end": max(days).isoformat()},
            created=self._made_at.date().isoformat(),
            insurer=self._of("Organization", payer_key(claim.insurance.payer)) if claim.insurance else None,
            provider=self._practice(),
            priority=coded("processpriority", "normal"),
            related=self._replaced(),
            careTeam=[
                {
                    "sequence": place,
                    "provider": self._of("Practitioner", provider_key(role, who)),
                    "role": coded("claimcareteamrole", _ROLES[role]),
                }
                for place, (role, who) in enumerate(self._persons().items(), start=1)
            ],
            diagnosis=[
                {"sequence": place, "diagnosisCodeableConcept": diagnosis(code)}
                for place, code in enumerate(claim.diagnoses, start=1)
            ],
            insurance=self._insurance(),
            accident=self._accident(),
            item=[self._item(place, line) for place, line in enumerate(claim.lines, start=1)],
            total=money(claim.total),
        )

    def _replaced(self) -> list[Resource]:
        claim = self._claim
        if not claim.original_ref:
            return []
        number = {"system": "urn:charting-tui:payer-claim", "value": claim.original_ref}
        return [{"relationship": coded("ex-relatedclaimrelationship", "prior"), "reference": number}]

    def _insurance(self) -> list[Resource]:
        claim = self._claim
        if claim.insurance is None:
            own = self._of("Coverage", f"self-pay {self._ids['Patient']}")
            return [{"sequence": 1, "focal": True, "coverage": own}]
        asked = [claim.authorization] if claim.authorization else []
        return [
            {
                "sequence": place,
                "focal": held is claim.insurance,
                "coverage": self._of("Coverage", self._policy(held)),
                **({"preAuthRef": asked} if asked and held is claim.insurance else {}),
            }
            for place, held in enumerate(self._policies(), start=1)
        ]

    def _accident(self) -> Resource | None:
        accident = self._claim.accident
        if accident is None or accident.date is None:
            return None
        kinds = {"auto": "MVA", "employment": "WPA"}
        kind = {"type": coded("v3-ActCode", kinds[accident.kind])} if accident.kind in kinds else {}
        where = {"locationAddress": {"state": accident.state, "country": "US"}} if accident.state else {}
        return {"date": accident.date.isoformat(), **kind, **where}

    def _item(self, place: int, line: LineData) -> Resource:
        pointed = [one for one in line.pointers if self._points(one)]
        at = line.place or self._claim.place
        where = {"locationCodeableConcept": coded_in(PLACES, at)} if at else {}
        return {
            "sequence": place,
            **({"careTeamSequence": [1]} if "rendering" in self._persons() else {}),
            **({"diagnosisSequence": pointed} if pointed else {}),
            "productOrService": procedure_code(line.code, line.description),
            **({"modifier": [coded_in(CPT, one) for one in line.modifiers]} if line.modifiers else {}),
            "servicedDate": line.date.isoformat(),
            **where,
            "quantity": {"value": line.units},
            "net": money(line.charge),
        }

    def _document(self, note: VisitNote) -> Resource:
        treats = self._persons().get("rendering")
        loinc = {"system": "http://loinc.org", "code": "11506-3", "display": "Progress note"}
        category = "http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category"
        return self._made(
            "DocumentReference",
            f"note {self._ids['Encounter']}",
            status="current",
            docStatus="final",
            type={"coding": [loinc]},
            category=[coded_in(category, "clinical-note")],
            subject=self._of("Patient"),
            date=note.signed_at.isoformat(timespec="seconds"),
            author=[self._of("Practitioner", provider_key("rendering", treats))] if treats else [],
            content=[
                {
                    "attachment": {
                        "contentType": "text/plain; charset=utf-8",
                        "data": b64encode(note.text.encode()).decode("ascii"),
                        "title": note.title,
                        "creation": note.signed_at.isoformat(timespec="seconds"),
                    }
                }
            ],
            context={
                "encounter": [self._of("Encounter")],
                "period": {"start": self._day.isoformat(), "end": self._day.isoformat()},
            },
        )
