"""The line on how certain the claims of a page are, which is in sight before they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from docutils import nodes

from sphinx_versus.grammar.names import slug
from sphinx_versus.queries.answers import Counted, Place, ShownCertainties

from . import evidence_labels as evidence


def certainty_line(
    shown: ShownCertainties, show: Callable[[Place], nodes.Node]
) -> Sequence[nodes.Node]:
    """Return a sentence on how certain claims are, each number of which is shown as a place."""
    if not shown.claims:
        return []

    def counted(each: Counted, words: Callable[[int], str]) -> nodes.Node:
        return show(each.place._replace(title=words(each.number)))

    levels: list[nodes.Node] = []
    for level, each in shown.levels:
        said = counted(each, evidence.rated(level))
        if level:
            said = nodes.inline("", "", said, classes=["versus-level"])
            said["classes"].append(f"versus-certainty-{slug(level)}")
        levels.append(said)
    filled = {
        "claims": [counted(shown.claims, evidence.number_of_claims)],
        "levels": enumerated(levels)[1:],
    }
    if shown.contested:
        filled["contested"] = [counted(shown.contested, evidence.number_contested)]
    return _filled(evidence.rests_on(contested=bool(shown.contested)), filled)


def _filled(text: str, said: Mapping[str, Sequence[nodes.Node]]) -> list[nodes.Node]:
    """Return a text with what stands at each name in braces."""
    # The names stand at the odd places.
    parts = enumerate(re.split(r"\{(\w+)\}", text))
    return [each for at, part in parts for each in (said[part] if at % 2 else [nodes.Text(part)])]


def enumerated(links: Sequence[nodes.Node]) -> list[nodes.Node]:
    """Return links with what parts them in a list, before each."""
    parted: list[nodes.Node] = []
    for link in links:
        parted += [nodes.Text(", " if parted else " "), link]
    return parted
