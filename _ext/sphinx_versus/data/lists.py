"""Lists of the pages: ``llms.txt`` for language models, and the sitemap for search engines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape

from .facts import (
    CELLS_NAME,
    CLAIMS_NAME,
    JSON_NAME,
    SCHEMA_NAME,
    SOURCES_NAME,
    Project,
    twin_path,
)
from .formats import FORMATS
from .linked import ARTICLES

# What Markdown reads as more than text.
_SIGNS = re.compile(r"([\\`*_\[\]<>#&~|])")


def llms(project: Project) -> str:
    """Return the project as a list of links to pages in Markdown, with what each is about.

    Source: https://llmstxt.org.
    """
    site = project.site
    compared = [name for name in sorted(project.facts.comparisons) if name in project.titles]
    entities = [name for name in sorted(project.facts.entities) if name not in compared]
    others = sorted(project.titles.keys() - {*compared, *entities})
    articles = [name for name in others if project.type_of(name) in ARTICLES]
    manual = [name for name in articles if project.type_of(name) == "TechArticle"]
    rest = [name for name in others if name not in articles]
    data = [
        _item(JSON_NAME, project.file(JSON_NAME), "everything below as data"),
        _item(SCHEMA_NAME, project.file(SCHEMA_NAME), "what the data is made of, as JSON Schema"),
        _item(CELLS_NAME, project.file(CELLS_NAME), "the cells of all tables, with their values"),
        _item(CLAIMS_NAME, project.file(CLAIMS_NAME), "all claims, with what they rest on"),
    ]
    if project.facts.entries:
        names = ((each.name, SOURCES_NAME + each.ending) for each in FORMATS)
        data += [_item(path, project.file(path), f"all sources, as {name}") for name, path in names]
    summary = site.summary or project.description(project.root)
    parts = [
        f"# {_inline(site.name)}",
        f"> {_inline(summary)}" if summary else "",
        *_section("Comparisons", _pages(project, compared)),
        *_section("Articles", _pages(project, [name for name in articles if name not in manual])),
        *_section("Entities", _pages(project, entities)),
        *_section("Data", data),
        *_section("Documentation", _pages(project, manual)),
        # A reader with little room may leave these out.
        *_section("Optional", _pages(project, rest)),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def sitemap(project: Project) -> str:
    """Return the addresses of all pages.

    Source: https://www.sitemaps.org/protocol.html.
    """
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
        *(
            f"<url><loc>{escape(project.address(name))}</loc>{_last(project, name)}</url>"
            for name in sorted(project.titles)
        ),
        "</urlset>",
    ]
    return "\n".join(lines) + "\n"


def _last(project: Project, docname: str) -> str:
    date = project.modified(docname)
    return f"<lastmod>{date}</lastmod>" if date else ""


def _pages(project: Project, names: Iterable[str]) -> list[str]:
    return [
        _item(
            project.titles[name],
            project.file(twin_path(project.uri(name))),
            project.description(name),
        )
        for name in names
    ]


def _section(title: str, items: list[str]) -> list[str]:
    return [f"## {title}", "\n".join(items)] if items else []


def _item(title: str, address: str, about: str) -> str:
    return f"- [{_inline(title)}]({address})" + (f": {_inline(about)}" if about else "")


def _inline(text: str) -> str:
    """Return text for one line of Markdown, in which no sign has a meaning."""
    return _SIGNS.sub(r"\\\1", " ".join(text.split()))
