"""What the search puts on pages: its scripts, and the page of its own."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from html import escape
from pathlib import Path
from typing import Any, TypeVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.config import Config
from sphinx.errors import ConfigError

from sphinx_versus.site import boundary, labels
from sphinx_versus.site.assets import serve
from sphinx_versus.site.lists import other_parts

from .records import READER, Page, Rules, record

T = TypeVar("T")

FACETS_EVENT = "site-search-facets"
STATIC_DIR = Path(__file__).parent / "static"
BUNDLE = "pagefind"

# What standard markup offers: glossaries and the objects of domains.
STANDARD_UNITS = {".glossary definition_list_item": "term", "desc": "object"}
STANDARD_EXCLUDED = (".toctree-wrapper", ".contents", ".headerlink")


def is_searched(app: Sphinx) -> bool:
    """Return whether the build writes pages that can be searched."""
    # The one page of singlehtml and the pages of a book have no search.
    builder = app.builder
    return (
        isinstance(builder, StandaloneHTMLBuilder)
        and not isinstance(builder, SingleFileHTMLBuilder)
        and bool(builder.search)
    )


def records_dir(app: Sphinx) -> Path:
    """Return the folder for the pages as Pagefind reads them, which is not published."""
    return Path(app.doctreedir) / "site_search" / app.builder.name


def add_assets(app: Sphinx) -> None:
    """Serve the style sheet and the scripts with the project's own static files."""
    if not is_searched(app):
        return
    serve(app, STATIC_DIR)
    app.add_css_file("site_search.css")
    settings: dict[str, Any] = {
        "labels": labels.search_words(),
        "names": {**labels.search_kinds(), **app.config.site_search_labels},
        "badges": list(app.config.site_search_badges),
        "language": app.config.language.replace("_", "-"),
        "bundle": f"{BUNDLE}/" if app.config.site_search_index else "",
        "page": app.builder.get_target_uri("search"),
        "version": static_digest()[:8],
    }
    attributes: dict[str, Any] = {"data-settings": json.dumps(settings, ensure_ascii=False)}
    app.add_js_file("site_search.js", loading_method="defer", **attributes)


def static_digest() -> str:
    """Return what changes with any of the scripts and style sheets."""
    digest = hashlib.sha256()
    for path in sorted(STATIC_DIR.iterdir()):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def rules(config: Config) -> Rules:
    """Return the rules that the settings make; raises ConfigError for a wrong selector."""
    units = {**config.site_search_units, **STANDARD_UNITS}
    try:
        return Rules(units, [*STANDARD_EXCLUDED, *config.site_search_exclude])
    except ValueError as error:
        raise ConfigError(
            f"site_search_units or site_search_exclude holds {str(error)!r}, which is no "
            "selector; allowed are names of nodes and .classes, such as 'table.mine row'"
        ) from None


def of_page(docname: str, by_pattern: Mapping[str, T], default: T) -> T:
    """Return what is set for the first pattern that the name of a page matches."""
    for pattern, value in by_pattern.items():
        if fnmatchcase(docname, pattern):
            return value
    return default


@boundary.handler()
def on_page_context(
    app: Sphinx,
    pagename: str,
    _template: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> str | None:
    """Write down what the search reads of a page, and make the search page."""
    if not is_searched(app):
        return None
    if pagename == "search":
        _make_search_page(app, context)
        return "page.html"
    if doctree is not None and app.config.site_search_index:
        _write_record(app, pagename, context, doctree)
    return None


def _write_record(
    app: Sphinx, docname: str, context: dict[str, Any], doctree: nodes.document
) -> None:
    path = records_dir(app) / f"{docname}.html"
    if "nosearch" in (context.get("meta") or {}):
        path.unlink(missing_ok=True)
        return
    facets: dict[str, dict[str, list[str]]] = {}
    for answer in app.emit(FACETS_EVENT, docname, doctree):
        for anchor, values in (answer or {}).items():
            facets.setdefault(anchor, {}).update(values)
    audiences = app.config.site_search_audiences
    page = Page(
        url=app.builder.get_target_uri(docname),
        language=app.config.language.replace("_", "-"),
        kind=of_page(docname, app.config.site_search_pages, "page"),
        facets=facets,
        weight=of_page(docname, app.config.site_search_weights, 1),
        audience=of_page(docname, audiences, READER) if audiences else "",
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    # Links to an entry of a list that is divided lead on to its part.
    text = record(doctree, page, rules(app.config), other_parts(doctree))
    path.write_text(text, encoding="utf-8")


def _make_search_page(app: Sphinx, context: dict[str, Any]) -> None:
    pages = [*_leading(app)]
    if getattr(app.builder, "use_index", False):
        pages.append(("genindex", labels.index_title()))
    links = "".join(
        f'<li><a class="reference internal" href="{escape(url)}">{escape(title)}</a></li>'
        for name, title in pages
        for url in [app.builder.get_relative_uri("search", name)]
    )
    title = labels.search_title()
    # The script puts the search in the place of the note: what blocks scripts, whatever
    # it is, leaves the note.
    context["title"] = title
    context["metatags"] = context.get("metatags", "") + '<meta name="robots" content="noindex" />'
    context["body"] = (
        f'<section id="search"><h1>{escape(title)}</h1>'
        f'<div id="site-search-page"><div class="site-search-note">'
        f"<p>{escape(labels.search_needs_script())}</p><ul>{links}</ul></div></div></section>"
    )


def _leading(app: Sphinx) -> Iterator[tuple[str, str]]:
    """Yield the names and titles of the first page and of those that its contents name."""
    root = app.config.root_doc
    for docname in [root, *app.env.toctree_includes.get(root, [])]:
        if docname in app.env.titles:
            yield docname, app.env.titles[docname].astext()


def list_pages(app: Sphinx) -> Iterator[tuple[str, str]]:
    """Yield the titles and addresses of those that are no content: of no kind, or with pages below.

    Those for others than readers are left out.
    """
    config = app.config
    for docname, title in _leading(app):
        kind = of_page(docname, config.site_search_pages, "")
        audience = of_page(docname, config.site_search_audiences, READER)
        if audience == READER and (not kind or docname in app.env.toctree_includes):
            yield title, app.builder.get_target_uri(docname)
