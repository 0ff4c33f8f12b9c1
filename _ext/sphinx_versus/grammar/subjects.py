"""What a claim is about: names behind ``about:`` of sides, of rows and of entities."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .decoration import bared
from .names import match, normalise


class Named(NamedTuple):
    """A row, by what it is called and by its id."""

    name: str
    anchor: str


class Subjects(NamedTuple):
    """What is named: sides and entities by name, rows by id.

    ``doubtful`` are names that several rows have, with the ids of these.
    """

    names: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    doubtful: tuple[tuple[str, tuple[str, ...]], ...] = ()


def subjects(text: str, sides: Sequence[str], rows: Sequence[Named] = ()) -> Subjects:
    """Read names with semicolons or commas between them; those of sides come first.

    What is no side and no row is an entity.
    """
    names: dict[str, None] = {}
    found: dict[str, None] = {}
    doubtful = []
    for name in _parted(text, sides, rows):
        side, called = _side(name, sides), _rows(name, rows)
        if side or not called:
            names[side or name] = None
        elif len(called) == 1:
            found[called[0]] = None
        else:
            doubtful.append((name, called))
    return Subjects(tuple(names), tuple(found), tuple(doubtful))


def _parted(text: str, sides: Sequence[str], rows: Sequence[Named]) -> Iterator[str]:
    """Yield what stands between the signs; a comma in a known name is none."""
    for part in map(str.strip, text.split(";")):
        known = _side(part, sides) or _rows(part, rows)
        yield from filter(None, [part] if known else map(str.strip, part.split(",")))


def _side(name: str, sides: Sequence[str]) -> str:
    hit = match(name, sides)
    return sides[hit.index] if hit and hit.exact else ""


def _rows(name: str, rows: Sequence[Named]) -> tuple[str, ...]:
    """Return the ids of the rows of a name; "Power" is one of "Power (W)" as well."""
    anchor, wanted = name.removeprefix("#"), normalise(name)
    ways = ((anchor, _id), (wanted, _name), (wanted, _bare_names), (anchor, _end_of_id))
    for said, called in ways:
        if found := tuple(row.anchor for row in rows if said in called(row)):
            return found
    return ()


def _id(row: Named) -> Sequence[str]:
    return (row.anchor,)


def _end_of_id(row: Named) -> Sequence[str]:
    return (row.anchor.rpartition("-row-")[2],)


def _name(row: Named) -> Sequence[str]:
    return (normalise(row.name),)


def _bare_names(row: Named) -> Sequence[str]:
    return [normalise(less.name) for less in bared(row.name)]
