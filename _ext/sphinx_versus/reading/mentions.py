"""Links that may lead to entities, in a finished document whose links are not resolved yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from docutils import nodes
from sphinx import addnodes
from sphinx.util import docname_join

from sphinx_versus.model.facts import Mention, MentionKind
from sphinx_versus.nodes import (
    versus_claim,
    versus_column,
    versus_comparison,
    versus_dimension,
    versus_entity,
    versus_example,
    versus_in_short,
    versus_mention,
    versus_section,
)
from sphinx_versus.site.trees import line_of, line_of_text, plain_text, upwards, walk

# What the id of an entity begins with.
_ENTITY = "entity-"


class _Lead(NamedTuple):
    """Where a link may lead: to what has a name, or to an id or all of a document."""

    name: str = ""
    docname: str = ""
    anchor: str = ""


def links_to_entities(document: nodes.document) -> Iterator[Mention]:
    """Yield the links that may lead to an entity: what is one, all documents together know."""
    for node in walk(document):
        lead = _lead(node)
        # An id of this page is on no page of another entity.
        if lead and not lead.docname and lead.anchor in document.ids:
            lead = lead if lead.anchor.startswith(_ENTITY) else None
        if lead is None:
            continue
        around = list(upwards(node))
        if not any(map(_is_elsewhere, around)):
            place, title = next(filter(None, map(_place, around)), ("", ""))
            texts = [each for each in around if isinstance(each, nodes.TextElement)]
            line = line_of_text(texts[-1] if texts else node)
            yield Mention(lead.name, line, MentionKind.LINK, *lead[1:], place, title)


def related(item: versus_mention) -> Mention:
    """Return a related entity: by its name, and by where the item leads if it is a link."""
    lead = next(filter(None, map(_lead, walk(item))), _Lead())
    anchor = lead.anchor or lead.name
    return Mention(item["entity"], line_of(item), MentionKind.RELATED, lead.docname, anchor)


def _lead(node: nodes.Node) -> _Lead | None:
    if isinstance(node, addnodes.pending_xref):
        return _lead_of_role(node)
    if isinstance(node, nodes.reference):
        # MyST has not looked yet where links to ids lead.
        page, _, id_ = node.get("refuri", "").partition("#")
        id_ = node.get("refid", "" if page else id_)
        return _Lead(anchor=id_) if id_ else None
    return None


def _lead_of_role(link: addnodes.pending_xref) -> _Lead | None:
    target = link.get("reftarget", "")
    match link.get("refdomain"), link.get("reftype"):
        case "versus", "entity":
            return _Lead(name=target.removeprefix("#"))
        case "doc", "myst":
            return _Lead(docname=target, anchor=link.get("reftargetid") or "")
        case "std", "doc":
            return _Lead(docname=docname_join(link.get("refdoc", ""), target))
        case _, "myst" | "ref" | "any":
            return _Lead(anchor=target.removeprefix("#"))
    return None


def _is_elsewhere(node: nodes.Node) -> bool:
    """Return whether what stands in a node is no link of the page's text."""
    of_contents = isinstance(node, nodes.topic) and "contents" in node["classes"]
    return of_contents or isinstance(node, versus_example | versus_mention)


def _place(node: nodes.Node) -> tuple[str, str] | None:
    """Return the id and the title of what is a place of its own: the top of a page has none."""
    match node:
        case versus_claim() if "anchor" in node:
            return node["anchor"], ""
        case versus_dimension() | versus_column():
            return node["anchor"], ""
        case nodes.section() if isinstance(node.parent, nodes.document):
            return "", plain_text(node[0])
        case versus_comparison():
            return node["key"], plain_text(node[0])
        case versus_entity():
            return node["ids"][0], plain_text(node[0])
        case versus_section() | versus_in_short() if "anchor" in node:
            return node["anchor"], plain_text(node[0])
        case nodes.section():
            return node["ids"][0], plain_text(node[0])
    return None
