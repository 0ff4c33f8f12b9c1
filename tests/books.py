"""Makes books for the tests, and reads their PDF: words, outline and links."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from projects import ROOT, Built, run_build

SAMPLE = ROOT / "tests" / "book" / "sample"

# What makes the same bytes of the same input.
_ENVIRONMENT = {
    **os.environ, "SOURCE_DATE_EPOCH": "1790000000", "PYTHONPATH": str(ROOT / "_ext")
}  # fmt: skip

CONF = f"""
import sys
sys.path.insert(0, {str(ROOT / "_ext")!r})
project = "Small"
author = "Somebody"
extensions = ["myst_parser", "sphinx_versus.site.book"]
typst_system_fonts = False
"""

Make = Callable[..., Built]


def make_book(source: Path, outdir: Path, *options: str) -> Built:
    """Build a book into a folder."""
    # With the doctrees elsewhere, only what the builder writes is in the folder.
    doctrees = outdir.parent / f"{outdir.name}.doctrees"
    done = run_build(
        source, outdir, "-d", doctrees, *options, builder="typst", environment=_ENVIRONMENT
    )
    return Built(source, outdir, done.stderr, done.returncode)


@dataclass
class Pdf:
    """A file in PDF."""

    path: Path
    _document: pypdfium2.PdfDocument = field(init=False)

    def __post_init__(self) -> None:
        """Open the file."""
        self._document = pypdfium2.PdfDocument(self.path)

    def __len__(self) -> int:
        """Return how many pages it has."""
        return len(self._document)

    @cached_property
    def pages(self) -> list[str]:
        """The text of each page on one line; words that were divided at a line's end are whole."""
        texts = []
        for page in self._document:
            text = page.get_textpage().get_text_bounded()
            text = re.sub("[\x02\ufffe\xad]\\s*|-\r?\n(?=[a-z])", "", text)
            texts.append(re.sub(r"\s+", " ", text))
        return texts

    @property
    def words(self) -> Counter[str]:
        """How often each word stands in the text."""
        return words_of("\n".join(self.pages))

    @property
    def outline(self) -> list[tuple[int, str]]:
        """The level, from 0, and title of each entry of the outline."""
        return [(item.level, item.get_title()) for item in self._document.get_toc()]

    @property
    def page_sizes(self) -> list[tuple[int, int]]:
        """The size of each page, in points."""
        return [(round(page.get_width()), round(page.get_height())) for page in self._document]

    @property
    def sizes(self) -> set[tuple[int, int]]:
        """The sizes of pages that there are."""
        return set(self.page_sizes)

    def place(self, number: int, text: str) -> tuple[float, float]:
        """The left and lower edge, in points, of a text on a page (from 0)."""
        page = self._document[number].get_textpage()
        index, _ = page.search(text).get_next()
        left, bottom, _, _ = page.get_charbox(index)
        return left, bottom

    def beyond_the_page(self) -> list[tuple[int, str]]:
        """The pages (from 1) and signs that stand within 15 mm of an edge, or beyond it."""
        found = []
        for number, page in enumerate(self._document, 1):
            text = page.get_textpage()
            for index in range(text.count_chars()):
                left, _, right, _ = text.get_charbox(index)
                if left < right and (left < 42 or right > page.get_width() - 42):
                    found.append((number, text.get_text_range(index, 1)))
        return found

    @cached_property
    def links(self) -> tuple[int, int]:
        """How many links lead within the book, and how many to the web."""
        inside = outside = 0
        for page in self._document:
            for number in range(pdfium.FPDFPage_GetAnnotCount(page)):
                annotation = pdfium.FPDFPage_GetAnnot(page, number)
                link = pdfium.FPDFAnnot_GetLink(annotation)
                if not link:
                    continue
                action = pdfium.FPDFLink_GetAction(link)
                is_web = action and pdfium.FPDFAction_GetType(action) == pdfium.PDFACTION_URI
                outside += bool(is_web)
                inside += not is_web
        return inside, outside

    @property
    def is_tagged(self) -> bool:
        """Whether it says what its parts are, for accessible reading."""
        return bool(pdfium.FPDFCatalog_IsTagged(self._document))

    @property
    def claims_accessibility(self) -> bool:
        """Whether its metadata claims PDF/UA-1, ISO 14289-1."""
        return b"pdfuaid:part" in self.path.read_bytes()


def words_of(text: str) -> Counter[str]:
    """Count the words of a text.

    Long names are cut where a line may end within them, and the numbers of
    notes are cut off.
    """
    text = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])", " ", text)
    return Counter(re.findall(r"[^\W_]+", text.casefold()))
