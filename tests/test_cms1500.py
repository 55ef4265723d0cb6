from datetime import date

import pytest

from charting_tui.billing.claim_data import (
    ClaimData,
    Insurance,
    NameParts,
    PayerData,
    PersonData,
    ProviderData,
)
from charting_tui.billing.paper.cms1500 import (
    alignment_page,
    cms1500,
    cms1500_batch,
    cut_on_form,
    form_faults,
)
from charting_tui.billing.paper.form_grid import PrintOffset
from charting_tui.billing.paper.form_text import filed_name, form_code, form_words
from charting_tui.billing.paper.superbill import superbill
from charting_tui.errors import BadInput
from charting_tui.records.addresses import Address
from tests.paper_claims import FULL, JANE, POLICY, SHORT, line
from tests.pdf_text import PlacedWord, needs_poppler, pages_of, placed_words

MILLIMETER = 72 / 25.4
SIGNED_ON = date(2026, 11, 20)
OF_EVERY_CLAIM = (
    (2, 41, "SOUND HEALTH"),
    (5, 41, "SALEM OR 97301"),
    (8, 31, "X"),
    (8, 50, "SND700137"),
    (10, 1, "DOE JR, JANE, Q"),
    (10, 31, "03 07 1980"),
    (10, 47, "X"),
    (10, 50, "DOE JR, JANE, Q"),
    (12, 1, "12 N QUAY ST"),
    (12, 33, "X"),
    (14, 26, "OR"),
    (14, 74, "OR"),
    (16, 1, "97701"),
    (16, 15, "541 5550199"),
    (18, 50, "4001"),
    (20, 41, "X"),
    (29, 7, "SIGNATURE ON FILE"),
    (29, 55, "SIGNATURE ON FILE"),
    (36, 57, "X"),
    (37, 42, "0"),
    (38, 3, "M542"),
    (38, 16, "G4486"),
    (44, 1, "11 19 26 11 19 26 11"),
    (44, 25, "97140"),
    (44, 33, "59 GP"),
    (44, 45, "AB"),
    (44, 53, "98 00"),
    (44, 59, "2"),
    (44, 68, "1993999998"),
    (56, 1, "123456789"),
    (56, 19, "X"),
    (56, 23, "C10011"),
    (56, 38, "X"),
    (57, 66, "541 5550100"),
    (58, 23, "QUIET HANDS LLC"),
    (59, 50, "418 ALDER ST SUITE 3"),
    (60, 50, "BEND OR 97701-2114"),
    (60, 1, "KIM VALE LMT"),
    (61, 6, "11 20 2026"),
    (61, 23, "1234567893"),
    (61, 50, "1234567893"),
    (61, 63, "ZZ225700000X"),
)
"""Row, column and text as the printed form has them."""
SHORT_FORM = (
    *OF_EVERY_CLAIM,
    (22, 41, "X"),
    (26, 57, "X"),
    (46, 45, "B"),
    (46, 53, "45 00"),
    (56, 54, "143 00"),
    (56, 65, "20 00"),
)
FIRST_FORM = (
    *OF_EVERY_CLAIM,
    (18, 1, "DOE, ROBIN"),
    (20, 1, "F1"),
    (22, 35, "X"),
    (22, 45, "WA"),
    (22, 50, "Y4 AC99"),
    (26, 1, "FIRST AND BEST"),
    (26, 52, "X"),
    (32, 2, "09 02 2026"),
    (32, 16, "431"),
    (32, 31, "439"),
    (32, 37, "09 01 2026"),
    (34, 1, "DN PAT OAMES MD"),
    (34, 33, "1305501045"),
    (36, 1, "SEE THE RECORD"),
    (38, 42, "M7918"),
    (39, 3, "M546"),
    (40, 42, "M62830"),
    (38, 50, "7"),
    (38, 62, "ICN1122"),
    (40, 50, "AUTH88"),
    (54, 25, "97140"),
    (56, 54, "588 00"),
    (56, 65, "60 00"),
)
SECOND_FORM = (
    *(one for one in OF_EVERY_CLAIM if one[0] != 44),
    (43, 1, "ZZCUPS MOVED BY HAND"),
    (44, 25, "97139"),
    (44, 33, "59 GP KX CQ"),
    (56, 55, "98 00"),
)


