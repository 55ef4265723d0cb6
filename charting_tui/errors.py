"""What can go wrong in a way that a person should be told."""


class ChartingError(Exception):
    """A fault with a title and one sentence that names the field and the remedy."""

    title = "That did not work"

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class BadInput(ChartingError):
    """What was typed or handed in cannot be read."""

    title = "Not understood"


class NotAllowed(ChartingError):
    """The person may not do this, or the record's state forbids it."""

    title = "Not allowed"
