"""Saves of which the answer was lost with the connection: found out before the chart is saved again.

So that a save that is tried again is neither made twice nor taken for someone else's.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from charting_tui.records.chart import Act
from charting_tui.store.chart_files.writing import ChartChange, Committed
from charting_tui.store.refusals import StoreAway


@dataclass
class LostSave:
    """A change on its way, and what it would have come to."""

    change: ChartChange
    committed: Committed | None = None
    proof: object = None


class LostAnswers:
    """Those of one login, one for each chart at most: the next save of the chart settles it."""

    def __init__(self, happened: Callable[[object], bool]) -> None:
        self._happened = happened
        self._lost: dict[str, LostSave] = {}

    @contextmanager
    def noted(self, change: ChartChange) -> Iterator[LostSave]:
        """Remember a change of which no one tells whether it was saved."""
        note = LostSave(change)
        try:
            yield note
        except StoreAway as fault:
            if fault.proof is not None:
                note.proof = fault.proof
                self._lost[change.client] = note
            raise

    def settled(self, change: ChartChange) -> tuple[ChartChange, Committed | None]:
        """Return the change as it is to be saved, and what it came to where it is saved already.

        StoreAway where no one answers yet.
        """
        lost = self._lost.get(change.client)
        if lost is None:
            return change, None
        happened = self._happened(lost.proof)
        del self._lost[change.client]
        if not happened or lost.committed is None or not _is_tried_again(lost.change, change):
            return change, None
        if change.act is not Act.EDITED or _content(change) == _content(lost.change):
            return change, lost.committed
        over = lost.committed
        return (
            replace(
                change,
                visit_revision=over.visit_revision if change.visit else change.visit_revision,
                file_revision=over.file_revision if change.file else change.file_revision,
            ),
            None,
        )


def _is_tried_again(lost: ChartChange, change: ChartChange) -> bool:
    """Whether a change was made of the same state of the chart, for the same act."""
    return _made_of(lost) == _made_of(change) and _words(lost) == _words(change)


def _made_of(change: ChartChange) -> tuple[object, ...]:
    revisions = (change.visit_revision, change.file_revision, change.claim_before)
    return change.act, change.target, change.session, bool(change.visit), bool(change.file), *revisions


def _words(change: ChartChange) -> tuple[str, ...]:
    return (change.addendum.text if change.addendum else "", change.how)


def _content(change: ChartChange) -> tuple[object, ...]:
    return change.file, change.visit, change.claim
