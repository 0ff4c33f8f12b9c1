"""Checks linked data against the words of schema.org that the site uses."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from projects import ROOT

# Types with their properties, and properties with the types of their values;
# both taken from the vocabulary that https://schema.org publishes.
TERMS = json.loads((ROOT / "tests" / "data" / "schema_org.json").read_text(encoding="utf-8"))
TEXTS = {"Text", "URL", "Date", "DateTime", "Language"}
NUMBERS = {"Number", "Integer", "Text"}


def problems(document: dict[str, Any]) -> list[str]:
    """Return what is not JSON-LD in the words of schema.org; empty if all is well."""
    if document["@context"][0] != "https://schema.org":
        return [f"the context is {document['@context']}"]
    types = {node["@id"]: node["@type"] for node in document["@graph"] if "@id" in node}
    return [problem for node in document["@graph"] for problem in _node(node, types)]


def _node(node: dict[str, Any], types: dict[str, str]) -> Iterator[str]:
    type_ = node.get("@type")
    if type_ not in TERMS["properties"]:
        yield f"{type_} is no type"
        return
    for name, value in node.items():
        if name in ("@type", "@id"):
            continue
        if name not in TERMS["properties"][type_]:
            yield f"{type_} has no {name}"
            continue
        for each in value if isinstance(value, list) else [value]:
            yield from _value(f"{name} of {type_}", each, set(TERMS["values"][name]), types)


def _value(what: str, value: Any, allowed: set[str], types: dict[str, str]) -> Iterator[str]:
    if isinstance(value, dict):
        # What is only named may be described on another page.
        found = value.get("@type") or types.get(value["@id"])
        if found is not None and found not in allowed and "Thing" not in allowed:
            yield f"{what} is a {found}"
        if "@type" in value:
            yield from _node(value, types)
    elif isinstance(value, str):
        if not value or not allowed & TEXTS:
            yield f"{what} is a text: {value!r}"
    elif not allowed & NUMBERS:
        yield f"{what} is a number: {value!r}"
