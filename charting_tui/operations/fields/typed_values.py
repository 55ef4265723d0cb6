"""Readers of what is typed into fields; BadInput names what is wrong and how it is typed."""

import re
from collections.abc import Iterable, Mapping
from typing import get_args
from zoneinfo import available_timezones

from charting_tui.errors import BadInput
from charting_tui.readers.money import read_money
from charting_tui.records.addresses import Address
from charting_tui.records.answers import Adjustment, CodePayment, LinePayment
from charting_tui.records.people import SSN, Fee, LicenceType, Role, TherapyThreshold
from charting_tui.records.values import dollars_of, read_state, whole_number
from charting_tui.rules.claim.claim_data import npi_is_valid

LICENCE_TYPES: tuple[LicenceType, ...] = get_args(LicenceType)
_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;.]+")
_ICD10 = re.compile(r"([A-Z]\d[0-9A-Z])\.?([0-9A-Z]{0,4})")
_SHORTEST_PHONE = 7
_WHOLE_PHONE = 10
_NAMED = 4
"""The most choices that a sentence names."""
_SEXES = {"f": "F", "female": "F", "m": "M", "male": "M", "x": "X"}
_TAX_ID = re.compile(r"(\d{2})-?(\d{7})")
_TAXONOMY = re.compile(r"[0-9]{3}[0-9A-Z]{6}X")
_LOGIN = re.compile(r"[A-Za-z0-9_-]{1,32}")
_GROUPED = re.compile(r"^(CO|PR|OA|PI|CR)-?([0-9A-Z]{1,3})$")
_REASON = re.compile(r"(CO|PR|OA|PI|CR)-[0-9A-Z]{1,3}|[A-Z]{1,2}[0-9]{1,3}")
_CODE = re.compile(r"[0-9A-Z][0-9]{3}[0-9A-Z]")
_PAYMENT_REASON = re.compile(r"(CO|PR|OA|PI|CR)-?([0-9A-Z]{1,3})")
_PAYMENT_LIKE = (
    "Type the code, what was paid, then each reason code and amount: 97140 40.00 CO-45 30 PR-2 20."
)
_MOST_CENTS = 1_000_000
_LONGEST = 200


def read_words(text: str) -> str:
    """Return the words with one blank between them."""
    return " ".join(text.split())


def read_client_name(text: str) -> str:
    """Return ``Family, Given``; BadInput where nothing is typed or the comma is missing."""
    family, comma, given = (read_words(part) for part in text.partition(","))
    if not family:
        raise BadInput("The name is missing. Type it as last name, first name: Doe, Jane.")
    if not comma and " " in family:
        raise BadInput("The last name isn't clear. Type last name, first name: Doe, Jane.")
    return f"{family}, {given}" if given else family


def read_phone(text: str) -> str:
    """Return a phone number, ten digits as 360-555-0142; BadInput for fewer than seven digits."""
    text = read_words(text)
    digits = "".join(sign for sign in text if sign.isdigit())
    if text and len(digits) < _SHORTEST_PHONE:
        raise BadInput(f"“{text}” is too short for a phone number. Type it with its area code.")
    plain = not any(sign.isalpha() or sign == "+" for sign in text)
    if plain and len(digits) == _WHOLE_PHONE:
        return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"
    return text


def read_email(text: str) -> str:
    """Return an e-mail address in small letters, or nothing; BadInput for what is none."""
    address = text.strip()
    if address and not _EMAIL.fullmatch(address):
        raise BadInput(f"“{address}” isn't an email address. Type it like jane@mail.example.")
    return address.lower()


def read_zip(text: str) -> str:
    """Return a ZIP code as 98366 or 98366-1234, or nothing."""
    code = re.sub(r"[\s-]", "", text)
    if code and not (code.isascii() and code.isdigit() and len(code) in {5, 9}):
        raise BadInput(f"“{text.strip()}” isn't a ZIP code. Type five or nine digits, such as 98366-1234.")
    return f"{code[:5]}-{code[5:]}" if code[5:] else code


def read_named(text: str) -> tuple[str, ...]:
    """Return the names between semicolons; “none” says that there is none."""
    return () if text.strip().lower() in {"none", "no"} else read_list(text)


def show_named(names: tuple[str, ...]) -> str:
    """Return names as they are typed."""
    return "; ".join(names) or "none"


