"""What of the contents stands beside a page, and that it costs the same in projects of any size."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_versus.site.labels import rounded, whole_list
from sphinx_versus.site.sidebar.bound import Shown, bound
from sphinx_versus.site.sidebar.tree import Entry, Group, Tree

MOST, WINDOW = 50, 15


def _entry(name: str, *children: Entry) -> Entry:
    return Entry(None, name.title(), name, "", children)


def _tree(*entries: Entry, maxdepth: int = -1) -> Tree:
    return Tree((Group("", entries, maxdepth),))


def _collection(size: int) -> Tree:
    """A home of two collections: one of any size, one small."""
    pages = (_entry(f"page{number}") for number in range(size))
    return _tree(_entry("pages", *pages), _entry("guide", _entry("one"), _entry("two")))


def _bound(tree: Tree, docname: str, *, collapse: bool = False, most: int = MOST) -> list[Shown]:
    return bound(tree, docname, "index", collapse=collapse, most=most, window=WINDOW)


def _names(shown: Shown) -> list[Any]:
    """The names in a list, those below an entry in a list of their own after it."""
    names: list[Any] = []
    for item in shown.items:
        names.append(item.entry.docname)
        if item.below:
            names.append(_names(item.below))
    return names


def test_a_small_tree_is_whole() -> None:
    [shown] = _bound(_collection(20), "page3")
    assert _names(shown) == [
        *("pages", [f"page{number}" for number in range(20)]),
        *("guide", ["one", "two"]),
    ]


@pytest.mark.parametrize(("docname", "first"), [("page0", 0), ("page500", 493), ("page999", 985)])
def test_a_long_list_is_cut_around_the_page(docname: str, first: int) -> None:
    [shown] = _bound(_collection(1000), docname)
    below = shown.items[0].below
    assert below
    assert _names(below) == [f"page{number}" for number in range(first, first + WINDOW)]
    assert (below.total, below.owner) == (1000, "pages")
    assert [item.entry.docname for item in below.items if item.current] == [docname]
    assert shown.links() <= MOST


def test_a_list_that_is_not_on_the_way_is_whole_or_closed() -> None:
    [shown] = _bound(_collection(1000), "one")
    assert _names(shown) == ["pages", "guide", ["one", "two"]]
    [shown] = _bound(_collection(1000), "index")
    assert _names(shown) == ["pages", "guide", ["one", "two"]]


def test_collapsed_only_what_is_on_the_way_is_open() -> None:
    [shown] = _bound(_collection(20), "one", collapse=True)
    assert _names(shown) == ["pages", "guide", ["one", "two"]]


def test_the_depth_of_the_directive_counts() -> None:
    deep = _entry("a", _entry("b", _entry("c")))
    assert _names(_bound(_tree(deep, maxdepth=2), "c")[0]) == ["a", ["b"]]
    assert _names(_bound(_tree(deep), "c")[0]) == ["a", ["b", ["c"]]]
    assert _tree(deep, maxdepth=1).size == 1


def test_a_page_in_two_lists_is_current_in_both() -> None:
    page = _entry("page")
    [shown] = _bound(_tree(_entry("a", page), _entry("b", _entry("page"))), "page")
    assert [item.current for item in shown.items] == [True, True]


def test_a_link_to_a_section_of_the_page_opens_its_list_but_is_not_the_page() -> None:
    section = Entry(None, "Section", "page", "#section", (_entry("below"),))
    [shown] = _bound(_tree(section, _entry("page")), "page", collapse=True)
    assert _names(shown) == ["page", ["below"], "page"]
    assert [item.current for item in shown.items] == [False, True]


_NAMES = st.sampled_from([f"page{number}" for number in range(12)])
_ENTRIES = st.recursive(
    st.builds(_entry, _NAMES),
    lambda below: st.builds(
        lambda name, children: _entry(name, *children), _NAMES, st.lists(below, max_size=30)
    ),
    max_leaves=80,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_ENTRIES, max_size=40), _NAMES, st.booleans(), st.integers(-1, 4))
def test_any_tree_is_shown_within_bounds(
    entries: list[Entry], docname: str, collapse: bool, maxdepth: int
) -> None:
    tree = _tree(*entries, maxdepth=maxdepth)
    groups = _bound(tree, docname, collapse=collapse)
    links = sum(group.links() for group in groups)
    if tree.size <= MOST and not collapse:
        assert links == tree.size
    # Each list on the way has two links at least: one entry, and the way to all.
    lists = 1 + sum(len(path.places) for path in tree.paths.get(docname, ()))
    assert links <= max(MOST, 2 * lists)


def _calls(size: int) -> int:
    tree = _collection(size)
    assert tree.paths  # made once for all pages
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        _bound(tree, f"page{size // 2}")
    finally:
        sys.setprofile(None)
    return calls


def test_the_work_for_a_page_does_not_grow_with_the_site() -> None:
    assert _calls(10_000) == _calls(1000) < 1000


@pytest.mark.parametrize(
    ("total", "name", "language", "label"),
    [
        (75, "", "en", "All 75 pages"),
        (1000, "comparisons", "en", "All 1,000 comparisons"),
        (1234, "comparisons", "en", "All 1,200+ comparisons"),
        (1000, "Vergleiche", "de", "All 1.000 Vergleiche"),
        (12345, "", "pt_BR", "All 12.000+ pages"),
    ],
)
def test_a_whole_list_is_named_by_its_size(
    total: int, name: str, language: str, label: str
) -> None:
    assert whole_list(total, name, language) == label


def test_a_new_entry_seldom_changes_the_name_of_a_list() -> None:
    assert len({rounded(total) for total in range(1000, 1100)}) == 2
