"""Typed values and the changes they make to a draft; BadInput names the field and the remedy."""

import re
from dataclasses import dataclass
from datetime import time
from secrets import token_hex

from charting_tui.errors import BadInput
from charting_tui.readers.clock_times import read_time, read_time_range
from charting_tui.records.chart import ClientFile
from charting_tui.records.claim import LETTERS, ClaimLine, Draft
from charting_tui.records.draft_edits import (
    claim_line,
    set_code,
    set_narrative,
    with_claim_line,
    with_service,
)
from charting_tui.records.values import whole_number
from charting_tui.records.visit import (
    SECTIONS,
    BillTo,
    Note,
    ServiceLine,
    TimeBlock,
    Visit,
    with_exact_origins,
)

_SIDES = {"left": "left", "right": "right", "both": "both", "bilateral": "both"}
_CODE = re.compile(r"[0-9A-Z]{5}")


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
            raise BadInput(f"“{letter}” isn't a diagnosis letter. Type letters such as ab.")
        if letter not in known:
            have = f"The visit has {', '.join(known)}." if known else "Choose a diagnosis first."
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
        raise BadInput(f"“{text.strip()}” isn't a number of units. Type a whole number, or leave it blank.")
    return number


def with_modifiers(draft: Draft, index: int, text: str) -> Draft:
    """Return the draft with a line's modifiers."""
    return with_claim_line(draft, index, modifiers=modifiers_of(text))


def modifiers_of(text: str) -> tuple[str, ...]:
    """Return modifiers of two characters: “gp 59” is GP, 59."""
    found = tuple(text.upper().replace(",", " ").split())
    for modifier in found:
        if not re.fullmatch(r"[0-9A-Z]{2}", modifier):
            raise BadInput(f"“{modifier}” isn't a modifier. A modifier has two characters, such as GP or 59.")
    return found


def with_code(draft: Draft, index: int, code: str) -> Draft:
    """Return the draft with another code in a line; its minutes stay, its units are earned again."""
    return set_code(index, code)(draft)


def code_of(text: str) -> str:
    """Return a procedure code as it is written; BadInput where it has not five characters."""
    code = text.strip().upper()
    if not _CODE.fullmatch(code):
        raise BadInput(f"“{text.strip()}” isn't a procedure code. A code has five characters, such as 97124.")
    return code


def with_next_bill_to(draft: Draft, index: int) -> Draft:
    """Return the draft with a line billed to the next in turn: payer, client, no one."""
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
    """Return time in and time out, of which one or both may be missing: “902-” or “-958”.

    Without am or pm they lie near the appointment. BadInput for what is no time.
    """
    typed, booked = text.strip(), visit.appointment
    if not typed:
        return None, None
    if typed.endswith("-"):
        return read_time(typed[:-1], booked.start if booked else None), None
    if typed.startswith("-"):
        return None, read_time(typed[1:], booked.end if booked else None)
    return read_time_range(typed, booked.start if booked else None)


def block_of(text: str, visit: Visit) -> TimeBlock:
    """Return the time from and to which a service was given: “905-935”; BadInput for what is none."""
    start, end = read_time_range(text, began(visit))
    return TimeBlock(time_in=start, time_out=end)


def began(visit: Visit) -> time | None:
    """Return the time in, or else the booked start; None where neither is known."""
    return visit.time_in or (visit.appointment.start if visit.appointment else None)


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


@dataclass(frozen=True)
class Entered:
    """What a change entered in the client's file."""

    before: ClientFile
    after: ClientFile
    of_note: bool = True
    """Whether the note says it too, so that it stays as long as the note does."""


@dataclass(frozen=True)
class EnteredDraft:
    """A draft that takes something in, and what of it stands in the client's file already."""

    draft: Draft
    entered: Entered | None = None


@dataclass(frozen=True)
class UndoStep:
    """What a visit was before a change and after it."""

    before: Draft
    after: Draft
    entered: Entered | None = None
    """None where the client's file was let be."""

    def note_without(self, now: Note) -> Note | None:
        """Return the note without what the change brought in, but with what was typed beside it since.

        None where the words that it brought in were changed.
        """
        before, after = self.before.visit.note, self.after.visit.note
        if now == after:
            return before
        texts = {}
        for section in SECTIONS:
            was, brought, stands = (getattr(note, section) for note in (before, after, now))
            if brought == was:
                texts[section] = stands
            elif stands.startswith(brought):
                typed = stands.removeprefix(brought)
                texts[section] = was + typed if was else typed.lstrip()
            else:
                return None
        line = now.quick_line or before.quick_line
        return with_exact_origins(before.model_copy(update={**texts, "quick_line": line}))


_ANSWERS = {"": None, "yes": True, "y": True, "no": False, "n": False}


def with_narrative(draft: Draft, index: int, text: str) -> Draft:
    """Return the draft with the words that go with a line on the claim."""
    return set_narrative(index, " ".join(text.split()))(draft)


def with_blocks(draft: Draft, index: int, text: str) -> Draft:
    """Return the draft with the times of one line."""
    return with_service(draft, index, blocks=blocks_of(text, draft.visit))


def blocks_of(text: str, visit: Visit) -> tuple[TimeBlock, ...]:
    """Return times: “1015-1030, 1110-1120”; BadInput where one cannot be read or ends before it begins."""
    return tuple(block_of(part, visit) for part in text.replace(";", ",").split(",") if part.strip())


def blocks_text(draft: Draft, index: int) -> str:
    """Return the times of a line as they are typed."""
    blocks = draft.visit.services[index].blocks
    return ", ".join(f"{block.time_in:%H:%M}-{block.time_out:%H:%M}" for block in blocks)


def with_new_insertion(draft: Draft, index: int, text: str) -> Draft:
    """Return the draft with whether needles were inserted again for a line."""
    return with_service(draft, index, new_insertion=new_insertion_of(text))


def new_insertion_of(text: str) -> bool | None:
    """Return the answer, or None for nothing; BadInput for anything but yes and no."""
    if text.strip().lower() not in _ANSWERS:
        raise BadInput(f"“{text.strip()}” isn't yes or no. Type one of them.")
    return _ANSWERS[text.strip().lower()]


def new_insertion_text(draft: Draft, index: int) -> str:
    """Return the answer of a line as it is typed."""
    said = draft.visit.services[index].new_insertion
    return "" if said is None else "yes" if said else "no"
