import importlib.util
from pathlib import Path
from types import ModuleType

DOCS = Path(__file__).parent.parent / "docs"


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("package_graph", DOCS / "package_graph.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_drawing_of_the_packages_is_as_the_imports_are() -> None:
    module = script()
    page = module.PAGE.read_text(encoding="utf-8")
    assert page == module.with_drawing(page), "docs/architecture.md is out of date. Run make docs."


def test_an_arrow_that_others_imply_is_left_out_and_no_other() -> None:
    leads = script()._leads_there_too
    goes = {"a": {"b", "c"}, "b": {"c"}, "c": set()}
    assert leads(goes, "a", "c")
    assert not leads(goes, "a", "b")
    assert not leads(goes, "b", "c")
