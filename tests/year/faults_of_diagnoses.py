"""Faults of diagnoses and their letters: D001 to D020."""

from tests.year.changes import billed_as, diagnosed
from tests.year.client_files import each
from tests.year.fault import Fault

_NECK = "commercial, uhc, on paper, by code"
_THIRTEEN = (
    "M54.2", "M54.6", "M99.01", "M99.02", "M99.03", "R51.9", "M25.50", "M53.82", "M47.812", "G89.29",
    "R26.89", "M62.81", "R29.3",
)  # fmt: skip


FAULTS = (
    Fault("no diagnosis", "D001", f"{_NECK}, premera, lni, auto, medicare", diagnosed()),
    Fault("a diagnosis that does not exist", "D002", f"{_NECK}, auto", diagnosed("M54.99")),
    Fault("a diagnosis without its dot", "D002", _NECK, diagnosed("M542")),
    Fault("a diagnosis in words", "D002", "commercial, comp, medicaid", diagnosed("neck pain")),
    Fault("a diagnosis of a category that is not held", "D002", "commercial, auto", diagnosed("A00.0")),
    Fault("a heading", "D003", "commercial shoulder, premera shoulder", diagnosed("M25.51")),
    Fault("a heading of the spine", "D003", "commercial, auto", diagnosed("M99.0")),
    Fault("a diagnosis that ended, and is a heading since", "D003 D004", "commercial back, medicare back",
          diagnosed("M54.5")),
    Fault("an injury without its seventh character", "D005", "auto, auto manual, pip",
          diagnosed("S13.4")),
    Fault("a work injury without its seventh character", "D005", "comp, lni manual", diagnosed("S39.012")),
    Fault("an injury with fill and no seventh character", "D005", "auto, pip therapy", diagnosed("S16.1XX")),
    Fault("the side is left open", "D006", "commercial shoulder, commercial left", diagnosed("M25.519")),
    Fault("the diagnosis of the other shoulder", "D007", "commercial shoulder", diagnosed("M25.512")),
    Fault("the diagnosis of the other shoulder, left", "D007", "commercial left", diagnosed("M25.511")),
    Fault("two diagnoses that exclude one another", "D008", f"{_NECK}, medicare",
          diagnosed("M62.838", "M79.12")),
    Fault("neck pain beside the disc that causes it", "D008", _NECK, diagnosed("M54.2", "M50.20")),
    Fault("what an injury left stands first", "D020", _NECK, diagnosed("S13.4XXS")),
    Fault("a status stands first", "D020", "commercial, on paper", diagnosed("Z98.1", "M54.2")),
    Fault("an adjustment for pain alone", "D019", "medicare adjustment", diagnosed("M54.2")),
    Fault("an adjustment for pain first", "D019", "medicare adjustment", diagnosed("M54.2", "M99.01")),
    Fault("thirteen diagnoses", "D009", "commercial, by code, on paper", diagnosed(*_THIRTEEN, letters="A")),
    Fault("a line without letters", "D010", f"{_NECK}, premera, lni, auto, va, pip, medicaid",
          billed_as(0, pointers=())),
    Fault("five letters", "D011", "commercial, on paper",
          diagnosed(*_THIRTEEN[:5], letters="ABCDE")),
    Fault("a letter without a diagnosis", "D012", f"{_NECK}, premera, regence, lni, auto",
          billed_as(0, pointers=("A", "D"))),
    Fault("only a letter without a diagnosis", "D012", "commercial back, comp, ump",
          billed_as(0, pointers=("E",))),
    Fault("a diagnosis of another region", "D013", f"{_NECK}, medicaid therapy",
          diagnosed("M25.561")),
    Fault("an accident without its day", "D014", "auto, auto manual, pip",
          file=each("cases", injury_date=None)),
    Fault("a diagnosis that was not prescribed", "D015", "regence, premera, ump, lni",
          diagnosed("M79.18")),
    Fault("stress stands first", "D016", f"{_NECK}, commercial back", diagnosed("Z73.3", "M54.59")),
    Fault("a diagnosis twice", "D017", f"{_NECK}, premera, auto", lambda draft: diagnosed(
        draft.visit.diagnoses[0], draft.visit.diagnoses[0], letters="A")(draft)),
    Fault("the eleventh visit with the letter A", "D018", "auto, auto manual", visits=11,
          draft=diagnosed("S13.4XXA"), before=diagnosed("S13.4XXA")),
    Fault("the eleventh visit with the letter A, of a work injury", "D018", "comp", visits=11,
          draft=diagnosed("S39.012A"), before=diagnosed("S39.012A")),
)  # fmt: skip
