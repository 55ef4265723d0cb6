"""Each kind of visit by its questions: note, codes, facts, the client's file, and what is offered."""

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest

from charting_tui.errors import BadInput
from charting_tui.operations.bookings.booking import book, read_booking
from charting_tui.operations.bookings.visit_state import set_kind
from charting_tui.operations.visits.editing_session import EditingSession
from charting_tui.operations.visits.guided_entry import Prompting, outcome, take
from charting_tui.operations.visits.opening import open_for_writing
from charting_tui.operations.visits.quick import read_line
from charting_tui.operations.visits.reporting import report_on
from charting_tui.records.chart import Act
from charting_tui.records.coverage import Goal
from charting_tui.records.visit import (
    LineOrigin,
    ServiceLine,
    Visit,
    VisitKind,
    carried,
)
from charting_tui.rules.finding import Severity
from charting_tui.shorthand.guided.prompts import told_by
from charting_tui.store.chart_files.writing import ChartChange
from charting_tui.store.chart_store import ChartStore
from tests.clinic import TODAY, make_clinic
from tests.prompted_clinic import LAST, charted


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ChartStore]:
    opened = make_clinic(tmp_path / "clinic")
    yield opened
    opened.close()


def seated(store: ChartStore, kind: VisitKind = VisitKind.FOLLOW_UP) -> EditingSession:
    visit = book(store, "jane", read_booking("0900 jane 60"), TODAY)
    if visit.kind is not kind:
        set_kind(store, "jane", visit.id, kind)
    return open_for_writing(store, "jane", visit.id)


def answered(session: EditingSession, *answers: str) -> Prompting:
    prompting = Prompting(session)
    for answer in answers:
        prompting.answer(answer)
    return prompting


def asked(prompting: Prompting) -> str:
    return prompting.asked.current.id if prompting.asked.current else ""


def codes(visit: Visit) -> list[tuple[str, object, str]]:
    return [(line.code, line.minutes, line.area) for line in visit.services]


def blocking(session: EditingSession) -> list[str]:
    return [one.rule for one in session.findings() if one.severity is Severity.BLOCKS and one.rule != "N001"]


def test_an_initial_visit_fills_note_codes_consent_goals_and_plan(store: ChartStore) -> None:
    client = store.chart("jane").file.client
    file = store.chart("jane").file
    bare = file.model_copy(update={"client": client.model_copy(update={"consent": None})})
    store.commit(ChartChange(Act.EDITED, "jane", file=bare, file_revision=store.chart("jane").revision))
    session = seated(store, VisitKind.INITIAL)
    prompting = answered(
        session,
        "neck pain since a fall in October, cannot drive to work",
        "none known",
        "t",
        "7 desk",
        "drive 15min",
        "ut rh b3 lev r2 trp",
        "neck rot r60",
        "ndi 40%",
        "y",
        "mfr30 @ ut lev",
        "-",
        "tol",
        "drive 45 min by 15 Jan / sleep through by 1 Mar",
        "manual therapy and home exercise, one session a visit",
        "1xw6 str",
        "902-945",
    )
    assert asked(prompting) == ""
    consent, care = outcome(prompting).file
    assert consent == "consent signed on 2026-11-23"
    assert care.endswith("home exercise, one session a visit, once a week for six weeks, 2 goals")
    session.take(take(prompting))
    visit = session.draft.visit
    assert codes(visit) == [("97140", 30, "upper trapezius, levator scapulae")]
    assert visit.diagnoses == ("M54.2", "M62.838")
    assert (visit.time_in, visit.time_out) == (time(9, 2), time(9, 45))
    assert visit.note.subjective.startswith("Reason for the visit: neck pain since a fall in October, cannot")
    assert "Pain is 7/10 today, aggravated by desk work." in visit.note.subjective
    assert "Written consent signed 2026-11-23." in visit.note.subjective
    assert "Goals: drive 45 min by 15 Jan / sleep through by 1 Mar." in visit.note.plan
    assert visit.note.facts is not None
    assert [(one.name, one.value) for one in visit.note.facts.outcomes] == [("Neck Disability Index", 40.0)]
    saved = store.chart("jane").file
    assert saved.client.consent is not None
    assert saved.client.consent.signed_on == TODAY
    (plan,) = saved.plans
    assert plan.goals == (Goal(text="drive 45 min by 15 Jan"), Goal(text="sleep through by 1 Mar"))
    assert (plan.type, plan.amount) == ("manual therapy and home exercise", "one session a visit")
    assert (plan.frequency, plan.duration, plan.first_treatment) == ("once a week", "six weeks", TODAY)
    assert plan.diagnoses == ("M54.2", "M62.838")
    assert blocking(session) == []
    session.leave()
    assert [event.act for event in store.history("jane")].count(Act.EDITED) == 3


