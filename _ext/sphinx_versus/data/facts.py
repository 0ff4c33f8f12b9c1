"""What the exports are made from: the facts of a project, as plain data."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, groupby
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from sphinx_versus.api import (
    Author,
    Comparison,
    Dimension,
    Entry,
    Facts,
    FoundClaim,
    Listing,
    Matrix,
    Prose,
    Run,
    ShownMatrix,
    is_cited,
)
from sphinx_versus.grammar.names import slug, split_keys
from sphinx_versus.site.addresses import web_address

JSON_NAME = "comparisons.json"
SCHEMA_NAME = "comparisons.schema.json"
# Where the schema stays for as long as its first number does.
SCHEMA_ADDRESS = "comparisons-1.schema.json"
CELLS_NAME = "cells.csv"
CLAIMS_NAME = "claims.csv"
# With the endings of the formats for sources.
SOURCES_NAME = "sources"
LLMS_NAME = "llms.txt"
SITEMAP_NAME = "sitemap.xml"
# What concerns one page lies below it, by the page's name.
DATA_DIR = "data"

# In bytes; most file systems end at 255 for the whole name.
LONGEST_KEY = 80

# Signs that stand close behind a word.
_CLOSING = tuple(".,;:!?)")


@dataclass(frozen=True, slots=True)
class Site:
    """What is the same on all pages; ``base`` is the site's address, ending in "/", or empty.

    ``author``, ``publisher`` and ``licence`` (an address) may be missing; ``language``
    is a tag such as "pt-BR"; ``picture`` stands for pages without one, and is an
    address, or a path from the root of the site.
    """

    name: str
    author: Author | None = None
    language: str = "en"
    licence: str = ""
    base: str = ""
    summary: str = ""
    publisher: Author | None = None
    picture: str = ""


@dataclass(frozen=True)
class Said:
    """What a page says of itself: its description, dates in ISO's form, and its first picture.

    The picture is a path from the root of the site.
    """

    description: str = ""
    published: str = ""
    updated: str = ""
    picture: str = ""


@dataclass(frozen=True)
class Project:
    """Everything that a project says. All mappings are by document name.

    ``types`` holds schema.org's type of a page where the site has set one, and
    ``uri`` gives the address of a document from the root of the site.
    """

    site: Site
    root: str
    facts: Facts
    titles: Mapping[str, str]
    said: Mapping[str, Said]
    types: Mapping[str, str]
    uri: Callable[[str], str]
    _keys: dict[str, list[str]] = field(default_factory=dict, repr=False, compare=False)

    def address(self, docname: str, anchor: str = "") -> str:
        """Return where a page or a part of it is: absolute, or else from the site's root."""
        return self.site.base + self.uri(docname) + (f"#{quote(anchor)}" if anchor else "")

    def file(self, path: str) -> str:
        """Return where an exported file is: absolute, or else from the site's root."""
        return self.site.base + quote(path)

    def type_of(self, docname: str) -> str:
        """Return schema.org's type of a page.

        What states something of its own is an article, unless the site says otherwise.
        """
        if docname in self.types:
            return self.types[docname]
        if docname in self.facts.comparisons or docname in self.facts.claims:
            return "Article"
        requests = self.facts.requests.get(docname, ())
        listed = any(isinstance(request, Listing) for request in requests)
        return "CollectionPage" if listed else "WebPage"

    def description(self, docname: str) -> str:
        """Return what a page is about, in its own words: a tagline or the first paragraph."""
        first = next(iter(self.facts.comparisons.get(docname, ())), None)
        if first is not None and first.is_page and first.tagline:
            return first.tagline
        return self._said(docname).description

    def published(self, docname: str) -> str:
        """Return the date of a page's first version; empty if the page does not say it."""
        return self._said(docname).published

    def modified(self, docname: str) -> str:
        """Return the date of a page's last version: of the last review, or what the page says."""
        said = self._said(docname)
        reviewed = (each.reviewed for each in self.facts.comparisons.get(docname, ()))
        return max((said.published, said.updated, *reviewed))

    def picture(self, docname: str) -> str:
        """Return the address of a page's picture, or of the site's; empty if there is none."""
        found = self._said(docname).picture or self.site.picture
        return found if not found or web_address(found) else self.file(found)

    def _said(self, docname: str) -> Said:
        return self.said.get(docname, Said())

    def worded(self, prose: Prose) -> str:
        """Return prose as text on one line, with citations as a reader of the page sees them."""
        return " ".join("".join(map(self._worded, prose)).split())

    def _worded(self, run: str | Run) -> str:
        if isinstance(run, str) or run.kind != "cite":
            return run if isinstance(run, str) else run.plain
        textual = _is_textual(run)
        cited = (self.cited_as(key, textual=textual) for key in split_keys(run.text))
        return "; ".join(cited) if textual else f"({'; '.join(cited)})"

    def cited_as(self, key: str, *, textual: bool = False) -> str:
        """Return who has written a source and when, such as "Doe & Roe, 2020"."""
        entry = self.facts.entries.get(key)
        if entry is None:
            return key
        names = [each.family or each.name for each in entry.authors] or [entry.title or key]
        who = f"{names[0]} et al." if len(names) > 2 else " & ".join(names)
        when = f" ({entry.year})" if textual else f", {entry.year}"
        return who + (when if entry.year else "")

    def claims_of(self, docname: str) -> Iterator[FoundClaim]:
        """Yield the claims that a page makes itself; of two with the same id the first counts."""
        inside = (each.claims for each in self.facts.comparisons.get(docname, ()))
        for claim in (*chain(*inside), *self.facts.claims.get(docname, ())):
            found = self.facts.claims_by_id.get(claim.anchor)
            if found is not None and found.claim is claim:
                yield found

    def keys(self, docname: str) -> list[str]:
        """Return the keys of all sources on a page, those of quoted claims too, in order."""
        if docname not in self._keys:
            found = set(self._citations.get(docname, ()))
            for request in self.facts.requests.get(docname, ()):
                found.update(cited_in(self.facts.answer(request)))
            # Of a source that is not there, Sphinx has warned.
            self._keys[docname] = sorted(found & self._order.keys(), key=self._order.__getitem__)
        return self._keys[docname]

    def matrices(self, docname: str) -> Iterator[tuple[str, ShownMatrix]]:
        """Yield the matrices of a page: path from the root of the site, what it shows."""
        requests = self.facts.requests.get(docname, ())
        asked = (request for request in requests if isinstance(request, Matrix))
        for number, request in enumerate(asked, start=1):
            (shown,) = self.facts.answer(request)
            assert isinstance(shown, ShownMatrix)
            # The key of a table is no number, or holds no dot.
            yield f"{DATA_DIR}/{docname}.{number}.matrix.csv", shown

    @functools.cached_property
    def _order(self) -> dict[str, int]:
        return {key: place for place, key in enumerate(self.facts.entries)}

    @functools.cached_property
    def _citations(self) -> Mapping[str, tuple[str, ...]]:
        return self.facts.citations


