"""What is about to change, before and after, each field by its name; Enter makes the change."""

from collections.abc import Iterator
from datetime import time
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from charting_tui.records.claim import LETTERS, Claim, ClaimLine, Draft
from charting_tui.records.values import Record, dollars_of
from charting_tui.records.visit import SECTIONS, Facts, Note, ServiceLine, Visit, carried
from charting_tui.widgets.dialog_box import DialogBox
from charting_tui.widgets.findings_list import name_words
from charting_tui.widgets.lines import SteadyText
from charting_tui.widgets.row_list import printable


class ConfirmScreen(ModalScreen[bool]):
    """Shows what a change does and asks for Enter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,y", "answer(True)", "Make the change", show=False),
        Binding("escape,n", "answer(False)", "Leave things as they are", show=False),
    ]

    def __init__(
        self,
        title: str,
        before: list[str],
        after: list[str],
        *,
        does: str = "make the change",
        warning: str = "",
    ) -> None:
        """``does`` says what enter does; ``warning`` stands above what changes."""
        super().__init__()
        self._warning = warning
        self._does = does
        self._title = title
        self._before = before
        self._after = after

    def compose(self) -> ComposeResult:
        """Title, what stands, what will stand, the two keys."""
        with DialogBox(self._title, keys=f"Enter {self._does} · Esc cancel"):
            if self._warning:
                yield Static(Content.assemble((printable(self._warning), "$text-warning")))
            with VerticalScroll(id="difference"):
                for line in self._before:
                    yield Static(Content.assemble(("- ", "$text-error bold"), printable(line)))
                for line in self._after:
                    yield Static(Content.assemble(("+ ", "$text-success bold"), printable(line)))
            yield SteadyText(classes="hint")

    def on_mount(self) -> None:
        """Let the arrows move through what is longer than the screen."""
        self.query_one("#difference").focus()
        self.call_after_refresh(self._tell_of_more)

    def _tell_of_more(self) -> None:
        if self.query_one("#difference").max_scroll_y:
            self.query_one(DialogBox).tell_keys(f"↑ ↓ move · Enter {self._does} · Esc cancel")

    def action_answer(self, answer: bool) -> None:
        """Give the answer."""
        self.dismiss(answer)


_MONEY = frozenset(("charge", "total"))
_APART = frozenset(("id", "note", "services", "diagnoses"))
"""Fields of a visit that have lines of their own, or that no one reads."""
_ALWAYS = ("minutes", "units", "modifiers", "pointers", "area", "side", "bill_to")
"""Parts of a code line that are told of one that comes or goes, as far as something stands there."""
_TELLING = {True: ("minutes",), False: ("minutes", "area", "side")}
"""Parts that are told of one that stays, by whether it is the only one of its code."""
_OPEN = {"units": "by the minutes", "charge": "by the fee", "minutes": "none"}
"""What nothing means there."""


def difference(before: Draft, after: Draft) -> tuple[list[str], list[str]]:
    """Return the lines that go and the lines that come; a field that is emptied comes as none."""
    old, new = dict(_lines(before, after)), dict(_lines(after, before))
    return (
        [line for key, line in old.items() if new.get(key) != line],
        [line for key, line in new.items() if old.get(key) != line],
    )


def _lines(draft: Draft, other: Draft) -> Iterator[tuple[tuple[str, str], str]]:
    """Give each line of a draft under what tells it from the others."""
    services, others = _services(draft), _services(other)
    for key, service in services.items():
        yield ("service", key), _service(draft, service, others.get(key), other)
    if sorted(services) == sorted(others) and [*services] != [*others]:
        yield ("service", "order"), f"in the order {', '.join(one.code for one in services.values())}"
    for place, code in enumerate(draft.visit.diagnoses):
        letter = LETTERS[place] if place < len(LETTERS) else str(place + 1)
        yield ("diagnosis", letter), f"diagnosis {letter} {code}"
    yield from _fields("visit", draft.visit, _APART, Visit)
    yield from _note(draft.visit.note)
    yield from _fields("claim", draft.claim, frozenset(("visit", "lines")), Claim)


def _note(note: Note) -> Iterator[tuple[tuple[str, str], str]]:
    """Give the lines of the sections each by itself, and what the note says as values."""
    for section in SECTIONS:
        for line in getattr(note, section).splitlines():
            yield (section, line), f"{section[0].upper()}  {line}"
    for origin in carried(note):
        how = "confirmed" if origin.affirmed else "not confirmed"
        yield ("carried", f"{origin.section} {origin.line}"), f"copied forward, {how}: {origin.text}"
    yield from _fields("note", note, frozenset((*SECTIONS, "facts", "provenance")), Note)
    yield from _fields("facts", note.facts or Facts(), frozenset(), Facts)


def _services(draft: Draft) -> dict[str, ServiceLine]:
    """Return the code lines by their ids, or by their places where an old record names them not apart."""
    given = draft.visit.services
    by_id = {one.id: one for one in given}
    return by_id if len(by_id) == len(given) else {str(place): one for place, one in enumerate(given)}


def _service(draft: Draft, service: ServiceLine, other: ServiceLine | None, others: Draft) -> str:
    here = _values(service, draft.claim.line(service.id))
    there = here if other is None else _values(other, others.claim.line(other.id))
    alone = [one.code for one in draft.visit.services].count(service.code) == 1
    told = _ALWAYS if other is None else _TELLING[alone]
    parts = [service.code]
    for name, value in here.items():
        if value != there[name] or (name in told and value not in _UNSAID):
            parts.append(_part(name, value))
    return "  ".join(parts)


_UNSAID: tuple[object, ...] = (None, "", (), {}, "payer")


def _values(service: ServiceLine, claim: ClaimLine) -> dict[str, Any]:
    values = {**dict(service), **dict(claim)}
    ordered = (*_ALWAYS, *(name for name in values if name not in {*_ALWAYS, "id", "line", "code"}))
    return {name: values[name] for name in ordered}


def _part(name: str, value: Any) -> str:
    if name == "minutes" and value is not None:
        return f"{value} min"
    if name == "bill_to":
        return f"billed to {value}"
    return f"{name_words(name)} {_shown(name, value)}"


def _fields(
    of: str, record: Record, apart: frozenset[str], kind: type[Record]
) -> Iterator[tuple[tuple[str, str], str]]:
    for name in kind.model_fields:
        if name not in apart:
            told = _shown(name, getattr(record, name))
            yield (of, name), f"{'claim ' if of == 'claim' else ''}{name_words(name)}: {told}"


def _shown(name: str, value: Any) -> str:
    if isinstance(value, Record):
        parts = ((part, held) for part, held in value if held not in _UNSAID)
        return " ".join(_shown(part, held) for part, held in parts)
    match value:
        case None | "" | ():
            told = _OPEN.get(name, "none")
        case bool():
            told = "yes" if value else "no"
        case int() if name in _MONEY:
            told = f"${dollars_of(value)}"
        case float():
            told = f"{value:g}"
        case time():
            told = f"{value:%H:%M}"
        case dict():
            told = " ".join(f"{key} {_shown(name, one)}" for key, one in value.items())
        case tuple():
            told = " ".join(_shown(name, one) for one in value)
        case _:
            told = str(value)
    return told
