"""A map of comparisons and their sides, drawn as SVG.

Comparisons stand in the middle, their sides left and right of them; an entity
stands once, however many comparisons it is a side of.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

# In pixels of the drawing.
WIDTH, BOX_WIDTH, BOX_HEIGHT, GAP = 780, 212, 64, 14
LETTERS, LINES = 24, 3  # so many fit in a box
_COLUMNS = (0, (WIDTH - BOX_WIDTH) // 2, WIDTH - BOX_WIDTH)


@dataclass(frozen=True, slots=True)
class Box:
    """Something on the map: its name, and where it leads, which may be nowhere."""

    title: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Hub:
    """A comparison on the map, with the names of its sides and of what it mentions."""

    box: Box
    sides: tuple[str, ...]
    mentions: tuple[str, ...] = ()


def draw(hubs: Sequence[Hub], entities: Mapping[str, Box], title: str) -> str:
    """Return the map as SVG; ``entities`` are the boxes of all names, mentioned ones aside."""
    left, right = _columns(hubs)
    heights = [
        *(_place([[row] for row in range(len(hubs))]),),
        *(_place(_rows(column, hubs)) for column in (left, right)),
    ]
    middle = dict(zip(range(len(hubs)), heights[0], strict=True))
    sides = {
        name: (column, y)
        for column, names, ys in ((0, left, heights[1]), (2, right, heights[2]))
        for name, y in zip(names, ys, strict=True)
    }
    height = max((y for ys in heights for y in ys), default=0) + BOX_HEIGHT
    lines = [
        _line(middle[row], *sides[name], "versus-map-side" if is_side else "versus-map-mention")
        for row, hub in enumerate(hubs)
        for is_side, names in ((False, hub.mentions), (True, hub.sides))
        for name in names
        if name in sides
    ]
    boxes = [_box(hub.box, 1, middle[row], "versus-map-hub") for row, hub in enumerate(hubs)]
    boxes += [_box(entities[name], *sides[name], "versus-map-entity") for name in sides]
    return (
        f'<svg class="versus-map-drawing" role="group" aria-label="{escape(title)}" '
        f'viewBox="-2 -2 {WIDTH + 4} {height + 4}" xmlns="http://www.w3.org/2000/svg">'
        f"{''.join(lines)}{''.join(boxes)}</svg>"
    )


def _columns(hubs: Iterable[Hub]) -> tuple[list[str], list[str]]:
    """Put each side left or right, by where it stands in most of its comparisons."""
    balance: dict[str, int] = {}
    for hub in hubs:
        for place, name in enumerate(hub.sides):
            balance[name] = balance.get(name, 0) + (1 if place % 2 else -1)
    left = [name for name, weight in balance.items() if weight <= 0]
    right = [name for name, weight in balance.items() if weight > 0]
    return left, right


def _rows(names: Sequence[str], hubs: Sequence[Hub]) -> list[list[int]]:
    return [[row for row, hub in enumerate(hubs) if name in hub.sides] for name in names]


def _place(rows: Sequence[Sequence[int]]) -> list[float]:
    """Return heights: each as near as can be to the mean of its rows, none over another."""
    step = BOX_HEIGHT + GAP
    wanted = [step * sum(own) / len(own) for own in rows]
    order = sorted(range(len(rows)), key=lambda at: wanted[at])
    heights = list(wanted)
    for above, at in pairwise(order):
        heights[at] = max(heights[at], heights[above] + step)
    return heights


def _line(hub_y: float, column: int, y: float, name: str) -> str:
    inward = 1 if column == 0 else -1
    start = _COLUMNS[column] + (BOX_WIDTH if column == 0 else 0)
    end = _COLUMNS[1] + (0 if column == 0 else BOX_WIDTH)
    bend = inward * abs(end - start) / 2
    half = BOX_HEIGHT / 2
    return (
        f'<path class="{name}" d="M{start} {y + half:g}C{start + bend:g} {y + half:g} '
        f'{end - bend:g} {hub_y + half:g} {end} {hub_y + half:g}"/>'
    )


def _box(box: Box, column: int, y: float, name: str) -> str:
    lines = textwrap.wrap(
        box.title, LETTERS, max_lines=LINES, placeholder="\N{HORIZONTAL ELLIPSIS}"
    )
    x = _COLUMNS[column]
    first = y + BOX_HEIGHT / 2 + 5 - 8.5 * (len(lines) - 1)
    text = "".join(
        f'<tspan x="{x + BOX_WIDTH / 2:g}" y="{first + 17 * number:g}">{escape(line)}</tspan> '
        for number, line in enumerate(lines)
    )
    drawn = (
        f'<rect x="{x}" y="{y:g}" width="{BOX_WIDTH}" height="{BOX_HEIGHT}" rx="8"/>'
        f'<text text-anchor="middle">{text.rstrip()}</text>'
    )
    if not box.address:
        return f'<g class="{name}">{drawn}</g>'
    return f'<a class="{name}" href="{escape(box.address)}">{drawn}</a>'
