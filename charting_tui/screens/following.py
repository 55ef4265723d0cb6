"""A full screen that shows how things stand, and follows what other logins change."""

from charting_tui.screens.framed import FramedScreen, told
from charting_tui.store.chart_store import ChartStore


class FollowingScreen(FramedScreen):
    """Reads anew when it is shown, when its width changes, and when another login changed something."""

    def __init__(self, store: ChartStore) -> None:
        super().__init__()
        self._store = store
        self._shown_width = 0

    def reload(self) -> None:
        """Read what is shown anew."""

    def on_mount(self) -> None:
        """Watch for what other logins change."""
        self.set_interval(2, self._follow)

    def on_screen_resume(self) -> None:
        """Show how things stand now."""
        self._shown_width = self.size.width
        self.reload()

    def on_resize(self, event: object) -> None:
        """Fit the rows to the new width."""
        del event
        if self.size.width != self._shown_width:
            self._shown_width = self.size.width
            self.reload()

    @told
    def _follow(self) -> None:
        if self.app.screen is self and self._store.changed():
            self.reload()
