from collections.abc import Callable
from datetime import time
from pathlib import Path

import pytest

from charting_tui.records.chart import VisitFile
from charting_tui.records.claim import Draft
from charting_tui.records.visit import LineOrigin
from charting_tui.rules.case import case_of
from charting_tui.rules.finding import Severity
from charting_tui.rules.registry import lint
from docs.key_counts import PAGE, with_counts

from .clinic import TODAY, open_clinic
from .counted_tasks import TASKS, Task


def the_follow_up(kept: VisitFile) -> None:
    visit, note = kept.visit, kept.visit.note
    lines = [
        (one.code, one.minutes, kept.claim.line(one.id).units, kept.claim.line(one.id).pointers)
        for one in visit.services
    ]
    assert lines == [("97140", 30, 2, ("A",)), ("97110", 15, 1, ("A",))]
    assert visit.diagnoses[0] == "M54.2"
    assert (visit.time_in, visit.time_out, visit.health_update) == (time(9, 2), time(9, 58), "no change")
    assert "6/10 before treatment and 4/10 after, aggravated by desk work" in note.subjective
    assert "drive for 30 minutes, up from 20 minutes" in note.subjective
    assert "muscle guarding in the upper trapezius and rhomboids on both sides" in note.objective
    assert "tenderness in the right levator scapulae" in note.objective
    assert "ight neck rotation" in note.objective
    assert "70° to 80°" in note.objective
    assert "myofascial release to the upper trapezius and levator scapulae, 30 minutes" in note.objective
    assert "(chin tucks 2 × 10), 15 minutes" in note.objective
    assert "improv" in note.assessment
    assert "once a week for six weeks" in note.plan
    assert "stretches" in note.plan


def the_massage(kept: VisitFile) -> None:
    visit, note = kept.visit, kept.visit.note
    (line,) = visit.services
    assert (line.code, line.minutes, line.area) == ("97124", 55, "neck, upper trapezius, rhomboids")
    assert line.techniques == ("massage", "effleurage", "petrissage")
    assert (visit.time_in, visit.time_out, visit.health_update) == (time(10, 2), time(10, 58), "no change")
    assert "5/10 before treatment and 3/10 after" in note.subjective
    assert "leep" in note.subjective
    assert "toler" in note.assessment
    assert "once a week" in note.plan


def the_stable_client(kept: VisitFile) -> None:
    visit, note = kept.visit, kept.visit.note
    (line,) = visit.services
    assert (line.code, line.minutes, line.area) == ("97124", 55, "neck, upper trapezius, rhomboids")
    assert (visit.time_in, visit.time_out, visit.health_update) == (time(10), time(11), "no change")
    assert note.facts is not None
    assert [one.value for one in note.facts.scores] == [3]
    assert [(one.area, one.side, one.grade) for one in note.facts.findings] == [
        ("upper trapezius", "both", 1)
    ]
    assert note.facts.responses == ("tolerated well",)
    assert [one.section for one in note.provenance if one.origin is LineOrigin.CARRIED] == ["plan"]


ENDS: dict[str, Callable[[VisitFile], None]] = {
    "Physical-medicine follow-up": the_follow_up,
    "Massage therapist's daily case": the_massage,
    "Stable client, as the daily case": the_stable_client,
}


@pytest.mark.terminal
@pytest.mark.parametrize("task", TASKS, ids=[f"{one.name}, {one.way}" for one in TASKS])
def test_a_counted_task_ends_signed_within_its_keys_and_nothing_open_but_advice(
    task: Task, tmp_path: Path
) -> None:
    assert task.count <= task.budget
    task.play(tmp_path)
    store = open_clinic(tmp_path / "clinic")
    (row,) = store.summaries(day=TODAY)
    chart = store.chart(task.client, visit=row.visit)
    kept = chart.visit(row.visit)
    assert kept is not None
    assert kept.signed is not None
    assert kept.signed.signature.by == "kim"
    ENDS[task.name](kept)
    found = lint(case_of(chart, Draft(visit=kept.visit, claim=kept.claim), store.office, TODAY))
    assert [one for one in found if one.severity is not Severity.ADVISES] == []
    assert store.verify().sound
    store.close()


def test_the_page_on_charting_tells_the_keys_that_were_counted() -> None:
    assert PAGE.read_text() == with_counts(PAGE.read_text())
