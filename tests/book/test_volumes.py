"""Any document or folder is a book of its own, with the sources that it cites."""

from __future__ import annotations

import pytest

from books import Make, Pdf

FILES = {
    "index.md": "# Site\n\n```{toctree}\n:caption: Drinks\ndrinks/tea\ndrinks/ale\n```\n\n"
    "```{toctree}\nsources\nguide/index\n```\n",
    "drinks/ale.rst": "Ale\n===\n\nAn old drink [Old1900]_; see :doc:`tea`,"
    " :doc:`/drinks/sub/pu-erh` and :doc:`/guide/index`.\n",
    "drinks/tea.rst": "Tea\n===\n\nA hot drink [New2000]_.\n\n.. toctree::\n\n   sub/pu-erh\n",
    "drinks/sub/pu-erh.md": "# Pu-erh\n\nA kind of tea.\n",
    "drinks/apart.md": "---\norphan: true\n---\n\n# Apart\n\nIn no contents.\n",
    "sources.rst": "All sources\n===========\n\n.. [Old1900] An old book.\n\n"
    ".. [New2000] A new book.\n",
    "guide/index.md": "# The guide\n\nIn short.\n\n```{toctree}\nmore\n```\n",
    "guide/more.md": "# More\n\nMore of it.\n",
}
CONF = """
typst_use_index = False
html_baseurl = "https://example.org/"
"""


def test_each_document_of_a_pattern_is_a_book(small: Make) -> None:
    conf = f'{CONF}typst_documents = []\ntypst_each = ["drinks/a*", "nothing/*"]\n'
    built = small(FILES, conf)
    assert built.warnings.count("WARNING") == 1
    assert 'typst_each names "nothing/*", which is no document' in built.warnings
    there = {path.relative_to(built.outdir).as_posix() for path in built.outdir.rglob("*.pdf")}
    assert there == {"drinks/ale.pdf", "drinks/apart.pdf"}
    ale = Pdf(built.outdir / "drinks" / "ale.pdf")
    assert ale.outline == [(0, "Ale"), (0, "All sources")]
    text = " ".join(ale.pages)
    assert "[Old1900] An old book. Cited on page 3" in text
    assert "A new book" not in text
    # The title page names the project; links to what is not in the book lead to the site.
    assert ale.pages[0].startswith("Ale Small Somebody")
    written = ale.path.read_bytes()
    for name in ("drinks/tea", "drinks/sub/pu-erh", "guide/index"):
        assert f"https://example.org/{name}.html".encode() in written
    assert b"https://example.org/sources.html" not in written


@pytest.mark.parametrize(
    ("given", "path", "chapters"),
    [
        ("drinks/", "drinks.pdf", ["Tea", "Pu-erh", "Ale", "Apart", "All sources"]),
        ("./guide", "guide.pdf", ["The guide", "More"]),
        ("drinks/tea.rst", "drinks/tea.pdf", ["Tea", "Pu-erh", "All sources"]),
    ],
)
def test_a_document_or_a_folder_alone(
    small: Make, given: str, path: str, chapters: list[str]
) -> None:
    built = small(FILES, CONF, "-W", "-D", f"typst_only={given}")
    assert built.warnings == ""
    pdf = Pdf(built.outdir / path)
    assert [title for _, title in pdf.outline] == chapters
    assert not (built.outdir / "small.pdf").exists()
    title = {"drinks.pdf": "Drinks", "guide.pdf": "The guide", "drinks/tea.pdf": "Tea"}[path]
    assert pdf.pages[0].startswith(f"{title} Small")


@pytest.mark.parametrize(
    ("given", "hint"), [("drink", '; did you mean "drinks"?'), ("$(x) `y`", ""), (".", "")]
)
def test_what_there_is_not_is_an_error(small: Make, given: str, hint: str) -> None:
    built = small(FILES, CONF, "-D", f"typst_only={given}")
    assert f'there is no document or folder "{given}"{hint}' in built.warnings
    assert built.returncode == 1
    assert not list(built.outdir.rglob("*.pdf"))
