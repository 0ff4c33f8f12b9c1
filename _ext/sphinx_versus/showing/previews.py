"""Previews of what links lead to: a small file for each page, asked for by the first of them.

A file is a script, so that it works from the disk and under a policy that allows the site's own
scripts alone. All in it is plain text.
"""

from __future__ import annotations

import json
import posixpath
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag
from weakref import WeakKeyDictionary

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder

from sphinx_versus.domain import domain_of
from sphinx_versus.model.facts import Comparison, Dimension
from sphinx_versus.queries.basis import rests_on
from sphinx_versus.queries.found import FoundClaim, FoundEntity
from sphinx_versus.queries.index import Index
from sphinx_versus.reading.prose import plain
from sphinx_versus.site import boundary
from sphinx_versus.site.in_place import SHOWN
from sphinx_versus.site.trees import walk

from . import evidence_labels as evidence
from .rests_on import in_words

FOLDER = "previews"
SHOWS_PREVIEWS = "versus_previews"
# So many letters of a text, and so many sides of a row.
_LONGEST = 240
_MOST_SIDES = 6
_KINDS = frozenset({"claim", "dimension", "entity", "comparison"})
# Title and lines by id; behind "" is the id of what the page is.
Previews = dict[str, list[str] | str]


class _Page:
    """What a page says that links lead to."""

    def __init__(self) -> None:
        self.comparisons: list[Comparison] = []
        self.claims: list[FoundClaim] = []
        self.entities: list[FoundEntity] = []

    @property
    def anchor(self) -> str | None:
        """The id of the comparison or the entity that the page is, and nothing else."""
        keys = [each.key for each in self.comparisons if each.is_page]
        homes = (each.home for each in self.entities)
        return next(iter([*keys, *(each.anchor for each in homes if each and each.is_page)]), None)


_by_index: WeakKeyDictionary[Index, dict[str, _Page]] = WeakKeyDictionary()
_by_address: WeakKeyDictionary[Index, dict[str, str]] = WeakKeyDictionary()


def _pages_of(index: Index) -> dict[str, _Page]:
    if index not in _by_index:
        pages: dict[str, _Page] = defaultdict(_Page)
        for comparison in index.comparisons:
            if index.owners.get(comparison.key) is comparison:
                pages[comparison.docname].comparisons.append(comparison)
        for claim in index.claims.values():
            pages[claim.docname].claims.append(claim)
        for entity in index.entities.values():
            if entity.target:
                pages[entity.target.docname].entities.append(entity)
        _by_index[index] = dict(pages)
    return _by_index[index]


class MarkPreviews(boundary.PostTransform):
    """Gives links that have a preview the class that the script knows them by."""

    formats = ("html",)
    # After all links have been resolved.
    default_priority = 610

    def run(self, **kwargs: Any) -> None:
        """Look where each link leads."""
        builder = self.app.builder
        if not _has_files(builder):
            return
        index, here = domain_of(self.env).index, self.env.docname
        for node in walk(self.document):
            if isinstance(node, nodes.reference) and node.get("internal"):
                docname, anchor = _led_to(node, here, builder, index)
                if docname and _is_previewed(index, docname, anchor):
                    node["classes"].append("versus-preview")
                    self.document[SHOWS_PREVIEWS] = self.document[SHOWN] = True


def _has_files(builder: Builder) -> bool:
    """Return whether each document is a page of a site."""
    return builder.name in ("html", "dirhtml")


def _led_to(
    link: nodes.reference, here: str, builder: Builder, index: Index
) -> tuple[str | None, str]:
    """Return the document that a link leads to, and the id in it."""
    if "refid" in link:
        return here, link["refid"]
    address, anchor = urldefrag(link.get("refuri", ""))
    if not address:
        return here, unquote(anchor)
    if index not in _by_address:
        uri = builder.get_target_uri
        _by_address[index] = {uri(name).rstrip("/"): name for name in _pages_of(index)}
    folder = posixpath.dirname(builder.get_target_uri(here))
    path = posixpath.normpath(posixpath.join(folder, address))
    return _by_address[index].get("" if path == "." else path), unquote(anchor)


