import ast
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "new_rule", Path(__file__).parent.parent / "docs" / "new_rule.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for folder in ("charting_tui/rules/claim", "tests/rules"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "charting_tui/rules/claim/__init__.py").touch()
    monkeypatch.setattr(module, "_ROOT", tmp_path)
    return module


def begun(script: ModuleType, monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["new_rule.py", *words])
    code: int = script.main()
    return code


def test_a_rule_begins_with_its_two_files_and_what_is_there_stays(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert begun(script, monkeypatch, "claim", "total-missing", "K020") == 0
    rule, examples = tmp_path / "charting_tui/rules/claim/total_missing.py", tmp_path / "tests/rules/k020.py"
    assert '"K020",\n    "total-missing",' in rule.read_text(encoding="utf-8")
    for path in (rule, examples):
        ast.parse(path.read_text(encoding="utf-8"))
    rule.write_text("mine", encoding="utf-8")
    examples.unlink()
    assert begun(script, monkeypatch, "claim", "total-missing", "K020") == 0
    assert rule.read_text(encoding="utf-8") == "mine"


def test_without_an_id_a_rule_gets_the_next_of_its_family_and_never_anothers(
    script: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for taken in ("k007", "k041", "n050"):
        (tmp_path / f"tests/rules/{taken}.py").touch()
    assert begun(script, monkeypatch, "claim", "total-missing") == 0
    assert (tmp_path / "tests/rules/k042.py").exists()
    assert begun(script, monkeypatch, "claim", "total-double", "K041") == 2
    assert "K041 is taken" in capsys.readouterr().out
    assert not (tmp_path / "charting_tui/rules/claim/total_double.py").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Write make rule"),
        (("claim", "total-missing", "K20"), "a letter and three digits"),
        (("claim", "Total Missing"), "lower-case words"),
        (("claims", "total-missing"), "claims is none"),
    ],
)
def test_words_that_make_no_rule_are_refused_with_how_they_are_written(
    script: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    said: str,
) -> None:
    assert begun(script, monkeypatch, *words) == 2
    assert said in capsys.readouterr().out
