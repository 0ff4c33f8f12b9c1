"""Sections: their ids, their tables, those of one side, and those that are shown side by side."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from typing import Any

from docutils import nodes

from sphinx_versus.grammar.headings import SYNONYMS, words_of
from sphinx_versus.grammar.names import Match, listed, match, nearest, slug, those
from sphinx_versus.grammar.problems import Kind, Problem
from sphinx_versus.grammar.shapes import Meaning
from sphinx_versus.model.facts import POINT_KINDS, SIDED_KINDS, SectionKind
from sphinx_versus.nodes import become, versus_definition, versus_section
from sphinx_versus.site.trees import add, fill, line_of, place_with, plain_text, walk_blocks

from .heading_tree import Part
from .result import Missing, Notes
from .shapes import (
    mark_box,
    mark_points,
    mark_said,
    meaning,
    names_sides,
    read_point_table,
    take_last_rule,
)
from .side_names import name_sides, note_decoration, tables_in
from .table_rows import locate
from .tables import read_table

# A colon of some kind, with what may stand around it.
_BEFORE_DEFINITION = re.compile(r"[\s:\uff1a;,.#|=~\"(`*-]*+")
# A name with what it is on the same line.
_DEFINED_BEHIND = re.compile(
    r"[*_]{0,3}(?P<name>[^\n:\uff1a*_]{1,200}?)[*_]{0,3}[ ]?(?:[:\uff1a]|[ ][-\u2013\u2014=][ ])"
    r"[*_]{0,3}[ ]*(?P<text>[^\n]+)"
)


def read_blocks(
    body: Sequence[nodes.Node],
    notes: Notes,
    kind: SectionKind = SectionKind.OTHER,
    place: int | None = None,
    *,
    expected: bool = False,
) -> list[nodes.Node]:
    """Read the tables among some nodes, and points that a line introduces; the rest stays as it is.

    ``kind`` and ``place`` are those of the section around them; ``expected`` says that it is
    for side-by-side tables.
    """
    blocks: list[nodes.Node] = []
    for node in body:
        blocks.append(node)
        for table in tables_in(node):
            locate(table, notes)
            below = read_point_table(table, notes, kind, place)
            if below is None:
                below = read_table(table, notes, expected=expected and table is node)
            if table is node:
                blocks += below
            elif below:
                table.parent.insert(table.parent.index(table) + 1, below)
        if isinstance(node, nodes.Admonition):
            assert isinstance(node, nodes.Element)
            mark_box(node, notes)
    if place is not None and kind.lists_points:
        mark_points(blocks, kind, place)
    elif kind is not SectionKind.DEFINITIONS:
        mark_said(blocks, place, notes)
    return blocks


def read_parts(part: Part, above: versus_section, notes: Notes) -> list[versus_section]:
    """Read the sub-headings of a part, each for what it says by itself."""
    return [read_part(sub, meaning(sub.title, notes), above, notes) for sub in part.parts]


def _inside(part: Part, above: versus_section, notes: Notes) -> None:
    """Tell of the heading of a section that stands inside another one, and opens none."""
    notes.problem(
        Kind.NOT_A_HEADING,
        part.line,
        f'the heading "{part.title}" stands inside the section "{plain_text(above[0])}" and opens '
        "none; give both as many signs, "
        f'as in "{"#" * max(part.level - 1, 2)} {part.title}"',
    )


def read_part(
    part: Part, means: Meaning, above: versus_section | None, notes: Notes
) -> versus_section:
    """Read a heading that is no column of a side, with all that is below it.

    ``above`` is the section around it, if there is one. Points below a side's name are
    those of the side.
    """
    kind, place = means
    if above and above["kind"] not in (SectionKind.OTHER, *SIDED_KINDS) and _is_usual(part, kind):
        _inside(part, above, notes)
    inside = SectionKind.OTHER if above is None else above["kind"]
    if kind.lists_points and place is None and above and inside not in SIDED_KINDS:
        place = above.get("place")
    has_columns = kind.lists_points and place is None and names_sides(part, notes)
    if not kind.lists_points or (place is None and not has_columns):
        kind = SectionKind.OTHER
    suffix = slug(part.title)
    if above is not None:
        suffix = f"{above['anchor']}-{suffix}".removeprefix(f"{notes.key}-")
    # The id of the same points in the usual shape.
    usual = str(kind) if place is None else f"{kind}-{notes.sides[place].slug}"
    if kind.lists_points and notes.is_free(usual):
        suffix = usual
    section = section_of(part, kind, suffix, notes, place)
    expected = inside is SectionKind.SIDE_BY_SIDE
    add(section, read_blocks(part.body, notes, kind, place, expected=expected))
    if has_columns:
        columns, others = read_columns(part, section, [], notes)
        add(section, [*columns, *others])
    else:
        add(section, read_parts(part, section, notes))
    return section


def _is_usual(part: Part, kind: SectionKind) -> bool:
    """Return whether a heading is the usual one of a section that is a list, and has one."""
    return (
        kind in (SectionKind.EVIDENCE, SectionKind.ENTITIES, SectionKind.COMPARISONS)
        and words_of(part.title) == words_of(SYNONYMS[kind][0])
        and any(isinstance(node, nodes.bullet_list) for node in part.body)
    )


def section_of(
    part: Part, kind: SectionKind, suffix: str, notes: Notes, place: int | None = None
) -> versus_section:
    """Make the section of a heading that is not the root's, with its title and its id."""
    assert part.heading is not None
    anchor = notes.anchor(
        suffix or "section",
        Kind.DUPLICATE_KEY,
        part.line,
        f'the section "{part.title}"',
        "rename one of the two, or put both under one heading",
    )
    facts = {} if place is None else {"place": place}
    return _titled(part.heading, part.line, anchor, kind, **facts)