def _is_previewed(index: Index, docname: str, anchor: str) -> bool:
    if not anchor:
        return docname in _pages_of(index) and _pages_of(index)[docname].anchor is not None
    target = index.target(anchor, docname)
    return target is not None and target.kind in _KINDS


def previews_of(index: Index, docname: str) -> Previews:
    """Return what stands in the previews of links to a page and its parts."""
    page = _pages_of(index).get(docname)
    if page is None:
        return {}
    told: dict[str, list[str]] = {}
    for comparison in page.comparisons:
        told[comparison.key] = _comparison(comparison)
        for row in comparison.dimensions:
            told[row.anchor] = _row(comparison, row)
    for claim in page.claims:
        told[claim.claim.anchor] = _claim(index, claim)
    for entity in page.entities:
        if entity.target:
            told.setdefault(entity.target.anchor, _entity(entity))
    found: Previews = {id_: list(filter(None, map(_short, lines))) for id_, lines in told.items()}
    return {**found, "": page.anchor} if page.anchor in found else found


def _comparison(comparison: Comparison) -> list[str]:
    in_short = map(plain, comparison.in_short[:1])
    return [comparison.title, comparison.tagline, *in_short]


def _row(comparison: Comparison, row: Dimension) -> list[str]:
    cells = zip(comparison.sides, row.cells, strict=False)
    told = [f"{side.title}: {plain(cell)}" for side, cell in cells if cell]
    return [row.name, *told[:_MOST_SIDES], *(["…"] if len(told) > _MOST_SIDES else [])]


def _claim(index: Index, found: FoundClaim) -> list[str]:
    claim = found.claim
    level = evidence.certainty_in_sight(claim.certainty) if claim.certainty else ""
    contested = evidence.contested_label() if claim.contested else ""
    standing = " \N{MIDDLE DOT} ".join(filter(None, (level, contested)))
    return [claim.text, standing, in_words(rests_on(claim.sources, index.entry))]


def _entity(found: FoundEntity) -> list[str]:
    defined = (side.comparison.sides[side.place].definition for side in found.sides)
    description = found.home.description if found.home else ""
    return [found.title, description or next((plain(each) for each in defined if each), "")]


def _short(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return f"{text[:_LONGEST].rpartition(' ')[0] or text[:_LONGEST]}…"


def _path_of(builder: Builder, docname: str) -> str:
    """Return the path of a page's file below the folder, by its address."""
    address = builder.get_target_uri(docname)
    return f"{address}index.js" if address.endswith("/") or not address else f"{address}.js"


@boundary.handler()
def write_previews(
    app: Sphinx,
    pagename: str,
    _templatename: str,
    _context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Write the file of a page with the page, and load the script where links have previews."""
    if doctree is None or not _has_files(app.builder):
        return
    path = _path_of(app.builder, pagename)
    if doctree.get(SHOWS_PREVIEWS):
        attributes: dict[str, Any] = {"data-page": path}
        app.add_js_file("versus_previews.js", loading_method="defer", **attributes)
    found = previews_of(domain_of(app.env).index, pagename)
    file = Path(app.outdir, FOLDER, unquote(path))
    if not found:
        file.unlink(missing_ok=True)
        return
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    said = f"(window.versusPreviews ??= {{}})[{json.dumps(path)}] = {text};\n"
    if not file.exists() or file.read_text(encoding="utf-8") != said:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(said, encoding="utf-8")


@boundary.handler()
def remove_previews(app: Sphinx, _error: Exception | None) -> None:
    """Remove the files of pages that are gone."""
    if hasattr(app, "env") and _has_files(app.builder):
        for path in _files_of_gone(app):
            path.unlink()


def _files_of_gone(app: Sphinx) -> Iterator[Path]:
    folder = Path(app.outdir, FOLDER)
    known = {folder / unquote(_path_of(app.builder, name)) for name in app.env.found_docs}
    return (path for path in folder.rglob("*.js") if path not in known)


def register(app: Sphinx) -> None:
    """Register what marks links, and what writes and removes files."""
    app.add_post_transform(MarkPreviews)
    app.connect("html-page-context", write_previews)
    app.connect("build-finished", remove_previews)
