"""A payer's paper remittance (EOB) as it is typed: what was paid, allowed and taken off, claim by claim."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from charting_tui.errors import BadInput
from charting_tui.readers.money import read_money
from charting_tui.records.answers import Adjustment, AdjustmentGroup, LineAnswer
from charting_tui.records.claim import ClaimState
from charting_tui.records.values import dollars_of, in_dollars

BY_CONTRACT = frozenset({"45", "59", "131", "144", "237", "253"})
"""Reasons (CARC) that only say how much less the payer's price is: they turn nothing down."""
_DEDUCTIBLE, _COINSURANCE, _COPAY = "1", "2", "3"
_FIRST_PAYER = "23"
"""The reason with which a second payer names what the one before it paid and took off."""
_REASON = re.compile(r"(CO|PR|OA|PI|CR)[- ]?([A-Z]?\d{1,3}|[A-Z]\d{1,2})")
_REMARK = re.compile(r"M[AN]?\d{1,3}|N\d{1,3}")
_LIKE = "Type them as on the EOB, such as CO-45 25.00 PR-2 20.00."


@dataclass(frozen=True)
class AnsweredLine:
    """One line that is billed to the payer."""

    id: str
    code: str
    cents: int


@dataclass(frozen=True)
class AnsweredClaim:
    """A claim whose answer is typed, with all that proposals are made of; money in cents."""

    client: str
    visit: str
    name: str
    """The client's."""
    day: str
    """Of the visit, as it is read."""
    number: str
    payer: str
    """Its name."""
    payer_number: str
    """The payer's own number of it, where it is known already."""
    lines: tuple[AnsweredLine, ...]
    allowed: int | None = None
    """What the payer allows for it, by contract or as it did the last time; None: not known."""
    copay: int = 0
    left_by_first: int | None = None
    """What the payer before this one left to the client; None where there is none before."""
    paid_before: int = 0
    """What this payer paid for it before; what is typed is with that."""

    @property
    def cents(self) -> int:
        """What is asked of the payer."""
        return sum(line.cents for line in self.lines)


@dataclass(frozen=True)
class AmountTexts:
    """What is typed for a claim, or for one of its lines."""

    paid: str = ""
    allowed: str = ""
    adjustments: str = ""


@dataclass(frozen=True)
class AnswerTexts:
    """What is typed for a claim, and for its lines where they are typed apart."""

    amounts: AmountTexts = AmountTexts()
    payer_number: str = ""
    lines: tuple[AmountTexts, ...] = ()


