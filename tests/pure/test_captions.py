"""The captions of tables that have none of their own."""

import pytest
from docutils import nodes

from sphinx_versus.nodes import versus_cell, versus_table
from sphinx_versus.showing.captions import caption


def table_of(names: list[str]) -> versus_table:
    """Return a table whose header names sides, and nothing below it."""
    cells = [versus_cell("", nodes.paragraph("", name), place=at) for at, name in enumerate(names)]
    row = nodes.row("", nodes.entry("", nodes.paragraph("", "Dimension")), *cells)
    return versus_table("", nodes.tgroup("", nodes.thead("", row), nodes.tbody()))


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("Tea Coffee", "Tea vs Coffee, dimension by dimension"),
        ("A B C D E F", "A vs B vs C vs D vs E vs F, dimension by dimension"),
        ("A B C D E F G", "A vs B and 5 others, dimension by dimension"),
    ],
)
def test_a_caption_names_sides_but_no_more_than_its_header(names: str, expected: str) -> None:
    assert caption(table_of(names.split())).astext() == expected
