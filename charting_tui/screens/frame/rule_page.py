"""The page of a rule: what it finds, why, by which source, and a case of each kind."""

from collections.abc import Iterable, Iterator

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from charting_tui.coding.code_tables.denials import read_denial
from charting_tui.rules.finding import effect_of
from charting_tui.rules.registry import Rule
from charting_tui.screens.frame.base_screen import BaseScreen
from charting_tui.widgets.findings_list import STYLES
from charting_tui.widgets.row_list import printable


class RulePageScreen(BaseScreen):
    """Shows one rule for reading; escape goes back."""

    def __init__(self, rule: Rule) -> None:
        super().__init__()
        self._rule = rule

    def inside(self) -> Iterable[Widget]:
        """The page, which scrolls."""
        with VerticalScroll(id="record", classes="pane") as pane:
            pane.border_title = "Rule"
            yield Static(Content("\n").join(page_lines(self._rule)), id="record-text")

    def on_mount(self) -> None:
        """Say where one is."""
        self.place(f"Rule {self._rule.id} › {self._rule.name}")
        self.query_one("#record").focus()
        self.say("Press Esc to go back.")
        self.call_after_refresh(self.show_keys)


def page_lines(rule: Rule) -> Iterator[Content]:
    """Give the lines of a rule's page."""
    yield Content.assemble((f"{rule.id} {rule.name}", "bold"))
    yield Content("")
    yield Content.assemble(
        (f"{rule.severity.mark} {effect_of(rule.severity, rule.stops)}", STYLES[rule.severity]),
        f"; fixed by: {rule.owner.value}; ",
        "can be dismissed with a reason." if rule.dismissible else "can't be dismissed.",
    )
    for part in _paragraphs(rule.page):
        yield Content("")
        yield Content(part)
    yield Content("")
    for name, text in (
        ("Applies to", str(rule.audience)),
        ("Bad example", rule.bad),
        ("Good example", rule.good),
        ("Source", rule.source),
    ):
        yield Content.assemble((f"{name}: ", "$text-primary bold"), printable(text))
    if rule.denials:
        yield Content("")
        yield Content.assemble(("Denials and rejections this prevents", "$text-primary bold"))
    for asked in filter(None, map(read_denial, rule.denials)):
        yield Content.assemble((asked.written, "bold"), f"  {printable(asked.denial.text)}")


def _paragraphs(page: str) -> Iterator[str]:
    """Give the paragraphs of a docstring, each in one line that the screen folds."""
    for part in page.strip().split("\n\n"):
        yield printable(" ".join(part.split()))
