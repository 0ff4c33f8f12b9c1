"""Gathers the facts of a project from what Sphinx has read."""

from __future__ import annotations

import datetime
import hashlib
import os
import posixpath
import re
from collections.abc import Callable
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path
from urllib.parse import quote

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.errors import ConfigError
from sphinx.util import logging
from sphinx.util.matching import Matcher

from sphinx_versus.api import Author, EntityPart, Listing, Matrix, Quote, facts_of, prose_of
from sphinx_versus.site import boundary
from sphinx_versus.site.addresses import web_address

from .facts import SITEMAP_NAME, Project, Said, Site, unmarked
from .linked import ARTICLES, PAGES

logger = logging.getLogger(__name__)

# What an address may hold, beside letters and digits.
_ADDRESS = ":/?#[]@!$&'()*+,;=%"
# Whole sentences, as many as there are.
_SENTENCES = re.compile(r"(?:.*[.?!\u2026\u3002\uff1f\uff01]\s)?", re.DOTALL)
# Requests whose answers may cite.
_QUOTING = (Quote, Listing, Matrix, EntityPart)
# What a page says of itself, among its metadata.
_SAID = "versus_data"
# Where Sphinx puts pictures, from the root of the site.
_IMAGES = "_images"
# The types that previews of links show; "*" is one that needs no choice.
_PICTURES = ("image/png", "image/jpeg", "image/gif", "*")
# What Sphinx says where a project names no author.
_NO_AUTHOR = ("", "unknown", "Author name not set")


def check_settings(_app: Sphinx, config: Config) -> None:
    """Raise ConfigError for a setting that cannot be."""
    for pattern, type_ in config.versus_data_types.items():
        if type_ not in (*ARTICLES, *PAGES):
            allowed = ", ".join((*ARTICLES, *PAGES))
            raise ConfigError(
                f"versus_data_types says that {pattern!r} are of the type {type_!r}; "
                f"allowed are {allowed}"
            )
    if config.versus_data_author_type not in ("Person", "Organization"):
        raise ConfigError(
            f"versus_data_author_type is {config.versus_data_author_type!r}; "
            "allowed are 'Person' and 'Organization'"
        )
    for name in ("html_baseurl", "versus_data_license"):
        written = config[name]
        if written and not web_address(quote(written, safe=_ADDRESS)):
            raise ConfigError(
                f"{name} is {written!r}, to which no link may lead; "
                "allowed are addresses such as 'https://example.org/'"
            )


@boundary.handler()
def note_said(app: Sphinx, doctree: nodes.document) -> None:
    """Keep what a document says of itself: what it is about, its dates and its first picture."""
    docname = app.env.current_document.docname
    said = Said(
        _description(doctree),
        _date(app.env, docname, "date"),
        _date(app.env, docname, "updated"),
        next(filter(None, (_picture(app.env, each) for each in doctree.findall(nodes.image))), ""),
    )
    if said != Said():
        app.env.metadata[docname][_SAID] = said


def _date(env: BuildEnvironment, docname: str, name: str) -> str:
    """Return a date of a page's front matter in ISO's form; warns of one that is none."""
    written = str(env.metadata[docname].get(name, "")).strip()
    try:
        return datetime.date.fromisoformat(written[:10]).isoformat() if written else ""
    except ValueError:
        logger.warning(
            '"%s: %s" is no date; write it as in "%s: 2026-11-22"',
            *(name, written, name),
            location=docname,
            type="versus_data",
            subtype="date",
        )
        return ""


def _picture(env: BuildEnvironment, image: nodes.image) -> str:
    """Return the path of a picture's file, as browsers take it; empty if it is no file."""
    candidates: dict[str, str] = image.get("candidates", {})
    found = (candidates.get(type_, "") for type_ in _PICTURES)
    return next((each for each in found if each in env.images and not each.endswith("svg")), "")


def _description(doctree: nodes.document) -> str:
    """Return a document's description, or its first paragraph."""
    top = doctree.next_node(nodes.section)
    blocks = [*doctree.children, *(top.children if top is not None else ())]
    said = (
        each["content"]
        for each in blocks
        if isinstance(each, nodes.meta) and each.get("name") == "description"
    )
    first = (_opening(each) for each in blocks if isinstance(each, nodes.paragraph))
    return str(next(said, "") or next(filter(None, first), ""))


