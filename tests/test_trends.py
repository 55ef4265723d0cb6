import re
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from charting_tui.coding.data_files import read_json
from charting_tui.operations.bookings.booking import book, read_booking
from charting_tui.operations.visits.opening import open_for_writing
from charting_tui.operations.visits.quick import read_line, with_line_taken
from charting_tui.records.canonical import FORM
from charting_tui.records.chart import VisitFile
from charting_tui.records.visit import Facts, Measure, Note, Signature, SignedRecord, Visit, VisitState
from charting_tui.screens.clients.trend_page import bars
from charting_tui.screens.clients.trend_plot import plot_lines
from charting_tui.shorthand.dialect.parse import read
from charting_tui.shorthand.vocabulary import packaged_vocabulary
from charting_tui.worklist.trends import Trend, TrendKind, goal_of, trends

from .clinic import NOW, NOW_THERE, TODAY, make_clinic
from .command_line import call
from .test_screens import at_the_keyboard

WORDS = packaged_vocabulary()
FIRST = date(2026, 9, 1)


def visit(week: int, line: str, state: VisitState = VisitState.DONE, *, signed: bool = True) -> VisitFile:
    facts = read(line, WORDS).facts if line else None
    kept = Visit(id=f"v{week}", date=FIRST + timedelta(weeks=week), state=state, note=Note(facts=facts))
    signature = Signature(by="kim", at=NOW, digest="0")
    record = SignedRecord(visit=kept.id, form=FORM, text="", signature=signature)
    return VisitFile(visit=kept, signed=record if signed else None)


def of(*lines: str) -> tuple[Trend, ...]:
    return trends((visit(week, line) for week, line in enumerate(lines)), WORDS)


def values(trend: Trend) -> list[float | None]:
    return [None if point is None else point.value for point in trend.points]


def test_pain_is_followed_as_it_was_on_arrival_and_less_of_it_is_better() -> None:
    (pain,) = of("p7>4", "p5>3", "p4>2")
    assert (pain.kind.name, values(pain), pain.change) == ("pain", [7, 5, 4], "better by 3")
    assert pain.sentence == (
        "pain: 7/10 on 9/1/2026 (4/10 after treatment), 4/10 on 9/15/2026 (2/10 after treatment): "
        "better by 3 in 3 of 3 visits"
    )


def test_several_places_of_pain_are_followed_each_by_itself() -> None:
    found = of("lb p7; sh r p3", "lb p5; sh r p4", "p2; lb p4")
    assert [(trend.kind.name, values(trend), trend.change) for trend in found] == [
        ("low back pain", [7, 5, 4], "better by 3"),
        ("right shoulder pain", [3, 4], "worse by 1"),
    ]


def test_a_range_is_followed_by_joint_movement_and_side_with_its_normal_value() -> None:
    found = of("neck rot r60>70 l50", "neck rot r65 l50; sh r flex 100", "sh r flex 120")
    assert [(trend.kind.name, values(trend), trend.change, trend.kind.normal) for trend in found] == [
        ("right neck rotation", [60, 65], "better by 5°", 80),
        ("left neck rotation", [50, 50], "unchanged", 80),
        ("right shoulder flexion", [100, 120], "better by 20°", 180),
    ]
    assert found[2].sentence.endswith("normal 180°")


def test_a_range_whose_normal_is_nought_is_not_called_better_or_worse() -> None:
    (extension,) = of("kn l ext 10", "kn l ext 4")
    assert extension.change == "less by 6°"


def test_function_goals_and_outcome_measures_know_their_direction() -> None:
    found = of(
        "fn sit 20>30min; g1 40%; ndi 40%; psfs 3",
        "fn sit 45min; g1 60%; ndi 28%; psfs 2; om xyz 3",
        "om xyz 5",
    )
    assert [(trend.kind.name, values(trend), trend.change) for trend in found] == [
        ("sit", [30, 45], "better by 15 minutes"),
        ("goal 1", [40, 60], "better by 20%"),
        ("Neck Disability Index", [40, 28], "better by 12%"),
        ("Patient-Specific Functional Scale", [3, 2], "worse by 1"),
        ("xyz", [3, 5], "more by 2"),
    ]


def test_every_outcome_measure_of_the_quick_line_has_a_direction_and_a_scale() -> None:
    known = read_json("outcomes.json")["measures"]
    named = {term.name for terms in WORDS.terms.values() for term in terms if term.kind == "outcome"}
    assert set(known) == named
    assert all(row["better"] in {"less", "more"} and row["least"] < row["most"] for row in known.values())


def test_a_visit_without_the_measure_is_a_gap_and_not_a_value() -> None:
    (pain,) = of("ut r3", "p6", "imp", "p4", "imp")
    assert values(pain) == [6, None, 4]
    assert "in 2 of 3 visits" in pain.sentence
    assert bars(pain, 10) == ["▅·▄"]


def test_what_was_measured_once_or_only_in_words_is_no_trend() -> None:
    assert of("p6; neck rot wnl; fn sit better", "neck rot wnl; fn sit better", "") == ()
    assert of() == ()


def test_equal_values_are_unchanged_and_have_a_plot() -> None:
    (pain,) = of("p5", "p5", "p5")
    assert pain.change == "unchanged"
    assert len(set(bars(pain, 10)[0])) == 1
    (girth,) = of("girth wr 17.5cm", "girth wr 17.5cm")
    assert girth.scale == (16.5, 17.5)


