"""An application that goes on after a fault, and in which each key is done before the next."""

import asyncio
import os
from collections import deque
from contextlib import suppress
from typing import Any, cast

from rich.console import RenderableType
from rich.text import Text
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual._queue import Queue
from textual.app import App, ScreenStackError
from textual.dom import DOMNode
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Callback, Event, Key, Paste, Resize
from textual.geometry import Size
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import Screen

from charting_tui.ascii_letters import wants_ascii
from charting_tui.textual_private.sent_lines import Changes, SentLines
from charting_tui.textual_private.stylesheet import QuickStylesheet
from charting_tui.textual_private.typed_bytes import ForgivingDriver, typable
from charting_tui.theme import NoColours

LEAST = Size(24, 6)
"""What is drawn where the terminal is smaller: in no cells Textual 8.2.8 folds a text without end."""
_ROUNDS = 2
"""A key's own message, and the one that a widget sends because of it."""
_PATIENCE = 0.5
"""Seconds after which the next key is not kept waiting any longer."""


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
            changes = Changes(renderable, self._sent_lines, anew=anew, ascii_only=self._ascii)
            renderable = cast("RenderableType", changes)
        super()._display(screen, renderable)

    @property
    def size(self) -> Size:
        """The size of the terminal, or the least that can be drawn."""
        return _drawable(super().size)

    async def on_event(self, event: Event) -> None:
        """Send everything again after the window changed its size.

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
        return ForgivingDriver if usual is LinuxDriver else usual

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
        except Exception as fault:  # noqa: BLE001  a key's task has no one else who hears of it
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