def _opening(paragraph: nodes.paragraph) -> str:
    """Return the sentences of a paragraph up to the first link whose text is not known yet.

    A line all in italics tells of the page's making, not of what it is about.
    """
    if len(paragraph) == 1 and isinstance(paragraph[0], nodes.emphasis):
        return ""
    empty = (each for each in paragraph.findall(addnodes.pending_xref) if not each.astext())
    stop = next(empty, None)
    if stop is None:
        return unmarked(prose_of(paragraph))
    before: list[nodes.Node] = []
    for child in paragraph.children:
        if child is stop or stop in child.findall():
            break
        before.append(child)
    found = _SENTENCES.match(unmarked(prose_of(*before)) + " ")
    return found[0].rstrip() if found else ""


def gather(app: Sphinx, uri: Callable[[str], str]) -> Project:
    """Return the facts of a project; ``uri`` gives the address of a page from the site's root."""
    env, config = app.env, app.config
    return Project(
        site=_site(config),
        root=config.root_doc,
        facts=facts_of(env),
        titles={docname: env.titles[docname].astext() for docname in sorted(env.all_docs)},
        said={docname: _said(env, docname) for docname in env.all_docs},
        types=_types(env, config),
        # Some builders leave signs in addresses that have no place there.
        uri=lambda docname: quote(uri(docname), safe="/%"),
    )


def _said(env: BuildEnvironment, docname: str) -> Said:
    said: Said = env.metadata[docname].get(_SAID, Said())
    _, name = env.images.get(said.picture, ((), ""))
    return replace(said, picture=f"{_IMAGES}/{name}" if name else "")


def _site(config: Config) -> Site:
    name = config.author.strip()
    known = name not in _NO_AUTHOR
    author = Author(name, config.versus_data_author_type)
    publisher = config.versus_data_publisher
    base = quote(config.html_baseurl, safe=_ADDRESS)
    return Site(
        name=config.project or config.html_title or "",
        author=author if known else None,
        language=config.language.replace("_", "-"),
        licence=config.versus_data_license,
        base=base if not base or base.endswith("/") else f"{base}/",
        summary=config.versus_data_summary,
        publisher=Author(publisher, "Organization") if publisher else author if known else None,
        picture=config.versus_data_picture,
    )


def _types(env: BuildEnvironment, config: Config) -> dict[str, str]:
    types: dict[str, str] = {}
    for docname in env.all_docs:
        for pattern, type_ in config.versus_data_types.items():
            if fnmatchcase(docname, pattern):
                types[docname] = type_
                break
    return types


@boundary.handler(dict)
def collect_entries(_app: Sphinx, env: BuildEnvironment) -> dict[str, str]:
    """Return, by document, what changes with the sources that it shows."""
    facts = facts_of(env)
    if not facts.entries:
        return {}
    digests = {key: _digest(repr(each)) for key, each in facts.entries.items()}
    found = {
        docname: " ".join(digests.get(key, "") for key in keys)
        for docname, keys in facts.citations.items()
    }
    # Which sources come with what is asked of others is not worth a look: any may.
    everything = _digest("".join(digests.values()))
    asking = facts.requests.items()
    return found | {
        docname: everything
        for docname, requests in asking
        if any(isinstance(request, _QUOTING) for request in requests)
    }


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@boundary.handler(list)
def leave_twins_out(
    _app: Sphinx, env: BuildEnvironment, added: set[str], _changed: set[str], _removed: set[str]
) -> list[str]:
    """Take no page in Markdown that a build has written among the sources for one of them.

    They are found where the output is not in ``exclude_patterns``: beside their pages.
    """
    for docname in list(added):
        if ".htm" in docname and Path(env.doc2path(docname)).with_suffix("").is_file():
            added.discard(docname)
            env.found_docs.discard(docname)
    return []


def own_files(app: Sphinx) -> dict[str, Path]:
    """Return the files that the project itself brings to the site, by their path from its root."""
    excluded = Matcher(app.config.exclude_patterns)
    found: dict[str, Path] = {}
    for each in app.config.html_extra_path:
        root = Path(app.confdir) / each
        if root.is_file():
            found[root.name] = root
        for folder, folders, names in os.walk(root, followlinks=True):
            # As Sphinx does when it copies them.
            here = Path(folder).relative_to(root).as_posix()
            folders[:] = [name for name in folders if not excluded(posixpath.join(here, name))]
            for name in names:
                path = posixpath.join(here, name)
                if not excluded(path):
                    found[posixpath.normpath(path)] = Path(folder, name)
    if "sphinx_sitemap" in app.extensions:
        found[SITEMAP_NAME] = Path(app.outdir, SITEMAP_NAME)
    return found
