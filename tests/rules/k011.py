"""K011 units-invalid."""

from tests.rules.bases import HEALTH_TOLD
from tests.rules.example import GONE, line, on
from tests.year.changes import added, all_of, minutes, said, units
from tests.year.courses import INSURED
from tests.year.fault import Fault

BAD = {
    "0 units": on(HEALTH_TOLD, {"services.0.units": 0}),
    "a word": on(HEALTH_TOLD, {"services.0.units": "four"}),
    "less than none": on(HEALTH_TOLD, {"payer": "client_pay", "services.0.units": -1}),
    "one and a half": on(HEALTH_TOLD, {"services.0.units": "1.5"}),
}

GOOD = {
    "four units": HEALTH_TOLD,
    "no units": on(HEALTH_TOLD, {"services.0.units": GONE}),
    "units as text": on(HEALTH_TOLD, {"services.0.units": "4"}),
    "blank units": on(HEALTH_TOLD, {"services.0.units": ""}),
    "0 units, not billed": on(HEALTH_TOLD, {"services.0": line("97140", 53, 0, "GP", "A", bill_to="nobody")}),
    "one unit of a hot pack": on(
        HEALTH_TOLD,
        {
            "note.objective": "Left UT grade 3. Hot pack to the neck.",
            "services.0": line("97010", units=1, modifiers="GP", pointers="A"),
        },
    ),
}


PLANTED = (
    Fault("units that are a word", INSURED, units("x")),
    Fault(
        "no units, though minutes earn some",
        "commercial manual, regence",
        units(0),
        also="T002",
        why="units of none are no units, and the minutes earn some",
    ),
    Fault(
        "a code that earns no unit of its own",
        "commercial therapy, comp therapy",
        all_of(minutes(0, 38), minutes(1, 7)),
    ),
    Fault(
        "a second line that earns no unit of its own",
        "commercial manual, bcbs_nd",
        all_of(
            minutes(0, 38),
            added("97140", minutes=7, techniques=("myofascial release",)),
            said("objective", "Myofascial release of the jaw, 7 minutes."),
        ),
    ),
)
