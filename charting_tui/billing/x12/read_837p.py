"""Reads an 837P, whoever wrote it, as claims; what cannot be read is a fault at its segment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, get_args

from charting_tui.billing.claim_data import ClaimData, FilingKind, Insurance, PersonData, ProviderData
from charting_tui.billing.file_faults import FileFault
from charting_tui.billing.x12.party_reading import PartyRead
from charting_tui.billing.x12.segments import X12Segment, read_segments
from charting_tui.records.answers import AdjustmentGroup

_KINDS: tuple[FilingKind, ...] = get_args(FilingKind)
_ORDERS = {"P": "primary", "S": "secondary", "T": "tertiary"}
_RELATIONSHIPS = {"18": "self", "01": "spouse", "19": "child", "20": "self"}
_ACCIDENTS = {"AA": "auto", "EM": "employment", "OA": "other"}
_GROUPS: tuple[AdjustmentGroup, ...] = get_args(AdjustmentGroup)
_MOST_CENTS = 10**11
_CLAIM_REFERENCES = {"G1": "authorization", "F8": "original_ref", "EA": "patient_account"}
_CLAIM_DATES = {"431": "onset", "454": "first_treatment", "439": "accident.date"}
_PROVIDERS = {"DN": "referring", "82": "rendering", "77": "facility", "DQ": "supervising"}


@dataclass(frozen=True)
class ReadClaim:
    """A claim of a file, and where in it its fields are."""

    claim: ClaimData
    segment: int
    """Its CLM."""
    places: Mapping[str, int]
    """Segments by path of the field, such as ``lines[0].code``."""

    def place_of(self, path: str) -> int:
        """Return the segment that holds a field, or the nearest above it."""
        while path and path not in self.places:
            path = path.rpartition(".")[0] if "." in path else path.partition("[")[0] if "[" in path else ""
        return self.places.get(path, self.segment)


@dataclass(frozen=True)
class Read837P:
    """What a file holds."""

    segments: tuple[X12Segment, ...]
    claims: tuple[ReadClaim, ...]
    faults: tuple[FileFault, ...]
    """What could not be read."""


def read_837p(file: bytes) -> Read837P:
    """Return the claims of a file; BadInput where it is no X12 at all.

    Loops that a ``ClaimData`` has no field for are passed over: line providers, drugs, ambulance, forms.
    """
    segments = read_segments(file)
    reader = _ClaimsReader()
    for segment in segments:
        reader.take(segment)
    reader.finish_claim()
    return Read837P(tuple(segments), tuple(reader.claims), tuple(reader.faults))


@dataclass
class _PolicyRead:
    """A policy while it is read: SBR, its holder and its payer."""

    sbr: X12Segment
    holder: PartyRead = field(default_factory=PartyRead)
    payer: PartyRead = field(default_factory=PartyRead)
    assigns: bool = True
    decided: bool = False
    decided_on: date | None = None
    paid: int = 0
    number: str = ""
    adjustments: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class _ClaimRead:
    """A claim while it is read."""

    clm: X12Segment
    values: dict[str, Any] = field(default_factory=dict)
    accident: dict[str, Any] | None = None
    parties: dict[str, PartyRead] = field(default_factory=dict)
    others: list[_PolicyRead] = field(default_factory=list)
    lines: list[dict[str, Any]] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)


class _ClaimsReader:
    """Goes through the segments once, knowing which loop it is in."""

    def __init__(self) -> None:
        self.claims: list[ReadClaim] = []
        self.faults: list[FileFault] = []
        self._biller, self._pay_to = PartyRead(), PartyRead()
        self._policy: _PolicyRead | None = None
        self._patient: PartyRead | None = None
        self._relationship = ""
        self._claim: _ClaimRead | None = None
        self._party: PartyRead | None = None
        """Whom the segments that follow are about; None where they are about the claim or a line."""

    def take(self, segment: X12Segment) -> None:
        """Take one segment more."""
        if segment.id in {"HL", "SE", "ST", "GE", "IEA"}:
            self.finish_claim()
            self._open_level(segment)
        elif segment.id == "CLM":
            self.finish_claim()
            self._open_claim(segment)
        elif self._claim is None:
            self._take_above(segment)
        else:
            self._take_in_claim(self._claim, segment)

    def _open_level(self, segment: X12Segment) -> None:
        self._party = None
        if segment.id != "HL":
            return
        if segment[3] == "20":
            self._biller, self._pay_to = PartyRead(), PartyRead()
            self._policy = self._patient = None
            self._party = self._biller
        elif segment[3] == "22":
            self._policy = _PolicyRead(segment)
            self._patient, self._relationship = None, ""
        else:
            self._patient = PartyRead()

    def _take_above(self, segment: X12Segment) -> None:
        """Take a segment before any CLM: who bills, who is insured where, who the client is."""
        if segment.id == "SBR" and self._policy:
            self._policy.sbr = segment
        elif segment.id == "PAT":
            self._relationship = segment[1]
        elif segment.id == "NM1":
            self._party = self._above(segment[1])
            if self._party:
                self._party.take(segment)
        elif self._party:
            self._party.take(segment)

    def _above(self, role: str) -> PartyRead | None:
        if role in {"85", "87"}:
            return self._biller if role == "85" else self._pay_to
        if role == "QC":
            return self._patient
        if self._policy and role in {"IL", "PR"}:
            return self._policy.holder if role == "IL" else self._policy.payer
        return None

    def _open_claim(self, segment: X12Segment) -> None:
        self._party = None
        claim = self._claim = _ClaimRead(segment)
        place, frequency = (*segment.parts(5), "", "", "")[:3:2]
        claim.values |= {
            "number": segment[1],
            "place": place,
            "frequency": frequency if frequency in {"1", "7", "8"} else "1",
            "accepts_assignment": segment[7] != "C",
        }
        if frequency not in {"1", "7", "8"}:
            self._odd(
                segment,
                "CLM05-3",
                f"Frequency “{frequency[:3]}” isn't 1, 7 or 8",
                "Use 1 for an original claim.",
            )
        cause = segment.parts(11)
        kind = next((_ACCIDENTS[part] for part in cause if part in _ACCIDENTS), None)
        if kind:
            claim.accident = {"kind": kind, "state": cause[3] if len(cause) > 3 else ""}  # noqa: PLR2004
        claim.places |= dict.fromkeys(("number", "place", "frequency", "accident", "lines"), segment.position)

    def _take_in_claim(self, claim: _ClaimRead, segment: X12Segment) -> None:
        if segment.id == "LX":
            self._party = None
            place = len(claim.lines)
            number = int(segment[1]) if segment[1].isascii() and segment[1].isdigit() else place + 1
            claim.lines.append({"number": number, "place": claim.values["place"]})
            claim.places[f"lines[{place}]"] = segment.position
        elif claim.lines:
            self._take_of_line(claim, claim.lines[-1], segment)
        elif segment.id == "SBR":
            self._party = None
            claim.others.append(_PolicyRead(segment))
            claim.places[f"others[{len(claim.others) - 1}]"] = segment.position
        elif claim.others:
            self._take_of_other(claim.others[-1], segment)
        else:
            self._take_of_claim(claim, segment)

    def _take_of_claim(self, claim: _ClaimRead, segment: X12Segment) -> None:
        if segment.id == "NM1":
            name = _PROVIDERS.get(segment[1], "")
            self._party = claim.parties.setdefault(name, PartyRead()) if name else PartyRead()
            self._party.take(segment)
        elif self._party:
            self._party.take(segment)
        elif segment.id == "DTP" and segment[1] in _CLAIM_DATES:
            self._take_date(claim, segment, _CLAIM_DATES[segment[1]])
        elif segment.id == "REF" and segment[1] in _CLAIM_REFERENCES:
            claim.values[_CLAIM_REFERENCES[segment[1]]] = segment[2]
            claim.places[_CLAIM_REFERENCES[segment[1]]] = segment.position
        elif segment.id == "AMT" and segment[1] == "F5":
            claim.values["paid_by_client"] = self._cents(segment, 2)
            claim.places["paid_by_client"] = segment.position
        elif segment.id == "NTE":
            claim.values["note"] = " ".join(filter(None, (claim.values.get("note"), segment[2])))
            claim.places["note"] = segment.position
        elif segment.id == "HI":
            self._take_diagnoses(claim, segment)

    def _take_date(self, claim: _ClaimRead, segment: X12Segment, name: str) -> None:
        value = self._day(segment, 3)
        claim.places[name] = segment.position
        if name == "accident.date":
            if claim.accident is not None:
                claim.accident["date"] = value
        else:
            claim.values[name] = value

    def _take_diagnoses(self, claim: _ClaimRead, segment: X12Segment) -> None:
        codes: list[str] = claim.values.setdefault("diagnoses", [])
        for number in range(1, len(segment.elements)):
            kind, code = (*segment.parts(number), "", "")[:2]
            if kind in {"ABK", "ABF", "BK", "BF"} and code:
                claim.places[f"diagnoses[{len(codes)}]"] = segment.position
                codes.append(_with_point(code))
        claim.places.setdefault("diagnoses", segment.position)

    def _take_of_other(self, other: _PolicyRead, segment: X12Segment) -> None:
        if segment.id == "NM1":
            roles = {"IL": other.holder, "PR": other.payer}
            self._party = roles.get(segment[1], PartyRead())
            self._party.take(segment)
        elif segment.id == "DTP" and segment[1] == "573":
            other.decided_on, other.decided = self._day(segment, 3), True
        elif segment.id == "REF" and segment[1] == "F8":
            other.number, other.decided = segment[2], True
        elif self._party:
            self._party.take(segment)
        elif segment.id == "CAS":
            other.adjustments += self._adjustments(segment)
            other.decided = True
        elif segment.id == "AMT" and segment[1] == "D":
            other.paid, other.decided = self._cents(segment, 2), True
        elif segment.id == "OI":
            other.assigns = segment[3] != "N"

    def _take_of_line(self, claim: _ClaimRead, line: dict[str, Any], segment: X12Segment) -> None:
        path = f"lines[{len(claim.lines) - 1}]"
        match segment.id, segment[1]:
            case "SV1", _:
                self._take_service(line, segment)
                for name in ("code", "modifiers", "charge", "units", "pointers", "description", "place"):
                    claim.places[f"{path}.{name}"] = segment.position
            case "DTP", "472":
                line["date"] = self._day(segment, 3)
                claim.places[f"{path}.date"] = segment.position
            case "REF", "G1":
                line["authorization"] = segment[2]
                claim.places[f"{path}.authorization"] = segment.position
            case "REF", "6R":
                own, _, number = segment[2].rpartition("-")
                if own == claim.values["number"] and number.isascii() and number.isdigit():
                    line["number"] = int(number[:6])
            case (("SVD" | "CAS" | "DTP"), _):
                self._take_decision(claim, line, segment)

    def _take_decision(self, claim: _ClaimRead, line: dict[str, Any], segment: X12Segment) -> None:
        """Take what an earlier payer answered for the line."""
        match segment.id, segment[1]:
            case "SVD", _:
                line["earlier"] = {"paid": self._cents(segment, 2), "adjustments": []}
                claim.places[f"lines[{len(claim.lines) - 1}].earlier"] = segment.position
            case "CAS", _:
                line.setdefault("earlier", {"paid": 0, "adjustments": []})
                line["earlier"]["adjustments"] += self._adjustments(segment)
            case "DTP", "573":
                decided = self._day(segment, 3)
                for other in claim.others:
                    if other.decided:
                        other.decided_on = other.decided_on or decided

    def _take_service(self, line: dict[str, Any], segment: X12Segment) -> None:
        _, code, *more = (*segment.parts(1), "") if len(segment.parts(1)) < 2 else segment.parts(1)  # noqa: PLR2004
        line |= {"code": code, "modifiers": [one for one in more[:4] if one]}
        if len(more) > 4:  # noqa: PLR2004
            line["description"] = more[4]
        line["charge"] = self._cents(segment, 2)
        units = self._number(segment, 4)
        line["units"] = int(units) if units is not None and units == int(units) else 0
        line["place"] = segment[5] or line["place"]
        line["pointers"] = [int(one) for one in segment.parts(7) if one.isascii() and one.isdigit()]

    def finish_claim(self) -> None:
        """Make the claim that was being read."""
        read = self._claim
        if read is None:
            return
        for place, line in enumerate(read.lines):
            if "code" not in line or line.get("date") is None:
                where = read.places[f"lines[{place}]"]
                missing = "no service (SV1)" if "code" not in line else "no date of service (DTP*472)"
                self.faults.append(
                    FileFault(
                        segment=where,
                        id="LX",
                        claim=read.values["number"],
                        fault=f"Line {place + 1} has {missing}.",
                        fix="Enter it.",
                    )
                )
        lines = [one for one in read.lines if "code" in one and one.get("date") is not None]
        patient = self._patient_of(read)
        claim = ClaimData.model_validate(
            {
                **read.values,
                **{name: self._provider(read, name, party) for name, party in read.parties.items()},
                "patient": patient,
                "insurance": self._own_insurance(read, patient),
                "others": [self._insurance(other, other.sbr[2], patient) for other in read.others],
                "billing": self._billing(read),
                "pay_to": self._pay_to.address if self._pay_to.places else None,
                "accident": self._accident(read),
                "lines": lines,
            }
        )
        self.claims.append(ReadClaim(claim, read.clm.position, read.places))
        self._claim = None

    def _provider(self, read: _ClaimRead, name: str, party: PartyRead) -> ProviderData:
        who = party.as_provider()
        read.places |= {f"{name}.{path}".rstrip("."): at for path, at in party.places.items()}
        return who

    def _billing(self, read: _ClaimRead) -> ProviderData:
        who = self._provider(read, "billing", self._biller)
        read.places |= {
            path.replace("address", "pay_to"): at for path, at in self._pay_to.places.items() if path
        }
        number = self._policy.payer.references.get("G2", "") if self._policy else ""
        return who.model_copy(update={"payer_number": number or who.payer_number})

    def _patient_of(self, read: _ClaimRead) -> PersonData:
        party = self._patient or (self._policy.holder if self._policy else PartyRead())
        read.places |= {f"patient.{path}".rstrip("."): at for path, at in party.places.items()}
        return party.as_person(self._birth(party))

    def _accident(self, read: _ClaimRead) -> dict[str, Any] | None:
        party = self._patient or (self._policy.holder if self._policy else None)
        number = party.references.get("Y4", "") if party else ""
        if read.accident is None:
            return None
        employer = self._policy.holder.organization if self._policy else ""
        return read.accident | {"claim_number": number, "employer": employer}

    def _own_insurance(self, read: _ClaimRead, patient: PersonData) -> Insurance | None:
        policy = self._policy
        if policy is None:
            return None
        code = self._relationship if self._patient else policy.sbr[2]
        insurance = self._insurance(policy, code, patient)
        for name in ("", "order", "group", "plan_name", "relationship", "payer.filing_kind"):
            read.places[f"insurance.{name}".rstrip(".")] = policy.sbr.position
        for name, party in (("subscriber", policy.holder), ("payer", policy.payer)):
            read.places |= {f"insurance.{name}.{path}".rstrip("."): at for path, at in party.places.items()}
        if policy.holder.places:
            read.places["insurance.member_id"] = policy.holder.places[""]
        read.places["insurance.assigns_benefits"] = read.clm.position
        return insurance.model_copy(update={"assigns_benefits": read.clm[8] != "N"})

    def _insurance(self, read: _PolicyRead, code: str, patient: PersonData) -> Insurance:
        sbr, holder = read.sbr, read.holder
        relationship = _RELATIONSHIPS.get(code, "other" if code else "self")
        decision = {
            "decided_on": read.decided_on,
            "payer_number": read.number,
            "paid": read.paid,
            "adjustments": read.adjustments,
        }
        return Insurance.model_validate(
            {
                "payer": read.payer.as_payer(next((kind for kind in _KINDS if kind == sbr[9]), "ZZ")),
                "order": _ORDERS.get(sbr[1], "tertiary"),
                "member_id": holder.number,
                "group": sbr[3],
                "plan_name": sbr[4],
                "subscriber": patient if relationship == "self" else holder.as_person(self._birth(holder)),
                "relationship": relationship,
                "assigns_benefits": read.assigns,
                "decision": decision if read.decided else None,
            }
        )

    def _birth(self, party: PartyRead) -> date | None:
        born = _day_of(party.birth)
        if party.birth and born is None:
            self._fault(party.places["birth_date"], "DMG", "DMG02", "The birth date isn't a date", _D8)
        return born

    def _adjustments(self, segment: X12Segment) -> list[dict[str, Any]]:
        group = segment[1]
        if group not in _GROUPS:
            self._odd(
                segment, "CAS01", f"“{group[:3]}” isn't an adjustment group code", "Use CO, PR, OA, PI or CR."
            )
            return []
        places = [place for place in range(2, len(segment.elements), 3) if segment[place]]
        return [
            {"group": group, "reason": segment[place], "cents": self._cents(segment, place + 1)}
            for place in places
        ]

    def _day(self, segment: X12Segment, number: int) -> date | None:
        value = _day_of(segment[number].partition("-")[0])
        if value is None:
            self._odd(segment, f"{segment.id}{number:02}", "This isn't a date", _D8)
        return value

    def _number(self, segment: X12Segment, place: int) -> Decimal | None:
        try:
            value = Decimal(segment[place])
        except InvalidOperation:
            value = None
        if value is None or not value.is_finite() or abs(value) > _MOST_CENTS:
            self._odd(
                segment,
                f"{segment.id}{place:02}",
                "This isn't a number",
                "Enter digits, such as 45 or 45.50.",
            )
            return None
        return value

    def _cents(self, segment: X12Segment, place: int) -> int:
        value = self._number(segment, place)
        return 0 if value is None else int((value * 100).to_integral_value())

    def _odd(self, segment: X12Segment, element: str, fault: str, fix: str) -> None:
        self._fault(segment.position, segment.id, element, fault, fix)

    def _fault(self, position: int, name: str, element: str, fault: str, fix: str) -> None:
        number = self._claim.values["number"] if self._claim else ""
        self.faults.append(
            FileFault(segment=position, id=name, element=element, claim=number, fault=f"{fault}.", fix=fix)
        )


_D8 = "Enter year, month and day as eight digits."


def _day_of(text: str) -> date | None:
    if not (len(text) == 8 and text.isascii() and text.isdigit()):  # noqa: PLR2004
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _with_point(code: str) -> str:
    return f"{code[:3]}.{code[3:]}" if len(code) > 3 and "." not in code else code  # noqa: PLR2004
