"""A058 injury-money-used."""

from charting_tui.records.coverage import MoneyLimit
from tests.rules.bases import LNI
from tests.rules.example import on
from tests.year.client_files import each
from tests.year.fault import Fault

BAD = {"all of it": on(LNI, {"case.money": {"limit": "10000.00", "paid": "10000.00"}})}

GOOD = {
    "some of it": on(LNI, {"case.money": {"limit": "10000.00", "paid": "4000.00"}}),
    "no limit is known": on(LNI, {"case.money": {"paid": "4000.00"}}),
}


PLANTED = (
    Fault(
        "the money is used up", "auto, pip", file=each("cases", money=MoneyLimit(limit=1000000, paid=1000000))
    ),
)
