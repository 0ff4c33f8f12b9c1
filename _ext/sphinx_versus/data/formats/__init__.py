"""The formats in which programs take sources, and a page or claim to cite: a module each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from sphinx_versus.api import Entry
from sphinx_versus.data.citing import Cited

from . import bibtex, csl, ris


class Format(NamedTuple):
    """A format: its name, the ending and the type of its files, and what writes it.

    ``page`` makes a record of a page or claim with a key, ``sources`` makes records of
    entries by their keys, and ``joined`` makes the text of a file of records.
    """

    name: str
    ending: str
    type: str
    page: Callable[[Cited, str], str]
    sources: Callable[[Mapping[str, Entry], Iterable[str]], Iterable[str]]
    joined: Callable[[Iterable[str]], str]


FORMATS = (
    Format("BibTeX", ".bib", "application/x-bibtex", bibtex.page, bibtex.sources, bibtex.joined),
    Format(
        "CSL-JSON",
        ".csl.json",
        "application/vnd.citationstyles.csl+json",
        *(csl.page, csl.sources, csl.joined),
    ),
    Format(
        "RIS",
        ".ris",
        "application/x-research-info-systems",
        *(ris.page, ris.sources, ris.joined),
    ),
)
