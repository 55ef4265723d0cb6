"""A visit as one row, as Today and Unbilled show it."""

from textual.content import Content

from charting_tui.records.office import Office
from charting_tui.records.values import dollars_of
from charting_tui.widgets.columns import Cell, row
from charting_tui.worklist.summary import Bucket, NoteState, VisitSummary

_STATUS = {
    Bucket.TO_CHART: "",
    Bucket.TO_SIGN: "$text-warning",
    Bucket.BLOCKED: "$text-error bold",
    Bucket.READY: "$text-success",
    Bucket.HELD: "$text-warning",
    Bucket.DONE: "dim",
}


def _widths(width: int, *, with_therapist: bool, with_day: bool) -> dict[str, int]:
    wide = width >= 100  # noqa: PLR2004
    sizes = {
        "time": 11 if with_day else 5,
        "client": 24 if wide else 17,
        "therapist": 6 if with_therapist else 0,
    }
    sizes |= {
        "note": 6 if wide else 0,
        "codes": 24 if wide else 15,
        "money": 8 if wide else 7,
        "payer": 16 if wide else 9,
    }
    taken = sum(size + 1 for size in sizes.values() if size)
    sizes["state"] = max(width - taken - 2, 9)
    return sizes


def head(width: int, *, with_therapist: bool = False, with_day: bool = False) -> Content:
    """Return the line above the rows."""
    sizes = _widths(width, with_therapist=with_therapist, with_day=with_day)
    names = {
        "time": "day" if with_day else "time",
        "client": "client",
        "therapist": "by",
        "note": "note",
        "codes": "codes",
        "money": "charge",
        "payer": "payer",
        "state": "state",
    }
    return row(Cell(names[name], size, right=name == "money") for name, size in sizes.items() if size)


def visit_row(
    visit: VisitSummary, office: Office, width: int, *, with_therapist: bool = False, with_day: bool = False
) -> Content:
    """Return the visit's row; an uncharted visit shows the money to be expected as ``~``."""
    sizes = _widths(width, with_therapist=with_therapist, with_day=with_day)
    start = f"{visit.start:%H:%M}" if visit.start else "—"
    money = f"{'~' if visit.expected else ''}{dollars_of(visit.cents)}" if visit.cents else ""
    if visit.expected:
        money = f"~{round(visit.cents / 100)}"
    therapist = office.person(visit.therapist)
    cells = {
        "time": Cell(f"{visit.day:%d %b} {start}" if with_day else start, sizes["time"]),
        "client": Cell(visit.client_name, sizes["client"], "bold" if visit.bucket is Bucket.TO_CHART else ""),
        "therapist": Cell(therapist.id if therapist else "—", sizes["therapist"]),
        "note": Cell("" if visit.note is NoteState.NONE else visit.note.value, sizes["note"]),
        "codes": Cell(visit.codes.replace(" ×", "×"), sizes["codes"]),
        "money": Cell(money, sizes["money"], "dim" if visit.expected else "", right=True),
        "payer": Cell(visit.payer_name, sizes["payer"]),
        "state": Cell(state_words(visit), sizes["state"], _STATUS[visit.bucket] if visit.bucket else "dim"),
    }
    return row(cell for name, cell in cells.items() if sizes[name])


def state_words(visit: VisitSummary) -> str:
    """Return where a visit stands and the worst that keeps it there."""
    if visit.bucket is None:
        return visit.state.value
    if visit.bucket is Bucket.HELD:
        until = f" to {visit.hold_until:%d %b}" if visit.hold_until else ""
        return f"held{until}: {visit.hold}"
    if visit.bucket is Bucket.DONE:
        return visit.billing
    if visit.bucket is Bucket.BLOCKED and visit.causes:
        first = visit.causes[0]
        more = f" +{len(visit.causes) - 1}" if len(visit.causes) > 1 else ""
        return f"✗ {first.rule} {first.name.replace('-', ' ')}{more}"
    return visit.bucket.value
