from collections import deque
from itertools import pairwise

import pytest
from rich.cells import cell_len

from charting_tui.ascii_letters import in_ascii
from charting_tui.shorthand.body_chart.body_map import MIDLINE, VIEWS, WIDTH, Stop, View, drawn_body
from charting_tui.shorthand.dialect.amounts import Side
from charting_tui.shorthand.vocabulary import packaged_vocabulary
from charting_tui.widgets.body_outline import OUTLINES

BODY = drawn_body()
AREAS = {term.name for terms in packaged_vocabulary().terms.values() for term in terms if term.kind == "area"}
WAYS = ((1, 0), (-1, 0), (0, 1), (0, -1))


def stop_of(area: str, side: Side) -> Stop:
    (stop,) = BODY.stops_of(area, side)
    return stop


def test_every_area_of_the_vocabulary_is_drawn_in_one_spot_and_nothing_else_is() -> None:
    assert sorted(area for spot in BODY.spots for area in spot.sides) == sorted(AREAS)
    assert all(set(spot.middle) <= set(spot.sides) for spot in BODY.spots)


def test_a_vertebra_is_marked_where_its_part_of_the_spine_is() -> None:
    for vertebra, area in (("C5", "neck"), ("T12", "thoracic spine"), ("L4", "low back"), ("S1", "sacrum")):
        assert BODY.spot_of(vertebra) == BODY.spot_of(area)
    assert BODY.spot_of("third eye") is None


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_is_of_plain_signs_of_one_cell_and_alike_on_both_sides(view: str) -> None:
    mirrored = str.maketrans("/\\()", "\\/)(")
    figure = next(lines for name, lines in BODY.figures.items() if name == view)
    assert len(figure) == 19
    for line in figure:
        assert line.isascii()
        assert cell_len(line) == WIDTH
        assert line[::-1].translate(mirrored) == line


@pytest.mark.parametrize("view", VIEWS)
def test_the_drawn_outline_is_of_single_cells_and_alike_on_both_sides(view: View) -> None:
    mirrored = str.maketrans("╭╮╰╯╱╲╶╴", "╮╭╯╰╲╱╴╶")
    assert len(OUTLINES[view]) == 19
    for line in OUTLINES[view]:
        assert cell_len(line.ljust(WIDTH)) == WIDTH
        assert line.ljust(WIDTH)[::-1].translate(mirrored) == line.ljust(WIDTH)
        assert "?" not in in_ascii(line)


def test_the_clients_right_is_at_the_left_of_the_front_and_at_the_right_of_the_back() -> None:
    chest, trapezius = (stop_of(area, "right").spot for area in ("chest", "upper trapezius"))
    assert chest.column("right") < MIDLINE < chest.column("left")
    assert trapezius.column("left") < MIDLINE < trapezius.column("right")


def test_a_finding_without_a_side_is_on_the_midline_or_else_on_both_sides() -> None:
    assert [stop.side for stop in BODY.stops_of("sacrum", "")] == [""]
    assert [stop.side for stop in BODY.stops_of("C5", "")] == [""]
    sideless: tuple[tuple[str, Side], ...] = (("knee", ""), ("sacrum", "both"), ("sacroiliac joint", ""))
    for area, side in sideless:
        assert [stop.side for stop in BODY.stops_of(area, side)] == ["right", "left"]
    assert BODY.stops_of("third eye", "left") == ()


def test_marks_of_two_cells_never_touch_the_next_ones() -> None:
    for row in range(19):
        for view in VIEWS:
            at = sorted(
                stop.spot.column(stop.side)
                for stop in BODY.stops()
                if (stop.spot.view, stop.spot.row) == (view, row)
            )
            assert all(0 < column < WIDTH - 1 for column in at), (view, row)
            assert all(other - one > 2 for one, other in pairwise(at)), (view, row, at)


def test_arrows_lead_from_every_stop_to_every_other() -> None:
    every = set(BODY.stops())
    leads = {stop: {BODY.next_stop(stop, *way) for way in WAYS} for stop in every}
    for start in every:
        seen, waiting = {start}, deque([start])
        while waiting:
            ahead = leads[waiting.popleft()] - seen
            seen |= ahead
            waiting.extend(ahead)
        assert seen == every


def test_an_arrow_goes_to_what_lies_next_that_way_and_stays_at_the_edge() -> None:
    trapezius, foot = stop_of("upper trapezius", "right"), stop_of("foot", "left")
    assert BODY.next_stop(trapezius, 0, 1).areas[0] == "supraspinatus"
    assert BODY.next_stop(trapezius, -1, 0) == stop_of("levator scapulae", "right")
    assert BODY.next_stop(foot, 0, 1) == foot


def test_turning_round_keeps_the_side_and_the_height() -> None:
    knee = stop_of("knee", "left")
    turned = BODY.turned(knee)
    assert (turned.areas, turned.side) == (("popliteus",), "left")
    assert BODY.turned(turned) == knee
