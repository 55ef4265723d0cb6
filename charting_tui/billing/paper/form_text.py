"""Text as the CMS-1500 takes it: capitals, digits and blanks, without accents and punctuation."""

import re
import unicodedata

from charting_tui.billing.claim_data import NameParts

_LETTERS = str.maketrans(
    {
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "ð": "d",
        "Ð": "D",
        "\N{LATIN SMALL LETTER DOTLESS I}": "i",
    }
    | {"æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "þ": "th", "Þ": "TH", "ß": "ss"}
    | dict.fromkeys(map(chr, (*range(0x2010, 0x2016), 0x2212)), "-")
)
"""Letters that are not one of ASCII with an accent, and the dashes."""
_APOSTROPHES = re.compile(r"['’`.]")
_NOT_NAMES = re.compile(r"[^A-Z0-9 -]+")
_NOT_CODES = re.compile(r"[^A-Z0-9]+")


def form_words(text: str) -> str:
    """Return words in capitals; points and apostrophes go, other signs are blanks, hyphens stay."""
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS)).encode("ascii", "ignore").decode()
    bare = _APOSTROPHES.sub("", plain.replace("&", " AND ")).upper()
    return " ".join(_NOT_NAMES.sub(" ", bare).split())


def form_code(text: str) -> str:
    """Return a code or number in capitals, without blanks, points and hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _NOT_CODES.sub("", plain.upper())


def filed_name(name: NameParts) -> str:
    """Return a name as items 2, 4 and 9 take it, with commas between its parts: DOE JR, JANE, Q."""
    family = form_words(f"{name.family} {name.suffix}")
    return ", ".join(filter(None, (family, form_words(name.given), form_words(name.middle)[:1])))


def form_money(cents: int) -> str:
    """Return dollars and cents with a blank between: 147 00."""
    return f"{cents // 100} {cents % 100:02}"
