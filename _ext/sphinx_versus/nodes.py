"""Nodes that carry the facts of comparisons, for the domain and for other people's visitors.

Their attributes hold what is not prose, as plain values that compare and pickle;
prose is read from their children, where it has been translated. Each is a
subclass of a standard node, which is how builders show it. Where a standard
node has become one of these, it is the same object as before.
"""

from __future__ import annotations

from typing import Any, TypeVar

from docutils import nodes
from sphinx.application import Sphinx

from sphinx_versus.site.compat import visit_like_base
from sphinx_versus.site.trees import place_with

_Node = TypeVar("_Node", bound=nodes.Element)


class versus_section(nodes.section):
    """A section of ours.

    In a comparison, ``anchor`` is the id that lasts, ``kind`` is a `SectionKind`, and
    ``line`` is that of the heading; what is about one side has the side's ``place``:
    its part of a section, which has the kind of that, or a section of its own.
    """

    # Sphinx and MyST-Parser know sections with labels by it.
    tagname = nodes.section.__name__


class versus_comparison(versus_section):
    """A comparison: the section of its page, or one of its own.

    ``key``, ``line`` (of the opening fence), ``is_page``, ``tags``, ``reviewed`` and the
    lines of options are those of `model.facts.Comparison`, and ``called`` is its ``names``.
    ``was``, where it is there, is that of a claim.
    """


class versus_entity(versus_section):
    """An entity with a page or a section of its own: ``name``, ``key``, ``aliases``, ``line``.

    It may have ``was``, as a claim may.
    """


class versus_example(nodes.container):
    """What a guide shows of the extension: nothing in it is a fact of the project."""


class versus_head(nodes.container):
    """What begins a comparison: the list of its sides, and the tagline."""


class versus_side(nodes.list_item):
    """One of the things compared: its ``place``, ``name`` and ``key``; its text is its title.

    ``version``, ``link`` and ``remark`` are there where a heading or a column has one.
    """


class versus_tagline(nodes.paragraph):
    """The first paragraph of a comparison or an entity."""


class versus_tags(nodes.paragraph):
    """The tags of a comparison, with commas between them: a text, so that it is translated."""


class versus_in_short(nodes.container):
    """What readers should leave with: a section of that kind, as a box of the head.

    It has the ``anchor``, ``kind`` and ``line`` of a section. A section of its own could not
    stand before the introduction, whose paragraphs would be parts of it.
    """


class versus_definition(nodes.paragraph):
    """A paragraph of what the side at ``place`` is."""


class versus_point(nodes.list_item):
    """A point of the side at ``place``; ``kind`` is the `SectionKind` that lists it."""


class versus_point_paragraph(nodes.paragraph):
    """A paragraph that is a point, with the ``kind`` and ``place`` of one."""


class versus_points(nodes.entry):
    """A cell that holds points, with the ``kind`` and ``place`` of each."""


class versus_table(nodes.table):
    """A side-by-side table.

    ``dimension`` is the place of the column that names its rows, if it is not the first;
    ``turned`` says that its rows are the sides; ``units`` are those of the columns of the
    sides, by place.
    """


class versus_dimension(nodes.row):
    """One row of a side-by-side table: its ``anchor``, ``line``, and the id of its ``table``.

    ``winner`` holds the places of the sides that win; ``continues`` is the ``anchor`` of the
    row above that it goes on with.
    """


class versus_column(nodes.entry):
    """The header of a dimension in a turned table: its ``anchor``, ``line``, and its ``table``."""


class versus_group(nodes.row):
    """A row that names those below it."""


class versus_notes(nodes.row):
    """What a column of notes says of the row above; there only while a page is written.

    ``part_of`` is the ``anchor`` of that row, as a part of which the search finds it.
    """


class versus_extra(nodes.entry):
    """A cell of a column that is no side's; ``role`` says what the column is for."""


class versus_cell(nodes.entry):
    """A cell of a side's column; ``place`` is that of the side, and the header has such cells too.

    While a page is written, a cell that is a value has ``value``, the number that it is compared
    by, and a header whose column can be sorted by its values has ``sort``: "number" or "mark".

    In HTML all cells of our tables are such nodes: ``scope`` is ``"col"``, ``"row"`` or
    empty, and ``label`` is the name of the column; what is said of the row above has
    ``headers``, the ``own_id`` of the cell that names it.
    """


class versus_dropped(nodes.paragraph):
    """Cells of a row that its table has no room for, below the table."""


class versus_claims(nodes.bullet_list):
    """A list of claims; ``comparison`` is the key of the one that makes them, or empty."""


