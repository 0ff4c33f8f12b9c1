"""Files that are written whole or not at all, and never over another one."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from .draft import RefusedError


def write_new(texts: Mapping[Path, str]) -> None:
    """Write some files, all of them or none; they are UTF-8.

    Raises `RefusedError` if one of them is there already or cannot be written.
    """
    made: list[Path] = []
    try:
        for path, text in texts.items():
            with _temporary(path, text) as whole:
                _put(whole, path)
                made.append(path)
    except BaseException as error:
        for other in made:
            other.unlink(missing_ok=True)
        if not isinstance(error, OSError):
            raise
        if isinstance(error, FileExistsError) and path.exists():
            raise RefusedError(
                f"{path} is there already; move it away, or choose another key"
            ) from None
        raise RefusedError(f"cannot write {path}: {error.strerror}") from None


def _put(whole: str, path: Path) -> None:
    """Give a file its name; raises FileExistsError if the name is taken, or another OSError."""
    try:
        # Unlike a renaming, a link never takes the place of a file.
        os.link(whole, path)
    except FileExistsError:
        raise
    except OSError:
        # Some file systems, such as exFAT, have no links: an empty file keeps the name until
        # the whole one takes its place.
        path.open("x").close()
        try:
            Path(whole).replace(path)
        except BaseException:
            path.unlink()
            raise


def append(path: Path, text: str) -> None:
    """Add a text to the end of a file, in one piece.

    Raises `RefusedError` if that cannot be done.
    """
    try:
        with path.open("rb") as file:
            file.seek(0, os.SEEK_END)
            size = file.tell()
            file.seek(max(size - 1, 0))
            ended = file.read(1) in (b"\n", b"")
        with path.open("ab", buffering=0) as file:
            file.write((("\n" if ended else "\n\n") + text).encode())
    except OSError as error:
        raise RefusedError(f"cannot write {path}: {error.strerror}") from None


@contextlib.contextmanager
def _temporary(path: Path, text: str) -> Iterator[str]:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
        yield name
    finally:
        Path(name).unlink(missing_ok=True)
