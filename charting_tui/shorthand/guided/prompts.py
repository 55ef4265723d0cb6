"""The questions of each kind of visit: the one table of their words, and what answers each."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from enum import Enum, auto

from charting_tui.records.visit import Facts, Visit, VisitKind, carried
from charting_tui.shorthand.reading import Reading
from charting_tui.shorthand.write.written import is_exercise


@dataclass(frozen=True)
class Told:
    """What is known of a visit so far, from a line or from the visit itself."""

    facts: Facts
    health_update: str = ""
    times: tuple[time | None, time | None] = (None, None)
    diagnoses: tuple[str, ...] = ()
    carried: frozenset[str] = frozenset()
    """The sections of which lines are carried from an earlier visit."""

    def begins(self, lead: str) -> bool:
        """Whether words under that heading are there."""
        return any(one.text.startswith(lead) for one in self.facts.verbatim)


def told_by(reading: Reading) -> Told:
    """Return what a line tells."""
    times = reading.time_in, reading.time_out
    carried_in = frozenset(line.section for line in reading.same)
    return Told(reading.facts, reading.health_update, times, carried=carried_in)


def told_in(visit: Visit) -> Told:
    """Return what a visit tells already, apart from its line."""
    facts = visit.note.facts or Facts()
    times = visit.time_in, visit.time_out
    carried_in = frozenset(line.section for line in carried(visit.note))
    return Told(facts, visit.health_update, times, visit.diagnoses, carried_in)


def _plans(told: Told) -> bool:
    facts = told.facts
    return bool(facts.frequency or facts.homework or facts.plan or "plan" in told.carried)


class Manner(Enum):
    """What may be done with what was charted last time."""

    GOES_ON = auto()
    """Enter takes it: it holds until it is changed."""
    AFFIRMED = auto()
    """Only “y” takes it: it must be so today."""
    SHOWN = auto()
    """It is shown beside the question and never taken: it is measured again."""


@dataclass(frozen=True)
class Prompt:
    """One question."""

    id: str
    asks: str
    """The question, as it stands on the screen."""
    help: str
    section: str
    """The letter of the section in which words that are no tokens are kept."""
    takes: Callable[[Told], bool]
    """Whether what is told answers it."""
    manner: Manner = Manner.SHOWN
    lead: str = ""
    """What stands before an answer in free words; empty where tokens are expected."""


def _words(id_: str, asks: str, help_: str, section: str, lead: str) -> Prompt:
    return Prompt(id_, asks, help_, section, lambda told: told.begins(lead), lead=lead)


PROMPTS: tuple[Prompt, ...] = (
    _words("reason", "What brings the client?",
           "In the client's words: what hurts, since when, how it began, what it keeps them from.",
           "s", "Reason for the visit:"),
    _words("history", "Health history: conditions, surgeries, medications, precautions?",
           "What may limit treatment: conditions, surgeries, injuries, medications, allergies, pregnancy. "
           "“none known” is fine too.",
           "s", "Health history:"),
    _words("consent", "When was the written consent signed?",
           "t for today, or a date like 11/20. It is also saved with the client.",
           "s", "Written consent signed"),
    Prompt("health", "Any change in health, medications or injuries since the last visit?",
           "Type what is new: new med gabapentin. Press Enter if nothing changed.",
           "s", lambda told: bool(told.health_update), Manner.GOES_ON),
    Prompt("pain", "Pain from 0 to 10: on arrival > after treatment, and what makes it worse?",
           "6>4 means 6 before and 4 after; 6 means now. Put the place first: lb 7>5. Then what makes it "
           "worse or better: 6>4 desk ease heat; was 7 earlier, worst 8.",
           "s", lambda told: bool(told.facts.scores)),
    Prompt("function", "What can the client do better, worse, or for how long?",
           "sleep+ is better, lift- is worse; drive 20>30min is before and now, sit 45min is now. Numbers "
           "only: for what was measured last time.",
           "s", lambda told: bool(told.facts.function)),
    Prompt("findings", "What did you find, and where? Area, side and grade, finding",
           "ut rh b3 is grade 3 on both sides (0 none to 4 severe); lev r2 trp has trigger points; "
           "ut b guard has no grade; no trp means checked, not present.",
           "o", lambda told: bool(told.facts.findings), Manner.AFFIRMED),
    Prompt("ranges", "ROM and tests, before > after treatment?",
           "neck rot r70>80, sh r flex 110 abd wnl, spurl+ r. Numbers only: the same movements as last time, "
           "in the same order: 70>80.",
           "o", lambda told: bool(told.facts.ranges or told.facts.tests)),
    Prompt("outcome", "Outcome measures and scores?",
           "ndi 34%, odi 28%, psfs 5: the questionnaire and its score; 40>32 is before and now.",
           "a", lambda told: bool(told.facts.outcomes)),
    Prompt("diagnoses", "Diagnoses for this visit, as prescribed?",
           "y keeps those shown, or type the codes. To choose others, press Ctrl+O in the visit; they come "
           "from the prescriber.",
           "a", lambda told: bool(told.diagnoses), Manner.AFFIRMED),
    Prompt("treatment", "Hands-on work: technique and minutes @ areas : strokes?",
           "mt55 @ neck ut rh : eff pet, or 97140 30 @ ut. Minutes only: the same as last time, with today's "
           "minutes; 30 ut lev changes the areas too. y: the same as last time, same minutes.",
           "o", lambda told: any(not is_exercise(one) for one in told.facts.treatments), Manner.AFFIRMED),
    Prompt("exercise", "Exercise: minutes : exercises with sets?",
           "15 : chin tuck 2x10, pulleys 3x10. Minutes only: the same exercises as last time; y: the same "
           "minutes too. For another technique, start with it: nmr15 : bal.",
           "o", lambda told: any(map(is_exercise, told.facts.treatments)), Manner.AFFIRMED),
    Prompt("response", "How did the client respond?",
           "imp improved, imps slightly, impm much, nc unchanged, wrs worse, tol tolerated well, rel "
           "relaxed; or type it out.",
           "a", lambda told: bool(told.facts.responses), Manner.AFFIRMED),
    Prompt("progress", "Progress on each goal, in percent?",
           "60 80 is 60% of the first goal and 80% of the second; g2 80% is only the second.",
           "a", lambda told: bool(told.facts.goals)),
    _words("goals", "Goals: what will the client be able to do, how measured, by when?",
           "sit 45 min at work by 1/15 / sleep through the night by 3/1. Put a slash between goals. They "
           "are also saved in the plan of care.",
           "p", "Goals:"),
    _words("care", "Plan of care: type of treatment, how much per visit?",
           "manual therapy and home exercise, one session per visit. It is also saved in the plan of care.",
           "p", "Plan of care:"),
    _words("ends", "Why is treatment ending?",
           "Such as goals met, no further progress, moved away, referred back.",
           "a", "Reason for discharge:"),
    Prompt("plan", "Visit frequency, home care, next steps?",
           "1xw6 is once a week for six weeks, 1xw weekly; str stretches, hep home program, post posture "
           "breaks; cont, reeval, prn. Enter copies the lines shown forward.",
           "p", _plans, Manner.GOES_ON),
    Prompt("after", "Home care, and who to see if it comes back?",
           "hep home program, str stretches, prn as needed; or type it out. No more visits are suggested. "
           "Enter copies the home care shown forward.",
           "p", _plans, Manner.GOES_ON),
    _words("closes", "Does the plan of care end with this visit?",
           "y ends it with this visit, or type its last day: 11/20. It is also saved with the client. "
           "- keeps it open.",
           "p", "Plan of care ends"),
    Prompt("times", "When did the session begin and end?",
           "902-958. y uses the appointment times, if they are correct.",
           "p", lambda told: None not in told.times, Manner.AFFIRMED),
)  # fmt: skip
"""Every question; of two that a piece could answer the first in a kind's order has it."""

_BY_ID = {one.id: one for one in PROMPTS}
_ORDER = {
    VisitKind.INITIAL: "reason history consent pain function findings ranges outcome diagnoses treatment "
    "exercise response goals care plan times",
    VisitKind.FOLLOW_UP: "health pain function findings ranges diagnoses treatment exercise response plan "
    "times",
    VisitKind.PROGRESS_REPORT: "health pain function findings ranges outcome progress diagnoses treatment "
    "exercise response plan times",
    VisitKind.DISCHARGE: "health pain function findings ranges outcome progress diagnoses treatment exercise "
    "response ends after closes times",
}


def prompts_of(kind: VisitKind) -> tuple[Prompt, ...]:
    """Return the questions of a kind of visit, in the order in which they are asked."""
    return tuple(_BY_ID[name] for name in _ORDER[kind].split())
