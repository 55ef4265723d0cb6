"""What is handed to the store to be written, and what it answers."""

from dataclasses import dataclass

from charting_tui.errors import ChartingError
from charting_tui.records.chart import Act, ClientFile, VisitFile
from charting_tui.records.claim import Claim
from charting_tui.records.office import Office
from charting_tui.records.visit import Addendum, Overrule, SignedRecord, Visit


@dataclass(frozen=True)
class ChartChange:
    """One act upon one chart: all of it is written, or nothing."""

    act: Act
    client: str
    subject: str = ""
    """The visit concerned, where no record below names it."""
    file: ClientFile | None = None
    file_revision: int = 0
    """The revision it was read at; 0 opens a new chart."""
    visit: Visit | None = None
    visit_revision: int = 0
    """The revision it was read at; 0 is a new visit."""
    claim: Claim | None = None
    signed: SignedRecord | None = None
    addendum: Addendum | None = None
    overrule: Overrule | None = None
    session: str = ""
    sequence: int = 0
    """The last entry of that session's journal which this change contains."""
    how: str = ""
    """What the event is to tell beside the act."""

    @property
    def target(self) -> str:
        """The id of the visit concerned; empty where only the client's file is."""
        named = (self.visit.id if self.visit else "", self.subject if self.subject != self.client else "")
        others = (record.visit for record in (self.claim, self.signed, self.overrule) if record)
        return next((name for name in (*named, *others) if name), "")


@dataclass(frozen=True)
class Committed:
    """A change is durable: the number of its event, and the revisions to save over next."""

    event: int
    visit_revision: int
    file_revision: int


class Conflict(ChartingError):
    """Somebody saved a newer revision; both texts are there to be put side by side."""

    title = "Changed by somebody else"

    def __init__(self, sentence: str, theirs: VisitFile | ClientFile | Office, revision: int = 0) -> None:
        super().__init__(sentence)
        self.theirs = theirs
        self.revision = revision
        """The revision of theirs, to be named by a change that is deliberately saved over it."""
