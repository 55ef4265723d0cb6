"""Faults of modifiers: M001 to M021."""

from datetime import date

from tests.year.changes import added, all_of, line, modifiers, said, visit
from tests.year.fault import Fault

_WITH_GP = "uhc, uhc manual, anthem, va, va back"
_OF_2026 = date(2026, 4, 4)
"""A day of the year for which it is known what Medicare allowed."""

FAULTS = (
    Fault("no discipline", "M001", f"{_WITH_GP}, uhc therapy, medicare, attended, uhc occupational",
          modifiers(0)),
    Fault("the discipline stands third", "M002", "medicare, medicare back, medicare occupational",
          all_of(modifiers(0, "CR CC GP"))),
    Fault("several procedures, on therapy", "M021", "commercial, premera, medicaid therapy, auto",
          modifiers(0, "51")),
    Fault("both sides, on therapy", "M021", "uhc, anthem", modifiers(0, "GP 50")),
    Fault("repeated, in one session", "M021", "commercial, regence", modifiers(0, "76")),
    Fault("two disciplines", "M003", f"{_WITH_GP}, medicare, uhc occupational", modifiers(0, "GP GO")),
    Fault("59 beside an exact modifier", "M004", "uhc adjustment", modifiers(1, "59 XS GP")),
    Fault("59 on an office visit", "M005", "osteopathy",
          all_of(added("99213", "59"), line(1, narrative="a separate visit"))),
    Fault("25 on a procedure", "M006", "commercial, premera, lni, auto, medicaid, comp", modifiers(0, "25")),
    Fault("no KX beyond the threshold", "M007", "medicare beyond", modifiers(0, "GP"), since=_OF_2026),
    Fault("no KX on the exercise beyond the threshold", "M007", "medicare beyond", modifiers(1, "GP"),
          since=_OF_2026),
    Fault("KX and no discipline", "M008", "medicare, medicare beyond, medicare occupational",
          modifiers(0, "KX")),
    Fault("an assistant and no plan", "M009", "uhc assistant", modifiers(0, "CQ")),
    Fault("an assistant under another plan", "M009", "uhc assistant, medicare", modifiers(0, "GO CQ")),
    Fault("active treatment that will not be paid", "M010", "medicare adjustment", modifiers(0, "AT GY")),
    Fault("active treatment on therapy", "M011", "medicare, medicare back", modifiers(0, "GP AT")),
    Fault("a notice that is not on file", "M012", "medicare, medicare back", modifiers(0, "GP GA")),
    Fault("a notice on file and none", "M012", "medicare, medicare occupational", modifiers(0, "GP GA GZ")),
    Fault("a free notice without the law's exclusion", "M012", "medicare, medicare back",
          modifiers(0, "GP GX")),
    Fault("an assistant who is not named", "M019", "uhc assistant", modifiers(0, "GP")),
    Fault("Medicare is not told of the assistant", "M019", "medicare, attended", visit(therapist="sue")),
    Fault("an adjustment without a word of active treatment", "M020", "medicare adjustment", modifiers(0)),
    Fault("five modifiers", "M013", "uhc, medicare, va, uhc therapy", modifiers(0, "GP KX CR CC 91")),
    Fault("a modifier that does not exist", "M014", "commercial, lni, auto, premera", modifiers(0, "ZZ")),
    Fault("a modifier twice", "M014", f"{_WITH_GP}, medicare", modifiers(0, "GP GP")),
    Fault("the modifier of the other side", "M015", "commercial shoulder", modifiers(0, "LT")),
    Fault("the modifier of the other side, left", "M015", "commercial left, premera shoulder",
          modifiers(0, "RT")),
    Fault("52 for short time", "M016", "commercial, lni, auto, comp", modifiers(0, "52")),
    Fault("59 without a reason", "M017", "commercial therapy, medicaid therapy, comp therapy",
          all_of(added("97750", "59", minutes=15), said("objective", "Timed up and go test with report."))),
    Fault("59 beside nothing", "M018", "commercial, premera, lni, auto, medicaid",
          all_of(modifiers(0, "59"), line(0, narrative="left side"))),
    Fault("XS beside nothing", "M018", "regence, bcbs_nd",
          all_of(modifiers(0, "XS"), line(0, narrative="left side"))),
)  # fmt: skip
