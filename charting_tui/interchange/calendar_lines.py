"""The lines of an iCalendar file: where each event begins, and whether every part is ended."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from charting_tui.interchange.refusals import refused, shown

_LINE = re.compile(r"([A-Za-z0-9-]+)[;:]")


@dataclass(frozen=True)
class EventLines:
    """Where one event stands in the file, and each of its own properties."""

    line: int
    properties: dict[str, int]

    def of(self, name: str) -> int:
        """Return the line of a property; the event's first where it has none."""
        return self.properties.get(name, self.line)


def event_lines(text: str, name: str) -> list[EventLines]:
    """Return the lines of every event in the file's order; BadInput where the parts do not fit together."""
    open_parts: list[tuple[str, int]] = []
    events: list[EventLines] = []
    empty = True
    for number, word, value in _content(text, name):
        empty = False
        if not open_parts and (word, value) != ("BEGIN", "VCALENDAR"):
            raise refused(
                name,
                number,
                "This isn't a calendar file: it doesn't begin with BEGIN:VCALENDAR. Export the "
                "calendar again.",
            )
        if word == "BEGIN":
            open_parts.append((value, number))
            if value == "VEVENT":
                events.append(EventLines(number, {}))
        elif word == "END":
            _end(open_parts, value, number, name)
        elif open_parts[-1][0] == "VEVENT":
            events[-1].properties.setdefault(word, number)
    if open_parts:
        part, number = open_parts[-1]
        raise refused(
            name, number, f"BEGIN:{part} has no END, so the file is cut off. Export the calendar again."
        )
    if empty:
        raise refused(name, 1, "The file is empty. Export the calendar again.")
    return events


def _content(text: str, name: str) -> Iterator[tuple[int, str, str]]:
    """Give number, name and value of each line that does not go on with the one before."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() and line[0] not in " \t":
            found = _LINE.match(line)
            if not found:
                raise refused(name, number, f"“{shown(line)}” isn't a line of a calendar file.")
            yield number, found[1].upper(), line[found.end() :].strip().upper()


def _end(open_parts: list[tuple[str, int]], value: str, number: int, name: str) -> None:
    part, begun = open_parts.pop()
    if part != value:
        raise refused(
            name, number, f"END:{shown(value)} doesn't match the {part} that begins in line {begun}."
        )
