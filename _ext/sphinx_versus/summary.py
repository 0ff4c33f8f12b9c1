"""What a build says at its end of the problems that it has met, by kind."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util import logging

from .grammar.problems import Kind
from .review import findings
from .site import boundary
from .site.diagnostics.collect import Collector, listen

# What each kind means, by its name for ``suppress_warnings``. The label of a kind in a page,
# as in ``(versus.ragged_row)=``, or of all that one part says, as in ``(versus_review)=``,
# is where the guide tells of it.
MEANINGS: Mapping[str, str] = {
    **{f"versus.{kind.code}": kind.meaning for kind in Kind},
    **{f"versus_review.{kind.code}": kind.meaning for kind in findings.Kind},
}

logger = logging.getLogger(__name__)


def counts_of(kinds: Iterable[str]) -> dict[str, int]:
    """Count problems of ours by their kinds, the most frequent first."""
    counts = Counter(kind for kind in kinds if kind in MEANINGS)
    return dict(sorted(counts.items(), key=lambda each: (-each[1], each[0])))


def line_of(counts: Mapping[str, int]) -> str:
    """Return the counts as a line, as in ``comparisons: 2 problems (2 versus.ragged_row)``."""
    total = sum(counts.values())
    listed = ", ".join(f"{count} {kind}" for kind, count in counts.items())
    return f"comparisons: {total} problem{'s' * (total != 1)} ({listed})"


class Summary:
    """Counts what is said while a build runs."""

    def __init__(self, app: Sphinx) -> None:
        self._heard: Collector = listen(app)

    @boundary.handler()
    def say(self, app: Sphinx, *_: object) -> None:
        """Say how many problems there were of which kind, and explain each kind if asked to."""
        counts = counts_of(each.kind for each in self._heard.found)
        if not counts:
            return
        if not app.config.versus_explain:
            logger.info("%s", line_of(counts))
            logger.info("what they mean is told by: sphinx-build -D versus_explain=1")
            return
        # A quiet build is to explain them too.
        lines = [line_of(counts)]
        for kind in counts:
            lines.append(f"  {kind}: {MEANINGS[kind]}")
            lines += [f"    {place}" for place in [_place_of(kind, app)] if place]
        sys.stdout.write("\n".join(lines) + "\n")
        sys.stdout.flush()


def _place_of(kind: str, app: Sphinx) -> str:
    """Return where a page of this project tells of a kind of problem, or nothing."""
    labels = app.env.domains.standard_domain.anonlabels if hasattr(app, "env") else {}
    docname, anchor = labels.get(kind) or labels.get(kind.partition(".")[0]) or ("", "")
    if not docname:
        return ""
    if app.builder.format != "html":
        return os.path.relpath(app.env.doc2path(docname))
    address = app.builder.get_target_uri(docname)
    place = app.config.html_baseurl or f"{os.path.relpath(Path(app.outdir))}/"
    return f"{place}{address}#{anchor}"


def register(app: Sphinx) -> None:
    """Listen from now on, and speak when all others have spoken."""
    app.connect("build-finished", Summary(app).say, priority=1500)
