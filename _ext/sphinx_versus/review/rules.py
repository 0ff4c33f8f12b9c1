"""The rules: each looks at facts and yields what an editor would ask about."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from sphinx_versus.api import (
    POINT_KINDS,
    SOURCE_TERMS,
    Claim,
    Comparison,
    Design,
    Entry,
    Prose,
    SectionKind,
    plain,
)
from sphinx_versus.grammar.names import did_you_mean, listed, near_miss
from sphinx_versus.grammar.placeholders import placeholder_in

from .coverage import (
    SideCoverage,
    all_of,
    cover_side,
    is_popular,
    sources_in,
    supporting,
    words_of,
    year_of,
)
from .evidence import disputed_by_synthesis, evidence_questions, no_dispute, weak_sources
from .findings import Finding, Kind
from .opposed import opposed_cells
from .scope import Scope
from .settings import Settings
from .wording import too_strong

# So many rows are named of those that have no source.
MOST_NAMED = 3
DAYS_OF_A_YEAR = 365.25
_POOLED = frozenset({Design.META_ANALYSIS, Design.SYSTEMATIC_REVIEW})


def review(scope: Scope, settings: Settings) -> list[Finding]:
    """Return all findings that are not accepted, in the order of documents and lines."""
    found = list(_all_findings(scope, settings))
    accepted = settings.accepted
    kept = [each for each in found if each.kind.code not in accepted.get(each.about, {})]
    kept += unused_acceptances(found, settings)
    return sorted(kept, key=lambda each: (each.docname or "\uffff", each.path, each.line))


def unused_acceptances(found: Iterable[Finding], settings: Settings) -> Iterator[Finding]:
    """Yield what is accepted and not there."""
    there = {(each.about, each.kind.code) for each in found}
    for about, reasons in settings.accepted.items():
        for code in reasons:
            if (about, code) not in there:
                yield Finding(
                    Kind.UNUSED_ACCEPTANCE,
                    about,
                    0,
                    f'"{code}" is accepted, but there is no such finding; '
                    "take it out of versus_review_accept",
                    path="conf.py",
                )


def _all_findings(scope: Scope, settings: Settings) -> Iterator[Finding]:
    for docname, comparisons in scope.comparisons.items():
        for comparison in comparisons:
            for rule in COMPARISON_RULES:
                yield from rule(comparison, scope, settings)
            yield from _claims(docname, comparison.claims, scope, settings)
    for docname, claims in scope.claims.items():
        yield from _claims(docname, claims, scope, settings)
    yield from evidence_questions(scope, settings)
    yield from opposed_cells(scope)
    yield from _placeholders(scope)
    yield from _uncited(scope)
    yield from _unknown_terms(scope)
    yield from scope.lost


def _claims(
    docname: str, claims: Iterable[Claim], scope: Scope, settings: Settings
) -> Iterator[Finding]:
    for claim in claims:
        for kind, rule in CLAIM_RULES.items():
            message = rule(claim, scope, settings)
            if message:
                yield Finding(kind, claim.anchor, claim.line, message, docname)


# Rules for claims: a message, or nothing.


def _no_certainty(claim: Claim, _scope: Scope, _settings: Settings) -> str:
    if claim.certainty is not None or not claim.sources:
        return ""
    return 'the claim says no certainty; add an item "certainty: low, because ..."'


def _few_sources(claim: Claim, scope: Scope, settings: Settings) -> str:
    sources = all_of(claim)
    entries = [scope.entries.get(name.casefold()) for name in supporting(claim)]
    if claim.certainty is None or any(entry and _pools(entry, settings) for entry in entries):
        return ""
    wanted = settings.limits.fewest_sources.get(claim.certainty, 0)
    # Whether sources that only dispute it carry it at all is another question.
    if not entries or len(sources) >= wanted:
        return ""
    return (
        f"the claim is of {claim.certainty} certainty and rests on {_count(len(sources), 'source')}"
        f", it should rest on {wanted:g}, or on one that pools many studies; "
        "add a source, or lower the certainty and say why"
    )


def _pools(entry: Entry, settings: Settings) -> bool:
    """Return whether a source brings many studies together."""
    return entry.design in _POOLED or bool(words_of(entry) & settings.pooled)


def _popular_sources(claim: Claim, scope: Scope, settings: Settings) -> str:
    sources = supporting(claim)
    if not is_popular(sources, scope.entries, settings):
        return ""
    return (
        f"the claim rests on popular sources alone ({', '.join(sources)}); "
        "add the research that they report on"
    )


def _old_sources(claim: Claim, scope: Scope, settings: Settings) -> str:
    age = settings.limits.source_age.get(claim.certainty) if claim.certainty else None
    years = [year_of(source, scope.entries) for source in all_of(claim)]
    known = [year for year in years if year is not None]
    if age is None or not known or len(known) < len(years):
        return ""
    if scope.today.year - max(known) <= age:
        return ""
    return (
        f"the newest source of the claim is from {max(known)}, "
        f"it should be no older than {_count(age, 'year')}; "
        "look whether newer research agrees, and add it"
    )


def _strong_wording(claim: Claim, _scope: Scope, settings: Settings) -> str:
    if claim.certainty is None or settings.wording is None:
        return ""
    word = too_strong(claim.text, claim.certainty, settings.wording)
    if not word:
        return ""
    standard = settings.wording.standard.get(claim.certainty, "")
    hint = f'write "{standard}" instead' if standard else "choose a weaker word"
    return f'"{word}" says more than {claim.certainty} certainty bears; {hint}'


CLAIM_RULES: dict[Kind, Callable[[Claim, Scope, Settings], str]] = {
    Kind.NO_CERTAINTY: _no_certainty,
    Kind.FEW_SOURCES: _few_sources,
    Kind.POPULAR_SOURCES: _popular_sources,
    Kind.OLD_SOURCES: _old_sources,
    Kind.STRONG_WORDING: _strong_wording,
    Kind.WEAK_SOURCES: weak_sources,
    Kind.DISPUTED_BY_SYNTHESIS: disputed_by_synthesis,
    Kind.NO_DISPUTE: no_dispute,
}


# Rules for comparisons.


def _unsourced_cells(
    comparison: Comparison, _scope: Scope, settings: Settings
) -> Iterator[Finding]:
    wanted = settings.limits.sourced_cells
    cells = [cell for row in comparison.dimensions for cell in row.cells if cell]
    sourced = sum(bool(sources_in(cell)) for cell in cells)
    if not cells or sourced >= wanted * len(cells):
        return
    rows = [
        row
        for row in comparison.dimensions
        if any(cell and not sources_in(cell) for cell in row.cells)
    ]
    named = ", ".join(f'"{row.name}" (line {row.line})' for row in rows[:MOST_NAMED])
    more = f" and {len(rows) - MOST_NAMED} more" if len(rows) > MOST_NAMED else ""
    yield Finding(
        Kind.UNSOURCED_CELLS,
        comparison.key,
        rows[0].line,
        f"{sourced} of {len(cells)} cells have a source, {wanted:.0%} should; "
        f"cells without one are in the rows {named}{more}; cite a source in the cell",
        comparison.docname,
    )


def _sides(comparison: Comparison, _scope: Scope, settings: Settings) -> Iterator[Finding]:
    """Yield what one side lacks and another one has."""
    sides = [cover_side(comparison, place) for place in range(len(comparison.sides))]
    if not sides:
        return

    def finding(kind: Kind, side: SideCoverage, line: int, message: str) -> Finding:
        about = f"{comparison.key}-{side.slug}"
        return Finding(kind, about, line, message, comparison.docname)

    for kind in POINT_KINDS:
        best = max(sides, key=lambda side: side.points[kind])
        for side in sides:
            if best.points[kind] and not side.points[kind]:
                yield finding(
                    Kind.MISSING_POINTS,
                    side,
                    _line_of_points(comparison, kind, side.slug),
                    f'"{side.name}" has no {kind.value}, "{best.name}" has {best.points[kind]}; '
                    f"name some, so that the sides are treated alike",
                )
    best = max(sides, key=lambda side: side.sources)
    for side in sides:
        if not side.sources and best.sources >= max(settings.limits.sources_elsewhere, 1):
            yield finding(
                Kind.ONE_SIDED_SOURCES,
                side,
                comparison.line,
                f'nothing that is said of "{side.name}" has a source, '
                f'"{best.name}" has {best.sources}; look for some on both sides',
            )
    best = max(sides, key=lambda side: side.words)
    for side in sides:
        if side.words < settings.limits.word_share * best.words:
            yield finding(
                Kind.FEW_WORDS,
                side,
                comparison.line,
                f'"{side.name}" gets {_count(side.words, "word")}, "{best.name}" {best.words}; '
                f"each side should get {settings.limits.word_share:.0%} of the most at least",
            )


def _line_of_points(comparison: Comparison, kind: SectionKind, side: str) -> int:
    """Return the line of a side's heading in a section, or the nearest one above it."""
    lines = {section.anchor: section.line for section in comparison.sections}
    section = f"{comparison.key}-{kind}"
    return lines.get(f"{section}-{side}") or lines.get(section) or comparison.line


