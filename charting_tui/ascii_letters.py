"""What is drawn where a terminal knows no letters but ASCII: every sign in the cells it takes."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from rich.cells import cell_len

_SIGNS = {
    **dict.fromkeys("─━═╌", "-"),
    **dict.fromkeys("│┃║", "|"),
    **dict.fromkeys("╭╮╰╯┌┐└┘├┤┬┴┼", "+"),
    **dict.fromkeys("█▇▆▅", "#"),
    **dict.fromkeys("▄▃", "="),
    **dict.fromkeys("▂▁", "_"),
    **dict.fromkeys("✗×", "x"),
    **dict.fromkeys("›→", ">"),
    **dict.fromkeys("\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}", "-"),
    **dict.fromkeys("“”", '"'),
    **dict.fromkeys("\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}", "'"),
    **dict.fromkeys("·•", "."),
    "╱": "/",
    "╲": "\\",
    **dict.fromkeys("╴╶", "-"),
    **dict.fromkeys("╷╵", "|"),
    "┊": ":",
    "⚠": "!",
    "✓": "+",
    "←": "<",
    "▲": "^",
    "↑": "^",
    "▼": "v",
    "↓": "v",
    "↕": "|",
    "…": "~",
    "°": "d",
    "≤": "<",
    "≥": ">",
    "\N{NO-BREAK SPACE}": " ",
}
_OTHERS = re.compile(r"[^\x00-\x7f]")


def in_ascii(text: str) -> str:
    """Return a text without any other letter: a letter with an accent is the letter, others are “?”."""
    return text if text.isascii() else _OTHERS.sub(lambda found: _letter(found[0]), text)


@lru_cache(1024)
def _letter(sign: str) -> str:
    if sign in _SIGNS:
        return _SIGNS[sign]
    bare = unicodedata.normalize("NFKD", sign)[0]
    return bare if bare.isascii() and cell_len(sign) == 1 else "?" * cell_len(sign)


def wants_ascii(environment: Mapping[str, str]) -> bool:
    """Whether CHARTING_ASCII asks for it, or the locale names letters that are not Unicode's.

    Without any locale, as over ssh, terminals of today know them.
    """
    if "CHARTING_ASCII" in environment:
        return environment["CHARTING_ASCII"] not in {"", "0"}
    every, letters, language = (environment.get(name, "") for name in ("LC_ALL", "LC_CTYPE", "LANG"))
    if language in {"C", "POSIX"} and letters == "C.UTF-8":
        letters = ""  # Python set it (PEP 538), so that programs may write what no terminal was asked about
    locale = every or letters or language
    return bool(locale) and "utf" not in locale.casefold()
