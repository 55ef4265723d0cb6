"""What is kept of a crash: where in the program it happened, and no value, because values name patients."""

import os
import tempfile
import traceback
from datetime import UTC, datetime
from pathlib import Path


def log_crash(log: Path, fault: BaseException | None, at: datetime) -> None:
    """Append the fault's kind and its places in the program to ``log``, readable by its owner alone."""
    lines = [f"{at.isoformat(timespec='seconds')} {type(fault).__name__}"]
    while fault is not None:
        lines += [
            f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(fault.__traceback__)
        ]
        fault = fault.__cause__ or fault.__context__
        if fault is not None:
            lines.append(f"  after {type(fault).__name__}")
    file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(file, ("\n".join(lines) + "\n").encode())
    finally:
        os.close(file)


def place_of(fault: BaseException) -> str:
    """Return the fault's kind and the innermost place it came from, to tell it from others."""
    frames = traceback.extract_tb(fault.__traceback__)
    return " ".join([type(fault).__name__, *(f"{frame.filename}:{frame.lineno}" for frame in frames[-1:])])


def note_crash(fault: BaseException) -> Path:
    """Note the fault's kind and places, never a value, in a log; return the log's path."""
    for folder in (_state_folder(), Path(tempfile.gettempdir()) / f"charting-tui-{os.getuid()}"):
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            log_crash(folder / "crash.log", fault, datetime.now(UTC))
        except OSError:
            continue
        return folder / "crash.log"
    return Path(os.devnull)


def _state_folder() -> Path:
    home = os.environ.get("XDG_STATE_HOME") or os.path.expanduser("~/.local/state")  # noqa: PTH111 - never raises
    return Path(home) / "charting-tui"
