"""What a claim is about: names behind ``about:`` of sides, of rows and of entities."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from .better import read_better
from .decoration import bared
from .names import between_commas, match, normalise


class Named(NamedTuple):
    """A row, by what it is called and by its id."""

    name: str
    anchor: str


class Rows:
    """Rows by all that they are called: "Power (W), lower is better" is "Power" as well."""

    def __init__(self, rows: Iterable[Named] = ()) -> None:
        # What comes first counts: whole ids and names are no chance.
        self._by_id: dict[str, list[str]] = {}
        self._by_name: dict[str, list[str]] = {}
        self._by_bare_name: dict[str, list[str]] = {}
        self._by_end_of_id: dict[str, list[str]] = {}
        for row in rows:
            self._by_id[row.anchor] = [row.anchor]
            self._by_name.setdefault(normalise(row.name), []).append(row.anchor)
            plain = read_better(row.name)[0]
            for bare in {normalise(plain), *(normalise(less.name) for less in bared(plain))}:
                self._by_bare_name.setdefault(bare, []).append(row.anchor)
            self._by_end_of_id[row.anchor.rpartition("-row-")[2]] = [row.anchor]

    def called(self, name: str) -> tuple[str, ...]:
        """Return the ids of the rows of a name, if there are any."""
        anchor, folded = name.removeprefix("#"), normalise(name)
        found = self._by_id.get(anchor) or self._by_name.get(folded)
        found = found or self._by_bare_name.get(folded) or self._by_end_of_id.get(anchor)
        return tuple(found or ())


NO_ROWS = Rows()


class Subjects(NamedTuple):
    """What is named: sides and entities by name, rows by id.

    ``doubtful`` are names that several rows have, with the ids of these.
    """

    names: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    doubtful: tuple[tuple[str, tuple[str, ...]], ...] = ()


def subjects(text: str, sides: Sequence[str], rows: Rows = NO_ROWS) -> Subjects:
    """Read names with semicolons or commas between them; those of sides come first.

    What is no side and no row is an entity.
    """
    names: dict[str, None] = {}
    found: dict[str, None] = {}
    doubtful = []
    for name in _parted(text, sides, rows):
        side, called = _side(name, sides), rows.called(name)
        if side or not called:
            names[side or name] = None
        elif len(called) == 1:
            found[called[0]] = None
        else:
            doubtful.append((name, called))
    return Subjects(tuple(names), tuple(found), tuple(doubtful))


def _parted(text: str, sides: Sequence[str], rows: Rows) -> Iterator[str]:
    """Yield what stands between the signs; a comma in a known name is none."""
    for part in map(str.strip, re.split("[;\u061b\uff1b]", text)):
        known = _side(part, sides) or rows.called(part)
        yield from filter(None, [part] if known else between_commas(part))


def _side(name: str, sides: Sequence[str]) -> str:
    hit = match(name, sides)
    return sides[hit.index] if hit and hit.exact else ""
