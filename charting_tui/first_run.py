"""The program when there is no clinic yet."""

import os
import sys
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType

from charting_tui.operations.settings.first_clinic import (
    FirstWords,
    begun_answers,
    forget_answers,
    keep_answers,
    make_first_clinic,
)
from charting_tui.screens.frame.questions import Answers
from charting_tui.screens.settings.questions import FirstRunScreen
from charting_tui.textual_private.app import KeyAfterKeyApp
from charting_tui.theme import shows_few_colours, theme_asked_for, themes

HUNG_UP = 129
"""Exit status of a login whose line was dropped."""


class FirstRunApp(KeyAfterKeyApp):
    """Asks for what a clinic needs, and makes it."""

    CSS_PATH = "looks.tcss"
    TITLE = "charting-tui"
    ALLOW_SELECT = False
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "quit", show=False, priority=True)]

    def __init__(self, folder: Path, login: str, kept: Path) -> None:
        """``kept`` is the file that keeps the answers between two tries."""
        super().__init__()
        self.animation_level = "none"
        plain = shows_few_colours(self)
        self.set_class(plain, "-plain")
        for theme in themes(plain=plain):
            self.register_theme(theme)
        self.theme = theme_asked_for()
        self._folder = folder
        self._login = login
        self._kept = kept
        self.owner = ""
        """The login name of the clinic's owner once the clinic is made."""

    def on_mount(self) -> None:
        """Ask; a line that is gone ends it, with the answers kept."""
        if sys.__stdin__ is not None and sys.__stdin__.isatty():
            self.set_interval(1, _watch_line)
        begun = begun_answers(self._kept, self._folder)
        self.push_screen(
            FirstRunScreen(
                str(self._folder),
                self._login,
                begun,
                FirstWords(self._kept, self._folder),
                heard=self._heard,
                make=self._make,
                leave=lambda: self.exit(0),
            )
        )

    def _heard(self, answers: Answers) -> None:
        keep_answers(self._kept, self._folder, answers)

    def _make(self, answers: Answers) -> None:
        self.owner = make_first_clinic(self._folder, answers)
        forget_answers(self._kept)
        self.exit(0)

    async def action_quit(self) -> None:
        """Leave; the answers are kept."""
        self.exit(0)

    def crash_sentence(self, fault: BaseException | None) -> str:
        """Say that nothing was made."""
        return (
            f"The program met a fault ({type(fault).__name__}) and stopped. "
            "No clinic was made; start it again."
        )


def _watch_line() -> None:
    if not os.isatty(0):
        os._exit(HUNG_UP)


def ask_first(folder: Path, login: str, kept: Path) -> str:
    """Ask for a clinic in that folder, and return its owner's login; nothing if one left before the end."""
    app = FirstRunApp(folder, login, kept)
    app.run()
    return app.owner
