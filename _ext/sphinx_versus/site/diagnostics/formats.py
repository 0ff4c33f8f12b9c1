"""Diagnostics in the formats of other tools."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from .model import Diagnostic

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_ROOT = "ROOT"
# For warnings without a type.
NAMELESS = "sphinx"


def sarif(diagnostics: Iterable[Diagnostic], root: Path, fallback: Path, version: str) -> str:
    """Return diagnostics as a SARIF 2.1.0 log.

    Paths are relative to ``root`` where they are below it. ``fallback`` is the
    file of those that have none: some readers, such as GitHub's, refuse a
    result without a place. ``version`` is that of Sphinx. No path of this
    machine gets in for files below the root.

    Source: OASIS, Static Analysis Results Interchange Format (SARIF) 2.1.0.
    """
    found = list(diagnostics)
    kinds = sorted({each.kind or NAMELESS for each in found})
    driver = {
        "name": "Sphinx",
        "informationUri": "https://www.sphinx-doc.org",
        "version": version,
        "rules": [_rule(kind) for kind in kinds],
    }
    results = [
        {
            "ruleId": each.kind or NAMELESS,
            "ruleIndex": kinds.index(each.kind or NAMELESS),
            "level": each.level.value,
            "message": {"text": each.message},
            "locations": [{"physicalLocation": _physical(each, root, fallback)}],
        }
        for each in found
    ]
    run = {
        "tool": {"driver": driver},
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the repository."}}},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _rule(kind: str) -> dict[str, Any]:
    text = kind.replace(".", ": ").replace("_", " ")
    silence = f'suppress_warnings = ["{kind}"] in conf.py silences it.'
    return {
        "id": kind,
        "shortDescription": {"text": text},
        "fullDescription": {"text": text},
        "help": {"text": silence if kind != NAMELESS else "Sphinx gives it no type."},
    }


def _physical(each: Diagnostic, root: Path, fallback: Path) -> dict[str, Any]:
    path = Path(each.path) if each.path else fallback
    inside = _below(path, root)
    artifact = {"uri": quote(inside), "uriBaseId": _ROOT} if inside else {"uri": path.as_uri()}
    place: dict[str, Any] = {"artifactLocation": artifact}
    if each.line:
        place["region"] = {"startLine": each.line}
    return place


def github(diagnostics: Iterable[Diagnostic], root: Path) -> str:
    """Return diagnostics as GitHub's workflow commands, one in each line.

    Source: GitHub, "Workflow commands for GitHub Actions"; its toolkit escapes
    the percent sign and the ends of lines, and in properties the colon and the
    comma too.
    """
    lines = []
    for each in diagnostics:
        path = _below(Path(each.path), root) or each.path if each.path else ""
        properties = {"file": path, "line": str(each.line or ""), "title": each.kind}
        written = ",".join(
            f"{name}={_property(value)}" for name, value in properties.items() if value
        )
        command = f"{each.level} {written}".rstrip()
        lines.append(f"::{command}::{_data(each.message)}\n")
    return "".join(lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _below(path: Path, root: Path) -> str:
    """Return a path relative to the root, with slashes, or nothing if it is not below it."""
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return ""
