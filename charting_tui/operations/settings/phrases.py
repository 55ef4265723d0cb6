"""The clinic's and one's own phrases: which hold, and who changes them."""

from collections.abc import Callable, Iterable
from functools import cache

from charting_tui.coding.data_files import read_json
from charting_tui.errors import BadInput, NotAllowed
from charting_tui.operations.kept import kept_for
from charting_tui.operations.settings.own_files import record_in
from charting_tui.operations.settings.practice import save_office, why_not_owner
from charting_tui.records.additions import Phrase, PhraseFile
from charting_tui.records.office import Office
from charting_tui.records.people import Person
from charting_tui.records.visit import SECTIONS
from charting_tui.shorthand.phrases import name_fault, text_fault
from charting_tui.store.chart_store import ChartStore

Phrases = dict[str, Phrase]
"""Phrases by their names in small letters, in the order of the names."""


@cache
def packaged_phrases() -> tuple[Phrase, ...]:
    """Return the phrases that a clinic begins with."""
    return tuple(Phrase.model_validate(one) for one in read_json("phrases.json")["phrases"])


def clinic_phrases(office: Office) -> Phrases:
    """Return the clinic's phrases: those of the program until an owner changes one of them."""
    return _by_name(packaged_phrases() if office.phrases is None else office.phrases)


def kept_phrases(store: ChartStore, *, mine: bool) -> Phrases:
    """Return the phrases of the person signed in, or the clinic's."""
    return _by_name(store.person_file(store.person).phrases) if mine else clinic_phrases(store.office)


def phrases_of(store: ChartStore) -> Phrases:
    """Return what the person signed in can bring in; of one name theirs goes before the clinic's."""
    both = {**kept_phrases(store, mine=False), **kept_phrases(store, mine=True)}
    return _by_name(both.values())


def read_phrases(text: str) -> tuple[Phrase, ...]:
    """Return the phrases that a file's text holds; BadInput names the first one that will not do."""
    phrases = record_in(text, PhraseFile, '{"phrases": []}').phrases
    for number, phrase in enumerate(phrases):
        fault = _fault(phrase)
        if phrase.name.casefold() in _by_name(phrases[:number]):
            fault = f".{phrase.name} is listed twice. Keep one of them."
        if fault:
            raise BadInput(f"phrases[{number}]: {fault}")
    return phrases


def save_phrase(store: ChartStore, phrase: Phrase, *, mine: bool, former: str = "") -> None:
    """Save a phrase in the place of the one of the name ``former``; BadInput says what is fault with it.

    NotAllowed for a clinic's phrase where the person is no owner.
    """
    check_phrase(phrase)

    def saved(kept: Phrases) -> Iterable[Phrase]:
        kept.pop(former.casefold(), None)
        if phrase.name.casefold() in kept:
            raise BadInput(
                f"There is already a phrase .{phrase.name}. Choose another name, or edit that one."
            )
        return (*kept.values(), phrase)

    _change(store, saved, mine=mine)


def delete_phrase(store: ChartStore, name: str, *, mine: bool) -> None:
    """Delete a phrase; what it has brought into notes stays there."""

    def deleted(kept: Phrases) -> Iterable[Phrase]:
        kept.pop(name.casefold(), None)
        return kept.values()

    _change(store, deleted, mine=mine)


def take_phrases(store: ChartStore, phrases: Iterable[Phrase], *, mine: bool) -> None:
    """Save these in the place of all of one's own, or of all of the clinic's."""
    _change(store, lambda _kept: phrases, mine=mine)


def _change(store: ChartStore, change: Callable[[Phrases], Iterable[Phrase]], *, mine: bool) -> None:
    """Save what a change makes of them; another login of the same person waits, of the clinic's is told."""
    if not mine:
        changed = change(clinic_phrases(store.office))
        save_office(store, store.office.model_copy(update={"phrases": tuple(_by_name(changed).values())}))
        return

    def with_changed(person: Person) -> Person:
        kept = change(_by_name(person.phrases))
        return person.model_copy(update={"phrases": tuple(_by_name(kept).values())})

    store.change_person(store.person, with_changed)


