"""A visit: its times, its note line by line, and what was done in it."""

import re
from datetime import date, datetime
from enum import StrEnum
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import Field

from charting_tui.records.coverage import Goal
from charting_tui.records.values import AsTyped, Day, Moment, Record, WallTime, whole_number


class VisitKind(StrEnum):
    """What a visit is for."""

    INITIAL = "initial"
    FOLLOW_UP = "follow-up"
    PROGRESS_REPORT = "progress report"
    DISCHARGE = "discharge"


class VisitState(StrEnum):
    """How far a visit has come."""

    BOOKED = "booked"
    ARRIVED = "arrived"
    DONE = "done"
    NO_SHOW = "no show"
    LATE_CANCEL = "late cancel"
    CANCELLED = "cancelled"
    IN_ERROR = "entered in error"
    """In the wrong chart, or twice: it stays to be read and counts for nothing."""

    @property
    def words(self) -> str:
        """The state as it is shown; stored records keep its value."""
        return "canceled" if self is VisitState.CANCELLED else self.value

    @property
    def kept(self) -> bool:
        """Whether the client is or was expected to be treated, so that a note is due."""
        return self in {VisitState.BOOKED, VisitState.ARRIVED, VisitState.DONE}


class BillTo(StrEnum):
    """Who is billed for a service line."""

    PAYER = "payer"
    CLIENT = "client"
    NOBODY = "nobody"


class Appointment(Record):
    """When a visit was booked for."""

    id: str = ""
    start: WallTime | None = None
    end: WallTime | None = None
    booked_on: Day | None = None


class TimeBlock(Record):
    """A stretch of hands-on time."""

    time_in: WallTime = Field(alias="in")
    time_out: WallTime = Field(alias="out")


class Measure(Record):
    """Something measured: pain, a range, a girth, an outcome score."""

    name: str
    value: str | float | None = None
    before: str | float | None = None
    after: str | float | None = None
    earlier: float | None = None
    """What it was at an earlier visit."""
    worst: float | None = None
    unit: str = ""
    side: str = ""
    area: str = ""
    worded: bool = False
    """Whether the note tells it in the words that were typed, so that no sentence is made of it."""


class AreaFinding(Record):
    """What was found in one area by looking or by touch."""

    area: str
    side: Literal["left", "right", "both", ""] = ""
    kind: str = ""
    grade: int | None = None
    negative: bool = False
    worded: bool = False
    """Whether the note tells it in the words that were typed, so that no sentence is made of it."""


class Treatment(Record):
    """One technique as it was given."""

    technique: str
    minutes: AsTyped = None
    areas: tuple[str, ...] = ()
    """Each with its side where one was given: “right shoulder”."""
    code: str = ""
    details: tuple[str, ...] = ()
    """Strokes, techniques or exercises with their sets, as they were done."""
    blocks: tuple[TimeBlock, ...] = ()
    bill_to: BillTo = BillTo.PAYER
    worded: bool = False
    """Whether the note tells it in the words that were typed, so that no sentence is made of it."""

    @property
    def exact_minutes(self) -> int | None:
        """The minutes as a number; None where they are none."""
        return whole_number(self.minutes)


class Verbatim(Record):
    """Words that stand in a section as they were typed."""

    section: Literal["subjective", "objective", "assessment", "plan"]
    text: str
    behind: str | None = None
    """The kind of facts in whose sentences’ wake it was typed, “” where none stood before it in its section.

    None where a program did not keep that; it then stands where its section has such words.
    """


class Facts(Record):
    """What the note says, as values."""

    scores: tuple[Measure, ...] = ()
    aggravated_by: tuple[str, ...] = ()
    eased_by: tuple[str, ...] = ()
    symptoms: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()
    """Symptoms and findings that were asked or looked for and are not there."""
    findings: tuple[AreaFinding, ...] = ()
    ranges: tuple[Measure, ...] = ()
    """Movements in degrees, and girths in their unit."""
    tests: tuple[Measure, ...] = ()
    function: tuple[Measure, ...] = ()
    goals: tuple[Measure, ...] = ()
    """Progress by the goal's number, in percent."""
    outcomes: tuple[Measure, ...] = ()
    treatments: tuple[Treatment, ...] = ()
    response: str = ""
    responses: tuple[str, ...] = ()
    """How the client took it, in the vocabulary's words."""
    frequency: str = ""
    homework: tuple[str, ...] = ()
    plan: str = ""
    verbatim: tuple[Verbatim, ...] = ()
    worded: tuple[str, ...] = ()
    """Of responses, frequency and plan, those that the note tells in the words that were typed."""
    lines: tuple[str, ...] = ()
    """The quick lines that these facts were typed as."""


