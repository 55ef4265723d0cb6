"""What the store refuses or cannot do, each in one sentence that a person can act on."""

from charting_tui.errors import ChartingError


class ClinicMissing(ChartingError):
    """There is no clinic in that folder."""

    title = "No clinic here"


class ClinicNotUsable(ChartingError):
    """The clinic's folder cannot be trusted with records as it stands."""

    title = "The clinic's folder cannot be used"


class NewerForm(ChartingError):
    """A file was written by a newer program."""

    title = "The program was updated"


class ChartMissing(ChartingError):
    """There is no chart, or no visit in it, of that id."""

    title = "Not there"


class ChartDamaged(ChartingError):
    """A chart's file cannot be read as a chart."""

    title = "A chart is damaged"

    def __init__(self, sentence: str, *, torn: bool = False) -> None:
        super().__init__(sentence)
        self.torn = torn
        """Whether it is no JSON of tables at all, which no version of the program could read."""


class NotSaved(ChartingError):
    """The disk did not take what was to be saved; what was there before is still there."""

    title = "Not saved"


class StoreAway(NotSaved):
    """The clinic's database does not answer; what was saved before is there."""

    title = "The database can't be reached"

    def __init__(self, proof: object = None) -> None:
        super().__init__(
            "The clinic's database can't be reached. What you typed is kept here; try again in a moment."
        )
        self.proof = proof
        """What tells whether a save took place of which the answer was lost; None where none was sent."""


class Busy(ChartingError):
    """Another login held a lock for longer than a person should wait."""

    title = "Busy"


class JournalFull(ChartingError):
    """The disk did not take a keystroke; it is kept in memory and tried again at the next one."""

    title = "Your typing is not saved yet"


class JournalUnreadable(ChartingError):
    """Unsaved text was written by a program whose drafts have another shape; its file is kept."""

    title = "Unsaved text from another version"


class JournalTaken(ChartingError):
    """The unsaved text belongs to another person or to a login that is still alive."""

    title = "This text is open elsewhere"
