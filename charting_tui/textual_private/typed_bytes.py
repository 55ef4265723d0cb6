"""Reads what a terminal sends: bytes that are no character, keys that are none, pastes in their order."""

import re
from codecs import IncrementalDecoder, getincrementaldecoder
from collections.abc import Callable
from typing import Any

from textual._xterm_parser import XTermParser
from textual.drivers import linux_driver
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key
from textual.keys import Keys

_OBEYED = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f]")
"""Control characters but for those that end a line, which fields know, and the tab."""


def typable(text: str) -> str:
    """Return a pasted text as someone could have typed it."""
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


class ForgivingDriver(LinuxDriver):
    """Reads what is no key and no UTF-8 without an end of the program, and a paste in its order.

    Textual 8.2.8 ends the program at a byte of Latin-1 and at a key that has no character
    (``linux_driver.run_input_thread``), and takes an escape within a paste for a key
    (``XTermParser.parse``).
    """

    def run_input_thread(self) -> None:
        """Read the terminal with a decoder and a parser that forgive."""
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
