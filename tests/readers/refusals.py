from collections.abc import Callable

from charting_tui.errors import BadInput


def refusal(read: Callable[[], object]) -> str:
    """Return the sentence in which the text is refused; nothing where it is read."""
    try:
        read()
    except BadInput as fault:
        return fault.sentence
    return ""
