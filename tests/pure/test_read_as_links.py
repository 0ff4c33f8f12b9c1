"""Which books a page leads to, and in what words."""

from __future__ import annotations

from pathlib import Path

from sphinx_versus.site.read_as import Book, books, links, of_page

DOCUMENTS = {"index", "about", "tea/index", "tea/green", "tea/green/leaf"}
FOUND = [
    Book("Site", ".epub", 1_240_000),
    Book("about", ".pdf", 1),
    Book("site", ".pdf", 5_600_000),
    Book("source/site/images/tree", ".pdf", 1),
    Book("tea", ".pdf", 1_400_000),
    Book("tea/green", ".pdf", 700_000),
]
WHOLE = ["_books/site.pdf", "_books/Site.epub"]


def _paths(docname: str) -> list[str]:
    return [book.path for book in of_page(FOUND, docname, DOCUMENTS)]


def test_a_page_leads_to_its_own_book_those_of_its_folders_and_whole_ones() -> None:
    assert _paths("index") == WHOLE
    assert _paths("about") == ["_books/about.pdf", *WHOLE]
    assert _paths("tea/index") == ["_books/tea.pdf", *WHOLE]
    assert _paths("tea/green") == ["_books/tea/green.pdf", "_books/tea.pdf", *WHOLE]


def test_links_say_what_they_lead_to_and_how_large_it_is() -> None:
    shown = of_page(FOUND, "tea/green", DOCUMENTS)
    made = links(shown, "tea/green", "tea/green.html", "de")
    assert [(link.href, link.text, link.size) for link in made] == [
        ("../_books/tea/green.pdf", "PDF of this page", "0,7 MB"),
        ("../_books/tea.pdf", "PDF of this part", "1,4 MB"),
        ("../_books/site.pdf", "PDF of the whole book", "5,6 MB"),
        ("../_books/Site.epub", "EPUB of the whole book", "1,2 MB"),
    ]
    two = [Book("one", ".pdf", 1), Book("a & b", ".pdf", 1)]
    assert [(link.href, link.text) for link in links(two, "index", "index.html", "en")] == [
        ("_books/one.pdf", "one (PDF)"),
        ("_books/a%20%26%20b.pdf", "a & b (PDF)"),
    ]


def test_the_first_of_two_with_one_name_is_taken_and_half_files_are_not(tmp_path: Path) -> None:
    for name in ("one/a.pdf", "two/a.pdf", "one/.a.part.pdf", "one/a.txt", "two/b/c.epub"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    found = books(tmp_path, ["one", "two", "none"])
    assert {book.path: path.relative_to(tmp_path).as_posix() for book, path in found.items()} == {
        "_books/a.pdf": "one/a.pdf",
        "_books/b/c.epub": "two/b/c.epub",
    }
