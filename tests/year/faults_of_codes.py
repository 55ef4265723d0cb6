"""Faults of procedure codes: C001 to C032."""

from charting_tui.records.claim import Draft
from charting_tui.records.visit import BillTo, Note
from tests.year.changes import (
    added,
    all_of,
    billed_as,
    coded,
    line,
    minutes,
    modifiers,
    note,
    said,
    visit,
    without,
    written,
)
from tests.year.fault import Change, Fault

_MASSAGES = "commercial, commercial back, premera, uhc, lni, auto, va, medicaid"
_PLANS = "commercial, regence back, premera, uhc, anthem"


def _unchanged(words: str) -> Change:
    """Leave only one measure, always the same, in a note with words of its own."""

    def change(draft: Draft) -> Draft:
        told = Note(
            subjective=f"{words} {draft.visit.date:%A %d %B} after work, the neck was stiff when driving.",
            objective=f"Seen {draft.visit.date:%d %B}: {words.lower()} Tender neck; effleurage, petrissage.",
            assessment=f"{words} No flare.",
            plan="Return in two weeks.",
        )
        same = (draft.visit.measures[0].model_copy(update={"before": 6.0, "after": 6.0}),)
        return all_of(written(told), visit(measures=same, goals=()))(draft)

    return change


FAULTS = (
    Fault("a code that ended", "C001", "evaluated", coded(0, "97001", "evaluation"), number=0),
    Fault("a code with letters for digits", "C001", f"{_MASSAGES}, regence back", line(0, code="9712A4")),
    Fault("a code that does not exist", "C001", "commercial, premera, comp", line(0, code="97119")),
    Fault("a code with its modifier in one field", "C001", "commercial therapy, commercial",
          line(0, code="97124-59")),
    Fault("a code of another field", "C001", "commercial, medicaid", line(0, code="64999")),
    Fault("a code that only the limits know", "C001", "commercial therapy, medicaid therapy",
          added("95851", "59", narrative="its own report")),
    Fault("an adjustment of three regions, coded for two", "C030", "uhc adjustment, auto adjustment",
          line(0, regions=("cervical", "thoracic", "lumbar"))),
    Fault("an adjustment coded for more regions than were adjusted", "C030", "uhc adjustment",
          line(0, code="98941", regions=("cervical", "thoracic"))),
    Fault("needling by a massage therapist", "C031", "commercial, self",
          all_of(added("20560"), said("objective", "Dry needling of one muscle."))),
    Fault("an evaluation days after another", "C032", "evaluated", visits=2, number=0,
          draft=all_of(added("97161"), said("objective", "Evaluation of the neck."))),
    Fault("the first quarter hour of acupuncture twice", "C009", "needles", billed_as(0, units=2)),
    Fault("97014 to Medicare", "C002", "attended", line(0, code="97014")),
    Fault("G0283 where 97014 is wanted", "C003", "unattended", line(0, code="G0283")),
    Fault("packs billed to Medicare", "C004", "medicare, medicare back",
          all_of(added("97010", "GP"), said("objective", "A hot pack beforehand."))),
    Fault("packs billed to a plan that bundles them", "C004", "bundles",
          all_of(added("97010"), said("objective", "A hot pack beforehand."))),
    Fault("an evaluation by a massage therapist", "C005", "self, massage only, lni, auto", added("97161")),
    Fault("an occupational evaluation by a physical therapist", "C005", "pip, comp therapy", added("97165")),
    Fault("an office visit by a massage therapist", "C006", "commercial, uhc, premera", added("99213", "25")),
    Fault("an adjustment by a massage therapist", "C007", "commercial, auto, premera, medicaid",
          coded(0, "98940", "chiropractic adjustment", minutes=None)),
    Fault("osteopathy by a massage therapist", "C007", "regence, comp",
          coded(0, "98926", "osteopathic manipulation", minutes=None)),
    Fault("needles by a massage therapist", "C008", "commercial, lni, va, bcbs_nd",
          coded(0, "97810", "acupuncture with needles inserted")),
    Fault("needles by a physical therapist", "C008", "pip, comp therapy",
          coded(1, "97810", "acupuncture with needles inserted")),
    Fault("two opening quarter hours", "C009", "needles, va needles", line(1, code="97813")),
    Fault("a further quarter hour alone", "C010", "needles, va needles", without(0)),
    Fault("a further quarter hour billed to another", "C010", "needles", line(0, bill_to=BillTo.CLIENT)),
    Fault("needles left in", "C011", "needles, va needles", line(1, new_insertion=False)),
    Fault("a further quarter hour of six minutes", "C011", "needles, va needles", minutes(1, 6)),
    Fault("a group beside one client alone", "C012", "commercial therapy, medicaid therapy",
          all_of(added("97150"), said("objective", "Group class of four."))),
    Fault("massage beside manual therapy", "C013", "commercial manual, regence, uhc manual, bcbs_nd",
          all_of(minutes(0, 30),
                 added("97124", "GP", minutes=30, techniques=("effleurage",)))),
    Fault("manual therapy beside an adjustment", "C014", "uhc adjustment", modifiers(1, "GP")),
    Fault("manual therapy in the region adjusted", "C015", "uhc adjustment",
          all_of(line(1, area="neck", side="both", narrative="after the adjustment"),
                 billed_as(1, pointers=("A",)))),
    Fault("manual therapy in the region adjusted, and nothing sets it apart", "C015 M017", "uhc adjustment",
          all_of(line(1, area="neck", side="both"), billed_as(1, pointers=("A",)))),
    Fault("a performance test beside treatment", "C016", "commercial therapy, medicaid therapy, uhc therapy",
          all_of(added("97750", "GP", minutes=15), said("objective", "Timed up and go test with report."))),
    Fault("manual therapy beside osteopathy", "C017", "osteopathy",
          added("97140", minutes=15, techniques=("myofascial release",))),
    Fault("two kinds of stimulation", "C018", "attended",
          all_of(added("97032", "GP", minutes=15), said("objective", "Attended stimulation by hand."))),
    Fault("a pair without modifier", "C019", "commercial therapy, uhc therapy, medicaid therapy",
          all_of(added("97012", "GP"), said("objective", "Mechanical traction table, 10 minutes."))),
    Fault("an unlisted service without a word", "C020", "commercial, self, premera, lni, auto, comp",
          added("97039")),
    Fault("an S code to Medicare", "C021", "medicare, medicare back", added("S8990", "GP")),
    Fault("lotion apart", "C022", "commercial, lni, auto, uhc", added("99070")),
    Fault("a code the note says nothing of", "C023", "commercial, lni, auto, comp",
          all_of(line(0, code="97112", techniques=()), note(subjective="Neck pain. Wants to drive again."))),
    Fault("massage coded as manual therapy", "C024", _MASSAGES, line(0, code="97140")),
    Fault("manual therapy coded as massage", "C024", "commercial manual, regence, uhc manual, auto manual",
          line(0, code="97124")),
    Fault("relaxation, billed to a plan", "C025", _PLANS,
          said("subjective", "Came for a relaxation massage.")),
    Fault("maintenance, billed to a plan", "C025", "commercial back, medicaid",
          said("assessment", "This was maintenance care.")),
    Fault("six visits with the same measure", "C026", "commercial", visits=6,
          draft=_unchanged("Much as before."), before=_unchanged("As it was last time.")),
    Fault("a code the payer does not pay this licence", "C028", "massage only",
          coded(0, "97140", "myofascial release")),
    Fault("an exercise the payer does not pay this licence", "C028", "massage only",
          all_of(added("97110", minutes=15), said("objective", "Chin tucks 2 x 10."))),
    Fault("an exercise by a chiropractor, to Medicare", "C028", "medicare adjustment",
          all_of(added("97110", "GP", minutes=15), said("objective", "Chin tucks 2 x 10."))),
    Fault("nothing coded", "C029", "commercial, premera, uhc, medicare, lni, auto", visit(services=())),
    Fault("nothing coded, and so nothing on the receipt", "C029 K013", "self", visit(services=())),
)  # fmt: skip
