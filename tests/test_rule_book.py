import importlib.util
from pathlib import Path

from charting_tui.rules.registry import rules


def test_the_book_of_rules_is_as_the_rules_are() -> None:
    script = Path(__file__).parent.parent / "docs" / "rule_book.py"
    spec = importlib.util.spec_from_file_location("rule_book", script)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.BOOK.read_text(encoding="utf-8") == module.book()
    assert module.book().count("\n### ") == len(rules())
