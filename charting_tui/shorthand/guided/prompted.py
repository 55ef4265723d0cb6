"""Where the prompts of a visit stand: which question is next, and what was answered.

Answers are segments of a quick line. A question that is passed over leaves an empty segment behind: as
questions are asked in their order, the first unanswered ones are those that were passed over.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from charting_tui.shorthand.guided.answers import segments_of
from charting_tui.shorthand.guided.prompts import Prompt, Told, told_by
from charting_tui.shorthand.reading import Reading


@dataclass(frozen=True)
class Answer:
    """What was answered: to one question, or, where that is None, besides them all."""

    prompt: Prompt | None
    piece: str
    """Empty where the question was passed over."""


def without_passed(line: str) -> str:
    """Return a quick line without the empty segments that stand for questions passed over."""
    *answered, typed = segments_of(line)
    return "; ".join([*filter(None, answered), typed])


class Prompted:
    """The questions of one visit with the segments that answer them."""

    def __init__(
        self,
        prompts: Sequence[Prompt],
        line: str,
        read: Callable[[str], Reading],
        known: Callable[[], Told],
    ) -> None:
        """``known`` tells what the visit holds apart from the line: that is not asked again."""
        self.prompts = tuple(prompts)
        *self.segments, self.typed = segments_of(line)
        """The answers, and what stands behind the last one: typed, and not yet an answer."""
        self._read = read
        self._known = known
        self._again: Prompt | None = None

    def line_with(self, typed: str) -> str:
        """Return the quick line with these words behind the answers."""
        return "".join(f"{one}; " for one in self.segments) + typed

    @property
    def told(self) -> str:
        """The answers as one quick line."""
        return "; ".join(filter(None, self.segments))

    @property
    def current(self) -> Prompt | None:
        """The question that is asked now; None where each is answered."""
        if self._again is not None:
            return self._again
        left = self.unanswered()
        passed = self.segments.count("")
        return left[passed] if passed < len(left) else None

    @property
    def number(self) -> int:
        """Which question it is, from 1; one more than there are where each is answered."""
        return self.prompts.index(self.current) + 1 if self.current else len(self.prompts) + 1

    def own(self, prompt: Prompt) -> str:
        """Return what answers a question, as pieces of the line."""
        return "; ".join(self.segments[at] for at in self.places(prompt))

    def places(self, prompt: Prompt) -> list[int]:
        """Return the places of the segments that answer a question."""
        return [at for at, one in enumerate(self.segments) if prompt.takes(told_by(self._read(one)))]

    def replace(self, prompt: Prompt, pieces: Sequence[str]) -> None:
        """Put pieces in the place of what answered the question before; without any it is passed over."""
        passed = {one.id for one in self.unanswered()[: self.segments.count("")]} - {prompt.id}
        own = self.places(prompt)
        kept = [one for at, one in enumerate(self.segments) if one and at not in own]
        # Words that answer no question of their own are the answer to the one that was asked.
        if not any(one.takes(told_by(self._read(piece))) for piece in pieces for one in self.prompts):
            passed.add(prompt.id)
        self.segments = [*kept, *filter(None, pieces)]
        left = {one.id for one in self.unanswered()}
        self.segments += ["" for _ in passed & left]
        self._again = None

    def add(self, pieces: Sequence[str]) -> None:
        """Put pieces behind the answers."""
        self.segments += filter(None, pieces)

    def stay(self) -> None:
        """Go on from a question that was gone back to; its answer stays."""
        self._again = None

    def back(self) -> bool:
        """Go to the question before; False where there is none."""
        before = [one for one in self.prompts[: self.number - 1] if not one.takes(self._known())]
        if before:
            self._again = before[-1]
        return bool(before)

    def answers(self) -> Iterator[Answer]:
        """Give what was answered so far in the order of the questions, then what was said besides."""
        passed, shown = self.segments.count(""), set[int]()
        for prompt in self.prompts:
            places = self.places(prompt)
            shown.update(places)
            if places:
                yield Answer(prompt, self.own(prompt))
            elif passed and not prompt.takes(self._known()):
                passed -= 1
                yield Answer(prompt, "")
        for at, one in enumerate(self.segments):
            if one and at not in shown:
                yield Answer(None, one)

    def unanswered(self) -> list[Prompt]:
        """Return the questions that nothing answers yet, passed over or not."""
        told, known = told_by(self._read("; ".join(self.segments))), self._known()
        return [one for one in self.prompts if not one.takes(told) and not one.takes(known)]
