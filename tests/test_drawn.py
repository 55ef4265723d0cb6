"""Every bad and good example of every rule, and random visits, drawn in every place at three sizes.

Every 27th is drawn in each place at one of the sizes in turn; where ``CHARTING_DRAW_ALL`` is set, every one
at all of them, and with 500 random visits.
"""

import os
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest

from charting_tui.operations.signing.signing import StandingPin
from charting_tui.operations.visits.editing_session import EditingSession
from charting_tui.operations.visits.opening import open_for_writing
from charting_tui.records.chart import Chart, ClientFile, VisitFile
from charting_tui.records.people import Client
from charting_tui.records.visit import (
    Note,
    ServiceLine,
    Signature,
    SignedRecord,
    TimeBlock,
    Visit,
    VisitState,
)
from charting_tui.rules.case import Case, Occupied
from charting_tui.rules.registry import lint
from charting_tui.screens.clients.chart import ChartScreen
from charting_tui.screens.frame.base_screen import BaseScreen
from charting_tui.screens.signing.review import ReviewScreen
from charting_tui.screens.signing.signed import SignedScreen
from charting_tui.screens.visit.screen import VisitScreen
from charting_tui.screens.worklist.unbilled import UnbilledScreen
from charting_tui.store.chart_store import ChartStore
from charting_tui.widgets.findings_list import FindingsList
from charting_tui.widgets.row_list import RowList
from charting_tui.widgets.soap_field import NoteText

from .clinic import NOW, OFFICE, TODAY
from .monkey import Seen
from .nasty import NASTY
from .rule_forms import case_in, forms

pytestmark = [pytest.mark.long, pytest.mark.draws]

SIZES = ((60, 20), (80, 24), (120, 40))
SHARES = 4
WHOLE = bool(os.environ.get("CHARTING_DRAW_ALL"))
RANDOM_VISITS = 500 if WHOLE else 40


