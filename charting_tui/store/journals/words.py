"""What is typed in one place and neither answered nor left, and what keeps it: a journal or a small file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True)
class Words:
    """The texts of one dialog, form or search as they stand on the screen; never a PIN."""

    texts: Mapping[str, str] = field(default_factory=dict)
    """By the name of their field."""
    field: str = ""
    """The field that has the cursor."""
    cursor: int = 0
    """How many characters of that field stand before the cursor."""
    doing: str = ""
    """What the person was doing and which key goes on with it, in one sentence; empty over an open visit."""


class WordsPlace(Protocol):
    """Keeps words by the name of the dialog in which they are typed, at every key."""

    def words(self, name: str) -> Words | None:
        """Return what is kept under that name, or None."""
        ...

    def keep_words(self, name: str, words: Words) -> None:
        """Keep these in the place of what was kept; JournalFull where the disk does not take them."""
        ...

    def forget_words(self, name: str) -> None:
        """They were answered, or left on purpose."""
        ...
