"""Begins a rule: ``make rule FAMILY=claim NAME=total-missing`` writes its two files."""

import re
import sys
from pathlib import Path

_ROOT = Path(__file__).parent.parent
_RULE = '''"""Say in a line what this module is about."""

from collections.abc import Iterator

from charting_tui.records.people import Role
from charting_tui.rules.audience import INSURERS
from charting_tui.rules.case import Case
from charting_tui.rules.finding import Fault, Severity
from charting_tui.rules.rule import rule


@rule(
    "{id}",
    "{name}",
    Severity.WARNS,
    stops="nothing",
    owner=Role.BILLER,
    source="",
    audience=INSURERS,
    bad="",
    good="",
)
def {function}(case: Case) -> Iterator[Fault]:
    """Say in a line what is wrong.

    Say why it matters and what is no fault.
    """
    for line in case.payer_lines if case.payer.insures else ():
        if line.code == "":
            yield Fault(line.path("code"), "What is wrong.", "What to do.")
'''
_EXAMPLES = '''"""{id} {name}."""

from tests.rules.bases import MASSAGE
from tests.rules.example import on
from tests.year.changes import billed_as
from tests.year.fault import Fault

BAD = {{
    "say what is wrong in it": on(MASSAGE, {{"services.0.units": 9}}),
}}

GOOD = {{
    "say why it is right": MASSAGE,
}}

PLANTED = (Fault("say what is wrong", "commercial, uhc, lni", billed_as(0, units=9)),)
'''


_LETTERS = {
    "authorization": "A",
    "claim": "K",
    "codes": "C",
    "coverage": "A",
    "diagnoses": "D",
    "modifiers": "M",
    "note": "N",
    "plan_of_care": "A",
    "units": "T",
}
"""The letter of each folder's ids."""


def _next_id(letter: str) -> str:
    taken = [int(path.stem[1:]) for path in (_ROOT / "tests" / "rules").glob(f"{letter.lower()}[0-9]*.py")]
    return f"{letter}{max(taken, default=0) + 1:03}"


def main() -> int:
    """Write the two files and name them; 2 for words that make no rule, or an id that is another's."""
    try:
        family, name, *given = sys.argv[1:]
    except ValueError:
        print("Write make rule FAMILY=claim NAME=total-missing")
        return 2
    folder = _ROOT / "charting_tui" / "rules" / family
    if family not in _LETTERS or not (folder / "__init__.py").exists():
        print(f"FAMILY is a folder of charting_tui/rules ({', '.join(_LETTERS)}), and {family} is none.")
        return 2
    free = _next_id(_LETTERS[family])
    rule_id = given[0] if given else free
    if not re.fullmatch(r"[A-Z]\d{3}", rule_id) or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        print("ID is a letter and three digits, NAME lower-case words joined by hyphens.")
        return 2
    if (taken := _ROOT / "tests" / "rules" / f"{rule_id.lower()}.py").exists():
        print(f"{rule_id} is taken: {taken.relative_to(_ROOT)}. Leave ID out, and the rule is {free}.")
        return 2
    words = {"id": rule_id, "name": name, "function": name.replace("-", "_")}
    files = {
        folder / f"{words['function']}.py": _RULE,
        _ROOT / "tests" / "rules" / f"{rule_id.lower()}.py": _EXAMPLES,
    }
    for path, template in files.items():
        if path.exists():
            print(f"{path.relative_to(_ROOT)} is there already and stays as it is.")
        else:
            path.write_text(template.format(**words), encoding="utf-8")
            print(f"{path.relative_to(_ROOT)} is written; fill it in.")
    print(f"Then: make rule-check ID={rule_id}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
