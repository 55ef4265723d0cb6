import importlib.util
import re
from collections.abc import Callable, Mapping
from itertools import accumulate
from pathlib import Path

import pytest

from charting_tui.keys import KEYS, Place, keys_at, spelt
from charting_tui.operations.signing.signing import StandingPin
from charting_tui.operations.visits.opening import open_for_writing
from charting_tui.screens import on_demand
from charting_tui.screens.billing.answer_form import PayerAnswerScreen
from charting_tui.screens.billing.claim_list import ClaimListScreen
from charting_tui.screens.billing.claim_page import ClaimPreviewScreen
from charting_tui.screens.billing.claims import ClaimsScreen
from charting_tui.screens.billing.hand_over import HandOverScreen
from charting_tui.screens.billing.owed import OwedScreen
from charting_tui.screens.clients.chart import ChartScreen
from charting_tui.screens.clients.find_clients import ClientsScreen
from charting_tui.screens.clients.form import FormScreen
from charting_tui.screens.clients.history import HistoryScreen
from charting_tui.screens.frame.code_book import CodeBookScreen, CodePageScreen
from charting_tui.screens.frame.dead_keys import why_dead
from charting_tui.screens.settings.own_texts import PhraseScreen
from charting_tui.screens.settings.payers import PayerEffectScreen, PayerScreen
from charting_tui.screens.settings.settings import PersonScreen, SetupScreen
from charting_tui.screens.signing.review import ReviewScreen
from charting_tui.screens.signing.signed import AddendumScreen, SignedScreen
from charting_tui.screens.signing.signing_round import BatchReviewScreen
from charting_tui.screens.visit.body_chart import BodyChartScreen
from charting_tui.screens.visit.codes_pane import CodesPane
from charting_tui.screens.visit.guided_entry import PromptsScreen
from charting_tui.screens.visit.line_parts import LINE_PARTS
from charting_tui.screens.visit.quick_line import QuickLineScreen
from charting_tui.screens.visit.saving import ConflictScreen
from charting_tui.screens.visit.screen import VisitScreen
from charting_tui.screens.visit.times import TimesScreen
from charting_tui.screens.worklist.today import TodayScreen
from charting_tui.screens.worklist.tomorrow import TomorrowScreen
from charting_tui.screens.worklist.unbilled import UnbilledScreen

from .clinic import TODAY, open_clinic

SCREENS = {
    Place.TODAY: TodayScreen,
    Place.UNBILLED: UnbilledScreen,
    Place.BILL: HandOverScreen,
    Place.CLAIMS: ClaimsScreen,
    Place.CLAIM_BATCH: ClaimListScreen,
    Place.CLAIM: ClaimPreviewScreen,
    Place.ANSWER: PayerAnswerScreen,
    Place.OWED: OwedScreen,
    Place.TOMORROW: TomorrowScreen,
    Place.CODE_BOOK: CodeBookScreen,
    Place.CODE: CodePageScreen,
    Place.VISIT: VisitScreen,
    Place.TIMES: TimesScreen,
    Place.TIMED: TimesScreen,
    Place.REVIEW: ReviewScreen,
    Place.CONFLICT: ConflictScreen,
    Place.BATCH: BatchReviewScreen,
    Place.SIGNED: SignedScreen,
    Place.ADDENDUM: AddendumScreen,
    Place.CLIENTS: ClientsScreen,
    Place.CHART: ChartScreen,
    Place.HISTORY: HistoryScreen,
    Place.FORM: FormScreen,
    Place.QUICK: QuickLineScreen,
    Place.PROMPTS: PromptsScreen,
    Place.BODY: BodyChartScreen,
    Place.OFFICE: SetupScreen,
    Place.SETTINGS: PersonScreen,
    Place.PAYER: PayerScreen,
    Place.PHRASE: PhraseScreen,
    Place.EFFECT: PayerEffectScreen,
}
NOT_OVER_A_LINE = {"ctrl+h", "ctrl+i", "ctrl+m", "ctrl+j", "alt+enter", "ctrl+enter", "shift+enter"}


def test_no_key_means_two_things_in_one_place() -> None:
    everywhere = [key for key in keys_at(Place.EVERYWHERE) if key.action != "back"]
    for place in Place:
        here = keys_at(place) if place is Place.EVERYWHERE else (*keys_at(place), *everywhere)
        meant: dict[str, list[str]] = {}
        for key in here:
            for name in key.keys.split(","):
                meant.setdefault(name, []).append(key.id)
        twice = {name: ids for name, ids in meant.items() if len(ids) > 1}
        assert not twice, f"One key, two meanings in {place}. Choose another key for one of them."


