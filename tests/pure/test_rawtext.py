"""What the raw lines tell."""

import pytest

from sphinx_versus.grammar.rawtext import is_pipe_table, lazy_lines, pipe_cells, too_deep


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("| a | b |", ["a", "b"]),
        ("a | b", ["a", "b"]),
        (r"| a \| b | c |", [r"a \| b", "c"]),
        ("| `a|b` | c |", ["`a", "b`", "c"]),
        ("| a | |", ["a", ""]),
        ("", []),
    ],
)
def test_cells_are_counted_as_markdown_counts_them(line: str, cells: list[str]) -> None:
    assert pipe_cells(line) == cells


def test_a_pipe_table_has_a_delimiter_row() -> None:
    assert is_pipe_table(["| a | b |", "|---|:-:|"], 0)
    assert not is_pipe_table(["| a | b |", "| c | d |"], 0)
    assert not is_pipe_table(["| a | b |"], 0)
    assert not is_pipe_table([], -3)


def test_lines_at_the_margin_are_lazy() -> None:
    lines = ["- one", "  two", "three", "- four"]
    assert lazy_lines(lines, 0, 3) == [2]
    assert lazy_lines(lines, 3, 1) == []
    assert lazy_lines(lines, 9, 2) == []


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["- one", "  - two"], None),
        (["- one", "  - two", "    - three"], 2),
        (["1. one", "   - two", "     1. three"], 2),
        (["- one", "", "- two", "", "- three"], None),
        (["- one", "  - two", "- three", "  - four"], None),
        (["> > > > > > deep"], 0),
        (["```", "- one", "  - two", "    - three", "```"], None),
    ],
)
def test_what_is_nested_too_deeply_is_found(lines: list[str], found: int | None) -> None:
    assert too_deep(lines, 6) == found
