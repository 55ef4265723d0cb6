"""How long each client's record is kept, by the clinic's settings; the program deletes none."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from charting_tui.coding.data_files import read_json
from charting_tui.operations.permission import May, require
from charting_tui.records.people import Practice
from charting_tui.store.chart_store import ChartStore

MAJORITY = 18
"""Years of age; where a state has it later, the years after it are to be set higher."""
_ALL = 10**9


@dataclass(frozen=True)
class KeptUntil:
    """One client's record, and the day until which it is to be kept."""

    client: str
    last: date
    """The day of the last visit."""
    until: date


def kept_until(last: date, born: date | None, practice: Practice) -> date:
    """Return the day until which a record is kept whose last visit was on ``last``.

    Of a client who was a minor then it is the later of both periods.
    """
    until = _years_after(last, practice.retention_years)
    if born is None or _years_after(born, MAJORITY) <= last:
        return until
    return max(until, _years_after(born, MAJORITY + practice.retention_minor_years))


def rule_in_words(practice: Practice) -> str:
    """Return the clinic's periods in a sentence, with what is known of the state's own rule."""
    known = read_json("retention.json")["states"].get(practice.state.strip().upper(), {})
    named = f" ({known['rule']})" if known.get("rule") else ""
    state = practice.state or "your state"
    return (
        f"Records are kept {practice.retention_years} years after the last visit, and those of minors until "
        f"{practice.retention_minor_years} years after they turn {MAJORITY}. This was not verified against "
        f"the law of {state}{named}: ask its board, and set the years in Settings."
    )


def past_retention(store: ChartStore) -> Iterator[KeptUntil]:
    """Yield the clients whose record need not be kept any longer, by what the index knows of them."""
    require(store, May.CHANGE_SETTINGS)
    practice, today = store.office.practice, store.clock.today()
    for row in store.find_clients("", _ALL):
        if row.last_visit is not None:
            until = kept_until(row.last_visit, row.birth_date, practice)
            if until < today:
                yield KeptUntil(row.client, row.last_visit, until)


def _years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return date(day.year + years, 3, 1)
