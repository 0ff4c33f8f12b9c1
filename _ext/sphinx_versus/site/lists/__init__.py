"""Long lists to work in: filtered as one types and by what is known of entries, and sorted.

What makes a list puts it into a `work_list`. In HTML a long one is divided: each part is a page
of its own beside the first one, complete without scripts, and a script that holds the same for
those who filter. Other builders show the whole list.
"""

from __future__ import annotations

import glob
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.osutil import relative_uri
from sphinx.writers.html5 import HTML5Translator

from sphinx_versus.site import boundary, labels
from sphinx_versus.site.assets import serve
from sphinx_versus.site.catalogue import add_catalogue
from sphinx_versus.site.compat import visit_like_base
from sphinx_versus.site.trees import upwards, walk

STATIC_DIR = Path(__file__).parent / "static"
FOLDER = "parts"
# A shorter list has no tools, and a longer one is divided into parts of so many entries.
FEWEST, MOST = 12, 400
# Among more, one types.
_MOST_CHOICES = 100
_EARLY = 400
_HAS_LIST, _PARTS = "site_lists", "site_list_parts"
_LISTS = nodes.bullet_list | nodes.enumerated_list | nodes.tbody
# The path of the script of a part: its document, the name of its list, its number.
_PART = re.compile(r"(.+)\.([\w-]+)-(\d+)\.js", re.DOTALL)
# Links within a list are no entries of it.
_LINKS = "versus-letters"


@dataclass(frozen=True, slots=True)
class Facet:
    """What a list can be filtered by: for each entry its values, each with its words.

    ``choices`` are those of the whole list; without any, and with too many, nobody chooses.
    """

    name: str
    label: str
    of: Sequence[Sequence[tuple[str, str]]]
    sorts: bool = False
    choices: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Number:
    """What a list can be sorted by: a number of each entry, or None; ``since`` filters too."""

    name: str
    label: str
    of: Sequence[int | None]
    since: bool = False
    choices: Sequence[int] = ()


class work_list(nodes.container):  # noqa: N801 (as docutils names its nodes)
    """A list, or parts of one with headings.

    ``name`` tells it from others on its page. What is divided has so many entries in ``total``;
    each of its parts has a ``place`` among ``pages``, which are their addresses.
    """

    # What is known of the entries, in their order; no attributes, which some builders print.
    facets: Sequence[Facet] = ()
    numbers: Sequence[Number] = ()

    def copy(self) -> work_list:
        """Return a list without entries, with what is known of them."""
        copied = super().copy()
        copied.facets, copied.numbers = self.facets, self.numbers
        return copied


def to_work_in(
    name: str,
    shown: Sequence[nodes.Node],
    facets: Iterable[Facet] = (),
    numbers: Iterable[Number] = (),
) -> list[nodes.Node]:
    """Return what shows a list, as one to work in if it is long."""
    listed = work_list("", *shown, name=name)
    listed.facets, listed.numbers = tuple(facets), tuple(numbers)
    return [listed] if sum(1 for _ in entries_in(listed)) >= FEWEST else [*shown]


def entries_in(node: nodes.Element) -> Iterator[nodes.Element]:
    """Yield the entries of a list, or of the lists in its parts, in their order."""
    for child in node.children:
        if isinstance(child, _LISTS):
            if _LINKS not in child["classes"]:
                yield from (each for each in child.children if isinstance(each, nodes.Element))
        elif isinstance(child, nodes.Element) and not isinstance(child, nodes.TextElement):
            yield from entries_in(child)


def divides(builder: Any) -> bool:
    """Return whether a builder can have a page for each part of a list."""
    return builder.name in ("html", "dirhtml")


def address_of_part(builder: Any, docname: str, name: str, place: int) -> str:
    """Return the address of a part of a list, the first of which is the document's own page.

    All of them stand in one folder, as links of the whole list lead from there.
    """
    if not place:
        return str(builder.get_target_uri(docname))
    if builder.name == "html":
        return str(builder.get_target_uri(f"{docname}.{name}-{place + 1}"))
    return f"{builder.get_target_uri(docname)}{name}-{place + 1}{builder.out_suffix}"


def _file_of_part(builder: Any, docname: str, name: str, place: int) -> Path:
    if builder.name == "html":
        return Path(builder.get_outfilename(f"{docname}.{name}-{place + 1}"))
    whole = Path(builder.get_outfilename(docname))
    return whole.with_name(f"{name}-{place + 1}{builder.out_suffix}")


def other_parts(doctree: nodes.document) -> list[work_list]:
    """Return the parts of the lists of a document that stand on pages of their own."""
    parts: Sequence[work_list] = doctree.get(_PARTS, ())
    return [part for part in parts if part["place"]]


