"""What a login costs: its start and its memory, with the program loaded beforehand and without."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from bench.bare_list import READY
from bench.pseudo_terminal import PseudoTerminal, processor_time
from bench.screens import our_words, started, surroundings
from bench.table import Table, median, ms, times
from tests.server.preloaded import PreloadedProgram
from tests.terminal import no_book_made

_STARTS = 9
_TOGETHER = (1, 20, 100)
_MOST_PLAIN = 20
"""Logins at once that load the program each for itself; 100 need more memory than most hosts have."""


@dataclass
class _Cost:
    seconds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)


def measure_logins(clinic: Path, place: Path) -> Iterator[Table]:
    """Measure starts, taken in turns, and then the memory of many logins at once."""
    place.mkdir()
    with PreloadedProgram(place) as loaded, no_book_made(["--data", str(clinic)]):
        yield _starts(clinic, loaded)
        yield _memory(clinic, loaded)


def _starts(clinic: Path, loaded: PreloadedProgram) -> Table:
    bare, plain, quick = _Cost(), _Cost(), _Cost()
    for _ in range(_STARTS):
        for cost, words, mark in (
            (bare, ["-m", "bench.bare_list"], READY),
            (plain, our_words(clinic), "to chart"),
        ):
            with started(words) as terminal:
                cost.seconds.append(terminal.shows(mark))
                cost.processor.append(terminal.processor_time())
        with _quick(clinic, loaded) as terminal:
            quick.seconds.append(terminal.shows("to chart"))
            quick.processor.append(terminal.processor_time() + processor_time(loaded.children()[-1]))
    base, base_processor = median(bare.seconds), median(bare.processor)
    rows = tuple(
        (
            name,
            ms(median(cost.seconds)),
            times(median(cost.seconds), base),
            ms(median(cost.processor)),
            times(median(cost.processor), base_processor),
        )
        for name, cost in (
            ("bare Textual list of 20 rows", bare),
            ("Today, the program loaded by the login", plain),
            ("Today, the program loaded beforehand", quick),
        )
    )
    how = (
        f"In a real pseudo-terminal of 120×40, small clinic, median of {_STARTS} starts taken in turns, from "
        "the start of the process until the rows are on the screen. Processor time is that of the login's "
        "processes until then; what loads the program once is not in it."
    )
    return Table("A login's start", how, ("", "start", "× bare", "processor", "× bare"), rows)


def _memory(clinic: Path, loaded: PreloadedProgram) -> Table:
    rows = []
    for count in _TOGETHER:
        if count <= _MOST_PLAIN:
            with ExitStack() as open_ones:
                terminals = [
                    _shown(open_ones.enter_context(started(our_words(clinic)))) for _ in range(count)
                ]
                rows.append(
                    _row(f"{count}, each loads the program", count, [one.process for one in terminals])
                )
        with ExitStack() as open_ones:
            terminals = [_shown(open_ones.enter_context(_quick(clinic, loaded))) for _ in range(count)]
            processes = [loaded.process, *loaded.children(), *(one.process for one in terminals)]
            rows.append(_row(f"{count}, loaded beforehand", count, processes))
    how = (
        "Proportional set size (PSS: what several processes share is divided among them) of all processes of "
        "so many logins at Today, small clinic, when none of them loads more; with the process that has the "
        "program loaded, and the shells that wait for a login's end."
    )
    return Table("Memory of logins", how, ("logins", "all of them", "a login"), tuple(rows))


def _quick(clinic: Path, loaded: PreloadedProgram) -> PseudoTerminal:
    words = [str(loaded.script), str(loaded.socket), "--data", str(clinic), "--user", "kim"]
    return PseudoTerminal(words, surroundings(), Path.cwd())


def _shown(terminal: PseudoTerminal) -> PseudoTerminal:
    terminal.shows("to chart")
    terminal.rest(0.3)
    return terminal


def _row(name: str, count: int, processes: Sequence[int]) -> tuple[str, str, str]:
    megabytes = sum(map(pss, processes))
    return name, f"{megabytes:,.0f} MB", f"{megabytes / count:.1f} MB"


def pss(process: int) -> float:
    """Return the memory of a process in megabytes, what it shares divided among those that share it."""
    told = Path(f"/proc/{process}/smaps_rollup").read_text()
    line = next(line for line in told.splitlines() if line.startswith("Pss:"))
    return int(line.split()[1]) / 1024
