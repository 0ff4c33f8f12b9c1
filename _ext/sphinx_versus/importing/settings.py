"""What the project that is written into says of its pages, in its ``conf.py``."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from sphinx_versus.grammar.headings import fault_of
from sphinx_versus.grammar.scaffold import FENCES
from sphinx_versus.grammar.shapes import Headings

from .draft import Note


class Written(NamedTuple):
    """How a project wants its pages: its own headings, and the sign that fences are made of."""

    headings: Headings
    fence: str
    notes: list[Note]


def settings_of(folder: Path) -> Written:
    """Return what a site has set itself (``versus_headings``, ``versus_fences``).

    There is nothing without a ``conf.py``; where it cannot be used, a note says why.
    """
    plain = Written({}, FENCES["colons"], [])
    if not (folder / "conf.py").is_file():
        return plain
    # Only here: most of what the importer does needs no Sphinx.
    from sphinx.config import Config
    from sphinx.errors import ConfigError
    from sphinx.util.tags import Tags

    try:
        config = Config.read(folder.absolute(), overrides={}, tags=Tags())
    except ConfigError as error:
        reason = str(error).strip().splitlines()[-1]
        return plain._replace(
            notes=[Note(f"conf.py cannot be read, nor the headings in it: {reason}")]
        )
    config.add("versus_headings", {}, "env", ())
    config.add("versus_fences", "colons", "", ())
    fence = FENCES.get(config.versus_fences, plain.fence)
    if fault := fault_of(config.versus_headings):
        note = Note(f"versus_headings in conf.py cannot be used: {fault}")
        return plain._replace(fence=fence, notes=[note])
    return Written(config.versus_headings, fence, [])
