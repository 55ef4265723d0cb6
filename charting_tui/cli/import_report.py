"""What an import says of its file: whose export it was taken for, and which lines were refused."""

from collections.abc import Iterator, Sequence

from charting_tui.cli.lines import printable

_NAMED = 12
"""Lines that a sentence names; of more it says how many there are."""


def source_line(source: str, kind: str, *, not_read: Sequence[str], order: str) -> Iterator[str]:
    """Give what is to be known of how a file was read."""
    if source:
        yield f"Read as a {kind} from {source}."
    if not_read:
        it = "it" if len(not_read) == 1 else "them"
        yield printable(f"Not read: {', '.join(not_read)}. Name {it} with --columns.")
    if order:
        yield f"Dates were read as {order}."


def refused_lines(lines: Sequence[int], what: str) -> str:
    """Return the end of a summary that counts and names lines, or nothing where there are none."""
    if not lines:
        return ""
    named = sorted(lines)[:_NAMED]
    more = f" and {len(lines) - _NAMED} more" if len(lines) > _NAMED else ""
    return (
        f"; {len(lines)} {what} ({'line' if len(lines) == 1 else 'lines'} {', '.join(map(str, named))}{more})"
    )
