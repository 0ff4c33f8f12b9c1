"""The text of a new comparison, to be filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from sphinx_versus.model.facts import SectionKind

from .escape import line
from .headings import SYNONYMS
from .names import (
    MIN_SIDES,
    between_bars,
    nearly_split,
    plain_argument,
    slug,
    split_sides,
    title_of,
    versus,
)

# What a block is opened and closed with, by the name in `versus_fences`.
FENCES = {"colons": ":", "backticks": "`"}
# What is to be written over. Nobody has reviewed such a page, so it has no day of a review.
TAGLINE = "One sentence that says what sets the sides apart: it fills the cards on other pages."
DEFINITION = "What it is, in a sentence."
ROWS = ("First dimension", "Second dimension")
CELL = "..."
POINT = "A point, with what it rests on."
STATEMENT = "A statement that evidence bears on."
SOURCE = "Author, *Title* (year)"
REASON = "because nobody has looked at the sources yet"
OUTLOOK = "What may change, and what would have to happen first."
OPENING = "A first paragraph that says what readers will know at the end."
TEXT = "A paragraph of text."
PLACEHOLDERS = (
    *(TAGLINE, DEFINITION, *ROWS, CELL, POINT, STATEMENT, SOURCE, REASON, OUTLOOK, OPENING, TEXT),
)
_POINTS = (SectionKind.STRENGTHS, SectionKind.WEAKNESSES)
# Of three bytes each, they still fit into the name of a file.
_LONGEST_KEY = 80
_NOTHING: Mapping[SectionKind, Sequence[str]] = MappingProxyType({})


def key_of(name: str) -> str:
    """Return the key of a new page, which is the name of its file too."""
    sides = split_sides(name)
    is_signs = any(not any(map(str.isalnum, side)) for side in sides)
    # Signs alone are told by their numbers, and would be lost beside words.
    key = versus(map(slug, sides)) if is_signs else name
    return slug(key)[:_LONGEST_KEY].strip("-")


def entity(name: str, fence: str = FENCES["colons"]) -> str:
    """Return a page for an entity."""
    return f"# {line(name)}\n\n{fence * 3}{{entity}}\n:aliases:\n\n{DEFINITION}\n{fence * 3}\n"


def article(title: str, fence: str = FENCES["colons"]) -> str:
    """Return a page for an article, with a claim in it."""
    claim = f"{STATEMENT}\n- {SOURCE}\n- certainty: low, {REASON}"
    # The comparison of that name may hold the same statement until both are written.
    key = f":key: {key_of(title)}-article\n\n" if len(split_sides(title)) >= MIN_SIDES else ""
    block = f"{fence * 3}{{evidence}}\n{key}{claim}\n{fence * 3}"
    return f"# {line(title)}\n\n{OPENING}\n\n## First part\n\n{TEXT}\n\n{block}\n"


def scaffold(
    argument: str,
    fence: str = FENCES["colons"],
    said: Mapping[SectionKind, Sequence[str]] = _NOTHING,
) -> str:
    """Return a page for a comparison; it builds as it is, without a warning.

    ``said`` is what other pages say of its sides, by the kind of the section; it becomes
    comments. Raises `ValueError` if the argument does not name two or more different sides.
    """
    sides = split_sides(argument)
    if len(sides) < MIN_SIDES:
        meant = versus(nearly_split(argument))
        remedy = f'"{meant}"' if meant else '"A vs B" or "A | B | C"'
        raise ValueError(
            f'"{argument}" names {len(sides) or "no"} side{"" if len(sides) == 1 else "s"}, '
            f"and a comparison has two or more; write {remedy}"
        )
    if len({slug(side) for side in sides}) < len(sides):
        raise ValueError(f'"{argument}" names a side twice')
    key, title = key_of(argument), title_of(argument)
    if (linked := plain_argument(between_bars(sides))) != between_bars(sides):
        # The directive takes names out of links.
        argument, sides = linked, split_sides(linked)
        title = versus(sides)
    names = [line(side) for side in sides]
    if plain_argument(argument) != argument:
        argument = between_bars(sides)
    told = {kind: _comment(said.get(kind, ())) for kind in SectionKind}
    return f"""# {line(title)}

{fence * 4}{{comparison}} {argument}
:key: {key}
:tags:

{TAGLINE}

## Definitions

{_definitions(names)}
{told[SectionKind.DEFINITIONS]}
## Side-by-side analysis

| Dimension | {" | ".join(names)} |
|{"---|" * (len(sides) + 1)}
{_rows(sides)}
{told[SectionKind.SIDE_BY_SIDE]}
{_points(names, told)}
## Scientific evidence

{STATEMENT}
- {SOURCE}
- certainty: low, {REASON}
{_about(names)}{told[SectionKind.EVIDENCE]}
## Future outlook

{OUTLOOK}
{fence * 4}
"""


def _comment(lines: Sequence[str]) -> str:
    if not lines:
        return ""
    return "\n".join(
        [
            "",
            "% Other pages say, for you to use or to take away:",
            *(f"% {line}".rstrip() for each in lines for line in each.split("\n")),
            "",
        ]
    )


def _rows(sides: Sequence[str]) -> str:
    return "\n".join(f"| {row} | {' | '.join(CELL for _ in sides)} |" for row in ROWS)


def _definitions(sides: Sequence[str]) -> str:
    return "\n\n".join(f"{side}\n: {DEFINITION}" for side in sides)


def _points(sides: Sequence[str], told: Mapping[SectionKind, str]) -> str:
    parts = "\n\n".join(f"### {side}\n- {POINT}" for side in sides)
    return "\n".join(f"## {SYNONYMS[kind][0]}\n\n{parts}\n{told[kind]}" for kind in _POINTS)


def _about(sides: Sequence[str]) -> str:
    """Return the item that names the sides, but for those with what parts names in it."""
    named = ", ".join(side for side in sides if not set(",;") & set(side))
    return f"- about: {named}\n" if named else ""
