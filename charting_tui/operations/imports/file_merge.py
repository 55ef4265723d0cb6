"""What another program knows of a client, laid over the client's file: gaps are filled, the rest is named."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from charting_tui.coding.code_tables.tables import tables_on
from charting_tui.errors import BadInput
from charting_tui.interchange.cells import read_name
from charting_tui.operations.clients.client_file import EntryKind, entry_kinds, named_entry
from charting_tui.operations.fields.fields import Field, value_of, with_values
from charting_tui.operations.imports.client_match import payer_named
from charting_tui.readers.dates import shown_date
from charting_tui.records.addresses import Address
from charting_tui.records.chart import ClientFile
from charting_tui.records.coverage import Authorization, Coverage, Referral
from charting_tui.records.labels import columns_of
from charting_tui.records.office import Office
from charting_tui.records.people import Client
from charting_tui.records.values import Record
from charting_tui.store.indexing.rows import folded

_POLICY = {column: one.path for column, one in columns_of(Coverage).items()}
_SECOND_POLICY = {"second member number": "member_id", "second group": "group"}
_AUTHORIZATION = {column: one.path for column, one in columns_of(Authorization).items()}
_REFERRAL = {column: one.path for column, one in columns_of(Referral).items()}
_ORDERS = {
    **dict.fromkeys(("1", "1st", "first", "primary"), "primary"),
    **dict.fromkeys(("2", "2nd", "second", "secondary"), "secondary"),
    **dict.fromkeys(("3", "3rd", "third", "tertiary"), "tertiary"),
}
_SELF = {"self", "same", "client", "patient", "subscriber", "insured"}


@dataclass(frozen=True)
class Merged:
    """A client's file as it will be, and what became of each value."""

    file: ClientFile
    changes: tuple[str, ...] = ()
    """What is filled or changed, like “phone 360-555-0142”."""
    kept: tuple[str, ...] = ()
    """Where the file has another value, which stays, and an update would take the list's."""
    stays: tuple[str, ...] = ()
    """Where it is changed in the chart alone, like another payer."""
    refused: tuple[str, ...] = ()
    """Entries that cannot be read."""


