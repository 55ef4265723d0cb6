"""Textual's bindings, made from the table of keys."""

from textual.binding import Binding, BindingType

from charting_tui.keys import Place, keys_at


def bindings(*places: Place, call: str = "", priority: bool = False) -> list[BindingType]:
    """Return the bindings of these places; ``call`` names one action that gets the act's name."""
    return [
        Binding(
            key.keys,
            f"{call}('{key.action}')" if call else key.action,
            key.help,
            show=False,
            id=key.id,
            priority=priority,
        )
        for key in keys_at(*places)
    ]
