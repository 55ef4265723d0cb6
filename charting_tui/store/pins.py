"""PINs: kept as salt and a digest that is slow to make."""

import hashlib
import hmac
import secrets

from charting_tui.errors import BadInput
from charting_tui.records.people import Pin

LENGTH = 6
"""Digits of a PIN."""


def new_pin(digits: str) -> Pin:
    """Return the PIN to be kept; BadInput for anything but six digits."""
    if len(digits) != LENGTH or not (digits.isascii() and digits.isdigit()):
        raise BadInput("A PIN is six digits; type six digits.")
    salt = secrets.token_hex(16)
    return Pin(salt=salt, digest=_digest(salt, digits))


def pin_matches(pin: Pin, digits: str) -> bool:
    """Return whether these are the digits of the PIN."""
    return hmac.compare_digest(pin.digest, _digest(pin.salt, digits))


def _digest(salt: str, digits: str) -> str:
    return hashlib.scrypt(digits.encode(), salt=bytes.fromhex(salt), n=2**14, r=8, p=1, dklen=32).hex()
