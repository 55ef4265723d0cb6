"""How hands-on minutes become billed units, by the two rules that payers use.

CMS total-minutes: Pub. 100-04 chapter 5 section 20.2. The day's timed minutes together set the
total; each code gets its full quarter hours, and the units left over go to the largest remainders.
AMA per-code: each code stands alone and earns a unit once the middle of the quarter hour is passed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from charting_tui.records.payer import UnitRule

QUARTER_HOUR = 15
"""Minutes of one unit."""
LEAST_MINUTES = 8
"""Minutes that earn the first unit."""


@dataclass(frozen=True)
class Allocation:
    """Units by code, for a day's timed codes."""

    total: int
    units: dict[str, int]
    alternatives: tuple[dict[str, int], ...] = ()
    """Every acceptable answer, this one among them, where equal remainders leave a choice; else none."""

    @property
    def acceptable(self) -> tuple[dict[str, int], ...]:
        """Every acceptable answer."""
        return self.alternatives or (self.units,)


def units_of_minutes(minutes: int) -> int:
    """Return the units that this many timed minutes earn: 8 to 22 earn one, 23 to 37 two, and so on."""
    return (minutes + QUARTER_HOUR - LEAST_MINUTES) // QUARTER_HOUR


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
    tied = [code for code, spent in minutes.items() if spent % QUARTER_HOUR == last]
    answers = [
        {code: full[code] + (code in sure or code in chosen) for code in minutes}
        for chosen in combinations(tied, left - len(sure))
    ]
    return Allocation(total, answers[0], tuple(answers) if len(answers) > 1 else ())
