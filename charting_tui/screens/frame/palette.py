"""The palette: every act of the place one is in, by name."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from textual.await_complete import AwaitComplete
from textual.binding import Binding
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import Screen

from charting_tui.keys import Key, Place, keys_at
from charting_tui.screens.frame.base_screen import WIDE, BaseScreen
from charting_tui.textual_private.widgets import SteadyPalette
from charting_tui.widgets.row_list import RowList, fitted

_EDGES, _PLACE, _KEY = 6, 16, 10
"""Columns beside the rows, of the place of a key, and of the key."""


@dataclass(frozen=True)
class _Act:
    key: Key
    do: Callable[[], Any]

    @property
    def place(self) -> str:
        return "" if self.key.place is Place.EVERYWHERE else self.key.place.value

    @property
    def text(self) -> str:
        """What is looked for, as it begins the row."""
        return self.key.help.removesuffix(".")

    def drawn(self, text: Content, columns: int) -> Content:
        """Return the row in so many columns: what it does, whose key it is where there is room, the key."""
        place = fitted(self.place, _PLACE) if columns >= WIDE else ""
        room = max(columns - _EDGES - _KEY - len(place), 20)
        key = fitted(self.key.shown, _KEY, right=True)
        space = " " * max(room - text.cell_length, 1)
        return Content.assemble(text, space, (place, "$text-disabled"), (key, "$text-accent"))


class KeyedActs(Provider):
    """Acts from the table of keys, with the key that does the same."""

    def _acts(self) -> list[_Act]:
        screen = self.screen
        everywhere = [key for key in keys_at(Place.EVERYWHERE) if key.action in {"help", "quit"}]
        acts = [_Act(key, partial(self._do, f"app.{key.action}")) for key in everywhere]
        if not isinstance(screen, BaseScreen):
            return acts
        of_lists = [
            _Act(key, partial(self._do_in, part, action))
            for part, action, key in _calls_of_parts(screen)
            if (rows := _list_of(part)) and rows.option_count
        ]
        theirs = {act.key.place for act in of_lists}
        calls = {
            key.id: partial(self._do_in, part, action)
            for part, action, key in _calls_of_parts(screen)
            if part is screen or _list_of(part) is None
        }
        own = [key for key in keys_at(*screen.key_places()) if key.place not in theirs]
        named = {key.action for key in own}
        rest = [act for act in acts if act.key.action not in named]
        mine = (_Act(key, calls.get(key.id, partial(self._do, f"screen.{key.action}"))) for key in own)
        return [*mine, *of_lists, *rest]

    async def discover(self) -> Hits:
        """Give every act."""
        for act in self._acts():
            yield DiscoveryHit(act.drawn(Content(act.text), self.app.size.width), act.do, act.text)

    async def search(self, query: str) -> Hits:
        """Give the acts that fit the words typed."""
        matcher = self.matcher(query)
        for act in self._acts():
            score = max(matcher.match(act.text), matcher.match(f"{act.place} {act.text}"))
            if score > 0:
                drawn = act.drawn(matcher.highlight(act.text), self.app.size.width)
                yield Hit(score, drawn, act.do, text=act.text)

    async def _do(self, action: str) -> None:
        await self.app.run_action(action)

    async def _do_in(self, part: DOMNode, action: str) -> None:
        if rows := _list_of(part):
            rows.focus()
        await self.app.run_action(action, default_namespace=part)


def _calls_of_parts(screen: Screen[Any]) -> Iterator[tuple[DOMNode, str, Key]]:
    """Give the keys of the screen and of its parts, each with the action that it calls there."""
    by_id = {key.id: key for key in keys_at(*Place)}
    for part in screen.walk_children(with_self=True):
        for binding in type(part).__dict__.get("BINDINGS", ()):
            if isinstance(binding, Binding) and binding.id in by_id:
                yield part, binding.action, by_id[binding.id]


def _list_of(part: DOMNode) -> RowList | None:
    """Return the rows of a part; None for the screen itself and for a part without rows."""
    if isinstance(part, RowList):
        return part
    return None if isinstance(part, Screen) else next(iter(part.query(RowList)), None)


class Palette(SteadyPalette):
    """The palette, which a second click on an act does not close twice (Textual 8.2.8, issue 6308)."""

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Close it, unless it is closed already."""
        return super().dismiss(result) if self.is_current else AwaitComplete()
