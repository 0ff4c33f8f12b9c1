"""What a build said that should be mended."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Level(StrEnum):
    """How bad it is, in the words that SARIF and GitHub share."""

    WARNING = "warning"
    ERROR = "error"


class Diagnostic(NamedTuple):
    """A warning or an error.

    ``path`` is that of the file, or empty; ``line`` is
    1-based, or 0 where nobody knows it; ``kind`` is the name for
    ``suppress_warnings``, or empty.
    """

    path: str
    line: int
    level: Level
    kind: str
    message: str


# As in "/docs/page.md:12", "/docs/page.md:", "/lib/x.py:docstring of x.f:3" and "<unknown>:1".
_INSIDE = ":docstring of "


def place_of(location: str) -> tuple[str, int]:
    """Return the path and the line of a location in Sphinx's notation.

    Lines within a docstring are no lines of the file, and are left out.
    """
    path, colon, line = location.rpartition(":")
    if not colon or not (line.isdecimal() or not line):
        path, line = location, ""
    path, inside, _ = path.partition(_INSIDE)
    if not path or path.startswith("<"):
        return "", 0
    return path, 0 if inside else int(line or 0)
