"""Keeps the compiled code of templates beside the doctrees, for the next builds."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import Any

import jinja2
from jinja2.bccache import Bucket
from sphinx.application import Sphinx


class TemplateCache(jinja2.FileSystemBytecodeCache):
    """Code of templates in files; one that cannot be read or written is done without."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load the code of a template, unless its file is broken."""
        try:
            super().load_bytecode(bucket)
        except Exception:  # whatever pickle makes of half a file
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template, if the disk lets us."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def keep_templates(app: Sphinx) -> None:
    """Keep the code of templates for the next builds; it is checked against their text."""
    environment = getattr(getattr(app.builder, "templates", None), "environment", None)
    if not isinstance(environment, jinja2.Environment) or environment.bytecode_cache is not None:
        return
    # What the code depends on beside the text.
    made_by = [jinja2.__version__, str(environment.autoescape), *sorted(environment.extensions)]
    digest = hashlib.sha256(" ".join(made_by).encode()).hexdigest()[:8]
    folder = Path(app.doctreedir, ".templates")
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    environment.bytecode_cache = TemplateCache(str(folder), f"{digest}-%s")


def setup(app: Sphinx) -> dict[str, Any]:
    """Keep the code as soon as there is a builder."""
    app.connect("builder-inited", keep_templates)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
