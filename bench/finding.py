"""What it takes to find: clients while one types, and everything unbilled."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

from bench.clinics import TODAY, read_moment
from bench.table import Table, median, ms, p95, times_in_turns, times_of
from charting_tui.store.chart_store import ChartStore
from charting_tui.worklist.unbilled import unbilled_groups

_QUESTIONS = {
    "client search, each of ten questions, up to 60 rows": (
        *("a", "mo", "moreau", "halv", "36055501", "1980", "o", "d'ang", "10042", "zz"),
    ),
    "client search, 60 rows in both": ("", "36055501", "360", "19"),
    "client search, nobody in both": ("halv", "zz", "halv m", "zz 360"),
}


def measure_finding(small: ChartStore, large: ChartStore) -> Table:
    """Measure in a small clinic and in a large one."""
    acts: dict[str, Callable[[ChartStore], object]] = {
        name: lambda store, asked=asked: [store.find_clients(question) for question in asked]  # type: ignore[misc]
        for name, asked in _QUESTIONS.items()
    }
    acts |= {
        "today's visits of one therapist": lambda store: store.summaries(day=TODAY, therapist="kim"),
        "unbilled visits of one therapist, every day": lambda store: store.summaries(
            unbilled=True, therapist="kim", before=TODAY + timedelta(days=1)
        ),
        "unbilled visits of the whole clinic, grouped by cause": lambda store: unbilled_groups(
            store.summaries(unbilled=True), TODAY
        ),
    }
    rows = []
    for name, act in acts.items():
        shares = len(_QUESTIONS.get(name, (name,)))
        there = [times_of(lambda act=act, store=store: act(store), 9) for store in (small, large)]  # type: ignore[misc]
        middles = [ms(median(taken) / shares) for taken in there]
        rows.append((name, *middles, ms(p95(there[1]) / shares)))
    counts = [len(store.find_clients("", limit=10**9)) for store in (small, large)]
    unbilled = [len(store.summaries(unbilled=True)) for store in (small, large)]
    heads = ("", *(f"{count:,} clients" for count in counts), f"p95 of {counts[1]:,}")
    how = (
        f"Median of 9. The small clinic has {unbilled[0]:,} unbilled visits, the large one {unbilled[1]:,}; "
        "each is read with its findings, as the screens show it."
    )
    return Table("Finding", how, heads, tuple(rows))


def measure_judging_again(clinic: Path) -> Table:
    """Measure the whole clinic's unbilled list on a new day, and after a change of the practice."""
    store = ChartStore.open(clinic, person="kim", read_clock=read_moment)
    store.summaries(unbilled=True)
    store.close()
    tomorrow = read_moment() + timedelta(days=1)
    store = ChartStore.open(clinic, person="kim", read_clock=lambda: tomorrow)
    look = partial(store.summaries, unbilled=True)
    rows = [_first_and_second("on a new day", look)]
    practice = store.office.practice.model_copy(update={"late_note_days": 3})
    store.save_office(store.office.model_copy(update={"practice": practice}))
    rows.append(_first_and_second("after a change of the practice", look))
    unbilled = len(look())
    store.close()
    how = (
        f"{unbilled:,} unbilled visits of the whole clinic. A new day judges anew what that day can change. "
        "A change of the practice, the book of diagnoses or "
        "the program judges every unbilled visit; the screens show the list as last judged meanwhile."
    )
    return Table("Unbilled judged again, large clinic", how, ("", "first look", "second"), tuple(rows))


def _first_and_second(name: str, look: Callable[[], object]) -> tuple[str, ...]:
    first, again = (times_in_turns([look], 1)[0][0] for _ in range(2))
    return (name, ms(first), ms(again))