@pytest.mark.parametrize("state", [VisitState.CANCELLED, VisitState.NO_SHOW, VisitState.LATE_CANCEL])
def test_a_visit_that_was_not_kept_does_not_count(state: VisitState) -> None:
    every = [visit(0, "p6"), visit(1, "p1", state), visit(2, "p5")]
    (pain,) = trends(every, WORDS)
    assert values(pain) == [6, 5]


def test_a_draft_counts_and_says_so_and_visits_are_put_in_their_order() -> None:
    every = [visit(2, "p3", signed=False), visit(0, "p6")]
    (pain,) = trends(every, WORDS)
    assert values(pain) == [6, 3]
    assert "3/10 on 9/15/2026, not signed yet" in pain.sentence
    assert "9/1/2026," in pain.sentence


@pytest.mark.parametrize(("lines", "drawn"), [(("p0", "p10"), "▁█"), (("p10", "p5", "p0"), "█▄▁")])
def test_the_plot_has_the_scale_of_what_is_measured(lines: Sequence[str], drawn: str) -> None:
    (pain,) = of(*lines)
    assert bars(pain, 10) == [drawn]


def test_the_plot_shows_the_newest_visits_where_there_is_no_room_for_all() -> None:
    (pain,) = of("p10", "p10", "p0", "p0")
    assert bars(pain, 2) == ["▁▁"]
    assert bars(pain, 9, 3) == ["██  ", "██  ", "██▁▁"]


def test_the_large_plot_marks_the_value_after_treatment_and_the_goal() -> None:
    (pain,) = of("p8>6", "p6>2")
    rows = [line.plain.rstrip() for line in plot_lines(pain, 8, 5, 3)]
    assert rows[:5] == [
        "       10/10",
        "             ███",
        "             ━━━ ███",
        "   goal 3/10 ███╌███╌",
        "        0/10 ███ ━━━",
    ]
    assert rows[-1].split() == ["█", "on", "arrival", "━", "after", "treatment", "╌╌", "goal"]


def test_a_goal_is_drawn_where_it_names_what_is_measured_with_its_unit() -> None:
    work = TrendKind("work overhead", "min", "more")
    assert goal_of(work, ["sleep through", "Work overhead for 15 minutes"]) == 15
    assert goal_of(work, ["work overhead without pain", "drive for 45 minutes"]) is None
    assert goal_of(TrendKind("neck pain", "/10", "less"), ["neck pain 2/10 by June"]) == 2


def test_a_measure_beyond_its_scale_is_drawn_at_full_height() -> None:
    old = VisitFile(
        visit=Visit(
            date=FIRST,
            state=VisitState.DONE,
            note=Note(facts=Facts(scores=(Measure(name="pain", value=14),))),
        )
    )
    (pain,) = trends([old, visit(3, "p7")], WORDS)
    assert pain.scale == (0, 14)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "clinic"
    store = make_clinic(folder)
    for day, line in ((date(2026, 11, 2), "neck p6>4; neck rot r60"), (TODAY, "neck p4; neck rot r70")):
        session = open_for_writing(store, "jane", book(store, "jane", read_booking("1100 jane 60"), day).id)
        session.change(with_line_taken(session, read_line(session, line)))
        session.leave()
    store.close()
    return folder


def told(root: Path, name: str) -> str:
    answer = call("trends", name, "--data", str(root), "--user", "kim", CHARTING_NOW=NOW_THERE)
    assert answer.code == 0, answer.err
    return answer.out


def test_the_command_tells_them_in_sentences_and_says_where_there_are_none(root: Path) -> None:
    assert told(root, "doe jane").splitlines() == [
        (
            "neck pain: 6/10 on 11/2/2026 (4/10 after treatment), not signed yet, 4/10 on 11/23/2026, "
            "not signed yet: better by 2 in 2 of 2 visits."
        ),
        (
            "right neck rotation: 60° on 11/2/2026, not signed yet, 70° on 11/23/2026, not signed yet: "
            "better by 10° in 2 of 2 visits; normal 80°."
        ),
    ]
    assert told(root, "doe amir") == "Nothing has been measured in two visits yet.\n"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_chart_shows_them_and_enter_opens_every_value(root: Path, size: tuple[int, int]) -> None:
    async with at_the_keyboard(root, size=size) as kim:
        await kim.presses("c", *"jane", "enter", "tab", "tab")
        row = next(line for line in kim.screen_text().splitlines() if line.startswith("│›"))
        for part in ("›neck pain ", "▅▄", "6/10 Nov 2", "→ 4/10 Nov 23", "better by 2"):
            assert part in row
        assert "better by 2 in 2 of 2 visits" in " ".join(kim.screen_text().replace("│", " ").split())
        await kim.presses("a")
        assert "Go to the section you want to add to" in kim.screen_text()
        await kim.presses("enter")
        assert "11/2/2026    6/10         4/10" in kim.screen_text()
        assert "on arrival  ━ after treatment" in kim.screen_text()
        await kim.presses("escape", "down")
        assert re.search("normal +80°", kim.screen_text())


async def test_a_chart_without_trends_has_no_such_section(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("c", *"amir", "enter")
        assert "Trends" not in kim.screen_text()