def _reviewed(comparison: Comparison, scope: Scope, settings: Settings) -> Iterator[Finding]:
    if not comparison.reviewed:
        if comparison.reviewed_line:
            # It says a day that cannot be read, which the build has told.
            return
        yield Finding(
            Kind.NO_REVIEW,
            comparison.key,
            comparison.line,
            "nobody has said when the comparison was last reviewed; "
            "once each claim has been read beside its sources, "
            'add ":reviewed:" with that day, as in ":reviewed: 2026-11-22"',
            comparison.docname,
        )
        return
    age = (scope.today - datetime.date.fromisoformat(comparison.reviewed)).days
    # East of here the next day may have begun.
    if age < -1:
        yield Finding(
            Kind.FUTURE_REVIEW,
            comparison.key,
            comparison.reviewed_line or comparison.line,
            f"{comparison.reviewed} is still to come; set the day when somebody reviewed it",
            comparison.docname,
        )
    wanted = settings.limits.review_age
    if age > wanted * DAYS_OF_A_YEAR:
        yield Finding(
            Kind.OLD_REVIEW,
            comparison.key,
            comparison.reviewed_line or comparison.line,
            f"the comparison was last reviewed on {comparison.reviewed}, "
            f"more than {_count(wanted, 'year')} ago; read it again and set a new day",
            comparison.docname,
        )


