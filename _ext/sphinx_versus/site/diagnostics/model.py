"""What a build said that should be mended."""

from __future__ import annotations

import re
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
_LOCATION = re.compile(r"(?P<path>.+?)(?::(?P<inside>docstring of .+?))?(?::(?P<line>\d*))?")


def place_of(location: str) -> tuple[str, int]:
    """Return the path and the line of a location in Sphinx's notation.

    Lines within a docstring are no lines of the file, and are left out.
    """
    found = _LOCATION.fullmatch(location)
    if found is None or found["path"].startswith("<"):
        return "", 0
    return found["path"], 0 if found["inside"] else int(found["line"] or 0)
