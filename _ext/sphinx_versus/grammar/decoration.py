"""What stands around a name and is no part of it: marks, versions, remarks.

As in ``[Ada](https://…) 2.1.0``, ``Bob (v3)``, ``✅ Bob``, ``1. Ada``, ``Ada¹`` or ``Ada:``.
All functions take text without markup.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple


class Bare(NamedTuple):
    """A name with less around it than before; what was taken off says something or nothing."""

    name: str
    version: str = ""
    remark: str = ""


_STAGE = r"(?:alpha|beta|rc|dev|pre|preview|post|lts|snapshot|nightly|final)"
_WORD = r"(?:v|ver\.?|version|release|rev\.?)"
_NUMBER = rf"\d{{1,9}}(?:[.\-_][\dx*]{{1,9}}){{0,5}}(?:[-+.]?(?:{_STAGE}|[ab])[.\-]?\d{{0,9}})?[+]?"
_VERSION = re.compile(
    rf"[<>\N{{LESS-THAN OR EQUAL TO}}\N{{GREATER-THAN OR EQUAL TO}}~^=]{{0,2}}\s?"
    rf"(?P<word>{_WORD})?\s?(?P<number>{_NUMBER})(?:[\s-]{_STAGE}(?:\s?\d{{1,9}})?)?$",
    re.IGNORECASE,
)
# Behind a name, a version stands after a space or "@".
_BEFORE_VERSION = re.compile(r"(?:\s|(?<=\S)@)(?=\S)")
_LONGEST_VERSION = 32
_OPENING = {")": "(", "]": "[", "\N{FULLWIDTH RIGHT PARENTHESIS}": "\N{FULLWIDTH LEFT PARENTHESIS}"}
_FOOTNOTE = re.compile(r"\^?(?:\d{1,3}|[a-z*])$")
# Marks of notes, and signs that end a heading. "#" and "+" belong to names: C#, C++.
_BEHIND = "*\N{DAGGER}\N{DOUBLE DAGGER}\N{SECTION SIGN}\N{PILCROW SIGN}:\N{FULLWIDTH COLON}.,;"
_QUOTES = ('""', "''", "\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}",
           "\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}",
           "\N{DOUBLE LOW-9 QUOTATION MARK}\N{LEFT DOUBLE QUOTATION MARK}",
           "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}"
           "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}")  # fmt: skip
# Behind a picture: "Ada ⭐44", "Ada ★ 4.5", "Ada ⬇ 1.2k".
_COUNT = re.compile(r"\s?\d[\d.,]{0,9}[kKM]?$")
# The number or the sign of an item, or a short code: "1. Ada", "(a) Ada", "- Ada", ":star: Ada".
_BEFORE = re.compile(
    r"(?:\(?(?:\d{1,3}|[a-z])[.)]\s+|#\d{1,3}:?\s+|[^\w\s(\[]{1,3}\s+|:[a-z0-9_+-]{1,40}:\s*)(?=\S)",
    re.IGNORECASE,
)
_DASH = re.compile(r"\s[\N{EN DASH}\N{EM DASH}-]\s+")
_MOST_WORDS = 6
_JOINER = "\N{ZERO WIDTH JOINER}"


def bared(name: str) -> Iterator[Bare]:
    """Yield a name with less and less around it, the longest first, but for the name itself."""
    for front in _fronts(name.strip()):
        found = Bare(front)
        if front != name:
            yield found
        while (less := _less_behind(found)) is not None:
            yield less
            found = less


def is_version(text: str) -> bool:
    """Return whether a text is a version, such as "v3" or "2.1.0", and not only a number."""
    found = _VERSION.match(text) if len(text) <= _LONGEST_VERSION else None
    return bool(found and (found["word"] or not found["number"].isdigit()))


def without_sure(name: str) -> str:
    """Return a name without what is surely no part of it.

    A number may be: "iPhone 15" is a name, "Ada 2.1.0" is one with a version.
    """
    sure = name
    for bare in bared(name):
        if bare.version and not is_version(bare.version):
            break
        sure = bare.name
    return sure


def _fronts(name: str) -> Iterator[str]:
    """Yield a name, and then what is left of it without marks before it or quotes around it."""
    yield name
    while name:
        less = _less_before(name)
        if less == name:
            return
        name = less
        yield name


def _less_before(name: str) -> str:
    if _is_mark(name[0]):
        return _without_marks(name[::-1])[::-1]
    if found := _BEFORE.match(name):
        return name[found.end() :]
    if len(name) > 2 and name[0] + name[-1] in _QUOTES:
        return name[1:-1].strip()
    return name


def _less_behind(found: Bare) -> Bare | None:
    """Take one thing off the end of a name."""
    name, version, remark = found
    last = name[-1:]
    if not last:
        return None
    less: Bare | None = None
    if _is_mark(last):
        less = Bare(_without_marks(name), version, remark)
    elif last in _BEHIND or _is_raised(last):
        less = Bare(name[:-1].rstrip(), version, remark)
    elif (count := _COUNT.search(name)) and count.start() and _is_mark(name[count.start() - 1]):
        less = Bare(name[: count.start()], version, remark)
    elif last in _OPENING:
        at = _opening(name)
        inside = name[at + 1 : -1].strip()
        if at > 0 and last == "]" and _FOOTNOTE.match(inside):
            less = Bare(name[:at].rstrip(), version, remark)
        elif at > 0:
            less = _with(Bare(name[:at].rstrip(), version, remark), inside)
    elif (at := _before_version(name)) > 0:
        less = Bare(name[:at].rstrip(), name[at:].lstrip("@").strip(), remark or version)
    elif (dash := _DASH.search(name)) and len(name[dash.end() :].split()) <= _MOST_WORDS:
        less = _with(Bare(name[: dash.start()].rstrip(), version, remark), name[dash.end() :])
    return less if less and less.name else None


def _with(bare: Bare, said: str) -> Bare:
    found = _VERSION.match(said) if len(said) <= _LONGEST_VERSION else None
    if found and not bare.version:
        return bare._replace(version=said)
    return bare._replace(remark=", ".join(filter(None, (said, bare.remark))))


def _opening(name: str) -> int:
    """Return where the bracket opens that the last character of a name closes, or -1."""
    closing, depth = name[-1], 0
    for at in range(len(name) - 1, -1, -1):
        depth += (name[at] == closing) - (name[at] == _OPENING[closing])
        if depth == 0:
            return at
    return -1


def _before_version(name: str) -> int:
    """Return where the version begins that a name ends with, or 0."""
    start = max(0, len(name) - _LONGEST_VERSION)
    for found in _BEFORE_VERSION.finditer(name, start):
        if found.end() and _VERSION.match(name, found.end()):
            return found.start() if name[found.start()] == "@" else found.end()
    return 0


def _is_mark(char: str) -> bool:
    """Return whether a character is a picture, or says how one looks."""
    return "\N{VARIATION SELECTOR-1}" <= char <= "\N{VARIATION SELECTOR-16}" or (
        unicodedata.category(char) in ("So", "Sk", "Me") and not char.isascii()
    )


def _without_marks(name: str) -> str:
    """Take pictures off the end of a name; some are made of several."""
    at = len(name)
    while at and (_is_mark(name[at - 1]) or name[at - 1] == _JOINER):
        at -= 1
    return name[:at].rstrip()


def _is_raised(char: str) -> bool:
    return unicodedata.decomposition(char).startswith("<super>")
