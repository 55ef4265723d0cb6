"""An edition of ICD-10-CM as a file: read in each layout, refused with its line, kept as what differs."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from charting_tui.errors import BadInput
from charting_tui.interchange.icd10cm import ToldCode, read_edition
from charting_tui.operations.settings.code_tables import changes_in

from .test_cms_files import WRONG_KINDS, placed, zipped

OCTOBER = date(2026, 10, 1)
NAME = "icd10cm_order_2027.txt"
CODES = "icd10cm_codes_2027.txt"
Rows = dict[str, tuple[int, str]]
OLD: Rows = {
    "M54": (0, "Dorsalgia"),
    "M542": (1, "Cervicalgia"),
    "M545": (0, "Low back pain"),
    "M5450": (1, "Low back pain, unspecified"),
    "M62": (0, "Other disorders of muscle"),
    "M62838": (1, "Other muscle spasm"),
    "M6284": (1, "Sarcopenia"),
    "QA0": (0, "A category with a letter in it"),
    "QA00101": (1, "Séance of a test"),
    "Z99": (0, "Dependence on machines"),
    "Z993": (1, "Dependence on wheelchair"),
    "U09": (0, "Post COVID-19 condition"),
    "U099": (1, "Post COVID-19 condition, unspecified"),
}
NEW: Rows = {
    **{code: told for code, told in OLD.items() if code != "M62838"},
    "M542": (0, "Cervicalgia"),
    "M5421": (1, "Neck pain, newly told apart"),
    "M545": (1, "Low back pain"),
    "M6284": (1, "Sarcopenia of a test"),
    "S134": (0, "Sprain of ligaments of a test"),
    "S13": (0, "Dislocation and sprain"),
    "S134XXA": (1, "Sprain of ligaments of a test, initial encounter"),
}
del NEW["M5450"]
TOLD = ["M54.2", "M54.21", "M54.5", "M54.50", "M62.838", "M62.84", "S13", "S13.4", "S13.4XXA"]


def in_order(rows: Rows) -> list[str]:
    return sorted(rows, key=lambda code: (code[0] == "U", code))


def order(rows: Rows, *, encoding: str = "utf-8", by_bytes: bool = False) -> bytes:
    lines = []
    for number, code in enumerate(in_order(rows), 1):
        flag, text = rows[code]
        short = text.encode().ljust(60).decode() if by_bytes else text.ljust(60)
        lines.append(f"{number:05} {code:<7} {flag} {short} {text}\n")
    return "".join(lines).encode(encoding)


def codes_only(rows: Rows) -> bytes:
    return "".join(f"{code:<7} {rows[code][1]}\n" for code in in_order(rows) if rows[code][0]).encode()


def read(folder: Path, content: bytes, name: str = NAME, since: date | None = None) -> dict[str, ToldCode]:
    edition = read_edition(placed(folder, content, name), since)
    assert edition.since == (since or OCTOBER)
    return edition.codes


KNOWN = {
    code[:3] + "." + code[3:] if len(code) > 3 else code: ToldCode(bool(b), t) for code, (b, t) in OLD.items()
}


@pytest.mark.parametrize(
    "content",
    [
        order(NEW),
        order(NEW).replace(b"\n", b"\r\n"),
        order(NEW).rstrip(b"\n"),
        b"\xef\xbb\xbf" + order(NEW),
        order(NEW, encoding="cp1252"),
        order(NEW, by_bytes=True),
        zipped(order(NEW).decode(), name=NAME),
    ],
)
def test_the_order_file_is_read_in_each_way_it_is_written(tmp_path: Path, content: bytes) -> None:
    codes = read(tmp_path, content)
    assert codes["M54.21"] == (True, "Neck pain, newly told apart")
    assert codes["M54.2"].billable is False
    assert codes["QA0.0101"].text == "Séance of a test"
    assert len(codes) == len(NEW)


def test_of_a_zip_as_published_the_order_file_is_read_and_no_addenda(tmp_path: Path) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("Descriptions/icd10cm_codes_2027.txt", codes_only(OLD))
        archive.writestr("Descriptions/icd10cm_order_addenda_2027.txt", "Add:         00003 M5421\n")
        archive.writestr("Descriptions/icd10cm_order_2027.txt", order(NEW))
        archive.writestr("Descriptions/icd10OrderFiles.pdf", "%PDF")
    assert len(read(tmp_path, held.getvalue(), "2027-code-descriptions-tabular-order.zip")) == len(NEW)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("icd10cm_order_2027.txt", OCTOBER),
        ("icd10cm-order-2027.txt", OCTOBER),
        ("ICD10CM-Order-April-1-2027.txt", date(2027, 4, 1)),
        ("icd10cm-order-April-2027.txt", date(2027, 4, 1)),
        ("order 2027-04-01.txt", date(2027, 4, 1)),
    ],
)
def test_the_first_day_is_told_by_the_name(tmp_path: Path, name: str, day: date) -> None:
    assert read_edition(placed(tmp_path, order(NEW), name), None).since == day


@pytest.mark.parametrize(
    ("name", "since", "reason"),
    [
        ("order.txt", None, "the name doesn't show the year"),
        ("order.txt", date(2026, 10, 2), "isn't the first day of a quarter"),
        ("icd10cm_order_2027.txt", date(2025, 10, 1), "isn't of the edition that starts"),
        ("icd10cm-order-April-1-2027.txt", date(2026, 10, 1), "isn't of the edition that starts"),
    ],
)
def test_an_edition_without_one_day_is_refused(
    tmp_path: Path, name: str, since: date | None, reason: str
) -> None:
    assert reason in refusal(lambda: read_edition(placed(tmp_path, order(NEW), name), since))


def changed(rows: Rows, **changes: tuple[int, str]) -> bytes:
    return order({**rows, **changes})


def spoilt(line: int, begin: int, text: str) -> bytes:
    lines = order(NEW).decode().splitlines(keepends=True)
    lines[line - 1] = lines[line - 1][:begin] + text + lines[line - 1][begin + len(text) :]
    return "".join(lines).encode()


LINES = order(NEW).splitlines(keepends=True)
KINDS = {
    name: (content, reason.replace("This isn't a table", "This isn't an ICD-10-CM order file"))
    for name, (content, reason) in WRONG_KINDS.items()
}
WRONG: dict[str, tuple[str | bytes, str]] = KINDS | {
    "addenda": ("Add:         00003 M5421   1 Neck pain\n", "line 1: This is an addenda file"),
    "revisions": ("Revise from  00003 M5421   1 Neck pain\n", "line 1: This is an addenda file"),
    "procedures": ("00001 0016070 1 Bypass\n", "line 1: “0016070” isn't an ICD-10-CM code"),
    "a table of pairs": ("97140\t97124\t*\t19960101\t*\t0\n", "line 1: This isn't an ICD-10-CM order file"),
    "a CSV": ("code,text\nM54.2,Cervicalgia\n", "line 1: This isn't an ICD-10-CM order file"),
    "a row missing": (b"".join(LINES[:3] + LINES[4:]), "line 4: Order number 00005 comes after 00003"),
    "the beginning missing": (b"".join(LINES[2:]), "line 1: Order number 00003 comes first"),
    "a row twice": (b"".join(LINES[:3] + LINES[2:]), "line 4: Order number 00003 comes after 00003"),
    "a code twice": (spoilt(4, 6, "M5421  "), "line 4: M5421 is also in line 3"),
    "no order number": (spoilt(2, 0, "OOOO2"), "line 2: “OOOO2” isn't an order number"),
    "columns shifted": (spoilt(3, 5, "  M5421"), "line 3: “M5421” isn't an ICD-10-CM code"),
    "a flag of 2": (spoilt(3, 14, "2"), "line 3: Column 15 of M5421 is “2”"),
    "no flag": (spoilt(3, 14, " "), "line 3: Column 15 of M5421 is “”"),
    "a code in small letters": (spoilt(3, 6, "m5421"), "line 3: “m5421” isn't an ICD-10-CM code"),
    "a code with its dot": (spoilt(3, 6, "M54.21"), "line 3: “M54.21” isn't an ICD-10-CM code"),
    "a code of two": (spoilt(3, 6, "M5     "), "line 3: “M5” isn't an ICD-10-CM code"),
    "a long text only": (spoilt(3, 16, "x" * 90), "line 3: M5421: the short and long texts must be"),
    "a torn last line": (order(NEW)[:-40], f"line {len(LINES)}: U099 has no text"),
    "a line cut in the code": (order(NEW) + b"00016 U1\n", "line 16: Column 15 of U1 is “”"),
    "an unreadable sign": (order(NEW, encoding="latin-1").replace(b"\xe9", b"\x81"), "isn't UTF-8 or"),
    "a billable heading": (changed(NEW, M54=(1, "Dorsalgia")), "M54 is marked as a code, but M542"),
    "an empty heading": (changed(NEW, M545=(0, "Low back pain")), "M545 is marked as a heading, but no"),
    "no category": (changed(NEW, R52=(1, "Pain"), R520=(1, "Pain")), "R52 is marked as a code, but R520"),
    "a code alone": (changed(NEW, R520=(1, "Pain")), "R520 has no category"),
    "order files of two": (zipped("a", "b", name="order{}.txt"), "several order files"),
    "a zip of other texts": (zipped("a", "b", name="read{}.txt"), "has no order file"),
    "a binary in it": (spoilt(3, 30, "\0"), "line 3: This isn't plain text"),
    "two codes a row": (codes_only(NEW) + b"Z994Z995Dependence\n", "“Z994Z995” isn't a code"),
    "a code without words": (codes_only(NEW) + b"Z994\n", "Z994 has no text"),
}  # fmt: skip


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(BadInput) as refused:
        act()
    sentence = refused.value.sentence
    assert "\n" not in sentence
    assert sentence.endswith("Nothing was changed.")
    return sentence


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_edition_is_refused_with_file_line_and_reason(tmp_path: Path, wrong: str) -> None:
    content, reason = WRONG[wrong]
    sentence = refusal(lambda: read_edition(placed(tmp_path, content, NAME), OCTOBER))
    assert re.search(re.escape(reason), sentence), sentence
    assert sentence.startswith(NAME)


@pytest.mark.parametrize("limit", ["cms_files._LARGEST", "icd10cm._MOST_ROWS"])
def test_what_unpacks_to_more_than_an_edition_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    monkeypatch.setattr(f"charting_tui.interchange.{limit}", 12)
    bomb = placed(tmp_path, zipped(order(NEW).decode(), name=NAME), "2027.zip")
    assert re.search(
        "too large to be such a table|fewer than 12 codes", refusal(lambda: read_edition(bomb, None))
    )


@pytest.mark.parametrize("path", ["missing", ".", "/proc/self/mem", "/dev/null", "a\0b"])
def test_what_is_no_readable_file_is_refused(tmp_path: Path, path: str) -> None:
    refusal(lambda: read_edition(tmp_path / path, OCTOBER))


def test_half_a_file_is_refused_rather_than_ending_the_other_half(tmp_path: Path) -> None:
    half = b"".join(LINES[:6])
    edition = read_edition(placed(tmp_path, half, NAME), None)
    assert "ends before U09" in refusal(lambda: changes_in(edition, KNOWN))
    many = KNOWN | {
        f"A{number:02}.{under}": ToldCode(billable=True, text="x")
        for number in range(99)
        for under in range(11)
    }
    whole = read_edition(placed(tmp_path, order(NEW), NAME), None)
    assert "would end 1,0" in refusal(lambda: changes_in(whole, many))


@pytest.mark.parametrize("name", [NAME, CODES])
def test_only_what_differs_is_kept(tmp_path: Path, name: str) -> None:
    content = order(NEW) if name == NAME else codes_only(NEW)
    table = changes_in(read_edition(placed(tmp_path, content, name), None), KNOWN)
    rows = dict(row.split(" ", 1) for row in table.rows)
    headings = {"S13", "S13.4"} if name == CODES else set()
    assert sorted(rows) == [code for code in TOLD if code not in headings]
    assert [rows[code][0] for code in ("M54.2", "M54.21", "M54.5", "M54.50", "M62.84")] == list("hbb-t")
    assert changes_in(read_edition(placed(tmp_path, order(OLD), NAME), None), KNOWN).rows == ()


def test_signs_and_accents_make_no_other_text(tmp_path: Path) -> None:
    plain = order({**OLD, "QA00101": (1, "Seance  of a test")})
    assert changes_in(read_edition(placed(tmp_path, plain, NAME), None), KNOWN).rows == ()