def test_a_follow_up_offers_what_the_last_visit_held_and_says_what_was_taken_over(store: ChartStore) -> None:
    charted(store, date(2026, 11, 9))
    charted(store, date(2026, 11, 16))
    session = seated(store)
    prompting = answered(
        session, "", "6>4 desk", "20>30", "y", "70>80", "y", "30", "15", "imp", "", "902-958"
    )
    assert asked(prompting) == ""
    assert [row for row in prompting.rows() if row[2]] == [
        ("findings", "ut rh b3; lev r2 trp", "on 11/16/2026"),
        ("response", "imp", "on 11/16/2026"),
        ("plan", "same plan 11/16/26", "on 11/16/2026"),
    ]
    session.take(take(prompting))
    visit = session.draft.visit
    assert codes(visit) == [
        ("97140", 30, "upper trapezius, levator scapulae"),
        ("97110", 15, "neck"),
    ]
    assert visit.health_update == "no change"
    assert [line.pointers for line in session.draft.claim.lines] == [("A",), ("A",)]
    facts = visit.note.facts
    assert facts is not None
    assert [(one.area, one.before, one.after) for one in facts.scores] == [("neck", 6.0, 4.0)]
    assert [(one.name, one.before, one.after) for one in facts.ranges] == [("rotation", 70.0, 80.0)]
    assert len(facts.lines) == 1
    last = next(kept.visit.id for kept in session.chart.visits if kept.visit.date == date(2026, 11, 16))
    assert [(one.section, one.source, one.affirmed) for one in carried(visit.note)] == [
        ("objective", last, True),
        ("assessment", last, True),
        ("plan", last, False),
        ("plan", last, False),
    ]
    sources = {(one.section, one.line, one.origin, one.source) for one in visit.note.provenance}
    assert ("objective", 1, LineOrigin.FACTS, "quick line") in sources
    assert visit.note.quick_line == ""
    assert blocking(session) == []
    found = session.draft.visit.note.objective.split("\n")[0]
    session.type_text("objective", visit.note.objective.replace(found, "").strip())
    offered = [fix.label for one in session.findings() if one.rule == "N015" for fix in one.fixes]
    assert any(label.startswith("Restore") for label in offered)


def test_enter_affirms_no_finding_no_minutes_no_times_and_no_diagnosis(store: ChartStore) -> None:
    charted(store, date(2026, 11, 16))
    prompting = Prompting(seated(store))
    refused = []
    for _ in range(20):
        if prompting.asked.current is None:
            break
        try:
            prompting.answer("")
        except BadInput:
            refused.append(asked(prompting))
            prompting.answer("-")
    assert refused == ["findings", "diagnoses", "treatment", "exercise", "response", "times"]
    visit = take(prompting).draft.visit
    assert (visit.services, visit.diagnoses, visit.time_in) == ((), (), None)
    assert visit.note.facts is not None
    assert visit.note.facts.scores == ()
    assert visit.note.plan == "Continue once a week for six weeks.\nHome care: stretches."
    assert (visit.note.facts.frequency, visit.note.facts.homework) == ("", ())


