"""The whole project as one JSON document; its schema is ``comparisons.schema.json``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sphinx_versus.api import (
    POINT_KINDS,
    Author,
    Comparison,
    Entry,
    FoundClaim,
    FoundEntity,
    Prose,
    Run,
    comparison_place,
    field_text,
)

from .facts import (
    SCHEMA_ADDRESS,
    Project,
    cited_in,
    claim_path,
    marked,
    page_path,
    tables,
    twin_path,
)
from .values import Cell, as_json, cells_of

# Of the format: the second number grows with what is added, the first with what breaks readers.
VERSION = "1.2"


# What each part of a divided collection has, and the index has not.
LISTS = ("comparisons", "claims", "entities", "sources")


def collection(project: Project) -> dict[str, Any]:
    """Return everything that a project says, as JSON can hold it.

    Parts follow the order of document names and, within a document, of its
    text. What is not known is left out.
    """
    site, facts = project.site, project.facts
    used = {key for docname in project.titles for key in project.keys(docname)}
    return _known(
        {
            "$schema": SCHEMA_ADDRESS,
            "version": VERSION,
            "project": site.name,
            "author": site.author.name if site.author else "",
            "language": site.language,
            "license": site.licence,
            "url": site.base,
            "pages": [_page(project, docname) for docname in sorted(project.titles)],
            "comparisons": [
                _comparison(project, each) for each in facts.comparisons_by_key.values()
            ],
            "claims": [_claim(project, each) for each in facts.claims_by_id.values()],
            "entities": [
                _entity(project, found) for _, found in sorted(facts.entities_by_slug.items())
            ],
            "sources": [
                _source(entry) for key, entry in sorted(facts.entries.items()) if key in used
            ],
        },
        kept=("pages", *LISTS),
    )


def index_of(project: Project, whole: Mapping[str, Any]) -> dict[str, Any]:
    """Return the index of a collection that is divided: all but its lists, and where they are."""
    pages = (
        page | {"data": project.file(page_path(page["name"], ".json"))} for page in whole["pages"]
    )
    kept = {name: value for name, value in whole.items() if name not in LISTS}
    return {**kept, "divided": True, "pages": list(pages)}


def parts_of(project: Project, whole: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the parts of a collection: the path of each page's, and a collection of that page.

    An entity is in the part of its own page, or else of what compares or mentions it first.
    Who puts the lists of all parts together, each source once, has the whole.
    """
    pages = {each["key"]: each["page"] for each in whole["comparisons"]}
    pages |= {each["id"]: each["page"] for each in whole["claims"]}
    lists: dict[str, dict[str, list[Any]]] = {page["name"]: {} for page in whole["pages"]}
    for kind in ("comparisons", "claims"):
        for each in whole[kind]:
            lists[each["page"]].setdefault(kind, []).append(each)
    for each in whole["entities"]:
        of_others = (each.get(name, ()) for name in ("compared_in", "mentioned_in", "claims"))
        first = next((pages[found[0]] for found in of_others if found), project.root)
        lists[each.get("page", first)].setdefault("entities", []).append(each)
    sources = {each["key"]: each for each in whole["sources"]}
    for page in whole["pages"]:
        mine = lists[page["name"]] | {"sources": [sources[k] for k in project.keys(page["name"])]}
        part = {**whole, "pages": [page], **{name: mine.get(name, []) for name in LISTS}}
        # The way to the schema is longer from where this stands.
        path = page_path(page["name"], ".json")
        yield path, part | {"$schema": "../" * path.count("/") + whole["$schema"]}


def _page(project: Project, docname: str) -> dict[str, Any]:
    keys = project.keys(docname)
    return _known(
        {
            "name": docname,
            "title": project.titles[docname],
            "url": project.address(docname),
            "description": project.description(docname),
            "published": project.published(docname),
            "modified": project.modified(docname),
            "bibliography": project.file(page_path(docname, ".bib")) if keys else "",
            "markdown": project.file(twin_path(project.uri(docname))),
            "matrices": [project.file(path) for path, _ in project.matrices(docname)],
        }
    )


def _comparison(project: Project, comparison: Comparison) -> dict[str, Any]:
    place = comparison_place(comparison)
    others = (project.facts.linked(link) for link in comparison.others)
    return _known(
        {
            "key": comparison.key,
            "was": _was(project, comparison.key),
            "title": comparison.title,
            "page": place.docname,
            "url": project.address(place.docname, place.anchor),
            "tagline": comparison.tagline,
            "in_short": [_prose(each) for each in comparison.in_short],
            "tags": list(comparison.tags),
            "reviewed": comparison.reviewed,
            "sides": [
                _known(
                    {
                        "name": side.title or side.name,
                        "entity": "".join(_entities(project, [side.name])),
                        "definition": _prose(side.definition),
                        **{
                            kind.value: [_prose(point) for point in side.points_of(kind)]
                            for kind in POINT_KINDS
                        },
                        "version": side.version,
                        "link": side.link,
                        "remark": side.remark,
                    }
                )
                for side in comparison.sides
            ],
            "dimensions": [
                _known(
                    {
                        "id": row.anchor,
                        "was": _was(project, row.anchor),
                        "name": row.name,
                        "table": row.table,
                        "url": project.address(place.docname, row.anchor),
                        "cells": [_cell(each) for each in cells_of(comparison, row)],
                        "notes": _prose(row.notes),
                        "group": row.group,
                        "unit": row.unit,
                        "units": list(row.units),
                        "weight": row.weight,
                        "winner": list(row.winner),
                        "continues": row.continues,
                    },
                    kept=("name",),
                )
                for row in comparison.dimensions
            ],
            "claims": [claim.anchor for claim in comparison.claims],
            "entities": _entities(project, comparison.entities),
            "others": list(dict.fromkeys(other.key for other in others if other)),
            "tables": [project.file(path) for path, _ in tables(comparison)],
        },
        kept=("sides", "dimensions", "claims"),
    )


