"""Tags of HTML in Markdown as nodes, which every builder can write.

MyST makes each tag a raw node, which builders other than those of HTML drop, so that
the words around it are glued together. `pair_tags` is for what a directive reads, and
the transform in `markup.py` for the rest of its document, and for what is translated.
Both leave what they have made alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from docutils import nodes

from sphinx_versus.grammar.html import SAME, Tag, tag_of
from sphinx_versus.nodes import versus_break, versus_struck
from sphinx_versus.site.addresses import web_address
from sphinx_versus.site.trees import fill, walk

_MADE: dict[str, type[nodes.TextElement]] = {
    "strong": nodes.strong,
    "emphasis": nodes.emphasis,
    "code": nodes.literal,
    "kbd": nodes.literal,
    "struck": versus_struck,
    "sub": nodes.subscript,
    "sup": nodes.superscript,
}
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|\\")
_LENGTH = re.compile(r"\d+(?:\.\d+)?(?:%|px|em|ex|ch|rem|in|cm|mm|pt|pc)?")


def is_html(node: nodes.Node) -> bool:
    """Return whether a node is HTML that stands in the Markdown, as MyST reads it."""
    return _is_written(node, "html")


def tag_in(node: nodes.Node) -> Tag | None:
    """Return the tag that a node is."""
    return tag_of(node.astext()) if is_html(node) else None


def pair_tags(block: nodes.Node, folder: Path) -> None:
    """Make nodes of the tags in the texts of a block; those without a partner stay.

    ``folder`` is where paths of pictures begin.
    """
    for node in walk(block):
        if isinstance(node, nodes.TextElement) and any(map(is_html, node.children)):
            fill(node, paired(node.children, folder))


def paired(written: Sequence[nodes.Node], folder: Path) -> list[nodes.Node]:
    """Return nodes of one parent, with those between two tags in one of their own."""
    found: list[nodes.Node] = []
    opened: list[tuple[Tag, int]] = []
    for node in written:
        tag = tag_in(node)
        if tag is None:
            if found and isinstance(found[-1], versus_break):
                if _is_latex_break(node):
                    continue
                if isinstance(node, nodes.Text):
                    # What has ended cannot end again.
                    node = nodes.Text(node.removeprefix("\n"))
            found.append(node)
        elif tag.name == "br":
            found.append(versus_break("", "\n"))
        elif tag.name == "img":
            found.append(_picture(tag, node, folder) or node)
        elif tag.opens:
            found.append(node)
            if tag.is_element:
                opened.append((tag, len(found)))
        else:
            place = len(opened) - 1
            while place >= 0 and opened[place][0].name != tag.name:
                place -= 1
            found.append(node)
            if place >= 0:
                opening, at = opened[place]
                del opened[place:]
                made = _made(opening, found[at:-1])
                if made is not None:
                    found[at - 1 :] = made
    return found


def _is_latex_break(node: nodes.Node) -> bool:
    """Return whether a node is what MyST writes for LaTeX beside the break of a line in HTML."""
    return _is_written(node, "latex")


def _is_written(node: nodes.Node, kind: str) -> bool:
    if type(node) is not nodes.raw or node.get("format") != kind:
        return False
    # Sphinx adds the source to a node without one; that of a role is another.
    return node.rawsource in ("", node.astext())


def _made(tag: Tag, inside: list[nodes.Node]) -> list[nodes.Node] | None:
    """Return what stands for an element, or None if nothing does."""
    if tag.name == "a":
        address = _address(tag.attributes.get("href", ""))
        if not address or any(isinstance(each, nodes.reference) for each in inside):
            return None
        return [nodes.reference("", "", *inside, refuri=address, internal=False)]
    if tag.name == "abbr" and tag.attributes.get("title"):
        return [nodes.abbreviation("", "", *inside, explanation=tag.attributes["title"])]
    if tag.name not in SAME:
        return None
    kind = _MADE[SAME[tag.name]]
    inside = [each for each in inside if each.astext() or not isinstance(each, nodes.Text)]
    if not inside:
        # It may be there for a picture that a style sheet puts into it.
        return None if tag.attributes else []
    if len(inside) == 1 and type(inside[0]) is kind:
        return inside
    made = kind("", "", *inside)
    if kind is nodes.literal:
        made.rawsource = made.astext()
    made["classes"] += tag.attributes.get("class", "").split()
    if tag.name == "kbd":
        made["classes"].append("kbd")
    return [made]


def _address(href: str) -> str:
    """Return where a link may lead: to the web, to mail, or to what is near."""
    return web_address(href) if _SCHEME.match(href) else href if href.isprintable() else ""


def _picture(tag: Tag, at: nodes.Node, folder: Path) -> nodes.image | None:
    """Return a picture from the web, or one that lies where it is said to be."""
    address = tag.attributes.get("src", "").strip()
    if _SCHEME.match(address):
        if not address.startswith(("http:", "https:")) or not web_address(address):
            return None
    elif not address or address.startswith("/") or not _is_file(folder / address):
        return None
    picture = nodes.image("", uri=address, alt=tag.attributes.get("alt", ""))
    for name in ("width", "height"):
        length = tag.attributes.get(name, "").strip()
        if _LENGTH.fullmatch(length):
            picture[name] = length
    picture.source, picture.line = at.source, at.line
    return picture


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # its name is too long, say
        return False
