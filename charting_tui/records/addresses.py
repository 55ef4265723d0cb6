"""An address in parts, as claims want it; a line of text is taken apart where it is plain."""

import re
from typing import Annotated, Any

from pydantic import Field, model_validator

from charting_tui.records.labels import Label
from charting_tui.records.values import ZONES, Record

_IN_ONE_LINE = re.compile(
    r"(?P<street>[^,]*\d[^,]*(?:,[^,]+)?)\s*,\s*"
    r"(?P<city>[A-Za-z][A-Za-z .'’-]*[A-Za-z.])\s*,?\s+"
    r"(?P<state>[A-Za-z]{2})"
    r"(?:\s*,?\s*(?P<zip>\d{5}(?:-?\d{4})?))?"
)
_NO_CITY = re.compile(
    r"(apt|apartment|bldg|building|floor|fl|lot|po box|rm|room|ste|suite|unit)\b", re.IGNORECASE
)
"""What stands behind a comma and is still a part of the street."""


class Address(Record):
    """Where mail goes. One line of text may stand for it, as older charts have it."""

    street: Annotated[str, Label("street", "Number and street, or a PO box.")] = ""
    city: Annotated[str, Label("city")] = ""
    state: Annotated[str, Label("state", "Two letters, like WA.", kind="state")] = ""
    zip_code: Annotated[str, Label("ZIP", "Five digits or nine, like 98366 or 98366-1234.", kind="zip")] = ""
    entered: Annotated[
        str,
        Label(
            "address",
            "The address as first entered, in one line. Type its parts above to replace it.",
            old=True,
        ),
    ] = Field(default="", exclude_if=lambda line: not line)
    """The line that no one has split yet; empty where the parts say it all."""

    @property
    def line(self) -> str:
        """The address in one line; the parts where there are any."""
        place = " ".join(filter(None, (self.state, self.zip_code)))
        return ", ".join(filter(None, (self.street, self.city, place))) or self.entered

    @property
    def complete(self) -> bool:
        """Whether street, city, state and ZIP are there."""
        return all((self.street, self.city, self.state, self.zip_code))

    @model_validator(mode="before")
    @classmethod
    def _from_line(cls, given: Any) -> Any:
        return parts_of(given) if isinstance(given, str) else given


def parts_of(line: str) -> dict[str, str]:
    """Return the parts of a plain address in one line; the line itself, as entered, where it is not plain.

    “418 Alder St, Apt 3, Tacoma, WA 98402” is plain; “1 Quay, Seattle” is not. No word is lost.
    """
    text = ", ".join(filter(None, (" ".join(part.split()).strip(",") for part in line.splitlines())))
    found = _IN_ONE_LINE.fullmatch(text)
    if not found or found["state"].upper() not in ZONES or _NO_CITY.match(found["city"]):
        return {"entered": line.strip()}
    if not found["zip"] and not found["state"].isupper():
        return {"entered": line.strip()}
    code = (found["zip"] or "").replace("-", "")
    return {
        "street": found["street"],
        "city": found["city"],
        "state": found["state"].upper(),
        "zip_code": f"{code[:5]}-{code[5:]}" if code[5:] else code,
    }
