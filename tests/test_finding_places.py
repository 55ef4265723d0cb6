from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from charting_tui.coding.billing.payers import preset
from charting_tui.coding.code_tables.tables import tables_on
from charting_tui.operations.bookings.booking import book, read_booking
from charting_tui.operations.clients.client_file import entry_kinds, read_known, save_file
from charting_tui.operations.clients.forms import form_at
from charting_tui.operations.fields.fields import fields_of, read_texts, text_of, with_values
from charting_tui.operations.signing.claim_changes import claim_facts
from charting_tui.operations.signing.signing import StandingPin
from charting_tui.records.chart import ClientFile
from charting_tui.records.people import Client
from charting_tui.records.visit import SECTIONS, Visit
from charting_tui.rules.case import Case
from charting_tui.rules.registry import Rule, lint
from charting_tui.screens.clients.form import FormScreen
from charting_tui.screens.visit.finding_places import (
    ANSWER_FIELDS,
    UNKNOWN,
    ClaimPlace,
    Elsewhere,
    FormPlace,
    LinePlace,
    NotePlace,
    OfficePlace,
    VisitPlace,
    place_of,
)
from charting_tui.screens.visit.line_parts import LINE_PARTS
from charting_tui.screens.visit.screen import VisitScreen
from charting_tui.widgets.findings_list import FindingsList

from .clinic import OFFICE, TODAY, make_clinic, open_clinic
from .rule_forms import Form, case_in, of_rules
from .test_screens import Person, at_the_keyboard

PEOPLE = ("owner", "front desk", "biller", "addendum")
FACTS = {*claim_facts(Visit(date=TODAY), TODAY), *ANSWER_FIELDS}


def file_of(case: Case) -> ClientFile:
    return ClientFile(
        client=case.client or Client(id="c"),
        referrals=(case.referral,) if case.referral else (),
        cases=(case.injury,) if case.injury else (),
        authorizations=case.authorizations,
        coverage=(*case.other_coverage, *case.coverage),
        plans=(case.plan,) if case.plan else (),
    )


def is_there(place: FormPlace, file: ClientFile) -> bool:
    if place.kind == "client":
        return place.field in {field.path for field in fields_of(Client, TODAY)}
    given = {path for path, _ in place.given}
    office = OFFICE.model_copy(update={"payers": (*OFFICE.payers, preset("medicare"))})
    kinds = {kind.id: kind for kind in entry_kinds(office, TODAY, file, tables_on(TODAY))}
    kind = kinds[place.kind]
    held = place.index is None or place.index < len(kind.entries(file))
    return held and {place.field, *given} <= {field.path for field in kind.fields}


@cache
def acts_of_the_visit() -> Mapping[str, Callable[[], object]]:
    return VisitScreen(StandingPin()).acts


@pytest.mark.long
@pytest.mark.parametrize(("one", "examples"), of_rules("bad"))
def test_every_field_that_a_finding_names_has_a_place_or_somebody_who_fixes_it(
    one: Rule, examples: Mapping[str, Form]
) -> None:
    for name, form in examples.items():
        case = case_in(form)
        for finding in lint(case):
            for path in {finding.field, *(fix.jump for fix in finding.fixes if fix.jump)}:
                can_be_reached(case, path, (one.id, name, path))


def can_be_reached(case: Case, path: str, what: tuple[str, ...]) -> None:
    match place_of(path, case, file_of(case)):
        case LinePlace(index, part):
            assert index < max(len(case.visit.services), 1), what
            assert part in {*LINE_PARTS, "bill_to", ""}, what
        case NotePlace(section):
            assert section in SECTIONS
        case VisitPlace(part):
            assert callable(acts_of_the_visit()[part])
        case ClaimPlace(asked):
            assert asked in {*FACTS, *ANSWER_FIELDS}
        case FormPlace() as place:
            assert is_there(place, file_of(case)), (what, place)
        case OfficePlace(sentence) | Elsewhere(sentence):
            assert sentence != UNKNOWN, what
            assert any(who in sentence for who in PEOPLE), (what, sentence)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "clinic"
    store = make_clinic(folder)
    known = read_known(store, "jane")
    client = known.file.client.model_copy(update={"consent": None})
    save_file(store, known, known.file.model_copy(update={"client": client}))
    book(store, "jane", read_booking("1100 jane 60"), TODAY)
    store.close()
    return folder


