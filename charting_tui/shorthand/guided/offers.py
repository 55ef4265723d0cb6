"""What an earlier visit offers at each question, and which earlier visit that is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from charting_tui.records.visit import Facts, Visit, VisitKind
from charting_tui.shorthand.guided.prompts import Manner, Prompt
from charting_tui.shorthand.write.written import Writer, is_exercise


@dataclass(frozen=True)
class Offer:
    """A piece that may answer a question, and how it may be taken."""

    piece: str
    manner: Manner
    day: date | None = None
    """Of the visit it was charted in; None where it is no earlier visit's."""
    says: str = ""
    """What it is, where the piece itself does not say so."""
    same_day: bool = False
    """Whether that visit was earlier on the day of this one."""

    @property
    def beside(self) -> str:
        """What stands beside the question, and how it is taken."""
        told = self.says or self.piece
        day = f" on {self.day.month}/{self.day.day}" if self.day else ""
        last = f"last time{day}: {told}"
        if self.same_day:
            day, last = " earlier today", f"earlier today: {told}"
        match self.manner:
            case Manner.GOES_ON:
                return f"[{told}]{day}  Enter to keep"
            case Manner.AFFIRMED:
                return f"{told}{day}  y to confirm for today"
            case Manner.SHOWN:
                return self.says or last


NO_CHANGE = Offer("hu", Manner.GOES_ON, says="no change")
"""The answer to the question of health that Enter gives; it is asked at each visit."""


def most_alike(visit: Visit, so_far: Facts, earlier: Iterable[Visit]) -> Visit | None:
    """Return the earlier visit that is most like this one, the latest of several; None without any.

    The same injury case and payer weigh first, then shared diagnoses, the kind, and shared areas.
    """

    def likeness(other: Visit) -> tuple[bool, bool, int, bool, int, date]:
        return (
            other.case == visit.case,
            other.payer == visit.payer,
            len({*visit.diagnoses} & {*other.diagnoses}),
            (other.kind is VisitKind.INITIAL) == (visit.kind is VisitKind.INITIAL),
            len(_areas(so_far) & _areas(other.note.facts or Facts())),
            other.date,
        )

    told = [other for other in earlier if other.note.facts is not None]
    return max(told, key=likeness, default=None)


def _areas(facts: Facts) -> set[str]:
    measured = {one.area for one in (*facts.scores, *facts.ranges)}
    return (measured | {one.area for one in facts.findings}) - {""}


def offer_of(prompt: Prompt, last: Visit | None, writer: Writer) -> Offer | None:
    """Return what the earlier visit offers at a question, or None."""
    write = _WRITES.get(prompt.id)
    if last is None or last.note.facts is None or write is None:
        return None
    piece = write(writer, last.note.facts)
    return Offer(piece, prompt.manner, last.date) if piece else None


def _hands_on(writer: Writer, facts: Facts) -> str:
    return writer.treatments(one for one in facts.treatments if not is_exercise(one))


def _exercise(writer: Writer, facts: Facts) -> str:
    return writer.treatments(filter(is_exercise, facts.treatments))


_WRITES: dict[str, Callable[[Writer, Facts], str]] = {
    "pain": Writer.scores,
    "function": Writer.function,
    "findings": Writer.findings,
    "ranges": Writer.ranges,
    "outcome": Writer.outcomes,
    "treatment": _hands_on,
    "exercise": _exercise,
    "response": Writer.responses,
    "progress": Writer.goals,
}
"""How the facts of each question are written; those that are not here are asked again each time."""
