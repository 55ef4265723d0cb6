"""The cursor on the body: which area it is on, of which side, and where its keys take it."""

from charting_tui.shorthand.body_chart.body_map import Stop, drawn_body
from charting_tui.shorthand.dialect.amounts import Side
from charting_tui.shorthand.vocabulary import Vocabulary
from charting_tui.shorthand.write.wording import placed

_SIDES: dict[str, Side] = {"l": "left", "r": "right", "b": "both"}


class BodyCursor:
    """Stands on a stop of the body, and there on one of its areas."""

    def __init__(self, words: Vocabulary) -> None:
        self.body = drawn_body()
        self.words = words
        self.at = next(self.body.stops())
        self.area = self.at.areas[0]
        self.both = False
        """Whether both sides are marked at once."""

    @property
    def side(self) -> Side:
        """The side at the cursor; empty on the midline."""
        return "both" if self.both else self.at.side

    @property
    def sides(self) -> tuple[Side, ...]:
        """The sides that the cursor stands on."""
        return ("right", "left") if self.both else (self.at.side,)

    @property
    def named(self) -> str:
        """The area at the cursor with its side."""
        return placed(self.area, self.side)

    @property
    def areas(self) -> tuple[str, ...]:
        """The areas that can be marked at the cursor."""
        return tuple(dict.fromkeys((*self.at.areas, self.area)))

    def put(self, area: str, side: Side) -> None:
        """Stand on an area; one that is not drawn leaves the cursor where it is."""
        for stop in self.body.stops_of(area, side)[:1]:
            self.at, self.area, self.both = stop, area, side == "both"

    def move(self, right: int, down: int) -> None:
        """Go to the next area in a direction of the screen."""
        self._stand_on(self.body.next_stop(self.at, right, down))

    def turn(self) -> None:
        """Go to the other view."""
        self._stand_on(self.body.turned(self.at))

    def _stand_on(self, stop: Stop) -> None:
        self.at, self.area, self.both = stop, stop.areas[0], False

    def to_side(self, side: Side) -> None:
        """Stay on the area, on that side or on both."""
        self.at = Stop(self.at.spot, side if side != "both" else self.at.side or "right")
        self.both = side == "both"

    def area_like(self, typed: str) -> tuple[str, Side] | None:
        """Return the area that a word or its beginning names; a side's letter may stand before it."""
        word = typed.strip().casefold()
        terms = (term for _, term in self.words.beginning_with(word) if word and term.kind == "area")
        for area, spot in ((term.name, self.body.spot_of(term.name)) for term in terms):
            if spot is not None:
                return area, "" if area in spot.middle else self.at.side
        side = _SIDES.get(word[:1])
        rest = self.area_like(word[1:]) if side and len(word) > 1 else None
        return (rest[0], side) if rest and side else None