COMPARISON_RULES = (_unsourced_cells, _sides, _reviewed)


# Texts that are still to be written.


@dataclass(frozen=True, slots=True)
class _Written:
    """Texts at one line, in what is called ``what``; ``about`` is the id to accept them by."""

    about: str
    line: int
    what: str
    texts: tuple[Prose, ...]


def _placeholders(scope: Scope) -> Iterator[Finding]:
    names = scope.named()
    for docname, written in _all_written(scope):
        found = (placeholder_in(_said(text), names) for text in written.texts)
        if first := next(filter(None, found), ""):
            yield Finding(
                Kind.PLACEHOLDER,
                written.about,
                written.line,
                f'{written.what} is still to be written, it says "{first}"; '
                "write it, or take it out",
                docname,
            )


def _said(text: Prose) -> str:
    """Return a text without code, which is shown and not said."""
    return plain(
        tuple("\N{OBJECT REPLACEMENT CHARACTER}" if _is_code(run) else run for run in text)
    )


def _is_code(run: object) -> bool:
    return getattr(run, "kind", "") == "literal"


def _all_written(scope: Scope) -> Iterator[tuple[str, _Written]]:
    for docname, comparisons in scope.comparisons.items():
        for comparison in comparisons:
            written = (each for claim in comparison.claims for each in _written_claim(claim))
            yield from ((docname, each) for each in (*_written(comparison), *written))
    for docname, claims in scope.claims.items():
        yield from ((docname, each) for claim in claims for each in _written_claim(claim))
    for docname, entities in scope.entities.items():
        for entity in entities:
            yield (
                docname,
                _Written(entity.anchor, entity.line, "the introduction", ((entity.description,),)),
            )


def _written(comparison: Comparison) -> Iterator[_Written]:
    yield _Written(comparison.key, comparison.line, "the tagline", ((comparison.tagline,),))
    for side in comparison.sides:
        about = f"{comparison.key}-{side.slug}"

        def line(kind: SectionKind, slug: str = side.slug) -> int:
            return _line_of_points(comparison, kind, slug)

        yield _Written(
            about,
            line(SectionKind.DEFINITIONS),
            f'the definition of "{side.name}"',
            (side.definition,),
        )
        for kind in POINT_KINDS:
            what = f'a point about "{side.name}"'
            yield _Written(about, line(kind), what, side.points_of(kind))
    for row in comparison.dimensions:
        yield _Written(row.anchor, row.line, f'the row "{row.name}"', ((row.name,), *row.cells))


def _written_claim(claim: Claim) -> Iterator[_Written]:
    yield _Written(claim.anchor, claim.line, "the claim", ((claim.text,), claim.reason))
    for source in claim.sources:
        yield _Written(claim.anchor, source.line, "the source", (source.prose or (source.text,),))


def _uncited(scope: Scope) -> Iterator[Finding]:
    cited = {key.casefold() for key in scope.cited}
    for key, entry in scope.entries.items():
        if key not in cited:
            yield Finding(
                Kind.UNCITED_SOURCE,
                entry.key,
                entry.line,
                "no page cites this source; cite it, or take it out",
                path=entry.path,
            )


def _unknown_terms(scope: Scope) -> Iterator[Finding]:
    for entry in scope.entries.values():
        for term in entry.unknown:
            known = list(SOURCE_TERMS[term.field])
            near = near_miss(term.written.replace("{", "").replace("}", ""), known)
            hint = did_you_mean(*near) if near else "leave out what is not known"
            yield Finding(
                Kind.UNKNOWN_TERM,
                entry.key,
                term.line or entry.line,
                f'the {term.field} "{term.written}" is not known, '
                f"it may be {listed(known)}; {hint}",
                path=entry.path,
            )


def _count(number: float, what: str) -> str:
    return f"{number:g} {what}{'' if number == 1 else 's'}"
