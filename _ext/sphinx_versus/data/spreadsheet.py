"""Tables as CSV that is safe to open in a spreadsheet, and back.

The format is RFC 4180's, in UTF-8 with the mark that spreadsheets know it by.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Container, Iterable, Sequence

from sphinx_versus.api import Comparison, Dimension, FoundClaim, ShownMatrix, Stance

from .facts import Project, cited_in, sources_of
from .values import COLUMNS, as_columns, cells_of, unit_of

# Where a spreadsheet may look for a formula: at the start of a cell, and behind
# what some of them part cells at, with quotes that they take away before.
# Source: https://owasp.org/www-community/attacks/CSV_Injection. Wide forms of
# the signs begin a formula in some versions, too.
_FORMULA = re.compile(r"""(?:^|(?<=[;\t\r\n]))(?=["']*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20])""")


def guard(text: str) -> str:
    """Put an apostrophe wherever a spreadsheet could take a cell for a formula.

    The guide tells how to take it away again.
    """
    return _FORMULA.sub("'", text)


# What else a row may say; a table has the columns that one of its rows fills.
_ROW: dict[str, Callable[[Dimension], str]] = {
    "Unit": unit_of,
    "Group": lambda row: row.group,
    "Weight": lambda row: row.weight,
}
_CELL = ("Comparison", "Id", "Dimension", "Side", "Text", *COLUMNS)
_CLAIM = (
    *("Id", "Comparison", "Page", "Address", "Statement", "Certainty", "From", "Domains"),
    *("Reason", "Contested", "About", "Rows", *(stance.capitalize() for stance in Stance)),
    "Sources",
)
# What stands there is ours and no formula: a minus is that of a number.
_NUMBERS = frozenset(_CELL.index(name) for name in ("Low", "Value", "High"))


def table(project: Project, comparison: Comparison, rows_of_table: Sequence[Dimension]) -> str:
    """Return a side-by-side table of a comparison as CSV.

    The first column holds the dimensions, and each of the next ones is a side's; behind
    them stand "Unit", "Group", "Weight", "Notes" and "Winner", if any row has one. The
    first line has their names; what is no side is called in English in each language, so
    that programs find it.
    """
    sides = [side.title or side.name for side in comparison.sides]
    more = _ROW | {
        "Notes": lambda row: project.worded(row.notes),
        "Winner": lambda row: ", ".join(sides[place] for place in row.winner),
    }
    names = [name for name, said in more.items() if any(map(said, rows_of_table))]
    return _written(
        ["Dimension", *sides, *names],
        (
            [
                row.name,
                *(project.worded(cell.prose) for cell in cells_of(comparison, row)),
                *(more[name](row) for name in names),
            ]
            for row in rows_of_table
        ),
    )


def all_cells(project: Project) -> str:
    """Return the cells of all tables as CSV, a line each, with their values and sources."""
    return _written(
        [*_CELL, "Group", "Sources"],
        (
            [
                *(each.key, row.anchor, row.name, cell.side.title or cell.side.name),
                *(project.worded(cell.prose), *as_columns(cell.value), row.group),
                _listed(cited_in(cell.prose)),
            ]
            for each in project.facts.comparisons_by_key.values()
            for row in each.dimensions
            for cell in cells_of(each, row)
        ),
        _NUMBERS,
    )


def all_claims(project: Project) -> str:
    """Return all claims as CSV, a line each, with what they rest on: by stance, and its keys."""
    return _written(
        _CLAIM,
        (
            [
                found.claim.anchor,
                found.comparison.key if found.comparison else "",
                found.docname,
                project.address(found.docname, found.claim.anchor),
                project.worded(found.claim.statement) or found.claim.text,
                str(found.claim.certainty or ""),
                str(found.claim.start or ""),
                _listed(f"{domain} {levels:+}" for domain, levels in found.claim.steps),
                project.worded(found.claim.reason),
                "yes" if found.claim.contested else "no",
                _listed(project.facts.entity_place(name).title for name in found.claim.about),
                _listed(found.claim.rows),
                *(_resting(project, found, stance) for stance in Stance),
                _listed(sources_of(found, project.facts.entries)),
            ]
            for found in project.facts.claims_by_id.values()
        ),
    )


def _resting(project: Project, found: FoundClaim, stance: Stance) -> str:
    """Return what a claim rests on, by the stance of the sources."""
    sources = (source for source in found.claim.sources if source.stance is stance)
    return _listed(project.worded(source.prose) or source.text for source in sources)


def _listed(texts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(texts))


def matrix(project: Project, shown: ShownMatrix) -> str:
    """Return what a matrix shows as CSV, a line for each comparison in each of its cells."""
    return _written(
        [*_CELL, "Sources"],
        (
            [
                *((owner.key if owner else ""), said.origin.anchor, name, column.title),
                *(project.worded(said.texts[0]), *as_columns(said.value)),
                _listed(cited_in(said.texts[0])),
            ]
            for name, cells in shown.rows
            for column, cell in zip(shown.columns, cells, strict=True)
            for said in cell
            for owner in [project.facts.owner(said.origin.anchor)]
        ),
        _NUMBERS,
    )


def _written(
    header: Sequence[str], rows: Iterable[Sequence[str]], numbers: Container[int] = ()
) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(map(guard, header))
    for row in rows:
        writer.writerow([text if at in numbers else guard(text) for at, text in enumerate(row)])
    return "\N{ZERO WIDTH NO-BREAK SPACE}" + stream.getvalue()
