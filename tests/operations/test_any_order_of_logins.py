import shutil
import tempfile
from functools import cache
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from charting_tui.operations.bookings.booking import book, read_booking
from charting_tui.operations.visits.editing_session import EditingSession
from charting_tui.operations.visits.opening import WritingElsewhere, open_for_writing
from charting_tui.operations.visits.saving import both
from charting_tui.records.chart import VisitFile
from charting_tui.records.claim import Draft
from charting_tui.store.chart_files.writing import Conflict
from charting_tui.store.journals.journal_file import read_journal
from tests.clinic import TODAY, make_clinic, open_clinic

from .lost_logins import adds, kill, opened_beside

LOGINS = st.integers(0, 1)


@cache
def folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory()


@cache
def booked() -> tuple[Path, str]:
    root = Path(folder().name) / "clinic"
    store = make_clinic(root)
    visit = book(store, "jane", read_booking("1100 jane 60"), TODAY).id
    store.close()
    return root, visit


class Logins(RuleBasedStateMachine):
    """Two logins of one person come to one visit, in any order, and are killed whenever it suits."""

    def __init__(self) -> None:
        super().__init__()
        made, self.visit = booked()
        self.root = Path(tempfile.mkdtemp(dir=made.parent)) / "clinic"
        shutil.copytree(made, self.root)
        self.stores = [open_clinic(self.root) for _ in range(2)]
        self.open: dict[int, EditingSession] = {}
        self.typed: list[str] = []

    @rule(login=LOGINS, letters=st.integers(1, 6), has_seen_the_others=st.booleans())
    def write(self, login: int, letters: int, *, has_seen_the_others: bool) -> None:
        if login not in self.open:
            self.open[login] = (self._opened if has_seen_the_others else self._opened_beside)(login)
        word = f"w{len(self.typed)}"
        for letter in f"{word}{'.' * letters} ":
            adds(self.open[login], letter)
        self.typed.append(word)

    @precondition(lambda self: self.open)
    @rule(data=st.data(), leaves=st.booleans())
    def save(self, data: st.DataObject, *, leaves: bool) -> None:
        login = data.draw(st.sampled_from(sorted(self.open)))
        self._saved(self.open[login])
        if leaves:
            self.open.pop(login).leave()

    @rule(login=LOGINS)
    def lose_the_connection(self, login: int) -> None:
        self.open.pop(login, None)
        kill(self.stores[login])
        self.stores[login] = open_clinic(self.root)

    @precondition(lambda self: self.typed)
    @invariant()
    def every_word_is_in_the_chart_or_waits_to_be_taken_up(self) -> None:
        texts = [self._chart_says()]
        for head in self.stores[0].journals(self.visit):
            found = read_journal(head.path)
            assert found
            has = self.stores[0]._charts.committed_sequence("jane", self.visit, found[0].session)
            left = found[1].since(has)
            texts += [*left.texts.values(), left.draft.visit.note.subjective if left.draft else ""]
        assert [word for word in self.typed if not any(f"{word}." in text for text in texts)] == []

    def teardown(self) -> None:
        for store in self.stores:
            kill(store)
        last = open_clinic(self.root)
        while last.journals(self.visit):
            session = open_for_writing(last, "jane", self.visit)
            self._saved(session)
            session.leave()
        text = self._chart_says()
        assert [word for word in self.typed if f"{word}." not in text] == []
        assert last.verify().sound
        last.close()
        for store in self.stores:
            store.close()
        shutil.rmtree(self.root.parent)

    def _opened(self, login: int) -> EditingSession:
        try:
            return open_for_writing(self.stores[login], "jane", self.visit)
        except WritingElsewhere:
            while self.open:
                self.open.popitem()[1].let_go()
            return open_for_writing(self.stores[login], "jane", self.visit)

    def _opened_beside(self, login: int) -> EditingSession:
        return opened_beside(self.stores[login], self.visit)

    def _saved(self, session: EditingSession) -> None:
        try:
            session.save()
        except Conflict as conflict:
            theirs = conflict.theirs
            assert isinstance(theirs, VisitFile)
            saved = Draft(visit=theirs.visit, claim=theirs.claim)
            session.settle(both(saved, session.draft), theirs)

    def _chart_says(self) -> str:
        kept = self.stores[0].chart("jane", visit=self.visit).visit(self.visit)
        assert kept is not None
        return kept.visit.note.subjective


TestLogins = Logins.TestCase
TestLogins.settings = settings(max_examples=8, stateful_step_count=25, deadline=None)
