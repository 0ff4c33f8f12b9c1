"""What of the contents stands beside a page: all of it, or what is near.

Near are the lists on the way to the page, and of a long list a window around
it. No page's share depends on how many entries there are elsewhere, so that
the work for a page is bounded too.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from .tree import Entry, Tree, is_shown


@dataclass(slots=True)
class Shown:
    """A list as it is shown, with the lists below its entries.

    ``owner`` is the document that has the whole list; ``total`` the number of
    its entries if not all of them are shown, otherwise 0.
    """

    owner: str
    depth: int
    caption: str = ""
    items: list[Item] = field(default_factory=list)
    total: int = 0

    @property
    def current(self) -> bool:
        """Whether the page is in the list or below it."""
        return any(item.current for item in self.items)

    def links(self) -> int:
        """The number of links in the list and below it, that to the whole list included."""
        below = sum(item.below.links() for item in self.items if item.below)
        return len(self.items) + below + bool(self.total)


@dataclass(slots=True)
class Item:
    """An entry as it is shown; ``current`` if it leads to the page or is on the way to it."""

    entry: Entry
    current: bool = False
    below: Shown | None = None


@dataclass(slots=True)
class _List:
    """A list to be shown: where it goes, and the places in it that lead to the page."""

    shown: Shown
    entries: tuple[Entry, ...]
    open: dict[int, bool]
    maxdepth: int


def bound(
    tree: Tree, docname: str, root: str, *, collapse: bool, most: int, window: int
) -> list[Shown]:
    """Return what is shown of a tree on the page of a document.

    At most so many links are shown as ``most`` says, unless the lists on the
    way alone are more. Of a list that is too long for that, ``window`` entries
    around the page are shown. Lists that are not on the way are shown while
    there is room, or never if ``collapse`` is given.
    """
    spine = list(_spine(tree, docname, root))
    cap = _cap([len(each.entries) for each in spine], most, window)
    groups = []
    for each in spine:
        _fill(each, cap, window)
        if each.shown.depth == 1:
            groups.append(each.shown)
    room = most - sum(group.links() for group in groups)
    if not collapse:
        _unfold(tree, groups, room, cap)
    return groups


def _spine(tree: Tree, docname: str, root: str) -> Iterator[_List]:
    """Yield the outermost lists and those on the way to a document, outer ones first."""
    paths = tree.paths.get(docname, ())
    for number, group in enumerate(tree.groups):
        ways = [path.places for path in paths if path.group == number]
        shown = Shown(root, 1, group.caption)
        yield from _on_the_way(shown, group.entries, ways, group.maxdepth, docname)


def _on_the_way(
    shown: Shown,
    entries: tuple[Entry, ...],
    ways: list[tuple[int, ...]],
    maxdepth: int,
    docname: str,
) -> Iterator[_List]:
    # An entry that leads to a section of the page opens its list, but is not the page.
    open_ = {
        way[0]: any(
            not _at(entries, other).anchor for other in ways if other and other[0] == way[0]
        )
        for way in ways
        if way
    }
    this = _List(shown, entries, open_, maxdepth)
    yield this
    if not is_shown(shown.depth + 1, maxdepth):
        return
    for place in sorted(open_):
        entry = entries[place]
        if entry.children:
            below = Shown(entry.docname, shown.depth + 1)
            this.shown.items.append(Item(entry, open_[place], below))
            rest = [way[1:] for way in ways if way[:1] == (place,) and len(way) > 1]
            yield from _on_the_way(below, entry.children, rest, maxdepth, docname)


def _at(entries: tuple[Entry, ...], way: tuple[int, ...]) -> Entry:
    for place in way[:-1]:
        entries = entries[place].children
    return entries[way[-1]]


def _cap(lengths: list[int], most: int, window: int) -> int:
    """Return the length from which on a list is too long to be shown as a whole."""
    for cap in range(most, 1, -1):
        shown = (length if length <= cap else min(cap, window) + 1 for length in lengths)
        if sum(shown) <= most:
            return cap
    return 1


def _fill(this: _List, cap: int, window: int) -> None:
    """Put the entries of a list into what is shown of it."""
    opened = {id(item.entry): item for item in this.shown.items}
    first, last = 0, len(this.entries)
    if last > cap:
        size = min(cap, window)
        middle = min((place for place, current in this.open.items() if current), default=0)
        first = max(0, min(middle - size // 2, last - size))
        this.shown.total = last
        last = first + size
    this.shown.items = [
        opened.get(id(entry)) or Item(entry, this.open.get(place, False))
        for place, entry in enumerate(this.entries[first:last], start=first)
    ]


def _unfold(tree: Tree, groups: list[Shown], room: int, cap: int) -> None:
    """Add the lists below entries that are not on the way, outer ones first, while they fit."""
    waiting = deque(
        (item, group.depth, source.maxdepth)
        for group, source in zip(groups, tree.groups, strict=True)
        for item in group.items
    )
    while waiting and room > 0:
        item, depth, maxdepth = waiting.popleft()
        children = item.entry.children
        if item.below is None:
            if not children or len(children) > min(room, cap) or not is_shown(depth + 1, maxdepth):
                continue
            item.below = Shown(
                item.entry.docname, depth + 1, items=[Item(child) for child in children]
            )
            room -= len(children)
        waiting.extend((below, depth + 1, maxdepth) for below in item.below.items)
