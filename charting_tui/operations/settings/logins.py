"""Who is logged in, for owners, and the end of someone's login."""

from charting_tui.errors import BadInput
from charting_tui.operations.permission import May, require
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.logins import OpenLogin


def logged_in(store: ChartStore) -> list[OpenLogin]:
    """Return the logins at work; NotAllowed for whoever may not see them."""
    require(store, May.END_LOGINS)
    return store.logins.at_work()


def end_logins(store: ChartStore, named: str) -> list[OpenLogin]:
    """End a person's logins, or the one of that session, and return them; BadInput where none is meant.

    Each makes everything that is typed durable first; their next login goes on there.
    """
    meant = [
        login
        for login in logged_in(store)
        if named == login.person or (len(named) >= _FEWEST and login.session.startswith(named))
    ]
    if not meant:
        raise BadInput(f"--end: “{named}” is not logged in; charting-tui sessions lists who is.")
    store.log_access("", f"ended a login: {named}")
    return [login for login in meant if store.logins.end(login)]


_FEWEST = 4
"""Characters of a session by which it may be named."""
