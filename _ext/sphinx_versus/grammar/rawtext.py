"""What only the writer's own lines can tell, because Markdown keeps silent.

Lines are lists of strings counted from 0; the caller knows where in the file
they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

_FENCE = re.compile(r"^ {0,3}(?P<marks>:{3,}|`{3,}|~{3,})(?P<info>.*)$", re.MULTILINE)
_DELIMITER = re.compile(
    r"[ \t]*+(?:\|?[ \t]*+(?::?-++:?[ \t]*+\|[ \t]*+)++(?::?-++:?[ \t]*+)?|:?-++:?[ \t]*+)$"
)
_BULLET = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s+")


@dataclass(frozen=True, slots=True)
class Fence:
    """A line that opens a fence, and one that closes nothing if ``stray``."""

    line: int
    text: str
    stray: bool


def open_fences(lines: Sequence[str]) -> list[Fence]:
    """Return the fences that the lines open and never close, and stray ends.

    Inside backticks and tildes everything is text; colons nest.
    """
    stack: list[tuple[str, int, str]] = []
    strays: list[Fence] = []
    text = "\n".join(lines)
    number = before = 0
    for found in _FENCE.finditer(text):
        number, line = number + text.count("\n", before, found.start()), found[0]
        before = found.start()
        marks, info = found["marks"], found["info"].strip()
        top = stack[-1][0] if stack else ""
        if top and top[0] == marks[0] and len(marks) >= len(top) and not info:
            stack.pop()
        elif top and top[0] != ":":
            continue
        elif marks[0] != ":" or info:
            if marks[0] == "`" and "`" in info:
                continue
            stack.append((marks, number, line.strip()))
        else:
            strays.append(Fence(number, line.strip(), stray=True))
    return [Fence(number, text, stray=False) for _, number, text in stack] + strays


def pipe_cells(line: str) -> list[str]:
    r"""Split a row of a pipe table where Markdown does: at every ``|`` but ``\|``."""
    cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip())]
    if cells and not cells[0]:
        cells.pop(0)
    if cells and not cells[-1]:
        cells.pop()
    return cells


def is_delimiter(line: str) -> bool:
    """Return whether a line is the row of dashes below the header of a pipe table."""
    return _DELIMITER.match(line) is not None


def comments_between(lines: Iterable[str]) -> list[int]:
    """Return which lines of a pipe table are comments with a row below them.

    ``lines`` begin with its header and may go on below it; a comment there ends
    the table for Markdown.
    """
    found: list[int] = []
    waiting: list[int] = []
    inside = False
    for at, line in islice(enumerate(map(str.strip, lines)), 2, None):
        if inside or line.startswith("<!--"):
            inside = "-->" not in line
            if not inside and not line.endswith("-->"):
                break
            waiting.append(at)
        elif line.startswith("%"):
            waiting.append(at)
        elif "|" in line:
            found += waiting
            waiting = []
        else:
            break
    return found


def is_pipe_table(lines: Sequence[str], first: int) -> bool:
    """Return whether a pipe table begins at a line: a row, then a delimiter row."""
    return 0 <= first < len(lines) - 1 and "|" in lines[first] and is_delimiter(lines[first + 1])


def lazy_lines(lines: Sequence[str], first: int, count: int) -> list[int]:
    """Return which of the ``count`` lines of a list item are not indented.

    Markdown takes them for a part of the item that begins at ``first``,
    although they stand at the margin.
    """
    bullet = _BULLET.match(lines[first]) if 0 <= first < len(lines) else None
    if not bullet:
        return []
    rest = range(first + 1, min(first + count, len(lines)))
    return [at for at in rest if _indent(lines[at]) < len(bullet[0].rstrip()) + 1]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
