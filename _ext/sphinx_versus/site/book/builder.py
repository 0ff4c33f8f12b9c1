"""The builder ``typst``: the project as a book in PDF."""

from __future__ import annotations

import itertools
import os
import shutil
from collections import defaultdict
from collections.abc import Sequence, Set
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.builders import Builder
from sphinx.locale import __
from sphinx.util import logging
from sphinx.util.display import progress_message, status_iterator
from sphinx.util.docutils import new_document

from sphinx_versus.site import labels
from sphinx_versus.site.book.writing.base import Book

from . import fonts
from .assemble import Chapter, Outline, Part, chosen, outline
from .assets import Assets
from .back_index import index
from .links import Links, uri
from .literals import array, divided, string, value
from .maths import Formulas
from .paragraphs import take_blocks_out
from .settings import PAPERS, ROOM, settings
from .styles import Styles
from .translator import TypstTranslator
from .typesetting import BookError, Typesetting
from .volumes import Volume, sources, volumes

logger = logging.getLogger(__name__)

TEMPLATE = Path(__file__).parent / "template" / "book.typ"
# Sent with the parts and chapters of a book whose project chooses none, a list to change in place.
OUTLINE = "typst-outline"
# Answered with sections that come after the chapters, and with the `Term`s of the index
# (arguments: the application, the environment, the names of the book's documents in order).
BACK_MATTER = "typst-back-matter"
INDEX = "typst-index"


