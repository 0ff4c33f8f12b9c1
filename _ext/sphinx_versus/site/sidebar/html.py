"""The contents as HTML and as nodes, the same as Sphinx would make of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from docutils import nodes
from sphinx import addnodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.matching import patmatch
from sphinx.writers.html5 import HTML5Translator

from sphinx_versus.site import labels

from .bound import Item, Shown
from .tree import Entry, Group, is_shown

CLASS = "bounded-toctree-all"

_SPECIAL = HTML5Translator.special_characters


class Titles:
    """The content of links as HTML, made once for each entry."""

    def __init__(self, builder: StandaloneHTMLBuilder) -> None:
        self.builder = builder
        self._known: dict[Entry, str] = {}

    def __getitem__(self, entry: Entry) -> str:
        """Return the content of the link to an entry."""
        known = self._known.get(entry)
        if known is None:
            known = self._known[entry] = self._made(entry)
        return known

    def _made(self, entry: Entry) -> str:
        title = _title(entry)
        if all(isinstance(child, nodes.Text) for child in title.children):
            number = _number(title, self.builder.config.html_secnumber_suffix)
            return number + encoded(title.astext())
        # The writer wants a link to stand in text.
        paragraph = addnodes.compact_paragraph("", "", title)
        _, _, link = self.builder.render_partial(paragraph)["fragment"].partition("<a ")
        content, closed, _ = link.partition(">")[2].rpartition("</a>")
        return content if closed else encoded(title.astext())


def encoded(text: str) -> str:
    """Return a text as it is written into HTML."""
    return text.translate(_SPECIAL)


def _number(title: nodes.reference, suffix: str) -> str:
    number = title.get("secnumber")
    return ".".join(map(str, number)) + suffix if number else ""


def _title(entry: Entry) -> nodes.reference:
    """Return a link of its own with the title of an entry, to nowhere yet."""
    title = nodes.reference("", "", internal=bool(entry.docname), refuri="#")
    if entry.title is not None and entry.title.get("secnumber"):
        title["secnumber"] = entry.title["secnumber"]
    if entry.text is not None or entry.title is None:
        title += nodes.Text(entry.text or "")
    else:
        title += [child.deepcopy() for child in entry.title.children]
    return title


class Names:
    """What the entries of a list are called, by patterns of document names."""

    def __init__(self, names: dict[str, str], language: str) -> None:
        self.names = names
        self.language = language

    def whole_list(self, shown: Shown) -> str:
        """Return the label of the link to all of a list."""
        first = shown.items[0].entry.docname if shown.items else ""
        matching = (name for pattern, name in self.names.items() if patmatch(first, pattern))
        return labels.whole_list(shown.total, next(matching, ""), self.language)


class Writer:
    """Writes what is shown on the page of a document."""

    def __init__(
        self, docname: str, titles: Titles, names: Names, uri: Callable[[str], str]
    ) -> None:
        self.docname = docname
        self.titles = titles
        self.names = names
        self.uri = uri

    def write(self, groups: Iterable[Shown]) -> str:
        """Return the HTML of all groups, one after the other."""
        return "".join(part for group in groups for part in self._group(group))

    def _group(self, group: Shown) -> Iterator[str]:
        if group.caption:
            yield '<p class="caption" role="heading"><span class="caption-text">'
            yield f"{encoded(group.caption)}</span></p>\n"
        yield from self._list(group)

    def _list(self, shown: Shown) -> Iterator[str]:
        yield '<ul class="current">\n' if shown.current else "<ul>\n"
        for item in shown.items:
            current = " current" if item.current else ""
            yield f'<li class="toctree-l{shown.depth}{current}">{self._link(item)}'
            if item.below and item.below.items:
                yield from self._list(item.below)
            yield "</li>\n"
        if shown.total:
            label = encoded(self.names.whole_list(shown))
            yield f'<li class="toctree-l{shown.depth} {CLASS}"><a class="reference internal" '
            yield f'href="{self._address(shown.owner, "")}">{label}</a></li>\n'
        yield "</ul>\n"

    def _link(self, item: Item) -> str:
        entry = item.entry
        here = entry.docname == self.docname and not entry.anchor
        classes = "current reference" if here else "reference"
        kind = "internal" if entry.docname else "external"
        address = self._address(entry.docname, entry.anchor)
        return f'<a class="{classes} {kind}" href="{address}">{self.titles[entry]}</a>'

    def _address(self, docname: str, anchor: str) -> str:
        uri = f"{self.uri(docname)}{anchor}" if docname else anchor
        return encoded(uri) or "#"


def as_nodes(group: Group, docname: str, uri: Callable[[str], str]) -> addnodes.compact_paragraph:
    """Return a toctree as the nodes that Sphinx makes of it on the page of a document.

    ``uri`` returns the address of another document, as seen from the page.
    """
    shown = addnodes.compact_paragraph("", "", toctree=True)
    if group.caption:
        shown += nodes.title(group.caption, "", nodes.Text(group.caption))
    shown += _nodes(group.entries, group.maxdepth, 1, docname, uri)
    return shown


def _nodes(
    entries: Iterable[Entry], maxdepth: int, depth: int, docname: str, uri: Callable[[str], str]
) -> nodes.bullet_list:
    shown = nodes.bullet_list()
    for entry in entries:
        link = _title(entry)
        link["refuri"] = uri(entry.docname) + entry.anchor if entry.docname else entry.anchor
        link["anchorname"] = entry.anchor if entry.docname else ""
        classes = [f"toctree-l{depth}"]
        paragraph = addnodes.compact_paragraph("", "", link, classes=classes)
        item = nodes.list_item("", paragraph, classes=classes)
        current = entry.docname == docname and not entry.anchor
        if current:
            link["classes"].append("current")
        if entry.children and is_shown(depth + 1, maxdepth):
            below = _nodes(entry.children, maxdepth, depth + 1, docname, uri)
            current = current or "current" in below["classes"]
            item += below
        if current:
            item["classes"].append("current")
            shown["classes"] = ["current"]
        shown += item
    return shown
