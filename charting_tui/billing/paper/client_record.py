"""A client's whole record on paper: an index, then the record of every visit."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from charting_tui.billing.paper.typesetting import PaperPart, Value, typeset
from charting_tui.billing.paper.visit_record import author, moment_of, visit_part, visit_title
from charting_tui.billing.paper.wording import about_client, letterhead_of, on_day, rows_of
from charting_tui.coding.diagnosis_book.diagnoses import Diagnoses
from charting_tui.records.chart import Chart, VisitFile
from charting_tui.records.office import Office


def client_record(chart: Chart, office: Office, *, book: Diagnoses | None = None) -> bytes:
    """Return all records of a chart as PDF, oldest first, with an index that names their pages.

    The chart must have been read whole. A visit without a record, as one that was canceled, stands in the
    index alone. PaperFault where a signed text is not the one that was signed.
    """
    client = chart.file.client
    records = {
        kept.visit.id: visit_part(kept, client, office, book=book)
        for kept in chart.visits
        if has_record(kept)
    }
    return typeset(f"Record of {client.name}", [_index(chart, office, records), *records.values()])


def has_record(kept: VisitFile) -> bool:
    """Whether anything was written or signed of a visit."""
    visit = kept.visit
    return bool(kept.signed or visit.note.text().strip() or visit.services)


def _index(chart: Chart, office: Office, records: Mapping[str, PaperPart]) -> PaperPart:
    client = chart.file.client
    zone = ZoneInfo(office.practice.time_zone)
    signed = sum(kept.signed is not None for kept in chart.visits)
    addenda = sum(len(kept.added) for kept in chart.visits)
    first, last = (chart.visits[0].visit, chart.visits[-1].visit) if chart.visits else (None, None)
    values: Mapping[str, Value] = {
        "clinic": letterhead_of(office.practice),
        "client": client.name,
        "facts": rows_of(
            ("Client", client.name),
            ("From", on_day(first.date) if first else ""),
            ("To", on_day(last.date) if last else ""),
        ),
        "about_client": about_client(client),
        "about_record": rows_of(
            ("Visits", str(len(chart.visits))),
            ("Signed", str(signed)),
            ("Drafts", str(len(records) - signed)),
            ("Addenda", str(addenda)),
        ),
        "visits": [
            [
                on_day(kept.visit.date),
                visit_title(kept.visit),
                author(kept.visit.therapist, office),
                _state(kept, zone),
                records[kept.visit.id].name if kept.visit.id in records else "",
            ]
            for kept in chart.visits
        ],
    }
    return PaperPart("index", values, "index")


def _state(kept: VisitFile, zone: ZoneInfo) -> str:
    if kept.signed is not None:
        later = ", co-signed" if kept.cosignature else ""
        later += f", {len(kept.added)} added" if kept.added else ""
        return f"Signed {moment_of(kept.signed.signature.at, zone)}{later}"
    return "DRAFT, not signed" if has_record(kept) else f"No record ({_spoken(kept.visit.state.value)})"


def _spoken(state: str) -> str:
    return "canceled" if state == "cancelled" else state