class DivideLists(boundary.PostTransform):
    """Leaves the first part of a long list on its page, and keeps the others for theirs."""

    formats = ("html",)
    # After cells and links are as they will be written (600, 610).
    default_priority = 650

    def run(self, **kwargs: Any) -> None:
        """Divide the lists of the document that are too long."""
        found = [node for node in walk(self.document) if isinstance(node, work_list)]
        if found and self.app.builder.name != "epub":
            self.document[_HAS_LIST] = True
            self.document[_PARTS] = [part for each in found for part in self._divide(each)]

    def _divide(self, whole: work_list) -> list[work_list]:
        entries = list(entries_in(whole))
        whole["total"] = len(entries)
        whole.facets = [replace(each, choices=_choices(each)) for each in whole.facets]
        whole.numbers = [replace(each, choices=_years(each)) for each in whole.numbers]
        builder, docname = self.app.builder, self.env.docname
        if len(entries) <= MOST or not divides(builder):
            return []
        starts = range(0, len(entries), MOST)
        pages = [address_of_part(builder, docname, whole["name"], at) for at in range(len(starts))]
        parts = []
        holders, ids = _holders(entries), set(map(id, entries))
        for place, start in enumerate(starts):
            part = _taken(whole, holders, ids, entries[start : start + MOST])
            assert isinstance(part, work_list)
            part["place"], part["pages"], part["docname"] = place, pages, docname
            cut = slice(start, start + MOST)
            part.facets = [replace(each, of=each.of[cut]) for each in whole.facets]
            part.numbers = [replace(each, of=each.of[cut]) for each in whole.numbers]
            parts.append(part)
        whole.replace_self(parts[0])
        self._lead(parts)
        for part in parts:
            part.insert(0, self._links(part, [*starts, len(entries)]))
        return parts

    def _links(self, part: work_list, starts: Sequence[int]) -> nodes.bullet_list:
        """Return links to the parts, by the places of their entries in the list."""
        links = nodes.bullet_list(classes=["site-list-parts"], bullet="-")
        for place, page in enumerate(part["pages"]):
            text = f"{starts[place] + 1}\N{EN DASH}{starts[place + 1]}"
            link: nodes.Element = nodes.strong("", text)
            if place != part["place"]:
                link = nodes.reference("", text, refuri=_uri(page, part), internal=True)
            links += nodes.list_item("", nodes.paragraph("", "", link))
        return links

    def _lead(self, parts: Sequence[work_list]) -> None:
        """Let links on the page and in the parts of its list lead to the right part."""
        homes = {
            id_: part["place"]
            for part in parts
            for node in walk(part)
            if isinstance(node, nodes.Element)
            for id_ in node["ids"]
        }
        # The first part stands on the page.
        for part, root in [(parts[0], self.document), *((each, each) for each in parts[1:])]:
            for link in walk(root):
                if isinstance(link, nodes.reference) and "refid" in link:
                    home = homes.get(link["refid"], 0)
                    if home != part["place"]:
                        page = _uri(part["pages"][home], part)
                        link["refuri"] = f"{page}#{link.attributes.pop('refid')}"


def _uri(page: str, part: work_list) -> str:
    return relative_uri(part["pages"][part["place"]], page)


def _choices(facet: Facet) -> list[tuple[str, str]]:
    """Return what tells some entries from others, if it is little enough to choose from."""
    known = dict.fromkeys(value for values in facet.of for value in values)
    tells = len(known) > 1 or not all(facet.of)
    return list(known) if tells and len(known) <= _MOST_CHOICES else []


def _years(number: Number) -> list[int]:
    known = {value for value in number.of if value is not None} if number.since else set()
    return sorted(known, reverse=True)


def _holders(entries: Iterable[nodes.Element]) -> set[int]:
    """Return all that entries stand in, by identity."""
    return {id(each) for entry in entries for each in upwards(entry.parent)}


def _taken(
    node: nodes.Node, holders: set[int], entries: set[int], kept: Sequence[nodes.Element]
) -> nodes.Node | None:
    """Return a copy of a list with the entries that are kept, or nothing without any."""
    keeping, holding = set(map(id, kept)), _holders(kept)

    def taken(node: nodes.Node) -> nodes.Node | None:
        if id(node) in entries:
            return node if id(node) in keeping else None
        if id(node) not in holders:
            return node.deepcopy()
        if id(node) not in holding:
            return None
        assert isinstance(node, nodes.Element)
        copy = node.copy()
        copy += [child for child in map(taken, node.children) if child is not None]
        return copy

    return taken(node)


def visit_work_list(self: HTML5Translator, node: work_list) -> None:
    """Open a list, with what is known of its entries."""
    told = {
        "name": node["name"],
        "total": node.get("total", 0),
        "part": node.get("place", 0),
        "parts": [_script_of(node, place) for place in range(len(node.get("pages", ())))],
        "facets": [_facet(each) for each in node.facets],
        "numbers": [asdict(each) for each in node.numbers],
    }
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    self.body.append(f'<div class="site-list" data-list="{self.attval(text)}">\n')


