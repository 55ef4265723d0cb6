from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from x12sdk.io import X12ModelReader

from charting_tui.billing.claim_data import ClaimData, NameParts, ProviderData
from charting_tui.billing.x12.check_837p import check_837p
from charting_tui.billing.x12.checked_837p import ClaimsRefused, checked_837p
from charting_tui.billing.x12.read_837p import read_837p
from charting_tui.billing.x12.segments import lost_in, plain_text, read_segments
from charting_tui.billing.x12.write_837p import write_837p
from charting_tui.errors import BadInput
from tests.billing.carried import carried
from tests.billing.claims_made import ENVELOPE, MADE_AT, NPIS, TODAY, claim, claims


@cache
def fifty() -> bytes:
    return write_837p(claims(50), ENVELOPE, MADE_AT)


def one(made: ClaimData) -> str:
    return write_837p([made], ENVELOPE, MADE_AT).decode("ascii")


def second_opinion(text: str) -> int:
    with X12ModelReader(text.replace("\n", "")) as reader:
        return len(list(reader.models()))


def test_fifty_different_claims_are_read_back_as_they_were_written() -> None:
    read = read_837p(fifty())
    assert read.faults == ()
    back = {each.claim.number: each.claim for each in read.claims}
    assert len(back) == 50
    for made in claims(50):
        assert back[made.number] == carried(made)


@pytest.mark.long
def test_the_gate_takes_fifty_different_claims() -> None:
    assert checked_837p(claims(50), ENVELOPE, MADE_AT) == fifty()


@pytest.mark.long
def test_the_second_validator_takes_them_but_for_a_sex_that_it_does_not_know() -> None:
    text = fifty().decode("ascii")
    for born in {part for part in text.split("~\n") if part.startswith("DMG") and part.endswith("*U")}:
        text = text.replace(born, f"{born[:-1]}F")
    assert second_opinion(text) == 11


def test_a_wrong_claim_is_refused_before_there_is_a_file() -> None:
    wrong = claim(0).model_copy(update={"diagnoses": ()})
    with pytest.raises(ClaimsRefused, match="260901-0000: The claim has no diagnosis") as refused:
        checked_837p([claim(1), wrong], ENVELOPE, MADE_AT)
    assert {fault.claim for fault in refused.value.faults} == {"260901-0000"}


def test_each_payer_has_a_transaction_and_all_control_numbers_agree() -> None:
    segments = read_segments(fifty())
    payers = [each[9] for each in segments if each.id == "NM1" and each[1] == "PR"]
    openings = [each for each in segments if each.id == "ST"]
    assert [each[2] for each in openings] == [f"{nth:04}" for nth in range(1, 12)]
    assert len({each[3] for each in segments if each.id == "BHT"}) == 11
    assert len(set(payers)) == 11
    ends = {each.id: each for each in segments}
    assert (segments[0][13], ends["IEA"][2], ends["GE"][2], ends["GE"][1]) == ("000000417",) * 2 + (
        "417",
        "11",
    )


