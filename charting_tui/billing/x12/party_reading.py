"""Someone in an 837P that is read: the segments that follow an NM1, gathered to a record."""

from dataclasses import dataclass, field
from datetime import date

from charting_tui.billing.claim_data import FilingKind, NameParts, PayerData, PersonData, ProviderData
from charting_tui.billing.x12.segments import X12Segment
from charting_tui.records.addresses import Address


@dataclass
class PartyRead:
    """What was read of one party, in the letters of the file; and where, by the field of its record."""

    name: NameParts = field(default_factory=NameParts)
    organization: str = ""
    number: str = ""
    """NM109: an NPI, a member id, a payer's id."""
    street: str = ""
    city: str = ""
    state: str = ""
    zip_code: str = ""
    references: dict[str, str] = field(default_factory=dict)
    taxonomy: str = ""
    phone: str = ""
    birth: str = ""
    sex: str = ""
    places: dict[str, int] = field(default_factory=dict)

    def take(self, segment: X12Segment) -> bool:
        """Take what a segment says of the party; False where it says something else."""
        match segment.id:
            case "NM1":
                self._named(segment)
            case "N3":
                self.street = " ".join(filter(None, segment.rest))
                self.places["address.street"] = self.places["address"] = segment.position
            case "N4":
                self.city, self.state, self.zip_code = segment[1], segment[2], _zip(segment[3])
                for part in ("city", "state", "zip_code"):
                    self.places[f"address.{part}"] = segment.position
                self.places.setdefault("address", segment.position)
            case "DMG":
                self.birth, self.sex = segment[2], segment[3]
                self.places["birth_date"] = self.places["sex"] = segment.position
            case "REF":
                self.references.setdefault(segment[1], segment[2])
                self.places[segment[1]] = segment.position
            case "PRV":
                self.taxonomy = segment[3]
                self.places["taxonomy"] = segment.position
            case "PER":
                pairs = dict(zip(segment.rest[2::2], segment.rest[3::2], strict=False))
                self.phone = pairs.get("TE", "")
                self.places["phone"] = segment.position
            case _:
                return False
        return True

    def _named(self, segment: X12Segment) -> None:
        if segment[2] == "2":
            self.organization = segment[3]
        else:
            self.name = NameParts(family=segment[3], given=segment[4], middle=segment[5], suffix=segment[7])
        self.number = segment[9]
        for part in ("", "name", "npi", "organization", "person", "member_id", "electronic_id"):
            self.places[part] = segment.position

    @property
    def address(self) -> Address:
        """Where it is."""
        return Address(street=self.street, city=self.city, state=self.state, zip_code=self.zip_code)

    def as_person(self, born: date | None) -> PersonData:
        """Return the client or subscriber; ``born`` is ``birth`` as it was read."""
        sex = self.sex if self.sex in {"F", "M", "U"} else ""
        return PersonData.model_validate(
            {"name": self.name, "birth_date": born, "sex": sex, "address": self.address}
        )

    def as_provider(self) -> ProviderData:
        """Return who bills, treats, refers or supervises."""
        tax_id = self.references.get("EI") or self.references.get("SY") or ""
        if tax_id and self.places.get("tax_id") is None:
            self.places["tax_id"] = self.places.get("EI") or self.places["SY"]
        for qualifier, name in (("0B", "license_number"), ("G2", "payer_number")):
            if qualifier in self.places:
                self.places[name] = self.places[qualifier]
        return ProviderData(
            organization=self.organization,
            person=self.name,
            npi=self.number,
            taxonomy=self.taxonomy,
            tax_id=tax_id,
            tax_id_kind="SSN" if "SY" in self.references and "EI" not in self.references else "EIN",
            license_number=self.references.get("0B", ""),
            payer_number=self.references.get("G2", ""),
            address=self.address,
            phone=self.phone,
        )

    def as_payer(self, kind: FilingKind) -> PayerData:
        """Return whom the claim goes to."""
        return PayerData(
            name=self.organization or self.name.family,
            electronic_id=self.number,
            address=self.address,
            filing_kind=kind,
        )


def _zip(code: str) -> str:
    return f"{code[:5]}-{code[5:]}" if len(code) == 9 and code.isdigit() else code  # noqa: PLR2004
