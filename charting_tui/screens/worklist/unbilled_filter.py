"""Which visits Unbilled shows: one's own or everyone's, of today or all days, what fits some words."""

from datetime import date, timedelta

from charting_tui.records.people import Role
from charting_tui.screens.frame.base_screen import JudgingLine
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.indexing.index import VisitFilter, asked_for
from charting_tui.worklist.unbilled import (
    NEVER,
    UnbilledGroup,
    is_unbilled,
    matches,
    never_billed_groups,
    unbilled_groups,
)


class UnbilledFilter:
    """What was chosen to be shown, and the visits that it finds."""

    def __init__(self, store: ChartStore, judging: JudgingLine) -> None:
        """``judging`` is asked for the visits, and told of what it has to judge again."""
        self._store = store
        self._judging = judging
        me = store.office.person(store.person)
        self.treats = me is not None and Role.THERAPIST in me.roles
        """Whether whoever is signed in has visits of their own."""
        self.mine = me is not None and me.roles == (Role.THERAPIST,)
        self.all_days = True
        self.words = ""
        """What visits must fit to be shown; empty: any."""

    @property
    def never(self) -> bool:
        """Whether those are shown that are never billed."""
        return NEVER in self.words.split()

    @property
    def shown(self) -> str:
        """What is shown, in words."""
        only = f", “{self.words}”" if self.words else ""
        return f"{'mine' if self.mine else 'everyone'}, {'all days' if self.all_days else 'today'}{only}"

    def groups(self) -> tuple[UnbilledGroup, ...]:
        """Return the visits to show, those that are never billed where these are asked for."""
        today = self._store.clock.today()
        mine = self._store.person if self.mine else None
        words = " ".join(word for word in self.words.split() if word != NEVER)
        if self.never:
            found = self._store.look(VisitFilter(therapist=mine or "", never_billed=True)).rows
        else:
            found = self._judging.visits(self._asked(mine))
        fitting = [one for one in found if matches(one, words, today)] if words else found
        return (never_billed_groups if self.never else unbilled_groups)(fitting, today)

    def _asked(self, therapist: str | None) -> VisitFilter:
        today = self._store.clock.today()
        day = None if self.all_days else today
        return asked_for(unbilled=True, before=today + timedelta(1), day=day, therapist=therapist)

    def nothing_here(self) -> str:
        """Return what is said in place of rows: none of one's own is not every visit of the clinic."""
        if self.words:
            return f"No visit matches “{self.words}”. Press / and clear the filter to show all."
        day = "" if self.all_days else " today"
        others = self._of_others(self._store.clock.today()) if self.mine else 0
        if others:
            return f"You have no unbilled visits{day}. Press e to see everyone's {others}."
        return f"✓ Every visit{day} is billed.{'' if self.all_days else ' Press d for other days.'}"

    def _of_others(self, today: date) -> int:
        return sum(is_unbilled(one, today) for one in self._store.look(self._asked(None)).rows)
