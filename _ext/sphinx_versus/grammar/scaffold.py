"""The text of a new comparison, to be filled in."""

from __future__ import annotations

from collections.abc import Sequence

from sphinx_versus.model.facts import POINT_KINDS

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
# What is to be written over. Nobody has reviewed such a page, so its day is left empty.
TAGLINE = "One sentence that says what sets the sides apart: it fills the cards on other pages."
DEFINITION = "What it is, in a sentence."
ROWS = ("First dimension", "Second dimension")
CELL = "..."
POINT = "A point, with what it rests on."
STATEMENT = "A statement that evidence bears on."
SOURCE = "Author, *Title* (year)"
REASON = "because nobody has looked at the sources yet"
OUTLOOK = "What may change, and what would have to happen first."
PLACEHOLDERS = (TAGLINE, DEFINITION, *ROWS, CELL, POINT, STATEMENT, SOURCE, REASON, OUTLOOK)


def scaffold(argument: str) -> str:
    """Return a page for a comparison; it builds as it is, without a warning.

    Raises `ValueError` if the argument does not name two or more different sides.
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
    names = [line(side) for side in sides]
    title = title_of(argument)
    if plain_argument(argument) != argument:
        argument = between_bars(sides)
    return f"""# {line(title)}

::::{{comparison}} {argument}
:key: {slug(argument)}
:tags:
:reviewed:

{TAGLINE}

## Definitions

{_definitions(names)}

## Side-by-side analysis

| Dimension | {" | ".join(names)} |
|{"---|" * (len(sides) + 1)}
{_rows(sides)}

{_points(names)}

## Scientific evidence

{STATEMENT}
- {SOURCE}
- certainty: low, {REASON}
{_about(names)}
## Future outlook

{OUTLOOK}

## Related entities

## Other comparisons
::::
"""


def _rows(sides: Sequence[str]) -> str:
    return "\n".join(f"| {row} | {' | '.join(CELL for _ in sides)} |" for row in ROWS)


def _definitions(sides: Sequence[str]) -> str:
    return "\n\n".join(f"{side}\n: {DEFINITION}" for side in sides)


def _points(sides: Sequence[str]) -> str:
    parts = "\n\n".join(f"### {side}\n- {POINT}" for side in sides)
    return "\n\n".join(f"## {SYNONYMS[kind][0]}\n\n{parts}" for kind in POINT_KINDS)


def _about(sides: Sequence[str]) -> str:
    """Return the item that names the sides, but for those with what parts names in it."""
    named = ", ".join(side for side in sides if not set(",;") & set(side))
    return f"- about: {named}\n" if named else ""