def test_a_plan_goes_on_as_carried_lines_from_visit_to_visit_and_is_a_fact_where_it_is_typed(
    store: ChartStore,
) -> None:
    charted(store, date(2026, 11, 9), "p5; 1xw6 str")
    charted(store, date(2026, 11, 16), "p5; same plan", last=date(2026, 11, 9))
    offered = answered(seated(store), *"---------")
    assert (asked(offered), offered.offer and offered.offer.says) == (
        "plan",
        "Continue once a week for six weeks. Home care: stretches.",
    )
    offered.answer("")
    assert asked(offered) == "times"
    note = outcome(offered).visit.note
    assert {one.source for one in carried(note)} == {"v1109"}
    offered.answer("<")
    offered.answer("1xw6 str")
    note = outcome(offered).visit.note
    assert carried(note) == ()
    assert note.facts is not None
    assert note.facts.frequency == "once a week for six weeks"


def test_answers_typed_ahead_are_understood_and_not_asked_again(store: ChartStore) -> None:
    prompting = answered(seated(store), "p6>4; ut b3; mfr30 @ ut; imp")
    assert asked(prompting) == "health"
    seen = []
    while prompting.asked.current is not None:
        seen.append(asked(prompting))
        prompting.answer("-")
    assert seen == ["health", "function", "ranges", "diagnoses", "exercise", "plan", "times"]
    assert codes(take(prompting).draft.visit) == [("97140", 30, "upper trapezius")]


def test_back_shows_the_own_answer_which_enter_keeps_and_another_replaces(store: ChartStore) -> None:
    prompting = answered(seated(store), "", "6>4", "sleep+")
    prompting.answer("<")
    prompting.answer("<")
    assert asked(prompting) == "pain"
    assert prompting.offer is not None
    assert prompting.offer.piece == "p6>4"
    prompting.answer("")
    assert asked(prompting) == "findings"
    prompting.answer("<")
    prompting.answer("<")
    prompting.answer("5>3")
    assert (prompting.asked.told, asked(prompting)) == ("hu; sleep+; p5>3", "findings")
    prompting.answer("<")
    prompting.answer("-")
    assert (prompting.asked.told, asked(prompting)) == ("hu; p5>3", "findings")
    assert answered(prompting.session, "<", "<", "<").answer("<") == "This is the first question."


def test_a_question_passed_over_can_be_gone_back_to_and_answered(store: ChartStore) -> None:
    prompting = answered(seated(store), "", "-", "sleep+", "<", "<")
    assert asked(prompting) == "pain"
    prompting.answer("4")
    assert asked(prompting) == "findings"
    prompting.answer("-")
    assert asked(prompting) == "ranges"


@pytest.mark.parametrize("word", ["y", "yy", "Yes", "no", "n", "nn"])
def test_a_bare_yes_or_no_is_refused_and_never_words_of_the_note(store: ChartStore, word: str) -> None:
    prompting = answered(seated(store), "", "6>4", "-", "-")
    assert asked(prompting) == "ranges"
    with pytest.raises(BadInput, match="There is nothing to confirm here"):
        prompting.answer(word)
    assert asked(prompting) == "ranges"
    while asked(prompting):
        prompting.answer("-")
    with pytest.raises(BadInput, match="Press Enter on the empty line"):
        prompting.answer(word)


@pytest.mark.parametrize("word", ["yy", "no"])
def test_an_offer_is_affirmed_by_one_y_alone(store: ChartStore, word: str) -> None:
    charted(store, date(2026, 11, 16))
    prompting = answered(seated(store), "", "6>4", "-")
    with pytest.raises(BadInput, match="y confirms it for today"):
        prompting.answer(word)
    prompting.answer("y")
    assert asked(prompting) == "ranges"


def test_no_to_a_change_in_health_says_that_nothing_changed(store: ChartStore) -> None:
    prompting = answered(seated(store))
    for word in ("y", "yy", "nn"):
        with pytest.raises(BadInput, match="Type what is new"):
            prompting.answer(word)
    prompting.answer("no")
    assert prompting.asked.told == "hu"


