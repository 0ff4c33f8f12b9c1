"""What a page says as linked data: JSON-LD in the words of https://schema.org.

Of stances schema.org knows nothing: all sources of a claim are citations of
it. The certainty of a claim is a review of it, whose aspect is named.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from sphinx_versus.api import (
    Author,
    Certainty,
    Entity,
    Entry,
    FoundClaim,
    Listed,
    Listing,
    ShownGroup,
)

from .facts import Project, unmarked

Node = dict[str, Any]

# The types of pages that are the work of an author, by and large.
ARTICLES = ("Article", "ScholarlyArticle", "TechArticle", "BlogPosting", "Report")
PAGES = ("WebPage", "CollectionPage", "AboutPage", "ContactPage", "FAQPage")

# GRADE's levels as a scale; what each means is its name.
RATINGS = {level: place for place, level in enumerate(reversed(Certainty), start=1)}
ASPECT = "Certainty of the evidence (GRADE)"

_TYPES = {
    "article": "ScholarlyArticle",
    "book": "Book",
    "booklet": "Book",
    "proceedings": "Book",
    "conference": "ScholarlyArticle",
    "inproceedings": "ScholarlyArticle",
    "inbook": "Chapter",
    "incollection": "Chapter",
    "mastersthesis": "Thesis",
    "phdthesis": "Thesis",
    "thesis": "Thesis",
    "techreport": "Report",
    "report": "Report",
    "dataset": "Dataset",
    "online": "WebPage",
    "electronic": "WebPage",
    "www": "WebPage",
}
_WIKIDATA = "http://www.wikidata.org/entity/"
_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}")
# What a source may stand in, by the type of the source.
_CONTAINERS = {"ScholarlyArticle": "Periodical", "Chapter": "Book", "WebPage": "WebSite"}


def script(page: Node) -> str:
    """Return linked data as it can stand in a page: no text can end the element.

    Source: https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements.
    """
    text = json.dumps(page, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return f'<script type="application/ld+json">{text}</script>'


def linked(project: Project, docname: str, root: str) -> Node:
    """Return what a page is, who wrote it, what it states, cites and lists.

    ``root`` is the way to the root of the site from where this will stand,
    such as "../"; addresses build on it where the site has no address of its own.
    """
    type_ = project.type_of(docname)
    article = type_ in ARTICLES
    address = project.address(docname)
    work_id = f"{address}#article" if article else address
    reviewed = [each.reviewed for each in project.facts.comparisons.get(docname, ())]
    lists = list(_lists(project, docname))
    entities = [_entity(project, home) for home in project.facts.entities.get(docname, ())]
    subjects = [*([work_id] if article else []), *(each["@id"] for each in [*entities, *lists])]
    page = {
        "@type": "WebPage" if article else type_,
        "@id": address,
        "url": address,
        "name": project.titles[docname],
        "isPartOf": {
            "@type": "WebSite",
            "name": project.site.name,
            "url": project.site.base or project.uri(project.root),
        },
        "lastReviewed": max(reviewed, default=""),
        "mainEntity": [{"@id": each} for each in subjects],
    }
    work = _work(project, docname)
    if article:
        headline = project.titles[docname]
        of_page = {"@type": type_, "@id": work_id, "headline": headline}
        graph = [page, {**of_page, "mainEntityOfPage": {"@id": address}, **work}]
    else:
        graph = [{**page, **work}]
    graph += [_claim(project, found, work_id) for found in project.claims_of(docname)]
    graph += [_source(project.facts.entries[key], address) for key in project.keys(docname)]
    base = [] if project.site.base else [{"@base": root}]
    return {
        "@context": ["https://schema.org", *base],
        "@graph": [_clean(each) for each in [*graph, *entities, *lists]],
    }


def _work(project: Project, docname: str) -> Node:
    """Return what is known of the work that a page is, or holds."""
    address = project.address(docname)
    comparisons = project.facts.comparisons.get(docname, ())
    sides = dict.fromkeys(side.name for each in comparisons for side in each.sides)
    marked = dict.fromkeys(each.slug for each in project.facts.mentions_on(docname))
    mentions = (project.facts.entities_by_slug[slug].name for slug in marked)
    tags = dict.fromkeys(tag for each in comparisons for tag in each.tags)
    sources = (project.facts.entries[key] for key in project.keys(docname))
    return {
        "description": project.description(docname),
        "abstract": " ".join(unmarked(each) for every in comparisons for each in every.in_short),
        "author": _author(project.site.author),
        "publisher": _author(project.site.publisher),
        "datePublished": project.published(docname),
        "dateModified": project.modified(docname),
        "image": project.picture(docname),
        "inLanguage": project.site.language,
        "keywords": list(tags),
        "license": project.site.licence,
        "about": [_thing(project, name) for name in sides],
        "mentions": [_thing(project, name) for name in mentions],
        "hasPart": [{"@id": _claim_id(project, found)} for found in project.claims_of(docname)],
        "citation": [{"@id": _source_id(source, address)} for source in sources],
    }


def _claim(project: Project, found: FoundClaim, work_id: str) -> Node:
    claim = found.claim
    address = project.address(found.docname)
    appearances = [work_id, *map(project.address, project.facts.quoted_on(found))]
    keys = dict.fromkeys(key for source in claim.sources for key in source.keys)
    entries = project.facts.entries
    named = (entries[key] for key in keys if key in entries)
    texts = (unmarked(source.prose) or source.text for source in claim.sources if not source.keys)
    return {
        "@type": "Claim",
        "@id": _claim_id(project, found),
        "url": _claim_id(project, found),
        "text": unmarked(claim.statement) or claim.text,
        "appearance": [{"@id": each} for each in appearances],
        "isPartOf": {"@id": work_id},
        "about": [_thing(project, name) for name in claim.about],
        "citation": [
            *({"@id": _source_id(source, address)} for source in named),
            *({"@type": "CreativeWork", "name": text} for text in texts if text),
        ],
        "review": _review(project, found) if claim.certainty else None,
    }


def _review(project: Project, found: FoundClaim) -> Node:
    claim = found.claim
    assert claim.certainty is not None
    return {
        "@type": "Review",
        "author": _author(project.site.author),
        "reviewAspect": ASPECT,
        "reviewBody": unmarked(claim.reason),
        "reviewRating": {
            "@type": "Rating",
            "alternateName": claim.certainty.value,
            "ratingValue": RATINGS[claim.certainty],
            "worstRating": 1,
            "bestRating": len(RATINGS),
        },
    }


def _lists(project: Project, docname: str) -> Iterator[Node]:
    address = project.address(docname)
    for number, request in enumerate(project.facts.requests.get(docname, ()), start=1):
        if not isinstance(request, Listing):
            continue
        shown = _flat(project.facts.answer(request))
        # Of a list by tag, an entry stands below all of its tags.
        places = list(dict.fromkeys(each.place for each in shown))
        if request.listed is Listed.CLAIMS:
            places = [
                place._replace(title=project.facts.claims_by_id[place.anchor].claim.text)
                for place in places
            ]
        yield {
            "@type": "ItemList",
            "@id": f"{address}#list-{number}",
            "numberOfItems": len(places),
            "itemListElement": [
                {
                    "@type": "ListItem",
                    "position": position,
                    "name": place.title,
                    "url": project.address(place.docname, place.anchor) if place.docname else "",
                }
                for position, place in enumerate(places, start=1)
            ],
        }


def _flat(answer: Iterable[Any]) -> Iterator[Any]:
    """Yield what a list shows; long lists are divided into groups."""
    for shown in answer:
        yield from shown.entries if isinstance(shown, ShownGroup) else (shown,)


def _entity(project: Project, home: Entity) -> Node:
    return {
        "@type": "Thing",
        "@id": project.address(home.docname, home.anchor),
        "name": home.title or home.name,
        "alternateName": list(home.aliases),
        "description": home.description,
        "mainEntityOfPage": {"@id": project.address(home.docname)},
        "sameAs": f"{_WIKIDATA}{home.wikidata}" if home.wikidata else "",
    }


def _thing(project: Project, name: str) -> Node:
    place = project.facts.entity_place(name)
    address = project.address(place.docname, place.anchor) if place.docname else ""
    return {"@type": "Thing", "name": place.title, "@id": address}


def _claim_id(project: Project, found: FoundClaim) -> str:
    return project.address(found.docname, found.claim.anchor)


def _source_id(source: Entry, address: str) -> str:
    return (
        f"https://doi.org/{quote(source.doi)}"
        if source.doi
        else f"{address}#source-{quote(source.key)}"
    )


def _source(source: Entry, address: str) -> Node:
    type_ = _TYPES.get(source.type, "CreativeWork")
    container = {"@type": _CONTAINERS.get(type_, "CreativeWork"), "name": source.container}
    return {
        "@type": type_,
        "@id": _source_id(source, address),
        "name": source.title,
        "author": [_author(author) for author in source.authors],
        # Others, such as "in press", are no dates.
        "datePublished": source.year if _DATE.fullmatch(source.year) else "",
        "isPartOf": container if source.container else None,
        "publisher": {"@type": "Organization", "name": source.publisher}
        if source.publisher
        else None,
        "isbn": source.isbn if type_ == "Book" else "",
        "identifier": f"doi:{source.doi}" if source.doi else "",
        "url": source.url or (f"https://doi.org/{quote(source.doi)}" if source.doi else ""),
    }


def _author(author: Author | None) -> Node | None:
    if author is None:
        return None
    family = " ".join(filter(None, (author.particle, author.family)))
    return {
        "@type": author.type,
        "name": author.name,
        "familyName": family,
        "givenName": author.given,
        "honorificSuffix": author.suffix,
    }


def _clean(node: Any) -> Any:
    """Leave out what is empty: JSON-LD says what is known."""
    if isinstance(node, dict):
        cleaned = {name: _clean(value) for name, value in node.items()}
        return {name: value for name, value in cleaned.items() if value not in ("", None, [], {})}
    if isinstance(node, list):
        return [_clean(each) for each in node]
    return node