class TypstBuilder(Builder):
    """Writes each of ``typst_documents`` as a PDF."""

    name = "typst"
    format = "typst"
    default_translator_class = TypstTranslator
    supported_image_types = [  # noqa: RUF012 (so it is in Sphinx)
        "image/svg+xml",
        "application/pdf",
        "image/png",
        "image/jpeg",
        "image/gif",
        "image/webp",
    ]
    # Sphinx must not fetch pictures from the web: they are reported.
    supported_remote_images = True

    def init(self) -> None:
        """Begin with no chapters."""
        for tag in self.config.typst_tags:
            self.tags.add(tag)
        # The documents of the book that is being written, in order.
        self.chapters: dict[str, None] = {}
        self.fonts = fonts.Fonts(system=False)

    def get_outdated_docs(self) -> str:
        """A book is always written as a whole."""
        return "all documents"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return an address that the translator makes a label of."""
        return uri(docname)

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """Return the same: within a book nothing is relative."""
        return self.get_target_uri(to, typ)

    def online(self, target: str) -> str:
        """Return the address of a target on the project's site, if that is known."""
        docname, _, anchor = target.partition("#")
        base = self.config.html_baseurl
        if not base:
            return ""
        page = f"{base.rstrip('/')}/{docname}.html"
        return f"{page}#{anchor}" if anchor else page

    # Writing -----------------------------------------------------------------

    def write_documents(self, docnames: Set[str]) -> None:
        """Write every book."""
        try:
            books = list(volumes(self.env, self.config))
        except BookError as error:
            self._fail(error)
            return
        for volume in books:
            try:
                if self.config.typst_paper not in PAPERS:
                    raise BookError(
                        f'there is no paper "{self.config.typst_paper}"; '
                        f"there are {', '.join(PAPERS)}"
                    )
                if volume.start not in self.env.all_docs:
                    raise BookError(f'typst_documents names "{volume.start}", which is no document')
                self._write_book(volume)
            except BookError as error:
                self._fail(error)

    def _fail(self, error: BookError) -> None:
        # Sphinx would show an exception with its whole traceback.
        logger.error(str(error), type="typst_book")
        self.app.statuscode = 1

    def _write_book(self, volume: Volume) -> None:
        start, name, title, author, part = volume
        target = Path(self.outdir, name)
        root = Path(self.outdir, "source", name).with_suffix("")
        book_outline = list(part) or self._outline(start)
        self.chapters = dict.fromkeys(
            item.docname for item in book_outline if isinstance(item, Chapter)
        )
        try:
            shutil.rmtree(root, ignore_errors=True)
            root.mkdir(parents=True)
            target.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise BookError(f"cannot write {root}: {error.strerror}") from error
        assets = Assets(root)
        book = Book(
            Links(),
            assets,
            Formulas(assets),
            Styles(
                self.config.typst_classes,
                self.config.typst_wide_classes,
                self.config.typst_wide_columns,
            ),
            self.chapters,
            self.online,
            ROOM[self.config.typst_paper],
            divided(self.config.language or "en"),
        )
        self.images.clear()
        main: list[str] = []
        chapters: dict[str, str] = {}
        end = [item for item in book_outline if isinstance(item, Chapter) and item.at_end]
        body = [item for item in book_outline if item not in end]
        self._write_chapters(book, body, main, chapters)
        self._write_back_matter(book, main, chapters)
        self._write_chapters(book, end, main, chapters)
        self._write_sources(book, main, chapters)
        at_the_end = ""
        if self.config.typst_use_index:
            added = self.events.emit(INDEX, self.env, list(self.chapters))
            terms = [term for answer in added if answer for term in answer]
            at_the_end = index(self, book.links, terms)
        if at_the_end:
            book.note_heading(1, None, labels.book_words()["index"])
        texts = book.links.fill([*chapters.values(), at_the_end, "\n".join(main)])
        self._report_dead(book)
        if not self.config.html_baseurl and book.links.beyond():
            logger.info(
                __("%s: links to what is not in it are text, as html_baseurl is not set"), name
            )
        self._choose_fonts(book, title)

        styles = self._copy_styles(root)
        assets.write_raws(styles)
        imports = "".join(f"{line}\n" for line in [*styles, '#import "formulas.typ": formulas'])
        (root / "formulas.typ").write_text(book.formulas.file(), encoding="utf-8")
        for number, text in enumerate(texts[:-2]):
            (root / f"chapter-{number}.typ").write_text(
                f"{imports}#{{\n{text}}}\n", encoding="utf-8"
            )
        told = settings(self.config, title, author, families=self.fonts.families)
        if part and title != self.config.project:
            told["subtitle"] = self.config.project
        statements = [
            "title-page()",
            f"contents({value(book.headings)})",
            texts[-1],
            texts[-2],
            "colophon()",
        ]
        (root / "main.typ").write_text(
            f"{imports}#show: book\n#{{\n" + "\n".join(statements) + "\n}\n", encoding="utf-8"
        )
        with progress_message(__("compiling %s") % target.name):
            job = Typesetting(book, told, target, list(chapters), self.fonts, self.env).run(
                accessible=self.config.typst_accessible
            )
        if self.config.typst_accessible and not job.standard:
            logger.warning(
                f"{target.name} is tagged, but does not claim to be PDF/UA-1: "
                "mend what was reported before",
                type="typst_book",
                subtype="accessibility",
            )
        logger.info("The PDF is %s.", os.path.relpath(target))

    def _outline(self, start: str) -> Outline:
        """Return what the project chooses, or else what its tables of contents name."""
        if book := chosen(self.env, start, self.config.typst_parts):
            return book
        book = outline(self.env, start)
        self.events.emit(OUTLINE, self.env, book)
        # A part that has lost its chapters is none.
        return [
            item
            for item, after in zip(book, [*book[1:], None], strict=True)
            if isinstance(item, Chapter) or (isinstance(after, Chapter) and not after.at_end)
        ]

    def _write_chapters(
        self,
        book: Book,
        items: Sequence[Part | Chapter],
        main: list[str],
        chapters: dict[str, str],
    ) -> None:
        """Add the code of chapters by document, and the statements that put them together."""
        for item in status_iterator(
            items,
            __("writing... "),
            "darkgreen",
            len(items),
            self.app.verbosity,
            lambda item: item.title if isinstance(item, Part) else item.docname,
        ):
            if isinstance(item, Part):
                book.offset = 0
                book.note_heading(1, None, item.title)
                main.append(self._part(book, item, items))
                continue
            book.offset = offset = 1 if item.in_part else 0
            name = string(f"chapter-{len(chapters)}.typ")
            set_level = f"set heading(offset: {offset}); " if offset else ""
            main.append(f"{{ {set_level}include {name} }}")
            chapters[item.docname] = self._chapter(book, item)

    def _part(self, book: Book, part: Part, book_outline: Sequence[Part | Chapter]) -> str:
        """Return the statement for the page that opens a part."""
        after = book_outline[book_outline.index(part) + 1 :]
        named = []
        for chapter in itertools.takewhile(lambda item: isinstance(item, Chapter), after):
            assert isinstance(chapter, Chapter)
            if chapter.level == 1:
                target = f"{chapter.docname}#"
                title = self.env.titles[chapter.docname].astext()
                named.append(f"({string(title)}, {book.links.reference(target)})")
        return f"part({string(part.title)}, {array(named)})"

    def _chapter(self, book: Book, chapter: Chapter) -> str:
        doctree = self.env.get_doctree(chapter.docname)
        for toctree in list(doctree.findall(addnodes.toctree)):
            _remove(toctree)
        self.env.resolve_references(doctree, chapter.docname, self)
        self.post_process_images(doctree)
        take_blocks_out(doctree)
        is_first = chapter.docname == next(iter(self.chapters)) and not chapter.in_part
        if is_first and not _has_content(doctree):
            # The title of the first document alone is that of the book.
            sections = doctree.findall(nodes.section)
            ids = [anchor for section in sections for anchor in section["ids"]]
            return book.links.anchor([f"{chapter.docname}#{anchor}" for anchor in ("", *ids)])
        return self._translate(book, doctree, chapter.docname, chapter.level)

    def _translate(self, book: Book, doctree: nodes.document, docname: str, level: int) -> str:
        translator = self.create_translator(doctree, self, book, docname, level)
        assert isinstance(translator, TypstTranslator)
        doctree.walkabout(translator)
        return "".join(translator.body)

    def _write_back_matter(self, book: Book, main: list[str], chapters: dict[str, str]) -> None:
        """Add what extensions have after the chapters."""
        answers = self.events.emit(BACK_MATTER, self.env, list(self.chapters))
        sections = [section for answer in answers if answer for section in answer]
        for number, section in enumerate(sections):
            self._write_section(book, section, f"{BACK_MATTER}-{number}", main, chapters)

    def _write_sources(self, book: Book, main: list[str], chapters: dict[str, str]) -> None:
        """Add the sources that the book cites and no chapter lists."""
        by_document: dict[str, set[str]] = defaultdict(set)
        for target in book.links.elsewhere:
            docname, _, anchor = target.partition("#")
            by_document[docname].add(anchor)
        for docname in sorted(by_document):
            section = sources(self, docname, by_document[docname])
            if section is not None:
                self._write_section(book, section, docname, main, chapters)

    def _write_section(
        self,
        book: Book,
        section: nodes.section,
        name: str,
        main: list[str],
        chapters: dict[str, str],
    ) -> None:
        """Add what no document of the project has, by a name for problems."""
        document = new_document("")
        document += section
        main.append(f"include {string(f'chapter-{len(chapters)}.typ')};")
        book.offset = 0
        chapters[name] = self._translate(book, document, name, 1)

    # Files ---------------------------------------------------------------------

    def _copy_styles(self, root: Path) -> list[str]:
        """Copy the template and what is laid over it; return what imports them."""
        paths = [TEMPLATE, *(Path(self.confdir, path) for path in self.config.typst_styles)]
        lines = []
        for number, path in enumerate(paths):
            name = "book.typ" if number == 0 else f"style-{number}.typ"
            try:
                shutil.copyfile(path, root / name)
            except OSError as error:
                raise BookError(f"cannot read the style {path}: {error.strerror}") from error
            lines.append(f'#import "{name}": *')
        return lines

    # Checks ----------------------------------------------------------------------

    def _report_dead(self, book: Book) -> None:
        for dead in book.links.dead():
            book.problems += 1
            docname, _, anchor = dead.target.partition("#")
            logger.warning(
                f'the link leads to "{anchor or docname}", which is not in the book; '
                "its text is shown without a link",
                location=str(dead.place),
                type="typst_book",
                subtype="link",
            )

    def _choose_fonts(self, book: Book, title: str) -> None:
        """Take the system's fonts only where they are needed, and report what none has.

        To search the system costs time, and a book that does without is the
        same on every machine.
        """
        paths = [str(Path(self.confdir, path)) for path in self.config.typst_font_paths]
        chosen = {*self.config.typst_fonts, *self.config.typst_code_fonts}
        self.fonts = fonts.Fonts(paths, system=False)
        signs = {*book.signs, *title}
        missing = self.fonts.missing(signs)
        wanted = missing or fonts.needs_others(signs) or not chosen <= self.fonts.families
        if wanted and self.config.typst_system_fonts:
            self.fonts = fonts.Fonts(paths, system=True)
            missing = self.fonts.missing(missing)
        unknown = sorted(chosen - self.fonts.families)
        if unknown:
            raise BookError(
                f'there is no font "{unknown[0]}"; install it, or name its folder in '
                "typst_font_paths"
            )
        for package, lacking in fonts.packages(missing).items():
            book.problems += 1
            first = book.signs.get(lacking[0])
            shown = " ".join(lacking[:12]) + (" …" if len(lacking) > 12 else "")
            count = "this sign" if len(lacking) == 1 else f"these {len(lacking)} signs"
            logger.warning(
                f'no font has {count}: {shown}; on Debian and Ubuntu "apt-get install {package}" '
                "brings one, elsewhere install the Noto fonts",
                location=str(first) if first else None,
                type="typst_book",
                subtype="font",
            )


def _remove(node: nodes.Node) -> None:
    """Remove a node, and what holds nothing else."""
    parent = node.parent
    assert isinstance(parent, nodes.Element)
    parent.remove(node)
    if not parent.children and isinstance(parent, nodes.compound):
        _remove(parent)


def _has_content(doctree: nodes.document) -> bool:
    """Say whether a document shows more than a title."""
    ignored = (nodes.comment, nodes.target, nodes.Invisible, nodes.title)
    sections = [doctree, *doctree.findall(nodes.section)]
    return any(
        not isinstance(child, (*ignored, nodes.section))
        for section in sections
        for child in section.children
    )
