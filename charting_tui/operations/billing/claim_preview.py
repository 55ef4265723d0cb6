"""What a payer will read on a claim before it goes out: names, ids, diagnoses, lines, provider, money."""

from collections.abc import Iterator
from dataclasses import dataclass

from charting_tui.billing.assembling import claim_data
from charting_tui.billing.claim_data import (
    ClaimData,
    Insurance,
    LineData,
    NameParts,
    PersonData,
    ProviderData,
)
from charting_tui.operations.billing.formats import ClaimFormat
from charting_tui.operations.billing.handing_over import BillableVisit
from charting_tui.readers.dates import shown_date
from charting_tui.records.addresses import Address
from charting_tui.records.claim import LETTERS
from charting_tui.records.values import dollars_of, in_dollars
from charting_tui.store.chart_store import ChartStore

_MISSING = "– missing –"
_FREQUENCY = {"1": "first claim", "7": "corrected claim (7), replaces", "8": "voids (8)"}


@dataclass(frozen=True)
class ClaimPageLine:
    """One line of a claim's page; without text it is a heading."""

    label: str
    text: str
    missing: bool = False


def claim_preview(store: ChartStore, place: BillableVisit, kind: ClaimFormat) -> list[ClaimPageLine]:
    """Return what the claim of a visit will say in that kind of file, as the chart is now."""
    chart = store.chart(place.client, visit=place.visit)
    data = claim_data(chart, place.visit, store.office, share=kind.share, today=store.clock.today())
    return list(preview_lines(data, kind.title))


def preview_lines(data: ClaimData, title: str) -> Iterator[ClaimPageLine]:
    """Yield the lines of a claim's page, in the order of the form."""
    held = data.insurance
    yield _line("goes out as", f"{title}, {_kind_of(data)}")
    if held is not None:
        electronic = f", payer ID {held.payer.electronic_id}" if held.payer.electronic_id else ""
        yield _line("payer", f"{held.payer.name}{electronic}, {held.order}")
    yield ClaimPageLine("Client", "")
    yield from _person(data.patient)
    if held is not None:
        yield ClaimPageLine("Insured", "")
        yield from _insured(held)
    for other in data.others:
        yield ClaimPageLine("Other insurance", "")
        yield from _other(other)
    yield ClaimPageLine("Treatment", "")
    yield from _treatment(data)
    yield ClaimPageLine("Lines", "")
    for line in data.lines:
        yield ClaimPageLine(f"  {line.number}", _service(line))
    yield _line("total", in_dollars(data.total))
    if data.paid_by_client:
        yield _line("client paid", in_dollars(data.paid_by_client))
    yield ClaimPageLine("Providers", "")
    yield from _provider("bills", data.billing)
    if data.billing.tax_id:
        yield _line(data.billing.tax_id_kind, data.billing.tax_id)
    if data.rendering is not None:
        yield from _provider("treats", data.rendering)
    if data.referring is not None:
        yield from _provider("refers", data.referring)


def _line(label: str, text: str) -> ClaimPageLine:
    return ClaimPageLine(label, text or _MISSING, missing=not text)


def _kind_of(data: ClaimData) -> str:
    number = f" {data.original_ref or '?'}" if data.frequency != "1" else ""
    return f"{_FREQUENCY[data.frequency]}{number}"


def _name(name: NameParts) -> str:
    given = " ".join(filter(None, (name.given, name.middle)))
    family = " ".join(filter(None, (name.family, name.suffix)))
    return ", ".join(filter(None, (family, given)))


def _address(address: Address) -> str:
    town = " ".join(filter(None, (address.state, address.zip_code)))
    return ", ".join(filter(None, (address.street, address.city, town)))


def _person(person: PersonData) -> Iterator[ClaimPageLine]:
    yield _line("name", _name(person.name))
    born = shown_date(person.birth_date) if person.birth_date else ""
    yield _line("born, sex", f"{born}, {person.sex}" if born and person.sex else "")
    yield _line("address", _address(person.address))


def _insured(held: Insurance) -> Iterator[ClaimPageLine]:
    yield _line("member ID", f"{held.member_id}{f', group {held.group}' if held.group else ''}")
    if held.relationship == "self":
        yield _line("insured", f"{_name(held.subscriber.name)} (the client)")
        return
    yield _line("insured", f"{_name(held.subscriber.name)} (client is {held.relationship})")
    born = held.subscriber.birth_date
    yield _line("born", shown_date(born) if born else "")


def _other(other: Insurance) -> Iterator[ClaimPageLine]:
    yield _line("payer", f"{other.payer.name}, {other.order}, member ID {other.member_id or '?'}")
    decided = other.decision
    if decided is not None:
        on = f" on {shown_date(decided.decided_on)}" if decided.decided_on else ""
        yield _line("decided", f"paid {dollars_of(decided.paid)}{on}, claim {decided.payer_number or '?'}")


def _treatment(data: ClaimData) -> Iterator[ClaimPageLine]:
    codes = zip(LETTERS, data.diagnoses, strict=False)
    yield _line("diagnoses", "  ".join(f"{letter} {code}" for letter, code in codes))
    if data.accident is not None:
        told = data.accident
        on = f" on {shown_date(told.date)}" if told.date else ""
        yield _line("accident", f"{told.kind}{on} {told.state} {told.claim_number}".rstrip())
    if data.onset is not None:
        yield _line("onset", shown_date(data.onset))
    if data.authorization:
        yield _line("authorization", data.authorization)


def _service(line: LineData) -> str:
    code = " ".join((line.code, *line.modifiers))
    letters = "".join(LETTERS[at - 1] for at in line.pointers) or "no pointer"
    units = f"{line.units} {'unit' if line.units == 1 else 'units'}"
    where = f", place {line.place}" if line.place else ""
    return f"{shown_date(line.date)}  {code}  {letters}  {units}  ${dollars_of(line.charge)}{where}"


def _provider(label: str, who: ProviderData) -> Iterator[ClaimPageLine]:
    name = who.organization or " ".join(filter(None, (who.person.given, who.person.family)))
    degree = f", {who.credentials}" if who.credentials and not who.organization else ""
    taxonomy = f", taxonomy {who.taxonomy}" if who.taxonomy else ""
    yield _line(label, f"{name}{degree}" if name else "")
    yield _line("  NPI", f"{who.npi}{taxonomy}" if who.npi else "")
    if _address(who.address):
        yield ClaimPageLine("", _address(who.address))
