"""What a signature covers, as the one text that is signed, stored and verified."""

import orjson

from charting_tui.records.canonical import canonical, plain
from charting_tui.records.visit import Visit

FORM = 4
"""The form of the text below; an older text keeps the form it was signed in."""

_COVERED = (
    "id",
    "date",
    "kind",
    "therapist",
    "time_in",
    "time_out",
    "note",
    "health_update",
    "areas",
    "techniques",
    "measures",
    "goals",
    "diagnoses",
)


def attested_text(visit: Visit, client: str) -> str:
    """Return the canonical JSON of what the therapist attests about the visit of that client's id.

    Who is billed for a line, the payer and the place are the biller's and stay outside.
    """
    values = plain(visit)
    covered = {name: values[name] for name in _COVERED}
    services = [
        {name: value for name, value in line.items() if name != "bill_to"} for line in values["services"]
    ]
    return canonical({"form": FORM, "client": client, **covered, "services": services})


def in_newest_form(text: str) -> str | None:
    """Return what a text of an older form says, as the newest form writes it; None where it cannot be read.

    What the older form did not know is as it is where nobody entered it.
    """
    try:
        values = orjson.loads(text)
        client = values.pop("client")
        del values["form"]
        return attested_text(Visit.model_validate(values), client)
    except (KeyError, TypeError, ValueError):
        return None
