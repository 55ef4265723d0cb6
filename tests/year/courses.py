"""Who comes for a year: payer, therapist, complaint and what is done, each a course of treatment."""

from dataclasses import dataclass, replace

from charting_tui.demo.conditions import (
    HEADACHE,
    LEFT_SHOULDER,
    LOW_BACK,
    NECK,
    RIGHT_SHOULDER,
    UPPER_BACK,
    WHIPLASH,
    WORK_STRAIN,
    PresentingComplaint,
)

HOUR = (60, 61, 62, 63)
HALF = (30, 31, 32)
QUARTER = (15, 16, 17)
"""Minutes that are no habit of short units and end nowhere near the next one."""


@dataclass(frozen=True)
class Work:
    """One code of each visit, with what is said to have been done for it."""

    code: str
    technique: str
    minutes: tuple[int, ...] = ()
    modifiers: str = ""
    areas: tuple[str, ...] = ()
    """Empty: those of the complaint."""
    letters: str = ""
    """Empty: all."""
    side: str = ""
    bill_to: str = "payer"
    new_insertion: bool | None = None


@dataclass(frozen=True)
class Course:
    name: str
    payer: str
    therapist: str
    condition: PresentingComplaint
    work: tuple[Work, ...]
    first_visit: tuple[Work, ...] = ()
    """What is done besides on the first visit."""
    visits: int = 25
    advice: str = ""
    """Rules that rightly advise where nothing is wrong: A005, as an episode nears its last visit."""
    born: int = 1984
    allowed: int | None = None
    """Cents that Medicare allowed for therapy this year."""
    secondary: bool = False
    health_account: bool = False


def massage(minutes: tuple[int, ...] = HOUR, modifiers: str = "") -> tuple[Work, ...]:
    return (Work("97124", "effleurage and petrissage", minutes, modifiers),)


def manual(minutes: tuple[int, ...] = HOUR, modifiers: str = "") -> tuple[Work, ...]:
    return (Work("97140", "myofascial release and trigger point release", minutes, modifiers),)


def therapy(modifiers: str = "GP", exercise: str = "97110") -> tuple[Work, ...]:
    drills = {"97110": "chin tucks 2 x 10 and band rows 2 x 12", "97530": "lifting and reaching tasks 3 x 8"}
    return (
        Work("97140", "joint mobilization and soft tissue mobilization", HALF, modifiers),
        Work(exercise, drills[exercise], QUARTER, modifiers),
    )


ADJUSTED = replace(NECK, diagnoses=("M54.2", "M25.511"))
_NEEDLES = (
    Work("97810", "acupuncture with needles inserted", QUARTER),
    Work("97811", "acupuncture with a second set of needles inserted", QUARTER, new_insertion=True),
)


def _adjustment(manual_modifiers: str, adjustment_modifiers: str = "") -> tuple[Work, ...]:
    return (
        Work("98940", "chiropractic adjustment", (), adjustment_modifiers, ("neck",), "A", "both"),
        Work("97140", "myofascial release", HALF, manual_modifiers, ("right shoulder",), "B", "right"),
    )


