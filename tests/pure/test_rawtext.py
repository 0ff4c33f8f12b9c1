"""What the raw lines tell."""

import pytest

from sphinx_versus.grammar.rawtext import is_pipe_table, lazy_lines, open_fences, pipe_cells


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (":::{note}\ntext\n:::", []),
        (":::{note}\ntext", [0]),
        ("```python\ncode", [0]),
        ("```python\n:::{note}\n```", []),
        ("~~~\n```\n~~~", []),
        (":::{a}\n::::{b}\n::::\n:::", []),
        ("text\n:::", [1]),
        ("``` a ` b", []),
        ("    :::{note}", []),
    ],
)
def test_fences_that_stay_open_are_found(text: str, lines: list[int]) -> None:
    assert [fence.line for fence in open_fences(text.split("\n"))] == lines


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
