"""What is known of the marked row of a chart, field by field, for the pane beside the sections."""

from collections.abc import Callable, Iterator
from datetime import date

from charting_tui.operations.clients.coverage_gaps import gaps_of_policy
from charting_tui.operations.fields.fields import fields_of, text_of, told_texts
from charting_tui.records.coverage import Coverage
from charting_tui.records.labels import labels_of
from charting_tui.records.office import Office
from charting_tui.records.people import MARK, Client
from charting_tui.screens.clients.chart_rows import CLIENT, TRENDS, VISITS, ChartSections
from charting_tui.worklist.preview_lines import Preview, PreviewLine
from charting_tui.worklist.summary import VisitSummary


def chart_preview(
    sections: ChartSections,
    marked: tuple[str, str],
    office: Office,
    today: date,
    preview_of: Callable[[VisitSummary], Preview],
) -> Preview:
    """Return everything about a row, which is named by its section and its place in it."""
    section, place = marked
    client = sections.known.file.client
    if section == CLIENT:
        return Preview(client.name, tuple(_client_lines(client, today)))
    if section == VISITS and place in sections.visits:
        return preview_of(sections.visits[place])
    if section == TRENDS and place:
        trend = sections.trends[int(place)]
        days = [
            PreviewLine(
                f"{one.day:%-m/%-d/%Y}",
                trend.kind.told(one.value)
                + (f", {trend.kind.told(one.after)} after treatment" if one.after is not None else ""),
            )
            for one in reversed(trend.measured)
        ]
        many = f"{trend.change} in {len(trend.measured)} of {len(trend.points)} visits"
        normal = trend.kind.normal
        usual = (PreviewLine("normal", trend.kind.told(normal)),) if normal is not None else ()
        return Preview(trend.kind.name, (PreviewLine("change", many), *usual, *days))
    found = sections.entry(section, place)
    if found is None:
        return Preview("")
    kind, index = found
    entry = kind.entries(sections.known.file)[index]
    therapists = {visit.therapist for visit in sections.visits.values()}
    unknown = gaps_of_policy(entry, office, therapists) if isinstance(entry, Coverage) else ""
    gaps = (PreviewLine(MARK, unknown, "alert"),) if unknown else ()
    told = (PreviewLine(label, text) for label, text in told_texts(entry, kind.fields))
    return Preview(kind.title, (*gaps, *told))


def _client_lines(client: Client, today: date) -> Iterator[PreviewLine]:
    for alert in client.alerts:
        yield PreviewLine(MARK, alert, "alert")
    labels = labels_of(type(client))
    address = client.address.line
    for field in fields_of(type(client), today):
        if field.path in {"name", "alerts"} or field.path.startswith("address."):
            continue
        text = text_of(client, field)
        if text:
            yield PreviewLine(labels[field.path].column, text)
    if address:
        yield PreviewLine("address", address)
    if client.consent is None or client.consent.signed_on is None:
        yield PreviewLine("consent", "no consent on file", "quiet")
