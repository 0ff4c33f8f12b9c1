"""Comments in Markdown, which Markdown lets end a paragraph, a list or a definition."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .rawtext import comments_between, is_pipe_table, places, unwrapped

_TICKS = re.compile(r"`++")
_PERCENT = re.compile(r"^[ \t>]*+%", re.MULTILINE)
_OPEN, _CLOSE = "<!--", "-->"
_SHOWN = "&lt;!--"
# Stands for a comment between the rows of a table, as a row of it with what no text has.
ROW = "|\ufdd4|"


def without_comments(lines: Sequence[str]) -> tuple[list[str], list[int]]:
    """Return lines with nothing in place of their comments, and where one is never closed.

    A comment that is never closed becomes text: it would hide all that follows. Code
    and what stands in other fences stay as they are. Between the rows of a table, which
    must not become two, a comment becomes a `ROW`.
    """
    mended = [*lines]
    text = "\n".join(lines)
    if _OPEN not in text and not ("%" in text and _PERCENT.search(text)):
        return mended, []
    never: list[int] = []
    for at, columns in places(mended):
        line, base = mended[at], columns[-1]
        if "|" in line:
            _keep_table_whole(mended, at)
        text = line.lstrip()
        further = len(line) - len(text) - base
        if text.startswith("%") and further < 4:
            mended[at] = ""
        elif _OPEN in line and further < 4:
            _blank_html(mended, at, never)
    return mended, never


def _keep_table_whole(mended: list[str], first: int) -> None:
    """Make rows of the comments in a table, if one begins at a line."""
    table = [*map(unwrapped, mended[first : first + 2])]
    if not is_pipe_table(table, 0):
        return
    table += (line.lstrip(" \t>") for line in mended[first + 2 :])
    before = mended[first].removesuffix(table[0])
    for at in comments_between(table):
        mended[first + at] = re.sub(r"[^>\s]", " ", before) + ROW


def _blank_html(mended: list[str], at: int, never: list[int]) -> None:
    """Take the comments out that begin in a line; show one that is never closed."""
    begin = 0
    while (begin := _opening(mended[at], begin)) >= 0:
        line = mended[at]
        whole = not line[:begin].strip()
        last = _last_line(mended, at, begin, whole=whole)
        if last is None:
            if not whole:  # Markdown takes it for text as well
                return
            never.append(at)
            mended[at] = line[:begin] + _SHOWN + line[begin + len(_OPEN) :]
            return
        rest = mended[last].split(_CLOSE, 1)[1] if last > at else _behind(line, begin)
        for between in range(at + 1, last + 1):
            mended[between] = ""
        if last > at:
            mended[last] = line[:begin] + rest.lstrip() if whole and rest.strip() else rest.lstrip()
            mended[at] = "" if whole else line[:begin].rstrip()
            return
        kept = line[:begin] + (rest.lstrip() if whole else rest)
        mended[at] = kept if kept.strip() else ""


def _behind(line: str, begin: int) -> str:
    return line[line.index(_CLOSE, begin + len(_OPEN)) + len(_CLOSE) :]


def _opening(line: str, begin: int) -> int:
    """Return where the next comment of a line begins, which is not in code; -1 without one."""
    spans = _code_in(line)
    while (begin := line.find(_OPEN, begin)) >= 0:
        code = next((end for start, end in spans if start <= begin < end), 0)
        if not code and line[begin - 1 : begin] != "\\":
            return begin
        begin = max(code, begin + 1)
    return -1


def _code_in(line: str) -> list[tuple[int, int]]:
    """Return where the code in a line begins and ends: between as many backticks."""
    runs = [found.span() for found in _TICKS.finditer(line)]
    following: dict[int, int] = {}
    ends: dict[int, tuple[int, int]] = {}
    for begin, end in reversed(runs):
        length = end - begin
        if length in following:
            ends[begin] = (begin, following[length])
        following[length] = end
    spans: list[tuple[int, int]] = []
    for begin, _ in runs:
        if begin in ends and (not spans or begin >= spans[-1][1]):
            spans.append(ends[begin])
    return spans


def _last_line(lines: Sequence[str], at: int, begin: int, *, whole: bool) -> int | None:
    """Return the line that a comment ends in."""
    if _CLOSE in lines[at][begin + len(_OPEN) :]:
        return at
    for number in range(at + 1, len(lines)):
        line = lines[number]
        # Another one begins, so that the end is that one's. In a sentence, a blank line ends it.
        if _OPEN in line.partition(_CLOSE)[0] or not (whole or line.strip()):
            return None
        if _CLOSE in line:
            return number
    return None
