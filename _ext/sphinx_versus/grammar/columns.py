"""What the columns of a side-by-side table are for."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

from . import own_words
from .decoration import bared, without_sure
from .names import MIN_SIDES, Match, match, normalise


class Role(StrEnum):
    """What a column is for; the value is its name in settings."""

    SIDE = "side"
    DIMENSION = "dimension"
    NOTES = "notes"
    WEIGHT = "weight"
    GROUP = "group"
    WINNER = "winner"
    UNIT = "unit"
    NUMBER = "number"
    UNKNOWN = ""


class Column(NamedTuple):
    """A column: its role, and for that of a side how its heading was found."""

    role: Role
    hit: Match | None = None


WORDS: Mapping[str, Mapping[Role, tuple[str, ...]]] = MappingProxyType(
    {
        "en": {
            Role.NOTES: (
                *("Notes", "Note", "Comments", "Comment", "Remarks", "Remark", "Details"),
                *("Description", "Explanation", "Sources", "Source", "References", "Reference"),
            ),
            Role.WEIGHT: ("Weight", "Weights", "Weighting", "Importance", "Priority"),
            Role.GROUP: ("Group", "Category", "Area", "Section", "Topic", "Theme"),
            Role.WINNER: ("Winner", "Wins", "Best", "Better", "Advantage", "Edge", "Verdict"),
            Role.UNIT: ("Unit", "Units"),
            Role.NUMBER: ("#", "No", "Nr", "Number", "Id"),
        },
        "de": {
            Role.NOTES: (
                *("Notizen", "Notiz", "Anmerkungen", "Anmerkung", "Bemerkungen", "Bemerkung"),
                *("Kommentare", "Kommentar", "Hinweise", "Hinweis", "Erläuterung"),
                *("Erläuterungen", "Erklärung", "Beschreibung", "Quellen", "Quelle"),
            ),
            Role.WEIGHT: ("Gewicht", "Gewichtung", "Wichtigkeit", "Priorität"),
            Role.GROUP: ("Gruppe", "Kategorie", "Bereich", "Abschnitt", "Thema"),
            Role.WINNER: ("Sieger", "Gewinner", "Vorteil", "Besser", "Fazit"),
            Role.UNIT: ("Einheit", "Einheiten"),
            Role.NUMBER: ("Nummer",),
        },
    }
)
# They mean something else in a language: a grade.
_OTHERWISE = MappingProxyType({"de": {"note"}, "fr": {"note", "notes"}})
# The roles that words tell, in the order they are looked for.
NAMED = (Role.NOTES, Role.WEIGHT, Role.GROUP, Role.WINNER, Role.UNIT, Role.NUMBER)
# Of each role, a word to offer.
SUGGESTED = tuple(WORDS["en"][role][0] for role in NAMED if role is not Role.NUMBER)


def _folded(*words: str) -> frozenset[str]:
    """Return words, which commas part, as they are compared."""
    return frozenset(normalise(word) for line in words for word in line.split(", "))


# What stands in a column of winners where there is none.
_NO_WINNER = _folded(
    "-, \N{EN DASH}, \N{EM DASH}, =, ?, tie, tied, draw, even, equal",
    "both, none, neither, depends, it depends, all",
    "unentschieden, gleich, gleichstand, beide, keiner, alle",
)
_PARTS = re.compile(r"[,;/&+]|\b(?:and|und)\b")
# Of things that stand below each other, where the columns are what is told of them.
_THINGS = _folded(
    "Option, Options, Alternative, Candidate, Solution, Choice, Way",
    "Method, Approach, Technique, Tool, Product, Library, Framework",
    "Language, Package, Service, Software, System, Vendor, Provider",
    "Model, Device, Engine, Name, Möglichkeit, Lösung, Kandidat, Weg",
    "Methode, Ansatz, Verfahren, Werkzeug, Produkt, Bibliothek, Sprache",
    "Paket, Dienst, Anbieter, Modell, Gerät",
)
_DIMENSIONS = _folded(
    ", Dimension, Feature, Features, Criterion, Criteria, Aspect, Property",
    "Attribute, Characteristic, Metric, Parameter, Question, Topic",
    "Merkmal, Kriterium, Kriterien, Eigenschaft, Aspekt, Funktion, Frage",
)
# What is often told of things, and is hardly the name of one.
_MEASURES = _folded(
    "Price, Cost, Costs, Size, Speed, Effort, Time, Weight, Year, Type",
    "Licence, License, Stars, Language, Platform, Platforms, Version, Website",
    "Updates, Support, Memory, Accuracy, Latency, Throughput, Score, Rating",
    "Pros, Cons, Best for, Strengths, Weaknesses, Since, Released, Maintained",
    "Preis, Kosten, Größe, Aufwand, Zeit, Dauer, Jahr, Art, Lizenz",
    "Sprache, Plattform, Speicher, Genauigkeit, Bewertung, Vorteile, Nachteile",
)


class Words:
    """The words for roles: those of a language, and those that a site has set, by role."""

    def __init__(
        self, language: str = "en", extra: Mapping[str, Sequence[str]] = MappingProxyType({})
    ) -> None:
        own = tuple((role, tuple(words)) for role, words in extra.items())
        self._roles = _roles_by_word(language.replace("_", "-").partition("-")[0].lower(), own)

    def role_of(self, heading: str) -> Role:
        """Return the role that a heading names, or that it names none."""
        for text in (heading, *(bare.name for bare in bared(heading))):
            if role := self._roles.get(normalise(text)):
                return role
        return Role.UNKNOWN


# Pages of a site have the same words.
@functools.lru_cache(maxsize=8)
def _roles_by_word(
    language: str, own: tuple[tuple[str, tuple[str, ...]], ...]
) -> Mapping[str, Role]:
    found: dict[str, Role] = {}
    otherwise = _OTHERWISE.get(language, set())
    for words in (dict(own), WORDS.get(language, {}), WORDS["en"]):
        for role in NAMED:
            for word in map(normalise, words.get(role, ())):
                if words is not WORDS["en"] or word not in otherwise:
                    found.setdefault(word, role)
    return found


def fault_of(extra: object) -> str:
    """Return what keeps a site's own words for columns from being used, or nothing."""
    roles = [role.value for role in NAMED]
    return own_words.fault_of(extra, "words", "the role of their column", "role of a column", roles)


