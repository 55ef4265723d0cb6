"""A011 poc-cert-late."""

from datetime import date

from charting_tui.records.chart import ClientFile
from tests.rules.bases import COMPLETE, MEDICARE_PT
from tests.rules.example import GONE, on
from tests.year.changes import days
from tests.year.client_files import both, on_that_day, only_first
from tests.year.courses import TREATED_UNDER_PLAN
from tests.year.fault import Fault

UNSIGNED_DAY_31 = on(
    MEDICARE_PT, {"plan_of_care.certified_on": GONE, "plan_of_care.first_treatment": "2026-10-19"}
)

BAD = {
    "day 31 of an unsigned plan": UNSIGNED_DAY_31,
    "a signed order, but the plan sent on day 35": on(
        UNSIGNED_DAY_31, {"plan_of_care.order_signed_on": "2026-10-15", "plan_of_care.sent_on": "2026-11-19"}
    ),
    "the plan's six weeks are over": on(
        MEDICARE_PT, {"plan_of_care.first_treatment": "2026-08-10", "plan_of_care.certified_on": "2026-08-12"}
    ),
    "certified 40 days after treatment began": on(
        MEDICARE_PT, {"plan_of_care.first_treatment": "2026-10-01", "plan_of_care.certified_on": "2026-11-10"}
    ),
    "two weeks past the plan's end": on(
        MEDICARE_PT, {"plan_of_care.first_treatment": "2026-08-19", "plan_of_care.certified_on": "2026-08-25"}
    ),
}

GOOD = {
    "a signed order, and the plan sent on day 10": on(
        UNSIGNED_DAY_31, {"plan_of_care.order_signed_on": "2026-10-15", "plan_of_care.sent_on": "2026-10-29"}
    ),
    "day 30 of an unsigned plan": on(UNSIGNED_DAY_31, {"plan_of_care.first_treatment": "2026-10-20"}),
    "certified for 13 weeks, day 90": on(
        MEDICARE_PT,
        {
            "plan_of_care.duration": "13 weeks",
            "plan_of_care.first_treatment": "2026-08-21",
            "plan_of_care.certified_on": "2026-08-21",
        },
    ),
    "a commercial payer": on(
        COMPLETE, {"plan_of_care.certified_on": GONE, "plan_of_care.first_treatment": "2026-01-05"}
    ),
    "certified before treatment began": on(
        MEDICARE_PT,
        {
            "plan_of_care.duration": "13 weeks",
            "plan_of_care.first_treatment": "2026-08-21",
            "plan_of_care.certified_on": "2026-08-19",
        },
    ),
}


def _first_plan_unsigned(file: ClientFile, day: date) -> ClientFile:
    """Leave the later plans as they are; they begin after the visit."""
    first, *later = file.plans
    unsigned = {"first_treatment": day - days(45), "certified_on": None, "sent_on": None}
    return file.model_copy(update={"plans": (first.model_copy(update=unsigned), *later)})


PLANTED = (
    Fault(
        "a plan that nobody signed in time",
        TREATED_UNDER_PLAN,
        file=both(
            only_first("plans"),
            on_that_day(
                "plans",
                first_treatment=lambda day: day - days(45),
                certified_on=lambda _: None,
                sent_on=lambda _: None,
                ended_on=lambda _: None,
            ),
        ),
    ),
    Fault(
        "a plan that was signed late",
        "medicare, attended",
        file=both(
            only_first("plans"),
            on_that_day(
                "plans",
                first_treatment=lambda day: day - days(45),
                certified_on=lambda day: day - days(5),
                sent_on=lambda _: None,
                ended_on=lambda _: None,
            ),
        ),
    ),
    Fault(
        "a plan that nobody signed, and a later one that is signed",
        "medicare, medicare back",
        file=_first_plan_unsigned,
    ),
    Fault(
        "a certification that ended",
        "medicare, medicare back",
        file=both(
            only_first("plans"),
            on_that_day(
                "plans",
                first_treatment=lambda day: day - days(110),
                certified_on=lambda day: day - days(100),
                ended_on=lambda _: None,
            ),
        ),
    ),
    Fault(
        "a certification counted from its signature",
        "medicare, medicare back",
        file=both(
            only_first("plans"),
            on_that_day(
                "plans",
                first_treatment=lambda day: day - days(95),
                certified_on=lambda day: day - days(85),
                ended_on=lambda _: None,
            ),
        ),
    ),
    Fault(
        "a plan whose own four weeks are over",
        "medicare, medicare back, attended",
        file=both(
            only_first("plans"),
            on_that_day(
                "plans",
                first_treatment=lambda day: day - days(45),
                certified_on=lambda day: day - days(40),
                duration=lambda _: "4 weeks",
                ended_on=lambda _: None,
            ),
        ),
    ),
    Fault(
        "a plan that runs until the client is better",
        "medicare",
        file=both(
            only_first("plans"),
            on_that_day(
                "plans",
                first_treatment=lambda day: day - days(45),
                certified_on=lambda day: day - days(40),
                duration=lambda _: "until better",
                ended_on=lambda _: None,
            ),
        ),
    ),
)
