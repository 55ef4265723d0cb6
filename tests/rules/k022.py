"""K022 member-id-filler."""

from tests.rules.bases import COMPLETE, MEDICARE_PT
from tests.rules.example import on
from tests.year.client_files import each
from tests.year.fault import Fault

BAD = {
    "PENDING": on(COMPLETE, {"coverage.0.member_id": "PENDING"}),
    "zeros": on(COMPLETE, {"coverage.0.member_id": "000000000"}),
    "see card": on(COMPLETE, {"coverage.0.member_id": "see card"}),
    "a number that is not Medicare's": on(MEDICARE_PT, {"coverage.0.member_id": "X100"}),
}

GOOD = {
    "a plan's number": COMPLETE,
    "Medicare's example": on(MEDICARE_PT, {"coverage.0.member_id": "1EG4-TE5-MK73"}),
    "no number for the client who pays": on(
        COMPLETE, {"payer": "client_pay", "coverage.0.member_id": "PENDING"}
    ),
}


PLANTED = (
    Fault(
        "a member number to come", "commercial, uhc, premera, va", file=each("coverage", member_id="pending")
    ),
    Fault("no Medicare number", "medicare, attended", file=each("coverage", member_id="XQA100200300")),
)
