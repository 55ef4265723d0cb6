"""Tells the units that hands-on minutes earn."""

import json
from argparse import Namespace
from collections.abc import Sequence
from typing import Any

from charting_tui.cli.lines import columns, say
from charting_tui.cli.moment import clock_that_may_be_set
from charting_tui.coding.billing.units import MOST_LISTED, Allocation, earned_units
from charting_tui.coding.code_tables.tables import tables_on
from charting_tui.errors import BadInput
from charting_tui.records.people import Practice

MINUTES_OF_A_DAY = 1440
_RULES = {"cms": "the CMS rule (total minutes)", "ama": "the AMA rule (each code by itself)"}


def run(options: Namespace) -> int:
    """Print the units of each code, and the other correct answers where remainders tie."""
    given = read_minutes(options.minutes)
    tables = tables_on(clock_that_may_be_set(Practice().time_zone).today())
    timed: dict[str, int] = {}
    untimed: dict[str, int] = {}
    for code, minutes in given.items():
        procedure = tables.procedure(code)
        if procedure is None:
            raise BadInput(f"{code}: there is no such procedure code in the table. Check the code.")
        (timed if procedure.timed else untimed)[code] = minutes
    allocation = earned_units(timed, options.rule)
    if options.format == "json":
        say(json.dumps(_as_json(allocation, untimed)))
    else:
        _print(allocation, timed, untimed, options.rule)
    return 0


def read_minutes(words: Sequence[str]) -> dict[str, int]:
    """Return minutes by code from words like ``97110=33``; a code given twice adds up."""
    minutes: dict[str, int] = {}
    for word in words:
        code, sign, text = word.partition("=")
        code = code.strip().upper()
        if not sign or not code:
            raise BadInput(f"“{word}” isn't a code with its minutes. Write it like 97110=33.")
        text = text.strip()
        spent = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else -1  # noqa: PLR2004
        if not 0 <= spent <= MINUTES_OF_A_DAY:
            raise BadInput(
                f"{code}: “{text}” isn't a number of minutes. Write a whole number from 0 to "
                f"{MINUTES_OF_A_DAY}."
            )
        minutes[code] = minutes.get(code, 0) + spent
    return minutes


def _as_json(allocation: Allocation, untimed: dict[str, int]) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "total": allocation.total,
        "units": allocation.units,
        "alternatives": list(allocation.alternatives),
    }
    return answer | {"untimed": dict.fromkeys(untimed, 1)} if untimed else answer


def _print(allocation: Allocation, timed: dict[str, int], untimed: dict[str, int], rule: str) -> None:
    rows = [(code, f"{minutes} min", _units(allocation.units[code])) for code, minutes in timed.items()]
    rows.append(("total", f"{sum(timed.values())} min", _units(allocation.total)))
    for line in columns(rows, right=(1,)):
        say(line)
    say(f"By {_RULES[rule]}.")
    for other in allocation.alternatives[1:]:
        say("Or: " + ", ".join(f"{code} {_units(units)}" for code, units in other.items()))
    if allocation.choices > MOST_LISTED:
        say(
            f"There are {allocation.choices:,} correct ways to bill these units. The first "
            f"{MOST_LISTED} are listed."
        )
    for code in untimed:
        say(f"{code} is billed per visit, not by minutes: 1 unit, outside the total.")


def _units(count: int) -> str:
    return "1 unit" if count == 1 else f"{count} units"