def test_the_help_of_a_question_is_told_and_answers_nothing(store: ChartStore) -> None:
    prompting = answered(seated(store), "")
    assert "6>4 means 6 before and 4 after" in prompting.answer("?")
    assert asked(prompting) == "pain"


def test_a_token_in_doubt_is_told_once_and_taken_when_it_is_answered_again(store: ChartStore) -> None:
    prompting = answered(seated(store), "")
    with pytest.raises(BadInput, match="pain is a number from 0 to 10"):
        prompting.answer("p11")
    assert asked(prompting) == "pain"
    prompting.answer("p11")
    assert asked(prompting) == "function"


def test_every_key_and_answer_is_in_the_visit_and_is_gone_on_with(store: ChartStore) -> None:
    session = seated(store)
    prompting = answered(session, "", "6>4", "-")
    prompting.type("ut b")
    assert session.draft.visit.note.quick_line == "hu; p6>4; ; ut b"
    again = Prompting(session)
    assert (asked(again), again.asked.typed) == ("findings", "ut b")
    again.answer("ut b3")
    assert asked(again) == "ranges"


EVERYTHING = (
    "hu; neck p7>5; fn drive 15>20min; sleep+; ut rh b3; lev r2 trp; neck r rot 65>70; slr- l; ndi 40%; "
    "mfr25 @ ut lev; ex10 @ neck : chin tuck 2x10; imp tol; g1 60%; 1xw6 str hep; 1000-1055"
)
OFFERED = {
    "pain": ("scores",),
    "function": ("function",),
    "findings": ("findings",),
    "ranges": ("ranges", "tests"),
    "outcome": ("outcomes",),
    "treatment": ("treatments",),
    "exercise": ("treatments",),
    "response": ("responses",),
}


def test_a_bare_in_stamps_the_clock_once(store: ChartStore) -> None:
    visit = book(store, "jane", read_booking("1155 jane 60"), TODAY)
    prompting = answered(open_for_writing(store, "jane", visit.id), "hu; in")
    assert prompting.asked.told == "hu; in 1200"


def test_a_diagnosis_that_nobody_gave_the_client_is_refused(store: ChartStore) -> None:
    prompting = answered(seated(store), "-", "-", "-", "-", "-")
    assert asked(prompting) == "diagnoses"
    with pytest.raises(BadInput, match=r"G44\.86 isn't one of this client's diagnoses"):
        prompting.answer("M54.2 G44.86")
    prompting.answer("m54.2")
    assert prompting.session.draft.visit.diagnoses == ("M54.2",)


def test_the_most_alike_visit_is_offered_before_the_last_one(store: ChartStore) -> None:
    charted(store, date(2026, 11, 9), "mfr25 @ ut")
    other = charted(store, date(2026, 11, 16), "mt50 @ lb")
    changed = other.model_copy(update={"payer": "", "payer_chosen": True, "diagnoses": ()})
    store.commit(ChartChange(Act.EDITED, "jane", visit=changed, visit_revision=1))
    prompting = answered(seated(store), "-", "-", "-", "-", "-", "-")
    assert prompting.offer is not None
    assert (prompting.offer.piece, prompting.offer.day) == ("mfr25 @ ut", date(2026, 11, 9))


def test_the_visit_whose_answers_are_offered_stays_whatever_is_answered(store: ChartStore) -> None:
    charted(store, date(2026, 11, 9), "lb p5; lb b2; mt40 @ lb; 2xw")
    charted(store, date(2026, 11, 16))
    prompting = answered(seated(store), "", "lb 4>2", "-", "lb b1", "-", "m54.2")
    assert prompting.offer is not None
    assert prompting.offer.day == date(2026, 11, 16)


