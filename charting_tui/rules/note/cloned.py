"""A note that repeats an earlier one: N004."""

from collections.abc import Iterator
from datetime import date

from charting_tui.coding.prose.likeness import Likeness, likeness, likest
from charting_tui.records.people import Role
from charting_tui.records.visit import Visit
from charting_tui.rules.audience import INSURERS
from charting_tui.rules.case import Case
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule
from charting_tui.rules.wording import quoted

_JUDGED = ("subjective", "objective", "assessment")
"""The plan may well be the same for weeks."""
_QUOTED = 1
"""New lines that fit into the sentence."""


@rule(
    "N004",
    "cloned-note",
    Severity.WARNS,
    stops="nothing",
    owner=Role.THERAPIST,
    source="Audit practice; no official figure: 90 percent is a setting of the practice; CARC 50",
    audience=INSURERS,
    denials=("CO-50",),
    bad="an objective part that is word for word that of a week before",
    good="the same with today's range of motion",
)
def cloned_note(case: Case) -> Iterator[Fault]:
    """The note says nearly the same as an earlier one of this client.

    Reviewers who read one note after another deny those that could be of any day. Subjective, objective
    and assessment are each compared with the same section of the visit before; taken together they are
    compared with every earlier note at hand, so that a note from weeks ago is found too. It is done line
    by line and over the whole, and the finding says what is new today. A new number is a new finding: a
    range measured again passes. Short stock sentences such as “Tolerated well.” count neither way, and
    what is short without them is not judged. Carrying lines over is fine where what changed is changed.
    From how many percent on this speaks is a setting of the practice.
    """
    own = case.lines and not case.payer_lines
    if not case.noted or not case.payer.insures or own:
        return
    earlier = [other for other in case.earlier_visits if other.state.kept and other.note.text().strip()]
    told = False
    for section in _JUDGED if earlier else ():
        found = likeness(getattr(case.visit.note, section), getattr(earlier[-1].note, section))
        if _copied(case, found):
            told = True
            yield _fault(section, section.capitalize(), found, earlier[-1].date)
    if not told:
        place, found = likest(_together(case.visit), map(_together, earlier))
        if _copied(case, found):
            yield _fault(_JUDGED[0], "The note", found, earlier[place].date)


def _copied(case: Case, found: Likeness) -> bool:
    return found.percent > 0 and found.percent >= case.practice.alike_percent


def _together(visit: Visit) -> str:
    return "\n".join(getattr(visit.note, section) for section in _JUDGED)


def _fault(section: str, what: str, found: Likeness, day: date) -> Fault:
    return Fault(
        f"visit.note.{section}",
        f"{what} is {found.percent}% that of {day}; {_new(found.new)}."
        if found.new
        else f"{what} says what it said on {day}, and nothing else.",
        "Write what was different today, or measure again and write what you found.",
        (Fix(f"Go to {section}", jump=f"visit.note.{section}"),),
    )


def _new(lines: tuple[str, ...]) -> str:
    more = f" and {len(lines) - _QUOTED} more" if len(lines) > _QUOTED else ""
    return f"new: {', '.join(quoted(line) for line in lines[:_QUOTED])}{more}"
