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
    """It is shown beside the question and never taken: it is measured anew."""


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
    _words("history", "Health history: conditions, operations, medication, cautions?",
           "What may limit treatment: conditions, operations, injuries, medication, allergies, pregnancy. "
           "“none known” is an answer too.",
           "s", "Health history:"),
    _words("consent", "On which day was the written consent signed?",
           "t for today, or a day like 11/20. It is entered in the client's file too.",
           "s", "Written consent signed"),
    Prompt("health", "Change in health, medication or injuries since the last visit?",
           "What is new, in words: new med gabapentin. Enter says that you asked and nothing changed.",
           "s", lambda told: bool(told.health_update), Manner.GOES_ON),
    Prompt("pain", "Pain from 0 to 10: on arrival > after treatment, and what sets it off?",
           "6>4 is 6 before and 4 after; 6 alone is now. A place before it: lb 7>5. Behind it what sets it "
           "off or eases it: 6>4 desk ease heat; was 7 earlier, worst 8.",
           "s", lambda told: bool(told.facts.scores)),
    Prompt("function", "What can the client do better, worse, or for how long?",
           "sleep+ is better, lift- worse; drive 20>30min is before and now, sit 45min now. Numbers alone "
           "are for what was measured last time.",
           "s", lambda told: bool(told.facts.function)),
    Prompt("findings", "What did you find, where? Area, side and grade, finding",
           "ut rh b3 is grade 3 on both sides (0 none to 4 severe); lev r2 trp has trigger points; "
           "ut b guard without grade; no trp: looked for and not there.",
           "o", lambda told: bool(told.facts.findings), Manner.AFFIRMED),
    Prompt("ranges", "Ranges of motion and tests: before > after?",
           "neck rot r70>80, sh r flex 110 abd wnl, spurl+ r. Numbers alone are for the movements of last "
           "time, in their order: 70>80.",
           "o", lambda told: bool(told.facts.ranges or told.facts.tests)),
    Prompt("outcome", "Outcome measures with their score?",
           "ndi 34%, odi 28%, psfs 5: the questionnaire and what it came to; 40>32 is before and now.",
           "a", lambda told: bool(told.facts.outcomes)),
    Prompt("diagnoses", "Diagnoses of this visit, as prescribed?",
           "y takes those shown, or type their codes. Others are chosen with ^o in the visit, and come from "
           "a prescriber.",
           "a", lambda told: bool(told.diagnoses), Manner.AFFIRMED),
    Prompt("treatment", "Hands-on work: technique and minutes @ areas : strokes?",
           "mt55 @ neck ut rh : eff pet, or 97140 30 @ ut. Minutes alone are the same work as last time with "
           "today's minutes; 30 ut lev has other areas too. y: the same, those minutes.",
           "o", lambda told: any(not is_exercise(one) for one in told.facts.treatments), Manner.AFFIRMED),
    Prompt("exercise", "Exercise: minutes : exercises with sets?",
           "15 : chin tuck 2x10, pulleys 3x10. Minutes alone are the exercises of last time; y: those "
           "minutes too. Another technique by its word: nmr15 : bal.",
           "o", lambda told: any(map(is_exercise, told.facts.treatments)), Manner.AFFIRMED),
    Prompt("response", "How did the client respond?",
           "imp improved, imps slightly, impm much, nc unchanged, wrs worse, tol tolerated well, rel "
           "relaxed; or in words.",
           "a", lambda told: bool(told.facts.responses), Manner.AFFIRMED),
    Prompt("progress", "How far is each goal, in percent?",
           "60 80 is 60 percent of the first goal and 80 of the second; g2 80% is the second alone.",
           "a", lambda told: bool(told.facts.goals)),
    _words("goals", "Goals: what the client is to do, how it is measured, by when?",
           "sit 45 min at work by 15 Jan / sleep through by 1 Mar. A slash stands between two goals. They "
           "are entered in the plan of care too.",
           "p", "Goals:"),
    _words("care", "Plan of care: what kind of treatment, how much at a time?",
           "manual therapy and home exercise, one session a visit. It is entered in the plan of care too.",
           "p", "Plan of care:"),
    _words("ends", "Why does treatment end now?",
           "goals met, no further gain, moved away, referred back: as it is.",
           "a", "Reason for discharge:"),
    Prompt("plan", "How often from now on, home care, what is next?",
           "1xw6 is once a week for six weeks, 1xw weekly; str stretches, hep home program, post posture "
           "breaks; cont, reeval, prn. Enter carries the lines shown, as they stood.",
           "p", _plans, Manner.GOES_ON),
    Prompt("after", "Home care from now on, and whom to see if it comes back?",
           "hep home program, str stretches, prn as needed; or in words. No further visit is offered. Enter "
           "carries the home care shown.",
           "p", _plans, Manner.GOES_ON),
    _words("closes", "Does the plan of care end with this visit?",
           "y ends it with this visit, or type its last day: 11/20. It is entered in the client's file too. "
           "- leaves it open.",
           "p", "Plan of care ends"),
    Prompt("times", "When did the session begin and end?",
           "902-958. y takes the times of the appointment, where those were the true ones.",
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
