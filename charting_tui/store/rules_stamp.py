"""Which rules and tables a row of the index was made with."""

from pathlib import Path

from charting_tui import __version__
from charting_tui.coding.data_files import data_folder
from charting_tui.records.canonical import digest

_PACKAGE = Path(__file__).parent.parent


def rules_stamp() -> str:
    """Return what tells one version of the rules and their tables from another: it reads no file."""
    modules = [
        path for folder in ("rules", "coding", "worklist") for path in (_PACKAGE / folder).glob("**/*.py")
    ]
    return f"{__version__}.{_digest_of([*modules, *data_folder().glob('*.json')])}"


def _digest_of(paths: list[Path]) -> str:
    seen = [(path.name, path.stat()) for path in sorted(paths)]
    return digest("".join(f"{name}|{found.st_size}|{found.st_mtime_ns};" for name, found in seen))
