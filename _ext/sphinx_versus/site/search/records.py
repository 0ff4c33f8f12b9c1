"""What the search reads of a page: its text, cut into units that have a link.

A unit is what a hit leads to: a section, or any other element with an id that
a rule names. The page becomes a small HTML file of its own, with an empty
element wherever the text passes from one unit to another. The id of that
element is JSON: a list with the facts of the unit where it begins, its
number in that order where the text comes back to it, and an object where a part
of it begins that has a name, such as a cell. Pagefind keeps such ids and their
places in the text, so that nothing else has to be kept.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from docutils import nodes
from sphinx import addnodes

from .forms import digest
from .identifiers import words_of

# Values by the name of a facet, such as {"certainty": ["low"]}.
Facets = Mapping[str, Sequence[str]]
# What is no facet of a unit: names that it goes by, identifiers of what it is, the authors
# and years that a work is cited by and its title, and identifiers of what it rests on.
NAMES, IDS, CITED, TITLE, RESTS_ON = "names", "ids", "cited_as", "title", "rests_on"

# Whom pages are for, if they are not set to be for others.
READER = "reader"
# Words in the title of a unit count this much more than others; a section's
# title has the weight that Pagefind gives to headings.
TITLE_WEIGHT = 3

_UNSEEN = (
    nodes.comment,
    nodes.raw,
    nodes.substitution_definition,
    nodes.system_message,
    addnodes.index,
    addnodes.toctree,
)


@dataclass(frozen=True, slots=True)
class Selector:
    """Names elements of a doctree as CSS names those of a page: ``list_item.note row``."""

    # A node's class name (or "") and its classes, outermost first.
    steps: tuple[tuple[str, frozenset[str]], ...]

    @classmethod
    def parse(cls, text: str) -> Selector:
        """Read a selector; raises ValueError where there is none."""
        steps = []
        for part in text.split():
            if not re.fullmatch(r"\w*(\.[\w-]+)*", part):
                raise ValueError(text)
            name, *classes = part.split(".")
            steps.append((name, frozenset(classes)))
        if not steps:
            raise ValueError(text)
        return cls(tuple(steps))

    def matches(self, node: nodes.Element) -> bool:
        """Return whether the node is what the last step names, inside the others."""
        *outer, last = self.steps
        if not _is(node, last):
            return False
        parent = node.parent
        for step in reversed(outer):
            while parent is not None and not _is(parent, step):
                parent = parent.parent
            if parent is None:
                return False
            parent = parent.parent
        return True


def _is(node: nodes.Element, step: tuple[str, frozenset[str]]) -> bool:
    name, classes = step
    if classes and not classes.issubset(node["classes"]):
        return False
    return not name or name in _names(type(node))


_NAMES: dict[type, frozenset[str]] = {}


def _names(type_: type) -> frozenset[str]:
    """Return what a node is called: extensions have lists and rows of their own."""
    if type_ not in _NAMES:
        _NAMES[type_] = frozenset(base.__name__ for base in type_.__mro__)
    return _NAMES[type_]


class Rules:
    """Which elements are units, of which kind, and which are left out.

    ``units`` maps selectors to kinds. Raises ValueError for what is no selector.
    """

    def __init__(self, units: Mapping[str, str], excluded: Iterable[str]) -> None:
        self._units = _Choice(units)
        self._excluded = _Choice(dict.fromkeys(excluded, ""))

    def kind(self, node: nodes.Element) -> str | None:
        """Return the kind of the unit that an element is, if it is one."""
        kind = self._units.find(node)
        if kind is None and isinstance(node, nodes.section):
            kind = "section"
        return kind if kind is not None and anchor_of(node) else None

    def leave_out(self, node: nodes.Element) -> bool:
        """Return whether an element is not to be found."""
        return self._excluded.find(node) is not None


class _Choice:
    """Values by selectors; most elements have no class, and are done with at once."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._by_class: dict[str, list[tuple[Selector, str]]] = {}
        self._by_name: list[tuple[Selector, str]] = []
        for text, value in values.items():
            selector = Selector.parse(text)
            _, classes = selector.steps[-1]
            if classes:
                self._by_class.setdefault(min(classes), []).append((selector, value))
            else:
                self._by_name.append((selector, value))

    def find(self, node: nodes.Element) -> str | None:
        """Return the value of the first selector that names an element."""
        for name in node["classes"]:
            for selector, value in self._by_class.get(name, ()):
                if selector.matches(node):
                    return value
        for selector, value in self._by_name:
            if selector.matches(node):
                return value
        return None


