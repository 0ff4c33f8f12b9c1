"""The bibliography and who cites it, from what sphinxcontrib-bibtex has read.

It parses the files once for each change of them; entries are made of that once
for a build, when somebody asks for the first of them.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from sphinx.environment import BuildEnvironment

from sphinx_versus.grammar.names import normalise
from sphinx_versus.model.bibliography import Author, Entry, Term
from sphinx_versus.model.facts import SOURCE_TERMS
from sphinx_versus.site.addresses import is_doi, source_address

if TYPE_CHECKING:
    from pybtex.database import BibliographyData, Person
    from pybtex.database import Entry as Written
    from sphinxcontrib.bibtex.domain import BibtexDomain

# What LaTeX reads as more than text, if it stands in a field.
_MARKUP = re.compile(r"""[\\{}$~%#&^_`'"<>]|--""")
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
        "retracted",
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
_ADDRESSES = re.compile(r"(?:.*[-_])?[^\W_]*url(?:-\d+)?|link|pdf|file|doi|eprint|pubmed")
_NUMBERS = {"eprint": "https://arxiv.org/abs/", "pubmed": "https://www.ncbi.nlm.nih.gov/pubmed/"}
_COMMANDS = re.compile(r"(?<!\\)\\+(url|href)\s*\{([^{}]*)\}")


# Where an entry begins, or one of the fields that take a term.
_PLACE = re.compile(
    rf"""^[ \t]*@\s*\w+\s*[{{(]\s*(?P<key>[^\s,{{}}()]+)(?=\s*,)
    | (?:^|,)[ \t]*(?P<field>{"|".join(SOURCE_TERMS)})\s*=""",
    re.MULTILINE | re.VERBOSE | re.IGNORECASE,
)
# The line of an entry by its key, and those of its fields by key and name, in lower case.
Lines = Mapping[tuple[str, str], int]

# What was made of the data that an environment holds.
_made: WeakKeyDictionary[BuildEnvironment, tuple[BibliographyData, Mapping[str, Entry]]]
_made = WeakKeyDictionary()


def entries_of(env: BuildEnvironment) -> Mapping[str, Entry]:
    """Return all entries by key, in the order of the files; none without sphinxcontrib-bibtex."""
    domain = _domain(env)
    if domain is None:
        return {}
    bibdata = domain.bibdata
    data, made = _made.get(env, (None, {}))
    if data is not bibdata.data:
        paths = {
            key.casefold(): path for path, file in bibdata.bibfiles.items() for key in file.keys
        }
        made = {each.key: each for each in entries(bibdata.data, paths)}
        _made[env] = bibdata.data, made
    return made


def citations_of(env: BuildEnvironment) -> Mapping[str, tuple[str, ...]]:
    """Return the keys that each document cites itself.

    Of citations in footnotes sphinxcontrib-bibtex keeps no record.
    """
    domain = _domain(env)
    found: dict[str, dict[str, None]] = {}
    for ref in domain.citation_refs if domain else ():
        found.setdefault(ref.docname, {}).update((target.key, None) for target in ref.targets)
    return {docname: tuple(keys) for docname, keys in found.items()}


def listed_of(env: BuildEnvironment) -> Mapping[str, str]:
    """Return where the bibliography lists the source of each key: ``docname#anchor``."""
    domain = _domain(env)
    return {
        each.key: f"{each.bibliography_key.docname}#{each.citation_id}"
        for each in (domain.citations if domain else ())
    }


def labels_of(env: BuildEnvironment) -> Mapping[str, tuple[str, str]]:
    """Return what a citation of each key shows: its label, and the reference in its title."""
    domain = _domain(env)
    return {
        each.key: (
            each.formatted_entry.label,
            each.tooltip_entry.text.render_as("text") if each.tooltip_entry else "",
        )
        for each in (domain.citations if domain else ())
    }


def _domain(env: BuildEnvironment) -> BibtexDomain | None:
    if "cite" not in env.domains:
        return None
    from sphinxcontrib.bibtex.domain import BibtexDomain

    domain = env.domains["cite"]
    assert isinstance(domain, BibtexDomain)
    return domain


def entries(data: BibliographyData, paths: Mapping[str, Path] | None = None) -> Iterator[Entry]:
    """Yield the entries of a bibliography; ``paths`` are their files, by key in lower case."""
    paths = paths or {}
    lines = {path: _lines(path) for path in set(paths.values())}
    for key, each in data.entries.items():
        path = paths.get(key.casefold())
        yield _entry(key, each, str(path or ""), lines[path] if path else {})


def _entry(key: str, each: Written, path: str, lines: Lines) -> Entry:
    def text(*names: str) -> str:
        found = (_plain(each, name) for name in names if name in each.fields)
        return next((value for value in found if value), "")

    editors = tuple(_people(each, "editor"))
    doi = _DOI.sub("", str(each.fields.get("doi", "")).strip())
    terms = dict(_terms(each))
    return Entry(
        key=key,
        type=each.type.lower(),
        title=text("title"),
        authors=tuple(_people(each, "author")) or editors,
        editors=editors,
        year=text("year", "date"),
        container=text(*_CONTAINERS),
        publisher=text(*_PUBLISHERS),
        doi=doi if is_doi(doi) else "",
        url=source_address(str(each.fields.get("url", ""))),
        isbn=text("isbn"),
        size=text("size"),
        **{name: term for name, term in terms.items() if term is not None},
        fields=dict(_public(each)),
        parent=str(each.fields.get("crossref", "")),
        keywords=tuple(_keywords(each.fields.get("keywords", ""))),
        unknown=tuple(
            Term(name, each.fields[name], lines.get((key.casefold(), name), 0))
            for name, term in terms.items()
            if term is None
        ),
        path=path,
        line=lines.get((key.casefold(), ""), 0),
    )


def _people(each: Written, role: str) -> Iterator[Author]:
    return (_author(one) for one in each.persons.get(role, ()) if str(one) != "others")


def field_text(entry: Entry, *names: str) -> str:
    """Return the first of these fields of an entry that says something, as plain text."""
    written = {name.lower(): value for name, value in entry.fields.items()}
    found = (_text(written[name]) for name in names if name in written)
    return next(filter(None, found), "")


def _terms(each: Written) -> Iterator[tuple[str, Any]]:
    """Yield the fields that take a term and are not empty, with their terms or None."""
    for name, terms in SOURCE_TERMS.items():
        # Braces keep the case of a word in BibTeX, and mean nothing else.
        written = normalise(re.sub("[{}]", "", each.fields.get(name, "")))
        if written:
            yield name, terms(written) if written in list(terms) else None


def _keywords(written: str) -> Iterable[str]:
    return filter(None, map(str.strip, re.split("[,;]", written)))


def _lines(path: Path) -> Lines:
    """Return the lines of a file's entries and of their terms; of two with a key, the first's."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return {}
    lines: dict[tuple[str, str], int] = {}
    key, line, before = "", 1, 0
    for found in _PLACE.finditer(text):
        key = (found["key"] or key).casefold()
        start = found.start("field" if found["field"] else "key")
        line, before = line + text.count("\n", before, start), start
        lines.setdefault((key, (found["field"] or "").casefold()), line)
    return lines


def _plain(each: Written, name: str) -> str:
    return _text(_without_addresses(str(each.fields[name])))


def _without_addresses(latex: str) -> str:
    """Return LaTeX without the commands that lead to addresses to which no link may."""
    return _COMMANDS.sub(lambda found: found[0] if source_address(found[2]) else "", latex)


def _leads(name: str, value: str) -> bool:
    """Return whether a field holds no address, or one to which links may lead."""
    if name == "doi":
        return is_doi(_DOI.sub("", value.strip()))
    return not _ADDRESSES.fullmatch(name) or bool(source_address(_NUMBERS.get(name, "") + value))


# A source is written for the site, for each page and for each claim that has it.
@functools.lru_cache(maxsize=8192)
def _text(latex: str) -> str:
    """Return LaTeX as plain text; as it is where it cannot be read."""
    from pybtex.exceptions import PybtexError
    from pybtex.richtext import Text

    if not _MARKUP.search(latex):
        return " ".join(latex.split())

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
    given, particle, family, suffix = (
        _text(" ".join(names))
        for names in (
            [*person.first_names, *person.middle_names],
            person.prelast_names,
            person.last_names,
            person.lineage_names,
        )
    )
    name = " ".join(filter(None, (given, particle, family, suffix)))
    # Who has a last name alone, in braces, is an organisation.
    alone = len(person.last_names) == 1 and not person.first_names
    if alone and person.last_names[0].startswith("{") and person.last_names[0].endswith("}"):
        return Author(name, "Organization")
    return Author(name, "Person", given, family, particle, suffix)


def _public(each: Written) -> Iterator[tuple[str, str]]:
    """Yield the fields that describe the work, as they were read."""
    people = {role: " and ".join(map(str, found)) for role, found in each.persons.items()}
    for name, value in [*people.items(), *each.fields.items()]:
        if name.lower() in PUBLISHED_FIELDS and _leads(name.lower(), str(value)):
            yield name, _without_addresses(str(value))
