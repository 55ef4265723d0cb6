"""The report of progress on a visit: which visits it is about, and the visit with it in the note."""

from collections.abc import Mapping, Sequence
from datetime import date

from charting_tui.coding.code_tables.tables import tables_on
from charting_tui.errors import NotAllowed
from charting_tui.operations.permission import readable
from charting_tui.operations.visits.editing_session import EditingSession
from charting_tui.operations.visits.quick_words import vocabulary_of
from charting_tui.records.claim import Draft
from charting_tui.records.coverage import PlanOfCare
from charting_tui.records.visit import LineOrigin, Provenance, Visit
from charting_tui.shorthand.write.progress import SOURCE, course_of, report
from charting_tui.store.chart_store import ChartStore


def report_on(store: ChartStore, client: str, visit: Visit) -> dict[str, list[str]]:
    """Return the report's lines by section; all visits of the chart are read."""
    chart = readable(store, store.chart(client))
    plan = _plan_on(chart.file.plans, visit.date)
    course = course_of(visit, (kept.visit for kept in chart.visits), plan)
    tables = tables_on(visit.date, store.books.book)

    def described(code: str) -> str:
        known = tables.procedure(code)
        return f"{known.text[:1].lower()}{known.text[1:]}" if known else "not in the code table"

    return report(course, plan, vocabulary_of(store), described)


def _plan_on(plans: Sequence[PlanOfCare], day: date) -> PlanOfCare | None:
    """Return the plan that holds on a day, its last one too: of several the one that began last."""
    open_ones = [plan for plan in plans if plan.ended_on is None or day <= plan.ended_on]
    return max(open_ones, key=lambda plan: plan.first_treatment or date.min, default=None)


def has_report(visit: Visit) -> bool:
    """Whether the note holds one already, edited or not."""
    return any(one.source == SOURCE for one in visit.note.provenance)


def with_report(session: EditingSession) -> Draft:
    """Return the draft with the report in its note, to be edited; NotAllowed where it is there already."""
    visit = session.draft.visit
    if has_report(visit):
        raise NotAllowed("The progress report is already in the note. Edit it there.")
    lines = report_on(session.store, session.chart.id, visit)
    return session.draft.model_copy(update={"visit": with_lines(visit, lines)})


def with_lines(visit: Visit, lines: Mapping[str, Sequence[str]]) -> Visit:
    """Return the visit with these lines below what its sections hold."""
    note = visit.note
    texts, origins = {}, [*note.provenance]
    for section, added in lines.items():
        before = getattr(note, section).rstrip()
        first = before.count("\n") + 1 if before else 0
        texts[section] = "\n".join([*([before] if before else []), *added])
        origins += [
            Provenance.model_validate(
                {
                    "section": section,
                    "line": first + at,
                    "origin": LineOrigin.FACTS,
                    "source": SOURCE,
                    "text": line,
                    "report": True,
                }
            )
            for at, line in enumerate(added)
        ]
    return visit.model_copy(update={"note": note.model_copy(update={**texts, "provenance": tuple(origins)})})
