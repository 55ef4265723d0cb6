"""What a record must hold by the law of Washington, and should hold elsewhere: N008 to N013."""

from collections.abc import Iterator
from datetime import MAXYEAR, date

from charting_tui.coding.prose.evidence import MINUTES, areas_in, evidence
from charting_tui.coding.prose.note_words import names
from charting_tui.coding.prose.spoken_sides import HANDS_ON
from charting_tui.records.people import Role
from charting_tui.records.visit import VisitKind
from charting_tui.rules.audience import EVERYBODY
from charting_tui.rules.case import Case
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule

WASHINGTON = "WA"
SOURCE = "WAC 246-830-565 (rules in force since 2021-09-01); advice in other states"
ADULT = 18
_FEBRUARY_29 = (2, 29)


def is_law(case: Case) -> bool:
    """Whether the visit is under the law of Washington, whose record these rules describe."""
    return case.practice.state.strip().upper() == WASHINGTON


def _weight(case: Case) -> Severity | None:
    """Return the rule's own severity (None) where it is law, else advice."""
    return None if is_law(case) else Severity.ADVISES


def _concerned(case: Case) -> bool:
    """Whether the law or an insurer asks what was done where."""
    return case.noted and (is_law(case) or case.payer.insures)


@rule(
    "N008",
    "no-area-treated",
    Severity.BLOCKS,
    stops="sign",
    owner=Role.THERAPIST,
    source="WAC 246-830-565 (rules in force since 2021-09-01); insurers elsewhere: CARC 16",
    audience=EVERYBODY,
    denials=("CO-16", "CO-112"),
    bad="a massage, and no body area anywhere",
    good="neck, L UT",
)
def no_area_treated(case: Case) -> Iterator[Fault]:
    """No treated body area is entered for a code line, for the visit, or in Objective, Assessment or Plan.

    Where the client hurts is not where you treated, so Subjective alone doesn't count. This is law in
    Washington. Elsewhere it is a warning if an insurer is billed for hands-on work.
    """
    if _concerned(case) and names_no_area(case):
        yield Fault(
            "visit.areas",
            "No treated body area is documented.",
            "Write where you worked, such as neck, L UT.",
            (Fix("Go to Objective", jump="visit.note.objective"),),
            severity=_weight_of_no_area(case),
            missing=case.signature is None,
        )


def _weight_of_no_area(case: Case) -> Severity | None:
    """Return a warning where an insurer is billed for hands-on work, advice elsewhere; None for the law."""
    hands_on = case.payer.insures and any(line.code in HANDS_ON for line in case.payer_lines)
    return Severity.WARNS if hands_on and not is_law(case) else _weight(case)


def names_no_area(case: Case) -> bool:
    """Whether no area is entered, and none stands in what the note tells besides the client's words."""
    told = case.told
    treatments = told.facts.treatments if told.facts else ()
    entered = any(
        (
            *(line.service.area.strip() or line.service.regions for line in case.lines),
            *case.visit.areas,
            *(one.areas for one in treatments),
        )
    )
    text = f"{told.objective}\n{told.assessment}\n{told.plan}"
    return not entered and not areas_in(text, case.tables.vocabulary)


@rule(
    "N009",
    "no-technique",
    Severity.BLOCKS,
    stops="sign",
    owner=Role.THERAPIST,
    source=SOURCE,
    audience=EVERYBODY,
    denials=("CO-112", "CO-B12"),
    bad="55 minutes on the neck, and no technique",
    good="MFR, effleurage",
)
def no_technique(case: Case) -> Iterator[Fault]:
    """No technique or modality is entered for a code line, for the visit, or in the note."""
    if not _concerned(case):
        return
    told = case.told
    entered = any(
        (
            *(line.service.techniques for line in case.lines),
            *case.visit.techniques,
            *(told.facts.treatments if told.facts else ()),
        )
    )
    if (
        not entered
        and not evidence(told.text(), case.tables.vocabulary)
        and not names("technique", told.text())
    ):
        yield Fault(
            "visit.techniques",
            "No technique or modality is documented.",
            "Write what you did, such as MFR or effleurage.",
            (Fix("Go to Objective", jump="visit.note.objective"),),
            severity=_weight(case),
            missing=case.signature is None,
        )


