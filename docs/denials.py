"""Writes docs/denials.md: why claims are denied, with the codes, and which rule finds it first."""

from collections import Counter
from pathlib import Path

from charting_tui.rules.denial_reasons import DenialReason, denial_reasons
from charting_tui.rules.registry import rule_of

PAGE = Path(__file__).parent / "denials.md"
_HEAD = """# Denials, and the rules that prevent them

Written by `make docs` from `data/denial_reasons.json` and the rules. Codes are CARC (CO-n, whatever the group
that the payer sends), RARC, and the status of a rejection (A7:n)."""
_COUNTS = """Of {} reasons that something on file can show, {} are found before the claim is sent, {} in part
and {} not. {} more are known only to the payer."""
_IN_WORDS = {
    "yes": "Found before the claim is sent",
    "partly": "Found in part",
    "no": "Not found",
    "payer only": "Known only to the payer",
}


def page() -> str:
    """Return the whole text."""
    reasons = denial_reasons()
    counts = Counter(reason.covered for reason in reasons)
    knowable = len(reasons) - counts["payer only"]
    parts = [
        _HEAD,
        _COUNTS.format(knowable, counts["yes"], counts["partly"], counts["no"], counts["payer only"]),
    ]
    for covered, words in _IN_WORDS.items():
        rows = [reason for reason in reasons if reason.covered == covered]
        parts += [f"## {words} ({len(rows)})", _table(rows)]
    return "\n\n".join(parts) + "\n"


def _table(rows: list[DenialReason]) -> str:
    lines = ["| reason | codes | fixed by | rules |", "| --- " * 4 + "|"]
    for row in rows:
        told = (row.reason, ", ".join(row.codes), row.fixed_by.value, ", ".join(map(_linked, row.rules)))
        lines.append(f"| {' | '.join(told)} |")
    return "\n".join(lines)


def _linked(rule_id: str) -> str:
    rule = rule_of(rule_id)
    return f"[{rule_id}](rules.md#{rule_id.lower()}-{rule.name})"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
