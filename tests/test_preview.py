from datetime import date, timedelta
from pathlib import Path

from charting_tui.coding.billing.payers import presets
from charting_tui.coding.code_tables.tables import tables_on
from charting_tui.records.chart import Chart, ClientFile, VisitFile
from charting_tui.records.coverage import Authorization, Goal, PlanOfCare
from charting_tui.records.people import Client
from charting_tui.records.visit import Facts, Measure, Note, ServiceLine, Visit, VisitState
from charting_tui.screens.worklist.visit_rows import day_layout, state_in_short, state_words
from charting_tui.worklist.payer_names import short_payer
from charting_tui.worklist.preview import facts_beside_note, ordinal, preview_of
from charting_tui.worklist.preview_lines import PreviewLine
from charting_tui.worklist.summarise import summarise
from charting_tui.worklist.summary import Bucket

from .test_screens import at_the_keyboard
from .test_worklist import OFFICE, TODAY, summary


def seen(number: int, weeks_ago: int, **changes: object) -> VisitFile:
    day = TODAY - timedelta(weeks=weeks_ago)
    return VisitFile(
        visit=Visit(id=f"v{number}", date=day, state=VisitState.DONE, payer="uhc").model_copy(update=changes)
    )


def jane(*alerts: str) -> Chart:
    pain = Measure(name="pain", area="neck", before=6.0, after=3.0)
    before = seen(
        1,
        1,
        note=Note(plan="Weekly. Chin tucks.", facts=Facts(scores=(pain,))),
        services=(ServiceLine(id="s1", code="97124", minutes=53),),
    )
    client = Client(id="c1", name="Doe, Jane", birth_date=date(1980, 3, 7), alerts=alerts)
    leave = Authorization(payer="uhc", visits=2, units=12, starts=date(2026, 1, 1), ends=date(2026, 12, 31))
    plan = PlanOfCare(goals=(Goal(text="drive 45 minutes", progress=60),))
    file = ClientFile(client=client, authorizations=(leave,), plans=(plan,))
    return Chart(file=file, visits=(before, seen(2, 0, state=VisitState.ARRIVED)))


def told(chart: Chart) -> dict[str, str]:
    rows = [summarise(chart, kept, OFFICE, TODAY) for kept in chart.visits]
    preview = preview_of(chart, rows[-1], rows, OFFICE, tables_on(TODAY))
    return {"title": preview.title} | {line.label: line.text for line in preview.lines}


def test_a_preview_tells_what_one_looks_for_before_a_visit() -> None:
    lines = told(jane("Blood thinner"))
    assert lines["title"] == "Doe, Jane · 46 · 2nd visit"
    assert lines["⚠"] == "Alert: Blood thinner"
    assert lines["pain"] == "neck 6 → 3 on Nov 16"
    assert lines["goal"] == "drive 45 minutes, 60 %"
    assert lines["left"] == "0 of 2 visits, 8 of 12 units until Dec 31"
    assert lines["last"] == "Nov 16 · 97124×4"
    assert lines["plan"] == "Weekly. Chin tucks."


def test_a_tall_window_has_more_of_the_last_note_beside_the_one_being_written() -> None:
    facts = [PreviewLine(label, label) for label in ("alert", "pain", "last", "plan", "S", "O", "A")]
    assert [line.label for line in facts_beside_note(facts, 24)] == ["pain", "last", "plan"]
    assert [line.label for line in facts_beside_note(facts, 40)] == ["pain", "last", "plan", "S", "O", "A"]


def test_a_first_visit_has_no_lines_of_visits_before() -> None:
    chart = jane()
    lines = told(chart.model_copy(update={"visits": chart.visits[-1:]}))
    assert lines["title"] == "Doe, Jane · 46 · 1st visit"
    assert not {"⚠", "pain", "last", "plan"} & lines.keys()


def test_ordinals_are_as_they_are_spoken() -> None:
    assert [ordinal(count) for count in (1, 2, 3, 4, 11, 12, 13, 21, 112)] == [
        *("1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "112th")
    ]


def test_payers_have_short_names_and_none_has_nothing() -> None:
    names = {payer.name: short_payer(payer.name) for payer in presets()}
    assert names["UnitedHealthcare / Optum"] == "UHC"
    assert names["Premera Blue Cross"] == "Premera"
    assert all(short for short in names.values())
    assert short_payer("Blue Cross") == "Blue Cross"


def test_a_state_is_never_cut_however_narrow_the_list() -> None:
    rows = [
        summary(1, Bucket.BLOCKED, cause="C013"),
        summary(2, Bucket.HELD, hold="a new member card"),
        summary(3, Bucket.TO_CHART),
    ]
    for width in (52, 58, 72, 78, 118):
        layout = day_layout(width, rows, therapist=True)
        for one in rows:
            drawn = layout.row(one, OFFICE, TODAY).plain
            assert len(drawn) <= width - 2
            assert drawn.rstrip().endswith((state_words(one), state_in_short(one))), (width, drawn)


async def test_the_marked_visit_is_previewed_and_tab_steps_through_the_counts(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("tab")
        assert "1 to chart" in kim.screen_text()
        assert "Doe, Jane · 46 · 1st visit" in kim.screen_text()
