"""The ids and pages that the last release had, by its inventory, and that lead nowhere now."""

from __future__ import annotations

import re
import zlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from urllib.request import urlopen

from sphinx_versus.api import Facts
from sphinx_versus.grammar.names import near_miss

from .findings import Finding, Kind

_OURS, _LABEL, _DOCUMENT = "versus:", "std:label", "std:doc"
_HEADER = b"# Sphinx inventory version 2"
_HEADER_LINES = 4
_TIMEOUT = 30
# What Sphinx makes in each project.
_MADE = frozenset({"genindex", "modindex", "py-modindex", "search"})


class Item(NamedTuple):
    """What an inventory holds: a name, its kind, where it leads, and what it is called."""

    name: str
    kind: str
    path: str
    anchor: str
    title: str


@dataclass(frozen=True, slots=True)
class Today:
    """What leads somewhere today; ``labels`` are ids that are not ours.

    ``moved`` are pages of the past, each with its ids or "" for all of them, and the document
    that these lead to. ``root`` is the first page.
    """

    facts: Facts
    pages: Collection[str]
    labels: Collection[str]
    moved: Mapping[str, Mapping[str, str]]
    root: str

    def leads_on(self, page: str, anchor: str) -> bool:
        """Return whether an address of the past leads to what it was."""
        known = self.moved.get(page, {})
        return anchor in known or (page not in self.pages and "" in known)

    def place(self, name: str, page: str) -> tuple[str, int]:
        """Return where to tell of a name that was on a page: a document and a line."""
        if owner := self.facts.owner(name):
            return owner.docname, owner.line
        leads = self.moved.get(page, {})
        return (page if page in self.pages else next(iter(leads.values()), self.root)), 1


def items_of(written: str, folder: Path) -> list[Item]:
    """Return what an inventory holds, at a path or, if it is one, at an address of the web.

    Raises OSError or ValueError if it cannot be read.
    """
    if re.match(r"https?://", written):
        with urlopen(written, timeout=_TIMEOUT) as answer:
            data: bytes = answer.read()
    else:
        data = (folder / written).read_bytes()
    lines = data.split(b"\n", _HEADER_LINES)
    if lines[0].strip() != _HEADER or len(lines) <= _HEADER_LINES:
        raise ValueError("it is no inventory of Sphinx")
    try:
        text = zlib.decompress(lines[_HEADER_LINES]).decode()
    except zlib.error as error:
        raise ValueError(str(error)) from error
    return [*filter(None, map(_item, text.splitlines()))]


def _item(line: str) -> Item | None:
    """Read a name, its domain and type, a priority, an address, and what it is called.

    Source: https://sphobjinv.readthedocs.io/en/stable/syntax.html. A name may have spaces.
    """
    words = line.split(" ")
    for at in range(1, len(words) - 3):
        if ":" in words[at] and words[at + 1].removeprefix("-").isdecimal():
            name, title = " ".join(words[:at]), " ".join(words[at + 3 :])
            path, _, anchor = words[at + 2].partition("#")
            if path.endswith("$"):
                path = path.removesuffix("$") + name
            anchor = anchor.replace("$", name)
            return Item(name, words[at], path, anchor, name if title == "-" else title)
    return None


def lost(items: Collection[Item], today: Today) -> Iterator[Finding]:
    """Yield what the inventory of a release has, and nothing leads to any longer."""
    pages = {each.path: each.name for each in items if each.kind == _DOCUMENT}
    for page in sorted(pages.values()):
        if page not in today.pages and not today.leads_on(page, ""):
            told = f'the page "{page}" was in the last release, and its address leads nowhere'
            remedy = f'say in the front matter of what it is now: "was: /{page}.md"'
            yield Finding(Kind.LOST_ID, page, 1, f"{told}; {remedy}", today.place(page, page)[0])
    ours = {each.name: each for each in items if each.kind.startswith(_OURS)}
    yield from _lost_ids(ours, pages, today)
    for each in items:
        known = each.name in today.labels or each.name in ours or each.name in _MADE
        if each.kind == _LABEL and not known and each.name not in map(str.lower, ours):
            docname, line = today.place(each.name, pages.get(each.path, ""))
            told = f'the label "{each.name}" was in the last release, and is gone'
            remedy = f'put "({each.name})=" before what it is now'
            yield Finding(Kind.LOST_ID, each.name, line, f"{told}; {remedy}", docname)


def _lost_ids(
    ours: Mapping[str, Item], pages: Mapping[str, str], today: Today
) -> Iterator[Finding]:
    now = (*today.facts.comparisons_by_key, *today.facts.claims_by_id)
    new = [name for name in now if name not in ours]
    gone = [name for name in ours if today.facts.target(name) is None]
    keys = [name for name in gone if ours[name].kind == f"{_OURS}comparison"]
    for name in gone:
        each = ours[name]
        if name not in keys and name.startswith(tuple(f"{key}-" for key in keys)):
            continue
        parts = sum(other.startswith(f"{name}-") for other in gone) if name in keys else 0
        docname, line = today.place(name, pages.get(each.path, ""))
        near = near_miss(name, new)
        yield Finding(
            Kind.LOST_ID,
            name,
            line,
            f'the last release had "{each.title}" as "{name}"'
            + f", with {parts} more ids that begin so" * bool(parts)
            + f', and nothing has that id now; write "was: {name}" at what it is now'
            + (f', which may be "{near.name}"' if near else ""),
            docname,
        )
    for name, each in ours.items():
        target, page = today.facts.target(name), pages.get(each.path, "")
        if target is None or page not in today.pages or each.anchor != name:
            continue
        if target.docname != page and not today.leads_on(page, name):
            told = f'"{name}" was on the page "{page}" in the last release, and has left it'
            remedy = f'write "was: /{page}.md#{name}" where it is now'
            place = today.place(name, target.docname)
            yield Finding(Kind.LOST_ID, name, place[1], f"{told}; {remedy}", place[0])