def test_a_plan_that_goes_on_is_that_of_its_visit_after_a_kill_and_in_the_quick_line_too(
    store: ChartStore,
) -> None:
    charted(store, date(2026, 11, 9), "lb p5; lb b2; mt40 @ lb; 2xw")
    charted(store, date(2026, 11, 16), "neck p5; neck b2; mt40 @ neck; 1xw")
    prompting = answered(seated(store), "", "lb 4>2", "-", "lb b1", "-", "-", "mt40 @ lb", "-", "tol", "")
    plans = ["Continue once a week."]
    assert [line.text for line in carried(outcome(prompting).visit.note)] == plans
    again = Prompting(prompting.session)
    assert again.earlier is not None
    assert again.earlier.date == date(2026, 11, 9)
    assert [line.text for line in carried(outcome(again).visit.note)] == plans
    read = read_line(prompting.session, prompting.asked.told)
    assert [line.text for line in read.same] == plans


def test_a_progress_report_is_made_of_facts_and_taken_with_the_answers(store: ChartStore) -> None:
    charted(store, date(2026, 11, 2), f"{LAST}; ndi 40%", kind=VisitKind.INITIAL)
    charted(store, date(2026, 11, 16))
    session = seated(store, VisitKind.PROGRESS_REPORT)
    prompting = answered(
        session, "", "3>2", "45", "ut b1", "80", "ndi 22%", "-", "y", "30", "-", "tol", "", "902-958"
    )
    assert asked(prompting) == ""
    session.take(take(prompting))
    note = session.draft.visit.note
    assert "Neck pain on arrival fell from 7/10 on 11/2/2026 to 3/10 on 11/23/2026." in note.subjective
    assert (
        "Ability to drive rose from 15 minutes before 11/2/2026 to 45 minutes on 11/23/2026."
        in note.subjective
    )
    assert "Right neck rotation rose from 65° on 11/2/2026 to 80° on 11/23/2026." in note.objective
    assert "Neck Disability Index score fell from 40% on 11/2/2026 to 22% on 11/23/2026." in note.assessment
    assert "No goal is recorded." in note.assessment
    assert {one.source for one in note.provenance} >= {"progress report", "quick line"}
    assert codes(session.draft.visit) == [("97140", 30, "upper trapezius, levator scapulae")]
    assert blocking(session) == []
    assert not outcome(Prompting(session)).prose


def test_a_discharge_tells_outcome_goals_reason_and_home_program(store: ChartStore) -> None:
    charted(store, date(2026, 11, 2), kind=VisitKind.INITIAL)
    charted(store, date(2026, 11, 16))
    known = store.chart("jane")
    plan = {"id": "o1", "first_treatment": date(2026, 11, 2), "goals": ("drive 45 min", "sleep through")}
    file = known.file.model_validate({**known.file.model_dump(), "plans": (plan,)})
    store.commit(ChartChange(Act.EDITED, "jane", file=file, file_revision=known.revision))
    session = seated(store, VisitKind.DISCHARGE)
    prompting = answered(
        session, "", "1>0", "45", "-", "80", "-", "100 80", "y", "30", "-", "goalmet", "goals met",
        "hep dc", "y", "902-945",
    )  # fmt: skip
    assert asked(prompting) == ""
    session.take(take(prompting))
    note = session.draft.visit.note
    assert "Reason for discharge: goals met." in note.assessment
    assert "Goal 1 (drive 45 min) was 100% met on 11/23/2026; no other value is recorded." in note.assessment
    assert "Neck pain on arrival fell from 7/10 on 11/2/2026 to 1/10 on 11/23/2026." in note.subjective
    assert "the home exercise program" in note.plan
    assert "Plan of care ends 11/23/2026." in note.plan
    assert store.chart("jane").file.plans[0].ended_on == TODAY
    assert [line for line in report_on(store, "jane", session.draft.visit)["assessment"] if "drive" in line]
    goals = store.chart("jane").file.plans[0].goals
    assert goals == (Goal(text="drive 45 min", progress=100), Goal(text="sleep through", progress=80))
    assert blocking(session) == []


