"""A client at a glance: what one must know before a visit."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from textwrap import wrap

from textual.content import Content
from textual.widgets import Static

from charting_tui.coding.code_tables.tables import CodeTables
from charting_tui.operations.fields.fields import fields_of, text_of
from charting_tui.operations.fields.value_kinds import years_old
from charting_tui.records.chart import ClientFile
from charting_tui.records.labels import labels_of
from charting_tui.records.office import Office
from charting_tui.records.people import MARK, Client
from charting_tui.records.values import dollars_of
from charting_tui.records.visit import VisitState
from charting_tui.widgets.row_list import fitted, printable
from charting_tui.worklist.authorizations import authorization_use, in_force, use_words
from charting_tui.worklist.summary import VisitSummary
from charting_tui.worklist.unbilled import is_unbilled

_LABEL = 14
_SHOWN = 3
_LEAST = 20
"""Cells for a text at the least."""


@dataclass(frozen=True)
class CardLine:
    """One line of the card."""

    label: str
    text: str
    style: str = ""


def card_lines(
    file: ClientFile, visits: Iterable[VisitSummary], office: Office, today: date, tables: CodeTables
) -> Iterator[CardLine]:
    """Give the lines of a card, the alerts first."""
    client = file.client
    of_client = list(visits)
    for alert in client.alerts:
        yield CardLine(f"{MARK} alert", alert, "$text-warning bold")
    if client.birth_date:
        age = years_old(client.birth_date, today)
        yield CardLine("born", f"{client.birth_date:%-m/%-d/%Y}, {age} {client.sex}".rstrip())
    yield from _of_fields(client, today)
    yield CardLine("payer", _payer(file, office, today))
    for leave in file.authorizations:
        if in_force(leave, today):
            until = f", to {leave.ends:%-m/%-d/%Y}" if leave.ends else ""
            use = authorization_use(leave, of_client, today)
            style = "$text-error bold" if use.left is not None and use.left <= 0 else ""
            yield CardLine("authorization", f"{leave.number} {use_words(leave, use)}{until}".strip(), style)
    done = [visit.day for visit in of_client if visit.state is VisitState.DONE]
    last = f"{max(done):%-m/%-d/%Y}, {len(done)} in all" if done else "none yet"
    yield CardLine("last visit", last)
    coming = [visit.day for visit in of_client if visit.state is VisitState.BOOKED and visit.day >= today]
    if coming:
        yield CardLine("next visit", f"{min(coming):%-m/%-d/%Y}")
    yield CardLine("diagnoses", _diagnoses(file, today, tables))
    open_ = [visit for visit in of_client if is_unbilled(visit, today)]
    cents = sum(visit.cents for visit in open_)
    guess = "about " if any(visit.expected for visit in open_) else ""
    count = f"{len(open_)} {'visit' if len(open_) == 1 else 'visits'}"
    yield CardLine("not billed", f"{count}, {guess}${dollars_of(cents)}" if open_ else "nothing")


def _of_fields(client: Client, today: date) -> Iterator[CardLine]:
    """Give the fields whose labels ask for a line of the card, as far as they are entered."""
    carded = {path for path, one in labels_of(type(client)).items() if one.label.card}
    for field in fields_of(type(client), today) if carded else ():
        text = text_of(client, field)
        if field.path in carded and text:
            yield CardLine(field.label.strip(), text)


def _payer(file: ClientFile, office: Office, today: date) -> str:
    policies = [
        f"{office.payer(policy.payer).name} {policy.member_id or '(no member ID)'}"
        for policy in sorted(file.coverage, key=lambda one: one.order)
        if (policy.starts is None or policy.starts <= today) and (policy.ends is None or today <= policy.ends)
    ]
    return "; ".join(policies) or "the client pays"


def _diagnoses(file: ClientFile, today: date, tables: CodeTables) -> str:
    holding = [one for one in file.diagnoses if one.ended_on is None or one.ended_on >= today]
    named = []
    for one in holding[:_SHOWN]:
        entry = tables.diagnosis(one.code)
        named.append(f"{one.code} {entry.text}" if entry else one.code)
    more = f" +{len(holding) - _SHOWN}" if len(holding) > _SHOWN else ""
    return "; ".join(named) + more or "none"


class ClientCard(Static):
    """The card beside the list of clients, or below it."""

    _client_name = ""
    _lines: tuple[CardLine, ...] = ()

    def show_client(self, name: str, lines: Iterable[CardLine]) -> None:
        """Show one client."""
        self._client_name, self._lines = name, tuple(lines)
        self._draw()

    def on_resize(self) -> None:
        """Fit the lines to the new width."""
        self._draw()

    def _draw(self) -> None:
        room = max(self.content_size.width - _LABEL, _LEAST)
        self.border_title = Content(printable(self._client_name))
        parts: list[str | tuple[str, str]] = []
        for line in self._lines:
            for number, piece in enumerate(wrap(printable(line.text), room) or [""]):
                label = fitted("" if number else line.label, _LABEL)
                parts += ["\n"] if parts else []
                parts.append((label, line.style or "$text-disabled"))
                parts.append((piece, line.style) if line.style else piece)
        self.update(Content.assemble(*parts))
