"""Fences: which ones are never closed, and which lines are almost a directive of ours.

Lines are lists of strings counted from 0; the caller knows where in the file they stand.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .characters import odd_characters
from .names import Near, near_miss

_FENCES = (":::", "```", "~~~")
_FENCE = re.compile(r" {0,3}(?P<marks>:{3,}+|`{3,}+|~{3,}+)(?P<info>.*)$")
_MARKS = re.compile(r"(?P<marks>:{3,}+|`{3,}+|~{3,}+)(?P<info>.*)$")
# What a fence may stand behind: quotes, and the mark of an item.
_BEFORE = re.compile(r"[ \t>]*+(?:(?:[-*+]|\d{1,9}[.)])[ \t]++)?")


@dataclass(frozen=True, slots=True)
class Fence:
    """A line that opens a fence and is not closed, or one that closes nothing if ``stray``.

    ``short`` is the line that was most likely meant to close it, and has too few marks.
    """

    line: int
    text: str
    stray: bool
    marks: str = ""
    short: int | None = None


class Fault(NamedTuple):
    """A line with a mistake in a fence; ``cut`` says that it has ended the block too soon."""

    line: int
    message: str
    cut: bool = False


def open_fences(lines: Sequence[str]) -> list[Fence]:
    """Return the fences that the lines open and never close, and stray ends.

    Inside backticks and tildes everything is text; colons nest.
    """
    text = "\n".join(lines)
    if not any(mark in text for mark in _FENCES):
        return []
    stack: list[tuple[str, int, str]] = []
    strays: list[Fence] = []
    columns = [0]
    for number, line in enumerate(lines):
        before = _BEFORE.match(line)
        width = before.end() if before else 0
        found = _MARKS.match(line, width)
        top = stack[-1][0] if stack else ""
        indent = len(line) - len(line.lstrip(" \t>"))
        if line.strip() and top[:1] not in ("`", "~"):
            # In an item, everything is further in.
            columns = [0, *(column for column in columns[1:] if column <= indent)]
            if indent - columns[-1] > 3:
                continue
            if indent < width:
                columns.append(width)
        if not found:
            continue
        marks, info = found["marks"], found["info"].strip()
        if top and top[0] == marks[0] and len(marks) >= len(top) and not info and indent == width:
            stack.pop()
        elif top and top[0] != ":":
            continue
        elif marks[0] != ":" or info:
            if marks[0] == "`" and "`" in info:
                continue
            stack.append((marks, number, line[width:].strip()))
        else:
            strays.append(Fence(number, line[width:].strip(), stray=True, marks=marks))
    opened: list[Fence] = []
    for marks, number, text in reversed(stack):
        short = next((fence for fence in strays if fence.line > number), None)
        if short is not None and marks[0] == ":":
            strays.remove(short)
        opened.append(Fence(number, text, False, marks, short.line if short else None))
    return [*reversed(opened), *strays]


def faults(lines: Sequence[str], at: int, first: int = 1) -> Iterator[Fault]:
    """Yield what is wrong with the fence that a line opens, and with those in it.

    ``lines`` are those of the file, the first of them line ``first``; nothing is found
    where line ``at`` opens no fence.
    """
    before = _BEFORE.match(lines[at])
    width = before.end() if before else 0
    opening = _FENCE.match(lines[at][width:])
    if not opening:
        return
    marks, text = opening["marks"], lines[at][width:].strip()
    rest, end = _until_closed(lines, at + 1, width, marks)
    inside = open_fences(rest)
    strays = [fence for fence in inside if fence.stray]
    shorter = [fence for fence in strays if fence.marks[0] == marks[0]]
    opened = [fence for fence in inside if not fence.stray]
    place = first + at + 1
    if shorter and (not end or (opened and shorter[0].line < opened[0].line)):
        yield Fault(first + at, _too_short(text, marks, shorter[-1 if not end else 0], place))
        return
    if not end:
        yield Fault(
            first + at,
            f'"{text}" is never closed, so that all that follows is in it; '
            f'close it with "{marks}" on a line of its own',
        )
        return
    for fence in opened:
        if fence.short is not None:
            short = Fence(fence.short, "", stray=True)
            yield Fault(place + fence.line, _too_short(fence.text, fence.marks, short, place))
            continue
        longest = max(len(found) for found in (marks, fence.marks, end))
        more = marks[0] * (longest + 1)
        yield Fault(
            place + fence.line,
            f'"{fence.text}" is not closed inside "{text}", whose end is taken for the end of '
            f'both; open and close the outer one with "{more}", or close the inner one',
            cut=True,
        )
    for fence in strays:
        remedy = f'close "{text}" with "{marks}", or ' * (fence in shorter)
        yield Fault(
            place + fence.line, f'"{fence.text}" closes nothing; {remedy}take this line out'
        )


def _too_short(text: str, marks: str, short: Fence, place: int) -> str:
    return (
        f'"{text}" is not closed by line {place + short.line}, which has too few marks; '
        f'write "{marks}" there'
    )


def _until_closed(
    lines: Sequence[str], first: int, width: int, marks: str
) -> tuple[list[str], str]:
    """Return the lines in a fence, and the marks that close it, if any do.

    In an item or a quote, all lines are further in, by ``width``.
    """
    inside: list[str] = []
    for at in range(first, len(lines)):
        line = _dedented(lines[at], width)
        found = _FENCE.match(line) if marks in line else None
        if found and found["marks"].startswith(marks) and not found["info"].strip():
            return inside, found["marks"]
        inside.append(line)
    return inside, ""


def _dedented(line: str, width: int) -> str:
    before = line[:width]
    return line[width:] if not before.strip(" \t>") else line.lstrip(" \t>")


# Other words that people use for what our directives do.
_MEANT = {
    "compare": "comparison",
    "versus": "comparison",
    "vs": "comparison",
    "comparison-table": "comparison",
    **dict.fromkeys(("vergleich", "gegen\u00fcberstellung", "comparaci\u00f3n"), "comparison"),
    **dict.fromkeys(("confronto", "vergelijking", "compara\u00e7\u00e3o"), "comparison"),
    "sources": "evidence",
    "entities": "entity-list",
}
_ALMOST = re.compile(
    r"(?P<marks>[^\w{]*+)"
    r"(?:\{(?P<inside>[^{}\n]{1,40})\}|\{*+[ \t]*+(?P<name>[^\s{}:\uff1a]++))(?P<rest>.*+)$"
)
# A fence has so many marks.
_LEAST = 3
_NO_BRACES = {ord(brace): "" for brace in "{}"}
# Where there are no braces, only a word that is very near was meant as a directive.
_NEAR, _VERY_NEAR = 0.75, 0.85


class Almost(NamedTuple):
    """A line that looks like the fence of a directive: what to write, and what is odd about it."""

    line: str
    right: str
    name: str
    odd: str = ""


def meant_directive(name: str, names: Collection[str], likeness: float = _NEAR) -> Near | None:
    """Return the directive that a name was most likely meant to be."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    if folded in names:
        return Near(folded)
    return Near(_MEANT[folded]) if folded in _MEANT else near_miss(name, names, likeness)


