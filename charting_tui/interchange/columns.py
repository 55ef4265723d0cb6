"""Which column of a table is which: known by its heading, or named by the person."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from charting_tui.errors import BadInput
from charting_tui.interchange.refusals import shown

_IN_PARENTHESES = re.compile(r"\([^)]*\)")
_NO_LETTER = re.compile(r"[^a-z0-9]")
_PASSED_OVER = "-"


class Several(Enum):
    """What holds where several headings are one column."""

    SAME = "same"
    """They must not differ within a row."""
    FIRST = "first"
    """The first that is not empty, in the order in which the headings are known."""
    JOINED = "joined"
    """All of them, one after the other."""


@dataclass(frozen=True)
class Column:
    """A column as the program calls it, and the headings by which it is known, the likeliest first."""

    name: str
    headings: str
    """With a vertical bar between two."""
    several: Several = Several.SAME


@dataclass(frozen=True)
class Program:
    """A program whose export is known by headings that stand together."""

    name: str
    headings: str
    """With a vertical bar between two."""


@dataclass(frozen=True)
class Layout:
    """The columns of one kind of table, and the programs that export it, the surest first."""

    columns: tuple[Column, ...]
    programs: tuple[Program, ...]

    def known(self, headings: Sequence[str]) -> int:
        """Return how many of some cells are headings of this kind of table."""
        every = {folded_heading(word) for column in self.columns for word in column.headings.split("|")}
        return sum(bool(every & set(_readings(heading))) for heading in headings)

    def program(self, headings: Sequence[str]) -> str:
        """Return the name of the program that exports these headings, or nothing."""
        here = {reading for heading in headings for reading in _readings(heading)}
        for program in self.programs:
            if {folded_heading(word) for word in program.headings.split("|")} <= here:
                return program.name
        return ""

    def places(self, headings: Sequence[str], given: Mapping[str, str]) -> "Places":
        """Return where each column stands; ``given`` names columns by their headings.

        BadInput for a heading that is not there and for a column that is not known.
        """
        named = self._named(headings, given)
        chosen: dict[str, tuple[int, ...]] = {}
        for column in self.columns:
            if column.name in named.values():
                chosen[column.name] = tuple(place for place, name in named.items() if name == column.name)
                continue
            wanted = [folded_heading(word) for word in column.headings.split("|")]
            found = [
                (wanted.index(reading), place)
                for place, heading in enumerate(headings)
                if place not in named
                for reading in [next((one for one in _readings(heading) if one in wanted), "")]
                if reading
            ]
            if found:
                chosen[column.name] = tuple(place for _, place in sorted(found))
        return Places(tuple(headings), chosen, {column.name: column.several for column in self.columns})

    def _named(self, headings: Sequence[str], given: Mapping[str, str]) -> dict[int, str]:
        names = {folded_heading(column.name): column.name for column in self.columns}
        named: dict[int, str] = {}
        for heading, column in given.items():
            places = [
                place for place, one in enumerate(headings) if folded_heading(one) == folded_heading(heading)
            ]
            if not places:
                here = ", ".join(filter(None, headings))
                raise BadInput(f"--columns: there is no column “{shown(heading)}”. The headings are: {here}.")
            if column.strip() != _PASSED_OVER and folded_heading(column) not in names:
                known = ", ".join(names.values())
                raise BadInput(
                    f"--columns: “{shown(column)}” isn't a column the program knows. Use one of "
                    f"these: {known}."
                )
            named |= dict.fromkeys(places, names.get(folded_heading(column), _PASSED_OVER))
        return named


@dataclass(frozen=True)
class Places:
    """Where each column stands in the rows of one table."""

    headings: tuple[str, ...]
    columns: Mapping[str, tuple[int, ...]]
    several: Mapping[str, Several]

    def __contains__(self, column: str) -> bool:
        return column in self.columns

    @property
    def not_read(self) -> tuple[str, ...]:
        """The headings that are no column of ours."""
        used = {place for places in self.columns.values() for place in places}
        return tuple(heading for place, heading in enumerate(self.headings) if heading and place not in used)

    def heading(self, column: str) -> str:
        """Return a column's heading in the file."""
        return self.headings[self.columns[column][0]]

    def read(self, cells: Sequence[str]) -> dict[str, str]:
        """Return a row's texts by column; BadInput where two that are one column differ."""
        return {column: self._text(column, places, cells) for column, places in self.columns.items()}

    def _text(self, column: str, places: tuple[int, ...], cells: Sequence[str]) -> str:
        texts = list(dict.fromkeys(cells[place] for place in places if cells[place]))
        several = self.several[column]
        if several is Several.JOINED:
            return "\n".join(texts)
        if several is Several.SAME and len(texts) > 1:
            headings = " and ".join(f"“{self.headings[place]}”" for place in places if cells[place])
            raise BadInput(f"{headings} differ, and both could be the {column}. Choose one with --columns.")
        return texts[0] if texts else ""


def given_columns(text: str) -> dict[str, str]:
    """Read ``Patient Name=name,DOB=birth date``; BadInput where a part has no equals sign."""
    given: dict[str, str] = {}
    for part in filter(str.strip, text.split(",")):
        heading, equals, column = part.rpartition("=")
        if not equals or not heading.strip():
            raise BadInput(f"--columns: “{shown(part)}” has no equals sign. Write it like DOB=birth date.")
        given[heading.strip()] = column.strip()
    return given


def folded_heading(text: str) -> str:
    """Return a heading without case, blanks and marks; “#” is “number”."""
    return _NO_LETTER.sub("", text.lower().replace("#", "number"))


def _readings(heading: str) -> tuple[str, ...]:
    """Return a heading as a whole, and without what stands in parentheses."""
    return (folded_heading(heading), folded_heading(_IN_PARENTHESES.sub("", heading)))
