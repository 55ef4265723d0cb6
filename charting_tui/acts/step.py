"""One change of a visit that is being written, with all that taking it back must bring back."""

from dataclasses import dataclass

from charting_tui.records.chart import ClientFile
from charting_tui.records.claim import Draft


@dataclass(frozen=True)
class Entered:
    """What a change entered in the client's file."""

    before: ClientFile
    after: ClientFile
    of_note: bool = True
    """Whether the note says it too, so that it stays as long as the note does."""


@dataclass(frozen=True)
class Taken:
    """A draft that takes something in, and what of it stands in the client's file already."""

    draft: Draft
    entered: Entered | None = None


@dataclass(frozen=True)
class Step:
    """What a visit was before a change and after it."""

    before: Draft
    after: Draft
    entered: Entered | None = None
    """None where the client's file was let be."""
