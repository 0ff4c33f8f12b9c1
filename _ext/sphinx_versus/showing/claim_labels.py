"""What a claim shows beside its prose: how certain it is, and how its sources bear on it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from docutils import nodes
from sphinx.addnodes import pending_xref

from sphinx_versus.grammar.names import slug
from sphinx_versus.model.facts import Stance
from sphinx_versus.nodes import (
    versus_claim,
    versus_label,
    versus_more,
    versus_reason,
    versus_source,
    versus_subject,
)
from sphinx_versus.queries.answers import Place, ShownClaim
from sphinx_versus.queries.basis import Form, Known
from sphinx_versus.site.in_place import fold_content, fold_line
from sphinx_versus.site.trees import add, fill, walk

from . import evidence_labels as evidence
from .rests_on import in_words
from .source_words import how_it_knows

_LINKS = (nodes.reference, nodes.footnote_reference, pending_xref)
# Makes the link to a place for the page that shows it; text, if it leads nowhere.
Linker = Callable[[Place], nodes.TextElement]


class Label(NamedTuple):
    """A paragraph of ours among those of a claim.

    ``explained`` is what the legend explains of it, if anything.
    """

    text: str
    classes: tuple[str, ...] = ()
    explained: str = ""


class Dresser:
    """Dresses the claims of one page.

    ``legend`` is the document that explains certainty and stance, if there is
    one: all marks lead there. Where labels are ``hidden``, their words are no
    children of them. Where a page ``folds`` claims, the statement and how it stands, its
    level and "contested", are in sight, and the rest is folded below.
    """

    def __init__(
        self, linker: Linker, legend: str, *, hidden: bool = False, folds: bool = False
    ) -> None:
        self.linker = linker
        self.legend = legend
        self.hidden = hidden
        self.folds = folds
        # A page has many claims, and to translate a word costs more than to remember it.
        self._labels = functools.cache(_labels)
        self._words = functools.cache(self._made) if hidden else self._made

    def dress(self, item: versus_claim, claim: ShownClaim, *, quoted: bool = False) -> None:
        """Put the facts of a claim between its statement, its reason and its sources.

        Labels are paragraphs, each followed by what it is for, because a
        site may have thousands of claims: field lists would double their nodes.
        """
        statement, *prose = item.children
        why: list[nodes.Node] = []
        if prose and isinstance(prose[0], versus_reason):
            why.append(prose.pop(0))
        if claim.start or claim.steps:
            why += self._paragraphs("grounds", claim.start, claim.steps)
        if claim.contested:
            item["classes"].append("versus-contested")
        rests_on: list[nodes.Node] = []
        if claim.contested or any(basis.kind is not Form.SOURCE for basis in claim.rests_on):
            rests_on = self._paragraphs("rests-on", in_words(claim.rests_on))
        rest = self._rest(prose, claim, quoted=quoted)
        if self.folds and (why or rests_on or rest) and not _has_links(statement):
            # No children: the search takes the first one for what the claim says.
            item["standing"] = tuple(self.standing(claim, "in sight"))
            line = fold_line()
            fill(line, [statement])
            content = fold_content(ids=item["ids"], classes=["versus-finding"])
            why = [*self._paragraphs("why"), *why] if why else []
            rests_on = [*self._paragraphs("evidence"), *rests_on] if rests_on else []
            fill(content, [*why, *rests_on, *rest])
            fill(item, [line, content])
            return
        shown: list[nodes.Node] = [statement]
        if claim.certainty:
            shown += [*self._paragraphs("certainty"), *self._paragraphs("level", claim.certainty)]
        shown += why
        if rests_on:
            label = "contested" if claim.contested else "evidence"
            shown += [*self._paragraphs(label), *rests_on]
        fill(item, [*shown, *rest])

    def shorten(self, item: versus_claim, claim: ShownClaim) -> None:
        """Put behind the statement of a claim how certain it is, and where it stands whole."""
        if claim.certainty:
            add(item, [*self._paragraphs("certainty"), *self._paragraphs("level", claim.certainty)])
        if claim.contested:
            item["classes"].append("versus-contested")
            add(item, self._paragraphs("contested"))
        add(item, [*self._paragraphs("origin"), self._links(claim.origin)])

    def standing(self, claim: ShownClaim, level: str = "level") -> list[nodes.Node]:
        """Return how certain a claim is, and that it is contested if it is."""
        shown = self._paragraphs(level, claim.certainty) if claim.certainty else []
        return [*shown, *(self._paragraphs("contested") if claim.contested else [])]

    def _rest(
        self, prose: Sequence[nodes.Node], claim: ShownClaim, *, quoted: bool
    ) -> list[nodes.Node]:
        """Return the sources of a claim and what follows them, below labels."""
        shown: list[nodes.Node] = []
        before = ""
        subjects, sources = iter(claim.about), iter(claim.sources)
        for node in prose:
            kind = _kind(node)
            if kind and kind != before:
                shown += self._paragraphs(kind)
                before = kind
            shown.append(node)
            if isinstance(node, versus_subject):
                self._lead(node, next(subjects, None))
            elif isinstance(node, versus_source):
                source = next(sources, None)
                node += knows(*source.known) if source else []
        if quoted:
            shown += [*self._paragraphs("origin"), self._links(claim.origin)]
        elif claim.quoted_on:
            shown += [*self._paragraphs("quoted"), self._links(*claim.quoted_on)]
        return shown

    def _paragraphs(self, what: str, *values: Any) -> list[nodes.Node]:
        return [self._paragraph(self._labels(what, *values))]

    def _paragraph(self, label: Label) -> nodes.paragraph:
        words, classes = self._words(label), [*label.classes]
        if self.hidden:
            return versus_label("", "", classes=classes, words=words)
        return versus_label("", "", *words, classes=classes)

    def _made(self, label: Label) -> tuple[nodes.Node, ...]:
        word: nodes.Node = nodes.Text(label.text)
        if label.explained and self.legend:
            word = self.linker(Place(label.text, self.legend, legend_id(label.explained)))
        # A link is written by what it stands in.
        word.parent = nodes.paragraph()
        return (word,)

    def _lead(self, paragraph: versus_subject, place: Place | None) -> None:
        """Make the name of an entity lead to it, in the words of the page."""
        if place is not None:
            fill(paragraph, [self.linker(place._replace(title=paragraph.astext()))])

    def _links(self, *places: Place) -> nodes.paragraph:
        paragraph = nodes.paragraph("", "", classes=["versus-places"])
        for number, place in enumerate(places):
            paragraph += [nodes.Text(", ")] * bool(number)
            paragraph += self.linker(place)
        return paragraph


def knows(*found: Known) -> list[nodes.Node]:
    """Return how sources know, to stand behind them, if anything is known of it."""
    words = f"\N{EN DASH} {'; '.join(map(how_it_knows, found))}"
    return [nodes.Text(" "), nodes.inline("", words, classes=["versus-knows"])] if found else []


def _has_links(statement: nodes.Node) -> bool:
    """Return whether a statement holds what a line that opens something may not hold."""
    return any(isinstance(node, _LINKS) for node in walk(statement))


def legend_id(what: str) -> str:
    """Return the id of what explains a mark: a level, a stance, or "contested"."""
    return f"versus-{what}"


def stance_classes(value: Stance) -> tuple[str, str]:
    """Return the classes of the label of a stance; the second one gives it its mark."""
    return f"versus-{value}", f"versus-{value.bearing}"


def _kind(node: nodes.Node) -> str:
    """Return what a part of a claim is: a stance, "about", "more", or nothing."""
    match node:
        case versus_source():
            return str(node["stance"])
        case versus_subject():
            return "about"
        case versus_more():
            return "more"
        case _:
            return ""


def _labels(what: str, *values: Any) -> Label:
    """Return what is said of a claim, in words: of a part of it, or of it as a whole."""
    match what:
        case "certainty":
            return _label(evidence.certainty_label())
        case "level" | "in sight":
            name = f"certainty-{slug(values[0])}"
            said = evidence.certainty if what == "level" else evidence.certainty_in_sight
            return Label(said(*values), ("versus-certainty", f"versus-{name}"), name)
        case "why":
            return _label(evidence.why_label())
        case "grounds":
            return Label(evidence.grounds(*values), ("versus-grounds",))
        case "contested":
            return _label(evidence.contested_label(), "versus-contested", explained="contested")
        case "evidence":
            return _label(evidence.evidence_label())
        case "rests-on":
            return Label(values[0], ("versus-rests-on",))
        case "about":
            return _label(evidence.about_label())
        case "more":
            return _label(evidence.more_label())
        case "origin":
            return _label(evidence.origin_label(), "versus-from")
        case "quoted":
            return _label(evidence.quoted_label(), "versus-from")
        case _:
            stance = Stance(what)
            return _label(evidence.stance(stance), *stance_classes(stance), explained=what)


def _label(text: str, *classes: str, explained: str = "") -> Label:
    return Label(text, ("versus-label", *classes), explained)
