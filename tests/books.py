"""Makes books for the tests, and reads their PDF: words, outline and links."""

from __future__ import annotations

import os
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import zip_longest
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

    def overprinted(self) -> list[tuple[int, str]]:
        """The pages (from 1) and signs whose middle lies within another sign.

        A ligature, an accent or a bold sign that is drawn twice has its parts side by side.
        """
        found = []
        for number, page in enumerate(self._document, 1):
            text = page.get_textpage()
            near: dict[tuple[int, int], list[tuple[int, float, float, float, float]]] = {}
            for index in range(text.count_chars()):
                left, bottom, right, top = text.get_charbox(index)
                if right - left < 1 or top - bottom < 1 or right - left > 20:
                    continue
                x, y = (left + right) / 2, (bottom + top) / 2
                place = round(x / 20), round(y / 20)
                box = (index, left, bottom, right, top)
                others = [
                    other
                    for column in (-1, 0, 1)
                    for row in (-1, 0, 1)
                    for other in near.get((place[0] + column, place[1] + row), ())
                ]
                if any(
                    index - other > 3 and left < x < right and bottom < y < top
                    for other, left, bottom, right, top in others
                ):
                    found.append((number, text.get_text_range(index, 1)))
                near.setdefault(place, []).append(box)
        return found

    def chapters(
        self, titles: Sequence[tuple[int, str]], within: Sequence[Sequence[str]] = ()
    ) -> list[str]:
        """The text from each of some titles to the next, which are in the outline in this order.

        Each has its level in the outline, from 0. A chapter has all of its last page, where its
        notes stand; one that is not in the outline begins with the chapter before it. ``within``
        are the headings of each chapter, which may be called as the next chapter is.
        """
        places: list[tuple[int, float]] = []
        entries = list(self._document.get_toc())
        for (level, title), headings in zip_longest(titles, within, fillvalue=()):
            found = (n for n, each in enumerate(entries) if _is_called(each, level, title))
            number = next(found, None)
            if number is None:
                places.append(places[-1] if places else (0, 1000.0))
                continue
            where = entries[number].get_dest()
            places.append((where.get_index(), where.get_view()[1][1]))
            entries = entries[number + 1 :]
            for heading in headings:
                if entries and entries[0].get_title().endswith(heading):
                    del entries[0]
        texts = []
        for number, (first, top) in enumerate(places):
            after = [page for page, y in places[number + 1 :] if (page, y) != (first, top)]
            last = after[0] if after else len(self) - 1
            pages = [self._text_below(each) for each in range(first + 1, last + 1)]
            texts.append(" ".join([self._text_below(first, top), *pages]))
        return texts

    def _text_below(self, number: int, top: float = 1000) -> str:
        """The text of a page (from 0) below a height."""
        return str(self._document[number].get_textpage().get_text_bounded(top=top + 30))

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


def _is_called(entry: pypdfium2.PdfBookmark, level: int, title: str) -> bool:
    def squeezed(text: str) -> str:
        return re.sub(r"\W", "", text).casefold()

    # A number may stand before it.
    return entry.level == level and squeezed(entry.get_title()).endswith(squeezed(title))


def lost_words(written: str, printed: str) -> Counter[str]:
    """Return the words of a text that stand less often in print, wherever its lines end.

    They are looked for in all letters of the print in one piece: a word that is divided is
    there, but one that is a part of others may hide a loss.
    """
    letters = re.sub(r"[\W_]|[\x02\ufffe]", "", unicodedata.normalize("NFKC", printed)).casefold()
    words = Counter(re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", written).casefold()))
    return Counter(
        {
            word: count - there
            for word, count in words.items()
            if (there := letters.count(word)) < count
        }
    )


def words_of(text: str) -> Counter[str]:
    """Count the words of a text.

    Long names are cut where a line may end within them, and the numbers of
    notes are cut off.
    """
    text = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])", " ", text)
    return Counter(re.findall(r"[^\W_]+", text.casefold()))
