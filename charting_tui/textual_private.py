"""The only place that touches what Textual keeps private (8.2.8); a test pins each name."""

import asyncio
import os
import re
from codecs import IncrementalDecoder, getincrementaldecoder
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import takewhile
from typing import TYPE_CHECKING, Any, ClassVar, cast
from weakref import WeakKeyDictionary

from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.control import Control
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual._queue import Queue
from textual._xterm_parser import XTermParser
from textual.app import App, ScreenStackError
from textual.command import CommandList, CommandPalette
from textual.css.model import RuleSet, SelectorType
from textual.css.styles import RulesMap
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.driver import Driver
from textual.drivers import linux_driver
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Callback, Event, Key, Paste, Resize
from textual.geometry import Size
from textual.keys import Keys
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.strip import Strip

if TYPE_CHECKING:
    from textual.widgets import TextArea  # a start loads no text area

from charting_tui.ascii_letters import in_ascii, wants_ascii
from charting_tui.styled_text import blank_style, styled_text
from charting_tui.theme import NoColours


class SentLines:
    """The pieces of every line as they were last sent.

    A list whose mark moves by one row is drawn whole, and so is a text at every key; of the lines that
    come out of it, all but one or two are on the screen already.
    """

    def __init__(self) -> None:
        self._lines: defaultdict[int, dict[int, Strip]] = defaultdict(dict)

    def forget(self) -> None:
        """Count nothing as shown: the window was resized, or something else wrote upon it."""
        self._lines.clear()

    def sent(self, x: int, y: int, strip: Strip) -> None:
        """Note that this piece stands at column ``x`` of line ``y`` now, over what was there."""
        line = self._lines[y]
        end = x + strip.cell_length
        for column, other in tuple(line.items()):
            if column < end and x < column + other.cell_length:
                del line[column]
        line[x] = strip

    def to_send(self, x: int, y: int, strip: Strip) -> Iterator[tuple[int, Strip]]:
        """Give the parts of a piece that differ from what is shown, each with its column."""
        before = self._lines[y].get(x)
        self.sent(x, y, strip)
        if before is None or before.cell_length != strip.cell_length:
            yield x, strip
            return
        start = _cells_alike(before, strip)
        if start == strip.cell_length:
            return
        end = strip.cell_length - _cells_alike(reversed(list(before)), reversed(list(strip)))
        was, now = before.crop(start, end), strip.crop(start, end)
        for first, last in _runs(was, now):
            yield x + start + first, now.crop(first, last)


def _cells_alike(before: Iterable[Segment], after: Iterable[Segment]) -> int:
    """Return how many cells the segments take before the first that differs."""
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False))
    return sum(segment.cell_length for segment, _ in alike)


_APART = 8
"""Cells alike between two that differ from which a move of the cursor is shorter than they are."""


def _runs(before: Strip, after: Strip) -> Iterator[tuple[int, int]]:
    """Give the first cell and the one behind the last of every run that differs."""
    was, now = _cells(before), _cells(after)
    if was is None or now is None:
        yield 0, after.cell_length
        return
    first = last = -1
    for at, pair in enumerate(zip(was, now, strict=True)):
        if pair[0] == pair[1]:
            continue
        if first < 0 or at - last > _APART:
            if first >= 0:
                yield first, last
            first = at
        last = at + 1
    if first >= 0:
        yield first, last


def _cells(strip: Strip) -> list[tuple[str, Style | None]] | None:
    """Return each cell's letter and style; None where a letter takes other than one cell."""
    if sum(len(segment.text) for segment in strip) != strip.cell_length or not strip.text.isprintable():
        return None
    if any(cell_len(letter) != 1 for letter in set(strip.text) if not letter.isascii()):
        return None
    return [
        (letter, blank_style(segment.style) if letter == " " else segment.style)
        for segment in strip
        for letter in segment.text
    ]


_OBEYED = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f]")
"""Control characters but for those that end a line, which fields know, and the tab."""


def typable(text: str) -> str:
    """Return a pasted text as somebody could have typed it."""
    return _OBEYED.sub("", text)


_ESCAPE, _START, _END = "\x1b", "\x1b[200~", "\x1b[201~"
"""What a terminal sends before and after a paste."""


