"""Dot plots: where things stand, whatever the numbers, and how that is written as SVG."""

from __future__ import annotations

import itertools
import os
import re
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projects import ROOT
from sphinx_versus.model.values import Relation
from sphinx_versus.showing.plot_shapes import (
    EDGE,
    LOGARITHMIC_FROM,
    MARGIN,
    WIDTH,
    Axis,
    Bound,
    Datum,
    Dot,
    Group,
    Span,
    Text,
    Track,
    Words,
    axis_of,
    draw,
    power_of_ten,
    width_of,
    wrapped,
)
from sphinx_versus.showing.plot_svg import SIDES, svg
from sphinx_versus.showing.plots import NumberWriter

ENGLISH = NumberWriter("en")
WORDS = Words(ENGLISH)
GOLDEN = Path(__file__).parent / "plots"

quickly = settings(deadline=None, max_examples=60)
numbers = st.fractions(min_value=-(10**12), max_value=10**12, max_denominator=10**6)
positive = st.builds(
    lambda digits, power: Fraction(digits) * Fraction(10) ** power,
    st.integers(1, 99999),
    st.integers(-30, 30),
)
some = st.lists(numbers | positive, min_size=1, max_size=8)
names = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), max_size=90)


@st.composite
def data(draw_: st.DrawFn) -> Datum:
    low, value, high = sorted(draw_(st.lists(numbers | positive, min_size=3, max_size=3)))
    kind = draw_(st.sampled_from(["value", "range", "both"]))
    return Datum(
        draw_(names),
        draw_(st.integers(0, 9)),
        draw_(names),
        value if kind != "range" else None,
        low if kind != "value" else None,
        high if kind != "value" else None,
        draw_(st.sampled_from(Relation)),
    )


groups = st.lists(
    st.builds(lambda name, found: Group(name, tuple(found)), names, st.lists(data(), min_size=1)),
    min_size=1,
    max_size=4,
)


def _is_round(tick: Fraction) -> bool:
    """Whether a number has few digits, and zeros for the rest."""
    if not tick:
        return True
    size = abs(tick) / Fraction(10) ** power_of_ten(abs(tick))
    return (size * 10**5).denominator == 1


@quickly
@given(some)
def test_all_numbers_are_on_the_axis_and_its_ticks_rise_evenly(found: list[Fraction]) -> None:
    axis = axis_of(found, ENGLISH)
    assert axis.low <= min(found)
    assert max(found) <= axis.high
    assert len(axis.ticks) >= 2
    assert axis.low <= axis.ticks[0]
    assert axis.ticks[-1] <= axis.high
    pairs = list(itertools.pairwise(axis.ticks))
    steps = {after / before if axis.step else after - before for before, after in pairs}
    assert len(steps) == 1
    assert steps.pop() > (1 if axis.step else 0)
    places = [axis.x(number) for number in sorted(found)]
    assert places == sorted(places)
    assert places[0] >= MARGIN
    assert places[-1] <= WIDTH - MARGIN


@quickly
@given(st.lists(st.integers(-99999, 99999).map(Fraction), min_size=1, max_size=8))
def test_ticks_are_round(found: list[Fraction]) -> None:
    assert all(map(_is_round, axis_of(found, ENGLISH).ticks))


@quickly
@given(some)
def test_the_axis_is_logarithmic_by_the_spread(found: list[Fraction]) -> None:
    spread = min(found) > 0 and max(found) / min(found) > LOGARITHMIC_FROM
    axis = axis_of(found, ENGLISH)
    assert bool(axis.step) == spread
    assert not axis_of(found, ENGLISH, zero=False).step
    if axis.step:
        assert {Fraction(10) ** power_of_ten(tick) == tick for tick in axis.ticks} == {True}


@pytest.mark.parametrize(
    ("found", "low", "high"),
    [
        ([3, 9], 0, 10),
        ([90, 95], 90, 95),
        ([5], 0, 5),
        ([-5], -5, 0),
        ([0], 0, 1),
        ([-4, 4], -4, 4),
    ],
)
def test_nothing_is_on_the_axis_where_it_is_near(found: list[int], low: int, high: int) -> None:
    axis = axis_of(map(Fraction, found), ENGLISH)
    assert (axis.low, axis.high) == (low, high)


