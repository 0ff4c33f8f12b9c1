"""The index at the end of the book."""

from __future__ import annotations

from collections.abc import Iterable

from sphinx.builders import Builder
from sphinx.environment.adapters.indexentries import IndexEntries

from .links import Links, target_of
from .literals import array, running_text, string


def index(builder: Builder, links: Links) -> str:
    """Return the statement for the index, or nothing if the project has no entries."""
    letters = []
    for letter, entries in IndexEntries(builder.env).create_index(builder):
        terms = []
        for term, (addresses, below, _key) in entries:
            places = _places(links, addresses)
            subterms = [
                f"({{{running_text(name)}}}, {found})"
                for name, subaddresses in below
                if (found := _places(links, subaddresses)) != "()"
            ]
            if places != "()" or subterms:
                terms.append(f"({{{running_text(term)}}}, {places}, {array(subterms)})")
        if terms:
            letters.append(f"({string(letter)}, {array(terms)})")
    return f"index(word({string('index')}), {array(letters)})" if letters else ""


def _places(links: Links, addresses: Iterable[tuple[object, str | bool]]) -> str:
    targets = [target_of(address) for _, address in addresses if isinstance(address, str)]
    labels = [links.want(target) for target in targets]
    return array([string(label) for label in labels if label])
