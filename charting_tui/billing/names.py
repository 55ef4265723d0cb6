"""Names of people as records have them, taken apart for claims: nothing of a name is lost."""

import re

from charting_tui.billing.claim_data import NameParts

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "v"})
_TITLES = frozenset({"dr", "mr", "mrs", "ms", "mx", "prof"})
_DEGREES = frozenset(
    {"md", "do", "dpm", "dc", "nd", "dds", "od", "np", "pa", "cns", "cnm", "pt", "ot", "dpt", "lac"}
    | {"lmt", "arnp", "rn", "phd", "pac", "fnp", "aprn"}
)
_PARTICLES = frozenset(
    {"de", "da", "del", "della", "den", "der", "di", "dos", "du", "el", "la", "le", "van", "von", "bin"}
    | {"al", "st"}
)
_INITIAL = re.compile(r"[^\W\d_]\.?")


def _bare(word: str) -> str:
    return re.sub(r"[^\w]", "", word).lower()


def filed_name(name: str) -> NameParts:
    """Return the parts of a name that is written family first: “Doe Jr., Jane Q.”.

    A single letter at the end is a middle name; “Mary Ann” is given as a whole.
    """
    family, comma, given = (part.strip() for part in name.partition(","))
    if not comma:
        return spoken_name(family)
    words = given.split()
    suffix = ""
    if words and _bare(words[-1]) in _SUFFIXES and len(words) > 1:
        suffix = words.pop()
    middle = words.pop() if len(words) > 1 and _INITIAL.fullmatch(words[-1]) else ""
    last = family.split()
    if len(last) > 1 and _bare(last[-1]) in _SUFFIXES:
        suffix = last.pop()
    return NameParts(
        family=" ".join(last),
        given=" ".join(words),
        middle=middle.rstrip("."),
        suffix=suffix.rstrip(".,"),
    )


def spoken_name(name: str) -> NameParts:
    """Return the parts of a name that is written given name first: “Kim R. de la Vale”."""
    words = [word for word in name.replace(",", " ").split() if _bare(word)]
    while len(words) > 1 and _bare(words[-1]) in _DEGREES:
        words.pop()
    suffix = words.pop() if len(words) > 1 and _bare(words[-1]) in _SUFFIXES else ""
    if not words:
        return NameParts()
    start = len(words) - 1
    while start > 1 and _bare(words[start - 1]) in _PARTICLES:
        start -= 1
    given = words[:start]
    middle = given.pop() if len(given) > 1 and _INITIAL.fullmatch(given[-1]) else ""
    return NameParts(
        family=" ".join(words[start:]),
        given=" ".join(given),
        middle=middle.rstrip("."),
        suffix=suffix.rstrip(".,"),
    )


def prescriber_name(name: str) -> NameParts:
    """Return the parts of a prescriber's name, however it is written: “Ames, Dr”, “Dr. Pat Ames, MD”."""
    family, comma, rest = name.partition(",")
    said = [word for word in rest.replace(",", " ").split() if _bare(word) not in _TITLES | _DEGREES]
    if comma and said:
        return filed_name(f"{family}, {' '.join(said)}")
    words = [word for word in family.split() if _bare(word) not in _TITLES]
    return spoken_name(" ".join(words) or family)
