"""One payer of the clinic: each setting with its source and day, and what a change does to open visits."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from threading import Event
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from charting_tui.coding.billing.payers import model_of, presets
from charting_tui.errors import BadInput, ChartingError
from charting_tui.keys import Key, Place, keys_at
from charting_tui.operations.fields.fields import Field, text_of
from charting_tui.operations.kept import kept_for
from charting_tui.operations.settings.payer_effect import Effect, VisitEffect, effect_of
from charting_tui.operations.settings.payer_gaps import why_not_known
from charting_tui.operations.settings.practice import (
    is_own,
    save_payer,
    setting_named,
    why_not_owner,
    with_presets_setting,
    with_setting,
)
from charting_tui.readers.dates import read_date
from charting_tui.records.payer import Payer
from charting_tui.records.values import dollars_of
from charting_tui.rules.finding import Finding
from charting_tui.screens.frame.base_screen import FollowingScreen, ask, told
from charting_tui.screens.frame.framed_list import FRAME
from charting_tui.screens.frame.questions import Answers, Question, QuestionsScreen
from charting_tui.screens.settings.rows import NOT_KNOWN, setting_head, setting_rows, value_columns
from charting_tui.store.chart_store import ChartStore
from charting_tui.widgets.dialog_box import DialogBox
from charting_tui.widgets.findings_list import finding_row
from charting_tui.widgets.lines import SteadyText, bindings
from charting_tui.widgets.row_list import Cell, RowList, printable, row

_NONE = "There is nothing to list: this changes no open visit."


class PayerEffectScreen(ModalScreen[bool]):
    """Answers whether the change is to be saved."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Place.EFFECT),
        Binding("escape,n", "leave", "Leave things as they are", show=False),
    ]

    def __init__(self, title: str, before: str, after: str, effect: Effect) -> None:
        super().__init__()
        self._title = title
        self._before = before
        self._after = after
        self._effect = effect

    def compose(self) -> ComposeResult:
        """The setting before and after, the effect in a sentence, the visits concerned, the keys."""
        keys = " · ".join(f"{key.shown} {key.word}" for key in keys_at(Place.EFFECT))
        with DialogBox(self._title, keys=f"{keys} · Esc cancel"):
            yield Static(Content.assemble(("- ", "$text-error bold"), printable(self._before)))
            yield Static(Content.assemble(("+ ", "$text-success bold"), printable(self._after)))
            yield Static(Content(printable(self._effect.sentence)), id="effect")
            yield RowList(id="effect-rows")
            yield SteadyText(classes="hint")

    def on_mount(self) -> None:
        """Keep the list back until it is asked for."""
        self.query_one(RowList).display = False

    def action_list(self) -> None:
        """Show the visits that would change, or put them away."""
        rows = self.query_one(RowList)
        if not self._effect.changes:
            self.query_one(".hint", Static).update(_NONE)
            return
        rows.display = not rows.display
        if rows.display:
            rows.show_rows(self._rows(rows.container_size.width or 74))
            rows.focus()

    def _rows(self, width: int) -> Iterator[tuple[str, Content]]:
        for change in self._effect.changes:
            yield f"{change.visit.visit}", _visit_row(change)
            for sign, style, found in (
                *(("+", "$text-error bold", one) for one in change.new),
                *(("-", "$text-success bold", one) for one in change.gone),
            ):
                name = f"{change.visit.visit} {sign} {found.rule} {found.field}"
                yield name, _finding_row(sign, style, found, width)

    def action_save(self) -> None:
        """Answer yes."""
        self.dismiss(result=True)

    def action_leave(self) -> None:
        """Answer no."""
        self.dismiss(result=False)


def _visit_row(change: VisitEffect) -> Content:
    visit = change.visit
    when = f"{visit.day:%b %e}" + (f" {visit.start:%H:%M}" if visit.start else "")
    money = ""
    if change.cents_before != change.cents_after:
        money = f"${dollars_of(change.cents_before)} → ${dollars_of(change.cents_after)}"
    return row([Cell(when, 12), Cell(visit.client_name, 28, "bold"), Cell(money)])


