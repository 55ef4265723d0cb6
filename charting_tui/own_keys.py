"""A person's own keys: a TOML file that names acts of the table of keys, and the keys they are to have."""

import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from textual.keys import REPLACED_KEYS

from charting_tui.errors import BadInput
from charting_tui.keys import KEYS, Key, Place, spelt

FILE = "keys.toml"
_TOGETHER = (
    frozenset({Place.VISIT, Place.NOTE, Place.CARRIED}),
    frozenset({Place.VISIT, Place.LINES, Place.FINDINGS}),
    frozenset({Place.TIMES, Place.TIMED}),
)
"""Places whose keys work at the same time."""
_NEVER_SENT = frozenset({"ctrl+h", "ctrl+i", "ctrl+m", "ctrl+j"})
"""A terminal sends backspace, tab and enter for these."""
_FUNCTION_KEYS = frozenset(f"f{number}" for number in range(1, 13))
_NAMED = frozenset(name for key in KEYS for name in key.keys.split(",") if len(name) > 1 and "+" not in name)
_TYPED_IN = frozenset(
    place
    for place in Place
    if not any(len(name) == 1 for key in KEYS if key.place is place for name in key.keys.split(","))
    and any("ctrl+" in key.keys for key in KEYS if key.place is place)
)
"""Places in which letters are text."""


def own_keys_file(environment: Mapping[str, str], home: Path) -> Path:
    """Return where the file is looked for: what CHARTING_KEYS names, else the configuration folder."""
    named = environment.get("CHARTING_KEYS")
    folder = environment.get("XDG_CONFIG_HOME")
    config = Path(folder) if folder else home / ".config"
    return Path(named) if named else config / "charting-tui" / FILE


def own_keys_asked_for(environment: Mapping[str, str], home: Path) -> tuple[dict[str, str], str]:
    """Return the keys that a person chose, and what is wrong with their file: then there are none."""
    try:
        return read_own_keys(own_keys_file(environment, home)), ""
    except BadInput as fault:
        return {}, fault.sentence


def read_own_keys(file: Path) -> dict[str, str]:
    """Return the keys of acts by their ids, as Textual names them; empty where there is no file.

    Raises BadInput with the first thing that is wrong: then none of the file counts.
    """
    if not file.is_file():
        return {}
    import tomllib  # noqa: PLC0415 - a start without such a file does not wait for it

    try:
        table = tomllib.loads(file.read_text())
    except (OSError, ValueError) as fault:
        reason = "it cannot be opened" if isinstance(fault, OSError) else str(fault)
        raise _wrong(f"{reason}.") from fault
    known = {key.id: key for key in KEYS}
    own: dict[str, str] = {}
    for name, value in _named(table):
        if name not in known or known[name].place is Place.EVERYWHERE:
            raise _wrong(f"{name} is no key that can be changed. See docs/keys.md for the names.")
        own[name] = ",".join(_key(text, known[name]) for text in _texts(name, value))
    _refuse_clashes(own)
    return own


def _wrong(what: str) -> BadInput:
    return BadInput(f"{FILE} is not used: {what}")


def _named(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, object]]:
    """Give every entry; the table [today] with “next” is the same as “today.next”."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _named(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", value


def _texts(name: str, value: object) -> list[str]:
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list) or not texts or not all(isinstance(text, str) for text in texts):
        raise _wrong(f'{name} needs a key in quotes, like "n" or ["f6", "ctrl+b"].')
    return texts


def _key(text: str, act: Key) -> str:
    key = text if len(text) == 1 else text.strip().lower()
    if key in _NEVER_SENT:
        raise _wrong(f"terminals send another key for {spelt(key)}. Choose another for {act.id}.")
    if len(key) == 1 and key.isprintable():
        if act.place in _TYPED_IN:
            raise _wrong(f"{act.id} works where you type, so {key} would be text. Use Ctrl or an F key.")
        return key if key.isalnum() else _sign(key)
    control = key.startswith("ctrl+") and len(key) == len("ctrl+") + 1 and key[-1].isalpha()
    function = key in _FUNCTION_KEYS
    if control or function or key in _NAMED or key == "shift+tab":
        return key
    raise _wrong(f"{act.id} cannot have “{text}”. Use a letter, ctrl+letter, f1 to f12, enter, tab or space.")


def _sign(sign: str) -> str:
    """Return a sign's name as Textual spells it: “slash” for /."""
    name = unicodedata.name(sign).lower().replace("-", "_").replace(" ", "_")
    return REPLACED_KEYS.get(name, name)


def _refuse_clashes(own: Mapping[str, str]) -> None:
    """Refuse a key that would have two meanings in one place."""
    for key in KEYS:
        if key.id not in own:
            continue
        for other in KEYS:
            both = {key.place, other.place}
            beside = len(both) == 1 or Place.EVERYWHERE in both or any(both <= group for group in _TOGETHER)
            names = set(own[key.id].split(",")) & set(own.get(other.id, other.keys).split(","))
            if beside and other.id != key.id and names:
                name = spelt(min(names))
                raise _wrong(f"{name} is both {key.id} and {other.id}. Give one of them another key.")