def read_reasons(text: str) -> tuple[str, ...]:
    """Return denial reasons like CO-197 and remark codes like N56, each once."""
    words = text.upper().replace(",", " ").split()
    reasons = dict.fromkeys(_GROUPED.sub(r"\1-\2", word) for word in words)
    odd = next((one for one in reasons if not _REASON.fullmatch(one)), None)
    if odd is not None:
        raise BadInput(f"“{odd}” isn't a reason code. Type codes as on the remittance: CO-197 N56.")
    return tuple(reasons)


def read_units_by_code(text: str) -> dict[str, int]:
    """Return units by procedure code, typed like 97124=12 97140=24."""
    found: dict[str, int] = {}
    for word in text.replace(",", " ").split():
        code, _, units = word.partition("=")
        number = read_count(units, "units")
        if number is None:
            raise BadInput(f"“{word}” has no units. Type a code and its units, such as 97124=12.")
        found[read_code(code)] = number
    return found


def show_units_by_code(units: Mapping[str, int]) -> str:
    """Return units by code as they are typed."""
    return " ".join(f"{code}={number}" for code, number in units.items())


def read_sex(text: str) -> str:
    """Return F, M or X, or nothing."""
    word = text.strip().lower()
    if word and word not in _SEXES:
        raise BadInput(f"“{text.strip()}” isn't recognized. Type f, m or x, or leave it blank.")
    return _SEXES.get(word, "")


def read_count(text: str, what: str) -> int | None:
    """Return a whole number, or None for nothing."""
    if not text.strip():
        return None
    number = whole_number(text)
    if number is None:
        raise BadInput(f"“{text.strip()}” isn't a number of {what}. Type a whole number, or leave it blank.")
    return number


def read_percent(text: str) -> int | None:
    """Return 0 to 100, or None for nothing."""
    number = read_count(text.strip().removesuffix("%"), "percent")
    if number is not None and number > 100:  # noqa: PLR2004
        raise BadInput(f"{number} is more than 100. Type 0 to 100.")
    return number


def read_list(text: str) -> tuple[str, ...]:
    """Return the sentences between semicolons."""
    return tuple(read_words(part) for part in text.split(";") if part.strip())


def read_diagnosis(text: str) -> str:
    """Return one ICD-10-CM code with its dot: “m542” is M54.2."""
    found = _ICD10.fullmatch(text.strip().upper())
    if not found:
        raise BadInput(
            f"“{text.strip()}” isn't a diagnosis code. Type it from the prescription, such as M54.2."
            if text.strip()
            else "The code is missing. Type it from the prescription, such as M54.2."
        )
    return f"{found[1]}.{found[2]}" if found[2] else found[1]


def read_diagnoses(text: str) -> tuple[str, ...]:
    """Return the diagnosis codes between blanks or commas, each once."""
    return tuple(dict.fromkeys(read_diagnosis(word) for word in text.replace(",", " ").split()))


def read_address(text: str) -> Address:
    """Return an address typed in one line, like “PO Box 1106, Lewiston, ID 83501”."""
    address = Address.model_validate(text)
    if not address.complete:
        raise BadInput(
            f"“{text}” isn't a full address. Type street, city, state and ZIP: PO Box 1106, Lewiston, ID "
            "83501."
        )
    return address


def show_address(address: Address) -> str:
    """Return an address in one line."""
    return address.line


def read_choice(text: str, choices: Mapping[str, str]) -> str:
    """Return the one choice that is meant by its key, its word or its beginning; nothing for nothing."""
    word = read_words(text).lower()
    if not word:
        return ""
    exact = [key for key, name in choices.items() if word in {key.lower(), name.lower()}]
    begun = _begun(word, choices)
    found = exact or begun
    if len(found) == 1:
        return found[0]
    several = [choices[key] for key in found] or list(choices.values())
    what = "could mean several" if found else "isn't one of them"
    which = f": {', '.join(several)}" if len(several) <= _NAMED else ""
    raise BadInput(f"“{read_words(text)}” {what}. Type the beginning of one{which}.")


def names_begun(text: str, choices: Mapping[str, str]) -> list[str]:
    """Return the words of the choices whose key or word begins so; of nothing, all."""
    return [choices[key] for key in _begun(read_words(text).lower(), choices)]


def _begun(word: str, choices: Mapping[str, str]) -> list[str]:
    return [
        key for key, name in choices.items() if key.lower().startswith(word) or name.lower().startswith(word)
    ]