def _finding_row(sign: str, style: str, found: Finding, width: int) -> Content:
    return Content.assemble("  ", (sign, style), " ", finding_row(found, max(width - 4, 30)))


class PayerScreen(FollowingScreen):
    """The settings of one payer."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.SETTINGS, Place.PAYER)
    LONG = "#office-rows"

    def __init__(self, store: ChartStore, payer_id: str) -> None:
        super().__init__(store)
        self._payer_id = payer_id

    def inside(self) -> Iterable[Widget]:
        """Heads, settings, and the source of the marked one in full."""
        with Vertical(id="rows-pane", classes="pane") as pane:
            pane.border_title = "Settings"
            yield Static(id="heads")
            yield RowList(id="office-rows")
        yield Static(id="source")

    def key_places(self) -> tuple[Place, ...]:
        """The keys of this place."""
        return (Place.SETTINGS, Place.PAYER)

    def why_not(self, key: Key) -> str:
        """Owners change payers; a setting that is the preset's needs no reset."""
        if key.place not in {Place.SETTINGS, Place.PAYER}:
            return ""
        if key.id == "payer.reset" and (marked := self.query_one(RowList).marked):
            if model_of(self._payer) is None:
                return "This payer isn't based on a preset."
            if not is_own(self._payer, marked):
                return "This setting already has the preset's value."
        return why_not_owner(self._store)

    @property
    def _payer(self) -> Payer:
        return self._store.office.payer(self._payer_id)

    @told
    def reload(self) -> None:
        """Draw the settings."""
        if not self.is_mounted:
            return
        payer = self._payer
        self.place(f"Today › Settings › payers › {payer.name}", _origin(payer))
        width = self.size.width - FRAME
        self.query_one("#heads", Static).update(setting_head(width))
        rows = self.query_one(RowList)
        rows.show_rows(setting_rows(payer, width))
        rows.focus()
        self._show_source()
        self.show_keys()

    def on_option_list_option_highlighted(self) -> None:
        """Show where the marked setting was read."""
        self._show_source()
        self.show_keys()

    def _show_source(self) -> None:
        marked = self.query_one(RowList).marked
        if marked is None:
            return
        payer, setting = self._payer, setting_named(marked)
        kept, model = getattr(payer, marked), model_of(payer)
        text = f"Source: {kept.source or 'no source'}" if kept else why_not_known(payer, marked)
        value = text_of(payer, setting)
        if len(value) > value_columns(self.size.width - FRAME):
            text = f"{value}\n{text}"
        if model is not None and is_own(payer, marked):
            text += f"\n* Differs from the preset {model.name}: {_in_words(setting, model)}."
        self.query_one("#source", Static).update(
            Content("\n".join(printable(line) for line in text.splitlines()))
        )

    def action_change(self) -> None:
        """Change the marked setting."""
        marked = self.query_one(RowList).marked
        if self.refused("settings.change") or marked is None:
            return
        setting = setting_named(marked)
        asked = QuestionsScreen(setting.label, self._questions(setting))
        doing = (
            f"You were changing {self._payer.name}: {setting.label}. To continue, press o, then go to "
            "the payers tab."
        )
        kept = kept_for(self._store, f"payer {self._payer_id} {setting.path}", doing)
        ask(
            self,
            asked.kept_in(kept),
            lambda answers: self._read(setting, answers, asked.forget),
            forgets=False,
        )

    def _questions(self, setting: Field) -> list[Question]:
        kept = getattr(self._payer, setting.path)

        def sourced(text: str, before: Answers) -> None:
            if before[0].strip() and not text.strip():
                raise BadInput("Enter where you read this, so that others can check it.")

        return [
            Question(
                "Value",
                setting.hint,
                text_of(self._payer, setting),
                lambda text, _before: setting.read(text),
            ),
            Question(
                "Where you read it", "A web page, a contract or a call.", kept.source if kept else "", sourced
            ),
            Question(
                "In effect since",
                "A date. Leave blank if you don't know it.",
                str(kept.since or "") if kept else "",
                lambda text, _before: read_date(text, self._store.clock.today()),
            ),
        ]

    def _read(self, setting: Field, answers: Answers, forget: Callable[[], None]) -> None:
        value, source, since = answers
        today = self._store.clock.today()
        changed = with_setting(self._payer, setting, value, source, read_date(since, today))
        self._count(setting, changed, forget)

    def action_reset(self) -> None:
        """Take the preset's value for the marked setting."""
        marked = self.query_one(RowList).marked
        if not self.refused("payer.reset") and marked is not None:
            self._count(setting_named(marked), with_presets_setting(self._payer, marked), lambda: None)

    @work(exclusive=True)
    async def _count(self, setting: Field, changed: Payer, saved: Callable[[], None]) -> None:
        """Count in a thread what the change does, which stops when this screen is left; then ask.

        ``saved`` is called when the change is in force.
        """
        self.say("Checking how many open visits this changes…")
        left, loop = Event(), asyncio.get_running_loop()

        def go_on(done: int, number: int) -> bool:
            if done % 100 == 0 and not left.is_set():
                told = (
                    f"Checking how many open visits this changes: {done} of {number}. Press Esc to "
                    "cancel the change."
                )
                loop.call_soon_threadsafe(self.say, told)
            return not left.is_set()

        try:
            effect = await asyncio.to_thread(effect_of, self._store, changed, go_on)
        except ChartingError as fault:
            self.say(fault.sentence, refusal=True)
            return
        finally:
            left.set()
        if effect is not None:
            self._ask(setting, changed, effect, saved)

    def _ask(self, setting: Field, changed: Payer, effect: Effect, saved: Callable[[], None]) -> None:
        self.say("")
        asked = PayerEffectScreen(
            f"{changed.name}: {setting.label}",
            _in_words(setting, self._payer),
            _in_words(setting, changed),
            effect,
        )
        self.app.push_screen(asked, lambda yes: self._save(setting, changed, saved) if yes else None)

    @told
    def _save(self, setting: Field, changed: Payer, saved: Callable[[], None]) -> None:
        save_payer(self._store, changed)
        saved()
        self.reload()
        self.say(setting.saved)


