"""Draws figures of the comparisons that are no dot plots, from the tables beside them.

Each figure is a table (``comparisons/figures/NAME.csv``) with the keys of its
sources, and a drawing (``NAME.svg``). What is drawn is narrow, so that it can
be read on a phone: the label of a row stands above its mark, not beside it.

Colours are written as attributes, for books and viewers of pictures. Each has
a class too, by which the style sheet of the site sets the colours of the theme.
A side has a shape as well as a colour, and what was derived by arithmetic is
hollow.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "comparisons" / "figures"

WIDTH = 440
MARGIN = 14
ROW = 50
INK, MUTED, LINE = "#1b1f24", "#565d66", "#c9ced6"
SIDES = ("#2554c7", "#9a4a07")

Row = dict[str, str]


@dataclass(frozen=True)
class Scale:
    """A horizontal axis: its two ends, and the values that are written below it."""

    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]

    def x(self, value: float) -> float:
        """The place of a value, in units of the drawing."""
        share = (value - self.low) / (self.high - self.low)
        return round(MARGIN + share * (WIDTH - 2 * MARGIN), 1)


@dataclass(frozen=True)
class Figure:
    """What a drawing needs beside its table; without a scale it is a timeline."""

    title: str
    sides: tuple[str, ...]
    scale: Scale | None = None


FIGURES = {
    "arc": Figure(
        "People on the puzzles of ARC",
        ("Human Intelligence",),
        Scale(0, 100, ((0, "0 %"), (50, "50 %"), (100, "100 %"))),
    ),
    "memory": Figure("Findings about memory, by year", ("Human Memory", "AI Memory")),
}


def read(name: str) -> list[Row]:
    """The rows of a figure's table."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def draw(name: str) -> str:
    """The drawing of a figure as SVG."""
    figure, rows = FIGURES[name], read(name)
    if figure.scale:
        height, shapes = _on_a_scale(figure, figure.scale, rows)
    else:
        height, shapes = _through_time(figure, rows)
    described = "; ".join(
        f"{row.get('year') or ''} {row['label']}: {row.get('shown') or row['side']}".strip()
        for row in rows
    )
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {WIDTH} {height}"'
        ' font-family="system-ui, sans-serif" font-size="15" role="img">',
        f"<title>{escape(figure.title)}</title>",
        f"<desc>{escape(described)}.</desc>",
        f'<rect class="paper" width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        *shapes,
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _on_a_scale(figure: Figure, scale: Scale, rows: list[Row]) -> tuple[int, list[str]]:
    top = 44
    bottom = top + ROW * len(rows)
    shapes = list(_legend(figure.sides, hollow=any(row["derived"] for row in rows)))
    for value, name in scale.ticks:
        x = scale.x(value)
        anchor = "start" if x < MARGIN + 1 else "end" if x > WIDTH - MARGIN - 1 else "middle"
        shapes += [_line(x, y - 5, x, y + 5) for y in range(top + 35, bottom, ROW)]
        shapes.append(_text(x, bottom + 18, name, "muted", MUTED, size=13, anchor=anchor))
    for index, row in enumerate(rows):
        y = top + ROW * index
        side = figure.sides.index(row["side"])
        hollow = bool(row["derived"])
        shapes.append(_text(MARGIN, y + 20, row["label"]))
        shapes.append(_text(WIDTH - MARGIN, y + 20, row["shown"], anchor="end", bold=True))
        y += 35
        shapes.append(_line(MARGIN, y, WIDTH - MARGIN, y))
        shapes.append(_bar(scale.x(scale.low), scale.x(float(row["value"])), y, side, hollow))
    return bottom + 28, shapes


def _through_time(figure: Figure, rows: list[Row]) -> tuple[int, list[str]]:
    scale = Scale(1930, 2025, ())
    shapes = list(_legend(figure.sides, hollow=False))
    for side, name in enumerate(figure.sides):
        y = 58 + 22 * side
        shapes.append(_line(MARGIN, y, WIDTH - MARGIN, y))
        years = (int(row["year"]) for row in rows if row["side"] == name)
        shapes += [_mark(scale.x(year), y, side, size=4) for year in years]
    for decade in range(1930, 2021, 30):
        anchor = "start" if decade == 1930 else "middle"
        x = scale.x(decade)
        shapes.append(_line(x, 48, x, 90))
        shapes.append(_text(x, 106, str(decade), "muted", MUTED, size=13, anchor=anchor))
    top = 124
    for index, row in enumerate(rows):
        y = top + 28 * index + 14
        side = figure.sides.index(row["side"])
        shapes.append(_text(MARGIN, y + 5, row["year"], "muted", MUTED))
        shapes.append(_mark(68 + 24 * side, y, side))
        shapes.append(_text(116, y + 5, row["label"]))
    return top + 28 * len(rows) + 6, shapes


def _legend(sides: Iterable[str], *, hollow: bool) -> Iterable[str]:
    x: float = MARGIN + 6
    for side, name in enumerate(sides):
        yield _mark(x, 20, side)
        yield _text(x + 12, 25, name, "muted", MUTED, size=13)
        x += 36 + 6.9 * len(name)
    if hollow:
        yield (
            f'<circle class="hollow line" cx="{x:.1f}" cy="20" r="6" fill="#ffffff"'
            f' stroke="{MUTED}" stroke-width="2"/>'
        )
        yield _text(x + 12, 25, "our arithmetic", "muted", MUTED, size=13)


def _text(
    x: float,
    y: float,
    text: str,
    name: str = "ink",
    fill: str = INK,
    *,
    size: int = 15,
    anchor: str = "start",
    bold: bool = False,
) -> str:
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<text class="{name}" x="{x}" y="{y}" fill="{fill}" font-size="{size}"'
        f' text-anchor="{anchor}"{weight}>{escape(text)}</text>'
    )


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<path class="line" d="M{x1} {y1}L{x2} {y2}" stroke="{LINE}" fill="none"/>'


def _mark(x: float, y: float, side: int, size: int = 6) -> str:
    """Draw a circle for the first side and a square for the second."""
    colour = SIDES[side]
    paint = f'fill="{colour}" stroke="{colour}" stroke-width="{size / 2:g}"'
    if side == 0:
        return f'<circle class="side-1" cx="{x}" cy="{y}" r="{size}" {paint}/>'
    place = f'x="{round(x - size, 1)}" y="{y - size}" width="{2 * size}" height="{2 * size}"'
    return f'<rect class="side-2" {place} {paint}/>'


def _bar(x1: float, x2: float, y: float, side: int, hollow: bool) -> str:
    name = f"side-{side + 1}" + (" hollow" if hollow else "")
    fill = "#ffffff" if hollow else SIDES[side]
    return (
        f'<rect class="{name}" x="{x1}" y="{y - 7}" width="{round(x2 - x1, 1)}" height="14"'
        f' fill="{fill}" stroke="{SIDES[side]}" stroke-width="2"/>'
    )


def main() -> None:
    """Write all drawings."""
    for name in FIGURES:
        (FOLDER / f"{name}.svg").write_text(draw(name), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
