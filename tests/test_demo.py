from collections import Counter
from datetime import date, datetime, time, timedelta
from functools import cache

import pytest

from charting_tui.demo.clinic import DemoChart, demo_charts, demo_clinic, demo_plans
from charting_tui.demo.conditions import EXAMPLE_NAME, LONG_NAME
from charting_tui.demo.office import demo_office, npi, therapists
from charting_tui.demo.plan import Ending, Flaw, as_of, working_day
from charting_tui.records.canonical import FORM, attested_text, digest
from charting_tui.records.chart import VisitFile
from charting_tui.records.claim import ClaimState, Draft
from charting_tui.records.office import Office
from charting_tui.records.visit import VisitState
from charting_tui.rules.case import case_of
from charting_tui.rules.finding import Severity
from charting_tui.rules.registry import lint, rules
from charting_tui.shorthand.body_chart.body_map import drawn_body
from charting_tui.shorthand.vocabulary import packaged_vocabulary
from charting_tui.worklist.summarise import summarise
from charting_tui.worklist.summary import Bucket, VisitSummary
from charting_tui.worklist.trends import trends

pytestmark = pytest.mark.long

TODAY = date(2026, 11, 23)
STOPPED_BY = {
    Flaw.NO_AUTHORIZATION: {"A001", "A007"},
    Flaw.AUTHORIZATION_ENDED: {"A002"},
    Flaw.AUTHORIZATION_USED_UP: {"A003"},
    Flaw.NO_PRESCRIPTION: {"A008"},
    Flaw.BAD_PRESCRIBER_NPI: {"A009", "K001"},
    Flaw.NO_MEMBER_NUMBER: {"K009"},
    Flaw.NO_CLAIM_NUMBER: {"A017"},
    Flaw.NO_MODIFIER: {"M001"},
    Flaw.CODE_PAIR: {"C013"},
}


@cache
def made(seed: int = 1, clients: int = 200, today: date = TODAY) -> tuple[Office, tuple[DemoChart, ...]]:
    office = demo_office(today, clients)
    return office, tuple(demo_charts(seed, clients, office=office, today=today))


def rows() -> list[tuple[VisitFile, VisitSummary]]:
    office, charts = made()
    return [
        (kept, summarise(demo.chart, kept, office, TODAY)) for demo in charts for kept in demo.chart.visits
    ]


def test_one_seed_and_day_make_one_clinic_and_another_seed_another() -> None:
    first, second, other = (list(demo_clinic(seed, 30, today=TODAY)[1]) for seed in (5, 5, 6))
    assert [chart.model_dump_json() for chart in first] == [chart.model_dump_json() for chart in second]
    assert [chart.model_dump_json() for chart in first] != [chart.model_dump_json() for chart in other]


@pytest.mark.parametrize("now", [time(9, 30), time(12, 40), time(14, 5), time(23, 0)])
def test_at_any_hour_a_visit_is_over_and_waits_and_none_to_come_is_charted(now: time) -> None:
    moment = datetime.combine(TODAY, now)
    planned = as_of(demo_plans(1, 200, demo_office(TODAY, 200), TODAY, None), moment)
    mine = [plan for plan in planned if plan.days[-1] == TODAY and plan.therapist == "kim"]
    waits = [plan.start for plan in mine if plan.ending is Ending.UNCHARTED]
    assert min(waits) <= (moment - timedelta(hours=1)).time()
    assert all(plan.ending is Ending.UNCHARTED for plan in mine if plan.start > now)


def test_there_are_as_many_clients_and_visits_as_were_asked_for() -> None:
    charts = list(demo_clinic(1, 20, today=TODAY, visits=133)[1])
    assert len(charts) == 20
    assert sum(kept.visit.date <= TODAY for chart in charts for kept in chart.visits) == 133


