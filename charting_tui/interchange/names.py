"""Names of people as lists write them, with the family name put first."""

import re
from typing import NamedTuple

from charting_tui.errors import BadInput

_TITLES = {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "rev"}
_SUFFIXES = {"jr", "sr", "ii", "iii", "iv"}
_DEGREES = {"esq", "phd", "md", "rn", "lmt", "dds", "jd"}
_PARTICLES = {
    *(
        "de",
        "da",
        "di",
        "du",
        "del",
        "della",
        "la",
        "le",
        "las",
        "los",
        "van",
        "von",
        "der",
        "den",
        "ter",
        "ten",
    ),
    *("dos", "das", "el", "al", "bin", "ibn", "ben", "st", "san", "santa", "mac", "zu", "zum", "zur"),
}
_CALLED = re.compile(r"[(\"“](?P<name>[^)\"”]+)[)\"”]")
_TWO_PEOPLE = re.compile(r"\s(?:&|and|\+)\s", re.IGNORECASE)


class PersonName(NamedTuple):
    """A name as a chart has it, and the given name by which the person is called, where it is another."""

    name: str
    called: str


def read_name(text: str) -> PersonName:
    """Read “Jane Doe”, “Doe, Jane”, “Dr. Jane Q. de la Cruz Jr.” or “Harriet (Hattie) Lindqvist”.

    BadInput where two people are named.
    """
    whole = " ".join(text.split())
    called = _CALLED.search(whole)
    bare = " ".join(_CALLED.sub(" ", whole).split())
    if _TWO_PEOPLE.search(bare):
        raise BadInput(f"“{bare}” names two people. Give each a row.")
    family, comma, given = (part.strip() for part in bare.partition(","))
    if comma and _bare(given) in _DEGREES:
        return PersonName(joined_name(*_parted(family)), _called(called))
    if comma and _bare(given) in _SUFFIXES:
        return PersonName(joined_name(*_parted(family)[:2], given), _called(called))
    if comma:
        return PersonName(joined_name(given, family), _called(called))
    return PersonName(joined_name(*_parted(bare)), _called(called))


def joined_name(given: str, family: str, suffix: str = "") -> str:
    """Return ``Family Jr., Given``; one of the two alone is the whole name."""
    words = given.split()
    while words and _bare(words[0]) in _TITLES and len(words) + bool(family) > 1:
        words = words[1:]
    last = " ".join(filter(None, (family.strip(), suffix.strip().strip(","))))
    return ", ".join(filter(None, (last, " ".join(words)))) if family else " ".join(words)


def _parted(text: str) -> tuple[str, str, str]:
    """Return given and family name and the suffix of a name that is written in that order."""
    words = text.replace(",", " ").split()
    while len(words) > 1 and _bare(words[0]) in _TITLES:
        words = words[1:]
    while len(words) > 1 and _bare(words[-1]) in _DEGREES:
        words = words[:-1]
    suffix = words.pop() if len(words) > 2 and _bare(words[-1]) in _SUFFIXES else ""  # noqa: PLR2004
    start = len(words) - 1
    while start > 1 and _bare(words[start - 1]) in _PARTICLES:
        start -= 1
    return " ".join(words[:start]), " ".join(words[max(start, 0) :]), suffix


def _called(found: re.Match[str] | None) -> str:
    return found["name"].strip() if found else ""


def _bare(word: str) -> str:
    return word.strip(".,").lower()
