"""RIS, which reference managers and databases read.

Source: https://en.wikipedia.org/wiki/RIS_(file_format), and how Zotero and EndNote read it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sphinx_versus.api import Author, Entry
from sphinx_versus.data.citing import Cited

from .works import Kind, Work, works_of

_TYPES = {
    Kind.ARTICLE: "JOUR",
    Kind.PREPRINT: "UNPB",
    Kind.BOOK: "BOOK",
    Kind.CHAPTER: "CHAP",
    Kind.TALK: "CONF",
    Kind.THESIS: "THES",
    Kind.REPORT: "RPRT",
    Kind.DATASET: "DATA",
    Kind.SOFTWARE: "COMP",
    Kind.PATENT: "PAT",
    Kind.MANUSCRIPT: "UNPB",
    Kind.PAGE: "ELEC",
    Kind.BLOG: "BLOG",
    Kind.OTHER: "GEN",
}

joined = "\r\n".join


def page(cited: Cited, key: str) -> str:
    """Return a record of a page or claim."""
    date = cited.date
    return _record(
        "ELEC",
        ("ID", key),
        ("AU", cited.author),
        ("TI", cited.title),
        ("T2", cited.within or cited.site),
        ("T3", cited.site if cited.within else ""),
        ("PY", str(date.year) if date else ""),
        ("DA", f"{date:%Y/%m/%d}" if date else ""),
        ("UR", cited.url),
    )


def sources(found: Mapping[str, Entry], keys: Iterable[str]) -> Iterator[str]:
    """Yield a record for each entry."""
    return map(_source, works_of(found, keys))


def _source(work: Work) -> str:
    entry, text = work.entry, work.text
    year, month, day = work.date
    first, last = work.pages
    return _record(
        _TYPES[work.kind],
        ("ID", entry.key),
        *(("AU", _name(author)) for author in work.authors),
        *(("ED", _name(author)) for author in work.editors),
        ("TI", work.title),
        ("T2", work.container),
        ("T3", text("series")),
        ("PY", str(year) if year else entry.year),
        ("DA", f"{year}/{month:02}/{day:02}" if day else f"{year}/{month:02}" if month else ""),
        ("VL", text("volume")),
        ("IS", work.issue or work.number),
        ("SP", first),
        ("EP", last),
        ("ET", text("edition")),
        ("PB", entry.publisher),
        ("CY", text("location", "address")),
        ("LA", text("langid", "language")),
        ("DO", entry.doi),
        ("SN", entry.isbn or text("issn")),
        ("UR", entry.url),
        ("N1", text("note", "howpublished")),
        ("M3", ", ".join(filter(None, (entry.design, entry.size)))),
    )


def _name(author: Author) -> str:
    """Return a name as RIS has it: family, given, suffix."""
    family = " ".join(filter(None, (author.particle, author.family)))
    return ", ".join(filter(None, (family, author.given, author.suffix))) or author.name


def _record(type_: str, *fields: tuple[str, str]) -> str:
    """Return a record; each value stands on one line, so that none begins a field."""
    said = ((tag, " ".join(text.split())) for tag, text in (("TY", type_), *fields))
    return "".join(f"{tag}  - {text}\r\n" for tag, text in said if text) + "ER  - \r\n"
