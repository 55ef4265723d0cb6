"""A screen in which one visit is written: what is open, and how it changes."""

from charting_tui.acts.sitting import Sitting
from charting_tui.acts.step import Entered
from charting_tui.acts.taking_back import take_back
from charting_tui.records.claim import Draft
from charting_tui.screens.framed import FramedScreen, told
from charting_tui.widgets.soap_field import NoteText


class WritingScreen(FramedScreen):
    """Holds the sitting; what is shown of it is the screen's own."""

    def __init__(self) -> None:
        super().__init__()
        self._sitting: Sitting | None = None
        self.from_note: NoteText | None = None
        """The part of the note from which codes or findings were gone to."""

    def leave_note(self) -> None:
        """Remember which part of the note has the cursor, before codes or findings get it."""
        if isinstance(self.focused, NoteText):
            self.from_note = self.focused

    @property
    def sitting(self) -> Sitting:
        """The visit that is open."""
        if self._sitting is None:
            raise RuntimeError("no visit is open")
        return self._sitting

    @property
    def holds_visit(self) -> bool:
        """Whether a visit is open."""
        return self._sitting is not None

    def open(self, sitting: Sitting) -> None:
        """Take up a visit; it is shown when the screen is."""
        self._sitting = sitting

    def redraw(self) -> None:
        """Show what the draft comes to."""

    def load_texts(self) -> None:
        """Show the note's texts as the draft has them."""

    @told
    def change(self, draft: Draft, entered: Entered | None = None) -> None:
        """Take a changed draft, and show it."""
        self.sitting.change(draft, entered)
        self.redraw()

    @told
    def undo(self) -> None:
        """Take the last change back."""
        said = take_back(self.sitting)
        if said is None:
            self.say("There is no change to take back.", refusal=True)
        elif said:
            self.say(said)
        self.load_texts()
        self.redraw()
