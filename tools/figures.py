"""Draws the timelines of the comparisons from the tables beside them.

Each is a table (``comparisons/figures/NAME.csv``) with the keys of its sources,
and a drawing (``NAME.svg``) that is narrow enough to be read on a phone.
Colours are written as attributes, for books and viewers of pictures. Each has
a class too, by which the style sheet of the site sets the colours of the theme.
A side has a shape and a column as well as a colour.
"""

from __future__ import annotations

import csv
import sys
from dataclasses import dataclass
from html import escape
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "comparisons" / "figures"

WIDTH = 440
ROW = 28
TOP = 50
YEARS, COLUMNS, LABELS = 14, (74, 98), 122
INK, MUTED, LINE = "#1b1f24", "#565d66", "#c9ced6"
SIDES = ("#2554c7", "#9a4a07")

Row = dict[str, str]


@dataclass(frozen=True)
class Figure:
    """What a drawing needs beside its table."""

    title: str
    sides: tuple[str, str]


FIGURES = {"memory": Figure("Findings about memory, by year", ("Human Memory", "AI Memory"))}


def read(name: str) -> list[Row]:
    """The rows of a figure's table."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def draw(name: str) -> str:
    """The drawing of a figure as SVG: a line for each year, a column of marks for each side."""
    figure, rows = FIGURES[name], read(name)
    bottom = TOP + ROW * len(rows)
    described = "; ".join(f"{row['year']} {row['label']}: {row['side']}" for row in rows)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {WIDTH} {bottom}"'
        ' font-family="system-ui, sans-serif" font-size="15" role="img">',
        f"<title>{escape(figure.title)}</title>",
        f"<desc>{escape(described)}.</desc>",
        f'<rect class="paper" width="{WIDTH}" height="{bottom}" fill="#ffffff"/>',
    ]
    for side, column in enumerate(COLUMNS):
        # The second name stands behind the first, and each behind its own mark.
        x = YEARS + 6 + 150 * side
        lines += [_mark(x, 20, side), _text(x + 12, 25, figure.sides[side], "muted", MUTED)]
        lines.append(
            f'<path class="line" d="M{column} {TOP}L{column} {bottom - 14}" stroke="{LINE}"/>'
        )
    for index, row in enumerate(rows):
        y = TOP + ROW * index + 14
        side = figure.sides.index(row["side"])
        lines += [
            _text(YEARS, y + 5, row["year"], "muted", MUTED),
            _mark(COLUMNS[side], y, side),
            _text(LABELS, y + 5, row["label"]),
        ]
    return "\n".join([*lines, "</svg>"]) + "\n"


def _text(x: int, y: int, text: str, name: str = "ink", fill: str = INK) -> str:
    return f'<text class="{name}" x="{x}" y="{y}" fill="{fill}">{escape(text)}</text>'


def _mark(x: int, y: int, side: int) -> str:
    """Draw a circle for the first side and a square for the second."""
    paint = f'fill="{SIDES[side]}" stroke="{SIDES[side]}"'
    if side == 0:
        return f'<circle class="side-1" cx="{x}" cy="{y}" r="6" {paint}/>'
    return f'<rect class="side-2" x="{x - 6}" y="{y - 6}" width="12" height="12" {paint}/>'


def main() -> None:
    """Write all drawings."""
    for name in FIGURES:
        (FOLDER / f"{name}.svg").write_text(draw(name), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
