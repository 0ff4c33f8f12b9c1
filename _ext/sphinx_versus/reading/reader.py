"""Reads the parsed body of a comparison into nodes that carry its facts.

A function of data: parsed blocks and raw lines in, a `Reading` out. It logs
nothing and asks neither the builder nor the environment.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass

from docutils import nodes

from sphinx_versus.grammar.headings import near_heading
from sphinx_versus.grammar.names import (
    is_key,
    listed,
    match,
    normalise,
    slug,
    split_sides,
    title_of,
    versus,
)
from sphinx_versus.grammar.problems import Kind
from sphinx_versus.grammar.rawtext import open_fences
from sphinx_versus.grammar.shapes import is_summary, is_vague
from sphinx_versus.model.facts import POINT_KINDS, SectionKind, Side
from sphinx_versus.nodes import (
    become,
    paragraph_of,
    versus_name,
    versus_point,
    versus_section,
    versus_side,
    versus_tagline,
)
from sphinx_versus.site.trees import add, is_hidden, line_of

from .claims import read_claims
from .heading_tree import Part, outline
from .links import read_cards, read_mentions
from .result import Notes, Reading
from .sections import (
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

MIN_SIDES, MAX_SIDES = 2, 6


@dataclass(frozen=True, slots=True)
class Written:
    """A comparison as written.

    ``options`` pairs the text of each option with its line; ``line`` is that
    of the opening fence, ``first_line`` that of ``lines[0]``, the first line
    of the body; ``page_title`` is the page's where the block is the page,
    else empty; ``place`` is a node at the place of the block; ``blocks`` are
    the parsed nodes of the body; ``headings`` are the site's own, by kind;
    ``parse_inline`` turns the Markdown text of a line into nodes; ``taken`` are the ids in use.
    """

    argument: str
    options: Mapping[str, tuple[str, int]]
    line: int
    lines: Sequence[str]
    first_line: int
    page_title: str
    place: nodes.Node
    blocks: Sequence[nodes.Node]
    headings: Mapping[str, Sequence[str]]
    parse_inline: Callable[[str, int], list[nodes.Node]]
    taken: Container[str]


def read(written: Written) -> Reading:
    """Read a comparison. Nothing raises: what is wrong is among the problems."""
    names = split_sides(written.argument)
    notes = Notes(
        key=slug(written.argument) or "comparison",
        sides=_sides(names),
        lines=written.lines,
        first_line=written.first_line,
        headings=written.headings,
        parse_inline=written.parse_inline,
        taken=written.taken,
    )
    _check_sides(names, written.line, notes)
    notes.key = notes.comparison = _key(written, notes)
    _check_fences(notes)
    root = outline(written.blocks)
    take_rules(root)
    if not root.parts:
        notes.problem(
            Kind.EMPTY_COMPARISON,
            written.line,
            "this comparison has no sections; begin them with headings such as "
            '"## Definitions" or "## Side-by-side analysis"',
        )
    tagline, introduction = _tagline(root.body)
    sections = _sections(root.parts, notes)
    if SectionKind.DEFINITIONS not in notes.kinds:
        define_sides(sections)
    if notes.missing:
        said = points_in(sections)
        notes.problems += [each for kind, place, each in notes.missing if (kind, place) not in said]
    option, _ = written.options.get("title", ("", 0))
    title = written.page_title or option or title_of(written.argument)
    facts = {
        "key": notes.key,
        "line": written.line,
        "is_page": int(bool(written.page_title)),
        "called": (title, versus(names)),
        "tags": _tags(written),
        "reviewed": _reviewed(written, notes),
        "reviewed_line": written.options.get("reviewed", ("", 0))[1],
    }
    sides = [_side(side, place, written) for place, side in enumerate(notes.sides)]
    blocks = [*read_blocks(introduction, notes), *sections]
    return Reading(facts, title, sides, tagline, blocks, notes)


def _side(side: Side, place: int, written: Written) -> versus_side:
    name = paragraph_of(versus_name, side.name, written.place, entity=side.name)
    return versus_side("", name, place=place, name=side.name, key=side.slug)


def _sides(names: list[str]) -> tuple[Side, ...]:
    sides: list[Side] = []
    alike: Counter[str] = Counter()
    for name in names:
        wanted = slug(name)
        same = alike[wanted]
        sides.append(Side(name, f"{wanted}-{same + 1}" if same else wanted))
        alike[sides[-1].slug.rstrip("-0123456789")] += 1
    return tuple(sides)


def _check_sides(names: list[str], line: int, notes: Notes) -> None:
    if not MIN_SIDES <= len(names) <= MAX_SIDES:
        found = f"names {len(names)} side{'s' * (len(names) != 1)}" if names else "names no sides"
        notes.problem(
            Kind.SIDE_COUNT,
            line,
            f"this comparison {found}, a comparison has {MIN_SIDES} to {MAX_SIDES}; "
            'write them as "A vs B" or "A | B | C"',
        )
    folded = [normalise(name) for name in names]
    for name in names:
        if folded.count(normalise(name)) > 1:
            notes.problem(Kind.DUPLICATE_SIDE, line, f'two sides are called "{name}"')
            break


def _key(written: Written, notes: Notes) -> str:
    text, line = written.options.get("key", ("", written.line))
    if text and not is_key(text):
        notes.problem(
            Kind.INVALID_KEY, line, f'"{text}" cannot be a key; use letters, digits and hyphens'
        )
        text = ""
    wanted = key = text or notes.key
    number = 1
    while key in notes.taken:
        number += 1
        key = f"{wanted}-{number}"
    if number > 1:
        notes.problem(
            Kind.DUPLICATE_KEY,
            line,
            f'the key "{wanted}" is in use on this page already; '
            "give this comparison another one with :key:",
        )
    return key


def _check_fences(notes: Notes) -> None:
    for fence in open_fences(notes.lines):
        notes.problem(
            Kind.FENCE_CLOSED_EARLY,
            notes.first_line + fence.line,
            f'"{fence.text}" closes nothing: the comparison was opened with more marks; '
            "close it with as many as it was opened with"
            if fence.stray
            else f'"{fence.text}" is not closed inside the comparison, whose end is taken '
            "for the end of both; open the comparison with more colons than what it holds, "
            "or close this one",
        )


def _tags(written: Written) -> tuple[str, ...]:
    text, _ = written.options.get("tags", ("", 0))
    return tuple(dict.fromkeys(tag.strip() for tag in text.split(",") if tag.strip()))


def _reviewed(written: Written, notes: Notes) -> str:
    text, line = written.options.get("reviewed", ("", 0))
    if not text:
        return ""
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        notes.problem(
            Kind.INVALID_DATE,
            line,
            f'"{text}" is not a date; write it as year-month-day, such as 2026-11-22',
        )
        return ""


def _tagline(body: list[nodes.Node]) -> tuple[versus_tagline | None, list[nodes.Node]]:
    for at, node in enumerate(body):
        if isinstance(node, nodes.paragraph):
            return become(node, versus_tagline), body[:at] + body[at + 1 :]
        if not is_hidden(node):
            break
    return None, body


def _sections(parts: Sequence[Part], notes: Notes) -> list[nodes.Node]:
    """Read the sections: what is in short comes first, and rules part the others."""
    in_short: list[nodes.Node] = []
    others: list[nodes.Node] = []
    for part in parts:
        rule = take_last_rule(part)
        section = _section(part, notes, first=part is parts[0])
        ours = in_short if section["kind"] is SectionKind.IN_SHORT else others
        ours += [section] if rule is None else [section, rule]
    sections = [*in_short, *others]
    if sections and isinstance(sections[-1], nodes.transition):
        sections.pop()
    return sections


def _section(part: Part, notes: Notes, *, first: bool) -> versus_section:
    kind, place = means = meaning(part.title, notes)
    if place is not None:
        return read_part(part, means, None, notes)
    if kind is SectionKind.OTHER and first and is_summary(part.title):
        kind = SectionKind.IN_SHORT
    elif kind is SectionKind.BEST_FOR and is_vague(part.title) and not names_sides(part, notes):
        kind = SectionKind.OTHER
    elif kind is SectionKind.OTHER and (near := near_heading(part.title, notes.headings)):
        notes.problem(
            Kind.UNKNOWN_HEADING,
            part.line,
            f'the heading "{part.title}" opens no known section; did you mean "{near}"?',
        )
    # Of a second table section, say, the kind's own id is gone, and the title's is left.
    suffix = ("" if kind in notes.kinds else kind.value) or slug(part.title)
    notes.kinds.add(kind)
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
    if kind is SectionKind.DEFINITIONS and blocks and not columns:
        notes.problem(
            Kind.MISPLACED_TEXT,
            part.line,
            f'the section "{part.title}" defines none of the sides; write each one as '
            '"Name", and on the next line ": its definition"',
        )
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
        if isinstance(node, nodes.bullet_list | nodes.enumerated_list) and not isinstance(
            node[0], versus_point
        ):
            notes.problem(
                Kind.MISPLACED_TEXT,
                line_of(node),
                "these points belong to no side; put each side's under a sub-heading: "
                f"{listed(notes.side_names)}",
            )
