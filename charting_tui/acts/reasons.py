"""The reason that somebody types for an act that the history keeps."""

from charting_tui.errors import BadInput


def check_reason(reason: str, missing: str) -> None:
    """Raise BadInput with the sentence ``missing`` for no reason, or for one without words, as a PIN is."""
    if not reason.strip():
        raise BadInput(missing)
    if not any(letter.isalpha() for letter in reason):
        raise BadInput("A reason needs words. Say why in a few; a PIN has a field of its own.")
