"""Reading a note that one may not read, in an emergency: with a reason, and told to the owners."""

from charting_tui.operations.notices import tell_owners
from charting_tui.operations.permission import signed_in
from charting_tui.operations.signing.dismissing import check_reason
from charting_tui.records.chart import Act, VisitFile
from charting_tui.store.chart_files.writing import ChartChange
from charting_tui.store.chart_store import ChartStore

EMERGENCY = "emergency access"
"""How events and looks of it begin."""


def read_in_emergency(store: ChartStore, client: str, kept: VisitFile, reason: str) -> None:
    """Write down that a note is read in an emergency, before it is shown; BadInput without a reason."""
    check_reason(reason, "Type why you need this note now. The owner will read it.")
    person, why = signed_in(store.office, store.person), " ".join(reason.split())
    told = f"{EMERGENCY}: {why}"
    store.commit(ChartChange(Act.MARKED, client, subject=kept.visit.id, how=told))
    store.log_access(client, f"visit {kept.visit.id}, {told}")
    tell_owners(store, f"{person.name} read visit {kept.visit.id} of chart {client} in an emergency: {why}")
