"""Draft entries for a bibliography, and the sources that a bibliography has already."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sphinx_versus.grammar.names import normalise

from .draft import Draft, Note, RefusedError
from .sources import Reference, key_of, read_source, readable, surname, words_of

# A title counts as the same with so much of its words.
_ALIKE = 0.8
# Items below a claim that are about the claim itself.
NO_SOURCES = ("certainty", "about", "key")
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
    """An entry of a bibliography that is there: what a source is compared with."""

    key: str
    surnames: tuple[str, ...]
    year: str
    title: str
    doi: str
    url: str


@dataclass(slots=True)
class Cited:
    """What the sources of a draft have become: new entries by key, and keys found."""

    entries: dict[str, Reference] = field(default_factory=dict)
    found: list[str] = field(default_factory=list)


def known_sources(path: Path) -> list[Known]:
    """Read a bibliography, with pybtex."""
    from pybtex.database import parse_string
    from pybtex.exceptions import PybtexError

    try:
        data = parse_string(path.read_text(encoding="utf-8"), "bibtex")
    except (OSError, PybtexError, UnicodeDecodeError) as error:
        raise RefusedError(f"cannot read {path}: {error}") from None
    return [
        Known(
            key,
            tuple(
                _folded(" ".join(map(str, [*person.rich_prelast_names, *person.rich_last_names])))
                for person in entry.persons.get("author", ())
            ),
            str(entry.fields.get("year", "")),
            re.sub(r"[{}\\]", "", entry.fields.get("title", "")),
            entry.fields.get("doi", "").casefold(),
            entry.fields.get("url", ""),
        )
        for key, entry in data.entries.items()
    ]


def cite(draft: Draft, known: list[Known], *, new: bool) -> Cited:
    """Cite the sources of a draft that are known, and if ``new``, by their new entries as well."""
    cited = Cited()
    taken = {each.key for each in known}
    for item in (item for claim in draft.claims for item in claim.items):
        if item.word in NO_SOURCES:
            continue
        reference = read_source(readable(item.text))
        fitting = [each.key for each in known if _is_same(reference, each)]
        if len(fitting) == 1:
            item.cited = fitting[0]
            cited.found += fitting
            told = "this is a source of the bibliography; the text was"
            item.notes.append(Note(told, 0, item.text))
        elif reference.complete:
            key = _key(reference, cited.entries, taken)
            if key not in cited.entries or not cited.entries[key].title:
                cited.entries[key] = reference
            if new:
                item.cited = key
                item.notes.append(Note("cited by a draft entry; the text was", 0, item.text))
            else:
                item.notes.append(Note(f"the draft entry is {key}; cited it is {{cite:t}}`{key}`"))
    return cited


def bibtex(entries: Mapping[str, Reference]) -> str:
    """Return entries as BibTeX, sorted by key."""
    return "\n".join(_entry(key, reference) for key, reference in sorted(entries.items()))


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", normalise(text))
    return "".join(char for char in plain if char.isalnum())


def _is_same(reference: Reference, known: Known) -> bool:
    if reference.doi and known.doi:
        return reference.doi.casefold() == known.doi
    if not reference.complete or not known.surnames or reference.year != known.year:
        return False
    names = [_folded(surname(author)) for author in reference.authors]
    if names != list(known.surnames[: len(names)]):
        return False
    if not reference.others and len(names) < len(known.surnames) and len(names) > 1:
        return False
    if not reference.title:
        return True
    words, theirs = words_of(reference.title), words_of(known.title)
    return len(words & theirs) >= _ALIKE * min(len(words), len(theirs))


def _key(reference: Reference, entries: Mapping[str, Reference], taken: set[str]) -> str:
    """Return the key of the same work, or a free one: with a letter, if it must be."""
    plain = key_of(reference)
    letters = ("", *"bcdefghijklmnopqrstuvwxyz", *(f"-{number}" for number in range(2, 10**6)))
    return next(
        key
        for key in map(plain.__add__, letters)
        if (_same_work(entries[key], reference) if key in entries else key not in taken)
    )


def _same_work(one: Reference, other: Reference) -> bool:
    return (one.authors, one.others, one.year) == (other.authors, other.others, other.year) and (
        not one.title or not other.title or normalise(one.title) == normalise(other.title)
    )


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
