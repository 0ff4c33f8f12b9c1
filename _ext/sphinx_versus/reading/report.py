"""The one place where problems are logged."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sphinx.util import logging

from sphinx_versus.grammar.problems import Problem

logger = logging.getLogger(__name__)


def report(problems: Iterable[Problem], docname: str) -> None:
    """Log problems of one document as warnings with file and line."""
    for problem in problems:
        _log(problem, (docname, problem.line))


def report_at(problems: Iterable[Problem], path: Path) -> None:
    """Log problems of a file that may be no document."""
    for problem in problems:
        _log(problem, f"{path}:{problem.line}")


def _log(problem: Problem, location: tuple[str, int] | str) -> None:
    logger.warning(
        "%s",
        problem.message,
        type="versus",
        subtype=problem.kind.code,
        location=location,
    )
