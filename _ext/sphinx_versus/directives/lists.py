"""The directives that show what the site has: lists of it, a matrix, a plot."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar, NamedTuple

from docutils import nodes
from docutils.parsers.rst import directives

from sphinx_versus.grammar.names import listed as enumerated
from sphinx_versus.grammar.names import offer, split_sides
from sphinx_versus.grammar.problems import Kind, Problem
from sphinx_versus.model.facts import Certainty
from sphinx_versus.nodes import versus_request
from sphinx_versus.queries.listing import LONG, groups_of, sorts_of
from sphinx_versus.queries.requests import DotPlot, Findings, Listed, Listing, Matrix, Request
from sphinx_versus.showing.views import styles_of

from .blocks import Block, Options


def _words(words_of: Callable[[Listed], Iterable[str]], before: str) -> str:
    """Return the words that an option of each list knows, as in "claims by page or certainty"."""
    known = {what: list(words_of(what)) for what in Listed}
    return "; ".join(
        f"{what} {before} {enumerated(words)}" for what, words in known.items() if words
    )


class ListOption(NamedTuple):
    """What an option is for, and the lists that take it."""

    meaning: str
    of: tuple[Listed, ...] = tuple(Listed)


OPTIONS = {
    "entity": ListOption(
        "Only comparisons with an entity as a side, or claims about it, by its name.",
        (Listed.COMPARISONS, Listed.CLAIMS),
    ),
    "mentions": ListOption(
        "Only comparisons or claims that mention an entity, by its name.",
        (Listed.COMPARISONS, Listed.CLAIMS),
    ),
    "tag": ListOption(
        "Only comparisons with a tag, or what stands in them.",
        (Listed.COMPARISONS, Listed.CLAIMS, Listed.ENTITIES),
    ),
    "key": ListOption("Only claims of one comparison, by its key.", (Listed.CLAIMS,)),
    "certainty": ListOption("Only claims of a certainty.", (Listed.CLAIMS,)),
    "contested": ListOption("Only claims with sources on both sides.", (Listed.CLAIMS,)),
    "source": ListOption(
        "Only claims that rest on a source, by its bibliography key.", (Listed.CLAIMS,)
    ),
    "sort": ListOption(
        f"The order: {_words(sorts_of, 'by')}. The first is what happens without it."
    ),
    "as": ListOption(f"The form: {_words(styles_of, 'as')}."),
    "group": ListOption(
        f"What the list is divided by: {_words(groups_of, 'by')}. "
        f"Without it, more than {LONG} in the order of their names are divided by letter.",
        tuple(what for what in Listed if groups_of(what)),
    ),
    "limit": ListOption("How many at most."),
}

MATRIX_OPTIONS = {
    "dimensions": "Which rows, with bars between them; without it, all that are shared.",
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

    def run(self) -> list[nodes.Node]:
        """Read the filters."""
        if self.argument:
            filter_ = next(iter(self.option_spec or ()))
            told = f'"{self.argument}" stands behind {{{self.name}}}, where nothing is read'
            remedy = f'write ":{filter_}: {self.argument}" on the next line'
            self.report(Problem(Kind.MISPLACED_OPTION, self.lineno, f"{told}; {remedy}"))
        written = self.options_with_lines()
        options = {name: text for name, (text, _) in written.items()}
        # What is asked for by name is named at its line.
        named = ("entity", "mentions", "key")
        lines = [line for name, (_, line) in written.items() if name in named]
        certainty = self._choice("certainty", list(Certainty))
        if contested := options.get("contested", ""):
            self._refuse(
                "contested", contested, "it takes no value, so write it alone, or take it out"
            )
        limit = options.get("limit", "")
        # Python reads no number of thousands of digits, and nobody has so many entries.
        if limit and not (limit.isdecimal() and len(limit) < 10):
            self._refuse("limit", limit, "it takes a number, such as 10")
            limit = ""
        return self.leave(
            Listing(
                listed=self.listed,
                line=min(lines, default=self.lineno),
                style=self._choice("as", list(styles_of(self.listed))),
                sort=self._choice("sort", sorts_of(self.listed)),
                entity=options.get("entity", ""),
                mentions=options.get("mentions", ""),
                tag=options.get("tag", ""),
                source=options.get("source", ""),
                key=options.get("key", "").removeprefix("#"),
                certainty=Certainty(certainty) if certainty else None,
                contested=options.get("contested") == "",
                limit=int(limit or 0),
                group=self._choice("group", groups_of(self.listed)),
            )
        )

    def _choice(self, option: str, known: Sequence[str]) -> str:
        text = self.options_with_lines().get(option, ("", 0))[0].casefold()
        if text and text not in known:
            self._refuse(option, text, offer(text, known))
            return ""
        return text

    def _refuse(self, option: str, text: str, hint: str) -> None:
        _, line = self.options_with_lines()[option]
        self.report(Problem(Kind.UNKNOWN_VALUE, line, f'the option "{option}" is "{text}"; {hint}'))


def _name_of(listed: Listed) -> str:
    """Return what writers call a list by."""
    match listed:
        case Listed.COMPARISONS:
            return "comparison-list"
        case Listed.CLAIMS:
            return "evidence-list"
        case Listed.ENTITIES:
            return "entity-list"


def _list_of(what: Listed) -> type[ListDirective]:
    names = (name for name, option in OPTIONS.items() if what in option.of)
    spec = Options.fromkeys(names, directives.unchanged)
    return type(f"{what.title()}List", (ListDirective,), {"listed": what, "option_spec": spec})


LISTS = {_name_of(what): _list_of(what) for what in Listed}


class FindingsDirective(_Asking):
    """A table of the claims of a comparison, or of those of the page."""

    option_spec: ClassVar = Options()

    def run(self) -> list[nodes.Node]:
        """Read the key or the name of the comparison, if there is one."""
        return self.leave(Findings(self.argument, self.env.docname, self.lineno))


class DotPlotDirective(_Asking):
    """A drawing of the quantities of rows, with their numbers in a table."""

    required_arguments = 1
    optional_arguments = 0
    option_spec: ClassVar = {}

    def run(self) -> list[nodes.Node]:
        """Read the ids."""
        names = (name.strip().removeprefix("#") for name in self.argument.split(";"))
        return self.leave(DotPlot(tuple(filter(None, names)), self.lineno))


class MatrixDirective(_Asking):
    """Entities against the dimensions of their comparisons."""

    option_spec: ClassVar = Options.fromkeys(MATRIX_OPTIONS, directives.unchanged)

    def run(self) -> list[nodes.Node]:
        """Read the entities and dimensions, as the sides of a comparison are written."""
        dimensions, line = self.options_with_lines().get("dimensions", ("", 0))
        return self.leave(
            Matrix(
                tuple(split_sides(self.argument)),
                self.lineno,
                tuple(name.strip() for name in dimensions.split("|") if name.strip()),
                line,
            )
        )
