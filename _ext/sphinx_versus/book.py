"""Comparisons in a printed book; an extension of its own, ``sphinx_versus.book``.

It gives the classes of a comparison their look in Typst, leaves out pages of
entities, which repeat what the chapters say, and adds a list of all findings at
the end, and terms of the index.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from sphinx_versus.showing import evidence_labels as evidence
from sphinx_versus.showing import output_labels as outputs
from sphinx_versus.site import boundary

from .api import Author, Certainty, Entity, FoundClaim, facts_of
from .site.book import BACK_MATTER, INDEX, OUTLINE, Chapter, Outline, Term, add_style

STYLE = Path(__file__).with_name("book.typ")

FUNCTIONS = {
    "versus-columns": "columns-of-sides",
    "versus-table": "side-table",
    "versus-header": "header",
    "versus-sides": "sides",
    "versus-tagline": "tagline",
    "container.versus-in-short": "in-short",
    "versus-certainties": "certainties",
    "versus-facts": "facts",
    "versus-claims": "claims",
    "list_item.versus-claim": "claim",
    "versus-found": "found-claims",
    "versus-plot": "dot-plot",
    "versus-mark": "drawn-mark",
    "versus-marks": "legend-of-marks",
    "versus-entities": "chips",
    "versus-cards": "comparison-cards",
    "list_item.versus-card": "comparison-card",
}
# Five columns and a header still go on an upright page; where there are more than six, they go
# on below each other.
WIDE = tuple(f"versus-{name}.versus-sides-6" for name in ("header", "columns", "frame"))


@boundary.handler()
def arrange(_app: Sphinx, env: BuildEnvironment, outline: Outline) -> None:
    """Take entities out of a book that does not begin with them; what lists sources is its end.

    These are pages of entities alone, and pages that lead to nothing but such pages.
    """
    facts = facts_of(env)
    chapters = [item for item in outline if isinstance(item, Chapter)]
    with_facts = {*facts.comparisons, *facts.claims}
    left_out: set[str] = set()
    # What a page leads to comes after it.
    for name in [each.docname for each in reversed(chapters)]:
        below = env.toctree_includes.get(name, ())
        of_entities = _is_of_entities(env, name, facts.entities.get(name, ()))
        if name not in with_facts and (of_entities or (below and left_out.issuperset(below))):
            left_out.add(name)
    if chapters[0].docname in left_out:
        return
    sources = {target.partition("#")[0] for target in facts.listed.values()}
    sources -= {*with_facts, *facts.citations}
    end = [Chapter(each.docname, 1, False, True) for each in chapters if each.docname in sources]
    outline[:] = [
        item
        for item in outline
        if not (isinstance(item, Chapter) and item.docname in left_out | sources)
    ]
    outline += end


def _is_of_entities(env: BuildEnvironment, docname: str, found: Sequence[Entity]) -> bool:
    """Say whether a document is an entity, or has no sections but those of entities."""
    own = tuple(f"#{each.anchor}" for each in found)
    sections = [each["anchorname"] for each in env.tocs[docname].findall(nodes.reference)][1:]
    return any(each.is_page for each in found) or (
        bool(own) and all(anchor.startswith(own) for anchor in sections)
    )


@boundary.handler(list)
def list_findings(
    app: Sphinx, env: BuildEnvironment, docnames: Sequence[str]
) -> list[nodes.section]:
    """Return a section with all claims of the book, by certainty and by their place in it."""
    places = {name: place for place, name in enumerate(docnames)}
    claims = [each for each in facts_of(env).claims_by_id.values() if each.docname in places]
    found: dict[str, list[FoundClaim]] = {}
    for claim in sorted(claims, key=lambda each: (places[each.docname], each.claim.line)):
        found.setdefault(claim.claim.certainty or "", []).append(claim)
    if not found:
        return []
    section = _section("findings", outputs.findings())
    for level in [*Certainty, ""]:
        if level in found:
            name = evidence.certainty(Certainty(level)) if level else outputs.without_certainty()
            below = _section(f"findings-{level or 'none'}".replace(" ", "-"), name)
            below += _list(app, found[level])
            section += below
    return [section]


@boundary.handler(list)
def list_terms(_app: Sphinx, env: BuildEnvironment, docnames: Sequence[str]) -> list[Term]:
    """Return the terms of the index: entities with their aliases, and the authors of sources."""
    facts = facts_of(env)
    terms: list[Term] = []
    for found in facts.entities_by_slug.values():
        places = [(side.comparison.docname, side.comparison.key) for side in found.sides]
        places += [(each.docname, each.anchor) for each in found.mentions]
        places += [(each.docname, each.claim.anchor) for each in found.claims]
        if found.home:
            places.append((found.home.docname, found.home.anchor))
        targets = [f"{docname}#{anchor}" for docname, anchor in places if docname in docnames]
        terms.append(Term(found.name, targets))
        aliases = found.home.aliases if found.home else ()
        terms += [Term(alias, see=found.name) for alias in aliases]
    sources: dict[str, list[str]] = {}
    for key, target in facts.listed.items():
        for author in facts.entries[key].authors if key in facts.entries else ():
            sources.setdefault(_filed(author), []).append(target)
    return [*terms, *(Term(name, sources=targets) for name, targets in sources.items())]


# They stand behind a name, and are not its last part.
_SUFFIX = re.compile(r",? (Jr\.?|Sr\.?|I{2,3}|IV)$")


def _filed(author: Author) -> str:
    """Return the name of an author as an index has it: the last part of a person's first."""
    suffix = _SUFFIX.search(author.name)
    first, _, last = author.name[: suffix.start() if suffix else None].rpartition(" ")
    if not first or author.type != "Person":
        return author.name
    return f"{last}, {first}" + (f", {suffix[1]}" if suffix else "")


def _section(anchor: str, title: str) -> nodes.section:
    return nodes.section("", nodes.title("", title), ids=[anchor])


def _list(app: Sphinx, claims: Sequence[FoundClaim]) -> nodes.bullet_list:
    items = nodes.bullet_list(bullet="-", classes=["versus-found"])
    for found in claims:
        claim = found.claim
        uri = f"{app.builder.get_relative_uri('', found.docname)}#{claim.anchor}"
        mark = f" ({evidence.contested_label().lower()})" if claim.contested else ""
        link = nodes.reference("", f"{claim.text}{mark}", refuri=uri, internal=True)
        items += nodes.list_item("", nodes.paragraph("", "", link))
    return items


def _say_book(_app: Sphinx, config: Config) -> None:
    """Give what is said of pages and sites its form for print, before what conf.py has."""
    config.typst_words = {**outputs.print_words(), **config.typst_words}


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the look and the list."""
    app.setup_extension("sphinx_versus")
    app.setup_extension("sphinx_versus.site.book")
    app.setup_extension("sphinx_versus.site.epub")
    add_style(app, STYLE, FUNCTIONS, WIDE)
    app.connect("config-inited", _say_book)
    app.connect(OUTLINE, arrange)
    app.connect(BACK_MATTER, list_findings)
    app.connect(INDEX, list_terms)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
