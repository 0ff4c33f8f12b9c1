"""What the guide shows, made from the code that it describes.

``{versus-reference} options`` and its like put a table in their place, and
``{versus-example}`` shows the Markdown in it and what becomes of that, so that
the guide cannot say anything else than what the extension does.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.application import Sphinx

from sphinx_versus.directives import comparison
from sphinx_versus.directives import entity as entity_directive
from sphinx_versus.directives import evidence as evidence_directives
from sphinx_versus.directives import lists as list_directives
from sphinx_versus.grammar.columns import NAMED
from sphinx_versus.grammar.columns import WORDS as COLUMNS
from sphinx_versus.grammar.headings import SYNONYMS
from sphinx_versus.grammar.item_words import WORDS, synonyms_of
from sphinx_versus.grammar.problems import Described, Kind
from sphinx_versus.grammar.values import UNITS
from sphinx_versus.model.facts import SOURCE_TERMS
from sphinx_versus.names_before import NAMES, UNTIL
from sphinx_versus.nodes import versus_example, versus_request, versus_table
from sphinx_versus.queries.index import Index
from sphinx_versus.queries.requests import Certainties, DotPlot
from sphinx_versus.queries.selection import select
from sphinx_versus.reading.cell_values import language_of
from sphinx_versus.reading.collect import collect
from sphinx_versus.review import findings, settings
from sphinx_versus.settings import BY_EXTENSION
from sphinx_versus.site import boundary

Row = tuple[list[nodes.Node], ...]


def _options() -> Iterable[Row]:
    yield _row("Directive", "Option", "Meaning")
    described = {
        "comparison": comparison.OPTIONS,
        "evidence": evidence_directives.OPTIONS,
        "entity": entity_directive.OPTIONS,
        "comparison-matrix": list_directives.MATRIX_OPTIONS,
    }
    for directive, options in described.items():
        for name, meaning in options.items():
            yield _row(f"`{directive}`", f"`{name}`", meaning)


def _lists() -> Iterable[Row]:
    yield _row("Option", "Of", "Meaning")
    for name, option in list_directives.OPTIONS.items():
        lists = [
            f"`{directive}`"
            for directive, kind in list_directives.LISTS.items()
            if kind.listed in option.of
        ]
        yield _row(f"`{name}`", ", ".join(lists), option.meaning)


def _headings() -> Iterable[Row]:
    yield _row("Kind", "Ends the id", "Headings")
    for kind, headings in SYNONYMS.items():
        yield _row(headings[0], f"`{kind.value}`", ", ".join(headings))


def _columns() -> Iterable[Row]:
    yield _row("Column of", "Headings", "In German too")
    for role in NAMED:
        yield _row(f"`{role.value}`", *(", ".join(COLUMNS[code][role]) for code in ("en", "de")))


def _units() -> Iterable[Row]:
    yield _row("What is measured", "Units")
    by_dimension: dict[str, list[str]] = {}
    for unit in UNITS:
        by_dimension.setdefault(unit.dimension, []).append(f"`{unit.symbol}`")
    # Most currencies and counts have one unit each.
    others = [
        symbol for symbols in by_dimension.values() if len(symbols) == 1 for symbol in symbols
    ]
    for dimension, symbols in by_dimension.items():
        if len(symbols) > 1:
            yield _row(dimension, ", ".join(symbols))
    yield _row("others", ", ".join(others))


def _words() -> Iterable[Row]:
    yield _row("Word", "Not understood, but the word is offered for")
    for word in WORDS:
        # Not every book has a font for scripts without capitals.
        shown = [synonym for synonym in synonyms_of(word) if synonym.upper() != synonym]
        yield _row(f"`{word}:`", ", ".join(shown))


def _source_terms() -> Iterable[Row]:
    yield _row("Field", "Terms")
    for name, terms in SOURCE_TERMS.items():
        yield _row(f"`{name}`", ", ".join(terms))


def _kinds(type_: str, kinds: Iterable[Described]) -> Iterable[Row]:
    yield _row("Kind", "Meaning")
    for kind in kinds:
        yield _row(f"`{type_}.{kind.code}`", kind.meaning)


def _limits() -> Iterable[Row]:
    yield _row("Limit", "Default", "Meaning")
    for name, meaning in settings.LIMITS.items():
        default = getattr(settings.Limits(), name)
        if isinstance(default, Mapping):
            default = ", ".join(f"{level}: {number}" for level, number in default.items())
        yield _row(f"`{name}`", str(default), meaning)


def _settings(*extensions: str) -> Iterable[Row]:
    yield _row("Setting", "Default", "Meaning")
    for extension in extensions:
        # No column of its own: a phone has no room for four.
        by = f" (`{extension}`)" if len(extensions) > 1 else ""
        for each in BY_EXTENSION[extension]:
            default = "the whole project" if callable(each.default) else f"`{each.default!r}`"
            yield _row(f"`{each.name}`", default, f"{each.meaning}{by}")


def _names() -> Iterable[Row]:
    yield _row(f"Before, and known until {UNTIL}", "Now")
    for before, now in NAMES.items():
        yield _row(f"`{before}`", f"`{now}`")


TABLES: dict[str, Callable[[], Iterable[Row]]] = {
    "options": _options,
    "lists": _lists,
    "headings": _headings,
    "columns": _columns,
    "units": _units,
    "words": _words,
    "source-terms": _source_terms,
    "names": _names,
    "problems": functools.partial(_kinds, "versus", Kind),
    "findings": functools.partial(_kinds, "versus_review", findings.Kind),
    "limits": _limits,
    "settings": functools.partial(_settings, *BY_EXTENSION),
    "review-settings": functools.partial(_settings, "sphinx_versus.review"),
}


class VersusReference(boundary.Directive):
    """Puts one of the tables in its place."""

    required_arguments = 1
    option_spec: ClassVar = {"class": directives.class_option}

    def run(self) -> list[nodes.Node]:
        """Return the table."""
        name = directives.choice(self.arguments[0], tuple(TABLES))
        return [_table(list(TABLES[name]()))]


class VersusExample(boundary.Directive):
    """Shows Markdown, and below it what becomes of it, which is no part of what the site says."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the source and the result."""
        text = "\n".join(self.content)
        source = nodes.literal_block(text, text, language="markdown")
        # What stands in a section is a block of its own, and not nested in another one.
        place = nodes.section()
        self.state.nested_parse(self.content, self.content_offset, place, match_titles=True)
        for index in [*place.findall(addnodes.index)]:
            index.parent.remove(index)
        self._answer(place)
        return [source, versus_example("", *place.children, classes=["versus-example"])]

    def _answer(self, place: nodes.section) -> None:
        """Answer what is asked of the example itself; nothing else knows of it."""
        docname = self.env.docname
        document = nodes.document(self.state.document.settings, self.state.document.reporter)
        document.children = place.children
        found = collect(document, docname, language_of(self.config))
        index = Index({docname: found.comparisons}, {}, {}, {}, lambda name: name)
        for node in [*place.findall(versus_request)]:
            if isinstance(node["request"], Certainties | DotPlot):
                node["answer"] = select(index, node["request"])
            else:
                node.parent.remove(node)
        for table in place.findall(versus_table):
            table["facts"] = [row for each in found.comparisons for row in each.dimensions]


def _row(*cells: str) -> Row:
    return tuple(_inline(cell) for cell in cells)


def _inline(text: str) -> list[nodes.Node]:
    parts = text.split("`")
    return [
        nodes.literal(part, part) if place % 2 else nodes.Text(part)
        for place, part in enumerate(parts)
        if part
    ]


def _table(rows: list[Row]) -> nodes.table:
    head, *body = [
        nodes.row("", *(nodes.entry("", nodes.paragraph("", "", *cell)) for cell in row))
        for row in rows
    ]
    columns = [nodes.colspec(colwidth=100 // len(rows[0])) for _ in rows[0]]
    group = nodes.tgroup("", *columns, nodes.thead("", head), nodes.tbody("", *body))
    group["cols"] = len(columns)
    return nodes.table("", group, classes=["colwidths-auto"])


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directives."""
    app.add_directive("versus-reference", VersusReference)
    app.add_directive("versus-example", VersusExample)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
