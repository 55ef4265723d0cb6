"""Ways to make what is known of a client wrong."""

from collections.abc import Callable
from datetime import date, timedelta

from charting_tui.records.chart import ClientFile
from tests.year.fault import FileChange


def of_client(**changes: object) -> FileChange:
    return lambda file, _: file.model_copy(update={"client": file.client.model_copy(update=changes)})


def each(part: str, **changes: object) -> FileChange:
    """Change every entry of one kind."""

    def change(file: ClientFile, _: date) -> ClientFile:
        entries = tuple(entry.model_copy(update=changes) for entry in getattr(file, part))
        return file.model_copy(update={part: entries})

    return change


def on_that_day(part: str, **changes: Callable[[date], object]) -> FileChange:
    """Change every entry by the day of the visit."""

    def change(file: ClientFile, day: date) -> ClientFile:
        return each(part, **{name: made(day) for name, made in changes.items()})(file, day)

    return change


def none_of(part: str) -> FileChange:
    return lambda file, _: file.model_copy(update={part: ()})


def only_first(part: str) -> FileChange:
    return lambda file, _: file.model_copy(update={part: getattr(file, part)[:1]})


def both(*changes: FileChange) -> FileChange:
    def change(file: ClientFile, day: date) -> ClientFile:
        for one in changes:
            file = one(file, day)
        return file

    return change


def policy_ended(file: ClientFile, day: date) -> ClientFile:
    return each("coverage", ends=day - timedelta(days=1))(file, day)
