"""Where a crash of a command is noted."""

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from charting_tui.crash_log import log_crash


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
