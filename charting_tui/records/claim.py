"""What is billed for a visit and who pays: by the coverage until the signature, by the biller after it."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import Field

from charting_tui.records.answers import (
    Adjustment,
    Denial,
    LineAnswer,
    LinePayment,
    PayerCheck,
    RecordsRequest,
)
from charting_tui.records.coverage import Coverage
from charting_tui.records.values import AsTyped, Cents, Day, Moment, Record
from charting_tui.records.visit import BillTo, Visit

LETTERS = "ABCDEFGHIJKL"
"""The letters of a claim's diagnoses, twelve at the most."""


class ClaimState(StrEnum):
    """How far a claim has come."""

    OPEN = "open"
    HELD = "held"
    WRITTEN = "written"
    SENT = "sent"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    PAID = "paid"
    PARTLY_PAID = "partly paid"
    ADJUSTED = "adjusted"
    """Nothing is paid, and nothing is owed: all of it was taken off by contract."""
    DENIED = "denied"
    WRITTEN_OFF = "written off"
    NOT_BILLABLE = "not billable"

    @property
    def unbilled(self) -> bool:
        """Whether the money is still to be asked for: rejected and denied come back by themselves."""
        return self in {ClaimState.OPEN, ClaimState.HELD, ClaimState.REJECTED, ClaimState.DENIED}


class ClaimLine(Record):
    """How one service line is billed."""

    line: str = ""
    """The id of the service line."""
    units: AsTyped = None
    """None: as many as the minutes earn."""
    modifiers: tuple[str, ...] = ()
    pointers: tuple[str, ...] = ()
    """Letters of the visit's diagnoses, the most important first."""
    charge: Cents | None = None
    """None: the practice's fee for each unit."""
    first_payer: LinePayment | None = Field(default=None, exclude_if=lambda answer: answer is None)
    """What the payer before this one paid and took off; None: it has not answered, or there is none."""


class Hold(Record):
    """Why a claim waits, and until when."""

    reason: str
    by: str
    until: Day | None = None
    was: ClaimState = Field(default=ClaimState.OPEN, exclude_if=lambda state: state is ClaimState.OPEN)
    """What the claim was before, and is again once the hold is lifted."""

    @property
    def words(self) -> str:
        """The hold like “held until 12/01 for the new member card”."""
        until = f" until {self.until:%m/%d}" if self.until else ""
        return f"held{until}{f' for {self.reason}' if self.reason else ''}"


class Remittance(Record):
    """What a payer answered; a later one of the same payer says what it paid and took off beyond that."""

    received_on: Day
    paid: Cents
    adjusted: Cents = 0
    reasons: tuple[str, ...] = ()
    client_owes: Cents = Field(default=0, exclude_if=lambda cents: not cents)
    """What the payer leaves to the client: deductible, coinsurance, copay (group PR)."""
    payer: str = Field(default="", exclude_if=lambda payer: not payer)
    """The id of who answered; empty in older charts."""
    claim: str = Field(default="", exclude_if=lambda number: not number)
    """Our own number of the claim that was answered; empty in older charts."""
    allowed: Cents | None = Field(default=None, exclude_if=lambda cents: cents is None)
    """What the payer holds to be the price; None: not entered."""
    adjustments: tuple[Adjustment, ...] = Field(default=(), exclude_if=lambda parts: not parts)
    """What was taken off the claim as a whole; what was taken off a line stands there."""
    lines: tuple[LineAnswer, ...] = Field(default=(), exclude_if=lambda lines: not lines)
    """Of every line that is billed to the payer, or of none."""
    check: PayerCheck | None = Field(default=None, exclude_if=lambda check: check is None)

    @property
    def every_adjustment(self) -> tuple[Adjustment, ...]:
        """What was taken off the claim and its lines."""
        return (*self.adjustments, *(part for line in self.lines for part in line.adjustments))


PaidBy = Literal["cash", "card", "check", "package"]
"""How a client pays; a package was paid for before, visit by visit."""


class PaymentVoid(Record):
    """Why an entry about money does not count, and who said so."""

    day: Day
    by: str
    reason: str


