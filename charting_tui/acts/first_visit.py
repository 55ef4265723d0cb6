"""What a client's file still lacks before the first visit, by how they pay."""

from collections.abc import Iterator
from datetime import date

from charting_tui.acts.intake import consent_holds
from charting_tui.records.chart import ClientFile
from charting_tui.records.office import Office


def not_entered(file: ClientFile, office: Office, today: date) -> str:
    """Return in one line what is not entered yet, with the keys that enter it in a chart; or nothing."""
    entries = ", ".join(_entries(file, office, today))
    parts = [f"{entries} (tab, a)"] if entries else []
    if not consent_holds(file, today):
        parts.append("consent (enter)")
    return f"Not entered yet: {'; '.join(parts)}" if parts else ""


def _entries(file: ClientFile, office: Office, today: date) -> Iterator[str]:
    if not file.coverage:
        yield "policy, unless the client pays"
    payers = [office.payer(policy.payer) for policy in file.coverage if policy.order == "primary"]
    asking = [payer.referral for payer in payers if payer.insures and payer.referral]
    if not file.referrals and any(need.value.required and need.holds_on(today) for need in asking):
        yield "prescription"
    asked_first = [payer.authorization for payer in payers if payer.insures and payer.authorization]
    if not file.authorizations and any(
        need.value.required and not need.value.free_visits and need.holds_on(today) for need in asked_first
    ):
        yield "authorization"
