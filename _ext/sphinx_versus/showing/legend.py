"""What the levels of certainty and the stances mean, as a list that all marks lead to."""

from __future__ import annotations

from docutils import nodes

from sphinx_versus.grammar.names import slug
from sphinx_versus.model.facts import Certainty, Stance
from sphinx_versus.nodes import versus_legend

from . import evidence_labels as evidence
from .claim_labels import legend_id, stance_classes


def legend() -> versus_legend:
    """Return a list of definitions, whose terms have the ids that marks lead to."""
    found = versus_legend(classes=["versus-legend"])
    for anchor, (word, meaning, *classes) in _explained().items():
        found += _entry(anchor, word, meaning, *classes)
    return found


def explanations() -> dict[str, str]:
    """Return what each mark means, by the class that it has among claims."""
    return {anchor: meaning for anchor, (_, meaning, *_) in _explained().items()}


def _explained() -> dict[str, tuple[str, ...]]:
    """Return the word, the meaning and the classes of each mark by its id."""
    found: dict[str, tuple[str, ...]] = {}
    for level in Certainty:
        anchor = legend_id(f"certainty-{slug(level)}")
        word, meaning = evidence.certainty(level), evidence.explained_certainty(level)
        found[anchor] = (word, meaning, "versus-certainty", anchor)
    for stance in Stance:
        word, meaning = evidence.stance(stance), evidence.explained_stance(stance)
        found[legend_id(stance)] = (word, meaning, "versus-label", *stance_classes(stance))
    anchor = legend_id("contested")
    word, meaning = evidence.contested_label(), evidence.explained_contested()
    found[anchor] = (word, meaning, "versus-label", anchor)
    return found


def _entry(anchor: str, word: str, meaning: str, *classes: str) -> nodes.definition_list_item:
    term = nodes.term("", word, ids=[anchor], classes=list(classes), translatable=False)
    paragraph = nodes.paragraph("", meaning, translatable=False)
    return nodes.definition_list_item("", term, nodes.definition("", paragraph))
