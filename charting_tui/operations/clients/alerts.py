"""What everybody must see of a client before a hand is laid on: the alerts, in the words of one place."""

from collections.abc import Sequence

MARK = "⚠"
"""Stands before an alert, so that it shows without color."""


def alert_words(alerts: Sequence[str]) -> str:
    """Return a client's alerts as one line; nothing where there is none."""
    told = "; ".join(" ".join(alert.split()) for alert in alerts if alert.strip())
    return f"{MARK} Alert: {told}" if told else ""
