"""What the rules look at."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sphinx_versus.api import Claim, Comparison, Entity, FoundClaim, Unit
from sphinx_versus.grammar.names import normalise
from sphinx_versus.grammar.placeholders import may_be_one

from .coverage import Entries
from .findings import Finding


def _no_unit(_name: str) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Scope:
    """What the rules look at; ``claims`` are those outside of comparisons.

    ``cited`` are the bibliography keys that some page cites, ``today`` is the
    day that ages are counted from, and ``entities`` are those with a page.
    ``path_of`` gives the file of a document as messages name it, ``unit`` the
    unit of a name; ``lost`` tells what leads nowhere since the last release.
    """

    comparisons: Mapping[str, Sequence[Comparison]]
    claims: Mapping[str, Sequence[Claim]]
    entries: Entries
    cited: Collection[str]
    today: datetime.date
    entities: Mapping[str, Sequence[Entity]] = field(default_factory=dict)
    path_of: Callable[[str], str] = "{}.md".format
    unit: Callable[[str], Unit | None] = _no_unit
    lost: Sequence[Finding] = ()

    def named(self) -> set[str]:
        """Return the names of things that else would hold the place of a text."""
        sides = (side for each in self.comparisons.values() for one in each for side in one.sides)
        entities = (entity for each in self.entities.values() for entity in each)
        names = {name for side in sides for name in (side.name, side.title)}
        for entity in entities:
            names |= {entity.name, entity.title, *entity.aliases}
        return set(filter(may_be_one, names))

    def in_order(self) -> list[Comparison]:
        """Return all comparisons by document and line, whatever was read first."""
        found = (each for comparisons in self.comparisons.values() for each in comparisons)
        return sorted(found, key=lambda each: (each.docname, each.line))

    def claims_in_order(self) -> list[FoundClaim]:
        """Return all claims by document and line, whatever was read first."""
        return sorted(self._claims(), key=lambda each: (each.docname, each.claim.line))

    def _claims(self) -> Iterator[FoundClaim]:
        for docname, claims in self.claims.items():
            yield from (FoundClaim(claim, docname, None) for claim in claims)
        for comparison in self.in_order():
            for claim in comparison.claims:
                yield FoundClaim(claim, comparison.docname, comparison)

    def entity_names(self) -> dict[str, str]:
        """Return the names of entities by their names and aliases, all normalised."""
        return {
            normalise(name): normalise(entity.name)
            for entities in self.entities.values()
            for entity in entities
            for name in (*entity.aliases, entity.name)
        }

    def place(self, docname: str, line: int) -> str:
        """Return a place as messages name it."""
        return f"{self.path_of(docname)}:{line}"
