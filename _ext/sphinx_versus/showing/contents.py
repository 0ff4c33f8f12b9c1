"""Entries of a page's contents: those for what others say of its entities come and go with it."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from sphinx.addnodes import compact_paragraph
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinx_versus.domain import domain_of
from sphinx_versus.model.facts import Entity
from sphinx_versus.nodes import versus_section
from sphinx_versus.queries.index import Index
from sphinx_versus.queries.requests import ENTITY_PARTS, EntityPart
from sphinx_versus.queries.selection import select
from sphinx_versus.site import boundary
from sphinx_versus.site.building import fresh_pages

from . import labels


@boundary.handler()
def note_parts(app: Sphinx, env: BuildEnvironment) -> None:
    """List the parts of entities that are not empty, in place of those of the last build."""
    if fresh_pages.nothing_read(app):
        return
    index = domain_of(env).index
    for found in index.entities.values():
        if found.home and found.home.docname in env.tocs:
            contents = env.tocs[found.home.docname]
            _list_parts(contents, found.home, index)
            _count(env, found.home.docname)


@boundary.handler()
def leave_out_sides(app: Sphinx, doctree: nodes.document) -> None:
    """Take the sides out below each section: the same names again and again help nobody.

    Before sections are numbered, so that a number is the same in each build.
    """
    sides = {
        f"#{section['ids'][0]}"
        for section in doctree.findall(versus_section)
        if "place" in section and isinstance(section.parent, versus_section)
    }
    contents = app.env.tocs.get(app.env.docname)
    if not sides or contents is None:
        return
    for item in [each for each in contents.findall(nodes.list_item) if _address_of(each) in sides]:
        below = item.parent
        below.remove(item)
        if not below.children:
            below.parent.remove(below)
    _count(app.env, app.env.docname)


def _count(env: BuildEnvironment, docname: str) -> None:
    env.toc_num_entries[docname] = sum(1 for _ in env.tocs[docname].findall(nodes.reference))


def _list_parts(contents: nodes.bullet_list, home: Entity, index: Index) -> None:
    own = next(_items(contents, "" if home.is_page else f"#{home.anchor}"), None)
    if own is None:
        return
    parts = {part: f"#{home.anchor}-{part}" for part in ENTITY_PARTS}
    below = own[-1] if isinstance(own[-1], nodes.bullet_list) else nodes.bullet_list()
    others = [item for item in below.children if _address_of(item) not in parts.values()]
    listed = [
        _item(labels.entity_part(part), home.docname, anchor)
        for part, anchor in parts.items()
        if select(index, EntityPart(home.slug, part))
    ]
    below.children = []
    below += [*listed, *others]
    if below.parent is None and below.children:
        own += below
    elif below.parent is not None and not below.children:
        own.remove(below)


def _items(contents: nodes.Element, address: str) -> Iterator[nodes.list_item]:
    return (item for item in contents.findall(nodes.list_item) if _address_of(item) == address)


def _address_of(item: nodes.Node) -> str | None:
    link = next(iter(item.findall(nodes.reference)), None)
    return link.get("anchorname") if link else None


def _item(title: str, docname: str, address: str) -> nodes.list_item:
    link = nodes.reference(
        "", "", nodes.Text(title), internal=True, refuri=docname, anchorname=address
    )
    return nodes.list_item("", compact_paragraph("", "", link))


def register(app: Sphinx) -> None:
    """Do so once a page or all is read, before it is asked whether contents have changed."""
    # Sphinx collects the contents of a page at the usual priority, 500.
    app.connect("doctree-read", leave_out_sides, priority=550)
    app.connect("env-updated", note_parts, priority=400)
