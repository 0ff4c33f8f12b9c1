"""What a page shows of its data: linked data in its head, links and references at its foot."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.osutil import relative_uri

from sphinx_versus.api import FoundClaim
from sphinx_versus.showing import output_labels as outputs
from sphinx_versus.site import labels as site_labels
from sphinx_versus.site.assets import serve
from sphinx_versus.site.in_place import fold_content
from sphinx_versus.site.markdown import MarkdownWriter
from sphinx_versus.site.trees import add, walk_blocks

from .citing import STYLES, Cited, Piece, cited, cited_claim, key_of
from .facts import (
    CELLS_NAME,
    CLAIMS_NAME,
    JSON_NAME,
    SCHEMA_NAME,
    SOURCES_NAME,
    Project,
    claim_path,
    page_path,
    tables,
    twin_path,
    write_if_changed,
)
from .formats import FORMATS
from .linked import ARTICLES, linked, script

STATIC_DIR = Path(__file__).parent / "static"
# Other builders make pages of them that are for reading only.
BUILDERS = ("html", "dirhtml")
# What ends the id of how a claim is cited; no id of ours has a dot.
CITE = ".cite"
# The type of the Markdown of a page.
TWIN = "text/markdown"


def serve_assets(app: Sphinx) -> None:
    """Serve the style sheet and the script."""
    if app.builder.name not in BUILDERS:
        return
    serve(app, STATIC_DIR)


def load_assets(app: Sphinx) -> None:
    """Load the style sheet and the script on the page that is being written."""
    app.add_css_file("versus_data.css")
    attributes: dict[str, Any] = {"data-labels": json.dumps(site_labels.copy_tools())}
    app.add_js_file("versus_data.js", loading_method="defer", **attributes)


def dress(project: Project, docname: str, context: dict[str, Any]) -> bool:
    """Put what is to be shown of a page's data into its context; tell if it has a foot."""
    here = project.uri(docname)
    entries = [
        entry._replace(
            links=tuple(
                link._replace(address=relative_uri(here, quote(link.address)))
                for link in entry.links
            )
        )
        for entry in _files(project, docname)
    ]
    about = project.description(docname)
    article = project.type_of(docname) in ARTICLES
    picture = project.picture(docname) if project.site.base else ""
    _describe(context, about, picture, article=article)
    head = [script(linked(project, docname, relative_uri(here, "") or "./"))]
    citable = is_citable(project, docname)
    head += [
        f'<link rel="alternate" type="{link.type}" href="{escape(link.address)}"'
        f' title="{escape(entry.title)}" />'
        for entry in entries
        for link in entry.links
        if link.type and (citable or link.type == TWIN)
    ]
    if citable:
        context["body"] += _foot(project, docname, entries, here)
    context["metatags"] = "\n".join([context.get("metatags", ""), *head, ""])
    return citable


def lead_to_citations(project: Project, docname: str, doctree: nodes.document) -> None:
    """Put a link to how it is cited into each claim that a page makes and folds."""
    own = {found.claim.anchor for found in project.claims_of(docname)}
    for content in walk_blocks(doctree) if own else ():
        if isinstance(content, fold_content) and own.intersection(content["ids"]):
            link = nodes.reference("", outputs.cite_claim(), refid=f"{content['ids'][0]}{CITE}")
            add(content, [nodes.paragraph("", "", link, classes=["versus-cite"], page_only=1)])


def write_twin(app: Sphinx, docname: str, doctree: nodes.document) -> None:
    """Write a page as Markdown beside it; raises OSError."""
    builder = app.builder
    assert isinstance(builder, StandaloneHTMLBuilder)

    def picture(path: str) -> str:
        name = builder.images.get(path)
        return posixpath.join(builder.imgpath, quote(name)) if name else path

    text = MarkdownWriter(picture, bracketed=("versus_rated",), labels=("versus_label",))
    path = Path(app.outdir, twin_path(builder.get_target_uri(docname)))
    write_if_changed(path, text.page(doctree))


def _describe(context: dict[str, Any], about: str, picture: str, *, article: bool) -> None:
    """Tell what a page is about, also to sphinxext-opengraph where the project uses it.

    By itself that takes the first words of the page, those of labels too.
    """
    said = context.get("metatags", "")
    if about and not re.search(r"""<meta [^<>]*name=["']description""", said):
        context["metatags"] = f'{said}\n<meta name="description" content="{escape(about)}" />'
    told = {"og:type": "article" if article else "website"}
    if about:
        # It escapes quotes alone.
        told["og:description"] = escape(about, quote=False)
    if picture:
        told["og:image"] = picture
    context["meta"] = told | (context.get("meta") or {})


def mend_not_found(app: Sphinx, pagename: str, context: dict[str, Any]) -> None:
    """Lead the scripts of sphinx-notfound-page's page to the site, whatever was asked for."""
    if "notfound.extension" in app.extensions and pagename == app.config.notfound_pagename:
        context["content_root"] = app.config.notfound_urls_prefix or "/"