def test_every_made_right_signed_visit_has_no_finding_but_advice() -> None:
    office, charts = made()
    judged = 0
    for demo in charts:
        if demo.plan.flaw is not None:
            continue
        for kept in demo.chart.visits:
            if kept.signed is None:
                continue
            draft = Draft(visit=kept.visit, claim=kept.claim)
            found = lint(case_of(demo.chart, draft, office, kept.claim.billed_on or TODAY))
            told = [(one.rule, one.message) for one in found if one.severity is not Severity.ADVISES]
            assert told == [], f"{kept.visit.id}: {told}"
            judged += 1
    assert judged > 700


def test_every_flawed_visit_is_blocked_by_its_flaw() -> None:
    office, charts = made()
    known = {rule.id for rule in rules()}
    flawed = [demo for demo in charts if demo.plan.flaw]
    assert {demo.plan.flaw for demo in flawed} == set(Flaw)
    for demo in flawed:
        kept = demo.chart.visit(demo.flawed_visit)
        assert kept is not None
        assert demo.plan.flaw is not None
        expected = STOPPED_BY[demo.plan.flaw] & known
        row = summarise(demo.chart, kept, office, TODAY)
        if expected:
            assert row.bucket is Bucket.BLOCKED, demo.plan.flaw
            assert expected & {cause.rule for cause in row.causes}, (demo.plan.flaw, row.causes)


def test_there_are_visits_in_every_state_of_visit_and_claim_and_in_every_bucket() -> None:
    every = rows()
    states = {kept.visit.state for kept, _ in every}
    claims = {kept.claim.state for kept, _ in every}
    assert states == set(VisitState) - {VisitState.IN_ERROR}
    assert claims | {ClaimState.WRITTEN, ClaimState.SENT} == set(ClaimState)
    assert {row.bucket for _, row in every} | {Bucket.NOT_SENT} == {*Bucket, None}
    of_today = {row.bucket for kept, row in every if kept.visit.date == TODAY}
    assert of_today | {Bucket.DONE, Bucket.NOT_SENT} == {*Bucket, None} - {Bucket.DENIED}


def test_kim_has_eight_visits_today_and_nobody_is_in_two_places() -> None:
    every = [kept for kept, _ in rows()]
    assert sum(kept.visit.date == TODAY and kept.visit.therapist == "kim" for kept in every) == 8
    places = Counter(
        (kept.visit.therapist, kept.visit.date, kept.visit.appointment and kept.visit.appointment.start)
        for kept in every
    )
    assert max(places.values()) == 1


@pytest.mark.parametrize("today", [TODAY, date(2026, 11, 29), date(2028, 2, 29)])
def test_the_client_of_the_examples_is_kims_and_can_be_booked_today(today: date) -> None:
    (doe,) = [demo for demo in made(today=today)[1] if "doe" in demo.plan.name.casefold()]
    assert (doe.plan.name, doe.plan.therapist) == (EXAMPLE_NAME, "kim")
    assert doe.plan.days[-1] < today
    assert "M54.2" in {diagnosis.code for diagnosis in doe.chart.file.diagnoses}
    assert doe.chart.visits[-1].signed


def test_a_large_clinic_has_more_therapists_and_still_nobody_in_two_places() -> None:
    office, charts = made(seed=2, clients=500)
    assert len(therapists(office)) > 3
    places = Counter((demo.plan.therapist, demo.plan.days[-1], demo.plan.start) for demo in charts)
    assert max(places.values()) == 1


@pytest.mark.parametrize("today", [date(2026, 11, 21), date(2026, 11, 22), date(2028, 2, 29)])
def test_any_day_can_be_today_even_one_of_a_weekend(today: date) -> None:
    _, charts = made(seed=4, clients=30, today=today)
    days = [kept.visit.date for demo in charts for kept in demo.chart.visits]
    assert days.count(today) == 21
    assert all(day == today or day.weekday() < 5 for day in days)


@pytest.mark.parametrize("today", [date(2026, 11, day) for day in range(20, 28)])
def test_working_days_follow_one_another_without_a_repetition(today: date) -> None:
    back = [working_day(today, -step) for step in range(40)]
    assert back == sorted(set(back), reverse=True)
    ahead = [working_day(today, step) for step in range(40)]
    assert ahead == sorted(set(ahead))