def _titled(
    heading: nodes.Element, line: int, anchor: str, kind: SectionKind, **facts: Any
) -> versus_section:
    """Make a section that takes over the text, the ids and the names of a heading."""
    section = versus_section(
        ids=[anchor, *heading["ids"]], anchor=anchor, kind=kind, line=line, **facts
    )
    section["names"] = list(heading["names"])
    if "slug" in heading:
        section["slug"] = heading["slug"]
    # Translations find a title by its raw source and its place in the file.
    title = nodes.title(heading.rawsource)
    fill(title, heading.children)
    for node in (section, title):
        place_with(node, heading)
        node.source, node.line = heading.source, line
    fill(section, [title])
    return section


def read_columns(
    part: Part, above: versus_section, columns: list[versus_section], notes: Notes
) -> tuple[list[versus_section], list[versus_section]]:
    """Read the sub-headings that are sides, in the order of the sides.

    ``columns`` are those that the section has already. The second list are
    the sub-headings that are no side's.
    """
    kind = above["kind"]
    meant = [_meant(sub, kind, notes) for sub in part.parts]
    sided = kind in SIDED_KINDS or name_sides([hit for hit, _ in meant])
    others: list[versus_section] = []
    unknown = 0
    by_place = {column["place"]: column for column in columns}
    for at, (sub, (hit, means)) in enumerate(zip(part.parts, meant, strict=True)):
        if sided or means.place is not None:
            take_last_rule(sub)
        if hit is None or not sided:
            if kind in SIDED_KINDS and kind is not SectionKind.BEST_FOR and means.place is None:
                _unknown_side(sub.title, "heading", sub.line, None, notes)
                unknown += 1
            elif means.kind in POINT_KINDS and any(hit for hit, _ in meant[at + 1 : at + 2]):
                _inside(sub, above, notes)
            others.append(read_part(sub, means, above, notes))
            continue
        name = notes.side_names[hit.index]
        if not hit.exact:
            _unknown_side(sub.title, "heading", sub.line, hit, notes)
        before = by_place.get(hit.index)
        if before and not (hit.exact and means.kind is SectionKind.OTHER):
            others.append(read_part(sub, means, above, notes))
            continue
        if before:
            notes.problem(
                Kind.DUPLICATE_SIDE,
                sub.line,
                f'the side "{name}" stands twice in this section; both are shown together',
            )
        else:
            before = _side_section(sub.heading, sub.title, sub.line, hit.index, above, notes)
            by_place[hit.index] = before
        add(before, _with_definitions(read_blocks(sub.body, notes, kind, hit.index), before))
        add(before, read_parts(sub, before, notes))
    if sided and by_place and unknown < len(notes.sides) - len(by_place):
        _check_columns(by_place, part, above, notes)
    return [by_place[place] for place in sorted(by_place)], others