def roles(
    headings: Sequence[str],
    cells: Callable[[int], Sequence[str]],
    sides: Sequence[str],
    words: Words,
) -> list[Column]:
    """Tell what each column is for, from its heading and, in doubt, the texts of its cells.

    Sides come first: where a side is called "Notes", so is its column. A near miss
    of a side counts where no word tells a role.
    """
    found = [_column(heading, sides, words, near=at > 0) for at, heading in enumerate(headings)]
    others = {each.hit.index for each in found[1:] if each.hit}
    if found and found[0].hit and found[0].hit.index in others:
        # The name of the dimensions has that of a side in it.
        found[0] = Column(Role.UNKNOWN)
    first = next((at for at, each in enumerate(found) if each.role is Role.SIDE), len(found))
    before = [at for at in range(first) if found[at].role in (Role.UNKNOWN, Role.GROUP)]
    # What stands alone before the sides is the dimension, whatever it is called.
    before = before or [at for at in range(first) if found[at].role is not Role.NUMBER]
    before = before or [*range(first)]
    if before:
        groups = _groups(before, found, cells)
        for at in groups:
            found[at] = Column(Role.GROUP)
        found[next(at for at in before if at not in groups)] = Column(Role.DIMENSION)
    for at, column in enumerate(found):
        if column.role in (Role.UNKNOWN, Role.WINNER):
            found[at] = Column(_by_cells(column.role, cells(at), sides))
        elif column.role is Role.GROUP and at > first:
            found[at] = Column(Role.NOTES)
    return found


def _column(heading: str, sides: Sequence[str], words: Words, *, near: bool) -> Column:
    hit = match(heading, sides)
    if hit and hit.exact:
        return Column(Role.SIDE, hit)
    role = words.role_of(heading)
    if role is Role.UNKNOWN and hit and near:
        return Column(Role.SIDE, hit)
    return Column(role)


def _groups(
    before: Sequence[int], found: Sequence[Column], cells: Callable[[int], Sequence[str]]
) -> set[int]:
    """Return which of the columns before the sides are groups; one is left for the dimension."""
    named = [at for at in before if found[at].role is Role.GROUP]
    groups = named if len(named) < len(before) else named[:-1]
    if not groups and len(before) > 1 and repeats(cells(before[0])):
        groups = [before[0]]
    return set(groups)


def repeats(texts: Sequence[str]) -> bool:
    """Return whether a column says the same of several rows, or says it once and goes on."""
    filled = [normalise(text) for text in texts if text]
    return bool(filled) and len(set(filled)) < len(texts)


def _by_cells(role: Role, texts: Iterable[str], sides: Sequence[str]) -> Role:
    """Tell winners by what is in their column, and from words about them."""
    filled = [text for text in texts if text]
    won = [winners(text, sides) is not None for text in filled]
    if filled and all(won) and any(winners(text, sides) for text in filled):
        return Role.WINNER
    if role is Role.WINNER and filled and not any(won) and not any(match(t, sides) for t in filled):
        return Role.NOTES
    return role


def winners(text: str, sides: Sequence[str]) -> tuple[int, ...] | None:
    """Return the places of the sides that a cell names; None if it says something else.

    A draw names none of them.
    """
    if normalise(text) in _NO_WINNER:
        return ()
    if (hit := match(text, sides)) and hit.exact:
        return (hit.index,)
    hits = [match(part, sides) for part in _PARTS.split(text) if part.strip()]
    exact = [hit.index for hit in hits if hit and hit.exact]
    return tuple(sorted(set(exact))) if exact and len(exact) == len(hits) else None


