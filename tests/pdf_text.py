"""What a PDF says and where, as poppler reads it."""

import re
import shutil
import subprocess
from dataclasses import dataclass
from html import unescape

import pytest

needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext is not installed (poppler-utils)"
)
_PAGE = re.compile(r"<page [^>]*>(.*?)</page>", re.DOTALL)
_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')


@dataclass(frozen=True)
class PlacedWord:
    """One word on a page, in points from its left and top."""

    text: str
    left: float
    middle: float


def pages_of(pdf: bytes) -> list[str]:
    """Return the text of each page, every run of blanks and line ends as one blank."""
    return [" ".join(page.split()) for page in _poppler(pdf, "-layout").split("\f")[:-1]]


def placed_words(pdf: bytes) -> list[list[PlacedWord]]:
    """Return the words of each page with their places."""
    return [
        [
            PlacedWord(unescape(text), float(left), (float(top) + float(bottom)) / 2)
            for left, top, _, bottom, text in _WORD.findall(page)
        ]
        for page in _PAGE.findall(_poppler(pdf, "-bbox"))
    ]


def _poppler(pdf: bytes, option: str) -> str:
    done = subprocess.run(["pdftotext", option, "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()
