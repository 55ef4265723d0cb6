"""Whether a file is what its own history says, and whether that is what the clinic's chain recorded of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import orjson

from charting_tui.records.canonical import canonical, digest
from charting_tui.store.chart_files.chart_tables import RECORDS, name_of
from charting_tui.store.chart_files.tinydb_files import Row, Tables


@dataclass(frozen=True)
class RecordedHead:
    """What one line of the clinic's chain says of a file."""

    event: int
    head: str
    restored: int | None = None
    """The last event of an older copy that was put back before it, where one was."""


@dataclass(frozen=True)
class MissingEvent:
    """An event that a file has and the clinic's chain has not."""

    name: str
    """The client of the chart, or the path of the file."""
    number: int
    head: str
    at: str
    """As a line of the chain writes it."""


@dataclass
class Examined:
    """What was found about one chart or other file."""

    name: str
    faults: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    events: int = 0
    missing: list[MissingEvent] = field(default_factory=list)
    """Events at its end that the clinic's chain has not."""

    @property
    def what(self) -> str:
        """What a sentence calls it."""
        return called(self.name)

    @property
    def doubtful(self) -> bool:
        """Whether someone who writes it just now could be the cause."""
        return bool(self.faults or self.missing)


def called(name: str) -> str:
    """Return what sentences call a chart or another file."""
    return name if "." in name else f"Chart {name}"


Named = Mapping[str, Sequence[Row]]
"""Documents by their names in the history; more than one of a name is a fault."""


def chart_records(tables: Tables) -> dict[str, list[Row]]:
    """Return every document of a chart that its history answers for."""
    named: dict[str, list[Row]] = {}
    for table in RECORDS:
        for number, row in tables.rows(table).items():
            named.setdefault(name_of(table, number, row), []).append(row)
    return named


def examine_chart(client: str, tables: Tables) -> tuple[Examined, dict[int, Row]]:
    """Look at a chart: its history, its records, and whether they are this client's."""
    exam = Examined(client)
    events = tables.rows("history")
    examine_history(exam, events, chart_records(tables))
    examine_shape(exam, tables, (*RECORDS, "history", "form"))
    for row in tables.rows("signed").values():
        text = row.get("text", "")
        if digest(text) != row.get("signature", {}).get("digest"):
            visit = row.get("visit")
            exam.faults.append(f"{exam.what}: the note of visit {visit} was changed after it was signed.")
        elif _client_of(text) not in {None, client}:
            exam.faults.append(
                f"{exam.what}: the signed note of visit {row['visit']} belongs to another client."
            )
    return exam, events


def _client_of(text: str) -> Any:
    try:
        values = orjson.loads(text)
    except orjson.JSONDecodeError:
        return None
    return values.get("client") if isinstance(values, dict) else None


def examine_shape(exam: Examined, tables: Tables, known: Iterable[str]) -> None:
    """Find tables and numbers that the program never writes."""
    content = tables.content or {}
    exam.faults += [
        f"{exam.what}: someone added the table “{table}” outside the program."
        for table in content
        if table not in known
    ]
    exam.faults += [
        f"{exam.what}: someone added the document {table}/{number} outside the program."
        for table, rows in content.items()
        for number in rows
        if str(int(number)) != number or number == "0"
    ]
    form = content.get("form", {})
    if set(form) != {"1"} or set(form["1"]) != {"form"}:
        exam.faults.append(f"{exam.what}: someone changed the file's format outside the program.")


def examine_history(exam: Examined, events: Mapping[int, Row], now: Named) -> None:
    """Compare the chain of events with itself, and what they left with what there is."""
    before, last = "", dict[str, str]()
    exam.events = len(events)
    seen: dict[str, int] = {}
    for place, (number, event) in enumerate(sorted(events.items()), 1):
        if number != place or event.get("number") != place:
            exam.faults.append(_misplaced(exam.what, place, event, seen))
            break
        if event.get("before") != before:
            exam.faults.append(
                f"{exam.what}: entry {place} of its history doesn't match the entry before it."
            )
        before = digest(canonical(event))
        seen[digest(canonical({**event, "number": 0, "before": ""}))] = place
        last.update(event.get("after", {}))
    found = {name: digest(canonical(rows[0])) for name, rows in now.items()}
    there = {name: head for name, head in last.items() if head}
    exam.faults += [
        f"{exam.what}: someone removed {name} outside the program." for name in there if name not in found
    ]
    exam.faults += [f"{exam.what}: {name} is there twice." for name, rows in now.items() if len(rows) > 1]
    exam.faults += [
        f"{exam.what}: someone added {name} outside the program." for name in found if name not in there
    ]
    exam.faults += [
        f"{exam.what}: someone changed {name} outside the program."
        for name, head in found.items()
        if name in there and there[name] != head
    ]


