"""A052 assistant-without-supervisor."""

from tests.rules.bases import MEDICARE_PT
from tests.rules.example import GONE, on
from tests.year.changes import visit
from tests.year.fault import Fault

BY_ASSISTANT = on(
    MEDICARE_PT,
    {
        "therapist.licence_type": "PTA",
        "therapist.taxonomy": "225200000X",
        "therapist.supervisor": "pat",
        "supervisor": {"name": "Pat Roe", "licence_type": "PT", "npi": "1730500117"},
        "services.0.modifiers": ["GP", "CQ"],
    },
)

BAD = {
    "nobody supervises": on(BY_ASSISTANT, {"therapist.supervisor": "", "supervisor": {}}),
    "a supervisor without NPI": on(BY_ASSISTANT, {"supervisor.npi": ""}),
    "an OT over a physical therapist's assistant": on(BY_ASSISTANT, {"supervisor.licence_type": "OT"}),
}

GOOD = {
    "a supervisor with NPI": BY_ASSISTANT,
    "nothing is told of one": on(BY_ASSISTANT, {"therapist.supervisor": GONE, "supervisor": GONE}),
    "a physical therapist": MEDICARE_PT,
}


PLANTED = (Fault("an assistant whom nobody supervises", "uhc assistant", visit(therapist="alone")),)
