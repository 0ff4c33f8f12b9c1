"""Writes a plot as SVG, the same for pages, e-books and print.

Colours stand there as attributes, for pictures of their own. Each shape has classes too, by
which the style sheet of a page gives it the colours of the theme.
"""

from __future__ import annotations

import math
from html import escape

from .plot_shapes import SHAPES, SMALL, TEXT, WIDTH, Bound, Dot, Drawing, Shape, Span, Track
from .plot_shapes import Text as Line
from .render import side_classes

INK, MUTED, FAINT, PAPER = "#1b1f24", "#565d66", "#c9ced6", "#ffffff"
# Those of the light style sheet, in order.
SIDES = ("#2554c7", "#9a4a07", "#1a7344", "#8b2f8b", "#0f6f7c", "#a12b45")
# The corners of each side's mark and its turn; none are those of a circle. Size makes up
# for the area that corners take.
_CORNERS = ((0, 0.0, 1.0), (4, 45, 1.25), (4, 0, 1.35), (3, -90, 1.4), (3, 90, 1.4), (6, 0, 1.15))
_CAP, _HEAD = 8, 6


def svg(drawing: Drawing, title: str, description: str, name: str = "") -> str:
    """Return a plot as SVG; ``name`` begins the ids in it, if it is to stand in a page."""
    named = [
        f"<title{_id(name, 'title')}>{escape(title)}</title>",
        f"<desc{_id(name, 'desc')}>{escape(description)}</desc>",
    ]
    by = f' aria-labelledby="{name}-title {name}-desc"' if name else ""
    # Within a text that runs to the left too, the axis runs to the right.
    return "".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg"'
            f' viewBox="0 0 {WIDTH} {_n(drawing.height)}" width="{WIDTH}"'
            f' height="{_n(drawing.height)}" direction="ltr" role="img"{by}'
            f' font-family="sans-serif" font-size="{TEXT}">',
            *named,
            f'<rect class="versus-plot-paper" width="{WIDTH}" height="{_n(drawing.height)}"'
            f' fill="{PAPER}"/>',
            *map(_shape, drawing.shapes),
            "</svg>",
        ]
    )


def _id(name: str, end: str) -> str:
    return f' id="{name}-{end}"' if name else ""


def _shape(shape: Shape) -> str:
    match shape:
        case Line():
            return _text(shape)
        case Track():
            path = f"M{_n(shape.x1)} {_n(shape.y)}H{_n(shape.x2)}"
            path += "".join(f"M{_n(x)} {_n(shape.y - 5)}v10" for x in shape.ticks)
            return f'<path class="versus-plot-track" d="{path}" stroke="{FAINT}" fill="none"/>'
        case Span():
            y, dash = _n(shape.y), ' stroke-dasharray="5 3"' if shape.dashed else ""
            caps = "".join(
                f"M{_n(x)} {_n(shape.y - _CAP)}v{2 * _CAP}" for x in (shape.x1, shape.x2)
            )
            return (
                f'<path d="M{_n(shape.x1)} {y}H{_n(shape.x2)}"{_line(shape.side)}{dash}/>'
                f'<path d="{caps}"{_line(shape.side)}/>'
            )
        case Bound():
            back = _HEAD if shape.end < shape.x else -_HEAD
            path = (
                f"M{_n(shape.x)} {_n(shape.y - _CAP)}v{2 * _CAP}M{_n(shape.x)} {_n(shape.y)}"
                f"H{_n(shape.end)}m{back} -{_HEAD}l{-back} {_HEAD}l{back} {_HEAD}"
            )
            return f'<path d="{path}"{_line(shape.side)}/>'
        case Dot():
            return _dot(shape)


def _text(line: Line) -> str:
    muted = line.role == "muted"
    bold = ' font-weight="600"' if line.role in ("strong", "value") else ""
    size = f' font-size="{SMALL}"' if muted else ""
    anchor = f' text-anchor="{line.anchor}"' if line.anchor != "start" else ""
    return (
        f'<text class="versus-plot-{"muted" if muted else "ink"}" x="{_n(line.x)}"'
        f' y="{_n(line.y)}" fill="{MUTED if muted else INK}"{size}{anchor}{bold}>'
        f"{escape(line.text)}</text>"
    )


def _line(side: int | None) -> str:
    """Return the attributes of a line in the colour of a side, or in that of explanations."""
    return (
        f' class="versus-plot-line {_classes(side)}" stroke="{_colour(side)}" stroke-width="2.5"'
        ' fill="none"'
    )


def _dot(dot: Dot) -> str:
    colour, look = _colour(dot.side), "hollow" if dot.hollow else "dot"
    paint = (
        f' class="versus-plot-{look} {_classes(dot.side)}" fill="{PAPER if dot.hollow else colour}"'
        f' stroke="{colour}" stroke-width="2"'
    )
    corners, turn, size = _CORNERS[(dot.side or 0) % SHAPES]
    if not corners:
        return f'<circle cx="{_n(dot.x)}" cy="{_n(dot.y)}" r="{_n(dot.size)}"{paint}/>'
    radius = dot.size * size
    angles = [math.radians(turn + 360 * at / corners) for at in range(corners)]
    points = " ".join(
        f"{_n(dot.x + radius * math.cos(angle))},{_n(dot.y + radius * math.sin(angle))}"
        for angle in angles
    )
    return f'<polygon points="{points}" stroke-linejoin="round"{paint}/>'


def _colour(side: int | None) -> str:
    return MUTED if side is None else SIDES[side % len(SIDES)]


def _classes(side: int | None) -> str:
    return "versus-plot-key" if side is None else " ".join(side_classes(side))


def _n(number: float) -> str:
    return f"{round(number, 1) + 0:g}"