def misplaced(expected: tuple[tuple[int, int, str], ...], found: list[PlacedWord]) -> list[object]:
    """Return the words that are not where the form has their fields."""
    wrong: list[object] = []
    for row, col, text in expected:
        place = 0
        for word in text.split():
            place = text.index(word, place)
            left, middle = 24 + (col - 1 + place) * 7.2, 25 + (row - 0.5) * 12
            if not any(
                one.text == word
                and abs(one.left - left) < MILLIMETER
                and abs(one.middle - middle) < MILLIMETER
                for one in found
            ):
                wrong.append((row, col, word, [one for one in found if one.text == word]))
            place += len(word)
    return wrong


@needs_poppler
def test_each_item_stands_in_its_place_to_a_millimeter() -> None:
    (short,) = placed_words(cms1500(SHORT, signed_on=SIGNED_ON))
    assert misplaced(SHORT_FORM, short) == []
    first, second = placed_words(cms1500(FULL, signed_on=SIGNED_ON))
    assert misplaced(FIRST_FORM, first) == []
    assert misplaced(SECOND_FORM, second) == []
    assert not [one for one in second if one.text == "60" and 500 < one.middle < 720]


@needs_poppler
def test_several_claims_are_one_stack_of_forms() -> None:
    forms = placed_words(cms1500_batch([SHORT, FULL, SHORT], signed_on=SIGNED_ON))
    assert len(forms) == 4
    assert misplaced(SHORT_FORM, forms[0]) == []
    assert misplaced(SECOND_FORM, forms[2]) == []
    assert [one.text for one in forms[3]] == [one.text for one in forms[0]]
    assert form_faults(FULL) == ()
    with pytest.raises(BadInput, match="at least one"):
        cms1500_batch([])


@needs_poppler
def test_an_offset_moves_everything_alike() -> None:
    (before,) = placed_words(cms1500(SHORT))
    (after,) = placed_words(cms1500(SHORT, offset=PrintOffset(right=-6.5, down=11)))
    moved = [(one.text, round(one.left - 6.5, 1), round(one.middle + 11, 1)) for one in before]
    assert moved == [(one.text, round(one.left, 1), round(one.middle, 1)) for one in after]


@needs_poppler
def test_medicare_first_has_no_insured_and_the_word_none() -> None:
    payer = POLICY.payer.model_copy(update={"filing_kind": "MB"})
    medicare = SHORT.model_copy(update={"insurance": POLICY.model_copy(update={"payer": payer})})
    (words,) = placed_words(cms1500(medicare))
    assert misplaced(((8, 1, "X"), (18, 50, "NONE")), words) == []
    assert [one.text for one in words].count("JANE,") == 1
    assert "ZZ225700000X" not in {one.text for one in words}


@needs_poppler
def test_medicare_second_has_who_pays_first_in_items_4_and_11() -> None:
    second = POLICY.model_copy(
        update={"payer": POLICY.payer.model_copy(update={"filing_kind": "MB"}), "order": "secondary"}
    )
    robin = PersonData(name=NameParts(family="Doe", given="Robin"))
    first = Insurance(
        payer=PayerData(name="First"), group="G 7", relationship="spouse", subscriber=robin, member_id="F1"
    )
    claim = SHORT.model_copy(update={"insurance": second, "others": (first,)})
    (words,) = placed_words(cms1500(claim))
    assert misplaced(((8, 1, "X"), (10, 50, "DOE, ROBIN"), (18, 50, "G7"), (24, 50, "FIRST")), words) == []
    assert [one.text for one in words].count("ROBIN") == 1


