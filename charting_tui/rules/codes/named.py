"""Which techniques the record names for a service line, and what they say of its code."""

from dataclasses import dataclass

from charting_tui.coding.prose.evidence import Mention, areas_in, evidence
from charting_tui.rules.case import BilledLine, Case

MASSAGE = "97124"
MANUAL = "97140"


@dataclass(frozen=True)
class Named:
    """The techniques that the record names for one service line."""

    mentions: tuple[Mention, ...]

    def speaks_for(self, code: str) -> bool:
        """Whether a technique of that code is named."""
        return any(code in mention.codes for mention in self.mentions)

    def names_technique(self, code: str) -> bool:
        """Whether a technique of that code is named by more than the word for the service."""
        return any(code in mention.codes and not mention.weak for mention in self.mentions)

    def minutes_of(self, code: str) -> int:
        """Return the minutes written beside techniques of that code; 0 where none are."""
        clauses = {
            mention.clause: sum(mention.minutes)
            for mention in self.mentions
            if code in mention.codes and mention.clause != (0, 0)
        }
        return sum(clauses.values())


def named_for(case: Case, line: BilledLine) -> Named:
    """Return what is named for a line: its own techniques, else sentences of its areas, else the note."""
    known = case.tables.vocabulary
    if line.service.techniques:
        own = (mention for words in line.service.techniques for mention in evidence(words, known))
        return Named(tuple(own))
    mentions = evidence(case.told.text(), known)
    if not line.service.area.strip():
        visits = (mention for words in case.visit.techniques for mention in evidence(words, known))
        return Named((*mentions, *visits))
    return Named(_of_areas(case, line, mentions))


def _of_areas(case: Case, line: BilledLine, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Return the mentions beside a line's areas, else those of their regions or of its minutes.

    A sentence that names the area of another line is that line's, and stands for no neighbouring area.
    """
    known = case.tables.vocabulary
    areas = areas_in(line.service.area, known)
    names = {area.name for area in areas}
    exact = tuple(mention for mention in mentions if names & set(mention.areas))
    if exact:
        return exact
    regions = {area.region for area in areas}
    others = {
        area.name for other in case.lines if other is not line for area in areas_in(other.service.area, known)
    }
    free = tuple(mention for mention in mentions if not others & set(mention.areas))
    near = tuple(mention for mention in free if regions & set(mention.regions))
    return near or tuple(mention for mention in free if line.service.exact_minutes in mention.minutes)


def names_instead(case: Case, line: BilledLine, code: str) -> bool:
    """Whether the note names a technique of ``code`` for this line's minutes, and none of its own code.

    Minutes that the note writes beside the technique must cover the line's, and those of the lines
    that bear the code already on the ground of the same words.
    """
    named = named_for(case, line)
    if not named.names_technique(code) or named.speaks_for(line.code):
        return False
    written = named.minutes_of(code)
    sharing = (
        other
        for other in case.payer_lines
        if other.code == code and set(named_for(case, other).mentions) & set(named.mentions)
    )
    needed = sum(each.service.exact_minutes or 0 for each in (line, *sharing))
    return not written or written >= needed
