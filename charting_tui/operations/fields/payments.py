"""A payer's answer by line as one line: “97140 40.00 CO-45 30 PR-2 20; 97124 0 CO-97 45”."""

import re
from collections.abc import Iterable

from charting_tui.errors import BadInput
from charting_tui.operations.fields.typed_values import read_code
from charting_tui.readers.money import read_money
from charting_tui.records.answers import Adjustment, CodePayment, LinePayment
from charting_tui.records.values import dollars_of

_REASON = re.compile(r"(CO|PR|OA|PI|CR)-?([0-9A-Z]{1,3})")
_EXAMPLE = "Type code, paid, then each reason and amount: 97140 40.00 CO-45 30 PR-2 20."


def read_payments(text: str) -> tuple[CodePayment, ...]:
    """Return what was paid and taken off by code; BadInput names the part that is not understood."""
    return tuple(_payment(part) for part in map(str.strip, text.split(";")) if part)


def _payment(part: str) -> CodePayment:
    code, *words = part.replace(",", " ").split()
    paid = read_money(words[0]) if words else None
    if paid is None or len(words) % 2 == 0:
        raise BadInput(f"“{part}” is not understood. {_EXAMPLE}")
    pairs = zip(words[1::2], words[2::2], strict=True)
    adjustments = tuple(_adjustment(reason, amount) for reason, amount in pairs)
    return CodePayment(code=read_code(code), payment=LinePayment(paid=paid, adjustments=adjustments))


def _adjustment(reason: str, amount: str) -> Adjustment:
    found, cents = _REASON.fullmatch(reason.upper()), read_money(amount)
    if found is None or cents is None:
        raise BadInput(f"“{reason}” is no reason code. {_EXAMPLE}")
    return Adjustment.model_validate({"group": found[1], "reason": found[2], "cents": cents})


def show_payments(payments: Iterable[CodePayment]) -> str:
    """Return payments as they are typed."""
    return "; ".join(_told(one) for one in payments)


def _told(one: CodePayment) -> str:
    reasons = (f"{part.group}-{part.reason} {dollars_of(part.cents)}" for part in one.payment.adjustments)
    return " ".join((one.code, dollars_of(one.payment.paid or 0), *reasons))
