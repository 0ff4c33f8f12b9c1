"""Evidence that contradicts itself, or bears less than the page lets it bear."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from sphinx_versus.api import (
    Bearing,
    Certainty,
    Claim,
    Design,
    Entry,
    FoundClaim,
    Interest,
    Published,
    Source,
    plain,
)
from sphinx_versus.grammar.names import listed, normalise

from .coverage import is_popular, sources_in, supporting
from .findings import Finding, Kind
from .scope import Scope
from .settings import Settings
from .wording import said

# What stands around a word and is no part of it; signs of numbers and of units are.
_BEFORE = "\"'\u201c\u201d\u201e\u2018\u00ab\u00bb([{\u00bf\u00a1"
_BEHIND = "\"'\u201c\u201d\u2018\u00ab\u00bb)]}.,;:!?\u2026"
_ALIKE = str.maketrans("\u2019\u2013\u2014\u2010\u2011", "'----")
# So near its beginning a word that stands for another one stands for what is outside.
_NEAR_BEGINNING = 3
# Not reviewed by anybody who has no stake in them, if their authors have one.
_OWN_REPORTS = frozenset({Published.REPORT, Published.PREPRINT, Published.BLOG, None})
_RETRACTED = re.compile(
    r"\W*(?:(?:this )?(?:article|paper|dieser artikel) )?(?:was |wurde )?"
    r"(?:retracted|zur\u00fcckgezogen)\b",
    re.IGNORECASE,
)
_NOT = frozenset({"", "no", "false", "0", "nein"})


def evidence_questions(scope: Scope, settings: Settings) -> Iterator[Finding]:
    """Yield what claims say against each other, and against their own sources."""
    claims = scope.claims_in_order()
    yield from _statements(claims, scope, settings)
    for found in claims:
        if message := _disputed_by_all(found, scope):
            yield _of_claim(Kind.DISPUTED_CLAIM, found, message)
    yield from _retracted(claims, scope)


def _of_claim(kind: Kind, found: FoundClaim, message: str, line: int = 0) -> Finding:
    return Finding(kind, found.claim.anchor, line or found.claim.line, message, found.docname)


# The same statement at two places.


class _Statement(NamedTuple):
    """A claim, the entities that it is about, and whether it says them by name.

    ``sides`` are those of its comparison, which a claim may mean that does not.
    """

    found: FoundClaim
    about: frozenset[str]
    sides: frozenset[str]
    is_whole: bool

    @property
    def context(self) -> tuple[frozenset[str], frozenset[str]]:
        """What tells it from others of the same words."""
        return self.about, frozenset() if self.is_whole else self.sides

    def equals(self, other: _Statement) -> bool:
        """Return whether a statement of the same words says the same."""
        if self.about and other.about and not self.about & other.about:
            return False
        meant, meant_there = self.about or self.sides, other.about or other.sides
        return self.is_whole or (bool(meant) and meant == meant_there)


class _Used(NamedTuple):
    """A source where a statement names it."""

    statement: _Statement
    source: Source


class _Alike:
    """Statements of the same words that were met before: of each context the first one."""

    def __init__(self) -> None:
        self.certain: dict[object, _Statement] = {}
        self.used: dict[tuple[str, Bearing], dict[object, _Used]] = defaultdict(dict)


def folded(statement: str) -> str:
    """Return a statement without what does not change what it says: case, marks, spaces."""
    words = unicodedata.normalize("NFC", statement).translate(_ALIKE).casefold().split()
    return " ".join(filter(None, (word.lstrip(_BEFORE).rstrip(_BEHIND) for word in words)))


def _statements(claims: list[FoundClaim], scope: Scope, settings: Settings) -> Iterator[Finding]:
    names = scope.entity_names()

    def entities(said: Iterable[str]) -> frozenset[str]:
        return frozenset(names.get(normalise(name), normalise(name)) for name in said)

    alike: dict[str, _Alike] = defaultdict(_Alike)
    for found in claims:
        text = folded(found.claim.text)
        sides = found.comparison.sides if found.comparison else ()
        statement = _Statement(
            *(found, entities(found.claim.about), entities(side.name for side in sides)),
            is_whole=_is_whole(text, settings),
        )
        yield from _two_certainties(statement, alike[text], scope)
        yield from _two_stances(statement, alike[text], scope)


def _is_whole(text: str, settings: Settings) -> bool:
    """Return whether a statement says what it is about, and needs no page around it."""
    first = " ".join(text.split()[:_NEAR_BEGINNING])
    # In a language without such words nobody knows.
    words = settings.wording.pronouns if settings.wording else ()
    return bool(words) and not said(first, words)


def _two_certainties(here: _Statement, alike: _Alike, scope: Scope) -> Iterator[Finding]:
    certainty = here.found.claim.certainty
    if certainty is None:
        return
    for there in alike.certain.values():
        claim = there.found.claim
        if claim.certainty is not certainty and here.equals(there):
            yield _of_claim(
                Kind.TWO_CERTAINTIES,
                here.found,
                f"the statement is of {certainty} certainty here, and of "
                f"{claim.certainty} certainty at "
                f"{scope.place(there.found.docname, claim.line)}; "
                f"give both the same level, or say it once and quote it with "
                f"{{claim}}`{claim.anchor}`",
            )
            break
    alike.certain.setdefault((certainty, here.context), here)


_OPPOSITE = {Bearing.FOR: Bearing.AGAINST, Bearing.AGAINST: Bearing.FOR}


def _two_stances(here: _Statement, alike: _Alike, scope: Scope) -> Iterator[Finding]:
    told: set[str] = set()
    for source in here.found.claim.sources:
        bearing = source.stance.bearing
        opposite = _OPPOSITE.get(bearing)
        if opposite is None:
            continue
        for name in source.keys or (source.text,):
            known = normalise(name)
            others = (each for each in alike.used[known, opposite].values())
            there = next((each for each in others if here.equals(each.statement)), None)
            if there and known not in told:
                told.add(known)
                place = scope.place(there.statement.found.docname, there.source.line)
                yield _of_claim(
                    Kind.TWO_STANCES,
                    here.found,
                    f'"{name}" {source.stance} the statement here, and {there.source.stance} it '
                    f"at {place}; look up what it says, and mend one of the two "
                    "(a source that limits a statement qualifies it)",
                    source.line,
                )
            alike.used[known, bearing].setdefault(here.context, _Used(here, source))


# A claim against its own sources.


def disputing(claim: Claim) -> list[Source]:
    """Return the sources that speak against a claim."""
    return [source for source in claim.sources if source.stance.bearing is Bearing.AGAINST]


def _disputed_by_all(found: FoundClaim, scope: Scope) -> str:
    claim = found.claim
    against = disputing(claim)
    if not against or supporting(claim) or claim.certainty in (None, Certainty.VERY_LOW):
        return ""
    lines = dict.fromkeys(source.line for source in against)
    places = " and ".join(scope.place(found.docname, line) for line in lines)
    return (
        f"the claim is of {claim.certainty} certainty, and its sources only dispute it ({places}); "
        'write "certainty: very low", or state the opposite, which they support'
    )


def disputed_by_synthesis(claim: Claim, scope: Scope, _settings: Settings) -> str:
    """Ask about a high certainty in spite of a meta-analysis that disputes the claim."""
    if claim.certainty is not Certainty.HIGH or not supporting(claim):
        return ""
    for source in disputing(claim):
        for key in source.keys:
            entry = scope.entries.get(key.casefold())
            if entry and entry.design is Design.META_ANALYSIS:
                return (
                    f'the claim is of high certainty, and the meta-analysis "{key}" disputes it '
                    f"(line {source.line}; {_file(entry)}); lower the certainty and say why, "
                    "or state what both sides agree on"
                )
    return ""


def weak_sources(claim: Claim, scope: Scope, settings: Settings) -> str:
    """Ask about claims on blogs, reports of developers or one perspective alone.

    A claim that better sources dispute does not stand on those that support it alone.
    """
    names = supporting(claim)
    if not names or is_popular(names, scope.entries, settings):
        return ""
    bearing = [
        *names,
        *(name for source in disputing(claim) for name in source.keys or (source.text,)),
    ]
    weak = {name: _weakness(scope.entries.get(name.casefold())) for name in bearing}
    if not all(weak.values()) or [*weak.values()].count(_PERSPECTIVE) > 1:
        return ""
    told = " and ".join(f'{what} ("{name}")' for name, what in weak.items() if name in names)
    return (
        f"the claim rests on {told} alone; add a source that has studied it and has no stake in "
        "it, or leave the claim out"
    )


_PERSPECTIVE = "a perspective"


def _weakness(entry: Entry | None) -> str:
    if entry is None:
        return ""
    if entry.interest is Interest.DEVELOPER and entry.published in _OWN_REPORTS:
        return "a report by a developer"
    if entry.published is Published.BLOG:
        return "a blog"
    return _PERSPECTIVE if entry.design is Design.PERSPECTIVE else ""


def no_dispute(claim: Claim, _scope: Scope, settings: Settings) -> str:
    """Ask for the source that a reason speaks of."""
    if settings.wording is None or disputing(claim):
        return ""
    word = said(plain(claim.reason), settings.wording.contested, settings.wording)
    if not word:
        return ""
    return (
        f'the reason says "{word}", and no source disputes the claim; '
        'add the source as "disputes: ...", or say what else lowers the certainty'
    )


# Sources that their publishers have taken back.


def _retracted(claims: list[FoundClaim], scope: Scope) -> Iterator[Finding]:
    retracted = {key: entry for key, entry in scope.entries.items() if is_retracted(entry)}
    if not retracted:
        return
    used: dict[str, dict[tuple[str, int], None]] = defaultdict(dict)
    for found in claims:
        for source in found.claim.sources:
            for key in source.keys:
                used[key.casefold()][found.docname, source.line] = None
    for comparison in scope.in_order():
        for row in comparison.dimensions:
            for key in (key for text in (*row.cells, row.notes) for key in sources_in(text)):
                used[key.casefold()][comparison.docname, row.line] = None
    cited = {key.casefold() for key in scope.cited}
    for key, entry in retracted.items():
        places = sorted(used[key])
        todo = "take it out, or say in the text that it is retracted and accept this"
        if places:
            elsewhere = " and ".join(scope.place(*each) for each in places[1:])
            told = f"{_file(entry)} says that the source is retracted; it is used here"
            told += f" and at {elsewhere}" * bool(elsewhere) + f"; {todo}"
            docname, line = places[0]
            yield Finding(Kind.RETRACTED_SOURCE, entry.key, line, told, docname)
        elif key in cited:
            told = f"the entry says that the source is retracted, and a page cites it; {todo}"
            yield Finding(Kind.RETRACTED_SOURCE, entry.key, entry.line, told, path=entry.path)


def is_retracted(entry: Entry) -> bool:
    """Return whether an entry says that its work has been retracted."""
    fields = {name.casefold(): str(text) for name, text in entry.fields.items()}
    if normalise(fields.get("retracted", "")).strip("{} ") not in _NOT:
        return True
    notes = (entry.title, fields.get("note", ""), fields.get("pubstate", ""))
    return any(_RETRACTED.match(text) for text in notes)


def _file(entry: Entry) -> str:
    """Return the place of an entry; files of a bibliography stand beside ``conf.py``."""
    return f"{Path(entry.path).name}:{entry.line}" if entry.path else listed([entry.key])
