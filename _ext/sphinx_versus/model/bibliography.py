"""The entries of a bibliography, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from .facts import Design, Interest, Published


class Author(NamedTuple):
    """Who has written a source, or the site; ``type`` is "Person" or "Organization".

    The name of a person in a bibliography has parts too: Ludwig van Beethoven Jr. has the
    ``particle`` "van" and the ``suffix`` "Jr.".
    """

    name: str
    type: str = "Person"
    given: str = ""
    family: str = ""
    particle: str = ""
    suffix: str = ""


class Term(NamedTuple):
    """A field of an entry that takes one of a few terms and has none of them.

    ``written`` is its text as the file has it; ``line`` is 0 where nobody knows it.
    """

    field: str
    written: str
    line: int


def _private(default: Any) -> Any:
    return field(default=default, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the bibliography.

    ``type`` is BibTeX's, in lower case. Texts are plain, and empty where the
    entry says nothing: ``authors`` are its editors where it has no others,
    ``year`` may be any text, such as "in press", ``container`` is what the work
    stands in, ``doi`` begins with "10.", and ``url`` is an address to which links
    may lead. ``design``, ``published`` and ``interest`` are None where the entry
    names no known term.
    ``fields`` are all that describe the work, persons included, by name, in
    the LaTeX of the file; ``parent`` is the key of the entry that it takes
    fields from.

    What follows is private, to be published nowhere, and does not tell entries
    apart: ``keywords`` as they are written, ``unknown`` terms, and the
    ``path`` and ``line`` of the file (1-based; 0 where nobody knows it).
    """

    key: str
    type: str = "misc"
    title: str = ""
    authors: tuple[Author, ...] = ()
    editors: tuple[Author, ...] = ()
    year: str = ""
    container: str = ""
    publisher: str = ""
    doi: str = ""
    url: str = ""
    isbn: str = ""
    design: Design | None = None
    size: str = ""
    published: Published | None = None
    interest: Interest | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    parent: str = ""
    keywords: tuple[str, ...] = _private(())
    unknown: tuple[Term, ...] = _private(())
    path: str = _private("")
    line: int = _private(0)
