"""The map: everything on it once, nothing over anything else, and names are text."""

import re
from itertools import pairwise
from xml.etree import ElementTree

from sphinx_versus.showing.drawing import BOX_HEIGHT, LETTERS, Box, Hub, draw

SVG = "{http://www.w3.org/2000/svg}"


def _drawn(hubs: list[Hub]) -> ElementTree.Element:
    names = {name for hub in hubs for name in hub.sides}
    return ElementTree.fromstring(
        draw(hubs, {name: Box(name, f"#{name}") for name in names}, "Map")
    )


def _boxes(drawing: ElementTree.Element) -> list[tuple[float, float]]:
    return [
        (float(box.get("x", "")), float(box.get("y", ""))) for box in drawing.iter(f"{SVG}rect")
    ]


def test_an_entity_stands_once_however_often_it_is_compared() -> None:
    hubs = [Hub(Box(f"A vs {name}"), ("A", name), ("B",)) for name in "BCDEF"]
    drawing = _drawn(hubs)
    texts = ["".join(text.itertext()).strip() for text in drawing.iter(f"{SVG}text")]
    assert sorted(texts) == sorted([*"ABCDEF", *(hub.box.title for hub in hubs)])
    kinds = [path.get("class") for path in drawing.iter(f"{SVG}path")]
    assert kinds.count("versus-map-side") == 10
    assert kinds.count("versus-map-mention") == 5


def test_no_box_lies_over_another() -> None:
    hubs = [
        Hub(Box(str(at)), (f"left {at % 3}", f"right {at % 7}", f"third {at}")) for at in range(20)
    ]
    boxes = _boxes(_drawn(hubs))
    for x in {x for x, _ in boxes}:
        column = sorted(y for other, y in boxes if other == x)
        assert all(b - a >= BOX_HEIGHT for a, b in pairwise(column))


def test_long_names_are_broken_and_hostile_ones_stay_text() -> None:
    name = "<script>alert(1)</script> & " + "long " * 20
    drawing = _drawn([Hub(Box(name, 'x" onload="alert(1)'), (name, "B"))])
    spans = [span.text or "" for span in drawing.iter(f"{SVG}tspan")]
    assert max(map(len, spans)) <= LETTERS
    assert not list(drawing.iter(f"{SVG}script"))
    assert not any("onload" in element.attrib for element in drawing.iter())


def test_nothing_to_draw_is_an_empty_drawing() -> None:
    assert re.fullmatch(r"<svg [^>]*></svg>", draw([], {}, "Map"))
