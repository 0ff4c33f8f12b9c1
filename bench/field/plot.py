"""A drawing of how the time of a build grows with the pages, on two logarithmic axes.

It is narrow enough for a phone: each line has a mark and a number at its end, and
the names stand below, from the slowest to the fastest. Colours are written as
attributes and have classes too, so that a page may set its own.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape

WIDTH, HEIGHT = 400, 330
LEFT, RIGHT, TOP, BOTTOM = 40, 56, 30, 44
INK, MUTED, LINE, OURS = "#1b1f24", "#565d66", "#c9ced6", "#2554c7"
SIZE, LEAST_GAP, ROW = 13, 16, 21

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
        _text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 4, "pages", "muted", anchor="middle"),
    ]
    for tick in ticks:
        parts.append(f'<path class="line" d="M{LEFT} {y(tick)}H{WIDTH - RIGHT}" stroke="{LINE}"/>')
        parts.append(_text(LEFT - 10, y(tick) + 5, f"{tick:,g}", "muted", anchor="end"))
    parts += [
        _text(x(count), HEIGHT - BOTTOM + 20, f"{count:,}", "muted", anchor="middle")
        for count in counts
    ]
    ends = {label: y(points[-1][1]) for label, points in lines.items()}
    # Numbers stand in a column, but for lines that end before it: those have it at their end.
    beside = {label for label, points in lines.items() if points[-1][0] < counts[-1]}
    places = ends | _apart({label: ends[label] for label in lines if label not in beside})
    # The same order as that of the numbers: from above to below.
    for number, label in enumerate(sorted(places, key=lambda label: places[label]), start=1):
        row = HEIGHT + number * ROW
        place = None if label in beside else places[label]
        parts += _line(lines[label], x, y, place, row, number, ours=label == "ours")
        parts.append(_text(66, row, label, "ink", bold=label == "ours"))
    title = "CPU seconds of a cold build by the number of pages"
    height = HEIGHT + (len(lines) + 1) * ROW
    return (
        f'<svg class="chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'style="max-width:{WIDTH * 1.15:.0f}px" role="img" font-family="sans-serif">'
        f"<title>{title}</title>{''.join(parts)}</svg>\n"
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


def _line(
    points: Points, x: Axis, y: Axis, place: float | None, row: float, number: int, *, ours: bool
) -> list[str]:
    """Return a line with its number at a place of the column, and the same in a row of the key.

    Without a place, the number stands where the line ends.
    """
    colour, width = (OURS, 3) if ours else (MUTED, 1.5)
    line, mark = ("side-1", "side-1") if ours else ("hollow line", "muted")
    dash = "" if ours else f' stroke-dasharray="{(number % 4) * 3 + 2} {number % 3 + 2}"'
    look = f'style="fill:none" stroke="{colour}" stroke-width="{width}"{dash}'
    path = "L".join(f"{x(count)} {y(value)}" for count, value in points)
    last_x, last_y = x(points[-1][0]), y(points[-1][1])
    middle = row - SIZE / 3
    drawn = [
        f'<path class="{line}" d="M{path}" {look}/>',
        f'<path class="{line}" d="M8 {middle:.1f}h24" {look}/>',
        _text(58, row, str(number), "ink", anchor="end", bold=ours),
    ]
    if place is None:
        drawn.append(_text(last_x + 9, last_y + 4.5, str(number), "ink", bold=ours))
    else:
        end = WIDTH - RIGHT + 24
        drawn += [
            f'<path class="line" d="M{last_x + 6} {last_y}L{end - 4} {place}" style="fill:none" '
            f'stroke="{LINE}"/>',
            _text(end, place + 4.5, str(number), "ink", bold=ours),
        ]
    marks = [*((x(count), y(value)) for count, value in points), (20, round(middle, 1))]
    drawn += [
        f'<circle class="{mark}" cx="{cx}" cy="{cy}" r="3.5" fill="{colour}"/>' for cx, cy in marks
    ]
    return drawn


def _text(
    x: float, y: float, text: str, name: str, *, anchor: str = "start", bold: bool = False
) -> str:
    weight = ' font-weight="600"' if bold else ""
    fill = INK if name == "ink" else MUTED
    return (
        f'<text class="{name}" x="{x}" y="{y}" fill="{fill}" font-size="{SIZE}" '
        f'text-anchor="{anchor}"{weight}>{escape(text)}</text>'
    )
