"""Warns of misspelt words in the sources, at their lines, with codespell.

Works in any Sphinx project, where it is switched on: ``sphinx-build -D
misspellings=1``. Words to leave alone are for codespell's own settings, which
it reads from the folder of ``conf.py``.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from .settings import SPELLING, add_settings

# What is no prose in Markdown: fences of code, code in a line, keys of options and items, ids,
# targets of links, and what a role names.
_NO_PROSE = (
    r"(?:^|\n)(?P<fence>`{3,}|~{3,})(?!\{)[^\n]*\n.*?\n(?P=fence)|(?P<tick>`+)[^\n]+?(?P=tick)"
    r"|\n(?:- |:)(?:key|was):[^\n]*|\{#[^}\n]*\}|\]\([^)\n]*\)|<[a-z]+:[^>\n]*>|\[\^[^\]\n]+\]"
)
# What codespell exits with if it has found something.
FOUND = 65

logger = logging.getLogger(__name__)


def report(app: Sphinx, env: BuildEnvironment) -> None:
    """Log the misspelt words of all documents and of the other files that are set."""
    if not app.config.misspellings:
        return
    documents = {Path(env.doc2path(docname)) for docname in env.all_docs}
    others = {
        path for pattern in app.config.misspellings_files for path in app.confdir.glob(pattern)
    }
    files = [str(path) for path in sorted(documents | others)]
    # No module of the project takes the place of one that codespell needs.
    command = [sys.executable, "-P", "-m", "codespell_lib", "--disable-colors"]
    command += ["--ignore-multiline-regex", _NO_PROSE, *files]
    done = subprocess.run(command, cwd=app.confdir, capture_output=True, check=False)
    output = done.stdout.decode(errors="replace")
    if done.returncode not in (0, FOUND):
        said = done.stderr.decode(errors="replace").strip().splitlines()
        reason = said[-1] if said else f"status {done.returncode}"
        logger.warning("codespell cannot be run: %s", reason, type="misspellings")
    for line in output.splitlines():
        # As in "page.md:12: teh ==> the".
        found, arrow, meant = line.partition(" ==> ")
        place, _, word = found.rpartition(": ")
        if arrow and place:
            logger.warning(
                '"%s" is most likely a mistake for "%s"; codespell\'s setting ignore-words-list '
                "keeps it",
                word,
                meant,
                type="misspellings",
                location=place,
            )


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the settings and the check."""
    add_settings(app, SPELLING)
    # Sphinx checks the consistency of a project only after it has read something.
    app.connect("env-updated", report, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
