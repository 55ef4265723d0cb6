import pytest
from hypothesis import given
from hypothesis import strategies as st

from charting_tui.coding.prose.evidence import areas_in, evidence


def codes(text: str) -> list[str]:
    return [code for mention in evidence(text) for code in mention.codes]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Effleurage to the back", "97124"),
        ("petrissage, kneading", "97124"),
        ("tapotement", "97124"),
        ("Swedish massage", "97124"),
        ("MFR L levator", "97140"),
        ("myofascial release", "97140"),
        ("STM/MFR to cervical paraspinals", "97140"),
        ("joint mobilisation of the ankle", "97140"),
        ("Manual lymphatic drainage R arm", "97140"),
        ("MLD left leg", "97140"),
        ("TrP release scm", "97140"),
        ("trigger-point release", "97140"),
        ("Ischemic compression to UT", "97140"),
        ("MET to QL", "97140"),
        ("strain-counterstrain", "97140"),
        ("manual cervical traction", "97140"),
        ("trigger points in L UT released", "97140"),
        ("Trigger point compression to L UT 30 min", "97140"),
        ("TrPs released with sustained pressure", "97140"),
        ("Ischemic pressure to TrPs", "97140"),
        ("TPR", "97140"),
        ("TrPt release", "97140"),
        ("suboccipital release", "97140"),
        ("Myofascial to UT", "97140"),
        ("cervical traction manual", "97140"),
        ("PA glides", "97140"),
        ("Mobilized L GH joint", "97140"),
        ("ankle was mobilised", "97140"),
        ("No change in ROM before treatment, MFR to UT", "97140"),
        ("Without increase of pain MFR applied to UT", "97140"),
        ("PNF patterns", "97112"),
        ("balance board", "97112"),
        ("chin tucks 2x10", "97110"),
        ("taught body mechanics", "97535"),
        ("ultrasound 1 MHz", "97035"),
        ("hot pack to low back", "97010"),
    ],
)
def test_a_technique_supports_its_code_and_no_other_hands_on_code(text: str, code: str) -> None:
    assert set(codes(text)) == {code}


@pytest.mark.parametrize(
    "text",
    [
        "No trigger points",
        "no trigger point release today",
        "without effleurage",
        "denies massage at home",
        "no MFR, MLD or traction today",
        "MFR declined",
        "Trigger point release was not tolerated",
        "Plan: MFR next visit",
        "will add trigger point release",
        "Effleurage was avoided over the bruise",
        "Goal met: turns head to reverse the car",
        "trigger points in UT",
        "skin rolling of the low back",
        "nerve compression at C6",
        "Spurling compression test negative",
        "saw another massage therapist",
        "Client mobilized yesterday in hospital",
        "Client mobilized, neck pain 6",
        "uses hand traction device at home",
        "no trigger points",
        "no ha, numb",
        "denies trigger points or spasm",
        "no trigger points released",
        "TrPs could not be released",
        "No MFR applied to UT",
        "no MFR, MLD to UT",
        "no pain or trigger point release to UT",
        "denies numbness or MFR to neck",
        "carpal tunnel release in 2019",
        "",
    ],
)
def test_what_is_denied_planned_or_only_found_supports_nothing(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "No trigger points found, effleurage to back 20 min",
        "No numbness. Effleurage to back",
        "Not tender; effleurage to back",
        "No tapotement but effleurage to back",
        "No pain during effleurage to the back",
        "Hot pack prior to effleurage",
        "Next, effleurage to the back",
    ],
)
def test_a_denial_does_not_reach_what_follows_it(text: str) -> None:
    assert "97124" in codes(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Efflurage to the back", "97124"),
        ("effluerage to the back", "97124"),
        ("petrisage of the calf", "97124"),
        ("tapotment to back", "97124"),
        ("Myofacial release to neck", "97140"),
        ("myofascal release to neck", "97140"),
        ("MFR to trapeziius", "97140"),
        ("manual lymphattic drainage", "97140"),
    ],
)
def test_one_slip_in_a_long_word_is_understood(text: str, code: str) -> None:
    assert codes(text) == [code]


@pytest.mark.parametrize("text", ["No efflurage today", "Myofacial release declined", "massager at home"])
def test_a_slip_makes_nothing_of_what_is_denied_or_another_word(text: str) -> None:
    assert codes(text) == []


def test_plain_massage_speaks_for_massage_and_against_nothing() -> None:
    (mention,) = evidence("Deep tissue massage of the neck")
    assert mention.weak
    assert mention.codes == ("97124",)
    assert not evidence("effleurage")[0].weak


def test_a_mention_knows_its_words_and_where_they_stand() -> None:
    text = "Pain 6. Then trigger-point release to L upper trap 20 min."
    (mention,) = evidence(text)
    assert text[mention.start : mention.end] == mention.words == "trigger-point release"
    assert (mention.areas, mention.minutes) == (("upper trapezius",), (20,))


def test_each_part_of_a_sentence_keeps_its_own_area_and_minutes() -> None:
    first, second = evidence("MFR to L upper trap 20 min, effleurage to back 10 min.")
    assert (first.areas, first.minutes) == (("upper trapezius",), (20,))
    assert (second.areas, second.minutes) == (("back",), (10,))


def test_techniques_in_a_list_share_the_area_and_minutes_of_their_sentence() -> None:
    for mention in evidence("Effleurage, petrissage and kneading to neck and shoulders for 30 minutes"):
        assert mention.areas == ("neck", "shoulder")
        assert mention.minutes == (30,)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("bilateral UT", ["upper trapezius"]),
        ("c-spine, lumbar", ["neck", "low back"]),
        ("lower back", ["low back"]),
        ("upper back", ["upper back"]),
        ("ut", []),
        ("QL and glute med", ["quadratus lumborum", "gluteals"]),
    ],
)
def test_areas_are_known_by_their_spellings(text: str, names: list[str]) -> None:
    assert [area.name for area in areas_in(text)] == names


@given(st.text())
def test_any_text_can_be_read_and_spans_lie_inside_it(text: str) -> None:
    for mention in evidence(text):
        assert text[mention.start : mention.end] == mention.words
        assert 0 <= mention.clause[0] <= mention.start < mention.end <= mention.clause[1] <= len(text)
