"""What the project that is imported into says of its pages, in its ``conf.py``."""

from __future__ import annotations

from pathlib import Path

from sphinx_versus.grammar.headings import fault_of

from .draft import Note
from .parts import NO_HEADINGS, Headings


def headings_of(folder: Path) -> tuple[Headings, list[Note]]:
    """Return the headings that a site has set itself (``versus_headings``), by kind.

    There are none without a ``conf.py``; where they cannot be used, a note says why.
    """
    if not (folder / "conf.py").is_file():
        return NO_HEADINGS, []
    # Only here: most of what the importer does needs no Sphinx.
    from sphinx.config import Config
    from sphinx.errors import ConfigError
    from sphinx.util.tags import Tags

    try:
        config = Config.read(folder.absolute(), overrides={}, tags=Tags())
    except ConfigError as error:
        reason = str(error).strip().splitlines()[-1]
        return NO_HEADINGS, [Note(f"conf.py cannot be read, nor the headings in it: {reason}")]
    config.add("versus_headings", {}, "env", ())
    if fault := fault_of(config.versus_headings):
        return NO_HEADINGS, [Note(f"versus_headings in conf.py cannot be used: {fault}")]
    return config.versus_headings, []
