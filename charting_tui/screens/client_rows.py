"""A client as one row of a list."""

from textual.content import Content

from charting_tui.acts.alerts import MARK
from charting_tui.store.client_row import ClientRow
from charting_tui.widgets.columns import Cell, row

_BORN, _PHONE, _NUMBER, _LAST = 10, 14, 8, 11


def client_heads(width: int) -> Content:
    """Return the line above the rows."""
    heads = [Cell("client", _name_width(width)), Cell("born", _BORN), Cell("phone", _PHONE)]
    return row([*heads, Cell("chart", _NUMBER), Cell("last visit", _LAST)])


def client_line(client: ClientRow, width: int) -> Content:
    """Return the client's row in that many cells, a mark before one with an alert."""
    also = f" (also {'; '.join(client.also)})" if client.also else ""
    return row(
        [
            Cell(f"{f'{MARK} ' if client.alerts else ''}{client.name}{also}", _name_width(width)),
            Cell(str(client.birth_date or ""), _BORN),
            Cell(client.phone, _PHONE),
            Cell(client.chart_number, _NUMBER),
            Cell(f"{client.last_visit:%-d %b %Y}" if client.last_visit else "", _LAST),
        ]
    )


def client_words(client: ClientRow) -> str:
    """Return what tells a client apart, in one line."""
    born = f"born {client.birth_date:%-d %b %Y}" if client.birth_date else "birth date unknown"
    count = f"{client.visits} {'visit' if client.visits == 1 else 'visits'}"
    chart = f"chart {client.chart_number}" if client.chart_number else ""
    return " · ".join(part for part in (client.name, born, client.phone, chart, count) if part)


def _name_width(width: int) -> int:
    return max(width - _BORN - _PHONE - _NUMBER - _LAST - 4, 12)