class LineOrigin(StrEnum):
    """Where a line of a note comes from."""

    TYPED = "typed"
    CARRIED = "carried"
    PHRASE = "phrase"
    FACTS = "facts"


class Provenance(Record):
    """Where one line of a section comes from; lines not listed were typed."""

    section: Literal["subjective", "objective", "assessment", "plan"]
    line: int
    origin: LineOrigin
    source: str = ""
    """The visit it was carried from, or the phrase's name."""
    text: str = ""
    """The line as it was brought in; once it reads otherwise it was typed."""
    affirmed: bool = False
    """Whether someone said of a carried line that it is still so."""
    report: bool = False
    """Whether it is text of a report of progress, which tells of other visits, be it carried by now."""


SECTIONS = ("subjective", "objective", "assessment", "plan")
"""The four sections of a note, in their order."""


class Note(Record):
    """The four sections of a SOAP note, with their facts and where their lines come from."""

    subjective: str = ""
    objective: str = ""
    assessment: str = ""
    plan: str = ""
    quick_line: str = ""
    """A quick line as it is typed, not taken into the note yet."""
    facts: Facts | None = None
    provenance: tuple[Provenance, ...] = ()

    def text(self) -> str:
        """Return the four sections as one text."""
        return "\n".join(getattr(self, section) for section in SECTIONS)


class ServiceLine(Record):
    """A procedure as it was performed: what the therapist attests."""

    id: str = ""
    """Names the line within its visit, for the claim line that bills it."""
    code: str
    minutes: AsTyped = None
    """Hands-on minutes, or what was typed in their place."""
    area: str = ""
    """Areas treated, separated by commas: one code in several areas is one line."""
    side: str = ""
    techniques: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    blocks: tuple[TimeBlock, ...] = ()
    group_size: int | None = None
    new_insertion: bool | None = None
    narrative: str = ""
    bill_to: BillTo = BillTo.PAYER

    @property
    def exact_minutes(self) -> int | None:
        """The minutes as a whole number, or None where none can be read."""
        return whole_number(self.minutes)


class LineTimer(Record):
    """A clock beside one service line; what it shows is attested only as minutes taken into the line."""

    line: str
    """The id of the service line."""
    seconds: int = 0
    """Of stretches that are over."""
    since: Moment | None = None
    """When the stretch that runs was begun."""


class BroughtCode(Record):
    """A code that was brought from an earlier visit and still waits for its minutes of today."""

    visit: str
    line: int
    """Its place among the service lines of that visit."""


class Visit(Record):
    """One visit of a client."""

    id: str = ""
    date: Day
    kind: VisitKind = VisitKind.FOLLOW_UP
    state: VisitState = VisitState.BOOKED
    therapist: str = ""
    """The id of the therapist who treats."""
    payer: str = ""
    """The id of the payer this visit is meant for; empty is the client."""
    payer_chosen: bool = False
    """Whether someone chose payer and case by hand; else they follow the coverage until the signature."""
    case: str = ""
    """The id of the injury case it belongs to, if any."""
    time_in: WallTime | None = None
    time_out: WallTime | None = None
    place: str = ""
    appointment: Appointment | None = None
    note: Note = Note()
    health_update: str = ""
    areas: tuple[str, ...] = ()
    techniques: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = ()
    goals: tuple[str | Goal, ...] = ()
    diagnoses: tuple[str, ...] = ()
    """ICD-10-CM codes in the order of their letters, A first."""
    services: tuple[ServiceLine, ...] = ()
    timers: tuple[LineTimer, ...] = ()
    """While it is written; a signed visit has none."""
    unconfirmed: tuple[BroughtCode, ...] = ()
    """While it is written, in the order in which they are asked."""


class Addendum(Record):
    """A later word to a signed record: it stands beside it and changes nothing in it."""

    by: str = ""
    at: Moment | None = None
    text: str = ""
    reason: str = ""
    in_error: bool = Field(default=False, exclude_if=lambda yes: not yes)
    """Whether it says that the signed record was entered in error."""
    cosigns: bool = Field(default=False, exclude_if=lambda yes: not yes)
    """Whether it is the second signature of the record and says nothing else."""
    corrects: str = Field(default="", exclude_if=lambda words: not words)
    """The words of the record that ``text`` replaces, as they stand there; empty where it only adds."""

    def lines(self) -> tuple[str, ...]:
        """Return what it says, line by line; of a correction what the record says and what is right."""
        said = tuple(self.text.splitlines())
        if not self.corrects:
            return said
        first, *more = said or ("",)
        return (f"The record says: “{self.corrects}”", f"Corrected to: {first}", *more)


