"""Typed values and the changes they make to a draft; BadInput names the field and the remedy."""

import re
from datetime import time
from secrets import token_hex

from charting_tui.errors import BadInput
from charting_tui.records.claim import LETTERS, ClaimLine, Draft
from charting_tui.records.values import whole_number
from charting_tui.records.visit import BillTo, ServiceLine, Visit
from charting_tui.rules.changes import claim_line, set_code, with_claim_line, with_service

_SIDES = {"left": "left", "right": "right", "both": "both", "bilateral": "both"}
_CODE = re.compile(r"[0-9A-Z]{5}")
_CLOCK = re.compile(r"(\d{1,2})(?::?(\d{2}))?(?:([ap])m?)?")
_RANGE = re.compile(r"\s*(\d[\d:]*(?:[ap]m?)?)\s*(?:-|–|to|\s)\s*(\d[\d:]*(?:[ap]m?)?)\s*")
_ONE_SIDED = re.compile(r"\s*(\d[\d:]*(?:[ap]m?)?)\s*-\s*|\s*-\s*(\d[\d:]*(?:[ap]m?)?)\s*")
NOON = 12
LATEST_SHORT_HOUR = 7
"""Up to this hour a time without am or pm can be one of the afternoon."""


def new_line(code: str) -> ServiceLine:
    """Return a new service line of that code."""
    return ServiceLine(id=token_hex(4), code=code)


def with_line(draft: Draft, line: ServiceLine, billing: ClaimLine) -> Draft:
    """Return the draft with one service line more, billed that way."""
    visit = draft.visit.model_copy(update={"services": (*draft.visit.services, line)})
    claim = draft.claim.with_line(billing.model_copy(update={"line": line.id}))
    return draft.model_copy(update={"visit": visit, "claim": claim})


def without_line(draft: Draft, index: int) -> Draft:
    """Return the draft without one service line, its billing and its timer."""
    gone = draft.visit.services[index]
    services = tuple(line for line in draft.visit.services if line is not gone)
    lines = tuple(line for line in draft.claim.lines if line.line != gone.id)
    timers = tuple(timer for timer in draft.visit.timers if timer.line != gone.id)
    return draft.model_copy(
        update={
            "visit": draft.visit.model_copy(update={"services": services, "timers": timers}),
            "claim": draft.claim.model_copy(update={"lines": lines}),
        }
    )


def with_minutes(draft: Draft, index: int, text: str) -> Draft:
    """Return the draft with a line's minutes; words that are no number are kept as typed, for the rules."""
    return with_service(draft, index, minutes=minutes_of(text))


def minutes_of(text: str) -> int | str | None:
    """Return what was typed for minutes: a number, the words as they are, or nothing."""
    number = whole_number(text)
    return number if number is not None else text.strip() or None


def with_areas(draft: Draft, index: int, text: str) -> Draft:
    """Return the draft with the areas of a line; one side named at the end is the line's side."""
    area, side = areas_of(text)
    return with_service(draft, index, area=area, side=side)


def areas_of(text: str) -> tuple[str, str]:
    """Return areas and side: “upper trapezius left” is (“upper trapezius”, “left”)."""
    words = " ".join(text.split())
    before, _, last = words.rpartition(" ")
    side = _SIDES.get(last.lower(), "")
    named = [word for word in words.lower().replace(",", " ").split() if word in _SIDES]
    return (before.rstrip(","), side) if side and before and len(named) == 1 else (words, "")


def with_pointers(draft: Draft, index: int, text: str) -> Draft:
    """Return the draft with a line's diagnosis letters."""
    return with_claim_line(draft, index, pointers=pointers_of(text, draft.visit))


def pointers_of(text: str, visit: Visit) -> tuple[str, ...]:
    """Return the letters in ``text``, each once: “ab” is A, B. BadInput for a letter without a diagnosis."""
    letters = tuple(dict.fromkeys(letter for letter in text.upper() if letter not in " ,"))
    known = LETTERS[: len(visit.diagnoses)]
    for letter in letters:
        if letter not in LETTERS:
            raise BadInput(f"“{letter}” is not a diagnosis letter. Type letters like ab.")
        if letter not in known:
            have = f"There are {', '.join(known)}." if known else "Choose a diagnosis first."
            raise BadInput(f"No diagnosis has the letter {letter}. {have}")
    return letters


def with_units(draft: Draft, index: int, text: str) -> Draft:
    """Return the draft with a line's units; nothing typed means as many as the minutes earn."""
    return with_claim_line(draft, index, units=units_of(text))


def units_of(text: str) -> int | None:
    """Return units as a number, or None for nothing typed."""
    if not text.strip():
        return None
    number = whole_number(text)
    if number is None:
        raise BadInput(f"“{text.strip()}” is not a number of units. Type a whole number, or nothing.")
    return number