def _meant(sub: Part, kind: SectionKind, notes: Notes) -> tuple[Match | None, Meaning]:
    """Return the side whose column a sub-heading opens, if it is one's, and what else it says."""
    hit = match(sub.title, notes.side_names)
    if hit and hit.exact and not hit.remark:
        return hit, Meaning(SectionKind.OTHER, hit.index)
    means = meaning(sub.title, notes)
    if hit and hit.exact and not means.kind.lists_points:
        return hit, Meaning(SectionKind.OTHER, hit.index)
    if means.place is None:
        # Beside what each side is best for, people say what both are, or neither.
        loose = kind is SectionKind.BEST_FOR and nearest(sub.title, notes.side_names, 0.88) is None
        return None if loose else hit, means
    # "Choose Ada if" below "When to use", and "Strengths of Ada" below "Strengths".
    return Match(means.place, exact=True) if means.kind is kind else None, means


def _side_section(
    heading: nodes.Element | None,
    title: str,
    line: int,
    place: int,
    above: versus_section,
    notes: Notes,
) -> versus_section:
    """Make the section of the side at a place."""
    assert heading is not None
    suffix = f"{above['anchor']}-{notes.sides[place].slug}".removeprefix(f"{notes.key}-")
    anchor = notes.anchor(
        suffix, Kind.DUPLICATE_KEY, line, f'the heading "{title}"', "rename one of the two"
    )
    if hit := match(title, notes.side_names):
        note_decoration(heading, hit, notes)
    return _titled(heading, line, anchor, above["kind"], place=place)


def _with_definitions(blocks: list[nodes.Node], section: versus_section) -> list[nodes.Node]:
    """Make definitions of what a side's part of such a section says."""
    if section["kind"] is SectionKind.DEFINITIONS:
        for block in blocks:
            if isinstance(block, nodes.paragraph):
                become(block, versus_definition, place=section["place"])
    return blocks


def _unknown_side(found: str, what: str, line: int, hit: Match | None, notes: Notes) -> None:
    notes.problem(
        Kind.UNKNOWN_SIDE,
        line,
        f'the {what} "{found}" names none of the sides; {notes.offer_side(hit)}',
    )


def _deeper(part: Part, place: int, notes: Notes) -> Part | None:
    """Return the heading that names a side and is one level too deep for its column."""
    for each in (inner for sub in part.parts for inner in sub.parts):
        hit = match(each.title, notes.side_names)
        if hit is not None and hit.exact and hit.index == place:
            return each
    return None


def _check_columns(
    present: Container[int], part: Part, above: versus_section, notes: Notes
) -> None:
    kind, line = above["kind"], above["line"]
    if kind not in SIDED_KINDS:
        # Others may speak of some of the sides.
        return
    signs = "#" * part.parts[0].level if part.parts else ""
    missing: list[int] = []
    for place in range(len(notes.sides)):
        if place in present:
            continue
        if kind is SectionKind.DEFINITIONS and place in notes.undefined:
            notes.problems.append(notes.undefined[place])
        elif kind is not SectionKind.DEFINITIONS and (deeper := _deeper(part, place, notes)):
            notes.problem(
                Kind.MISSING_SIDE,
                deeper.line,
                f'the heading "{deeper.title}" stands below that of another side; '
                f'write "{signs} {deeper.title}"',
            )
        else:
            missing.append(place)
    notes.missing.append(Missing(kind, missing, line, plain_text(above[0]), signs))