def test_the_goals_stand_beside_the_question_how_far_they_are(store: ChartStore) -> None:
    known = store.chart("jane")
    plan = {"id": "o1", "goals": ("drive 45 min", {"text": "sleep through", "progress": 60})}
    file = known.file.model_validate({**known.file.model_dump(), "plans": (plan,)})
    store.commit(ChartChange(Act.EDITED, "jane", file=file, file_revision=known.revision))
    prompting = answered(seated(store, VisitKind.DISCHARGE), "-", "-", "-", "-", "-", "-")
    assert prompting.offer is not None
    assert prompting.offer.says == "1 drive 45 min; 2 sleep through, 60% so far"


def test_a_report_can_be_left_out(store: ChartStore) -> None:
    prompting = answered(seated(store, VisitKind.DISCHARGE), "hu; p1; tol")
    assert "Progress since" not in outcome(prompting, report=False).visit.note.text()
    assert "Progress since" in outcome(prompting).visit.note.text()


def test_odd_letters_markup_and_an_open_quote_are_kept_as_typed(store: ChartStore) -> None:
    prompting = answered(seated(store), "", "-", "-", "-", "-", "-", "-", "-", 'José says "[red]🙂', "tol")
    assert "José says" in prompting.asked.told
    assert "tol" in prompting.asked.segments
    assert "[red]🙂" in take(prompting).draft.visit.note.assessment


def test_the_code_lines_of_a_taken_answer_can_be_taken_back(store: ChartStore) -> None:
    session = seated(store)
    prompting = answered(session, "hu; mfr30 @ ut; tol")
    session.take(take(prompting))
    assert [type(line) for line in session.draft.visit.services] == [ServiceLine]
    session.undo()
    assert session.draft.visit.services == ()
    assert session.draft.visit.note.quick_line == "hu; mfr30 @ ut; tol; "


def test_half_a_token_left_in_the_quick_line_stays_apart_from_the_answer(store: ChartStore) -> None:
    session = seated(store)
    session.type_text("quick_line", "im")
    prompting = answered(session, "no change", "6")
    assert prompting.asked.told == "im; hu no change; p6"


def test_a_discharge_offers_home_care_and_no_further_visit(store: ChartStore) -> None:
    charted(store, date(2026, 11, 16), f"{LAST} hep")
    prompting = answered(seated(store, VisitKind.DISCHARGE), "hu; p1; sleep+; tol")
    offers = {}
    while (prompt := prompting.asked.current) is not None:
        offers[prompt.id] = prompting.offer
        prompting.answer("-")
    assert "plan" not in offers
    assert "closes" not in offers
    offer = offers["after"]
    assert offer is not None
    assert offer.piece == "same home care 11/16/26"
    assert "week" not in offer.says
    assert "home" in offer.says.casefold()


@pytest.mark.parametrize("kind", VisitKind)
def test_every_offer_of_every_question_is_read_back_as_the_same_facts(
    store: ChartStore, kind: VisitKind
) -> None:
    before = charted(store, date(2026, 11, 16), EVERYTHING)
    last = before.note.facts
    assert last is not None
    session = seated(store, kind)
    prompting = Prompting(session)
    offered = set()
    while (prompt := prompting.asked.current) is not None:
        offer = prompting.offer
        if offer is not None and offer.piece and prompt.id != "diagnoses":
            offered.add(prompt.id)
            reading = read_line(session, offer.piece)
            assert not reading.open, (prompt.id, offer.piece)
            assert prompt.takes(told_by(reading)), (prompt.id, offer.piece)
            for name in OFFERED.get(prompt.id, ()):
                told = getattr(reading.facts, name)
                assert told, (prompt.id, offer.piece)
                assert set(told) <= set(getattr(last, name)), (prompt.id, offer.piece)
        prompting.answer("-")
    assert offered >= OFFERED.keys() & {one.id for one in prompting.asked.prompts}
