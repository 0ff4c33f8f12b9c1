"""What the server tells the worker: what to build, and where."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

# What a builder answers when the pages are there that somebody looks at, and others follow.
WRITTEN = "written\n"


@dataclass(frozen=True, slots=True)
class Options:
    """What is built, and where; paths are absolute."""

    source: str
    out: str
    # A folder of our own, for what is newer than the output.
    newer: str
    # The path of the socket at which the previewer answers.
    socket: str
    builder: str = "html"
    jobs: int = 1
    settings: dict[str, Any] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)


def is_installed(file: str) -> bool:
    """Whether a module's file is Python's or was installed, and is not a project's own."""
    return any(f"/{name}/" in file for name in ("site-packages", "dist-packages")) or (
        Path(file).is_relative_to(Path(os.__file__).parent)
    )
