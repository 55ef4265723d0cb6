"""Readers of what is typed into the fields of a form; BadInput names what is wrong and how it is typed."""

import re
from collections.abc import Mapping

from charting_tui.errors import BadInput
from charting_tui.records.values import whole_number

_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;.]+")
_ICD10 = re.compile(r"([A-Z]\d[0-9A-Z])\.?([0-9A-Z]{0,4})")
_PROCEDURE = re.compile(r"[0-9A-Z]{5}")
_SHORTEST_PHONE = 7
_WHOLE_PHONE = 10
_NAMED = 4
"""The most choices that a sentence names."""
_SEXES = {"f": "F", "female": "F", "m": "M", "male": "M", "x": "X"}


def words_of(text: str) -> str:
    """Return the words with one blank between them."""
    return " ".join(text.split())


def name_of(text: str) -> str:
    """Return ``Family, Given``; BadInput where nothing is typed or the comma is missing."""
    family, comma, given = (words_of(part) for part in text.partition(","))
    if not family:
        raise BadInput("The name is missing. Type it like Doe, Jane.")
    if not comma and " " in family:
        raise BadInput("Family and given name are not told apart. Type the family first: Doe, Jane.")
    return f"{family}, {given}" if given else family


def phone_of(text: str) -> str:
    """Return a phone number, ten digits as 360-555-0142; BadInput for fewer than seven digits."""
    text = words_of(text)
    digits = "".join(sign for sign in text if sign.isdigit())
    if text and len(digits) < _SHORTEST_PHONE:
        raise BadInput(f"“{text}” is too short for a phone number. Type it with its area code.")
    plain = not any(sign.isalpha() or sign == "+" for sign in text)
    if plain and len(digits) == _WHOLE_PHONE:
        return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"
    return text


def email_of(text: str) -> str:
    """Return an e-mail address in small letters, or nothing; BadInput for what is none."""
    address = text.strip()
    if address and not _EMAIL.fullmatch(address):
        raise BadInput(f"“{address}” is not an e-mail address. Type it like jane@mail.example.")
    return address.lower()


def sex_of(text: str) -> str:
    """Return F, M or X, or nothing."""
    word = text.strip().lower()
    if word and word not in _SEXES:
        raise BadInput(f"“{text.strip()}” is not understood. Type f, m or x, or leave it empty.")
    return _SEXES.get(word, "")


def count_of(text: str, what: str) -> int | None:
    """Return a whole number, or None for nothing."""
    if not text.strip():
        return None
    number = whole_number(text)
    if number is None:
        raise BadInput(f"“{text.strip()}” is not a number of {what}. Type a whole number, or nothing.")
    return number


def percent_of(text: str) -> int | None:
    """Return 0 to 100, or None for nothing."""
    number = count_of(text.strip().removesuffix("%"), "percent")
    if number is not None and number > 100:  # noqa: PLR2004
        raise BadInput(f"{number} is more than all of it. Type 0 to 100.")
    return number


def list_of(text: str) -> tuple[str, ...]:
    """Return the sentences between semicolons."""
    return tuple(words_of(part) for part in text.split(";") if part.strip())


def diagnosis_of(text: str) -> str:
    """Return one ICD-10-CM code with its dot: “m542” is M54.2."""
    found = _ICD10.fullmatch(text.strip().upper())
    if not found:
        raise BadInput(
            f"“{text.strip()}” is not a diagnosis code. Type it from the prescription, like M54.2."
            if text.strip()
            else "The code is missing. Type it from the prescription, like M54.2."
        )
    return f"{found[1]}.{found[2]}" if found[2] else found[1]


def diagnoses_of(text: str) -> tuple[str, ...]:
    """Return the diagnosis codes between blanks or commas, each once."""
    return tuple(dict.fromkeys(diagnosis_of(word) for word in text.replace(",", " ").split()))


def procedures_of(text: str) -> tuple[str, ...]:
    """Return the procedure codes between blanks or commas, each once."""
    codes = tuple(dict.fromkeys(text.upper().replace(",", " ").split()))
    for code in codes:
        if not _PROCEDURE.fullmatch(code):
            raise BadInput(f"“{code}” is not a procedure code. A code has five characters, like 97124.")
    return codes


def choice_of(text: str, choices: Mapping[str, str]) -> str:
    """Return the one choice that is meant by its key, its word or its beginning; nothing for nothing."""
    word = words_of(text).lower()
    if not word:
        return ""
    exact = [key for key, name in choices.items() if word in {key.lower(), name.lower()}]
    begun = _begun(word, choices)
    found = exact or begun
    if len(found) == 1:
        return found[0]
    several = [choices[key] for key in found] or list(choices.values())
    what = "could be several" if found else "is none of them"
    which = f": {', '.join(several)}" if len(several) <= _NAMED else ""
    raise BadInput(f"“{words_of(text)}” {what}. Type the beginning of one{which}.")


def names_begun(text: str, choices: Mapping[str, str]) -> list[str]:
    """Return the words of the choices whose key or word begins so; of nothing, all."""
    return [choices[key] for key in _begun(words_of(text).lower(), choices)]


def _begun(word: str, choices: Mapping[str, str]) -> list[str]:
    return [
        key for key, name in choices.items() if key.lower().startswith(word) or name.lower().startswith(word)
    ]
