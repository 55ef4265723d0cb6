"""The rows of Tomorrow: days, booked visits, what each misses, and what is not known of payers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from textual.content import Content

from charting_tui.operations.bookings.coming_days import ComingDay, ComingDays
from charting_tui.records.people import Role
from charting_tui.records.values import dollars_of
from charting_tui.rules.finding import Severity
from charting_tui.widgets.row_list import Cell, fitted, row
from charting_tui.worklist.payer_names import short_payer
from charting_tui.worklist.tomorrow import ComingVisit, Gap, Unknown

_STYLES = {Severity.BLOCKS: "$text-error bold", Severity.WARNS: "$text-warning bold", Severity.ADVISES: ""}
_QUIET = "$text-disabled"
_WIDTHS = (5, 0, 6, 12, 20)
"""Cells of time, client, therapist, payer and state; the client has what is left."""
_WHO, _BY = 10, 11
"""Cells of who fixes it, and by when."""


@dataclass(frozen=True)
class TomorrowRow:
    """A row: what it shows, and whether that is a visit, one thing that it misses, or something unknown."""

    content: Content
    name: str = ""
    """Tells it from the other rows; a heading has none."""
    visit: ComingVisit | None = None
    gap: Gap | None = None
    unknown: Unknown | None = None

    @property
    def explained(self) -> str:
        """Everything about it, in words."""
        if self.unknown is not None:
            return f"Not known: {self.unknown.sentence} Press Enter to open {_where(self.unknown)}."
        visit, gap = self.visit, self.gap
        if gap is not None:
            told = f"{gap.rule} {gap.message} {gap.remedy} ({gap.owner.value}, {gap.by})"
            return f"{_for_later(gap)}{told.strip()}"
        if visit is None:
            return ""
        if visit.unread:
            return "This client's chart can't be read. Ask the owner to run “charting-tui verify”."
        collect = f"Collect the {whole_or_cents(visit.copay)} copay at check-in. " if visit.copay else ""
        ready = "" if visit.missing else "As far as we know, nothing is missing for this visit."
        return f"{collect}{ready}"


@dataclass(frozen=True)
class TomorrowRows:
    """How the days are drawn."""

    today: date
    width: int
    """Cells of a row."""
    therapist: bool
    """Whether visits of several therapists are shown."""
    whole: bool
    """Whether all that is missing is shown, not only what one role can fix."""

    def rows(self, shown: ComingDays) -> Iterator[TomorrowRow]:
        """Give every row in its order."""
        for day in shown.days:
            yield TomorrowRow(self._heading(day))
            for visit in day.visits:
                yield TomorrowRow(self._visit(visit), visit.visit, visit)
                for gap in visit.gaps:
                    name = f"{visit.visit}/{gap.visit}/{gap.rule}/{gap.field}"
                    yield TomorrowRow(self._gap(gap), name, visit, gap)
        if shown.not_known and self.whole:
            yield TomorrowRow(Content.styled("Not known", _QUIET))
            for unknown in shown.not_known:
                line = Content.styled(fitted(unknown.sentence, self.width), _QUIET)
                yield TomorrowRow(line, f"unknown/{unknown.payer}/{unknown.client}", unknown=unknown)

    def _heading(self, day: ComingDay) -> Content:
        """Return a day in words: “Tue 1 Dec · 9 visits, 4 ready”."""
        name = f"{'Today, ' if day.day == self.today else ''}{day.day:%a %b %-d}"
        count = f"{len(day.visits)} {'visit' if len(day.visits) == 1 else 'visits'}"
        told = f"{name} · {count}" + (f", {day.ready} ready" if self.whole else "")
        return Content.styled(fitted(told, self.width), "$text-primary bold")

    def _visit(self, visit: ComingVisit) -> Content:
        """Return a visit's row, quiet where nothing is missing."""
        state, style = _state(visit)
        quiet = "" if visit.gaps or visit.unread else _QUIET
        start = f"{visit.start:%H:%M}" if visit.start else "—"
        texts = (start, visit.client_name, visit.therapist or "—", short_payer(visit.payer_name), state)
        return row(self._cells(texts, (quiet, quiet or "bold", quiet, quiet, style)))

    def head(self) -> Content:
        """Return the names of the columns."""
        return row(self._cells(("time", "client", "by", "payer", "state")))

    def _cells(self, texts: Sequence[str], styles: Sequence[str] = ("",) * 5) -> Iterator[Cell]:
        """Give the cells of a row; the therapist's only where there are several."""
        client = self.width - sum(_WIDTHS) - len(_WIDTHS) + (0 if self.therapist else _WIDTHS[2] + 1)
        widths = (_WIDTHS[0], client, *_WIDTHS[2:])
        for place, (text, width, style) in enumerate(zip(texts, widths, styles, strict=True)):
            if place != 2 or self.therapist:  # noqa: PLR2004
                yield Cell(text, width, style)

    def _gap(self, gap: Gap) -> Content:
        """Return what is missing, who fixes it, and by when."""
        room = max(self.width - 8 - _WHO - _BY - 2, 10)
        cells = (
            Cell("", 5),
            Cell(gap.mark, 1, _STYLES[gap.severity]),
            Cell(f"{_for_later(gap)}{gap.message}", room),
            Cell(gap.owner.value, _WHO),
            Cell(gap.by, _BY),
        )
        return row(cells)


def _where(unknown: Unknown) -> str:
    return "the client's chart" if unknown.client else "Settings (payers and staff)"


def _for_later(gap: Gap) -> str:
    return f"For {gap.later.month}/{gap.later.day}: " if gap.later else ""


def _state(visit: ComingVisit) -> tuple[str, str]:
    """Return how far a visit is, with the copay: “2 missing, copay $25”."""
    if visit.unread:
        return "chart unreadable", "$text-error bold"
    copay = f", copay {whole_or_cents(visit.copay)}" if visit.copay else ""
    if not visit.missing:
        return f"ready{copay}", _QUIET
    worst = min((gap.severity for gap in visit.missing), key=lambda one: one.rank)
    return f"{len(visit.missing)} missing{copay}", _STYLES[worst]


def whole_or_cents(cents: int) -> str:
    """Return money without cents where there are none: $25, $22.50."""
    return f"${dollars_of(cents).removesuffix('.00')}"


def row_to_mark(marked: str | None, before: Sequence[str], now: set[str]) -> str | None:
    """Return the row to mark: the one that was, or where it is gone the next one that is there."""
    if marked is None or marked in now or marked not in before:
        return marked
    at = before.index(marked)
    return next((name for name in (*before[at:], *reversed(before[:at])) if name in now), None)


def summed(found: ComingDays) -> str:
    """Return how many visits come, and how much of it each role can fix."""
    count = len(found.visits)
    parts = [f"{count} {'visit' if count == 1 else 'visits'} booked", f"{found.ready} ready"]
    return " · ".join([*parts, *(f"{role.value} {number}" for role, number in found.counts().items())])


def nothing_here(found: ComingDays | None, who: Role | None, *, mine: bool) -> str:
    """Return what is said in place of rows; ``found`` is None while the charts are read."""
    if found is None:
        return "Reading the charts of the next days…"
    if found.days and who:
        article = {Role.OWNER: "an", Role.FRONT_DESK: "the"}.get(who, "a")
        return f"✓ No items for {article} {who.value}. Press w for what others can fix."
    if mine:
        return "You have no visits booked in the next four weeks. Press e to see everyone's."
    return "No visits are booked in the next four weeks. Press a on the Today screen to add an appointment."
