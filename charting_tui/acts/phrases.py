"""The clinic's and one's own phrases: which hold, and who changes them."""

import json
from collections.abc import Iterable
from functools import cache

from pydantic import ValidationError

from charting_tui.acts.office import save_office
from charting_tui.coding.data_files import read_json
from charting_tui.errors import BadInput
from charting_tui.records.office import Office
from charting_tui.records.people import Person
from charting_tui.records.phrases import Phrase, PhraseFile
from charting_tui.rules.form_faults import sentence_of
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


def own_phrases(store: ChartStore) -> Phrases:
    """Return those of the person signed in."""
    return _by_name(store.person_file(store.person).phrases)


def phrases_of(store: ChartStore) -> Phrases:
    """Return what the person signed in can bring in; of one name theirs goes before the clinic's."""
    both = {**clinic_phrases(store.office), **own_phrases(store)}
    return _by_name(both.values())


def read_phrases(text: str) -> tuple[Phrase, ...]:
    """Return the phrases that a file's text holds; BadInput names the first one that will not do."""
    try:
        given = json.loads(text)
    except ValueError as fault:
        where = f"line {fault.lineno}: " if isinstance(fault, json.JSONDecodeError) else ""
        raise BadInput(f'{where}this is not JSON; write {{"phrases": []}}.') from None
    if not isinstance(given, dict):
        raise BadInput('The file must hold an object, {"phrases": []}.')
    try:
        phrases = PhraseFile.model_validate_json(json.dumps(given)).phrases
    except ValidationError as fault:
        raise BadInput(sentence_of(fault, PhraseFile, given)) from None
    for number, phrase in enumerate(phrases):
        fault_here = name_fault(phrase.name) or text_fault(phrase.text)
        if not fault_here and len(_by_name(phrases[: number + 1])) <= number:
            fault_here = f".{phrase.name} is there twice; keep one of them."
        if fault_here:
            raise BadInput(f"phrases[{number}]: {fault_here}")
    return phrases


def kept_phrases(store: ChartStore, *, mine: bool) -> Phrases:
    """Return one's own phrases, or the clinic's."""
    return own_phrases(store) if mine else clinic_phrases(store.office)


def save_phrase(store: ChartStore, phrase: Phrase, *, mine: bool, former: str = "") -> None:
    """Save a phrase in the place of the one of the name ``former``; BadInput says what is wrong with it.

    NotAllowed for a clinic's phrase where the person is no owner.
    """
    check_phrase(phrase)
    kept = kept_phrases(store, mine=mine)
    kept.pop(former.casefold(), None)
    if phrase.name.casefold() in kept:
        raise BadInput(f".{phrase.name} is there already; choose another name, or change that one.")
    take_phrases(store, (*kept.values(), phrase), mine=mine)


def delete_phrase(store: ChartStore, name: str, *, mine: bool) -> None:
    """Delete a phrase; what it has brought into notes stays there."""
    kept = kept_phrases(store, mine=mine)
    kept.pop(name.casefold(), None)
    take_phrases(store, kept.values(), mine=mine)


def take_phrases(store: ChartStore, phrases: Iterable[Phrase], *, mine: bool) -> None:
    """Save these in the place of all of one's own, or of all of the clinic's."""
    kept = tuple(_by_name(phrases).values())
    if not mine:
        save_office(store, store.office.model_copy(update={"phrases": kept}))
        return

    def changed(person: Person) -> Person:
        return person.model_copy(update={"phrases": kept})

    store.change_person(store.person, changed)


def check_phrase(phrase: Phrase) -> None:
    """Raise BadInput for a name that cannot be typed, or a text whose brackets do not close."""
    fault = name_fault(phrase.name) or text_fault(phrase.text)
    if fault:
        raise BadInput(f".{phrase.name}: {fault}" if not name_fault(phrase.name) else fault)


def standing_over(store: ChartStore, name: str, *, mine: bool) -> str:
    """Return which phrase of that name goes before which, or nothing where there is only one."""
    if name.casefold() not in kept_phrases(store, mine=not mine):
        return ""
    if mine:
        return f"The clinic has .{name} too; where you write, yours goes before it."
    return f"You have a .{name} of your own, which goes before this one where you write."


def _by_name(phrases: Iterable[Phrase]) -> Phrases:
    return {phrase.name.casefold(): phrase for phrase in sorted(phrases, key=lambda one: one.name.casefold())}