def check_phrase(phrase: Phrase) -> None:
    """Raise BadInput for a name that cannot be typed, or a text whose brackets do not close."""
    fault = _fault(phrase)
    if fault:
        raise BadInput(fault)


def _fault(phrase: Phrase) -> str:
    fault = text_fault(phrase.text)
    return name_fault(phrase.name) or (fault and f".{phrase.name}: {fault}")


def standing_over(store: ChartStore, name: str, *, mine: bool) -> str:
    """Return which phrase of that name goes before which, or nothing where there is only one."""
    if name.casefold() not in kept_phrases(store, mine=not mine):
        return ""
    if mine:
        return f"The clinic has .{name} too. In your notes, yours is used instead."
    return f"You have your own .{name}. In your notes, yours is used instead."


def _by_name(phrases: Iterable[Phrase]) -> Phrases:
    return {phrase.name.casefold(): phrase for phrase in sorted(phrases, key=lambda one: one.name.casefold())}


Texts = dict[str, str]
"""What stands in each field: name, whose, sections, text."""
CLINIC, MINE = "clinic", "me"


class PhraseForm:
    """One phrase being written; a new one where none is given. What is typed outlives a cut line."""

    def __init__(self, store: ChartStore, phrase: Phrase | None, *, mine: bool) -> None:
        self._store = store
        self._phrase = phrase
        self._mine = mine
        self.record: Texts = {
            "name": phrase.name if phrase else "",
            "whose": MINE if mine else CLINIC,
            "sections": ", ".join(phrase.sections) if phrase else "",
            "text": phrase.text if phrase else "",
        }
        name = f"phrase {self.record['whose']} {self.record['name']}"
        self.kept = kept_for(
            store, name, "You were writing a phrase. To continue, press o, then go to the phrases tab."
        )
        """Keeps what is typed and not saved yet."""

    @property
    def title(self) -> str:
        """Return the phrase as it is called, or that it is new."""
        return f".{self._phrase.name}" if self._phrase else "new phrase"

    def tells(self, texts: Texts) -> str:
        """Return what is to be known of what is typed, which may be what is wrong with it."""
        try:
            check_phrase(_phrase(texts))
            mine = is_mine(texts["whose"])
        except BadInput as fault:
            return fault.sentence
        return self._refusal(mine=mine) or standing_over(self._store, texts["name"], mine=mine)

    def save(self, texts: Texts) -> str:
        """Save it, and return whose it is and its name, as the office lists it.

        A phrase that goes from oneself to the clinic, or back, stays where it was too.
        """
        phrase, mine = _phrase(texts), is_mine(texts["whose"])
        if refusal := self._refusal(mine=mine):
            raise NotAllowed(refusal)
        former = self._phrase.name if self._phrase and mine == self._mine else ""
        save_phrase(self._store, phrase, mine=mine, former=former)
        self.kept.forget()
        return f"{MINE if mine else CLINIC} {phrase.name.casefold()}"

    def _refusal(self, *, mine: bool) -> str:
        refusal = "" if mine else why_not_owner(self._store)
        return refusal and f"{refusal} Type {MINE} under For to make one of your own."


def _phrase(texts: Texts) -> Phrase:
    name = texts["name"].strip().removeprefix(".")
    return Phrase.model_validate(
        {"name": name, "text": texts["text"].strip("\n"), "sections": _sections(texts["sections"])}
    )


def is_mine(text: str) -> bool:
    """Read whose something is; BadInput for who is neither the clinic nor oneself."""
    for whose in (CLINIC, MINE):
        if text.strip() and whose.startswith(text.strip().casefold()):
            return whose == MINE
    raise BadInput(f"For: “{text.strip()}” isn't {CLINIC} or {MINE}. Type one of them.")


def _sections(text: str) -> tuple[str, ...]:
    named = [word for word in text.casefold().replace(",", " ").split() if word != "everywhere"]
    found = [next((one for one in SECTIONS if one.startswith(word)), word) for word in named]
    wrong = next((word for word in found if word not in SECTIONS), "")
    if wrong:
        raise BadInput(f"Use in: “{wrong}” isn't one of {', '.join(SECTIONS)}. Type s, o, a or p.")
    return tuple(section for section in SECTIONS if section in found)