def anchor_of(node: nodes.Element) -> str:
    """Return the id of an element, or that of its title; empty if there is none.

    The titles of definitions and of objects carry the ids of the whole.
    """
    for element in [node, *node.children[:1]]:
        if isinstance(element, nodes.Element) and element["ids"]:
            return str(element["ids"][0])
    return ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be searched: its address from the site's root, its language and kind.

    ``weight`` is what its hits count beside those of other pages; pages for others
    than readers stand below theirs, if the project tells whom pages are for.
    """

    url: str
    language: str
    kind: str
    facets: Mapping[str, Facets]
    weight: float = 1
    audience: str = ""


def record(
    doctree: nodes.document, page: Page, rules: Rules, more: Iterable[nodes.Node] = ()
) -> str:
    """Return the file that Pagefind reads in place of the page, and of more that is found there."""
    writer = _Writer(page, rules)
    writer.write(doctree, more)
    return (
        f'<!doctype html><html lang="{escape(page.language)}"><title></title>'
        f"<body data-pagefind-body>{''.join(writer.parts)}</body></html>\n"
    )


class _Writer:
    """Writes the text of a doctree, with the places where units begin and go on."""

    def __init__(self, page: Page, rules: Rules) -> None:
        self.page = page
        self.rules = rules
        self.parts: list[str] = []
        # The ids of the page's own section and of the units that are open.
        self.anchors: list[str] = []
        self.count = 0
        self.inside: list[int] = []
        self.numbers: dict[str, int] = {}
        # What is to be hidden behind the title of the page.
        self.behind_title = ""
        # The row that is a unit, if the text is in one.
        self.row: nodes.Element | None = None

    def write(self, doctree: nodes.document, more: Iterable[nodes.Node]) -> None:
        title = next((plain_text(node) for node in doctree.findall(nodes.title)), "")
        top = doctree.next_node(nodes.section)
        self.anchors = [anchor_of(top)] if top is not None else []
        page = self.page
        facets = {**page.facets.get(self.anchors[0], {})} if self.anchors else {}
        facets |= page.facets.get("", {})
        if page.audience:
            facets["audience"] = [page.audience]
        hidden = self._begin("", page.kind, title, facets, more=[page.url, page.weight])
        if title:
            self.behind_title = hidden
        else:
            self._hide(hidden)
        for child in (*doctree.children, *more):
            self._node(child, level=0)

    def _begin(
        self,
        anchor: str,
        kind: str,
        title: str,
        facets: Facets,
        alias: str = "",
        more: Sequence[Any] = (),
    ) -> str:
        """Begin a unit; returns the words that it is found by and that nobody sees."""
        parent = self.inside[-1] if self.inside else -1
        own: dict[str, list[Any]] = {
            NAMES: [*facets.get(NAMES, ())],
            IDS: [word for each in facets.get(IDS, ()) for word in words_of(each)],
            CITED: [*facets.get(CITED, ())],
            TITLE: [digest(each) for each in facets.get(TITLE, ())],
        }
        rests_on = (word for each in facets.get(RESTS_ON, ()) for word in words_of(each))
        words = [alias, *own[NAMES], *own[IDS], *rests_on]
        hidden = " ".join(dict.fromkeys(filter(None, words)))
        shown = {name: facets[name] for name in facets if name not in (*own, RESTS_ON)}
        own = {name: values for name, values in own.items() if values}
        self._mark([anchor, kind, title, parent, shown, hidden, own, *more])
        self.inside.append(self.count)
        self.numbers.setdefault(anchor, self.count)
        self.count += 1
        return hidden

    def _end(self) -> None:
        self.anchors.pop()
        self.inside.pop()
        self._mark(self.inside[-1])

    def _mark(self, fact: Any) -> None:
        text = json.dumps(fact, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        # Pagefind takes white space out of ids.
        text = re.sub(r"\s", lambda space: f"\\u{ord(space[0]):04x}", text)
        self.parts.append(f'<i id="{escape(text)}"></i>')

    def _node(self, node: nodes.Node, level: int) -> None:
        if isinstance(node, nodes.Text | addnodes.desc_signature):
            self.parts.append(escape(plain_text(node)))
        elif isinstance(node, nodes.image):
            self.parts.append(f" {escape(node.get('alt', ''))} ")
        elif isinstance(node, nodes.Element) and not self._left_out(node):
            self._element(node, level)

    def _left_out(self, node: nodes.Element) -> bool:
        return isinstance(node, _UNSEEN) or self.rules.leave_out(node)

    def _element(self, node: nodes.Element, level: int) -> None:
        if isinstance(node, nodes.section):
            level += 1
        # The first section is the page itself.
        top = isinstance(node, nodes.section) and isinstance(node.parent, nodes.document)
        kind = None if top and self.count == 1 else self.rules.kind(node)
        children: Iterable[nodes.Node] = node.children
        # What stands behind a unit and is a part of it, such as a row of notes.
        number = self.numbers.get(node.get("part_of"))
        if kind is not None:
            children = self._unit(node, kind, level)
        elif number is not None:
            self._mark(number)
        elif node.get("label") and node.parent is self.row and node is not self.row[0]:
            self._mark({"part": node["label"]})
        tag = _tag(node, level)
        weight = f' data-pagefind-weight="{node.get("search_weight")}"' * ("search_weight" in node)
        self.parts.append(f"<{tag}{weight}>" if tag else "")
        for child in children:
            self._node(child, level)
        self.parts.append(f"</{tag}>" if tag else "")
        if self.behind_title and isinstance(node, nodes.title):
            self._hide(self.behind_title)
            self.behind_title = ""
        if kind is not None:
            self._end()
        elif number is not None:
            self._mark(self.inside[-1])

    def _unit(self, node: nodes.Element, kind: str, level: int) -> Iterator[nodes.Node]:
        """Begin a unit; its title comes first, and what follows is returned."""
        self.row = node if isinstance(node, nodes.row) else None
        children = iter(node.children)
        first = next(children, None)
        anchor = anchor_of(node)
        title = plain_text(first) if first is not None else ""
        alias = self._alias(anchor, kind, title)
        facets = self.page.facets.get(anchor, {})
        hidden = self._begin(anchor, kind, title, facets, alias)
        self.anchors.append(anchor)
        if first is not None:
            weight = not isinstance(node, nodes.section)
            self.parts.append(f'<div data-pagefind-weight="{TITLE_WEIGHT}">' if weight else "")
            self._node(first, level)
            self.parts.append("</div>" if weight else "")
        self._hide(hidden)
        return children

    def _hide(self, words: str) -> None:
        """Write words that a unit is found by behind its title, as a part of that."""
        self.parts.append(f" <div>{escape(words)}</div> " if words else "")

    def _alias(self, anchor: str, kind: str, title: str) -> str:
        """Return what an id says that the title does not: its writer's own word for it."""
        # Ids are often made of those around them and of a word for the kind.
        around = [outer for outer in self.anchors if anchor.startswith(f"{outer}-")]
        anchor = anchor.removeprefix(f"{max(around, key=len)}-") if around else anchor
        anchor = anchor.split(f"{kind}-", 1)[-1]
        said = set(re.findall(r"\w+", title.lower()))
        new = set(re.findall(r"[^\W_]+", anchor.lower())) - said
        return "" if not new or re.fullmatch(r"id\d+", anchor) else anchor


def _tag(node: nodes.Element, level: int) -> str:
    """Return the element that parts words; within a line there is none."""
    if isinstance(node, nodes.Inline):
        return ""
    if isinstance(node, nodes.title) and isinstance(node.parent, nodes.section):
        return f"h{min(level, 6)}"
    return "div"


def plain_text(node: nodes.Node) -> str:
    """Return the text of a node on one line, without what is not shown as text."""
    # The brackets around the parameters of an object are no text of their own.
    if isinstance(node, nodes.Text | addnodes.desc_signature):
        return node.astext()
    if isinstance(node, nodes.image):
        return str(node.get("alt", ""))
    if not isinstance(node, nodes.Element) or isinstance(node, _UNSEEN):
        return ""
    gap = "" if isinstance(node, nodes.TextElement | nodes.Inline) else " "
    return " ".join(gap.join(plain_text(child) for child in node.children).split())