class ClientPayment(Record):
    """What a client paid for a visit, or was given back, and who took it."""

    day: Day
    cents: Cents
    """Below nothing where it was refunded."""
    paid_by: PaidBy
    taken_by: str = ""
    """The id of a person."""
    package: str = Field(default="", exclude_if=lambda package: not package)
    """The id of the package that the visit is taken off; empty where none is."""
    reference: str = Field(default="", exclude_if=lambda reference: not reference)
    """The number of a check, the last four digits of a card, or what else tells it from others."""
    reason: str = Field(default="", exclude_if=lambda reason: not reason)
    """Why it was refunded."""
    void: PaymentVoid | None = Field(default=None, exclude_if=lambda void: void is None)
    """Of an entry that was a mistake: it stays, and counts nothing."""

    @property
    def refund(self) -> bool:
        """Whether the client was given money back."""
        return self.cents < 0

    @property
    def words(self) -> str:
        """The entry without its money, like “card 4242” or “refund by check 1043”."""
        return f"{'refund by ' if self.refund else ''}{self.paid_by} {self.reference}".rstrip()


class TherapistQuestion(Record):
    """What a biller asks the therapist of a visit before it is billed; no part of the note."""

    text: str
    asked_by: str
    asked_at: Moment
    answer: str = ""
    answered_by: str = ""
    answered_at: Moment | None = None

    @property
    def open(self) -> bool:
        """Whether it still waits for its answer."""
        return self.answered_at is None


class BeforeAnswer(Record):
    """What of a claim a payer's answer changed, so that the answer can be undone."""

    state: ClaimState
    payer_number: str = ""
    denial: Denial | None = None
    decided: bool = False
    """Whether the answer brought a remittance."""


class Closing(Record):
    """Why no one is asked for the money any more, and who decided so."""

    reason: str
    by: str
    was: ClaimState = Field(default=ClaimState.OPEN, exclude_if=lambda state: state is ClaimState.OPEN)
    """What the claim was before, and is again once it is reopened."""


class BillerChoice(Record):
    """Who pays, as it was decided after the signature; None, or a line not named, is as the visit has it."""

    payer: str | None = None
    """The id of a payer; empty is the client."""
    case: str | None = None
    place: str | None = None
    bill_to: dict[str, BillTo] = Field(default_factory=dict)
    """By the id of the service line."""


class Claim(Record):
    """The bill for one visit."""

    visit: str = ""
    state: ClaimState = ClaimState.OPEN
    payer: str = ""
    frequency: Literal["1", "7", "8"] = "1"
    """1 a first claim, 7 one that replaces an earlier, 8 one that voids it."""
    original_ref: str = ""
    """The payer's own number of the claim that is replaced or voided."""
    primary_decided_on: Day | None = None
    """When the payer before this one decided on this visit; None: not yet, or there is none."""
    payer_number: str = Field(default="", exclude_if=lambda number: not number)
    """The payer's own number of this claim (claim control number)."""
    denial: Denial | None = Field(default=None, exclude_if=lambda denial: denial is None)
    records_request: RecordsRequest | None = Field(default=None, exclude_if=lambda asked: asked is None)
    icd_indicator: str = "0"
    """Item 21 of the form: 0 says that the diagnoses are ICD-10-CM."""
    lines: tuple[ClaimLine, ...] = ()
    choice: BillerChoice | None = None
    """What differs from the signed visit; it stays as it was signed."""
    total: Cents | None = None
    billed_on: Day | None = None
    hold: Hold | None = None
    closing: Closing | None = Field(default=None, exclude_if=lambda closing: closing is None)
    """Of a claim that is not billable or written off."""
    number: str = Field(default="", exclude_if=lambda number: not number)
    """Our own number of the claim as it was handed over last; each hand-over has a new one."""
    batch: str = Field(default="", exclude_if=lambda batch: not batch)
    """The id of the batch that it was handed over with last."""
    first_payer_number: str = Field(default="", exclude_if=lambda number: not number)
    """The number that the payer before this one gave the claim."""
    payments: tuple[ClientPayment, ...] = Field(default=(), exclude_if=lambda paid: not paid)
    questions: tuple[TherapistQuestion, ...] = Field(default=(), exclude_if=lambda asked: not asked)
    """The oldest first."""
    remittances: tuple[Remittance, ...] = ()
    before_answers: tuple[BeforeAnswer, ...] = Field(default=(), exclude_if=lambda answers: not answers)
    """The oldest first; they end where the claim goes out again."""
    changed_at: Moment | None = None

    @property
    def turned_down_for(self) -> tuple[str, ...]:
        """The codes for which a payer turned it down, the denial's before those of its payments.

        What the contract takes off (CO-45) and what the client bears (PR) is no reason for that.
        """
        denied = self.denial.reasons if self.denial else ()
        newest_first = (reason for paid in reversed(self.remittances) for reason in paid.reasons)
        said = dict.fromkeys((*denied, *newest_first))
        return tuple(one for one in said if one != "CO-45" and not one.startswith("PR-"))

    @property
    def question(self) -> TherapistQuestion | None:
        """The question that waits for the therapist's answer, or None."""
        return next((asked for asked in self.questions if asked.open), None)

    @property
    def counted_payments(self) -> tuple[ClientPayment, ...]:
        """What the client paid and was given back, without what was entered by mistake."""
        return tuple(payment for payment in self.payments if payment.void is None)

    @property
    def client_paid(self) -> int:
        """The cents that the client paid so far, less what was refunded."""
        return sum(payment.cents for payment in self.counted_payments)

    def held_on(self, day: date) -> bool:
        """Whether it waits on purpose that day; a hold ends on the day that it names."""
        until = self.hold.until if self.hold else None
        return self.state is ClaimState.HELD and (until is None or until > day)

    def line(self, service_id: str) -> ClaimLine:
        """Return how that service line is billed; an empty line where nothing is decided yet."""
        return next((line for line in self.lines if line.line == service_id), ClaimLine(line=service_id))

    def with_line(self, changed: ClaimLine) -> "Claim":
        """Return this claim with that line put in place of the one for the same service."""
        others = tuple(line for line in self.lines if line.line != changed.line)
        return self.model_copy(update={"lines": (*others, changed)})