class PasteFilter:
    """Passes on what a terminal sends, without the escapes that lie inside a paste.

    A reader that looks for keys takes such an escape for the beginning of one, and hands what follows on
    as keys, before the rest of the paste.
    """

    def __init__(self) -> None:
        self._inside = False
        self._last = ""
        """The last characters outside a paste, which may be the beginning of its mark."""
        self._held = ""
        """What may be the beginning of the mark that ends a paste."""

    def passed_on(self, sent: str) -> str:
        """Return what is to be read of the next characters; outside a paste it is all of them, at once."""
        parts = []
        while sent:
            part, sent = self._in_paste(sent) if self._inside else self._outside(sent)
            parts.append(part)
        return "".join(parts)

    def _outside(self, sent: str) -> tuple[str, str]:
        known = self._last + sent
        at = known.find(_START)
        if at < 0:
            self._last = known[1 - len(_START) :]
            return sent, ""
        cut = at + len(_START) - len(self._last)
        self._last, self._inside = "", True
        return sent[:cut], sent[cut:]

    def _in_paste(self, sent: str) -> tuple[str, str]:
        known, self._held = self._held + sent, ""
        at = known.find(_END)
        if at >= 0:
            self._inside = False
            return known[:at].replace(_ESCAPE, "") + _END, known[at + len(_END) :]
        begun = next(size for size in range(len(_END) - 1, -1, -1) if known.endswith(_END[:size]))
        whole = len(known) - begun
        self._held = known[whole:]
        return known[:whole].replace(_ESCAPE, ""), ""


LEAST = Size(24, 6)
"""What is drawn where the terminal is smaller: in no cells Textual 8.2.8 folds a text without end."""
_ROUNDS = 2
"""A key's own message, and the one that a widget sends because of it."""
_PATIENCE = 0.5
"""Seconds after which the next key is not kept waiting any longer."""


class _ForgivingDriver(LinuxDriver):
    """Reads what is no key and no UTF-8 without an end of the program, and a paste in its order.

    Textual 8.2.8 ends the program at a byte of Latin-1 and at a key that has no character
    (``linux_driver.run_input_thread``), and takes an escape within a paste for a key
    (``XTermParser.parse``).
    """

    def run_input_thread(self) -> None:
        linux_driver.getincrementaldecoder = _decoder_for  # type: ignore[attr-defined, assignment]
        linux_driver.XTermParser = _ForgivingParser  # type: ignore[attr-defined]
        super().run_input_thread()


class _PasteDecoder(IncrementalDecoder):
    """Decodes bytes, with a sign in the place of those that are no character."""

    def __init__(self, encoding: str) -> None:
        super().__init__()
        self._decoder = getincrementaldecoder(encoding)(errors="replace")
        self._pastes = PasteFilter()

    def decode(self, data: Any, final: bool = False) -> str:
        return self._pastes.passed_on(self._decoder.decode(data, final=final))


def _decoder_for(encoding: str) -> Callable[[], IncrementalDecoder]:
    return lambda: _PasteDecoder(encoding)


class _ForgivingParser(XTermParser):
    """Passes over a key whose number stands for no character."""

    def _parse_extended_key(self, sequence: str) -> list[Key] | None:  # type: ignore[override]
        nothing = [Key(Keys.Ignore, sequence)]
        try:
            keys = super()._parse_extended_key(sequence)
        except (ValueError, OverflowError):
            return nothing
        half = any("\ud800" <= (key.character or "") <= "\udfff" for key in keys or ())
        return nothing if half else keys


class _Changes(CompositorUpdate):
    """What an update changes on the terminal, found out at the moment in which it is written there."""

    def __init__(
        self, update: ChopsUpdate | LayoutUpdate, lines: SentLines, *, anew: bool, ascii_only: bool
    ) -> None:
        """``anew``: a whole screen is sent as it is, which repairs what another program wrote upon it."""
        self._update = update
        self._lines = lines
        self._anew = anew
        self._ascii = ascii_only

    def render_segments(self, console: Console) -> str:
        update = self._update
        sent = self._whole(update) if isinstance(update, LayoutUpdate) else self._parts(update)
        text = styled_text(sent, console)
        return in_ascii(text) if self._ascii else text

    def _whole(self, update: LayoutUpdate) -> Iterator[Segment]:
        """Send a whole screen; one that was laid out anew, as far as it differs."""
        if self._anew:
            self._lines.forget()
        for y, line in enumerate(update.strips, update.region.y):
            x = update.region.x
            for strip in line:
                yield from self._piece(x, y, strip)
                x += strip.cell_length

    def _parts(self, update: ChopsUpdate) -> Iterator[Segment]:
        for y, first, last in update.spans:
            for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
                if strip is None or x > last or end <= first:
                    continue
                yield from self._piece(x, y, strip.crop(0, min(end, last) - x))

    def _piece(self, x: int, y: int, strip: Strip) -> Iterator[Segment]:
        for column, changed in self._lines.to_send(x, y, strip):
            if changed.cell_length:
                yield Control.move_to(column, y).segment
                yield from changed


