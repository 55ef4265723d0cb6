"""What a change of a payer or of a table would do to open visits, told before it is saved."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from charting_tui.coding.billing.pricing import price, total
from charting_tui.operations.settings.practice import with_payer
from charting_tui.records.chart import Chart, VisitFile
from charting_tui.records.claim import Draft
from charting_tui.records.office import Office
from charting_tui.records.payer import Payer
from charting_tui.records.values import dollars_of
from charting_tui.rules.finding import Finding, Severity
from charting_tui.store.chart_store import ChartStore
from charting_tui.worklist.summarise import findings_of
from charting_tui.worklist.summary import NoteState, VisitSummary


@dataclass(frozen=True)
class VisitEffect:
    """One open visit that would change."""

    visit: VisitSummary
    new: tuple[Finding, ...]
    gone: tuple[Finding, ...]
    cents_before: int
    cents_after: int


@dataclass(frozen=True)
class Effect:
    """What a change would do to open visits."""

    open_visits: int
    changes: tuple[VisitEffect, ...]
    """Those that would change, by day and time."""

    @property
    def sentence(self) -> str:
        """The effect of a payer's change in words."""
        return self.told("with this payer")

    def told(self, which: str) -> str:
        """Return the effect in words; ``which`` says of which visits it is."""
        if not self.open_visits:
            return f"No open visit is {which}."
        if not self.changes:
            return f"{_visits(self.open_visits)} {which}; none changes."
        counted = ", ".join(self._counted())
        verb = "changes" if len(self.changes) == 1 else "change"
        return f"{_visits(len(self.changes))} of {self.open_visits} {verb}: {counted}."

    def _counted(self) -> list[str]:
        new = sum(len(one.new) for one in self.changes)
        gone = sum(len(one.gone) for one in self.changes)
        more = sum(one.cents_after - one.cents_before for one in self.changes)
        words = [f"{new} new {'finding' if new == 1 else 'findings'}"] if new else []
        if gone:
            words.append(f"{gone} gone" if new else f"{gone} {'finding' if gone == 1 else 'findings'} gone")
        if more:
            words.append(f"charges ${dollars_of(abs(more))} {'more' if more > 0 else 'less'}")
        return words or ["individual charges change, but not the total"]


def effect_of(
    store: ChartStore, payer: Payer, go_on: Callable[[int, int], bool] = lambda _done, _of: True
) -> Effect | None:
    """Return what saving this payer would do to the visits open with it, as ``effect_of_office`` does."""
    open_visits = [row for row in store.summaries(unbilled=True) if row.payer == payer.id]
    return effect_of_office(store, with_payer(store.office, payer), open_visits, go_on)


def effect_of_office(
    store: ChartStore, after: Office, open_visits: Sequence[VisitSummary], go_on: Callable[[int, int], bool]
) -> Effect | None:
    """Return what the practice as it is ``after`` a change would do to these visits.

    ``go_on`` is told how many visits are looked at, of how many; where it says no, the answer is None.
    A finding that would weigh more or less is counted as gone and as new.
    """
    changes: list[VisitEffect] = []
    for number, row in enumerate(open_visits, 1):
        if row.note is not NoteState.NONE:
            changes += _change(store, row, after)
        if not go_on(number, len(open_visits)):
            return None
    return Effect(len(open_visits), tuple(changes))


def _change(store: ChartStore, row: VisitSummary, after: Office) -> list[VisitEffect]:
    """Return what one visit would come to; nothing where it would not change."""
    chart = store.chart(row.client, visit=row.visit)
    kept = chart.visit(row.visit)
    if kept is None:
        return []
    (then, cents_before), (now, cents_after) = (
        _judged(store, chart, kept, office) for office in (store.office, after)
    )
    new = tuple(found for weight, found in now.items() if weight not in then)
    gone = tuple(found for weight, found in then.items() if weight not in now)
    if not (new or gone or cents_before != cents_after):
        return []
    return [VisitEffect(row, new, gone, cents_before, cents_after)]


def _judged(
    store: ChartStore, chart: Chart, kept: VisitFile, office: Office
) -> tuple[dict[tuple[str, str, Severity], Finding], int]:
    found = findings_of(chart, kept, office, store.clock.today(), store.books.book)
    draft = Draft(visit=kept.visit, claim=kept.claim)
    charged = total(price(draft, office.payer(kept.visit.payer), office.practice))
    return {(one.rule, one.field, one.severity): one for one in found}, charged


def _visits(count: int) -> str:
    return f"{count} open {'visit' if count == 1 else 'visits'}"
