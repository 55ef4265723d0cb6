"""A visit as one row, as Today and Unbilled show it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from rich.cells import cell_len
from textual.content import Content

from charting_tui.records.office import Office
from charting_tui.records.values import dollars_of
from charting_tui.records.visit import VisitState
from charting_tui.widgets.lines import SteadyText
from charting_tui.widgets.row_list import Cell, row
from charting_tui.worklist.payer_names import short_payer
from charting_tui.worklist.summary import Bucket, Buckets, Count, NoteState, VisitSummary, counts
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


_HEADS = {"day": "day", "time": "time", "client": "client", "by": "by", "codes": "codes"}
_HEADS |= {"mark": "", "money": "charge", "payer": "payer", "age": "age", "state": "state"}


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
        over = "$text-disabled" if visit.bucket in {Bucket.DONE, None} else ""
        uncharted = visit.bucket is Bucket.TO_CHART
        texts = {
            "mark": ("+" if marked else "", "$text-accent bold"),
            "day": (f"{visit.day:%b %e}", over),
            "time": (f"{visit.start:%H:%M}" if visit.start else "—", over),
            "client": (visit.client_name, "bold" if uncharted else over),
            "by": (visit.therapist if office.person(visit.therapist) else "—", over),
            "codes": (_codes(visit), over),
            "money": (_money(visit), "$text-disabled" if visit.expected else over),
            "payer": (_payer(visit, self.widths), over),
            "age": (_age(age_in_days(visit, today)), over),
            "state": (_state_in(visit, self.widths.get("state", 0)), style),
        }
        return row(
            Cell(*_sized(texts[name], width), right=name in {"money", "age"})
            for name, width in self.widths.items()
        )


def day_layout(width: int, visits: Iterable[VisitSummary], *, therapist: bool) -> VisitColumns:
    """Return the columns of one day's list, each as wide as what stands in it.

    Where room is short a state gives up its words first, then names are cut, at last codes, money and
    payers are left out; a state's first words are never cut.
    """
    shown = list(visits)
    full = _full_widths(shown, "client", "codes", "money", "payer", "state")
    widths = {"time": 5, "client": min(full["client"], 14)} | ({"by": 6} if therapist else {})
    widths |= {"codes": min(full["codes"], 7), "money": full["money"], "payer": min(full["payer"], 8)}
    widths["state"] = max([len(_HEADS["state"]), *(cell_len(state_in_short(one)) for one in shown)])
    for name in ("codes", "money", "payer"):
        if _spare(width, widths) < 0:
            del widths[name]
    order = (("client", 20), ("state", 99), ("payer", 99), ("codes", 99), ("client", 99))
    _grow(widths, width, full, order)
    widths["client"] = max(widths["client"] + min(_spare(width, widths), 0), 5)
    widths["state"] += max(_spare(width, widths), 0)
    return VisitColumns(widths)


def _spare(width: int, taken: dict[str, int]) -> int:
    """Return the cells that the columns leave free; below 0 where they are too wide."""
    return width - 1 - sum(size + 1 for size in taken.values())


def unbilled_layout(width: int, visits: Iterable[VisitSummary], *, therapist: bool) -> VisitColumns:
    """Return the columns of the unbilled list, whose headings tell the state, each as wide as its texts."""
    full = _full_widths(list(visits), "client", "by", "codes", "money", "age", "payer")
    widths = {"mark": 1, "day": 6, "client": 12} | ({"by": full["by"]} if therapist else {})
    widths |= {"codes": 7, "money": full["money"], "age": full["age"], "payer": min(full["payer"], 8)}
    _grow(
        widths,
        width,
        full,
        (("client", 16), ("codes", 15), ("client", 20), ("payer", 99), ("codes", 99), ("client", 99)),
    )
    widths["payer"] += max(_spare(width, widths), 0)
    return VisitColumns(widths)


def _full_widths(visits: Sequence[VisitSummary], *names: str) -> dict[str, int]:
    """Return how wide columns are where nothing in them is cut."""
    texts: dict[str, Callable[[VisitSummary], str]] = {
        "client": lambda one: one.client_name,
        "by": lambda one: one.therapist,
        "codes": _codes,
        "money": _money,
        "age": lambda _one: "today",
        "payer": payer_in_short,
        "state": state_words,
    }
    return {name: max([len(_HEADS[name]), *(cell_len(texts[name](one)) for one in visits)]) for name in names}


def _grow(
    widths: dict[str, int], room: int, full: Mapping[str, int], order: Iterable[tuple[str, int]]
) -> None:
    """Widen columns in turn towards what they need, each to so many cells at most, while there is room."""
    for name, most in order:
        if name in widths:
            wanted = min(full[name], most) - widths[name]
            widths[name] += max(min(wanted, _spare(room, widths)), 0)


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


def _payer(visit: VisitSummary, widths: Mapping[str, int]) -> str:
    """Return who is asked for the money; in short beside a state, and where the whole has no room."""
    room = widths.get("payer", 0)
    return payer_in_short(visit) if "state" in widths or cell_len(visit.asked_of) > room else visit.asked_of


def payer_in_short(visit: VisitSummary) -> str:
    """Return who is asked for the money: “Premera”, or “client + Premera” where both are."""
    name = short_payer(visit.payer_name)
    shared = bool(visit.payer) and 0 < visit.client_cents < visit.cents
    return f"client + {name}" if shared else name


def _state_in(visit: VisitSummary, width: int) -> str:
    words = state_words(visit)
    return words if cell_len(words) <= width else state_in_short(visit)


def state_in_short(visit: VisitSummary) -> str:
    """Return where a visit stands, in words that always fit: “✗ A007 +1”, “held”."""
    if visit.bucket is Bucket.BLOCKED and visit.causes:
        return f"✗ {visit.causes[0].rule}{_further(visit)}"
    if visit.bucket is Bucket.HELD:
        return "held"
    return visit.bucket.value if visit.bucket in {Bucket.TO_CHART, Bucket.TO_SIGN} else state_words(visit)


def _further(visit: VisitSummary) -> str:
    return f" +{len(visit.causes) - 1}" if len(visit.causes) > 1 else ""


def state_words(visit: VisitSummary) -> str:
    """Return where a visit stands and the worst that keeps it there."""
    if visit.bucket is None:
        return visit.state.words
    if visit.bucket is Bucket.HELD:
        return f"held until {visit.hold_until:%b %-d}" if visit.hold_until else "held"
    if visit.bucket is Bucket.DONE or (visit.bucket is Bucket.DENIED and visit.billing):
        return visit.billing
    if visit.bucket is Bucket.BLOCKED and visit.causes:
        first = visit.causes[0]
        return f"✗ {first.rule} {first.name.replace('-', ' ')}{_further(visit)}"
    if visit.bucket is Bucket.TO_CHART and visit.note is NoteState.DRAFT:
        return "begun"
    told = visit.state in {VisitState.ARRIVED, VisitState.LATE_CANCEL}
    return f"{visit.state}, {visit.bucket}" if told else visit.bucket.value


def with_now(
    rows: Iterable[tuple[VisitSummary, Content]], now: datetime, width: int
) -> Iterator[tuple[str, Content]]:
    """Give the rows of a day by their visits, with a line between what has begun and what is to come."""
    passed, drawn = False, False
    for visit, content in rows:
        to_come = (visit.day, visit.start or time(0)) > (now.date(), now.time())
        if to_come and passed and not drawn:
            drawn = True
            text = f"─ now {now:%H:%M} "
            yield "", Content.styled(text + "─" * max(width - 2 - len(text), 0), "not bold $text-primary")
        passed = passed or (visit.day == now.date() and not to_come)
        yield visit.visit, content


class CountsLine(SteadyText):
    """The day's visits in counts, each in the style of its state; money as far as there is room."""

    def __init__(self) -> None:
        super().__init__(id="counts")
        self._counts: list[Count] = []

    def count(self, buckets: Buckets) -> None:
        """Show these."""
        self._counts = counts(buckets)
        self._draw()

    def on_resize(self) -> None:
        """Fit them to the new width."""
        self._draw()

    def _draw(self) -> None:
        room = self.content_size.width or 78
        for money in (_any_money, _sure_money, _no_money):
            shown = [_counted(one, money(one)) for one in self._counts]
            line = Content("   ").join(shown)
            line = line if line.cell_length <= room else Content("  ").join(shown)
            if line.cell_length <= room:
                break
        self.update(line)


def _any_money(one: Count) -> str:
    return one.money


def _sure_money(one: Count) -> str:
    return "" if one.money.startswith("~") else one.money


def _no_money(_one: Count) -> str:
    return ""


def _counted(one: Count, money: str) -> Content:
    style = STATUS[one.bucket] if one.bucket else "$text-disabled"
    number = (str(one.visits), style if style == "$text-disabled" else f"{style} bold".strip())
    return Content.assemble(number, f" {one.words}", f" {money}" if money else "")