class Merger:
    """Lays rows over clients' files."""

    def __init__(self, office: Office, today: date, person: Mapping[str, Field], *, update: bool) -> None:
        self._office, self._person, self._update = office, person, update
        kinds = entry_kinds(office, today, ClientFile(client=Client()), tables_on(today))
        self._kinds = {
            kind.id: kind for kind in kinds if kind.id in {"coverage", "authorizations", "referrals"}
        }

    def person(self, file: ClientFile, values: Mapping[str, Any]) -> Merged:
        """Return the file with the person's values where it has none."""
        alerts = [one for one in values.get("alerts", ()) if _bare(one) not in map(_bare, file.client.alerts)]
        address = {path: value for path, value in values.items() if path.startswith("address.")}
        given = {path: value for path, value in values.items() if path not in {*address, "alerts"}}
        client, changes, kept = self._laid_over(file.client, self._person.values(), given)
        if address:
            client = self._with_address(client, with_values(Client(), address).address, changes, kept)
        if alerts:
            client = with_values(client, {"alerts": (*file.client.alerts, *alerts)})
            changes += [f"alerts {'; '.join(alerts)}"]
        return Merged(file.model_copy(update={"client": client}), tuple(changes), tuple(kept))

    def _with_address(self, client: Client, given: Address, changes: list[str], kept: list[str]) -> Client:
        """Return the client with an address, all of it or nothing; parts of two never make one."""
        before = client.address
        same = _bare(before.line) == _bare(given.line)
        if before == given or (same and not before.entered):
            return client
        if before.line and not same and not self._update:
            kept.append(f"address {before.line} here, {given.line} in the list")
            return client
        changes.append(f"address {before.line} → {given.line}" if before.line else f"address {given.line}")
        return client.model_copy(update={"address": given})

    def policies(self, file: ClientFile, texts: Mapping[str, str]) -> Merged:
        """Return the file with coverage, authorization and prescription of a row."""
        merged = Merged(file)
        for lay in (self._first_policy, self._second_policy, self._authorization, self._referral):
            try:
                laid = lay(merged.file, texts)
            except BadInput as fault:
                merged = replace(merged, refused=(*merged.refused, fault.sentence))
            else:
                merged = replace(
                    merged,
                    file=laid.file,
                    changes=(*merged.changes, *laid.changes),
                    kept=(*merged.kept, *laid.kept),
                    stays=(*merged.stays, *laid.stays),
                )
        return merged

    def _first_policy(self, file: ClientFile, texts: Mapping[str, str]) -> Merged:
        given = {path: texts[column] for column, path in _POLICY.items() if column in texts}
        if not texts.get("payer"):
            if texts.get("member number"):
                raise BadInput("Imported without coverage: there is a member ID but no payer.")
            return Merged(file)
        order = given.get("order", "primary")
        given["order"] = _ORDERS.get(order.lower(), order)
        return self._policy(file, texts["payer"], _without_self(given))

    def _second_policy(self, file: ClientFile, texts: Mapping[str, str]) -> Merged:
        if not texts.get("second payer"):
            return Merged(file)
        given = {path: texts[column] for column, path in _SECOND_POLICY.items() if column in texts}
        return self._policy(file, texts["second payer"], {**given, "order": "secondary"})

    def _policy(self, file: ClientFile, payer_text: str, given: Mapping[str, str]) -> Merged:
        try:
            payer = payer_named(payer_text, self._office)
        except BadInput as fault:
            way = (
                "Add the payer first: on Today, press o, go to the payers tab, and press a. Then "
                "import the list again."
            )
            raise BadInput(f"Imported without coverage: {fault.sentence} {way}") from None
        if not payer:
            return Merged(file)
        values = {"payer": payer, **self._read("coverage", given, "Imported without coverage")}

        def same(policy: Record) -> bool:
            number = value_of(policy, "member_id")
            wanted = values.get("member_id", "")
            return value_of(policy, "payer") == payer and (
                not number or not wanted or _bare(number) == _bare(wanted)
            )

        if not any(map(same, file.coverage)):
            other = _in_force(file, values["order"])
            if other and other.payer == payer:
                return self._entry(file, "coverage", values, lambda policy: policy is other)
            if other:
                name = self._office.payer(other.payer).name or other.payer
                there = (
                    f"{values['order']} coverage {name} here, {self._office.payer(payer).name} in the "
                    "list; change the payer in the chart"
                )
                return Merged(file, stays=(there,))
        return self._entry(file, "coverage", values, same)

    def _authorization(self, file: ClientFile, texts: Mapping[str, str]) -> Merged:
        if not texts.get("authorization"):
            return Merged(file)
        given = {path: texts[column] for column, path in _AUTHORIZATION.items() if column in texts}
        values = self._read("authorizations", given, "Imported without authorization")
        try:
            payer = payer_named(texts["payer"], self._office) if texts.get("payer") else _primary(file)
        except BadInput as fault:
            raise BadInput(f"Imported without authorization: {fault.sentence}") from None
        values["payer"] = payer
        number = _bare(given["number"])
        return self._entry(
            file, "authorizations", values, lambda one: _bare(value_of(one, "number")) == number
        )

    def _referral(self, file: ClientFile, texts: Mapping[str, str]) -> Merged:
        if not texts.get("prescriber"):
            return Merged(file)
        given = {path: texts[column] for column, path in _REFERRAL.items() if column in texts}
        values = self._read("referrals", given, "Imported without prescription")
        signed = values.get("signed_on")

        def same(one: Record) -> bool:
            day = value_of(one, "signed_on")
            return _bare(value_of(one, "name")) == _bare(given["name"]) and (
                not day or not signed or day == signed
            )

        return self._entry(file, "referrals", values, same)

    def _read(self, kind: str, given: Mapping[str, str], refusal: str) -> dict[str, Any]:
        fields = {one.path: one for one in self._kinds[kind].fields}
        try:
            return {path: fields[path].read(text) for path, text in given.items() if text}
        except BadInput as fault:
            raise BadInput(f"{refusal}: {fault.sentence}") from None

    def _entry(
        self, file: ClientFile, kind_id: str, values: Mapping[str, Any], same: Callable[[Record], bool]
    ) -> Merged:
        """Lay values over the entry that is the same one, or add a new entry."""
        kind = self._kinds[kind_id]
        entries = kind.entries(file)
        at = next((place for place, entry in enumerate(entries) if same(entry)), None)
        if at is None:
            entry = named_entry(kind, entries, with_values(kind.empty, values))
            return Merged(kind.put(file, (*entries, entry)), (f"{_noun(kind)} {self._shown(kind, entry)}",))
        entry, changes, kept = self._laid_over(entries[at], kind.fields, values)
        put = kind.put(file, (*entries[:at], entry, *entries[at + 1 :]))
        of = "" if kind_id == "coverage" else f"{_noun(kind)} "
        return Merged(put, tuple(of + one for one in changes), tuple(of + one for one in kept))

    def _laid_over(
        self, record: Any, fields: Any, values: Mapping[str, Any]
    ) -> tuple[Any, list[str], list[str]]:
        """Return the record with values where it has none, what that changes, and what stays otherwise."""
        changed: dict[str, Any] = {}
        changes: list[str] = []
        kept: list[str] = []
        for one in fields:
            value = values.get(one.path)
            before = value_of(record, one.path)
            if value in (None, "", ()) or value == before:
                continue
            label = one.label.strip()
            if before is False or before in (None, "", ()):
                changed[one.path] = value
                changes.append(f"{label} {said(one, value)}")
            elif not _same(one.path, before, value):
                if self._update:
                    changed[one.path] = value
                    changes.append(f"{label} {said(one, before)} → {said(one, value)}")
                else:
                    kept.append(f"{label} {said(one, before)} here, {said(one, value)} in the list")
        return with_values(record, changed) if changed else record, changes, kept

    def _shown(self, kind: EntryKind, entry: Record) -> str:
        fields = {one.path: one for one in kind.fields}
        first = [path for path in ("payer", "member_id", "number", "name") if path in fields]
        return " ".join(filter(None, (fields[path].show(value_of(entry, path) or "") for path in first)))