def tables(comparison: Comparison) -> Iterator[tuple[str, tuple[Dimension, ...]]]:
    """Yield the side-by-side tables of a comparison: path from the root of the site, rows."""
    # No two tables share a path, because a key as a part of one holds no dot.
    name, key = comparison.docname, _as_file(comparison.key)
    own = name.rpartition("/")[2] == key
    groups = groupby(comparison.dimensions, key=lambda row: row.table)
    for number, (_, rows) in enumerate(groups, start=1):
        if number > 1:
            yield f"{DATA_DIR}/{name}.{key}.{number}.csv", tuple(rows)
        else:
            yield f"{DATA_DIR}/{name}.csv" if own else f"{DATA_DIR}/{name}.{key}.csv", tuple(rows)


def _as_file(key: str) -> str:
    """Return a key as a part of a file's name: a writer's own key may hold any sign."""
    plain = slug(key)
    if plain == key and len(key.encode()) <= LONGEST_KEY:
        return key
    digest = hashlib.sha256(key.encode()).hexdigest()[:8]
    return f"{plain.encode()[:LONGEST_KEY].decode(errors='ignore')}-{digest}"


def page_path(docname: str, ending: str) -> str:
    """Return the path of what concerns a page, from the root of the site."""
    return f"{DATA_DIR}/{docname}{ending}"


def twin_path(address: str) -> str:
    """Return where the Markdown of a page is, by the page's address from the root of the site.

    Source: https://llmstxt.org.
    """
    path = unquote(address)
    return f"{path}index.html.md" if not path or path.endswith("/") else f"{path}.md"


def claim_path(found: FoundClaim, ending: str) -> str:
    """Return the path of what concerns a claim, from the root of the site."""
    return page_path(found.docname, f".{_as_file(found.claim.anchor)}{ending}")


def sources_of(found: FoundClaim, entries: Mapping[str, Entry]) -> list[str]:
    """Return the keys of a claim's sources that are in the bibliography, each once."""
    keys = (key for source in found.claim.sources for key in source.keys)
    return [key for key in dict.fromkeys(keys) if key in entries]


def cited_in(value: Any) -> Iterator[str]:
    """Yield the keys that are cited anywhere in a record."""
    if isinstance(value, Run):
        if value.kind == "cite":
            yield from split_keys(value.text)
    elif isinstance(value, tuple):
        for each in value:
            yield from cited_in(each)


def unmarked(prose: Prose) -> str:
    """Return prose as text on one line, without citations and the space before them."""
    text, cited = "", False
    for run in prose:
        if not is_cited(run):
            words = run if isinstance(run, str) else run.plain
            text = (text.rstrip() if cited and words[:1] in _CLOSING else text) + words
        cited = is_cited(run)
    return " ".join(text.split())


def marked(prose: Prose) -> str:
    """Return prose as text on one line, with citations as Pandoc writes them.

    Source: https://pandoc.org/MANUAL.html#citation-syntax: ``[@key; @other]``,
    and ``@key`` where the citation is a part of the sentence.
    """
    return " ".join("".join(map(_marked, prose)).split())


def _marked(run: str | Run) -> str:
    if isinstance(run, str):
        return run
    if run.kind != "cite":
        return run.plain
    text = "; ".join(f"@{key}" for key in split_keys(run.text))
    return text if _is_textual(run) else f"[{text}]"


def _is_textual(citation: Run) -> bool:
    """Return whether a citation is a part of the sentence."""
    return citation.target.startswith(("t", "ct"))


def write_if_changed(path: Path, text: str) -> None:
    """Write a file, and leave it alone if it says so already; raises OSError."""
    data = text.encode()
    try:
        if path.read_bytes() == data:
            return
    except OSError:
        path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
