"""A person's PIN: chosen once, asked for at a signature and at the lock, and slower with every wrong one."""

import secrets
from datetime import datetime, timedelta, tzinfo

from charting_tui.errors import BadInput, ChartingError, NotAllowed
from charting_tui.operations.notices import tell
from charting_tui.operations.permission import May, is_allowed, require
from charting_tui.readers.clock_times import shown_time
from charting_tui.readers.dates import shown_date
from charting_tui.records.people import Notice, OneTimeCode, Person, Pin
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.office_file import new_pin, pin_matches

TRIES = 5
"""Wrong PINs in a row before a pause."""
PAUSE = timedelta(minutes=5)
"""After that many; each further wrong one doubles it, up to the longest."""
LONGEST_PAUSE = timedelta(hours=1)
CODE_LASTS = timedelta(days=7)
"""How long a one-time code counts."""


def has_pin(store: ChartStore) -> bool:
    """Whether the person signed in has chosen a PIN."""
    return store.person_file(store.person).pin is not None


def why_no_first_pin(store: ChartStore) -> str:
    """Return why the person signed in cannot choose a PIN without an owner's code, or nothing if they can.

    A login by their own SSH key proves who they are; and whoever makes a clinic is its first owner.
    """
    if store.by_key or _is_first_owner(store):
        return ""
    owners = ", ".join(one.name for one in store.office.people if is_allowed(one, May.PROVE_PEOPLE))
    return f"You have no PIN. Ask an owner for a one-time code, from Settings › staff ({owners})."


def has_code(store: ChartStore) -> bool:
    """Whether an owner gave the person signed in a one-time code that still counts."""
    code = store.person_file(store.person).code
    return code is not None and store.clock.now() < code.until


def check_code(store: ChartStore, digits: str) -> None:
    """Raise BadInput for a wrong one-time code, NotAllowed during the pause after too many or without one."""
    refusals: list[ChartingError] = []
    now = store.clock.now()

    def tried(person: Person) -> Person:
        if person.code is None or now >= person.code.until:
            raise NotAllowed(why_no_first_pin(store) or "You have no one-time code. Ask an owner for one.")
        pin, refusal = _after_try(person.code.pin, digits, now, store.clock.zone, what="code")
        refusals.extend([refusal] if refusal else [])
        return person.model_copy(update={"code": person.code.model_copy(update={"pin": pin})})

    store.change_person(store.person, tried, how="a one-time code was tried")
    for refusal in refusals:
        raise refusal


def choose_pin(store: ChartStore, digits: str, code: str = "") -> None:
    """Give the person signed in their first PIN, or a new one after a reset.

    By an owner's one-time code, which is used up, or on a login by the person's own key; NotAllowed for
    anybody who only says that they are that person.
    """
    refusal = why_no_first_pin(store)
    if refusal and not code:
        raise NotAllowed(refusal)
    if code:
        check_code(store, code)
    proved = "on their own SSH key" if store.by_key else "as first owner"
    by = "by an owner's one-time code" if code else proved

    def chosen(person: Person) -> Person:
        if person.pin is not None:
            raise NotAllowed("You already have a PIN.")
        return person.model_copy(update={"pin": new_pin(digits), "code": None})

    store.change_person(store.person, chosen, how=f"PIN chosen {by}")


def give_code(store: ChartStore, person_id: str, own_pin: str) -> str:
    """Take someone's PIN away and return a one-time code for a new one, by the owner's own PIN.

    The person sees at their next login who did that, and when.
    """
    owner = require(store, May.PROVE_PEOPLE)
    check_pin(store, own_pin)
    if store.office.person(person_id) is None:
        raise BadInput(f"“{person_id}” isn't on this clinic's staff.")
    return _reset(store, person_id, by=owner.name, how="PIN reset; a one-time code was given")


def reset_at_console(store: ChartStore, person_id: str) -> str:
    """Take the PIN of the only owner away who could do it, and return a one-time code for a new one.

    For whoever runs commands as the clinic's account, who can change every file anyway: so that it is an
    event, and every owner is told at the next login. NotAllowed where an owner can do it in Settings.
    """
    person = store.office.person(person_id)
    if person is None or not is_allowed(person, May.PROVE_PEOPLE):
        raise NotAllowed(f"“{person_id}” is not an owner. An owner gives others a code in Settings, Staff.")
    others = [one for one in store.office.people if one.id != person_id and is_allowed(one, May.PROVE_PEOPLE)]
    able = [one.name for one in others if store.person_file(one.id).pin is not None]
    if able:
        raise NotAllowed(f"Another owner gives this code in Settings, Staff: {', '.join(able)}.")
    digits = _reset(store, person_id, by="Someone at the server's console", how="PIN reset at the console")
    for one in others:
        tell(store, one.id, f"The PIN of {person.name} was reset at the server's console.")
    return digits


def _reset(store: ChartStore, person_id: str, *, by: str, how: str) -> str:
    digits, now = f"{secrets.randbelow(10**6):06}", store.clock.now()
    when = f"{shown_date(store.clock.today())} at {shown_time(store.clock.local().time())}"

    def given(person: Person) -> Person:
        told = Notice(at=now, text=f"{by} reset your PIN on {when}. If you didn't expect this, ask.")
        code = OneTimeCode(pin=new_pin(digits), until=now + CODE_LASTS)
        notices = (*person.notices, told) if person.pin is not None else person.notices
        return person.model_copy(update={"pin": None, "code": code, "notices": notices})

    store.change_person(person_id, given, how=how)
    return digits


def _is_first_owner(store: ChartStore) -> bool:
    """Whether this is an owner of a clinic in which no owner has a PIN or was given a code."""
    owners = [one for one in store.office.people if is_allowed(one, May.PROVE_PEOPLE)]
    files = [store.person_file(one.id) for one in owners]
    fresh = all(file.pin is None and file.code is None for file in files)
    return fresh and store.person in {one.id for one in owners}


def check_pin(store: ChartStore, digits: str) -> None:
    """Raise BadInput for a wrong PIN, NotAllowed during the pause after too many."""
    refusals: list[ChartingError] = []
    now = store.clock.now()

    def tried(person: Person) -> Person:
        if person.pin is None:
            raise NotAllowed("You have no PIN yet. Choose one when you sign a note.")
        pin, refusal = _after_try(person.pin, digits, now, store.clock.zone)
        refusals.extend([refusal] if refusal else [])
        return person.model_copy(update={"pin": pin})

    store.change_person(store.person, tried)
    for refusal in refusals:
        raise refusal


def _after_try(
    pin: Pin, digits: str, now: datetime, zone: tzinfo, what: str = "PIN"
) -> tuple[Pin, ChartingError | None]:
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
    sentence = f"That is not your {what}. {left} before a pause of {PAUSE.seconds // 60} minutes."
    return pin.model_copy(update={"wrong_tries": tries, "locked_until": None}), BadInput(sentence)


def _paused(until: datetime, zone: tzinfo) -> NotAllowed:
    return NotAllowed(f"Too many wrong PINs. Try again after {until.astimezone(zone):%H:%M}.")
