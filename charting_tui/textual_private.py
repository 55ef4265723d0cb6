"""The only place that touches what Textual keeps private (8.2.8); a test pins each name."""

import asyncio
from collections import deque

from rich.text import Text
from textual.app import App, ScreenStackError
from textual.dom import DOMNode
from textual.events import Event, Key
from textual.message_pump import MessagePump

_ROUNDS = 2
"""A key's own message, and the one that a widget sends because of it."""
_PATIENCE = 0.5
"""Seconds after which the next key is not kept waiting any longer."""


class QuietlyFatalApp(App[int]):
    """An application whose crash prints one sentence instead of a traceback with patients' names in it.

    Textual 8.2.8 prints the local variables of the failing frame (``App._fatal_error``), and offers no
    public way not to.
    """

    def crash_sentence(self, fault: BaseException | None) -> str:
        """Log the fault without any value of it, and return the one sentence to print."""
        raise NotImplementedError

    def _fatal_error(self) -> None:
        self._exit_renderables[:] = [Text(self.crash_sentence(self._exception))]
        self._close_messages_no_wait()


class KeyAfterKeyApp(QuietlyFatalApp):
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
        """Queue a key that comes from the terminal; pass everything else on."""
        if not isinstance(event, Key) or event.is_forwarded:
            await super().on_event(event)
            return
        self._typed.append(event)
        if self._typing is None or self._typing.done():
            self._typing = asyncio.create_task(self._type())

    async def _type(self) -> None:
        try:
            while self._typed:
                self.before_key()
                await super().on_event(self._typed.popleft())
                await self._settled()
        except ScreenStackError:
            self._typed.clear()  # the program was left while keys still came

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


async def _rested(pump: MessagePump) -> None:
    reached = asyncio.Event()
    if pump.call_later(reached.set):
        try:
            await asyncio.wait_for(reached.wait(), _PATIENCE)
        except TimeoutError:
            return
