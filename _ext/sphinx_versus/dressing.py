"""What a claim shows beside its prose: how certain it is, and how its sources bear on it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import NamedTuple, cast

from docutils import nodes

from . import labels
from .answers import Place, ShownClaim
from .model import Stance
from .names import slug
from .nodes import claim_labels

# Makes the link to a place for the page that shows it; text, if it leads nowhere.
Linker = Callable[[Place], nodes.TextElement]


_KINDS = {f"versus-{kind}": str(kind) for kind in ("about", "more", *Stance)}


class Label(NamedTuple):
    """A paragraph of ours among those of a claim; the legend explains ``what`` it says."""

    text: str
    classes: tuple[str, ...] = ()
    what: str = ""


class Dresser:
    """Dresses the claims of one page.

    ``legend`` is the document that explains certainty and stance, if there is
    one: all marks lead there. A page says the same few labels over and over:
    where ``shared``, equal ones are one and the same node, `claim_labels`.
    """

    def __init__(self, linker: Linker, legend: str, *, shared: bool) -> None:
        self.linker = linker
        self.legend = legend
        # A page has many claims, and to translate a word costs more than to remember it.
        self._words = functools.cache(lambda word, *values: word(*values))
        self._spelt = functools.cache(self._shared) if shared else self._paragraphs

    def dress(self, item: nodes.list_item, claim: ShownClaim, *, quoted: bool = False) -> None:
        """Put the facts of a claim between its statement, its reason and its sources.

        Labels are plain paragraphs, each followed by what it is for, because a
        site may have thousands of claims: field lists would double their nodes.
        """
        statement, *prose = item.children
        shown: list[nodes.Node] = [statement]
        if claim.certainty:
            what = f"certainty-{slug(claim.certainty)}"
            shown += self._spelt(
                _label(self._words(labels.certainty_label)),
                Label(
                    self._words(labels.certainty, claim.certainty),
                    ("versus-certainty", f"versus-{what}"),
                    what,
                ),
            )
        if prose and "versus-reason" in _classes(prose[0]):
            shown.append(prose.pop(0))
        if claim.contested:
            item["classes"].append("versus-contested")
            shown += self._spelt(
                _label(self._words(labels.contested_label), "versus-balance", what="contested"),
                Label(self._words(labels.contested, claim.supporting, claim.disputing)),
            )
        before = None
        subjects = iter(claim.about)
        for node in prose:
            kind = _kind(_classes(node))
            if kind and kind != before:
                shown += self._spelt(self._label_of(kind))
                before = kind
            if kind == "about":
                self._lead(node, subjects)
            shown.append(node)
        if quoted:
            shown += self._spelt(_label(labels.origin_label(), "versus-from"))
            shown.append(self._links(claim.origin))
        elif claim.quoted_on:
            shown += self._spelt(_label(labels.quoted_label(), "versus-from"))
            shown.append(self._links(*claim.quoted_on))
        item.children = []
        # Otherwise docutils looks for it upwards, several times for each child.
        item.document = cast("nodes.document", item.document)
        item += shown

    def _shared(self, *several: Label) -> list[nodes.Node]:
        return [claim_labels("", paragraphs=self._paragraphs(*several))]

    def _paragraphs(self, *several: Label) -> list[nodes.Node]:
        return [self._paragraph(label) for label in several]

    def _paragraph(self, label: Label) -> nodes.paragraph:
        paragraph = nodes.paragraph("", "", classes=[*label.classes])
        if label.what and self.legend:
            paragraph += self.linker(Place(label.text, self.legend, legend_id(label.what)))
        else:
            paragraph += nodes.Text(label.text)
        return paragraph

    def _label_of(self, kind: str) -> Label:
        if kind == "about":
            return _label(self._words(labels.about_label))
        if kind == "more":
            return _label(self._words(labels.more_label))
        return _label(self._words(labels.stance, Stance(kind)), f"versus-{kind}", what=kind)

    def _lead(self, paragraph: nodes.Node, subjects: Iterator[Place]) -> None:
        """Make the name of an entity lead to it, in the words of the page."""
        place = next(subjects, None)
        if place is not None and isinstance(paragraph, nodes.paragraph):
            link = self.linker(place._replace(title=paragraph.astext()))
            paragraph.children = []
            paragraph += link

    def _links(self, *places: Place) -> nodes.paragraph:
        paragraph = nodes.paragraph("", "", classes=["versus-places"])
        for number, place in enumerate(places):
            paragraph += [nodes.Text(", ")] * bool(number)
            paragraph += self.linker(place)
        return paragraph


def legend_id(what: str) -> str:
    """Return the id of what explains a mark: a level, a stance, or "contested"."""
    return f"versus-{what}"


def _classes(node: nodes.Node) -> list[str]:
    classes: list[str] = node["classes"] if isinstance(node, nodes.Element) else []
    return classes


def _kind(classes: list[str]) -> str:
    """Return what a part of a claim is: a stance, "about", "more", or nothing."""
    for name in classes:
        if name in _KINDS:
            return _KINDS[name]
    return ""


def _label(text: str, *classes: str, what: str = "") -> Label:
    return Label(text, ("versus-label", *classes), what)
