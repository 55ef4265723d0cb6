"""Shows the pages of codes in the code book, as text and as JSON."""

import json
import shutil
import textwrap
from collections.abc import Iterator
from datetime import date

from charting_tui.cli.lines import printable, say
from charting_tui.operations.code_book.page import CodePage, Fact, paragraphs

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
    yield page.kind_in_words
    for section in page.sections:
        yield ""
        yield section.heading
        for about, words in paragraphs(section):
            text = printable(f"{about}: {words}" if about else words)
            yield from textwrap.wrap(text, width, initial_indent="  ", subsequent_indent="    ")


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