COURSES = (
    Course("self", "client_pay", "kim", NECK, massage()),
    Course("self back", "client_pay", "lee", LOW_BACK, manual()),
    Course("health account", "client_pay", "mo", UPPER_BACK, massage(), health_account=True),
    Course("commercial", "commercial", "kim", NECK, massage()),
    Course("commercial back", "commercial", "lee", LOW_BACK, massage()),
    Course("commercial shoulder", "commercial", "mo", RIGHT_SHOULDER, manual(HALF)),
    Course("commercial left", "commercial", "kim", LEFT_SHOULDER, manual(HALF)),
    Course("commercial manual", "commercial", "lee", HEADACHE, manual()),
    Course("commercial child", "commercial", "mo", UPPER_BACK, massage(HALF), born=2012),
    Course("commercial therapy", "commercial", "pat", LOW_BACK, therapy("")),
    Course("commercial packs", "commercial", "lee", UPPER_BACK,
           (*massage(), Work("97010", "a hot pack", bill_to="client"))),
    Course("two payers", "commercial", "kim", UPPER_BACK, massage(), secondary=True),
    Course("evaluated", "commercial", "quin", NECK, therapy(""),
           first_visit=(Work("97161", "evaluation of low complexity"),)),
    Course("needles", "commercial", "ana", NECK, _NEEDLES),
    Course("osteopathy", "commercial", "don", LOW_BACK,
           (Work("98926", "osteopathic manipulation", (), ""),)),
    Course("regence", "regence", "kim", NECK, manual()),
    Course("regence back", "regence", "mo", LOW_BACK, massage()),
    Course("premera", "premera", "lee", UPPER_BACK, massage()),
    Course("premera shoulder", "premera", "mo", LEFT_SHOULDER, manual(HALF)),
    Course("ump", "ump", "kim", LOW_BACK, massage(), visits=15),
    Course("uhc", "uhc", "lee", NECK, massage(HOUR, "GP")),
    Course("uhc manual", "uhc", "mo", HEADACHE, manual(HOUR, "GP")),
    Course("uhc therapy", "uhc", "pat", LOW_BACK, therapy()),
    Course("uhc assistant", "uhc", "sue", UPPER_BACK, therapy("GP CQ")),
    Course("uhc occupational", "uhc", "olga", RIGHT_SHOULDER, therapy("GO", "97530")),
    Course("uhc adjustment", "uhc", "dee", ADJUSTED, _adjustment("59 GP")),
    Course("anthem", "anthem", "kim", UPPER_BACK, massage(HOUR, "GP")),
    Course("anthem therapy", "anthem", "quin", NECK, therapy()),
    Course("bcbs_nd", "bcbs_nd", "lee", NECK, manual()),
    Course("medicare", "medicare", "pat", NECK, therapy(), born=1951),
    Course("medicare back", "medicare", "quin", LOW_BACK, therapy(), born=1948),
    Course("medicare occupational", "medicare", "olga", LEFT_SHOULDER, therapy("GO", "97530"), born=1950),
    Course("medicare beyond", "medicare", "pat", UPPER_BACK, therapy("GP KX"), born=1949, allowed=260_000),
    Course("medicare adjustment", "medicare", "dee", replace(NECK, diagnoses=("M99.01", "M54.2")),
           (Work("98940", "chiropractic adjustment", (), "AT", ("neck",), "A"),), born=1952),
    Course("medicaid", "medicaid", "kim", LOW_BACK, massage()),
    Course("medicaid therapy", "medicaid", "quin", UPPER_BACK, therapy("")),
    Course("va", "va_ccn", "lee", NECK, massage(HOUR, "GP"), advice="A005"),
    Course("va back", "va_ccn", "mo", LOW_BACK, manual(HOUR, "GP"), advice="A005"),
    Course("va needles", "va_ccn", "ana", NECK, _NEEDLES, advice="A005"),
    Course("lni", "wa_lni", "kim", WORK_STRAIN, massage()),
    Course("lni manual", "wa_lni", "mo", WORK_STRAIN, manual(HALF)),
    Course("comp", "workers_comp", "lee", WORK_STRAIN, manual()),
    Course("comp therapy", "workers_comp", "pat", WORK_STRAIN, therapy("")),
    Course("auto", "auto", "mo", WHIPLASH, massage()),
    Course("auto manual", "auto", "lee", WHIPLASH, manual()),
    Course("auto adjustment", "auto", "dee", replace(ADJUSTED, diagnoses=("S13.4XXD", "M25.511")),
           _adjustment("")),
    Course("pip", "florida_pip", "quin", WHIPLASH, therapy("")),
    Course("pip therapy", "florida_pip", "pat", WHIPLASH, therapy("")),
    Course("by code", "by_code", "mo", NECK, manual()),
    Course("by code therapy", "by_code", "quin", LOW_BACK, therapy("")),
    Course("unattended", "wants_97014", "pat", LOW_BACK,
           (Work("97014", "interferential current with electrodes"), *therapy(""))),
    Course("attended", "medicare", "quin", UPPER_BACK,
           (Work("G0283", "interferential current with electrodes", (), "GP"), *therapy()), born=1953),
    Course("massage only", "massage_only", "kim", HEADACHE, massage()),
    Course("per case", "per_case", "lee", LOW_BACK, massage()),
    Course("on paper", "on_paper", "mo", NECK, massage()),
    Course("bundles", "bundles", "kim", LOW_BACK, massage()),
)  # fmt: skip
"""Each comes every second week, twenty-five times where nothing else is said."""


def course(name: str) -> Course:
    return next(one for one in COURSES if one.name == name)


INSURED = "commercial, uhc, premera, lni, auto, medicaid, comp"
MASSAGES = "commercial, commercial back, premera, uhc, lni, auto, va, medicaid"
NECKS = "commercial, uhc, on paper, by code"
WITH_GP = "uhc, uhc manual, anthem, va, va back"
ANYBODY = "commercial, self, uhc, premera, lni, auto, va, medicare"
NOTED = "commercial, uhc, premera, lni, auto, medicaid"
TREATED_UNDER_PLAN = "medicare, medicare back, medicare occupational"
HOURS = "commercial manual, regence, uhc manual, comp, auto manual, bcbs_nd, va back"
THERAPY = "commercial therapy, uhc therapy, medicare, medicaid therapy, comp therapy, pip, anthem therapy"