def cases(share: int) -> Iterator[Case]:
    drawn = [param.values[1] for param in (*forms("bad"), *forms("good"))]
    yield from map(case_in, drawn[share :: SHARES if WHOLE else 27 * SHARES])
    chance = random.Random(share)
    for _ in range(RANDOM_VISITS // SHARES):
        yield random_case(chance)


def random_case(chance: random.Random) -> Case:
    def text() -> str:
        return chance.choice(NASTY)

    def at() -> time | None:
        return chance.choice((None, time(8, 0), time(23, 59), time(9, 30), time(0, 0)))

    codes = ("97124", "97140", "97110", "", "99999", "97140", "97018", "97012", text()[:12])
    lines = tuple(
        ServiceLine(
            id=f"s{number}",
            code=chance.choice(codes),
            minutes=chance.choice((None, 0, 8, 30, 600, "3o", text()[:20])),
            area=chance.choice(("neck", "", text())),
            side=chance.choice(("", "left", text()[:9])),
            blocks=(TimeBlock(time_in=time(8, 0), time_out=time(9, 0)),) if chance.random() < 0.2 else (),
        )
        for number in range(chance.choice((0, 1, 2, 5, 30)))
    )
    note = Note(
        subjective=text(), objective=f"{text()} 97140 30 minutes neck", assessment=text(), plan=text()
    )
    visit = Visit(
        id="v",
        date=TODAY,
        state=chance.choice(list(VisitState)),
        payer=chance.choice(("", "sound", "nobody")),
        therapist="kim",
        time_in=at(),
        time_out=at(),
        note=note,
        health_update=text(),
        diagnoses=tuple(chance.sample([f"M54.{number}" for number in range(13)], chance.choice((0, 1, 12)))),
        services=lines,
    )
    day = tuple(Occupied(text()[:30], time(8, 0), time(23, 0)) for _ in range(chance.choice((0, 2, 12))))
    whole = case_in({"visit": {"date": TODAY.isoformat(), "services": []}})
    return replace(
        whole,
        visit=visit,
        client=Client(id="c", name=text() or "Doe, Jane", alerts=(text(),)),
        payer=chance.choice((whole.payer, OFFICE.payer("sound"))),
        therapist_day=day,
    )


def chart_of(number: int, case: Case) -> Chart:
    """The case as a chart of its own, its visit with the id of the chart."""
    client = (case.client or Client(id="c")).model_copy(update={"id": f"c{number}"})
    whose = {"id": f"c{number}", "therapist": "kim", "state": VisitState.DONE}
    visit = case.visit.model_copy(update=whose)
    earlier = [
        VisitFile(visit=one.model_copy(update={"id": f"c{number}-{at}"}))
        for at, one in enumerate(case.earlier_visits)
    ]
    file = ClientFile(
        client=client,
        coverage=tuple(
            one.model_copy(update={"id": f"p{at}"})
            for at, one in enumerate((*case.coverage, *case.other_coverage))
        ),
        cases=(case.injury.model_copy(update={"id": "i"}),) if case.injury else (),
        referrals=(case.referral.model_copy(update={"id": "r"}),) if case.referral else (),
        plans=(case.plan.model_copy(update={"id": "q"}),) if case.plan else (),
        authorizations=tuple(
            one.model_copy(update={"id": f"a{at}"}) for at, one in enumerate(case.authorizations)
        ),
    )
    return Chart(file=file, visits=(*earlier, VisitFile(visit=visit, claim=case.claim)))


def clinic_of(folder: Path, drawn: Sequence[Case]) -> ChartStore:
    payers = {case.payer.id: case.payer for case in drawn if case.payer.id}
    office = OFFICE.model_copy(update={"payers": tuple({**payers, "sound": OFFICE.payers[0]}.values())})
    store = ChartStore.create(folder, office, person="kim", read_clock=lambda: NOW)
    store.write_new_charts([chart_of(number, case) for number, case in enumerate(drawn)])
    return store


class Place:
    """One screen in which every case is shown in its turn."""

    def __init__(self, screen: BaseScreen, show: Callable[[int], None]) -> None:
        self.screen = screen
        self.show = show


def session_of(store: ChartStore, number: int, case: Case) -> EditingSession:
    """Open the visit, judged with everything that the form tells."""
    session = open_for_writing(store, f"c{number}", f"c{number}")
    visit = session.draft.visit.model_copy(update={"state": case.visit.state})
    whole = replace(case, visit=visit, claim=session.draft.claim)
    session.draft = whole.draft
    session.case = lambda: whole  # type: ignore[method-assign]
    judged = lint(whole), ()
    session.judged = lambda: judged  # type: ignore[method-assign]
    return session


def in_visit(store: ChartStore, drawn: Sequence[Case]) -> Place:
    screen = VisitScreen(StandingPin())

    def show(number: int) -> None:
        if screen.holds_visit:
            screen.session.signed_off()
        screen.open(session_of(store, number, drawn[number]))
        screen.load_texts()
        found = screen.query_one(FindingsList)
        if number % 40 == 0:
            (
                screen.query_one("#subjective", NoteText) if screen.focused is found.rows else found.rows
            ).focus()
        screen.redraw()
        if found.rows.names:
            found.rows.highlighted = number % len(found.rows.names)
            found._explain()

    return Place(screen, show)


def in_review(store: ChartStore, drawn: Sequence[Case]) -> Place:
    screen = ReviewScreen(session_of(store, 0, drawn[0]), StandingPin())

    def show(number: int) -> None:
        screen.session.signed_off()
        screen.session = session_of(store, number, drawn[number])
        screen.show_record()

    return Place(screen, show)


def in_signed(store: ChartStore, drawn: Sequence[Case]) -> Place:
    def kept_of(number: int) -> tuple[Chart, VisitFile]:
        chart = store.chart(f"c{number}", visit=f"c{number}")
        kept = chart.visit(f"c{number}")
        assert kept is not None
        signature = Signature(by="kim", at=NOW, digest="0" * 64)
        record = SignedRecord(visit=kept.visit.id, form=1, text="{}", signature=signature)
        return chart, kept.model_copy(update={"signed": record, "addenda": drawn[number].addenda})

    screen = SignedScreen(store, *kept_of(0), "This visit is signed.")

    def show(number: int) -> None:
        screen.visit.chart, screen.visit.kept = kept_of(number)
        screen._show()

    return Place(screen, show)


def in_chart(store: ChartStore, drawn: Sequence[Case]) -> Place:
    del drawn
    screen = ChartScreen(store, "c0")

    def show(number: int) -> None:
        screen._client = f"c{number}"
        screen.reload()

    return Place(screen, show)


def in_unbilled(store: ChartStore, drawn: Sequence[Case]) -> Place:
    screen = UnbilledScreen(store)

    def show(number: int) -> None:
        rows = screen.query_one(RowList)
        if not rows.names or number == len(drawn) - 1:
            screen._filter.all_days, screen._filter.mine = True, False
            screen.reload()
        rows.highlighted = number % max(len(rows.names), 1)
        screen._explain()

    return Place(screen, show)


PLACES = (in_visit, in_review, in_signed, in_chart, in_unbilled)


@pytest.mark.parametrize("share", range(SHARES))
async def test_every_example_of_every_rule_and_random_visits_are_drawn_in_every_place(
    tmp_path: Path, share: int
) -> None:
    drawn = tuple(cases(share))
    store = clinic_of(tmp_path / "clinic", drawn)
    app = Seen(store)
    async with app.run_test(size=SIZES[0]) as pilot:
        for turn, make in enumerate(PLACES):
            place = make(store, drawn)
            await app.push_screen(place.screen)
            for size in SIZES:
                await pilot.resize_terminal(*size)
                for number in range(len(drawn)):
                    if WHOLE or (number + turn) % len(SIZES) == SIZES.index(size):
                        place.show(number)
                        # Laid out and drawn at once; what fails is logged, and the screen is taken away.
                        place.screen._refresh_layout()
                        if number % 10 == 0:
                            await pilot.pause()
                        assert app.screen is place.screen, f"case {number} of {make.__name__} at {size}"
            await app.pop_screen()
        log = tmp_path / "clinic" / "crash.log"
        assert not log.exists(), log.read_text()
    store.close()
