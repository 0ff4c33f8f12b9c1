"""What builds have to say about the files of a project."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

# The phases of a build in which something can be said.
READING, CHECKING, WRITING = "reading", "checking", "writing"

# The name for ``suppress_warnings``, which Sphinx puts behind what it says.
_KIND = re.compile(r"\[([\w-]+(?:\.[\w-]+)?)\]$")
_LOCATION = re.compile(r"(?P<file>.*?)(?::(?P<line>\d+))?(?::.*)?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Problem:
    """One warning or error of a build."""

    # The path as the source folder knows it; empty where the build named no file.
    file: str
    # Counted from 1; 0 where the build named none.
    line: int
    level: str  # "warning" or "error"
    text: str
    # The page that is made from the file, as a path in the output; may be empty.
    page: str
    # One of those above, or another word for before and after them.
    phase: str
    # Where on the page it is: the nearest id around the line, and how the text there begins.
    id: str = ""
    near: str = ""

    def __str__(self) -> str:
        """Return the problem as a line for the terminal."""
        line = f":{self.line}" if self.line else ""
        return f"{self.file}{line}: {self.level}: {self.text}".removeprefix(": ")


def place_of(location: str) -> tuple[str, int]:
    """Split a location of Sphinx's log (``path``, ``path:line``, ``path:line:more``)."""
    found = _LOCATION.fullmatch(location)
    return (found["file"], int(found["line"] or 0)) if found else (location, 0)


def brought_up_to_date(
    before: Iterable[Problem],
    fresh: Iterable[Problem],
    *,
    read: Collection[str],
    written: Collection[str],
    checked: bool,
    pages: Collection[str],
) -> list[Problem]:
    """Return all that is wrong now, by file and line.

    A build speaks only of what it does. So what was said of a page while it was
    read stands until it is read again, and what was said while it was written
    until it is written again; what the check of the whole said until there is
    another one (``checked``). Nothing stands of pages that are gone.
    """
    kept = [
        problem
        for problem in before
        if problem.page in pages
        and not (problem.phase == READING and problem.page in read)
        and not (problem.phase == WRITING and problem.page in written)
        and not (problem.phase == CHECKING and checked)
        and problem.phase in (READING, CHECKING, WRITING)
    ]
    # The same may be said again: while a page is read and written, or where it is written
    # by a build that did not read it.
    both = {str(problem): problem for problem in [*kept, *fresh]}
    return sorted(both.values(), key=lambda problem: (problem.file, problem.line))


def unsaid(before: Iterable[Problem], now: Iterable[Problem]) -> list[Problem]:
    """Return what is wrong now and was not before; a line that has moved is nothing new."""
    known = Counter((problem.file, problem.level, problem.text) for problem in before)
    found = []
    for problem in now:
        key = (problem.file, problem.level, problem.text)
        if known[key]:
            known[key] -= 1
        else:
            found.append(problem)
    return found


def counted(problems: Collection[Problem]) -> str:
    """Return how many problems of which kind there are, the most frequent first."""
    kinds = Counter(
        found[1] if (found := _KIND.search(each.text)) else each.level for each in problems
    )
    listed = sorted(kinds.items(), key=lambda each: (-each[1], each[0]))
    if not listed:
        return "nothing is left to mend"
    return f"{len(problems)} in all: " + ", ".join(f"{count} {kind}" for kind, count in listed)
