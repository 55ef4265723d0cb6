"""What is pasted, in its order, without the characters that a terminal would obey when they are shown."""

import re

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
