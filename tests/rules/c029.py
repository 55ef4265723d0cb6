"""C029 no-procedure-coded."""

from tests.rules.bases import MANUAL
from tests.rules.example import on
from tests.year.changes import visit
from tests.year.fault import Fault

BAD = {
    "a signed note without a code": on(MANUAL, {"services": []}),
}

GOOD = {
    "a signed note with a code": MANUAL,
}


PLANTED = (
    Fault("nothing coded", "commercial, premera, uhc, medicare, lni, auto", visit(services=())),
    Fault(
        "nothing coded, and so nothing on the receipt",
        "self",
        visit(services=()),
        also="K013",
        why="a receipt names a service, and none is coded",
    ),
)
