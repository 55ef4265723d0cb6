"""What screens tell the program."""

from dataclasses import dataclass
from typing import Literal

from textual.message import Message


@dataclass
class VisitChosen(Message):
    """Someone wants to see or write this visit."""

    client: str
    visit: str
    said: str = ""
    """What is said over the visit when it is there."""
    then: Literal["", "fix", "payer", "quick"] = ""
    """What is asked at once when it is open: how to fix it, who pays, or the quick line."""


@dataclass
class SeveralChosen(Message):
    """Someone wants to read and sign these visits, pairs of a client's and a visit's id, in turn."""

    visits: tuple[tuple[str, str], ...]


@dataclass
class VisitLeft(Message):
    """The visit's screen was left, its text safe."""

    sentence: str = ""


@dataclass
class VisitSigned(Message):
    """A visit is signed and final."""

    sentence: str
    go_on: bool = False
    """Whether the next visit that waits is opened at once."""