def late_entry(what: str, at: datetime, day: date, zone: ZoneInfo, allowed: int) -> str:
    """Return “Late entry: signed 9 days after the visit.”, or nothing within the ``allowed`` days."""
    days = (at.astimezone(zone).date() - day).days
    return f"Late entry: {what} {days} days after the visit." if days > max(allowed, 0) else ""


class Signature(Record):
    """Who signed which text, when."""

    by: str
    at: Moment
    digest: str
    """SHA-256 of the signed record's bytes, in hexadecimal."""


class SignedRecord(Record):
    """A visit as it was signed: the text that was signed stays as it is for ever."""

    visit: str
    form: int
    text: str
    """Canonical JSON of what is attested: note, codes, minutes, areas, time blocks, diagnoses."""
    signature: Signature


class Dismissal(Record):
    """A finding that someone set aside, with the reason; the last word on one finding counts."""

    visit: str
    rule: str
    field: str
    reason: str
    by: str
    at: Moment
    taken_back: bool = False
    """Whether this is the word that lets the finding count again."""
    twin: str = ""
    """Which finding of that rule on that field, where there were several: a digest of what it said."""


_END = re.compile(
    r"(?<=[.!?])(?<!\bDr\.)(?<!\bMr\.)(?<!\bMs\.)(?<!\bMrs\.)(?<!\bSt\.)(?<!\bvs\.)(?<!\b[A-Z]\.)\s+(?=[A-Z“\"])"
    r"|(?<=[a-z]{4}[.!?])(?<!\bapprox\.)\s+(?=\d)"
)
"""Where a sentence ends; a title, an initial or a short form before a number ends none."""


def sentences_of(text: str) -> tuple[str, ...]:
    """Return the sentences and typed lines of a text, in their order."""
    lines = (line for typed in text.split("\n") for line in _END.split(typed))
    return tuple(line.strip() for line in lines if line.strip())


def standing(note: Note) -> tuple[Provenance, ...]:
    """Return the origins of the lines that still read as they were brought in, with where they stand now.

    Line numbers shift while one types, so a line is known by its text within its section.
    """
    found: list[Provenance] = []
    for section in SECTIONS:
        lines: list[str | None] = [line.strip() for line in getattr(note, section).split("\n")]
        for origin in note.provenance:
            text = origin.text.strip()
            if origin.section == section and text and text in lines:
                place = lines.index(text)
                lines[place] = None
                found.append(origin.model_copy(update={"line": place}))
    return tuple(sorted(found, key=lambda one: (SECTIONS.index(one.section), one.line)))


def reported(note: Note) -> tuple[Provenance, ...]:
    """Return the lines of a report of progress that stand as they were brought in."""
    if not any(one.report for one in note.provenance):
        return ()
    return tuple(one for one in standing(note) if one.report)


def without_report(note: Note) -> Note:
    """Return the note with those lines empty: what it says of this visit alone."""
    lines = reported(note)
    if not lines:
        return note
    texts = {section: getattr(note, section).split("\n") for section in SECTIONS}
    for one in lines:
        texts[one.section][one.line] = ""
    return note.model_copy(update={section: "\n".join(told) for section, told in texts.items()})


def with_exact_origins(note: Note) -> Note:
    """Return the note with the origin of what stands as it was brought in, and of nothing else."""
    return note.model_copy(update={"provenance": standing(note)})


def carried(note: Note) -> tuple[Provenance, ...]:
    """Return the lines that stand as they were carried from an earlier visit."""
    return tuple(one for one in standing(note) if one.origin is LineOrigin.CARRIED)


def with_affirmed(note: Note, section: str) -> Note:
    """Return the note with the carried lines of a section affirmed, as far as they stand."""
    lines = {one.text for one in carried(note) if one.section == section}
    return note.model_copy(
        update={
            "provenance": tuple(
                one.model_copy(update={"affirmed": True})
                if one.origin is LineOrigin.CARRIED and one.section == section and one.text in lines
                else one
                for one in note.provenance
            )
        }
    )
