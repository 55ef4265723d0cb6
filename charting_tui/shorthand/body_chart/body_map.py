"""The body as it is drawn: where each area is marked, and which mark lies next to another."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Literal

from charting_tui.coding.data_files import read_json
from charting_tui.shorthand.dialect.amounts import Side

View = Literal["front", "back"]
VIEWS: tuple[View, View] = ("front", "back")
WIDTH = 25
"""Columns of a view."""
MIDLINE = 12
_APART = WIDTH + 1
_ASKEW = 2
"""How much farther a column or row counts that does not lie straight in the way of an arrow key."""
_VERTEBRA = re.compile(r"([CTLS])\d{1,2}")


@dataclass(frozen=True)
class Spot:
    """Where some areas are marked: on either side, and some on the midline too."""

    view: View
    row: int
    aside: int
    """Columns from the midline to the marks of either side."""
    sides: tuple[str, ...]
    """The areas, the likeliest first."""
    middle: tuple[str, ...]
    """Those of them that are marked on the midline where they have no side."""

    def column(self, side: Side) -> int:
        """Return the column in which the marks of a side begin; the client's right is the viewer's left."""
        if not side:
            return MIDLINE
        leftward = (side == "right") == (self.view == "front")
        return MIDLINE - self.aside if leftward else MIDLINE + self.aside


@dataclass(frozen=True)
class Stop:
    """A place where the cursor can stand: a spot on one side, or on the midline where the side is empty."""

    spot: Spot
    side: Side

    @property
    def areas(self) -> tuple[str, ...]:
        """The areas that can be marked here."""
        return self.spot.sides if self.side else self.spot.middle

    @property
    def at(self) -> tuple[int, int]:
        """Column and row, the back to the right of the front."""
        return self.spot.column(self.side) + _APART * VIEWS.index(self.spot.view), self.spot.row


@dataclass(frozen=True)
class Body:
    """Both views with all their spots."""

    figures: dict[View, tuple[str, ...]]
    spots: tuple[Spot, ...]
    vertebrae: dict[str, str]

    @cached_property
    def _by_area(self) -> dict[str, Spot]:
        return {area: spot for spot in self.spots for area in spot.sides}

    def _drawn_as(self, area: str) -> str:
        vertebra = _VERTEBRA.fullmatch(area)
        return self.vertebrae[vertebra[1]] if vertebra else area

    def spot_of(self, area: str) -> Spot | None:
        """Return where an area or a vertebra is marked; None where it is not drawn."""
        return self._by_area.get(self._drawn_as(area))

    def stops_of(self, area: str, side: Side) -> tuple[Stop, ...]:
        """Return where a finding of an area is drawn: on its side, or both; without a side on the midline.

        Both too where the area has no place on the midline; none where it is not drawn.
        """
        spot = self.spot_of(area)
        if spot is None:
            return ()
        if side in {"left", "right"}:
            return (Stop(spot, side),)
        midline = not side and self._drawn_as(area) in spot.middle
        return (Stop(spot, ""),) if midline else (Stop(spot, "right"), Stop(spot, "left"))

    def stops(self) -> Iterator[Stop]:
        """Give every place where the cursor can stand."""
        for spot in self.spots:
            yield Stop(spot, "right")
            yield Stop(spot, "left")
            if spot.middle:
                yield Stop(spot, "")

    def next_stop(self, stop: Stop, columns: int, rows: int) -> Stop:
        """Return the nearest stop in the direction of an arrow key; the same one at the edge."""
        x, y = stop.at

        def way(other: Stop) -> tuple[int, int]:
            """Return how far it lies along the way and beside it, a row counting as two columns."""
            dx, dy = other.at[0] - x, 2 * (other.at[1] - y)
            return (dx * columns, abs(dy)) if columns else (dy * rows, abs(dx))

        ahead = [
            (along + _ASKEW * aside, other)
            for other in self.stops()
            for along, aside in [way(other)]
            if along > 0
        ]
        return min(ahead, key=lambda found: found[0])[1] if ahead else stop

    def turned(self, stop: Stop) -> Stop:
        """Return the nearest stop of the same side on the other view."""
        others = [other for other in self.stops() if other.spot.view != stop.spot.view]
        return min(others, key=lambda other: (abs(other.spot.row - stop.spot.row), _unlike(stop, other)))


def _unlike(one: Stop, other: Stop) -> tuple[bool, int]:
    return one.side != other.side, abs(one.spot.aside - other.spot.aside)


@cache
def drawn_body() -> Body:
    """Return the body that comes with the program."""
    read = read_json("body.json")
    views = read["views"]
    spots = (_spot(view, row) for view in VIEWS for row in views[view]["spots"])
    return Body({view: tuple(views[view]["figure"]) for view in VIEWS}, tuple(spots), read["vertebrae"])


def _spot(view: View, row: Mapping[str, Any]) -> Spot:
    return Spot(view, row["row"], row["aside"], tuple(row["sides"]), tuple(row["middle"]))