class Draft(Record):
    """A visit while it is written: what is attested and how it is to be billed, side by side."""

    visit: Visit
    claim: Claim = Claim()


def policy_for(coverage: Iterable[Coverage], day: date) -> Coverage | None:
    """Return the primary policy in force that day; of several the one that began last."""
    held = [policy for policy in coverage if policy.order == "primary" and policy.in_force(day)]
    return max(held, key=lambda policy: policy.starts or date.min, default=None)


def following(visit: Visit, coverage: Iterable[Coverage]) -> Visit:
    """Return an unsigned visit with the payer that the coverage names, unless one was chosen by hand."""
    if visit.payer_chosen:
        return visit
    policy = policy_for(coverage, visit.date)
    payer = policy.payer if policy else ""
    return visit if payer == visit.payer else visit.model_copy(update={"payer": payer})


def as_billed(visit: Visit, claim: Claim) -> Visit:
    """Return a signed visit with what was chosen on its claim: payer, case, place, whom each line bills."""
    choice = claim.choice
    if choice is None:
        return visit
    services = tuple(
        line.model_copy(update={"bill_to": choice.bill_to.get(line.id, line.bill_to)})
        for line in visit.services
    )
    chosen = {
        name: value for name in ("payer", "case", "place") if (value := getattr(choice, name)) is not None
    }
    by_hand = visit.payer_chosen or choice.payer is not None
    return visit.model_copy(update={**chosen, "payer_chosen": by_hand, "services": services})


def responsible(visit: Visit, claim: Claim, coverage: Iterable[Coverage], *, signed: bool) -> Visit:
    """Return the visit with whoever pays for it; once signed or billed, no coverage changes that."""
    if signed or not claim.state.unbilled:
        return as_billed(visit, claim)
    return following(visit, coverage)


def chosen_on_claim(visit: Visit, changed: Visit, claim: Claim) -> Claim:
    """Return the claim with what of ``changed`` differs from the visit as it is billed so far."""
    before = claim.choice or BillerChoice()
    moved = {
        now.id: now.bill_to
        for was, now in zip(visit.services, changed.services, strict=False)
        if was.bill_to is not now.bill_to
    }
    update: dict[str, object] = {"bill_to": {**before.bill_to, **moved}} if moved else {}
    payer = ("payer", "case") if _payer(visit) != _payer(changed) else ()
    place = ("place",) if visit.place != changed.place else ()
    update |= {name: getattr(changed, name) for name in (*payer, *place)}
    return claim.model_copy(update={"choice": before.model_copy(update=update)}) if update else claim


def _payer(visit: Visit) -> tuple[str, str, bool]:
    return visit.payer, visit.case, visit.payer_chosen
