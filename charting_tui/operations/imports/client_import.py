"""A list of clients brought into the charts, as often as one likes: only what is new is added."""

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import sha256
from secrets import token_hex

from charting_tui.errors import BadInput, NotAllowed
from charting_tui.interchange.client_table import ClientEntry, ClientList
from charting_tui.operations.clients.client_file import KnownFile, read_known, why_sealed
from charting_tui.operations.fields.fields import Field, fields_of, with_values
from charting_tui.operations.imports.client_match import ClientMatcher, KnownClient
from charting_tui.operations.imports.file_merge import Merger, said
from charting_tui.operations.permission import May, is_allowed, signed_in
from charting_tui.records.chart import Act, Chart, ClientFile
from charting_tui.records.labels import labels_of
from charting_tui.records.people import Client
from charting_tui.store.chart_files.writing import ChartChange, Conflict
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.refusals import ChartDamaged, ChartMissing

_EVERYBODY = 10_000_000
_BATCH = 500
"""New charts that are written while no other login writes."""

_COLUMNS = {one.column: one for one in labels_of(Client).values()}
"""The fields of the person, by their columns."""


class ClientOutcome(StrEnum):
    """What becomes of one row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "already up to date"
    LEFT = "left unchanged"
    """The chart has other values, which stay."""
    MAYBE = "not imported"
    """It may be a client of the clinic."""
    INACTIVE = "inactive in the list: not imported"
    REFUSED = "refused"


@dataclass(frozen=True)
class ClientResult:
    """One row with its outcome."""

    line: int
    outcome: ClientOutcome
    client: str = ""
    """The client's name, as far as it can be read."""
    changes: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    incomplete: bool = False
    """Whether a part of the row was refused, such as a coverage by an unknown payer."""
    updatable: bool = False
    """Whether the chart has a value that an update would change to the list's."""

    @property
    def fine(self) -> bool:
        """Whether the chart has all of the row, or something else that a person entered."""
        return self.outcome not in {ClientOutcome.MAYBE, ClientOutcome.REFUSED} and not self.incomplete


@dataclass
class _Planned:
    """A client's file as it will be."""

    file: ClientFile
    known: KnownFile | None
    """None for a new client."""
    lines: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class ImportPlan:
    """All that an import will do, row by row."""

    steps: tuple[ClientResult, ...]
    files: Mapping[str, _Planned]


def plan_import(
    store: ChartStore,
    clients: ClientList,
    *,
    update: bool = False,
    as_new: AbstractSet[int] = frozenset(),
    inactive: bool = False,
) -> ImportPlan:
    """Return what becomes of each row; nothing is written. NotAllowed for who is no owner or front desk.

    ``update`` takes the list's values where a chart has others; ``as_new`` are the lines of clients who are
    others than those they look like; ``inactive`` takes those too whom the list marks as inactive.
    """
    person = signed_in(store.office, store.person)
    if not is_allowed(person, May.IMPORT_CLIENTS):
        raise NotAllowed("Only an owner or the front desk can import clients. Ask one of them.")
    if store.damaged:
        raise NotAllowed(
            "A chart can't be read, so its client might be added twice. Restore that chart, then import "
            "again."
        )
    planner = _Planner(store, clients, update=update, as_new=as_new)
    steps = [ClientResult(row.line, ClientOutcome.REFUSED, reasons=(row.reason,)) for row in clients.refused]
    taken = [*clients.entries, *(clients.inactive if inactive else ())]
    steps += [planner.step(entry) for entry in sorted(taken, key=lambda entry: entry.line)]
    if not inactive:
        steps += [
            ClientResult(one.line, ClientOutcome.INACTIVE, one.texts["name"]) for one in clients.inactive
        ]
    return ImportPlan(tuple(sorted(steps, key=lambda step: step.line)), planner.files)


def carry_out(
    store: ChartStore, plan: ImportPlan, progress: Callable[[int, int], None] | None = None
) -> tuple[ClientResult, ...]:
    """Write every file of the plan, each with one event, and return its steps with what was not saved."""
    new = [planned for planned in plan.files.values() if planned.known is None]
    changed = [
        planned for planned in plan.files.values() if planned.known and planned.file != planned.known.file
    ]
    total, done = len(new) + len(changed), 0
    failed: dict[int, str] = {}
    for start in range(0, len(new), _BATCH):
        batch = new[start : start + _BATCH]
        store.add_charts([Chart(file=planned.file) for planned in batch])
        done += len(batch)
        if progress:
            progress(done, total)
    for planned in changed:
        reason = _save(store, planned)
        if reason:
            failed |= dict.fromkeys(planned.lines, reason)
        done += 1
        if progress:
            progress(done, total)
    return tuple(
        replace(step, outcome=ClientOutcome.REFUSED, changes=(), reasons=(failed[step.line],))
        if step.line in failed
        else step
        for step in plan.steps
    )


def _save(store: ChartStore, planned: _Planned) -> str:
    """Save a changed file as one event; return why it was not, or nothing."""
    if planned.known is None:
        return ""
    change = ChartChange(
        Act.IMPORTED, planned.known.id, file=planned.file, file_revision=planned.known.revision
    )
    try:
        store.commit(change)
    except Conflict:
        return "Another user saved this client's chart. Run the import again."
    except (NotAllowed, ChartDamaged, ChartMissing) as fault:
        return fault.sentence
    return ""


