"""What a signature covers, as the one text that is signed, stored and verified."""

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
