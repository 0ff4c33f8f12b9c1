"""Draft entries for a bibliography, and the sources that a bibliography has already."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path

from sphinx_versus.grammar.names import normalise, slug

from .draft import Note, RefusedError
from .sources import Reference, read_source, readable

# A source is that of an entry which has so much of its words.
_ALIKE = 0.8
_JOINERS = {"and", "et", "al", "others", "see", "also", "doi", "arxiv"}
_MARKS = {
    "\\": r"\textbackslash ",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde ",
    "^": r"\textasciicircum ",
    "{": "(",
    "}": ")",
}


@dataclass(frozen=True, slots=True)
class Known:
    """An entry of a bibliography that is there: what a source is compared with.

    ``first`` are the words of the first author's last name, and ``words`` those of all fields.
    """

    key: str
    year: str
    doi: str
    first: frozenset[str]
    words: frozenset[str]


def known_sources(path: Path) -> list[Known]:
    """Read a bibliography, with pybtex."""
    try:
        from pybtex.database import parse_string
        from pybtex.exceptions import PybtexError
    except ImportError:
        raise RefusedError(f"{path} can be read with pybtex only") from None
    try:
        data = parse_string(path.read_text(encoding="utf-8"), "bibtex")
    except (OSError, PybtexError, UnicodeDecodeError) as error:
        raise RefusedError(f"cannot read {path}: {error}") from None
    found = []
    for key, entry in data.entries.items():
        authors = entry.persons.get("author", [])
        last = " ".join([*authors[0].prelast_names, *authors[0].last_names]) if authors else ""
        said = " ".join([*entry.fields.values(), *map(str, authors)])
        year, doi = entry.fields.get("year", ""), entry.fields.get("doi", "").casefold()
        found.append(Known(key, year, doi, _words(last), _words(said)))
    return found


class Sources:
    """The sources of a draft: entries by key that are made of them, and keys that are known.

    If ``new``, those with a new entry are cited as well.
    """

    def __init__(self, known: Sequence[Known] = (), *, new: bool = False) -> None:
        self.known = known
        self.new = new
        self.entries: dict[str, Reference] = {}
        self.found: list[str] = []

    def cite(self, text: str) -> tuple[str, list[Note]]:
        """Return what to write for a source, with notes."""
        reference = read_source(readable(text))
        fitting = [each.key for each in self.known if _is_same(reference, each)]
        if len(fitting) == 1:
            self.found += fitting
            told = "this is a source of the bibliography; the text was"
            return f"{{cite:t}}`{fitting[0]}`", [Note(told, 0, text)]
        if not reference.complete:
            return text, []
        key = self._key(reference)
        if key not in self.entries or not self.entries[key].title:
            self.entries[key] = reference
        citation = f"{{cite:t}}`{key}`"
        if self.new:
            return citation, [Note("cited by a draft entry; the text was", 0, text)]
        return text, [Note(f"the draft entry is {key}; cited it is {citation}")]

    def _key(self, reference: Reference) -> str:
        """Return the key of the same work, or a free one: with a letter, if it must be."""
        plain, taken = key_of(reference), {each.key for each in self.known}
        behind = chain(("", *"bcdefghijklmnopqrstuvwxyz"), map("-{}".format, count(2)))
        for key in map(plain.__add__, behind):
            there = self.entries.get(key)
            if _same_work(there, reference) if there else key not in taken:
                return key
        raise AssertionError


def _words(text: str) -> frozenset[str]:
    """Return the words of a text in plain letters, without those that only join others."""
    text = re.sub(r"[{}]|\\\W?", "", text.replace("ß", "ss").replace("ø", "o"))
    plain = unicodedata.normalize("NFKD", re.sub(r"https?://\S+|\b10\.\d{4,}/\S+", " ", text))
    words = slug("".join(char for char in plain if not unicodedata.combining(char))).split("-")
    return frozenset(word for word in words if len(word) > 1 or not word.isascii()) - _JOINERS


def _is_same(reference: Reference, known: Known) -> bool:
    """Return whether a source has the year, the first author and most words of an entry."""
    if reference.doi and known.doi:
        return reference.doi.casefold() == known.doi
    words = {word for word in _words(reference.text) if not word[0].isdigit()}
    if reference.year != known.year or not known.first or not known.first <= words:
        return False
    return len(words & known.words) >= _ALIKE * len(words)


def key_of(reference: Reference) -> str:
    """Return a key made of the first author's name and the year, in plain letters."""
    first = reference.authors[0]
    name = first.strip("{}").split()[0] if first.startswith("{") else surname(first)
    name = "".join(slug(name.partition("-")[0]).split("-"))
    plain = unicodedata.normalize("NFKD", name.replace("ß", "ss").replace("ø", "o"))
    letters = "".join(char for char in plain if char.isascii() and char.isalpha())
    return (letters[:24] or "source") + reference.year


def surname(author: str) -> str:
    """Return the last name of an author, as BibTeX does: "van der Maas" of "Han van der Maas"."""
    name, comma, _ = author.partition(",")
    words = name.split()
    at = next((at for at, word in enumerate(words) if word[0].islower()), len(words) - 1)
    return name if comma else " ".join(words[at:])


def _same_work(one: Reference, other: Reference) -> bool:
    titles = {normalise(each.title) for each in (one, other) if each.title}
    return (one.authors, one.others) == (other.authors, other.others) and len(titles) < 2


def bibtex(entries: Mapping[str, Reference]) -> str:
    """Return entries as BibTeX, sorted by key."""
    return "\n".join(_entry(key, reference) for key, reference in sorted(entries.items()))


def _entry(key: str, reference: Reference) -> str:
    authors = [_name(author) for author in reference.authors]
    fields = {
        "author": " and ".join([*authors, *(["others"] if reference.others else [])]),
        "title": _text(reference.title),
        "year": reference.year,
        "doi": _raw(reference.doi),
        "eprint": reference.eprint,
        "archiveprefix": "arXiv" if reference.eprint else "",
        "url": _raw(reference.url),
        "annote": f"Draft, read from: {_text(reference.text)}",
    }
    width = max(len(name) for name, text in fields.items() if text)
    lines = [f"  {name:{width}} = {{{text}}}" for name, text in fields.items() if text]
    return f"@misc{{{key},\n" + ",\n".join(lines) + "\n}\n"


def _name(author: str) -> str:
    """Return a name for BibTeX, where "and" parts persons and braces keep words together."""
    whole = author.startswith("{") and author.endswith("}")
    text = _text(author[1:-1] if whole else author)
    return f"{{{text}}}" if whole or re.search(r"\band\b", text, re.IGNORECASE) else text


def _text(text: str) -> str:
    return "".join(_MARKS.get(char, char) for char in " ".join(text.split()))


def _raw(text: str) -> str:
    return text.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
