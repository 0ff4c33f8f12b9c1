"""What a page rests on, counted: cells, claims, sources, and what each side gets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sphinx_versus.api import (
    POINT_KINDS,
    Bearing,
    Claim,
    Comparison,
    Entry,
    Facts,
    Place,
    Prose,
    SectionKind,
    Source,
    comparison_place,
    plain,
)
from sphinx_versus.grammar.names import split_keys

from .settings import Settings

# A word is a run of letters and digits, or one sign of a script that sets no spaces.
_SIGNS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_SIGNS}]|[^\W{_SIGNS}]+(?:['\u2019-][^\W{_SIGNS}]+)*")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")


# By key in lower case: BibTeX does not tell cases apart.
Entries = Mapping[str, Entry]


@dataclass(frozen=True, slots=True)
class SideCoverage:
    """What one side gets; ``points`` are counts, and so is ``sources``, of each citation."""

    name: str
    slug: str
    words: int
    points: Mapping[SectionKind, int]
    sources: int


@dataclass(frozen=True, slots=True)
class ClaimCoverage:
    """How many claims there are, and of how many something is to be said."""

    claims: int = 0
    sourced: int = 0
    certain: int = 0
    on_one_source: int = 0
    on_popular_sources: int = 0


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a comparison, or the claims of a page outside of one, rest on.

    ``place`` leads there; ``sources`` are bibliography keys and free texts, each
    once; ``years`` are those of the oldest and the newest.
    """

    place: Place
    claims: ClaimCoverage
    sources: frozenset[str]
    years: tuple[int, int] | None
    reviewed: str = ""
    cells: int = 0
    sourced_cells: int = 0
    sides: tuple[SideCoverage, ...] = ()


def entries_of(facts: Facts) -> Entries:
    """Return the bibliography as the review looks things up in it."""
    return {key.casefold(): entry for key, entry in facts.entries.items()}


def words_of(entry: Entry) -> set[str]:
    """Return what an entry says that it is, in lower case: its type and its keywords."""
    return {word.casefold() for word in (entry.type, *entry.keywords)}


def cover(comparison: Comparison, entries: Entries, settings: Settings) -> Coverage:
    """Count what a comparison rests on."""
    cells = [cell for row in comparison.dimensions for cell in row.cells if cell]
    places = range(len(comparison.sides))
    texts = [text for place in places for text in texts_of(comparison, place)]
    cited = {source for text in texts for source in sources_in(text)}
    sources = frozenset(cited | {each for claim in comparison.claims for each in all_of(claim)})
    return Coverage(
        comparison_place(comparison),
        cover_claims(comparison.claims, entries, settings),
        sources,
        _span(sources, entries),
        comparison.reviewed,
        len(cells),
        sum(bool(sources_in(cell)) for cell in cells),
        tuple(cover_side(comparison, place) for place in places),
    )


def cover_page(
    docname: str, title: str, claims: Sequence[Claim], entries: Entries, settings: Settings
) -> Coverage:
    """Count what the claims of a page rest on that stand outside of comparisons."""
    sources = frozenset(each for claim in claims for each in all_of(claim))
    counted = cover_claims(claims, entries, settings)
    return Coverage(Place(title, docname), counted, sources, _span(sources, entries))


def cover_claims(claims: Iterable[Claim], entries: Entries, settings: Settings) -> ClaimCoverage:
    """Count claims by what they rest on."""
    each = list(claims)
    return ClaimCoverage(
        len(each),
        sum(bool(claim.sources) for claim in each),
        sum(claim.certainty is not None for claim in each),
        sum(len(all_of(claim)) == 1 for claim in each),
        sum(is_popular(supporting(claim), entries, settings) for claim in each),
    )


def total(coverages: Sequence[Coverage], title: str) -> Coverage:
    """Add up; a source that several pages share is counted once."""
    years = [year for coverage in coverages for year in coverage.years or ()]
    claims = [coverage.claims for coverage in coverages]
    return Coverage(
        Place(title),
        ClaimCoverage(
            sum(each.claims for each in claims),
            sum(each.sourced for each in claims),
            sum(each.certain for each in claims),
            sum(each.on_one_source for each in claims),
            sum(each.on_popular_sources for each in claims),
        ),
        frozenset().union(*(coverage.sources for coverage in coverages)),
        (min(years), max(years)) if years else None,
        cells=sum(coverage.cells for coverage in coverages),
        sourced_cells=sum(coverage.sourced_cells for coverage in coverages),
    )


def cover_side(comparison: Comparison, place: int) -> SideCoverage:
    """Count what a comparison says of the side at a place, and what it rests that on.

    A claim counts for the sides that it is about.
    """
    side = comparison.sides[place]
    texts = texts_of(comparison, place)
    about = [claim for claim in comparison.claims if side.name in claim.about]
    return SideCoverage(
        side.title or side.name,
        side.slug,
        sum(len(_WORD.findall(plain(text))) for text in texts),
        {kind: len(side.points_of(kind)) for kind in POINT_KINDS},
        sum(len(sources_in(text)) for text in texts) + sum(len(all_of(claim)) for claim in about),
    )


def texts_of(comparison: Comparison, place: int) -> list[Prose]:
    """Return what a comparison says of a side: definition, points and cells."""
    side = comparison.sides[place]
    cells = [row.cells[place] for row in comparison.dimensions if place < len(row.cells)]
    return [side.definition, *(point.prose for point in side.points), *cells]


def sources_in(prose: Prose) -> list[str]:
    """Return the sources that a text names: bibliography keys and addresses of links."""
    found: list[str] = []
    for run in prose:
        if isinstance(run, str):
            continue
        if run.kind == "cite":
            found += split_keys(run.text)
        elif run.kind == "reference":
            found.append(run.target)
    return found


def supporting(claim: Claim) -> list[str]:
    """Return what a claim rests on: bibliography keys and free texts, each once."""
    return _names(source for source in claim.sources if source.stance.bearing is Bearing.FOR)


def all_of(claim: Claim) -> list[str]:
    """Return all sources of a claim, whatever they say of it, each once."""
    return _names(claim.sources)


def _names(sources: Iterable[Source]) -> list[str]:
    return list(dict.fromkeys(name for each in sources for name in each.keys or (each.text,)))


def is_popular(sources: Sequence[str], entries: Entries, settings: Settings) -> bool:
    """Return whether all of some sources are popular; of free text nobody knows."""
    found = [entries.get(name.casefold()) for name in sources]
    return bool(found) and all(entry and words_of(entry) & settings.popular for entry in found)


def year_of(source: str, entries: Entries) -> int | None:
    """Return the year of a source: that of its entry, or the last one in its text."""
    entry = entries.get(source.casefold())
    if entry is not None:
        return first_year(entry.year)
    years = _YEAR.findall(source) if "://" not in source else []
    return int(years[-1]) if years else None


def first_year(text: str) -> int | None:
    """Return the first year in a text such as ``2019-05``, ``c. 1904`` or ``2010/2011``."""
    found = _YEAR.search(text)
    return int(found[0]) if found else None


def years_in(text: str) -> set[int]:
    """Return all years in a text."""
    return {int(year) for year in _YEAR.findall(text)}


def _span(sources: Iterable[str], entries: Entries) -> tuple[int, int] | None:
    years = [year for source in sources if (year := year_of(source, entries)) is not None]
    return (min(years), max(years)) if years else None
