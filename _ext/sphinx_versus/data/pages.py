"""What a page shows of its data: linked data in its head, links and references at its foot."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from sphinx.application import Sphinx
from sphinx.util.osutil import relative_uri

from sphinx_versus.grammar.names import slug
from sphinx_versus.showing import labels
from sphinx_versus.site.assets import serve

from . import citing
from .citing import Cited, Format
from .facts import CELLS_NAME, JSON_NAME, SCHEMA_NAME, Project, bibtex_path, tables
from .linked import ARTICLES, linked, script

STATIC_DIR = Path(__file__).parent / "static"
# Other builders make pages of them that are for reading only.
BUILDERS = ("html", "dirhtml")


def serve_assets(app: Sphinx) -> None:
    """Serve the style sheet and the script."""
    if app.builder.name not in BUILDERS:
        return
    serve(app, STATIC_DIR)


def load_assets(app: Sphinx) -> None:
    """Load the style sheet and the script on the page that is being written."""
    app.add_css_file("versus_data.css")
    attributes: dict[str, Any] = {"data-labels": json.dumps(labels.copy_tools())}
    app.add_js_file("versus_data.js", loading_method="defer", **attributes)


def dress(project: Project, docname: str, locale: str, context: dict[str, Any]) -> bool:
    """Put what is to be shown of a page's data into its context; tell if it has a foot.

    ``locale`` is the name of the site's language, such as "pt_BR".
    """
    here = project.uri(docname)
    links = [
        link._replace(address=relative_uri(here, quote(link.address)))
        for link in _files(project, docname)
    ]
    about = project.description(docname)
    article = project.type_of(docname) in ARTICLES
    _describe(context, about, article=article)
    head = [script(linked(project, docname, relative_uri(here, "") or "./"))]
    citable = _is_citable(project, docname)
    if citable:
        key = slug(docname.removesuffix("/index").rpartition("/")[2])
        head += [
            f'<link rel="alternate" type="{link.type}" href="{escape(link.address)}"'
            f' title="{escape(link.title)}" />'
            for link in links
            if link.type
        ]
        context["body"] += _foot(project, links, cited(project, docname, locale), key)
    context["metatags"] = "\n".join([context.get("metatags", ""), *head, ""])
    return citable


def _describe(context: dict[str, Any], about: str, *, article: bool) -> None:
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
    context["meta"] = told | (context.get("meta") or {})


def mend_not_found(app: Sphinx, pagename: str, context: dict[str, Any]) -> None:
    """Lead the scripts of sphinx-notfound-page's page to the site, whatever was asked for."""
    if "notfound.extension" in app.extensions and pagename == app.config.notfound_pagename:
        context["content_root"] = app.config.notfound_urls_prefix or "/"


def _is_citable(project: Project, docname: str) -> bool:
    """Return whether a page is an article that compares, states or cites something."""
    stated = docname in project.facts.comparisons or docname in project.facts.claims
    return project.type_of(docname) in ARTICLES and (stated or bool(project.keys(docname)))


def cited(project: Project, docname: str, locale: str) -> Cited:
    """Return a page as something to cite; its date is that of its last review."""
    site = project.site
    reviewed = max(
        (each.reviewed for each in project.facts.comparisons.get(docname, ())), default=""
    )
    return Cited(
        title=project.titles[docname],
        site=site.name,
        author=site.author.name if site.author else "",
        date=datetime.date.fromisoformat(reviewed) if reviewed else None,
        url=project.address(docname) if site.base else "",
        undated=labels.undated(),
        language=locale,
    )


class _Link(NamedTuple):
    """A link to a file: its path or address, its text, the name and the type of its format."""

    address: str
    title: str
    format: str
    type: str = ""


def _files(project: Project, docname: str) -> Iterator[_Link]:
    """Yield what there is about a page, and about the site."""
    for comparison in project.facts.comparisons.get(docname, ()):
        if project.facts.comparisons_by_key.get(comparison.key) is comparison:
            for number, (path, _) in enumerate(tables(comparison), start=1):
                title = comparison.title if number == 1 else f"{comparison.title} ({number})"
                yield _Link(path, labels.data_table(title), "CSV", "text/csv")
    for path, _ in project.matrices(docname):
        yield _Link(path, labels.data_table(project.titles[docname]), "CSV", "text/csv")
    if project.keys(docname):
        yield _Link(bibtex_path(docname), labels.data_sources(), "BibTeX", "application/x-bibtex")
    yield _Link(JSON_NAME, labels.data_of_site(), "JSON", "application/json")
    yield _Link(CELLS_NAME, labels.data_cells(), "CSV", "text/csv")
    yield _Link(SCHEMA_NAME, labels.data_schema(), "JSON Schema")


def _foot(project: Project, links: Iterable[_Link], page: Cited, key: str) -> str:
    files = "".join(
        f'<li><a href="{escape(link.address)}">{escape(link.title)}</a>'
        f" <span>({escape(link.format)})</span></li>"
        for link in links
    )
    licence = escape(project.site.licence)
    if licence:
        label = escape(labels.licence())
        licence = f'<p>{label} <a rel="license" href="{licence}">{licence}</a></p>'
    references = "".join(map(_reference, citing.formats(page, key)))
    return (
        '<div class="versus-data">'
        f"<details><summary>{escape(labels.data_heading())}</summary><ul>{files}</ul>{licence}</details>"
        f"<details><summary>{escape(labels.cite_page())}</summary><dl>{references}</dl></details>"
        "</div>"
    )


def _reference(made: Format) -> str:
    """Return a reference below its name; the text of its element is what is copied."""
    parts = (f"<i>{escape(text)}</i>" if italic else escape(text) for text, italic in made.pieces)
    element, classes = "span", "versus-reference"
    if made.is_code:
        element, classes = "code", f"{classes} versus-reference-code"
    text = f"<{element}>{''.join(parts)}</{element}>"
    return f'<dt>{escape(made.name)}</dt><dd class="{classes}">{text}</dd>'
