"""Whose visit it is: the client's alerts; who pays, when it was booked, its times and diagnoses."""

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from charting_tui.operations.clients.payer_choice import payer_words
from charting_tui.operations.visits.editing_session import EditingSession
from charting_tui.operations.visits.timing import times_in_words
from charting_tui.records.claim import LETTERS
from charting_tui.widgets.alert_line import AlertLine
from charting_tui.widgets.columns import fitted, printable

_SHORTEST_PAYER = 12
"""Cells of a payer's name that always stay."""


class ContextPane(Vertical):
    """Stands above note and codes."""

    def __init__(self) -> None:
        super().__init__()
        self._alerts = AlertLine()
        self._who = Static(id="who")

    def compose(self) -> ComposeResult:
        """The alerts, where there are some; one line."""
        yield self._alerts
        yield self._who

    def show(self, session: EditingSession) -> None:
        """Show whose visit it is, and how it stands."""
        payer, rest = _who(session)
        room = max((self.screen.size.width or 80) - 2 - cell_len(rest), _SHORTEST_PAYER)
        self._who.update(Content(f"{fitted(payer, min(room, cell_len(payer)))}{rest}"))
        self._alerts.show_alerts(session.chart.file.client.alerts)

    def clear(self) -> None:
        """Show nobody's alerts."""
        self._alerts.show_alerts(())


def _who(session: EditingSession) -> tuple[str, str]:
    """Return the payer, which gives way where room is short, and the times and diagnoses."""
    visit = session.draft.visit
    payer = payer_words(visit, session.chart.file, session.store.office)
    booked = visit.appointment
    when = (
        f"{booked.start:%H:%M}–{booked.end:%H:%M}"
        if booked and booked.start and booked.end
        else "no time booked"
    )
    times = times_in_words(visit) or "times ^t"
    letters = " ".join(f"{letter} {code}" for letter, code in zip(LETTERS, visit.diagnoses, strict=False))
    return printable(payer), printable(f" · booked {when} · {times} · {letters or 'diagnosis ^o'}")
