"""Which files matter, and which of their changes are news."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from fnmatch import fnmatch
from pathlib import Path

# What tools keep beside the sources, and what editors write while they save.
IGNORED = (".*", "_build", "__pycache__", "node_modules", "*~", "#*#", "*.sw[a-z]", "*.tmp", "4913")


class Files:
    """The files below some folders, and what was last seen in those that changed."""

    def __init__(self, folders: Iterable[Path], out: Path, ignored: Sequence[str] = ()) -> None:
        self.folders = tuple(folders)
        self._out = out
        self._ignored = (*IGNORED, *ignored)
        self._seen: dict[str, str] = {}

    def matters(self, path: str) -> bool:
        """Whether a file is of the project, and not one that tools have made.

        Names count below the watched folder only: the project itself may be
        kept in a hidden one.
        """
        file = Path(path)
        if file.is_relative_to(self._out):
            return False
        for folder in self.folders:
            if file.is_relative_to(folder):
                parts = file.relative_to(folder)
                return not any(
                    fnmatch(part, pattern)
                    for pattern in self._ignored
                    for part in (*parts.parts, parts.as_posix())
                )
        return False

    def news(self, paths: Iterable[str]) -> set[str]:
        """Return the paths whose files do not hold what they held when they last changed.

        A build that writes into the sources would otherwise call the next one,
        and so on without an end.
        """
        found = set()
        for path in paths:
            digest = _digest(path)
            if self._seen.get(path) != digest:
                self._seen[path] = digest
                found.add(path)
        return found


def _digest(path: str) -> str:
    try:
        with Path(path).open("rb") as file:
            return hashlib.file_digest(file, "blake2b").hexdigest()
    except IsADirectoryError:
        return f"folder {Path(path).stat().st_mtime_ns}"
    except OSError:
        return "gone"