def said(field: Field, value: Any) -> str:
    """Return a value as it stands in a sentence."""
    return shown_date(value) if isinstance(value, date) else field.show(value)


def _noun(kind: EntryKind) -> str:
    return {"coverage": "coverage", "authorizations": "authorization", "referrals": "prescription"}[kind.id]


def _without_self(given: Mapping[str, str]) -> dict[str, str]:
    """Return a policy's texts without a subscriber who is the client, and with the family name first."""
    relationship = given.get("subscriber.relationship", "").lower()
    if relationship in _SELF:
        return {path: text for path, text in given.items() if not path.startswith("subscriber.")}
    name = given.get("subscriber.name")
    named = {"subscriber.name": read_name(name).name} if name else {}
    lower = {"subscriber.relationship": relationship} if relationship else {}
    return {**given, **named, **lower}


def _in_force(file: ClientFile, order: str) -> Coverage | None:
    return next((one for one in file.coverage if one.order == order and one.ends is None), None)


def _primary(file: ClientFile) -> str:
    return next((one.payer for one in file.coverage if one.order == "primary"), "")


def _same(path: str, before: Any, value: Any) -> bool:
    """Whether two values are one, written in two ways."""
    if path == "phone" or path.endswith(".phone"):
        return _digits(before) == _digits(value)
    if isinstance(before, str) and isinstance(value, str):
        return _bare(before) == _bare(value)
    return bool(before == value)


def _bare(text: str) -> str:
    return "".join(sign for sign in folded(text) if sign.isalnum())


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())[-10:]