@quickly
@given(groups)
def test_nothing_leaves_the_drawing_and_no_lines_of_text_overlap(found: list[Group]) -> None:
    plot = draw(found, WORDS)
    shown = [datum for part in plot.drawings for group in part.groups for datum in group.data]
    assert shown == [datum for group in found for datum in group.data]
    for drawing in plot.drawings:
        lines: dict[float, list[tuple[float, float]]] = {}
        for shape in drawing.shapes:
            match shape:
                case Text():
                    width = width_of(shape.text, 13.5 if shape.role == "muted" else 15)
                    left = shape.x - width * {"start": 0, "middle": 0.5, "end": 1}[shape.anchor]
                    lines.setdefault(shape.y, []).append((left, left + width))
                    ends, y = (left, left + width), shape.y
                    if shape.role == "muted":
                        # A name in the legend has a line of its own if it is too long.
                        ends = (left, min(ends[1], WIDTH))
                case Track() | Span():
                    ends, y = (shape.x1, shape.x2), shape.y
                case Dot():
                    ends, y = (shape.x - shape.size, shape.x + shape.size), shape.y
                case Bound():
                    ends, y = tuple(sorted((shape.x, shape.end))), shape.y
            assert 0 <= ends[0] <= ends[1] <= WIDTH + 0.1, shape
            assert 0 < y < drawing.height
        for extents in lines.values():
            for one, other in itertools.pairwise(sorted(extents)):
                assert one[1] <= other[0]


@quickly
@given(names, st.integers(20, 400))
def test_lines_are_no_wider_than_their_room_and_lose_no_letter(text: str, width: int) -> None:
    lines = wrapped(text, width, 15)
    assert all(width_of(line, 15) <= width or len(line) == 1 for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("code", "number", "written"),
    [
        ("en", "1500", "1,500"),
        ("de", "1500", "1.500"),
        ("en", "1/8", "0.125"),
        ("de", "1500000", "1,5 Millionen"),
        ("en", "100000000000000", "100 trillion"),
        ("en", "1000000000000000000", "10¹⁸"),
        ("en", "1/500000", "2 × 10⁻⁶"),
        ("en", "-20", "-20"),
        ("ja", "1000", "1,000"),
        ("tlh", "1000", "1,000"),
    ],
)
def test_numbers_are_written_as_the_language_does(code: str, number: str, written: str) -> None:
    assert NumberWriter(code)(Fraction(number)) == written


def _small(*found: Datum, name: str = "") -> Group:
    return Group(name, found)


DRAWINGS = {
    "relations": [
        _small(
            Datum("Tea & milk", 0, "40 mg", Fraction(40)),
            Datum("Coffee", 1, "≈ 95 mg", Fraction(95), relation=Relation.ABOUT),
            Datum("Cocoa", 2, "< 5 mg", Fraction(5), relation=Relation.LESS),
            Datum("Mate", 3, "at least 80", Fraction(80), relation=Relation.AT_LEAST),
            Datum("Cola", 4, "10–35", None, Fraction(10), Fraction(35)),
            Datum("Juice", 5, "about 0–1", None, Fraction(0), Fraction(1), Relation.ABOUT),
            Datum("Water", 6, "0.44 [0.28, 0.60]", Fraction(44), Fraction(28), Fraction(60)),
        )
    ],
    "logarithmic": [
        _small(Datum("Brain", 0, "20 Wh", Fraction(20)), name="An hour of a brain"),
        _small(Datum("Model", 1, "1,287 MWh", Fraction(1287 * 10**6)), name="Training " * 9),
    ],
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_the_drawing_is_the_expected_one(name: str) -> None:
    plot = draw(DRAWINGS[name], WORDS)
    written = svg(plot.drawings[0], "A <title>", "What it says.", "plot-1").replace("><", ">\n<")
    assert ET.fromstring(written).get("aria-labelledby") == "plot-1-title plot-1-desc"
    path = GOLDEN / f"{name}.svg"
    if "UPDATE_GOLDEN" in os.environ:
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{written}\n", encoding="utf-8")
    assert written == path.read_text(encoding="utf-8").rstrip("\n")


def test_many_quantities_share_an_axis_in_several_drawings_that_a_page_has_room_for() -> None:
    data = [Datum(f"Tool {at}", at, f"{at}", Fraction(at)) for at in range(1, 30)]
    plot = draw([_small(*data)], WORDS)
    assert len(plot.drawings) > 1
    assert all(drawing.height < 600 for drawing in plot.drawings)
    labels = [
        {each.text for each in part.shapes if isinstance(each, Text)} for part in plot.drawings
    ]
    assert all({"0", "30"} <= found for found in labels)


def test_pictures_have_the_colours_of_the_light_page() -> None:
    css = (ROOT / "_ext/sphinx_versus/showing/static/versus.css").read_text(encoding="utf-8")
    assert tuple(re.findall(r"--versus-side-\d: light-dark\((#\w+)", css)) == SIDES


def test_an_axis_puts_equal_factors_at_equal_distances() -> None:
    axis = Axis(Fraction(1), Fraction(10**4), (Fraction(1), Fraction(10**4)), 10**4)
    places = [axis.x(Fraction(10**power)) for power in range(5)]
    gaps = [after - before for before, after in itertools.pairwise(places)]
    assert max(gaps) - min(gaps) <= 0.2
    assert places[0] > EDGE
