"""A drawing of how the time of a build grows with the pages, on two logarithmic axes.

Each line has a mark of its own, and its name stands at its end. Colours are
written as attributes and have classes too, so that a page may set its own.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape

WIDTH, HEIGHT = 720, 440
LEFT, RIGHT, TOP, BOTTOM = 56, 290, 30, 48
INK, MUTED, LINE, OURS = "#1b1f24", "#565d66", "#c9ced6", "#2554c7"
LEAST_GAP = 19

Points = Sequence[tuple[int, float]]


class Axis:
    """A logarithmic axis from one place of the drawing to another."""

    def __init__(self, values: Sequence[float], start: float, end: float) -> None:
        self.low, self.high = math.log10(min(values)), math.log10(max(values))
        self.start, self.end = start, end

    def __call__(self, value: float) -> float:
        """Return the place of a value."""
        span = self.high - self.low or 1
        share = (math.log10(value) - self.low) / span
        return round(self.start + share * (self.end - self.start), 1)


def draw(lines: Mapping[str, Points]) -> str:
    """Return the drawing of some lines, by their labels: pages and CPU seconds."""
    counts = sorted({count for points in lines.values() for count, _ in points})
    seconds = [value for points in lines.values() for _, value in points]
    ticks = _ticks(min(seconds), max(seconds))
    x = Axis(counts, LEFT, WIDTH - RIGHT)
    y = Axis([*ticks, *seconds], HEIGHT - BOTTOM, TOP)
    parts = [
        _text(0, 16, "CPU seconds of a cold build", "muted"),
        _text(LEFT, HEIGHT - 8, "pages", "muted"),
    ]
    for tick in ticks:
        parts.append(f'<path class="line" d="M{LEFT} {y(tick)}H{WIDTH - RIGHT}" stroke="{LINE}"/>')
        parts.append(_text(LEFT - 10, y(tick) + 5, f"{tick:,g}", "muted", anchor="end"))
    parts += [
        _text(x(count), HEIGHT - BOTTOM + 20, f"{count:,}", "muted", anchor="middle")
        for count in counts
    ]
    places = _apart({label: y(points[-1][1]) for label, points in lines.items()})
    for number, (label, points) in enumerate(lines.items()):
        parts += _line(label, points, x, y, places[label], number)
    title = "CPU seconds of a cold build by the number of pages"
    return (
        f'<svg class="chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'role="img" font-family="sans-serif"><title>{title}</title>{"".join(parts)}</svg>\n'
    )


def _ticks(low: float, high: float) -> list[float]:
    """Return the round values around a range: 1, 3, 10, 30 ..."""
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    steps = [step * 10.0**power for power in range(first, last + 1) for step in (1, 3)]
    inside = [step for step in steps if low <= step <= high]
    below = [step for step in steps if step < low][-1:]
    above = [step for step in steps if step > high][:1]
    return [*below, *inside, *above]


def _apart(places: Mapping[str, float]) -> dict[str, float]:
    """Move labels so that no two overlap: upwards, and down again from the upper edge."""
    moved: dict[str, float] = {}
    last = math.inf
    for label in sorted(places, key=lambda label: -places[label]):
        last = moved[label] = min(places[label], last - LEAST_GAP)
    last = TOP - LEAST_GAP
    for label in sorted(moved, key=lambda label: moved[label]):
        last = moved[label] = max(moved[label], last + LEAST_GAP)
    return moved


def _line(label: str, points: Points, x: Axis, y: Axis, place: float, number: int) -> list[str]:
    ours = label == "ours"
    colour, width = (OURS, 3) if ours else (MUTED, 1.5)
    line, mark = ("side-1", "side-1") if ours else ("hollow line", "muted")
    path = "L".join(f"{x(count)} {y(value)}" for count, value in points)
    dash = "" if ours else f' stroke-dasharray="{(number % 4) * 3 + 2} {number % 3 + 2}"'
    last_x, last_y = x(points[-1][0]), y(points[-1][1])
    end = WIDTH - RIGHT + 22
    drawn = [
        f'<path class="{line}" d="M{path}" style="fill:none" stroke="{colour}" '
        f'stroke-width="{width}"{dash}/>',
        f'<path class="line" d="M{last_x + 6} {last_y}L{end - 4} {place}" style="fill:none" '
        f'stroke="{LINE}"/>',
        _text(end, place + 5, label, "ink", bold=ours),
    ]
    drawn += [
        f'<circle class="{mark}" cx="{x(count)}" cy="{y(value)}" r="4" fill="{colour}"/>'
        for count, value in points
    ]
    return drawn


def _text(
    x: float, y: float, text: str, name: str, *, anchor: str = "start", bold: bool = False
) -> str:
    weight = ' font-weight="600"' if bold else ""
    fill = INK if name == "ink" else MUTED
    return (
        f'<text class="{name}" x="{x}" y="{y}" fill="{fill}" font-size="14" '
        f'text-anchor="{anchor}"{weight}>{escape(text)}</text>'
    )
