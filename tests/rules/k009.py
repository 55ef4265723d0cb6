"""K009 member-id."""

from tests.rules.bases import COMPLETE, WORK_CASE
from tests.rules.example import GONE, on
from tests.year.client import HOLDER
from tests.year.client_files import each, none_of, of_client
from tests.year.fault import Fault

BAD = {
    "no member number": on(COMPLETE, {"coverage.0.member_id": ""}),
    "no policy": on(COMPLETE, {"coverage": []}),
    "no name": on(COMPLETE, {"client.name": ""}),
    "no birth date": on(COMPLETE, {"client.birth_date": GONE}),
    "a spouse without name and birth date": on(
        COMPLETE, {"coverage.0.subscriber": {"relationship": "spouse"}}
    ),
}

GOOD = {
    "number, name and birth date": COMPLETE,
    "a spouse's policy in full": on(
        COMPLETE,
        {
            "coverage.0.subscriber": {
                "name": "Doe, Robin",
                "relationship": "spouse",
                "birth_date": "1980-04-17",
            }
        },
    ),
    "workers' compensation without a number": on(
        COMPLETE, {"payer": "workers_comp", "coverage.0.member_id": "", "case": WORK_CASE}
    ),
    "workers' compensation without a policy": on(
        COMPLETE, {"payer": "workers_comp", "coverage": [], "case": WORK_CASE}
    ),
    "no policy is known": on(COMPLETE, {"coverage": GONE}),
    "a client who pays": on(COMPLETE, {"payer": "client_pay", "coverage": []}),
}


PLANTED = (
    Fault(
        "a policy without number",
        "commercial, uhc, premera, medicare, va, ump",
        file=each("coverage", member_id=""),
    ),
    Fault("no policy", "commercial, regence, medicaid, anthem", file=none_of("coverage")),
    Fault(
        "a policy of a spouse without birth date",
        "commercial, uhc",
        file=each("coverage", subscriber=HOLDER.model_copy(update={"birth_date": None})),
    ),
    Fault("a client without birth date", "commercial, lni, auto", file=of_client(birth_date=None)),
    Fault("a client without name", "uhc, medicaid", file=of_client(name="")),
)