def are_turned(headings: Sequence[str], firsts: Sequence[str], sides: Sequence[str]) -> bool:
    """Return whether the rows of a table are the sides: ``firsts`` are their first cells.

    No heading is a side then, and every first cell that says something is a different one.
    """
    if not sides or any((hit := match(each, sides)) and hit.exact for each in headings):
        return False
    hits = [match(first, sides) for first in firsts if first]
    places = [hit.index for hit in hits if hit and hit.exact]
    return bool(places) and len(places) == len(hits) == len(set(places))


def sides_in(
    headings: Sequence[str],
    cells: Sequence[Sequence[str]],
    words: Words,
    known: Iterable[str] = (),
    points: Iterable[int] = (),
) -> list[str]:
    """Return the names of the sides of a table that nothing names; empty if it has none.

    They are the headings of its columns, but for those with another role, or else the
    first cells of its rows. ``known`` are names that the sides have elsewhere, and
    ``points`` the columns that list points of what stands in the first cell.
    """
    if not headings:
        return []
    corner = int(len(headings) > MIN_SIDES + 1 and _has_group(headings, cells[0], words))
    rest = [
        at
        for at in range(corner + 1, len(headings))
        if headings[at] and words.role_of(headings[at]) is Role.UNKNOWN
    ]
    rest = sorted(rest + _called_as_winners(headings, cells, words, rest))
    names = [headings[at] for at in rest]
    rest = [at for at in rest if _by_cells(Role.UNKNOWN, cells[at], names) is not Role.WINNER]
    columns = _named([headings[at] for at in rest])
    rows = _named([text for text in cells[corner] if text])
    told = {normalise(name) for name in known}
    in_rows, in_columns = (len(told & set(map(normalise, each))) for each in (rows, columns))
    if set(points) >= set(range(1, len(headings))):
        return _told_apart(rows)
    if (
        in_rows > in_columns
        or len(columns) < MIN_SIDES
        or (
            in_rows == in_columns
            and _seems_turned(headings[corner], columns, rows, [cells[at] for at in rest])
        )
    ):
        # Where things stand below each other, and some twice, the columns are still no things.
        is_sure = normalise(headings[corner]) in _THINGS and len(columns) >= MIN_SIDES
        return _told_apart(rows) or ([] if is_sure else _told_apart(columns))
    return _told_apart(columns)


def _called_as_winners(
    headings: Sequence[str], cells: Sequence[Sequence[str]], words: Words, sides: Sequence[int]
) -> list[int]:
    """Return the columns that have a word for winners, as a browser has, and say what sides do."""
    said = {normalise(text) for at in sides for text in cells[at]} - _NO_WINNER
    found = []
    for at in range(1, len(headings)):
        if words.role_of(headings[at]) is Role.WINNER:
            filled = {normalise(text) for text in cells[at] if text} - _NO_WINNER
            if any(text in said or text[:1].isdigit() for text in filled):
                found.append(at)
    return found


def _told_apart(names: list[str]) -> list[str]:
    """Return names if they can be those of the sides: two or more, all different."""
    return names if len(set(map(normalise, names))) == len(names) >= MIN_SIDES else []


def _has_group(headings: Sequence[str], firsts: Sequence[str], words: Words) -> bool:
    """Return whether the first column stands before that of the dimensions."""
    role = words.role_of(headings[0])
    again = any(one and normalise(one) == normalise(two) for one, two in pairwise(firsts))
    is_group = role is Role.GROUP and normalise(headings[1]) in _DIMENSIONS
    return role is Role.NUMBER or again or is_group


def _seems_turned(
    heading: str, columns: Sequence[str], rows: Sequence[str], cells: Sequence[Sequence[str]]
) -> bool:
    """Guess whether rows are the sides: by what is usually told, and by what cells are like."""
    corner = normalise(heading)
    if corner in _DIMENSIONS and corner:
        return False
    told = _measures(columns) - _measures(rows)
    across, down = _are_alike(zip(*cells, strict=True)), _are_alike(cells)
    signs = (told > 0) - (told < 0) + down - across
    return signs > 0 or (signs == 0 and corner in _THINGS)


def _measures(names: Iterable[str]) -> int:
    return sum(normalise(without_sure(name)) in _MEASURES for name in names)


def _are_alike(lines: Iterable[Sequence[str]]) -> bool:
    """Return whether in each line of a table all cells are numbers, or none is."""
    return all(len({text[:1].isdigit() for text in line if text}) < 2 for line in lines)


def _named(texts: Sequence[str]) -> list[str]:
    """Return names without what is around them, unless they then are the same."""
    bare = [without_sure(text) for text in texts]
    alike = len(set(map(normalise, bare))) < len(bare)
    return [*texts] if alike else bare
