"""Shows the pages of rules, and what denial codes mean."""

import json
from argparse import Namespace

from charting_tui.cli.code_pages import page_json, tell_pages
from charting_tui.cli.lines import say
from charting_tui.coding.code_tables.denials import read_denial
from charting_tui.errors import BadInput
from charting_tui.operations.code_book.denial_page import denial_page
from charting_tui.operations.code_book.page import CodePage
from charting_tui.rules.finding import effect_of
from charting_tui.rules.registry import Rule, rule_of, rules


def run(options: Namespace) -> int:
    """Print the page of each rule or denial code that is named, or of every rule by id."""
    if options.all == bool(options.rule):
        raise BadInput("explain: give a rule such as C013, a denial code such as CO-197, or --all.")
    chosen = rules() if options.all else tuple(_asked(text) for text in options.rule)
    if options.format == "json":
        pages = [page_json(one) if isinstance(one, CodePage) else rule_json(one) for one in chosen]
        say(json.dumps(pages[0] if len(options.rule) == 1 else pages, ensure_ascii=False, indent=1))
    else:
        _print(chosen)
    return 0


def _asked(text: str) -> Rule | CodePage:
    """Return the rule of that id or name, else the page of that denial code; BadInput where it is neither."""
    try:
        return rule_of(text)
    except BadInput as fault:
        asked = read_denial(text)
        if asked is None:
            raise BadInput(f"{fault.sentence} Write denial codes like CO-197 or N362.") from None
        return denial_page(asked)


def _print(chosen: tuple[Rule | CodePage, ...]) -> None:
    for place, one in enumerate(chosen):
        if place:
            say()
        if isinstance(one, CodePage):
            tell_pages([one], "text")
        else:
            say(rule_page(one))


def rule_json(rule: Rule) -> dict[str, object]:
    """Return a rule's page as JSON values."""
    return {
        "rule": rule.id,
        "name": rule.name,
        "severity": rule.severity.value,
        "level": rule.severity.level,
        "stops": rule.stops,
        "owner": rule.owner.value,
        "dismissible": rule.dismissible,
        "overrulable": rule.dismissible,
        "audience": str(rule.audience),
        "page": _page(rule),
        "trips": rule.bad,
        "passes": rule.good,
        "source": rule.source,
        "denials": list(rule.denials),
    }


def rule_page(rule: Rule) -> str:
    """Return a rule's page as Markdown."""
    effect = effect_of(rule.severity, rule.stops)
    dismissal = "can be dismissed with a reason" if rule.dismissible else "can't be dismissed"
    return "\n".join(
        (
            f"## {rule.id} {rule.name}",
            "",
            f"{effect[:1].upper()}{effect[1:]}; fixed by: {rule.owner.value}; {dismissal}.",
            "",
            _page(rule),
            "",
            f"- Applies to: {rule.audience}",
            f"- Bad example: {rule.bad}",
            f"- Good example: {rule.good}",
            f"- Source: {rule.source}",
            *((f"- Prevents: {', '.join(rule.denials)}",) if rule.denials else ()),
        )
    )


def _page(rule: Rule) -> str:
    return "\n".join(line.strip() for line in rule.page.splitlines())
