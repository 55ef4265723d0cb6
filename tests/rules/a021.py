"""A021 va-balance-bill."""

from charting_tui.records.visit import BillTo
from tests.rules.bases import COMPLETE, VA
from tests.rules.example import on
from tests.year.changes import with_line
from tests.year.fault import Fault

BAD = {
    "a line billed to the client": on(VA, {"services.0.bill_to": "client"}),
    "the client was invoiced": on(VA, {"claim": {"client_invoiced": ["97140"]}}),
}

GOOD = {
    "every line billed to the VA": VA,
    "a line not billed": on(VA, {"services.0.bill_to": "nobody"}),
    "a commercial payer": on(COMPLETE, {"claim": {"client_invoiced": ["97140"]}}),
}


PLANTED = (Fault("the veteran is billed", "va, va back", with_line(0, bill_to=BillTo.CLIENT)),)
