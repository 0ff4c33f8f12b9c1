"""Addresses of the past: how they are read, and what none of them can name."""

from __future__ import annotations

import pytest

from sphinx_versus.grammar.was import read_was
from sphinx_versus.site.addresses import page_name

SUFFIXES = (".md", ".rst")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("old.md", "drinks/old"),
        ("old.html", "drinks/old"),
        ("old", "drinks/old"),
        ("./deep/old.rst", "drinks/deep/old"),
        ("../old.md", "old"),
        ("/old.md", "old"),
        ("/a/old/", "a/old/index"),
        ("/v1.2", "v1.2"),
        ("/old%20tea.md", "old tea"),
        ("/Grüner Tee.md", "Grüner Tee"),
    ],
)
def test_a_path_names_a_page_of_the_project(path: str, name: str) -> None:
    assert page_name(path, "drinks/tea", SUFFIXES) == name


@pytest.mark.parametrize(
    "path",
    [
        *("../../out.md", "/../out.md", "%2e%2e/%2e%2e/out.md", "a/../../../out.md", "..", "/.."),
        *("..\\out.md", "C:/out.md", "//host/../../out", "/a\0b.md", "/a\nb.md", "/a%00.md"),
        *("/con?.md", "/a*.md", '/a".md', "/<a>.md", "/a|b.md", "/a .md", "/a..md", "/", ""),
        "/" + "a" * 300 + ".md",
    ],
)
def test_nothing_else_is_a_page(path: str) -> None:
    assert page_name(path, "drinks/tea", SUFFIXES) in ("", "index")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a-claim-b", ("a-claim-b",)),
        ("#a-claim-b", ("a-claim-b",)),
        ("a, b; c d", ("a", "b", "c", "d")),
        ("`a` <b>", ("a", "b")),
        ("old.md", ("drinks/old#",)),
        ("old.md#a, /old#b", ("drinks/old#a", "old#b")),
        ("grün-c", ("grün-c",)),
    ],
)
def test_ids_and_pages_are_told_apart(text: str, found: tuple[str, ...]) -> None:
    assert read_was(text, 3, "drinks/tea", SUFFIXES) == (found, [])


@pytest.mark.parametrize("text", ["", ",", "#", "a a", "../../a.md", "old.md#a#b", "[a]", "a, a"])
def test_what_is_no_address_is_told(text: str) -> None:
    found, problems = read_was(text, 3, "drinks/tea", SUFFIXES)
    assert [problem.line for problem in problems] == [3]
    assert found in ((), ("a",))
