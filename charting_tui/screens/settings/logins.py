"""Who is logged in, as a tab of the settings; an owner ends a login there."""

from collections.abc import Callable
from datetime import UTC, datetime

from textual.content import Content

from charting_tui.operations.permission import May, why_not
from charting_tui.operations.settings.logins import end_logins, logged_in
from charting_tui.readers.dates import shown_date
from charting_tui.screens.frame.base_screen import BaseScreen, told
from charting_tui.screens.frame.confirm import ConfirmScreen
from charting_tui.screens.settings.rows import Rows
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.logins import OpenLogin
from charting_tui.widgets.row_list import Cell, row
from charting_tui.worklist.preview_lines import Preview, PreviewLine

_HEADS = (("Login", 10), ("Since", 17), ("From", 24))


class LoginsTab:
    """Lists the logins at work, and ends one."""

    def __init__(
        self, base_screen: BaseScreen, store: ChartStore, done: Callable[[str, str | None], None]
    ) -> None:
        """``done`` is told what was done, and the row that is marked then."""
        self.base_screen = base_screen
        self._store = store
        self._done = done

    @property
    def why_not(self) -> str:
        """Why this person may not see who is logged in, or nothing."""
        return why_not(self._store, May.END_LOGINS)

    @property
    def none_here(self) -> str:
        """What is said in place of rows."""
        return self.why_not or "No one is logged in."

    def rows(self) -> Rows:
        """Return a row for each login, with its session as the row's id; none for who may not see them."""
        return [] if self.why_not else [(one.session, self._row(one)) for one in logged_in(self._store)]

    def head(self) -> Content:
        """Return the line above the rows."""
        return Content("") if self.why_not else row([Cell(name, width) for name, width in _HEADS])

    def _row(self, login: OpenLogin) -> Content:
        here = "this login" if login.session == self._store.session else ""
        texts = (login.person, self._since(login), _place(login))
        cells = [Cell(text, width) for text, (_, width) in zip(texts, _HEADS, strict=True)]
        return row([*cells, Cell(here, 10, "$text-disabled")])

    def _since(self, login: OpenLogin) -> str:
        since = datetime.fromtimestamp(login.since, UTC).astimezone(self._store.clock.zone)
        return f"{shown_date(since.date())} {since:%H:%M}"

    def preview(self, session: str) -> Preview:
        """Return what is known of a login."""
        login = self._login(session)
        if login is None:
            return Preview("")
        person = self._store.office.person(login.person)
        lines = (
            PreviewLine("since", self._since(login)),
            PreviewLine("from", _place(login)),
            PreviewLine("", "Press x to end this login. Everything typed there is kept.", "quiet"),
        )
        return Preview(person.name if person else login.person, lines)

    def _login(self, session: str) -> OpenLogin | None:
        return (
            None
            if self.why_not
            else next((one for one in logged_in(self._store) if one.session == session), None)
        )

    def why_not_key(self, act: str, session: str) -> str:
        """Return why a key of the settings does nothing to that login, or nothing."""
        if self.why_not:
            return self.why_not
        if act != "end":
            return "You can't change a login here. Press x to end it."
        return "This is your own login. Press q in Today to quit." if session == self._store.session else ""

    @told
    def end(self, session: str) -> None:
        """Ask, and end a login."""
        login = self._login(session)
        if login is None:
            self._done("This login has already ended.", None)
            return
        asked = ConfirmScreen(
            f"End the login of {login.person}?",
            [f"{login.person}, since {self._since(login)}, from {_place(login)}"],
            [],
            does="end it",
            warning="Everything typed there is kept, and is back at the next login.",
        )
        self.base_screen.app.push_screen(asked, lambda yes: self._end(login) if yes else None)

    @told
    def _end(self, login: OpenLogin) -> None:
        end_logins(self._store, login.session)
        self._done(f"Ended the login of {login.person}.", None)


def _place(login: OpenLogin) -> str:
    return login.place or "this machine"