def with_modifiers(draft: Draft, index: int, text: str) -> Draft:
    """Return the draft with a line's modifiers."""
    return with_claim_line(draft, index, modifiers=modifiers_of(text))


def modifiers_of(text: str) -> tuple[str, ...]:
    """Return modifiers of two characters: “gp 59” is GP, 59."""
    found = tuple(text.upper().replace(",", " ").split())
    for modifier in found:
        if not re.fullmatch(r"[0-9A-Z]{2}", modifier):
            raise BadInput(f"“{modifier}” is not a modifier. Each has two characters, like GP or 59.")
    return found


def with_code(draft: Draft, index: int, code: str) -> Draft:
    """Return the draft with another code in a line; its minutes stay, its units are earned anew."""
    return set_code(index, code)(draft)


def code_of(text: str) -> str:
    """Return a procedure code as it is written; BadInput where it has not five characters."""
    code = text.strip().upper()
    if not _CODE.fullmatch(code):
        raise BadInput(f"“{text.strip()}” is not a procedure code. A code has five characters, like 97124.")
    return code


def with_next_bill_to(draft: Draft, index: int) -> Draft:
    """Return the draft with a line billed to the next in turn: payer, client, nobody."""
    order = list(BillTo)
    now = order.index(draft.visit.services[index].bill_to)
    return with_service(draft, index, bill_to=order[(now + 1) % len(order)])


def with_times(draft: Draft, text: str) -> Draft:
    """Return the draft with the session's times: “902-958”, or one alone: “902-”; nothing takes them out."""
    start, end = session_times_of(text, draft.visit)
    return draft.model_copy(
        update={"visit": draft.visit.model_copy(update={"time_in": start, "time_out": end})}
    )


def session_times_of(text: str, visit: Visit) -> tuple[time | None, time | None]:
    """Return time in and time out, of which one may be missing: “902-” or “-958”; BadInput as below."""
    one = _ONE_SIDED.fullmatch(text.lower())
    if one is None:
        return times_of(text, visit)
    moment = _clock(one[1] or one[2], visit)
    if moment is None:
        raise BadInput("Times in and out are typed like 902-958, 9:02-9:58 or 2pm-3pm.")
    return (moment, None) if one[1] else (None, moment)


def times_of(text: str, visit: Visit | None = None) -> tuple[time | None, time | None]:
    """Return time in and time out; BadInput for what is no time, or ends before it begins.

    An hour from 1 to 7 without am or pm is meant in the afternoon where that is nearer to the booking,
    or where nothing is booked.
    """
    if not text.strip():
        return None, None
    found = _RANGE.fullmatch(text.lower())
    start, end = (_clock(found[1], visit), _clock(found[2], visit)) if found else (None, None)
    if start is None or end is None:
        raise BadInput("Times in and out are typed like 902-958, 9:02-9:58 or 2pm-3pm.")
    if end <= start:
        raise BadInput(
            f"The session would end at {end:%H:%M}, before it began at {start:%H:%M}. Correct one."
        )
    return start, end


def _clock(text: str, visit: Visit | None) -> time | None:
    found = _CLOCK.fullmatch(text)
    if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:  # noqa: PLR2004
        return None
    hour, half = int(found[1]), found[3]
    if half:
        if not 1 <= hour <= NOON:
            return None
        hour = hour % NOON + (NOON if half == "p" else 0)
    elif 1 <= hour <= LATEST_SHORT_HOUR and _booked_hour(visit) - hour > NOON // 2:
        hour += NOON
    return time(hour, int(found[2] or 0))


def _booked_hour(visit: Visit | None) -> int:
    booked = visit.appointment.start if visit and visit.appointment else None
    return booked.hour if booked else NOON + 2


def with_diagnosis_toggled(draft: Draft, code: str) -> Draft:
    """Return the draft with that diagnosis added last, or taken out; letters still point to the same ones."""
    before = draft.visit.diagnoses
    after = tuple(one for one in before if one != code) if code in before else (*before, code)
    moved = {
        LETTERS[at]: LETTERS[after.index(one)] for at, one in enumerate(before[:12]) if one in after[:12]
    }
    changed = draft.model_copy(update={"visit": draft.visit.model_copy(update={"diagnoses": after})})
    for index in range(len(changed.visit.services)):
        pointers = claim_line(draft, index).pointers
        kept = tuple(
            moved.get(letter, letter) for letter in pointers if letter in moved or letter not in LETTERS
        )
        if kept != pointers:
            changed = with_claim_line(changed, index, pointers=kept)
    return changed
