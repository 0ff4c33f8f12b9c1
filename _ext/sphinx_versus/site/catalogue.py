"""The package's catalogue of translated words, which all of its labels come from."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

if TYPE_CHECKING:
    from sphinx.application import Sphinx

CATALOGUE = "sphinx_versus"
LOCALE_DIR = Path(__file__).parent.parent / "locale"


def compile_catalogues() -> None:
    """Write the ``.mo`` file of each language whose ``.po`` file is newer. Raises OSError.

    They are no part of the repository: a wheel gets them when it is built, a
    checkout when it is first used.
    """
    for source in LOCALE_DIR.rglob("*.po"):
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parent.parent.name)
        # Several builds may do this at once.
        handle, name = tempfile.mkstemp(dir=source.parent)
        with os.fdopen(handle, "wb") as file:
            write_mo(file, catalogue)
        Path(name).chmod(0o644)
        Path(name).replace(compiled)


def add_catalogue(app: Sphinx) -> None:
    """Let labels be found in the language of the project."""
    with suppress(OSError):  # in a folder that cannot be written to, labels stay English
        compile_catalogues()
    app.add_message_catalog(CATALOGUE, str(LOCALE_DIR))
