"""The directives that list what the site has: comparisons, claims, entities, a matrix."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from sphinx_versus.grammar.names import listed as enumerated
from sphinx_versus.grammar.names import nearest, split_sides
from sphinx_versus.grammar.problems import Kind, Problem
from sphinx_versus.model.facts import Certainty
from sphinx_versus.nodes import versus_request
from sphinx_versus.queries.requests import Listed, Listing, Matrix, Request
from sphinx_versus.queries.selection import GROUPS, LONG, SORTS

from .blocks import Block, Options

STYLES = {
    Listed.COMPARISONS: ("cards", "table", "list"),
    Listed.CLAIMS: ("list", "table", "links"),
    Listed.ENTITIES: ("table", "cards", "list"),
}

# The options of the lists and what they are for.
OPTIONS = {
    "entity": "Only what has to do with an entity, by its name.",
    "tag": "Only comparisons with a tag, or what stands in them.",
    "key": "Only claims of one comparison, by its key.",
    "certainty": "Only claims of a certainty.",
    "contested": "Only claims with sources on both sides.",
    "source": "Only claims that rest on a source, by its bibliography key.",
    "sort": "The order: "
    + "; ".join(f"{what} by {enumerated(sorts)}" for what, sorts in SORTS.items())
    + ". The first is what happens without it.",
    "as": "The form: "
    + "; ".join(f"{what} as {enumerated(styles)}" for what, styles in STYLES.items())
    + ".",
    "group": "What the list is divided by: "
    + "; ".join(f"{what} by {enumerated(groups)}" for what, groups in GROUPS.items())
    + f". Without it, more than {LONG} in the order of their names are divided by letter.",
    "limit": "How many at most.",
}

MATRIX_OPTIONS = {
    "dimensions": "Which rows, with bars between them; without it, all that are shared.",
}

_OF: dict[Listed, tuple[str, ...]] = {
    Listed.COMPARISONS: ("entity", "tag", "sort", "as", "group", "limit"),
    Listed.CLAIMS: (
        *("entity", "tag", "key", "certainty", "contested", "source", "sort", "as", "limit"),
    ),
    Listed.ENTITIES: ("tag", "sort", "as", "group", "limit"),
}


class _Asking(Block):
    """A directive that leaves a place for what other documents say."""

    def leave(self, request: Request) -> list[nodes.Node]:
        """Return the place of what is asked for."""
        place = versus_request(self.block_text, request=request)
        self.set_source_info(place)
        return [place]


class ListDirective(_Asking):
    """A list of what passes its filters."""

    listed: ClassVar[Listed]
    optional_arguments = 0

    def run(self) -> list[nodes.Node]:
        """Read the filters."""
        options = {name: text for name, (text, _) in self.options_with_lines().items()}
        certainty = self._choice("certainty", list(Certainty))
        limit = options.get("limit", "")
        # Python reads no number of thousands of digits, and nobody has so many entries.
        if limit and not (limit.isdecimal() and len(limit) < 10):
            self._refuse("limit", limit, "it takes a number, such as 10")
            limit = ""
        return self.leave(
            Listing(
                listed=self.listed,
                line=self.lineno,
                style=self._choice("as", STYLES[self.listed]),
                sort=self._choice("sort", SORTS[self.listed]),
                entity=options.get("entity", ""),
                tag=options.get("tag", ""),
                source=options.get("source", ""),
                key=options.get("key", "").removeprefix("#"),
                certainty=Certainty(certainty) if certainty else None,
                contested="contested" in options,
                limit=int(limit or 0),
                group=self._choice("group", GROUPS.get(self.listed, ())),
            )
        )

    def _choice(self, option: str, known: Sequence[str]) -> str:
        text = self.options_with_lines().get(option, ("", 0))[0].casefold()
        if text and text not in known:
            near = nearest(text, known)
            hint = f'did you mean "{near}"?' if near else f"it knows {enumerated(known)}"
            self._refuse(option, text, hint)
            return ""
        return text

    def _refuse(self, option: str, text: str, hint: str) -> None:
        _, line = self.options_with_lines()[option]
        self.report(Problem(Kind.UNKNOWN_VALUE, line, f'the option "{option}" is "{text}"; {hint}'))


def _list_of(what: Listed) -> type[ListDirective]:
    spec = Options(
        (name, directives.flag if name == "contested" else directives.unchanged)
        for name in _OF[what]
    )
    return type(f"{what.title()}List", (ListDirective,), {"listed": what, "option_spec": spec})


LISTS = {
    "comparison-list": _list_of(Listed.COMPARISONS),
    "evidence-list": _list_of(Listed.CLAIMS),
    "entity-list": _list_of(Listed.ENTITIES),
}


class MatrixDirective(_Asking):
    """Entities against the dimensions of their comparisons."""

    option_spec: ClassVar = Options.fromkeys(MATRIX_OPTIONS, directives.unchanged)

    def run(self) -> list[nodes.Node]:
        """Read the entities and dimensions, as the sides of a comparison are written."""
        dimensions = self.options.get("dimensions", "")
        return self.leave(
            Matrix(
                tuple(split_sides(self.argument)),
                self.lineno,
                tuple(name.strip() for name in dimensions.split("|") if name.strip()),
            )
        )
