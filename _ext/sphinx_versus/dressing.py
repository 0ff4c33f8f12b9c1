"""What a claim shows beside its prose: how certain it is, and how its sources bear on it."""

from __future__ import annotations

from docutils import nodes

from . import labels
from .model import Claim, Stance
from .names import slug


def dress(item: nodes.list_item, claim: Claim) -> None:
    """Put the facts of a claim between its statement, its reason and its sources.

    Labels are plain paragraphs, each followed by what it is for, because a
    site may have thousands of claims: field lists would double their nodes.
    """
    statement, *prose = item.children
    shown: list[nodes.Node] = [statement]
    if claim.certainty:
        level = nodes.paragraph("", labels.certainty(claim.certainty))
        level["classes"] += ["versus-certainty", f"versus-certainty-{slug(claim.certainty)}"]
        shown += [_label(labels.certainty_label()), level]
    if prose and "versus-reason" in _classes(prose[0]):
        shown.append(prose.pop(0))
    if claim.contested:
        item["classes"].append("versus-contested")
        shown.append(_label(labels.contested_label(), "versus-balance"))
        shown.append(nodes.paragraph("", _balance(claim)))
    before = None
    for node in prose:
        label = _label_above(_classes(node))
        if label and label != before:
            shown.append(_label(*label))
            before = label
        shown.append(node)
    item.children = []
    item += shown


def _classes(node: nodes.Node) -> list[str]:
    classes: list[str] = node["classes"] if isinstance(node, nodes.Element) else []
    return classes


def _label_above(classes: list[str]) -> tuple[str, str] | None:
    """Return the label that stands above what has these classes, and the label's own class."""
    if "versus-about" in classes:
        return labels.about_label(), "versus-subject"
    if "versus-more" in classes:
        return labels.more_label(), "versus-also"
    stance = next((stance for stance in Stance if f"versus-{stance}" in classes), None)
    return (labels.stance(stance), f"versus-{stance}") if stance else None


def _balance(claim: Claim) -> str:
    stances = [source.stance for source in claim.sources]
    return labels.contested(stances.count(Stance.SUPPORTS), stances.count(Stance.DISPUTES))


def _label(text: str, *classes: str) -> nodes.paragraph:
    return nodes.paragraph("", text, classes=["versus-label", *classes])