def _facet(facet: Facet) -> dict[str, Any]:
    values = list(dict.fromkeys(value for of in facet.of for value in of))
    places = {value: place for place, value in enumerate(values)}
    of = [[places[value] for value in each] for each in facet.of]
    return {**asdict(facet), "values": values, "of": of}


def depart_work_list(self: HTML5Translator, _node: work_list) -> None:
    """Close it."""
    self.body.append("</div>\n")


def _script_of(part: work_list, place: int) -> str:
    """Return the path of the script of a part of the same list, as in an address."""
    return quote(f"{part['docname']}.{part['name']}-{place + 1}.js")


@boundary.handler()
def write_parts(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Write the parts of the lists of a page, which is about to be written itself."""
    builder = app.builder
    if doctree is None or not isinstance(builder, StandaloneHTMLBuilder):
        return
    if doctree.get(_HAS_LIST):
        app.add_css_file("site_lists.css")
        add_address(app)
        attributes: dict[str, Any] = {"data-labels": json.dumps(labels.list_tools())}
        app.add_js_file("site_lists.js", loading_method="defer", **attributes)
        context["script_files"] = sorted(context["script_files"], key=lambda each: each.priority)
        context["css_files"] = sorted(context["css_files"], key=lambda each: each.priority)
    parts: Sequence[work_list] = doctree.get(_PARTS, ())
    heading = next((node.astext() for node in doctree.findall(nodes.title)), "") if parts else ""
    _remove_old(builder, pagename, {_script_of(each, each["place"]) for each in parts})
    for part in parts:
        if part["place"]:
            _write_page(part, heading, builder, templatename, context)
        fragment = builder.render_partial(part)["fragment"]
        key = _script_of(part, part["place"])
        said = f"(window.siteParts ??= {{}})[{json.dumps(key)}] = {json.dumps(fragment)};\n"
        _write(Path(app.outdir, FOLDER, unquote(key)), said)


def _write_page(
    part: work_list,
    heading: str,
    builder: StandaloneHTMLBuilder,
    template: str,
    context: dict[str, Any],
) -> None:
    title = nodes.title("", heading)
    whole = nodes.section("", title, part.deepcopy(), ids=[part["name"]])
    body = builder.render_partial(whole)["fragment"]
    number = f"{context['title']} ({part['place'] + 1}/{len(part['pages'])})"
    shown = {**context, "body": body, "title": number, "toc": "", "display_toc": False}
    shown["pageurl"] = None
    path = _file_of_part(builder, part["docname"], part["name"], part["place"])
    _write(path, builder.templates.render(template, shown))


@boundary.handler()
def remove_gone(app: Sphinx, _error: Exception | None) -> None:
    """Remove the parts of the lists of documents that are gone."""
    builder, folder = getattr(app, "builder", None), Path(app.outdir, FOLDER)
    if isinstance(builder, StandaloneHTMLBuilder):
        names = {path.relative_to(folder).as_posix() for path in folder.rglob("*.js")}
        parts = {found[1] for found in map(_PART.fullmatch, names) if found}
        for docname in parts - app.env.found_docs:
            _remove_old(builder, docname, set())


def _remove_old(builder: StandaloneHTMLBuilder, docname: str, kept: set[str]) -> None:
    """Remove the parts that the lists of a page had before, when they were longer."""
    root = Path(builder.outdir, FOLDER)
    for path in (root / docname).parent.glob(f"{glob.escape(Path(docname).name)}.*.js"):
        script = path.relative_to(root).as_posix()
        found = _PART.fullmatch(script)
        if found and found[1] == docname and quote(script) not in kept:
            path.unlink()
            if (place := int(found[3]) - 1) and divides(builder):
                _file_of_part(builder, docname, found[2], place).unlink(missing_ok=True)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def add_address(app: Sphinx) -> None:
    """Load what keeps the state of tools in the address, before what uses it."""
    app.add_js_file("site_address.js", priority=_EARLY, loading_method="defer")


def serve_assets(app: Sphinx) -> None:
    """Serve the style sheet and the scripts."""
    serve(app, STATIC_DIR)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register how lists are divided and written."""
    add_catalogue(app)
    app.add_node(work_list, html=(visit_work_list, depart_work_list))
    visit_like_base(work_list)
    app.add_post_transform(DivideLists)
    app.connect("builder-inited", serve_assets)
    # When all others have said what the page is made of.
    app.connect("html-page-context", write_parts, priority=990)
    app.connect("build-finished", remove_gone)
    return {
        "parallel_read_safe": True,
        "parallel_write_safe": True,
        "parallel_resolve_safe": True,  # for sphinx_versus.site.building
    }
