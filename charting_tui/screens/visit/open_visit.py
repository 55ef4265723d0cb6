"""The visit that is open on a screen, as all its parts see it: what it says, and how that changes."""

from collections.abc import Callable
from typing import Any

from textual.app import App

from charting_tui.operations.visits.editing import Entered
from charting_tui.operations.visits.editing_session import EditingSession
from charting_tui.operations.visits.undo import undo_last_change
from charting_tui.records.claim import Draft
from charting_tui.screens.frame.base_screen import BaseScreen, told


class OpenVisit:
    """One editing session at a time. A change that a part makes is shown by all of them."""

    def __init__(
        self, base_screen: BaseScreen, *, show: Callable[[], None], show_texts: Callable[[], None]
    ) -> None:
        """``show`` draws what the draft comes to, ``show_texts`` the note where it was not typed."""
        self.base_screen = base_screen
        self.show = show
        self.show_texts = show_texts
        self._session: EditingSession | None = None

    @property
    def session(self) -> EditingSession:
        """The editing session of the visit that is open."""
        if self._session is None:
            raise RuntimeError("no visit is open")
        return self._session

    @property
    def is_open(self) -> bool:
        """Whether a visit is open."""
        return self._session is not None

    def open(self, session: EditingSession) -> None:
        """Take up a visit; it is shown when the screen is."""
        self._session = session

    def close(self) -> None:
        """Let go of the visit."""
        self._session = None

    @property
    def app(self) -> App[Any]:
        """What dialogs are opened in."""
        return self.base_screen.app

    def say(self, text: str, *, refusal: bool = False) -> None:
        """Say one sentence above the keys."""
        self.base_screen.say(text, refusal=refusal)

    @told
    def change(self, draft: Draft, entered: Entered | None = None) -> None:
        """Take a changed draft, and show it."""
        self.session.change(draft, entered)
        self.show()

    def take(self, draft: Draft, said: str, entered: Entered | None = None) -> None:
        """Take a draft whose note may have changed too, and say so."""
        self.change(draft, entered)
        self.show_texts()
        self.say(said)

    @told
    def undo(self) -> None:
        """Take the last change back."""
        said = undo_last_change(self.session)
        if said is None:
            self.say("There is nothing to undo.", refusal=True)
        elif said:
            self.say(said)
        self.show_texts()
        self.show()
