"""Fences that are never closed, and lines that are almost a directive."""

import pytest

from sphinx_versus.grammar.fences import almost_directive, faults, meant_directive, open_fences

NAMES = ("comparison", "comparison-list", "evidence", "evidence-list", "claim", "entity")


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
        ("- ```python\n  code\n  ```", []),
        ("1.  a\n\n    :::{note}\n    b\n    :::", []),
        ("- a\n  - ```\n    code\n    ```\n\ntext", []),
        ("> ```\n> code\n> ```", []),
        ("- ```python\n  code", [0]),
        ("::::{note}\ntext\n:::", [0]),
    ],
)
def test_fences_that_stay_open_are_found(text: str, lines: list[int]) -> None:
    assert [fence.line for fence in open_fences(text.split("\n"))] == lines


def test_a_fence_knows_the_line_that_was_meant_to_close_it() -> None:
    [fence] = open_fences(["::::{note}", "text", ":::"])
    assert fence.short == 2


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("::::{a}\ntext\n::::", 0, ""),
        ("::::{a}\n:::{b}\n:::\n```c\n```\n::::\ntext", 0, ""),
        ("- :::{a}\n  text\n  :::", 0, ""),
        ("> :::{a}\n> text\n> :::", 0, ""),
        ("```{a}\ntext\n```", 0, ""),
        ("text", 0, ""),
        ("::::{a} x\ntext", 1, '"::::{a} x" is never closed'),
        ("::::{a}\ntext\n:::", 1, 'is not closed by line 3, which has too few marks; write "::::"'),
        ("::::{a}\n:::\n\n::::{b}\n::::", 1, "is not closed by line 2"),
        (":::{a}\n:::{b}\n:::\ntext\n:::", 2, 'open and close the outer one with "::::"'),
        ("::::{a}\n:::::{b}\n:::::\n::::", 2, 'open and close the outer one with "::::::"'),
        (":::::{a}\n::::{b}\n:::\n:::::", 2, '"::::{b}" is not closed by line 3'),
        ("::::{a}\n:::\ntext\n::::", 2, '":::" closes nothing'),
        ("```{a}\ntext\n:::\n```", 3, '":::" closes nothing; take'),
        ("```python\n:::", 1, "is never closed"),
        ("```{a}\n```python\n```\n```", 2, 'open and close the outer one with "````"'),
    ],
)
def test_what_is_wrong_with_a_fence_is_told_once(text: str, line: int, said: str) -> None:
    found = list(faults(text.split("\n"), 0))
    if said:
        [fault] = found
        assert (fault.line, said in fault.message) == (line, True), fault
    else:
        assert not found


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("::::comparison A vs B", "::::{comparison} A vs B"),
        (":::: comparison A vs B", "::::{comparison} A vs B"),
        ("::::{ comparison } A vs B", "::::{comparison} A vs B"),
        ("::::{comparison}A vs B", "::::{comparison} A vs B"),
        ("::::{comparison}: A vs B", "::::{comparison} A vs B"),
        ("```evidence", "```{evidence}"),
        ("::{entity} Tea", "::::{entity} Tea"),
        ("{comparison} A vs B", "::::{comparison} A vs B"),
        (".. comparison:: A vs B", "::::{comparison} A vs B"),
        ("\uff1a\uff1a\uff1a{evidence}", ":::{evidence}"),
        (":::comparision A vs B", ":::{comparison} A vs B"),
        ("::::#{comparison} A vs B", "::::{comparison} A vs B"),
        ("(::::{comparison} A vs B", "::::{comparison} A vs B"),
        (": :::{comparison} A vs B", "::::{comparison} A vs B"),
        ("`::::{comparison} A vs B", "::::{comparison} A vs B"),
        ("::\u200b::{comparison} A vs B", "::::{comparison} A vs B"),
        ("\u00a0::::{comparison} A vs B", "::::{comparison} A vs B"),
        ("::::{compa rison} A vs B", "::::{comparison} A vs B"),
        ("- :::evidence", ":::{evidence}"),
    ],
)
def test_a_line_is_almost_a_directive(line: str, right: str) -> None:
    found = almost_directive(line, NAMES)
    assert found is not None
    assert found.right == right


@pytest.mark.parametrize(
    "line",
    [
        *("::::{comparison} A vs B", ":::: {comparison} A vs B", "~~~{evidence}", "```{claim} a"),
        *("`::::{comparison} A vs B` opens it", "({comparison} in braces)", ": {a b} c"),
        *(
            "{claim}`a` is so.",
            "{evidence} `code`: text"[:0],
            "A comparison",
            ":::{note}",
            "```python",
        ),
        *(":key: evidence", "- evidence", "**comparison**", "- [comparison](a.md)", "# comparison"),
        *(":::{compare-table}", ":::grid", ".. note:: x", "> comparison", "::: my-claims"),
    ],
)
def test_other_lines_are_left_alone(line: str) -> None:
    assert almost_directive(line, NAMES) is None


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("comparision", "comparison"),
        ("Comparison", "comparison"),
        ("compare", "comparison"),
        ("evidences", "evidence"),
        ("comparison-lists", "comparison-list"),
        ("note", None),
        ("code-block", None),
        ("compound", None),
        ("compare-table", None),
    ],
)
def test_a_directive_is_offered_for_what_is_near(name: str, meant: str | None) -> None:
    near = meant_directive(name, NAMES)
    assert (near.name if near else None) == meant
