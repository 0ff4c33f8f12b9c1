"""Compare a project's book with its text, page by page, for words that are lost.

``python bench/print/words.py FOLDER [OUT]`` builds the project whose ``conf.py`` is in the
folder twice, as text and as a book, and lists for each document the words that the text has
more often, but for tables of contents and the texts of pictures. It runs in an environment
that has what the project needs, Typst and pypdfium2.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import time
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.docutils import docutils_namespace, patch_docutils
from sphinx.util.tags import Tags
from sphinx.writers.text import TextTranslator

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "_ext"), str(ROOT / "tests")]


from books import Pdf, lost_words  # noqa: E402
from sphinx_versus.site.book.assemble import Chapter, outline  # noqa: E402


class Lenient(TextTranslator):
    """Writes what is in nodes that an extension has not taught it."""

    def unknown_visit(self, node: nodes.Node) -> None:
        """Write the children."""

    unknown_departure = unknown_visit


def build(folder: Path, out: Path, builder: str, without: set[str]) -> Sphinx:
    """Build a project; what it says goes to standard error."""
    extensions = [
        *Config.read(folder, overrides={}, tags=Tags()).extensions,
        "sphinx_versus.site.book",
    ]
    settings = {"extensions": [each for each in extensions if each not in without]}
    start = time.process_time()
    with patch_docutils(str(folder)), docutils_namespace():
        app = Sphinx(
            folder,
            folder,
            out / builder,
            out / f"{builder}.doctrees",
            builder,
            settings,
            status=None,
        )
        app.set_translator("text", Lenient, override=True)
        app.connect("doctree-resolved", without_contents)
        app.build(force_all=True)
    print(f"{builder}: {time.process_time() - start:.1f} s of CPU time", file=sys.stderr)
    return app


def without_contents(_app: Sphinx, doctree: nodes.document, _docname: str) -> None:
    """Take out tables of contents: the book has its own."""
    for toctree in list(doctree.findall(addnodes.toctree)):
        toctree.parent.remove(toctree)


def main() -> None:
    """Print the words that are lost, by document."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path, nargs="?")
    parser.add_argument("--without", default="", help="extensions to leave out, by commas")
    given = parser.parse_args()
    folder, out = given.folder.resolve(), given.out or Path(tempfile.mkdtemp())
    without = set(given.without.split(","))
    build(folder, out, "text", without)
    app = build(folder, out, "typst", without)
    pdf = Pdf(next((out / "typst").glob("*.pdf")))
    book = [each for each in outline(app.env, app.config.root_doc) if isinstance(each, Chapter)]
    names = [each.docname for each in book]
    chapters = pdf.chapters(
        [(each.level - 1 + each.in_part, app.env.titles[each.docname].astext()) for each in book],
        [
            [each.astext() for each in app.env.tocs[name].findall(nodes.reference)][1:]
            for name in names
        ],
    )
    for name, printed in zip(names, chapters, strict=True):
        written = Path(out, "text", f"{name}.txt").read_text(encoding="utf-8")
        # What a picture shows is in the tags of the book, and not in its text.
        lost = lost_words(re.sub(r"\[(?:image|graph)(?:: [^]]*)?\]", "", written), printed)
        if lost:
            said = " ".join(f"{word} ({count})" for word, count in sorted(lost.items()))
            print(f"{name}: {said}")
    print(
        f"{len(names)} documents, {len(pdf)} pages; beyond the page: {pdf.beyond_the_page()[:20]};"
    )
    print(f"overprinted: {pdf.overprinted()[:40]}")


if __name__ == "__main__":
    main()
