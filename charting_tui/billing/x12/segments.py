"""X12 as such: text that it can carry, segments as they are written and read, and a file's envelope."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from charting_tui.errors import BadInput
from charting_tui.records.values import Record

ELEMENT, REPEAT, PART, END = "*", "^", ":", "~"
"""The delimiters that we write; a file that is read says its own."""
_ISA = 106
"""Characters of an interchange's first segment, its end included."""
_ISA_ELEMENTS = 17
_LETTERS = str.maketrans(
    "ØøĐđÐðŁł\u0131\u2018\u2019\u02bb\u02bc\u201c\u201d\u2010\u2011\u2013\u2014\u2212",
    "OoDdDdLli" + "'" * 4 + '"' * 2 + "-" * 5,
) | str.maketrans({"ß": "SS", "ẞ": "SS", "Æ": "AE", "æ": "ae", "Œ": "OE", "œ": "oe", "Þ": "TH", "þ": "th"})
"""Letters and signs that have no plain one below their accents."""
_FRACTION = re.compile(r"(?<=\d)[\u00bc-\u00be\u2150-\u215e]")
"""A half or the like behind a whole number."""
_DELIMITERS = str.maketrans(dict.fromkeys("*^:~`", " "))
_CARRIED = re.compile(r"[^A-Z0-9 !\"&'()+,\-./;?=%@\[\]_{}\\|<>#$]")
"""What is in neither of X12's character sets, in capitals."""


@lru_cache(maxsize=4096)
def plain_text(text: str) -> str:
    """Return text in the letters that X12 has: capitals without accents, no delimiters, single blanks.

    What it has no letter for is left out; ``lost_in`` tells.
    """
    spaced = _FRACTION.sub(r" \g<0>", text.translate(_LETTERS))
    split = unicodedata.normalize("NFKD", spaced).replace("\N{FRACTION SLASH}", "/")
    bare = "".join(sign for sign in split if not unicodedata.combining(sign))
    blank = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in bare)
    return " ".join(_CARRIED.sub("", blank.translate(_DELIMITERS).upper()).split())


def lost_in(text: str) -> str:
    """Return the letters and digits of a text that X12 has no sign for, each once."""
    return "".join(
        dict.fromkeys(sign for sign in text if sign.isalnum() and not sign.isascii() and not plain_text(sign))
    )


def segment(*elements: str) -> str:
    """Return one segment without its end; empty elements at its end are left out."""
    return ELEMENT.join(elements).rstrip(ELEMENT)


def composite(*parts: str) -> str:
    """Return an element that has parts; empty ones at its end are left out."""
    return PART.join(parts).rstrip(PART)


class X12Envelope(Record):
    """Who sends a file to whom, and its control number."""

    sender_id: str
    """As the clearinghouse or payer knows the sender (ISA06, GS02); 15 characters at the most."""
    receiver_id: str
    sender_qualifier: str = "ZZ"
    receiver_qualifier: str = "ZZ"
    submitter_name: str
    submitter_id: str = ""
    """Where it is another than the sender's (NM109 of loop 1000A)."""
    contact_name: str
    contact_phone: str
    """Ten digits."""
    contact_email: str = ""
    receiver_name: str
    control_number: int
    """From 1 to 999999999, never twice to one receiver: the caller keeps count."""
    test: bool = False
    """Whether the receiver is to try the file without paying for it."""


def enveloped(envelope: X12Envelope, transactions: Sequence[Sequence[str]], made_at: datetime) -> bytes:
    """Return the bytes of a file with these transactions (ST to SE), one segment on each line."""
    number, day, clock = f"{envelope.control_number:09}", f"{made_at:%Y%m%d}", f"{made_at:%H%M}"
    sender, receiver = plain_text(envelope.sender_id), plain_text(envelope.receiver_id)
    interchange = (
        *("ISA", "00", " " * 10, "00", " " * 10),
        *(f"{envelope.sender_qualifier:2.2}", f"{sender:15.15}"),
        *(f"{envelope.receiver_qualifier:2.2}", f"{receiver:15.15}", day[2:], clock),
        *(REPEAT, "00501", number, "0", "T" if envelope.test else "P", PART),
    )
    group = str(envelope.control_number)
    lines = [
        ELEMENT.join(interchange),
        segment("GS", "HC", sender, receiver, day, clock, group, "X", "005010X222A1"),
        *(line for transaction in transactions for line in transaction),
        segment("GE", str(len(transactions)), group),
        segment("IEA", "1", number),
    ]
    return "".join(f"{line}{END}\n" for line in lines).encode("ascii")


@dataclass(frozen=True, slots=True)
class X12Segment:
    """One segment of a file that is read."""

    position: int
    """From 1, the ISA."""
    elements: tuple[str, ...]
    """The first is the segment's id."""
    part: str = PART

    @property
    def id(self) -> str:
        """Such as NM1."""
        return self.elements[0]

    def __getitem__(self, number: int) -> str:
        """Return an element by its number in the segment, from 1; nothing where it has no such element."""
        return self.elements[number].strip() if number < len(self.elements) else ""

    def parts(self, number: int) -> list[str]:
        """Return the parts of an element."""
        return [part.strip() for part in self[number].split(self.part)]

    @property
    def rest(self) -> tuple[str, ...]:
        """All elements but the id."""
        return tuple(element.strip() for element in self.elements[1:])


def read_segments(file: bytes) -> list[X12Segment]:
    """Return the segments of any X12 file: 837, 835, 999 or 277CA; BadInput where it is none.

    The delimiters are those of its ISA, and line ends may stand behind segments. Bytes that are no ASCII are
    read as Latin-1, so that nothing of a name is lost; who judges the file says that they are there.
    """
    text = file.removeprefix(b"\xef\xbb\xbf").decode("latin-1").lstrip()
    if not text.startswith("ISA") or len(text) < _ISA:
        raise BadInput("This isn't an X12 file: it doesn't start with a complete ISA segment.")
    element, part, end = text[3], text[104], text[105]
    if len({element, part, end}) < 3 or element.isalnum() or len(text[:105].split(element)) != _ISA_ELEMENTS:  # noqa: PLR2004
        raise BadInput(
            "This isn't an X12 file: its ISA segment doesn't have 16 elements of the right length."
        )
    return list(_segments(text.split(end), element, part))


def _segments(texts: Iterable[str], element: str, part: str) -> Iterator[X12Segment]:
    written = (text.strip("\r\n\t ") for text in texts)
    for position, text in enumerate((one for one in written if one), start=1):
        yield X12Segment(position, tuple(text.split(element)), part)
