"""A book holds all that the documents hold, and can be read by everybody."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import typst
from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from books import SAMPLE, Make, Pdf, make_book, words_of
from projects import Built

NOT_SHOWN = (
    nodes.comment, nodes.raw, nodes.label, nodes.math, nodes.math_block, nodes.footnote_reference,
    nodes.substitution_definition, nodes.system_message, addnodes.toctree, addnodes.index,
)  # fmt: skip


@pytest.fixture(scope="module")
def pdf(sample: Built) -> Pdf:
    return Pdf(sample.outdir / "samplebook.pdf")


@pytest.fixture(scope="module")
def doctrees(sample: Built, tmp_path_factory: pytest.TempPathFactory) -> list[nodes.document]:
    """The documents as the builder gets them."""
    doctrees = sample.outdir.parent / f"{sample.outdir.name}.doctrees"
    outdir = tmp_path_factory.mktemp("again")
    with patch_docutils(str(SAMPLE)), docutils_namespace():
        app = Sphinx(SAMPLE, SAMPLE, outdir, doctrees, "typst", status=None)
        app.builder.read()
        found = []
        for docname in app.env.found_docs:
            doctree = app.env.get_doctree(docname)
            app.env.resolve_references(doctree, docname, app.builder)
            found.append(doctree)
    return found


def test_a_book_of_everything_is_made_without_a_warning(sample: Built, pdf: Pdf) -> None:
    assert sample.warnings == ""
    assert sample.returncode == 0
    assert pdf.is_tagged
    assert pdf.claims_accessibility


def test_nothing_else_is_left_behind(sample: Built) -> None:
    # Hidden files are those of other extensions.
    left = {path.name for path in sample.outdir.iterdir()}
    assert left == {"samplebook.pdf", "source"}


def test_every_word_is_in_the_text(pdf: Pdf, doctrees: list[nodes.document]) -> None:
    wanted: Counter[str] = Counter()
    for doctree in doctrees:
        for block in doctree.findall(nodes.TextElement):
            if not isinstance(block.parent, nodes.TextElement):
                wanted += words_of("".join(_shown(block)))
    assert len(wanted) > 300
    assert wanted - pdf.words == Counter()


def _shown(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Text):
        yield node.astext()
    elif not isinstance(node, NOT_SHOWN):
        if isinstance(node, addnodes.desc_parameterlist | addnodes.desc_parameter):
            yield " "
        for child in node.children:
            yield from _shown(child)
        if isinstance(node, addnodes.desc_type | addnodes.desc_returns):
            yield " "


def test_every_heading_is_in_the_outline(pdf: Pdf, doctrees: list[nodes.document]) -> None:
    titles = Counter(
        re.sub(r"\s+", " ", section[0].astext())
        for doctree in doctrees
        for section in doctree.findall(nodes.section)
    )
    shown = Counter(re.sub(r"^[\d.]+\s+", "", title) for _, title in pdf.outline)
    assert titles - shown == Counter()
    # The parts, the contents and the index are the book's own.
    assert shown - titles == Counter(["Standard parts", "What Sphinx adds", "Index"])


def test_chapters_are_below_their_parts(pdf: Pdf) -> None:
    levels = {title: level for level, title in pdf.outline}
    assert levels["Standard parts"] == levels["Sample book"] == levels["Index"] == 0
    assert levels["1 Blocks and words"] == 1
    assert levels["1.2 Lists"] == 2
    assert levels["1.7.1 Level three"] == 3


def test_links_tell_their_page(pdf: Pdf) -> None:
    page = next(n for n, text in enumerate(pdf.pages, 1) if "Column 7" in text)
    first = next(text for text in pdf.pages if "An opening paragraph" in text)
    assert re.search(rf"a table\s*\(p\.\s{page}\)", first)


def test_links_lead_somewhere(pdf: Pdf, doctrees: list[nodes.document]) -> None:
    references = [
        node
        for doctree in doctrees
        for node in doctree.findall(nodes.reference)
        if node.astext() and not _is_in_head(node)
    ]
    web = [node for node in references if node.get("refuri", "").startswith(("http", "mailto"))]
    inside, outside = pdf.links
    # A link over the end of a line is two; contents and index add to those inside.
    assert outside >= len(web) > 3
    assert inside >= len(references) - len(web) + len(pdf.outline)


def _is_in_head(node: nodes.Node) -> bool:
    """The head of a table comes again on each page, and may not hold links."""
    return node.parent is not None and (
        isinstance(node.parent, nodes.thead) or _is_in_head(node.parent)
    )


def test_sources_lead_back_to_their_citations(pdf: Pdf) -> None:
    page = next(n for n, text in enumerate(pdf.pages, 1) if "Somebody has said so" in text)
    source = pdf.pages[page - 1].partition("A Document Preparation System")[2]
    assert f"Cited on page {page}" in source


def test_only_sources_that_are_cited_by_their_name_show_it(pdf: Pdf) -> None:
    text = " ".join(pdf.pages)
    assert "[Knuth] Donald Knuth, The TeXbook." in text
    assert "[Knu84]" not in text


def test_notes_stand_at_the_foot_of_their_page(pdf: Pdf) -> None:
    page = next(text for text in pdf.pages if "A note in a cell" in text)
    assert "The note of the cell." in page
    assert page.index("The note of the cell.") > page.index("A note in a cell")


def test_a_row_taller_than_a_page_loses_nothing_and_keeps_its_header(pdf: Pdf) -> None:
    pages = [text for text in pdf.pages if "of a cell that is taller" in text]
    assert len(pages) >= 3
    text = " ".join(pages)
    assert all(f"Paragraph {number} of a cell" in text for number in range(40))
    assert all("Second thing" in page for page in pages)


def test_a_table_that_is_too_wide_turns_the_page(pdf: Pdf) -> None:
    assert pdf.sizes == {(595, 842), (842, 595)}


def test_the_index_leads_to_pages(pdf: Pdf) -> None:
    page = next(
        n for n, text in enumerate(pdf.pages, 1) if "This paragraph is in the index" in text
    )
    index = next(text for text in pdf.pages if text.startswith("Index"))
    assert f"Another indexed word, {page}" in index


def test_the_same_input_gives_the_same_bytes(sample: Built, tmp_path: Path) -> None:
    again = make_book(SAMPLE, tmp_path / "again", "-W", "-j", "2")
    name = "samplebook.pdf"
    assert (again.outdir / name).read_bytes() == (sample.outdir / name).read_bytes()


def test_settings_change_the_book(small: Make) -> None:
    conf = """
