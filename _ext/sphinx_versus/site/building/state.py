"""What a build leaves for the next one into the same folder: beside the doctrees, not published."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx


def read_state(app: Sphinx, name: str) -> dict[str, Any]:
    """Return what was written under a name; nothing if that is missing or damaged."""
    try:
        found = json.loads(state_path(app, name).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def write_state(app: Sphinx, name: str, state: dict[str, Any]) -> None:
    """Write something that JSON can hold. Raises OSError."""
    text = json.dumps(state, indent=0, sort_keys=True)
    state_path(app, name).write_text(text, encoding="utf-8")


def state_path(app: Sphinx, name: str) -> Path:
    """Return the file that holds what is left under a name."""
    # Several folders may be built from the same doctrees.
    folder = hashlib.sha256(os.fsencode(Path(app.outdir).resolve())).hexdigest()[:8]
    return Path(app.doctreedir) / f"{name}-{app.builder.name}-{folder}.json"