def _origin(payer: Payer) -> str:
    model = model_of(payer)
    return f"{payer.kind} · preset {model.name}" if model and model.name != payer.name else payer.kind


def _in_words(setting: Field, payer: Payer) -> str:
    """Return a payer's setting with its source and day."""
    kept = getattr(payer, setting.path)
    if kept is None:
        return NOT_KNOWN
    since = f", since {kept.since}" if kept.since else ""
    return f"{text_of(payer, setting) or 'none'} ({kept.source or 'no source'}{since})"


class PickPresetScreen(ModalScreen[str | None]):
    """Answers the id of the preset that a new payer is copied from, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Take the marked preset", show=False),
        Binding("escape", "leave", "Leave things as they are", show=False),
    ]

    def compose(self) -> ComposeResult:
        """The presets; what each is."""
        title = "Which payer is it most like? You can change the copied settings later."
        with DialogBox(title, keys="Enter select · Esc cancel", classes="box picker"):
            yield RowList()
            yield SteadyText(classes="hint")

    def on_mount(self) -> None:
        """Show the rows."""
        rows = self.query_one(RowList)
        rows.show_rows((payer.id, row([Cell(payer.name, 44), Cell(payer.kind, 22)])) for payer in presets())
        rows.focus()

    def action_choose(self) -> None:
        """Answer the marked preset."""
        self.dismiss(self.query_one(RowList).marked)

    def action_leave(self) -> None:
        """Answer none."""
        self.dismiss(None)
