"""How hands-on minutes become billed units, by the two rules that payers use.

CMS total-minutes: Pub. 100-04 chapter 5 section 20.2. The day's timed minutes together set the
total; each code gets its full quarter hours, and the units left over go to the largest remainders.
AMA per-code: each code stands alone and earns a unit once the middle of the quarter hour is passed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, islice
from math import comb

from charting_tui.records.payer import UnitRule

QUARTER_HOUR = 15
"""Minutes of one unit."""
LEAST_MINUTES = 8
"""Minutes that earn the first unit."""
MOST_LISTED = 64
"""Acceptable answers that are written out; 21 codes of 7 minutes have 352,716 of them."""


@dataclass(frozen=True)
class Allocation:
    """Units by code, for a day's timed codes."""

    total: int
    units: dict[str, int]
    """The first acceptable answer: the leftover units on the first of the tied codes."""
    tied: tuple[str, ...] = ()
    """Codes of equal remainders among which there is a choice; none where there is no choice."""
    leftover: int = 0
    """How many of the tied codes get one unit more."""

    @property
    def choices(self) -> int:
        """How many acceptable answers there are; never fewer than one."""
        return comb(len(self.tied), self.leftover)

    @property
    def alternatives(self) -> tuple[dict[str, int], ...]:
        """The acceptable answers, the first ``MOST_LISTED`` of them, where there is a choice; else none."""
        return tuple(islice(self._answers(), MOST_LISTED)) if self.tied else ()

    @property
    def acceptable(self) -> tuple[dict[str, int], ...]:
        """The acceptable answers, one or more: the first ``MOST_LISTED`` of them."""
        return self.first_answers(MOST_LISTED)

    def first_answers(self, most: int) -> tuple[dict[str, int], ...]:
        """Return the acceptable answers, ``most`` of them at the most."""
        return tuple(islice(self._answers(), most))

    def accepts(self, answer: Mapping[str, int]) -> bool:
        """Whether these units by code are an acceptable answer, listed or not."""
        sure = self._without_leftover()
        if answer.keys() != sure.keys():
            return False
        more = {code: answer[code] - sure[code] for code in sure}
        return sum(more.values()) == self.leftover and all(
            extra == 0 or (extra == 1 and code in self.tied) for code, extra in more.items()
        )

    def _answers(self) -> Iterator[dict[str, int]]:
        sure = self._without_leftover()
        for chosen in combinations(self.tied, self.leftover):
            yield {code: units + (code in chosen) for code, units in sure.items()}

    def _without_leftover(self) -> dict[str, int]:
        first = self.tied[: self.leftover]
        return {code: units - (code in first) for code, units in self.units.items()}


def units_of_minutes(minutes: int) -> int:
    """Return the units that this many timed minutes earn: 8 to 22 earn one, 23 to 37 two, and so on."""
    return (minutes + QUARTER_HOUR - LEAST_MINUTES) // QUARTER_HOUR


def lowered(units: Mapping[int, int], most: int) -> dict[int, int]:
    """Return units by line, taken one by one from the line with the most until there are ``most`` of them.

    So no line goes off the bill while there is room for all; among equals the last line gives first.
    """
    kept = {line: min(number, most) for line, number in units.items()}
    for _ in range(sum(kept.values()) - most):
        kept[max(reversed(kept), key=lambda line: kept[line])] -= 1
    return kept


def earned_units(minutes: Mapping[str, int], rule: UnitRule) -> Allocation:
    """Return the units that minutes per timed code earn under ``rule``."""
    return _by_total_minutes(minutes) if rule == "cms" else _by_code(minutes)


def _by_code(minutes: Mapping[str, int]) -> Allocation:
    units = {code: units_of_minutes(spent) for code, spent in minutes.items()}
    return Allocation(sum(units.values()), units)


def _by_total_minutes(minutes: Mapping[str, int]) -> Allocation:
    total = units_of_minutes(sum(minutes.values()))
    full = {code: spent // QUARTER_HOUR for code, spent in minutes.items()}
    left = total - sum(full.values())
    if left <= 0:
        return Allocation(total, full)
    remainders = sorted((spent % QUARTER_HOUR for spent in minutes.values()), reverse=True)
    last = remainders[left - 1]
    sure = {code for code, spent in minutes.items() if spent % QUARTER_HOUR > last}
    tied = tuple(code for code, spent in minutes.items() if spent % QUARTER_HOUR == last)
    leftover = left - len(sure)
    first = tied[:leftover]
    units = {code: full[code] + (code in sure or code in first) for code in minutes}
    return Allocation(total, units, tied, leftover) if leftover < len(tied) else Allocation(total, units)
