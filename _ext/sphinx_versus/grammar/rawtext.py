"""What only the writer's own lines can tell, because Markdown keeps silent.

Lines are lists of strings counted from 0; the caller knows where in the file
they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

_DELIMITER = re.compile(
    r"[ \t]*+(?:\|?[ \t]*+(?::?-++:?[ \t]*+\|[ \t]*+)++(?::?-++:?[ \t]*+)?|:?-++:?[ \t]*+)$"
)
_FENCE = re.compile(r"\s*+(?P<marks>:{3,}+|`{3,}+|~{3,}+)(?P<info>.*)$")
_QUOTES = re.compile(r"(?:[ \t]*+>)++")
_BULLET = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s+")
_AROUND = re.compile(r"[\s>]*+(?:[-*+]\s++|\d{1,9}[.)]\s++)?")
# Each block around a table, such as a tab, can put its line off by one.
_NEAR = (0, -1, 1, -2, 2, -3, 3, -4, 4)


def unwrapped(line: str) -> str:
    """Return a line without what an item or a quote has in front."""
    return _AROUND.sub("", line, count=1)


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


def find_pipe_table(lines: Sequence[str], near: int, header: Sequence[str]) -> int | None:
    """Return where the pipe table begins that is said to begin near a line, by its header."""
    for at in (near + step for step in _NEAR):
        if 0 <= at < len(lines) - 1:
            first, second = map(unwrapped, lines[at : at + 2])
            if is_pipe_table((first, second), 0) and (at == near or pipe_cells(first) == header):
                return at
    return None


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


def places(lines: Sequence[str]) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield the lines with text outside of fences and formulas, each with where texts begin.

    These are the columns of the page and of the items that the line stands in. A line
    is looked at when it is its turn, and may have become empty since the first one was.
    """
    fence = ""
    columns = [0]
    for at in range(len(lines)):
        line = lines[at]
        if not line.strip():
            continue
        bullet = _BULLET.match(line)
        found = _FENCE.match(line, bullet.end() if bullet else 0)
        if fence:
            closed = found and found["marks"].startswith(fence) and not found["info"].strip()
            fence = "" if closed or (fence == "$$" and line.strip().endswith("$$")) else fence
            continue
        indent = _indent(line)
        columns = [0, *(column for column in columns[1:] if column <= indent)]
        if found and not ("`" in found["marks"] and "`" in found["info"]):
            fence = found["marks"]
            columns += [bullet.end()] if bullet else []
        elif line.lstrip().startswith("$$") and line.count("$$") == 1:
            fence = "$$"
        else:
            yield at, tuple(columns)
            if bullet := _BULLET.match(lines[at]):
                columns.append(bullet.end())


def flattened(lines: Sequence[str], levels: int) -> tuple[list[str], list[int]]:
    """Return lines with the items further out that are nested too deeply, and which these are.

    Markdown would leave them out. A quote is one level, and a list with its items two;
    quotes stay as they are.
    """
    mended, deep = [*lines], list[int]()
    # Each level takes a sign before the text, but for the last ones.
    least = max(levels - 4, 0)
    if not re.search(rf"\n[ \t>]{{{least}}}", "\n".join(["", *lines])):
        return mended, deep
    most = (levels - 1) // 2
    for at, columns in places(mended):
        quotes = _QUOTES.match(mended[at])
        bullet = _BULLET.match(mended[at])
        depth = len(columns) - 1 + bool(bullet)
        if 2 * depth + (quotes[0].count(">") if quotes else 0) >= levels:
            deep.append(at)
            if bullet and len(columns) >= most:
                mended[at] = " " * columns[most - 1] + mended[at].lstrip()
    return mended, deep


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
