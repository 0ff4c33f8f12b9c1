"""A number that changes with the code of an extension, for its ``env_version``."""

from __future__ import annotations

import hashlib
from pathlib import Path


def digest_of(package: Path) -> int:
    """Return a number of four bytes that changes with any Python file or table below a folder.

    Sphinx reads all documents again when the ``env_version`` of an extension
    differs: what older code has read or written must not be shown by newer one.
    """
    digest = hashlib.sha256()
    for path in sorted([*package.rglob("*.py"), *package.rglob("units.txt")]):
        digest.update(path.read_bytes())
    return int.from_bytes(digest.digest()[:4], "big")