def _claim(project: Project, found: FoundClaim) -> dict[str, Any]:
    claim = found.claim
    return _known(
        {
            "id": claim.anchor,
            "was": _was(project, claim.anchor),
            "page": found.docname,
            "url": project.address(found.docname, claim.anchor),
            "comparison": found.comparison.key if found.comparison else "",
            "statement": _prose(claim.statement) or _text(claim.text),
            "certainty": claim.certainty.value if claim.certainty else "",
            "from": claim.start.value if claim.start else "",
            "domains": [
                {"domain": domain.value, "levels": levels} for domain, levels in claim.steps
            ],
            "reason": _prose(claim.reason),
            "contested": claim.contested,
            "about": _entities(project, claim.about),
            "rows": list(claim.rows),
            "quoted_on": list(project.facts.quoted_on(found)),
            "bibliography": project.file(claim_path(found, ".bib")),
            "sources": [
                {
                    "stance": source.stance.value,
                    "keys": list(source.keys),
                    "text": marked(source.prose) or source.text,
                }
                for source in claim.sources
            ],
        },
        kept=("contested", "sources"),
    )


def _entity(project: Project, found: FoundEntity) -> dict[str, Any]:
    target = found.target
    home = found.home
    return _known(
        {
            "id": f"entity-{found.slug}",
            "was": _was(project, f"entity-{found.slug}"),
            "name": found.title,
            "aliases": list(home.aliases) if home else [],
            "page": home.docname if home else "",
            "url": project.address(target.docname, target.anchor) if target else "",
            "description": home.description if home else "",
            "compared_in": list(dict.fromkeys(side.comparison.key for side in found.sides)),
            "wikidata": home.wikidata if home else "",
            "mentioned_in": list(dict.fromkeys(each.key for each in found.related_to)),
            "mentions": [
                _known({"kind": str(each.kind), "page": each.docname, "id": each.anchor})
                for each in found.mentions
            ],
            "claims": list(dict.fromkeys(each.claim.anchor for each in found.claims)),
        }
    )


def _source(source: Entry) -> dict[str, Any]:
    return _known(
        {
            "key": source.key,
            "type": source.type,
            "title": source.title,
            "authors": [author.name for author in source.authors],
            "names": [_name(author) for author in source.authors],
            "year": source.year,
            "container": source.container,
            "publisher": source.publisher,
            "doi": source.doi,
            "url": source.url,
            "isbn": source.isbn,
            "design": str(source.design or ""),
            "size": source.size,
            "published": str(source.published or ""),
            "interest": str(source.interest or ""),
            "retracted": field_text(source, "retracted"),
        }
    )


def _was(project: Project, anchor: str) -> list[str]:
    return list(project.facts.old_ids.get(anchor, ()))


def _name(author: Author) -> dict[str, str]:
    """Return the name of a person in its parts, and any other as it is."""
    parts = {name: getattr(author, name) for name in ("family", "given", "particle", "suffix")}
    return _known(parts) if author.family else {"name": author.name}


def _entities(project: Project, names: Iterable[str]) -> list[str]:
    """Return the ids of the entities that are known by these names."""
    found = (project.facts.entity(name) for name in names)
    return list(dict.fromkeys(f"entity-{each.slug}" for each in found if each))


def _prose(prose: Prose) -> dict[str, Any]:
    """Return a text, its citations, and its links out of the project."""
    if not prose:
        return {}
    text = _text(marked(prose), list(dict.fromkeys(cited_in(prose))))
    links = [
        {"text": run.text, "url": run.target}
        for run in prose
        if isinstance(run, Run) and run.kind == "reference"
    ]
    return {**text, "links": links} if links else text


def _cell(cell: Cell) -> dict[str, Any]:
    """Return the text of a cell, and beside it its value, or that it says nothing."""
    said = _prose(cell.prose) or _text("")
    if cell.value:
        said["value"] = as_json(cell.value)
    return said if cell.stated else {**said, "stated": False}


def _text(text: str, citations: Iterable[str] = ()) -> dict[str, Any]:
    return {"text": text, "citations": list(citations)}


def _known(record: dict[str, Any], kept: tuple[str, ...] = ()) -> dict[str, Any]:
    """Leave out what is empty, except for what each record of its kind has."""
    return {name: value for name, value in record.items() if value or name in kept}
