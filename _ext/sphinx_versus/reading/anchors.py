"""Ids on a page: ours are stable, so what docutils made up makes room."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from docutils import nodes

from sphinx_versus.nodes import versus_section
from sphinx_versus.site import boundary
from sphinx_versus.site.compat import hand_over_names
from sphinx_versus.site.trees import is_hidden

_NUMBERED = re.compile(r"id\d+")


def name_headings(document: nodes.document, blocks: list[nodes.Node]) -> list[nodes.target]:
    """Give each label before a heading to the heading, wherever that will stand.

    Labels before other blocks stay where they are, for docutils to do the same.
    Returns those that have nothing behind them.
    """
    waiting: list[nodes.target] = []
    for block in [*blocks]:
        if isinstance(block, nodes.target) and block["ids"] and not block.get("refuri"):
            waiting.append(block)
        elif not is_hidden(block):
            if isinstance(block, nodes.rubric):
                for target in waiting:
                    blocks.remove(target)
                    _hand_on(document, target, block)
            waiting = []
    return waiting


def _hand_on(document: nodes.document, target: nodes.target, block: nodes.Element) -> None:
    for attribute in ("ids", "names", "dupnames"):
        block[attribute] += target[attribute]
    for id_ in target["ids"]:
        document.ids[id_] = block


def release(document: nodes.document, rubric: nodes.Element) -> None:
    """Take from a heading that a section will replace what docutils made up for it.

    What the writer named on purpose, with ``{#name}``, stays; older releases
    of MyST take such a name for a second one of its own.
    """
    held = {*rubric["names"], *rubric["dupnames"]}
    kept = [
        name
        for name in sorted(held)
        if document.nametypes.get(name) and document.nameids.get(name) in rubric["ids"]
    ]
    for id_ in rubric["ids"]:
        document.ids.pop(id_, None)
    rubric["names"], rubric["dupnames"] = kept, []
    rubric["ids"] = [document.nameids[name] for name in kept]


def taken(document: nodes.document, page: nodes.section | None) -> set[str]:
    """Return the ids that a comparison must leave alone.

    Those of ``page``, the section that the comparison is to fill, and those
    that docutils derived from headings are free for the taking.
    """
    explicit = {
        id_ for name, id_ in document.nameids.items() if document.nametypes.get(name) and id_
    }
    return {
        id_
        for id_, node in document.ids.items()
        if node is not page
        and (id_ in explicit or not isinstance(node, nodes.section) or _is_ours(node))
    }


def occupy(document: nodes.document, id_: str, element: nodes.Element) -> None:
    """Give an id to an element; a heading that has it gets another one."""
    holder = document.ids.get(id_)
    if holder is not None and holder is not element:
        _move_aside(document, holder, id_)
    document.ids[id_] = element
    if id_ not in element["ids"]:
        element["ids"].insert(0, id_)
    hand_over_names(document, element)


def keep_old(
    document: nodes.document, key: str, whole: nodes.Element, parts: Iterable[nodes.Element] = ()
) -> None:
    """Give a block and its parts the ids that they had before, where nothing has them.

    Where one was the ``key``, the ids of parts began with it too.
    """
    old = ids_of(whole)
    for element in (whole, *parts):
        was = ids_of(element)
        kept = [id_ for id_ in (*element["ids"], *was) if id_.startswith(f"{key}-")]
        derived = [before + id_[len(key) :] for id_ in kept for before in old]
        for id_ in dict.fromkeys((*was, *derived)):
            if id_ not in document.ids:
                document.ids[id_] = element
                element["ids"].append(id_)


def ids_of(node: nodes.Element) -> tuple[str, ...]:
    """Return the ids that a node had before, on this page or on another one."""
    was: tuple[tuple[str, int], ...] = node.get("was", ())
    return tuple(id_ for address, _ in was if (id_ := address.rpartition("#")[2]))


def drop_numbered(document: nodes.document, section: nodes.Element) -> None:
    """Drop the ids that docutils counts (``id1``), where a section has a better one.

    It makes them of titles in scripts that it cannot turn into ids.
    """
    better = [id_ for id_ in section["ids"] if not _NUMBERED.fullmatch(id_)]
    if not better:
        return
    for id_ in set(section["ids"]) - set(better):
        document.ids.pop(id_, None)
        for name, held in document.nameids.items():
            if held == id_:
                document.nameids[name] = better[0]
    section["ids"] = better


def _is_ours(node: nodes.Element) -> bool:
    return isinstance(node, versus_section)


def _move_aside(document: nodes.document, holder: nodes.Element, id_: str) -> None:
    number = 1
    other = f"{id_}-section"
    while other in document.ids:
        number += 1
        other = f"{id_}-section-{number}"
    holder["ids"] = [other if held == id_ else held for held in holder["ids"]]
    document.ids[other] = holder
    for name, held in document.nameids.items():
        if held == id_:
            document.nameids[name] = other


class MapHeadingSlugs(boundary.Transform):
    """Lead MyST's heading anchors to the sections that replaced the headings."""

    # Before MyST puts slugs on headings (700) and resolves links to them (879).
    default_priority = 690

    def apply(self, **kwargs: Any) -> None:
        """Correct the ids in the slugs that MyST keeps for the document."""
        slugs: dict[str, tuple[int, str, str]] = getattr(self.document, "myst_slugs", {})
        if not slugs:
            return
        sections = {
            section["slug"]: section["ids"][0]
            for section in self.document.findall(nodes.section)
            if _is_ours(section) and section.get("slug")
        }
        for slug, (line, _, title) in slugs.items():
            if slug in sections:
                slugs[slug] = (line, sections[slug], title)
