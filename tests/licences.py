"""Reads the lists of the guide's page of licences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase

from projects import ROOT

PAGE = (ROOT / "guide" / "licences.md").read_text(encoding="utf-8")
STATIC = sorted((ROOT / "_ext").rglob("static/*"))
NOTICE = "pagefind.LICENSE.txt"


@dataclass(frozen=True)
class Row:
    """What comes from one place: patterns of its parts, its distribution if any, its licence."""

    parts: tuple[str, ...]
    source: str
    licence: str

    def has(self, part: str) -> bool:
        """Return whether a part is one of these."""
        return any(fnmatchcase(part, pattern) for pattern in self.parts)


def rows(heading: str) -> list[Row]:
    """Return what the list below a heading names."""
    (section,) = re.findall(rf"^## {heading}\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    named = re.findall(r"^(\S.*)\n: Licence: (.*)\n: (?:Files|Font): (.*)$", section, re.MULTILINE)
    return [
        Row(tuple(re.findall(r"`([^`]+)`", parts)), source.strip(" `"), licence)
        for source, licence, parts in named
    ]
