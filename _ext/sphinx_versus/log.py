"""The one place where problems are logged."""

from __future__ import annotations

from collections.abc import Iterable

from sphinx.util import logging

from .problems import Problem

logger = logging.getLogger(__name__)


def report(problems: Iterable[Problem], docname: str) -> None:
    """Log problems of one document as warnings with file and line."""
    for problem in problems:
        logger.warning(
            problem.message,
            type="versus",
            subtype=problem.kind.code,
            location=(docname, problem.line),
        )
