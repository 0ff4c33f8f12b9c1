"""What others may ask of the facts of a project; all of it is read-only.

The package's own data, review, search and book ask here and nowhere deeper, and
so may ``conf.py`` and other people's extensions::

    from sphinx_versus.api import facts_of

    for found in facts_of(app.env).index.claims.values():
        print(found.docname, found.claim.text, found.claim.certainty)

The facts are whole once all documents have been read: from the event
``env-updated`` on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sphinx.environment import BuildEnvironment

from .domain import domain_of
from .model.facts import Claim, Comparison, Entity
from .queries.answers import Place, ShownComparison, ShownEntity, ShownGroup
from .queries.index import FoundClaim, FoundEntity, Index
from .queries.requests import EntityPart, Listed, Listing, Matrix, Quote, Request
from .queries.selection import comparison_place, entity_place, select
from .reading.prose import is_cited, plain, prose_of

__all__ = [
    "EntityPart",
    "Facts",
    "FoundClaim",
    "FoundEntity",
    "Index",
    "Listed",
    "Listing",
    "Matrix",
    "Place",
    "Quote",
    "Request",
    "ShownComparison",
    "ShownEntity",
    "ShownGroup",
    "comparison_place",
    "entity_place",
    "facts_of",
    "is_cited",
    "plain",
    "prose_of",
    "select",
]


@dataclass(frozen=True, slots=True)
class Facts:
    """What the documents of a project say.

    The mappings go from the name of a document to its records, in the order of
    the page: ``claims`` are those outside of comparisons, ``entities`` those
    with a page or section of their own, ``requests`` what a page asks of
    others. ``index`` finds all of it by id and by name.
    """

    comparisons: Mapping[str, tuple[Comparison, ...]]
    claims: Mapping[str, tuple[Claim, ...]]
    entities: Mapping[str, tuple[Entity, ...]]
    requests: Mapping[str, tuple[Request, ...]]
    index: Index


def facts_of(env: BuildEnvironment) -> Facts:
    """Return the facts of the project that an environment belongs to."""
    domain = domain_of(env)
    return Facts(
        domain.by_document,
        domain.data["claims"],
        domain.data["entities"],
        domain.requests,
        domain.index,
    )
