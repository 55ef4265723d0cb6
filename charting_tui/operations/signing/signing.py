"""Signing a visit: PIN, then one transaction that makes the record final; addenda are a later word to it."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from charting_tui.coding.billing.pricing import settled
from charting_tui.errors import BadInput, NotAllowed
from charting_tui.operations.kept import Kept, kept_for, visit_named
from charting_tui.operations.permission import May, is_allowed, signed_in
from charting_tui.operations.signing.dismissing import check_reason
from charting_tui.operations.signing.pins import check_pin
from charting_tui.operations.visits.editing import began
from charting_tui.operations.visits.editing_session import EditingSession
from charting_tui.operations.visits.timing import why_timer_stops_signing
from charting_tui.readers.clock_times import shown_time
from charting_tui.readers.dates import date_in_words
from charting_tui.records.canonical import FORM, attested_text, digest
from charting_tui.records.chart import Act, VisitFile
from charting_tui.records.visit import (
    SECTIONS,
    Addendum,
    Note,
    Signature,
    SignedRecord,
    Visit,
    VisitState,
    with_exact_origins,
)
from charting_tui.rules.finding import Finding, Severity
from charting_tui.shorthand.phrases import first_unfilled
from charting_tui.store.chart_files.writing import ChartChange
from charting_tui.store.chart_store import ChartStore

IDLE = 180.0
"""Seconds without a key after which it stands no more: its giver may have gone away."""


@dataclass(frozen=True)
class _AddendumGiven:
    person: str
    digest: str
    at: float


class StandingPin:
    """What one login remembers in memory alone; never the digits."""

    def __init__(self, read: Callable[[], float] = time.monotonic) -> None:
        """``read`` answers seconds that no change of the wall clock moves."""
        self._read = read
        self._given: _AddendumGiven | None = None
        self._touched = read()

    def given(self, store: ChartStore) -> None:
        """The person signed in has just given their PIN, and it was right."""
        pin = store.person_file(store.person).pin
        if pin is not None:
            self._touched = self._read()
            self._given = _AddendumGiven(store.person, pin.digest, self._touched)

    def touched(self) -> None:
        """A key was pressed."""
        now = self._read()
        if now - self._touched > IDLE:
            self._given = None
        self._touched = now

    def until(self, store: ChartStore) -> datetime | None:
        """Return the moment until which the PIN stands for the person signed in, or None if it does not.

        A wrong PIN anywhere, a pause, a new PIN and a shorter time in the office all end it.
        """
        given, now = self._given, self._read()
        if given is None or given.person != store.person or now - self._touched > IDLE:
            return None
        left = given.at + 60 * store.office.practice.pin_minutes - now
        pin = store.person_file(store.person).pin
        if left <= 0 or pin is None or pin.digest != given.digest or pin.wrong_tries or pin.locked_until:
            return None
        return store.clock.now() + timedelta(seconds=left)


PIN_STOOD = "by a PIN given minutes before"
"""What the event of a signature tells where the PIN was not typed for it."""
_UNCONFIRMED = "Codes copied from an earlier visit still need today's minutes. Open the visit to enter them."


def stops_signing(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return the findings that must be fixed or dismissed before the visit can be signed."""
    return tuple(found for found in findings if found.stops == "sign" and found.severity is Severity.BLOCKS)


def may_sign(session: EditingSession) -> str:
    """Return why the visit cannot be signed as it stands, or nothing if it can."""
    person = signed_in(session.store.office, session.store.person)
    visit = session.draft.visit
    if not is_allowed(person, May.WRITE_NOTES) or visit.therapist != person.id:
        return "Only the treating therapist can sign this visit."
    return (
        why_too_early(visit, session.store.clock.local())
        or _unfinished(visit.note)
        or (_UNCONFIRMED if visit.unconfirmed else "")
        or why_timer_stops_signing(visit, session.store.clock.zone)
        or _stopping_rule(session)
    )


def why_too_early(visit: Visit, now: datetime) -> str:
    """Return why a visit is not signed before it begins, or nothing once it has.

    It begins with its time in, or else as it is booked; ``now`` is on the practice's wall clock.
    """
    start = began(visit)
    if visit.date > now.date():
        begins, typed = f"is on {date_in_words(visit.date)}", False
    elif visit.date == now.date() and start is not None and start > now.time():
        begins, typed = f"starts at {shown_time(start)}", visit.time_in is not None
    else:
        return ""
    return f"This visit {begins}. Sign it after it begins{', or correct the time in' if typed else ''}."


def _stopping_rule(session: EditingSession) -> str:
    first = next(iter(stops_signing(session.findings())), None)
    return f"{first.rule} blocks signing: {first.message} {first.remedy}" if first else ""