@needs_poppler
def test_a_visit_at_home_has_the_clients_address_in_item_32() -> None:
    (words,) = placed_words(cms1500(SHORT.model_copy(update={"place": "12"})))
    assert misplaced(((58, 23, "PATIENT HOME"), (59, 23, "12 N QUAY ST"), (44, 19, "12")), words) == []


@needs_poppler
def test_a_visit_elsewhere_has_that_place_in_item_32() -> None:
    spa = ProviderData(organization="River Gym", npi="1305501045", address=Address(street="9 Dock"))
    (words,) = placed_words(cms1500(SHORT.model_copy(update={"facility": spa})))
    assert misplaced(((58, 23, "RIVER GYM"), (59, 23, "9 DOCK"), (61, 23, "1305501045")), words) == []


@needs_poppler
def test_a_city_gives_way_to_its_zip() -> None:
    clinic = SHORT.billing.model_copy(
        update={"address": SHORT.billing.address.model_copy(update={"city": "Rancho Palos Verdes Estates"})}
    )
    (words,) = placed_words(cms1500(SHORT.model_copy(update={"billing": clinic})))
    assert misplaced(((60, 23, "RANCHO PALOS"), (60, 36, "OR 97701-2114")), words) == []


@needs_poppler
def test_the_alignment_page_tells_its_offset_and_names_every_item() -> None:
    (page,) = pages_of(alignment_page(PrintOffset(right=3, down=-2.5)))
    assert "3 points right, -2.5 points down" in page
    for item in ("1a", "9d", "10b", "11d", "17b", "21 ICD", "24A", "32a", "33b"):
        assert item in page


def test_words_lose_accents_and_punctuation_and_numbers_their_hyphens() -> None:
    assert form_words("Søren Łukasz-Muñoz, 12 N. Quay St. #4 & Co.’s") == (
        "SOREN LUKASZ-MUNOZ 12 N QUAY ST 4 AND COS"
    )
    assert form_code("m54.2 ") == "M542"
    assert filed_name(NameParts(family="de la Vega", given="Ana María", middle="q.")) == (
        "DE LA VEGA, ANA MARIA, Q"
    )


def test_words_that_are_cut_are_named() -> None:
    assert cut_on_form(SHORT) == ()
    named = JANE.model_copy(update={"name": NameParts(family="V" * 40, given="Ana")})
    long = SHORT.model_copy(update={"insurance": POLICY.model_copy(update={"subscriber": named})})
    assert cut_on_form(long) == ("item 2, patient name", "item 4, insured name")
    assert cms1500(long)


@pytest.mark.parametrize(
    ("changes", "names"),
    [
        ({"insurance": None}, "superbill"),
        ({"lines": ()}, "no service line"),
        ({"diagnoses": (*FULL.diagnoses, "M54.9")}, "13 diagnoses"),
        ({"authorization": "A" * 40}, "item 23"),
        ({"insurance": POLICY.model_copy(update={"member_id": "1" * 18})}, "item 1a"),
        ({"lines": (line(charge=1_000_000_00),)}, "item 28, total charge"),
        ({"lines": (line(modifiers=("59", "GP", "KX", "CQ", "CO")),)}, "Item 24D"),
    ],
)
def test_what_does_not_fit_the_form_is_refused_in_one_sentence(
    changes: dict[str, object], names: str
) -> None:
    with pytest.raises(BadInput, match=names):
        cms1500(SHORT.model_copy(update=changes))
    (fault,) = form_faults(SHORT.model_copy(update=changes))
    assert names in fault


def test_an_offset_of_more_than_an_inch_is_refused() -> None:
    with pytest.raises(BadInput, match="Offset down"):
        alignment_page(PrintOffset(down=100))


def test_a_claim_of_which_hardly_anything_is_known_is_printed() -> None:
    bare = ClaimData(number="1", lines=(line(code="1"),), insurance=Insurance(payer=PayerData()))
    assert cms1500(bare)
    assert superbill(bare)