def read_line(text: str) -> str:
    """Return what was typed without blanks around it."""
    words = text.strip()
    if len(words) > _LONGEST:
        raise BadInput(f"Your text has {len(words)} characters. The limit is {_LONGEST}.")
    return words


def read_name(text: str) -> str:
    """Return a name, which may not be empty."""
    name = read_line(text)
    if not name:
        raise BadInput("The name is missing. Type it.")
    return name


def read_login(text: str) -> str:
    """Return the name someone signs in with."""
    login = text.strip()
    if not _LOGIN.fullmatch(login):
        raise BadInput("A login name can have up to 32 letters, digits, “-” and “_”. Type one like that.")
    return login


def read_npi(text: str) -> str:
    """Return an NPI whose check digit is right, or nothing."""
    npi = re.sub(r"[\s-]", "", text)
    if npi and not (npi.isascii() and npi.isdigit() and len(npi) == 10):  # noqa: PLR2004
        raise BadInput(f"An NPI has 10 digits, but you typed {len(npi)} characters.")
    if npi and not npi_is_valid(npi):
        raise BadInput(f"NPI {npi} isn't valid: its check digit is wrong. Check it against the NPI registry.")
    return npi


def read_tax_id(text: str) -> str:
    """Return a tax id of nine digits as ``91-0000417``, or as 123-45-6789 where it was typed so."""
    words = text.strip()
    if SSN.fullmatch(words):
        return words
    found = _TAX_ID.fullmatch(words)
    if words and not found:
        count = sum(letter.isdigit() for letter in words)
        raise BadInput(f"A tax ID has 9 digits, such as 91-0000417. You typed {count}.")
    return f"{found[1]}-{found[2]}" if found else ""


def read_taxonomy(text: str) -> str:
    """Return a provider taxonomy code, or nothing."""
    code = text.strip().upper()
    if code and not _TAXONOMY.fullmatch(code):
        raise BadInput("A taxonomy code has 10 characters and ends in X, such as 225700000X.")
    return code


def read_state_or_none(text: str) -> str:
    """Return a state's two letters, or nothing."""
    return read_state(text) if text.strip() else ""


def read_zone(text: str) -> str:
    """Return an IANA time zone that this machine knows."""
    zone = text.strip()
    if zone not in available_timezones():
        raise BadInput(f"“{zone}” isn't a time zone. Type it like America/Los_Angeles.")
    return zone


def read_place(text: str) -> str:
    """Return a place-of-service code."""
    place = text.strip()
    if not re.fullmatch(r"[0-9]{2}", place):
        raise BadInput("A place of service has two digits, such as 11 for an office.")
    return place


def read_licence_type(text: str) -> LicenceType | None:
    """Return the kind of licence, or None for nothing."""
    words = text.strip()
    found = next((known for known in LICENCE_TYPES if known.lower() == words.lower()), None)
    if words and found is None:
        raise BadInput(f"“{words}” isn't a license we know. Enter one of {', '.join(LICENCE_TYPES)}.")
    return found


def read_licence(text: str) -> tuple[LicenceType | None, str]:
    """Return kind and number of a licence written like ``LMT MA60117203``; None and nothing for none."""
    kind, _, number = text.strip().partition(" ")
    if kind and kind.lower() not in map(str.lower, LICENCE_TYPES):
        raise BadInput(
            f"“{kind}” isn't a license we know. Start with one of {', '.join(LICENCE_TYPES)}, "
            f"then the number: LMT {number.strip() or kind}."
        )
    return read_licence_type(kind), number.strip()


def read_roles(text: str) -> tuple[Role, ...]:
    """Return roles written with commas between them, each once."""
    words = [word.strip().lower() for word in text.split(",") if word.strip()]
    known = {role.value: role for role in Role}
    unknown = next((word for word in words if word not in known), None)
    if unknown is not None or not words:
        raise BadInput(f"“{unknown or ''}” isn't a role. Type any of {', '.join(known)}, with commas.")
    return tuple(dict.fromkeys(known[word] for word in words))


def read_fee(text: str) -> int:
    """Return the cents of a fee in dollars, like ``45`` or ``45.50``."""
    cents = read_money(text)
    if cents is None:
        raise BadInput("The fee is missing. Type dollars, such as 45 or 45.50.")
    if not 0 < cents <= _MOST_CENTS:
        raise BadInput("A fee must be more than $0 and at most $10,000. Correct the amount.")
    return cents


