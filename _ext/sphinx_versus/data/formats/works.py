"""What formats for programs ask of an entry of the bibliography."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum, auto
from typing import NamedTuple

from sphinx_versus.api import Author, Entry, Published, field_text


class Kind(Enum):
    """What kind of work a source is."""

    ARTICLE = auto()
    PREPRINT = auto()
    BOOK = auto()
    CHAPTER = auto()
    TALK = auto()
    THESIS = auto()
    REPORT = auto()
    DATASET = auto()
    SOFTWARE = auto()
    PATENT = auto()
    MANUSCRIPT = auto()
    PAGE = auto()
    BLOG = auto()
    OTHER = auto()


# Of BibTeX and of biblatex.
_KINDS = {
    **dict.fromkeys(("article", "suppperiodical", "periodical"), Kind.ARTICLE),
    **dict.fromkeys(("book", "mvbook", "booklet", "collection", "mvcollection"), Kind.BOOK),
    **dict.fromkeys(("proceedings", "mvproceedings", "reference", "mvreference"), Kind.BOOK),
    **dict.fromkeys(("inbook", "incollection", "bookinbook", "suppbook"), Kind.CHAPTER),
    **dict.fromkeys(("suppcollection", "inreference"), Kind.CHAPTER),
    **dict.fromkeys(("inproceedings", "conference"), Kind.TALK),
    **dict.fromkeys(("thesis", "mastersthesis", "phdthesis"), Kind.THESIS),
    **dict.fromkeys(("report", "techreport", "manual"), Kind.REPORT),
    **dict.fromkeys(("online", "electronic", "www"), Kind.PAGE),
    "dataset": Kind.DATASET,
    "software": Kind.SOFTWARE,
    "patent": Kind.PATENT,
    "unpublished": Kind.MANUSCRIPT,
}
# Where entries have no type of their own for it.
_PUBLISHED = {
    Published.PREPRINT: Kind.PREPRINT,
    Published.BLOG: Kind.BLOG,
    Published.REPORT: Kind.REPORT,
}
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?![\d-])")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DASHES = re.compile(r"[-\u2010-\u2015]+")


class Work(NamedTuple):
    """An entry, and the one that it takes fields from where it has none of its own."""

    entry: Entry
    parent: Entry | None = None

    def text(self, *names: str) -> str:
        """Return the first of these fields that says something, as plain text."""
        return field_text(self.entry, *names) or (
            field_text(self.parent, *names) if self.parent else ""
        )

    @property
    def kind(self) -> Kind:
        """The kind of work: by the type, and by where it was published."""
        entry = self.entry
        if entry.published is Published.PREPRINT or entry.type not in _KINDS:
            fallback = Kind.PAGE if entry.url and entry.type == "misc" else Kind.OTHER
            return _PUBLISHED.get(entry.published, fallback) if entry.published else fallback
        return _KINDS[entry.type]

    @property
    def title(self) -> str:
        """The title with the subtitle, which biblatex keeps apart."""
        return ": ".join(filter(None, (self.entry.title, field_text(self.entry, "subtitle"))))

    @property
    def authors(self) -> tuple[Author, ...]:
        """The authors, without the editors that stand in for them."""
        return self.entry.authors if self.entry.authors != self.entry.editors else ()

    @property
    def editors(self) -> tuple[Author, ...]:
        """The editors of the work, or of what it stands in."""
        return self.entry.editors or (self.parent.editors if self.parent else ())

    @property
    def container(self) -> str:
        """What it stands in: that has its own title where fields are taken from it."""
        return self.entry.container or (self.parent.title if self.parent else "")

    @property
    def number(self) -> str:
        """The number of a report or patent."""
        return "" if self.issue else self.text("number")

    @property
    def issue(self) -> str:
        """The issue of a journal."""
        return self.text("issue", "number") if self.entry.type == "article" else self.text("issue")

    @property
    def pages(self) -> tuple[str, str]:
        """The first and the last page, or the number that an article has in place of them."""
        first, *last = _DASHES.split(self.text("pages", "eid", "articleno", "article-number"), 1)
        return first.strip(), "".join(last).strip()

    @property
    def date(self) -> tuple[int, int, int]:
        """Year, month and day; 0 for each that is not known."""
        found = _DATE.match(field_text(self.entry, "date") or self.entry.year)
        if not found:
            return 0, 0, 0
        year, month, day = (int(part or 0) for part in found.groups())
        said = self.entry.fields.get("month", "").strip("{} ").lower()
        if not month and said:
            named = said[:3] in _MONTHS
            month = _MONTHS.index(said[:3]) + 1 if named else int(said) if said.isdecimal() else 0
        return (year, month, day) if 1 <= month <= 12 and day <= 31 else (year, 0, 0)


def works_of(found: Mapping[str, Entry], keys: Iterable[str]) -> Iterator[Work]:
    """Yield entries by their keys."""
    for key in keys:
        yield Work(found[key], found.get(found[key].parent))
