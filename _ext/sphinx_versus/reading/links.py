"""The two lists that end a comparison: related entities and other comparisons."""

from __future__ import annotations

from pathlib import PurePath

from docutils import nodes
from sphinx import addnodes

from sphinx_versus.grammar.problems import Kind
from sphinx_versus.model.facts import Link
from sphinx_versus.nodes import (
    become,
    versus_card,
    versus_cards,
    versus_mention,
    versus_mentions,
    versus_name,
    versus_request,
)
from sphinx_versus.site.trees import is_hidden, line_of, plain_text

from .result import Notes

_EXTERNAL = ("http:", "https:", "mailto:", "ftp:")


def read_cards(body: list[nodes.Node], notes: Notes) -> list[nodes.Node]:
    """Read each list item as a wish for the card of another comparison."""
    blocks: list[nodes.Node] = []
    for node in body:
        if isinstance(node, nodes.bullet_list):
            cards = versus_cards(bullet="-", ids=node["ids"])
            cards += [_card(item, notes) for item in node if isinstance(item, nodes.list_item)]
            blocks.append(cards)
        else:
            blocks.append(node)
    _check_misplaced(
        body, notes, "comparison", 'as a link, "- [](page.md)", or by its name, "- Tea vs Coffee"'
    )
    return blocks


def read_mentions(body: list[nodes.Node], notes: Notes) -> list[nodes.Node]:
    """Read each list item as the name of an entity."""
    for node in body:
        if isinstance(node, nodes.bullet_list):
            become(node, versus_mentions)
            for item in node.children:
                assert isinstance(item, nodes.list_item)
                name_entity(become(item, versus_mention, entity=plain_text(item)))
    _check_misplaced(body, notes, "entity", 'by its name, "- Tea"')
    return body


def name_entity(holder: nodes.Element, name: str = "") -> None:
    """Say what entity the paragraph in an item or a cell names, unless it is a link already."""
    paragraph = holder.children[0] if len(holder.children) == 1 else None
    if isinstance(paragraph, nodes.paragraph) and not any(
        isinstance(node, nodes.reference | addnodes.pending_xref) for node in paragraph.children
    ):
        become(paragraph, versus_name, entity=name or plain_text(paragraph))


def _check_misplaced(body: list[nodes.Node], notes: Notes, what: str, how: str) -> None:
    """Report the first block of a section that is none of the lists which it is made of."""
    for node in body:
        if isinstance(node, nodes.bullet_list) or is_hidden(node):
            continue
        if isinstance(node, nodes.enumerated_list):
            found = 'the items of this list are numbered; begin each with "- "'
        else:
            found = "this is in no list; this section is one"
        notes.problem(
            Kind.MISPLACED_TEXT, line_of(node), f"{found}, and each item gives one {what} {how}"
        )
        return


def _card(item: nodes.list_item, notes: Notes) -> versus_card:
    """Read the link of an item; what else the item holds goes with the card."""
    paragraph = item[0] if len(item) else None
    if not isinstance(paragraph, nodes.paragraph):
        return become(item, versus_card)
    for node in paragraph.findall():
        link = _link(node)
        if link:
            assert isinstance(node, nodes.Element)
            return _asking(link, _written(node), _rest(item, node), notes)
    if any(isinstance(node, nodes.reference) for node in paragraph.findall()):
        return become(item, versus_card)
    link = Link(name=plain_text(paragraph), line=line_of(paragraph))
    return _asking(link, paragraph, list(item.children[1:]), notes)


def _asking(
    link: Link, written: nodes.paragraph, rest: list[nodes.Node], notes: Notes
) -> versus_card:
    """Return a card that asks for another comparison, with what the writer called it."""
    notes.others.append(link)
    return versus_card("", versus_request("", written, *rest, request=link))


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
