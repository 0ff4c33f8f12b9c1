"""CSL-JSON, which Zotero, Pandoc and processors of citation styles read.

Source: https://docs.citationstyles.org/en/stable/specification.html, appendices III and IV.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sphinx_versus.api import Author, Entry
from sphinx_versus.data.citing import Cited

from .works import Kind, Work, works_of

_TYPES = {
    Kind.ARTICLE: "article-journal",
    Kind.PREPRINT: "article",
    Kind.BOOK: "book",
    Kind.CHAPTER: "chapter",
    Kind.TALK: "paper-conference",
    Kind.THESIS: "thesis",
    Kind.REPORT: "report",
    Kind.DATASET: "dataset",
    Kind.SOFTWARE: "software",
    Kind.PATENT: "patent",
    Kind.MANUSCRIPT: "manuscript",
    Kind.PAGE: "webpage",
    Kind.BLOG: "post-weblog",
    Kind.OTHER: "document",
}


def page(cited: Cited, key: str) -> str:
    """Return an item for a page or claim."""
    date = cited.date
    return _item(
        {
            "id": key,
            "type": "webpage",
            "title": cited.title,
            "author": [{"literal": cited.author}] if cited.author else [],
            "issued": {"date-parts": [[date.year, date.month, date.day]]} if date else {},
            "container-title": cited.within or cited.site,
            "collection-title": cited.site if cited.within else "",
            "URL": cited.url,
            "language": cited.language.replace("_", "-"),
        }
    )


def sources(found: Mapping[str, Entry], keys: Iterable[str]) -> Iterator[str]:
    """Yield an item for each entry."""
    return map(_source, works_of(found, keys))


def joined(items: Iterable[str]) -> str:
    """Return items as a list, with a line for each."""
    return "[\n" + ",\n".join(items) + "\n]\n"


def _source(work: Work) -> str:
    entry, text = work.entry, work.text
    # What CSL has no name for.
    more = {name: text(name) for name in ("design", "size", "published", "interest", "retracted")}
    year, *rest = work.date
    return _item(
        {
            "id": entry.key,
            "type": _TYPES[work.kind],
            "title": work.title,
            "author": list(map(_name, work.authors)),
            "editor": list(map(_name, work.editors)),
            "issued": {"date-parts": [[year, *filter(None, rest)]]}
            if year
            else {"literal": entry.year}
            if entry.year
            else {},
            "container-title": work.container,
            "collection-title": text("series"),
            "event-title": text("eventtitle"),
            "volume": text("volume"),
            "issue": work.issue,
            "number": work.number,
            "page": "-".join(filter(None, work.pages)),
            "edition": text("edition"),
            "genre": text("type"),
            "publisher": entry.publisher,
            "publisher-place": text("location", "address"),
            "language": text("langid", "language"),
            "DOI": entry.doi,
            "ISBN": entry.isbn,
            "ISSN": text("issn"),
            "PMID": text("pmid"),
            "PMCID": text("pmcid"),
            "URL": entry.url,
            "note": text("note", "howpublished"),
            "custom": {name: value for name, value in more.items() if value},
        }
    )


def _name(author: Author) -> dict[str, str]:
    parts = {
        "family": author.family,
        "given": author.given,
        "non-dropping-particle": author.particle,
        "suffix": author.suffix,
    }
    return {name: value for name, value in parts.items() if value} or {"literal": author.name}


def _item(fields: dict[str, Any]) -> str:
    return " " + json.dumps({n: value for n, value in fields.items() if value}, ensure_ascii=False)
