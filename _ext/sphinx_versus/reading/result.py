"""What is known while a comparison is read, and what comes out of it."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from docutils import nodes

from sphinx_versus.grammar.columns import Words
from sphinx_versus.grammar.names import MIN_SIDES, Match, did_you_mean, listed
from sphinx_versus.grammar.problems import Kind, Problem
from sphinx_versus.grammar.subjects import Named
from sphinx_versus.grammar.values import Units, language
from sphinx_versus.model.facts import Link, SectionKind, Side
from sphinx_versus.nodes import versus_claim, versus_side, versus_tagline


class Decoration(NamedTuple):
    """What stands beside the name of a side, in a heading or above a column."""

    version: str = ""
    link: str = ""
    remark: str = ""


class Missing(NamedTuple):
    """Sides that a section leaves out, to be told if no other section has points for them.

    ``places`` are those of the sides, ``signs`` those of a sub-heading of the section.
    """

    kind: SectionKind
    places: list[int]
    line: int
    title: str
    signs: str


@dataclass(slots=True)
class Notes:
    """What is known while one comparison is read, and what is found out.

    ``lines`` are the writer's lines of the body, the first of them line
    ``first_line`` of the file; ``parse_inline`` turns Markdown text of a line
    into inline nodes; ``taken`` are the ids that other things on the page have.
    ``comparison`` is the key of the comparison, if claims belong to one;
    ``words`` tell the roles of columns, and ``units`` are those that are known. ``tables``
    are the lines of the side-by-side tables, ``in_tables`` the places of the sides that
    they have, and ``decorations`` what stands beside the names of sides, by place.
    """

    key: str
    sides: tuple[Side, ...]
    lines: Sequence[str]
    first_line: int
    headings: Mapping[str, Sequence[str]]
    parse_inline: Callable[[str, int], list[nodes.Node]]
    taken: Container[str]
    comparison: str = ""
    words: Words = field(default_factory=Words)
    units: Units = field(default_factory=lambda: language("en").units)
    used: set[str] = field(default_factory=set)
    # The last number that each id was given, where it is wanted again and again.
    numbers: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    # The kinds of sections that have been met, with the first heading of each.
    kinds: dict[SectionKind, str] = field(default_factory=dict)
    missing: list[Missing] = field(default_factory=list)
    # The lines of headings that are of the level of the page's title.
    first_level: set[int] = field(default_factory=set)
    # What to tell of sides that have text in the place of a definition, if they have none.
    undefined: dict[int, Problem] = field(default_factory=dict)
    # The lines that say what the list below them lists, such as "Pros:".
    lead_ins: set[int] = field(default_factory=set)
    rows: list[Named] = field(default_factory=list)
    # How many claims there are.
    claims: int = 0
    # What claims say that they are about, to be read when all rows are known.
    subjects: list[tuple[versus_claim, str]] = field(default_factory=list)
    others: list[Link] = field(default_factory=list)
    tables: list[int] = field(default_factory=list)
    # Whether a table that was to compare sides does not, which is told.
    lost_tables: bool = False
    in_tables: set[int] = field(default_factory=set)
    # The columns of no known role that have been told of.
    odd_columns: set[str] = field(default_factory=set)
    decorations: dict[int, Decoration] = field(default_factory=dict)
    side_names: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Keep the names of the sides, in order."""
        self.side_names = tuple(side.name for side in self.sides)

    @property
    def are_compared(self) -> bool:
        """Whether there are sides enough; if not, it is said once."""
        return len(self.sides) >= MIN_SIDES

    def problem(self, kind: Kind, line: int, message: str) -> None:
        """Note a problem at a line of the file."""
        self.problems.append(Problem(kind, line, message))

    def offer_side(self, hit: Match | None) -> str:
        """Offer the side that a name is almost that of, or else all of them."""
        if hit is None:
            return f"the sides are {listed(self.side_names, 'and')}"
        return did_you_mean(self.side_names[hit.index], hit.odd)

    def anchor(self, suffix: str, again: Kind, line: int, what: str, remedy: str) -> str:
        """Allot the id ``KEY-suffix``; if it is in use, say so and how to mend it."""
        wanted = f"{self.key}-{suffix}"
        anchor = self._free(wanted)
        if anchor != wanted:
            self.problem(
                again, line, f'{what} would have the id "{wanted}" of another one; {remedy}'
            )
        return anchor

    def again(self, suffix: str) -> int:
        """Return the number that the id ``KEY-suffix`` has the next time."""
        return self.numbers.get(f"{self.key}-{suffix}", 1) + 1

    def is_used(self, suffix: str) -> bool:
        """Return whether the id ``KEY-suffix`` has been allotted."""
        return f"{self.key}-{suffix}" in self.used

    def quiet_anchor(self, *suffixes: str) -> str:
        """Allot the first of some ids that is free, or else the last one with a number."""
        wanted = [f"{self.key}-{suffix}" for suffix in suffixes]
        return self._free(next(filter(self._is_free, wanted), wanted[-1]))

    def decorate(self, place: int, found: Decoration) -> None:
        """Keep what stands beside the name of a side; what was said first counts."""
        before = self.decorations.get(place, Decoration())
        both = (one or other for one, other in zip(before, found, strict=True))
        self.decorations[place] = Decoration(*both)

    def is_free(self, suffix: str) -> bool:
        """Return whether nothing has the id ``KEY-suffix`` yet."""
        return self._is_free(f"{self.key}-{suffix}")

    def _is_free(self, anchor: str) -> bool:
        return anchor not in self.used and anchor not in self.taken

    def table_anchor(self) -> str:
        """Allot the id of the next table: ``KEY-table``, ``KEY-table-2`` and so on."""
        return self._free(f"{self.key}-table")

    def _free(self, wanted: str) -> str:
        """Allot an id, with a number if it is in use."""
        anchor, number = wanted, self.numbers.get(wanted, 1)
        while anchor in self.used or anchor in self.taken:
            number += 1
            anchor = f"{wanted}-{number}"
        self.numbers[wanted] = number
        self.used.add(anchor)
        return anchor


@dataclass(slots=True)
class Reading:
    """A comparison as read.

    ``facts`` are the attributes of its node, `nodes.versus_comparison`, and
    ``title`` is its heading; ``sides``, ``tagline`` and ``blocks`` are what
    the node is to hold; ``notes`` tell what was wrong.
    """

    facts: dict[str, Any]
    title: str
    sides: list[versus_side]
    tagline: versus_tagline | None
    blocks: list[nodes.Node]
    notes: Notes
