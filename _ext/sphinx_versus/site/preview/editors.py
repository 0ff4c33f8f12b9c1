"""Addresses at which editors open a file at a line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

# As the editors' own pages give them.
KNOWN = {
    "cursor": "cursor://file{path}:{line}",
    "idea": "idea://open?file={path}&line={line}",
    "pycharm": "pycharm://open?file={path}&line={line}",
    "textmate": "txmt://open?url=file://{path}&line={line}",
    "vscode": "vscode://file{path}:{line}",
    "vscodium": "vscodium://file{path}:{line}",
    "zed": "zed://file{path}:{line}",
}
_SCHEME = re.compile(r"(?!(?:javascript|data|vbscript):)[a-z][a-z0-9+.-]*+:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Editor:
    """An editor, for the files of one folder."""

    pattern: str
    source: Path

    def address(self, file: str, line: int) -> str:
        """Return the address that opens a file, by its path in the folder, at a line."""
        path = quote(str(self.source / file))
        return self.pattern.replace("{path}", path).replace("{line}", str(max(line, 1)))


def pattern_of(text: str) -> str:
    """Return the pattern that a name or a pattern stands for; raises ValueError for others."""
    pattern = KNOWN.get(text.lower(), text)
    if "{path}" not in pattern or not _SCHEME.match(pattern):
        raise ValueError(
            f'"{text}" is no editor that is known ({", ".join(KNOWN)}), and no address '
            "with {path} and {line}, such as vscode://file{path}:{line}"
        )
    return pattern
