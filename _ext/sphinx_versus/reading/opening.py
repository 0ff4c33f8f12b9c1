"""What the opening of a comparison says: its sides, its key, its tags, and when it was reviewed."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Collection, Container, Mapping, Sequence
from dataclasses import dataclass

from docutils import nodes

from sphinx_versus.grammar.characters import odd_characters
from sphinx_versus.grammar.columns import Words
from sphinx_versus.grammar.dates import meant_day
from sphinx_versus.grammar.names import (
    MIN_SIDES,
    between_commas,
    is_key,
    nearly_split,
    no_key,
    normalise,
    parted_otherwise,
    slug,
    split_sides,
    versus,
)
from sphinx_versus.grammar.problems import Kind, Problem
from sphinx_versus.grammar.values import Units
from sphinx_versus.model.facts import Side
from sphinx_versus.nodes import (
    paragraph_of,
    versus_name,
    versus_side,
)

from .heading_tree import Part, outline
from .result import Decoration, Notes
from .side_names import called_below, names_in_sections, sides_of


@dataclass(frozen=True, slots=True)
class Written:
    """A comparison as written.

    ``options`` pairs the text of each option with its line, ``known_options`` are the
    names of all that there are; ``line`` is that
    of the opening fence, ``first_line`` that of ``lines[0]``, the first line
    of the body; ``page_title`` is the page's where the block is the page,
    else empty; ``place`` is a node at the place of the block; ``blocks`` are
    the parsed nodes of the body; ``headings`` are the site's own, by kind,
    ``words`` those that tell what columns are for, and ``units`` are known;
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
    words: Words
    units: Units
    parse_inline: Callable[[str, int], list[nodes.Node]]
    taken: Container[str]
    known_options: Collection[str] = ()


def named(written: Written, problems: list[Problem]) -> tuple[str, list[str]]:
    """Return the argument and the names of the sides, as most places call them."""
    root = outline(written.blocks)
    argument, names = written.argument, split_sides(written.argument)
    if not names:
        names = sides_of(root, written.words, written.headings)
        return argument or versus(names), names
    called = called_below(names, root, written.headings) if len(names) >= MIN_SIDES else {}
    for at, name in called.items():
        argument, names[at] = argument.replace(names[at], name, 1), name
    if called:
        wrong = split_sides(written.argument)
        told = " and ".join(
            f'"{wrong[at]}" is "{name}" everywhere below{_because(odd_characters(wrong[at], name))}'
            for at, name in called.items()
        )
        remedy = f"write the same name in both, as in {{comparison}} {argument}"
        problems.append(Problem(Kind.UNKNOWN_SIDE, written.line, f"{told}; {remedy}"))
    return argument, names


def _because(odd: str) -> str:
    return f" ({odd})" * bool(odd)


def side_node(side: Side, place: int, written: Written, notes: Notes) -> versus_side:
    """Return the node of a side; ``place`` is its place in the comparison."""
    name = paragraph_of(versus_name, side.name, written.place, entity=side.name)
    said = notes.decorations.get(place, Decoration())._asdict()
    beside = {what: text for what, text in said.items() if text}
    return versus_side("", name, place=place, name=side.name, key=side.slug, **beside)


def sides_called(names: list[str]) -> tuple[Side, ...]:
    """Return sides by their names; those whose slugs are alike get numbers."""
    sides: list[Side] = []
    alike: Counter[str] = Counter()
    for name in names:
        wanted = slug(name)
        same = alike[wanted]
        sides.append(Side(name, f"{wanted}-{same + 1}" if same else wanted))
        alike[sides[-1].slug.rstrip("-0123456789")] += 1
    return tuple(sides)


def check_sides(names: list[str], root: Part, written: Written, notes: Notes) -> None:
    """Tell of too few sides, with what is likely meant, and of two with one name."""
    line = written.line
    if len(names) < MIN_SIDES:
        found = f'names one side, "{names[0]}"' if names else "names no sides"
        likely = nearly_split(names[0]) if names else []
        likely = likely or _first_line(root)
        likely = likely or names_in_sections(root, written.headings)
        likely = likely or sides_of(root, written.words, written.headings)
        remedy = (
            f"write {{comparison}} {' | '.join(likely)}"
            if likely
            else 'write them as "A vs B" or "A | B | C"'
        )
        if not names:
            remedy += ", or give it a table whose columns are the sides"
        notes.problem(
            Kind.SIDE_COUNT, line, f"this comparison {found}, and has two or more; {remedy}"
        )
    folded = [normalise(name) for name in names]
    for name in names:
        if folded.count(normalise(name)) > 1:
            message = f'two sides are called "{name}"; give them names that differ'
            notes.problem(Kind.DUPLICATE_SIDE, line, message)
            break


_LONGEST_NAME = 40


def _first_line(root: Part) -> list[str]:
    """Return the sides that the first line names, if it is nothing but their names."""
    first = root.body[0] if root.body else None
    text = first.rawsource if isinstance(first, nodes.paragraph) else ""
    names = split_sides(text)
    named = len(names) >= MIN_SIDES and all(len(name) < _LONGEST_NAME for name in names)
    return names if named and "\n" not in text and not text.endswith(".") else []


def key_of(written: Written, notes: Notes) -> str:
    """Return the key that is typed, or else one from the argument; one that no other has."""
    text, line = written.options.get("key", ("", written.line))
    if text and not is_key(text):
        notes.problem(Kind.INVALID_KEY, line, no_key(text, ":key: {}"))
        text = ""
    wanted = key = text or notes.key
    number = 1
    while key in notes.taken:
        number += 1
        key = f"{wanted}-{number}"
    if number > 1 and (text or notes.are_compared):
        notes.problem(
            Kind.DUPLICATE_KEY,
            line,
            f'the key "{wanted}" is in use on this page already; '
            f'give this comparison another one, as in ":key: {key}"',
        )
    return key


def tags_of(written: Written, notes: Notes) -> tuple[str, ...]:
    """Return the tags, each once."""
    text, line = written.options.get("tags", ("", 0))
    if told := parted_otherwise("tags", text):
        notes.problem(Kind.UNKNOWN_VALUE, line, told)
    return tuple(dict.fromkeys(between_commas(text)))


def reviewed_on(written: Written, notes: Notes) -> str:
    """Return the day of the last review as ``YYYY-MM-DD``, or nothing."""
    text, line = written.options.get("reviewed", ("", 0))
    if not text:
        return ""
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        day = meant_day(text)
        remedy = f'write ":reviewed: {day}"' if day else "write year-month-day, such as 2026-11-22"
        notes.problem(Kind.INVALID_DATE, line, f'"{text}" is not read as a date; {remedy}')
        return ""
