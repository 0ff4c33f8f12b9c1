"""The bibliography as plain data; this module alone knows pybtex."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pybtex.database import BibliographyData, Entry, Person
from pybtex.exceptions import PybtexError
from pybtex.richtext import Text

from sphinx_versus.site.addresses import is_doi, source_address

from .citing import entry
from .facts import Author, Source

# Braces that are text, kept from pybtex as signs that nobody uses.
_BRACES = {r"\{": "\ue000", r"\}": "\ue001"}
# What a source stands in, by the field that names it.
_CONTAINERS = ("journal", "journaltitle", "booktitle")
_PUBLISHERS = ("publisher", "institution", "school", "organization")
# The fields that describe a work, with those of biblatex and of arXiv, and how
# it knows. All others are their owner's: notes, files, and what tools keep there.
PUBLISHED_FIELDS = frozenset(
    (
        # Who.
        *("author", "editor", "translator", "annotator", "commentator", "introduction"),
        *("foreword", "afterword", "bookauthor", "holder", "shortauthor", "shorteditor"),
        *("editora", "editorb", "editorc", "editortype", "editoratype", "editorbtype"),
        *("editorctype", "publisher", "institution", "organization", "school", "key"),
        # What.
        *("title", "subtitle", "titleaddon", "shorttitle", "type", "edition", "version"),
        *("language", "langid", "note", "howpublished", "pubstate", "pubmed", "pmid", "pmcid"),
        *("doi", "url", "urldate", "isbn", "issn", "eprint", "eprinttype", "eprintclass"),
        *("archiveprefix", "primaryclass", "design", "size", "published", "interest"),
        # In what.
        *("journal", "journaltitle", "journalsubtitle", "journaltitleaddon", "shortjournal"),
        *("booktitle", "booksubtitle", "booktitleaddon", "maintitle", "mainsubtitle"),
        *("maintitleaddon", "eventtitle", "eventtitleaddon", "venue", "series", "volume"),
        *("volumes", "number", "issue", "issuetitle", "issuesubtitle", "issuetitleaddon"),
        *("part", "chapter", "pages", "pagetotal", "numpages", "eid", "articleno"),
        *("article-number", "crossref"),
        # When and where.
        *("year", "month", "date", "eventdate", "address", "location"),
        *("origdate", "origlanguage", "origlocation", "origpublisher", "origtitle"),
    )
)
_DOI = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
# Fields that are addresses, also as reference managers name them; a `urldate` is none.
_ADDRESSES = re.compile(r"(?:.*[-_])?\w*url(?:-\d+)?|link|pdf|file|doi|eprint|pubmed")
_NUMBERS = {"eprint": "https://arxiv.org/abs/", "pubmed": "https://www.ncbi.nlm.nih.gov/pubmed/"}
_COMMANDS = re.compile(r"(?<!\\)\\+(url|href)\s*\{([^{}]*)\}")


def sources(data: BibliographyData) -> Iterator[Source]:
    """Yield the entries of a bibliography, in its order."""
    for key, each in data.entries.items():
        yield _source(key, each)


def _source(key: str, each: Entry) -> Source:
    def text(*names: str) -> str:
        found = (_plain(each, name) for name in names if name in each.fields)
        return next((value for value in found if value), "")

    writers = each.persons.get("author") or each.persons.get("editor") or []
    doi = _DOI.sub("", str(each.fields.get("doi", "")).strip())
    return Source(
        key=key,
        type=each.type.lower(),
        title=text("title"),
        authors=tuple(_author(person) for person in writers if str(person) != "others"),
        year=text("year", "date"),
        container=text(*_CONTAINERS),
        publisher=text(*_PUBLISHERS),
        doi=doi if is_doi(doi) else "",
        url=source_address(str(each.fields.get("url", ""))),
        isbn=text("isbn"),
        bibtex=_bibtex(key, each),
        parent=str(each.fields.get("crossref", "")),
    )


def _plain(each: Entry, name: str) -> str:
    return _text(_without_addresses(str(each.fields[name])))


def _without_addresses(latex: str) -> str:
    """Return LaTeX without the commands that lead to addresses to which no link may."""
    return _COMMANDS.sub(lambda found: found[0] if source_address(found[2]) else "", latex)


def _leads(name: str, value: str) -> bool:
    """Return whether a field holds no address, or one to which links may lead."""
    if name == "doi":
        return is_doi(_DOI.sub("", value.strip()))
    return not _ADDRESSES.fullmatch(name) or bool(source_address(_NUMBERS.get(name, "") + value))


def _text(latex: str) -> str:
    """Return LaTeX as plain text; as it is where it cannot be read."""
    for written, kept in _BRACES.items():
        latex = latex.replace(written, kept)
    try:
        text = " ".join(str(Text.from_latex(latex)).split())
    except (PybtexError, ValueError):
        text = latex
    for written, kept in _BRACES.items():
        text = text.replace(kept, written[1])
    return text


def _author(person: Person) -> Author:
    parts = (
        person.first_names,
        person.middle_names,
        person.prelast_names,
        person.last_names,
        person.lineage_names,
    )
    name = _text(" ".join(name for names in parts for name in names))
    # Who has a last name alone, in braces, is an organisation.
    alone = len(person.last_names) == 1 and not person.first_names
    braced = alone and person.last_names[0].startswith("{") and person.last_names[0].endswith("}")
    return Author(name, "Organization" if braced else "Person")


def _bibtex(key: str, each: Entry) -> str:
    """Return the public fields of an entry as they were read.

    pybtex's own writer would escape their LaTeX again.
    """
    people = {role: " and ".join(map(str, found)) for role, found in each.persons.items()}
    fields = people | {name: str(value) for name, value in each.fields.items()}
    public = {
        name: f"{{{_without_addresses(value)}}}"
        for name, value in fields.items()
        if name.lower() in PUBLISHED_FIELDS and _leads(name.lower(), value)
    }
    return entry(each.original_type, key, public)