def is_citable(project: Project, docname: str) -> bool:
    """Return whether a page is an article that compares, states or cites something."""
    stated = docname in project.facts.comparisons or docname in project.facts.claims
    return project.type_of(docname) in ARTICLES and (stated or bool(project.keys(docname)))


class _Link(NamedTuple):
    """A link to a file: its path or address, the name and the type of its format."""

    address: str
    format: str
    type: str = ""


class _Entry(NamedTuple):
    """What there is in files: its name, and a link for each format."""

    title: str
    links: tuple[_Link, ...]


def _files(project: Project, docname: str) -> Iterator[_Entry]:
    """Yield what there is about a page, and about the site."""

    def csv(title: str, path: str) -> _Entry:
        return _Entry(title, (_Link(path, "CSV", "text/csv"),))

    def sources(title: str, path: str) -> _Entry:
        return _Entry(title, tuple(_Link(path + f.ending, f.name, f.type) for f in FORMATS))

    for comparison in project.facts.comparisons.get(docname, ()):
        if project.facts.comparisons_by_key.get(comparison.key) is comparison:
            for number, (path, _) in enumerate(tables(comparison), start=1):
                title = comparison.title if number == 1 else f"{comparison.title} ({number})"
                yield csv(outputs.data_table(title), path)
    for path, _ in project.matrices(docname):
        yield csv(outputs.data_table(project.titles[docname]), path)
    if project.keys(docname):
        yield sources(outputs.data_sources(), page_path(docname, ""))
    twin = _Link(twin_path(project.uri(docname)), "Markdown", TWIN)
    yield _Entry(outputs.data_page(), (twin,))
    yield _Entry(outputs.data_of_site(), (_Link(JSON_NAME, "JSON", "application/json"),))
    yield csv(outputs.data_cells(), CELLS_NAME)
    yield csv(outputs.data_claims(), CLAIMS_NAME)
    # Whether there is a bibliography, and not who cites it: that would make other pages stale.
    if project.facts.entries:
        yield sources(outputs.data_all_sources(), SOURCES_NAME)
    yield _Entry(outputs.data_schema(), (_Link(SCHEMA_NAME, "JSON Schema"),))


def _foot(project: Project, docname: str, entries: Iterable[_Entry], here: str) -> str:
    files = "".join(
        f"<li>{escape(entry.title)} ({', '.join(map(_anchor, entry.links))})</li>"
        for entry in entries
    )
    licence = escape(project.site.licence)
    if licence:
        label = escape(outputs.licence())
        licence = f'<p>{label} <a rel="license" href="{licence}">{licence}</a></p>'
    page, key = cited(project, docname), key_of(docname)
    code = (
        _reference(each.name, f"<code>{escape(each.joined([each.page(page, key)]))}</code>")
        for each in FORMATS
    )
    claims = "".join(_claim(project, found, here) for found in project.claims_of(docname))
    return (
        '<div class="versus-data">'
        f"{_folded(outputs.data_heading(), f'<ul>{files}</ul>{licence}')}"
        f"{_folded(outputs.cite_page(), f'<dl>{_styles(page)}{chr(10).join(code)}</dl>')}"
        f"{_folded(outputs.cite_claims(), claims) if claims else ''}"
        "</div>"
    )


def _claim(project: Project, found: FoundClaim, here: str) -> str:
    """Return how to cite a claim; its id stands inside, so that a link to it opens all of it."""
    claim = cited_claim(project, found)
    links = (
        _Link(relative_uri(here, quote(claim_path(found, each.ending))), each.name, each.type)
        for each in FORMATS
    )
    files = f"<p>{escape(outputs.data_with_sources())} {', '.join(map(_anchor, links))}</p>"
    id_ = escape(f"{found.claim.anchor}{CITE}")
    return _folded(claim.title, f'<dl id="{id_}">{_styles(claim)}</dl>{files}')


def _folded(line: str, content: str) -> str:
    return f"<details><summary>{escape(line)}</summary>{content}</details>"


def _anchor(link: _Link) -> str:
    return f'<a href="{escape(link.address)}">{escape(link.format)}</a>'


def _styles(page: Cited) -> str:
    """Return ready references in each style."""

    def written(pieces: Iterable[Piece]) -> str:
        texts = (f"<i>{escape(text)}</i>" if italic else escape(text) for text, italic in pieces)
        return f"<span>{''.join(texts)}</span>"

    return "".join(_reference(name, written(style(page))) for name, style in STYLES.items())


def _reference(name: str, text: str) -> str:
    """Return a reference below its name; the text of its element is what is copied."""
    classes = "versus-reference"
    return f'<dt>{escape(name)}</dt><dd class="{classes}">{text}</dd>'
