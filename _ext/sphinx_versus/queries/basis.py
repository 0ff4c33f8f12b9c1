"""What a claim rests on: its sources by stance, and by how they know what they say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from sphinx_versus.model.bibliography import Entry
from sphinx_versus.model.facts import Design, Interest, Published, Source, Stance


class Form(StrEnum):
    """What a source is, where nobody says how it knows or where it was published."""

    CHAPTER = "chapter"
    MANUAL = "manual"
    THESIS = "thesis"
    DATASET = "dataset"
    PAGE = "web page"
    SOURCE = "source"


SourceKind = Design | Published | Form
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
# In this order they are told.
_KINDS: tuple[SourceKind, ...] = (*Design, *Published, *Form)
_STANCES = tuple(Stance)
# The types of BibTeX and biblatex that say what a work is.
_TYPES: Mapping[str, SourceKind] = MappingProxyType(
    {
        **dict.fromkeys(("article", "suppperiodical"), Published.ARTICLE),
        **dict.fromkeys(("inproceedings", "conference"), Published.ARTICLE),
        **dict.fromkeys(("report", "techreport"), Published.REPORT),
        **dict.fromkeys(("book", "mvbook", "booklet", "collection"), Published.BOOK),
        **dict.fromkeys(("mvcollection", "reference", "proceedings"), Published.BOOK),
        **dict.fromkeys(("inbook", "incollection", "bookinbook"), Form.CHAPTER),
        **dict.fromkeys(("inreference", "suppbook", "suppcollection"), Form.CHAPTER),
        **dict.fromkeys(("thesis", "phdthesis", "mastersthesis"), Form.THESIS),
        **dict.fromkeys(("online", "electronic", "www"), Form.PAGE),
        "manual": Form.MANUAL,
        "dataset": Form.DATASET,
    }
)


class Basis(NamedTuple):
    """Sources of a claim of one stance and one kind, and how many there are.

    ``sizes`` and ``interests`` are those of the sources that have one.
    """

    stance: Stance
    kind: SourceKind
    number: int = 1
    sizes: tuple[str, ...] = ()
    interests: tuple[Interest, ...] = ()


class Known(NamedTuple):
    """How a source knows what it says, as its entry in the bibliography tells."""

    design: Design | None
    size: str
    published: Published | None
    interest: Interest | None


def known_of(entry: Entry | None) -> Known | None:
    """Return what an entry tells of how its work knows; nothing if it tells nothing."""
    if entry is None:
        return None
    known = Known(entry.design, entry.size, entry.published, entry.interest)
    return known if any(known) else None


def rests_on(
    sources: Iterable[Source], entry_of: Callable[[str], Entry | None]
) -> tuple[Basis, ...]:
    """Return what a claim rests on, by stance and then by kind.

    A source that is named twice in a stance is one. ``entry_of`` finds entries of the
    bibliography by key.
    """
    found = {
        (source.stance, name.casefold()): entry_of(name) if source.keys else None
        for source in sources
        for name in source.keys or (source.text,)
    }
    groups: dict[tuple[Stance, SourceKind], list[Entry | None]] = {}
    for (stance, _), entry in found.items():
        groups.setdefault((stance, kind_of(entry)), []).append(entry)
    return tuple(_basis(*group, groups[group]) for group in sorted(groups, key=_place))


def newest_year(sources: Iterable[Source], entry_of: Callable[[str], Entry | None]) -> int | None:
    """Return the year of the newest source: that of an entry, or one that a text names."""
    entries = (entry_of(key) for source in sources for key in source.keys)
    texts = [*(each.year for each in entries if each), *(each.text for each in sources)]
    return max((int(year) for text in texts for year in _YEAR.findall(text)), default=None)


def kind_of(entry: Entry | None) -> SourceKind:
    """Return how a source knows, or else what it is; a source in free text has no entry."""
    if entry is None:
        return Form.SOURCE
    return entry.design or entry.published or _TYPES.get(entry.type, Form.SOURCE)


def _basis(stance: Stance, kind: SourceKind, found: list[Entry | None]) -> Basis:
    entries = list(filter(None, found))
    sizes = tuple(entry.size for entry in entries if entry.size)
    interests = tuple(entry.interest for entry in entries if entry.interest)
    return Basis(stance, kind, len(found), sizes, interests)


def _place(group: tuple[Stance, SourceKind]) -> tuple[int, int]:
    stance, kind = group
    return _STANCES.index(stance), _KINDS.index(kind)
