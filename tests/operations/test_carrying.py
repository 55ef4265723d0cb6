from datetime import date, time

import pytest

from charting_tui.errors import BadInput
from charting_tui.operations.visits.copying_forward import carried_in_words, files_to_carry, minutes_today
from charting_tui.operations.visits.saving import both
from charting_tui.records.chart import Chart, ClientFile, VisitFile
from charting_tui.records.claim import Draft
from charting_tui.records.people import Client
from charting_tui.records.visit import (
    Appointment,
    LineOrigin,
    Note,
    Provenance,
    ServiceLine,
    Visit,
    VisitState,
)

TODAY = date(2026, 11, 23)


def carried(text: str, source: str, *, affirmed: bool = False) -> Provenance:
    return Provenance(
        section="plan", line=0, origin=LineOrigin.CARRIED, source=source, text=text, affirmed=affirmed
    )


def chart_of(*visits: Visit) -> Chart:
    files = tuple(VisitFile(visit=visit) for visit in visits)
    return Chart(file=ClientFile(client=Client(id="c")), visits=files)


LAST_WEEK = Visit(id="v2", date=date(2026, 11, 16), note=Note(plan="Weekly."))
LAST_YEAR = Visit(id="v1", date=date(2025, 12, 1), note=Note(plan="Ice."))


@pytest.mark.parametrize(
    ("provenance", "told"),
    [
        ((), ""),
        ((carried("Weekly.", "v2"),), "1 of 3 lines unchanged since Nov 16; 0 confirmed"),
        (
            (carried("Weekly.", "v2", affirmed=True), carried("Ice.", "v1")),
            "2 of 3 lines unchanged: 1 since Nov 16, 1 since 12/1/2025; 1 confirmed",
        ),
        ((carried("Ice.", "long ago"),), "1 of 3 lines unchanged since before 12/1/2025; 0 confirmed"),
        ((carried("Reads otherwise now.", "v2"),), ""),
    ],
)
def test_the_review_counts_what_stands_as_it_was_carried(
    provenance: tuple[Provenance, ...], told: str
) -> None:
    today = Visit(
        id="v3", date=TODAY, note=Note(subjective="New.", plan="Weekly.\nIce.", provenance=provenance)
    )
    assert carried_in_words(today, chart_of(LAST_YEAR, LAST_WEEK, today)) == told


def test_only_kept_visits_before_with_something_in_them_are_shown_the_last_first() -> None:
    missed = LAST_WEEK.model_copy(update={"id": "v4", "state": VisitState.NO_SHOW})
    empty = Visit(id="v5", date=date(2026, 11, 20))
    coded = Visit(id="v6", date=date(2026, 11, 18), services=(ServiceLine(code="97124"),))
    later = LAST_WEEK.model_copy(update={"id": "v7", "date": date(2026, 11, 30)})
    today = Visit(id="v3", date=TODAY, note=Note(plan="x"))
    chart = chart_of(LAST_YEAR, LAST_WEEK, missed, empty, coded, later, today)
    assert [kept.visit.id for kept in files_to_carry(chart, today)] == ["v6", "v2", "v1"]


@pytest.mark.parametrize("text", ["5o", "0", "-5", "55 min", "٣"])
def test_minutes_that_are_no_number_of_them_are_refused(text: str) -> None:
    with pytest.raises(BadInput, match="Minutes"):
        minutes_today(text)


def test_where_two_texts_are_put_together_both_keep_what_is_known_of_their_lines() -> None:
    mine = LAST_WEEK.note.model_copy(update={"provenance": (carried("Weekly.", "v2"),)})
    theirs = LAST_YEAR.note.model_copy(update={"provenance": (carried("Ice.", "v1"),)})
    note = both(
        Draft(visit=Visit(date=TODAY, note=theirs)), Draft(visit=Visit(date=TODAY, note=mine))
    ).visit.note
    assert note.plan.splitlines() == ["Ice.", "Weekly."]
    assert {one.source for one in note.provenance} == {"v1", "v2"}


def test_of_two_visits_of_one_day_the_later_one_is_not_earlier() -> None:
    noon, three = (
        Visit(id=f"h{hour}", date=TODAY, appointment=Appointment(start=time(hour)), note=Note(plan="x"))
        for hour in (12, 15)
    )
    chart = chart_of(noon, three)
    assert [kept.visit.id for kept in files_to_carry(chart, three)] == ["h12"]
    assert files_to_carry(chart, noon) == ()
