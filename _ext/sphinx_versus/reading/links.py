"""The two lists that end a comparison: related entities and other comparisons."""

from __future__ import annotations

from pathlib import PurePath

from docutils import nodes
from sphinx import addnodes

from sphinx_versus.grammar.problems import Kind
from sphinx_versus.model.facts import Link
from sphinx_versus.site.trees import is_hidden, line_of, plain_text

from .result import Block, Card, Cards, Chips, Notes

_EXTERNAL = ("http:", "https:", "mailto:", "ftp:")


def read_cards(body: list[nodes.Node], notes: Notes) -> list[Block]:
    """Read each list item as a wish for the card of another comparison."""
    blocks: list[Block] = []
    for node in body:
        if isinstance(node, nodes.bullet_list):
            cards = [_card(item) for item in node.children if isinstance(item, nodes.list_item)]
            notes.others.extend(card.link for card in cards if card.link)
            blocks.append(Cards(cards, node["ids"]))
        else:
            _misplaced(node, notes, "comparison, as a link or by its name")
            blocks.append(node)
    return blocks


def read_chips(body: list[nodes.Node], notes: Notes) -> list[Block]:
    """Read each list item as the name of an entity."""
    blocks: list[Block] = []
    for node in body:
        if isinstance(node, nodes.bullet_list):
            notes.entities.extend(plain_text(item) for item in node.children)
            blocks.append(Chips(node))
        else:
            _misplaced(node, notes, "entity by its name")
            blocks.append(node)
    return blocks


def _misplaced(node: nodes.Node, notes: Notes, what: str) -> None:
    if isinstance(node, nodes.Element) and not is_hidden(node):
        notes.problem(
            Kind.MISPLACED_TEXT,
            line_of(node),
            f"this section is a list; each of its items gives one {what}",
        )


def _card(item: nodes.list_item) -> Card:
    """Read the link of an item; what else the item holds goes with the card."""
    paragraph = item[0] if len(item) else None
    if not isinstance(paragraph, nodes.paragraph):
        return Card(None, item, [])
    for node in paragraph.findall():
        link = _link(node)
        if link:
            assert isinstance(node, nodes.Element)
            return Card(link, _written(node), _rest(item, node))
    if any(isinstance(node, nodes.reference) for node in paragraph.findall()):
        return Card(None, item, [])
    link = Link(name=plain_text(paragraph), line=line_of(paragraph))
    return Card(link, paragraph, list(item.children[1:]))


def _link(node: nodes.Node) -> Link | None:
    if isinstance(node, addnodes.pending_xref) and node.get("reftype") == "myst":
        target = node["reftarget"]
        if node.get("refdomain") != "doc" and PurePath(target).suffix:
            # A file that is not there: no key has a dot.
            return Link(docname=target, line=line_of(node))
        if node.get("refdomain") != "doc":
            return Link(key=target.removeprefix("#"), line=line_of(node))
        if node.get("reftargetid"):
            return Link(key=node["reftargetid"], line=line_of(node))
        return Link(docname=target, line=line_of(node))
    if isinstance(node, nodes.reference) and node.get("id_link"):
        return Link(key=node["refuri"][1:], line=line_of(node))
    return None


def _written(link: nodes.Element) -> nodes.paragraph:
    """Return the text of a link, or else its target, as the writer put it."""
    paragraph = nodes.paragraph("", "", *(child.deepcopy() for child in link.children))
    if not paragraph.astext():
        paragraph += nodes.Text(link.get("reftarget") or link.get("refuri", ""))
    return paragraph


def _rest(item: nodes.list_item, link: nodes.Node) -> list[nodes.Node]:
    """Return what an item holds beside its link; the link's own text goes."""
    assert link.parent is not None
    link.parent.remove(link)
    paragraph = item[0]
    assert isinstance(paragraph, nodes.paragraph)
    beside = plain_text(paragraph).strip(" .,;:\N{EN DASH}\N{EM DASH}-")
    return list(item.children) if beside else list(item.children[1:])
