"""Cuts a quick line into tokens, each with its place; nothing between two tokens is but blanks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from charting_tui.readers.clock_times import WITH_A_COLON

_TOKEN = re.compile(
    rf"""
    "[^"]*"?                                      # verbatim, as far as the line goes where it is not ended
  | \+?{WITH_A_COLON}(?![^\s;,@$])               # a time of day, or two
  | [;,@:$]
  | [^\s;,@:$"]+
    """,
    re.VERBOSE,
)

SIGNS = frozenset(";,@:$")
"""Tokens that are one sign, and end the words before them."""


class Status(StrEnum):
    """How far a token is understood."""

    UNDERSTOOD = "understood"
    NEEDS_MORE = "needs more"
    NEEDS_CHOICE = "needs choice"
    WRONG = "wrong"
    FREE = "kept as typed"
    CODELESS = "kept as typed, no code"
    """Written like a technique with its minutes, but none is called so."""


OPEN = frozenset({Status.NEEDS_CHOICE, Status.NEEDS_MORE, Status.WRONG})
"""What stores nothing, or not all, until it is written otherwise."""
KEPT = frozenset({Status.FREE, Status.CODELESS})
"""What stands in the note as it was typed."""


@dataclass(frozen=True)
class Choice:
    """One way to write a token so that it can mean one thing only."""

    text: str
    meaning: str


@dataclass(frozen=True)
class Token:
    """A piece of the line, where it stands, and what it was understood as."""

    text: str
    start: int
    end: int
    status: Status = Status.FREE
    meaning: str = ""
    """In words a therapist reads; the fault and its remedy where it is wrong or needs more."""
    choices: tuple[Choice, ...] = ()
    partly: bool = False
    """Whether it stores all but what it still needs."""


def tokens_in(line: str) -> Iterator[Token]:
    """Yield the tokens of a line; everything that is no blank is in one of them."""
    for found in _TOKEN.finditer(line):
        yield Token(found[0], found.start(), found.end())
