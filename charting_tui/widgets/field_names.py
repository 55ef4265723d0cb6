"""Field paths of findings in words: ``visit.services[0].minutes`` is “minutes of 97124”."""

import re

from charting_tui.records.visit import Visit

_SERVICE = re.compile(r"visit\.services\[(\d+)\](?:\.(\w+))?")
_WORDS = {
    "pointers": "diagnosis letters",
    "signed_at": "signature",
    "services": "a code",
    "diagnoses": "diagnosis",
    "time_in": "time in",
    "time_out": "time out",
    "health_update": "health update",
    "facts": "facts of today",
    "carried": "a look at what is carried",
    "narrative": "words for the claim",
    "blocks": "times",
    "new_insertion": "new needles",
    "bill_to": "who is billed",
    "payer_chosen": "payer by hand",
    "npi": "NPI",
    "icd_indicator": "ICD indicator",
    "licence_expires": "licence",
    "injury_date": "day of the accident",
    "eligibility_checked_on": "check of membership",
    "estimate_sent_on": "good-faith estimate",
    "necessity_letter_on": "letter of need",
    "primary_decided_on": "the primary payer's decision",
    "member_id": "member number",
}


def service_index(field: str) -> int | None:
    """Return which service line a path speaks of, from 0, or None."""
    found = _SERVICE.match(field)
    return int(found[1]) if found else None


def service_field(field: str) -> str:
    """Return the part of the service line that a path speaks of: ``minutes``; empty for none."""
    found = _SERVICE.match(field)
    return found[2] or "" if found else ""


def field_words(field: str, visit: Visit) -> str:
    """Return the path in a therapist's words."""
    index = service_index(field)
    if index is not None and index < len(visit.services):
        part = service_field(field)
        code = visit.services[index].code
        return f"{name_words(part)} of {code}" if part and part != "code" else code
    return name_words(re.sub(r"\[\d+\]", "", field.rpartition(".")[2]))


def name_words(name: str) -> str:
    """Return the name of a field in a therapist's words."""
    return _WORDS.get(name, name.replace("_", " "))
