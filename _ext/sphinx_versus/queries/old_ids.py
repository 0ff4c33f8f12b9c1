"""What ids of the past lead to nothing, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from sphinx_versus.grammar.problems import Kind, Problem
from sphinx_versus.model.facts import Claim, Comparison, Dimension, Entity, Section

from .index import Index


class _Kept(NamedTuple):
    """An id of the past, with that of today, and where it is written."""

    docname: str
    anchor: str
    was: str
    line: int


class OldIds:
    """The ids of the past, and what is wrong with them.

    ``labels`` are what else has an id, with its document; ``written`` tells a document and a
    line as messages do.
    """

    def __init__(
        self,
        index: Index,
        entities: Mapping[str, Sequence[Entity]],
        labels: Mapping[str, str],
        written: Callable[[str, int], str],
    ) -> None:
        self.index = index
        self.entities = entities
        self.labels = labels
        self.written = written

    def problems(self) -> Iterator[tuple[str, Problem]]:
        """Yield each problem with its document."""
        kept_at: dict[str, _Kept] = {}
        for kept in self._kept():
            first = kept_at.setdefault(kept.was, kept)
            if told := self._told(kept, first):
                yield kept.docname, Problem(Kind.OLD_ADDRESS, kept.line, told)

    def _told(self, kept: _Kept, first: _Kept) -> str:
        if kept.was == kept.anchor:
            return f'"{kept.was}" is the id that this has now; take it out of was'
        if kept.was in self._in_use:
            return (
                f'"{kept.was}" is the id of what stands at {self._in_use[kept.was]}, where links '
                "lead; take it out of was, or give that another one"
            )
        if first is not kept:
            place = self.written(first.docname, first.line)
            return f'"{kept.was}" leads to {place} already; take one of the two out'
        return ""

    def _kept(self) -> Iterator[_Kept]:
        found: list[tuple[str, str, Comparison | Entity | Claim]] = [
            (each.docname, each.key, each) for each in self.index.comparisons
        ]
        found += [
            (name, home.anchor, home) for name, homes in self.entities.items() for home in homes
        ]
        found += [
            (each.docname, each.claim.anchor, each.claim) for each in self.index.claims.values()
        ]
        for docname, anchor, record in found:
            for before, line in zip(record.was, record.was_lines, strict=True):
                yield _Kept(docname, anchor, before, line)

    @cached_property
    def _in_use(self) -> dict[str, str]:
        """Where what has an id stands; made only where some have others."""
        found: dict[str, tuple[str, int]] = {}
        for each in self.index.comparisons:
            found.setdefault(each.key, (each.docname, each.line))
            parts: tuple[Section | Dimension, ...] = (*each.sections, *each.dimensions)
            found |= {part.anchor: (each.docname, part.line) for part in parts}
        for docname, homes in self.entities.items():
            found |= {home.anchor: (docname, home.line) for home in homes}
        for anchor, claim in self.index.claims.items():
            found.setdefault(anchor, (claim.docname, claim.claim.line))
        places = {anchor: self.written(*place) for anchor, place in found.items()}
        known = self.index.old
        others = {name: docname for name, docname in self.labels.items() if name not in known}
        return {name: self.written(docname, 1) for name, docname in others.items()} | places