# Signs that look like those of a fence, or a line that begins with a name in braces or dots.
_SUSPECT = re.compile(
    r"(?:[:`~\u1fef\u2a74\ufe13\ufe55\uff1a\uff40\uff5e][^\w{\n]{0,3}+){3}"
    r"|^(?:[ \t>]*+\d++[.)][ \t])?[^\w{\n.]*+[{.]",
    re.MULTILINE,
)


def may_hold_almost(text: str) -> bool:
    """Return whether `almost_directive` may find something in a line of a text."""
    return _SUSPECT.search(text) is not None


def almost_directive(line: str, names: Collection[str]) -> Almost | None:
    """Return what a line was meant to be that looks like the fence of a directive and is none.

    ``names`` are those of our directives. A fence with the name of another one is right.
    """
    before = _BEFORE.match(line)
    text = line[before.end() :] if before else line
    if text[:1].isalpha():  # as nearly all lines
        return None
    found = _ALMOST.match(text)
    if not found or (found["rest"][:1] == "`" and text[:3] not in _FENCES):  # a role
        return None
    marks, rest = found["marks"].rstrip(" \t"), found["rest"]
    fence, name = _fence_in(marks, text), "".join((found["inside"] or found["name"]).split())
    if found["inside"]:
        # Without any marks it may be a sentence about it.
        exact = not marks and found["inside"].strip() in names
        near = meant_directive(name, names) if fence or exact else None
    elif len(fence) >= _LEAST or (marks == ".." and rest.startswith("::")):
        near = meant_directive(name, names, _VERY_NEAR)
    else:
        return None
    if near is None and len(fence) >= _LEAST:
        # A brace may have slipped.
        word = text[len(found["marks"]) :].translate(_NO_BRACES).split()
        near = meant_directive(word[0], names, _VERY_NEAR) if word and "{" in text else None
        rest = " ".join(["", *word[1:]])
    if near is None:
        return None
    right_marks = len(fence) >= _LEAST and fence == marks
    doubled = f"{{{{{name}}}}}"
    if right_marks and text[len(found["marks"]) :].split(maxsplit=1)[0] == doubled:
        return None
    if right_marks and found["inside"] == name and (not rest or rest[0] in " \t"):
        # What is left is the name, which MyST looks up.
        return None
    argument = rest.removeprefix("::").strip() if marks == ".." else rest.strip(" \t:\uff1a")
    right = f"{fence if len(fence) >= _LEAST else '::::'}{{{near.name}}} {argument}".rstrip()
    odd = odd_characters(marks) or near.odd
    return Almost(text.strip(), right, near.name, odd)


def _fence_in(marks: str, text: str) -> str:
    """Return the marks of a fence that stand among other signs, if all of them are of one kind."""
    plain = "".join(char for char in unicodedata.normalize("NFKC", marks) if char in ":`~")
    if ":" in plain and text.count("`") == 1:
        plain = plain.replace("`", "")
    return plain if plain and plain == plain[0] * len(plain) else ""
