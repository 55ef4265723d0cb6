"""What was signed in an older form, as programs of their time wrote it, beside what stands in the chart."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from charting_tui.records.canonical import FORM, digest, in_newest_form
from charting_tui.records.chart import Chart, ClientFile, VisitFile
from charting_tui.records.claim import Draft
from charting_tui.records.office import Office
from charting_tui.records.people import Client, Practice
from charting_tui.records.visit import Signature, SignedRecord, Visit
from charting_tui.rules.case import case_of
from charting_tui.rules.registry import lint
from tests.rule_forms import TODAY

TEXTS: list[str] = json.loads((Path(__file__).parent / "cases" / "signed_texts.json").read_text())
SIGNED_AT = datetime(2026, 11, 16, 20, tzinfo=UTC)


def visit_in(text: str) -> Visit:
    values = json.loads(text)
    return Visit.model_validate(
        {name: value for name, value in values.items() if name not in {"form", "client"}}
    )


def told_as_edited(text: str, visit: Visit, *, form: int | None = None) -> bool:
    signature = Signature(by="kim", at=SIGNED_AT, digest=digest(text))
    signed = SignedRecord(
        visit=visit.id, form=form or json.loads(text)["form"], text=text, signature=signature
    )
    file = ClientFile(client=Client(id="jane"))
    chart = Chart(file=file, visits=(VisitFile(visit=visit, signed=signed),), revision=1)
    case = case_of(chart, Draft(visit=visit), Office(practice=Practice()), TODAY)
    return "N002" in {one.rule for one in lint(case)}


@pytest.mark.parametrize("text", TEXTS)
def test_a_record_of_an_older_form_that_stands_as_it_was_signed_is_let_be(text: str) -> None:
    assert json.loads(text)["form"] < FORM
    assert not told_as_edited(text, visit_in(text))


@pytest.mark.parametrize("text", TEXTS)
def test_a_record_of_an_older_form_that_was_edited_since_is_told(text: str) -> None:
    visit = visit_in(text)
    note = visit.note
    (first, second) = visit.services
    origins = tuple(one.model_copy(update={"affirmed": True}) for one in note.provenance)
    edited = (
        {"note": note.model_copy(update={"plan": "Twice a week."})},
        {"note": note.model_copy(update={"facts": None})},
        {"note": note.model_copy(update={"quick_line": "p3"})},
        {"note": note.model_copy(update={"provenance": origins})},
        {"services": (first.model_copy(update={"minutes": 55}), second)},
        {"diagnoses": ()},
        {"time_out": None},
    )
    for change in edited:
        assert told_as_edited(text, visit.model_copy(update=change)), change


def test_what_the_biller_fixes_is_no_edit_of_what_was_signed() -> None:
    for text in TEXTS:
        assert not told_as_edited(text, visit_in(text).model_copy(update={"payer": "sound", "place": "12"}))


def test_a_form_that_this_program_cannot_read_is_not_compared() -> None:
    newer = json.dumps({**json.loads(TEXTS[-1]), "form": FORM + 1, "mood": "calm"})
    for text in (newer, "{}", "[]", "no json"):
        assert in_newest_form(text) is None
        assert not told_as_edited(text, visit_in(TEXTS[-1]), form=FORM + 1)
