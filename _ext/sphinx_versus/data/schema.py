"""What ``comparisons.json`` is made of, as JSON Schema."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Any

from sphinx_versus.api import (
    POINT_KINDS,
    Certainty,
    CertaintyDomain,
    Design,
    Interest,
    MarkKind,
    MentionKind,
    Published,
    Relation,
    Stance,
)

from .facts import SCHEMA_NAME

_FILE = Path(__file__).with_name(SCHEMA_NAME)

_TERMS: dict[str, type[StrEnum]] = {
    "stance": Stance,
    "certainty": Certainty,
    "domain": CertaintyDomain,
    "mark": MarkKind,
    "mention": MentionKind,
    "relation": Relation,
    "design": Design,
    "published": Published,
    "interest": Interest,
}


def schema(address: str) -> dict[str, Any]:
    """Return the schema: the file beside this module, and what follows from the model.

    ``address`` is where the site has it; a name for it stands in where that is not known.
    """
    made: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    if "://" in address:
        made["$id"] = address
    defs = made["$defs"]
    defs |= {name: {"enum": [*members]} for name, members in _TERMS.items()}
    # A cell is a text that says more.
    defs["cell"]["properties"] = defs["text"]["properties"] | defs["cell"]["properties"]
    points = {"type": "array", "items": {"$ref": "#/$defs/text"}}
    defs["side"]["properties"] |= {
        kind.value: {
            "description": f"Its {kind.value}.",
            "source": f"The section of {kind.value}.",
            **points,
        }
        for kind in POINT_KINDS
    }
    return made
