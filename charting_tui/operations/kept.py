"""Keeping what is typed anywhere: under one name, until it is answered or left."""

from collections.abc import Mapping

from charting_tui.readers.clock_times import shown_time
from charting_tui.readers.dates import shown_date
from charting_tui.records.visit import Visit
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.disk import Disk
from charting_tui.store.journals.drafts import PersonWords
from charting_tui.store.journals.typing_state import Words, WordsPlace


class Kept:
    """What is typed in one dialog, form or search; over an open visit it lies in the visit's journal."""

    def __init__(
        self, place: WordsPlace, name: str, doing: str = "", about: Mapping[str, str] | None = None
    ) -> None:
        """``doing`` says, in a later login, what the person was doing and which key goes on with it.

        ``about`` is kept beside what is typed: what it is about and cannot be seen in it.
        """
        self._place = place
        self._name = name
        self._doing = doing
        self._about = about or {}
        self.found = place.words(name)
        """What an earlier login was cut off in, or None."""
        self._holds = self.found is not None

    def keep(self, words: Words) -> None:
        """Keep what stands there now; JournalFull where the disk does not take it."""
        self._holds = True
        texts = {**words.texts, **self._about}
        self._place.keep_words(self._name, Words(texts, words.field, words.cursor, self._doing))

    @property
    def holds(self) -> bool:
        """Whether something is kept."""
        return self._holds

    def forget(self) -> None:
        """It was answered, or left on purpose."""
        if self._holds:
            self._place.forget_words(self._name)
            self._holds = False


def persons_words(store: ChartStore) -> PersonWords:
    """Return where words are kept that the person signed in types outside a visit."""
    return PersonWords(store.root / "forms", store.person, Disk())


def kept_for(store: ChartStore, name: str, doing: str, about: Mapping[str, str] | None = None) -> Kept:
    """Return what keeps the words of one place outside a visit."""
    return Kept(persons_words(store), name, doing, about)


def visit_named(client: str, visit: Visit) -> str:
    """Return a visit so that it is found in a list: “Doe, Jane, 11/23/2026 at 9:00 AM”."""
    start = visit.appointment.start if visit.appointment else visit.time_in
    return f"{client}, {shown_date(visit.date)}{f' at {shown_time(start)}' if start else ''}"


def what_was_typed(store: ChartStore) -> str:
    """Return what the person signed in was doing last outside a visit, in one sentence, or nothing."""
    newest = persons_words(store).newest()
    return newest.doing if newest else ""
