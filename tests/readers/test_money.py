import pytest
from hypothesis import given
from hypothesis import strategies as st

from charting_tui.errors import BadInput
from charting_tui.readers.money import read_money
from charting_tui.records.values import dollars_of


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("90", 9000),
        ("90.00", 9000),
        ("90.5", 9050),
        ("90.", 9000),
        ("$90", 9000),
        ("$ 90.00", 9000),
        (".50", 50),
        ("0", 0),
        ("1250", 125000),
        ("1,250", 125000),
        ("$1,234.50", 123450),
        ("1,234,567.89", 123456789),
        ("0090", 9000),
        ("", None),
        ("  ", None),
    ],
)
def test_money_is_read_however_a_clinic_writes_it(text: str, cents: int | None) -> None:
    assert read_money(text) == cents


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("90.005", "“90.005” has fractions of a cent. Type two digits after the point, such as 90.50."),
        ("9O", "“9O” has a letter in it. Type digits only, such as 90."),
        ("l2.50", "“l2.50” has a letter in it. Type digits only, such as 12.50."),
        ("-20", "“-20” is below zero. Type the amount without a minus sign."),
        ("-$20", "“-$20” is below zero. Type the amount without a minus sign."),
        ("(20.00)", "“(20.00)” is below zero. Type the amount without a minus sign."),
        ("1,25", "The comma in “1,25” is in the wrong place. Type it like 1,234.50 or 1234.50."),
        ("12,34.50", "The comma in “12,34.50” is in the wrong place. Type it like 1,234.50 or 1234.50."),
        ("ninety", "“ninety” isn't a dollar amount. Type dollars, such as 90 or 90.50."),
        ("$", "“$” isn't a dollar amount. Type dollars, such as 90 or 90.50."),
        (".", "“.” isn't a dollar amount. Type dollars, such as 90 or 90.50."),
        ("1e3", "“1e3” isn't a dollar amount. Type dollars, such as 90 or 90.50."),
        (
            "\N{ARABIC-INDIC DIGIT NINE}0",
            "“\N{ARABIC-INDIC DIGIT NINE}0” isn't a dollar amount. Type dollars, such as 90 or 90.50.",
        ),
        ("12345678901", "“12345678901” is too large. Check the number of digits."),
    ],
)
def test_what_is_no_money_is_refused_with_the_fault_and_the_fix(text: str, sentence: str) -> None:
    with pytest.raises(BadInput) as fault:
        read_money(text)
    assert fault.value.sentence == sentence


@given(st.integers(0, 99_999_999_999))
def test_money_is_read_as_it_is_shown(cents: int) -> None:
    shown = dollars_of(cents)
    grouped = f"{cents // 100:,}.{cents % 100:02}"
    assert {read_money(text) for text in (shown, f"${shown}", grouped, f"${grouped}")} == {cents}