typst_paper = "letter"
typst_subtitle = "What is below the title"
typst_documents = [("index", "other.pdf", "Another title", "Another author")]
language = "de"
typst_use_index = False
html_baseurl = "https://example.org/docs/"
"""
    files = {
        "index.md": "# Seite\n\nEin Wort.\n\n[Nicht im Buch](apart.md)\n\n```{index} Wort\n```\n",
        "apart.md": "---\norphan: true\n---\n# Apart\n",
    }
    built = small(files, conf, "-W")
    assert built.warnings == ""
    pdf = Pdf(built.outdir / "other.pdf")
    assert pdf.sizes == {(612, 792)}
    text = "\n".join(pdf.pages)
    assert "Another title" in pdf.pages[0]
    assert "What is below the title" in pdf.pages[0]
    assert "Inhalt" in text
    assert "Stichwort" not in text
    assert b"https://example.org/docs/apart.html" in pdf.path.read_bytes()
    assert re.search(rb"/Lang ?\(de\)", pdf.path.read_bytes())


def test_the_contents_have_their_room_before_they_are_known(small: Make) -> None:
    # A room of another size would move all pages, and the whole book would be set once more.
    toctree = "```{toctree}\n:caption: Part\npage0\npage1\npage2\n```\n"
    files = {"index.md": f"# Start\n\nText.\n\n{toctree}"}
    for number in range(3):
        sections = "".join(f"## Section {n} {'of many words ' * (n % 9)}\n\n" for n in range(60))
        files[f"page{number}.md"] = f"# Page {number}\n\n{sections}"
    built = small(files, "", "-W")
    pages = len(Pdf(built.outdir / "small.pdf").pages)
    source = built.outdir / "source" / "small"
    template = (source / "book.typ").read_text()
    known = "entries.len() > 0 and query(heading.where(outlined: true, level: 1)).len() == 0"
    assert known in template
    (source / "book.typ").write_text(template.replace(known, "true"))
    room = source / "room.pdf"
    typst.compile(source / "main.typ", output=room, ignore_system_fonts=True)
    assert len(Pdf(room).pages) == pages
    assert pages > 10


def test_a_style_shows_classes_its_own_way(small: Make) -> None:
    files = {
        "index.md": "# Page\n\n```{container} special\nText.\n```\n",
        "own.typ": '#import "book.typ": *\n'
        "#let shown(node) = block[Own: #node.items.map(flow).join()]\n",
    }
    conf = 'typst_styles = ["own.typ"]\ntypst_classes = {"container.special": "shown"}\n'
    built = small(files, conf, "-W")
    assert built.warnings == ""
    text = "\n".join(Pdf(built.outdir / "small.pdf").pages)
    assert "Own: Text." in text.replace("\r\n", " ")
