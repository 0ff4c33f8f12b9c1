"""Listens to what Sphinx logs."""

from __future__ import annotations

import io
import logging

from sphinx.application import Sphinx
from sphinx.util.logging import NAMESPACE, WarningStreamHandler, is_suppressed_warning

from .model import Diagnostic, Level, place_of


class Collector(WarningStreamHandler):
    """Keeps warnings and errors, each once.

    It is one of Sphinx's handlers of warnings: those that Sphinx holds back
    for a while, or brings over from another process, come here as they come to
    the terminal, and after Sphinx has written out their places.
    """

    def __init__(self, app: Sphinx) -> None:
        super().__init__(io.StringIO())  # type: ignore[arg-type]  # never written to
        self.setLevel(logging.WARNING)
        self.app = app
        self.found: dict[Diagnostic, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one record, unless the project does not want to see it."""
        kind, subtype = getattr(record, "type", "") or "", getattr(record, "subtype", "") or ""
        if is_suppressed_warning(kind, subtype, self.app.config.suppress_warnings):
            return
        kind = f"{kind}.{subtype}" if subtype else kind
        # The class of the record would put the place before the message.
        message = logging.LogRecord.getMessage(record).removesuffix(f" [{kind}]")
        path, line = place_of(str(getattr(record, "location", None) or ""))
        level = Level.ERROR if record.levelno >= logging.ERROR else Level.WARNING
        self.found[Diagnostic(path, line, level, kind, message)] = None

    def fail(self, error: Exception) -> None:
        """Keep the error that ended the build."""
        message = f"{type(error).__name__}: {error}"
        self.found[Diagnostic("", 0, Level.ERROR, "", message)] = None


def listen(app: Sphinx) -> Collector:
    """Return a collector of all that is logged from now on."""
    collector = Collector(app)
    logging.getLogger(NAMESPACE).addHandler(collector)
    return collector
