"""One mistake is told once: what follows from another problem is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from sphinx_versus.grammar.problems import Kind, Problem

# What a block lacks that a fence inside has ended too soon.
_CUT_OFF = frozenset(
    {Kind.EMPTY_COMPARISON, Kind.EMPTY_EVIDENCE, Kind.MISSING_SIDE, Kind.MISSING_DEFINITION}
)


def without_consequences(
    problems: Iterable[Problem],
    causes: Sequence[Problem],
    *,
    cut_short: bool,
    same_text: Callable[[int, int], bool],
) -> list[Problem]:
    """Return the problems of a block that do not follow from others.

    ``causes`` are those of its texts; ``cut_short`` says that the end of the block is
    missing; ``same_text`` whether there is no blank line between two lines.
    """
    lists = [cause.line for cause in causes if cause.kind is Kind.NOT_A_LIST]
    headings = [cause for cause in causes if cause.kind is Kind.NOT_A_HEADING]
    named = {heading.message.split('"')[1].strip("#*_ :") for heading in headings}
    tables = {cause.line for cause in causes if cause.kind is Kind.NOT_A_TABLE}

    def follows(problem: Problem) -> bool:
        if problem.line in tables:
            return True
        # They are told of at their first line or their second one; a row above is one.
        if problem.line + 1 in tables and problem.kind is not Kind.RAGGED_ROW:
            return True
        match problem.kind:
            case Kind.CLAIM_WITHOUT_SOURCES | Kind.FOLDED_CLAIM:
                return cut_short or any(same_text(problem.line, line) for line in lists)
            case Kind.EMPTY_EVIDENCE if lists:
                return True
            case Kind.EMPTY_COMPARISON if headings:
                return True
            case Kind.DUPLICATE_KEY if headings:
                # Sides stand under one heading twice, where the second one is none.
                return problem.message.startswith("the section ")
            case Kind.MISPLACED_TEXT:
                return any(0 < problem.line - heading.line <= 2 for heading in headings)
            case Kind.MISSING_SIDE | Kind.MISSING_DEFINITION:
                return cut_short or (named >= {*problem.lacking} != set())
        return cut_short and problem.kind in _CUT_OFF

    return [problem for problem in problems if not follows(problem)]
