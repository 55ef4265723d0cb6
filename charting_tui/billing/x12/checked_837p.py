"""Makes the file of claims that leaves the clinic: there is none while a claim or the file has a fault."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from charting_tui.billing.claim_data import ClaimData
from charting_tui.billing.claim_faults import claim_faults
from charting_tui.billing.fault_words import ClaimFault
from charting_tui.billing.file_faults import FileFault
from charting_tui.billing.x12.check_837p import check_837p
from charting_tui.billing.x12.segments import X12Envelope
from charting_tui.billing.x12.write_837p import write_837p
from charting_tui.coding.code_tables.tables import CodeTables, tables_on
from charting_tui.errors import ChartingError


class ClaimsRefused(ChartingError):
    """Claims are not handed over; ``faults`` says why, of each claim or of the file."""

    title = "Not billed"

    def __init__(self, faults: Sequence[ClaimFault] | Sequence[FileFault]) -> None:
        first = faults[0]
        more = f" {len(faults) - 1} more." if len(faults) > 1 else ""
        super().__init__(f"Claim {first.claim}: {first.sentence}{more}")
        self.faults: tuple[ClaimFault | FileFault, ...] = tuple(faults)


def checked_837p(
    claims: Sequence[ClaimData],
    envelope: X12Envelope,
    made_at: datetime,
    tables: Callable[[date], CodeTables] = tables_on,
) -> bytes:
    """Return the file of these claims, which both validators took; ClaimsRefused where one has a fault.

    ``made_at`` is the clinic's time; its day is today.
    """
    today = made_at.date()
    wrong = [fault for claim in claims for fault in claim_faults(claim, today, tables)]
    if wrong:
        raise ClaimsRefused(wrong)
    file = write_837p(claims, envelope, made_at)
    found = check_837p(file, today, tables)
    if found:
        raise ClaimsRefused(found)
    return file
