"""What an 837P carries of a claim: the claim that reading it gives back."""

from charting_tui.billing.claim_data import (
    ClaimData,
    Insurance,
    LineData,
    NameParts,
    PersonData,
    ProviderData,
)
from charting_tui.billing.x12.segments import plain_text
from charting_tui.records.addresses import Address


def carried(claim: ClaimData) -> ClaimData:
    """Return the claim in capitals, without what an 837P has no place for: credentials, minutes, phones …"""
    bills = claim.billing.npi
    rendering = claim.rendering if claim.rendering and claim.rendering.npi != bills else None
    assert claim.insurance
    return claim.model_copy(
        update={
            "patient": _person(claim.patient),
            "insurance": _insurance(claim.insurance),
            "others": tuple(_insurance(other) for other in claim.others),
            "billing": _provider(claim.billing),
            "pay_to": _address(claim.pay_to) if claim.pay_to else None,
            "rendering": _provider(rendering),
            "referring": _provider(claim.referring),
            "supervising": _provider(claim.supervising),
            "facility": _site(claim.facility),
            "lines": tuple(_line(line, claim) for line in claim.lines),
            "note": plain_text(claim.note),
            "accident": claim.accident
            and claim.accident.model_copy(update={"employer": plain_text(claim.accident.employer)}),
        }
    )


def _address(where: Address) -> Address:
    return Address(**{name: plain_text(text) for name, text in where.model_dump().items()})


def _name(name: NameParts) -> NameParts:
    return NameParts(**{part: plain_text(text) for part, text in name.model_dump().items()})


def _person(who: PersonData) -> PersonData:
    return who.model_copy(update={"name": _name(who.name), "address": _address(who.address)})


def _insurance(held: Insurance) -> Insurance:
    payer = held.payer.model_copy(
        update={"name": plain_text(held.payer.name), "address": _address(held.payer.address)}
    )
    return held.model_copy(
        update={
            "payer": payer,
            "subscriber": _person(held.subscriber),
            "plan_name": "" if held.group else plain_text(held.plan_name),
        }
    )


def _provider(who: ProviderData | None) -> ProviderData | None:
    if who is None:
        return None
    digits = {"tax_id": who.tax_id.replace("-", ""), "phone": who.phone.replace("-", "")}
    organization = plain_text(who.organization)
    return who.model_copy(
        update={
            **digits,
            "organization": organization,
            "person": _name(who.person),
            "address": _address(who.address),
        }
    )


def _site(who: ProviderData | None) -> ProviderData | None:
    if who is None:
        return None
    name = plain_text(who.organization or f"{who.person.given} {who.person.family}")
    return ProviderData(organization=name, address=_address(who.address))


def _line(line: LineData, claim: ClaimData) -> LineData:
    authorization = line.authorization if line.authorization != claim.authorization else ""
    return line.model_copy(
        update={"description": plain_text(line.description), "authorization": authorization, "minutes": None}
    )
