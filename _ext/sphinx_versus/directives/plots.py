"""Dot plots: what the option of a comparison asks for, and where its drawing stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from docutils import nodes

from sphinx_versus.grammar.names import did_you_mean, listed, near_miss, normalise
from sphinx_versus.grammar.problems import Kind, Problem
from sphinx_versus.nodes import (
    versus_column,
    versus_dimension,
    versus_request,
    versus_table,
)
from sphinx_versus.queries.requests import DotPlot
from sphinx_versus.reading.result import Notes
from sphinx_versus.site.trees import walk_blocks


def rows_of_option(text: str, line: int, notes: Notes) -> tuple[list[str], list[Problem]]:
    """Return the ids of the rows that an option names, and a problem for each other name.

    A row is named by its id or its key, by its name or by its name without a unit; of several
    with a name each counts.
    """

    def plain(name: str) -> str:
        return notes.units.of_heading(name)[0]

    ways: Sequence[Callable[[str], str]] = (str, normalise, lambda name: normalise(plain(name)))
    # The name of a row may hold the sign that parts them.
    whole = any(normalise(row.text) == normalise(text) for row in notes.rows)
    found: list[str] = []
    problems: list[Problem] = []
    for name in [text] if whole else filter(None, map(str.strip, text.split(";"))):
        key = name.removeprefix("#")
        ids = (key, f"{notes.key}-row-{key}")
        named = [row.anchor for row in notes.rows if row.anchor in ids]
        for way in ways:
            named = named or [row.anchor for row in notes.rows if way(row.text) == way(name)]
        found += named
        if not named:
            names = list(dict.fromkeys(row.text for row in notes.rows))
            near = near_miss(name, [*names, *map(plain, names)])
            hint = did_you_mean(*near) if near else f"the rows are {listed(names, 'and')}"
            if not names:
                hint = "it has no rows, which are those of its side-by-side tables"
            message = f'the option "dot-plot" names the row "{name}"; {hint}'
            problems.append(Problem(Kind.UNKNOWN_VALUE, line, message))
    return found, problems


def put_below(blocks: list[nodes.Node], anchors: Sequence[str], plot: DotPlot) -> None:
    """Leave a place for a plot below the last table with one of some rows, or with any row."""
    place = versus_request("", request=plot)
    last: versus_table | None = None
    for table in (found for block in blocks for found in walk_blocks(block)):
        if isinstance(table, versus_table):
            rows = (
                row["anchor"]
                for row in walk_blocks(table)
                if isinstance(row, versus_dimension | versus_column)
            )
            if not anchors or not set(anchors).isdisjoint(rows):
                last = table
    if last is None:
        blocks.append(place)
        return
    for holder in (blocks, last.parent.children if last.parent is not None else []):
        for at, block in enumerate(holder):
            if block is last:
                holder.insert(at + 1, place)
                if holder is not blocks:
                    place.parent = last.parent
                return
