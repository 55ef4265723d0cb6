"""A visit as one row, as Today and Unbilled show it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rich.cells import cell_len
from textual.content import Content

from charting_tui.records.office import Office
from charting_tui.records.values import dollars_of
from charting_tui.records.visit import VisitState
from charting_tui.screens.frame.base_screen import WIDE
from charting_tui.widgets.row_list import Cell, row
from charting_tui.worklist.summary import Bucket, NoteState, VisitSummary
from charting_tui.worklist.unbilled import age_in_days

STATUS = {
    Bucket.TO_CHART: "",
    Bucket.TO_SIGN: "$text-warning",
    Bucket.BLOCKED: "$text-error bold",
    Bucket.DENIED: "$text-warning bold",
    Bucket.READY: "$text-success",
    Bucket.NOT_SENT: "$text-warning",
    Bucket.HELD: "$text-warning",
    Bucket.DONE: "$text-disabled",
}


_HEADS = {"day": "day", "time": "time", "client": "client", "by": "by", "note": "note", "codes": "codes"}
_HEADS |= {"mark": "", "money": "charge", "payer": "payer", "age": "age", "state": "state"}


_STATE, _ROOMY = 10, 80
"""Cells that a state has at least, and columns from which another than the state may have more."""
WIDER = 118
"""Columns from which a payer's whole name has room."""


@dataclass(frozen=True)
class VisitColumns:
    """The columns of a list of visits, and their widths in terminal cells."""

    widths: dict[str, int]

    def head(self) -> Content:
        """Return the line above the rows."""
        return row(
            Cell(_HEADS[name], width, right=name in {"money", "age"}) for name, width in self.widths.items()
        )

    def row(self, visit: VisitSummary, office: Office, today: date, *, marked: bool = False) -> Content:
        """Return a visit's row; an uncharted visit shows the money to be expected as ``~``."""
        style = STATUS[visit.bucket] if visit.bucket else "$text-disabled"
        uncharted = visit.bucket is Bucket.TO_CHART
        texts = {
            "mark": ("+" if marked else "", "$text-accent bold"),
            "day": (f"{visit.day:%d %b}", ""),
            "time": (f"{visit.start:%H:%M}" if visit.start else "—", ""),
            "client": (visit.client_name, "bold" if uncharted else ""),
            "by": (visit.therapist if office.person(visit.therapist) else "—", ""),
            "note": ("" if visit.note is NoteState.NONE else visit.note.value, ""),
            "codes": (_codes(visit), ""),
            "money": (_money(visit), "$text-disabled" if visit.expected else ""),
            "payer": (visit.asked_of, ""),
            "age": (_age(age_in_days(visit, today)), ""),
            "state": (state_words(visit), style),
        }
        return row(
            Cell(*_sized(texts[name], width), right=name in {"money", "age"})
            for name, width in self.widths.items()
        )


def day_layout(width: int, visits: Iterable[VisitSummary], *, therapist: bool) -> VisitColumns:
    """Return the columns of one day's list: what its codes and states leave free, its payers take."""
    wide = width >= WIDE
    widths = {"time": 5, "client": 24 if wide else 17} | ({"by": 6} if therapist else {})
    widths |= ({"note": 6} if wide else {}) | {"codes": 24 if wide else 15, "money": 8 if wide else 7}
    payer = (24 if width >= WIDER else 16) if wide else 9
    if wide:
        widths |= {"payer": payer}
        return VisitColumns(widths | {"state": _rest(width, widths)})
    shown, most = list(visits), _rest(width, widths | {"payer": payer})
    widths["codes"] = max([5, *(min(cell_len(_codes(one)), widths["codes"]) for one in shown)])
    state = min(max([_STATE, *(cell_len(state_words(one)) for one in shown)]), most)
    free = _rest(width, widths | {"state": state}) if width >= _ROOMY else payer
    widths["payer"] = min(max(free, payer), max([payer, *(cell_len(one.asked_of) for one in shown)]))
    return VisitColumns(widths | {"state": _rest(width, widths)})


def unbilled_layout(width: int, *, therapist: bool) -> VisitColumns:
    """Return the columns of the unbilled list, whose headings tell the state."""
    wide = width >= WIDE
    widths = {"mark": 1, "day": 6, "client": 30 if wide else 19} | ({"by": 6} if therapist else {})
    widths |= {"codes": 24 if wide else 15, "money": 8, "age": 5}
    return VisitColumns(widths | {"payer": _rest(width, widths)})


def _rest(width: int, taken: dict[str, int]) -> int:
    """Return what is left for the last column: the list itself takes a cell at each side."""
    return max(width - 2 - sum(size + 1 for size in taken.values()), 5)


def _sized(cell: tuple[str, str], width: int) -> tuple[str, int, str]:
    return cell[0], width, cell[1]


def _codes(visit: VisitSummary) -> str:
    return visit.codes.replace(" ×", "×").replace("  ", " ")


def _money(visit: VisitSummary) -> str:
    if visit.expected:
        return f"~{round(visit.cents / 100)}"
    return dollars_of(visit.cents) if visit.cents else ""


def _age(days: int) -> str:
    return f"{days} d" if days else "today"


def state_words(visit: VisitSummary) -> str:
    """Return where a visit stands and the worst that keeps it there."""
    if visit.bucket is None:
        return visit.state.value
    if visit.bucket is Bucket.HELD:
        return visit.held
    if visit.bucket is Bucket.DONE:
        return visit.billing
    if visit.bucket is Bucket.BLOCKED and visit.causes:
        first = visit.causes[0]
        more = f" +{len(visit.causes) - 1}" if len(visit.causes) > 1 else ""
        return f"✗ {first.rule} {first.name.replace('-', ' ')}{more}"
    if visit.bucket is Bucket.TO_CHART and visit.note is NoteState.DRAFT:
        return "begun"
    told = visit.state in {VisitState.ARRIVED, VisitState.LATE_CANCEL}
    return f"{visit.state}, {visit.bucket}" if told else visit.bucket.value