class SteadyPalette(CommandPalette):
    """A palette whose list takes no key before it is laid out (Textual 8.2.8: KeyError)."""

    def _action_command_list(self, action: str) -> None:
        if self.query_one(CommandList).scrollable_content_region.area:
            super()._action_command_list(action)


class QuickStylesheet(Stylesheet):
    """Works out once what a widget looks like in its place, and leaves alone what looks so already.

    Textual 8.2.8 goes through every rule for every widget and each of its parts (``Stylesheet.apply``), when
    a screen opens three times over: a fifth of all that screens cost. It reads styles again for each
    application, and most of them twice at a start (``Stylesheet.reparse``). What a process has read and
    worked out is spared to every other login of it.
    """

    _EXCLUDE_PSEUDO_CLASSES_FROM_CACHE: ClassVar[set[str]] = set()  # type: ignore[misc]  # places tell them apart
    _read: ClassVar[dict[tuple[object, ...], list[RuleSet]]] = {}
    """Every text of styles that this process has read with certain variables; no rule is ever changed."""
    _worked_out: ClassVar[dict[tuple[int, ...], "_Places"]] = {}
    """What is known of the places of widgets, by the rules, which stay in ``_read``."""

    def __init__(self, *, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._narrowed: list[RuleSet] | None = None
        """The rules that may concern the widget whose turn it is."""
        self._places = _Places([])
        self._places_of: list[RuleSet] = []
        self._styled: WeakKeyDictionary[DOMNode, tuple[_Places, int, RulesMap | None]] = WeakKeyDictionary()
        """The place and rules by which each widget was styled last."""
        self._lately: dict[DOMNode, int] = {}
        """The places of widgets that were styled in the same go, among them those above the next."""
        self._in_one_go = False

    def update_nodes(self, nodes: Iterable[DOMNode], animate: bool = False) -> None:
        """Style widgets, each before those in it."""
        self._lately.clear()
        self._in_one_go = True
        try:
            super().update_nodes(nodes, animate)
        finally:
            self._in_one_go = False

    def apply(
        self, node: DOMNode, *, animate: bool = False, cache: dict[tuple[Any, ...], RulesMap] | None = None
    ) -> None:
        """Give a widget the look of its place."""
        del cache  # only of one go
        is_widget = type(node) is not DOMNode
        if is_widget and not self._in_one_go:
            self._lately.clear()
        places = self._current_places()
        place = places.of(node, self._lately)
        if is_widget:
            self._lately[node] = place
        look = places.looks.get(place)
        if look is None:
            look = places.looks[place] = self._work_out(node, animate=animate)
        else:
            look.mark(node)
            self._style(node, place, look, animate=animate)
        if is_widget:
            self._styled[node] = places, place, look.rules

    def reparse(self) -> None:
        """Read what was not yet read with the variables of today."""
        self.parse()

    def _parse_rules(self, *given: Any, **named: Any) -> list[RuleSet]:
        key = (given, *named.items(), tuple(self._variables.items()))
        if key not in self._read:
            self._read[key] = super()._parse_rules(*given, **named)
        return self._read[key]

    @property
    def rules(self) -> list[RuleSet]:
        """All rules, or those that may concern the widget whose turn it is, in the same order."""
        narrowed, self._narrowed = self._narrowed, None
        return super().rules if narrowed is None else narrowed

    def _current_places(self) -> "_Places":
        rules = self.rules
        if self._places_of is not rules:
            key = tuple(map(id, rules))
            if key not in self._worked_out:
                self._worked_out[key] = _Places(rules)
            self._places, self._places_of = self._worked_out[key], rules
        return self._places

    def _work_out(self, node: DOMNode, *, animate: bool) -> "_StyledNode":
        """Style a widget as Textual does, and return what came of it."""
        names = node._selector_names  # noqa: SLF001
        rules_of = self.rules_map
        concern = {rule for name in names if name in rules_of for rule in rules_of[name]}
        self._narrowed = sorted(concern, key=self._places.order.__getitem__)
        kept: dict[tuple[Any, ...], RulesMap] = {}
        super().apply(node, animate=animate, cache=kept)
        return _StyledNode(node, next(iter(kept.values()), None))

    def _style(self, node: DOMNode, place: int, look: "_StyledNode", *, animate: bool) -> None:
        places, before, rules = self._styled.get(node, (None, 0, None))
        if look.settled is not None:
            node.styles.base._rules.update(look.settled)  # noqa: SLF001
        elif look.rules is not None and look.rules != rules:
            self.replace_rules(node, look.rules, animate=animate)
        else:
            node.notify_style_update()
        if places is not self._places or before != place:
            self._process_component_classes(node)


class _Places:
    """Places that widgets can have among others, as far as some rules tell them apart, by number."""

    def __init__(self, rules: list[RuleSet]) -> None:
        self.looks: dict[int, _StyledNode] = {}
        self.order = {rule: number for number, rule in enumerate(rules)}
        self._numbers: dict[tuple[object, ...], int] = {}
        self._kinds: dict[tuple[object, ...], tuple[object, tuple[str, ...]]] = {}
        self._asked: defaultdict[str, set[str]] = defaultdict(set)
        """The states (pseudo-classes) in which a type, class or id matters to a rule."""
        for selectors in (each.selectors for rule in rules for each in rule.selector_set):
            for selector in selectors:
                name = _MARKS[selector.type] + selector.name if selector.type in _MARKS else "*"
                self._asked[name] |= selector.pseudo_classes

    def of(self, node: DOMNode, known: Mapping[DOMNode, int]) -> int:
        """Return the number of a widget's place; those of some above it may be known."""
        parent = node._parent  # noqa: SLF001
        above = 0
        if isinstance(parent, DOMNode):
            above = known.get(parent) or self.of(parent, known)
        named = type(node), node._id, frozenset(node._classes)  # noqa: SLF001
        if named not in self._kinds:
            self._kinds[named] = self._kind(node)
        kind, asked = self._kinds[named]
        key = above, kind, *map(node.has_pseudo_class, asked)
        return self._numbers.setdefault(key, len(self._numbers) + 1)

    def _kind(self, node: DOMNode) -> tuple[object, tuple[str, ...]]:
        told_apart = {f"#{node.id}", *(f".{name}" for name in node.classes)} & {*self._asked, _OF_TEXTUAL}
        names = {"*", *node._css_type_names, *told_apart} & self._asked.keys()  # noqa: SLF001
        asked: set[str] = set().union(*(self._asked[name] for name in names))
        return (type(node), frozenset(told_apart)), tuple(sorted(asked))


class _StyledNode:
    """What a widget of one place looks like, and what its look may depend on."""

    def __init__(self, node: DOMNode, rules: RulesMap | None) -> None:
        self.rules = rules
        self.settled = node.styles.base.get_rules() if type(node) is DOMNode else None
        """The same as they are kept, for a part of a widget, which is always new."""
        self._depends = {name: getattr(node, name) for name in _DEPENDS}

    def mark(self, node: DOMNode) -> None:
        """Say what the look of a widget may depend on, by which Textual styles it again."""
        vars(node).update(self._depends)


_MARKS = {SelectorType.TYPE: "", SelectorType.CLASS: ".", SelectorType.ID: "#"}
_OF_TEXTUAL = ".-textual-system"
"""Widgets of this class are nothing that ``*`` speaks of."""
_DEPENDS = ("_has_hover_style", "_has_focus_within", "_has_order_style", "_has_odd_or_even")


class SteadyApp(App[int]):
    """An application that may go on after a fault, prints no names when it crashes, and sends few bytes.

    Textual 8.2.8 ends every application at the first fault of a handler, a timer, a worker or a drawing
    (``App._handle_exception``), and prints the local variables of the failing frame
    (``App._fatal_error``); it offers no public way to do otherwise. It sends every line of a widget in
    which one line changed (``App._display``), and greys where ``NO_COLOR`` is set (``App._filters``).
    """

    def __init__(self) -> None:
        super().__init__()
        self._sent_lines = SentLines()
        self.stylesheet = QuickStylesheet(variables=self.get_css_variables())
        self._sent_screen: Screen[Any] | None = None
        self._ascii = wants_ascii(os.environ)
        if self.no_color:
            self._filters.append(NoColours())

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        if isinstance(renderable, ChopsUpdate | LayoutUpdate):
            anew, self._sent_screen = screen is not self._sent_screen, screen
            changes = _Changes(renderable, self._sent_lines, anew=anew, ascii_only=self._ascii)
            renderable = cast("RenderableType", changes)
        super()._display(screen, renderable)

    @property
    def size(self) -> Size:
        """The size of the terminal, or the least that can be drawn."""
        return _drawable(super().size)

    async def on_event(self, event: Event) -> None:
        """Send everything anew after the window changed its size.

        Textual 8.2.8 looks at the size 8 ms later, and never where no core was to be had for so long
        (``Timer._run``).
        """
        if isinstance(event, Resize):
            self._sent_lines.forget()
            size = _drawable(event.size)
            event = Resize(size, size, size, event.pixel_size)
        await super().on_event(event)
        if self._resize_timer is not None:
            self._resize_timer._skip = False  # noqa: SLF001

    def crash_sentence(self, fault: BaseException | None) -> str:
        """Log the fault without any value of it, and return the one sentence to print."""
        raise NotImplementedError

    def recovers(self, fault: Exception) -> bool:
        """Whether the program goes on; then whatever met the fault is taken off the screen."""
        del fault
        return False

    def get_driver_class(self) -> type[Driver]:
        """Return what reads the terminal."""
        usual = super().get_driver_class()
        return _ForgivingDriver if usual is LinuxDriver else usual

    async def _dispatch_message(self, message: Message) -> None:
        """Handle a message; what is sent to the application itself must not end its reading of messages."""
        try:
            await super()._dispatch_message(message)
        except Exception as fault:
            if not (self._is_mounted and self._running):
                raise
            self._handle_exception(fault)

    def _handle_exception(self, error: Exception) -> None:
        if self._exit or not self._running or not self.recovers(error):
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        self._exit_renderables[:] = [Text(self.crash_sentence(self._exception))]
        self._close_messages_no_wait()


def _drawable(size: Size) -> Size:
    return Size(max(size.width, LEAST.width), max(size.height, LEAST.height))


class KeyAfterKeyApp(SteadyApp):
    """An application in which each key does all it does before the next one is looked at.

    Textual 8.2.8 hands every key to what has the focus when the key arrives, though a key before it
    may be about to move the focus or open a screen: over a slow line, where keys come in bursts, a
    text would land in the field that was just left.
    """

    def __init__(self) -> None:
        super().__init__()
        self._typed: deque[Key] = deque()
        self._typing: asyncio.Task[None] | None = None

    async def on_event(self, event: Event) -> None:
        """Queue a key that comes from the terminal; pass everything else on, a paste as it could be typed."""
        if isinstance(event, Paste):
            event.text = typable(event.text)
        if not isinstance(event, Key) or event.is_forwarded:
            await super().on_event(event)
            return
        self._typed.append(event)
        if self._typing is None or self._typing.done():
            self._typing = asyncio.create_task(self._type())

    async def _type(self) -> None:
        typed = self._typed
        try:
            while typed and self.is_running:
                self.before_key()
                await super().on_event(typed.popleft())
                await self._settled()
        except ScreenStackError:
            typed.clear()  # the program was left while keys still came
        except Exception as fault:  # noqa: BLE001  a key's task has nobody else who hears of it
            self._handle_exception(fault)

    def forget_typed(self) -> None:
        """Do nothing more for keys that were typed ahead: they were meant for what is no longer there."""
        self._typed.clear()
        # What the last key still waits for may be gone too, so that the next ones are not kept for it.
        self._typed, self._typing = deque(), None

    def before_key(self) -> None:
        """A key is about to do what it does."""

    async def _settled(self) -> None:
        """Wait until everything that the last key set going has come to rest, on a new screen too."""
        screen = None
        while self.is_running and screen is not self.screen:
            screen = self.screen
            for _ in range(_ROUNDS):
                for pump in _upwards(self.focused or screen):
                    await _rested(pump)


def _upwards(node: DOMNode) -> list[MessagePump]:
    return [ancestor for ancestor in node.ancestors_with_self if ancestor.is_running]


def has_handled_all(pump: MessagePump) -> bool:
    """Whether a widget, a screen or the application has handled what was sent to it, and waits for more."""
    if pump._closed or pump._closing:  # noqa: SLF001
        return True
    queue: Queue[Message | None] = pump._message_queue  # noqa: SLF001
    return queue.empty() and bool(queue.ready_event._waiters)  # noqa: SLF001


async def _rested(pump: MessagePump) -> None:
    if has_handled_all(pump):
        return
    reached = asyncio.Event()
    if pump.post_message(Callback(reached.set)):
        with suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE):
                await reached.wait()


def let_undo_long_pastes(area: "TextArea") -> None:
    """Have a text area in which a long paste can be undone.

    Textual 8.2.8 (issue 6686): while the text is short again and the selection not yet put back, a bar
    that goes away scrolls to the cursor, on a line that is no longer there.
    """

    def recompute() -> None:
        here = area.clamp_visitable(area.cursor_location)
        area._cursor_offset = area.wrapped_document.location_to_offset(here)  # noqa: SLF001

    area._recompute_cursor_offset = recompute  # type: ignore[method-assign]  # noqa: SLF001
