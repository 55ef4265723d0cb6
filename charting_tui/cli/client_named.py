"""The one client whom words on the command line mean."""

from charting_tui.errors import BadInput
from charting_tui.store.chart_store import ChartStore

_MOST_NAMED = 5


def client_named(store: ChartStore, words: str) -> str:
    """Return the id of the one client whom these words find; BadInput where it is not one."""
    found = store.find_clients(words, _MOST_NAMED + 1)
    if len(found) == 1:
        return found[0].client
    if not found:
        raise BadInput(f"CLIENT: nobody is found by “{words}”; write the beginnings of the name, or a phone.")
    named = "; ".join(f"{one.name}, born {one.birth_date or 'unknown'}" for one in found[:_MOST_NAMED])
    raise BadInput(f"CLIENT: “{words}” finds more than one ({named}); write more of the name.")
