"""Shows the pages of codes in the code book, as text and as JSON."""

import json
import shutil
import textwrap
from collections.abc import Iterator
from datetime import date
from itertools import groupby

from charting_tui.cli.lines import printable, say
from charting_tui.operations.code_book.page import CodePage, Fact, Section
from charting_tui.readers.dates import shown_date

_WIDEST = 100


def tell_pages(pages: list[CodePage], how: str) -> None:
    """Print pages one below the other, or as one JSON list."""
    if how == "json":
        say(json.dumps([page_json(page) for page in pages], ensure_ascii=False, indent=1))
        return
    width = min(shutil.get_terminal_size((_WIDEST, 24)).columns, _WIDEST)
    say("\n\n".join("\n".join(page_lines(page, width)) for page in pages))


def page_lines(page: CodePage, width: int) -> Iterator[str]:
    """Give the lines of a page, folded to a width."""
    yield from textwrap.wrap(printable(f"{page.code}  {page.text}"), width)
    yield f"{page.kind.value.capitalize()}{', ' if page.family else ''}{page.family}"
    for section in page.sections:
        yield ""
        yield section.heading
        for paragraph in paragraphs(section):
            yield from textwrap.wrap(
                printable(paragraph), width, initial_indent="  ", subsequent_indent="    "
            )


def paragraphs(section: Section) -> Iterator[str]:
    """Give the facts of a section in words; those in a row about one thing are one paragraph."""
    for about, facts in groupby(section.facts, key=lambda fact: fact.about):
        if about:
            yield f"{about}: {' '.join(map(fact_in_words, facts))}"
        else:
            yield from map(fact_in_words, facts)


def fact_in_words(fact: Fact) -> str:
    """Return a fact with its first day and its source."""
    behind = [f"from {shown_date(fact.since)}"] if fact.since else []
    behind += [fact.source] if fact.source else []
    return f"{fact.text} [{', '.join(behind)}]" if behind else fact.text


def page_json(page: CodePage) -> dict[str, object]:
    """Return a page as JSON values."""
    return {
        "kind": page.kind.value,
        "code": page.code,
        "family": page.family,
        "text": page.text,
        "sections": [
            {"heading": section.heading, "facts": [_fact_json(fact) for fact in section.facts]}
            for section in page.sections
        ],
    }


def _fact_json(fact: Fact) -> dict[str, object]:
    return {"about": fact.about, "text": fact.text, "since": _iso(fact.since), "source": fact.source}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
