"""Two of one: noticing that a client is entered already, and merging two charts of one person."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from charting_tui.errors import BadInput, NotAllowed
from charting_tui.operations.clients.client_file import KnownFile, read_known, why_sealed
from charting_tui.operations.permission import May, require
from charting_tui.records.chart import Act, Chart
from charting_tui.records.people import Client
from charting_tui.store.chart_files.writing import ChartChange, Conflict
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.indexing.rows import ClientRow, folded

_ALIKE = 0.7
_TRIES = 3


def likely_same(store: ChartStore, client: Client) -> tuple[ClientRow, ...]:
    """Return clients entered already who may be this one.

    They have the same birth date and a name much alike, or the same phone, or the same chart number.
    """
    found: dict[str, ClientRow] = {}
    if client.birth_date:
        for row in store.find_clients(client.birth_date.isoformat()):
            if row.birth_date == client.birth_date and are_alike(row.name, client.name):
                found[row.client] = row
    for attribute in ("phone", "chart_number"):
        typed = bare(getattr(client, attribute))
        for row in store.find_clients(typed) if typed else ():
            if bare(getattr(row, attribute)) == typed:
                found[row.client] = row
    return tuple(row for row in found.values() if row.client != client.id)


def bare(text: str) -> str:
    """Return a phone or chart number by its letters and digits alone."""
    return "".join(sign for sign in folded(text) if sign.isalnum())


def are_alike(one: str, other: str) -> bool:
    """Whether two names are much alike, in whichever order their words come."""
    first, second = (" ".join(sorted(folded(name).replace(",", " ").split())) for name in (one, other))
    return bool(second) and SequenceMatcher(None, first, second).ratio() >= _ALIKE


def why_not_merge(chart: Chart) -> str:
    """Return why this chart cannot be merged into another, or nothing."""
    reason = why_sealed(chart.file)
    if reason:
        return reason
    unsigned = [kept.visit.date for kept in chart.visits if kept.visit.state.kept and kept.signed is None]
    if unsigned:
        count = "1 visit is" if len(unsigned) == 1 else f"{len(unsigned)} visits are"
        return f"{count} not signed, the first on {unsigned[0]}. Sign or cancel them before merging."
    return ""


def merge(store: ChartStore, client_id: str, into: str) -> None:
    """Seal one client's chart as merged into another's, which lists it. Nothing is copied.

    The one that goes on is written first, so that a fault between the two leaves both to be found, and
    merging again completes it.
    """
    require(store, May.KEEP_CLIENTS)
    if client_id == into:
        raise BadInput("You picked the same chart twice. Choose the other chart.")
    goes_on = read_known(store, into)
    if why_sealed(goes_on.file):
        raise NotAllowed("That chart was already merged into another. Choose the one it was merged into.")
    _refuse_unless_free(store, client_id)
    if client_id not in goes_on.file.client.merged_from:
        _put(store, goes_on, merged_from=(*goes_on.file.client.merged_from, client_id))
    _seal(store, client_id, into)


def _seal(store: ChartStore, client_id: str, into: str) -> None:
    for left in reversed(range(_TRIES)):
        chart = _refuse_unless_free(store, client_id)
        try:
            _put(store, KnownFile(chart.file, chart.revision), merged_into=into)
        except Conflict:
            if not left:
                raise
        else:
            return


def _refuse_unless_free(store: ChartStore, client_id: str) -> Chart:
    chart = store.chart(client_id)
    reason = why_not_merge(chart)
    if reason:
        raise NotAllowed(reason)
    return chart


def _put(store: ChartStore, known: KnownFile, **changes: str | Sequence[str]) -> None:
    client = known.file.client.model_copy(update=changes)
    file = known.file.model_copy(update={"client": client})
    store.commit(ChartChange(Act.MERGED, known.id, file=file, file_revision=known.revision))
