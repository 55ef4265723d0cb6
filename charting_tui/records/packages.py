"""Visits that a client buys before they take place."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, Literal

from charting_tui.records.claim import Claim
from charting_tui.records.labels import Internal, Label
from charting_tui.records.values import Cents, Day, Record


class VisitPackage(Record):
    """A number of visits that a client paid for at once."""

    id: Annotated[str, Internal("it is made when the entry is saved")] = ""
    visits: Annotated[
        int | None, Label("visits", "How many, like 10.", needed="how many visits it is for, like 10")
    ] = None
    visits_used: Annotated[
        int | None, Label("  used before", "Used before this program began to count.", kind="visits")
    ] = None
    price: Annotated[Cents | None, Label("price", "Dollars for all of them, like 850.")] = None
    bought_on: Annotated[Day | None, Label("bought on", kind="past")] = None
    paid_by: Annotated[Literal["cash", "card", "check"] | None, Label("paid by", "cash, card or check")] = (
        None
    )
    expires: Annotated[
        Day | None, Label("expires", "The last day it can be used. Leave blank if none.", kind="coming")
    ] = None

    def left(self, used: Mapping[str, int]) -> int:
        """Return how many visits are left, from how many each package paid for here."""
        return (self.visits or 0) - (self.visits_used or 0) - used.get(self.id, 0)

    def good_on(self, day: date) -> bool:
        """Whether it pays for a visit of that day."""
        return self.expires is None or day <= self.expires

    def words(self, used: Mapping[str, int]) -> str:
        """Return what is left, like “7 of 10 visits left”."""
        return f"{self.left(used)} of {self.visits or 0} visits left"


def packages_used(claims: Iterable[Claim]) -> Mapping[str, int]:
    """Return how many visits each package paid for, by its id."""
    return Counter(paid.package for claim in claims for paid in claim.counted_payments if paid.package)
