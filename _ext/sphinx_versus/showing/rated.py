"""The certainty of claims beside what rests on them: rows, cells, points, sentences."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes

from sphinx_versus.grammar.names import slug
from sphinx_versus.model.facts import Claim
from sphinx_versus.nodes import versus_cell, versus_column, versus_dimension, versus_rated
from sphinx_versus.queries.answers import Place
from sphinx_versus.queries.found import FoundClaim
from sphinx_versus.site.trees import upwards

from . import evidence_labels as evidence
from .claim_labels import Linker


class Rater:
    """Puts marks beside what rests on claims; ``bare`` ones have dots of the style sheet."""

    def __init__(self, linker: Linker, *, bare: bool) -> None:
        self.linker = linker
        self.bare = bare

    def rate_row(self, row: versus_dimension | versus_column, claims: Iterable[FoundClaim]) -> None:
        """Mark a row, or only the cells of the sides that a claim is about."""
        for found in claims:
            assert found.comparison is not None
            named = found.claim.about
            places = {at for at, side in enumerate(found.comparison.sides) if side.name in named}
            if not places:
                self._rate(row, found)
            for cell in _cells(row):
                if cell["place"] in places:
                    self._rate(cell, found)

    def _rate(self, holder: nodes.Element, found: FoundClaim) -> None:
        """Put a mark behind the last text of a row's name or of a cell."""
        name = holder if isinstance(holder, nodes.entry) else _name_of(holder)
        last = name.children[-1] if name.children else None
        if not isinstance(last, nodes.paragraph):
            last = nodes.paragraph()
            name += last
        last += self.mark(found)

    def mark(self, found: FoundClaim, *, leads: bool = True) -> list[nodes.Node]:
        """Return a space and a mark, or nothing if nobody has said how certain the claim is."""
        said = _words(found.claim)
        if not said:
            return []
        classes = ["versus-rated", f"versus-certainty-{slug(found.claim.certainty or '')}"]
        place = Place(said, found.docname, found.claim.anchor)
        words: list[nodes.Node] = [self._link(place, found) if leads else nodes.Text(said)]
        if not self.bare:
            words = [nodes.Text("("), *words, nodes.Text(")")]
        return [nodes.Text(" "), versus_rated("", "", *words, classes=classes)]

    def _link(self, place: Place, found: FoundClaim) -> nodes.Node:
        """Make the link to a claim, whose statement says what is so certain."""
        link = self.linker(place)
        if isinstance(link, nodes.reference):
            link["reftitle"] = f"{evidence.certainty_label()}: {found.claim.text}"
        return link


def _words(claim: Claim) -> str:
    if claim.certainty is None:
        return ""
    return evidence.rated_mark(claim.certainty, contested=claim.contested)


def _name_of(row: nodes.Element) -> nodes.Element:
    """Return the cell that names a row."""
    name = row[_table_of(row).get("dimension", 0)]
    assert isinstance(name, nodes.entry)
    return name


def _table_of(node: nodes.Node) -> nodes.table:
    return next(each for each in upwards(node) if isinstance(each, nodes.table))


def _cells(row: versus_dimension | versus_column) -> Iterable[versus_cell]:
    """Return the cells of a row, or of a column of a turned table."""
    if isinstance(row, versus_dimension):
        return [cell for cell in row.children if isinstance(cell, versus_cell)]
    at = row.parent.index(row)
    below = [line[at] for line in _table_of(row).findall(nodes.row) if len(line) > at]
    return [cell for cell in below if isinstance(cell, versus_cell)]
