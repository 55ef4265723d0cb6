"""One run of the command line: options, command, exit code; never a traceback."""

import gc
import os
import resource
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TextIO

from charting_tui.cli.lines import complain
from charting_tui.cli.moment import NOW
from charting_tui.cli.options import answer_of, read_options
from charting_tui.cli.over_ssh import REQUEST, read_request
from charting_tui.crash_log import note_crash
from charting_tui.errors import ChartingError
from charting_tui.store.processes import collector_at_rest

FINE = 0
FAILED = 1
BAD_USE = 2
INTERRUPTED = 130


def run(words: Sequence[str]) -> int:
    """Run the program with these words, and return its exit code: 0 fine, 1 findings, 2 bad use."""
    # No other package's plug-in sees patients' records; looking for one costs a start 20 ms.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # A core dump would hold patients' records.
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    _take_any_text(sys.stdout)
    _take_any_text(sys.stderr)
    try:
        code = _run(words)
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        _let_go_of_output()
        return FAILED
    except KeyboardInterrupt:
        complain("Interrupted.")
        return INTERRUPTED
    except ChartingError as fault:
        complain(fault.sentence)
        return BAD_USE
    except OSError as fault:
        _let_go_of_output()
        complain(f"{fault.filename or 'The output'} can't be used: {os.strerror(fault.errno or 0).lower()}.")
        return BAD_USE if fault.filename else FAILED
    except Exception as fault:  # noqa: BLE001 - the edge: one sentence for the person, places for the log
        complain(f"The program failed ({type(fault).__name__}). The details are in {note_crash(fault)}.")
        return FAILED
    return code


def _run(words: Sequence[str]) -> int:
    try:
        options = read_options(words)
        request = os.environ.get(REQUEST)
        if request is not None and not options.command:
            options = read_request(options, request)
            _forget_what_the_client_set()
    except SystemExit as left:
        return int(left.code or FINE)
    gc.collect()  # the parser of all commands, before what is there is kept for good
    return _loaded(*answer_of(options.command))(options)


def _forget_what_the_client_set() -> None:
    """Take away what chooses clinic or day, which a server that accepts them lets its clients set."""
    for name in ("CHARTING_DATA", "CHARTING_STORE", NOW):
        os.environ.pop(name, None)


def _loaded(module: str, function: str) -> Callable[[object], int]:
    """Load a command. All of it stays, so that the collector would search it in vain: a tenth of a start."""
    with collector_at_rest():
        answer: Callable[[object], int] = getattr(import_module(module), function)
        gc.freeze()
    return answer


def _take_any_text(stream: TextIO | None) -> None:
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure:
        reconfigure(errors="backslashreplace")


def _let_go_of_output() -> None:
    """Send what is still to be flushed nowhere, so that leaving does not fail over it again."""
    if sys.stdout is not None:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
