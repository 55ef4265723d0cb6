"""What all rules cost over one visit."""

from collections.abc import Iterator
from functools import partial
from itertools import count

from bench.clinics import TODAY
from bench.table import Table, median, ms, p95, times_of
from charting_tui.records.chart import Chart
from charting_tui.records.claim import Draft
from charting_tui.records.office import Office
from charting_tui.rules.case import case_of
from charting_tui.rules.lint import lint
from charting_tui.rules.registry import rules
from charting_tui.store.chart_store import ChartStore

_EARLIER = 10


def measure_rules(store: ChartStore) -> Table:
    """Measure on the latest visit of a client that has a note and ten visits before it."""
    rows = []
    for client in ("c00001", "c00002", "c00012"):
        signed = [kept.visit.id for kept in store.chart(client).visits if kept.signed]
        chart = store.chart(client, visit=signed[-1], earlier=_EARLIER)
        kept = chart.visits[-1]
        notes = count()

        taken = times_of(partial(_judge, chart, store.office, notes), 200)
        rows.append((f"{client}, {kept.visit.payer}", ms(median(taken)), ms(p95(taken))))
    how = (
        f"All {len(list(rules()))} rules over one signed visit with {_EARLIER} earlier ones, from the draft "
        "to its findings; before each of 200 rounds the note is changed, as by a key."
    )
    return Table("Rules", how, ("chart and payer", "median", "p95"), tuple(rows))


def _judge(chart: Chart, office: Office, notes: Iterator[int]) -> None:
    kept = chart.visits[-1]
    note = kept.visit.note.model_copy(update={"plan": f"{kept.visit.note.plan} {next(notes)}"})
    draft = Draft(visit=kept.visit.model_copy(update={"note": note}), claim=kept.claim)
    lint(case_of(chart, draft, office, TODAY))