@dataclass(frozen=True)
class Amounts:
    """What a payer paid, allowed and took off."""

    paid: int = 0
    allowed: int | None = None
    adjustments: tuple[Adjustment, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def taken_off(self) -> int:
        """What no one is asked for any more, or others bear."""
        return _sum(one for one in self.adjustments if one.group != "PR")

    @property
    def client_owes(self) -> int:
        """What is left to the client."""
        return _sum(one for one in self.adjustments if one.group == "PR")


@dataclass(frozen=True)
class TypedAnswer:
    """A payer's answer to one claim, which balances."""

    whole: Amounts
    """Of the claim with its lines."""
    payer_number: str = ""
    lines: tuple[LineAnswer, ...] = ()

    @property
    def reasons(self) -> tuple[str, ...]:
        """The codes as they are kept: CO-45, PR-2, N56."""
        codes = (f"{one.group}-{one.reason}" for one in self.whole.adjustments)
        return tuple(dict.fromkeys((*codes, *self.whole.remarks)))

    @property
    def state(self) -> ClaimState:
        """What the claim comes to by its amounts."""
        return state_of(self.whole)


def _sum(adjustments: Iterable[Adjustment]) -> int:
    return sum(one.cents for one in adjustments)


def turned_down(amounts: Amounts) -> tuple[Adjustment, ...]:
    """Return what was not paid for another reason than the contract, the client's share, another payer."""
    return tuple(
        one
        for one in amounts.adjustments
        if one.group != "PR" and one.reason not in BY_CONTRACT and (one.group, one.reason) != _OTHER_PAYER
    )


_OTHER_PAYER = ("OA", _FIRST_PAYER)


def state_of(amounts: Amounts) -> ClaimState:
    """Return the state that an answer leads to.

    A claim of which something was turned down is partly paid; one of which nothing is paid is denied, unless
    the client owes it all (a deductible) or the contract takes it all off.
    """
    down = turned_down(amounts)
    if amounts.paid:
        return ClaimState.PARTLY_PAID if down else ClaimState.PAID
    if down:
        return ClaimState.DENIED
    return ClaimState.PAID if amounts.client_owes else ClaimState.ADJUSTED


def proposed(claim: AnsweredClaim, texts: AmountTexts, line: AnsweredLine | None = None) -> AmountTexts:
    """Return what is likely beside what is typed: the price allowed, and with it what was taken off.

    Only what is empty is proposed, and nothing before it is known what was paid.
    """
    try:
        paid, allowed = read_money(texts.paid), read_money(texts.allowed)
    except BadInput:
        return texts
    if paid is None:
        return texts
    asked = line.cents if line else claim.cents
    later = claim.left_by_first is not None
    if allowed is None:
        allowed = _likely_allowed(claim, line, asked, paid)
    if texts.adjustments.strip() or not 0 <= paid <= allowed <= asked:
        return replace(texts, allowed=texts.allowed or dollars_of(allowed))
    left, off = allowed - paid, asked - allowed
    parts = [f"OA-{_FIRST_PAYER} {dollars_of(off)}" if later else f"CO-45 {dollars_of(off)}"] if off else []
    parts += [f"PR-{_client_reason(claim, paid, left)} {dollars_of(left)}"] if left else []
    return AmountTexts(texts.paid, texts.allowed or dollars_of(allowed), " ".join(parts))


def _likely_allowed(claim: AnsweredClaim, line: AnsweredLine | None, asked: int, paid: int) -> int:
    """Return the price that the payer likely allowed: known, or what it paid with the copay."""
    if claim.left_by_first is not None and line is None:
        return max(claim.left_by_first, paid)
    if claim.allowed is not None and line is None:
        return max(claim.allowed, paid)
    return min(asked, paid + claim.copay) if line is None else max(paid, 0)


def _client_reason(claim: AnsweredClaim, paid: int, left: int) -> str:
    if left == claim.copay:
        return _COPAY
    return _COINSURANCE if paid else _DEDUCTIBLE


def read_answer(claim: AnsweredClaim, texts: AnswerTexts) -> TypedAnswer:
    """Return the answer that was typed; BadInput says what is missing, or by how much it does not balance."""
    if not texts.lines:
        whole = _read_amounts(texts.amounts, claim.cents, claim.name)
        alone = claim.lines if len(claim.lines) == 1 else ()
        by_line = tuple(_line_answer(line, whole) for line in alone)
        return TypedAnswer(whole, _number(texts.payer_number), by_line)
    read = [
        (line, _read_amounts(typed, line.cents, f"{claim.name}, {line.code}"))
        for line, typed in zip(claim.lines, texts.lines, strict=True)
    ]
    allowed = [amounts.allowed for _, amounts in read if amounts.allowed is not None]
    whole = Amounts(
        paid=sum(amounts.paid for _, amounts in read),
        allowed=sum(allowed) if len(allowed) == len(read) else None,
        adjustments=tuple(part for _, amounts in read for part in amounts.adjustments),
        remarks=tuple(dict.fromkeys(remark for _, amounts in read for remark in amounts.remarks)),
    )
    lines = tuple(_line_answer(line, amounts) for line, amounts in read)
    return TypedAnswer(whole, _number(texts.payer_number), lines)


def _line_answer(line: AnsweredLine, amounts: Amounts) -> LineAnswer:
    return LineAnswer(
        line=line.id, paid=amounts.paid, allowed=amounts.allowed, adjustments=amounts.adjustments
    )


_LONGEST_NUMBER = 50


def _number(text: str) -> str:
    number = "".join(text.split())
    if len(number) > _LONGEST_NUMBER:
        raise BadInput(
            f"The payer's claim number has {len(number)} characters. The limit is {_LONGEST_NUMBER}."
        )
    return number


def _read_amounts(texts: AmountTexts, asked: int, whose: str) -> Amounts:
    paid = _money(texts.paid, f"{whose}: paid")
    if paid is None:
        raise BadInput(f"{whose}: type what the payer paid. Type 0 if it paid nothing.")
    allowed = _money(texts.allowed, f"{whose}: allowed")
    try:
        adjustments, remarks = read_adjustments(texts.adjustments, asked - paid)
    except BadInput as fault:
        raise BadInput(f"{whose}: {fault.sentence}") from None
    amounts = Amounts(paid, allowed, adjustments, remarks)
    off = balance_fault(amounts, asked)
    if off:
        raise BadInput(f"{whose}: {off}")
    return amounts


def _money(text: str, what: str) -> int | None:
    try:
        return read_money(text)
    except BadInput as fault:
        raise BadInput(f"{what}: {fault.sentence}") from None


def fault_field(texts: AmountTexts, asked: int) -> str:
    """Return which field is wrong: paid, allowed or adjustments; nothing if none is."""
    for name in ("paid", "allowed"):
        try:
            if read_money(getattr(texts, name)) is None and name == "paid":
                return name
        except BadInput:
            return name
    try:
        _read_amounts(texts, asked, "")
    except BadInput:
        return "adjustments"
    return ""


def balance_fault(amounts: Amounts, asked: int) -> str:
    """Return by how much an answer does not come to what was asked, or nothing where it does."""
    told = amounts.paid + _sum(amounts.adjustments)
    if told == asked:
        return ""
    way = "more" if told > asked else "less"
    return (
        f"the payment and adjustments add up to {in_dollars(told)}, {in_dollars(abs(told - asked))} "
        f"{way} than the {in_dollars(asked)} charged."
    )


def read_adjustments(text: str, rest: int) -> tuple[tuple[Adjustment, ...], tuple[str, ...]]:
    """Return adjustments like CO-45 25 PR-2 20, and remark codes like N56.

    One reason may stand without its amount: it takes what is left of ``rest`` cents.
    """
    read: list[tuple[str, str, int | None]] = []
    remarks: list[str] = []
    for word in _REASON.sub(r"\1-\2", text.upper().replace(",", " ")).split():
        found = _REASON.fullmatch(word)
        if found:
            read.append((found[1], found[2], None))
        elif _REMARK.fullmatch(word):
            remarks.append(word)
        elif read and read[-1][2] is None and word[0] in "$.0123456789":
            read[-1] = (*read[-1][:2], read_money(word))
        elif word.isdigit():
            raise BadInput(f"“{word}” has no group code. Type it as CO-{word} or PR-{word}.")
        else:
            raise BadInput(f"“{word}” isn't an adjustment reason code. {_LIKE}")
    if sum(cents is None for _, _, cents in read) > 1:
        raise BadInput(f"One of the reason codes has no amount. {_LIKE}")
    rest -= sum(cents or 0 for _, _, cents in read)
    adjustments = tuple(
        Adjustment(group=_group(group), reason=reason, cents=rest if cents is None else cents)
        for group, reason, cents in read
    )
    return adjustments, tuple(dict.fromkeys(remarks))


def _group(text: str) -> AdjustmentGroup:
    groups: tuple[AdjustmentGroup, ...] = ("CO", "PR", "OA", "PI", "CR")
    return next(group for group in groups if group == text)


def equation(claim: AnsweredClaim, texts: AnswerTexts) -> str:
    """Return in words what is typed for a claim: “$135.00 = paid 90.00 + off 25.00 + client 20.00, paid”."""
    answer = read_answer(claim, texts)
    whole = answer.whole
    parts = [f"paid {dollars_of(whole.paid)}"]
    parts += [f"off {dollars_of(whole.taken_off)}"] if whole.taken_off else []
    parts += [f"client {dollars_of(whole.client_owes)}"] if whole.client_owes else []
    return f"{in_dollars(claim.cents)} = {' + '.join(parts)}: {answer.state}"


def check_fault(cents: int | None, claims: Sequence[tuple[AnsweredClaim, TypedAnswer]]) -> str:
    """Return by how much a check differs from what is typed for its claims; nothing where it does not."""
    paid = sum(answer.whole.paid - claim.paid_before for claim, answer in claims)
    if cents is None or cents == paid:
        return ""
    way = "more" if paid > cents else "less"
    count = "this claim adds up" if len(claims) == 1 else f"these {len(claims)} claims add up"
    return (
        f"The check is {in_dollars(cents)}, but {count} to {in_dollars(paid)}, "
        f"{in_dollars(abs(cents - paid))} {way}."
    )
