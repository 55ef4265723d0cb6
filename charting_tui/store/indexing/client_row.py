"""A client in one row, and the words by which clients are found."""

import re
import unicodedata

from charting_tui.records.values import Day, Record
from charting_tui.records.visit import VisitState
from charting_tui.store.chart_files.chart_views import ChartViews

_DIGITS = re.compile(r"[\d().+/-]*\d[\d().+/-]*")
_WORD = re.compile(r"[^\W_]+")


class ClientRow(Record):
    """What the list of clients shows of one. Derived: never written into a chart."""

    client: str
    """The client's id."""
    name: str
    birth_date: Day | None = None
    phone: str = ""
    preferred_name: str = ""
    chart_number: str = ""
    alerts: tuple[str, ...] = ()
    payer: str = ""
    """The id of the first policy's payer; empty is the client."""
    visits: int = 0
    """Visits that were done."""
    last_visit: Day | None = None
    merged_into: str = ""
    """The id of the client under whom alone this one is found."""
    merged_from: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    """The names in the charts that were merged into this one; filled when asked for."""


def client_row(chart: ChartViews) -> ClientRow:
    """Return the row of a chart's client."""
    client = chart.file.client
    done = [seen.day for seen in chart.glances if seen.state is VisitState.DONE]
    first = next((policy.payer for policy in chart.file.coverage if policy.order == "primary"), "")
    return ClientRow(
        client=client.id,
        name=client.name,
        birth_date=client.birth_date,
        phone=client.phone,
        preferred_name=client.preferred_name,
        chart_number=client.chart_number,
        alerts=client.alerts,
        payer=first,
        visits=len(done),
        last_visit=max(done, default=None),
        merged_into=client.merged_into,
        merged_from=client.merged_from,
    )


def folded(text: str) -> str:
    """Return a text in small letters without accents: “Núñez” is “nunez”."""
    apart = unicodedata.normalize("NFKD", text.casefold().replace("ł", "l").replace("ø", "o"))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def search_words(row: ClientRow) -> str:
    """Return the words under which a client is found, each by its beginning and with a blank before it."""
    words = _WORD.findall(folded(f"{row.name} {row.preferred_name} {row.chart_number}"))
    words.append("".join(_WORD.findall(folded(row.chart_number))))
    phone = _digits_of(row.phone)
    words += [phone, phone[-10:], phone[-7:], phone[-4:]]
    if row.birth_date:
        born = row.birth_date
        words += [
            f"{born:%Y%m%d}",
            f"{born:%m%d%Y}",
            f"{born.month}{born:%d%Y}",
            f"{born.month}{born.day}{born:%Y}",
        ]
    return "".join(f" {word}" for word in dict.fromkeys(words) if word)


def asked_words(typed: str) -> list[str]:
    """Return the words that a person typed, folded, each meant as the beginning of one."""
    asked: list[str] = []
    for part in folded(typed).split():
        asked += [_digits_of(part)] if _DIGITS.fullmatch(part) else _WORD.findall(part)
    return asked


def first_word(typed: str) -> str:
    """Return the first word a person typed, folded, for putting families of that name first."""
    return next(iter(_WORD.findall(folded(typed))), "")


def _digits_of(text: str) -> str:
    return "".join(sign for sign in text if sign.isascii() and sign.isdigit())