def test_a_signature_covers_the_visit_as_it_stands() -> None:
    signed = [(demo.chart.id, kept) for demo in made()[1] for kept in demo.chart.visits if kept.signed]
    for client, kept in signed:
        assert kept.signed is not None
        assert kept.signed.text == attested_text(kept.visit, client)
        assert kept.signed.signature.digest == digest(kept.signed.text)
        assert kept.signed.form == FORM
        assert kept.signed.signature.by == kept.visit.therapist


def test_what_is_signed_leaves_out_who_is_billed_and_nothing_else_of_a_line() -> None:
    visit = next(kept.visit for kept, row in rows() if row.bucket is Bucket.DONE)
    other_payer = visit.model_copy(update={"payer": "client_pay"})
    other_minutes = visit.model_copy(
        update={"services": (visit.services[0].model_copy(update={"minutes": 1}), *visit.services[1:])}
    )
    assert attested_text(other_payer, "c1") == attested_text(visit, "c1")
    assert attested_text(other_minutes, "c1") != attested_text(visit, "c1")
    assert attested_text(visit, "c2") != attested_text(visit, "c1")


def test_no_two_notes_of_a_chart_say_the_same() -> None:
    for demo in made()[1]:
        notes = [kept.visit.note.text() for kept in demo.chart.visits if kept.signed]
        assert len(set(notes)) == len(notes)


def test_names_are_varied_and_none_comes_twice() -> None:
    names = [demo.chart.file.client.name for demo in made()[1]]
    assert len(set(names)) == 200
    assert LONG_NAME in names
    assert any("'" in name for name in names)
    assert any(not name.isascii() for name in names)


def test_the_numbers_of_the_clinic_pass_their_own_check() -> None:
    assert npi(23_456_789) == "1234567893"
    office, _ = made()
    assert office.practice.made_for == "demo"
    assert {person.id for person in office.people} == {"kim", "lee", "sam", "robin"}


def test_some_signed_visits_have_a_later_word_with_author_and_reason() -> None:
    added = [(kept, word) for kept, _ in rows() for word in kept.addenda]
    assert added
    for kept, word in added:
        assert kept.signed is not None
        assert word.at is not None
        assert word.at > kept.signed.signature.at
        assert word.by
        assert word.reason


def test_facts_are_told_in_the_quick_lines_words_and_agree_with_the_prose() -> None:
    words, body = packaged_vocabulary(), drawn_body()
    for demo in made()[1]:
        for kept in demo.chart.visits:
            note = kept.visit.note
            if note.facts is None:
                continue
            for found in note.facts.findings:
                assert body.spot_of(found.area) is not None, found.area
                assert words.named("finding", found.kind) is not None
                assert f"{found.area} {found.grade}/4" in note.objective
            (pain,), (moved,), (done,) = note.facts.scores, note.facts.ranges, note.facts.function
            assert f"{pain.before:g}/10" in note.subjective
            movement = words.named("movement", moved.name)
            assert movement is not None
            assert f"{moved.area} {moved.name}" in note.objective.lower()
            assert f"{moved.before:g}°" in note.objective
            assert isinstance(moved.after, float)
            assert moved.after <= (movement.normal[moved.area] or 0)
            assert f"{done.value:g} minutes" in note.subjective
            for outcome in note.facts.outcomes:
                assert words.named("outcome", outcome.name) is not None
                assert f"{outcome.name} {outcome.value:g}%." in note.assessment


def test_most_charts_have_trends_of_pain_range_function_and_an_outcome() -> None:
    words = packaged_vocabulary()
    followed = [{trend.kind.unit for trend in trends(demo.chart.visits, words)} for demo in made()[1]]
    assert sum({"/10", "°", "min"} <= units for units in followed) > 100
    assert sum("%" in units for units in followed) > 20
