"""Comments are left out, and nothing else."""

import pytest

from sphinx_versus.grammar.comments import ROW, without_comments


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("- a\n% c\n- b", "- a\n\n- b"),
        ("- a\n  % c\n  - b\n    % c", "- a\n\n  - b\n"),
        ("- a\n<!-- c -->\n- b", "- a\n\n- b"),
        ("- a\n<!-- c\n\nd -->\n- b", "- a\n\n\n\n- b"),
        ("a <!-- c --> b", "a  b"),
        ("<!-- c --> a", "a"),
        ("a <!-- c\nd --> b", "a\nb"),
        ("  <!-- c -->", ""),
        # What only looks like one.
        ("50 % of\na", "50 % of\na"),
        ("- ```\n  % c\n  ```\n- % d", "- ```\n  % c\n  ```\n- % d"),
        ("- ```\n  % c\n  ```\n% d", "- ```\n  % c\n  ```\n"),
        ("```\n% c\n<!-- c -->\n```", "```\n% c\n<!-- c -->\n```"),
        (":::{note}\n% c\n:::", ":::{note}\n% c\n:::"),
        ("$$\na\n% c\n$$", "$$\na\n% c\n$$"),
        ("    % code", "    % code"),
        ("`<!-- c -->` a", "`<!-- c -->` a"),
        ("``a ` <!-- c --> ``", "``a ` <!-- c --> ``"),
        ("\\<!-- c -->", "\\<!-- c -->"),
        ("a <!-- b", "a <!-- b"),
        # Those between the rows of a table are rows.
        ("| a |\n|---|\n% c\n| b |", f"| a |\n|---|\n{ROW}\n| b |"),
        (
            "- | a |\n  |---|\n  <!-- c\n\n  -->\n  | b |",
            f"- | a |\n  |---|\n  {ROW}\n  {ROW}\n  {ROW}\n  | b |",
        ),
        ("> | a |\n> |---|\n> % c\n> | b |", f"> | a |\n> |---|\n> {ROW}\n> | b |"),
        ("| a |\n% c\n| b |", "| a |\n\n| b |"),
        ("| a |\n|---|\n| b |\n% c", "| a |\n|---|\n| b |\n"),
        ("| a <!-- c --> |", "| a  |"),
    ],
)
def test_comments_are_left_out(text: str, left: str) -> None:
    mended, never = without_comments(text.split("\n"))
    assert "\n".join(mended) == left
    assert not never


@pytest.mark.parametrize(
    ("text", "left", "lines"),
    [
        ("a\n<!-- b\n\nc", "a\n&lt;!-- b\n\nc", [1]),
        ("<!-- b\nc\n<!-- d -->\ne", "&lt;!-- b\nc\n\ne", [0]),
        ("<!-- b\nc <!-- d -->", "&lt;!-- b\nc ", [0]),
    ],
)
def test_a_comment_that_is_never_closed_is_shown(text: str, left: str, lines: list[int]) -> None:
    mended, never = without_comments(text.split("\n"))
    assert ("\n".join(mended), never) == (left, lines)
