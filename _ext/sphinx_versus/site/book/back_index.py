"""The index at the end of the book."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from sphinx.builders import Builder
from sphinx.environment.adapters.indexentries import IndexEntries

from .links import Links, target_of
from .literals import array, running_text, string, value

_SYMBOLS = "#"
# How many letters surely stand on a line of a column.
_ROOM = 26
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# Nobody looks for a term by them.
_ARTICLES = re.compile(
    r"(?:an?|the|der|die|das|eine?|l[ae]|les|une?|el|los|las|il|lo)\s+(?=\S)", re.I
)


class Term(NamedTuple):
    """A term of the index, for extensions to add.

    ``targets`` are what it leads to, as ``docname#anchor``; ``sources`` are those of sources,
    which stand for the pages where these are cited. ``see`` is the term to look up instead.
    What is not in the book is left out.
    """

    name: str
    targets: Sequence[str] = ()
    sources: Sequence[str] = ()
    see: str = ""


@dataclass
class _Entry:
    """What the index says of a term: its places as code, those below it, and other terms."""

    name: str
    places: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    below: dict[str, list[str]] = field(default_factory=dict)
    see: str = ""

    def code(self, links: Links) -> str:
        below = [f"({{{_shown(name)}}}, {value(at)})" for name, at in self.below.items()]
        places = value(list(dict.fromkeys(self.places)))
        sources = value([links.labels[source] for source in self.sources])
        see = f"{{{_shown(self.see)}}}" if self.see else "none"
        return f"({{{_shown(self.name)}}}, {places}, {sources}, {array(below)}, {see})"


def index(builder: Builder, links: Links, added: Iterable[Term] = ()) -> str:
    """Return the statement for the index, or nothing if the project has no entries.

    It has the entries of the project and what extensions have added; whole sentences are no
    terms, and are left out.
    """
    entries: dict[str, _Entry] = {}

    def entry(name: str) -> _Entry:
        return entries.setdefault(name.casefold(), _Entry(name))

    for _letter, terms in IndexEntries(builder.env).create_index(builder):
        for name, (addresses, below, _key) in terms:
            if places := _places(links, addresses):
                entry(name).places += places
            for subname, subaddresses in below:
                places = [] if _is_sentence(subname) else _places(links, subaddresses)
                if places:
                    entry(name).below.setdefault(subname, []).extend(places)
    for term in added:
        places = [label for target in term.targets if (label := links.want(target))]
        sources = [target for target in term.sources if links.is_cited(target)]
        if places or sources:
            entry(term.name).places += places
            entry(term.name).sources += sources
    for term in added:
        if term.see.casefold() in entries and term.name.casefold() not in entries:
            entry(term.name).see = term.see
    letters = [
        f"({string(letter)}, {array([each.code(links) for each in group])})"
        for letter, group in groupby(sorted(entries.values(), key=_order), _letter_of)
    ]
    # Authors share sources: where these are cited is looked up once.
    all_sources = dict.fromkeys(source for each in entries.values() for source in each.sources)
    cited = links.cited_on(list(all_sources))
    return f"index(word({string('index')}), {cited}, {array(letters)})" if letters else ""


def _shown(name: str) -> str:
    """Return a name as code; pages come after it, whatever its direction is."""
    mark = "\N{LEFT-TO-RIGHT MARK}" if _RIGHT_TO_LEFT.search(name) else ""
    return running_text(name + mark, _ROOM)


def _places(links: Links, addresses: Iterable[tuple[object, str | bool]]) -> list[str]:
    targets = [target_of(address) for _, address in addresses if isinstance(address, str)]
    return [label for target in targets if (label := links.want(target))]


def _is_sentence(name: str) -> bool:
    return name.endswith((".", "!", "?", "。")) and len(name.split()) > 2


def _order(entry: _Entry) -> tuple[bool, str, str]:
    plain = _plain(entry.name)
    return _letter_of(entry) != _SYMBOLS, plain.casefold(), entry.name


def _letter_of(entry: _Entry) -> str:
    first = _plain(entry.name)[:1]
    return first.upper() if first.isalpha() else _SYMBOLS


def _plain(name: str) -> str:
    """Return a name without accents, an article and what is no letter at its beginning."""
    apart = unicodedata.normalize("NFD", name)
    letters = "".join(sign for sign in apart if not unicodedata.combining(sign))
    letters = _ARTICLES.sub("", letters, count=1) if _ARTICLES.match(letters) else letters
    return re.sub(r"^[\W_]+(?=\w)", "", letters)
