"""What journals ask of a clinic that several servers work on."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True)
class OpenJournal:
    """A journal that a login of this server writes."""

    path: Path
    client: str
    visit: str
    session: str
    author: str


@dataclass(frozen=True)
class JournalElsewhere:
    """A journal of another server, as it was last sent."""

    path: Path
    """Where it would lie here."""
    typed: bytes
    at_work: bool
    """Whether a login there gave a sign within the last seconds."""


class SharedDrafts(Protocol):
    """Journals of other servers; each call may raise StoreAway."""

    def elsewhere(self, visit: str) -> list[JournalElsewhere]:
        """Return those of one visit, or all."""
        ...

    def bring(self, path: Path) -> None:
        """Write one here, and leave the word there that it moved; JournalTaken where it is at work."""
        ...

    def ask_for(self, path: Path) -> None:
        """Ask the login that has one to let go of it."""
        ...

    def is_at_work(self, path: Path) -> bool:
        """Return whether a login of another server has it."""
        ...

    def taken_here(self, path: Path) -> None:
        """Forget one of this server, which goes on under another name."""
        ...

    def drop_moved(self) -> None:
        """Remove the files of those that were taken up elsewhere."""
        ...