def test_every_key_reaches_the_program_over_a_plain_line() -> None:
    names = {name for key in KEYS for name in key.keys.split(",")}
    assert not names & NOT_OVER_A_LINE


def test_no_key_of_the_visit_is_taken_by_the_text_that_is_being_typed() -> None:
    taken = {
        "ctrl+a",
        "ctrl+e",
        "ctrl+w",
        "ctrl+u",
        "ctrl+x",
        "ctrl+c",
        "ctrl+v",
        "ctrl+y",
    }
    names = {name for key in keys_at(Place.VISIT) for name in key.keys.split(",")}
    assert not names & taken
    assert all(len(name) > 1 for name in names)


def test_every_place_with_keys_is_one_of_a_screen_or_of_its_parts() -> None:
    parts = {Place.NOTE, Place.CARRIED, Place.LAST, Place.LINES, Place.FINDINGS, Place.PICKER, Place.QUESTION}
    left = set(Place) - SCREENS.keys() - parts - {Place.EVERYWHERE}
    assert not left, "Name the screen of these places in SCREENS above."


def test_every_place_that_a_key_opens_from_today_is_loaded_on_demand() -> None:
    opened = {key.opens for key in keys_at(Place.TODAY) if key.opens}
    assert opened
    assert opened <= on_demand.MODULES.keys(), "Add the screen to MODULES of screens/on_demand.py."


@pytest.mark.parametrize("place", SCREENS)
def test_every_key_of_a_screen_has_its_act(place: Place, root: Path) -> None:
    acts: Mapping[str, Callable[[], object]] = {}
    if place is Place.VISIT:
        acts = VisitScreen(StandingPin()).acts
    elif place is Place.BODY:
        (row,) = (store := open_clinic(root)).summaries(day=TODAY, client="jane")
        acts = BodyChartScreen(open_for_writing(store, "jane", row.visit)).acts
    for key in keys_at(place):
        act = acts[key.action] if acts else getattr(SCREENS[place], f"action_{key.action.partition('(')[0]}")
        assert callable(act), key.id


def test_every_key_of_the_code_lines_is_a_part_that_can_be_asked_for_or_an_act() -> None:
    acts = {"add", "undo", "bill_to", "remove", "code_book"}
    assert {key.action for key in keys_at(Place.LINES)} <= acts | set(LINE_PARTS)
    assert isinstance(VisitScreen(StandingPin()).codes, CodesPane)


def test_the_page_of_keys_lists_them_as_they_are() -> None:
    script = Path(__file__).parent.parent / "docs" / "key_table.py"
    spec = importlib.util.spec_from_file_location("key_table", script)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    page = module.PAGE.read_text()
    assert page == module.with_table(page)
    assert "## Today" in page
    assert "| `a` |" in page


def test_keys_are_spelt_as_people_read_them() -> None:
    assert [spelt(name) for name in ("ctrl+n", "f1", "escape", "question_mark", "a")] == [
        "^n",
        "F1",
        "esc",
        "?",
        "a",
    ]


def test_a_dead_key_names_the_key_that_does_the_same_here() -> None:
    assert "Here F6 does that" in why_dead("f12", (Place.QUICK,))
    assert "this visit is signed" in why_dead("f12", (Place.SIGNED,))


def test_no_word_on_screen_writes_a_key_otherwise_than_the_key_line() -> None:
    package = Path(__file__).parent.parent / "charting_tui"
    for file in (*package.glob("screens/**/*.py"), *package.glob("widgets/*.py"), package / "app.py"):
        text = "\n".join(line for line in file.read_text().splitlines() if '"""' not in line)
        assert not re.search(r"ctrl\+\w (?!and)\w", text), file.name


def test_the_body_charts_keys_of_finding_and_of_the_last_visit_fit_80_columns() -> None:
    line = [key for key in keys_at(Place.BODY) if key.on_line]
    ends = accumulate(len(f"{key.shown} {key.word}  ") for key in line)
    room = 78 - len("F1 help")
    assert {"find", "last", "add"} <= {key.word for key, end in zip(line, ends, strict=True) if end <= room}
