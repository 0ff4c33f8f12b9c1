"""What a claim rests on: its sources by stance, and by how they know what they say."""

from __future__ import annotations

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
    """Sources of a claim of one stance and one kind; ``sizes`` are theirs, where they say one."""

    stance: Stance
    kind: SourceKind
    interest: Interest | None = None
    number: int = 1
    sizes: tuple[str, ...] = ()


def rests_on(
    sources: Iterable[Source], entry_of: Callable[[str], Entry | None]
) -> tuple[Basis, ...]:
    """Return what a claim rests on, by stance and then by kind.

    A source that is named twice in a stance is one. ``entry_of`` finds entries of the
    bibliography by key.
    """
    named = (
        (source.stance, name.casefold(), entry_of(name) if source.keys else None)
        for source in sources
        for name in source.keys or (source.text,)
    )
    groups: dict[tuple[Stance, SourceKind, Interest | None], list[str]] = {}
    for (stance, _), entry in {(stance, name): entry for stance, name, entry in named}.items():
        group = stance, kind_of(entry), entry.interest if entry else None
        groups.setdefault(group, []).append(entry.size if entry else "")
    return tuple(
        Basis(*group, len(groups[group]), tuple(filter(None, groups[group])))
        for group in sorted(groups, key=_place)
    )


def kind_of(entry: Entry | None) -> SourceKind:
    """Return how a source knows, or else what it is; a source in free text has no entry."""
    if entry is None:
        return Form.SOURCE
    return entry.design or entry.published or _TYPES.get(entry.type, Form.SOURCE)


def _place(group: tuple[Stance, SourceKind, Interest | None]) -> tuple[int, int, str]:
    stance, kind, interest = group
    return _STANCES.index(stance), _KINDS.index(kind), interest or ""