class _Planner:
    """Plans row by row; what an earlier row adds, a later one finds."""

    def __init__(
        self, store: ChartStore, clients: ClientList, *, update: bool, as_new: AbstractSet[int]
    ) -> None:
        self.files: dict[str, _Planned] = {}
        self._store, self._source, self._as_new = store, clients.source, as_new
        today = store.clock.today()
        self._fields: dict[str, Field] = {one.path: one for one in fields_of(Client, today)}
        self._merger = Merger(store.office, today, self._fields, update=update)
        charts = {self._id_for(entry.texts["id"]) for entry in clients.entries if "id" in entry.texts}
        self._clients = ClientMatcher(store.find_clients("", _EVERYBODY), charts, self._file_of)

    def step(self, entry: ClientEntry) -> ClientResult:
        """Return what becomes of a row, and plan it."""
        name = entry.texts.get("name", "")
        try:
            return self._step(entry)
        except (BadInput, NotAllowed, ChartDamaged, ChartMissing) as fault:
            return ClientResult(entry.line, ClientOutcome.REFUSED, name, reasons=(fault.sentence,))

    def _step(self, entry: ClientEntry) -> ClientResult:
        external = entry.texts.get("id", "")
        values, unread = self._values(entry)
        entry = replace(entry, unread=(*entry.unread, *unread))
        client = with_values(Client(id=self._id_for(external)), values)
        match = self._clients.match(client, external, as_new=entry.line in self._as_new)
        if match.maybe:
            sentence = (
                f"{match.maybe.described} {match.why}. If this is a different person, add --as-new "
                f"{entry.line}."
            )
            return ClientResult(entry.line, ClientOutcome.MAYBE, client.name, reasons=(sentence,))
        if match.why:
            return ClientResult(entry.line, ClientOutcome.REFUSED, client.name, reasons=(match.why,))
        if match.client:
            return self._known(entry, match.client.id, values)
        return self._new(entry, client)

    def _new(self, entry: ClientEntry, client: Client) -> ClientResult:
        merged = self._merger.policies(ClientFile(client=client), entry.texts)
        self.files[client.id] = _Planned(merged.file, None, [entry.line])
        self._clients.add(
            KnownClient(
                client.id,
                client.name,
                client.birth_date,
                client.phone,
                client.chart_number,
                entry.line,
            )
        )
        reasons = (*entry.unread, *merged.refused, *entry.remarks)
        return ClientResult(
            entry.line,
            ClientOutcome.NEW,
            client.name,
            (*self._told(client), *merged.changes),
            reasons,
            incomplete=bool(merged.refused or entry.unread),
        )

    def _told(self, client: Client) -> Iterator[str]:
        """Give what tells a new client from others."""
        for path in ("birth_date", "phone"):
            value = getattr(client, path)
            if value:
                yield f"{self._fields[path].label} {said(self._fields[path], value)}"

    def _known(self, entry: ClientEntry, client: str, values: Mapping[str, object]) -> ClientResult:
        planned = self._planned(client)
        if planned.known and why_sealed(planned.known.file):
            raise NotAllowed(why_sealed(planned.known.file))
        person = self._merger.person(planned.file, values)
        rest = self._merger.policies(person.file, entry.texts)
        planned.file = rest.file
        planned.lines.append(entry.line)
        changes, kept = (*person.changes, *rest.changes), (*person.kept, *rest.kept)
        differs = (*kept, *rest.stays)
        outcome = ClientOutcome.CHANGED if changes else ClientOutcome.LEFT if differs else ClientOutcome.SAME
        return ClientResult(
            entry.line,
            outcome,
            planned.file.client.name,
            changes,
            (*differs, *entry.unread, *rest.refused),
            incomplete=bool(rest.refused or entry.unread),
            updatable=bool(kept),
        )

    def _planned(self, client: str) -> _Planned:
        if client not in self.files:
            known = read_known(self._store, client)
            self.files[client] = _Planned(known.file, known)
        return self.files[client]

    def _file_of(self, client: str) -> ClientFile:
        return self._planned(client).file

    def _id_for(self, external: str) -> str:
        """Return the id of the chart of someone with that id elsewhere: always the same."""
        if not external:
            return token_hex(6)
        source = self._source or "table"
        return f"c{sha256(f'{source.lower()}:{external}'.encode()).hexdigest()[:19]}"

    def _values(self, entry: ClientEntry) -> tuple[dict[str, object], list[str]]:
        """Return the row's values by field, and what is said of a phone or e-mail that cannot be read.

        BadInput names the first of the others that cannot be read.
        """
        values: dict[str, object] = {}
        unread: list[str] = []
        for column, one in _COLUMNS.items():
            if column not in entry.texts:
                continue
            try:
                values[one.path] = self._fields[one.path].read(entry.texts[column])
            except BadInput as fault:
                if one.kind not in {"phone", "email"}:
                    raise
                unread.append(f"Imported without {column}: {fault.sentence}")
        return values, unread
