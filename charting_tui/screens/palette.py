"""The palette: every act of the place one is in, by name."""

from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider

from charting_tui.keys import Key, Place, keys_at
from charting_tui.screens.framed import FramedScreen


class KeyedActs(Provider):
    """Acts from the table of keys, with the key that does the same."""

    def _acts(self) -> tuple[Key, ...]:
        screen = self.screen
        places = screen.key_places() if isinstance(screen, FramedScreen) else ()
        own = tuple(key for key in keys_at(*places) if key.place not in {Place.LINES, Place.FINDINGS})
        return (*own, *(key for key in keys_at(Place.EVERYWHERE) if key.action in {"help", "quit"}))

    async def discover(self) -> Hits:
        """Give every act."""
        for key in self._acts():
            yield DiscoveryHit(f"{key.help} ({key.shown})", partial(self._do, key))

    async def search(self, query: str) -> Hits:
        """Give the acts that fit the words typed."""
        matcher = self.matcher(query)
        for key in self._acts():
            score = matcher.match(key.help)
            if score > 0:
                yield Hit(score, f"{matcher.highlight(key.help)} ({key.shown})", partial(self._do, key))

    async def _do(self, key: Key) -> None:
        target = "app" if key.place is Place.EVERYWHERE else "screen"
        await self.app.run_action(f"{target}.{key.action}")
