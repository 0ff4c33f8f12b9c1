"""Reads the parsed body of a comparison into nodes that carry its facts.

A function of data: parsed blocks and raw lines in, a `Reading` out. It logs
nothing and asks neither the builder nor the environment.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Container, Sequence
from functools import partial

from docutils import nodes

from sphinx_versus.grammar.headings import SYNONYMS, kind_elsewhere, meant_heading, section_kind
from sphinx_versus.grammar.names import (
    did_you_mean,
    listed,
    match,
    normalise,
    slug,
    title_of,
    versus,
)
from sphinx_versus.grammar.options import is_option
from sphinx_versus.grammar.problems import Kind, Problem
from sphinx_versus.grammar.shapes import is_summary, is_vague
from sphinx_versus.model.facts import POINT_KINDS, SectionKind
from sphinx_versus.nodes import (
    become,
    versus_in_short,
    versus_point,
    versus_section,
    versus_tagline,
)
from sphinx_versus.site.trees import add, is_hidden, line_of, plain_text

from .evidence import read_claims, read_subjects
from .heading_tree import Part, labels_of, level_headings, outline
from .links import read_cards, read_mentions
from .opening import (
    Written,
    check_sides,
    key_of,
    named,
    reviewed_on,
    side_node,
    sides_called,
    tags_of,
)
from .result import Notes, Reading
from .sections import (
    missing_sides,
    read_blocks,
    read_columns,
    read_definitions,
    read_part,
    read_parts,
    section_of,
)
from .shapes import (
    define_sides,
    meaning,
    names_sides,
    points_in,
    take_last_rule,
    take_rules,
)
from .tables import check_tables

# What the page shows by itself where the writer lists nothing.
_BY_THEMSELVES = {
    SectionKind.ENTITIES: "the entities that its sides meet most often elsewhere",
    SectionKind.COMPARISONS: "the comparisons that share most with it",
}
# Between two headings that are one.
_AND = re.compile(r"[&/+,]|\b(?:and|und|et|y|e|en)\b", re.IGNORECASE)
# What is wrong with a comparison that has no sides, or sides alike, is told at once.
_OF_SIDES = frozenset(
    {Kind.UNKNOWN_SIDE, Kind.DUPLICATE_SIDE, Kind.MISSING_SIDE, Kind.MISSING_DEFINITION}
)


def read(written: Written) -> Reading:
    """Read a comparison. Nothing raises: what is wrong is among the problems."""
    problems: list[Problem] = []
    argument, names = named(written, problems)
    notes = Notes(
        # Without sides, which is told, it is called as its page is.
        key=slug(argument) or slug(written.page_title) or "comparison",
        sides=sides_called(names),
        lines=written.lines,
        first_line=written.first_line,
        headings=written.headings,
        parse_inline=written.parse_inline,
        taken=written.taken,
        words=written.words,
        units=written.units,
        problems=problems,
    )
    _level_headings(written, notes)
    root = outline(written.blocks)
    check_sides(names, root, written, notes)
    notes.key = notes.comparison = key_of(written, notes)
    take_rules(root)
    tagline, body = _tagline(root.body, written.known_options)
    introduction = _introduction(body, root, written.line, notes)
    sections = _sections(root.parts, notes)
    read_subjects(notes)
    check_tables(notes)
    if SectionKind.DEFINITIONS not in notes.kinds:
        define_sides(sections)
    _tell_missing(notes, points_in(sections))
    if not notes.are_compared or len({*map(normalise, names)}) < len(names):
        notes.problems = [
            each
            for each in notes.problems
            if each.kind not in _OF_SIDES or each.line == written.line
        ]
    option, _ = written.options.get("title", ("", 0))
    day, reviewed_line = written.options.get("reviewed", ("", 0))
    title = written.page_title or option or title_of(argument)
    facts = {
        "key": notes.key,
        "line": written.line,
        "is_page": int(bool(written.page_title)),
        "called": (title, versus(names)),
        "tags": tags_of(written, notes),
        "reviewed": reviewed_on(written, notes),
        "key_line": written.options.get("key", ("", 0))[1],
        # An option without a day says nothing.
        "reviewed_line": reviewed_line if day else 0,
    }
    sides = [side_node(side, place, written, notes) for place, side in enumerate(notes.sides)]
    return Reading(facts, title, sides, tagline, [*introduction, *sections], notes)


def _tell_missing(notes: Notes, said: Container[tuple[SectionKind, int]]) -> None:
    """Tell of the sides that sections leave out; ``said`` are those that points are of anywhere."""
    for missing in notes.missing:
        lacking = [place for place in missing.places if (missing.kind, place) not in said]
        if lacking:
            names = [notes.side_names[place] for place in lacking]
            notes.problems.append(missing_sides(missing, names))


def _introduction(body: list[nodes.Node], root: Part, line: int, notes: Notes) -> list[nodes.Node]:
    """Read what stands before the first heading: a comparison can be a table and nothing else."""
    blocks = read_blocks(body, notes, expected=False)
    if root.parts or notes.tables or not notes.sides or points_in(blocks):
        return blocks
    if any(isinstance(block, nodes.table) for block in body):
        # None of them compares the sides, and one of them was to.
        return read_blocks(body, notes, expected=True)
    notes.problem(
        Kind.EMPTY_COMPARISON,
        line,
        "this comparison has no sections; begin them with headings such as "
        '"## Definitions" or "## Side-by-side analysis", or give it a table '
        "whose columns are the sides",
    )
    return blocks


def _level_headings(written: Written, notes: Notes) -> None:
    def is_section(title: str) -> bool:
        return section_kind(title, notes.headings) is not SectionKind.OTHER

    def is_side(title: str) -> bool:
        hit = match(title, notes.side_names)
        return hit is not None and hit.exact

    for heading in level_headings(written.blocks, is_section, is_side):
        title = plain_text(heading)
        lines = notes.lines[line_of(heading) - notes.first_line :][:1]
        below = "" if lines and lines[0].lstrip().startswith("#") else " in place of both lines"
        notes.first_level.add(line_of(heading))
        notes.problem(
            Kind.MISPLACED_TEXT,
            line_of(heading),
            f'the heading "{title}" is of the first level, which the title of the page has; it is '
            f'read as a section, so write "## {title.lstrip("# ")}"{below}, '
            "or put it above the comparison",
        )


def _tagline(
    body: list[nodes.Node], options: Collection[str]
) -> tuple[versus_tagline | None, list[nodes.Node]]:
    for at, node in enumerate(body):
        if isinstance(node, nodes.paragraph) and not is_option(node.rawsource, options):
            return become(node, versus_tagline), body[:at] + body[at + 1 :]
        if not is_hidden(node) and not isinstance(node, nodes.paragraph):
            break
    return None, body


def _sections(parts: Sequence[Part], notes: Notes) -> list[nodes.Node]:
    """Read the sections: what is in short comes first, and rules part the others."""
    in_short: list[nodes.Node] = []
    others: list[nodes.Node] = []
    for part in parts:
        rule = take_last_rule(part)
        if _is_left_out(part, notes):
            others += [*labels_of(part), *part.body]
            continue
        section: nodes.Element = _section(part, notes, first=part is parts[0])
        ours = in_short if section["kind"] is SectionKind.IN_SHORT else others
        if ours is in_short and not any(isinstance(each, nodes.section) for each in section):
            # With headings of its own it stays a section.
            title = section[0]
            assert isinstance(title, nodes.title)
            become(title, nodes.rubric)
            section = become(section, versus_in_short)
        ours += [section] if rule is None else [section, rule]
    sections = [*in_short, *others]
    said = points_in(sections)
    _check_outside(parts, said, notes)
    _check_both(parts, {place for _, place in said}, notes)
    if sections and isinstance(sections[-1], nodes.transition):
        sections.pop()
    return sections


def _is_left_out(part: Part, notes: Notes) -> bool:
    """Return whether a section with nothing in it is one that comes by itself; tell of it."""
    filled = _BY_THEMSELVES.get(meaning(part.title, notes).kind)
    if not filled or part.parts or not all(map(is_hidden, part.body)):
        return False
    notes.problem(
        Kind.EMPTY_SECTION,
        part.line,
        f'the section "{part.title}" is empty and is left out, and the page shows {filled}; '
        "write a list below the heading to choose them yourself, or take the heading out",
    )
    return True


def _check_outside(
    parts: Sequence[Part], said: Container[tuple[SectionKind, int]], notes: Notes
) -> None:
    """Tell of a side's heading that ends the section of points that it belongs to.

    ``said`` are the kinds and sides that there are points of, in whatever shape.
    """
    outside: set[int] = set()
    for at, (part, behind) in enumerate(itertools.pairwise(parts), start=1):
        if behind.line in notes.first_level:
            # It has parted the section from what stands below it.
            inside = {
                hit.index for sub in behind.parts if (hit := match(sub.title, notes.side_names))
            }
            for each in notes.missing:
                if each.line == part.line:
                    each.places[:] = [place for place in each.places if place not in inside]
        kind = section_kind(part.title, notes.headings)
        hit = match(behind.title, notes.side_names)
        if kind not in POINT_KINDS or not hit or not hit.exact or (kind, hit.index) in said:
            continue
        lacks = [each for each in notes.missing if each.kind is kind and hit.index in each.places]
        if lacks or not (part.body or part.parts):
            for each in lacks:
                each.places.remove(hit.index)
            named = [*itertools.takewhile(partial(_names_side, notes), parts[at:])]
            outside.update(each.line for each in named)
            many = len(named) > 1
            titles = listed((each.title for each in named), "and")
            right = listed((f"{'#' * (part.level + 1)} {each.title}" for each in named), "and")
            notes.problem(
                Kind.MISPLACED_TEXT,
                behind.line,
                f"the heading{'s' * many} {titles} stand{'s' * (not many)} outside of the section "
                f'"{part.title}"; write {right} for what belongs to it',
            )
    # That their ids are in use follows from where they stand.
    notes.problems = [
        each
        for each in notes.problems
        if each.kind is not Kind.DUPLICATE_KEY or each.line not in outside
    ]


def _check_both(parts: Sequence[Part], said: Container[int], notes: Notes) -> None:
    """Tell of a list of a side of which nobody knows whether it is of strengths or weaknesses.

    ``said`` are the sides that there are points of.
    """
    for part in parts:
        kinds = {section_kind(each.strip(), notes.headings) for each in _AND.split(part.title)}
        for sub in part.parts if len(kinds.intersection(POINT_KINDS)) > 1 else ():
            hit = match(sub.title, notes.side_names)
            is_list = any(isinstance(node, nodes.bullet_list) for node in sub.body)
            if hit and hit.exact and is_list and hit.index not in said:
                notes.problem(
                    Kind.MISPLACED_TEXT,
                    sub.line,
                    f'this list stands below "{part.title}", and nothing says which of the two '
                    "its points are; put each below a heading of its own, such as "
                    f'"{"#" * (sub.level + 1)} Pros" and "{"#" * (sub.level + 1)} Cons"',
                )


def _names_side(notes: Notes, part: Part) -> bool:
    hit = match(part.title, notes.side_names)
    return hit is not None and hit.exact


def _section(part: Part, notes: Notes, *, first: bool) -> versus_section:
    kind, place = means = meaning(part.title, notes)
    if place is not None:
        return read_part(part, means, None, notes)
    if kind is SectionKind.OTHER and first and is_summary(part.title):
        kind = SectionKind.IN_SHORT
    elif kind is SectionKind.BEST_FOR and is_vague(part.title) and not names_sides(part, notes):
        kind = SectionKind.OTHER
    elif kind is SectionKind.OTHER and (meant := kind_elsewhere(part.title)):
        notes.problem(
            Kind.UNKNOWN_HEADING,
            part.line,
            f'the heading "{part.title}" opens no known section; write "{SYNONYMS[meant][0]}", or '
            f"have it known by versus_headings = {{'{meant}': ['{part.title}']}}",
        )
    elif near := meant_heading(part.title, notes.headings):
        notes.problem(
            Kind.UNKNOWN_HEADING,
            part.line,
            f'the heading "{part.title}" '
            + (
                f"opens no known section; {did_you_mean(*near)}"
                if kind is SectionKind.OTHER
                else f'only looks like "{near.name}", which it is read as ({near.odd}); '
                "type it anew"
            ),
        )
    # Of a second table section, say, the kind's own id is gone, and the title's is left.
    suffix = slug(part.title)
    if kind not in notes.kinds:
        suffix = kind.value or suffix
    elif suffix == kind.value != slug(notes.kinds[kind]):
        suffix = f"{suffix}-2"
    notes.kinds.setdefault(kind, part.title)
    section = section_of(part, kind, suffix, notes)
    add(section, _blocks_of(part, section, notes))
    return section


def _blocks_of(part: Part, section: versus_section, notes: Notes) -> list[nodes.Node]:
    kind = section["kind"]
    if kind is SectionKind.EVIDENCE:
        return [
            *read_claims(part.body, notes),
            *(_evidence_part(sub, section, notes) for sub in part.parts),
        ]
    if kind is SectionKind.COMPARISONS:
        return [*read_cards(part.body, notes), *read_parts(part, section, notes)]
    if kind is SectionKind.ENTITIES:
        return [*read_mentions(part.body, notes), *read_parts(part, section, notes)]
    expected = kind is SectionKind.SIDE_BY_SIDE
    blocks = read_blocks(part.body, notes, kind, expected=expected)
    if kind is SectionKind.DEFINITIONS:
        blocks, columns = read_definitions(blocks, section, notes)
    else:
        columns = []
    columns, others = read_columns(part, section, columns, notes)
    if kind is SectionKind.DEFINITIONS and blocks and not columns and notes.are_compared:
        notes.problems += notes.undefined.values() or [
            Problem(
                Kind.MISPLACED_TEXT,
                part.line,
                f'the section "{part.title}" defines none of the sides; write each name on a line '
                f'of its own, as "{notes.side_names[0]}", and on the next line ": its definition"',
            )
        ]
    if kind in POINT_KINDS:
        _check_points(part, notes)
    return [*blocks, *columns, *others]


def _evidence_part(part: Part, above: versus_section, notes: Notes) -> versus_section:
    """Read claims under a sub-heading; under a side's name they are about it."""
    suffix = f"{above['anchor']}-{slug(part.title)}".removeprefix(f"{notes.key}-")
    section = section_of(part, SectionKind.OTHER, suffix, notes)
    hit = match(part.title, notes.side_names)
    about = (notes.side_names[hit.index],) if hit and hit.exact else ()
    add(section, read_claims(part.body, notes, about))
    add(section, [_evidence_part(sub, section, notes) for sub in part.parts])
    return section


def _check_points(part: Part, notes: Notes) -> None:
    for node in part.body:
        if (
            isinstance(node, nodes.bullet_list | nodes.enumerated_list)
            and not isinstance(node[0], versus_point)
            and notes.are_compared
        ):
            notes.problem(
                Kind.MISPLACED_TEXT,
                line_of(node),
                "these points belong to no side; put each side's under a sub-heading: "
                + listed((f"{'#' * (part.level + 1)} {name}" for name in notes.side_names), "and"),
            )
