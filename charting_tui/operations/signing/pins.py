"""A person's PIN: chosen once, asked for at a signature and at the lock, and slower with every wrong one."""

from datetime import datetime, timedelta, tzinfo

from charting_tui.errors import BadInput, ChartingError, NotAllowed
from charting_tui.records.people import Person, Pin
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.office_file import new_pin, pin_matches

TRIES = 5
"""Wrong PINs in a row before a pause."""
PAUSE = timedelta(minutes=5)
"""After that many; each further wrong one doubles it, up to the longest."""
LONGEST_PAUSE = timedelta(hours=1)


def has_pin(store: ChartStore) -> bool:
    """Whether the person signed in has chosen a PIN."""
    return store.person_file(store.person).pin is not None


def choose_pin(store: ChartStore, digits: str) -> None:
    """Give the person signed in their first PIN."""

    def chosen(person: Person) -> Person:
        if person.pin is not None:
            raise NotAllowed("You have a PIN already.")
        return person.model_copy(update={"pin": new_pin(digits)})

    store.change_person(store.person, chosen)


def check_pin(store: ChartStore, digits: str) -> None:
    """Raise BadInput for a wrong PIN, NotAllowed during the pause after too many."""
    refusals: list[ChartingError] = []
    now = store.clock.now()

    def tried(person: Person) -> Person:
        if person.pin is None:
            raise NotAllowed("You have no PIN yet. Choose one first.")
        pin, refusal = _after_try(person.pin, digits, now, store.clock.zone)
        refusals.extend([refusal] if refusal else [])
        return person.model_copy(update={"pin": pin})

    store.change_person(store.person, tried)
    for refusal in refusals:
        raise refusal


def _after_try(pin: Pin, digits: str, now: datetime, zone: tzinfo) -> tuple[Pin, ChartingError | None]:
    """Return the PIN with its count after one try, and why the try is refused."""
    if pin.locked_until is not None and now < pin.locked_until:
        return pin, _paused(pin.locked_until, zone)
    if pin_matches(pin, digits):
        return pin.model_copy(update={"wrong_tries": 0, "locked_until": None}), None
    tries = pin.wrong_tries + 1
    if tries >= TRIES:
        until = now + min(PAUSE * 2 ** min(tries - TRIES, 8), LONGEST_PAUSE)
        return pin.model_copy(update={"wrong_tries": tries, "locked_until": until}), _paused(until, zone)
    left = f"{TRIES - tries} {'try' if TRIES - tries == 1 else 'tries'} left"
    sentence = f"That is not your PIN. {left} before a pause of {PAUSE.seconds // 60} minutes."
    return pin.model_copy(update={"wrong_tries": tries, "locked_until": None}), BadInput(sentence)


def _paused(until: datetime, zone: tzinfo) -> NotAllowed:
    return NotAllowed(f"Too many wrong PINs. Try again after {until.astimezone(zone):%H:%M}.")