def missing_sides(missing: Missing, names: Sequence[str]) -> Problem:
    """Return the problem of the sides that a section leaves out."""
    if missing.kind is SectionKind.DEFINITIONS:
        kind = Kind.MISSING_DEFINITION
        found = f"{those(names)} {'have' if len(names) > 1 else 'has'} no definition"
    else:
        kind = Kind.MISSING_SIDE
        found = f'the section "{missing.title}" says nothing of {those(names)}'
    if missing.signs:
        headings = listed((f"{missing.signs} {name}" for name in names), "and")
        remedy = "give it a sub-heading" if len(names) == 1 else "give each a sub-heading"
        remedy += f" of its own: {headings}"
    else:
        what = f'"{names[0]}"' if len(names) == 1 else "each name"
        remedy = f'write {what} on a line of its own, and on the next line ": its definition"'
    return Problem(kind, missing.line, f"{found}; {remedy}", tuple(names))


def read_definitions(
    blocks: list[nodes.Node], above: versus_section, notes: Notes
) -> tuple[list[nodes.Node], list[versus_section]]:
    """Turn the items of definition lists that name a side into its column."""
    kept: list[nodes.Node] = []
    columns: dict[int, versus_section] = {}
    for block in blocks:
        if not isinstance(block, nodes.definition_list):
            kept.append(block)
            _find_undefined(block, notes)
            continue
        for item in list(block.children):
            column = _definition(item, columns, above, notes)
            if column:
                block.remove(item)
                columns[column["place"]] = column
        if len(block):
            kept.append(block)
    return kept, [*columns.values()]


def _find_undefined(block: nodes.Node, notes: Notes) -> None:
    """Keep what to tell of text that was meant to define a side, if nothing else does."""
    for node in walk_blocks(block):
        if isinstance(node, nodes.paragraph):
            _note_undefined(node, notes)


def _note_undefined(written: nodes.paragraph, notes: Notes) -> None:
    name, _, below = written.rawsource.partition("\n")
    line, text = line_of(written) + 1, _BEFORE_DEFINITION.sub("", below.partition("\n")[0], 1)
    remedy = f'begin it with a colon and a space, ": {text}"'
    if not below and (behind := _DEFINED_BEHIND.match(name)):
        name, text, line = behind["name"], behind["text"], line - 1
        remedy = f'write "{name.strip()}" alone, and on the next line ": {text}"'
    hit = match(name.strip(), notes.side_names) if text else None
    if hit is not None and hit.exact:
        message = f'this line does not define "{notes.side_names[hit.index]}"; {remedy}'
        problem = Problem(Kind.MISSING_DEFINITION, line, message)
        notes.undefined.setdefault(hit.index, problem)


def _definition(
    item: nodes.Node, defined: Container[int], above: versus_section, notes: Notes
) -> versus_section | None:
    term = next(item.findall(nodes.term), None)
    if term is None:
        return None
    name, line = plain_text(term), line_of(term)
    hit = match(name, notes.side_names)
    if hit is None or not hit.exact:
        _unknown_side(name, "definition", line, hit, notes)
    if hit is None:
        return None
    if hit.index in defined:
        notes.problem(
            Kind.DUPLICATE_SIDE,
            line,
            f'the side "{name}" is defined twice; the first one counts, so take one of the two out',
        )
        return None
    section = _side_section(term, name, line, hit.index, above, notes)
    definitions = [
        child
        for definition in item.children
        if isinstance(definition, nodes.definition)
        for child in definition.children
    ]
    add(section, _with_definitions(definitions, section))
    return section
