"""What a form edits: one record, its fields, and how it is saved."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Generic

from charting_tui.coding.code_tables.tables import tables_on
from charting_tui.errors import NotAllowed
from charting_tui.operations.clients.client_file import (
    EntryKind,
    KnownFile,
    entry_kinds,
    open_client,
    save_client,
    save_entry,
    why_sealed,
)
from charting_tui.operations.clients.same_person import likely_same
from charting_tui.operations.fields.fields import (
    Field,
    FormReading,
    R,
    fields_of,
    read_texts,
    text_of,
    value_of,
    with_values,
)
from charting_tui.operations.kept import Kept, kept_for, visit_named
from charting_tui.operations.signing.claim_answer import answer_of, save_answer
from charting_tui.records.addresses import Address
from charting_tui.records.answers import PayerAnswer
from charting_tui.records.chart import Chart, ClientFile, VisitFile
from charting_tui.records.people import Client
from charting_tui.records.values import Record
from charting_tui.store.chart_files.writing import Conflict
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.indexing.rows import ClientRow


def asked_of(record: Record, fields: Iterable[Field]) -> tuple[Field, ...]:
    """Return the fields that a form of the record asks; old ones only while there is something in them."""
    return tuple(field for field in fields if not field.old or text_of(record, field))


def _complete(record: Record, part: str) -> bool:
    address = value_of(record, part)
    return isinstance(address, Address) and address.complete


class Form(ABC, Generic[R]):
    """One record in the fields of a form."""

    title: str
    fields: tuple[Field, ...]
    record: R
    """As it was last read."""
    span: tuple[str, str] | None = None
    """The paths of the days with which the record begins and ends; None where it has not both."""

    kept: Kept
    """Keeps the texts that differ from the record, by the paths of their fields."""

    def __init__(self, store: ChartStore, name: str, doing: str) -> None:
        """``name`` is that of its words, ``doing`` says in a later login what the person was doing."""
        self._store = store
        self.kept = kept_for(store, name, doing)

    def read(self, texts: Mapping[str, str]) -> FormReading:
        """Read the texts of the fields, by their paths; a line whose parts are all typed is done with."""
        reading = read_texts(self.record, self.fields, texts, self.span)
        split = {
            field.path: ""
            for field in self.fields
            if field.old and texts[field.path] == text_of(self.record, field)
            if _complete(with_values(self.record, reading.values), field.path.rpartition(".")[0])
        }
        return replace(reading, values={**reading.values, **split})

    @abstractmethod
    def save(self, record: R) -> None:
        """Save the record; Conflict where someone else saved since it was read."""

    @abstractmethod
    def take_theirs(self, conflict: Conflict) -> None:
        """Begin again from what someone else saved."""

    def likely_same(self, record: R) -> tuple[ClientRow, ...]:
        """Return clients who may be entered already under this record."""
        del record
        return ()


class ClientForm(Form[Client]):
    """The person: a new client where no file is known yet."""

    def __init__(self, store: ChartStore, known: KnownFile | None = None, *, name: str = "") -> None:
        if known is None:
            doing = "You were adding a new client. To continue, press c, then Ctrl+N."
        else:
            doing = f"You were editing {known.file.client.name}. To continue, press c and find the chart."
        super().__init__(store, f"client {known.id if known else 'new'}", doing)
        self.known = known
        """The file as it was last read or saved; None until a new client is saved."""
        self.record = known.file.client if known else Client()
        self.first_words = name
        """What stands in the name field of a new client at first."""
        self.title = known.file.client.name if known else "New client"
        self.fields = asked_of(self.record, fields_of(type(self.record), store.clock.today()))

    def save(self, record: Client) -> None:
        """Open the chart of a new client, or save the person's changes."""
        if self.known is None:
            self.known = open_client(self._store, record)
        else:
            self.known = save_client(self._store, self.known, record)
        self.record = self.known.file.client

    def take_theirs(self, conflict: Conflict) -> None:
        """Begin again from the person as someone else saved it."""
        self.known = _theirs(conflict)
        self.record = self.known.file.client

    def likely_same(self, record: Client) -> tuple[ClientRow, ...]:
        """Return clients with the same birth date and a like name, the same phone or chart number."""
        return likely_same(self._store, record)


class EntryForm(Form[Record]):
    """One entry of a client's file, or a new one where ``index`` is None."""

    def __init__(
        self,
        store: ChartStore,
        known: KnownFile,
        kind: EntryKind,
        index: int | None,
        given: Mapping[str, Any] | None = None,
    ) -> None:
        """``given`` is what a new entry begins with, by the paths of its fields."""
        name = known.file.client.name
        doing = (
            f"You were entering {kind.article} {kind.one} for {name}. To continue, press c and find "
            "the chart."
        )
        super().__init__(store, f"{kind.id} {'new' if index is None else index} of {known.id}", doing)
        self.known = known
        self.kind = kind
        self.index = index
        new = with_values(kind.empty, given or {})
        self.record = new if index is None else kind.entries(known.file)[index]
        self.title = f"{known.file.client.name} › {'new ' if index is None else ''}{kind.one}"
        self.fields = asked_of(self.record, kind.fields)
        self.span = (kind.begins, kind.ends) if kind.begins and kind.ends else None

    def save(self, record: Record) -> None:
        """Save the entry."""
        self.known = save_entry(self._store, self.known, self.kind, self.index, record)
        if self.index is None:
            self.index = len(self.kind.entries(self.known.file)) - 1
        self.record = self.kind.entries(self.known.file)[self.index]

    def take_theirs(self, conflict: Conflict) -> None:
        """Begin again from the entry as someone else saved it; entries keep their places."""
        self.known = _theirs(conflict)
        if self.index is not None:
            self.record = self.kind.entries(self.known.file)[self.index]


class AnswerForm(Form[PayerAnswer]):
    """What payers answered to the claim of a signed visit."""

    def __init__(self, store: ChartStore, chart: Chart, kept: VisitFile) -> None:
        self._client, self._visit = chart.id, kept
        named = visit_named(chart.file.client.name, kept.visit)
        doing = f"You were entering a payer's response for {named}. To continue, open that visit and press w."
        super().__init__(store, f"answer {kept.visit.id}", doing)
        self.record = answer_of(kept)
        self.title = "payer's response"
        self.fields = fields_of(PayerAnswer, store.clock.today())

    def save(self, record: PayerAnswer) -> None:
        """Save the answer in the claim."""
        save_answer(self._store, self._client, self._visit, record)

    def take_theirs(self, conflict: Conflict) -> None:
        """Someone changed the claim meanwhile: it opens again with what you typed."""
        raise conflict


def form_at(
    store: ChartStore, known: KnownFile, kind: str, index: int | None, given: Mapping[str, Any] | None = None
) -> Form[Any]:
    """Return the form of the “client”, or of an entry by its kind's id.

    With ``index`` None it is a new one, which begins with what is ``given`` by the paths of its fields.
    """
    if why_sealed(known.file):
        raise NotAllowed(why_sealed(known.file))
    if kind == "client":
        return ClientForm(store, known)
    today = store.clock.today()
    kinds = entry_kinds(store.office, today, known.file, tables_on(today, store.books.book))
    return EntryForm(store, known, next(one for one in kinds if one.id == kind), index, given)


def _theirs(conflict: Conflict) -> KnownFile:
    if not isinstance(conflict.theirs, ClientFile):
        raise conflict
    return KnownFile(conflict.theirs, conflict.revision)
