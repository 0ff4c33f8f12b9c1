"""Files that are written whole or not at all, and never over another one."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from .draft import RefusedError


def write_new(texts: Mapping[Path, str]) -> None:
    """Write some files, all of them or none; they are UTF-8.

    Raises `RefusedError` if one of them is there already or cannot be written.
    """
    made: list[Path] = []
    try:
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8", newline="\n") as file:
                made.append(path)
                file.write(text)
    except BaseException as error:
        for other in made:
            other.unlink(missing_ok=True)
        if isinstance(error, FileExistsError) and path.exists():
            raise RefusedError(
                f"{path} is there already; move it away, or choose another key"
            ) from None
        if isinstance(error, OSError):
            raise RefusedError(f"cannot write {path}: {error.strerror}") from None
        raise


def append(path: Path, text: str) -> None:
    """Add a text to the end of a file, in one piece.

    Raises `RefusedError` if that cannot be done.
    """
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(size - 1, 0))
            ended = file.read(1) in (b"\n", b"")
        with path.open("ab", buffering=0) as file:
            file.write((("\n" if ended else "\n\n") + text).encode())
    except OSError as error:
        raise RefusedError(f"cannot write {path}: {error.strerror}") from None