def _misplaced(what: str, place: int, event: Row, seen: Mapping[str, int]) -> str:
    """Return what is wrong with the event that stands in that place of the history."""
    twin = seen.get(digest(canonical({**event, "number": 0, "before": ""})))
    if twin is not None:
        return f"{what}: entry {twin} of its history is there twice, again as entry {place}."
    return f"{what}: entry {place} is missing from its history."


def examine_heads(
    exam: Examined, events: Mapping[int, Row], recorded: Sequence[RecordedHead], imports: frozenset[str]
) -> None:
    """Compare a file's events with what the clinic's chain recorded of them.

    Two heads of one number are two histories, of which the file can only have one. ``imports`` are the
    moments at which charts were being brought in.
    """
    standing = _standing(exam, events, recorded)
    last = max(events, default=0)
    digests = {one.event: digest(canonical(events[one.event])) for one in standing if one.event in events}
    for one in dict.fromkeys(standing):
        if one.event > last:
            end = "the chart ends" if "." not in exam.name else "the file ends"
            exam.faults.append(
                f"{exam.what}: an older copy was put back. The clinic's log has entry {one.event}, but "
                f"{end} at entry {last}."
            )
        elif digests.get(one.event) != one.head:
            exam.faults.append(
                f"{exam.what}: entry {one.event} of its history isn't the one in the clinic's log."
            )
    known = max((one.event for one in standing), default=0)
    exam.missing = list(_missing(exam.name, events, known))
    if not standing and exam.missing and {one.at for one in exam.missing} <= imports:
        exam.missing = []
        exam.remarks.append(f"{exam.what}: the program ended while importing it. Run the import again.")


def _standing(
    exam: Examined, events: Mapping[int, Row], recorded: Sequence[RecordedHead]
) -> list[RecordedHead]:
    """Return what the chain says that was not given up for an older copy; gaps in it are faults."""
    standing: list[RecordedHead] = []
    for one in recorded:
        if one.restored is not None:
            standing = [known for known in standing if known.event <= one.restored]
            exam.remarks.append(
                f"{exam.what}: an older copy that ended with entry {one.restored} was restored. The "
                "history records that."
            )
        before = standing[-1].event if standing else one.event - 1 if _at_once(events, one.event) else 0
        if one.event > before + 1:
            exam.faults.append(
                f"{exam.what}: {_events(before + 1, one.event - 1)} missing from the clinic's log."
            )
        standing.append(one)
    return standing


def _at_once(events: Mapping[int, Row], last: int) -> bool:
    """Whether the events up to that one were written together, as a chart that is brought in is."""
    moments = {row.get("at") for number, row in events.items() if number <= last}
    return last not in events or len(moments) == 1


def _missing(name: str, events: Mapping[int, Row], known: int) -> Iterator[MissingEvent]:
    for number, row in sorted(events.items()):
        if number > known:
            yield MissingEvent(name, number, digest(canonical(row)), chain_moment(row.get("at")))


def chain_moment(text: Any) -> str:
    """Return the moment of an event as the clinic's chain writes it; nothing where it is none."""
    try:
        return datetime.fromisoformat(text).astimezone(UTC).isoformat()
    except (TypeError, ValueError):
        return ""


def _events(first: int, last: int) -> str:
    return f"entry {first} is" if first == last else f"entries {first}–{last} are"


def missing_words(exam: Examined) -> str:
    """Return that events of a file are missing from the clinic's chain."""
    numbers = [one.number for one in exam.missing]
    return f"{exam.what}: {_events(numbers[0], numbers[-1])} missing from the clinic's log."