def test_a_client_who_pays_has_no_837p() -> None:
    with pytest.raises(BadInput, match="has no insurance"):
        write_837p([claim(0).model_copy(update={"insurance": None})], ENVELOPE, MADE_AT)
    with pytest.raises(BadInput, match="no claim"):
        write_837p([], ENVELOPE, MADE_AT)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("control_number", 0, "Use 1 to 999999999"),
        ("control_number", 1_000_000_000, "Use 1 to 999999999"),
        ("sender_id", "9" * 16, "sender's ID"),
        ("receiver_id", "*", "receiver's ID"),
        ("contact_name", " ", "contact's name is missing"),
        ("contact_phone", "555-0142", "10 digits"),
    ],
)
def test_an_envelope_that_no_receiver_opens_is_refused(field: str, value: object, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        write_837p([claim(0)], ENVELOPE.model_copy(update={field: value}), MADE_AT)


def test_workers_compensation_insures_the_employer() -> None:
    made = next(each for each in claims(50) if each.accident and each.accident.employer)
    text = one(made)
    assert "NM1*IL*2*ALDER BOAT WORKS*" in text
    assert "PAT*20~" in text
    assert f"REF*Y4*{made.accident.claim_number if made.accident else ''}~" in text


def test_a_therapist_who_bills_is_named_once() -> None:
    made = claim(1).model_copy(update={"rendering": ProviderData(npi=NPIS[0])})
    assert "NM1*82" not in one(made)


def test_a_client_is_insured_by_the_name_on_the_card() -> None:
    made = claim(0)
    assert made.insurance
    carded = made.patient.model_copy(update={"name": NameParts(family="Doe-Rowe", given="Jane")})
    insured = made.insurance.model_copy(update={"subscriber": carded})
    assert "NM1*IL*1*DOE-ROWE*JANE*" in one(made.model_copy(update={"insurance": insured}))


def test_what_the_client_gave_at_the_desk_is_told() -> None:
    assert "AMT*F5*20.00~" in one(claim(3))


def test_text_becomes_what_x12_can_carry() -> None:
    assert plain_text(" Łukasz  Müller–O’Brien*~:^`\t\x1b[31m Straße\N{NO-BREAK SPACE}½ ") == (
        "LUKASZ MULLER-O'BRIEN [31M STRASSE 1/2"
    )
    assert plain_text("418½ Alder ¾") == "418 1/2 ALDER 3/4"
    assert lost_in("José 李李 Ωmega") == "李Ω"
    assert lost_in("Straße ’ ½ — “x”") == ""


@settings(max_examples=60)
@given(st.text(max_size=30))
def test_no_text_holds_a_delimiter_or_a_letter_beyond_ascii(text: str) -> None:
    plain = plain_text(text)
    assert plain.isascii()
    assert plain == plain.upper() == " ".join(plain.split())
    assert not set(plain) & set("*^:~`")


def test_where_the_two_validators_differ_we_go_with_the_guide() -> None:
    supervised = claim(0).model_copy(
        update={"supervising": ProviderData(person=claim(0).patient.name, npi=NPIS[3], license_number="MA1")}
    )
    text = one(supervised)
    assert check_837p(text.encode(), TODAY) == []
    with pytest.raises(ValueError, match="loop_2310d"):
        second_opinion(text)


def test_a_foreign_file_with_its_own_delimiters_is_read() -> None:
    text = one(claim(1)).replace("\n", "\r\n").replace("*", "|").replace(":", ">").replace("~", "\x1c")
    read = read_837p(b"\xef\xbb\xbf" + text.encode())
    assert [each.claim for each in read.claims] == [carried(claim(1))]


def test_what_a_claim_has_no_field_for_is_passed_over() -> None:
    lines = one(claim(0)).split("\n")
    at = next(place for place, line in enumerate(lines) if line.startswith("LX*1"))
    lines[at:at] = ["PWK*77*AA~", "CR2********A~", "K3*WORDS~", "NM1*ZZ*1*NOBODY~", "N3*1 QUAY~"]
    at = next(place for place, line in enumerate(lines) if line.startswith("DTP*472"))
    lines[at:at] = ["MEA*TR*R1*113.4~", "NM1*82*1*OTHER~", "N3*2 QUAY~"]
    assert read_837p("\n".join(lines).encode()).claims[0].claim == carried(claim(0))


@pytest.mark.parametrize("file", [b"", b"ISA", b"%PDF-1.7", b"ISA*00*" + b" " * 120, b"MSH|^~\\&|" * 20])
def test_what_is_no_x12_is_refused_in_a_sentence(file: bytes) -> None:
    with pytest.raises(BadInput, match="isn't an X12 file"):
        read_837p(file)


def test_faults_are_told_at_their_segments_whoever_finds_them() -> None:
    made = claim(3)
    lines = one(made).splitlines()
    wrong = {
        "NM1*85": ("1234567893", "1234567890", "wrong check digit"),
        "N4*PORT": ("*WA*", "*WQ*", "isn't a state"),
        "DMG": ("D8*19", "D8*18X", "isn't a date"),
        "CLM": ("*Y*A*", "*Y*Q*", "isn't an allowed code"),
        "HI*ABK": ("ABK", "ABX", "doesn't belong here"),
        "SV1": ("*UN*", "*XX*", "isn't an allowed code"),
        "DTP*472": ("D8*2026", "D8*2036", "in the future"),
        "REF*6R": ("REF*6R", "REF*ZQ", "doesn't belong here"),
    }
    places = {}
    for start, (old, new, _) in wrong.items():
        place = next(nth for nth, line in enumerate(lines) if line.startswith(start))
        assert old in lines[place]
        lines[place] = lines[place].replace(old, new)
        places[start] = place + 1
    found = check_837p("\n".join(lines).encode(), TODAY)
    for start, (_, _, words) in wrong.items():
        assert [one for one in found if one.segment == places[start] and words in one.fault], start
    assert all(before.segment <= after.segment for before, after in pairwise(found))
    assert not any("MULLER" in one.sentence or "LUKAS" in one.sentence for one in found)


def test_a_file_that_the_validator_cannot_stand_is_refused() -> None:
    text = one(claim(3)).replace("***1:2:3:4~", "***1:2:3:4:1~")
    assert any(
        "points to" in each.fault or "5 diagnosis" in each.fault for each in check_837p(text.encode(), TODAY)
    )
    assert any("couldn't check the file" in each.fault for each in check_837p(text.encode(), TODAY))


def test_totals_and_claims_that_come_twice_are_told() -> None:
    text = one(claim(0)).replace("CLM*260901-0000*46.25", "CLM*260901-0000*47.25")
    found = {each.fault for each in check_837p(text.encode(), TODAY)}
    assert found == {"The claim's total doesn't match the sum of its lines, $46.25."}
    both = write_837p([claim(0), claim(0)], ENVELOPE, MADE_AT)
    assert any("is in the file twice" in each.fault for each in check_837p(both, TODAY))


def test_letters_with_accents_and_other_versions_are_told() -> None:
    text = one(claim(0)).replace("*DOE*", "*DOÉ*").replace("005010X222A1~\nST", "005010X222A2~\nST")
    found = {(each.id, each.fault[:30]) for each in check_837p(text.encode("latin-1"), TODAY)}
    assert found == {("NM1", "This has accented letters or s"), ("GS", "The file's version is 005010X2")}


CHUNKS = read_segments(write_837p([claim(1), claim(3), claim(9)], ENVELOPE, MADE_AT))[1:]
ISA = one(claim(0))[:107]


@st.composite
def spoiled(draw: st.DrawFn) -> bytes:
    """Draw a valid file of which segments are left out, doubled, moved, cut, or have another element."""
    lines = [list(each.elements) for each in CHUNKS]
    for _ in range(draw(st.integers(1, 8))):
        place = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(["drop", "twice", "move", "cut", "element"])):
            case "drop" if len(lines) > 1:
                del lines[place]
            case "twice":
                lines.insert(place, list(lines[place]))
            case "move":
                lines.insert(draw(st.integers(0, len(lines) - 1)), lines.pop(place))
            case "cut":
                lines[place] = lines[place][: draw(st.integers(1, 9))]
            case _:
                at = draw(st.integers(0, len(lines[place]) - 1))
                odd = st.sampled_from(
                    ["", "0", "-1", "1e9", "NaN", "Infinity", "²", "D8", "20260230", ":::", "9" * 40]
                )
                lines[place][at] = draw(odd | st.text(max_size=12).map(lambda text: text.replace("~", "")))
    return (ISA + "~".join("*".join(line) for line in lines)).encode("utf-8", "replace")


@pytest.mark.long
@settings(max_examples=150)
@given(spoiled())
def test_no_spoiled_file_makes_the_reader_fail(file: bytes) -> None:
    read = read_837p(file)
    for each in read.claims:
        assert read.segments[each.segment - 1].id == "CLM"
        assert all(1 <= at <= len(read.segments) for at in each.places.values())
    assert all(1 <= fault.segment <= len(read.segments) for fault in read.faults)


@settings(max_examples=100)
@given(st.binary(max_size=300) | st.binary(max_size=200).map(lambda rest: ISA.encode() + rest))
def test_no_bytes_make_the_reader_fail(file: bytes) -> None:
    try:
        claims = read_837p(file).claims
    except BadInput:
        claims = ()
    assert not claims
