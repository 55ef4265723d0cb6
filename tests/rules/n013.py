"""N013 minor-without-guardian."""

from charting_tui.records.people import Guardian
from tests.rules.bases import HEALTH_TOLD
from tests.rules.example import GONE, on
from tests.year.client_files import of_client
from tests.year.fault import Fault

BAD = {
    "16, and no guardian": on(HEALTH_TOLD, {"client.birth_date": "2010-02-03"}),
    "a guardian without a phone": on(
        HEALTH_TOLD, {"client.birth_date": "2010-02-03", "client.guardian": {"name": "Doe, Ann"}}
    ),
    "a guardian without a name": on(
        HEALTH_TOLD,
        {
            "payer": "client_pay",
            "client.birth_date": "2010-02-03",
            "client.guardian": {"phone": "360-555-0100"},
        },
    ),
    "16 in Oregon": on(HEALTH_TOLD, {"practice.state": "OR", "client.birth_date": "2010-02-03"}),
}

GOOD = {
    "16, and a guardian with name and phone": on(
        HEALTH_TOLD,
        {"client.birth_date": "2010-02-03", "client.guardian": {"name": "Doe, Ann", "phone": "360-555-0100"}},
    ),
    "18 on the day of the visit": on(HEALTH_TOLD, {"client.birth_date": "2008-11-19"}),
    "no birth date": on(HEALTH_TOLD, {"payer": "client_pay", "client.birth_date": GONE}),
    "no client is known": on(HEALTH_TOLD, {"client": GONE}),
}


PLANTED = (
    Fault("a child without guardian", "commercial child", file=of_client(guardian=None)),
    Fault(
        "a guardian without phone", "commercial child", file=of_client(guardian=Guardian(name="Marsh, Marit"))
    ),
)
