"""Dot plots: what the option of a comparison asks for, and where its drawing stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

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
    whole = any(normalise(row.name) == normalise(text) for row in notes.rows)
    found: list[str] = []
    problems: list[Problem] = []
    for name in [text] if whole else filter(None, map(str.strip, text.split(";"))):
        key = name.removeprefix("#")
        ids = (key, f"{notes.key}-row-{key}")
        named = [row.anchor for row in notes.rows if row.anchor in ids]
        for way in ways:
            named = named or [row.anchor for row in notes.rows if way(row.name) == way(name)]
        found += named
        if not named:
            names = list(dict.fromkeys(row.name for row in notes.rows))
            near = near_miss(name, [*names, *map(plain, names)])
            hint = did_you_mean(*near) if near else f"the rows are {listed(names, 'and')}"
            if not names:
                hint = "it has no rows, which are those of its side-by-side tables"
            message = f'the option "dot-plot" names the row "{name}"; {hint}'
            problems.append(Problem(Kind.UNKNOWN_VALUE, line, message))
    return found, problems


def put_below(blocks: list[nodes.Node], anchors: Sequence[str], plot: DotPlot) -> None:
    """Leave a place for a plot below each table that has some of the rows which are named.

    Where none is, all rows are drawn, below the last table.
    """
    tables = [
        found for block in blocks for found in walk_blocks(block) if isinstance(found, versus_table)
    ]
    parts = [(table, tuple(filter(set(_rows(table)).__contains__, anchors))) for table in tables]
    drawn = [(table, replace(plot, targets=rows)) for table, rows in parts if rows]
    if not anchors:
        drawn = [(table, plot) for table in tables if _rows(table)][-1:]
    for table, request in drawn:
        _insert_after(blocks, table, versus_request("", request=request))
    rest = set(anchors).difference(*(rows for _, rows in parts))
    if rest or not drawn:
        targets = tuple(filter(rest.__contains__, anchors)) or plot.targets
        blocks.append(versus_request("", request=replace(plot, targets=targets)))


def _rows(table: versus_table) -> list[str]:
    kinds = versus_dimension | versus_column
    return [row["anchor"] for row in walk_blocks(table) if isinstance(row, kinds)]


def _insert_after(blocks: list[nodes.Node], table: versus_table, place: versus_request) -> None:
    for holder in (blocks, table.parent.children if table.parent is not None else []):
        for at, block in enumerate(holder):
            if block is table:
                holder.insert(at + 1, place)
                if holder is not blocks:
                    place.parent = table.parent
                return
