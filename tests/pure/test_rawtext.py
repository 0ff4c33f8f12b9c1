"""What the raw lines tell."""

import pytest

from sphinx_versus.grammar.rawtext import (
    find_pipe_table,
    flattened,
    is_pipe_table,
    lazy_lines,
    pipe_cells,
)


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


def test_a_table_is_found_near_the_line_that_it_is_said_to_have() -> None:
    lines = ["| a | b |", "|---|---|", "| 1 | 2 |", "", "> | c | d |", "> |---|---|"]
    assert find_pipe_table(lines, 0, ["c", "d"]) == 0
    assert find_pipe_table(lines, 3, ["c", "d"]) == 4
    assert find_pipe_table(lines, 2, ["a", "b"]) == 0
    assert find_pipe_table(lines, 3, ["e", "f"]) is None
    assert find_pipe_table(["- | a | b |", "  |---|---|"], 1, ["a", "b"]) == 0


def test_lines_at_the_margin_are_lazy() -> None:
    lines = ["- one", "  two", "three", "- four"]
    assert lazy_lines(lines, 0, 3) == [2]
    assert lazy_lines(lines, 3, 1) == []
    assert lazy_lines(lines, 9, 2) == []


@pytest.mark.parametrize(
    ("lines", "mended", "deep"),
    [
        (["- a", "  - b"], ["- a", "  - b"], []),
        (["- a", "  - b", "    - c", "      - d"], ["- a", "  - b", "  - c", "  - d"], [2, 3]),
        (["1. a", "   - b", "     1. c"], ["1. a", "   - b", "   1. c"], [2]),
        (["- a", "", "- b", "", "- c"], ["- a", "", "- b", "", "- c"], []),
        (["- a", "  - b", "- c", "  - d"], ["- a", "  - b", "- c", "  - d"], []),
        (["> > > > > > a"], ["> > > > > > a"], [0]),
        (["```", "- a", "  - b", "    - c"], ["```", "- a", "  - b", "    - c"], []),
    ],
)
def test_what_is_nested_too_deeply_is_put_further_out(
    lines: list[str], mended: list[str], deep: list[int]
) -> None:
    assert flattened(lines, 6) == (mended, deep)
