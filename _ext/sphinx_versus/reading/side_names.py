"""The names of sides in parsed blocks: in tables and headings, and what stands beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from docutils import nodes

from sphinx_versus.grammar.columns import Words, sides_in
from sphinx_versus.grammar.headings import section_kind
from sphinx_versus.grammar.names import MIN_SIDES, Match, match, normalise
from sphinx_versus.grammar.shapes import argument
from sphinx_versus.model.facts import POINT_KINDS, SIDED_KINDS, SectionKind
from sphinx_versus.nodes import NODES
from sphinx_versus.site.addresses import web_address
from sphinx_versus.site.trees import NO_WORDS, is_citation, plain_text, texts_in, walk

from .heading_tree import Part
from .result import Decoration, Notes

_OURS = frozenset(NODES)


def name_of(node: nodes.Node, names: Sequence[str]) -> str:
    """Return the name in a heading or a cell; a picture beside it says nothing if it is known."""
    text = plain_text(node)
    if text and any(isinstance(each, nodes.image) for each in walk(node)):
        beside = " ".join("".join(_texts_beside_pictures(node)).split())
        hit = match(text, names)
        if beside and not (hit and hit.exact):
            return beside
    return text


def _texts_beside_pictures(node: nodes.Node) -> Iterator[str]:
    for child in node.children:
        if child.children and not (is_citation(child) or isinstance(child, NO_WORDS)):
            yield from _texts_beside_pictures(child)
        elif not isinstance(child, nodes.image):
            yield from texts_in(child)


def name_sides(hits: Sequence[Match | None]) -> bool:
    """Return whether headings name sides where any heading may stand.

    "Ada 1.0" and "Ada 2.0" are the releases of one side, say: what has more than a name
    counts if each is a side of its own.
    """
    exact = [hit for hit in hits if hit and hit.exact]
    plain = [hit for hit in exact if not hit.version and not hit.remark]
    return bool(plain) or len({hit.index for hit in exact}) == len(exact) >= MIN_SIDES


def note_decoration(heading: nodes.Node, hit: Match, notes: Notes) -> None:
    """Keep what a heading or a cell says beside the name of a side."""
    links = (
        address
        for node in walk(heading)
        if isinstance(node, nodes.reference) and (address := web_address(node.get("refuri", "")))
    )
    remark = "" if notes.units.in_brackets(hit.remark) else hit.remark
    found = Decoration(hit.version, next(links, ""), remark)
    if any(found):
        notes.decorate(hit.index, found)


def tables_in(block: nodes.Node) -> Iterator[nodes.table]:
    """Yield the tables of a block, and in boxes, tabs, quotes and items, but for those in cells.

    What belongs to another block of ours is left to that.
    """
    if isinstance(block, nodes.table):
        yield block
    elif type(block) not in _OURS and not isinstance(block, nodes.TextElement):
        for child in block.children:
            if child.children:
                yield from tables_in(child)


def sides_of(root: Part, words: Words, headings: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the sides that the first side-by-side table has, where nothing else names them."""
    known = names_in_sections(root, headings)
    for table in _tables(root, headings):
        rows = [row for row in walk(table) if isinstance(row, nodes.row)]
        texts = [[name_of(cell, ()) for cell in row.children] for row in rows]
        if texts and all(len(row) == len(texts[0]) for row in texts):
            first, *others = texts
            others = _without_groups(others) if len(first) > MIN_SIDES else others
            cells = list(zip(*others, strict=True)) or [()] * len(first)
            kinds = [section_kind(heading, headings) for heading in first]
            points = [at for at, kind in enumerate(kinds) if kind in POINT_KINDS]
            if names := sides_in(first, cells, words, known, points):
                return names
    return []


def called_below(
    names: Sequence[str], root: Part, headings: Mapping[str, Sequence[str]]
) -> dict[int, str]:
    """Return what sides are called in the body, by place, where none is called as it should be.

    One place alone may have the slip; of several that say the same it is the name itself.
    """
    called: dict[int, Counter[str]] = {}
    exact: set[int] = set()
    tables = (walk(table) for table in _tables(root, headings))
    rows = (next(node for node in nodes_ if isinstance(node, nodes.row)) for nodes_ in tables)
    cells = (name_of(cell, ()) for row in rows for cell in row.children)
    for text in (*_names_in_sections(root, headings), *cells):
        if (hit := match(text, names)) is None:
            continue
        if hit.exact:
            exact.add(hit.index)
        elif not hit.odd:
            called.setdefault(hit.index, Counter())[text] += 1
    return {
        at: next(iter(texts))
        for at, texts in called.items()
        if at not in exact and len(texts) == 1 and texts.total() > 1
    }


def _without_groups(rows: Sequence[list[str]]) -> list[list[str]]:
    """Leave out the rows that only name those below them: with nothing but a first cell."""
    last = max((at for at, row in enumerate(rows) if any(row[1:])), default=-1)
    return [row for at, row in enumerate(rows) if at > last or not row[0] or any(row[1:])]


def names_in_sections(root: Part, headings: Mapping[str, Sequence[str]]) -> list[str]:
    """Return what is defined, has a heading of its own in the sections of sides, or has points."""
    found: dict[str, str] = {}
    for name in _names_in_sections(root, headings):
        found.setdefault(normalise(name), name)
    names = [*found.values()]
    return names if len(names) >= MIN_SIDES else []


def _names_in_sections(root: Part, headings: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for part in root.parts:
        kind = section_kind(part.title, headings)
        for each in (part, *part.parts):
            if (kind in SIDED_KINDS and each is not part) or _has_points(each, headings):
                yield each.title
        if kind is SectionKind.DEFINITIONS:
            inside = (node for block in part.body for node in walk(block))
            yield from (plain_text(node) for node in inside if isinstance(node, nodes.term))


def _has_points(part: Part, headings: Mapping[str, Sequence[str]]) -> bool:
    """Return whether a heading that may be a side's has points below it, as "Pros" or MADR's."""
    items = (
        plain_text(item)
        for block in part.body
        if isinstance(block, nodes.bullet_list)
        for item in block.children
    )
    return section_kind(part.title, headings) is SectionKind.OTHER and (
        any(section_kind(sub.title, headings) in POINT_KINDS for sub in part.parts)
        or any(argument(item) is not None for item in items)
    )


def _tables(root: Part, headings: Mapping[str, Sequence[str]]) -> Iterator[nodes.table]:
    """Yield the tables of a comparison; those of sections for such tables come first."""
    sections = sorted(
        root.parts,
        key=lambda part: section_kind(part.title, headings) is not SectionKind.SIDE_BY_SIDE,
    )
    for part in (Part(body=root.body), *sections):
        yield from _tables_in(part)


def _tables_in(part: Part) -> Iterator[nodes.table]:
    for block in part.body:
        yield from tables_in(block)
    for sub in part.parts:
        yield from _tables_in(sub)