class versus_claim(nodes.list_item):
    """A claim; one that is made here, and not quoted, has an ``anchor``, the id that lasts.

    ``certainty`` is a `Certainty` or empty; where the writer says so, ``start`` is the one that
    it began at, and ``steps`` are what has moved it: domains, and by how many levels.
    ``about`` holds names of entities, ``rows`` the ids of the rows that it is about, and
    ``about_line`` is the line of both; ``line`` is that of the statement. ``was`` are its
    addresses of the past, if it has some, each with its line: an id, or ``page#id`` or
    ``page#`` with the name of a document. On a page that
    folds claims, ``standing`` holds the labels that stay in sight.
    """


class versus_statement(nodes.paragraph):
    """What a claim says."""


class versus_reason(nodes.paragraph):
    """Why the certainty of a claim is what it is."""


class versus_source(nodes.paragraph):
    """What a claim rests on: its ``stance``, ``line`` and the ``keys`` that it cites, if any."""


class versus_subject(nodes.paragraph):
    """An entity or a row that a claim is about, by name."""


class versus_more(nodes.container):
    """What else the list below a claim holds."""


class versus_label(nodes.paragraph):
    """A word of ours among the parts of a claim, such as "Supported by".

    In HTML its ``words`` are no children: they stand on every page, and searches would find
    them there.
    """


class versus_rated(nodes.inline):
    """How certain a claim is, beside what rests on it; there only while a page is written."""


class versus_name(nodes.paragraph):
    """The name of an ``entity``, which leads to it on the finished page."""


class versus_mentions(nodes.bullet_list):
    """The related entities of a comparison."""


class versus_mention(nodes.list_item):
    """A related ``entity``, by name."""


class versus_cards(nodes.bullet_list):
    """Other comparisons, as cards."""


class versus_card(nodes.list_item):
    """Another comparison, as a card, or what the writer has put in its place."""


class versus_legend(nodes.definition_list):
    """What certainty and stance mean; the ids of its terms are where all marks lead."""


class versus_break(nodes.inline):
    """The end of a line that a writer has set, within a text; it holds a line feed."""


class versus_struck(nodes.inline):
    """Words that are struck out: they hold no longer."""


class versus_task(nodes.inline):
    """The box of a task, as it is typed: ``[ ]``, or ``[x]`` where it is ``done``."""


class versus_mark(nodes.inline):
    """The drawing of a mark: its ``kind`` is a `MarkKind`, or "best" at the best of its row.

    It stands in place of a sign or before a word. It holds the words for the sign where the
    drawing is shown, and the sign as it is typed elsewhere; before a word it is empty.
    """


class versus_html(nodes.raw):
    """Raw HTML that pages in HTML show as it is.

    ``element`` is the first one in it that means nothing elsewhere, or empty; the words
    in it stand beside it, for other builders.
    """


class versus_request(nodes.General, nodes.Element):
    """The place of what other pages say; gone before any writer sees it.

    ``request`` is a `requests.Request`. The first child is shown if it is a
    link that leads nowhere; the others stay beside the answer. In an example of a guide its
    ``answer`` is there from the start.
    """


NODES = (
    *(versus_section, versus_comparison, versus_entity, versus_head, versus_side, versus_tagline),
    versus_tags,
    *(versus_in_short,),
    *(versus_definition, versus_point, versus_table, versus_dimension, versus_cell, versus_claims),
    *(versus_column, versus_group, versus_notes, versus_extra, versus_dropped),
    *(versus_point_paragraph, versus_points),
    *(versus_claim, versus_statement, versus_reason, versus_source, versus_subject, versus_more),
    *(versus_label, versus_rated, versus_example),
    *(versus_name, versus_mentions, versus_mention, versus_cards, versus_card, versus_legend),
    *(versus_break, versus_struck, versus_task, versus_mark, versus_html),
    versus_request,
)


def become(node: nodes.Element, kind: type[_Node], /, **facts: Any) -> _Node:
    """Turn a standard node into one of ours; all that refers to it still does."""
    node.__class__ = kind
    node.tagname = kind.tagname or kind.__name__
    node.attributes.update(facts)
    assert isinstance(node, kind)
    return node


def paragraph_of(
    kind: type[_Node], text: str, like: nodes.Node, line: int | None = None, **facts: Any
) -> _Node:
    """Make a paragraph of plain text that is translated as if it stood where ``like`` does."""
    paragraph = kind(text, nodes.Text(text), **facts)
    place_with(paragraph, like)
    paragraph.source, paragraph.line = like.source, line or like.line
    return paragraph


def register(app: Sphinx) -> None:
    """Register all nodes for all builders, which show them like the standard ones."""
    for kind in NODES:
        app.add_node(kind)
        visit_like_base(kind)