def read_thresholds(text: str) -> tuple[TherapyThreshold, ...]:
    """Return yearly thresholds written like ``2027 2520.00; 2028 2590``, each year once, the oldest first."""
    found: dict[int, TherapyThreshold] = {}
    for part in filter(None, map(str.strip, text.split(";"))):
        words = part.split()
        if len(words) != 2 or not re.fullmatch(r"20\d\d", words[0]):  # noqa: PLR2004
            raise BadInput(f"“{part}” isn't a year and an amount. Type both, such as 2027 2520.00.")
        year, cents = int(words[0]), read_money(words[1])
        if cents is None or year in found:
            raise BadInput(f"{year} is entered twice. Keep one of them.")
        found[year] = TherapyThreshold(year=year, cents=cents)
    return tuple(found[year] for year in sorted(found))


def show_thresholds(thresholds: tuple[TherapyThreshold, ...]) -> str:
    """Return yearly thresholds as they are typed."""
    return "; ".join(f"{one.year} {dollars_of(one.cents)}" for one in thresholds)


def read_number(text: str, most: int) -> int:
    """Return a whole number from 1 to ``most``."""
    words = text.strip()
    if not (words.isascii() and words.isdigit() and len(words) <= len(str(most)) and 0 < int(words) <= most):
        raise BadInput(f"“{words}” isn't a whole number from 1 to {most}. Type digits.")
    return int(words)


def read_code(text: str) -> str:
    """Return a procedure code of five characters, in capitals."""
    code = text.strip().upper()
    if not _CODE.fullmatch(code):
        raise BadInput(f"“{text.strip()}” isn't a procedure code. A code has five characters, such as 97124.")
    return code


def read_codes(text: str) -> tuple[str, ...]:
    """Return procedure codes with blanks or commas between them, each once."""
    return tuple(dict.fromkeys(read_code(word) for word in text.replace(",", " ").split()))


def read_yes(text: str) -> bool:
    """Return whether yes was typed, or no."""
    answer = {"yes": True, "y": True, "no": False, "n": False}.get(text.strip().lower())
    if answer is None:
        raise BadInput(f"“{text.strip()}” isn't yes or no. Type one of them.")
    return answer


def show_yes(value: object) -> str:
    """Return yes or no."""
    return "yes" if value else "no"


def read_first_fees(text: str, codes: tuple[str, ...]) -> tuple[Fee, ...]:
    """Return a fee for each of the codes from one line of dollars; nothing for an empty line."""
    words = text.split()
    if words and len(words) != len(codes):
        raise BadInput(f"Type {len(codes)} fees in dollars, for {', '.join(codes)}, such as 45 49 52.")
    return tuple(Fee(code=code, cents=read_fee(word)) for code, word in zip(codes, words, strict=False))


def read_payments(text: str) -> tuple[CodePayment, ...]:
    """Return what was paid and taken off by code; BadInput names the part that is not understood."""
    return tuple(_payment(part) for part in map(str.strip, text.split(";")) if part)


def _payment(part: str) -> CodePayment:
    code, *words = part.replace(",", " ").split()
    paid = read_money(words[0]) if words else None
    if paid is None or len(words) % 2 == 0:
        raise BadInput(f"“{part}” isn't recognized. {_PAYMENT_LIKE}")
    pairs = zip(words[1::2], words[2::2], strict=True)
    adjustments = tuple(_adjustment(reason, amount) for reason, amount in pairs)
    return CodePayment(code=read_code(code), payment=LinePayment(paid=paid, adjustments=adjustments))


def _adjustment(reason: str, amount: str) -> Adjustment:
    found, cents = _PAYMENT_REASON.fullmatch(reason.upper()), read_money(amount)
    if found is None or cents is None:
        raise BadInput(f"“{reason}” isn't a reason code. {_PAYMENT_LIKE}")
    return Adjustment.model_validate({"group": found[1], "reason": found[2], "cents": cents})


def show_payments(payments: Iterable[CodePayment]) -> str:
    """Return payments as they are typed."""
    return "; ".join(_payment_shown(one) for one in payments)


def _payment_shown(one: CodePayment) -> str:
    reasons = (f"{part.group}-{part.reason} {dollars_of(part.cents)}" for part in one.payment.adjustments)
    return " ".join((one.code, dollars_of(one.payment.paid or 0), *reasons))
