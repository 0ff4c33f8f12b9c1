"""The facts of a finished document, from the nodes that carry them.

By then Sphinx has translated the document and curled its quotes, so that other
pages show what the page itself does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from docutils import nodes
from sphinx import addnodes

from sphinx_versus.grammar.columns import Role
from sphinx_versus.grammar.names import between_commas
from sphinx_versus.grammar.problems import Problem
from sphinx_versus.grammar.values import Language
from sphinx_versus.model.facts import (
    Certainty,
    CertaintyDomain,
    Claim,
    Comparison,
    Dimension,
    Entity,
    Link,
    Mention,
    Moved,
    Point,
    Prose,
    Section,
    SectionKind,
    Side,
    Source,
    Stance,
    Step,
)
from sphinx_versus.nodes import (
    NODES,
    versus_cell,
    versus_claim,
    versus_claims,
    versus_column,
    versus_comparison,
    versus_definition,
    versus_dimension,
    versus_entity,
    versus_example,
    versus_extra,
    versus_group,
    versus_in_short,
    versus_legend,
    versus_mention,
    versus_point,
    versus_point_paragraph,
    versus_points,
    versus_reason,
    versus_request,
    versus_section,
    versus_side,
    versus_source,
    versus_statement,
    versus_table,
    versus_tagline,
    versus_tags,
)
from sphinx_versus.site import boundary
from sphinx_versus.site.trees import is_hidden, plain_text, walk_blocks

from .cell_values import Row, with_values
from .mentions import links_to_entities, related
from .prose import plain, points_of, prose_of, texts_of

_OURS = frozenset(NODES)
# On the page of an entity, another one says nothing of it.
_NO_WORDS = nodes.field_list | nodes.docinfo | nodes.meta | addnodes.index | versus_entity


@dataclass(slots=True)
class Collected:
    """What a document says, in the order of the page; ``claims`` are those outside of comparisons.

    ``requests`` are what `nodes.versus_request` holds, ``mentions`` the related entities of
    all comparisons, then links that may lead to entities; ``moved`` are addresses of the past
    on other pages; ``legends`` are the ids of what explains certainty and stance, and
    ``problems`` what only a finished document shows. Cells are read in its ``language``.
    """

    docname: str
    language: Language
    comparisons: list[Comparison] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    requests: list[object] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    moved: list[Moved] = field(default_factory=list)
    legends: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class _Parts:
    """What has been met of a comparison."""

    sections: list[Section] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    entities: list[str] = field(default_factory=list)
    others: list[Link] = field(default_factory=list)
    sides: list[versus_side] = field(default_factory=list)
    definitions: dict[int, list[nodes.Node]] = field(default_factory=dict)
    points: dict[int, list[Point]] = field(default_factory=dict)
    in_short: list[Prose] = field(default_factory=list)
    tagline: str = ""
    tags: tuple[str, ...] = ()
    # The table that is being looked through, and what its rows stand under by now.
    table: versus_table | None = None
    group: str = ""
    column_group: str = ""

    def add_points(self, node: nodes.Element, *said: Prose) -> None:
        """Add the points that a node makes."""
        points = self.points.setdefault(node["place"], [])
        points += [Point(SectionKind(node["kind"]), prose) for prose in said]


def collect(document: nodes.document, docname: str, language: Language) -> Collected:
    """Return what a finished document says; ``language`` is what its cells are read with."""
    found = Collected(docname, language)
    _look(document, found, _Parts())
    found.mentions += links_to_entities(document)
    return found


def _look(parent: nodes.Element, found: Collected, parts: _Parts) -> None:
    """Go through the blocks below a node; ``parts`` are those of the comparison around it."""
    for node in parent.children:
        # Most nodes are no facts, and what stands inside of a text is none.
        if isinstance(node, nodes.TextElement):
            if isinstance(node, versus_tagline):
                parts.tagline = plain_text(node)
            elif isinstance(node, versus_tags):
                parts.tags = between_commas(plain_text(node))
            elif isinstance(node, versus_definition):
                parts.definitions.setdefault(node["place"], []).append(node)
            elif isinstance(node, versus_point_paragraph):
                parts.add_points(node, prose_of(node))
        elif isinstance(node, versus_claim):
            with boundary.contained("the facts of a claim", (found.docname, node["line"])):
                inside = isinstance(parent, versus_claims) and parent["comparison"]
                (parts if inside else found).claims.append(_claim(node, found))
            _look(node, found, parts)
        elif isinstance(node, versus_comparison):
            with boundary.contained("the facts of a comparison", (found.docname, node["line"])):
                within, before = _Parts(), len(found.comparisons)
                _look(node, found, within)
                found.comparisons.insert(before, _comparison(node, found, within))
        elif isinstance(node, versus_entity):
            with boundary.contained("the facts of an entity", (found.docname, node["line"])):
                within, before = _Parts(), len(found.entities)
                _look(node, found, within)
                found.entities.insert(before, _entity(node, found, within))
        elif isinstance(node, nodes.Element) and not isinstance(node, versus_example):
            if type(node) in _OURS:
                _note(node, found, parts)
            _look(node, found, parts)


def _note(node: nodes.Element, found: Collected, parts: _Parts) -> None:
    match node:
        case versus_section() | versus_in_short() if "kind" in node:
            parts.sections.append(
                Section(
                    node["anchor"],
                    SectionKind(node["kind"]),
                    plain_text(node[0]),
                    node["line"],
                    node.get("place"),
                )
            )
            if node["kind"] is SectionKind.IN_SHORT:
                parts.in_short += texts_of(node)
        case versus_side():
            parts.sides.append(node)
        case versus_point():
            parts.add_points(node, prose_of(node))
        case versus_points():
            parts.add_points(node, *points_of(node))
        case versus_table():
            parts.table, parts.group, parts.column_group = node, "", ""
            if node.get("turned"):
                parts.rows += _turned(node, len(parts.sides))
        case versus_group():
            parts.group = plain_text(node)
        case versus_dimension():
            parts.rows.append(_dimension(node, parts))
        case versus_mention():
            parts.entities.append(node["entity"])
            found.mentions.append(related(node))
        case versus_request():
            found.requests.append(node["request"])
            if isinstance(node["request"], Link):
                parts.others.append(node["request"])
        case versus_claims():
            _was(node, found, "")
        case versus_legend():
            found.legends += [id_ for term in node.findall(nodes.term) for id_ in term["ids"]]


def _comparison(node: versus_comparison, found: Collected, parts: _Parts) -> Comparison:
    dimensions, problems = with_values(parts.rows, found.language)
    found.problems += problems
    return Comparison(
        key=node["key"],
        docname=found.docname,
        line=node["line"],
        title=plain_text(node[0]),
        is_page=bool(node["is_page"]),
        sides=tuple(
            Side(
                name=side["name"],
                slug=side["key"],
                title=plain_text(side),
                definition=prose_of(*definitions) if definitions else (),
                points=tuple(parts.points.get(place, ())),
                version=side.get("version", ""),
                link=side.get("link", ""),
                remark=side.get("remark", ""),
            )
            for place, side in enumerate(parts.sides)
            for definitions in [parts.definitions.get(place)]
        ),
        names=node["called"],
        tagline=parts.tagline,
        tags=parts.tags,
        written_tags=node["tags"],
        reviewed=node["reviewed"],
        key_line=node["key_line"],
        reviewed_line=node["reviewed_line"],
        sections=tuple(parts.sections),
        dimensions=dimensions,
        claims=tuple(parts.claims),
        entities=tuple(parts.entities),
        others=tuple(parts.others),
        in_short=tuple(parts.in_short),
        **_was(node, found, "" if node["is_page"] else node["key"]),
    )


def _entity(node: versus_entity, found: Collected, parts: _Parts) -> Entity:
    is_page = isinstance(node.parent, nodes.document)
    beside = [each for each in node.parent.children if each is not node] if is_page else []
    return Entity(
        name=node["name"],
        slug=node["key"],
        docname=found.docname,
        line=node["line"],
        title=plain_text(node[0]),
        aliases=node["aliases"],
        description=parts.tagline,
        is_page=is_page,
        wikidata=node.get("wikidata", ""),
        has_text=any(map(_says_something, [*node.children[1:], *beside])),
        **_was(node, found, "" if is_page else node["ids"][0]),
    )


def _was(node: nodes.Element, found: Collected, anchor: str) -> dict[str, Any]:
    """Return the ids that a node had before, and note from which pages addresses lead to it."""
    written: tuple[tuple[str, int], ...] = node.get("was", ())
    was = [(*address.rpartition("#"), line) for address, line in written]
    found.moved += [Moved(page, id_, anchor, line) for page, _, id_, line in was if page]
    kept = [(id_, line) for _, _, id_, line in was if id_]
    return {"was": tuple(id_ for id_, _ in kept), "was_lines": tuple(line for _, line in kept)}


def _says_something(block: nodes.Node) -> bool:
    """Return whether a writer has put it there for readers: text, pictures, lists of ours."""
    if isinstance(block, _NO_WORDS) or is_hidden(block):
        return False
    if isinstance(block, nodes.section):
        return any(map(_says_something, block.children[1:]))
    # The parts of its page are asked for by us, and have no source.
    return not isinstance(block, versus_request) or bool(block.rawsource)


def _dimension(row: versus_dimension, parts: _Parts) -> Row:
    cells: list[list[nodes.Element]] = [[] for _ in parts.sides]
    said: dict[Role, list[versus_extra]] = {}
    for cell in row.children:
        if isinstance(cell, versus_cell):
            cells[cell["place"]] = [cell]
        elif isinstance(cell, versus_extra):
            said.setdefault(cell["role"], []).append(cell)
    table = parts.table
    continues = row.get("continues", "")
    if groups := said.get(Role.GROUP):
        parts.column_group = " ".join(map(plain_text, groups)).strip() or parts.column_group
    dimension = Dimension(
        anchor=row["anchor"],
        name=parts.rows[-1].dimension.name
        if continues
        else plain_text(row[table.get("dimension", 0) if table else 0]),
        line=row["line"],
        table=row["table"],
        cells=_prose_of_each(cells),
        values=(None,) * len(cells),
        notes=prose_of(*said.get(Role.NOTES, ())),
        group=" \N{EN DASH} ".join(filter(None, (parts.group, parts.column_group))),
        unit=" ".join(map(plain_text, said.get(Role.UNIT, ()))),
        units=table.get("units", ()) if table else (),
        weight=" ".join(map(plain_text, said.get(Role.WEIGHT, ()))),
        winner=row.get("winner", ()),
        continues=continues,
    )
    return Row(dimension, cells)


def _prose_of_each(cells: list[list[nodes.Element]]) -> tuple[Prose, ...]:
    return tuple([prose_of(*each) if each else () for each in cells])


def _turned(table: versus_table, sides: int) -> Iterator[Row]:
    """Yield the columns of a table whose rows are the sides."""
    header, *rows = [row for row in walk_blocks(table) if isinstance(row, nodes.row)]
    for at, column in enumerate(header.children):
        if not isinstance(column, versus_column):
            continue
        cells: list[list[nodes.Element]] = [[] for _ in range(sides)]
        for row in rows:
            if at < len(row) and isinstance(cell := row[at], versus_cell):
                cells[cell["place"]].append(cell)
        dimension = Dimension(
            column["anchor"],
            plain_text(column),
            column["line"],
            column["table"],
            _prose_of_each(cells),
            values=(None,) * len(cells),
        )
        yield Row(dimension, cells)


def _claim(item: versus_claim, found: Collected) -> Claim:
    statement: Prose = ()
    reason: Prose = ()
    steps: Iterable[tuple[str, int]] = item.get("steps", ())
    for part in item.children:
        if isinstance(part, versus_statement):
            statement = prose_of(part)
        elif isinstance(part, versus_reason):
            reason = prose_of(part)
    return Claim(
        anchor=item["anchor"],
        text=plain(statement),
        sources=tuple(_sources(item)),
        certainty=Certainty(item["certainty"]) if item["certainty"] else None,
        about=item["about"],
        about_line=item["about_line"],
        line=item["line"],
        statement=statement,
        reason=reason,
        start=Certainty(item["start"]) if "start" in item else None,
        steps=tuple(Step(CertaintyDomain(domain), levels) for domain, levels in steps),
        rows=item.get("rows", ()),
        **_was(item, found, item["anchor"]),
    )


def _sources(item: versus_claim) -> Iterator[Source]:
    for part in item.children:
        if isinstance(part, versus_source):
            prose = prose_of(part)
            text = "" if part["keys"] else plain(prose)
            yield Source(Stance(part["stance"]), part["keys"], text, part["line"], prose)