async def marks(kim: Person, rule: str) -> None:
    found = kim.app.screen.query_one(FindingsList)
    for _ in found.rows.options:
        if found.marked is not None and found.marked.rule == rule:
            return
        await kim.presses("down")
    raise AssertionError(rule)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_missing_consent_is_entered_from_the_visit_and_judged_anew(
    root: Path, size: tuple[int, int]
) -> None:
    async with at_the_keyboard(root, size=size) as kim:
        await kim.presses("enter")
        await kim.types("neck pain")
        await kim.presses("ctrl+f")
        await marks(kim, "N011")
        await kim.presses("1")
        assert isinstance(kim.app.screen, FormScreen)
        assert kim.app.focused is kim.app.screen._lines["consent.signed_on"].input
        await kim.types("t")
        await kim.presses("ctrl+s")
        assert isinstance(kim.app.screen, VisitScreen)
        assert "checked again" in kim.screen_text()
        assert "N011" not in {found.rule for found in kim.app.screen.session.findings()}
        assert kim.app.screen.session.draft.visit.note.subjective == "neck pain"
    consent = read_known(open_clinic(root), "jane").file.client.consent
    assert consent is not None
    assert consent.signed_on == date(2026, 11, 23)


COVERED = {
    "payer": "commercial",
    "coverage": [{"payer": "commercial", "order": "primary", "member_id": "", "from": "2026-01-01"}],
    "authorizations": [{"payer": "commercial", "number": "PA1", "to": "2026-10-31", "visits": 6}],
    "visit": {"date": "2026-11-19", "services": [{"code": "97124", "minutes": 30}]},
}


def placed(path: str, **changes: object) -> object:
    case = case_in({**COVERED, **changes})
    case = replace(case, visit=case.visit.model_copy(update={"payer": "commercial"}))
    return place_of(path, case, file_of(case))


def test_a_missing_member_number_leads_to_the_policy_and_a_missing_policy_to_a_new_one() -> None:
    assert placed("coverage[0].member_id") == FormPlace("coverage", 0, "member_id")
    given = (("payer", "commercial"),)
    assert placed("coverage", coverage=[]) == FormPlace("coverage", None, "member_id", given)


def test_an_authorization_that_ran_out_leads_to_a_new_one_of_the_same_payer() -> None:
    given = (("payer", "commercial"), ("starts", date(2026, 11, 19)))
    assert placed("authorizations.new") == FormPlace("authorizations", None, "number", given)
    assert placed("authorizations[0].to") == FormPlace("authorizations", 0, "ends")


def test_a_new_entry_begins_with_what_is_known_and_is_saved_with_it(tmp_path: Path) -> None:
    store = make_clinic(tmp_path / "clinic")
    known = read_known(store, "jane")
    given = {"payer": "sound", "starts": date(2026, 11, 19)}
    form = form_at(store, known, "authorizations", None, given)
    texts = {field.path: text_of(form.record, field) for field in form.fields}
    reading = read_texts(form.record, form.fields, {**texts, "number": "PA2"})
    assert (reading.faults, texts["payer"]) == ({}, "Sound Health")
    form.save(with_values(form.record, reading.values))
    (saved,) = read_known(store, "jane").file.authorizations
    assert (saved.payer, saved.number, saved.starts) == ("sound", "PA2", date(2026, 11, 19))
    store.close()


async def test_who_pays_is_chosen_in_the_visit_by_key_and_stays_named(root: Path) -> None:
    async with at_the_keyboard(root, size=(80, 24)) as kim:
        await kim.presses("enter", "ctrl+right_square_bracket", "2")
        assert "Client pays, chosen by hand ·" in kim.screen_text()
        assert "Payer is now Client pays, chosen by hand. Press Ctrl+] to change it." in kim.screen_text()
        await kim.presses("f11", "1")
        assert "Payer is now Sound Health, from coverage 01/01/2026." in kim.screen_text()
    (visit,) = (kept.visit for kept in open_clinic(root).chart("jane").visits)
    assert (visit.payer, visit.payer_chosen) == ("sound", False)
