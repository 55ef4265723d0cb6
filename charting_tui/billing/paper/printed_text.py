"""Text as paper shows it: each sign has a glyph in the fonts that come along, or stands in words."""

import unicodedata
from bisect import bisect_right

_COVERED = (
    (0x20, 0x7E),
    (0xA0, 0x1C3),
    (0x1CD, 0x1E3),
    (0x1F8, 0x221),
    (0x250, 0x2AF),
    (0x2BB, 0x2C1),
    (0x2C6, 0x2C7),
    (0x300, 0x33F),
    (0x384, 0x38A),
    (0x38C, 0x38C),
    (0x38E, 0x3A1),
    (0x3A3, 0x3CE),
    (0x400, 0x486),
    (0x488, 0x513),
    (0x531, 0x556),
    (0x561, 0x587),
    (0x10D0, 0x10FA),
    (0x1E00, 0x1E13),
    (0x1E18, 0x1E2D),
    (0x1E30, 0x1E4D),
    (0x1E54, 0x1E63),
    (0x1E68, 0x1E79),
    (0x1E7C, 0x1E99),
    (0x1E9F, 0x1EF9),
    (0x2010, 0x2023),
    (0x2026, 0x2026),
    (0x2030, 0x2037),
    (0x2039, 0x203A),
    (0x203C, 0x203F),
    (0x2070, 0x2071),
    (0x2074, 0x208E),
    (0x20A0, 0x20B5),
    (0x2113, 0x2113),
    (0x2116, 0x2116),
    (0x2122, 0x2122),
    (0x2126, 0x2126),
    (0x2153, 0x215E),
    (0x2190, 0x2213),
    (0x2217, 0x221E),
    (0x2248, 0x2248),
    (0x2260, 0x2265),
    (0x2500, 0x262F),
    (0x2638, 0x268B),
    (0x2690, 0x269C),
    (0x26A0, 0x26A1),
    (0x2701, 0x2704),
    (0x2706, 0x2709),
    (0x270C, 0x2727),
    (0xFB00, 0xFB04),
    (0xFFFD, 0xFFFD),
)
"""First and last of the signs that Open Sans or DejaVu Sans Mono holds, without gaps between."""
_FIRSTS = [first for first, _ in _COVERED]
_INVISIBLE = frozenset({"Cf"})
"""Joiners, marks of direction, soft hyphens."""
_SELECTORS = (0xFE00, 0xFE0F)


def printed(text: str) -> str:
    """Return one line of text with signs that no font here holds in words: “😀” is “[grinning face]”.

    What is invisible goes; a control character becomes a replacement character.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_shown, unicodedata.normalize("NFC", text.expandtabs(4))))


def paper_lines(text: str) -> list[str]:
    """Return the lines of a text, blanks before the first word kept and empty lines at its ends left out."""
    return [_indented(line) for line in text.expandtabs(4).rstrip().strip("\n").splitlines()]


def _indented(line: str) -> str:
    words = line.lstrip(" ")
    return "\N{NO-BREAK SPACE}" * (len(line) - len(words)) + words.rstrip()


def _shown(sign: str) -> str:
    code = ord(sign)
    first, last = _COVERED[max(0, bisect_right(_FIRSTS, code) - 1)]
    if first <= code <= last and code != 0xAD:  # noqa: PLR2004 - a soft hyphen
        return sign
    kind = unicodedata.category(sign)
    if kind in _INVISIBLE or _SELECTORS[0] <= code <= _SELECTORS[1]:
        return ""
    if kind in {"Zs", "Zl", "Zp"} or sign == "\n":
        return " "
    if kind in {"Cc", "Cs"}:
        return "\N{REPLACEMENT CHARACTER}"
    return f"[{unicodedata.name(sign, f'U+{code:04X}').lower()}]"
