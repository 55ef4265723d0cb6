"""Shows the pages of rules."""

import json
from argparse import Namespace

from charting_tui.cli.lines import say
from charting_tui.errors import BadInput
from charting_tui.rules.registry import Rule, rule_of, rules


def run(options: Namespace) -> int:
    """Print the page of one rule, or of every rule by id."""
    if options.all == (options.rule is not None):
        raise BadInput("explain: name one rule, like C013, or say --all.")
    chosen = rules() if options.all else (rule_of(options.rule),)
    if options.format == "json":
        pages = [rule_json(rule) for rule in chosen]
        say(json.dumps(pages if options.all else pages[0], ensure_ascii=False, indent=1))
    else:
        say("\n\n".join(rule_page(rule) for rule in chosen))
    return 0


def rule_json(rule: Rule) -> dict[str, object]:
    """Return a rule's page as JSON values."""
    return {
        "rule": rule.id,
        "name": rule.name,
        "severity": rule.severity.value,
        "stops": rule.stops,
        "owner": rule.owner.value,
        "overrulable": rule.overrulable,
        "audience": str(rule.audience),
        "page": _page(rule),
        "trips": rule.bad,
        "passes": rule.good,
        "source": rule.source,
        "denials": list(rule.denials),
    }


def rule_page(rule: Rule) -> str:
    """Return a rule's page as Markdown."""
    stops = {"sign": "stops the signature", "bill": "stops the bill"}.get(rule.stops, "stops nothing")
    aside = "may be overruled with a reason" if rule.overrulable else "cannot be overruled"
    return "\n".join(
        (
            f"## {rule.id} {rule.name}",
            "",
            f"{rule.severity.value.capitalize()}, {stops}; mended by: {rule.owner.value}; {aside}.",
            "",
            _page(rule),
            "",
            f"- Speaks to: {rule.audience}",
            f"- Found in: {rule.bad}",
            f"- Not in: {rule.good}",
            f"- Source: {rule.source}",
            *((f"- Prevents: {', '.join(rule.denials)}",) if rule.denials else ()),
        )
    )


def _page(rule: Rule) -> str:
    return "\n".join(line.strip() for line in rule.page.splitlines())
