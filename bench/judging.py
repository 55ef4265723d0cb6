"""What all rules cost: over one visit, and over a whole clinic with one process and with two."""

import os
import time
from collections.abc import Iterator
from functools import partial
from itertools import count
from pathlib import Path

from bench.clinics import TODAY, make_clinic
from bench.table import Table, median, ms, times, times_in_turns
from charting_tui.records.chart import Chart, VisitFile
from charting_tui.records.claim import Draft
from charting_tui.records.office import Office
from charting_tui.rules.case import case_of
from charting_tui.rules.registry import lint, rules
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.checking import WORTH_PROCESSES, Checker, Wanted, check_charts

_EARLIER = 10
_ROUNDS = 200
_CHECKED = 100_000
_CLIENTS = 10_000
_OF_ONE = 5
"""One process judges the visits of every so manieth client: its rate needs no more, and it takes its time."""
_PARTS = (50, 100, 200, 400)
"""Charts with which one process is set beside two, to see from when two pay."""
_REPEATS = 3


def measure_rules(store: ChartStore) -> Table:
    """Measure on the latest visit of a client that has a note and ten visits before it."""
    rows = []
    for client in ("c00001", "c00002", "c00012"):
        signed = [kept.visit.id for kept in store.chart(client).visits if kept.signed]
        chart = store.chart(client, visit=signed[-1], earlier=_EARLIER)
        kept = chart.visits[-1]
        judge = partial(_judge, chart, store.office, count())
        validate = partial(VisitFile.model_validate_json, kept.model_dump_json())
        judge()
        judged, validated = times_in_turns((judge, validate), _ROUNDS)
        rows.append(
            (
                f"{client}, {kept.visit.payer}",
                ms(median(judged)),
                ms(max(judged)),
                ms(median(validated)),
                ms(max(validated)),
                times(median(judged), median(validated)),
            )
        )
    how = (
        f"All {len(list(rules()))} rules over one signed visit with {_EARLIER} earlier ones, from the draft "
        f"to its findings; before each of {_ROUNDS} rounds the note is changed, as by a key. In turns with "
        "them, pydantic reads the same visit with its claim from JSON, which asks nothing but its shape."
    )
    heads = ("chart and payer", "rules, median", "worst", "pydantic, median", "worst", "× pydantic")
    return Table("Rules", how, heads, tuple(rows))


def _judge(chart: Chart, office: Office, notes: Iterator[int]) -> None:
    kept = chart.visits[-1]
    note = kept.visit.note.model_copy(update={"plan": f"{kept.visit.note.plan} {next(notes)}"})
    draft = Draft(visit=kept.visit.model_copy(update={"note": note}), claim=kept.claim)
    lint(case_of(chart, draft, office, TODAY))


def measure_checking(folder: Path) -> Table:
    """Measure ``check`` over a whole clinic of its own, billed visits and all."""
    store = make_clinic(folder, _CLIENTS, _CHECKED)
    checker = Checker(store.root, store.office.model_dump_json(), TODAY, Wanted(handed_over=True))
    clients = checker.clients()
    store.close()
    rows = [
        _checked(checker, clients[:part], processes) for part in _PARTS for processes in (1, 2)
    ]  # fmt: skip
    rows.append(_checked(checker, clients[::_OF_ONE], 1, repeats=1))
    rows.append(_checked(checker, clients, min(2, len(os.sched_getaffinity(0))), repeats=1))
    how = (
        f"{_CLIENTS:,} clients with {_CHECKED:,} visits, each with a note judged by all rules, as `check "
        "--from … --handed-over` does it, reading every chart. Of the smaller parts the best of "
        f"{_REPEATS} is told. `check` starts processes for what would still take one of them longer than "
        f"{WORTH_PROCESSES:g} s."
    )
    return Table(
        "Checking a clinic", how, ("", "processes", "time", "visits a second", "for each core"), tuple(rows)
    )


def _checked(
    checker: Checker, clients: list[str], processes: int, repeats: int = _REPEATS
) -> tuple[str, ...]:
    taken, visits = [], 0
    for _ in range(repeats):
        begun = time.perf_counter()
        visits = len(check_charts(checker, clients, processes, lambda _done, _of: None).visits)
        taken.append(time.perf_counter() - begun)
    rate = visits / min(taken)
    name = f"{visits:,} visits of {len(clients):,} clients"
    return name, str(processes), f"{min(taken):.1f} s", f"{rate:,.0f}", f"{rate / processes:,.0f}"