def _unfinished(note: Note) -> str:
    """Return what of the note's text is not written out yet, in a sentence, or nothing."""
    if note.quick_line.strip():
        return "Your quick line isn't in the note yet. Go back and add it, or clear it."
    if not any(getattr(note, section).strip() for section in SECTIONS):
        return "The note is empty. Write the note first."
    unfilled = first_unfilled(note)
    if unfilled is None:
        return ""
    section, _, slot = unfilled
    name = section.capitalize()
    return f"A phrase in {name} has an unfilled blank: “{slot.inside}”. Press Ctrl+F to go there."


def sign(session: EditingSession, digits: str) -> SignedRecord:
    """Sign the visit as it stands: the record becomes final, its claim's proposals become entries.

    Raises NotAllowed or BadInput with the reason; then nothing is changed but the count of tries.
    """
    _refuse_what_stops(session)
    check_pin(session.store, digits)
    return _made_final(session, how="")


def sign_by_standing_pin(session: EditingSession, standing: StandingPin) -> SignedRecord:
    """Sign as above by the PIN that was given a moment ago; NotAllowed where it stands no more."""
    _refuse_what_stops(session)
    if standing.until(session.store) is None:
        raise NotAllowed("It has been a while since you typed your PIN. Press s and type it again.")
    return _made_final(session, how=PIN_STOOD)


def _refuse_what_stops(session: EditingSession) -> None:
    """Refuse what stops the signature, and a payer that the person who signs has not seen yet."""
    new_payer = session.read_file()
    if new_payer:
        raise NotAllowed(f"{new_payer} Read the record again, then sign.")
    refusal = may_sign(session)
    if refusal:
        raise NotAllowed(refusal)


def _made_final(session: EditingSession, *, how: str) -> SignedRecord:
    store, draft = session.store, session.draft
    visit = draft.visit.model_copy(
        update={"state": VisitState.DONE, "timers": (), "note": with_exact_origins(draft.visit.note)}
    )
    office = store.office
    claim = settled(draft.claim, draft, office.payer(visit.payer), office.practice)
    text = attested_text(visit, session.chart.id)
    signed = SignedRecord(
        visit=visit.id,
        form=FORM,
        text=text,
        signature=Signature(by=store.person, at=store.clock.now(), digest=digest(text)),
    )
    edit = session.change_to_save()
    store.commit(
        ChartChange(
            Act.SIGNED,
            edit.client,
            subject=visit.id,
            visit=visit,
            visit_revision=edit.visit_revision,
            claim=claim,
            signed=signed,
            session=edit.session,
            sequence=edit.sequence,
            how=how,
        )
    )
    session.signed_off()
    return signed


def why_not_add(store: ChartStore, kept: VisitFile) -> str:
    """Return why the person signed in may not add to this record, or nothing if they may."""
    person = signed_in(store.office, store.person)
    if kept.signed is None:
        return "This visit isn't signed yet. Its therapist can write in the note itself."
    mine = person.id in {kept.signed.signature.by, kept.visit.therapist}
    if not mine and not is_allowed(person, May.ADD_TO_ANY_RECORD):
        return "Only the person who signed a record, or an owner, can add to it."
    return ""


def check_addendum(reason: str, text: str) -> None:
    """Raise BadInput for an addendum without a text or without a reason."""
    if not text.strip():
        raise BadInput("The addendum is empty. Type what you are adding or correcting.")
    check_reason(
        reason, "The addendum needs a reason. Type why you are adding it; the cursor is on that line."
    )


def check_corrects(visit: Visit, words: str) -> None:
    """Raise BadInput where these words are neither in the note nor a diagnosis or code of the record."""
    wanted = " ".join(words.split()).casefold()
    codes = (f"{line.code} {line.minutes} min" for line in visit.services)
    record = (visit.note.text(), visit.health_update, *visit.diagnoses, *codes)
    if not any(wanted in " ".join(text.split()).casefold() for text in record):
        raise BadInput(
            "The record doesn't have these words. Type them as they are in the note, or empty the line."
        )


def add_addendum(store: ChartStore, client: str, kept: VisitFile, addendum: Addendum, digits: str) -> None:
    """Add a later word, by the PIN of its author, as one event.

    NotAllowed or BadInput with the reason; then nothing is changed but the count of tries.
    """
    refusal = why_not_add(store, kept)
    if refusal:
        raise NotAllowed(refusal)
    check_addendum(addendum.reason, addendum.text)
    check_corrects(kept.visit, addendum.corrects)
    check_pin(store, digits)
    written = Addendum(
        by=store.person,
        at=store.clock.now(),
        reason=" ".join(addendum.reason.split()),
        text=addendum.text.strip(),
        corrects=" ".join(addendum.corrects.split()),
    )
    store.commit(ChartChange(Act.ADDED, client, subject=kept.visit.id, addendum=written))


def kept_addendum(store: ChartStore, kept: VisitFile, client: str) -> Kept:
    """Return what keeps the words of a visit's addendum until it is signed; ``client`` is the name."""
    named = visit_named(client, kept.visit)
    doing = f"You were writing an addendum to {named}. To continue, open that visit and press a."
    return kept_for(store, f"addendum {kept.visit.id}", doing)
