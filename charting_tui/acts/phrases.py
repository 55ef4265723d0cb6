"""The clinic's and one's own phrases: which hold, and who changes them."""

from collections.abc import Callable, Iterable
from functools import cache

from charting_tui.acts.office import save_office
from charting_tui.acts.own_files import record_in
from charting_tui.coding.data_files import read_json
from charting_tui.errors import BadInput
from charting_tui.records.office import Office
from charting_tui.records.people import Person
from charting_tui.records.phrases import Phrase, PhraseFile
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
            fault = f".{phrase.name} is there twice; keep one of them."
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
            raise BadInput(f".{phrase.name} is there already; choose another name, or change that one.")
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
        return f"The clinic has .{name} too; where you write, yours goes before it."
    return f"You have a .{name} of your own, which goes before this one where you write."


def _by_name(phrases: Iterable[Phrase]) -> Phrases:
    return {phrase.name.casefold(): phrase for phrase in sorted(phrases, key=lambda one: one.name.casefold())}