@rule(
    "N010",
    "no-date-or-duration",
    Severity.BLOCKS,
    stops="sign",
    owner=Role.THERAPIST,
    source=SOURCE,
    audience=EVERYBODY,
    denials=("CO-112", "N443"),
    bad="no time in and out, and no minutes",
    good="55 minutes",
)
def no_date_or_duration(case: Case) -> Iterator[Fault]:
    """The record doesn't say how long the treatment lasted.

    Any of these is enough: time in and time out, minutes on a code line, a time block, or minutes in
    the note.
    """
    if not case.noted:
        return
    visit = case.visit
    treatments = visit.note.facts.treatments if visit.note.facts else ()
    known = (
        (visit.time_in is not None and visit.time_out is not None)
        or any(line.service.minutes not in {None, ""} or line.service.blocks for line in case.lines)
        or any(one.minutes not in {None, ""} for one in treatments)
        or MINUTES.search(case.told.text())
    )
    if not known:
        yield Fault(
            "visit.time_in",
            "The record doesn't say how long the treatment lasted.",
            "Enter time in and time out, or the minutes.",
            (Fix("Go to the times", jump="visit.time_in"),),
            severity=_weight(case),
            missing=case.signature is None,
        )


@rule(
    "N011",
    "consent-missing-or-old",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.FRONT_DESK,
    source=SOURCE,
    audience=EVERYBODY,
    denials=("N3",),
    bad="a consent signed 14 months earlier",
    good="a consent signed 3 months earlier",
    dismissible=False,
)
def consent_missing_or_old(case: Case) -> Iterator[Fault]:
    """There was no valid written consent on the date of service: none on file, revoked, or over a year old.

    A consent signed after the visit doesn't show what was on file before it, so it is not reported.
    """
    if case.client is None or not case.visit.state.kept:
        return
    consent, day = case.client.consent, case.visit.date
    signed = consent.signed_on if consent else None
    revoked = consent.revoked_on if consent else None
    missing = False
    if revoked is not None and revoked <= day and (signed is None or signed <= revoked):
        message = f"The consent was revoked on {revoked:%m/%d/%Y}."
    elif signed is None:
        message, missing = "No written consent is on file.", True
    elif day > year_after(signed):
        message = f"The consent dated {signed:%m/%d/%Y} is over a year old."
    else:
        return
    yield Fault(
        "client.consent",
        message,
        "Have the client sign a consent form, and enter the date signed."
        if missing
        else "Have the client sign a new consent form, and enter the date signed.",
        (Fix("Go to the consent", jump="client.consent"),),
        severity=_weight(case),
        missing=missing,
    )


def year_after(day: date) -> date:
    """Return the day a year later, 1 March for a leap day; the calendar's last has none after it."""
    if day.year == MAXYEAR:
        return date.max
    if (day.month, day.day) == _FEBRUARY_29:
        return date(day.year + 1, 3, 1)
    return day.replace(year=day.year + 1)


@rule(
    "N012",
    "health-update-missing",
    Severity.WARNS,
    stops="nothing",
    owner=Role.THERAPIST,
    source=SOURCE,
    audience=EVERYBODY,
    bad="a follow-up visit with nothing about the client's health",
    good="“no changes”",
)
def health_update_missing(case: Case) -> Iterator[Fault]:
    """The note has no health update for this session.

    “No changes” is enough. A first visit has the full history instead.
    """
    visit = case.visit
    if not case.noted or visit.kind is VisitKind.INITIAL or visit.health_update.strip():
        return
    if not names("health", visit.note.text()):
        yield Fault(
            "visit.health_update",
            "The note has no health update for this session.",
            "Ask the client about any health changes, and write the answer. “No changes” is enough.",
            (Fix("Go to Subjective", jump="visit.note.subjective"),),
            severity=_weight(case),
            missing=case.signature is None,
        )


@rule(
    "N013",
    "minor-without-guardian",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.FRONT_DESK,
    source=SOURCE,
    audience=EVERYBODY,
    bad="a client of 16, no guardian on file",
    good="a client of 16, guardian with name and phone",
    dismissible=False,
)
def minor_without_guardian(case: Case) -> Iterator[Fault]:
    """The client was under 18 on the date of service, and the guardian's name and phone are not on file."""
    client = case.client
    if client is None or client.birth_date is None or not case.visit.state.kept:
        return
    born, day = client.birth_date, case.visit.date
    age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    guardian = client.guardian
    wanting = [
        word
        for word, value in (
            ("name", guardian.name if guardian else ""),
            ("phone", guardian.phone if guardian else ""),
        )
        if not value.strip()
    ]
    if 0 <= age < ADULT and wanting:
        yield Fault(
            "client.guardian",
            f"The client is {age}; the guardian's {' and '.join(wanting)} {_are(wanting)} not on file.",
            "Enter the guardian's name and phone.",
            (Fix("Go to the guardian", jump="client.guardian"),),
            severity=_weight(case),
            missing=True,
        )


def _are(words: list[str]) -> str:
    return "is" if len(words) == 1 else "are"
