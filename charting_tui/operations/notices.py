"""What a person is to see at their next login: a PIN that was reset, an emergency access in their clinic."""

from charting_tui.operations.permission import May, is_allowed
from charting_tui.records.people import Notice, Person
from charting_tui.store.chart_store import ChartStore


def unread_notices(store: ChartStore) -> tuple[Notice, ...]:
    """Return what the person signed in has not seen yet, the oldest first."""
    return store.person_file(store.person).notices


def notices_read(store: ChartStore) -> None:
    """The person signed in has seen them."""
    seen = unread_notices(store)
    if seen:
        store.change_person(store.person, lambda person: _without(person, seen), how="notices read")


def tell_owners(store: ChartStore, text: str, how: str = "notice") -> None:
    """Have every owner see a sentence at their next login."""
    for one in store.office.people:
        if is_allowed(one, May.PROVE_PEOPLE):
            tell(store, one.id, text, how)


def tell(store: ChartStore, person_id: str, text: str, how: str = "notice") -> None:
    """Have a person see a sentence at their next login; ``how`` is what the event says."""
    told = Notice(at=store.clock.now(), text=text)
    store.change_person(person_id, lambda person: _with(person, told), how=how)


def _with(person: Person, told: Notice) -> Person:
    return person.model_copy(update={"notices": (*person.notices, told)})


def _without(person: Person, seen: tuple[Notice, ...]) -> Person:
    return person.model_copy(update={"notices": tuple(one for one in person.notices if one not in seen)})
