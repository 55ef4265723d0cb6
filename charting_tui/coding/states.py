"""The states and territories of the United States, each with the time zone of most of its people."""

from charting_tui.errors import BadInput

_PACIFIC, _MOUNTAIN = "America/Los_Angeles", "America/Denver"
_CENTRAL, _EASTERN = "America/Chicago", "America/New_York"
_BY_ZONE = {
    _PACIFIC: "CA NV OR WA",
    _MOUNTAIN: "CO ID MT NM UT WY",
    _CENTRAL: "AL AR IA IL KS LA MN MO MS ND NE OK SD TN TX WI",
    _EASTERN: "CT DC DE FL GA KY MA MD ME NC NH NJ NY OH PA RI SC VA VT WV",
    "America/Detroit": "MI",
    "America/Indiana/Indianapolis": "IN",
    "America/Phoenix": "AZ",
    "America/Anchorage": "AK",
    "Pacific/Honolulu": "HI",
    "America/Puerto_Rico": "PR VI",
    "Pacific/Guam": "GU MP",
    "Pacific/Pago_Pago": "AS",
}
ZONES = {state: zone for zone, states in _BY_ZONE.items() for state in states.split()}
"""The usual time zone of each state, by its two letters."""


def read_state(text: str) -> str:
    """Return a state's two letters in capitals; BadInput for anything that is no state."""
    state = text.strip().upper()
    if state not in ZONES:
        raise BadInput(f"State: “{text.strip()}” is not a state; write two letters, like WA.")
    return state
